"""Charts of the targets board: options for ECharts, made here as data, each beside a table that says the same.

Colours are written ``var(--name)``: the page's script puts in what the style sheet has for light, dark and print.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from web.chart_options import bar_option, line_option, lines_of
from web.listings.targets import baseline_cell, due_cell, figure_cell
from web.table import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from layers.records import Target
    from web.edition import Edition

_LEAST_FIGURES = 2
_MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with the table beside it.

    Attributes
    ----------
    id, title, summary : str
        Identifier on the page, what it shows, and what a reader who does not see it must know.
    option : dict
        ECharts option, as JSON.
    table : Table
        The same figures with their sources.
    rows : int
        Rows of bars, which decide its height; 0 for lines.
    contradicted : bool
        True where plans give different figures for the same thing.
    """

    id: str
    title: str
    summary: str
    option: dict[str, Any]
    table: Table
    rows: int = 0
    contradicted: bool = False


def indicator_charts(edition: Edition, targets: Iterable[Target]) -> tuple[Chart, ...]:
    """Line up the figures of each indicator over plans and years.

    Parameters
    ----------
    edition : Edition
        Atlas in one language.
    targets : Iterable[Target]
        Goals; those without a figure and those that only restate another are left out.

    Returns
    -------
    tuple[Chart, ...]
        Lines from starting figure to goal where there are figures of several years, bars where several things have
        a figure for one year; indicators with a single figure have no chart.
    """
    groups: dict[tuple[str, str], list[Target]] = defaultdict(list)
    for target in targets:
        if target.value is not None and target.year is not None and target.restates is None:
            groups[target.indicator_id, target.unit or ""].append(target)
    charts = (_chart(edition, number, group) for number, group in enumerate(groups.values()))
    drawn = (chart for chart in charts if chart is not None)
    return tuple(sorted(drawn, key=lambda chart: (not chart.contradicted, chart.rows > 0)))


def _chart(edition: Edition, number: int, group: Sequence[Target]) -> Chart | None:
    lines = lines_of(group)
    points = sum(len(points) for points in lines.values())
    if points < _LEAST_FIGURES:
        return None
    years = {year for points in lines.values() for year, _ in points}
    are_lines = len(years) > 1 and len(lines) <= _MOST_LINES
    if not are_lines and len(group) < _LEAST_FIGURES:
        return None
    ids = {target.id for target in group}
    indicator = edition.phrases.name(edition.atlas.indicator(group[0].indicator_id))
    unit = edition.phrases.unit(group[0].unit)
    title = edition.t("chart.title", indicator=indicator, unit=unit) if unit else indicator
    option = line_option(edition, group) if are_lines else bar_option(edition, group)
    return Chart(
        id=f"chart-{number}",
        title=title,
        summary=edition.t("chart.summary", title=title, count=len(group)),
        option=option,
        table=_beside(edition, number, title=title, group=group),
        rows=0 if are_lines else len(group),
        contradicted=any(len(claims & ids) > 1 for claims in _contradictions(edition)),
    )


def _contradictions(edition: Edition) -> list[set[str]]:
    return [{target.id for target in conflict.targets} for conflict in edition.atlas.conflicts]


def _beside(edition: Edition, number: int, *, title: str, group: Iterable[Target]) -> Table:
    columns = (
        Column("section", edition.t("column.source")),
        Column("scope", edition.t("column.counts")),
        Column("baseline", edition.t("column.baseline"), "number"),
        Column("value", edition.t("column.figure"), "number"),
        Column("year", edition.t("column.year"), "number"),
    )
    rows = tuple(
        (
            edition.source_cell(target),
            Cell(target.scope, chinese=True, tags=edition.industries((target.industry,) if target.industry else ())),
            baseline_cell(edition, target),
            figure_cell(edition, target),
            due_cell(edition, target),
        )
        for target in group
    )
    return Table(f"figures-{number}", edition.t("chart.table", title=title), columns, rows, "", tools=False)
