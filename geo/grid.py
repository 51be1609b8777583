"""A grid of square cells over a box: which cell a point lies in, and which cells a line crosses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
import shapely
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = NDArray[np.float64]
Cells = NDArray[np.int64]

_SLACK = 1e-6
"""Part of a cell by which a line counts as wider than it is: rounding must not lose a cell that it just touches."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Square cells over a box, numbered row by row from the south-west; the number after the last is everything else.

    Attributes
    ----------
    west, south, east, north : float
        Box in any one plane, edges included.
    size : float
        Side of a cell, in the plane's unit.
    columns, rows : int
        Number of cells along and up; together they reach to the box's edges or beyond.
    """

    west: float
    south: float
    east: float
    north: float
    size: float
    columns: int
    rows: int

    @classmethod
    def over(cls, bounds: Sequence[float], *, cells: int) -> Self:
        """Lay a grid over a box (west, south, east, north) with so many cells along its longer side."""
        west, south, east, north = (float(edge) for edge in bounds)
        size = max(east - west, north - south) / cells
        return cls(west, south, east, north, size, int((east - west) / size) + 1, int((north - south) / size) + 1)

    @property
    def elsewhere(self) -> int:
        """Number that stands for everything outside the box."""
        return self.columns * self.rows

    def split(self, times: int) -> Grid:
        """Cut every cell into so many by so many."""
        size, columns, rows = self.size / times, self.columns * times, self.rows * times
        return Grid(self.west, self.south, self.east, self.north, size, columns, rows)

    def column_row_of(self, x: Floats, y: Floats) -> tuple[Cells, Cells]:
        """Column and row of points in the box."""
        column = ((x - self.west) / self.size).astype(np.int64)
        row = ((y - self.south) / self.size).astype(np.int64)
        return column, row

    def cell_of(self, x: Floats, y: Floats) -> Cells:
        """Give the number of the cell of each point; NaN lies elsewhere."""
        inside = (x >= self.west) & (x <= self.east) & (y >= self.south) & (y <= self.north)
        if inside.all():
            column, row = self.column_row_of(x, y)
            return row * self.columns + column
        cell = np.full(x.shape, self.elsewhere, dtype=np.int64)
        column, row = self.column_row_of(x[inside], y[inside])
        cell[inside] = row * self.columns + column
        return cell

    def centre_of(self, column: Cells, row: Cells) -> tuple[Floats, Floats]:
        """Middle of cells."""
        x, y = self.west + (column + 0.5) * self.size, self.south + (row + 0.5) * self.size
        return np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)

    def crossed_by(self, lines: NDArray[np.object_]) -> Cells:
        """Numbers of the cells that lines touch, each once, in order; cells that they all but touch are counted too."""
        # pieces no longer than a cell reach over two columns and two rows, or three with the slack
        pieces = shapely.segmentize(lines, self.size)
        vertices, line = shapely.get_coordinates(pieces, return_index=True)
        together = line[1:] == line[:-1]
        ends = (np.stack([vertices[:-1][together], vertices[1:][together]]) - (self.west, self.south)) / self.size
        low = np.floor(ends.min(axis=0) - _SLACK).astype(np.int64)
        high = np.floor(ends.max(axis=0) + _SLACK).astype(np.int64)
        cells = [
            np.clip(np.minimum(low[:, 1] + up, high[:, 1]), 0, self.rows - 1) * self.columns
            + np.clip(np.minimum(low[:, 0] + along, high[:, 0]), 0, self.columns - 1)
            for up in range(3)
            for along in range(3)
        ]
        return np.unique(np.concatenate(cells))
