"""The organisations: a list with filters."""

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
from web.listings.enterprises import enterprise_table
from web.table import Table

if TYPE_CHECKING:
    from layers.views import EnterpriseView
    from web.edition import Edition
    from web.filters import EnterpriseFilter

_SCRIPTS = ("table_sort.js", "table_copy.js")


@dataclass(frozen=True)
class EnterprisesPage:
    """Context of ``enterprises.html``.

    Attributes
    ----------
    frame : Frame
        What stands around the page.
    form : Form
        Filters.
    total, unplaced : int
        Organisations of the atlas, and those that no plan locates.
    unplaced_href : str
        Address that lists only those.
    placed_table, unplaced_table : Table
        Organisations that the filters select: located ones, and the others.
    """

    template: ClassVar[str] = "enterprises.html"

    frame: Frame
    form: Form
    total: int
    unplaced: int
    unplaced_href: str
    placed_table: Table
    unplaced_table: Table


def enterprises_page(edition: Edition, wanted: EnterpriseFilter) -> EnterprisesPage:
    """Build the list of the organisations; `BadFilter` for a value that none has."""
    views = edition.atlas.enterprises
    branches = branches_of(edition, wanted.industry)
    chosen = [view for view in views if _is_wanted(view, wanted, branches)]
    placed = [view for view in chosen if view.is_placed]
    unplaced = [view for view in chosen if not view.is_placed]
    place = Place("/enterprises", asdict(wanted), (*_SCRIPTS, "filters.js"))
    return EnterprisesPage(
        frame=edition.frame(place, edition.t("enterprises.title"), edition.t("enterprises.lead")),
        form=_form(edition, wanted),
        total=len(views),
        unplaced=len(edition.atlas.unplaced_enterprises()),
        unplaced_href=edition.links.to("/enterprises", {"placed": "no"}),
        placed_table=enterprise_table(
            edition,
            placed,
            caption=edition.t("enterprises.placed", count=len(placed)),
            empty=edition.t("filter.nothing"),
            plan=wanted.plan,
        ),
        unplaced_table=enterprise_table(
            edition,
            unplaced,
            caption=edition.t("enterprises.unplaced", count=len(unplaced)),
            empty=edition.t("enterprises.no_unplaced"),
            plan=wanted.plan,
            table_id="unplaced",
        ),
    )


def _form(edition: Edition, wanted: EnterpriseFilter) -> Form:
    views = edition.atlas.enterprises
    placed = sum(1 for view in views if view.is_placed)
    return Form(
        "/enterprises",
        edition.links.to("/enterprises"),
        (
            plan_field(edition, wanted.plan, counted(views, lambda view: view.plans)),
            industry_field(edition, wanted.industry, rows=views, values_of=lambda view: view.industries),
            term_field(
                edition,
                "kind",
                "enterprise_kind",
                value=wanted.kind,
                counts=Counter(view.enterprise.kind for view in views),
            ),
            district_field(edition, wanted.district, counted(views, lambda view: view.districts)),
            zone_field(edition, wanted.zone, counted(views, lambda view: view.zones)),
            term_field(
                edition,
                "place_confidence",
                "place_confidence",
                value=wanted.place_confidence,
                counts=Counter(view.place_confidence for view in views),
            ),
            flag_field(edition, "placed", value=wanted.placed, yes=placed, no=len(views) - placed),
        ),
    )


def _is_wanted(view: EnterpriseView, wanted: EnterpriseFilter, branches: frozenset[str]) -> bool:
    return all(
        (
            wanted.plan in ("", *view.plans),
            not wanted.industry or not branches.isdisjoint(view.industries),
            wanted.kind in ("", view.enterprise.kind),
            wanted.district in ("", *view.districts),
            wanted.zone in ("", *view.zones),
            wanted.place_confidence in ("", view.place_confidence),
            wanted.placed in ("", "yes" if view.is_placed else "no"),
        )
    )
