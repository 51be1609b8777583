"""Shift between two drawings: found in size and direction, and the datum behind it named."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.alignment import Shift, estimate_shift, recognise_datum
from geo.bounds import LonLat
from geo.crs import geometry_to_lonlat, geometry_to_metres
from geo.datum import convert_geometry
from geo.errors import BadGeometry

CENTRE = LonLat(120.25, 36.35)


def blob(seed: int, corners: int = 80) -> shapely.Polygon:
    """An area some 25 km across with a wandering border, in lon/lat."""
    rng = np.random.default_rng(seed)
    angle = np.linspace(0.0, 2.0 * np.pi, corners, endpoint=False)
    radius = 0.12 + 0.03 * np.sin(3 * angle + seed) + rng.normal(scale=0.004, size=corners)
    return shapely.Polygon(np.column_stack([CENTRE.lon + radius * np.cos(angle), CENTRE.lat + radius * np.sin(angle)]))


def moved(shape: shapely.Polygon, east_m: float, north_m: float) -> shapely.Polygon:
    metres = shapely.transform(geometry_to_metres(shape), lambda xy: xy + np.array([east_m, north_m]))
    return geometry_to_lonlat(metres)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000), st.floats(-600, 600), st.floats(-600, 600))
def test_a_shift_is_found_in_size_and_direction(seed, east_m, north_m):
    shift = estimate_shift([moved(blob(seed), east_m, north_m)], [blob(seed)])
    assert (shift.east_m, shift.north_m) == pytest.approx((east_m, north_m), abs=1.0)


def test_a_shift_is_found_although_one_is_drawn_more_coarsely():
    fine = shapely.segmentize(blob(3, 400), 0.0005)
    coarse = fine.simplify(0.003)
    shift = estimate_shift([moved(fine, 450.0, 0.0)], [coarse])
    assert shift.east_m == pytest.approx(450.0, abs=40.0)
    assert abs(shift.north_m) < 40.0


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_the_datum_behind_a_shift_is_named(datum):
    taken_for_wgs84 = convert_geometry(blob(5), source="wgs84", target=datum)
    shift = estimate_shift([taken_for_wgs84], [blob(5)])
    assert recognise_datum(shift, at=CENTRE) == datum


def test_a_shift_backwards_is_a_conversion_too_many():
    twice = convert_geometry(blob(5), source="gcj02", target="wgs84")
    assert recognise_datum(estimate_shift([twice], [blob(5)]), at=CENTRE) == "wgs84"


@pytest.mark.parametrize(("east_m", "north_m"), [(0.0, 0.0), (0.0, 450.0), (450.0, 450.0), (20.0, 0.0)])
def test_other_shifts_have_no_datum(east_m, north_m):
    assert recognise_datum(Shift(east_m, north_m, 1.0, 100), at=CENTRE) is None


def test_nothing_to_compare_is_refused():
    with pytest.raises(BadGeometry, match="border"):
        estimate_shift([shapely.Polygon()], [blob(1)])
