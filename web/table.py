"""Tables as the pages show them: cells that sort, filter and copy cleanly, whatever they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["text", "number"]

TAB = "\t"
"""Separates the columns that one shown cell is copied as."""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere, or just a text where ``href`` is empty.

    Attributes
    ----------
    text : str
        What is read.
    href : str
        Address; empty for none.
    note : str
        A few words after it, smaller.
    """

    text: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A short term with a colour class as its second cue.

    Attributes
    ----------
    text : str
        Term.
    look : str
        Class of the style sheet: ``slot-<n>`` of the palette for an industry, ``warn``, ``quiet``; empty for none.
    sign : str
        Name of the palette's sign that stands before it; empty for none.
    """

    text: str
    look: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row comes from.

    Attributes
    ----------
    plan : str
        Short title of the plan.
    section : str
        Heading path, in Chinese as a person would cite it.
    href : str
        Address of the plan's entry.
    """

    plan: str
    section: str
    href: str

    @property
    def places(self) -> tuple[str, ...]:
        """Headings, one a place of the plan."""
        return tuple(place.strip() for place in self.section.split(" | ") if place.strip())


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; what is empty is not shown.

    Attributes
    ----------
    text : str
        Main text.
    href : str
        Where the main text leads.
    sub : str
        Second line, smaller.
    links : tuple[Link, ...]
        Links after the text.
    tags : tuple[Tag, ...]
        Terms after the text.
    sources : tuple[Source, ...]
        Where it comes from.
    sort : float or str or None
        What is sorted by, if not the text.
    copy : str
        What is copied, if not the text; several columns by tabs.
    note : str
        Editor's note, folded away until asked for.
    flag : str
        Class of the style sheet that marks the cell (``warn``, ``quiet``); empty for none.
    chinese : bool
        True where the text is Chinese in every language (names of departments, headings).
    """

    text: str = ""
    href: str = ""
    sub: str = ""
    links: tuple[Link, ...] = ()
    tags: tuple[Tag, ...] = ()
    sources: tuple[Source, ...] = ()
    sort: float | str | None = None
    copy: str = ""
    note: str = ""
    flag: str = ""
    chinese: bool = False

    @property
    def copied(self) -> str:
        """What the cell is copied as."""
        if self.copy:
            return self.copy
        if self.sources:
            plans = "; ".join(source.plan for source in self.sources)
            return plans + TAB + "; ".join(source.section for source in self.sources)
        parts = [self.text, *(link.text for link in self.links), *(tag.text for tag in self.tags)]
        return "; ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Column:
    """Head of a column.

    Attributes
    ----------
    key : str
        Name of the column as the data answers have it.
    label : str
        What is read.
    align : {"text", "number"}
        Numbers stand right-aligned in tabular figures.
    copy : str
        Heads that it is copied under, by tabs; the label where empty.
    sortable : bool
        False where an order means nothing.
    """

    key: str
    label: str
    align: Align = "text"
    copy: str = ""
    sortable: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption.

    Attributes
    ----------
    id : str
        Identifier on the page.
    caption : str
        What it lists; read by screen readers, shown above it.
    columns : tuple[Column, ...]
        Heads, left to right.
    rows : tuple[tuple[Cell, ...], ...]
        Cells, as many in each row as there are columns; the first is the row's head.
    empty : str
        What to say, and what to do, where there are no rows.
    tools : bool
        False for a short table that needs neither filter nor copy.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str
    tools: bool = True

    def __post_init__(self) -> None:
        """Hold every row to the number of columns."""
        if any(len(row) != len(self.columns) for row in self.rows):
            msg = f"table {self.id} has a row that is not {len(self.columns)} cells wide"
            raise ValueError(msg)
