"""Search results over districts, zones and organisations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from web.frame import Frame, Place
from web.table import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from web.edition import Edition
    from web.filters import SearchFilter

KINDS = ("zone", "enterprise", "district")
"""Kinds of results in the order in which they are shown."""

_MOST = 60


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """Results of one kind.

    Attributes
    ----------
    heading : str
        What they are.
    results : tuple[Link, ...]
        Found things, the best match first.
    """

    heading: str
    results: tuple[Link, ...]


@dataclass(frozen=True)
class SearchPage:
    """Context of ``search.html``.

    Attributes
    ----------
    frame : Frame
        What stands around the page.
    query : str
        What was searched for.
    groups : tuple[ResultGroup, ...]
        Results by kind; kinds without results are left out.
    """

    template: ClassVar[str] = "search.html"

    frame: Frame
    query: str
    groups: tuple[ResultGroup, ...]


def search_page(edition: Edition, wanted: SearchFilter, index: Sequence[dict[str, Any]]) -> SearchPage:
    """Build the results of a search."""
    place = Place("/search", {"q": wanted.q})
    found = find(index, wanted.q)
    groups = (
        ResultGroup(
            edition.t(f"search.{kind}"), tuple(_link(edition, entry) for entry in found if entry["kind"] == kind)
        )
        for kind in KINDS
    )
    title = edition.t("search.title", query=wanted.q) if wanted.q else edition.t("search.label")
    return SearchPage(edition.frame(place, title), wanted.q, tuple(group for group in groups if group.results))


def find(index: Iterable[dict[str, Any]], query: str) -> tuple[dict[str, Any], ...]:
    """Find the entries of a search index that answer a query.

    Parameters
    ----------
    index : Iterable[dict]
        Entries of `layers.search.search_index`.
    query : str
        Words; every one of them must be in a key of the entry. Chinese, pinyin, initials or English.

    Returns
    -------
    tuple[dict, ...]
        Entries, whole keys before beginnings before parts; at most 60.
    """
    words = query.lower().split()
    if not words:
        return ()
    ranked = [(rank, place, entry) for place, entry in enumerate(index) if (rank := _rank(entry, words)) is not None]
    return tuple(entry for _, _, entry in sorted(ranked, key=lambda found: found[:2])[:_MOST])


def _rank(entry: dict[str, Any], words: list[str]) -> int | None:
    ranks = []
    for word in words:
        matches = [0 if key == word else 1 if key.startswith(word) else 2 for key in entry["keys"] if word in key]
        if not matches:
            return None
        ranks.append(min(matches))
    return max(ranks)


def _link(edition: Edition, entry: dict[str, Any]) -> Link:
    note = ""
    if entry["kind"] == "zone":
        view = edition.atlas.zone(entry["id"])
        note = edition.phrases.listed([edition.plan_short(plan) for plan in view.plans])
    elif entry["kind"] == "enterprise":
        found = edition.atlas.enterprise(entry["id"])
        note = edition.term("enterprise_kind", found.enterprise.kind)
    return Link(edition.phrases.pick(entry["name"], entry["name_en"]), edition.links.to(entry["url"]), note)
