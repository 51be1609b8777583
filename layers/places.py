"""Named places with coordinates: ``data/gazetteer/places.csv``."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, ValidationError

from layers.errors import DataInvalid, Problem
from layers.row import Id, Row

if TYPE_CHECKING:
    from pathlib import Path

PlaceKind = Literal["city", "town", "port", "airport", "site"]

_FILE = "gazetteer/places.csv"


class Place(Row):
    """A named place (``data/gazetteer/places.csv``): its point says where it is, not how far it reaches."""

    id: Id = Field(description="Stable identifier: the name in pinyin.")
    name: str = Field(description="Chinese name without 镇, 街道 or 市.")
    name_en: str = Field(description="English name, as the source writes it.")
    pinyin: str = Field(description="Name in pinyin without tones, syllables apart.", pattern=r"^[a-z]+(?: [a-z]+)*$")
    kind: PlaceKind = Field(description="city: seat of city or district; town: of a 镇 or 街道; site: a village.")
    lon: float = Field(description="Degrees on WGS 84.", ge=-180, le=180)
    lat: float = Field(description="Degrees on WGS 84.", ge=-90, le=90)
    district: str | None = Field(
        None,
        description="Adcode of the district it belongs to; empty where the point is no evidence of it.",
        pattern=r"^\d{6}$",
        json_schema_extra={"points_to": "districts"},
    )
    population: int | None = Field(None, description="Inhabitants, as the source has them; of no stated year.", ge=1)
    uncertainty_m: float = Field(description="Metres within which the place's middle is judged to lie.", gt=0)
    source: str = Field(description="Source and package with version.")
    source_id: str = Field(description="Id in the source.")
    note: str | None = Field(None, description="What a reader must know.")


def read_places(data_dir: Path) -> tuple[Place, ...]:
    """Read the places, in the order of their ids.

    Parameters
    ----------
    data_dir
        The atlas's ``data`` folder.

    Raises
    ------
    DataInvalid
        Rows that are wrong or that share an id; all of them are told.
    """
    with (data_dir / _FILE).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    places: dict[str, Place] = {}
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=2):
        try:
            place = Place.model_validate(row)
        except ValidationError as error:
            problems += [Problem(_FILE, number, _column(item), item["msg"]) for item in error.errors()]
            continue
        if place.id in places:
            problems.append(Problem(_FILE, number, "id", f"{place.id} is there twice; expected one row a place"))
        places[place.id] = place
    if problems:
        raise DataInvalid(problems)
    return tuple(places[key] for key in sorted(places))


def _column(item: Any) -> str:
    return ".".join(map(str, item["loc"]))
