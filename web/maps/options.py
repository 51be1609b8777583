"""What a request may ask of a map, and what whoever runs the service decides about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.bounds import Bounds
from geo.errors import AtlasError
from web.language import Lang
from web.maps.basemaps import Basemap
from web.palette import Theme

if TYPE_CHECKING:
    from geo.datum import Datum

NO_LAYERS = "none"
"""Value of the ``layers`` parameter that switches everything off."""


class UnknownMapLayer(AtlasError):
    """A layer that the map does not have."""

    def __init__(self, wanted: str, known: tuple[str, ...]) -> None:
        self.wanted, self.known = wanted, known
        super().__init__(f"no layer {wanted!r} on this map; its layers are {', '.join(known)}")


class UnknownBasemap(AtlasError):
    """A base map that is not configured."""

    def __init__(self, wanted: str, known: tuple[str, ...]) -> None:
        self.wanted, self.known = wanted, known
        super().__init__(f"no base map {wanted!r}; configured are {', '.join(known) or 'none'}")


@dataclass(frozen=True, slots=True)
class MapOptions:
    """How a map is to be rendered. The same options and the same atlas give the same bytes.

    Attributes
    ----------
    lang : Lang
        Language of the page.
    plain : bool
        For embedding: no panels, a small legend, a link to the full map.
    layers : tuple of str or None
        Layers that are on; a tier (``structure``) stands for all its layers. None for the map's own choice, an empty
        tuple for none.
    bbox : Bounds or None
        Extent, WGS 84; None for the extent of what is drawn.
    theme : Theme or None
        None follows the reader's system.
    selected : str or None
        Zone or district whose card is open.
    basemap : str or None
        Base map under everything, one of `basemaps`; None for the offline one.
    basemaps : tuple of Basemap
        Base maps that are configured.
    version : str or None
        Version of the atlas that the map's address cites, to be kept in its links; None for the one in force.
    label, label_en : str
        What stands at the lower left where the boundaries have no review number; empty for 内部工作用图.
    """

    lang: Lang = "zh"
    plain: bool = False
    layers: tuple[str, ...] | None = None
    bbox: Bounds | None = None
    theme: Theme | None = None
    selected: str | None = None
    basemap: str | None = None
    basemaps: tuple[Basemap, ...] = ()
    version: str | None = None
    label: str = ""
    label_en: str = ""

    @property
    def ground(self) -> Basemap | None:
        """The base map asked for; `UnknownBasemap` if it is not configured."""
        if self.basemap is None:
            return None
        known = {basemap.id: basemap for basemap in self.basemaps}
        if self.basemap not in known:
            raise UnknownBasemap(self.basemap, tuple(known))
        return known[self.basemap]

    @property
    def datum(self) -> Datum:
        """Datum that everything on the map is drawn in."""
        return "wgs84" if self.ground is None else self.ground.datum


def parse_layers(value: str | None) -> tuple[str, ...] | None:
    """Read the ``layers`` parameter: ids joined by commas, ``none`` or nothing for no layer; None if not given."""
    if value is None:
        return None
    return tuple(name.strip() for name in value.split(",") if name.strip() and name.strip() != NO_LAYERS)
