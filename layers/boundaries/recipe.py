"""``data/boundaries/recipe.toml``: what the sets are made of and what they must agree with."""

from __future__ import annotations

import csv
import tomllib
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from geo.datum import Datum
from layers.errors import DataInvalid, Problem
from layers.row import LIST_SEPARATOR

if TYPE_CHECKING:
    from pathlib import Path


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NoteTexts(_Part):
    """What the note of a set says of its source."""

    title: str
    title_en: str
    publisher: str
    origin: str
    licence: str
    licence_note: str
    licence_note_en: str
    review_number: str = ""


class _Made(_Part):
    note: NoteTexts


class Detailed(_Made):
    """The set for measuring."""

    declared_datum: Datum = Field(description="Datum the package says its files are on.")
    actual_datum: Datum = Field(description="Datum they are on.")
    proved_against: str = Field(description="Set that proves it.")
    decimals: int = Field(ge=5, le=8)


class Display(_Made):
    """The set for drawing."""

    tolerance_m: float = Field(gt=0)
    least_island_m2: float = Field(ge=0)
    decimals: int = Field(ge=4, le=8)


class Published(_Made):
    """The set for publication."""

    decimals: int = Field(ge=4, le=8)


class Context(_Made):
    """Land around the city."""

    province_prefixes: tuple[str, ...] = Field(description="First two digits of the adcodes to look through.")
    west: float
    south: float
    east: float
    north: float
    least_island_m2: float = Field(ge=0)
    decimals: int = Field(ge=4, le=8)


class Limits(_Part):
    """How far a set may differ."""

    shift_m: float = Field(gt=0)
    area_percent: float = Field(gt=0)
    gap_width_m: float = Field(ge=0)
    sliver_width_m: float = Field(gt=0)


class Recipe(_Part):
    """The whole recipe."""

    detailed: Detailed
    display: Display
    tianditu: Published
    context: Context
    limits: Limits
    areas_km2: dict[str, float] = Field(description="Area of each district, by adcode.")


class DistrictName(_Part):
    """A district as the vocabulary names it."""

    id: str = Field(pattern=r"^\d{6}$")
    name: str
    name_en: str
    aliases: tuple[str, ...] = ()


def read_recipe(data_dir: Path) -> Recipe:
    """Read the recipe under a data directory.

    Raises
    ------
    DataInvalid
        A part is missing or wrong; says which.
    """
    path = data_dir / "boundaries" / "recipe.toml"
    try:
        return Recipe.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise DataInvalid([Problem("boundaries/recipe.toml", None, "", "is missing")]) from None
    except tomllib.TOMLDecodeError as error:
        raise DataInvalid([Problem("boundaries/recipe.toml", None, "", str(error))]) from error
    except ValidationError as error:
        problems = [
            Problem("boundaries/recipe.toml", None, ".".join(map(str, item["loc"])), item["msg"])
            for item in error.errors()
        ]
        raise DataInvalid(problems) from error


def read_districts(data_dir: Path) -> tuple[DistrictName, ...]:
    """Read ids and names of the districts from the vocabulary, in the order of their adcodes."""
    path = data_dir / "vocabulary" / "districts.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [
            DistrictName.model_validate(
                {name: row[name] for name in ("id", "name", "name_en")}
                | {"aliases": tuple(filter(None, row["aliases"].split(LIST_SEPARATOR)))}
            )
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(rows, key=lambda row: row.id))
