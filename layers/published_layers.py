"""Which layers a version of the atlas is published as."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from layers.atlas import Atlas
from layers.columns import Column, columns_of, model_columns
from layers.layer_files import Layer
from layers.layer_names import BOUNDARY_SET, COLLECTIONS, LAND, MEASURING, SPELLINGS, table_layer
from layers.rows import rows
from layers.tables import SPECS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from layers.content import Content

_TEXTS = ("id", "label", "label_en", "review_number", "source", "source_en", "note", "note_en")


def layers_of(content: Content) -> tuple[Layer, ...]:
    """Cut content into layers.

    Parameters
    ----------
    content
        Everything that is published together.

    Returns
    -------
    tuple of Layer
        Collections (districts and zones with their shapes), the tables as reviewed, and what the base map needs.
    """
    return (*_collections(Atlas(content)), *_tables(content), *_base(content))


def _collections(atlas: Atlas) -> Iterator[Layer]:
    places: dict[str, Sequence[BaseGeometry | None]] = {
        "districts": [view.shape.geometry for view in atlas.districts],
        "zones": [view.shape.geometry for view in atlas.zones],
        "places": [town.point for town in atlas.towns()],
    }
    for name in COLLECTIONS:
        yield Layer(name, columns_of(name), rows(atlas, name), places.get(name))


def _tables(content: Content) -> Iterator[Layer]:
    records = dict(content.tables)
    for spec in SPECS:
        cells = [row.model_dump(mode="json") for row in records[spec.name]]
        yield Layer(table_layer(spec.name), model_columns(spec.model), cells)


def _base(content: Content) -> Iterator[Layer]:
    adcodes = list(content.measuring)
    yield Layer(MEASURING, _texts("id"), [{"id": adcode} for adcode in adcodes], list(content.measuring.values()))
    yield Layer(LAND, _texts("id"), [{"id": "land"}], [content.land])
    spelled: list[dict[str, Any]] = [
        {"name": name, "pinyin": pinyin, "initials": initials} for name, (pinyin, initials) in content.spellings.items()
    ]
    yield Layer(SPELLINGS, _texts("name", "pinyin", "initials"), spelled)
    yield Layer(BOUNDARY_SET, _texts(*_TEXTS), [asdict(content.boundaries)])


def _texts(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "text") for name in names)
