"""Layers of a layout's zones: one for every tier and method, then their halos and their counts of enterprises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from layers.records import ZoneRole, ZoneTier
from layers.views import ZoneView
from web.grammar import METHODS, TIER_STRENGTH, band_width_m, drawing_of
from web.maps.displayed import displayed
from web.maps.scene import MapLayer
from web.palette import Swatch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from web.edition import Edition
    from web.maps.scene import Sample
    from web.maps.shape_table import Board

TIERS: Final[tuple[ZoneTier, ...]] = tuple(TIER_STRENGTH)


@dataclass(frozen=True, slots=True)
class Placed:
    """A zone on a layout's map.

    Attributes
    ----------
    view : ZoneView
        The zone.
    roles : tuple of ZoneRole
        Its roles in this layout, in the order of the text.
    swatch : Swatch
        Look by the leading industry of these roles.
    """

    view: ZoneView
    roles: tuple[ZoneRole, ...]
    swatch: Swatch

    @property
    def tier(self) -> ZoneTier:
        """The highest tier among its roles."""
        return min((role.tier for role in self.roles), key=TIERS.index)


def placed_zones(edition: Edition, layout: str) -> tuple[Placed, ...]:
    """Return the zones of a layout with their roles in it, structure first."""
    placed = []
    for view in edition.atlas.zones_of_layout(layout):
        roles = tuple(role for role in view.roles if role.layout == layout)
        industries = tuple(industry for role in roles for industry in role.industries)
        placed.append(Placed(view, roles, edition.palette.swatch(industries or view.industries)))
    return tuple(placed)


def zone_layers(board: Board, zones: tuple[Placed, ...]) -> Iterator[MapLayer]:
    """Make a layer for every tier and method that occurs, large things first."""
    for tier in TIERS:
        for method in METHODS:
            here = [zone for zone in zones if zone.tier == tier and zone.view.shape.method == method]
            if here and method != "none":
                yield _zone_layer(board, tuple(sorted(here, key=_size, reverse=True)))


def halo_layer(board: Board, zones: tuple[Placed, ...]) -> MapLayer | None:
    """Make the layer of uncertainty: a disc on the ground around every point; None where there is no point."""
    features = [
        {
            "at": board.label_place(zone.view.shape),
            "radius": zone.view.shape.uncertainty_m,
            "look": zone.swatch.slot,
            "halo": drawing_of(zone.view.shape.method).halo,
        }
        for zone in zones
        if drawing_of(zone.view.shape.method).halo != "none" and zone.view.shape.uncertainty_m
    ]
    return _marks_layer("halos", board.edition.t("map.layer.halos"), "halo", features=features)


def count_layer(board: Board, zones: tuple[Placed, ...]) -> MapLayer | None:
    """Make the layer of enterprise counts, one at every zone that a plan locates any in; None where there is none."""
    features = [
        {
            "id": zone.view.id,
            "name": board.edition.phrases.name(zone.view.zone),
            "at": board.label_place(zone.view.shape),
            "count": len(zone.view.enterprises),
            "look": zone.swatch.slot,
        }
        for zone in zones
        if zone.view.enterprises and zone.view.shape.label_lon is not None
    ]
    return _marks_layer("enterprises", board.edition.t("map.layer.enterprises"), "count", features=features)


def _zone_layer(board: Board, zones: tuple[Placed, ...]) -> MapLayer:
    """Make the layer of zones that share tier and method."""
    tier, drawing = zones[0].tier, drawing_of(zones[0].view.shape.method)
    looks = tuple(dict.fromkeys(zone.swatch for zone in zones))
    return MapLayer(
        id=f"{tier}-{drawing.method}",
        group=tier,
        label=board.edition.t(drawing.phrase),
        count=len(zones),
        shown=True,
        sample="shape",
        drawing=drawing,
        swatch=looks[0] if len(looks) == 1 else None,
        body={
            "draw": "zones",
            "tier": tier,
            "method": drawing.method,
            "features": [_feature(board, zone) for zone in zones],
        },
    )


def _feature(board: Board, zone: Placed) -> dict[str, Any]:
    shape = zone.view.shape
    feature: dict[str, Any] = {
        "id": zone.view.id,
        "name": board.edition.phrases.name(zone.view.zone),
        "look": zone.swatch.slot,
        "sign": zone.swatch.sign,
        "at": board.label_place(shape),
    }
    mark = drawing_of(shape.method).mark
    geometry = displayed(shape)
    if mark != "point" and geometry is not None:
        feature["shape"] = board.shapes.add(geometry)
    if mark == "band":
        feature["width"] = band_width_m(shape.uncertainty_m)
    return feature


def _marks_layer(name: str, label: str, sample: Sample, *, features: list[dict[str, Any]]) -> MapLayer | None:
    if not features:
        return None
    return MapLayer(
        id=name,
        group="marks",
        label=label,
        count=len(features),
        shown=True,
        sample=sample,
        drawing=None,
        swatch=None,
        body={"draw": name, "features": features},
    )


def _size(zone: Placed) -> float:
    geometry = zone.view.shape.geometry
    return 0.0 if geometry is None else float(geometry.area)
