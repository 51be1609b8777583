"""Coordinate systems of the atlas: lon/lat on WGS 84, and metres in EPSG:4549.

Everything is longitude first, whatever the authority says. Metres are CGCS2000 / 3-degree Gauss-Kruger CM 120E
(EPSG:4549), whose areal error over Qingdao is at most 0.02 %. WGS 84 and CGCS2000 are taken as one: they agree
within a metre. EPSG:3857 is for tiles and is never measured in.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from geo.bounds import Bounds, LonLat
from geo.datum import DATUMS
from geo.errors import UnknownCrs

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "CGCS2000",
    "CRS84_URI",
    "LONLAT",
    "METRES",
    "WEB_MERCATOR",
    "Bounds",
    "LonLat",
    "crs_uri",
    "geometry_to_lonlat",
    "geometry_to_metres",
    "parse_crs",
    "to_lonlat",
    "to_metres",
    "transform_geometry",
]

LONLAT: Final = "EPSG:4326"
"""WGS 84, the system of everything inside; read and written longitude first."""
CGCS2000: Final = "EPSG:4490"
"""China Geodetic Coordinate System 2000, degrees."""
METRES: Final = "EPSG:4549"
"""CGCS2000 / 3-degree Gauss-Kruger CM 120E: easting, northing in metres."""
WEB_MERCATOR: Final = "EPSG:3857"
"""For tiles only: areas read about half as large again in Qingdao."""
CRS84_URI: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

GeometryT = TypeVar("GeometryT", bound="BaseGeometry | NDArray[np.object_]")

_EXPECTED = (
    "'EPSG:4326', 'CRS84', a URI http://www.opengis.net/def/crs/EPSG/0/<code> or a URN urn:ogc:def:crs:EPSG::<code>"
)
_AUTHORITY = re.compile(
    r"""^(?:https?://www\.opengis\.net/def/crs/(?P<uri>EPSG|OGC)/[^/]*/
        |urn:(?:x-)?ogc:def:crs:(?P<urn>EPSG|OGC):[^:]*:
        |(?P<short>EPSG|OGC):)?
        (?P<code>\d{4,6}|CRS84)$""",
    re.IGNORECASE | re.VERBOSE,
)


def parse_crs(name: str | int) -> str:
    """Bring the name of a coordinate system into one form.

    Parameters
    ----------
    name
        EPSG code as number or text, ``EPSG:4326``, ``CRS84``, an OGC URI or URN, with or without the square
        brackets of a safe CURIE.

    Returns
    -------
    str
        ``EPSG:<code>``; CRS84 becomes ``EPSG:4326``, because everything here is longitude first anyway.

    Raises
    ------
    UnknownCrs
        The name is not understood, the code does not exist, or it names GCJ-02 or BD-09, which are datums to be
        converted from and have no code.
    """
    text = str(name).strip().strip("[]<>").strip()
    if text.lower().replace("-", "").replace(" ", "") in DATUMS[1:3]:
        raise UnknownCrs(text, expected=f"{_EXPECTED}; {text} has no code: convert it with geo.datum")
    match = _AUTHORITY.match(text)
    if match is None:
        raise UnknownCrs(text, expected=_EXPECTED)
    code = match["code"].upper()
    if code == "CRS84":
        return LONLAT
    _crs(f"EPSG:{code}")
    return f"EPSG:{code}"


def crs_uri(name: str | int) -> str:
    """Give the OGC URI of a coordinate system as this atlas uses it: CRS84 for WGS 84, which is longitude first.

    Parameters
    ----------
    name
        As for `parse_crs`, which also says what is raised.
    """
    parsed = parse_crs(name)
    return CRS84_URI if parsed == LONLAT else f"http://www.opengis.net/def/crs/EPSG/0/{parsed.removeprefix('EPSG:')}"


def to_metres(lon: ArrayLike, lat: ArrayLike) -> tuple[Any, Any]:
    """Project WGS 84 degrees to EPSG:4549: easting and northing in metres, scalars or arrays as given."""
    return _transformer(CGCS2000, METRES).transform(lon, lat)


def to_lonlat(east_m: ArrayLike, north_m: ArrayLike) -> tuple[Any, Any]:
    """Turn EPSG:4549 metres into WGS 84 degrees: longitude and latitude, scalars or arrays as given."""
    return _transformer(METRES, CGCS2000).transform(east_m, north_m)


def geometry_to_metres(geometry: GeometryT) -> GeometryT:
    """Project a shape, or an array of shapes, from WGS 84 lon/lat to EPSG:4549 metres. Heights are dropped."""
    return transform_geometry(geometry, source=CGCS2000, target=METRES)


def geometry_to_lonlat(geometry_m: GeometryT) -> GeometryT:
    """Turn a shape, or an array of shapes, from EPSG:4549 metres into WGS 84 lon/lat. Heights are dropped."""
    return transform_geometry(geometry_m, source=METRES, target=CGCS2000)


def transform_geometry(geometry: GeometryT, *, source: str | int, target: str | int) -> GeometryT:
    """Bring a shape, or an array of shapes, from one coordinate system to another.

    Parameters
    ----------
    geometry
        Shape or array of shapes, longitude or easting first. Heights are dropped.
    source, target
        Names as for `parse_crs`.

    Returns
    -------
    shapely.Geometry or numpy.ndarray
        The same in `target`; vertices shared by two shapes stay shared.

    Raises
    ------
    UnknownCrs
        A name is not understood.
    """
    transformer = _transformer(parse_crs(source), parse_crs(target))

    def move(vertices: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(vertices[:, 0], vertices[:, 1]))

    shapes: Any = geometry
    return cast("GeometryT", shapely.transform(shapes, move))


@cache
def _crs(name: str) -> CRS:
    try:
        return CRS.from_user_input(name)
    except CRSError as error:
        raise UnknownCrs(name, expected=_EXPECTED) from error


@cache
def _transformer(source: str, target: str) -> Transformer:
    """Make a transformer once: it takes milliseconds, and threads may share it (pyproj 3.1 and later).

    WGS 84 is read as CGCS2000, so that no route through a third datum is ever picked.
    """
    plain = {LONLAT: CGCS2000}
    return Transformer.from_crs(_crs(plain.get(source, source)), _crs(plain.get(target, target)), always_xy=True)
