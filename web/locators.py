"""Small maps of the pages, and the swatches that say how a shape is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from web.grammar import drawing_of
from web.maps.legend import sample_of
from web.maps.scene import MapLayer
from web.palette import NEUTRAL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.shape import Method
    from web.edition import Edition

Extent = tuple[float, float, float, float]

_UNMARKED = Markup(
    '<svg class="sample" viewBox="0 0 34 20" width="34" height="20" aria-hidden="true">'
    '<path d="M11 10h12" fill="none" stroke="currentColor" stroke-width="1.5"/></svg>'
)
_MARGIN = 0.25
_LEAST_MARGIN_DEG = 0.03


def layout_locator(edition: Edition, layout: str) -> Markup:
    """Draw the small map of a layout."""
    return _locator(edition, [view.id for view in edition.atlas.zones_of_layout(layout)])


def zone_locator(edition: Edition, zone: str) -> Markup:
    """Draw where a zone lies."""
    return _locator(edition, [zone])


def district_locator(edition: Edition, adcode: str) -> Markup:
    """Draw where a district lies, with its zones."""
    return _locator(edition, [adcode, *edition.atlas.district(adcode).zones])


def _locator(edition: Edition, highlight: Iterable[str]) -> Markup:
    del edition, highlight
    return Markup("")


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
