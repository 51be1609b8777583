"""A finished page, and the content-security policy that allows exactly what it holds.

Scripts and styles in the page are allowed by their hash, never by a nonce: a nonce would make identical input
render different bytes, and an ETag would mean nothing.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlsplit

from geo.errors import AtlasError

SCRIPT_TYPES: Final = frozenset({"", "text/javascript", "application/javascript", "module"})
"""Types of ``<script>`` that a browser runs; any other type is data, which no policy needs to allow."""

_LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src"}


class InlineForbidden(AtlasError):
    """Markup with an event handler or a style attribute: no policy by hash can allow it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page as it is sent.

    Attributes
    ----------
    html : str
        The page.
    script_hashes, style_hashes : tuple of str
        ``sha256-…`` of every script and style that stands in the page itself, in order, each once.
    external_hosts : tuple of str
        Origins (scheme and host) other than the atlas's own that the page loads scripts and styles from.
    image_hosts : tuple of str
        Origins that its map may load tiles from.
    """

    html: str
    script_hashes: tuple[str, ...]
    style_hashes: tuple[str, ...]
    external_hosts: tuple[str, ...] = ()
    image_hosts: tuple[str, ...] = ()

    @classmethod
    def of(cls, html: str, *, image_hosts: tuple[str, ...] = ()) -> Document:
        """Read a rendered page and note what a policy must allow.

        Parameters
        ----------
        html
            The page.
        image_hosts
            Origins of base-map tiles, which only a script asks for.

        Raises
        ------
        InlineForbidden
            An element has an event handler or a ``style`` attribute.
        """
        found = _Inventory()
        found.feed(html)
        found.close()
        return cls(
            html,
            tuple(dict.fromkeys(found.scripts)),
            tuple(dict.fromkeys(found.styles)),
            tuple(dict.fromkeys(found.hosts)),
            image_hosts,
        )


def csp(document: Document, *, frame_ancestors: str = "'self'") -> str:
    """Write the Content-Security-Policy header of a page.

    Parameters
    ----------
    document
        The page.
    frame_ancestors
        Who may embed it: ``'self'``, ``*`` for pages that are made to be embedded, or origins.
    """

    def sources(*more: str) -> str:
        return " ".join(("'self'", *more))

    scripts = tuple(f"'{value}'" for value in document.script_hashes)
    styles = tuple(f"'{value}'" for value in document.style_hashes)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {sources(*scripts, *document.external_hosts)}",
            f"style-src {sources(*styles, *document.external_hosts)}",
            f"img-src {sources('data:', *document.image_hosts, *document.external_hosts)}",
            "font-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {frame_ancestors}",
        )
    )


def sha256(source: str) -> str:
    """Hash of an inline script or style as a policy names it, without quotes."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


class _Inventory(HTMLParser):
    """Collects what a page runs, and from where it loads."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.hosts: list[str] = []
        self._into: list[str] | None = None
        self._pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                msg = f"<{tag} {name}={value!r}>: use a class, or set it from a script"
                raise InlineForbidden(msg)
        values = dict(attrs)
        self._note_host(values.get(_LOADING.get(tag, "")), tag, values)
        self._into, self._pieces = None, []
        if tag == "style":
            self._into = self.styles
        elif tag == "script" and "src" not in values and (values.get("type") or "") in SCRIPT_TYPES:
            self._into = self.scripts

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._pieces.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style") and self._into is not None:
            self._into.append(sha256("".join(self._pieces)))
            self._into = None

    def _note_host(self, address: str | None, tag: str, values: dict[str, str | None]) -> None:
        if address is None or (tag == "link" and "stylesheet" not in (values.get("rel") or "")):
            return
        parts = urlsplit(address)
        if parts.netloc:
            self.hosts.append(f"{parts.scheme or 'https'}://{parts.netloc}")
