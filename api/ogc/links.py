"""Links between the answers: every address of the interface is made here, absolute, in the caller's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from api.responses import GEOJSON

if TYPE_CHECKING:
    from collections.abc import Iterable

JSON = "application/json"
HTML = "text/html"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"

Link = dict[str, Any]
Query = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses as the caller reaches them.

    Attributes
    ----------
    root : str
        Address of the service, without a slash at the end.
    query : tuple of (str, str)
        Parameters that every link keeps: the language where it was asked for.
    """

    root: str
    query: Query = ()

    def of(self, path: str, query: Iterable[tuple[str, str]] = ()) -> str:
        """Make an address.

        Parameters
        ----------
        path
            Path below the root, starting with a slash, or empty for the root itself.
        query
            Parameters beside those that every link keeps.
        """
        kept = dict(self.query)
        parameters = [*((name, value) for name, value in query if name not in kept), *self.query]
        return f"{self.root}{quote(path or '/')}" + (f"?{urlencode(parameters, safe=',:/')}" if parameters else "")

    def link(self, path: str, rel: str, *, kind: str, title: str, query: Iterable[tuple[str, str]] = ()) -> Link:
        """Make a link.

        Parameters
        ----------
        path
            As for `of`.
        rel
            What the target is to the answer.
        kind
            Media type of the target.
        title
            For people.
        query
            As for `of`.
        """
        return {"href": self.of(path, query), "rel": rel, "type": kind, "title": title}

    def both_forms(self, path: str, query: Query, kind: str = JSON) -> list[Link]:
        """Link an answer to itself and to its page.

        Parameters
        ----------
        path
            Of the answer.
        query
            Of the answer; the form in it is replaced.
        kind
            Media type of the answer as data.
        """
        plain = tuple(pair for pair in query if pair[0] != "f")
        return [
            self.link(path, "self", kind=kind, title="JSON", query=(*plain, ("f", "json"))),
            self.link(path, "alternate", kind=HTML, title="HTML", query=(*plain, ("f", "html"))),
        ]


def items_path(collection: str) -> str:
    """Path of a collection's features."""
    return f"/collections/{collection}/items"


__all__ = ["GEOJSON", "HTML", "JSON", "OPENAPI", "Addresses", "Link", "Query", "items_path"]
