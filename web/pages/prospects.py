"""Organisations that a plan lists to be attracted, by industry."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, ClassVar

from web.choices import branches_of, industry_field, plan_field
from web.forms import Form
from web.frame import Frame, Place
from web.table import Cell, Column, Table

if TYPE_CHECKING:
    from layers.records import Prospect
    from web.edition import Edition
    from web.filters import ProspectFilter


@dataclass(frozen=True, slots=True)
class IndustryShare:
    """How many organisations one industry's list has.

    Attributes
    ----------
    name, href : str
        Industry, and the list of just this industry.
    count : int
        Organisations on it.
    """

    name: str
    href: str
    count: int


@dataclass(frozen=True)
class ProspectsPage:
    """Context of ``prospects.html``.

    Attributes
    ----------
    frame : Frame
        What stands around the page.
    form : Form
        Filters.
    shares : tuple[IndustryShare, ...]
        Industries of the whole list, in the order of the text.
    table : Table
        Organisations that the filters select.
    """

    template: ClassVar[str] = "prospects.html"

    frame: Frame
    form: Form
    shares: tuple[IndustryShare, ...]
    table: Table


def prospects_page(edition: Edition, wanted: ProspectFilter) -> ProspectsPage:
    """Build the list of organisations to be attracted; `BadFilter` for a value that none has."""
    rows = edition.atlas.tables.prospects
    form = Form(
        "/prospects",
        edition.links.to("/prospects"),
        (
            plan_field(edition, wanted.plan, Counter(row.plan for row in rows)),
            industry_field(edition, wanted.industry, rows=rows, values_of=lambda row: (row.industry,)),
        ),
    )
    branches = branches_of(edition, wanted.industry)
    chosen = [
        row for row in rows if wanted.plan in ("", row.plan) and (not wanted.industry or row.industry in branches)
    ]
    columns = (
        Column("name", edition.t("column.name")),
        Column("industry", edition.t("column.industry")),
        Column("section", edition.t("column.source"), copy=edition.t("column.source_copy")),
    )
    table = Table(
        "prospects",
        edition.t("prospects.caption", count=len(chosen)),
        columns,
        tuple(_row(edition, row) for row in chosen),
        edition.t("filter.nothing"),
    )
    counts = Counter(row.industry for row in rows)
    shares = tuple(
        IndustryShare(edition.industry(industry), edition.links.to("/prospects", {"industry": industry}), count)
        for industry, count in counts.items()
    )
    place = Place("/prospects", asdict(wanted), ("table_sort.js", "table_copy.js", "filters.js"))
    frame = edition.frame(place, edition.t("prospects.title"), edition.t("prospects.lead"))
    return ProspectsPage(frame, form, shares, table)


def _row(edition: Edition, row: Prospect) -> tuple[Cell, ...]:
    return (
        Cell(edition.phrases.name(row), sub=row.name if edition.lang != "zh" else ""),
        Cell(tags=edition.industries((row.industry,))),
        edition.source_cell(row),
    )
