"""Reading rendered pages in tests: links, texts, tables; and answering addresses with a site."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from web.language import lang_of

if TYPE_CHECKING:
    from web.atlas_site import Site
    from web.document import Document

LISTS = ("search", "compare", "zones", "targets", "enterprises", "projects", "prospects", "measures", "chain")
WHOLE = ("districts", "sources")
THINGS = {"districts": "district", "zones": "zone", "enterprises": "enterprise"}


@dataclass
class Reading:
    """What a reader finds on a page."""

    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    elements: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.words)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.reading = Reading()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.reading.elements.append(tag)
        values = dict(attrs)
        if tag == "a" and values.get("href"):
            self.reading.links.append(str(values["href"]))
        if values.get("id"):
            self.reading.ids.append(str(values["id"]))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.reading.words.append(re.sub(r"[ \n\t]+", " ", data).strip())


def read(document: Document) -> Reading:
    """Read a page."""
    reader = _Reader()
    reader.feed(document.html)
    return reader.reading


def answer(site: Site, address: str) -> Document | None:
    """Give the page of an address; None for what pages do not answer (maps, data, scripts)."""
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    lang = lang_of(query.get("lang"))
    steps = [unquote(step) for step in parts.path.strip("/").split("/")]
    page: Document | None = None
    if parts.path == "/":
        page = site.portal(lang=lang)
    elif len(steps) == 1 and steps[0] in LISTS:
        page = getattr(site, steps[0])(query, lang=lang)
    elif len(steps) == 1 and steps[0] in WHOLE:
        page = getattr(site, steps[0])(lang=lang)
    elif len(steps) == 2 and steps[0] in THINGS:
        page = getattr(site, THINGS[steps[0]])(steps[1], lang=lang)
    return page
