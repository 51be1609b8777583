"""A real service on a free port of this machine, for tests that need one: GDAL, browsers."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from api.app import create_app
from api.settings import BasemapSettings, LabelSettings, LimitSettings, PathSettings, ServerSettings, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START_S = 30.0


def make_settings(store_dir: Path) -> Settings:
    """Settings for a store, whatever the environment says."""
    return Settings(
        paths=PathSettings(store_dir=store_dir),
        server=ServerSettings(port=0, host="127.0.0.1", public_url=None, watch_s=0),
        limits=LimitSettings(items=10_000, cache_mb=16),
        basemaps=BasemapSettings(tianditu_token=None, osm=False, amap=False),
        labels=LabelSettings(title="", title_en="", use="", use_en=""),
    )


@contextmanager
def live_service(settings: Settings) -> Iterator[str]:
    """Serve until the block ends; gives the address, without a slash at the end."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        create_app(settings), loop="uvloop", http="httptools", ws="none", log_level="warning", access_log=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        _wait_for(server)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(START_S)
        listener.close()


def _wait_for(server: uvicorn.Server) -> None:
    end = time.monotonic() + START_S
    while not server.started:
        if time.monotonic() > end:
            msg = "the service did not start"
            raise TimeoutError(msg)
        time.sleep(0.02)
