"""Area of a union of discs, against closed forms, geodesic circles, shapely, a raster and random points."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo.arc_area import union_area_m2
from geo.arcs import NOBODY, discs_of, exposed, exposed_arcs
from geo.bounds import LonLat
from geo.coverage import (
    MAX_RADIUS_M,
    radius_curve,
    union_area_km2,
    union_area_within_km2,
    union_areas_within_km2,
    union_polygon,
)
from geo.errors import BadCoordinates, BadGeometry
from geo.measure import area_km2, buffer_point, destination
from geo.zone import Flat, Zone

GEOD = Geod(ellps="WGS84")
CENTRE = LonLat(120.38, 36.07)
HOSTILE = [math.nan, math.inf, -math.inf]


def plane_area(x, y, r):
    discs = discs_of(x, y, r)
    return union_area_m2(discs, exposed(discs), Flat())


def lens(distance, r, s):
    """Area common to two circles that cross (Weisstein, "Circle-Circle Intersection", MathWorld, eq. 14)."""
    to_chord, from_chord = (distance**2 + r**2 - s**2) / 2 / distance, (distance**2 + s**2 - r**2) / 2 / distance
    root = math.sqrt((-distance + r + s) * (distance + r - s) * (distance - r + s) * (distance + r + s))
    return r**2 * math.acos(to_chord / r) + s**2 * math.acos(from_chord / s) - root / 2


def square_grid(count, spacing):
    steps = np.arange(count) * spacing
    x, y = np.meshgrid(steps, steps)
    return x.ravel(), y.ravel()


def hexagonal_grid(count, spacing):
    column, row = np.meshgrid(np.arange(count), np.arange(count))
    return ((column + row % 2 / 2.0) * spacing).ravel(), (row * spacing * math.sqrt(3.0) / 2.0).ravel()


def strewn(seed, count, extent, radii):
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(0.0, extent, (2, count))
    return x, y, rng.uniform(radii[0], radii[1], count)


def north_of_the_equator(at):
    return np.column_stack((at[:, 0], at[:, 1] + 4e6))


# ---------------------------------------------------------------- closed forms in the plane


@pytest.mark.parametrize("offset", [0.0, 1e5, 4e6])
@pytest.mark.parametrize("distance", [1e-6, 0.1, 99.0, 100.0, 101.0, 250.0, 399.0, 499.0, 499.999999])
def test_two_discs_that_overlap(distance, offset):
    expected = math.pi * (300.0**2 + 200.0**2) - (
        lens(distance, 300.0, 200.0) if distance > 100.0 else math.pi * 200.0**2
    )
    area = plane_area([offset, offset + distance], [offset, offset], [300.0, 200.0])
    assert area == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize(
    ("x", "r", "alone"),
    [
        ([0.0], [300.0], [300.0]),
        ([0.0, 600.0], [300.0, 300.0], [300.0, 300.0]),  # touch from outside
        ([0.0, 600.0 + 1e-9], [300.0, 300.0], [300.0, 300.0]),
        ([0.0, 600.0 - 1e-9], [300.0, 300.0], [300.0, 300.0]),
        ([0.0, 100.0], [300.0, 200.0], [300.0]),  # touch from inside
        ([0.0, 100.0 + 1e-10], [300.0, 200.0], [300.0]),
        ([0.0, 10.0], [300.0, 200.0], [300.0]),  # nested
        ([0.0, 0.0], [300.0, 200.0], [300.0]),  # one centre
        ([7.0, 7.0, 7.0], [300.0, 300.0, 300.0], [300.0]),  # the same
        ([0.0, 2000.0], [300.0, 0.0], [300.0]),  # of no size
        (list(range(1, 51)), list(range(1, 51)), [50]),  # fifty through one point, one in the next
    ],
)
def test_discs_apart_nested_and_touching(x, r, alone):
    expected = math.pi * sum(radius**2 for radius in alone)
    assert plane_area(x, np.zeros(len(x)), r) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("turn", np.linspace(0.0, 6.0, 7))
def test_three_discs_that_overlap_each_other(turn):
    # equal circles with centres on an equilateral triangle of their radius: the common part is a Reuleaux triangle
    r = 250.0
    angles = turn + np.arange(3) * 2.0 * math.pi / 3.0
    reach = r / math.sqrt(3.0)
    reuleaux = (math.pi - math.sqrt(3.0)) / 2.0 * r * r
    expected = 3.0 * math.pi * r * r - 3.0 * lens(r, r, r) + reuleaux
    assert plane_area(1e5 + reach * np.cos(angles), reach * np.sin(angles), r) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("count", [3, 4, 7, 12, 101])
def test_circles_through_one_point(count):
    # seen from that point the union is a star with reach 2 r cos(angle to the nearest centre)
    angles = np.arange(count) * 2.0 * math.pi / count
    expected = count * (2.0 * math.pi / count + math.sin(2.0 * math.pi / count)) * 200.0**2
    assert plane_area(200.0 * np.cos(angles), 200.0 * np.sin(angles), 200.0) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("offset", [0.0, 5e5])
@pytest.mark.parametrize("count", [2, 11, 60])
@pytest.mark.parametrize("part", [0.3, 0.5, 0.55, 0.65, math.sqrt(0.5)])
def test_equal_discs_on_a_square_grid(count, part, offset):
    spacing, r = 300.0, part * 300.0
    x, y = square_grid(count, spacing)
    if part < math.sqrt(0.5):  # only neighbours along the grid overlap
        pairs = 2 * count * (count - 1)
        expected = count**2 * math.pi * r * r - (pairs * lens(spacing, r, r) if part > 0.5 else 0.0)
    else:  # four circles meet in one point: everything inside is covered
        above = spacing / 4.0 * math.sqrt(4.0 * r * r - spacing**2) + r * r * math.asin(spacing / 2.0 / r)
        edge = count - 1
        expected = (edge * spacing) ** 2 + 4.0 * edge * above + math.pi * r * r
    assert plane_area(x + offset, y + offset, r) == pytest.approx(expected, rel=1e-11)


def test_equal_discs_on_a_hexagonal_grid():
    spacing, count = 300.0, 40
    x, y = hexagonal_grid(count, spacing)
    pairs = count * (count - 1) + (count - 1) * (2 * count - 1)  # along rows, and between rows
    r = 0.56 * spacing  # below 1/√3: no three share a place
    expected = count**2 * math.pi * r * r - pairs * lens(spacing, r, r)
    assert plane_area(x, y, r) == pytest.approx(expected, rel=1e-12)


def test_a_ring_of_discs_has_a_hole():
    count, reach, r = 40, 1000.0, 100.0
    angles = np.arange(count) * 2.0 * math.pi / count
    chord = 2.0 * reach * math.sin(math.pi / count)
    expected = count * (math.pi * r * r - lens(chord, r, r))
    assert plane_area(reach * np.cos(angles), reach * np.sin(angles), r) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("extent", [1e-3, 1.0, 100.0, 900.0])
def test_a_crowd_takes_the_short_cuts_and_comes_to_the_same(extent):
    x, y, _ = strewn(4, 3000, extent, (1.0, 1.0))
    # what the discs on the convex hull of the centres leave out lies within: every other one adds nothing but holes
    corners = shapely.get_coordinates(shapely.MultiPoint(np.column_stack((x, y))).convex_hull)
    hull = shapely.Polygon(corners)
    assert extent < 300.0 * math.sqrt(2.0) or plane_area(x, y, 300.0) < hull.buffer(300.0).area
    if extent <= 1.0:  # the discs reach so far that the union differs from the hull's margin by slivers
        assert plane_area(x, y, 300.0) == pytest.approx(plane_area(corners[:, 0], corners[:, 1], 300.0), rel=1e-9)
    fine = shapely.union_all(shapely.buffer(shapely.points(x, y), 300.0, quad_segs=64)).area
    assert 0.0 < 1.0 - fine / plane_area(x, y, 300.0) < (math.pi / 2 / 64) ** 2 / 6


# ---------------------------------------------------------------- independent ways


@pytest.mark.parametrize("radii", [(300.0, 300.0), (100.0, 700.0), (1.0, 3000.0)])
def test_polygons_with_more_and_more_corners_come_up_to_it_from_below(radii):
    x, y, r = strewn(1, 150, 6000.0, radii)
    exact = plane_area(x, y, r)
    lacking = [
        1.0 - shapely.union_all(shapely.buffer(shapely.points(x, y), r, quad_segs=segments)).area / exact
        for segments in (8, 64, 512)
    ]
    assert 0.0 < lacking[2] < 3e-6
    assert lacking[0] / lacking[1] == pytest.approx(64.0, rel=0.05)  # of second order: that is, it comes up to *it*
    assert lacking[1] / lacking[2] == pytest.approx(64.0, rel=0.05)


def test_random_points_hit_the_union_as_often_as_its_area_says():
    x, y, r = strewn(2, 60, 3000.0, (100.0, 500.0))
    rng = np.random.default_rng(3)
    count, west, size = 400_000, -500.0, 4000.0
    at = rng.uniform(west, west + size, (count, 2, 1))
    hits = np.zeros(count, dtype=bool)
    for part in np.array_split(np.arange(count), 40):
        hits[part] = (np.hypot(at[part, 0] - x, at[part, 1] - y) <= r).any(axis=1)
    share = plane_area(x, y, r) / size**2
    deviation = math.sqrt(share * (1.0 - share) / count)
    assert abs(hits.mean() - share) < 4.0 * deviation  # 1 of 16,000 seeds would fail; this one is fixed


def test_a_fine_raster_counts_the_same():
    x, y, r = strewn(5, 25, 1500.0, (100.0, 400.0))
    cell = 1.0
    steps = np.arange(-400.0, 1900.0, cell) + 0.5
    column, row = np.meshgrid(steps, steps)
    covered = np.zeros(column.shape, dtype=bool)
    for east, north, radius in zip(x, y, r, strict=True):
        covered |= (column - east) ** 2 + (row - north) ** 2 <= radius**2
    arcs = exposed_arcs(x, y, r)
    border = float(np.sum((arcs.end_angle - arcs.start_angle) * r[arcs.disc]))
    # cells on the border are right or wrong by at most half a cell, with random sign: 6 standard deviations
    assert abs(covered.sum() * cell**2 - plane_area(x, y, r)) < 6.0 * 0.5 * cell**2 * math.sqrt(border / cell)


# ---------------------------------------------------------------- arcs


def test_exposed_arcs_of_two_circles():
    arcs = exposed_arcs([0.0, 1.0], [0.0, 0.0], 1.0)
    assert arcs.disc.tolist() == [0, 1]
    assert arcs.before.tolist() == arcs.after.tolist() == [1, 0]
    assert np.degrees(arcs.start_angle) == pytest.approx([60.0, 240.0])
    assert np.degrees(arcs.end_angle) == pytest.approx([300.0, 480.0])


def test_arcs_are_numbered_as_the_discs_are_given_and_every_end_is_another_s_start():
    x, y, r = strewn(6, 500, 8000.0, (50.0, 600.0))
    arcs = exposed_arcs(x, y, r)
    crossed = arcs.before != NOBODY
    assert (crossed == (arcs.after != NOBODY)).all()
    assert sorted(zip(arcs.disc[crossed], arcs.before[crossed], strict=True)) == sorted(
        zip(arcs.after[crossed], arcs.disc[crossed], strict=True)
    )
    middle = (arcs.start_angle + arcs.end_angle) / 2.0
    at_x = x[arcs.disc] + r[arcs.disc] * np.cos(middle)
    at_y = y[arcs.disc] + r[arcs.disc] * np.sin(middle)
    inside = np.hypot(at_x[:, None] - x, at_y[:, None] - y) < r - 1e-9
    assert not inside.any()
    assert (arcs.start_angle >= 0.0).all()
    assert (arcs.start_angle < 2.0 * math.pi).all()
    assert (arcs.end_angle > arcs.start_angle).all()


def test_no_discs_have_no_arcs():
    assert len(exposed_arcs([], [], [])) == 0
    assert len(exposed_arcs([0.0], [0.0], 0.0)) == 0


@pytest.mark.parametrize(
    ("x", "y", "r"),
    [([math.nan], [0.0], 1.0), ([0.0], [math.inf], 1.0), ([0.0], [0.0], -1.0), ([0.0], [0.0, 1.0], 1.0)],
)
def test_discs_that_cannot_be_are_refused(x, y, r):
    with pytest.raises(BadCoordinates):
        exposed_arcs(x, y, r)


# ---------------------------------------------------------------- on the ground


def geodesic_union_km2(lon, lat, radii_m, corners=20_000):
    """Area by geodesic circles with many corners, cut together as polygons in degrees, and Karney's polygon areas."""
    discs = [
        buffer_point(LonLat(*at), radius_m=radius, segments=corners)
        for *at, radius in zip(lon, lat, radii_m, strict=True)
    ]
    return area_km2(shapely.union_all(discs))


