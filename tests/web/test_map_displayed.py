"""The land keeps its detail near the city, and loses it away from it."""

import shapely
from shapely import Point

from web.maps.displayed import FAR_TOLERANCE_DEG, NEAR_DEG, backdrop

CITY = [shapely.box(120.0, 36.0, 120.4, 36.4)]
LAND = Point(120.2, 36.2).buffer(1.0, quad_segs=400)


def test_near_the_city_the_land_is_as_it_was() -> None:
    near = shapely.box(*shapely.total_bounds(CITY)).buffer(NEAR_DEG * 0.99, join_style="mitre")
    land = shapely.union(LAND, shapely.box(120.39, 36.1, 121.5, 36.15).buffer(0.01, quad_segs=64))
    drawn = backdrop(land, CITY)
    assert shapely.area(shapely.symmetric_difference(drawn & near, land & near)) < 1e-12


def test_away_from_it_the_land_is_simplified_within_the_tolerance() -> None:
    drawn = backdrop(LAND, CITY)
    assert shapely.get_num_coordinates(drawn) < shapely.get_num_coordinates(LAND) / 10
    assert shapely.hausdorff_distance(drawn.boundary, LAND.boundary) <= FAR_TOLERANCE_DEG * 1.01


def test_without_a_city_nothing_is_changed() -> None:
    assert backdrop(LAND, []) is LAND
