"""What discs cover of lines and of points: lengths of road within reach, and how many discs hold a place.

Exact in the plane of the discs, as the areas of ``geo.coverage`` are: a disc covers one interval of an edge, and the
union of these intervals is what all discs cover.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from geo.errors import BadCoordinates, BadGeometry
from geo.spans import merge
from geo.zone import Zone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_METRES_PER_KM = 1_000.0
_LINEAR = frozenset({"LineString", "LinearRing", "MultiLineString"})


class _Reach(NamedTuple):
    """Discs in the plane of a zone."""

    zone: Zone
    x: Floats
    y: Floats
    r: Floats


def covered_lengths_km(
    lon: ArrayLike, lat: ArrayLike, radius_m: ArrayLike, lines: Sequence[BaseGeometry]
) -> NDArray[np.float64]:
    """Length of each of some lines that discs cover, every stretch counted once.

    Parameters
    ----------
    lon, lat
        Centres, degrees on WGS 84.
    radius_m
        Metres on the ground: a number, or one a disc.
    lines
        Lines in lon/lat on WGS 84; an empty one has no length.

    Returns
    -------
    numpy.ndarray
        Kilometres on the ground, one a line. Two lines that run together count twice.

    Raises
    ------
    BadCoordinates
        Arrays do not match, or a number is not finite.
    BadGeometry
        A shape that is no line.
    """
    for line in lines:
        if line.geom_type not in _LINEAR and not line.is_empty:
            raise BadGeometry(f"a {line.geom_type}", expected="lines")
    lengths = np.zeros(len(lines))
    reach = _reach(lon, lat, radius_m)
    if reach is None or not len(lines):
        return lengths
    edges, owner = _edges(lines, reach.zone)
    if len(edges):
        covered = _covered_m(reach, edges)
        np.add.at(lengths, owner, covered / _METRES_PER_KM)
    return lengths


def cover_counts(
    lon: ArrayLike, lat: ArrayLike, radius_m: ArrayLike, at: tuple[ArrayLike, ArrayLike]
) -> NDArray[np.intp]:
    """Count the discs that hold each of some places.

    Parameters
    ----------
    lon, lat, radius_m
        Discs, as for `covered_lengths_km`.
    at
        Longitudes and latitudes of the places, degrees on WGS 84.

    Returns
    -------
    numpy.ndarray
        Number of discs, one a place; a place on the edge is held, and two discs with one centre are two.

    Raises
    ------
    BadCoordinates
        Arrays do not match, or a number is not finite.
    """
    at_lon, at_lat = (np.ravel(np.asarray(part, dtype=np.float64)) for part in at)
    reach = _reach(lon, lat, radius_m)
    if reach is None or not len(at_lon):
        return np.zeros(len(at_lon), dtype=np.intp)
    places: Any = shapely.points(*reach.zone.to_plane(at_lon, at_lat))
    centres: Any = shapely.points(reach.x, reach.y)
    _, held = shapely.STRtree(places).query(centres, predicate="dwithin", distance=reach.r)
    return np.bincount(held, minlength=len(at_lon))


def _reach(lon: ArrayLike, lat: ArrayLike, radius_m: ArrayLike) -> _Reach | None:
    """Bring discs into their zone; None if there are none."""
    lons, lats = (np.ravel(np.asarray(part, dtype=np.float64)) for part in (lon, lat))
    radii = np.asarray(radius_m, dtype=np.float64)
    if len(lons) != len(lats) or (radii.ndim and len(radii) != len(lons)):
        raise BadCoordinates("arrays of different lengths", expected="one longitude, latitude and radius a disc")
    if not (np.isfinite(lons).all() and np.isfinite(lats).all() and np.isfinite(radii).all()):
        raise BadCoordinates("a number that is not finite", expected="degrees and metres")
    radii = np.broadcast_to(radii, lons.shape)
    some = radii > 0.0
    if not some.any():
        return None
    zone = Zone.around(lons)
    x, y = zone.to_plane(lons[some], lats[some])
    return _Reach(zone, x, y, radii[some] * zone.stretch(x, y))


def _edges(lines: Sequence[BaseGeometry], zone: Zone) -> tuple[Floats, Indices]:
    """Edges in the plane as rows x, y, x, y, none of length 0, with the number of the line each is part of."""
    parts, line_of = shapely.get_parts(np.asarray(lines, dtype=object), return_index=True)
    at, part_of = shapely.get_coordinates(parts, return_index=True)
    if not len(at):
        return np.empty((0, 4)), np.empty(0, dtype=np.intp)
    x, y = zone.to_plane(at[:, 0], at[:, 1])
    edges = np.column_stack((x[:-1], y[:-1], x[1:], y[1:]))
    whole = (part_of[:-1] == part_of[1:]) & (edges[:, :2] != edges[:, 2:]).any(axis=1)
    return edges[whole], line_of[part_of[:-1][whole]]


def _covered_m(reach: _Reach, edges: Floats) -> Floats:
    """Length on the ground that discs cover of each edge, metres."""
    tree = shapely.STRtree(np.asarray(shapely.linestrings(edges.reshape(-1, 2, 2)), dtype=object))
    centres: Any = shapely.points(reach.x, reach.y)
    disc, edge = tree.query(centres, predicate="dwithin", distance=reach.r)
    x, y, to_x, to_y = edges[edge].T
    along_x, along_y = to_x - x, to_y - y
    off_x, off_y = reach.x[disc] - x, reach.y[disc] - y
    length = np.hypot(along_x, along_y)
    foot = (off_x * along_x + off_y * along_y) / length
    away = (off_x * along_y - off_y * along_x) / length
    half = np.sqrt(np.maximum(reach.r[disc] ** 2 - away**2, 0.0))
    enter = np.clip((foot - half) / length, 0.0, 1.0)
    leave = np.clip((foot + half) / length, 0.0, 1.0)
    spans = merge(edge, enter, leave)
    x, y, to_x, to_y = edges[spans.group].T
    middle = (spans.start + spans.end) / 2.0
    stretch = reach.zone.stretch(x + middle * (to_x - x), y + middle * (to_y - y))
    metres = (spans.end - spans.start) * np.hypot(to_x - x, to_y - y) / stretch
    return np.asarray(np.bincount(spans.group, weights=metres, minlength=len(edges)), dtype=np.float64)