@pytest.mark.parametrize("radius_m", [50.0, 300.0, 1000.0, 10_000.0, 50_000.0])
@pytest.mark.parametrize(
    "at", [CENTRE, LonLat(119.55, 37.1), LonLat(121.4, 35.6), LonLat(-3.2, 55.9), LonLat(100.0, -1.0)]
)
def test_one_disc_has_the_area_of_a_geodesic_circle(at, radius_m):
    # the corners 2e-8 and rounding of the geodesics at 50 m; the sphere's (r / R)² / 12 at 50 km
    limit = {50.0: 5e-7, 300.0: 6e-8, 1000.0: 6e-8, 10_000.0: 3e-7, 50_000.0: 6e-6}[radius_m]
    expected = geodesic_union_km2([at.lon], [at.lat], [radius_m])
    assert union_area_km2([at.lon], [at.lat], radius_m) == pytest.approx(expected, rel=limit)


@pytest.mark.parametrize(("radius_m", "limit"), [(300.0, 2e-7), (3000.0, 1e-6), (10_000.0, 5e-6)])
@pytest.mark.parametrize("middle", [CENTRE, LonLat(118.55, 36.2), LonLat(121.45, 35.6), LonLat(121.4, 0.0)])
def test_discs_that_overlap_have_the_area_of_geodesic_circles(middle, radius_m, limit):
    rng = np.random.default_rng(9)
    reach = radius_m / 111_000.0
    lon = middle.lon + rng.uniform(-1.2, 1.2, 6) * reach
    lat = middle.lat + rng.uniform(-1.2, 1.2, 6) * reach
    radii = radius_m * rng.uniform(0.5, 1.0, 6)
    assert union_area_km2(lon, lat, radii) == pytest.approx(geodesic_union_km2(lon, lat, radii), rel=limit)


