"""Reading tables and files of units, junctions, roads, zones and vehicles: good rows are kept, broken ones told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import shapely

from layers.boundaries.progress import silent
from layers.deployment.cells import read_count, read_date, read_quarter, read_range_m, read_status
from layers.deployment.columns import NAMES, header_row, match_columns
from layers.deployment.content import ReadReport, Units, Vehicles
from layers.deployment.encoding import is_broken, plain
from layers.deployment.errors import DeploymentRefused
from layers.deployment.positions import Position, read_axis, read_position
from layers.deployment.rejects import Reject
from layers.deployment.sheets import MAX_CELL, TABLE_SUFFIXES, read_sheet
from layers.deployment.vector import VECTOR_SUFFIXES, read_vector

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from layers.boundaries.progress import Progress

__all__ = ["Shape", "read_features", "read_shapes", "read_units", "read_vehicles"]

Shape = tuple[str, str, "BaseGeometry", "dict[str, Any]"]
"""Id, name, geometry as the file has it (longitude first), and every cell of its row by header."""

Value = TypeVar("Value")

_NO_POSITION = "no position; expected two numbers, degrees first of longitude, or degrees, minutes and seconds"
_NOWHERE = "0, 0 is no position; expected the place of the unit"
_TOLD_EVERY = 5_000
_CHECKED_FROM = 0.5


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of a file, whatever kind of file it was."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    columns: dict[str, int]
    rejects: list[Reject]
    encoding: str
    shapes: Sequence[BaseGeometry | None] | None = None

    @property
    def used(self) -> dict[str, str]:
        """Header by what it was taken for."""
        return {name: self.header[place] for name, place in self.columns.items()}


@dataclass(slots=True)
class _Row:
    """One row while it is read: its cells by meaning, and what is wrong with them."""

    number: int
    cells: list[str]
    table: _Table
    problems: list[Reject] = field(default_factory=list)

    def cell(self, name: str) -> str:
        """Text of a cell; empty where there is no such column, or the row is short."""
        place = self.table.columns.get(name)
        return "" if place is None or place >= len(self.cells) else self.cells[place]

    def refuse(self, name: str, reason: str) -> None:
        """Note that a cell is wrong."""
        header = self.table.used.get(name, "")
        self.problems.append(Reject(self.number, header, self.cell(name), reason))

    def text(self, name: str) -> str:
        """Text of a cell written in one way."""
        cell = self.cell(name)
        if is_broken(cell):
            self.refuse(name, "bytes of no known encoding; expected UTF-8 or GB 18030")
        return plain(cell)

    def value(self, name: str, read: Callable[[str], Value], missing: Value) -> Value:
        """Cell of a fixed kind; an empty one is `missing`."""
        cell = self.cell(name)
        if not cell:
            return missing
        try:
            return read(cell)
        except ValueError as error:
            self.refuse(name, str(error))
            return missing

    def position(self) -> Position | None:
        """Position from two columns, or from the one that holds both."""
        first, second = self.cell("lon"), self.cell("lat")
        if not (first or second) and (both := self.cell("position")):
            place = read_position(both)
            if place is None:
                self.refuse("position", _reason(both))
            return self._somewhere(place, "position")
        axes = [read_axis(first), read_axis(second)]
        for name, cell, axis in zip(("lon", "lat"), (first, second), axes, strict=True):
            if axis is None:
                self.refuse(name, _reason(cell))
        if axes[0] is None or axes[1] is None:
            return None
        x, y = axes[0], axes[1]
        if x.is_north is True or y.is_north is False:
            x, y = y, x
        return self._somewhere(Position(x.value, y.value, x.is_dms or y.is_dms), "lon")

    def _somewhere(self, place: Position | None, name: str) -> Position | None:
        if place is not None and place.x == 0.0 and place.y == 0.0:
            self.refuse(name, _NOWHERE)
            return None
        return place


@dataclass(slots=True)
class _Columns:
    """Units while they are collected."""

    ids: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    phases: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    districts: list[str] = field(default_factory=list)
    lon: list[float] = field(default_factory=list)
    lat: list[float] = field(default_factory=list)
    range_m: list[float] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    dms_rows: int = 0

    def add(self, row: _Row) -> bool:
        """Take a row if nothing is wrong with it."""
        place = row.position()
        status = row.value("status", read_status, "")
        date = row.value("date", read_date, "")
        range_m = row.value("range_m", read_range_m, np.nan)
        texts = [row.text(name) for name in ("id", "name", "kind", "phase", "district")]
        if row.problems or place is None:
            return False
        self.ids.append(texts[0] or f"row-{row.number}")
        self.names.append(texts[1])
        self.kinds.append(texts[2])
        self.phases.append(texts[3])
        self.districts.append(texts[4])
        self.statuses.append(status)
        self.dates.append(date)
        self.lon.append(place.x)
        self.lat.append(place.y)
        self.range_m.append(range_m)
        self.rows.append(row.number)
        self.dms_rows += place.is_dms
        return True

    def units(self) -> Units:
        """Make the units."""
        return Units(
            ids=self.ids,
            names=self.names,
            kinds=self.kinds,
            statuses=self.statuses,
            phases=self.phases,
            dates=self.dates,
            districts=self.districts,
            lon=np.array(self.lon, dtype=np.float64),
            lat=np.array(self.lat, dtype=np.float64),
            range_m=np.array(self.range_m, dtype=np.float64),
            rows=np.array(self.rows, dtype=np.int64),
        )


def read_units(
    path: Path, *, mapping: Mapping[str, str] | None = None, progress: Progress = silent
) -> tuple[Units, ReadReport]:
    """Read roadside units.

    Parameters
    ----------
    path
        CSV, XLSX, GeoJSON, GeoPackage, Shapefile or KML.
    mapping
        Header by canonical name (`layers.deployment.columns.NAMES`), where it is not named as usual.
    progress
        Told what is being done, and the part that is done.

    Returns
    -------
    tuple
        The good rows, with positions as they stand in the file, and how it went.

    Raises
    ------
    DeploymentRefused
        Nothing can be read: no such file, no header, no positions, or beyond the bounds of
        `layers.deployment.sheets`.
    """
    table = _read_table(path, mapping, progress=progress)
    if not {"lon", "lat"} <= set(table.columns) and "position" not in table.columns:
        raise DeploymentRefused(
            path.name,
            problem=f"no column holds positions among {', '.join(table.header) or 'none'}",
            expected="经度 and 纬度, lon and lat, 坐标, or --map lon=… --map lat=…",
        )
    kept = _Columns()
    rejects = list(table.rejects)
    for done, (number, cells) in enumerate(table.rows):
        if not done % _TOLD_EVERY:
            progress("checking rows", _CHECKED_FROM + (1.0 - _CHECKED_FROM) * done / len(table.rows))
        row = _Row(number, cells, table)
        if not kept.add(row):
            rejects += row.problems
    progress("checking rows", 1.0)
    report = ReadReport(
        rows=len(table.rows) + len(table.rejects),
        kept=len(kept.ids),
        rejects=tuple(sorted(rejects, key=lambda reject: reject.row)),
        columns=table.used,
        encoding=table.encoding,
        dms_rows=kept.dms_rows,
        repeated_ids=len(kept.ids) - len(set(kept.ids)),
    )
    return kept.units(), report


def read_shapes(path: Path) -> list[Shape]:
    """Read zones, roads or junctions, leaving broken rows out (see `read_features`)."""
    return read_features(path)[0]


def read_features(
    path: Path, *, mapping: Mapping[str, str] | None = None, progress: Progress = silent
) -> tuple[list[Shape], ReadReport]:
    """Read zones, roads or junctions.

    Parameters
    ----------
    path
        A file of shapes, or a table with positions or well-known text.
    mapping
        Header by canonical name, where it is not named as usual.
    progress
        Told what is being done, and the part that is done.

    Returns
    -------
    tuple
        A shape a row, and how it went.

    Raises
    ------
    DeploymentRefused
        As for `read_units`.
    """
    table = _read_table(path, mapping, progress=progress)
    shapes: list[Shape] = []
    rejects = list(table.rejects)
    for place, (number, cells) in enumerate(table.rows):
        row = _Row(number, cells, table)
        geometry = _geometry(row) if table.shapes is None else table.shapes[place]
        if geometry is None or geometry.is_empty or not np.isfinite(geometry.bounds).all():
            rejects += row.problems or [Reject(number, "", "", "no shape; expected a point, a line or a polygon")]
            continue
        sound = geometry if geometry.is_valid else shapely.make_valid(geometry)
        said = dict(zip(table.header, [*cells, *[""] * len(table.header)], strict=False))
        shapes.append((row.text("id") or f"row-{number}", row.text("name"), sound, said))
    progress("checking rows", 1.0)
    repeated = len(shapes) - len({shape[0] for shape in shapes})
    counted = len(table.rows) + len(table.rejects)
    return shapes, ReadReport(counted, len(shapes), tuple(rejects), table.used, table.encoding, 0, repeated)


def read_vehicles(path: Path, *, mapping: Mapping[str, str] | None = None) -> tuple[list[Vehicles], ReadReport]:
    """Read how many vehicles had terminals, by quarter, in order.

    Parameters
    ----------
    path
        CSV or XLSX with a column for the quarter and one for the count.
    mapping
        Header by canonical name, where it is not named as usual.

    Raises
    ------
    DeploymentRefused
        As for `read_units`, or one of the two columns is missing.
    """
    table = _read_table(path, mapping, progress=silent)
    if not {"quarter", "count"} <= set(table.columns):
        raise DeploymentRefused(path.name, problem="no column for quarter or count", expected="季度 and 数量")
    kept: dict[str, Vehicles] = {}
    rejects = list(table.rejects)
    for number, cells in table.rows:
        row = _Row(number, cells, table)
        quarter, count = row.value("quarter", read_quarter, ""), row.value("count", read_count, -1)
        if not row.problems and (not quarter or count < 0):
            row.refuse("count" if quarter else "quarter", "the cell is empty and must not be")
        if quarter in kept:
            row.refuse("quarter", f"{quarter} stands there twice; expected one row a quarter")
        if row.problems:
            rejects += row.problems
        else:
            kept[quarter] = Vehicles(quarter, count)
    counted = len(table.rows) + len(table.rejects)
    report = ReadReport(counted, len(kept), tuple(rejects), table.used, table.encoding)
    return [kept[quarter] for quarter in sorted(kept)], report


def _read_table(path: Path, mapping: Mapping[str, str] | None, *, progress: Progress) -> _Table:
    """Read a file of any kind into rows under a header that is understood."""
    suffix = path.suffix.lower()
    if suffix in VECTOR_SUFFIXES:
        return _vector_table(path, mapping)
    if suffix not in TABLE_SUFFIXES:
        known = ", ".join((*TABLE_SUFFIXES, *VECTOR_SUFFIXES))
        raise DeploymentRefused(path.name, problem=f"suffix {path.suffix!r}", expected=f"one of {known}")
    sheet = read_sheet(path, progress=progress)
    heads = [cells for _, cells in sheet.rows[:20]]
    place = 0 if mapping and heads and not header_row(heads) else header_row(heads)
    if place is None:
        first = ", ".join(heads[0])[:MAX_CELL] if heads else "none"
        names = ", ".join(names[1] for names in NAMES.values())
        raise DeploymentRefused(path.name, problem=f"no header is understood; first row: {first}", expected=names)
    header = [plain(cell) for cell in heads[place]]
    columns = match_columns(header, mapping, file=path.name)
    return _Table(header, sheet.rows[place + 1 :], columns, sheet.rejects, sheet.encoding)


def _vector_table(path: Path, mapping: Mapping[str, str] | None) -> _Table:
    """Make rows of a file of shapes; where they are points, their coordinates are the first two columns."""
    file = read_vector(path)
    centres = shapely.get_coordinates(shapely.centroid(file.shapes)) if len(file.shapes) else np.empty((0, 2))
    there = ~(shapely.is_missing(file.shapes) | shapely.is_empty(file.shapes))
    written = [["", ""] for _ in file.shapes]
    for place, (x, y) in zip(np.flatnonzero(there), centres, strict=True):
        written[place] = [repr(float(x)), repr(float(y))]
    header = ["lon", "lat", *file.header]
    rows = [(number, [*at, *cells]) for number, (at, cells) in enumerate(zip(written, file.rows, strict=True), start=1)]
    columns = match_columns(header, mapping, file=path.name)
    return _Table(header, rows, columns, [], file.encoding, shapes=list(file.shapes))


def _geometry(row: _Row) -> BaseGeometry | None:
    """Shape of a row of a table: well-known text of any kind, or a point."""
    if text := row.cell("position"):
        try:
            return shapely.from_wkt(text)
        except shapely.errors.ShapelyError:
            pass
    place = row.position()
    return None if place is None else shapely.Point(place.x, place.y)


def _reason(cell: str) -> str:
    """Say what is wrong with a cell that is no coordinate."""
    if not cell:
        return _NO_POSITION.replace("no position", "the cell is empty", 1)
    if cell.startswith("="):
        return "a formula, which is not computed here; expected its value"
    return _NO_POSITION
