"""Part of a union of discs that lies in a polygon, exactly.

Its edge is made of arcs in the polygon and of polygon edges in the union. Nothing is cut into corners. Where a circle
crosses an edge, the place is reckoned once and ends both the piece of arc and the piece of edge, so that the two close.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.arc_area import arc_ends, chords_m2, segments_m2
from geo.spans import merge, ranges

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.arcs import Arcs
    from geo.discs import Discs
    from geo.zone import Surface

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Points = tuple[Floats, Floats]

_TURN = 2.0 * np.pi
_SLACK = 1e-7
"""Part of an edge within which a crossing past its end is taken along: rounding must not lose one at a corner."""
_TOUCH_M = 1e-8
"""Distance at which a circle touches an edge and is cut there too: the middle of a piece must not lie on an edge."""


class _Chords(NamedTuple):
    """Where discs reach over edges: from part ``enter`` to part ``leave`` of an edge's line, 0 its start, 1 its end."""

    disc: Indices
    edge: Indices
    enter: Floats
    leave: Floats


class _Cuts(NamedTuple):
    """Places where edges cross arcs, by the angle from the arc's start."""

    arc: Indices
    turn: Floats
    x: Floats
    y: Floats


class _Pieces(NamedTuple):
    """Pieces of arcs, with the places where they start and end."""

    disc: Indices
    start_angle: Floats
    end_angle: Floats
    start: Points
    end: Points

    def of(self, some: NDArray[np.bool_]) -> _Pieces:
        """Take some of the pieces."""
        (x, y), (to_x, to_y) = self.start, self.end
        return _Pieces(
            self.disc[some], self.start_angle[some], self.end_angle[some], (x[some], y[some]), (to_x[some], to_y[some])
        )


def area_within_m2(discs: Discs, arcs: Arcs, polygon: BaseGeometry, surface: Surface) -> float:
    """Area of a union inside a polygon.

    Parameters
    ----------
    discs, arcs
        Discs, and the arcs that bound their union.
    polygon
        Valid polygon or polygons in the plane of the discs.
    surface
        What an area in the plane stands for.
    """
    edges = _edges(polygon)
    if not len(discs) or not len(edges):
        return 0.0
    chords = _chords(discs, _near(discs, polygon), edges)
    pieces = _pieces(discs, arcs, _cuts(discs, arcs, edges, chords))
    pieces = pieces.of(_is_inside(discs, pieces, polygon))
    covered = _covered_parts(edges, chords)
    start, end = (
        (np.concatenate([on_arcs[0], on_edges[0]]), np.concatenate([on_arcs[1], on_edges[1]]))
        for on_arcs, on_edges in zip((pieces.start, pieces.end), covered, strict=True)
    )
    segments = segments_m2(discs, pieces.disc, (pieces.start_angle, pieces.end_angle), surface)
    return chords_m2(start, end, surface) + segments


def _edges(polygon: BaseGeometry) -> Floats:
    """Edges as rows x, y, x, y, the polygon to their left; none of length 0."""
    rings = shapely.get_rings(shapely.get_parts(shapely.orient_polygons(polygon)))
    at, ring = shapely.get_coordinates(rings, return_index=True)
    edges = np.column_stack((at[:-1], at[1:]))[ring[:-1] == ring[1:]]
    return np.asarray(edges[(edges[:, :2] != edges[:, 2:]).any(axis=1)])


def _near(discs: Discs, polygon: BaseGeometry) -> Indices:
    """Discs that reach into the box around a polygon."""
    west, south, east, north = shapely.bounds(polygon)
    reaches_x = (discs.x + discs.r >= west) & (discs.x - discs.r <= east)
    return np.flatnonzero(reaches_x & (discs.y + discs.r >= south) & (discs.y - discs.r <= north))


