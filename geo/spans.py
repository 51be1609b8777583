"""Union of intervals, many groups at a time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

LARGEST = 16.0
"""Ends of intervals lie from 0 up to, not including, this."""
_LARGEST_BITS = 4
_KEY_BITS = 62


class Spans(NamedTuple):
    """Disjoint intervals, by group and then by start.

    Attributes
    ----------
    group
        Group of each span.
    start, end
        Its ends.
    opened_by, closed_by
        Which of the merged intervals it starts and ends with.
    """

    group: Indices
    start: Floats
    end: Floats
    opened_by: Indices
    closed_by: Indices


def merge(group: Indices, start: Floats, end: Floats) -> Spans:
    """Merge the intervals of each group that overlap or touch.

    Sorts by one whole number made of group and start, so that order costs one sort. Intervals whose ends differ by
    less than 2^-58 times the number of groups may change places, which changes no end by more than that.

    Parameters
    ----------
    group
        Group of each interval, from 0.
    start, end
        Its ends, start ≤ end, in [0, `LARGEST`).
    """
    if not len(group):
        return Spans(group, start, end, group, group)
    bits = _KEY_BITS - int(group.max()).bit_length()
    one = float(2 ** (bits - _LARGEST_BITS))
    offset = group.astype(np.int64) << bits
    order = np.argsort(offset + (start * one).astype(np.int64))
    by_end = (offset + (end * one).astype(np.int64))[order]
    group, start, end = group[order], start[order], end[order]
    # the interval that reaches furthest so far; a group's offset outruns every end of the group before
    is_record = by_end == np.maximum.accumulate(by_end)
    furthest = np.maximum.accumulate(np.where(is_record, np.arange(len(order)), 0))
    opens = np.ones(len(order), dtype=bool)
    opens[1:] = (group[1:] != group[:-1]) | (start[1:] > end[furthest[:-1]])
    first = np.flatnonzero(opens)
    last = furthest[np.append(first[1:], len(order)) - 1]
    return Spans(group[first], start[first], end[last], order[first], order[last])


def ranges(first: Indices, count: Indices, step: Indices | int = 1) -> Indices:
    """Whole numbers ``first, first + step, …`` of each range, one range after the other."""
    before = np.cumsum(count) - count
    along = np.arange(int(count.sum()), dtype=np.intp)
    if isinstance(step, int):
        return np.asarray(along * step + np.repeat(first - before * step, count))
    return np.asarray((along - np.repeat(before, count)) * np.repeat(step, count) + np.repeat(first, count))
