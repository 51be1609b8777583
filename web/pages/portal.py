"""The portal: what the atlas is, its maps, its figures, and how to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from web.frame import Frame, Place
from web.grammar import METHODS
from web.listings.plans import plan_table
from web.locators import layout_locator, method_swatch
from web.table import Link, Table

if TYPE_CHECKING:
    from markupsafe import Markup

    from layers.records import Layout
    from layers.shape import Method
    from web.edition import Edition


@dataclass(frozen=True, slots=True)
class LayoutCard:
    """A layout as a card.

    Attributes
    ----------
    name, formula, plan, years : str
        Title of its map, the plan's formula, the plan and its period.
    href : str
        Its map.
    locator : Markup
        Small map.
    drawn, undrawn : int
        Zones that the map draws, and those whose place nobody knows.
    """

    name: str
    formula: str
    plan: str
    years: str
    href: str
    locator: Markup
    drawn: int
    undrawn: int


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A count that leads to its page."""

    count: int
    label: str
    href: str
    note: str


@dataclass(frozen=True, slots=True)
class MethodEntry:
    """One way of knowing a place, with its swatch and how many zones have it."""

    method: Method
    name: str
    meaning: str
    swatch: Markup
    zones: int
    href: str


@dataclass(frozen=True)
class PortalPage:
    """Context of ``portal.html``.

    Attributes
    ----------
    frame : Frame
        What stands around the page.
    heading : str
        Name of the site.
    cards : tuple[LayoutCard, ...]
        The layouts, one map each.
    figures : tuple[KeyFigure, ...]
        Counts, each with its page.
    methods : tuple[MethodEntry, ...]
        How places are known, the surest first.
    plans : Table
        The plans.
    boundary, boundary_source : str
        Boundary set and where it comes from.
    examples : tuple[Link, ...]
        Searches to try.
    """

    template: ClassVar[str] = "portal.html"

    frame: Frame
    heading: str
    cards: tuple[LayoutCard, ...]
    figures: tuple[KeyFigure, ...]
    methods: tuple[MethodEntry, ...]
    plans: Table
    boundary: str
    boundary_source: str
    examples: tuple[Link, ...]


def portal_page(edition: Edition) -> PortalPage:
    """Build the portal."""
    frame = edition.frame(Place("/", {}, ("table_sort.js", "table_copy.js")), "")
    boundaries = edition.atlas.boundaries
    return PortalPage(
        frame=frame,
        heading=frame.site_title,
        cards=tuple(layout_card(edition, layout) for layout in edition.atlas.tables.layouts),
        figures=_figures(edition),
        methods=method_entries(edition),
        plans=plan_table(edition),
        boundary=edition.phrases.pick(boundaries.label, boundaries.label_en),
        boundary_source=edition.phrases.pick(boundaries.source, boundaries.source_en),
        examples=_examples(edition),
    )


def layout_card(edition: Edition, layout: Layout) -> LayoutCard:
    """Build the card of a layout."""
    plan = edition.atlas.plan(layout.plan)
    zones = edition.atlas.zones_of_layout(layout.id)
    drawn = sum(1 for view in zones if view.shape.geometry is not None)
    return LayoutCard(
        name=edition.phrases.name(layout),
        formula=edition.phrases.pick(layout.formula, layout.formula_en),
        plan=edition.plan_short(layout.plan),
        years=edition.phrases.years(plan.period_start, plan.period_end),
        href=edition.links.layout(layout.id),
        locator=layout_locator(edition, layout.id),
        drawn=drawn,
        undrawn=len(zones) - drawn,
    )


def method_entries(edition: Edition) -> tuple[MethodEntry, ...]:
    """Describe how places are known, the surest method first."""
    shapes = [view.shape for view in edition.atlas.zones]
    return tuple(
        MethodEntry(
            method=method,
            name=edition.term("map.method", method),
            meaning=edition.term("method_meaning", method),
            swatch=method_swatch(method),
            zones=sum(1 for shape in shapes if shape.method == method),
            href=edition.links.to("/zones", {"method": method}),
        )
        for method in METHODS
    )


def _figures(edition: Edition) -> tuple[KeyFigure, ...]:
    atlas, tables = edition.atlas, edition.atlas.tables
    undrawn = sum(1 for view in atlas.zones if view.shape.geometry is None)
    counts = (
        ("plans", len(tables.plans), "/sources", ""),
        ("zones", len(atlas.zones), "/zones", edition.t("portal.undrawn", count=undrawn)),
        (
            "enterprises",
            len(atlas.enterprises),
            "/enterprises",
            edition.t("portal.unplaced", count=len(atlas.unplaced_enterprises())),
        ),
        ("projects", len(tables.projects), "/projects", ""),
        (
            "targets",
            len(tables.targets),
            "/targets",
            edition.t("portal.with_figure", count=sum(1 for target in tables.targets if target.value is not None)),
        ),
        ("conflicts", len(atlas.conflicts), "/targets#conflicts", edition.t("portal.conflicts_note")),
    )
    return tuple(
        KeyFigure(count, edition.t(f"portal.count_{name}"), _address(edition, path), note)
        for name, count, path, note in counts
    )


def _address(edition: Edition, path: str) -> str:
    path, _, fragment = path.partition("#")
    return edition.links.to(path, fragment=fragment)


def _examples(edition: Edition) -> tuple[Link, ...]:
    """Offer searches that find something: the largest zone, and the organisation that most plans name."""
    zones = sorted(edition.atlas.zones, key=lambda view: -len(view.enterprises))[:1]
    named = sorted(edition.atlas.enterprises, key=lambda view: -len(view.plans))[:1]
    words = [edition.phrases.name(view.zone) for view in zones]
    words += [edition.phrases.name(view.enterprise) for view in named]
    return tuple(Link(word, edition.links.to("/search", {"q": word})) for word in words)
