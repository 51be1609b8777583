"""A plain server of rendered maps and static files, with the policy header they are to be served with."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import parse_qs, urlsplit

from geo.bounds import Bounds
from web.assets import STATIC_URL, AssetMissing, Assets
from web.document import csp
from web.maps.layout_map import render_layout_map
from web.maps.options import MapOptions, parse_layers
from web.maps.search_entries import search_entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.atlas import Atlas


def options_of(query: dict[str, str]) -> MapOptions:
    """Read the query of a map's address as the service does."""
    return MapOptions(
        lang="en" if query.get("lang") == "en" else "zh",
        plain=query.get("plain") == "1",
        layers=parse_layers(query.get("layers")),
        bbox=Bounds.parse(query["bbox"]) if "bbox" in query else None,
        theme="dark" if query.get("theme") == "dark" else "light" if query.get("theme") == "light" else None,
        selected=query.get("selected"),
    )


class MapHandler(BaseHTTPRequestHandler):
    """Answers maps and static files; a subclass names the atlas and the assets."""

    atlas: ClassVar[Atlas]
    assets: ClassVar[Assets]

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(address.query, keep_blank_values=True).items()}
        if address.path.startswith("/maps/"):
            self._send_map(*address.path.removeprefix("/maps/").split("/"), options=options_of(query))
        elif address.path.startswith(f"{STATIC_URL}/"):
            self._send_file(address.path.removeprefix(f"{STATIC_URL}/"))
        else:
            self.send_error(404)

    def _send_map(self, layout: str, part: str = "", *, options: MapOptions) -> None:
        if part == "search":
            found = search_entries(self.atlas, layout, lang=options.lang)
            self._send(json.dumps(found).encode(), "application/json")
            return
        document = render_layout_map(self.atlas, layout, options, assets=self.assets)
        self._send(document.html.encode(), "text/html; charset=utf-8", csp(document))

    def _send_file(self, name: str) -> None:
        try:
            path = self.assets.file(name)
        except AssetMissing:
            self.send_error(404)
            return
        self._send(path.read_bytes(), guess_type(path.name)[0] or "application/octet-stream")

    def _send(self, body: bytes, kind: str, policy: str = "") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        del format, args


@contextmanager
def serve_maps(atlas: Atlas, assets: Assets) -> Iterator[str]:
    """Serve ``/maps/<layout>`` and the static files on a free port of this machine; yields the root address."""
    handler = type("Handler", (MapHandler,), {"atlas": atlas, "assets": assets})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
