"""The outer edge of a union of discs: which arcs of each circle no other disc covers.

Each disc that overlaps a circle covers one interval of its angles; what the union of these intervals leaves is
exposed. Where discs crowd, nearly every circle is covered wholly and a few near neighbours show it: so those are asked
first, and by whole sixty-fourths of the circle in one bit each. Only circles that this leaves open are sorted out
exactly, with all their neighbours. Work goes in chunks of bounded size.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.discs import Discs, Runs
from geo.errors import BadCoordinates
from geo.spans import merge, ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

TURN = 2.0 * np.pi
NOBODY = -1
"""Stands where an arc is a whole circle, which no other disc begins or ends."""

_CHUNK = 1 << 16
"""Pairs worked on together: a few arrays of half a megabyte, which a processor's cache holds."""
_BINS = 64
_NEAR = (24, 96, 768, 6144)
"""Neighbours asked in turn whether they cover a circle, before all of them are."""
_CROWDED = 2
"""Asking fewer first pays when there are this many times more."""


@dataclass(frozen=True, slots=True)
class Arcs:
    """Arcs of circles, counter-clockwise: the union of the discs lies to their left.

    Attributes
    ----------
    disc
        Number of the disc each arc is part of.
    start_angle, end_angle
        Radians from the x axis, 0 ≤ start < 2π, start < end ≤ start + 2π.
    before, after
        Number of the disc whose edge crosses at the start and at the end; `NOBODY` for a whole circle.
    """

    disc: Indices
    start_angle: Floats
    end_angle: Floats
    before: Indices
    after: Indices

    def __len__(self) -> int:
        """Count the arcs."""
        return len(self.disc)


class _Cuts(NamedTuple):
    """Intervals of circles that other discs cover: of disc ``owner`` (grouped), around ``middle`` to ``half`` each."""

    owner: Indices
    other: Indices
    middle: Floats
    half: Floats


def exposed_arcs(x: ArrayLike, y: ArrayLike, r: ArrayLike) -> Arcs:
    """Find the arcs that bound the union of discs in a plane.

    Attributes
    ----------
    x, y
        Centres, in any one unit.
    r
        Radii in the same unit: a number or one a disc, not negative.

    Returns
    -------
    Arcs
        Numbered as the discs are given. Of discs with one centre only the largest, of equal ones one, has arcs.

    Raises
    ------
    BadCoordinates
        A number is not finite, a radius negative, or the arrays do not match.

    Examples
    --------
    >>> arcs = exposed_arcs([0.0, 1.0], [0.0, 0.0], 1.0)
    >>> np.degrees(arcs.end_angle - arcs.start_angle).round(6).tolist()
    [240.0, 240.0]
    """
    discs = discs_of(x, y, r)
    arcs = exposed(discs)
    named = np.append(discs.source, NOBODY)
    return Arcs(named[arcs.disc], arcs.start_angle, arcs.end_angle, named[arcs.before], named[arcs.after])


def discs_of(x: ArrayLike, y: ArrayLike, r: ArrayLike) -> Discs:
    """Check discs in a plane and put them in order (as `exposed_arcs`)."""
    xs, ys = np.ravel(np.asarray(x, dtype=np.float64)), np.ravel(np.asarray(y, dtype=np.float64))
    if xs.shape != ys.shape or np.size(r) not in {1, len(xs)}:
        raise BadCoordinates(f"{len(xs)} x, {len(ys)} y, {np.size(r)} radii", expected="as many of each, or one radius")
    rs = np.broadcast_to(np.ravel(np.asarray(r, dtype=np.float64)), xs.shape)
    if not (np.isfinite(xs).all() and np.isfinite(ys).all() and np.isfinite(rs).all() and (rs >= 0.0).all()):
        raise BadCoordinates("a disc that is not finite, or has a negative radius", expected="finite x, y and r ≥ 0")
    return Discs.of(xs, ys, rs)


