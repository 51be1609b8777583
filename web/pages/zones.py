"""The zones: a list with filters."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, ClassVar

from web.choices import branches_of, counted, district_field, industry_field, plan_field, term_field
from web.forms import Choice, Form, make_field
from web.frame import Frame, Place
from web.listings.zones import zone_table
from web.table import Table

if TYPE_CHECKING:
    from layers.views import ZoneView
    from web.edition import Edition
    from web.filters import ZoneFilter
    from web.forms import Field

_SCRIPTS = ("table_sort.js", "table_copy.js")


@dataclass(frozen=True)
class ZonesPage:
    """Context of ``zones.html``.

    Attributes
    ----------
    frame : Frame
        What stands around the page.
    form : Form
        Filters.
    total : int
        Zones of the atlas.
    table : Table
        Zones that the filters select.
    """

    template: ClassVar[str] = "zones.html"

    frame: Frame
    form: Form
    total: int
    table: Table


def zones_page(edition: Edition, wanted: ZoneFilter) -> ZonesPage:
    """Build the list of the zones; `BadFilter` for a value that no zone has."""
    views = edition.atlas.zones
    form = Form(
        "/zones",
        edition.links.to("/zones"),
        (
            plan_field(edition, wanted.plan, counted(views, lambda view: view.plans)),
            _layout_field(edition, wanted.layout),
            term_field(edition, "kind", "zone_kind", value=wanted.kind, counts=Counter(view.kind for view in views)),
            district_field(edition, wanted.district, counted(views, lambda view: view.districts)),
            industry_field(edition, wanted.industry, rows=views, values_of=lambda view: view.industries),
            term_field(
                edition,
                "method",
                "method_short",
                value=wanted.method,
                counts=Counter(view.shape.method for view in views),
            ),
        ),
    )
    branches = branches_of(edition, wanted.industry)
    chosen = [view for view in views if _is_wanted(view, wanted, branches)]
    table = zone_table(
        edition,
        chosen,
        caption=edition.t("zones.caption", count=len(chosen)),
        empty=edition.t("filter.nothing"),
    )
    place = Place("/zones", asdict(wanted), (*_SCRIPTS, "filters.js"))
    return ZonesPage(edition.frame(place, edition.t("zones.title"), edition.t("zones.lead")), form, len(views), table)


def _layout_field(edition: Edition, value: str) -> Field:
    choices = (
        Choice(layout.id, edition.phrases.name(layout), len(edition.atlas.zones_of_layout(layout.id)))
        for layout in edition.atlas.tables.layouts
    )
    return make_field("layout", edition.t("filter.layout"), value=value, choices=choices)


def _is_wanted(view: ZoneView, wanted: ZoneFilter, branches: frozenset[str]) -> bool:
    return all(
        (
            wanted.plan in ("", *view.plans),
            wanted.layout in ("", *view.layouts),
            wanted.kind in ("", view.kind),
            wanted.district in ("", *view.districts),
            not wanted.industry or not branches.isdisjoint(view.industries),
            wanted.method in ("", view.shape.method),
        )
    )
