"""Small maps of the pages, and the swatches that say how a shape is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from web.grammar import drawing_of
from web.maps.legend import sample_of
from web.maps.locator import locator_svg
from web.maps.scene import MapLayer
from web.palette import NEUTRAL

if TYPE_CHECKING:
    from layers.shape import Method
    from web.edition import Edition

Extent = tuple[float, float, float, float]

WIDTH_PX, HEIGHT_PX = 360, 340
"""Size that locators are drawn for; pages scale them."""

_UNMARKED = Markup(
    '<svg class="sample" viewBox="0 0 34 20" width="34" height="20" aria-hidden="true">'
    '<path d="M11 10h12" fill="none" stroke="currentColor" stroke-width="1.5"/></svg>'
)
_MARGIN = 0.25
_LEAST_MARGIN_DEG = 0.03


def layout_locator(edition: Edition, layout: str) -> Markup:
    """Draw the small map of a layout; drawn once for an edition."""
    drawn = edition.layout_locators
    if layout not in drawn:
        drawn[layout] = locator_svg(
            edition.atlas, layout=layout, lang=edition.lang, width_px=WIDTH_PX, height_px=HEIGHT_PX
        )
    return drawn[layout]


def zone_locator(edition: Edition, zone: str) -> Markup:
    """Draw where a zone lies; empty where nobody knows."""
    view = edition.atlas.zone(zone)
    if view.shape.geometry is None:
        return Markup()
    return locator_svg(edition.atlas, highlight=(zone,), lang=edition.lang, width_px=WIDTH_PX, height_px=HEIGHT_PX)


def district_locator(edition: Edition, adcode: str) -> Markup:
    """Draw where a district lies, with its zones; other districts as wholes are left out."""
    zones = (zone for zone in edition.atlas.zones_of_district(adcode) if zone.kind != "district")
    ids = (adcode, *(zone.id for zone in zones if zone.shape.geometry is not None))
    return locator_svg(edition.atlas, highlight=ids, lang=edition.lang, width_px=WIDTH_PX, height_px=HEIGHT_PX)


def method_swatch(method: Method) -> Markup:
    """Draw the swatch of a method: the sample of the maps' legend in the neutral look."""
    drawing = drawing_of(method)
    if drawing.mark == "unmarked":
        return _UNMARKED
    return sample_of(
        MapLayer(
            id=method,
            group="structure",
            label="",
            count=0,
            shown=True,
            sample="shape",
            drawing=drawing,
            swatch=NEUTRAL,
            body={},
        )
    )


def extent_of(bounds: Extent) -> Extent:
    """Widen an extent (west, south, east, north, degrees) so that what lies in it stands free."""
    west, south, east, north = bounds
    margin = max(_MARGIN * (east - west), _MARGIN * (north - south), _LEAST_MARGIN_DEG)
    return west - margin, south - margin, east + margin, north + margin
