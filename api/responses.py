"""Answers as bytes: JSON by orjson, pages with the policy that allows exactly what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from starlette.responses import HTMLResponse, Response

from web.document import csp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from web.document import Document

REVALIDATE = "no-cache"
"""Keep it, but ask each time: the ETag makes the answer to that cheap."""
FOREVER = "public, max-age=31536000, immutable"
"""For addresses that change with their content."""

GEOJSON = "application/geo+json"


class JsonResponse(Response):
    """Data as JSON. NaN cannot occur in it: orjson writes null, and a test holds the tables free of it."""

    media_type = "application/json"

    def __init__(
        self,
        content: Any,
        status_code: int = 200,
        *,
        headers: Mapping[str, str] | None = None,
        media_type: str | None = None,
    ) -> None:
        # Public data: any page may read it.
        shared = {"Access-Control-Allow-Origin": "*", "Cache-Control": REVALIDATE, **(headers or {})}
        super().__init__(content, status_code, shared, media_type)

    def render(self, content: Any) -> bytes:
        """Serialise; datetimes as UTC with Z."""
        return orjson.dumps(content, option=orjson.OPT_UTC_Z)


def page_response(
    document: Document,
    *,
    status: int = 200,
    embeddable: bool = False,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """Send a page.

    Parameters
    ----------
    document
        Rendered page.
    status
        HTTP status.
    embeddable
        True for pages made to be embedded elsewhere: plain maps.
    headers
        Further headers.
    """
    policy = csp(document, frame_ancestors="*" if embeddable else "'self'")
    return HTMLResponse(
        document.html,
        status,
        {"Content-Security-Policy": policy, "Cache-Control": REVALIDATE, **(headers or {})},
    )
