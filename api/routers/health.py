"""Whether the service lives, and whether it has something to serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter

from api.responses import JsonResponse

if TYPE_CHECKING:
    from api.editions import Editions

_NEVER_KEPT = {"Cache-Control": "no-store"}


def make_router(editions: Editions) -> APIRouter:
    """Make the routes.

    Parameters
    ----------
    editions
        What is served.
    """
    router = APIRouter(tags=["health"])

    @router.get("/healthz", summary="Whether the process answers")
    async def healthz() -> JsonResponse:
        """Say that the process answers."""
        return JsonResponse({"status": "ok"}, headers=_NEVER_KEPT)

    @router.get("/readyz", summary="Which version is served")
    async def readyz() -> JsonResponse:
        """Say which version is served; a failed build is told, and does not stop the last good version."""
        state = editions.state()
        return JsonResponse(state, 200 if state["version"] else 503, headers=_NEVER_KEPT)

    return router
