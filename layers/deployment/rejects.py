"""Rows that cannot be used: where, why, and the file that hands them back."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADER = ("row", "column", "value", "reason")
_BOM = "\ufeff"
_SHOWN = 200
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was left out.

    Attributes
    ----------
    row : int
        Row as a spreadsheet counts it, from 1; of a file of shapes, the feature, from 1.
    column : str
        Header of the cell that is wrong; empty for the row as a whole.
    value : str
        The cell, cut to 200 characters.
    reason : str
        What is wrong and what would be right.
    """

    row: int
    column: str
    value: str
    reason: str


def rejects_csv(rejects: Iterable[Reject]) -> bytes:
    """Write rejected rows as a table that Excel opens: UTF-8 with a byte-order mark, no cell a formula.

    Parameters
    ----------
    rejects
        The rows, in order.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows((row.row, _inert(row.column), _inert(row.value), _inert(row.reason)) for row in rejects)
    return (_BOM + out.getvalue()).encode()


def _inert(text: str) -> str:
    """Cut a cell, and keep a spreadsheet from running it."""
    cut = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return f"'{cut}" if cut.startswith(_STARTS_FORMULA) else cut
