"""The page of an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from web.frame import Frame, Place
from web.listings.chain import chain_table
from web.listings.enterprises import best_placed, confidence_tag, role_table
from web.listings.projects import project_table
from web.listings.targets import target_table
from web.pages.facts import Fact, told
from web.table import Table

if TYPE_CHECKING:
    from layers.views import EnterpriseView
    from web.edition import Edition

_SCRIPTS = ("table_sort.js", "table_copy.js")


@dataclass(frozen=True)
class EnterprisePage:
    """Context of ``enterprise.html``.

    Attributes
    ----------
    frame : Frame
        What stands around the page.
    name, kind, other_names : str
        Name, what it is, how the plans write it.
    facts : tuple[Fact, ...]
        Industries, and where it is and how that is known.
    notes : tuple[str, ...]
        How it was identified.
    roles, projects, targets, chain : Table
        What the plans say of it.
    """

    template: ClassVar[str] = "enterprise.html"

    frame: Frame
    name: str
    kind: str
    other_names: str
    facts: tuple[Fact, ...]
    notes: tuple[str, ...]
    roles: Table
    projects: Table
    targets: Table
    chain: Table


def enterprise_page(edition: Edition, view: EnterpriseView) -> EnterprisePage:
    """Build the page of an organisation."""
    atlas, name = edition.atlas, edition.phrases.name(view.enterprise)
    others = {name for role in view.roles for name in role.named_as.split("|")} | set(view.enterprise.aliases)
    chain = tuple(
        link for link in atlas.tables.chain_links if view.id in (link.source_enterprise, link.target_enterprise)
    )
    return EnterprisePage(
        frame=edition.frame(
            Place(f"/enterprises/{view.id}", {}, _SCRIPTS), name, edition.t("enterprise.lead", name=name)
        ),
        name=name,
        kind=edition.term("enterprise_kind", view.enterprise.kind),
        other_names="、".join(sorted(others - {view.enterprise.name})),
        facts=_facts(edition, view),
        notes=edition.notes(view.enterprise),
        roles=role_table(edition, view),
        projects=project_table(
            edition,
            atlas.projects_of_enterprise(view.id),
            caption=edition.t("enterprise.projects"),
            empty=edition.t("enterprise.no_projects"),
        ),
        targets=target_table(
            edition,
            atlas.targets_of_enterprise(view.id),
            caption=edition.t("enterprise.targets"),
            empty=edition.t("enterprise.no_targets"),
        ),
        chain=chain_table(
            edition, chain, caption=edition.t("enterprise.chain"), empty=edition.t("enterprise.no_chain")
        ),
    )


def _facts(edition: Edition, view: EnterpriseView) -> tuple[Fact, ...]:
    best = best_placed(view.roles)
    zones = tuple(edition.zone(zone) for zone in view.zones)
    return told(
        Fact(edition.t("column.industries"), tags=edition.industries(view.industries)),
        Fact(
            edition.t("column.place"),
            best.place or edition.t("enterprise.no_place"),
            note=edition.term("place_confidence_meaning", view.place_confidence),
            links=(*zones, *edition.districts(view.districts)),
            tags=(confidence_tag(edition, view.place_confidence),),
            sources=(edition.source(best.plan, best.section),),
            chinese=best.place is not None,
        ),
        Fact(
            edition.t("enterprise.name_from"),
            view.enterprise.name,
            chinese=True,
            sources=(edition.source(view.enterprise.plan, view.enterprise.section),),
        ),
    )