def test_units_all_over_the_city_add_up():
    # far apart no discs overlap: the union is the sum, whatever the plane's stretch at each
    lon, lat = np.meshgrid(np.linspace(119.5, 121.1, 30), np.linspace(35.5, 37.2, 30))
    assert union_area_km2(lon.ravel(), lat.ravel(), 300.0) == pytest.approx(900 * math.pi * 0.09, rel=1e-9)


def test_web_mercator_or_an_uncorrected_zone_would_be_found_out():
    lon, lat = np.array([121.08, 121.083]), np.array([36.2, 36.2])
    x, y = Zone(120.0).to_plane(lon, lat)
    uncorrected = plane_area(x, y, 300.0) / 1e6
    exact = geodesic_union_km2(lon, lat, [300.0, 300.0])
    assert abs(uncorrected / exact - 1.0) > 2e-5
    assert union_area_km2(lon, lat, 300.0) == pytest.approx(exact, rel=2e-7)


def test_the_plan_s_figures_hold():
    # along a road, as units stand: N·π·r² over the union
    for spacing_m, times in ((300.0, 1.64), (200.0, 2.40)):
        count = 2000
        places = [destination(CENTRE, azimuth_deg=90.0, distance_m=spacing_m * n) for n in range(count)]
        lon, lat = np.array(places).T
        ratio = count * math.pi * 0.09 / union_area_km2(lon, lat, 300.0)
        assert ratio == pytest.approx(times, abs=0.006)
    # on a square grid of 300 m, where all is covered, it is πr² / spacing²
    x, y = square_grid(100, 300.0)
    assert 10_000 * math.pi * 300.0**2 / plane_area(x, y, 300.0) == pytest.approx(math.pi, rel=0.02)
    lon, lat = np.meshgrid(120.0 + np.arange(27) * 0.01, 36.0 + np.arange(27) * 0.01)
    assert union_area_km2(lon.ravel()[:707], lat.ravel()[:707], 300.0) < 200.0
    assert union_area_km2(lon.ravel()[:708], lat.ravel()[:708], 300.0) >= 200.0


