"""Running the service: build if need be, then listen."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import uvicorn

from api.app import create_app
from api.building import build_apart, is_up_to_date
from api.console import say, show_error
from geo.errors import AtlasError
from layers.manifest import MANIFEST_NAME

if TYPE_CHECKING:
    import socket

    from api.settings import Settings

KEEP_ALIVE_S = 30
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to


def serve(settings: Settings) -> None:
    """Serve the atlas until stopped.

    Parameters
    ----------
    settings
        All settings.

    Raises
    ------
    AtlasError
        There is nothing to serve: the store is empty and the data cannot be built.
    """
    failure = build_if_needed(settings)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    config = uvicorn.Config(
        create_app(settings, build_failure=failure),
        host=settings.server.host,
        port=settings.server.port,
        # uvloop sets TCP_NODELAY: without it, small answers wait 40 ms for Nagle's algorithm.
        loop="uvloop",
        http="httptools",
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
    )
    _Announced(config).run()


class _Announced(uvicorn.Server):
    """A server that says where it is once it listens."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.started:
            return
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        shown = "localhost" if host in ("127.0.0.1", *EVERYWHERE) else host
        say(f"The atlas is at http://{shown}:{port}/  (Ctrl+C stops it)", style="bold")


def build_if_needed(settings: Settings) -> str | None:
    """Build what changed.

    Parameters
    ----------
    settings
        All settings.

    Returns
    -------
    str or None
        What went wrong where the last good version is to be served instead.

    Raises
    ------
    AtlasError
        The data cannot be built, and there is no good version.
    """
    paths = settings.paths
    if is_up_to_date(paths):
        return None
    say("Building the atlas from " + str(paths.data_dir))
    try:
        build_apart(paths)
    except AtlasError as error:
        if not (paths.store_dir / MANIFEST_NAME).is_file():
            raise
        show_error(error)
        say("The data cannot be built; the last good version is served.", style="bold yellow")
        return str(error)
    return None
