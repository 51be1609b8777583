"""Building: from a folder of reviewed files to a version in force, or not at all."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from layers.atlas import open_atlas
from layers.base_map import BaseMap
from layers.build import Drawing, build_atlas, load_content
from layers.errors import DataInvalid
from layers.manifest import read_manifest
from tests.data_folder import write_data
from tests.factories import PLAN, make_content, make_shapes, make_tables

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = make_content()
BASE_MAP = BaseMap(
    district_shapes=CONTENT.district_shapes,
    measuring=CONTENT.measuring,
    land=CONTENT.land,
    boundaries=CONTENT.boundaries,
    source="合成数据",
    source_en="Synthetic data",
)
DRAWING = Drawing(
    base_map=lambda _data_dir, _districts: BASE_MAP,
    zones=lambda _data_dir, _tables, _base_map, _progress: make_shapes(),
    towns=lambda _data_dir: CONTENT.towns,
)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return write_data(tmp_path / "data", make_tables())


def test_a_build_publishes_what_the_folder_holds(data_dir: Path, tmp_path: Path) -> None:
    assert load_content(data_dir, drawing=DRAWING) == CONTENT
    publication = build_atlas(data_dir, tmp_path / "store", drawing=DRAWING, who="tests")
    assert publication.is_new
    assert open_atlas(tmp_path / "store").version == publication.build.data_version


def test_a_build_says_from_what_it_was_made(data_dir: Path, tmp_path: Path) -> None:
    build = build_atlas(data_dir, tmp_path / "store", drawing=DRAWING).build
    file = f"plans/{PLAN}/targets.csv"
    assert build.inputs[file] == hashlib.sha256((data_dir / file).read_bytes()).hexdigest()
    assert f"plans/{PLAN}/plan.toml" in build.inputs


def test_the_same_folder_makes_no_second_build(data_dir: Path, tmp_path: Path) -> None:
    first = build_atlas(data_dir, tmp_path / "store", drawing=DRAWING)
    second = build_atlas(data_dir, tmp_path / "store", drawing=DRAWING)
    assert (first.build, second.is_new) == (second.build, False)


def test_a_broken_row_leaves_the_last_good_build_in_force(data_dir: Path, tmp_path: Path) -> None:
    build_atlas(data_dir, tmp_path / "store", drawing=DRAWING)
    before = read_manifest(tmp_path / "store")
    path = data_dir / f"plans/{PLAN}/targets.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("万辆,2025", "万辆,soon", 1), encoding="utf-8")
    with pytest.raises(DataInvalid, match=f"plans/{PLAN}/targets.csv, row 2, column year: 'soon'"):
        build_atlas(data_dir, tmp_path / "store", drawing=DRAWING)
    assert read_manifest(tmp_path / "store") == before
    assert open_atlas(tmp_path / "store").tables == make_tables()


def test_a_zone_without_a_shape_stops_the_build(data_dir: Path, tmp_path: Path) -> None:
    shapes = make_shapes()
    del shapes["lost-park"]
    drawing = Drawing(base_map=DRAWING.base_map, zones=lambda *_: shapes, towns=DRAWING.towns)
    with pytest.raises(DataInvalid, match="lost-park"):
        build_atlas(data_dir, tmp_path / "store", drawing=drawing)
    assert not (tmp_path / "store").exists()


def test_progress_is_told_step_by_step(data_dir: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build_atlas(data_dir, tmp_path / "store", drawing=DRAWING, progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(step for step, _, _ in told)) == ["tables", "boundaries", "names", "publish"]
    for step in ("tables", "boundaries", "names", "publish"):
        done = [(done, total) for name, done, total in told if name == step]
        assert done[0][0] == 0
        assert done[-1][0] == done[-1][1]
        assert done == sorted(done)
