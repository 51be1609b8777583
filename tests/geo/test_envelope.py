"""A solved envelope meets its area, stays in its districts, and refuses what cannot be."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from geo.bounds import LonLat
from geo.envelope import AREA_TOLERANCE_KM2, solve_envelope
from geo.errors import RecipeUnsolvable

# as dense as a real border, so that an edge is the same line in degrees and in metres
SOUTH = shapely.segmentize(shapely.box(120.2, 36.2, 120.8, 36.6), 0.01)
NORTH = shapely.segmentize(shapely.box(120.2, 36.6, 120.8, 37.0), 0.01)
CLIP = {"south": SOUTH, "north": NORTH}
CENTRE = LonLat(120.5, 36.6)


def equal_area_km2(geometry: BaseGeometry) -> float:
    """Area by another way than the solver's: planar, in a Lambert equal-area projection about the place."""
    laea = Transformer.from_crs("EPSG:4326", "+proj=laea +lat_0=36.6 +lon_0=120.5 +ellps=WGS84", always_xy=True)
    dense = shapely.segmentize(geometry, 0.002)
    return float(
        shapely.area(shapely.transform(dense, lambda xy: np.column_stack(laea.transform(xy[:, 0], xy[:, 1])))) / 1e6
    )


@given(
    target_km2=st.floats(5.0, 1500.0),
    lon=st.floats(120.3, 120.7),
    lat=st.floats(36.3, 36.9),
)
@settings(max_examples=25, deadline=None)
def test_a_solved_envelope_meets_its_area_and_stays_inside(target_km2: float, lon: float, lat: float) -> None:
    found = solve_envelope(
        [CENTRE, LonLat(lon, lat)] if (lon, lat) != tuple(CENTRE) else [CENTRE], CLIP, target_km2=target_km2
    )
    assert abs(found.area_km2 - target_km2) <= AREA_TOLERANCE_KM2
    assert equal_area_km2(found.geometry) == pytest.approx(target_km2, rel=2e-4)
    assert found.geometry.is_valid
    outside = shapely.difference(found.geometry, shapely.union(SOUTH, NORTH).buffer(1e-4))
    assert outside.is_empty
    assert sum(found.shares.values()) == pytest.approx(1.0, abs=1e-5)


def test_a_lone_anchor_on_open_land_gives_a_disc() -> None:
    found = solve_envelope([CENTRE], CLIP, target_km2=100.0)
    # a regular 64-gon of radius r covers 32 r² sin(2 pi / 64)
    assert found.radius_m == pytest.approx(np.sqrt(100e6 / (32 * np.sin(2 * np.pi / 64))), rel=1e-3)


def test_a_place_on_the_border_lies_in_both() -> None:
    found = solve_envelope([CENTRE], CLIP, target_km2=100.0, least_share=0.45)
    assert found.shares["south"] == pytest.approx(0.5, abs=0.01)


def test_a_share_that_is_not_met_is_refused() -> None:
    with pytest.raises(RecipeUnsolvable, match="south holds"):
        solve_envelope([LonLat(120.5, 36.85)], CLIP, target_km2=50.0, least_share=0.2, name="x")


def test_districts_smaller_than_the_stated_area_are_refused() -> None:
    with pytest.raises(RecipeUnsolvable, match="hold"):
        solve_envelope([CENTRE], {"small": shapely.box(120.49, 36.59, 120.51, 36.61)}, target_km2=212.0)


def test_anchors_far_from_the_districts_are_refused() -> None:
    with pytest.raises(RecipeUnsolvable, match="not reached"):
        solve_envelope([LonLat(110.0, 30.0)], CLIP, target_km2=212.0)


def test_nothing_to_solve_is_refused() -> None:
    with pytest.raises(RecipeUnsolvable, match="missing"):
        solve_envelope([], CLIP, target_km2=212.0)
