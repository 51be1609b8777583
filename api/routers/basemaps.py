"""Tiles of 天地图, fetched by the server so that the token stays on it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Annotated, Literal

import httpx2
from fastapi import APIRouter, Path
from starlette.responses import Response

from api.errors import NotOffered, UpstreamFailed

if TYPE_CHECKING:
    from api.settings import BasemapSettings

TileLayer = Literal["vec", "cva", "eva", "img", "cia", "eia", "ter", "cta"]
"""Layers as 天地图 names them: map, image, terrain; and the labels of each."""

MAX_ZOOM = 18
MAX_TILE_BYTES = 2_000_000
ADDRESS = "https://t0.tianditu.gov.cn/{layer}_w/wmts"
_KEPT = "public, max-age=604800"


class Tianditu:
    """The tile service, asked with this server's token.

    Parameters
    ----------
    settings
        Token and longest wait.
    transport
        What carries the requests; the network if not given.
    """

    def __init__(self, settings: BasemapSettings, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        self._token = settings.tianditu_token
        self._timeout_s = settings.tianditu_timeout_s
        self._transport = transport

    @functools.cached_property
    def _client(self) -> httpx2.AsyncClient:
        """Client, made for the first tile: reading the machine's certificates takes a while."""
        return httpx2.AsyncClient(transport=self._transport, timeout=self._timeout_s, follow_redirects=False)

    async def tile(self, layer: TileLayer, tile: tuple[int, int, int]) -> httpx2.Response:
        """Fetch a tile.

        Parameters
        ----------
        layer
            As 天地图 names it.
        tile
            Zoom, column, row.

        Raises
        ------
        NotOffered
            There is no token, or no such tile.
        UpstreamFailed
            No answer, or one that is no image. What it says never repeats the token.
        """
        z, x, y = tile
        if self._token is None or max(x, y) >= 2**z:
            raise NotOffered("天地图", remedy="ATLAS_BASEMAP_TIANDITU_TOKEN")
        query = _tile_query(layer, tile, self._token.get_secret_value())
        try:
            answer = await self._client.get(ADDRESS.format(layer=layer), params=query)
        except httpx2.HTTPError as error:
            raise UpstreamFailed("天地图", problem=type(error).__name__) from None
        kind = answer.headers.get("content-type", "")
        if answer.status_code != httpx2.codes.OK or not kind.startswith("image/"):
            raise UpstreamFailed("天地图", problem=f"HTTP {answer.status_code} {kind}".strip())
        if len(answer.content) > MAX_TILE_BYTES:
            raise UpstreamFailed("天地图", problem="tile too large")
        return answer

    async def close(self) -> None:
        """Give up the connections."""
        if "_client" in vars(self):
            await self._client.aclose()


def make_router(tianditu: Tianditu) -> APIRouter:
    """Make the route.

    Parameters
    ----------
    tianditu
        The tile service.
    """
    router = APIRouter(prefix="/basemaps", tags=["basemaps"])

    @router.get(
        "/tianditu/{layer}/{z}/{x}/{y}",
        response_class=Response,
        responses={200: {"content": {"image/*": {}}, "description": "Tile, Web Mercator."}},
    )
    async def tianditu_tile(
        layer: TileLayer,
        z: Annotated[int, Path(ge=0, le=MAX_ZOOM)],
        x: Annotated[int, Path(ge=0)],
        y: Annotated[int, Path(ge=0)],
    ) -> Response:
        """Send a tile of 天地图, if this service has a token for it."""
        tile = await tianditu.tile(layer, (z, x, y))
        return Response(tile.content, headers={"Content-Type": tile.headers["content-type"], "Cache-Control": _KEPT})

    return router


def _tile_query(layer: TileLayer, tile: tuple[int, int, int], token: str) -> dict[str, str]:
    z, x, y = map(str, tile)
    return {
        "SERVICE": "WMTS",
        "REQUEST": "GetTile",
        "VERSION": "1.0.0",
        "LAYER": layer,
        "STYLE": "default",
        "TILEMATRIXSET": "w",
        "FORMAT": "tiles",
        "TILEMATRIX": z,
        "TILEROW": y,
        "TILECOL": x,
        "tk": token,
    }
