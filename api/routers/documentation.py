"""The interface described: OpenAPI for programs at ``/api``, Swagger UI at ``/docs``, kinds of problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException

from api.errors import HTTP_SLUGS, TABLE
from api.negotiation import wish_of
from api.openapi import OPENAPI_TYPE, openapi_document
from api.responses import JsonResponse, page_response
from api.wording import title_of, words
from web.document import Document
from web.escape import script_json, text

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.responses import Response

    from api.settings import Settings
    from web.assets import Assets
    from web.language import Lang

_PAGE = """<!doctype html>
<html lang="{lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>{style}</head>
<body><main id="docs"></main>{script}
<script>window.ui = SwaggerUIBundle({options});</script></body>
</html>
"""


def make_router(app: FastAPI, assets: Assets, settings: Settings) -> APIRouter:
    """Make the routes.

    Parameters
    ----------
    app
        The application that is described, complete but for these routes.
    assets
        Where Swagger UI is.
    settings
        Limits that the description names.
    """
    router = APIRouter(include_in_schema=False)

    @router.get("/api")
    def openapi(request: Request) -> Response:
        """Send the OpenAPI document."""
        lang = wish_of(request.scope).lang
        document = openapi_document(app, lang=lang, max_items=settings.limits.items)
        return JsonResponse(document, media_type=OPENAPI_TYPE, headers={"Content-Language": lang})

    @router.get("/docs")
    def docs(request: Request) -> Response:
        """Send the page that explains the interface and lets one try it."""
        return page_response(_documentation_page(assets, wish_of(request.scope).page_lang))

    @router.get("/problems/{slug}")
    def problem_kind(request: Request, slug: str) -> Response:
        """Say what a kind of problem is: the address that error answers give as their type."""
        if slug not in {answer.slug for answer in TABLE.values()} | set(HTTP_SLUGS.values()):
            raise HTTPException(404)
        wish = wish_of(request.scope)
        return JsonResponse({"type": f"/problems/{slug}", "title": title_of(slug, wish.lang)})

    return router


def _documentation_page(assets: Assets, lang: Lang) -> Document:
    """Render Swagger UI from our own server, or from the network where it is not installed."""
    options = {"url": f"/api?lang={lang}", "dom_id": "#docs", "deepLinking": True, "tryItOutEnabled": True}
    html = _PAGE.format(
        lang=lang,
        title=text(words(lang).t("link.docs")),
        style=assets.style("vendor/swagger-ui-dist/swagger-ui.css"),
        script=assets.script("vendor/swagger-ui-dist/swagger-ui-bundle.js"),
        options=script_json(options),
    )
    return Document.of(html)
