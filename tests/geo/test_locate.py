"""Point in polygon of a coverage: the same answers as geometry, on borders and off, and quickly."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import BadGeometry
from geo.locate import OUTSIDE, PartitionLocator, first_holding

HALVES = [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]


def cells_of(seed, count):
    """A coverage of Voronoi cells cut to a circle, one with a hole and an island."""
    rng = np.random.default_rng(seed)
    seeds = shapely.MultiPoint(rng.uniform(0.0, 10.0, size=(count, 2)))
    disc = shapely.Point(5, 5).buffer(4.5)
    cells = [cell.intersection(disc) for cell in shapely.voronoi_polygons(seeds).geoms]
    cells = [cell for cell in cells if cell.geom_type == "Polygon" and not cell.is_empty]
    # the lake stays small beside the smallest cell
    middle = cells[0].representative_point()
    cells[0] = cells[0].difference(middle.buffer(0.3 * middle.distance(cells[0].boundary)))
    cells[-1] = cells[-1].union(shapely.box(9.5, 9.5, 9.8, 9.8))
    return cells


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 30), st.integers(1, 60))
def test_answers_equal_sjoin(seed, count, grid_cells):
    polygons = cells_of(seed, count)
    lon, lat = np.random.default_rng(seed + 1).uniform(-0.5, 10.5, size=(2, 2_000))
    located = PartitionLocator(polygons, cells=grid_cells).locate(lon, lat)
    points = gpd.GeoDataFrame(geometry=shapely.points(lon, lat))
    joined = gpd.sjoin(points, gpd.GeoDataFrame(geometry=polygons), predicate="within")
    expected = np.full(len(lon), OUTSIDE)
    expected[joined.index.to_numpy()] = joined["index_right"].to_numpy()
    assert (located == expected).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 20), st.integers(1, 60))
def test_points_on_and_beside_borders_are_decided_as_geometry_decides(seed, count, grid_cells):
    polygons = cells_of(seed, count)
    corners = shapely.get_coordinates(polygons)
    rng = np.random.default_rng(seed)
    beside = np.vstack([corners, corners + rng.normal(scale=1e-9, size=corners.shape)])
    located = PartitionLocator(polygons, cells=grid_cells).locate(*beside.T)
    assert (located == first_holding(np.array(polygons), *beside.T)).all()


def test_a_border_belongs_to_the_first_of_its_polygons():
    locator = PartitionLocator(HALVES)
    assert locator.locate(1.0, 0.5) == 0
    assert PartitionLocator(HALVES[::-1]).locate(1.0, 0.5) == 0
    assert locator.locate([0.0, 2.0, 2.0], [0.0, 1.0, 0.0]).tolist() == [0, 1, 1], "the outer edge is inside"


def test_shape_of_the_answer_is_that_of_the_question():
    locator = PartitionLocator(HALVES)
    assert locator.locate(0.5, 0.5).shape == ()
    assert locator.locate(np.full((2, 3), 0.5), 0.5).shape == (2, 3)
    assert locator.locate([], []).shape == (0,)


def test_what_is_not_finite_lies_outside():
    answers = PartitionLocator(HALVES).locate([np.nan, np.inf, 0.5, -np.inf], [0.5, 0.5, np.nan, 0.5])
    assert answers.tolist() == [OUTSIDE] * 4


@pytest.mark.parametrize("polygons", [[], [shapely.Polygon()], [shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])]])
def test_what_is_no_coverage_is_refused(polygons):
    with pytest.raises(BadGeometry):
        PartitionLocator(polygons)
