"""Measures on the ellipsoid: areas, lengths, distances and points at a distance, from lon/lat on WGS 84.

Every figure that is reported comes from here, by Karney's geodesics (about 15 nm a distance, 0.1 m² an area).
Nothing is projected, so nothing depends on where the zone of a projection ends.

Source: C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013), as in pyproj.Geod.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from pyproj import Geod

from geo.bounds import LonLat
from geo.errors import BadCoordinates, BadGeometry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

SQUARE_METRES_PER_KM2 = 1_000_000.0
METRES_PER_KM = 1_000.0

_GEOD = Geod(ellps="WGS84")
_AREAL = frozenset({"Polygon", "MultiPolygon"})


def area_km2(geometry: BaseGeometry) -> float:
    """Area of a shape on the ellipsoid.

    Parameters
    ----------
    geometry
        Shape in lon/lat on WGS 84. Parts of a collection add up, holes count off, points and lines count nothing;
        the direction a ring runs in makes no difference. Overlapping parts of a collection count twice.

    Returns
    -------
    float
        Square kilometres.

    Raises
    ------
    BadGeometry
        A ring that is not valid, whose area would mean nothing.
    """
    if not shapely.is_valid(geometry):
        raise BadGeometry(shapely.is_valid_reason(geometry), expected="a valid shape", where=_place(geometry))
    parts = shapely.get_parts(shapely.get_parts(geometry))
    areal = (part for part in parts if part.geom_type in _AREAL)
    return sum(_polygon_area_m2(part) for part in areal) / SQUARE_METRES_PER_KM2


def areas_km2(geometries: Iterable[BaseGeometry]) -> NDArray[np.float64]:
    """Areas of many shapes, km², in their order (otherwise as `area_km2`)."""
    return np.array([area_km2(geometry) for geometry in geometries], dtype=np.float64)


def length_km(geometry: BaseGeometry) -> float:
    """Length of lines on the ellipsoid.

    Parameters
    ----------
    geometry
        Line, lines or a collection of them in lon/lat on WGS 84; points count nothing.

    Returns
    -------
    float
        Kilometres.

    Raises
    ------
    BadGeometry
        The shape has an area: ask for the length of its ``boundary`` if the perimeter is meant.
    """
    total_m = 0.0
    for part in shapely.get_parts(shapely.get_parts(geometry)):
        if part.geom_type in _AREAL:
            raise BadGeometry(
                "length of an area is asked for",
                expected="lines; for a perimeter pass the shape's boundary",
                where=_place(part),
            )
        if part.geom_type != "Point":
            lon, lat = shapely.get_coordinates(part).T
            total_m += float(_GEOD.line_length(lon, lat)) if len(lon) else 0.0
    return total_m / METRES_PER_KM


def distance_m(lon: ArrayLike, lat: ArrayLike, other_lon: ArrayLike, other_lat: ArrayLike) -> Any:
    """Shortest distance on the ellipsoid between places, pair by pair.

    Parameters
    ----------
    lon, lat, other_lon, other_lat
        Degrees on WGS 84, scalars or arrays that broadcast.

    Returns
    -------
    float or numpy.ndarray
        Metres: a float for scalars, else an array of the broadcast shape.
    """
    lon1, lat1, lon2, lat2 = np.broadcast_arrays(lon, lat, other_lon, other_lat)
    _, _, metres = _GEOD.inv(lon1.ravel(), lat1.ravel(), lon2.ravel(), lat2.ravel())
    return float(metres[0]) if lon1.ndim == 0 else np.asarray(metres).reshape(lon1.shape)


def azimuth_deg(start: LonLat, end: LonLat) -> float:
    """Direction of the shortest way from one place to another at its start, degrees clockwise from north, 0 to 360."""
    forward, _, _ = _GEOD.inv(start.lon, start.lat, end.lon, end.lat)
    return float(forward) % 360.0


def destination(start: LonLat, *, azimuth_deg: float, distance_m: float) -> LonLat:
    """Place reached from another by going straight on the ellipsoid.

    Parameters
    ----------
    start
        Degrees on WGS 84.
    azimuth_deg
        Direction at the start, degrees clockwise from north.
    distance_m
        Metres on the ground; negative goes backwards.

    Returns
    -------
    LonLat
        Degrees on WGS 84.
    """
    lon, lat, _ = _GEOD.fwd(start.lon, start.lat, azimuth_deg, distance_m)
    return LonLat(float(lon), float(lat))


def buffer_point(centre: LonLat, *, radius_m: float, segments: int = 72) -> shapely.Polygon:
    """Disc of a radius on the ground around a place.

    Parameters
    ----------
    centre
        Degrees on WGS 84.
    radius_m
        Metres on the ground, greater than 0.
    segments
        Corners of the ring. They lie on the circle, so the disc lacks 0.13 % of the circle's area with 72.

    Returns
    -------
    shapely.Polygon
        Disc in lon/lat on WGS 84, counter-clockwise, starting north.

    Raises
    ------
    BadCoordinates
        `radius_m` is not a positive number, or there are fewer than 3 segments.
    """
    if not (np.isfinite(radius_m) and radius_m > 0.0):
        raise BadCoordinates(f"radius {radius_m} m", expected="metres greater than 0")
    if segments < 3:  # noqa: PLR2004
        raise BadCoordinates(f"{segments} segments", expected="at least 3")
    azimuths = np.linspace(360.0, 0.0, segments, endpoint=False)
    full = np.full(segments, 1.0)
    lon, lat, _ = _GEOD.fwd(centre.lon * full, centre.lat * full, azimuths, radius_m * full)
    return shapely.Polygon(np.column_stack((lon, lat)))


def _polygon_area_m2(polygon: BaseGeometry) -> float:
    """Area of a polygon in m²: every ring by itself, so that orientation cannot matter."""
    if polygon.is_empty:
        return 0.0
    outside, *holes = (abs(_ring_area_m2(ring)) for ring in shapely.get_rings(polygon))
    return float(outside - sum(holes))


def _ring_area_m2(ring: BaseGeometry) -> float:
    lon, lat = shapely.get_coordinates(ring).T
    area_m2, _ = _GEOD.polygon_area_perimeter(lon, lat)
    return float(area_m2)


def _place(geometry: BaseGeometry) -> str:
    """Name where a shape is, for a message."""
    if geometry.is_empty:
        return ""
    west, south, east, north = geometry.bounds
    return f"{(west + east) / 2.0:.5f} {(south + north) / 2.0:.5f}"
