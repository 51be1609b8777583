"""The recipe of one zone's shape, as ``data/shapes/recipes.csv`` gives it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field, model_validator

from layers.row import Id, Row, TextList

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMATIC_LEAST_UNCERTAINTY_M: Final = 3000.0
"""A position from general knowledge is never claimed to be better than this."""

_ANCHOR = re.compile(
    r"^(?:zone:(?P<zone>[a-z0-9-]+)|(?P<start>[a-z0-9-]+)(?:~(?P<end>[a-z0-9-]+)@(?P<fraction>0\.\d+))?)$"
)


class Anchor(Row):
    """A named place, a point part of the way from one named place to another, or another zone's schematic position."""

    zone: Id | None = None
    start: Id | None = None
    end: Id | None = None
    fraction: float | None = None


class Recipe(Row):
    """How the shape of one zone is made."""

    zone: Id = Field(description="Zone.", json_schema_extra={"points_to": "zones"})
    method: Literal["boundary", "gazetteer", "envelope", "corridor", "schematic", "none"] = Field(
        description="boundary: union of districts; gazetteer: a named place; envelope: around anchors, clipped to "
        "districts, solved for the stated area; corridor: through anchors; schematic: position from general knowledge; "
        "none: nobody knows."
    )
    anchors: TextList = Field(
        (),
        description="Places of data/gazetteer/places.csv in order; 'a~b@0.5' is the point half-way from a to b, "
        "'zone:z' the schematic position of another zone.",
    )
    districts: TextList = Field(
        (),
        description="Adcodes: united (boundary) or clipped to (envelope).",
        json_schema_extra={"points_to": "districts"},
    )
    area_km2: float | None = Field(None, description="Stated area the envelope is solved for, km².", gt=0)
    least_share: float | None = Field(
        None, description="Part of the area that each district must hold, 0 to 1.", ge=0, lt=1
    )
    road: str | None = Field(None, description="Road the plan names for an axis.")
    lon: float | None = Field(None, description="Longitude of a schematic position, WGS 84 degrees.", ge=-180, le=180)
    lat: float | None = Field(None, description="Latitude of a schematic position, WGS 84 degrees.", ge=-90, le=90)
    uncertainty_m: float | None = Field(
        None,
        description="Radius in metres within which the true place is expected; for a gazetteer place and a "
        "boundary the source's own where empty; at least 3000 for schematic.",
        gt=0,
    )
    basis: str = Field(description="Why it is made so: what the plan states and what is ours.")
    basis_en: str = Field(description="The same in English.")

    @model_validator(mode="after")
    def _has_what_its_method_needs(self) -> Recipe:
        needs: dict[str, tuple[str, ...]] = {
            "boundary": ("districts",),
            "gazetteer": ("anchors",),
            "envelope": ("anchors", "districts", "area_km2"),
            "corridor": ("anchors", "uncertainty_m"),
            "schematic": ("lon", "lat", "uncertainty_m"),
            "none": (),
        }
        missing = [name for name in needs[self.method] if getattr(self, name) in (None, ())]
        if missing:
            msg = f"a recipe of method {self.method} needs {', '.join(missing)}"
            raise ValueError(msg)
        if self.method == "schematic" and (self.uncertainty_m or 0.0) < SCHEMATIC_LEAST_UNCERTAINTY_M:
            msg = f"uncertainty_m of a schematic position is at least {SCHEMATIC_LEAST_UNCERTAINTY_M:g}"
            raise ValueError(msg)
        if self.method == "gazetteer" and len(self.anchors) != 1:
            msg = "a gazetteer recipe names one place"
            raise ValueError(msg)
        tuple(self.places())
        return self

    def places(self) -> Iterator[Anchor]:
        """Anchors, read.

        Raises
        ------
        ValueError
            An anchor is neither a place nor of the form 'a~b@0.5' or 'zone:z'.
        """
        for text in self.anchors:
            match = _ANCHOR.match(text)
            if match is None:
                msg = f"anchor {text!r} is neither a place id nor of the form a~b@0.5 or zone:z"
                raise ValueError(msg)
            yield Anchor.model_validate(match.groupdict())
