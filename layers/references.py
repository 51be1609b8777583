"""Checks across rows and tables: references, duplicates, the plan of a row, and rows of registries that nobody uses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from layers.errors import Problem, near_matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from layers.row import Row
    from layers.table_files import Located, TableFile


def check_references(tables: Mapping[str, TableFile]) -> list[Problem]:
    """Find everything that is wrong between rows which are right by themselves.

    Parameters
    ----------
    tables
        What was read, by table. Nothing is said against a table of which a file could not be read: what is missing
        may stand there.

    Returns
    -------
    list of Problem
        In the order of the tables.
    """
    ids = {name: _words(table, "id") for name, table in tables.items() if table.is_whole}
    problems: list[Problem] = []
    for table in tables.values():
        problems += _duplicates(table.rows)
        for row in table.rows:
            problems += _unknown(row, ids)
            problems += _misplaced(row)
    return [
        *problems,
        *_restatements(tables["targets"].rows),
        *_layouts(tables["zone_roles"].rows, tables["layouts"].rows),
        *_orphans(tables),
        *_one_row_a_place(tables["zone_roles"].rows),
    ]


def _words(table: TableFile, column: str) -> set[str]:
    """Give everything that a table has in a column, also in rows that are wrong elsewhere."""
    broken: Iterable[Any] = (cells.get(column) for cells in table.broken)
    return {getattr(row.record, column) for row in table.rows} | {str(cell).strip() for cell in broken if cell}


def references(model: type[Row]) -> dict[str, str]:
    """Say which columns of a model point to which table."""
    found: dict[str, str] = {}
    for name, field in model.model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict) and "points_to" in extra:
            found[name] = str(extra["points_to"])
    return found


def _values(record: Any, column: str) -> tuple[str, ...]:
    value = getattr(record, column)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _duplicates(rows: Iterable[Located]) -> Iterator[Problem]:
    first: dict[str, Located] = {}
    for row in rows:
        key = row.record.id
        if key in first:
            where = first[key]
            yield Problem(row.file, row.row, "id", f"{key!r} is already the id of {where.file}, row {where.row}")
        first.setdefault(key, row)


def _unknown(row: Located, ids: Mapping[str, set[str]]) -> Iterator[Problem]:
    for column, table in references(type(row.record)).items():
        known = ids.get(table)
        for value in _values(row.record, column):
            if known is not None and value not in known:
                near = near_matches(value, known)
                hint = f"; did you mean {' or '.join(near)}?" if near else ""
                yield Problem(row.file, row.row, column, f"no {value!r} in {table}{hint}")


def _misplaced(row: Located) -> Iterator[Problem]:
    """Hold every row below a plan's folder to that plan, and its id too."""
    parts = row.file.split("/")
    if parts[0] != "plans":
        return
    folder, record = parts[1], row.record
    if parts[-1] == "plan.toml":
        if record.id != folder:
            yield Problem(row.file, None, "id", f"{record.id!r} is not the folder's name, {folder!r}")
        if record.period_end < record.period_start:
            yield Problem(row.file, None, "period_end", f"{record.period_end} is before {record.period_start}")
        return
    if record.plan != folder:
        yield Problem(row.file, row.row, "plan", f"{record.plan!r} stands in the folder of {folder!r}")
    if not record.id.startswith(f"{folder}-"):
        yield Problem(row.file, row.row, "id", f"{record.id!r} does not begin with {folder + '-'!r}")


def _restatements(targets: Sequence[Located]) -> Iterator[Problem]:
    known = {row.record.id for row in targets}
    earlier: dict[str, str] = {}
    for row in targets:
        target = row.record
        if target.restates in known and earlier.get(target.restates) != target.plan:
            reason = f"{target.restates!r} is not an earlier row of the same plan"
            yield Problem(row.file, row.row, "restates", reason)
        earlier[target.id] = target.plan


def _layouts(roles: Iterable[Located], layouts: Iterable[Located]) -> Iterator[Problem]:
    """Hold every place to a layout of the plan that names it; none is part of itself."""
    plan_of = {row.record.id: row.record.plan for row in layouts}
    for row in roles:
        role = row.record
        plan = plan_of.get(role.layout)
        if plan is not None and plan != role.plan:
            own = sorted(layout for layout, of in plan_of.items() if of == role.plan)
            reason = f"{role.layout!r} is a layout of {plan}; those of {role.plan}: {', '.join(own) or 'none'}"
            yield Problem(row.file, row.row, "layout", reason)
        if role.parent == role.zone:
            yield Problem(row.file, row.row, "parent", "a zone is not part of itself")


def _orphans(tables: Mapping[str, TableFile]) -> Iterator[Problem]:
    """Find identities without a role in any plan: there is nothing to say of them."""
    for registry, roles, column in (("zones", "zone_roles", "zone"), ("enterprises", "enterprise_roles", "enterprise")):
        if not tables[roles].is_whole:
            continue
        used = _words(tables[roles], column)
        for row in tables[registry].rows:
            if row.record.id not in used:
                reason = f"{row.record.id!r} has no role: no row of any plans/*/{registry}.csv names it"
                yield Problem(row.file, row.row, "id", reason)


def _one_row_a_place(roles: Sequence[Located]) -> Iterator[Problem]:
    count = Counter((row.record.plan, row.record.layout, row.record.zone) for row in roles)
    for row in roles:
        role = row.record
        if count[role.plan, role.layout, role.zone] > 1:
            reason = f"{role.zone!r} has more than one row on layout {role.layout!r}; join its sections by ' | '"
            yield Problem(row.file, row.row, "zone", reason)
