"""Rows of cells from CSV and XLSX files, within bounds that no file can make it leave."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from layers.deployment.encoding import decode
from layers.deployment.errors import DeploymentRefused
from layers.deployment.rejects import Reject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from layers.boundaries.progress import Progress

TABLE_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
MAX_FILE_BYTES = 200 * 1024 * 1024
MAX_ROWS = 500_000
"""Rows with anything in them."""
MAX_LINES = 2_000_000
"""Rows at all: sheets are formatted to their last row now and then."""
MAX_COLUMNS = 200
MAX_CELL = 1_000
MAX_CELLS = 20_000_000
"""Cells of a workbook, empty ones to the left of filled ones included."""
MAX_UNPACKED_BYTES = 600 * 1024 * 1024
MAX_PACKING = 150
"""Unpacked by packed size. Sheets pack five to thirty times; a file of nothing but blanks a thousand times."""
_PACKING_COUNTS_FROM_BYTES = 20 * 1024 * 1024
"""Below this a high ratio does no harm: an empty formatted sheet packs as well as a bomb."""
_MAX_MEMBERS = 2_000
_HEAD_BYTES = 4_096
_TOLD_EVERY = 5_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a table as they stand in the file.

    Attributes
    ----------
    rows : list of tuple
        Row number, from 1, and its cells as text; rows without any text are left out.
    rejects : list of Reject
        Rows that could not be split into cells or that hold a cell beyond all measure.
    encoding : str
        Encoding of a text file; empty for XLSX.
    """

    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    encoding: str = ""


def read_sheet(path: Path, *, progress: Progress) -> Sheet:
    """Read the rows of a table.

    Parameters
    ----------
    path
        CSV (comma, semicolon or tab) or XLSX, of which the first sheet that holds anything is read.
    progress
        Told the part that is done.

    Raises
    ------
    DeploymentRefused
        The file cannot be read, or is beyond one of the bounds above.
    """
    require_size(path)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return _read_workbook(path, progress=progress)
    content = path.read_bytes()
    if content.startswith(b"PK\x03\x04"):
        raise DeploymentRefused(path.name, problem="an XLSX file under the name of a CSV", expected="the suffix .xlsx")
    text, encoding = decode(content)
    sheet = Sheet(encoding=encoding)
    _keep(_csv_lines(text, sheet.rejects), sheet, path.name, progress=progress, guess=max(text.count("\n"), 1))
    return sheet


def require_size(path: Path) -> None:
    """Refuse a file that is not there, or too large to be what it should be."""
    if not path.is_file():
        raise DeploymentRefused(path.name, problem=f"no file at {path}", expected="a file")
    if (size := path.stat().st_size) > MAX_FILE_BYTES:
        raise DeploymentRefused(
            path.name, problem=f"{size / 2**20:.0f} MB", expected=f"at most {MAX_FILE_BYTES / 2**20:.0f} MB"
        )


def _keep(lines: Iterable[tuple[int, list[str]]], sheet: Sheet, name: str, *, progress: Progress, guess: int) -> None:
    """Keep the rows that hold anything, and count."""
    for number, cells in lines:
        if number > MAX_LINES:
            raise DeploymentRefused(name, problem=f"more than {MAX_LINES} rows", expected="fewer; delete empty rows")
        if not number % _TOLD_EVERY:
            progress("reading rows", min(0.5 * number / guess, 0.5))
        if not any(cells):
            continue
        if max(map(len, cells)) > MAX_CELL:
            long = max(cells, key=len)
            reason = f"a cell of {len(long)} characters; expected at most {MAX_CELL}"
            sheet.rejects.append(Reject(number, f"{cells.index(long) + 1}", long[:MAX_CELL], reason))
            continue
        if len(sheet.rows) >= MAX_ROWS:
            raise DeploymentRefused(name, problem=f"more than {MAX_ROWS} rows", expected="a file in several parts")
        sheet.rows.append((number, cells[:MAX_COLUMNS]))


def _csv_lines(text: str, rejects: list[Reject]) -> Iterator[tuple[int, list[str]]]:
    """Split a text into rows; a row that cannot be is one reject, and the next one is read all the same."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    start = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            rejects.append(Reject(start + 1, "", "", f"not CSV: {error}"))
            start = reader.line_num
            continue
        yield start + 1, [cell.strip() for cell in cells]
        start = reader.line_num


def _delimiter(text: str) -> str:
    """Find what parts the cells: what stands most often in the first lines."""
    head = text[:_HEAD_BYTES]
    return max(",;\t", key=head.count)


def _read_workbook(path: Path, *, progress: Progress) -> Sheet:
    _require_harmless(path)
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to load, and only workbooks need it

    sheet = Sheet()
    try:
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
        try:
            for page in book.worksheets:
                guess = min(page.max_row or 1, MAX_ROWS)
                # what a sheet says of its size is not to be trusted: one cell can claim a million rows of 16,384
                page.reset_dimensions()
                _keep(_page_lines(page, path.name), sheet, path.name, progress=progress, guess=max(guess, 1))
                if sheet.rows:
                    break
        finally:
            book.close()
    except DeploymentRefused:
        raise
    # what a broken workbook makes openpyxl raise has no common root
    except Exception as error:
        problem = f"cannot be read as XLSX: {type(error).__name__}: {error}"
        raise DeploymentRefused(path.name, problem=problem[:MAX_CELL], expected="a workbook that opens") from error
    return sheet


def _page_lines(page: Any, name: str) -> Iterator[tuple[int, list[str]]]:
    width = 0
    for number, cells in enumerate(page.iter_rows(values_only=True), start=1):
        width += len(cells)
        if width > MAX_CELLS:
            raise DeploymentRefused(name, problem=f"more than {MAX_CELLS} cells", expected="no cells far to the right")
        yield number, [_text(cell) for cell in cells[:MAX_COLUMNS]]


def _text(cell: Any) -> str:
    """Write a cell of a workbook as a person would have typed it; a formula stays the text that it is."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004 - integers up to here are exact
        return str(int(cell))
    return str(cell)


def _require_harmless(path: Path) -> None:
    """Refuse a workbook that would unpack beyond measure or that declares entities, before any of it is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            packed = max(sum(member.compress_size for member in members), 1)
            if len(members) > _MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES:
                problem = f"{len(members)} parts that unpack to {unpacked / 2**20:.0f} MB"
                expected = f"at most {_MAX_MEMBERS} parts and {MAX_UNPACKED_BYTES / 2**20:.0f} MB"
                raise DeploymentRefused(path.name, problem=problem, expected=expected)
            if unpacked > _PACKING_COUNTS_FROM_BYTES and unpacked / packed > MAX_PACKING:
                problem = f"packed {unpacked / packed:.0f} times, as no table is"
                raise DeploymentRefused(path.name, problem=problem, expected=f"at most {MAX_PACKING} times")
            for member in members:
                _require_no_entities(archive, member, path.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise DeploymentRefused(
            path.name, problem=f"no XLSX file: {error}", expected="a workbook that opens"
        ) from error


def _require_no_entities(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    if member.filename.endswith((".xml", ".rels")):
        with archive.open(member) as part:
            if b"<!DOCTYPE" in part.read(_HEAD_BYTES).upper():
                raise DeploymentRefused(name, problem="declares a document type", expected="a plain workbook")
