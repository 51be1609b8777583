"""The store: immutable versions, whole files or none, and the old version in force until the new one is complete."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import shutil
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import geopandas as gpd
import pyarrow.parquet as pq
import pytest
import shapely

from layers.atlas import open_atlas
from layers.content import Content
from layers.errors import StoreDamaged, StoreEmpty, VersionNotFound
from layers.layer_files import Layer, write_layer
from layers.layer_names import COLLECTIONS, SPATIAL_COLLECTIONS
from layers.manifest import MANIFEST_NAME, read_manifest
from layers.published_layers import layers_of
from layers.store import LOCK_NAME, publish
from tests.factories import BUILT_AT, make_atlas, make_content, make_store, make_tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def changed_content() -> Content:
    """Content that differs in one word of one project."""
    tables = make_tables()
    project = tables.projects[0].model_copy(update={"scale": "30万辆"})
    return make_content(make_tables(projects=(project, *tables.projects[1:])))


def files_of(store_dir: Path) -> dict[str, bytes]:
    found = (path for path in store_dir.rglob("*") if path.is_file())
    return {path.relative_to(store_dir).as_posix(): path.read_bytes() for path in found}


def test_an_atlas_comes_back_as_it_was_published(tmp_path: Path) -> None:
    made, opened = make_atlas(), open_atlas(make_store(tmp_path))
    assert opened.tables == made.tables
    assert opened.zones == made.zones
    assert opened.districts == made.districts
    assert opened.enterprises == made.enterprises
    assert opened.conflicts == made.conflicts
    assert opened.boundaries == made.boundaries
    assert opened.towns() == made.towns()
    assert opened.land().equals(made.land())
    assert opened.content.spellings == made.content.spellings
    assert opened.district_geometry("990101", "measuring") == made.district_geometry("990101", "measuring")
    assert opened.built_at == BUILT_AT


def test_the_same_content_makes_the_same_version_and_the_same_bytes(tmp_path: Path) -> None:
    first, second = make_store(tmp_path / "first"), make_store(tmp_path / "second")
    assert files_of(first) == files_of(second)
    assert open_atlas(first).version == open_atlas(second).version


def test_content_that_is_in_force_makes_no_new_build(tmp_path: Path) -> None:
    before = files_of(make_store(tmp_path))
    publication = publish(make_content(), tmp_path, inputs={}, who="someone else")
    assert not publication.is_new
    assert publication.build.who == "tests"
    assert files_of(tmp_path) == before


def test_a_change_makes_a_new_version_of_its_layers_only(tmp_path: Path) -> None:
    make_store(tmp_path)
    before = read_manifest(tmp_path).build()
    after = publish(changed_content(), tmp_path, inputs={}).build
    assert after.data_version != before.data_version
    differ = {name for name in before.layers if before.layers[name] != after.layers[name]}
    assert differ == {"projects", "table-projects"}


def test_old_versions_stay_readable(tmp_path: Path) -> None:
    make_store(tmp_path)
    old = open_atlas(tmp_path)
    publish(changed_content(), tmp_path, inputs={})
    assert open_atlas(tmp_path).tables.projects[0].scale == "30万辆"
    for name in (old.version, read_manifest(tmp_path).builds[0].id):
        assert open_atlas(tmp_path, name).tables.projects[0].scale == "20万辆"
        assert open_atlas(tmp_path, name).version == old.version


def test_going_back_is_a_build_of_its_own_with_the_old_version(tmp_path: Path) -> None:
    make_store(tmp_path)
    old = open_atlas(tmp_path).version
    publish(changed_content(), tmp_path, inputs={})
    back = publish(make_content(), tmp_path, inputs={}, when=dt.datetime(2026, 5, 1, tzinfo=dt.UTC))
    assert (back.is_new, back.build.data_version) == (True, old)
    assert len(read_manifest(tmp_path).builds) == 3
    assert open_atlas(tmp_path, old).built_at == dt.datetime(2026, 5, 1, tzinfo=dt.UTC)


def test_the_manifest_says_who_when_and_from_what(tmp_path: Path) -> None:
    make_store(tmp_path)
    document = json.loads((tmp_path / MANIFEST_NAME).read_text(encoding="utf-8"))
    (build,) = document["builds"]
    assert document["current"] == build["id"]
    assert (build["who"], build["when"]) == ("tests", "2026-01-02T03:04:05+00:00")
    assert build["from"] == {"synthetic.csv": "0" * 64}
    assert set(build["layers"]["zones"]) == {"version", "file", "rows", "sha256"}


def test_places_are_geoparquet_with_covering_boxes(tmp_path: Path) -> None:
    make_store(tmp_path)
    build = read_manifest(tmp_path).build()
    for name in (*SPATIAL_COLLECTIONS, "district-measuring", "land"):
        metadata = pq.read_schema(tmp_path / build.layers[name].file).metadata
        geo = json.loads(metadata[b"geo"])
        assert geo["version"] == "1.1.0"
        assert geo["columns"]["geometry"]["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
        assert geo["columns"]["geometry"]["crs"]["id"] == {"authority": "OGC", "code": "CRS84"}
        parquet = pq.ParquetFile(tmp_path / build.layers[name].file)
        assert parquet.metadata.row_group(0).column(0).compression == "ZSTD"
    for name in set(COLLECTIONS) - SPATIAL_COLLECTIONS:
        assert "geometry" not in pq.read_schema(tmp_path / build.layers[name].file).names


def test_others_read_the_layers_too(tmp_path: Path) -> None:
    make_store(tmp_path)
    frame = gpd.read_parquet(tmp_path / read_manifest(tmp_path).build().layers["zones"].file)
    shapes = {view.id: view.shape.geometry for view in make_atlas().zones}
    assert frame.crs == "OGC:CRS84"
    assert dict(zip(frame["id"], frame.geometry, strict=True)) == shapes
    within = gpd.read_parquet(
        tmp_path / read_manifest(tmp_path).build().layers["zones"].file, bbox=(120.4, 36.0, 120.6, 36.2)
    )
    assert {"hostile-park", "east-pole"} <= set(within["id"]) < set(shapes)


def test_rows_lie_along_a_hilbert_curve(tmp_path: Path) -> None:
    """Neighbours in the file are neighbours on the ground: far closer than rows in the order given."""
    points = [shapely.Point(120 + (number * 7 % 100) / 100, 36 + (number * 31 % 100) / 100) for number in range(100)]
    write_layer(Layer("points", (), [{} for _ in points], points), tmp_path / "points.parquet")
    frame = gpd.read_parquet(tmp_path / "points.parquet")
    assert sorted(frame["position"]) == list(range(100))

    def way(along: Iterable[shapely.Geometry]) -> float:
        return sum(float(shapely.distance(one, other)) for one, other in pairwise(along))

    assert way(frame.geometry) < way(points) / 3


def test_a_layer_without_any_shape_can_be_published(tmp_path: Path) -> None:
    content = replace(make_content(), towns=())
    publish(content, tmp_path, inputs={})
    assert open_atlas(tmp_path).towns() == ()


def test_an_empty_table_can_be_published(tmp_path: Path) -> None:
    publish(make_content(make_tables(prospects=(), guidance=(), measures=())), tmp_path, inputs={})
    assert open_atlas(tmp_path).tables.prospects == ()


def test_an_empty_store_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreEmpty, match="atlas build"):
        open_atlas(tmp_path / "nothing")


def test_a_version_that_never_was_names_what_comes_near(tmp_path: Path) -> None:
    version = open_atlas(make_store(tmp_path)).version
    with pytest.raises(VersionNotFound) as caught:
        open_atlas(tmp_path, f"{version[:-1]}x")
    assert version in caught.value.near


@pytest.mark.parametrize("damage", ["cut", "changed", "removed"])
def test_a_damaged_file_is_named(tmp_path: Path, damage: str) -> None:
    make_store(tmp_path)
    file = read_manifest(tmp_path).build().layers["zones"].file
    spoil(tmp_path / file, damage)
    with pytest.raises(StoreDamaged) as caught:
        open_atlas(tmp_path)
    assert caught.value.file == file


@pytest.mark.parametrize("damage", ["cut", "changed", "removed"])
def test_a_build_writes_a_damaged_file_again(tmp_path: Path, damage: str) -> None:
    make_store(tmp_path)
    before = files_of(tmp_path)
    spoil(tmp_path / read_manifest(tmp_path).build().layers["zones"].file, damage)
    assert not publish(make_content(), tmp_path, inputs={}).is_new
    assert files_of(tmp_path) == before


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": 1}', '{"format": 9, "current": "x", "builds": []}',
             '{"format": 1, "current": "x", "builds": []}', '{"format": 1, "current": "x", "builds": [{}]}'],
)  # fmt: skip
def test_a_damaged_manifest_is_named_and_left_alone(tmp_path: Path, text: str) -> None:
    make_store(tmp_path)
    (tmp_path / MANIFEST_NAME).write_text(text, encoding="utf-8")
    for use in (open_atlas, lambda store_dir: publish(make_content(), store_dir, inputs={})):
        with pytest.raises(StoreDamaged) as caught:
            use(tmp_path)
        assert caught.value.file == MANIFEST_NAME
    assert (tmp_path / MANIFEST_NAME).read_text(encoding="utf-8") == text


def test_leftovers_of_a_killed_process_are_removed(tmp_path: Path) -> None:
    make_store(tmp_path)
    leftover = tmp_path / "layers" / "zones" / "000000000000.parquet.tmp"
    leftover.write_bytes(b"half a fi")
    publish(changed_content(), tmp_path, inputs={})
    assert not leftover.exists()


def test_a_file_that_no_build_names_is_not_trusted(tmp_path: Path) -> None:
    layer = next(layer for layer in layers_of(make_content()) if layer.name == "zones")
    path = tmp_path / "layers" / "zones" / f"{layer.version}.parquet"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"left by who knows whom")
    assert open_atlas(make_store(tmp_path)).zones == make_atlas().zones


def test_a_store_can_be_moved(tmp_path: Path) -> None:
    shutil.copytree(make_store(tmp_path / "here"), tmp_path / "it's there")
    assert open_atlas(tmp_path / "it's there").zones == make_atlas().zones


def publish_number(store_dir: Path, number: int) -> None:
    tables = make_tables()
    project = tables.projects[0].model_copy(update={"scale": f"{number}万辆"})
    publish(make_content(make_tables(projects=(project,))), store_dir, inputs={}, who=str(number))


def test_publications_at_the_same_time_do_not_mix(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=publish_number, args=(tmp_path, number)) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
    builds = read_manifest(tmp_path).builds
    assert sorted(build.who for build in builds) == ["0", "1", "2", "3"]
    assert [build.id.split("-")[0] for build in builds] == ["0001", "0002", "0003", "0004"]
    for build in builds:
        (project,) = open_atlas(tmp_path, build.id).tables.projects
        assert project.scale == f"{build.who}万辆"
    assert (tmp_path / LOCK_NAME).exists()


def spoil(path: Path, damage: str) -> None:
    content = path.read_bytes()
    if damage == "removed":
        path.unlink()
    else:
        path.write_bytes(content[:-9] if damage == "cut" else content[:40] + b"\xff" + content[41:])
