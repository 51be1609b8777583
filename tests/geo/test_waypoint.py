"""Points part of the way and lines along the ellipsoid."""

import itertools

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.bounds import LonLat
from geo.errors import BadCoordinates
from geo.measure import distance_m, length_km
from geo.waypoint import geodesic_line, part_way

lonlats = st.builds(LonLat, st.floats(119.0, 121.5), st.floats(35.0, 37.5))


@given(start=lonlats, end=lonlats, fraction=st.floats(0.0, 1.0))
def test_a_point_part_of_the_way_divides_the_distance(start: LonLat, end: LonLat, fraction: float) -> None:
    whole = distance_m(*start, *end)
    point = part_way(start, end, fraction=fraction)
    assert distance_m(*start, *point) == pytest.approx(whole * fraction, abs=1e-3)
    assert distance_m(*point, *end) == pytest.approx(whole * (1 - fraction), abs=1e-3)


def test_a_line_visits_every_place_and_is_as_long_as_its_legs() -> None:
    places = [LonLat(120.37, 36.31), LonLat(120.46, 36.39), LonLat(120.53, 36.86)]
    line = geodesic_line(places, spacing_m=500.0)
    legs_m = sum(distance_m(*a, *b) for a, b in itertools.pairwise(places))
    assert length_km(line) * 1000.0 == pytest.approx(legs_m, rel=1e-9)
    vertices = {tuple(xy) for xy in shapely.get_coordinates(line)}
    assert {tuple(place) for place in places} <= vertices


@pytest.mark.parametrize("places", [[], [LonLat(120.0, 36.0)], [LonLat(120.0, 36.0), LonLat(120.0, 36.0)]])
def test_too_few_or_equal_places_are_refused(places: list[LonLat]) -> None:
    with pytest.raises(BadCoordinates):
        geodesic_line(places)


def test_a_fraction_outside_the_way_is_refused() -> None:
    with pytest.raises(BadCoordinates, match="0 to 1"):
        part_way(LonLat(120.0, 36.0), LonLat(121.0, 36.0), fraction=1.5)
