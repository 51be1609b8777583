"""Columns of every table as it is handed out: names, kinds and meanings, in order.

`rows` fills them, the layer store writes them, filters are checked against them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from layers import records
from layers.errors import TableNotFound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.row import Row

ColumnKind = Literal["text", "number", "integer", "boolean", "list", "date", "json"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table as it is handed out.

    Attributes
    ----------
    name : str
        Name in JSON, in OGC properties and in table headers.
    kind : ColumnKind
        ``list`` is a list of texts, ``date`` a text YYYY-MM-DD, ``json`` a list of objects.
    description : str
        What it holds, with its unit.
    """

    name: str
    kind: ColumnKind
    description: str = ""

    @property
    def is_filterable(self) -> bool:
        """Whether a list can be filtered by it."""
        return self.kind != "json"


def columns_of(table: str) -> tuple[Column, ...]:
    """Give the columns of a table in order; `TableNotFound` if there is none of that name."""
    try:
        return COLUMNS[table]
    except KeyError:
        raise TableNotFound(table, COLUMNS) from None


def _kind(annotation: Any) -> ColumnKind:
    """Say what a column of a model holds."""
    plain: dict[Any, ColumnKind] = {bool: "boolean", int: "integer", float: "number", dt.date: "date"}
    parts = [part for part in get_args(annotation) if part is not type(None)] or [annotation]
    if get_origin(annotation) is tuple:
        return "list"
    return plain.get(parts[0], "text")


def model_columns(model: type[Row]) -> tuple[Column, ...]:
    """Give the columns of a model, the id first, the rest in its order."""
    found = [
        Column(name, _kind(field.annotation), field.description or "") for name, field in model.model_fields.items()
    ]
    return tuple(sorted(found, key=lambda column: column.name != "id"))


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "text", _MEANINGS.get(name, "")) for name in names)


def _lists(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "list", _MEANINGS.get(name, "")) for name in names)


def _numbers(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "number", _MEANINGS.get(name, "")) for name in names)


def _flags(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "boolean", _MEANINGS.get(name, "")) for name in names)


_MEANINGS = {
    "id": "Stable identifier.",
    "name": "Chinese name.",
    "name_en": "English name.",
    "aliases": "Other names, as the plans write them.",
    "plan": "Plan the row is taken from; of several, the first.",
    "plans": "Every plan that names it.",
    "section": "Heading path in the plan.",
    "layout": "First layout that shows it.",
    "layouts": "Every layout that shows it.",
    "districts": "Adcodes.",
    "industries": "Industries.",
    "enterprises": "Enterprises.",
    "projects": "Projects.",
    "zones": "Zones.",
    "targets": "Targets.",
    "stated_area_km2": "Area that a plan states, km².",
    "area_km2": "Area measured, km², geodesic; empty for shapes that have no area.",
    "difference_km2": "Measured less stated area, km².",
    "geometry_method": "How the shape is known.",
    "uncertainty_m": "Radius in metres within which the true place or edge is expected.",
    "fitted": "Whether the shape was solved to meet the stated area: agreement then proves nothing.",
    "verified": "Whether a source confirms the position.",
    "comparable": "Whether the two areas may be compared: both known, and the shape not fitted.",
    "how": "How the shape was made.",
    "how_en": "How the shape was made, in English.",
    "source": "What the shape was made from, with licence.",
    "source_en": "The same in English.",
    "lon": "Longitude of the label, degrees on WGS 84.",
    "lat": "Latitude of the label, degrees on WGS 84.",
    "roles": "Its roles in the plans, one object each.",
    "figures": "The figures that differ, one object each.",
}

_SHAPE = (
    *_text("geometry_method"),
    *_numbers("uncertainty_m"),
    *_flags("fitted", "verified"),
    *_text("how", "how_en", "source", "source_en"),
    *_numbers("lon", "lat"),
)
_CITED = (*_text("plan"), *_lists("plans"), *_text("section"))

_ZONES = (
    *_text("id", "name", "name_en"),
    *_lists("aliases"),
    *_text("kind", "layout"),
    *_lists("layouts"),
    *_text("tier", "parent"),
    *_lists("districts", "industries"),
    *_numbers("stated_area_km2", "area_km2"),
    *_SHAPE,
    *_CITED,
    *_text("role", "role_en"),
    Column("roles", "json", _MEANINGS["roles"]),
    *_lists("enterprises", "projects"),
)

_ENTERPRISES = (
    *_text("id", "name", "name_en", "kind"),
    *_lists("aliases"),
    *_text("role", "role_en"),
    *_lists("industries"),
    *_text("place", "place_confidence", "zone"),
    *_lists("zones", "districts"),
    *_CITED,
    *_lists("projects"),
    Column("roles", "json", _MEANINGS["roles"]),
)

_CONFLICTS = (
    *_text("id", "indicator_id", "indicator", "indicator_en"),
    Column("year", "integer", "Year the figures are for."),
    *_text("scope", "industry", "unit"),
    *_CITED,
    Column("figures", "json", _MEANINGS["figures"]),
)

_AREAS = (
    *_text("id", "name", "name_en"),
    *_numbers("stated_area_km2", "area_km2", "difference_km2"),
    *_text("how_measured", "how_measured_en", "geometry_method"),
    *_flags("fitted", "comparable"),
    *_numbers("uncertainty_m"),
    *_text("source", "source_en"),
    *_CITED,
)


def _with(columns: Iterable[Column], *more: Column) -> tuple[Column, ...]:
    """Add columns that the model has not."""
    known = tuple(columns)
    names = {column.name for column in known}
    return (*known, *(column for column in more if column.name not in names))


COLUMNS: dict[str, tuple[Column, ...]] = {
    "plans": _with(model_columns(records.Plan), *_text("plan", "section")),
    "layouts": _with(model_columns(records.Layout), *_lists("zones")),
    "districts": _with(
        model_columns(records.District),
        *_numbers("area_km2"),
        *_SHAPE,
        *_CITED,
        *_lists("industries", "terms", "guided_zones", "zones", "enterprises", "projects", "targets"),
    ),
    "zones": _ZONES,
    "enterprises": _ENTERPRISES,
    "projects": _with(model_columns(records.Project), *_lists("enterprise_names", "enterprise_names_en")),
    "targets": _with(
        model_columns(records.Target), Column("baseline_of", "text", "Goal whose starting figure the row is.")
    ),
    "prospects": model_columns(records.Prospect),
    "measures": model_columns(records.Measure),
    "chain-links": model_columns(records.ChainLink),
    "guidance": model_columns(records.Guidance),
    "conflicts": _CONFLICTS,
    "areas": _AREAS,
    "industries": _with(model_columns(records.Industry), *_CITED),
    "indicators": _with(model_columns(records.Indicator), *_CITED),
    "places": (*_text("id", "name", "name_en", "kind"), *_numbers("lon", "lat"), *_text("source")),
}
"""Columns of every table, by the table's name."""
