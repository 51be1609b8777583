"""Chain links and gaps by industry: what is missing locally, who supplies and leads whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, ClassVar

from web.choices import branches_of, industry_field, plan_field, term_field
from web.forms import Form
from web.frame import Frame, Place
from web.listings.chain import chain_table
from web.table import Table

if TYPE_CHECKING:
    from layers.records import ChainLink
    from web.edition import Edition
    from web.filters import ChainFilter

GAPS = frozenset({"missing", "local_rate", "imports"})
"""Relations that say what does not come from the place itself."""


@dataclass(frozen=True)
class ChainPage:
    """Context of ``chain.html``.

    Attributes
    ----------
    frame : Frame
        What stands around the page.
    form : Form
        Filters.
    gaps, ties : Table
        Stated gaps and local rates; who supplies, leads or works with whom.
    """

    template: ClassVar[str] = "chain.html"

    frame: Frame
    form: Form
    gaps: Table
    ties: Table


def chain_page(edition: Edition, wanted: ChainFilter) -> ChainPage:
    """Build the chain links; `BadFilter` for a value that none has."""
    rows = edition.atlas.tables.chain_links
    form = Form(
        "/chain",
        edition.links.to("/chain"),
        (
            plan_field(edition, wanted.plan, Counter(row.plan for row in rows)),
            industry_field(
                edition,
                wanted.industry,
                rows=rows,
                values_of=lambda row: (row.industry,) if row.industry else (),
            ),
            term_field(
                edition, "relation", "relation", value=wanted.relation, counts=Counter(row.relation for row in rows)
            ),
        ),
    )
    branches = branches_of(edition, wanted.industry)
    chosen = [row for row in rows if _is_wanted(row, wanted, branches)]
    gaps = [row for row in chosen if row.relation in GAPS]
    ties = [row for row in chosen if row.relation not in GAPS]
    place = Place("/chain", asdict(wanted), ("table_sort.js", "table_copy.js", "filters.js"))
    return ChainPage(
        frame=edition.frame(place, edition.t("chain.title"), edition.t("chain.lead")),
        form=form,
        gaps=chain_table(
            edition,
            gaps,
            caption=edition.t("chain.gaps", count=len(gaps)),
            empty=edition.t("chain.no_gaps"),
            table_id="gaps",
        ),
        ties=chain_table(
            edition,
            ties,
            caption=edition.t("chain.ties", count=len(ties)),
            empty=edition.t("chain.no_ties"),
        ),
    )


def _is_wanted(row: ChainLink, wanted: ChainFilter, branches: frozenset[str]) -> bool:
    return (
        wanted.plan in ("", row.plan)
        and wanted.relation in ("", row.relation)
        and (not wanted.industry or row.industry in branches)
    )
