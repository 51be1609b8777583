"""Tables of zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.table import Cell, Column, Source, Table, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.shape import Shape
    from layers.views import ZoneView
    from web.edition import Edition


def method_tag(edition: Edition, shape: Shape) -> Tag:
    """Return how a shape is known, as a tag in the look of its method."""
    return Tag(edition.term("method_short", shape.method), f"method-{shape.method}")


def area_cell(edition: Edition, shape: Shape, stated_km2: float | None) -> Cell:
    """Return the area of a shape; a fitted one is never shown as if it confirmed the stated figure."""
    if shape.area_km2 is None:
        return Cell(edition.phrases.area(None), sort=-1.0, copy="–")
    sub = ""
    if shape.fitted:
        sub = edition.t("shape.fitted_short")
    elif stated_km2 is not None:
        sub = edition.t("shape.difference", area=edition.phrases.signed_area(shape.area_km2 - stated_km2))
    return Cell(edition.phrases.area(shape.area_km2), sub=sub, sort=shape.area_km2, copy=f"{shape.area_km2:.2f}")


def stated_cell(edition: Edition, view: ZoneView) -> Cell:
    """Return the area that a plan states."""
    stated = view.stated_area_km2
    return Cell(
        edition.phrases.area(stated),
        sort=-1.0 if stated is None else stated,
        copy="–" if stated is None else f"{stated:g}",
    )


def zone_table(
    edition: Edition, views: Iterable[ZoneView], *, caption: str, empty: str, table_id: str = "zones"
) -> Table:
    """List zones.

    Parameters
    ----------
    edition : Edition
        Atlas in one language.
    views : Iterable[ZoneView]
        Zones in order.
    caption, empty : str
        What the table lists; what to say where it lists nothing.
    table_id : str
        Identifier on the page.

    Returns
    -------
    Table
        One row a zone.
    """
    columns = (
        Column("name", edition.t("column.name")),
        Column("kind", edition.t("column.kind")),
        Column("districts", edition.t("column.district")),
        Column("industries", edition.t("column.industries")),
        Column("stated_area_km2", edition.t("column.stated_area"), "number", edition.t("column.stated_area_km2")),
        Column("area_km2", edition.t("column.area"), "number", edition.t("column.area_km2")),
        Column("geometry_method", edition.t("column.method")),
        Column("enterprises", edition.t("column.enterprises"), "number"),
        Column("section", edition.t("column.source"), copy=edition.t("column.source_copy")),
    )
    return Table(table_id, caption, columns, tuple(_row(edition, view) for view in views), empty)


def _row(edition: Edition, view: ZoneView) -> tuple[Cell, ...]:
    count = len(view.enterprises)
    named = dict.fromkeys(name.strip() for role in view.roles for name in role.named_as.split("|"))
    names = [name for name in named if name != view.zone.name]
    return (
        Cell(
            edition.phrases.name(view.zone),
            edition.links.zone(view.id),
            sort=edition.phrases.name(view.zone),
            sub=edition.t("zone.also", names=edition.phrases.listed(names)) if names else "",
        ),
        Cell(edition.term("zone_kind", view.kind)),
        Cell(links=edition.districts(view.districts)),
        Cell(tags=edition.industries(view.industries)),
        stated_cell(edition, view),
        area_cell(edition, view.shape, view.stated_area_km2),
        Cell(tags=(method_tag(edition, view.shape),)),
        Cell(str(count) if count else "–", sort=float(count), copy=str(count)),
        edition.source_cell(*view.roles),
    )


def role_table(edition: Edition, view: ZoneView) -> Table:
    """List what each plan says of a zone, in time order."""
    order = edition.plans_in_time()
    columns = (
        Column("plan", edition.t("column.plan")),
        Column("named_as", edition.t("column.named_as")),
        Column("kind", edition.t("column.kind")),
        Column("role", edition.t("column.role")),
        Column("industries", edition.t("column.industries")),
        Column("stated_area_km2", edition.t("column.stated_area"), "number"),
        Column("layout", edition.t("column.layout")),
        Column("section", edition.t("column.section")),
    )
    rows = tuple(
        (
            Cell(edition.plan_short(role.plan), edition.links.plan(role.plan)),
            Cell(role.named_as.replace("|", "、"), chinese=True),
            Cell(edition.term("zone_kind", role.kind), sub=edition.term("tier", role.tier)),
            Cell(edition.phrases.pick(role.role, role.role_en), note=edition.note(role)),
            Cell(tags=edition.industries(role.industries)),
            Cell(edition.phrases.area(role.stated_area_km2)),
            Cell(links=(edition.layout(role.layout),)),
            Cell(sources=(Source("", role.section, ""),)),
        )
        for role in sorted(view.roles, key=lambda role: order.index(role.plan))
    )
    return Table("roles", edition.t("zone.roles"), columns, rows, edition.t("zone.no_roles"), tools=False)
