"""Opening an atlas stays light: what only a build needs is not loaded, and the network is not needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from layers.database import connect
from layers.errors import EngineUnavailable
from tests.factories import make_store

ROOT = Path(__file__).parents[2]

_OPEN = """
import sys
from pathlib import Path
from layers.atlas import open_atlas
from layers.rows import TABLES, rows
from layers.search import search_index
import layers.engine
atlas = open_atlas(Path(sys.argv[1]))
assert all(rows(atlas, table) for table in TABLES)
assert search_index(atlas)
print(*sorted({"geopandas", "pandas", "pyarrow", "pyproj", "pypinyin"} & set(sys.modules)))
"""


def test_opening_loads_nothing_that_only_a_build_needs(tmp_path: Path) -> None:
    make_store(tmp_path)
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _OPEN, str(tmp_path)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []


@pytest.fixture
def no_extension(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layers.database._EXTENSIONS", "no_such_package")


@pytest.mark.usefixtures("no_extension")
def test_a_missing_extension_is_told_and_never_fetched() -> None:
    with pytest.raises(EngineUnavailable, match="duckdb-extension-spatial is not installed"):
        connect(spatial=True)


def test_the_database_neither_installs_nor_loads_by_itself() -> None:
    with connect(spatial=True) as connection:
        names = ("autoinstall_known_extensions", "autoload_known_extensions", "threads", "memory_limit")
        found = [connection.execute(f"SELECT current_setting('{name}')").fetchone() for name in names]
    assert found == [(False,), (False,), (2,), ("244.1 MiB",)]
