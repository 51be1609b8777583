"""Pages: the portal, the maps, the lists and the profiles."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from fastapi import APIRouter, Request

from api.errors import BadParameter
from api.negotiation import Wish, wish_of
from api.ogc.bbox import parse_bbox
from api.ogc.requests import filters_of
from api.ogc.systems import CRS84
from api.opening import configured_basemaps
from api.responses import JsonResponse, page_response
from api.routers.features import documents_for
from web.maps.options import MapOptions, parse_layers
from web.maps.search_entries import search_entries
from web.palette import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

    from api.editions import Editions, Served
    from api.settings import Settings
    from web.document import Document

_NOT_FILTERS = frozenset({"lang", "f"})
_LISTS = ("search", "compare", "zones", "targets", "enterprises", "projects", "prospects", "measures", "chain")
_PLAIN = ("districts", "sources")
_PROFILES = {"districts": "district", "zones": "zone", "enterprises": "enterprise"}
_YES = ("1", "true", "yes")


def make_router(editions: Editions, settings: Settings) -> APIRouter:
    """Make the routes.

    Parameters
    ----------
    editions
        What is served.
    settings
        Base maps, labels, public address.
    """
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def portal(request: Request) -> Response:
        """Send the portal; to programs, the landing page of the data."""
        wish, served = wish_of(request.scope), editions.current
        if wish.form(default="html") == "html":
            return page_response(served.site.portal(lang=wish.page_lang))
        return JsonResponse(documents_for(request, served, settings).landing(), headers={"Content-Language": wish.lang})

    @router.get("/maps/{layout}")
    def layout_map(request: Request, layout: str) -> Response:
        """Send the map of a layout, of the version in force or as cited."""
        wish = wish_of(request.scope)
        layout_id, _, version = layout.partition("@")
        served = editions.of_version(version or None)
        options = replace(map_options(wish, served, settings), version=version or None)
        document = map_renderer()(served.atlas, layout_id, options, assets=editions.assets)
        return page_response(document, embeddable=options.plain)

    @router.get("/maps/{layout}/search")
    def map_search(request: Request, layout: str) -> Response:
        """Send what the search box of a map finds."""
        wish = wish_of(request.scope)
        layout_id, _, version = layout.partition("@")
        served = editions.of_version(version or None)
        return JsonResponse(search_entries(served.atlas, layout_id, lang=wish.page_lang))

    for name in _LISTS:
        router.add_api_route(f"/{name}", _list_page(editions, name), name=f"{name}_page")
    for name in _PLAIN:
        router.add_api_route(f"/{name}", _plain_page(editions, name), name=f"{name}_page")
    for path, name in _PROFILES.items():
        router.add_api_route(f"/{path}/{{thing}}", _profile_page(editions, name), name=f"{name}_page")
    return router


@functools.cache
def map_renderer() -> Callable[..., Document]:
    """Load what draws maps: Folium brings pandas along, a second and more that no other answer should wait for."""
    from web.maps.layout_map import render_layout_map  # noqa: PLC0415

    return render_layout_map


def map_options(wish: Wish, served: Served, settings: Settings) -> MapOptions:
    """Read what is asked of a map.

    Parameters
    ----------
    wish
        The request's query.
    served
        What is served, for the extent that a box is held against.
    settings
        Base maps and labels.

    Raises
    ------
    BadParameter, BadBbox
        A parameter has a value that it cannot have.
    """
    bbox = wish.first("bbox")
    return MapOptions(
        lang=wish.page_lang,
        plain=(wish.first("plain") or "").lower() in _YES,
        layers=parse_layers(wish.first("layers")),
        bbox=parse_bbox(bbox, CRS84, served.extent) if bbox else None,
        theme=_theme(wish.first("theme")),
        selected=wish.first("selected") or None,
        basemap=wish.first("basemap") or None,
        basemaps=configured_basemaps(settings.basemaps),
        label=settings.labels.use,
        label_en=settings.labels.use_en,
    )


def _theme(asked: str | None) -> Theme | None:
    """Read the ``theme`` parameter; None follows the reader's system."""
    known: tuple[Theme, ...] = get_args(Theme)
    if not asked:
        return None
    for theme in known:
        if theme == asked:
            return theme
    raise BadParameter("theme", asked, expected=", ".join(known))


def _list_page(editions: Editions, name: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        wish = wish_of(request.scope)
        draw: Callable[..., Document] = getattr(editions.current.site, name)
        return page_response(draw(filters_of(wish, _NOT_FILTERS), lang=wish.page_lang))

    return answer


def _plain_page(editions: Editions, name: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        draw: Callable[..., Document] = getattr(editions.current.site, name)
        return page_response(draw(lang=wish_of(request.scope).page_lang))

    return answer


def _profile_page(editions: Editions, name: str) -> Callable[[Request, str], Response]:
    def answer(request: Request, thing: str) -> Response:
        draw: Callable[..., Document] = getattr(editions.current.site, name)
        return page_response(draw(thing, lang=wish_of(request.scope).page_lang))

    return answer
