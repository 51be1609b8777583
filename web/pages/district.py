"""The profile of a district."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from web.frame import Frame, Place
from web.listings.enterprises import enterprise_table
from web.listings.projects import project_table
from web.listings.targets import target_table
from web.listings.zones import zone_table
from web.locators import district_locator, extent_of
from web.pages.facts import Fact, shape_facts, told
from web.table import Link, Source, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from layers.views import DistrictView
    from web.edition import Edition

_SCRIPTS = ("table_sort.js", "table_copy.js")


@dataclass(frozen=True)
class DistrictPage:
    """Context of ``district.html``.

    Attributes
    ----------
    frame : Frame
        What stands around the page.
    name, other_names : str
        Name; names that the plans use.
    locator : Markup
        Small map.
    maps : tuple[Link, ...]
        Interactive maps at its extent.
    facts : tuple[Fact, ...]
        Area, how measured, origin of the boundary.
    guidance : tuple[Fact, ...]
        What the plans say it should develop.
    guidance_sources : tuple[Source, ...]
        Where they say so.
    zones, enterprises, projects, targets : Table
        What lies or is placed there.
    neighbours : tuple[Link, ...]
        Districts that border on it.
    """

    template: ClassVar[str] = "district.html"

    frame: Frame
    name: str
    other_names: str
    locator: Markup
    maps: tuple[Link, ...]
    facts: tuple[Fact, ...]
    guidance: tuple[Fact, ...]
    guidance_sources: tuple[Source, ...]
    zones: Table
    enterprises: Table
    projects: Table
    targets: Table
    neighbours: tuple[Link, ...]


def district_page(edition: Edition, view: DistrictView, neighbours: Mapping[str, tuple[str, ...]]) -> DistrictPage:
    """Build the profile of a district.

    Parameters
    ----------
    edition : Edition
        Atlas in one language.
    view : DistrictView
        The district.
    neighbours : Mapping[str, tuple[str, ...]]
        Adcodes that border on each.

    Returns
    -------
    DistrictPage
        Context of its page.
    """
    atlas, name = edition.atlas, edition.phrases.name(view.district)
    guidance = view.guidance
    enterprises = sorted(atlas.enterprises_of_district(view.id), key=lambda found: not found.is_placed)
    return DistrictPage(
        frame=edition.frame(Place(f"/districts/{view.id}", {}, _SCRIPTS), name, edition.t("district.lead", name=name)),
        name=name,
        other_names=edition.phrases.listed(view.district.aliases),
        locator=district_locator(edition, view.id),
        maps=_maps(edition, view),
        facts=shape_facts(edition, view.shape),
        guidance=_guidance(edition, view),
        guidance_sources=(edition.source(guidance.plan, guidance.section),) if guidance else (),
        zones=zone_table(
            edition,
            atlas.zones_of_district(view.id),
            caption=edition.t("district.zones"),
            empty=edition.t("district.no_zones"),
        ),
        enterprises=enterprise_table(
            edition,
            enterprises,
            caption=edition.t("district.enterprises"),
            empty=edition.t("district.no_enterprises"),
        ),
        projects=project_table(
            edition,
            atlas.projects_of_district(view.id),
            caption=edition.t("district.projects"),
            empty=edition.t("district.no_projects"),
        ),
        targets=target_table(
            edition,
            atlas.targets_of_district(view.id),
            caption=edition.t("district.targets"),
            empty=edition.t("district.no_targets"),
        ),
        neighbours=edition.districts(neighbours.get(view.id, ())),
    )


def _maps(edition: Edition, view: DistrictView) -> tuple[Link, ...]:
    if view.shape.geometry is None:
        return ()
    west, south, east, north = view.shape.geometry.bounds
    extent = extent_of((west, south, east, north))
    layouts = dict.fromkeys(layout for zone in edition.atlas.zones_of_district(view.id) for layout in zone.layouts)
    return tuple(
        Link(edition.phrases.name(layout), edition.links.layout(layout.id, extent))
        for layout in edition.atlas.tables.layouts
        if layout.id in layouts
    )


def _guidance(edition: Edition, view: DistrictView) -> tuple[Fact, ...]:
    guidance = view.guidance
    if guidance is None:
        return ()
    return told(
        Fact(edition.t("district.terms"), "、".join(guidance.terms), chinese=True),
        Fact(edition.t("column.industries"), tags=edition.industries(guidance.industries)),
        Fact(edition.t("district.parks"), links=tuple(edition.zone(zone) for zone in guidance.zones)),
    )
