"""Boxes: what makes one, and what is said of what does not."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.bounds import Bounds, LonLat
from geo.errors import BadBounds, BadGeometry

lons, lats = st.floats(-180, 180), st.floats(-90, 90)


def test_text_becomes_a_box():
    assert Bounds.parse("120.0, 36.0,120.5,36.4") == Bounds(120.0, 36.0, 120.5, 36.4)
    assert Bounds.parse("120，36，121，37").centre == LonLat(120.5, 36.5)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("120,36,121", "3 numbers"),
        ("120,36,121,37,5", "5 numbers"),
        ("a,b,c,d", "not four numbers"),
        ("", "not four numbers"),
        ("nan,36,121,37", "not finite"),
        ("120,36,inf,37", "not finite"),
        ("36,120,37,121", "axes swapped"),
        ("120,36,121,95", "latitude beyond"),
        ("120,36,190,37", "longitude beyond"),
        ("121,36,120,37", "west lies east"),
        ("120,37,121,36", "south lies north"),
    ],
)
def test_what_is_no_box_is_refused_and_the_right_form_told(text, told):
    with pytest.raises(BadBounds, match=told) as caught:
        Bounds.parse(text)
    assert "west,south,east,north" in str(caught.value)


@given(lons, lats, lons, lats)
def test_corners_in_any_order_make_a_box_that_holds_them(lon, lat, other_lon, other_lat):
    box = Bounds(min(lon, other_lon), min(lat, other_lat), max(lon, other_lon), max(lat, other_lat))
    assert box.contains(LonLat(lon, lat))
    assert box.contains(LonLat(other_lon, other_lat))
    assert box.intersects(box)
    assert Bounds.parse(",".join(map(repr, box.as_tuple()))) == box


def test_boxes_that_touch_intersect_and_apart_do_not():
    one = Bounds(120, 36, 121, 37)
    assert one.intersects(Bounds(121, 37, 122, 38))
    assert not one.intersects(Bounds(121.1, 36, 122, 37))


def test_box_around_shapes_and_its_margin():
    box = Bounds.around([shapely.Point(120, 36), shapely.Point(121, 37)])
    assert box.as_tuple() == (120, 36, 121, 37)
    assert box.expanded(1.0).as_tuple() == (119, 35, 122, 38)
    assert Bounds(-180, -90, 180, 90).expanded(1.0).as_tuple() == (-180, -90, 180, 90)
    assert box.as_polygon().area == 1.0
    with pytest.raises(BadGeometry):
        Bounds.around(shapely.Point())
