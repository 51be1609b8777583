"""Quarters that dates fall in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTH = re.compile(r"^(\d{4})-(\d{2})")
_YEAR = re.compile(r"^(\d{4})")
_MONTHS_A_QUARTER = 3


def period_of(date: str) -> str:
    """Quarter of an ISO 8601 date, as ``2026Q3``; a year alone counts at its end, what is no date as empty.

    Parameters
    ----------
    date
        Date, month or year; may be empty.
    """
    if month := _MONTH.match(date):
        return f"{month[1]}Q{(int(month[2]) - 1) // _MONTHS_A_QUARTER + 1}"
    year = _YEAR.match(date)
    return f"{year[1]}Q4" if year else ""


def periods_of(periods: Iterable[str]) -> tuple[str, ...]:
    """Give the periods in which something happens, in order."""
    return tuple(sorted({period for period in periods if period}))
