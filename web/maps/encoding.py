"""Geometry as a page carries it: short text, decoded by ``map_geometry.js``.

Coordinates are rounded to 1e-4° (at most 7 m off, finer than a district border is known; for drawing only) and
written as encoded polylines, four to five bytes a vertex where GeoJSON needs twenty and more. Rings of a polygon are
separated by a space, parts by a comma; neither occurs in an encoded polyline. Axis order is longitude, latitude, as
everywhere but in Leaflet.

Source: the encoded polyline algorithm format, as documented by Google for its maps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.datum import Datum, convert

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

STEPS_PER_DEGREE: Final = 10_000
"""Resolution of encoded coordinates."""

RING_SEPARATOR, PART_SEPARATOR = " ", ","

_CHUNK_BITS, _CONTINUES, _FIRST_CHARACTER = 5, 0x20, 63


def encode(geometry: BaseGeometry) -> str:
    """Write a geometry as text.

    Parameters
    ----------
    geometry
        Points, lines or polygons, single or multiple; degrees, longitude first.

    Returns
    -------
    str
        ASCII, empty for an empty geometry. Rings that collapse at the resolution are left out.
    """
    parts = (_encode_part(part) for part in shapely.get_parts(geometry))
    return PART_SEPARATOR.join(part for part in parts if part)


def shifted(geometry: BaseGeometry, datum: Datum) -> BaseGeometry:
    """Bring a geometry from WGS 84 to the datum of a base map."""
    if datum == "wgs84":
        return geometry

    def move(vertices: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(convert(vertices[:, 0], vertices[:, 1], source="wgs84", target=datum))

    return shapely.transform(geometry, move)


def lonlat(lon: float, lat: float, datum: Datum) -> tuple[float, float]:
    """Place as a page carries it: on the datum of the base map, rounded to the resolution."""
    if datum != "wgs84":
        lon, lat = convert(lon, lat, source="wgs84", target=datum)
    return round(lon, 5), round(lat, 5)


def _encode_part(part: BaseGeometry) -> str:
    if not isinstance(part, shapely.Polygon):
        return _encode_line(shapely.get_coordinates(part))
    rings = (_encode_ring(shapely.get_coordinates(ring)) for ring in shapely.get_rings(part))
    return RING_SEPARATOR.join(ring for ring in rings if ring)


def _encode_ring(vertices: NDArray[np.float64]) -> str:
    """Encode a ring without its last vertex, which repeats the first."""
    return _encode_line(vertices[:-1], at_least=3)


def _encode_line(vertices: NDArray[np.float64], *, at_least: int = 1) -> str:
    steps = np.rint(vertices * STEPS_PER_DEGREE).astype(np.int64)
    moves = np.diff(steps, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    moves = moves[np.r_[True, np.any(moves[1:] != 0, axis=1)]]
    if len(moves) < at_least:
        return ""
    signed = np.where(moves < 0, ~(moves << 1), moves << 1)
    return "".join(_encode_number(number) for number in signed.ravel().tolist())


def _encode_number(number: int) -> str:
    written = []
    while number >= _CONTINUES:
        written.append(chr((_CONTINUES | (number & (_CONTINUES - 1))) + _FIRST_CHARACTER))
        number >>= _CHUNK_BITS
    written.append(chr(number + _FIRST_CHARACTER))
    return "".join(written)
