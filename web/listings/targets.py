"""Tables of goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.table import TAB, Cell, Column, Table, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.records import Target
    from web.edition import Edition


def _bare(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def figure_cell(edition: Edition, target: Target) -> Cell:
    """Return a goal's figure; copied as sign, figure, upper end and unit."""
    copied = TAB.join(
        (target.comparator or "", _bare(target.value), _bare(target.value_max), edition.phrases.unit(target.unit))
    )
    sort = -1.0 if target.value is None else target.value
    if target.value is None:
        return Cell(edition.t("target.no_figure"), sort=sort, copy=copied, flag="quiet")
    return Cell(edition.figure(target), sort=sort, copy=copied)


def baseline_cell(edition: Edition, target: Target) -> Cell:
    """Return a goal's starting figure with its year; copied as two columns."""
    copied = TAB.join((_bare(target.baseline), str(target.baseline_year or "")))
    return Cell(edition.baseline(target), sort=-1.0 if target.baseline is None else target.baseline, copy=copied)


def due_cell(edition: Edition, target: Target) -> Cell:
    """Return when a goal is due; a yearly goal says so."""
    if target.year is None:
        return Cell(target.period or "–", sort=0.0, copy=target.period or "")
    sub = edition.t("target.yearly") if target.period == "yearly" else ""
    return Cell(edition.phrases.year(target.year), sub=sub, sort=float(target.year), copy=str(target.year))


def target_table(
    edition: Edition,
    targets: Iterable[Target],
    *,
    caption: str,
    empty: str,
    table_id: str = "targets",
    in_conflict: frozenset[str] = frozenset(),
) -> Table:
    """List goals.

    Parameters
    ----------
    edition : Edition
        Atlas in one language.
    targets : Iterable[Target]
        Goals in order.
    caption, empty : str
        What the table lists; what to say where it lists nothing.
    table_id : str
        Identifier on the page.
    in_conflict : frozenset[str]
        Ids of the goals that another plan contradicts.

    Returns
    -------
    Table
        One row a goal.
    """
    columns = (
        Column("indicator", edition.t("column.indicator")),
        Column("value", edition.t("column.figure"), "number", edition.t("column.figure_copy")),
        Column("year", edition.t("column.year"), "number"),
        Column("baseline", edition.t("column.baseline"), "number", edition.t("column.baseline_copy")),
        Column("scope", edition.t("column.scope")),
        Column("industry", edition.t("column.industry")),
        Column("kind", edition.t("column.target_kind")),
        Column("section", edition.t("column.source"), copy=edition.t("column.source_copy")),
    )
    rows = tuple(_row(edition, target, target.id in in_conflict) for target in targets)
    return Table(table_id, caption, columns, rows, empty)


def _row(edition: Edition, target: Target, contradicted: bool) -> tuple[Cell, ...]:  # noqa: FBT001 - private
    marks = (Tag(edition.t("target.contradicted"), "warn"),) if contradicted else ()
    return (
        Cell(
            edition.indicator(target),
            sub=edition.t("target.restates") if target.restates else "",
            tags=marks,
            note=edition.note(target),
            sort=edition.indicator(target),
        ),
        figure_cell(edition, target),
        due_cell(edition, target),
        baseline_cell(edition, target),
        Cell(target.scope, chinese=True),
        Cell(tags=edition.industries((target.industry,) if target.industry else ())),
        Cell(edition.term("target_kind", target.kind)),
        edition.source_cell(target),
    )
