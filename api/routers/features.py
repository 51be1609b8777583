"""OGC API – Features: the collections, for GDAL, QGIS and whatever else speaks the standard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request

from api.negotiation import Wish, wish_of
from api.ogc.documents import Documents, Page
from api.ogc.links import GEOJSON, Addresses
from api.ogc.requests import only, read_items_request
from api.ogc.systems import system_of
from api.responses import JsonResponse, page_response
from layers.errors import CollectionNotFound
from web.frame import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

    from api.editions import Editions, Served
    from api.settings import Settings
    from web.document import Document

_EVERYWHERE = frozenset({"f", "lang"})
_OF_AN_ITEM = _EVERYWHERE | {"crs"}


def make_router(editions: Editions, settings: Settings) -> APIRouter:
    """Make the routes below ``/conformance`` and ``/collections``.

    Parameters
    ----------
    editions
        What is served.
    settings
        Public address and limits.
    """
    router = APIRouter(include_in_schema=False)

    @router.get("/conformance")
    def conformance(request: Request) -> Response:
        """Say which classes of the standard are met."""
        wish, served = _checked(request, editions, _EVERYWHERE)
        document = documents_for(request, served, settings).conformance()
        return _answer(wish, document, partial(served.site.conformance, document, place_of(request)))

    @router.get("/collections")
    def collections(request: Request) -> Response:
        """List the collections."""
        wish, served = _checked(request, editions, _EVERYWHERE)
        document = documents_for(request, served, settings).collections(served.extents)
        return _answer(wish, document, partial(served.site.collections, document, place_of(request)))

    @router.get("/collections/{name}")
    def collection(request: Request, name: str) -> Response:
        """Describe a collection."""
        wish, served = _checked(request, editions, _EVERYWHERE)
        document = _described(request, served, settings, name)
        return _answer(wish, document, partial(served.site.collection, document, place_of(request)))

    @router.get("/collections/{name}/items")
    def items(request: Request, name: str) -> Response:
        """Give a page of features."""
        wish, served = wish_of(request.scope), editions.current
        described = _described(request, served, settings, name)
        asked = read_items_request(wish, extent=served.extent, max_limit=settings.limits.items)
        found = served.engine.items(
            name, bbox=asked.bbox, filters=asked.filters, limit=asked.limit, offset=asked.offset
        )
        page = Page(name, found.features, found.matched, asked.limit, asked.offset, asked.system, wish.query)
        document = documents_for(request, served, settings).items(page)
        draw = partial(served.site.items, described, document, place_of(request))
        return _answer(wish, document, draw, crs=asked.system.uri)

    @router.get("/collections/{name}/items/{feature_id}")
    def item(request: Request, name: str, feature_id: str) -> Response:
        """Give one feature."""
        wish, served = _checked(request, editions, _OF_AN_ITEM)
        described = _described(request, served, settings, name)
        system = system_of(wish.first("crs"), "crs")
        feature = served.engine.item(name, feature_id)
        document = documents_for(request, served, settings).item(name, feature, system, wish.query)
        draw = partial(served.site.item, described, document, place_of(request))
        return _answer(wish, document, draw, crs=system.uri)

    return router


def documents_for(request: Request, served: Served, settings: Settings) -> Documents:
    """Give the documents with addresses and language as this caller wants them.

    Parameters
    ----------
    request
        The request.
    served
        What is served.
    settings
        Public address, where a proxy stands before the service.
    """
    wish = wish_of(request.scope)
    public = settings.server.public_url
    root = str(public) if public is not None else str(request.base_url)
    kept = tuple(pair for pair in wish.query if pair[0] == "lang")
    return Documents(Addresses(root.rstrip("/"), kept), wish.lang, built_at=served.atlas.built_at)


def _checked(request: Request, editions: Editions, known: frozenset[str]) -> tuple[Wish, Served]:
    """Read what a request wants, and refuse parameters that this answer does not have."""
    wish = wish_of(request.scope)
    only(wish, known)
    return wish, editions.current


def _described(request: Request, served: Served, settings: Settings, name: str) -> dict[str, Any]:
    """Describe a collection; `CollectionNotFound` if there is none."""
    if name not in served.extents:
        raise CollectionNotFound(name, served.extents)
    return documents_for(request, served, settings).collection(name, served.extents[name])


def place_of(request: Request) -> Place:
    """Tell the page of an answer where it stands.

    Parameters
    ----------
    request
        The request.
    """
    return Place(request.url.path, dict(wish_of(request.scope).query))


def _answer(wish: Wish, document: dict[str, Any], draw: Callable[..., Document], *, crs: str | None = None) -> Response:
    """Send a document as the caller prefers it."""
    headers = {"Content-Crs": f"<{crs}>"} if crs else {}
    if wish.form(default="json") == "html":
        return page_response(draw(lang=wish.page_lang), headers=headers)
    kind = GEOJSON if crs else None
    return JsonResponse(document, media_type=kind, headers={**headers, "Content-Language": wish.lang})
