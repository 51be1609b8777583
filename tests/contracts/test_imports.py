"""Imports run one way, and packages are ours."""

from __future__ import annotations

import importlib

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.snapshots import ROOT


def test_import_linter_finds_nothing(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS


@pytest.mark.parametrize("name", ["geo", "layers", "web", "api"])
def test_a_package_is_the_one_of_this_repository(name):
    assert importlib.import_module(name).__file__ == str(ROOT / name / "__init__.py")
    assert (ROOT / name / "py.typed").is_file()
