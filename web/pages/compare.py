"""Layouts side by side, and how the places in them changed from plan to plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from layers.errors import BadFilter
from web.frame import Frame, Place
from web.lineage import Lineage, lineages
from web.pages.portal import LayoutCard, layout_card
from web.table import Link, Source, Tag

if TYPE_CHECKING:
    from layers.records import Layout, ZoneRole
    from web.edition import Edition
    from web.filters import CompareFilter


@dataclass(frozen=True, slots=True)
class Toggle:
    """A layout that may be taken into the comparison or left out."""

    text: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PlanHead:
    """A plan as the head of a column."""

    name: str
    years: str
    href: str


@dataclass(frozen=True, slots=True)
class Mention:
    """What one plan says of one place; all empty where it does not name it.

    Attributes
    ----------
    names, kind, role : str
        How the plan writes it, what it is there, and its role.
    layout : str
        Map that shows it.
    source : Source or None
        Where it is said; None where the plan does not name the place.
    alike : tuple[Link, ...]
        Places of this plan in the same districts and of the same industry, where it does not name this one.
    """

    names: str
    kind: str
    role: str
    layout: str
    source: Source | None
    alike: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One place over the plans."""

    zone: Link
    changes: tuple[Tag, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class OnlyIn:
    """Places that one plan alone names."""

    plan: PlanHead
    zones: tuple[Link, ...]


@dataclass(frozen=True)
class ComparePage:
    """Context of ``compare.html``.

    Attributes
    ----------
    frame : Frame
        What stands around the page.
    toggles : tuple[Toggle, ...]
        Layouts to choose from.
    all_href : str
        Address that compares all.
    cards : tuple[LayoutCard, ...]
        Chosen layouts.
    plans : tuple[PlanHead, ...]
        Their plans in the order of their periods.
    rows : tuple[MatrixRow, ...]
        Places that carry a layout or that several plans name.
    only : tuple[OnlyIn, ...]
        The other places, by plan.
    """

    template: ClassVar[str] = "compare.html"

    frame: Frame
    toggles: tuple[Toggle, ...]
    all_href: str
    cards: tuple[LayoutCard, ...]
    plans: tuple[PlanHead, ...]
    rows: tuple[MatrixRow, ...]
    only: tuple[OnlyIn, ...]


def compare_page(edition: Edition, wanted: CompareFilter) -> ComparePage:
    """Build the comparison; `BadFilter` for a layout that there is not."""
    chosen = chosen_layouts(edition, wanted.layouts)
    plans = edition.plans_in_time({layout.plan for layout in chosen})
    found = lineages(edition.atlas, plans)
    heads = {plan: _head(edition, plan) for plan in plans}
    matrix = [lineage for lineage in found if lineage.is_shared or lineage.is_structure]
    rest = [lineage for lineage in found if not (lineage.is_shared or lineage.is_structure)]
    place = Place("/compare", {"layouts": wanted.layouts})
    return ComparePage(
        frame=edition.frame(place, edition.t("compare.title"), edition.t("compare.lead")),
        toggles=tuple(_toggle(edition, layout, chosen) for layout in edition.atlas.tables.layouts),
        all_href=edition.links.to("/compare"),
        cards=tuple(layout_card(edition, layout) for layout in chosen),
        plans=tuple(heads.values()),
        rows=tuple(_row(edition, lineage, plans) for lineage in matrix),
        only=tuple(
            OnlyIn(heads[plan], tuple(edition.zone(line.view.id) for line in rest if line.plans[0] == plan))
            for plan in plans
            if any(line.plans[0] == plan for line in rest)
        ),
    )


def chosen_layouts(edition: Edition, wanted: str) -> tuple[Layout, ...]:
    """Return the layouts that a comma-separated list names, in the order of the vocabulary; all for none."""
    known = {layout.id: layout for layout in edition.atlas.tables.layouts}
    ids = [part.strip() for part in wanted.split(",") if part.strip()]
    for layout in ids:
        if layout not in known:
            raise BadFilter("layouts", known=known, concerns="value", value=layout)
    return tuple(layout for layout in known.values() if not ids or layout.id in ids)


def _toggle(edition: Edition, layout: Layout, chosen: tuple[Layout, ...]) -> Toggle:
    """Offer to look at one layout of all, or to add it to or take it from those chosen."""
    everything = len(chosen) == len(edition.atlas.tables.layouts)
    is_chosen = layout in chosen and not everything
    kept = [other.id for other in chosen if other.id != layout.id] if not everything else []
    ids = kept if is_chosen else [*kept, layout.id]
    return Toggle(edition.phrases.name(layout), edition.links.to("/compare", {"layouts": ",".join(ids)}), is_chosen)


def _head(edition: Edition, plan: str) -> PlanHead:
    record = edition.atlas.plan(plan)
    years = edition.phrases.years(record.period_start, record.period_end)
    return PlanHead(edition.plan_short(plan), years, edition.links.plan(plan))


def _row(edition: Edition, lineage: Lineage, plans: tuple[str, ...]) -> MatrixRow:
    changes = tuple(
        Tag(edition.term("change", change), "warn" if change in ("renamed", "dropped") else "quiet")
        for change in lineage.changes
    )
    mentions = tuple(_mention(edition, lineage, plan) for plan in plans)
    return MatrixRow(edition.zone(lineage.view.id), changes, mentions)


def _mention(edition: Edition, lineage: Lineage, plan: str) -> Mention:
    roles = lineage.roles_of(plan)
    if not roles:
        return Mention("", "", "", "", None, tuple(edition.zone(view.id) for view in lineage.alike_in(plan)))
    first = roles[0]
    return Mention(
        names="、".join(dict.fromkeys(name for role in roles for name in role.named_as.split("|"))),
        kind=edition.term("zone_kind", first.kind),
        role=_role(edition, first),
        layout=edition.phrases.name(edition.atlas.layout(first.layout)),
        source=edition.source(plan, first.section),
    )


def _role(edition: Edition, role: ZoneRole) -> str:
    return edition.phrases.pick(role.role, role.role_en)
