"""Datums met in China, and the way between them: WGS 84, CGCS2000, GCJ-02 and BD-09.

GCJ-02 (Amap, Tencent) is WGS 84 with a deliberate offset, in Qingdao 414 to 499 m nearly due east; BD-09 (Baidu)
adds another. Neither has an EPSG code, so no projection library knows them. CGCS2000 equals WGS 84 within a
metre, which is below everything the atlas measures, and is passed through unchanged.

The inverses iterate, because the one-step inverse in wide use leaves 1 to 2 m.

Source: the offset formula as published in many places since 2010, among them the article "Restrictions on
geographic data in China" (Wikipedia); constants are those of the Krasovsky 1940 ellipsoid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, get_args

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from geo.errors import BadCoordinates, UnknownDatum

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry

Datum = Literal["wgs84", "gcj02", "bd09", "cgcs2000"]
DATUMS: tuple[Datum, ...] = get_args(Datum)

Floats = NDArray[np.float64]
GeometryT = TypeVar("GeometryT", bound="BaseGeometry | NDArray[np.object_]")

CHINA_WEST_DEG, CHINA_EAST_DEG = 72.004, 137.8347
CHINA_SOUTH_DEG, CHINA_NORTH_DEG = 0.8293, 55.8271
"""Box inside which GCJ-02 is offset; outside it equals WGS 84 (part of the published formula)."""

_SEMI_MAJOR_AXIS_M = 6_378_245.0
_ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943_23
_BAIDU_LON_DEG, _BAIDU_LAT_DEG = 0.0065, 0.0060
_BAIDU_WAVE = np.pi * 3000.0 / 180.0

_CONVERGED_DEG = 1e-12
_MAX_STEPS = 20
"""The iteration gains two decimals and more a step, so it ends after five; twenty is a guard against a loop."""


def wgs84_to_gcj02(lon: ArrayLike, lat: ArrayLike) -> tuple[Any, Any]:
    """Convert WGS 84 to GCJ-02.

    Parameters
    ----------
    lon, lat
        Degrees on WGS 84, scalars or arrays that broadcast; NaN stays NaN.

    Returns
    -------
    tuple
        Longitude and latitude on GCJ-02, degrees: floats for scalars, else arrays of the broadcast shape. Points
        outside China are unchanged.

    Raises
    ------
    BadCoordinates
        A longitude beyond ±180 or a latitude beyond ±90.
    """
    return _apply(_gcj02_offset_forward, lon, lat)


def gcj02_to_wgs84(lon: ArrayLike, lat: ArrayLike) -> tuple[Any, Any]:
    """Convert GCJ-02 to WGS 84, to better than 1e-9° (parameters, result and errors as `wgs84_to_gcj02`)."""
    return _apply(lambda x, y: _invert(_gcj02_offset_forward, x, y), lon, lat)


def gcj02_to_bd09(lon: ArrayLike, lat: ArrayLike) -> tuple[Any, Any]:
    """Convert GCJ-02 to BD-09 (parameters, result and errors as `wgs84_to_gcj02`)."""
    return _apply(_bd09_forward, lon, lat)


def bd09_to_gcj02(lon: ArrayLike, lat: ArrayLike) -> tuple[Any, Any]:
    """Convert BD-09 to GCJ-02, to better than 1e-9° (parameters, result and errors as `wgs84_to_gcj02`)."""
    return _apply(lambda x, y: _invert(_bd09_forward, x, y), lon, lat)


def wgs84_to_bd09(lon: ArrayLike, lat: ArrayLike) -> tuple[Any, Any]:
    """Convert WGS 84 to BD-09 (parameters, result and errors as `wgs84_to_gcj02`)."""
    return gcj02_to_bd09(*wgs84_to_gcj02(lon, lat))


def bd09_to_wgs84(lon: ArrayLike, lat: ArrayLike) -> tuple[Any, Any]:
    """Convert BD-09 to WGS 84, to better than 1e-9° (parameters, result and errors as `wgs84_to_gcj02`)."""
    return gcj02_to_wgs84(*bd09_to_gcj02(lon, lat))


def convert(lon: ArrayLike, lat: ArrayLike, *, source: Datum, target: Datum) -> tuple[Any, Any]:
    """Convert coordinates from one datum to another.

    Parameters
    ----------
    lon, lat
        Degrees on `source`, scalars or arrays that broadcast; NaN stays NaN.
    source, target
        Datums; CGCS2000 counts as WGS 84 (equal within a metre).

    Returns
    -------
    tuple
        Longitude and latitude on `target`, degrees: floats for scalars, else arrays of the broadcast shape. Points
        outside China are unchanged.

    Raises
    ------
    UnknownDatum
        `source` or `target` is not one of `DATUMS`.
    BadCoordinates
        A longitude beyond ±180 or a latitude beyond ±90.

    Examples
    --------
    >>> lon, lat = convert(120.38042, 36.06488, source="wgs84", target="gcj02")
    >>> f"{lon:.5f} {lat:.5f}"
    '120.38555 36.06515'
    """
    step = _STEPS[_plain(source), _plain(target)]
    return _apply(lambda x, y: (x, y), lon, lat) if step is None else step(lon, lat)


def convert_geometry(geometry: GeometryT, *, source: Datum, target: Datum) -> GeometryT:
    """Convert a shape, or an array of shapes, from one datum to another, vertex by vertex.

    Parameters
    ----------
    geometry
        Shape or array of shapes in lon/lat on `source`; heights are kept as they are, if every shape has them.
    source, target
        Datums, as for `convert`.

    Returns
    -------
    shapely.Geometry or numpy.ndarray
        The same shape in lon/lat on `target`. Vertices shared by two shapes stay shared.

    Raises
    ------
    UnknownDatum, BadCoordinates
        As for `convert`.
    """
    if _plain(source) == _plain(target):
        return geometry

    def move(vertices: Floats) -> Floats:
        moved = vertices.copy()
        moved[:, 0], moved[:, 1] = convert(vertices[:, 0], vertices[:, 1], source=source, target=target)
        return moved

    shapes: Any = geometry
    return cast("GeometryT", shapely.transform(shapes, move, include_z=bool(np.all(shapely.has_z(shapes)))))


def is_offset_area(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.bool_]:
    """Tell which points, in degrees, lie in the box where GCJ-02 and BD-09 differ from WGS 84."""
    x, y = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    inside = (x >= CHINA_WEST_DEG) & (x <= CHINA_EAST_DEG) & (y >= CHINA_SOUTH_DEG) & (y <= CHINA_NORTH_DEG)
    return np.asarray(inside)


_STEPS: dict[tuple[str, str], Callable[[ArrayLike, ArrayLike], tuple[Any, Any]] | None] = {
    ("wgs84", "wgs84"): None,
    ("gcj02", "gcj02"): None,
    ("bd09", "bd09"): None,
    ("wgs84", "gcj02"): wgs84_to_gcj02,
    ("gcj02", "wgs84"): gcj02_to_wgs84,
    ("gcj02", "bd09"): gcj02_to_bd09,
    ("bd09", "gcj02"): bd09_to_gcj02,
    ("wgs84", "bd09"): wgs84_to_bd09,
    ("bd09", "wgs84"): bd09_to_wgs84,
}


def _plain(datum: str) -> str:
    """Name of the datum with CGCS2000 read as WGS 84; refuses names that are not known."""
    if datum not in DATUMS:
        raise UnknownDatum(datum, known=DATUMS)
    return "wgs84" if datum == "cgcs2000" else datum


def _apply(step: Callable[[Floats, Floats], tuple[Floats, Floats]], lon: ArrayLike, lat: ArrayLike) -> tuple[Any, Any]:
    """Run a step on checked arrays, only on the points inside China; give scalars back as floats."""
    x, y = np.broadcast_arrays(np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64))
    _require_degrees(x, y)
    moved_x, moved_y = np.array(x), np.array(y)
    inside = is_offset_area(x, y)
    moved_x[inside], moved_y[inside] = step(x[inside], y[inside])
    if moved_x.ndim == 0:
        return float(moved_x), float(moved_y)
    return moved_x, moved_y


def _require_degrees(lon: Floats, lat: Floats) -> None:
    """Refuse what cannot be degrees; NaN, a missing place, passes."""
    for values, limit, name in ((lon, 180.0, "longitude"), (lat, 90.0, "latitude")):
        wrong = np.abs(values) > limit
        if wrong.any():
            value = values[wrong].flat[0]
            hint = " (longitude comes first)" if name == "latitude" and abs(value) <= 180.0 else ""  # noqa: PLR2004
            raise BadCoordinates(f"{name} {value:g}", expected=f"degrees from -{limit:g} to {limit:g}{hint}")


def _gcj02_offset_forward(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Add the GCJ-02 offset to points inside China, degrees in and out."""
    x, y = lon - 105.0, lat - 35.0
    shared = 20.0 * np.sin(6.0 * np.pi * x) + 20.0 * np.sin(2.0 * np.pi * x)
    north_m = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x))
    north_m += (shared + 20.0 * np.sin(np.pi * y) + 40.0 * np.sin(np.pi * y / 3.0)) * 2.0 / 3.0
    north_m += (160.0 * np.sin(np.pi * y / 12.0) + 320.0 * np.sin(np.pi * y / 30.0)) * 2.0 / 3.0
    east_m = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x))
    east_m += (shared + 20.0 * np.sin(np.pi * x) + 40.0 * np.sin(np.pi * x / 3.0)) * 2.0 / 3.0
    east_m += (150.0 * np.sin(np.pi * x / 12.0) + 300.0 * np.sin(np.pi * x / 30.0)) * 2.0 / 3.0

    latitude_rad = np.radians(lat)
    curvature = 1.0 - _ECCENTRICITY_SQUARED * np.sin(latitude_rad) ** 2
    metres_per_radian_north = _SEMI_MAJOR_AXIS_M * (1.0 - _ECCENTRICITY_SQUARED) / curvature**1.5
    metres_per_radian_east = _SEMI_MAJOR_AXIS_M / np.sqrt(curvature) * np.cos(latitude_rad)
    return lon + np.degrees(east_m / metres_per_radian_east), lat + np.degrees(north_m / metres_per_radian_north)


