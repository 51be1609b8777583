"""Tables of chain links: who supplies or leads whom, and what is stated to be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.table import Cell, Column, Link, Table, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.records import ChainLink
    from web.edition import Edition


def chain_table(
    edition: Edition,
    links: Iterable[ChainLink],
    *,
    caption: str,
    empty: str,
    table_id: str = "chain",
) -> Table:
    """List chain links, one row each."""
    columns = (
        Column("statement", edition.t("column.statement")),
        Column("relation", edition.t("column.relation")),
        Column("source", edition.t("column.from")),
        Column("target", edition.t("column.to")),
        Column("product", edition.t("column.product")),
        Column("value", edition.t("column.share"), "number"),
        Column("industry", edition.t("column.industry")),
        Column("section", edition.t("column.source"), copy=edition.t("column.source_copy")),
    )
    return Table(table_id, caption, columns, tuple(_row(edition, link) for link in links), empty)


def _party(edition: Edition, name: str | None, enterprise: str | None) -> Cell:
    if enterprise is None:
        return Cell(name or "–", chinese=True)
    link = edition.enterprise(enterprise)
    return Cell(links=(Link(link.text, link.href),))


def _row(edition: Edition, link: ChainLink) -> tuple[Cell, ...]:
    look = "warn" if link.relation in ("missing", "imports") else ""
    return (
        Cell(edition.phrases.pick(link.statement, link.statement_en), note=edition.note(link)),
        Cell(tags=(Tag(edition.term("relation", link.relation), look),)),
        _party(edition, link.source, link.source_enterprise),
        _party(edition, link.target, link.target_enterprise),
        Cell(link.product or "–", chinese=True),
        Cell(
            edition.phrases.figure(link.comparator, link.value, None, link.unit),
            sort=-1.0 if link.value is None else link.value,
        ),
        Cell(tags=edition.industries((link.industry,) if link.industry else ())),
        edition.source_cell(link),
    )
