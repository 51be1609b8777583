"""What the rows of all tables have in common.

Text cells are stripped; an empty cell is ``None``; a list cell separates its entries with ``|``. A `note` is Chinese
and has the same in English beside it, in `note_en`: both or neither.
"""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

LIST_SEPARATOR = "|"


def _split(cell: Any) -> Any:
    """Turn a list cell into a tuple; leave what is already a sequence alone."""
    if cell is None:
        return ()
    if isinstance(cell, str):
        return tuple(part.strip() for part in cell.split(LIST_SEPARATOR) if part.strip())
    return cell


def points_to(table: str) -> dict[str, Any]:
    """Mark a column as a reference: its value, or each of its values, is an ``id`` of ``table``."""
    return {"points_to": table}


TextList = Annotated[tuple[str, ...], BeforeValidator(_split)]

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]


class Row(BaseModel):
    """Base of every row: unknown columns, wrong types and a note in one language only are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_cells_are_none(cls, cells: Any) -> Any:
        if isinstance(cells, dict):
            return {key: None if isinstance(cell, str) and not cell.strip() else cell for key, cell in cells.items()}
        return cells

    @model_validator(mode="after")
    def _notes_are_bilingual(self) -> Self:
        if "note_en" not in type(self).model_fields:
            return self
        note, note_en = getattr(self, "note", None), getattr(self, "note_en", None)
        if (note is None) != (note_en is None):
            empty = "note (Chinese)" if note is None else "note_en (English)"
            msg = f"note and note_en come together, in Chinese and in English: {empty} is empty"
            raise ValueError(msg)
        return self


class Sourced(Row):
    """A row that says where it comes from."""

    plan: Id = Field(description="Plan the row is taken from.", json_schema_extra=points_to("plans"))
    section: str = Field(
        description="Heading path in the plan as a person would cite it, levels joined by ' › '; several places by "
        "' | '."
    )
