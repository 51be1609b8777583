"""Checks across rows and tables: references, duplicates, the plan of a row, and rows of registries that nobody uses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from layers.errors import Problem, near_matches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from layers.records import Row
    from layers.table_files import Located

    RowsByTable = Mapping[str, Sequence[Located]]


def check_references(tables: RowsByTable) -> list[Problem]:
    """Find everything that is wrong between rows which are right by themselves.

    Parameters
    ----------
    tables
        Rows of every table by its name.

    Returns
    -------
    list of Problem
        In the order of the tables.
    """
    ids = {name: {row.record.id for row in rows if hasattr(row.record, "id")} for name, rows in tables.items()}
    problems: list[Problem] = []
    for rows in tables.values():
        problems += _duplicates(rows)
        for row in rows:
            problems += _unknown(row, ids)
            problems += _misplaced(row)
    return [*problems, *_restatements(tables), *_layouts(tables), *_orphans(tables), *_one_row_a_place(tables)]


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


def _duplicates(rows: Sequence[Located]) -> Iterator[Problem]:
    first: dict[str, Located] = {}
    for row in rows:
        if (key := getattr(row.record, "id", None)) is None:
            continue
        if key in first:
            where = first[key]
            yield Problem(row.file, row.row, "id", f"{key!r} is already the id of {where.file}, row {where.row}")
        first.setdefault(key, row)


def _unknown(row: Located, ids: Mapping[str, set[str]]) -> Iterator[Problem]:
    for column, table in references(type(row.record)).items():
        for value in _values(row.record, column):
            if value not in ids.get(table, ()):
                near = near_matches(value, ids.get(table, ()))
                hint = f"; did you mean {' or '.join(near)}?" if near else ""
                yield Problem(row.file, row.row, column, f"no {value!r} in {table}{hint}")


def _misplaced(row: Located) -> Iterator[Problem]:
    """A row below a plan's folder belongs to that plan, and its id says so."""
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


def _restatements(tables: RowsByTable) -> Iterator[Problem]:
    earlier: dict[str, str] = {}
    for row in tables.get("targets", ()):
        target = row.record
        wanted = target.restates
        if wanted and earlier.get(wanted) != target.plan and any(wanted == other.record.id for other in tables["targets"]):
            reason = f"{wanted!r} is not an earlier row of the same plan"
            yield Problem(row.file, row.row, "restates", reason)
        earlier[target.id] = target.plan


def _layouts(tables: RowsByTable) -> Iterator[Problem]:
    """A place is shown on a layout of the plan that names it, and is not part of itself."""
    plan_of = {row.record.id: row.record.plan for row in tables.get("layouts", ())}
    for row in tables.get("zone_roles", ()):
        role = row.record
        plan = plan_of.get(role.layout)
        if plan is not None and plan != role.plan:
            own = sorted(layout for layout, of in plan_of.items() if of == role.plan)
            reason = f"{role.layout!r} is a layout of {plan}; those of {role.plan}: {', '.join(own) or 'none'}"
            yield Problem(row.file, row.row, "layout", reason)
        if role.parent == role.zone:
            yield Problem(row.file, row.row, "parent", "a zone is not part of itself")


def _orphans(tables: RowsByTable) -> Iterator[Problem]:
    """Every identity has a role in some plan, or there would be nothing to say of it."""
    for registry, roles, column in (("zones", "zone_roles", "zone"), ("enterprises", "enterprise_roles", "enterprise")):
        used = {getattr(row.record, column) for row in tables.get(roles, ())}
        for row in tables.get(registry, ()):
            if row.record.id not in used:
                reason = f"{row.record.id!r} has no role: no row of any plans/*/{registry}.csv names it"
                yield Problem(row.file, row.row, "id", reason)


def _one_row_a_place(tables: RowsByTable) -> Iterator[Problem]:
    rows = tables.get("zone_roles", ())
    count = Counter((row.record.plan, row.record.layout, row.record.zone) for row in rows)
    for row in rows:
        if count[row.record.plan, row.record.layout, row.record.zone] > 1:
            reason = f"{row.record.zone!r} has more than one row on layout {row.record.layout!r}; join its sections by ' | '"
            yield Problem(row.file, row.row, "zone", reason)
