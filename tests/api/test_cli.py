"""The command line: messages that one can act on, and a status that scripts can."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from api import building, serving
from api.building import STAMP_NAME, is_up_to_date
from api.cli import main
from api.errors import BuildStopped
from api.settings import PathSettings
from api.version import __version__
from geo.errors import RecipeUnsolvable
from layers.errors import DataInvalid, Problem
from tests.factories import make_store
from tests.servers import make_settings


@pytest.fixture
def run(monkeypatch, capsys):
    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["atlas", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        told = capsys.readouterr()
        return stopped.value.code, told.out, told.err

    return run


def test_the_version_is_printed(run):
    assert run("version") == (0, f"{__version__}\n", "")


def test_broken_rows_are_listed_with_file_row_column_and_reason(run, monkeypatch):
    problems = [
        Problem("plans/a/targets.csv", 7, "unit", "no [unit] given"),
        Problem("registry/zones.csv", None, "", "missing"),
    ]

    def fail(*_, **__):
        raise DataInvalid(problems)

    monkeypatch.setattr("layers.build.load_content", fail)
    status, _, told = run("check")
    assert status == 1
    assert "2 problems in the data:" in told
    assert "plans/a/targets.csv:7:unit: no [unit] given" in told
    assert "registry/zones.csv: missing" in told
    assert "Traceback" not in told


def test_other_errors_are_a_message(run, monkeypatch):
    def fail(*_, **__):
        raise RecipeUnsolvable("auto-city", problem="area too small", remedy="add an anchor")

    monkeypatch.setattr("layers.build.build_atlas", fail)
    status, _, told = run("build")
    assert (status, "auto-city: area too small; add an anchor" in told) == (1, True)


@pytest.mark.parametrize("command", [[], ["boundaries"], ["build", "--help"], ["boundaries", "install", "--help"]])
def test_every_command_explains_itself(command):
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "api.cli", *command], capture_output=True, text=True, check=False
    )
    assert "Usage:" in done.stdout + done.stderr


def paths_for(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "a.csv").write_text("1", encoding="utf-8")
    return PathSettings(data_dir=data, store_dir=make_store(tmp_path / "store"))


def stamp(paths):
    (paths.store_dir / STAMP_NAME).write_text(building.digest_of(paths.data_dir), encoding="utf-8")


def test_a_build_is_up_to_date_until_the_data_change(tmp_path):
    paths = paths_for(tmp_path)
    assert not is_up_to_date(paths)
    stamp(paths)
    assert is_up_to_date(paths)
    (paths.data_dir / ".a.csv.swp").write_text("being edited", encoding="utf-8")
    assert is_up_to_date(paths)
    (paths.data_dir / "a.csv").write_text("2", encoding="utf-8")
    assert not is_up_to_date(paths)


def test_data_that_cannot_be_built_leave_the_last_good_version(tmp_path, monkeypatch, capsys):
    paths = paths_for(tmp_path)

    def fail(_):
        raise DataInvalid([Problem("a.csv", 2, "x", "wrong")])

    monkeypatch.setattr(serving, "build_apart", fail)
    settings = make_settings(paths.store_dir).model_copy(update={"paths": paths})
    assert "a.csv, row 2, column x: wrong" in (serving.build_if_needed(settings) or "")
    assert "the last good version is served" in capsys.readouterr().err
    empty = paths.model_copy(update={"store_dir": tmp_path / "empty"})
    with pytest.raises(DataInvalid):
        serving.build_if_needed(settings.model_copy(update={"paths": empty}))


def test_a_build_that_is_killed_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(building, "build", _die)
    with pytest.raises(BuildStopped, match="'atlas build' shows where"):
        building.build_apart(PathSettings(data_dir=tmp_path, store_dir=tmp_path / "store"))


def _die(_):
    os._exit(9)


def test_a_build_apart_hands_its_errors_back(tmp_path):
    (tmp_path / "data").mkdir()
    with pytest.raises(DataInvalid) as found:
        building.build_apart(PathSettings(data_dir=tmp_path / "data", store_dir=tmp_path / "store"))
    assert found.value.problems