def test_a_hexagonal_cover_of_200_km2_takes_856_units():
    x, y = hexagonal_grid(60, 300.0 * math.sqrt(3.0))
    # inside the grid all is covered, by one unit for each 3√3/2 r²
    square = shapely.box(5000.0, 5000.0, 20_000.0, 20_000.0)
    lon, lat = Zone(120.0).to_lonlat(x, y + 4e6)
    shape = Zone(120.0).shape_to_lonlat(shapely.transform(square, north_of_the_equator))
    # metres of the plane: a little more radius closes what the stretch opens
    assert union_area_within_km2(lon, lat, 300.1, shape) == pytest.approx(area_km2(shape), rel=1e-6)
    assert union_area_within_km2(lon, lat, 298.0, shape) < area_km2(shape) * (1.0 - 1e-6)  # and no less would do
    assert math.ceil(200e6 / (1.5 * math.sqrt(3.0) * 300.0**2)) == 856


def test_radius_curve_is_one_area_a_radius():
    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(120.0, 120.1, 200), rng.uniform(36.0, 36.1, 200)
    radii = [0.0, 50.0, 300.0, 1000.0]
    curve = radius_curve(lon, lat, radii)
    assert curve.tolist() == [union_area_km2(lon, lat, radius) for radius in radii]
    assert (np.diff(curve) > 0.0).all()
    assert radius_curve([], [], radii).tolist() == [0.0] * 4


