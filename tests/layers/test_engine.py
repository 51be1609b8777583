"""The engine: what it finds is what the rows and shapes say, whatever is asked and from how many threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import orjson
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.bounds import Bounds
from layers.columns import columns_of
from layers.engine import Engine
from layers.errors import BadFilter, CollectionNotFound, FeatureNotFound, StoreDamaged
from layers.filters import select
from layers.layer_names import COLLECTIONS, SPATIAL_COLLECTIONS
from layers.manifest import read_manifest
from layers.rows import rows
from tests.factories import HOSTILE, JIA, make_atlas, make_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ATLAS = make_atlas()


@pytest.fixture(scope="module")
def store_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def engine(store_dir: Path) -> Iterator[Engine]:
    engine = Engine.open(store_dir)
    yield engine
    engine.close()


def ids(features: tuple[dict[str, Any], ...]) -> list[str]:
    return [feature["id"] for feature in features]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_properties_are_the_rows(engine: Engine, collection: str) -> None:
    page = engine.items(collection, limit=1000)
    assert [feature["properties"] for feature in page.features] == list(rows(ATLAS, collection))
    assert page.matched == len(page.features)
    assert [column.name for column in engine.columns(collection)] == [column.name for column in columns_of(collection)]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_features_are_geojson(engine: Engine, collection: str) -> None:
    for feature in orjson.loads(orjson.dumps(engine.items(collection, limit=1000).features)):
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        assert feature["geometry"] is None or shapely.geometry.shape(feature["geometry"]).is_valid


def test_geometries_are_the_shapes(engine: Engine) -> None:
    found = {feature["id"]: feature["geometry"] for feature in engine.items("zones", limit=1000).features}
    for view in ATLAS.zones:
        if view.shape.geometry is None:
            assert found[view.id] is None
        else:
            assert shapely.geometry.shape(found[view.id]).equals_exact(view.shape.geometry, 1e-9)


@pytest.mark.parametrize("collection", sorted(set(COLLECTIONS) - SPATIAL_COLLECTIONS))
def test_what_has_no_place_is_in_no_box(engine: Engine, collection: str) -> None:
    assert all(feature["geometry"] is None for feature in engine.items(collection, limit=1000).features)
    assert engine.items(collection, bbox=Bounds(-180, -90, 180, 90)).matched == 0
    assert engine.extent(collection) is None


_LON, _LAT = st.floats(119.9, 120.7), st.floats(35.9, 36.3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.tuples(_LON, _LON).map(sorted), st.tuples(_LAT, _LAT).map(sorted))
def test_a_box_finds_what_has_a_point_in_it(engine: Engine, lons: list[float], lats: list[float]) -> None:
    bbox = Bounds(lons[0], lats[0], lons[1], lats[1])
    expected = [
        view.id
        for view in ATLAS.zones
        if view.shape.geometry is not None and view.shape.geometry.intersects(bbox.as_polygon())
    ]
    page = engine.items("zones", bbox=bbox, limit=1000)
    assert ids(page.features) == expected
    assert page.matched == len(expected)


def test_a_box_in_a_bend_of_a_shape_does_not_find_it(engine: Engine) -> None:
    """The covering box of the axis has this corner, the axis itself has not."""
    corner = Bounds(120.05, 36.14, 120.06, 36.15)
    assert "main-axis" not in ids(engine.items("zones", bbox=corner, limit=1000).features)


def test_the_extent_is_the_box_around_the_shapes(engine: Engine) -> None:
    extent = engine.extent("districts")
    assert extent is not None
    assert extent.as_tuple() == pytest.approx((120.0, 36.0, 120.6, 36.2))


_FILTERS = [
    ("zones", {"plan": "alpha-2025"}),
    ("zones", {"kind": "cluster", "district": JIA}),
    ("zones", {"fitted": "true"}),
    ("zones", {"fitted": "false", "verified": "true"}),
    ("zones", {"stated_area_km2": "80"}),
    ("zones", {"name": HOSTILE}),
    ("zones", {"name": "'; DROP TABLE zones; --"}),
    ("targets", {"year": "2025", "comparator": "≈"}),
    ("targets", {"value": "3.5"}),
    ("enterprises", {"industry": "nev"}),
    ("projects", {"enterprise": "sample-motors"}),
    ("measures", {"department": "示例局"}),
    ("places", {"kind": ""}),
    ("targets", {"comparator": "null"}),
    ("enterprises", {"zones": "null"}),
    ("zones", {"uncertainty_m": "null"}),
]


@pytest.mark.parametrize(("collection", "filters"), _FILTERS)
def test_filters_mean_what_they_mean_for_rows(engine: Engine, collection: str, filters: dict[str, str]) -> None:
    total, expected = select(rows(ATLAS, collection), filters, table=collection)
    page = engine.items(collection, filters=filters, limit=1000)
    assert (page.matched, ids(page.features)) == (total, [row["id"] for row in expected])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.data())
def test_any_cell_finds_its_row(engine: Engine, data: st.DataObject) -> None:
    collection = data.draw(st.sampled_from(COLLECTIONS))
    row = data.draw(st.sampled_from(rows(ATLAS, collection)))
    column = data.draw(st.sampled_from([column for column in columns_of(collection) if column.is_filterable]))
    cell = row[column.name]
    value = cell[0] if isinstance(cell, list) and cell else cell
    if value is None or value == []:
        return
    filters = {column.name: str(value).lower() if isinstance(value, bool) else str(value)}
    page = engine.items(collection, filters=filters, limit=1000)
    assert row["id"] in ids(page.features)
    assert page.matched == select(rows(ATLAS, collection), filters, table=collection)[0]


@pytest.mark.parametrize("name", ["geometry", "bbox", "position", 'name" = name OR "name', "1=1", "roles"])
def test_only_columns_can_be_filtered_by(engine: Engine, name: str) -> None:
    with pytest.raises(BadFilter):
        engine.items("zones", filters={name: "x"})


@given(st.integers(0, 14), st.integers(0, 14))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_pages_follow_one_another(engine: Engine, limit: int, offset: int) -> None:
    everything = [row["id"] for row in rows(ATLAS, "targets")]
    page = engine.items("targets", limit=limit, offset=offset)
    assert page.matched == len(everything)
    assert ids(page.features) == everything[offset : offset + limit]


def test_one_feature_by_its_id(engine: Engine) -> None:
    assert engine.item("zones", "auto-city") in engine.items("zones", limit=1000).features
    with pytest.raises(FeatureNotFound) as caught:
        engine.item("zones", "auto-town")
    assert caught.value.near == ("auto-city",)
    with pytest.raises(FeatureNotFound):
        engine.item("zones", "' OR 1=1 --")


def test_unknown_collections_are_told(engine: Engine) -> None:
    for ask in (engine.items, engine.columns, engine.extent, engine.is_spatial):
        with pytest.raises(CollectionNotFound, match="did you mean zones"):
            ask("zone")
    with pytest.raises(CollectionNotFound):
        engine.item("zones; DROP TABLE zones", "x")


def test_many_threads_get_their_own_answers(engine: Engine) -> None:
    def ask(number: int) -> bool:
        collection, filters = _FILTERS[number % len(_FILTERS)]
        expected = select(rows(ATLAS, collection), filters, table=collection)[0]
        return engine.items(collection, filters=filters).matched == expected

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(200)))


def test_an_old_version_can_be_asked(store_dir: Path) -> None:
    build = read_manifest(store_dir).build()
    engine = Engine.open(store_dir, build.id)
    assert engine.version == build.data_version
    engine.close()


def test_a_damaged_layer_is_named(tmp_path: Path) -> None:
    make_store(tmp_path)
    file = read_manifest(tmp_path).build().layers["targets"].file
    (tmp_path / file).write_bytes(b"PAR1")
    with pytest.raises(StoreDamaged, match=file):
        Engine.open(tmp_path)


def test_a_large_layer_is_read_from_its_file(store_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layers.engine._ROWS_IN_MEMORY", 0)
    engine = Engine.open(store_dir)
    bbox = Bounds(120.4, 36.0, 120.6, 36.2)
    assert ids(engine.items("zones", bbox=bbox, filters={"kind": "pole"}).features) == ["east-pole"]
    assert engine.items("zones", limit=1000).matched == len(ATLAS.zones)
    engine.close()


@pytest.mark.parametrize("filters", [{}, {"tier": "structure"}, {"tier": "nothing"}])
@pytest.mark.parametrize("offset", [0, 1, 1000])
def test_pages_of_a_large_layer_are_those_of_a_small_one(
    store_dir: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch, offset: int, filters: dict[str, str]
) -> None:
    monkeypatch.setattr("layers.engine._ROWS_IN_MEMORY", 0)
    large = Engine.open(store_dir)
    for bbox in (None, Bounds(120.0, 36.0, 120.6, 36.2)):
        found = large.items("zones", bbox=bbox, filters=filters, limit=2, offset=offset)
        assert found == engine.items("zones", bbox=bbox, filters=filters, limit=2, offset=offset)
    large.close()
