"""The application: everything put together from settings. Nothing here is global."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette_compress import CompressMiddleware, add_compress_type

from api import problems
from api.answers import AnswerCache
from api.editions import Editions
from api.openapi import OPENAPI_TYPE
from api.opening import opener
from api.routers import assets as asset_routes
from api.routers import basemaps, documentation, features, health, pages, tables
from api.security import SecurityHeaders
from api.version import __version__
from layers.manifest import MANIFEST_NAME
from web.assets import Assets

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx2

    from api.settings import Settings

MINIMUM_COMPRESSED_BYTES = 1000
"""Smaller answers fit a packet as they are."""
WARM_UP_AFTER_S = 0.3
_MB = 1_000_000


def create_app(
    settings: Settings, *, build_failure: str | None = None, transport: httpx2.AsyncBaseTransport | None = None
) -> FastAPI:
    """Put the service together.

    Parameters
    ----------
    settings
        All settings.
    build_failure
        What went wrong where the data changed and could not be built: told in ``/readyz``.
    transport
        What carries requests to other services; the network if not given.

    Returns
    -------
    FastAPI
        The application. It opens the store when it starts, and serves what is in force there.
    """
    site_assets = Assets.find(vendor_dir=settings.paths.assets_dir)
    tianditu = basemaps.Tianditu(settings.basemaps, transport)
    editions = Editions(
        opener(settings, site_assets),
        manifest=settings.paths.store_dir / MANIFEST_NAME,
        store_dir=settings.paths.store_dir,
        assets=site_assets,
        build_failure=build_failure,
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(editions.refresh)
        beside = [asyncio.create_task(_watch(editions, settings.server.watch_s)), asyncio.create_task(_warm_up())]
        yield
        for task in beside:
            task.cancel()
        await tianditu.close()

    for media_type in (problems.MEDIA_TYPE, OPENAPI_TYPE.partition(";")[0]):
        add_compress_type(media_type)
    app = FastAPI(
        title="Industrial atlas",
        version=__version__,
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(AnswerCache, version=lambda: editions.version, capacity_bytes=settings.limits.cache_mb * _MB),
            Middleware(CompressMiddleware, minimum_size=MINIMUM_COMPRESSED_BYTES),
            Middleware(SecurityHeaders),
        ],
    )
    problems.install(app, editions)
    for router in (
        tables.make_router(editions),
        features.make_router(editions, settings),
        basemaps.make_router(tianditu),
        health.make_router(editions),
        asset_routes.make_router(site_assets),
        pages.make_router(editions, settings),
    ):
        app.include_router(router)
    app.include_router(documentation.make_router(app, site_assets, settings))
    return app


async def _warm_up() -> None:
    """Load what draws maps once the first answer is on its way, before somebody asks for a map."""
    await asyncio.sleep(WARM_UP_AFTER_S)
    await run_in_threadpool(pages.map_renderer)


async def _watch(editions: Editions, interval_s: float) -> None:
    """Look for a new version now and then; a look is one question to the file system."""
    while interval_s > 0:
        await asyncio.sleep(interval_s)
        await run_in_threadpool(editions.refresh)
