"""Which polygon of a coverage a point lies in, for very many points at once.

A grid is laid over the coverage once. A cell that lies wholly inside one polygon, or wholly outside all, answers for
every point in it by a table look-up. Cells that a border crosses are cut into smaller ones, which answer in the same
way; only points in those small cells that a border still crosses are tested against geometry. So a point costs a
division and a look-up or two, however detailed the borders are.

Points on a border belong to the polygon that comes first among those that meet there: every point of a coverage has
one answer, and the same one each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.errors import BadGeometry
from geo.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike
    from shapely.geometry.base import BaseGeometry

OUTSIDE = -1
"""Answer for a point that no polygon holds."""

Floats = NDArray[np.float64]
Places = NDArray[np.int32]

_MIXED = -2
"""In a table: a border crosses the cell."""
_SPLIT = 8
"""A cell that a border crosses is cut into so many by so many."""


class PartitionLocator:
    """Finds the polygon that holds a point, among polygons that do not overlap.

    Parameters
    ----------
    polygons
        A coverage in any one plane: lon/lat, or metres.
    cells
        Cells along the longer side of the grid. More of them take longer to prepare and make queries quicker.

    Raises
    ------
    BadGeometry
        There are no polygons, or one is empty or not valid.

    Examples
    --------
    >>> locator = PartitionLocator([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    >>> locator.locate([0.5, 1.5, 9.0], [0.5, 0.5, 0.5]).tolist()
    [0, 1, -1]
    """

    def __init__(self, polygons: Sequence[BaseGeometry], *, cells: int = 512) -> None:
        shapes = np.array(polygons, dtype=object)
        if not len(shapes) or shapely.is_empty(shapes).any() or not shapely.is_valid(shapes).all():
            raise BadGeometry("no polygons, or one that is empty or not valid", expected="valid polygons")
        shapely.prepare(shapes)
        borders = shapely.get_parts(shapely.boundary(shapes))
        self._shapes = shapes
        self._coarse = Grid.over(shapely.total_bounds(shapes).tolist(), cells=cells)
        self._fine = self._coarse.split(_SPLIT)
        self._build(self._coarse.crossed_by(borders), self._fine.crossed_by(borders))

    def locate(self, lon: ArrayLike, lat: ArrayLike) -> Places:
        """Find the polygon of each point.

        Parameters
        ----------
        lon, lat
            Coordinates in the plane of the polygons, arrays of one shape or scalars.

        Returns
        -------
        numpy.ndarray
            Position of the polygon in the list, or `OUTSIDE`, in the shape of the input. A point that is not finite
            lies outside.
        """
        wide_x, wide_y = np.broadcast_arrays(np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64))
        x, y = wide_x.ravel(), wide_y.ravel()
        answer = self._table[self._coarse.cell_of(x, y)]
        near = np.flatnonzero(answer <= _MIXED)
        near_x, near_y = x[near], y[near]
        column, row = self._fine.column_row_of(near_x, near_y)
        within = (row % _SPLIT) * _SPLIT + column % _SPLIT
        found = self._blocks[_MIXED - answer[near], within]
        at_border = np.flatnonzero(found == _MIXED)
        found[at_border] = first_holding(self._shapes, near_x[at_border], near_y[at_border])
        answer[near] = found
        return answer.reshape(wide_x.shape)

    def _build(self, coarse_crossed: NDArray[np.int64], fine_crossed: NDArray[np.int64]) -> None:
        """Fill the two tables. In the first, ``_MIXED - k`` stands for the k-th block of the second."""
        grid, fine = self._coarse, self._fine
        mixed = np.zeros((grid.rows, grid.columns), dtype=bool)
        mixed.ravel()[coarse_crossed] = True
        row, column = np.divmod(fine_crossed, fine.columns)
        # slack at the fine grid may reach a coarse cell that the coarse grid left out
        mixed[row // _SPLIT, column // _SPLIT] = True
        table = self._fill_rows(mixed, grid)
        blocks = np.flatnonzero(mixed)
        table.ravel()[blocks] = _MIXED - np.arange(len(blocks), dtype=np.int32)
        self._table = np.append(table.ravel(), np.int32(OUTSIDE))

        fine_mixed = np.zeros((len(blocks), _SPLIT, _SPLIT), dtype=bool)
        block = np.searchsorted(blocks, (row // _SPLIT) * grid.columns + column // _SPLIT)
        fine_mixed[block, row % _SPLIT, column % _SPLIT] = True
        self._blocks = self._fill_blocks(fine_mixed, blocks)

    def _fill_rows(self, mixed: NDArray[np.bool_], grid: Grid) -> Places:
        """Answers of the cells no border crosses: along a row they all answer alike until the next that one does."""
        start = ~mixed
        start[:, 1:] &= mixed[:, :-1]
        row, column = np.nonzero(start)
        found = np.full(mixed.shape, _MIXED, dtype=np.int32)
        found[row, column] = first_holding(self._shapes, *grid.centre_of(column, row))
        return _carried_along(found, start, mixed)

    def _fill_blocks(self, mixed: NDArray[np.bool_], blocks: NDArray[np.int64]) -> Places:
        """Answers of the small cells, block by block, shape (blocks, cells of a block)."""
        start = ~mixed
        start[:, :, 1:] &= mixed[:, :, :-1]
        block, row, column = np.nonzero(start)
        block_row, block_column = np.divmod(blocks[block], self._coarse.columns)
        centre = self._fine.centre_of(block_column * _SPLIT + column, block_row * _SPLIT + row)
        found = np.full(mixed.shape, _MIXED, dtype=np.int32)
        found[block, row, column] = first_holding(self._shapes, *centre)
        return _carried_along(found, start, mixed).reshape(len(blocks), _SPLIT * _SPLIT)


def first_holding(shapes: NDArray[np.object_], x: Floats, y: Floats) -> Places:
    """Find the first of some polygons that holds each point, borders included, by geometry alone.

    Parameters
    ----------
    shapes
        Polygons; prepared ones answer much faster.
    x, y
        Coordinates in their plane, arrays of one shape.

    Returns
    -------
    numpy.ndarray
        Position of the polygon, or `OUTSIDE`.
    """
    answer = np.full(x.shape, OUTSIDE, dtype=np.int32)
    for number, (shape, (west, south, east, north)) in enumerate(zip(shapes, shapely.bounds(shapes), strict=True)):
        maybe = np.flatnonzero((answer == OUTSIDE) & (x >= west) & (x <= east) & (y >= south) & (y <= north))
        answer[maybe[shapely.intersects_xy(shape, x[maybe], y[maybe])]] = number
    return answer


def _carried_along(found: Places, start: NDArray[np.bool_], mixed: NDArray[np.bool_]) -> Places:
    """Carry each answer along its row (the last axis) from where a run starts to where it ends."""
    position = np.where(start, np.arange(start.shape[-1]), 0)
    last_start = np.maximum.accumulate(position, axis=-1)
    carried = np.take_along_axis(found, last_start, axis=-1)
    return np.where(mixed, np.int32(_MIXED), carried)
