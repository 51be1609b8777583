"""Discs in a plane, put in order so that those that overlap a disc are found in a few runs of neighbours.

Discs are sorted by strips as high as the largest of them is wide, and by x within a strip. Those that a disc may touch
then lie in one run of each of the strips it reaches: two binary searches a strip, no lists. Discs of very different
size have strips of their own, by powers of two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_STRIP_RADII = 2.0
"""Height of a strip in radii of the largest disc: higher finds more that do not overlap, lower searches more often."""

_NOTHING = 1e-13
"""Part of the largest radius at which a disc counts nothing: a million of them are lost in rounding."""
_TINY = 1e-30
"""Part of the largest radius below which a coordinate is 0: its square must be a number."""
_TABLE = 1 << 17
"""Numbers in a table of runs, two tables a block of discs."""


class Runs(NamedTuple):
    """Runs of neighbours: row by row a disc's, ``first`` up to, not including, ``stop``.

    Attributes
    ----------
    first, stop
        Arrays of one shape (discs, runs of each).
    """

    first: Indices
    stop: Indices

    @property
    def number(self) -> Indices:
        """Number of neighbours of each disc."""
        return np.asarray((self.stop - self.first).sum(axis=1))

    def of(self, some: Indices | NDArray[np.bool_]) -> Runs:
        """Take the runs of some of the discs."""
        return Runs(self.first[some], self.stop[some])


@dataclass(frozen=True, slots=True)
class _Level:
    """Discs ``first`` up to ``stop`` of like size, in strips."""

    first: int
    stop: int
    radius: float
    west: float
    south: float
    height: float
    count: int
    width: float
    keys: Floats


@dataclass(frozen=True, slots=True)
class Discs:
    """Discs in a plane, each once, in the order of their strips: the same whatever the order they are given in.

    Attributes
    ----------
    x, y, r
        Centres and radii, in one unit; every radius greater than 0.
    source
        Number of each among the discs given; of discs that share a centre the largest stands for all.
    levels
        Strips of the discs of like size, largest first.
    """

    x: Floats
    y: Floats
    r: Floats
    source: Indices
    levels: tuple[_Level, ...]

    @classmethod
    def of(cls, x: Floats, y: Floats, r: Floats) -> Self:
        """Put discs in order; finite numbers, no negative radius. Those of (all but) no size are left out."""
        largest = float(r.max(initial=0.0))
        x, y = (np.where(np.abs(part) > _TINY * largest, part, 0.0) for part in (x, y))
        source = np.lexsort((-r, y, x))
        source = source[r[source] > _NOTHING * largest]
        same = (x[source][1:] == x[source][:-1]) & (y[source][1:] == y[source][:-1])
        source = source[np.append([True], ~same)] if len(source) else source
        # from the radius downwards: radii that the map's stretch has made to differ a little stay together
        level = np.floor(np.log2(largest / r[source])).astype(np.int64)
        levels, orders, count = [], [], 0
        for number in np.unique(level):
            members = source[level == number]
            strips, order = _strips(x[members], y[members], float(r[members].max()), first=count)
            levels.append(strips)
            orders.append(members[order])
            count += len(members)
        source = np.concatenate(orders) if orders else source
        return cls(x[source], y[source], r[source], source, tuple(levels))

    def __len__(self) -> int:
        """Count the discs."""
        return len(self.x)

    def blocks(self) -> Iterator[Indices]:
        """Give the numbers of all discs in blocks whose tables of runs stay small, at most `_TABLE` numbers each."""
        for level in self.levels:
            runs = sum(
                min(2.0 * (level.radius + other.radius) / other.height + 2.0, other.count) for other in self.levels
            )
            size = max(int(_TABLE / runs), 1)
            for first in range(level.first, level.stop, size):
                yield np.arange(first, min(first + size, level.stop))

    def neighbours(self, discs: Indices, share: Floats | float = 1.0) -> Runs:
        """Find runs that hold every disc overlapping each of some, and itself.

        Parameters
        ----------
        discs
            Numbers of the discs that ask.
        share
            Part of the reach to look in, up to 1: below 1 some of those that overlap are found, the near ones first.
        """
        found = [
            _runs_in(level, self.x[discs], self.y[discs], (self.r[discs] + level.radius) * share)
            for level in self.levels
        ]
        return Runs(
            np.concatenate([runs.first for runs in found], axis=1),
            np.concatenate([runs.stop for runs in found], axis=1),
        )


def _strips(x: Floats, y: Floats, radius: float, *, first: int) -> tuple[_Level, Indices]:
    """Lay strips over discs of like size; also the order of the discs along them."""
    west, south = float(x.min()), float(y.min())
    width, tall = float(x.max()) - west, float(y.max()) - south
    height = max(_STRIP_RADII * radius, tall / len(x))  # never many more strips than discs
    count = int(tall / height) + 1
    width += height  # so that strips do not touch
    keys = np.floor((y - south) / height) * width + (x - west)
    order = np.argsort(keys, kind="stable")
    return _Level(first, first + len(x), radius, west, south, height, count, width, keys[order]), order


def _runs_in(level: _Level, x: Floats, y: Floats, reach: Floats) -> Runs:
    """Find the runs of a level's discs with centres within reach of places, a little more than needed."""
    bottom = np.clip(np.floor((y - reach - level.south) / level.height), 0.0, level.count - 1.0)
    top = np.clip(np.floor((y + reach - level.south) / level.height), 0.0, level.count - 1.0)
    each = np.arange(int((top - bottom).max(initial=0.0)) + 1)
    strip = bottom[:, None] + each
    below = level.south + strip * level.height - y[:, None]
    gap = np.maximum(np.maximum(below, -below - level.height), 0.0)
    reached = reach[:, None] - gap
    half = np.sqrt(np.maximum(reached * (reach[:, None] + gap), 0.0))
    # one key holds strip and x: its rounding must not lose a disc that just touches
    slack = 8.0 * np.finfo(np.float64).eps * (float(level.keys[-1]) + level.width)
    middle, far = (x - level.west)[:, None], level.width
    low = strip * level.width + np.clip(middle - half - slack, -slack, far)
    high = strip * level.width + np.clip(middle + half + slack, -slack, far - 2.0 * slack)
    first = level.first + np.searchsorted(level.keys, low.ravel()).reshape(low.shape)
    stop = level.first + np.searchsorted(level.keys, high.ravel(), side="right").reshape(low.shape)
    return Runs(first, np.where(reached >= -slack, np.maximum(first, stop), first))
