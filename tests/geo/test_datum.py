"""Datums: there and back, against an independent implementation, and the known size of the offset."""

import numpy as np
import prcoords
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.datum import (
    DATUMS,
    bd09_to_gcj02,
    bd09_to_wgs84,
    convert,
    convert_geometry,
    gcj02_to_bd09,
    gcj02_to_wgs84,
    wgs84_to_bd09,
    wgs84_to_gcj02,
)
from geo.errors import BadCoordinates, UnknownDatum
from geo.measure import distance_m

CENTIMETRE_M = 0.01


def apart_m(place, other):
    return distance_m(place[0], place[1], other[0], other[1])


qingdao = st.tuples(st.floats(119.5, 121.1), st.floats(35.5, 37.2))
# a margin inside the box of GCJ-02: at its edge the formula itself has no inverse
china = st.tuples(st.floats(72.1, 137.7), st.floats(0.9, 55.7))


@given(qingdao | china, st.sampled_from(["gcj02", "bd09", "cgcs2000"]))
def test_there_and_back_is_within_a_centimetre(place, datum):
    there = convert(*place, source="wgs84", target=datum)
    back = convert(*there, source=datum, target="wgs84")
    assert apart_m(place, back) < CENTIMETRE_M
    assert max(abs(back[0] - place[0]), abs(back[1] - place[1])) < 1e-9


@given(china)
def test_gcj02_and_bd09_turn_into_each_other_and_back(place):
    back = bd09_to_gcj02(*gcj02_to_bd09(*place))
    assert max(abs(back[0] - place[0]), abs(back[1] - place[1])) < 1e-9


@given(qingdao | china)
def test_gcj02_agrees_with_an_independent_implementation(place):
    other = prcoords.wgs_gcj((place[1], place[0]))
    assert apart_m(wgs84_to_gcj02(*place), (other.lon, other.lat)) < CENTIMETRE_M


@given(qingdao | china)
def test_bd09_agrees_with_an_independent_implementation(place):
    other = prcoords.wgs_bd((place[1], place[0]))
    assert apart_m(wgs84_to_bd09(*place), (other.lon, other.lat)) < CENTIMETRE_M


@given(qingdao)
def test_inverse_agrees_with_an_independent_iterated_inverse(place):
    # prcoords stops once a step is below 1e-5 degrees; the next one is some 1e-7, a centimetre
    other = prcoords.gcj_wgs_bored((place[1], place[0]))
    assert apart_m(gcj02_to_wgs84(*place), (other.lon, other.lat)) < CENTIMETRE_M


@given(qingdao)
def test_offset_in_qingdao_has_the_known_size_and_points_east(place):
    # 414 to 499 m inside the districts, median 466 m; a little more at the corners of the box
    lon, lat = wgs84_to_gcj02(*place)
    assert 410.0 < apart_m(place, (lon, lat)) < 516.0
    assert lon > place[0]
    assert distance_m(lon, place[1], lon, lat) < 100.0


@pytest.mark.parametrize("place", [(120.38042, 36.06488), (120.43, 36.16), (120.37583, 36.31167)])
def test_offset_at_the_cities_is_435_to_470_metres(place):
    assert 435.0 < apart_m(place, wgs84_to_gcj02(*place)) < 470.0


def test_bd09_lies_about_one_and_a_quarter_kilometres_off():
    assert 1_200.0 < apart_m((120.38, 36.06), wgs84_to_bd09(120.38, 36.06)) < 1_300.0


def test_points_outside_china_are_unchanged():
    for place in ((139.7, 35.7), (-0.13, 51.5), (2.35, 48.86)):
        for datum in DATUMS:
            assert convert(*place, source="wgs84", target=datum) == place
            assert convert(*place, source=datum, target="wgs84") == place


def test_arrays_keep_their_shape_and_scalars_come_back_as_floats():
    lon, lat = np.full((2, 3), 120.3), np.full((2, 3), 36.1)
    x, y = wgs84_to_gcj02(lon, lat)
    assert x.shape == y.shape == (2, 3)
    assert isinstance(wgs84_to_gcj02(120.3, 36.1)[0], float)
    assert (lon == 120.3).all(), "the input is not written to"


def test_a_number_and_an_array_broadcast():
    x, y = bd09_to_wgs84(120.3, np.array([36.0, 36.1]))
    assert x.shape == y.shape == (2,)


def test_nan_stays_nan_and_does_not_spoil_its_neighbours():
    x, _ = gcj02_to_wgs84(np.array([np.nan, 120.3]), np.array([36.0, 36.1]))
    assert np.isnan(x[0])
    assert x[1] == gcj02_to_wgs84(120.3, 36.1)[0]


@given(st.lists(qingdao, min_size=1, max_size=30))
def test_a_point_converts_alike_in_any_company(places):
    lon, lat = np.array(places).T
    together = gcj02_to_wgs84(lon, lat)
    for i, place in enumerate(places):
        assert (together[0][i], together[1][i]) == pytest.approx(gcj02_to_wgs84(*place), abs=1e-13)


def test_swapped_axes_are_told():
    with pytest.raises(BadCoordinates, match="longitude comes first"):
        wgs84_to_gcj02(36.1, 120.3)


def test_unknown_datum_names_the_known_ones():
    with pytest.raises(UnknownDatum, match="gcj02"):
        convert(120.3, 36.1, source="wgs72", target="wgs84")  # type: ignore[arg-type]


def test_shapes_convert_vertex_by_vertex_and_keep_heights():
    line = shapely.LineString([(120.3, 36.1, 5.0), (120.4, 36.2, 7.0)])
    moved = convert_geometry(line, source="gcj02", target="wgs84")
    assert shapely.get_coordinates(moved, include_z=True)[:, 2].tolist() == [5.0, 7.0]
    assert tuple(shapely.get_coordinates(moved)[0]) == pytest.approx(gcj02_to_wgs84(120.3, 36.1), abs=1e-12)
    assert convert_geometry(line, source="cgcs2000", target="wgs84") is line
