"""Measures on the ellipsoid, against figures that were computed another way."""

import math

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.bounds import LonLat
from geo.errors import BadCoordinates, BadGeometry
from geo.measure import area_km2, areas_km2, azimuth_deg, buffer_point, destination, distance_m, length_km

qingdao = st.builds(LonLat, st.floats(119.5, 121.1), st.floats(35.5, 37.2))
HOLED = shapely.Polygon(
    shapely.box(120.0, 36.0, 120.5, 36.4).exterior, [shapely.box(120.1, 36.1, 120.2, 36.2).exterior]
)


def test_area_agrees_with_a_local_equal_area_projection():
    equal_area = pyproj.Transformer.from_crs("EPSG:4326", "+proj=laea +lat_0=36.2 +lon_0=120.25", always_xy=True)
    # straight lines differ between the two: short pieces make the difference vanish
    fine = shapely.segmentize(HOLED, 0.001)
    flat = shapely.transform(fine, lambda xy: np.column_stack(equal_area.transform(xy[:, 0], xy[:, 1])))
    assert area_km2(fine) == pytest.approx(flat.area / 1e6, rel=1e-7)


def test_area_of_a_quadrangle_of_degrees_agrees_with_the_closed_formula():
    # zone between two parallels on the ellipsoid (Snyder, eq. 3-12); edges along parallels need many vertices
    cell = shapely.segmentize(shapely.box(120.0, 36.0, 121.0, 37.0), 0.001)
    assert area_km2(cell) == pytest.approx(_zone_km2(36.0, 37.0) / 360.0, rel=1e-6)


def test_orientation_makes_no_difference():
    turned = shapely.Polygon(HOLED.exterior.coords[::-1], [hole.coords[::-1] for hole in HOLED.interiors])
    crossed = shapely.Polygon(HOLED.exterior.coords[::-1], [hole.coords for hole in HOLED.interiors])
    assert area_km2(turned) == pytest.approx(area_km2(HOLED), rel=1e-12)
    assert area_km2(crossed) == pytest.approx(area_km2(HOLED), rel=1e-12)


def test_parts_add_up_and_points_and_lines_count_nothing():
    parts = [shapely.box(120, 36, 120.1, 36.1), shapely.box(120.5, 36.5, 120.6, 36.6)]
    line = shapely.LineString([(0, 0), (1, 1)])
    mixed = shapely.GeometryCollection([shapely.MultiPolygon(parts), shapely.Point(1, 1), line])
    assert area_km2(mixed) == pytest.approx(areas_km2(parts).sum(), rel=1e-12)
    assert area_km2(shapely.Polygon()) == 0.0
    assert area_km2(shapely.Point(120, 36)) == 0.0


def test_area_of_a_bow_tie_is_refused_with_its_place():
    with pytest.raises(BadGeometry, match=r"120\.5"):
        area_km2(shapely.Polygon([(120, 36), (121, 37), (121, 36), (120, 37)]))


def test_web_mercator_would_have_read_half_as_much_again():
    mercator = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
    flat = shapely.transform(HOLED, lambda xy: np.column_stack(mercator.transform(xy[:, 0], xy[:, 1])))
    assert flat.area / 1e6 / area_km2(HOLED) == pytest.approx(1.53, abs=0.02)


def test_length_of_a_degree_of_meridian():
    # 36 to 37 degrees north on WGS 84: 110.973 km (meridian arc series)
    assert length_km(shapely.LineString([(120, 36), (120, 37)])) == pytest.approx(110.967, abs=0.01)
    both = shapely.MultiLineString([[(120, 36), (120, 37)], [(121, 36), (121, 37)]])
    assert length_km(both) == pytest.approx(2 * 110.967, abs=0.02)


def test_length_of_an_area_is_refused():
    with pytest.raises(BadGeometry, match="boundary"):
        length_km(HOLED)
    assert length_km(HOLED.boundary) > 0.0


@given(qingdao, st.floats(0, 360), st.floats(1, 100_000))
def test_destination_lies_at_its_distance_in_its_direction(start, azimuth, metres):
    end = destination(start, azimuth_deg=azimuth, distance_m=metres)
    assert distance_m(start.lon, start.lat, end.lon, end.lat) == pytest.approx(metres, abs=1e-5)
    turn = abs(azimuth_deg(start, end) - azimuth) % 360.0
    assert min(turn, 360.0 - turn) == pytest.approx(0.0, abs=1e-3)


def test_distance_broadcasts():
    metres = distance_m(np.array([120.0, 120.1]), 36.0, 120.0, 36.0)
    assert metres.shape == (2,)
    assert metres[0] == 0.0
    assert isinstance(distance_m(120.0, 36.0, 120.1, 36.0), float)


@given(qingdao, st.floats(50, 20_000))
def test_disc_has_its_radius_everywhere_and_nearly_the_area_of_the_circle(centre, radius_m):
    disc = buffer_point(centre, radius_m=radius_m)
    lon, lat = shapely.get_coordinates(disc).T
    assert distance_m(lon, lat, centre.lon, centre.lat) == pytest.approx(radius_m, abs=1e-4)
    polygon_of_72 = 72 / 2 * math.sin(math.tau / 72) * (radius_m / 1000) ** 2
    assert area_km2(disc) == pytest.approx(polygon_of_72, rel=1e-4)
    assert disc.exterior.is_ccw


@pytest.mark.parametrize("radius_m", [0.0, -1.0, math.nan, math.inf])
def test_a_disc_needs_a_radius(radius_m):
    with pytest.raises(BadCoordinates, match="greater than 0"):
        buffer_point(LonLat(120, 36), radius_m=radius_m)


def _zone_km2(south_deg: float, north_deg: float) -> float:
    """Area between two parallels all around WGS 84."""
    a, f = 6378.137, 1 / 298.257223563
    e = math.sqrt(f * (2 - f))

    def q(lat_deg: float) -> float:
        s = math.sin(math.radians(lat_deg))
        return (1 - e * e) * (s / (1 - e * e * s * s) - math.log((1 - e * s) / (1 + e * s)) / (2 * e))

    return math.pi * a * a * (q(north_deg) - q(south_deg))
