"""Tables of organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.table import Cell, Column, Source, Table, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.records import EnterpriseRole, PlaceConfidence, Project
    from layers.views import EnterpriseView
    from web.edition import Edition

_BEST_FIRST: tuple[PlaceConfidence, ...] = ("explicit", "implied", "plan_scope", "none")


def confidence_tag(edition: Edition, confidence: PlaceConfidence) -> Tag:
    """Return how well a place is known, as a tag in its own look."""
    return Tag(edition.term("place_confidence", confidence), f"place-{confidence}")


def best_placed(roles: Iterable[EnterpriseRole]) -> EnterpriseRole:
    """Return the role that says most about the place."""
    return min(roles, key=lambda role: _BEST_FIRST.index(role.place_confidence))


def place_cell(edition: Edition, row: EnterpriseRole | Project) -> Cell:
    """Return where a row is placed, and how well that is known."""
    zones = (edition.zone(row.zone),) if row.zone else ()
    return Cell(
        row.place or "",
        chinese=True,
        links=(*zones, *edition.districts(row.districts)),
        tags=(confidence_tag(edition, row.place_confidence),),
        sort=float(_BEST_FIRST.index(row.place_confidence)),
        flag="quiet" if row.place_confidence in ("plan_scope", "none") else "",
    )


def enterprise_table(
    edition: Edition,
    views: Iterable[EnterpriseView],
    *,
    caption: str,
    empty: str,
    plan: str = "",
    table_id: str = "enterprises",
) -> Table:
    """List organisations.

    Parameters
    ----------
    edition : Edition
        Atlas in one language.
    views : Iterable[EnterpriseView]
        Organisations in order.
    caption, empty : str
        What the table lists; what to say where it lists nothing.
    plan : str
        Plan whose roles are shown; empty for all.
    table_id : str
        Identifier on the page.

    Returns
    -------
    Table
        One row an organisation, its place from the role that says most.
    """
    columns = (
        Column("name", edition.t("column.name")),
        Column("kind", edition.t("column.kind")),
        Column("role", edition.t("column.role")),
        Column("industries", edition.t("column.industries")),
        Column("place", edition.t("column.place")),
        Column("section", edition.t("column.source"), copy=edition.t("column.source_copy")),
    )
    return Table(table_id, caption, columns, tuple(_row(edition, view, plan) for view in views), empty)


def _row(edition: Edition, view: EnterpriseView, plan: str) -> tuple[Cell, ...]:
    roles = tuple(role for role in view.roles if plan in ("", role.plan)) or view.roles
    best = best_placed(roles)
    return (
        Cell(
            edition.phrases.name(view.enterprise),
            edition.links.enterprise(view.id),
            sub=view.enterprise.name if edition.lang != "zh" else "",
        ),
        Cell(edition.term("enterprise_kind", view.enterprise.kind)),
        Cell(edition.phrases.pick(best.role, best.role_en)),
        Cell(tags=edition.industries(dict.fromkeys(industry for role in roles for industry in role.industries))),
        place_cell(edition, best),
        edition.source_cell(*roles),
    )


def role_table(edition: Edition, view: EnterpriseView) -> Table:
    """List what each plan says of an organisation, in time order."""
    order = edition.plans_in_time()
    columns = (
        Column("plan", edition.t("column.plan")),
        Column("named_as", edition.t("column.named_as")),
        Column("role", edition.t("column.role")),
        Column("industries", edition.t("column.industries")),
        Column("place", edition.t("column.place")),
        Column("section", edition.t("column.section")),
    )
    rows = tuple(
        (
            Cell(edition.plan_short(role.plan), edition.links.plan(role.plan)),
            Cell(role.named_as.replace("|", "、"), chinese=True),
            Cell(edition.phrases.pick(role.role, role.role_en), note=edition.note(role)),
            Cell(tags=edition.industries(role.industries)),
            place_cell(edition, role),
            Cell(sources=(Source("", role.section, ""),)),
        )
        for role in sorted(view.roles, key=lambda role: order.index(role.plan))
    )
    return Table("roles", edition.t("enterprise.roles"), columns, rows, edition.t("enterprise.no_roles"), tools=False)
