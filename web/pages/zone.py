"""The page of a zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from web.frame import Frame, Place
from web.listings.chain import chain_table
from web.listings.enterprises import enterprise_table
from web.listings.measures import measure_table
from web.listings.projects import project_table
from web.listings.targets import target_table
from web.listings.zones import role_table
from web.locators import extent_of, zone_locator
from web.pages.facts import Fact, shape_facts, told
from web.table import Link, Table

if TYPE_CHECKING:
    from markupsafe import Markup

    from layers.views import ZoneView
    from web.edition import Edition

_SCRIPTS = ("table_sort.js", "table_copy.js")


@dataclass(frozen=True)
class ZonePage:
    """Context of ``zone.html``.

    Attributes
    ----------
    frame : Frame
        What stands around the page.
    name, kind, other_names : str
        Name, what it is, how the plans write it.
    locator : Markup
        Small map; empty where its place is unknown.
    maps : tuple[Link, ...]
        Interactive maps that show it, at its extent.
    facts : tuple[Fact, ...]
        Districts, industries, stated area.
    shape : tuple[Fact, ...]
        How its place is known.
    notes : tuple[str, ...]
        How it was identified.
    roles, enterprises, projects, targets, measures, chain : Table
        What the plans say of it, and what is there.
    """

    template: ClassVar[str] = "zone.html"

    frame: Frame
    name: str
    kind: str
    other_names: str
    locator: Markup
    maps: tuple[Link, ...]
    facts: tuple[Fact, ...]
    shape: tuple[Fact, ...]
    notes: tuple[str, ...]
    roles: Table
    enterprises: Table
    projects: Table
    targets: Table
    measures: Table
    chain: Table


def zone_page(edition: Edition, view: ZoneView) -> ZonePage:
    """Build the page of a zone."""
    atlas, name = edition.atlas, edition.phrases.name(view.zone)
    others = {name for role in view.roles for name in role.named_as.split("|")} | set(view.zone.aliases)
    measures = tuple(measure for measure in atlas.tables.measures if view.id in measure.zones)
    there = set(view.enterprises)
    chain = tuple(link for link in atlas.tables.chain_links if {link.source_enterprise, link.target_enterprise} & there)
    targets = tuple(edition.targets[target] for target in view.targets)
    return ZonePage(
        frame=edition.frame(Place(f"/zones/{view.id}", {}, _SCRIPTS), name, edition.t("zone.lead", name=name)),
        name=name,
        kind=edition.term("zone_kind", view.kind),
        other_names="、".join(sorted(others - {view.zone.name})),
        locator=zone_locator(edition, view.id),
        maps=_maps(edition, view),
        facts=_facts(edition, view),
        shape=shape_facts(edition, view.shape, view.stated_area_km2),
        notes=edition.notes(view.zone),
        roles=role_table(edition, view),
        enterprises=enterprise_table(
            edition,
            atlas.enterprises_of_zone(view.id),
            caption=edition.t("zone.enterprises"),
            empty=edition.t("zone.no_enterprises"),
        ),
        projects=project_table(
            edition,
            atlas.projects_of_zone(view.id),
            caption=edition.t("zone.projects"),
            empty=edition.t("zone.no_projects"),
        ),
        targets=target_table(edition, targets, caption=edition.t("zone.targets"), empty=edition.t("zone.no_targets")),
        measures=measure_table(
            edition,
            measures,
            caption=edition.t("zone.measures"),
            empty=edition.t("zone.no_measures"),
        ),
        chain=chain_table(edition, chain, caption=edition.t("zone.chain"), empty=edition.t("zone.no_chain")),
    )


def _maps(edition: Edition, view: ZoneView) -> tuple[Link, ...]:
    extent = None
    if view.shape.geometry is not None:
        west, south, east, north = view.shape.geometry.bounds
        extent = extent_of((west, south, east, north))
    return tuple(
        Link(edition.phrases.name(edition.atlas.layout(layout)), edition.links.layout(layout, extent))
        for layout in view.layouts
    )


def _facts(edition: Edition, view: ZoneView) -> tuple[Fact, ...]:
    stated = next((role for role in view.roles if role.stated_area_km2 is not None), None)
    parents = dict.fromkeys(role.parent for role in view.roles if role.parent)
    bases = {role.districts_basis for role in view.roles}
    return told(
        Fact(
            edition.t("column.district"),
            links=edition.districts(view.districts),
            note=edition.t("zone.districts_known") if "known" in bases and "stated" not in bases else "",
        ),
        Fact(edition.t("zone.part_of"), links=tuple(edition.zone(parent) for parent in parents)),
        Fact(edition.t("column.industries"), tags=edition.industries(view.industries)),
        Fact(
            edition.t("column.stated_area"),
            edition.phrases.area(stated.stated_area_km2) if stated else "",
            sources=(edition.source(stated.plan, stated.section),) if stated else (),
        ),
    )
