"""Reading one table's file into records, with every problem named by file, row and column."""

from __future__ import annotations

import csv
import io
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from pydantic import ValidationError

from layers.errors import Problem, near_matches

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from layers.row import Row

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_HEADER_ROW = 1


@dataclass(frozen=True, slots=True)
class TableSpec:
    """Where a table is and what its rows are.

    Attributes
    ----------
    name : str
        Field in ``Tables``.
    model : type[Row]
        Model of a row.
    file : str
        Path below the data directory, or below each plan's folder if `per_plan`.
    per_plan : bool
        Whether every plan has such a file.
    required : bool
        Whether the file must be there.
    """

    name: str
    model: type[Row]
    file: str
    per_plan: bool = False
    required: bool = True


@dataclass(frozen=True, slots=True)
class Located:
    """A record and where it stands.

    Attributes
    ----------
    file : str
        Path below the data directory.
    row : int
        Row as a spreadsheet counts it, the header being 1.
    record : Row
        The record (the model of its table).
    """

    file: str
    row: int
    record: Any


@dataclass(slots=True)
class TableFile:
    """What was read of one table.

    Attributes
    ----------
    rows : list of Located
        Rows that are right by themselves.
    broken : list of dict
        Cells of rows that are not; what they say still counts as said, so that one mistake is one problem.
    problems : list of Problem
        What is wrong.
    is_whole : bool
        False where rows may be missing, because a file could not be read at all.
    """

    rows: list[Located] = field(default_factory=list)
    broken: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_whole: bool = True

    def add(self, other: TableFile) -> None:
        """Join what was read of another file of the same table."""
        self.rows += other.rows
        self.broken += other.broken
        self.problems += other.problems
        self.is_whole = self.is_whole and other.is_whole


def read_table(data_dir: Path, file: str, spec: TableSpec) -> TableFile:
    """Read one file of a table.

    Parameters
    ----------
    data_dir
        Data directory.
    file
        Path below it.
    spec
        The table.

    Returns
    -------
    TableFile
        Rows that are right, and the problems of those that are not.
    """
    path = data_dir / file
    if not path.is_file():
        missing = [Problem(file, None, "", "the file is missing")] if spec.required else []
        return TableFile(problems=missing, is_whole=not spec.required)
    text, reason = _decode(path.read_bytes())
    if text is None:
        return TableFile(problems=[Problem(file, None, "", reason)], is_whole=False)
    rows, problems = _toml_rows(text, file) if path.suffix == ".toml" else _csv_rows(text, file, spec.model)
    found = TableFile(problems=problems, is_whole=not problems)
    for number, cells in rows:
        try:
            found.rows.append(Located(file, number, spec.model.model_validate(cells)))
        except ValidationError as error:
            found.broken.append(cells)
            found.problems += [
                Problem(file, number, str(detail["loc"][0]) if detail["loc"] else "", _reason(detail, spec.model))
                for detail in error.errors()
            ]
    return found


def _decode(content: bytes) -> tuple[str | None, str]:
    """Give the text of a UTF-8 file (a byte-order mark is tolerated), or the reason why there is none."""
    if content.startswith(_UTF16_BOMS):
        return None, "the file is UTF-16; save it as UTF-8"
    try:
        return content.removeprefix(_UTF8_BOM).decode("utf-8"), ""
    except UnicodeDecodeError as error:
        where = content.count(b"\n", 0, error.start) + 1
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return None, f"the file is not UTF-8 (line {where}); save it as UTF-8"
    return None, f"the file is not UTF-8 but seems to be GBK (line {where}); save it as UTF-8"


def _toml_rows(text: str, file: str) -> tuple[list[tuple[int, dict[str, Any]]], list[Problem]]:
    try:
        return [(_HEADER_ROW, tomllib.loads(text))], []
    except tomllib.TOMLDecodeError as error:
        return [], [Problem(file, None, "", f"not TOML: {error}")]


def _csv_rows(text: str, file: str, model: type[Row]) -> tuple[list[tuple[int, dict[str, Any]]], list[Problem]]:
    """Split a CSV file into numbered rows of named cells; nothing is read under a wrong header."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, dict[str, Any]]] = []
    try:
        header = [name.strip() for name in next(lines, [])]
        problems = list(_header_problems(header, file, model))
        if problems:
            return [], problems
        for number, cells in enumerate(lines, start=_HEADER_ROW + 1):
            if not cells:
                continue
            if len(cells) != len(header):
                reason = f"{len(cells)} cells under a header of {len(header)}; quote a cell that holds a comma"
                problems.append(Problem(file, number, "", reason))
            else:
                rows.append((number, dict(zip(header, cells, strict=True))))
    except csv.Error as error:
        return rows, [Problem(file, _HEADER_ROW + 1 + len(rows), "", f"not CSV: {error}")]
    return rows, problems


def _header_problems(header: list[str], file: str, model: type[Row]) -> Iterator[Problem]:
    known = list(model.model_fields)
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            yield Problem(file, _HEADER_ROW, name, f"the column stands {header.count(name)} times in the header")
        if name not in known:
            near = near_matches(name, known)
            right = f"did you mean {' or '.join(near)}?" if near else f"known columns: {', '.join(known)}"
            yield Problem(file, _HEADER_ROW, name, f"unknown column; {right}")
    for name, column in model.model_fields.items():
        if column.is_required() and name not in header:
            yield Problem(file, _HEADER_ROW, name, "the column is missing from the header")


def _reason(detail: ErrorDetails, model: type[Row]) -> str:
    """Say what is wrong with a cell, with the cell, and what would be right."""
    cell = detail["input"]
    if detail["type"] == "value_error":
        return str(detail.get("ctx", {}).get("error", detail["msg"]))
    if detail["type"] == "missing" or cell is None:
        return "the cell is empty and must not be"
    if detail["type"] == "literal_error":
        known = _vocabulary(model.model_fields[str(detail["loc"][0])].annotation)
        near = near_matches(str(cell), known)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        return f"{cell!r} is not one of {', '.join(known)}{hint}"
    if detail["type"] == "extra_forbidden":
        near = near_matches(str(detail["loc"][0]), model.model_fields)
        return f"unknown key; did you mean {' or '.join(near)}?" if near else "unknown key; remove it"
    if detail["type"] == "string_pattern_mismatch":
        return f"{cell!r} does not match {detail['ctx']['pattern']}"
    return f"{cell!r}: {detail['msg'][:1].lower()}{detail['msg'][1:]}"


def _vocabulary(annotation: Any) -> tuple[str, ...]:
    """List the words of a Literal, also within an optional or a tuple."""
    if get_origin(annotation) is Literal:
        return tuple(map(str, get_args(annotation)))
    return tuple(word for part in get_args(annotation) for word in _vocabulary(part))
