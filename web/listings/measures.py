"""Tables of measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.table import Cell, Column, Link, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.records import Measure
    from web.edition import Edition


def measure_table(
    edition: Edition,
    measures: Iterable[Measure],
    *,
    caption: str,
    empty: str,
    table_id: str = "measures",
) -> Table:
    """List measures, one row each, with the departments that answer for them."""
    columns = (
        Column("number", edition.t("column.number"), sortable=False),
        Column("title", edition.t("column.measure")),
        Column("group", edition.t("column.group")),
        Column("departments", edition.t("column.departments")),
        Column("section", edition.t("column.source"), copy=edition.t("column.source_copy")),
    )
    return Table(table_id, caption, columns, tuple(_row(edition, measure) for measure in measures), empty)


def department_link(edition: Edition, department: str) -> Link:
    """Return the link to a department's measures."""
    return Link(department, edition.links.to("/measures", {"department": department}))


def _row(edition: Edition, measure: Measure) -> tuple[Cell, ...]:
    return (
        Cell(measure.number, flag="narrow", chinese=True),
        Cell(
            edition.phrases.pick(measure.title, measure.title_en),
            sub=edition.phrases.pick(measure.summary, measure.summary_en),
            links=tuple(edition.zone(zone) for zone in measure.zones),
        ),
        Cell(edition.phrases.pick(measure.group, measure.group_en)),
        Cell(links=tuple(department_link(edition, name) for name in measure.departments), chinese=True),
        edition.source_cell(measure),
    )
