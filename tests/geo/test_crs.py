"""Names of coordinate systems, and the way to metres and back."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import crs_uri, geometry_to_lonlat, geometry_to_metres, parse_crs, to_lonlat, to_metres, transform_geometry
from geo.errors import UnknownCrs

qingdao = st.tuples(st.floats(119.5, 121.1), st.floats(35.5, 37.2))


@pytest.mark.parametrize(
    ("name", "parsed"),
    [
        (4549, "EPSG:4549"),
        ("4326", "EPSG:4326"),
        ("epsg:4490", "EPSG:4490"),
        ("CRS84", "EPSG:4326"),
        ("OGC:CRS84", "EPSG:4326"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"),
        ("urn:ogc:def:crs:EPSG::4490", "EPSG:4490"),
        ("http://www.opengis.net/def/crs/EPSG/0/4326", "EPSG:4326"),
        ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "EPSG:4326"),
        ("[EPSG:3857]", "EPSG:3857"),
    ],
)
def test_names_in_all_forms_are_understood(name, parsed):
    assert parse_crs(name) == parsed


@pytest.mark.parametrize("name", ["", "WGS84-ish", "EPSG:999999", "urn:ogc:def:crs:EPSG::", "EPSG:4326; drop"])
def test_other_names_are_refused_with_what_would_be_right(name):
    with pytest.raises(UnknownCrs, match="EPSG:4326"):
        parse_crs(name)


@pytest.mark.parametrize("name", ["GCJ-02", "gcj02", "BD-09"])
def test_datums_without_a_code_point_to_the_conversion(name):
    with pytest.raises(UnknownCrs, match="has no code"):
        parse_crs(name)


def test_uri_of_wgs84_says_longitude_first():
    assert crs_uri("EPSG:4326").endswith("/CRS84")
    assert crs_uri(4549) == "http://www.opengis.net/def/crs/EPSG/0/4549"


def test_metres_agree_with_the_series_of_the_projection():
    # on the central meridian the easting is 500 km and the northing the length of the meridian arc
    east_m, north_m = to_metres(120.0, 36.0)
    assert east_m == pytest.approx(500_000.0, abs=1e-3)
    assert north_m == pytest.approx(_meridian_arc_m(36.0), abs=0.01)


@given(qingdao)
def test_there_and_back_is_within_a_millimetre(place):
    assert to_lonlat(*to_metres(*place)) == pytest.approx(place, abs=1e-8)


def test_shapes_go_there_and_back_alone_and_in_arrays():
    box = shapely.box(120.0, 36.0, 120.5, 36.4)
    assert geometry_to_lonlat(geometry_to_metres(box)).equals_exact(box, 1e-8)
    both = geometry_to_metres(np.array([box, box]))
    assert both[0].equals(both[1])
    assert transform_geometry(box, source=4326, target="EPSG:4490").equals_exact(box, 1e-9)


def _meridian_arc_m(latitude_deg: float) -> float:
    """Arc from the equator on GRS 80, by adding up its curvature in small steps."""
    a, f = 6_378_137.0, 1.0 / 298.257222101
    e2 = f * (2.0 - f)
    edges = np.linspace(0.0, math.radians(latitude_deg), 200_001)
    middle = (edges[1:] + edges[:-1]) / 2.0
    return float(np.sum(a * (1.0 - e2) / (1.0 - e2 * np.sin(middle) ** 2) ** 1.5) * (edges[1] - edges[0]))
