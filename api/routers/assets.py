"""Scripts, styles and images of the pages; only files that are meant to be served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, PlainTextResponse, Response

from api.responses import FOREVER, REVALIDATE
from web.assets import AssetMissing, Assets

if TYPE_CHECKING:
    from pathlib import Path


def make_router(assets: Assets) -> APIRouter:
    """Make the routes.

    Parameters
    ----------
    assets
        Files that are served.
    """
    router = APIRouter(include_in_schema=False)

    @router.get("/static/{name:path}")
    def static_file(request: Request, name: str) -> Response:
        """Send a file; for good where its address carries its version."""
        return FileResponse(
            _file(assets, name),
            headers={
                "Cache-Control": FOREVER if "v" in request.query_params else REVALIDATE,
                "Access-Control-Allow-Origin": "*",
            },
        )

    @router.get("/favicon.ico")
    def icon() -> Response:
        """Send the site's mark to browsers that ask for it unprompted."""
        return FileResponse(_file(assets, "mark.svg"), headers={"Cache-Control": REVALIDATE})

    @router.get("/robots.txt")
    def robots() -> Response:
        """Say what robots may read: the pages, not every filter of every list."""
        rules = "User-agent: *\nDisallow: /api/\nDisallow: /collections/\n"
        return PlainTextResponse(rules, headers={"Cache-Control": REVALIDATE})

    return router


def _file(assets: Assets, name: str) -> Path:
    try:
        path = assets.file(name)
    except AssetMissing:
        raise HTTPException(404) from None
    if not path.is_file():
        raise HTTPException(404)
    return path
