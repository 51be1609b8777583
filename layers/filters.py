"""Filters on tables: what a query asks for, checked against the columns, and applied to rows.

One meaning everywhere, for rows in memory and for SQL: equality; a list holds the value; numbers compare as numbers;
flags are ``true`` or ``false``; ``null`` asks for empty cells; an empty value does not filter. Where a table has both a
first and every ``plan``, ``layout``, ``zone`` … a filter on the singular asks for any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers.columns import Column, columns_of
from layers.errors import BadFilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_PLURALS = {
    "plan": "plans",
    "layout": "layouts",
    "zone": "zones",
    "district": "districts",
    "industry": "industries",
    "enterprise": "enterprises",
    "project": "projects",
    "department": "departments",
}
NULL = "null"
"""Value of a filter that asks for empty cells: goals without a figure are ``comparator=null``."""

_FLAGS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter, understood.

    Attributes
    ----------
    column : Column
        Column that is looked at.
    value : str or float or bool or None
        Value in the kind of the column (of one entry, for a list); None for an empty cell.
    """

    column: Column
    value: str | float | bool | None

    def holds(self, row: Mapping[str, Any]) -> bool:
        """Tell whether a row meets it."""
        cell = row[self.column.name]
        if self.value is None:
            return cell is None or cell in ([], ())
        return self.value in cell if self.column.kind == "list" else bool(cell == self.value)


def filterable_columns(table: str) -> tuple[str, ...]:
    """Name the columns that a table can be filtered by, singulars of lists included."""
    names = [column.name for column in columns_of(table) if column.is_filterable]
    singulars = [one for one, many in _PLURALS.items() if many in names and one not in names]
    return (*names, *singulars)


def conditions(table: str, filters: Mapping[str, str]) -> tuple[Condition, ...]:
    """Understand filters.

    Parameters
    ----------
    table
        Table the filters are for.
    filters
        Column to value, as a query string has them; empty values are left out.

    Returns
    -------
    tuple of Condition
        All of which must hold.

    Raises
    ------
    BadFilter
        No such column, or a value that the column cannot hold.
    """
    columns = {column.name: column for column in columns_of(table) if column.is_filterable}
    known = filterable_columns(table)
    found: list[Condition] = []
    for name, value in filters.items():
        if name not in known:
            raise BadFilter(name, known=known)
        if value != "":
            column = columns.get(_PLURALS.get(name, name)) or columns[name]
            found.append(Condition(column, _value(column, value)))
    return tuple(found)


def select(
    rows: Sequence[Mapping[str, Any]],
    filters: Mapping[str, str],
    *,
    table: str,
    limit: int | None = None,
    offset: int = 0,
) -> tuple[int, tuple[Mapping[str, Any], ...]]:
    """Filter and page rows.

    Parameters
    ----------
    rows
        Rows of `table`.
    filters
        Column to value, as for `conditions`.
    table
        Name of the table.
    limit
        At most so many; None for all.
    offset
        So many are skipped.

    Returns
    -------
    tuple
        Number of rows that meet the filters, and the page of them, in the order given.

    Raises
    ------
    BadFilter
        As for `conditions`.
    """
    wanted = conditions(table, filters)
    found = tuple(row for row in rows if _all_hold(wanted, row))
    return len(found), found[offset : None if limit is None else offset + limit]


def _all_hold(wanted: Iterable[Condition], row: Mapping[str, Any]) -> bool:
    return all(condition.holds(row) for condition in wanted)


def _value(column: Column, text: str) -> str | float | bool | None:
    if text == NULL:
        return None
    if column.kind == "boolean":
        if text not in _FLAGS:
            raise BadFilter(column.name, known=_FLAGS, concerns="value", value=text)
        return _FLAGS[text]
    if column.kind in ("number", "integer"):
        try:
            return float(text)
        except ValueError:
            raise BadFilter(column.name, concerns="number", value=text) from None
    return text
