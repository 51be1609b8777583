"""Shape of a union of discs, for drawing and not for measuring: arcs as lines with corners, joined to polygons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.arc_area import arc_ends, union_area_m2
from geo.spans import ranges
from geo.zone import Flat

if TYPE_CHECKING:
    from geo.arcs import Arcs
    from geo.discs import Discs

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_LEAST_STEPS = 4
"""Chords of a whole circle at least, however coarse the shape may be."""
_JOINED_M = 1e-4
"""Corners of different arcs this near are one, if arcs do not close by themselves."""
_FULL_TURN = 2.0 * np.pi


def outline(discs: Discs, arcs: Arcs, max_error: float) -> shapely.MultiPolygon:
    """Join exposed arcs to polygons.

    Parameters
    ----------
    discs, arcs
        Discs, and the arcs that bound their union.
    max_error
        Largest distance of a chord from its arc, in the discs' unit, greater than 0.

    Returns
    -------
    shapely.MultiPolygon
        Valid, in the plane of the discs; corners lie on the circles.
    """
    if not len(discs):
        return shapely.MultiPolygon()
    exact = union_area_m2(discs, arcs, Flat())
    lines, length = _lines(discs, arcs, max_error)
    drawn = _joined(lines)
    if abs(drawn.area - exact) > max_error * length:  # circles that meet in one point: arcs that rounding keeps apart
        snapped = shapely.set_precision(lines, _JOINED_M)
        drawn = _joined(snapped[~shapely.is_empty(snapped)])
    if abs(drawn.area - exact) > max_error * length:
        drawn = _by_buffers(discs, max_error)
    return drawn


def _lines(discs: Discs, arcs: Arcs, max_error: float) -> tuple[NDArray[np.object_], float]:
    """Draw arcs as lines; also their length. Lines that meet share the very corner."""
    (x, y), (to_x, to_y) = arc_ends(discs, arcs)
    turn, r = arcs.end_angle - arcs.start_angle, discs.r[arcs.disc]
    steps = np.ceil(turn / _step(r, max_error)).astype(np.intp)
    steps = np.where(turn >= _FULL_TURN, np.maximum(steps, _LEAST_STEPS), steps)
    arc = np.repeat(np.arange(len(arcs)), steps + 1)
    along = ranges(np.zeros(len(arcs), dtype=np.intp), steps + 1)
    angle = arcs.start_angle[arc] + turn[arc] * along / steps[arc]
    disc = arcs.disc[arc]
    at = np.column_stack((discs.x[disc] + discs.r[disc] * np.cos(angle), discs.y[disc] + discs.r[disc] * np.sin(angle)))
    last = np.cumsum(steps + 1) - 1
    at[last - steps], at[last] = np.column_stack((x, y)), np.column_stack((to_x, to_y))
    return cast("NDArray[np.object_]", shapely.linestrings(at, indices=arc)), float(np.sum(turn * r))


def _step(r: Floats, max_error: float) -> Floats:
    """Angle of a chord that lies so far from its arc, at most a quarter of a circle."""
    return np.minimum(2.0 * np.arccos(np.maximum(1.0 - max_error / r, 0.0)), _FULL_TURN / _LEAST_STEPS)


def _joined(lines: NDArray[np.object_]) -> shapely.MultiPolygon:
    """Join lines, what they bound to their left, to polygons."""
    together = shapely.multilinestrings(lines)
    merged = shapely.get_parts(shapely.line_merge(together, directed=True))
    if not np.all(shapely.is_closed(merged)):  # more than two lines meet somewhere
        return _polygons(shapely.build_area(together))
    corners, ring = shapely.get_coordinates(merged, return_index=True)
    rings: Any = shapely.linearrings(corners, indices=ring)
    is_shell = shapely.is_ccw(rings)
    return _nested(rings[is_shell], rings[~is_shell])


def _nested(shells: Any, holes: Any) -> shapely.MultiPolygon:
    """Put each hole into the smallest of the shells around it; an island in a hole is a shell of its own."""
    filled: Any = shapely.polygons(shells)
    places: Any = shapely.points(shapely.get_coordinates(holes)[shapely.get_num_coordinates(holes).cumsum() - 1])
    shell, hole = shapely.STRtree(places).query(filled, predicate="covers")
    order = np.lexsort((-shapely.area(filled)[shell], hole))
    parent = np.full(len(holes), -1, dtype=np.intp)
    parent[hole[order]] = shell[order]
    by_parent = np.argsort(parent, kind="stable")
    edges = np.searchsorted(parent[by_parent], np.arange(len(shells) + 1))
    made = [
        shapely.polygons(outside, holes[by_parent[first:stop]])
        for outside, first, stop in zip(shells, edges[:-1], edges[1:], strict=True)
    ]
    return _polygons(shapely.multipolygons(made))


def _by_buffers(discs: Discs, max_error: float) -> shapely.MultiPolygon:
    """Union of discs with corners; slow and sure."""
    quarter = np.ceil(_FULL_TURN / 4.0 / _step(discs.r, max_error)).astype(np.int64)
    parts = [
        shapely.buffer(shapely.points(discs.x[same], discs.y[same]), discs.r[same], quad_segs=int(segments))
        for segments in np.unique(quarter)
        for same in [quarter == segments]
    ]
    return _polygons(shapely.union_all(np.concatenate(parts)))


def _polygons(shape: Any) -> shapely.MultiPolygon:
    """Take the polygons of a shape, made valid: chords may cross where circles all but touch."""
    valid = shape if shapely.is_valid(shape) else shapely.make_valid(shape)
    parts = shapely.get_parts(shapely.get_parts(valid))
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])