def _chords(discs: Discs, near: Indices, edges: Floats) -> _Chords:
    """Find where discs reach over edges."""
    lines: Any = shapely.linestrings(edges.reshape(-1, 2, 2))
    tree = shapely.STRtree(lines)
    centres = shapely.points(discs.x[near], discs.y[near])
    asked, edge = tree.query(centres, predicate="dwithin", distance=discs.r[near] + _TOUCH_M)
    disc = near[asked]
    x, y, to_x, to_y = edges[edge].T
    along_x, along_y, off_x, off_y = to_x - x, to_y - y, discs.x[disc] - x, discs.y[disc] - y
    length = np.hypot(along_x, along_y)
    foot = (off_x * along_x + off_y * along_y) / length
    away = np.abs(off_x * along_y - off_y * along_x) / length
    half = np.sqrt(np.maximum((discs.r[disc] - away) * (discs.r[disc] + away), 0.0))
    return _Chords(disc, edge, (foot - half) / length, (foot + half) / length)


def _at(edges: Floats, edge: Indices, part: Floats) -> Points:
    """Places on edges; the ends come out as they are."""
    x, y, to_x, to_y = edges[edge].T
    whole = part == 1.0
    return np.where(whole, to_x, x + part * (to_x - x)), np.where(whole, to_y, y + part * (to_y - y))


def _covered_parts(edges: Floats, chords: _Chords) -> tuple[Points, Points]:
    """Find starts and ends of the parts of edges that discs cover."""
    spans = merge(chords.edge, np.clip(chords.enter, 0.0, 1.0), np.clip(chords.leave, 0.0, 1.0))
    return _at(edges, spans.group, spans.start), _at(edges, spans.group, spans.end)


def _pieces(discs: Discs, arcs: Arcs, cuts: _Cuts) -> _Pieces:
    """Cut arcs: every piece begins at the start of its arc or at a cut, and ends where the next begins."""
    starts, ends = arc_ends(discs, arcs)
    arc = np.concatenate([np.arange(len(arcs)), cuts.arc])
    turn = np.concatenate([np.zeros(len(arcs)), cuts.turn])
    x, y = np.concatenate([starts[0], cuts.x]), np.concatenate([starts[1], cuts.y])
    order = np.lexsort((turn, arc))
    arc, turn, x, y = arc[order], turn[order], x[order], y[order]
    last = np.diff(arc, append=-1) != 0
    until = np.where(last, (arcs.end_angle - arcs.start_angle)[arc], np.roll(turn, -1))
    end = np.where(last, ends[0][arc], np.roll(x, -1)), np.where(last, ends[1][arc], np.roll(y, -1))
    from_angle = arcs.start_angle[arc]
    return _Pieces(arcs.disc[arc], from_angle + turn, from_angle + until, (x, y), end)


def _is_inside(discs: Discs, pieces: _Pieces, polygon: BaseGeometry) -> NDArray[np.bool_]:
    """Tell which pieces lie in a polygon, by their middles."""
    middle, disc = (pieces.start_angle + pieces.end_angle) / 2.0, pieces.disc
    x, y = discs.x[disc] + discs.r[disc] * np.cos(middle), discs.y[disc] + discs.r[disc] * np.sin(middle)
    west, south, east, north = shapely.bounds(polygon)
    inside = np.asarray((x >= west) & (x <= east) & (y >= south) & (y <= north))
    shapely.prepare(polygon)
    inside[inside] = shapely.contains_xy(polygon, x[inside], y[inside])
    return inside


def _cuts(discs: Discs, arcs: Arcs, edges: Floats, chords: _Chords) -> _Cuts:
    """Find where edges cross arcs; a place just past the end of an edge counts too, for a cut too many does no harm."""
    part = np.concatenate([chords.enter, chords.leave])
    crosses = (part >= -_SLACK) & (part <= 1.0 + _SLACK)
    disc, edge = np.tile(chords.disc, 2)[crosses], np.tile(chords.edge, 2)[crosses]
    x, y = _at(edges, edge, part[crosses])
    angle = np.arctan2(y - discs.y[disc], x - discs.x[disc])
    # every arc of the disc that is crossed
    by_disc = np.argsort(arcs.disc, kind="stable")
    first = np.searchsorted(arcs.disc[by_disc], disc)
    count = np.searchsorted(arcs.disc[by_disc], disc, side="right") - first
    arc = by_disc[ranges(first, count)]
    turn = (np.repeat(angle, count) - arcs.start_angle[arc]) % _TURN
    on = (turn > 0.0) & (turn < (arcs.end_angle - arcs.start_angle)[arc])
    return _Cuts(arc[on], turn[on], np.repeat(x, count)[on], np.repeat(y, count)[on])
