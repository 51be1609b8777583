"""Layers of the ground: districts with their names, and towns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from web.maps.scene import MapLayer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.content import Town
    from web.edition import Edition
    from web.maps.shape_table import Board


def ground_layers(board: Board) -> Iterator[MapLayer]:
    """Make the layers ``districts`` and ``towns``."""
    edition = board.edition
    districts = [_district(board, adcode) for adcode in _adcodes(edition)]
    yield MapLayer(
        id="districts",
        group="ground",
        label=edition.t("map.layer.districts"),
        count=len(districts),
        shown=True,
        sample="district",
        drawing=None,
        swatch=None,
        body={"draw": "districts", "features": districts},
    )
    towns = [_town(board, town) for town in edition.atlas.towns()]
    if towns:
        yield MapLayer(
            id="towns",
            group="ground",
            label=edition.t("map.layer.towns"),
            count=len(towns),
            shown=True,
            sample="town",
            drawing=None,
            swatch=None,
            body={"draw": "towns", "features": towns},
        )


def _adcodes(edition: Edition) -> tuple[str, ...]:
    return tuple(view.id for view in edition.atlas.districts if view.shape.geometry is not None)


def _district(board: Board, adcode: str) -> dict[str, Any]:
    view = board.edition.atlas.district(adcode)
    feature: dict[str, Any] = {
        "id": adcode,
        "name": board.edition.phrases.name(view.district),
        "shape": board.shapes.add(board.edition.atlas.district_geometry(adcode)),
    }
    at = board.label_place(view.shape)
    return feature if at is None else feature | {"at": at}


def _town(board: Board, town: Town) -> dict[str, Any]:
    return {"name": board.edition.phrases.name(town), "at": board.shapes.at(town.lon, town.lat)}
