"""Coverages: what is found wrong, what cleaning mends, and what simplifying must keep."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import BadGeometry, CoverageError
from geo.measure import area_km2, areas_km2
from geo.partition import (
    clean_coverage,
    find_flaws,
    repair_polygon,
    require_coverage,
    round_coverage,
    simplify_coverage,
)

WEST, EAST = shapely.box(120.0, 36.0, 120.1, 36.1), shapely.box(120.1, 36.0, 120.2, 36.1)
METRE_DEG = 1.0 / 90_000.0


def kinds(polygons, **limits):
    return [flaw.kind for flaw in find_flaws(polygons, [str(i) for i in range(len(polygons))], **limits)]


def test_neighbours_that_share_their_border_have_no_flaw():
    assert find_flaws([WEST, EAST], ["w", "e"]) == ()
    require_coverage([WEST, EAST], ["w", "e"])


def test_an_overlap_is_found_with_size_width_place_and_names():
    wide = shapely.box(120.09, 36.0, 120.2, 36.1)
    overlap = find_flaws([WEST, wide], ["w", "e"])[0]
    assert (overlap.kind, overlap.ids) == ("overlap", ("w", "e"))
    assert overlap.size / 1e6 == pytest.approx(area_km2(shapely.box(120.09, 36.0, 120.1, 36.1)), rel=1e-3)
    assert overlap.width_m == pytest.approx(900.0, abs=5.0)
    assert 120.09 < overlap.at.lon < 120.1


def test_a_hole_between_polygons_is_a_gap():
    ring = [shapely.box(0, 0, 3, 1), shapely.box(0, 2, 3, 3), shapely.box(0, 1, 1, 2), shapely.box(2, 1, 3, 2)]
    moved = [shapely.transform(part, lambda xy: xy * 0.01 + (120.0, 36.0)) for part in ring]
    gap = next(flaw for flaw in find_flaws(moved, list("abcd")) if flaw.kind == "gap")
    assert gap.ids == ("a", "b", "c", "d")
    assert (gap.at.lon, gap.at.lat) == pytest.approx((120.015, 36.015), abs=0.005)
    assert "m wide" in str(gap)


def test_a_border_drawn_differently_by_its_two_sides_is_a_mismatch():
    more = shapely.Polygon([(120.1, 36.0), (120.2, 36.0), (120.2, 36.1), (120.1, 36.1), (120.1, 36.05)])
    assert kinds([WEST, more]) == ["mismatch"] * len(kinds([WEST, more]))
    assert kinds([WEST, more])


def test_a_slit_open_to_the_sea_counts_below_its_limit_only():
    apart = shapely.box(120.1 + 5 * METRE_DEG, 36.0, 120.2, 36.1)
    assert kinds([WEST, apart], gap_width_m=1.0) == []
    assert "mismatch" in kinds([WEST, apart], gap_width_m=10.0)


@pytest.mark.parametrize(
    "shape", [None, shapely.Polygon(), shapely.Point(1, 1), shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])]
)
def test_what_is_no_polygon_is_told_alone(shape):
    assert kinds([WEST, shape]) == ["invalid"]


def test_the_error_lists_places():
    with pytest.raises(CoverageError, match=r"overlap of .* at 120\.09") as caught:
        require_coverage([WEST, shapely.box(120.09, 36.0, 120.2, 36.1)], ["w", "e"])
    assert caught.value.flaws


def test_cleaning_mends_slivers_and_keeps_areas():
    nearly = shapely.box(120.1 - METRE_DEG, 36.0 + METRE_DEG, 120.2, 36.1)
    assert kinds([WEST, nearly])
    clean = clean_coverage([WEST, nearly], gap_width_m=3.0)
    assert find_flaws(clean.tolist(), ["w", "e"]) == ()
    assert areas_km2(clean) == pytest.approx(areas_km2([WEST, nearly]), rel=1e-3)


def wavy_coverage(seed: int, columns: int) -> list[shapely.Polygon]:
    """Strips side by side whose borders wander, in lon/lat."""
    rng = np.random.default_rng(seed)
    lat = np.linspace(36.0, 36.3, 60)
    borders = [
        np.column_stack([120.0 + 0.1 * i + 0.03 * np.cumsum(rng.normal(size=60)).clip(-1, 1) * 0.9, lat])
        for i in range(columns + 1)
    ]
    return [shapely.Polygon(np.vstack([a, b[::-1]])) for a, b in pairwise(borders)]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 5), st.floats(10.0, 5_000.0))
def test_simplifying_stays_valid_and_keeps_shared_borders(seed, columns, tolerance_m):
    before = wavy_coverage(seed, columns)
    ids = [str(i) for i in range(columns)]
    assert find_flaws(before, ids) == ()
    after = simplify_coverage(before, tolerance_m=tolerance_m)
    assert shapely.is_valid(after).all()
    assert find_flaws(after.tolist(), ids, gap_width_m=0.0) == ()
    assert shapely.get_num_coordinates(after).sum() <= shapely.get_num_coordinates(before).sum()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 5))
def test_areas_add_up_over_a_coverage(seed, columns):
    parts = wavy_coverage(seed, columns)
    assert areas_km2(parts).sum() == pytest.approx(area_km2(shapely.union_all(parts)), rel=1e-9)


def test_rounding_keeps_borders_shared():
    rounded = round_coverage(wavy_coverage(7, 4), decimals=4)
    assert find_flaws(rounded.tolist(), list("abcd"), gap_width_m=0.0) == ()


def test_repair_makes_two_triangles_of_a_bow_tie_and_drops_slivers():
    bow = shapely.Polygon([(120, 36), (120.1, 36.1), (120.1, 36), (120, 36.1)])
    mended = repair_polygon(bow)
    assert mended.is_valid
    assert mended.geom_type == "MultiPolygon"
    crumb = shapely.MultiPolygon([WEST, shapely.box(121, 36, 121.0001, 36.0001)])
    assert repair_polygon(crumb, least_part_m2=1_000.0).equals(WEST)
    assert repair_polygon(crumb, least_part_m2=1e12).equals(WEST), "the largest part is never dropped"
    with pytest.raises(BadGeometry, match="nothing with an area"):
        repair_polygon(shapely.LineString([(120, 36), (121, 36)]))
