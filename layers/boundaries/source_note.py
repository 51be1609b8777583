"""The note beside every set, ``source.toml``: where it is from, under which licence, and how it was made."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from geo.datum import Datum
from layers.boundaries.atomic import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

NOTE_NAME = "source.toml"
Use = Literal["measuring", "display", "publication", "context"]


class SourceNote(BaseModel):
    """What is known of a set of boundaries."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(description="Id of the set, also the folder's name.", pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
    title: str = Field(description="Chinese title.")
    title_en: str = Field(description="English title.")
    use: Use = Field(description="What the set is fit for.")
    publisher: str = Field(description="Who drew the boundaries.")
    origin: str = Field(description="Way from the publisher to here, in words.")
    package: str = Field("", description="Registry package they were taken from; empty for a file of one's own.")
    package_version: str = Field("", description="Its version.")
    licence: str = Field(description="Licence as it is stated.")
    licence_note: str = Field("", description="What the licence does not cover, and what to do about it; Chinese.")
    licence_note_en: str = Field("", description="The same in English.")
    review_number: str = Field("", description="审图号 stated with the source; empty: none is stated.")
    datum_declared: Datum = Field(description="Datum the source says it is on.")
    datum_in: Datum = Field(description="Datum it is on.")
    datum_out: Datum = Field(description="Datum of the file here.")
    method: str = Field(description="What was done to it.")
    retrieved: dt.date = Field(description="Day it was taken from the package or received.")
    file: str = Field(description="Name of the file beside this note.")
    sha256: str = Field(description="Checksum of that file: it is never edited by hand.", pattern=r"^[0-9a-f]{64}$")
    features: int = Field(description="Number of features.", ge=1)
    vertices: int = Field(description="Number of vertices.", ge=4)
    extent: tuple[float, float, float, float] = Field(description="West, south, east, north, degrees.")
    checked_against: str = Field("", description="Set that the datum was proved against; empty: none.")
    shift_before_m: float | None = Field(None, description="Systematic shift, metres, of the source as declared.")
    shift_after_m: float | None = Field(None, description="Systematic shift, metres, of the file here.")


def read_note(folder: Path) -> SourceNote:
    """Read the note of a set's folder."""
    return SourceNote.model_validate(tomllib.loads((folder / NOTE_NAME).read_text(encoding="utf-8")))


def write_note(folder: Path, note: SourceNote) -> None:
    """Write the note of a set into its folder, atomically; empty fields that may be absent are left out."""
    fields = note.model_dump(exclude_none=True)
    lines = [f"{name} = {_toml(value)}" for name, value in fields.items()]
    write_atomically(folder / NOTE_NAME, "\n".join(lines).encode() + b"\n")


def _toml(value: Any) -> str:
    """Write a value as TOML; JSON's strings, numbers and lists are TOML's."""
    return value.isoformat() if isinstance(value, dt.date) else json.dumps(value, ensure_ascii=False)
