"""Table of the plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.table import Cell, Column, Table

if TYPE_CHECKING:
    from layers.records import Plan
    from web.edition import Edition


def plan_table(edition: Edition) -> Table:
    """List the plans in the order of their periods."""
    columns = (
        Column("title", edition.t("column.plan")),
        Column("period_start", edition.t("column.period")),
        Column("scope", edition.t("column.plan_scope")),
        Column("issuer", edition.t("column.issuer")),
        Column("document_number", edition.t("column.document_number")),
        Column("date", edition.t("column.date")),
        Column("zones", edition.t("column.zones"), "number"),
        Column("targets", edition.t("column.targets"), "number"),
    )
    rows = tuple(_row(edition, edition.atlas.plan(plan)) for plan in edition.plans_in_time())
    return Table("plans", edition.t("plans.caption"), columns, rows, edition.t("plans.empty"), tools=False)


def _row(edition: Edition, plan: Plan) -> tuple[Cell, ...]:
    tables = edition.atlas.tables
    not_named = edition.t("plans.not_named")
    zones = len({role.zone for role in tables.zone_roles if role.plan == plan.id})
    targets = sum(1 for target in tables.targets if target.plan == plan.id)
    return (
        Cell(edition.plan_title(plan.id), edition.links.plan(plan.id), sub=edition.plan_short(plan.id)),
        Cell(edition.phrases.years(plan.period_start, plan.period_end), sort=float(plan.period_start), flag="nowrap"),
        Cell(plan.scope, chinese=True),
        Cell(plan.issuer or not_named, chinese=bool(plan.issuer)),
        Cell(plan.document_number or not_named, chinese=bool(plan.document_number)),
        Cell(edition.phrases.date(plan.date) if plan.date else not_named, flag="nowrap"),
        _count(edition, zones, "/zones", plan.id),
        _count(edition, targets, "/targets", plan.id),
    )


def _count(edition: Edition, count: int, path: str, plan: str) -> Cell:
    return Cell(str(count), edition.links.to(path, {"plan": plan}) if count else "", sort=float(count))
