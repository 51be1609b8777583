"""What a caller wants: language and form of the answer, from the address first and the headers second.

Everything that chooses a representation asks here, and the cache of answers keys by exactly these choices.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import parse_qsl

from starlette.datastructures import Headers

from api.errors import BadParameter
from web.language import LANGUAGES, lang_of

if TYPE_CHECKING:
    from starlette.types import Scope

    from web.language import Lang

Form = Literal["html", "json"]
Leaning = Literal["html", "json", "any"]

FORMS: dict[str, Form] = {"json": "json", "geojson": "json", "html": "html"}
_HTML_TYPES = ("text/html", "application/xhtml+xml")


class Wish(NamedTuple):
    """What a caller wants, brought to the few values that make a difference.

    Attributes
    ----------
    query : tuple of (str, str)
        Query parameters, sorted by name; the order of values of one name is kept.
    lang : {"zh", "en"}
        Of data and messages: from ``?lang=``, else from Accept-Language, else Chinese.
    page_lang : {"zh", "en"}
        Of pages: from ``?lang=``, else Chinese. A page's address alone decides its language, so that the switch works
        and a link shows everybody the same.
    leaning : {"html", "json", "any"}
        What the Accept header prefers.
    """

    query: tuple[tuple[str, str], ...]
    lang: Lang
    page_lang: Lang
    leaning: Leaning

    def form(self, *, default: Form) -> Form:
        """Settle on a representation: ``?f=`` first, then the Accept header, then `default`.

        Raises
        ------
        BadParameter
            ``f`` is neither json nor html.
        """
        asked = next((value for name, value in self.query if name == "f"), None)
        if asked is not None:
            if asked not in FORMS:
                raise BadParameter("f", asked, expected="json, html")
            return FORMS[asked]
        return default if self.leaning == "any" else self.leaning

    def first(self, name: str) -> str | None:
        """Give the first value of a query parameter; None where it is absent."""
        return next((value for given, value in self.query if given == name), None)


def wish_of(scope: Scope) -> Wish:
    """Read what a request wants, once."""
    known: Wish | None = scope.get("atlas.wish")
    if known is None:
        headers = Headers(scope=scope)
        known = _wish(
            bytes(scope.get("query_string", b"")).decode("latin-1"),
            headers.get("accept-language", ""),
            headers.get("accept", ""),
        )
        scope["atlas.wish"] = known
    return known


@lru_cache(maxsize=4096)
def _wish(query_string: str, accept_language: str, accept: str) -> Wish:
    query = tuple(sorted(parse_qsl(query_string, keep_blank_values=True), key=lambda pair: pair[0]))
    asked = next((value for name, value in query if name == "lang" and value), None)
    lang = lang_of(asked) if asked else preferred_language(accept_language)
    return Wish(query, lang, lang_of(asked), leaning_of(accept))


def preferred_language(header: str) -> Lang:
    """Choose the language that an Accept-Language header ranks first; Chinese where it names neither."""
    for tag in _ranked(header):
        for lang in LANGUAGES:
            if tag.split("-")[0] == lang:
                return lang
    return LANGUAGES[0]


def leaning_of(header: str) -> Leaning:
    """Tell whether an Accept header ranks a page or data first; ``any`` where it names neither."""
    for media_type in _ranked(header):
        if media_type in _HTML_TYPES:
            return "html"
        if "json" in media_type:
            return "json"
    return "any"


def _ranked(header: str) -> list[str]:
    """List the entries of an Accept… header, best first, those with a weight of 0 left out."""
    weighted: list[tuple[float, str]] = []
    for entry in header.split(","):
        value, *parameters = (part.strip() for part in entry.split(";"))
        weight = next((_weight(item[2:]) for item in parameters if item.startswith("q=")), 1.0)
        if value and weight > 0:
            weighted.append((weight, value.lower()))
    return [value for _, value in sorted(weighted, key=lambda pair: -pair[0])]


def _weight(text: str) -> float:
    """Read a weight; one that is no number counts as none."""
    try:
        return float(text)
    except ValueError:
        return 0.0