def _bd09_forward(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Turn GCJ-02 into BD-09 for points inside China, degrees in and out."""
    radius = np.hypot(lon, lat) + 0.000_02 * np.sin(lat * _BAIDU_WAVE)
    angle = np.arctan2(lat, lon) + 0.000_003 * np.cos(lon * _BAIDU_WAVE)
    return radius * np.cos(angle) + _BAIDU_LON_DEG, radius * np.sin(angle) + _BAIDU_LAT_DEG


def _invert(
    forward: Callable[[Floats, Floats], tuple[Floats, Floats]], lon: Floats, lat: Floats
) -> tuple[Floats, Floats]:
    """Find the points that `forward` sends to the given ones, by fixed-point iteration.

    The offsets change by less than 1 % of the step taken, so every step gains two decimals at least. A point that has
    arrived is left alone: its result must not depend on which other points are converted with it, or a border
    shared by two districts would no longer be the same line in both.
    """
    x, y = lon.copy(), lat.copy()
    for _ in range(_MAX_STEPS):
        image_x, image_y = forward(x, y)
        step_x, step_y = lon - image_x, lat - image_y
        moving = (np.abs(step_x) >= _CONVERGED_DEG) | (np.abs(step_y) >= _CONVERGED_DEG)
        if not moving.any():
            break
        x, y = np.where(moving, x + step_x, x), np.where(moving, y + step_y, y)
    return x, y