# ---------------------------------------------------------------- within polygons


def city(seed=8, count=400):
    rng = np.random.default_rng(seed)
    return rng.uniform(120.0, 120.2, count), rng.uniform(36.0, 36.2, count), rng.uniform(100.0, 600.0, count)


def star():
    rng = np.random.default_rng(1)
    angle = np.arange(60) * math.pi / 30.0
    reach = 0.09 * rng.uniform(0.4, 1.0, 60)
    return shapely.Polygon(np.column_stack((120.1 + reach * np.cos(angle), 36.1 + reach * np.sin(angle))))


SHAPES = {
    "star": star(),
    "hole": star().difference(shapely.Point(120.1, 36.1).buffer(0.02, quad_segs=3)),
    "parts": shapely.MultiPolygon(
        [shapely.box(120.01, 36.01, 120.05, 36.19), shapely.box(120.1, 36.01, 120.19, 36.03)]
    ),
    "turned": star().reverse(),
    "small": shapely.box(120.1, 36.1, 120.1001, 36.1001),
    "outside": shapely.box(121.0, 36.0, 121.1, 36.1),
    "around": shapely.box(119.0, 35.0, 121.0, 37.0),
}


@pytest.mark.parametrize("name", SHAPES)
def test_area_within_a_polygon_agrees_with_polygons_of_many_corners(name):
    lon, lat, radii = city()
    zone = Zone(120.0)
    x, y = zone.to_plane(lon, lat)
    plane = shapely.buffer(shapely.points(x, y), radii * zone.stretch(x, y), quad_segs=500)
    within = zone.shape_to_lonlat(shapely.union_all(plane).intersection(zone.shape_to_plane(SHAPES[name])))
    area = union_area_within_km2(lon, lat, radii, SHAPES[name])
    assert area == pytest.approx(area_km2(within), rel=3e-6, abs=1e-12)  # the goal is 1e-4


