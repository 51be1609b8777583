"""Named places: rows that hold together, points where they say they are."""

import hashlib
import tomllib
from pathlib import Path

import numpy as np
import pytest
import shapely
from pydantic import ValidationError

from geo.crs import geometry_to_metres
from geo.measure import distance_m
from layers.boundaries import load_set
from layers.errors import DataInvalid
from layers.gazetteer_build import build_places
from layers.places import Place, read_places

DATA = Path(__file__).parents[2] / "data"

# coordinates of GeoNames that were checked before the project began
CHECKED = {
    "姜山": (120.52917, 36.67806),
    "即墨": (120.46222, 36.38972),
    "莱西": (120.52694, 36.85917),
    "南村": (120.13389, 36.53278),
    "新河": (119.59306, 36.925),
    "洋河": (119.91353, 36.13806),
    "店埠": (120.35111, 36.70167),
    "夏格庄": (120.43472, 36.69306),
}


@pytest.fixture(scope="module")
def places():
    return read_places(DATA)


def test_checked_places_stand_where_they_should(places):
    by_name = {place.name: place for place in places}
    for name, (lon, lat) in CHECKED.items():
        assert distance_m(by_name[name].lon, by_name[name].lat, lon, lat) < 5.0


def test_every_place_lies_in_its_district(places):
    metres = {adcode: geometry_to_metres(shape) for adcode, shape in load_set(DATA, "detailed").shapes.items()}
    for place in places:
        if place.district is not None:
            away_m = geometry_to_metres(shapely.Point(place.lon, place.lat)).distance(metres[place.district])
            # a seat may stand on a river that is the border; no place reaches further over it than it is uncertain
            assert away_m < place.uncertainty_m, place.id
            assert away_m == 0.0 or place.note, f"{place.id} stands {away_m:.0f} m outside and does not say so"


def test_almost_all_lie_strictly_inside(places):
    shapes = load_set(DATA, "detailed").shapes
    outside = [p.id for p in places if p.district and not shapes[p.district].contains(shapely.Point(p.lon, p.lat))]
    assert outside == ["xinhe"]


def test_ids_and_names_are_unique_and_sources_named(places):
    assert len({place.id for place in places}) == len(places)
    assert len({place.name for place in places}) == len(places)
    assert all(place.source and place.source_id for place in places)


def test_every_district_but_the_two_urban_ones_without_towns_has_a_place(places):
    found = {place.district for place in places}
    assert {"370202", "370211", "370212", "370214", "370215", "370281", "370283", "370285"} <= found


def test_the_airport_is_the_new_one(places):
    airport = next(place for place in places if place.kind == "airport")
    assert airport.district == "370281"
    assert distance_m(airport.lon, airport.lat, 120.374, 36.266) > 20_000.0, "the former airport at 流亭"


def test_the_note_tells_the_truth_of_the_file(places):
    note = tomllib.loads((DATA / "gazetteer" / "source.toml").read_text(encoding="utf-8"))
    content = (DATA / "gazetteer" / note["file"]).read_bytes()
    assert note["sha256"] == hashlib.sha256(content).hexdigest(), "the file was changed by hand: rebuild it"
    assert note["rows"] == len(places)
    assert "CC BY 4.0" in note["licence"]


@pytest.mark.parametrize(
    "change",
    [{"lon": "181"}, {"lat": "nan"}, {"kind": "village"}, {"id": "Jiang Shan"}, {"uncertainty_m": "0"}, {"x": "1"}],
)
def test_rows_that_are_wrong_are_refused(places, change):
    row = {key: "" if value is None else str(value) for key, value in places[0].model_dump().items()}
    assert Place.model_validate(row) == places[0]
    with pytest.raises(ValidationError):
        Place.model_validate(row | change)


def test_all_wrong_rows_of_a_file_are_told_at_once(tmp_path):
    text = (DATA / "gazetteer" / "places.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "gazetteer").mkdir()
    bad = [text[1].replace("120.5", "520.5", 1), text[2], text[2]]
    (tmp_path / "gazetteer" / "places.csv").write_text("\n".join([text[0], *bad]), encoding="utf-8")
    with pytest.raises(DataInvalid) as caught:
        read_places(tmp_path)
    assert [(problem.row, problem.column) for problem in caught.value.problems] == [(2, "lon"), (4, "id")]


def test_building_again_gives_the_same_rows(places):
    assert build_places(DATA) == places
    assert np.isfinite([(place.lon, place.lat) for place in places]).all()
