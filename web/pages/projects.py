"""The projects: a list with filters."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, ClassVar

from web.choices import (
    branches_of,
    counted,
    district_field,
    flag_field,
    industry_field,
    plan_field,
    term_field,
    zone_field,
)
from web.forms import Form
from web.frame import Frame, Place
from web.listings.projects import project_table
from web.table import Table

if TYPE_CHECKING:
    from layers.records import Project
    from web.edition import Edition
    from web.filters import ProjectFilter


@dataclass(frozen=True)
class ProjectsPage:
    """Context of ``projects.html``.

    Attributes
    ----------
    frame : Frame
        What stands around the page.
    form : Form
        Filters.
    total, unplaced : int
        Projects of the atlas, and those that no plan locates.
    table : Table
        Projects that the filters select.
    """

    template: ClassVar[str] = "projects.html"

    frame: Frame
    form: Form
    total: int
    unplaced: int
    table: Table


def projects_page(edition: Edition, wanted: ProjectFilter) -> ProjectsPage:
    """Build the list of the projects; `BadFilter` for a value that none has."""
    rows = edition.atlas.tables.projects
    unplaced = sum(1 for row in rows if not is_placed(row))
    form = Form(
        "/projects",
        edition.links.to("/projects"),
        (
            plan_field(edition, wanted.plan, Counter(row.plan for row in rows)),
            industry_field(edition, wanted.industry, rows=rows, values_of=_industries),
            district_field(edition, wanted.district, counted(rows, lambda row: row.districts)),
            zone_field(edition, wanted.zone, Counter(row.zone for row in rows if row.zone)),
            term_field(
                edition,
                "place_confidence",
                "place_confidence",
                value=wanted.place_confidence,
                counts=Counter(row.place_confidence for row in rows),
            ),
            flag_field(edition, "placed", value=wanted.placed, yes=len(rows) - unplaced, no=unplaced),
        ),
    )
    branches = branches_of(edition, wanted.industry)
    chosen = [row for row in rows if _is_wanted(row, wanted, branches)]
    table = project_table(
        edition,
        chosen,
        caption=edition.t("projects.caption", count=len(chosen)),
        empty=edition.t("filter.nothing"),
    )
    place = Place("/projects", asdict(wanted), ("table_sort.js", "table_copy.js", "filters.js"))
    frame = edition.frame(place, edition.t("projects.title"), edition.t("projects.lead"))
    return ProjectsPage(frame, form, len(rows), unplaced, table)


def is_placed(project: Project) -> bool:
    """Tell whether the plan locates a project more closely than in its own area."""
    return project.place_confidence in ("explicit", "implied")


def _industries(project: Project) -> tuple[str, ...]:
    return (project.industry,) if project.industry else ()


def _is_wanted(project: Project, wanted: ProjectFilter, branches: frozenset[str]) -> bool:
    return all(
        (
            wanted.plan in ("", project.plan),
            not wanted.industry or project.industry in branches,
            wanted.district in ("", *project.districts),
            wanted.zone in ("", project.zone),
            wanted.place_confidence in ("", project.place_confidence),
            wanted.placed in ("", "yes" if is_placed(project) else "no"),
        )
    )
