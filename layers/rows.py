"""Tables as they are handed out: the one place of column names for JSON, OGC properties and page tables.

Which columns a table has is in ``layers.columns``; here they are filled, from an atlas.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from layers import view_rows
from layers.columns import COLUMNS, columns_of
from layers.filters import select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from layers.atlas import Atlas
    from layers.records import Target
    from layers.row import Row

__all__ = ["TABLES", "listing", "rows", "select"]

TABLES: tuple[str, ...] = tuple(COLUMNS)
"""Names of the tables."""

_MADE: WeakKeyDictionary[Atlas, dict[tuple[str, str | None], tuple[dict[str, Any], ...]]] = WeakKeyDictionary()
"""Rows already made; they live as long as their atlas."""


def rows(atlas: Atlas, table: str, *, plan: str | None = None) -> tuple[dict[str, Any], ...]:
    """Give the rows of a table, ready for JSON.

    Parameters
    ----------
    atlas
        The read model.
    table
        One of `TABLES`.
    plan
        Only rows of this plan; of a zone or an enterprise, the row then tells what this plan says of it.

    Returns
    -------
    tuple of dict
        Columns as in ``layers.columns``, in that order. The rows are shared: they must not be changed.

    Raises
    ------
    TableNotFound
        There is no such table.
    PlanNotFound
        There is no such plan.
    """
    columns = columns_of(table)
    if plan is not None:
        atlas.plan(plan)
    made = _MADE.setdefault(atlas, {})
    if (table, plan) not in made:
        found = _MAKERS[table](atlas, plan)
        made[table, plan] = tuple({column.name: _plain(row[column.name]) for column in columns} for row in found)
    return made[table, plan]


def listing(
    atlas: Atlas, table: str, filters: Mapping[str, str], *, limit: int | None = None, offset: int = 0
) -> tuple[int, tuple[Mapping[str, Any], ...]]:
    """Filter and page a table; filtered by a plan, rows tell what that plan says.

    Parameters
    ----------
    atlas
        The read model.
    table
        One of `TABLES`.
    filters
        Column to value, as a query string has them.
    limit
        At most so many; None for all.
    offset
        So many are skipped.

    Returns
    -------
    tuple
        Number of rows that meet the filters, and the page of them.

    Raises
    ------
    TableNotFound
        There is no such table.
    BadFilter
        No such column, or a value that it cannot hold.
    """
    plan = filters.get("plan")
    known = plan in {row.id for row in atlas.tables.plans}
    return select(rows(atlas, table, plan=plan if known else None), filters, table=table, limit=limit, offset=offset)


def _plain(value: Any) -> Any:
    """Turn a cell into what JSON has."""
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _cells(record: Row) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).model_fields}


def _of_plan(records: Iterable[Any], plan: str | None) -> Iterator[Any]:
    return (record for record in records if plan is None or record.plan == plan)


def _plain_rows(table: str) -> Callable[[Atlas, str | None], Iterator[dict[str, Any]]]:
    """Make rows that are the records themselves."""
    return lambda atlas, plan: (_cells(record) for record in _of_plan(getattr(atlas.tables, table), plan))


def _plans(atlas: Atlas, plan: str | None) -> Iterator[dict[str, Any]]:
    for record in atlas.tables.plans:
        if plan in (None, record.id):
            yield {**_cells(record), "plan": record.id, "section": record.title}


def _layouts(atlas: Atlas, plan: str | None) -> Iterator[dict[str, Any]]:
    for record in _of_plan(atlas.tables.layouts, plan):
        yield {**_cells(record), "zones": tuple(view.id for view in atlas.zones_of_layout(record.id))}


def _projects(atlas: Atlas, plan: str | None) -> Iterator[dict[str, Any]]:
    for record in _of_plan(atlas.tables.projects, plan):
        named = [atlas.enterprise(who).enterprise for who in record.enterprises]
        yield {
            **_cells(record),
            "enterprise_names": [row.name for row in named],
            "enterprise_names_en": [row.name_en for row in named],
        }


def _targets(atlas: Atlas, plan: str | None) -> Iterator[dict[str, Any]]:
    """Goals, each followed by its starting figure where it has one."""
    for target in _of_plan(atlas.tables.targets, plan):
        yield {**_cells(target), "baseline_of": None}
        if target.baseline is not None:
            yield _baseline(target)


def _baseline(target: Target) -> dict[str, Any]:
    return {
        **_cells(target),
        "id": f"{target.id}-baseline",
        "kind": "baseline",
        "section": target.baseline_section or target.section,
        "comparator": "=",
        "value": target.baseline,
        "value_max": None,
        "year": target.baseline_year,
        "baseline": None,
        "baseline_year": None,
        "baseline_section": None,
        "period": None,
        "restates": None,
        "note": None,
        "note_en": None,
        "baseline_of": target.id,
    }


def _used(
    table: str, uses: Callable[[Any], tuple[str, ...]]
) -> Callable[[Atlas, str | None], Iterator[dict[str, Any]]]:
    """Make rows of a vocabulary; each cites the first row of a plan that uses the word."""

    def make(atlas: Atlas, plan: str | None) -> Iterator[dict[str, Any]]:
        cited = _citations(atlas, uses)
        for record in getattr(atlas.tables, table):
            places = cited.get(record.id, {})
            if plan is None or plan in places:
                first = plan if plan is not None else next(iter(places), None)
                citation = {"plan": first, "plans": tuple(places), "section": places[first] if first else None}
                yield {**_cells(record), **citation}

    return make


def _citations(atlas: Atlas, uses: Callable[[Any], tuple[str, ...]]) -> dict[str, dict[str, str]]:
    """For every word, the plans that use it and the section where each first does."""
    tables = atlas.tables
    sourced = (tables.targets, tables.zone_roles, tables.enterprise_roles, tables.projects, tables.prospects,
               tables.measures, tables.chain_links, tables.guidance)  # fmt: skip
    found: dict[str, dict[str, str]] = {}
    for record in (record for table in sourced for record in table):
        for word in uses(record):
            found.setdefault(word, {}).setdefault(record.plan, record.section)
    return found


def _industries_used(record: Any) -> tuple[str, ...]:
    one = getattr(record, "industry", None)
    return (one,) if one else getattr(record, "industries", ())


def _indicators_used(record: Any) -> tuple[str, ...]:
    one = getattr(record, "indicator_id", None)
    return (one,) if one else ()


_MAKERS: dict[str, Callable[[Atlas, str | None], Iterable[dict[str, Any]]]] = {
    "plans": _plans,
    "layouts": _layouts,
    "districts": view_rows.district_rows,
    "zones": view_rows.zone_rows,
    "enterprises": view_rows.enterprise_rows,
    "projects": _projects,
    "targets": _targets,
    "prospects": _plain_rows("prospects"),
    "measures": _plain_rows("measures"),
    "chain-links": _plain_rows("chain_links"),
    "guidance": _plain_rows("guidance"),
    "conflicts": view_rows.conflict_rows,
    "areas": view_rows.area_rows,
    "industries": _used("industries", _industries_used),
    "indicators": _used("indicators", _indicators_used),
    "places": lambda atlas, _: ({key: getattr(town, key) for key in town.__slots__} for town in atlas.towns()),
}
