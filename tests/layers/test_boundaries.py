"""The boundary sets under ``data/boundaries``: unchanged, complete, tiling the city, in the right place and size."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.alignment import estimate_shift, recognise_datum
from geo.bounds import LonLat
from geo.crs import geometry_to_lonlat, geometry_to_metres
from geo.datum import convert_geometry
from geo.locate import PartitionLocator, first_holding
from geo.measure import area_km2, areas_km2
from geo.partition import find_flaws, simplify_coverage
from layers.boundaries import BoundarySetNotFound, check, load_active, load_context, load_set, set_ids, use
from layers.boundaries.source_note import read_note

DATA = Path(__file__).parents[2] / "data"
REFERENCE = Path(__file__).parents[1] / "data" / "boundary_reference.geojson"
CENTRE = LonLat(120.2, 36.4)
SHIFT_LIMIT_M = 30.0

# geodesic areas, km², measured on Amap-derived boundaries before the project began
EXPECTED_KM2 = {
    "370202": 34.6,
    "370203": 69.4,
    "370211": 2127.8,
    "370212": 417.7,
    "370213": 98.8,
    "370214": 541.2,
    "370215": 1886.9,
    "370281": 1310.2,
    "370283": 3179.3,
    "370285": 1568.8,
}


@pytest.fixture(scope="module")
def detailed():
    return load_set(DATA, "detailed")


@pytest.fixture(scope="module")
def reference():
    document = json.loads(REFERENCE.read_text(encoding="utf-8"))
    return {item["id"]: shapely.from_geojson(json.dumps(item["geometry"])) for item in document["features"]}


def in_metres(shapes, east_m, north_m):
    return geometry_to_lonlat(
        shapely.transform(
            geometry_to_metres(np.array(shapes, dtype=object)), lambda xy: xy + np.array([east_m, north_m])
        )
    )


@pytest.mark.parametrize("set_id", ["detailed", "display"])
def test_areas_are_within_two_percent_of_the_known_ones(set_id):
    for adcode, shape in load_set(DATA, set_id).shapes.items():
        assert area_km2(shape) == pytest.approx(EXPECTED_KM2[adcode], rel=0.02)


@pytest.mark.parametrize("set_id", ["detailed", "display"])
def test_no_systematic_shift_against_another_publisher(set_id, reference):
    shift = estimate_shift(list(load_set(DATA, set_id).shapes.values()), list(reference.values()))
    assert shift.size_m < SHIFT_LIMIT_M


@pytest.mark.parametrize(("east_m", "north_m"), [(450.0, 0.0), (0.0, -450.0), (40.0, 0.0), (0.0, 40.0)])
def test_the_reference_would_see_a_shift(detailed, reference, east_m, north_m):
    moved = in_metres(list(detailed.shapes.values()), east_m, north_m)
    shift = estimate_shift(moved.tolist(), list(reference.values()))
    assert shift.size_m > SHIFT_LIMIT_M
    assert (shift.east_m, shift.north_m) == pytest.approx((east_m, north_m), abs=10.0)


def test_the_reference_would_see_boundaries_left_on_gcj02(detailed, reference):
    left = [convert_geometry(shape, source="wgs84", target="gcj02") for shape in detailed.shapes.values()]
    shift = estimate_shift(left, list(reference.values()))
    assert 440.0 < shift.size_m < 480.0
    assert recognise_datum(shift, at=CENTRE) == "gcj02"


@pytest.mark.parametrize("set_id", ["detailed", "display", "tianditu"])
def test_districts_tile_the_city(set_id):
    loaded = load_set(DATA, set_id)
    assert list(loaded.ids) == sorted(EXPECTED_KM2)
    assert find_flaws(list(loaded.shapes.values()), list(loaded.ids)) == ()


def test_areas_of_the_districts_add_up_to_the_city(detailed):
    shapes = list(detailed.shapes.values())
    assert areas_km2(shapes).sum() == pytest.approx(area_km2(shapely.union_all(shapes)), rel=1e-9)


@settings(max_examples=8, deadline=None)
@given(st.floats(20.0, 3_000.0))
def test_the_real_districts_stay_a_coverage_however_simplified(tolerance_m):
    display = load_set(DATA, "display")
    simple = simplify_coverage(list(display.shapes.values()), tolerance_m=tolerance_m)
    assert find_flaws(simple.tolist(), list(display.ids), gap_width_m=0.0) == ()


@pytest.mark.parametrize("set_id", ["detailed", "display", "tianditu", "context"])
def test_the_note_tells_the_truth_of_its_file(set_id):
    folder = DATA / "boundaries" / set_id
    note, content = read_note(folder), (folder / read_note(folder).file).read_bytes()
    shapes = list(load_set(DATA, set_id).shapes.values())
    assert note.id == set_id
    assert note.sha256 == hashlib.sha256(content).hexdigest(), "the file was changed by hand: rebuild it"
    assert note.features == len(shapes)
    assert note.vertices == shapely.get_num_coordinates(shapes).sum()
    assert note.extent == pytest.approx(tuple(shapely.total_bounds(shapes)), abs=1e-6)
    assert note.licence
    assert note.licence_note
    assert note.datum_out in {"wgs84", "cgcs2000"}


@pytest.mark.parametrize("set_id", ["detailed", "display", "tianditu", "context"])
def test_files_are_plain_geojson_one_feature_a_line(set_id):
    folder = DATA / "boundaries" / set_id
    text = (folder / read_note(folder).file).read_text(encoding="utf-8")
    document = json.loads(text)
    assert "crs" not in document, "RFC 7946 has lon/lat on WGS 84 and no other"
    lines = text.splitlines()
    assert len(lines) == len(document["features"]) + 2
    for line in lines[1:-1]:
        feature = json.loads(line.rstrip(","))
        assert {"name", "name_en"} == set(feature["properties"])
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shape.is_valid
        assert all(part.exterior.is_ccw for part in shapely.get_parts(shape)), "right-hand rule"


def test_the_display_set_is_small():
    assert (DATA / "boundaries" / "display" / "districts.geojson").stat().st_size <= 60_000
    assert (DATA / "boundaries" / "context" / "land.geojson").stat().st_size <= 60_000


def test_the_land_covers_the_display_set_with_the_same_coast(detailed):
    land, display = load_context(DATA), load_set(DATA, "display")
    city = shapely.union_all(list(display.shapes.values()))
    bare_km2 = area_km2(city.difference(land))
    assert bare_km2 < 0.05 * len(detailed.ids), "only shores of islands drawn apart are outside it"
    assert land.geom_type == "MultiPolygon"
    assert area_km2(land) > 2 * area_km2(city)
    assert not land.contains(shapely.Point(120.9, 35.7)), "the Yellow Sea is not land"
    assert not land.contains(shapely.Point(120.25, 36.13)), "nor is Jiaozhou Bay"


def test_frames_carry_ids_names_and_the_system(detailed):
    frame = detailed.frame()
    assert list(frame.columns) == ["id", "name", "name_en", "geometry"]
    assert frame.crs.to_epsg() == 4326
    assert frame.set_index("id").loc["370285", "name"] == "莱西市"


def test_the_locator_agrees_with_geometry_on_the_real_districts(detailed):
    shapes = list(detailed.shapes.values())
    rng = np.random.default_rng(20_261_123)
    west, south, east, north = detailed.note.extent
    lon, lat = rng.uniform(west, east, 50_000), rng.uniform(south, north, 50_000)
    corners = shapely.get_coordinates(shapes)
    lon, lat = np.append(lon, corners[:, 0]), np.append(lat, corners[:, 1])
    assert (PartitionLocator(shapes).locate(lon, lat) == first_holding(np.array(shapes), lon, lat)).all()


def test_every_set_is_found_in_order_by_the_check():
    reports = {report.set_id: report for report in check(DATA)}
    assert set(reports) == {*set_ids(DATA), "context"}
    assert {set_id: report.problems for set_id, report in reports.items()} == dict.fromkeys(reports, ())
    assert reports["detailed"].shift is not None


def test_an_unknown_set_is_told_with_what_comes_near(tmp_path):
    with pytest.raises(BoundarySetNotFound, match="detailed"):
        load_set(DATA, "detaild")
    for name in ("../plans", ".git", ""):
        with pytest.raises(BoundarySetNotFound):
            load_set(DATA, name)
    with pytest.raises(BoundarySetNotFound):
        use(tmp_path, measuring="detailed")


def test_the_sets_in_force_are_those_chosen():
    assert load_active(DATA, "measuring").note.use == "measuring"
    assert load_active(DATA, "display").note.use == "display"
