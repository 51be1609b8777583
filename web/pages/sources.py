"""Sources: the plans, the boundary set, and how every shape was made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from web.frame import Frame, Place
from web.listings.plans import plan_table
from web.listings.zones import area_cell, method_tag
from web.pages.facts import Fact, told
from web.pages.portal import MethodEntry, method_entries
from web.table import Cell, Column, Link, Table

if TYPE_CHECKING:
    from layers.records import Plan
    from layers.shape import Shape
    from web.edition import Edition


_RECORD_NUMBER = re.compile(r"\s*[（(]\d+[）)]$")


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """A plan with all that is known of it.

    Attributes
    ----------
    id, title : str
        Anchor on the page, and full title.
    facts : tuple[Fact, ...]
        What the table does not have: Chinese and short title, identifier.
    layouts : tuple[Link, ...]
        Maps that show its layouts.
    note : str
        What a reader must know about the text that was read.
    """

    id: str
    title: str
    facts: tuple[Fact, ...]
    layouts: tuple[Link, ...]
    note: str


@dataclass(frozen=True)
class SourcesPage:
    """Context of ``sources.html``.

    Attributes
    ----------
    frame : Frame
        What stands around the page.
    plans : Table
        The plans in a table.
    entries : tuple[PlanEntry, ...]
        The plans in full.
    boundary : tuple[Fact, ...]
        The boundary set.
    materials : tuple[str, ...]
        What shapes and names were made from, with licences.
    methods : tuple[MethodEntry, ...]
        How places are known.
    districts, shapes : Table
        How each district's and each zone's shape was made.
    """

    template: ClassVar[str] = "sources.html"

    frame: Frame
    plans: Table
    entries: tuple[PlanEntry, ...]
    boundary: tuple[Fact, ...]
    materials: tuple[str, ...]
    methods: tuple[MethodEntry, ...]
    districts: Table
    shapes: Table


def sources_page(edition: Edition) -> SourcesPage:
    """Build the sources page."""
    atlas = edition.atlas
    districts = tuple(_shape_row(edition, edition.district(view.id), view.shape, None) for view in atlas.districts)
    zones = tuple(_shape_row(edition, edition.zone(view.id), view.shape, view.stated_area_km2) for view in atlas.zones)
    empty = edition.t("filter.nothing")
    return SourcesPage(
        frame=edition.frame(
            Place("/sources", {}, ("table_sort.js", "table_copy.js")),
            edition.t("sources.title"),
            edition.t("sources.lead"),
        ),
        plans=plan_table(edition),
        entries=tuple(_entry(edition, atlas.plan(plan)) for plan in edition.plans_in_time()),
        boundary=_boundary(edition),
        materials=_materials(edition),
        methods=method_entries(edition),
        districts=Table("district-shapes", edition.t("sources.districts"), _columns(edition), districts, empty),
        shapes=Table("zone-shapes", edition.t("sources.shapes", count=len(zones)), _columns(edition), zones, empty),
    )


def _columns(edition: Edition) -> tuple[Column, ...]:
    return (
        Column("name", edition.t("column.name")),
        Column("geometry_method", edition.t("column.method")),
        Column("how", edition.t("shape.how")),
        Column("source", edition.t("shape.source")),
        Column("uncertainty_m", edition.t("shape.uncertainty"), "number", edition.t("column.uncertainty_m")),
        Column("area_km2", edition.t("column.area"), "number", edition.t("column.area_km2")),
        Column("fitted", edition.t("column.fitted")),
        Column("verified", edition.t("column.verified")),
    )


def _shape_row(edition: Edition, name: Link, shape: Shape, stated_km2: float | None) -> tuple[Cell, ...]:
    phrases, undrawn = edition.phrases, shape.method == "none"
    return (
        Cell(name.text, name.href),
        Cell(tags=(method_tag(edition, shape),)),
        Cell(phrases.pick(shape.how, shape.how_en)),
        Cell(phrases.pick(shape.source, shape.source_en)),
        Cell(
            phrases.distance(shape.uncertainty_m),
            sort=shape.uncertainty_m if shape.uncertainty_m is not None else -1.0,
            copy="–" if shape.uncertainty_m is None else f"{shape.uncertainty_m:.0f}",
        ),
        area_cell(edition, shape, stated_km2),
        Cell("–" if undrawn else edition.t(f"word.{'yes' if shape.fitted else 'no'}")),
        Cell(
            "–" if undrawn else edition.t(f"word.{'yes' if shape.verified else 'no'}"),
            flag="" if shape.verified or undrawn else "warn",
        ),
    )


def _entry(edition: Edition, plan: Plan) -> PlanEntry:
    facts = told(
        Fact(edition.t("column.title_zh"), plan.title if edition.lang != "zh" else "", chinese=True),
        Fact(edition.t("plans.short"), edition.plan_short(plan.id)),
        Fact(edition.t("column.id"), plan.id),
    )
    layouts = tuple(edition.layout(layout.id) for layout in edition.atlas.tables.layouts if layout.plan == plan.id)
    return PlanEntry(f"plan-{plan.id}", edition.plan_title(plan.id), facts, layouts, edition.note(plan))


def _boundary(edition: Edition) -> tuple[Fact, ...]:
    found, phrases = edition.atlas.boundaries, edition.phrases
    return told(
        Fact(edition.t("sources.boundary_set"), phrases.pick(found.label, found.label_en)),
        Fact(edition.t("column.id"), found.id),
        Fact(edition.t("sources.review_number"), found.review_number or edition.t("sources.no_review_number")),
        Fact(edition.t("sources.origin"), phrases.pick(found.source, found.source_en)),
        Fact(edition.t("sources.caveats"), phrases.pick(found.note, found.note_en)),
        Fact(edition.t("sources.datum"), _datums(edition)),
        Fact("SHA-256", found.sha256),
    )


def _datums(edition: Edition) -> str:
    """Say on which datum the set is, and from which it was brought there."""
    found, text = edition.atlas.boundaries, edition.t("sources.datum_text")
    if found.datum_in in ("", found.datum_out):
        return text
    return f"{text} {edition.t('sources.datum_converted', datum=found.datum_in.upper())}"


def _materials(edition: Edition) -> tuple[str, ...]:
    """List what shapes and names were made from, each once, without the numbers of single records."""
    pick, atlas = edition.phrases.pick, edition.atlas
    shapes = (*(view.shape for view in atlas.districts), *(view.shape for view in atlas.zones))
    said = [pick(shape.source, shape.source_en) for shape in shapes if shape.method != "none"]
    texts = (_RECORD_NUMBER.sub("", text) for text in (*said, *(town.source for town in atlas.towns())))
    return tuple(dict.fromkeys(text for text in texts if text))
