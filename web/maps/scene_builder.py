"""From the atlas to a scene: one general builder for every layout, driven by data alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from geo.bounds import Bounds
from web.edition import Edition
from web.frame import SiteOptions
from web.language import phrases_of
from web.links import Links
from web.maps.cards import CardBox
from web.maps.displayed import backdrop
from web.maps.encoding import shifted
from web.maps.ground_layers import ground_layers
from web.maps.guidance_layer import guidance_layer, guidance_of
from web.maps.options import UnknownMapLayer
from web.maps.scene import IndustryKey, MapLayer, Scene
from web.maps.shape_table import Board, ShapeTable
from web.maps.zone_layers import count_layer, halo_layer, placed_zones, zone_layers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.datum import Datum
    from layers.atlas import Atlas
    from layers.records import Layout
    from web.maps.options import MapOptions
    from web.maps.zone_layers import Placed

_MARGIN = 0.04
"""Empty margin around what is drawn, as a share of its extent."""


def build_scene(atlas: Atlas, layout_id: str, options: MapOptions) -> Scene:
    """Collect everything that the map of a layout shows.

    Parameters
    ----------
    atlas
        Read model.
    layout_id
        Layout.
    options
        What is asked for.

    Returns
    -------
    Scene
        Layers, cards, lists and extent, in the language and on the datum asked for.

    Raises
    ------
    LayoutNotFound
        There is no such layout.
    UnknownMapLayer, UnknownBasemap
        A layer or base map is asked for that there is none of.
    """
    edition = edition_of(atlas, options)
    layout = atlas.layout(layout_id)
    zones = placed_zones(edition, layout.id)
    board = Board(edition, ShapeTable(options.datum))
    land = backdrop(atlas.land(), [atlas.district_geometry(view.id) for view in atlas.districts])
    land_place = board.shapes.add(land)
    guidance = guidance_layer(board, layout)
    drawn = (
        *ground_layers(board),
        guidance,
        halo_layer(board, zones),
        *zone_layers(board, zones),
        count_layer(board, zones),
    )
    layers = tuple(layer for layer in drawn if layer is not None)
    cards = _cards(CardBox(edition, layout.id), zones)
    unplaced = _unplaced(edition, layout.plan)
    cards.name_enterprises(unplaced)
    home = _extent(atlas, layout, zones, datum=options.datum)
    return Scene(
        layout=layout,
        layers=_switched(layers, options.layers),
        industries=_industry_keys(edition, layers),
        cards=cards,
        undrawn=tuple(zone.view.id for zone in zones if zone.view.shape.method == "none"),
        unplaced=unplaced,
        shapes=board.shapes.written,
        view=_asked_extent(options) or home,
        home=home,
        land=land_place,
        sheet=None if land.is_empty else Bounds.around(shifted(land, options.datum)),
    )


def edition_of(atlas: Atlas, options: MapOptions) -> Edition:
    """Return the atlas in the language of a map."""
    site = SiteOptions(label=options.label, label_en=options.label_en)
    return Edition(atlas, phrases_of(options.lang), Links(options.lang), site)


def _cards(box: CardBox, zones: Iterable[Placed]) -> CardBox:
    atlas = box.edition.atlas
    guidance = {row.district: row for row in guidance_of(box.edition, atlas.layout(box.layout))}
    for zone in zones:
        box.add_zone(zone.view)
    for view in atlas.districts:
        box.add_district(view, guidance.get(view.id))
    return box


def _switched(layers: tuple[MapLayer, ...], wanted: tuple[str, ...] | None) -> tuple[MapLayer, ...]:
    """Switch layers as asked for; a group's name stands for all of its layers."""
    if wanted is None:
        return layers
    known = {layer.id for layer in layers} | {layer.group for layer in layers}
    for name in wanted:
        if name not in known:
            raise UnknownMapLayer(name, tuple(layer.id for layer in layers))
    return tuple(replace(layer, shown=layer.id in wanted or layer.group in wanted) for layer in layers)


def _industry_keys(edition: Edition, layers: Iterable[MapLayer]) -> tuple[IndustryKey, ...]:
    present = {feature.get("look") for layer in layers for feature in layer.body["features"]}
    return tuple(
        IndustryKey(group, edition.industry(group), swatch)
        for group, swatch in edition.palette.swatches.items()
        if swatch.slot in present
    )


def _unplaced(edition: Edition, plan: str) -> tuple[str, ...]:
    return tuple(view.id for view in edition.atlas.unplaced_enterprises() if plan in view.plans)


def _extent(atlas: Atlas, layout: Layout, zones: Iterable[Placed], *, datum: Datum) -> Bounds:
    """Extent of the area that the layout's plan is made for, and of the zones that are drawn."""
    scope = atlas.plan(layout.plan).scope
    named = [view for view in atlas.districts if scope in (view.district.name, *view.district.aliases)]
    area = [atlas.district_geometry(view.id) for view in named or atlas.districts]
    drawn = [zone.view.shape.geometry for zone in zones if zone.view.shape.geometry is not None]
    around = Bounds.around([shifted(geometry, datum) for geometry in (*area, *drawn)])
    return around.expanded(_MARGIN * max(around.east - around.west, around.north - around.south))


def _asked_extent(options: MapOptions) -> Bounds | None:
    if options.bbox is None or options.datum == "wgs84":
        return options.bbox
    return Bounds.around(shifted(shapely.box(*options.bbox.as_tuple()), options.datum))