def exposed(discs: Discs) -> Arcs:
    """Find the arcs that bound the union of discs; `disc`, `before` and `after` number the discs in their order."""
    found = [_exposed_of(chunk, cuts) for chunk, cuts in _open_circles(discs)]
    none = np.empty(0, dtype=np.intp)
    parts = zip(*found, strict=True) if found else ([none], [none], [none], [none], [none])
    disc, start, end, before, after = (np.concatenate(part) for part in parts)
    return Arcs(disc, start, end, before, after)


def _open_circles(discs: Discs) -> Iterator[tuple[Indices, _Cuts]]:
    """Give the discs that few neighbours do not cover, chunk by chunk, with all that covers them."""
    for block in discs.blocks():
        everyone = discs.neighbours(block)
        is_open = np.ones(len(block), dtype=bool)
        crowded = np.flatnonzero(everyone.number > _CROWDED * _NEAR[0])
        if 2 * len(crowded) > len(block):
            is_open[crowded] = _left_open(discs, block[crowded])
        yield from _cuts(discs, block[is_open], everyone.of(is_open))


def _left_open(discs: Discs, asking: Indices) -> NDArray[np.bool_]:
    """Tell which circles a choice of near neighbours leaves open; first a few, then more of them."""
    is_open = np.ones(len(asking), dtype=bool)
    near = discs.neighbours(asking, share=0.5)
    waiting = np.arange(len(asking))
    for wanted in _NEAR:
        step = -(-near.of(waiting).number // wanted)
        is_covered = _is_covered_roughly if wanted == _NEAR[0] else _is_covered
        covered = [is_covered(*found) for found in _cuts(discs, asking[waiting], near.of(waiting), step)]
        is_open[waiting] = ~np.concatenate(covered)
        waiting = waiting[is_open[waiting] & (step > 1)]
        if not len(waiting):
            break
    return is_open


def _cuts(discs: Discs, asking: Indices, runs: Runs, step: Indices | None = None) -> Iterator[tuple[Indices, _Cuts]]:
    """Find the intervals that neighbours cover, in chunks of about `_CHUNK` pairs; every disc is in one chunk.

    With `step`, only one in so many neighbours of each disc is asked.
    """
    steps = np.ones(len(asking), dtype=np.intp) if step is None else step
    each = -((runs.first - runs.stop) // steps[:, None])  # rounded up
    count = each.sum(axis=1)
    chunk_of = (np.cumsum(count) - 1) // _CHUNK
    edges = [0, *(np.flatnonzero(chunk_of[1:] != chunk_of[:-1]) + 1).tolist(), len(asking)]
    for low, high in pairwise(edges):
        if high > low:
            owner = np.repeat(np.arange(high - low), count[low:high])
            at = ranges(
                runs.first[low:high].ravel(),
                each[low:high].ravel(),
                1 if step is None else steps[low:high].repeat(each.shape[1]),
            )
            yield asking[low:high], _cuts_of(discs, asking[low:high], owner, at)


def _cuts_of(discs: Discs, chunk: Indices, owner: Indices, other: Indices) -> _Cuts:
    """Intervals of the circles `chunk[owner]` that the discs `other` cover; pairs that do not overlap drop out.

    Whether two circles meet is judged by sums that are the same seen from either, or a border would not close.
    """
    mine = chunk[owner]
    dx, dy = discs.x[other] - discs.x[mine], discs.y[other] - discs.y[mine]
    distance = np.sqrt(dx * dx + dy * dy)
    own, its = discs.r[mine], discs.r[other]
    near = (distance < own + its) & ((distance > np.abs(own - its)) | (own < its))
    keep = np.flatnonzero(near)
    owner, other, dx, dy = owner[keep], other[keep], dx[keep], dy[keep]
    distance, own, its = distance[keep], own[keep], its[keep]
    # a circle that lies wholly in the other disc gets half a turn: nothing across, and along is negative
    along = distance * distance + (own - its) * (own + its)
    return _Cuts(owner, other, np.arctan2(dy, dx), np.arctan2(across(own, its, distance), along))


def across(own: Floats, its: Floats, distance: Floats) -> Floats:
    """Half the chord that two circles share, times twice the distance of their centres; 0 if they share none.

    Heron's formula, in an order that keeps its digits where circles all but touch and is the same seen from either.
    """
    both, apart = own + its, np.abs(own - its)
    return np.sqrt(np.maximum((both + distance) * (both - distance) * (distance + apart) * (distance - apart), 0.0))


def _is_covered(chunk: Indices, cuts: _Cuts) -> NDArray[np.bool_]:
    """Tell which circles intervals cover wholly."""
    disc, *_ = _exposed_of(chunk, cuts)
    return ~np.isin(chunk, disc)


def _is_covered_roughly(chunk: Indices, cuts: _Cuts) -> NDArray[np.bool_]:
    """Tell which circles are covered for certain, by the sixty-fourths that single intervals cover: no sorting."""
    scale = _BINS / TURN
    low = np.ceil((cuts.middle - cuts.half) * scale).astype(np.int64)
    count = np.clip(np.floor((cuts.middle + cuts.half) * scale).astype(np.int64) - low, 0, _BINS)
    full = np.uint64(2**_BINS - 1)
    some = (np.uint64(1) << np.minimum(count, _BINS - 1).astype(np.uint64)) - np.uint64(1)
    bits = np.where(count == _BINS, full, some)
    turn = (low % _BINS).astype(np.uint64)
    bits = (bits << turn) | (bits >> ((np.uint64(_BINS) - turn) % np.uint64(_BINS)))
    starts = np.flatnonzero(np.diff(cuts.owner, prepend=-1))
    covered = np.zeros(len(chunk), dtype=bool)
    if len(starts):
        covered[cuts.owner[starts]] = np.bitwise_or.reduceat(bits, starts) == full
    return covered


def _exposed_of(chunk: Indices, cuts: _Cuts) -> tuple[Indices, Floats, Floats, Indices, Indices]:
    """Arcs of circles that no interval covers: disc, start, end, before, after."""
    hidden = np.zeros(len(chunk), dtype=bool)
    hidden[cuts.owner[cuts.half >= np.pi]] = True
    alone = np.ones(len(chunk), dtype=bool)
    alone[cuts.owner] = False
    seen = ~hidden[cuts.owner]
    owner, other, middle, half = (part[seen] for part in cuts)
    # angles are counted from the start of one of the intervals, so that nothing exposed lies across 0
    origin = np.zeros(len(chunk))
    begins = np.flatnonzero(np.diff(owner, prepend=-1))
    origin[owner[begins]] = (middle - half)[begins]
    opener = np.full(len(chunk), NOBODY, dtype=np.intp)
    opener[owner[begins]] = other[begins]
    start = (middle - half - origin[owner]) % TURN
    end = start + 2.0 * half
    over = np.flatnonzero(end > TURN)
    owners, others = np.concatenate([owner, owner[over]]), np.concatenate([other, other[over]])
    spans = merge(owners, np.concatenate([start, np.zeros(len(over))]), np.concatenate([end, end[over] - TURN]))
    # a gap runs from the end of a span to the start of the next, the last one once round to the origin
    last = np.append(spans.group[1:] != spans.group[:-1], [True]) if len(spans.group) else np.empty(0, dtype=bool)
    until = np.where(last, TURN, np.roll(spans.start, -1))
    after = np.where(last, opener[spans.group], others[np.roll(spans.opened_by, -1)])
    gap = np.flatnonzero(until > spans.end)
    group = spans.group[gap]
    free = np.flatnonzero(alone)
    nobody = np.full(len(free), NOBODY, dtype=np.intp)
    begin = origin[group] + spans.end[gap]
    whole = np.floor(begin / TURN) * TURN
    return (
        np.concatenate([chunk[group], chunk[free]]),
        np.concatenate([begin - whole, np.zeros(len(free))]),
        np.concatenate([origin[group] + until[gap] - whole, np.full(len(free), TURN)]),
        np.concatenate([others[spans.closed_by[gap]], nobody]),
        np.concatenate([after[gap], nobody]),
    )
