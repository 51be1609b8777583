"""The list of the districts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from web.frame import Frame, Place
from web.table import Cell, Column, Table

if TYPE_CHECKING:
    from layers.views import DistrictView
    from web.edition import Edition

_SCRIPTS = ("table_sort.js", "table_copy.js")


@dataclass(frozen=True)
class DistrictsPage:
    """Context of ``districts.html``.

    Attributes
    ----------
    frame : Frame
        What stands around the page.
    table : Table
        The districts with area and counts.
    """

    template: ClassVar[str] = "districts.html"

    frame: Frame
    table: Table


def districts_page(edition: Edition) -> DistrictsPage:
    """Build the list of the districts."""
    columns = (
        Column("name", edition.t("column.name")),
        Column("industries", edition.t("column.guidance")),
        Column("area_km2", edition.t("column.area"), "number", edition.t("column.area_km2")),
        Column("zones", edition.t("column.zones"), "number"),
        Column("enterprises", edition.t("column.enterprises"), "number"),
        Column("projects", edition.t("column.projects"), "number"),
        Column("targets", edition.t("column.targets"), "number"),
    )
    rows = tuple(_row(edition, view) for view in edition.atlas.districts)
    table = Table("districts", edition.t("districts.caption"), columns, rows, edition.t("districts.empty"))
    frame = edition.frame(Place("/districts", {}, _SCRIPTS), edition.t("districts.title"), edition.t("districts.lead"))
    return DistrictsPage(frame, table)


def _row(edition: Edition, view: DistrictView) -> tuple[Cell, ...]:
    guidance = view.guidance
    return (
        Cell(edition.phrases.name(view.district), edition.links.district(view.id)),
        Cell(
            edition.phrases.listed(guidance.terms) if guidance and edition.lang == "zh" else "",
            tags=edition.industries(guidance.industries) if guidance and edition.lang != "zh" else (),
        ),
        Cell(
            edition.phrases.area(view.shape.area_km2),
            sort=view.shape.area_km2 or 0.0,
            copy="" if view.shape.area_km2 is None else f"{view.shape.area_km2:.2f}",
        ),
        *(
            Cell(str(len(joined)), sort=float(len(joined)))
            for joined in (view.zones, view.enterprises, view.projects, view.targets)
        ),
    )
