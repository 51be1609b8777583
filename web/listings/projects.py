"""Tables of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.listings.enterprises import place_cell
from web.table import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.records import Project
    from web.edition import Edition


def project_table(edition: Edition, projects: Iterable[Project], *, caption: str, empty: str) -> Table:
    """List projects, one row each."""
    columns = (
        Column("name", edition.t("column.name")),
        Column("industry", edition.t("column.industry")),
        Column("enterprises", edition.t("column.enterprises_behind")),
        Column("scale", edition.t("column.scale")),
        Column("place", edition.t("column.place")),
        Column("section", edition.t("column.source"), copy=edition.t("column.source_copy")),
    )
    return Table("projects", caption, columns, tuple(_row(edition, project) for project in projects), empty)


def _row(edition: Edition, project: Project) -> tuple[Cell, ...]:
    return (
        Cell(
            edition.phrases.name(project), sub=project.name if edition.lang != "zh" else "", note=edition.note(project)
        ),
        Cell(tags=edition.industries((project.industry,) if project.industry else ())),
        Cell(links=tuple(edition.enterprise(who) for who in project.enterprises)),
        Cell(project.scale or "–", chinese=True),
        place_cell(edition, project),
        edition.source_cell(project),
    )
