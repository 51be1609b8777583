"""The targets board: figures lined up over plans and years, conflicts as conflicts, goals without figure too."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, ClassVar

from web.charts import Chart, indicator_charts
from web.choices import branches_of, flag_field, industry_field, plan_field, term_field
from web.forms import Choice, Form, make_field
from web.frame import Frame, Place
from web.listings.targets import target_table
from web.table import Source, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from layers.records import Target
    from layers.views import Conflict
    from web.edition import Edition
    from web.filters import TargetFilter
    from web.forms import Field

NO_YEAR = "none"
"""Value of the year filter for goals without a year."""

_SCRIPTS = ("vendor/echarts/dist/echarts.min.js", "charts.js", "table_sort.js", "table_copy.js", "filters.js")


@dataclass(frozen=True, slots=True)
class Claim:
    """One side of a conflict.

    Attributes
    ----------
    figure, note : str
        The figure, and what is known of it.
    source : Source
        Where it is said.
    """

    figure: str
    note: str
    source: Source


@dataclass(frozen=True, slots=True)
class ConflictCard:
    """Different figures of different plans for one thing; none is preferred.

    Attributes
    ----------
    id, title, scope, year : str
        What they disagree about.
    claims : tuple[Claim, ...]
        The figures in the order of the plans' periods.
    """

    id: str
    title: str
    scope: str
    year: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class TargetsPage:
    """Context of ``targets.html``.

    Attributes
    ----------
    frame : Frame
        What stands around the page.
    form : Form
        Filters.
    total : int
        Goals of the atlas.
    conflicts : tuple[ConflictCard, ...]
        Conflicts that the filters touch.
    charts : tuple[Chart, ...]
        One for each indicator with several figures.
    figures, goals : Table
        Goals with and without a figure.
    """

    template: ClassVar[str] = "targets.html"

    frame: Frame
    form: Form
    total: int
    conflicts: tuple[ConflictCard, ...]
    charts: tuple[Chart, ...]
    figures: Table
    goals: Table


def targets_page(edition: Edition, wanted: TargetFilter) -> TargetsPage:
    """Build the targets board; `BadFilter` for a value that no goal has."""
    rows = edition.atlas.tables.targets
    form = Form("/targets", edition.links.to("/targets"), _fields(edition, wanted, rows))
    branches = branches_of(edition, wanted.industry)
    chosen = [row for row in rows if _is_wanted(edition, row, wanted, branches=branches)]
    ids = {row.id for row in chosen}
    conflicts = [found for found in edition.atlas.conflicts if any(row.id in ids for row in found.targets)]
    contradicted = frozenset(row.id for found in edition.atlas.conflicts for row in found.targets)
    with_figure = [row for row in chosen if row.value is not None]
    without = [row for row in chosen if row.value is None]
    place = Place("/targets", asdict(wanted), _SCRIPTS)
    return TargetsPage(
        frame=edition.frame(place, edition.t("targets.title"), edition.t("targets.lead")),
        form=form,
        total=len(rows),
        conflicts=tuple(_card(edition, found) for found in conflicts),
        charts=indicator_charts(edition, with_figure),
        figures=target_table(
            edition,
            with_figure,
            caption=edition.t("targets.with_figure", count=len(with_figure)),
            empty=edition.t("filter.nothing"),
            in_conflict=contradicted,
        ),
        goals=target_table(
            edition,
            without,
            caption=edition.t("targets.without_figure", count=len(without)),
            empty=edition.t("targets.no_goals"),
            table_id="goals",
        ),
    )


def _fields(edition: Edition, wanted: TargetFilter, rows: Sequence[Target]) -> tuple[Field, ...]:
    figures = sum(1 for row in rows if row.value is not None)
    themes = Counter(edition.atlas.indicator(row.indicator_id).theme for row in rows)
    return (
        plan_field(edition, wanted.plan, Counter(row.plan for row in rows)),
        _year_field(edition, wanted.year, rows),
        industry_field(
            edition,
            wanted.industry,
            rows=rows,
            values_of=lambda row: (row.industry,) if row.industry else (),
        ),
        term_field(edition, "theme", "theme", value=wanted.theme, counts=Counter(themes)),
        _scope_field(edition, wanted.scope, rows),
        _indicator_field(edition, wanted.indicator, rows),
        flag_field(edition, "figure", value=wanted.figure, yes=figures, no=len(rows) - figures),
    )


def _year_field(edition: Edition, value: str, rows: Iterable[Target]) -> Field:
    years = Counter(row.year for row in rows)
    choices = [Choice(str(year), edition.phrases.year(year), years[year]) for year in sorted(filter(None, years))]
    if years[None]:
        choices.append(Choice(NO_YEAR, edition.t("filter.no_year"), years[None]))
    return make_field("year", edition.t("filter.year"), value=value, choices=choices)


def _scope_field(edition: Edition, value: str, rows: Iterable[Target]) -> Field:
    scopes = Counter(row.scope for row in rows)
    choices = (Choice(scope, scope, count) for scope, count in scopes.most_common())
    return make_field("scope", edition.t("filter.scope"), value=value, choices=choices)


def _indicator_field(edition: Edition, value: str, rows: Iterable[Target]) -> Field:
    counts = Counter(row.indicator_id for row in rows)
    choices = (
        Choice(record.id, edition.phrases.name(record), counts[record.id], edition.term("theme", record.theme))
        for record in edition.atlas.tables.indicators
        if counts[record.id]
    )
    return make_field("indicator", edition.t("filter.indicator"), value=value, choices=choices)


def _is_wanted(edition: Edition, row: Target, wanted: TargetFilter, *, branches: frozenset[str]) -> bool:
    return all(
        (
            wanted.plan in ("", row.plan),
            wanted.year in ("", NO_YEAR if row.year is None else str(row.year)),
            not wanted.industry or row.industry in branches,
            wanted.theme in ("", edition.atlas.indicator(row.indicator_id).theme),
            wanted.scope in ("", row.scope),
            wanted.indicator in ("", row.indicator_id),
            wanted.figure in ("", "no" if row.value is None else "yes"),
        )
    )


def _card(edition: Edition, conflict: Conflict) -> ConflictCard:
    order = edition.plans_in_time()
    claims = sorted(conflict.targets, key=lambda target: order.index(target.plan))
    indicator = edition.phrases.name(edition.atlas.indicator(conflict.indicator_id))
    industry = edition.industry(conflict.targets[0].industry)
    return ConflictCard(
        id=f"conflict-{conflict.id}",
        title=f"{indicator} ({industry})" if industry else indicator,
        scope=conflict.scope,
        year=edition.phrases.year(conflict.year),
        claims=tuple(
            Claim(edition.figure(target), edition.note(target), edition.source(target.plan, target.section))
            for target in claims
        ),
    )
