"""A plain server of rendered pages and static files, with the policy header they are to be served with."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from layers.errors import BadFilter, NotFound
from tests.web.page_reading import answer
from web.assets import STATIC_URL, AssetMissing, Assets
from web.document import csp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from web.atlas_site import Site
    from web.document import Document


def _answered(site: Site, address: str) -> tuple[int, Document]:
    path = urlsplit(address).path
    try:
        page = answer(site, address)
    except NotFound as error:
        return 404, site.error(404, error_raised=error, path=path)
    except BadFilter as error:
        return 422, site.error(422, error_raised=error, path=path)
    return (404, site.error(404, path=path)) if page is None else (200, page)


@contextmanager
def serve_pages(site: Site, assets: Assets) -> Iterator[str]:
    """Serve the pages and the static files on a free port of this machine; yields the root address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path.startswith(f"{STATIC_URL}/"):
                self._send_file(path.removeprefix(f"{STATIC_URL}/"))
                return
            status, page = _answered(site, self.path)
            self._send(status, page.html.encode(), "text/html; charset=utf-8", policy=csp(page))

        def _send_file(self, name: str) -> None:
            try:
                path = assets.file(name)
            except AssetMissing:
                self.send_error(404)
                return
            self._send(200, path.read_bytes(), guess_type(path.name)[0] or "application/octet-stream")

        def _send(self, status: int, body: bytes, kind: str, *, policy: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
