"""What is tracked: nothing of any one machine, and the two commands that everybody needs."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from api.version import __version__
from tests.snapshots import ROOT

LOCKS = {
    "requirements.txt": ("build",),
    "requirements-test.txt": ("build", "test"),
    "requirements-dev.txt": ("build", "test", "dev"),
    "requirements-boundaries.txt": ("build", "boundaries"),
    "requirements-bench.txt": ("build", "bench"),
}
# written so that this file does not hold what it looks for
FORBIDDEN = {
    "a path of one machine": re.compile("/" + "work/|/" + r"root/|/home/\w"),
    "a registry's host": re.compile(r"(?:pypi|pythonhosted|registry\.npmjs|npmmirror)\." + r"(?:org|com|io)"),
    "an issue by number": re.compile(r"(?:^|[\s(])(?:[Ii]ssue" + r" ?#?\d|#\d{1,4}\b(?![\w-]*[;{\"']))"),
}
TEXT = {".py", ".md", ".toml", ".txt", ".csv", ".json", ".js", ".html", ".cfg", ".yml", ""}


def tracked():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.fail("these tests read what git tracks: run them in a checkout")
    paths = (ROOT / name for name in listed.stdout.splitlines())
    return [path for path in paths if path.is_file() and path.suffix in TEXT]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds_what_belongs_elsewhere(what):
    found = []
    for path in tracked():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if FORBIDDEN[what].search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert not found, f"{what}:\n" + "\n".join(found[:20])


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_readers_are_told_the_two_commands(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "make run" in text
    assert "make test" in text


def pins(lock):
    """Name of every locked package, with its version."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {canonicalize_name(name): version for name, version in re.findall(r"(?m)^([\w.-]+)==([^\s;\\]+)", text)}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_the_project_asks_for_with_hashes(lock):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(d for extra in LOCKS[lock] for d in project["optional-dependencies"][extra])]
    locked = pins(lock)
    for requirement in map(Requirement, wanted):
        name = canonicalize_name(requirement.name)
        assert name in locked, f"{lock} lacks {name}; `make lock` renews it"
        assert locked[name] in requirement.specifier, f"{lock}: {name} {locked[name]}; `make lock` renews it"
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert text.count("--hash=sha256:") >= len(locked)
    assert "://" not in text


def test_locks_agree_with_each_other():
    """They are installed into one environment, one after the other."""
    known: dict[str, str] = {}
    for lock in LOCKS:
        for name, version in pins(lock).items():
            assert known.setdefault(name, version) == version, f"{lock}: {name}"


def test_the_version_is_the_same_everywhere():
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"] == __version__


def test_ci_runs_what_a_contributor_runs():
    commands = [line for line in Path(ROOT, ".ci/run").read_text(encoding="utf-8").splitlines() if "make" in line]
    assert commands == ["exec make test"]