def test_tiles_add_up_to_the_union():
    lon, lat, radii = city()
    tiles = [
        shapely.box(119.9 + i, 35.9 + j, 119.95 + i, 35.95 + j) for i in np.arange(8) / 20 for j in np.arange(8) / 20
    ]
    parts = union_areas_within_km2(lon, lat, radii, tiles)
    assert parts.sum() == pytest.approx(union_area_km2(lon, lat, radii), rel=1e-8)  # tiles meet to rounding
    assert (parts >= 0.0).all()


def test_a_polygon_wholly_covered_has_its_own_area_and_one_beyond_reach_none():
    assert union_area_within_km2([120.1], [36.1], 20_000.0, star()) == pytest.approx(area_km2(star()), rel=1e-6)
    assert union_area_within_km2([120.1], [36.1], 300.0, SHAPES["outside"]) == 0.0
    assert union_area_within_km2([], [], 300.0, star()) == 0.0
    assert union_area_within_km2([120.1], [36.1], 300.0, shapely.Polygon()) == 0.0
    assert union_areas_within_km2([120.1], [36.1], 300.0, []).tolist() == []


def test_edges_and_corners_may_touch_circles_and_pass_through_centres():
    zone = Zone(120.0)
    lon, lat = zone.to_lonlat(np.array([0.0]), np.array([4e6]))
    whole = math.pi * 0.01
    for box, share in (
        ((0.0, 0.0, 100.0, 100.0), 0.25),  # corner in the centre, corners on the circle
        ((-100.0, -100.0, 100.0, 100.0), 1.0),  # touches all round
        ((100.0, -100.0, 300.0, 100.0), 0.0),  # touches from outside
        ((0.0, -200.0, 200.0, 200.0), 0.5),
        ((-200.0, -200.0, 200.0, 200.0), 1.0),
    ):
        shape = zone.shape_to_lonlat(shapely.transform(shapely.box(*box), north_of_the_equator))
        assert union_area_within_km2(lon, lat, 100.0, shape) == pytest.approx(share * whole, rel=1e-6, abs=1e-7)
    inscribed = shapely.Point(0.0, 0.0).buffer(100.0, quad_segs=8)  # every corner on the circle
    shape = zone.shape_to_lonlat(shapely.transform(inscribed, north_of_the_equator))
    assert union_area_within_km2(lon, lat, 100.0, shape) == pytest.approx(inscribed.area / 1e6, rel=1e-6)


@pytest.mark.parametrize(
    "shape",
    [
        shapely.Point(120, 36),
        shapely.LineString([(120, 36), (121, 36)]),
        shapely.Polygon([(120, 36), (121, 37), (121, 36), (120, 37)]),
        shapely.box(29.0, -1.0, 31.0, 1.0),
    ],
)
def test_what_is_no_polygon_is_refused(shape):
    with pytest.raises(BadGeometry):
        union_area_within_km2([120.1], [36.1], 300.0, shape)


# ---------------------------------------------------------------- for drawing


@pytest.mark.parametrize("max_error_m", [0.1, 1.0, 20.0, 1e6])
def test_the_shape_for_drawing_lies_on_the_circles(max_error_m):
    lon, lat, radii = city()
    shape = union_polygon(lon, lat, radii, max_error_m=max_error_m)
    assert shape.geom_type == "MultiPolygon"
    assert shape.is_valid
    zone = Zone(120.0)
    x, y = zone.to_plane(lon, lat)
    arcs = exposed_arcs(x, y, radii * zone.stretch(x, y))
    border_km = float(np.sum((arcs.end_angle - arcs.start_angle) * radii[arcs.disc])) / 1e3
    assert abs(area_km2(shape) - union_area_km2(lon, lat, radii)) <= border_km * max_error_m / 1e3
    if max_error_m <= 1.0:
        corners = shapely.get_coordinates(zone.shape_to_plane(shape))
        away = np.abs(np.hypot(corners[:, :1] - x, corners[:, 1:] - y) - radii * zone.stretch(x, y)).min(axis=1)
        assert away.max() < 1e-6


