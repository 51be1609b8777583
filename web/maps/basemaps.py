"""Optional base maps, as data. None is used unless whoever runs the service configures it.

A base map's tiles are the only thing a page may ask another machine for. 天地图 is asked through the server's own
address, so that the token stays there. Amap's tiles are on GCJ-02: what is drawn on them is shifted to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from geo.datum import Datum


@dataclass(frozen=True, slots=True)
class Basemap:
    """A base map of raster tiles.

    Attributes
    ----------
    id : str
        Identifier, as the ``basemap`` parameter has it.
    name, name_en : str
        Names shown.
    tiles : tuple of str
        Addresses with ``{z}``, ``{x}`` and ``{y}`` (Web Mercator), drawn one over the other.
    attribution, attribution_en : str
        What its owner wants to be said.
    datum : Datum
        Datum of the tiles; what is drawn on them is converted to it.
    max_zoom : int
        Greatest zoom there are tiles for.
    """

    id: str
    name: str
    name_en: str
    tiles: tuple[str, ...]
    attribution: str
    attribution_en: str
    datum: Datum = "wgs84"
    max_zoom: int = 18

    @property
    def hosts(self) -> tuple[str, ...]:
        """Origins its tiles come from; none for addresses on the atlas's own server."""
        parts = (urlsplit(address) for address in self.tiles)
        return tuple(dict.fromkeys(f"{part.scheme}://{part.netloc}" for part in parts if part.netloc))


TIANDITU: Final = Basemap(
    id="tianditu",
    name="天地图",
    name_en="Tianditu",
    tiles=("/basemaps/tianditu/vec/{z}/{x}/{y}", "/basemaps/tianditu/cva/{z}/{x}/{y}"),
    attribution="天地图 © 国家地理信息公共服务平台",
    attribution_en="Tianditu © National Platform for Common Geospatial Information Services",
)
OPENSTREETMAP: Final = Basemap(
    id="osm",
    name="OpenStreetMap",
    name_en="OpenStreetMap",
    tiles=("https://tile.openstreetmap.org/{z}/{x}/{y}.png",),
    attribution="© OpenStreetMap 贡献者 (openstreetmap.org/copyright)",
    attribution_en="© OpenStreetMap contributors (openstreetmap.org/copyright)",
    max_zoom=19,
)
AMAP: Final = Basemap(
    id="amap",
    name="高德地图",
    name_en="Amap",
    tiles=("https://webrd01.is.autonavi.com/appmaptile?lang=zh_cn&size=1&scale=1&style=8&x={x}&y={y}&z={z}",),
    attribution="© 高德软件",
    attribution_en="© AutoNavi",
    datum="gcj02",
)
