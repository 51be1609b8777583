"""Encoded geometry is the geometry, to a few metres."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.datum import convert
from web.maps.encoding import PART_SEPARATOR, RING_SEPARATOR, encode, lonlat, shifted

degrees = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


def decode(text: str) -> list[tuple[float, float]]:
    """Decode one encoded polyline, as the format's documentation describes it."""
    numbers, value, shift = [], 0, 0
    for character in text:
        chunk = ord(character) - 63
        value |= (chunk & 31) << shift
        shift += 5
        if chunk < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value, shift = 0, 0
    steps = np.array(numbers).reshape(-1, 2).cumsum(axis=0) / 1e4
    return [(float(lon), float(lat)) for lon, lat in steps]


@given(st.lists(degrees, min_size=2, max_size=40))
def test_a_line_comes_back_to_the_rounding(vertices: list[tuple[float, float]]) -> None:
    steps = np.rint(np.array(vertices) * 1e4)
    kept = [step for n, step in enumerate(steps) if n == 0 or (step != steps[n - 1]).any()]
    assert np.array_equal(np.rint(np.array(decode(encode(shapely.LineString(vertices)))) * 1e4), kept)


def test_the_documented_example_is_written_as_documented() -> None:
    # the documentation writes latitude first, in steps of 1e-5: (38.5, -120.2), (40.7, -120.95), (43.252, -126.453);
    # here a step is 1e-4, so the same steps are ten times the degrees
    line = shapely.LineString([(385.0, -1202.0), (407.0, -1209.5), (432.52, -1264.53)])
    assert encode(line) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"


def test_parts_and_rings_are_kept_apart() -> None:
    hole = shapely.Polygon(shapely.box(0, 0, 4, 4).exterior, [shapely.box(1, 1, 2, 2).exterior])
    text = encode(shapely.MultiPolygon([hole, shapely.box(5, 5, 6, 6)]))
    parts = [part.split(RING_SEPARATOR) for part in text.split(PART_SEPARATOR)]
    assert [len(part) for part in parts] == [2, 1]
    assert len(decode(parts[0][0])) == 4
    assert encode(shapely.MultiPolygon()) == ""


def test_what_collapses_at_the_resolution_is_left_out() -> None:
    speck = shapely.box(1.0, 1.0, 1.000001, 1.000001)
    assert encode(shapely.MultiPolygon([speck, shapely.box(0, 0, 1, 1)])) == encode(shapely.box(0, 0, 1, 1))


def test_on_a_shifted_base_map_everything_is_shifted() -> None:
    lon, lat = convert(120.38, 36.06, source="wgs84", target="gcj02")
    moved = shifted(shapely.Point(120.38, 36.06), "gcj02")
    assert moved.coords[0] == pytest.approx((lon, lat))
    assert lonlat(120.38, 36.06, "gcj02") == (round(lon, 5), round(lat, 5))
    assert lonlat(120.38, 36.06, "wgs84") == (120.38, 36.06)