def test_the_shape_for_drawing_keeps_holes_and_islands():
    angles = np.arange(40) * math.pi / 20.0
    ring = [destination(CENTRE, azimuth_deg=math.degrees(angle), distance_m=1000.0) for angle in angles]
    lon, lat = np.array([*ring, CENTRE, LonLat(120.6, 36.2)]).T
    shape = union_polygon(lon, lat, 100.0)
    assert sorted(len(part.interiors) for part in shape.geoms) == [0, 0, 1]
    assert union_polygon([], [], 300.0).is_empty
    assert union_polygon([120.0], [36.0], 0.0).is_empty


def test_circles_that_meet_in_one_point_can_be_drawn():
    lon, lat = Zone(120.0).to_lonlat(
        *(at + shift for at, shift in zip(square_grid(12, 300.0), (0.0, 4e6), strict=True))
    )
    for radius_m in (150.0, 300.0 / math.sqrt(2.0)):
        shape = union_polygon(lon, lat, radius_m, max_error_m=0.1)
        assert shape.is_valid
        assert area_km2(shape) == pytest.approx(union_area_km2(lon, lat, radius_m), rel=2e-3)


@pytest.mark.parametrize("max_error_m", [0.0, -1.0, math.nan, math.inf])
def test_an_error_that_cannot_be_is_refused(max_error_m):
    with pytest.raises(BadCoordinates):
        union_polygon([120.0], [36.0], 300.0, max_error_m=max_error_m)


# ---------------------------------------------------------------- what does not belong


@pytest.mark.parametrize("bad", [*HOSTILE, 181.0, -1e300, "x", None])
def test_longitudes_that_cannot_be_are_refused(bad):
    with pytest.raises(BadCoordinates):
        union_area_km2([120.0, bad], [36.0, 36.0], 300.0)


@pytest.mark.parametrize("bad", [*HOSTILE, 120.0, -91.0])
def test_latitudes_that_cannot_be_are_refused(bad):
    with pytest.raises(BadCoordinates, match="number 1: latitude"):
        union_area_km2([36.0, 36.0], [36.0, bad], 300.0)


@pytest.mark.parametrize("bad", [*HOSTILE, -1.0, -1e-300, MAX_RADIUS_M * 1.01, 1e308])
def test_radii_that_cannot_be_are_refused(bad):
    for radius in (bad, [300.0, bad]):
        with pytest.raises(BadCoordinates, match="radius"):
            union_area_km2([120.0, 120.1], [36.0, 36.0], radius)


@pytest.mark.parametrize(
    ("lon", "lat", "radius"), [([120.0], [], 1.0), ([120.0], [36.0], [1.0, 2.0]), ([120.0] * 3, [36.0] * 3, [1.0, 2.0])]
)
def test_arrays_that_do_not_match_are_refused(lon, lat, radius):
    with pytest.raises(BadCoordinates, match="expected"):
        union_area_km2(lon, lat, radius)


def test_units_on_two_sides_of_the_globe_are_refused():
    with pytest.raises(BadCoordinates, match="longitude"):
        union_area_km2([120.0, 0.0], [36.0, 0.0], 300.0)


def test_nothing_covers_nothing_and_scalars_and_lists_are_welcome():
    assert union_area_km2([], [], 300.0) == 0.0
    assert union_area_km2([], [], []) == 0.0
    assert union_area_km2([120.0, 120.1], [36.0, 36.0], 0.0) == 0.0
    assert union_area_km2(120.0, 36.0, 300) == pytest.approx(math.pi * 0.09, rel=1e-8)
    assert union_area_km2(np.array([120.0], dtype=np.float32), (36,), [300]) == union_area_km2(120.0, 36.0, 300.0)
    assert union_area_km2([120.0, 120.1], [36.0, 36.0], [300.0, 0.0]) == union_area_km2([120.0], [36.0], 300.0)
