"""What the search box of one map finds, small enough to stand in the page and work without any network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.search import search_index

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from layers.atlas import Atlas
    from web.edition import Edition

KEY_SEPARATOR = "|"


def search_entries(edition: Edition, layout: str, cards: Container[str]) -> tuple[Mapping[str, Any], ...]:
    """Return the entries of one map: what has a card on it, then the enterprises of its plan or of its zones.

    Parameters
    ----------
    edition
        The atlas and its language.
    layout
        Layout of the map.
    cards
        Ids of zones and districts that have a card.

    Returns
    -------
    tuple of mapping
        ``kind``, ``id``, ``name``, ``keys`` (lower case, joined by ``|``); an enterprise located to a zone of this
        map has ``zone``.
    """
    atlas = edition.atlas
    plan = atlas.layout(layout).plan
    return tuple(
        _entry(edition, entry, cards)
        for entry in search_index(atlas)
        if entry["id"] in cards or (entry["kind"] == "enterprise" and _concerns(atlas, entry, plan, layout=layout))
    )


def _concerns(atlas: Atlas, entry: Mapping[str, Any], plan: str, *, layout: str) -> bool:
    return layout in entry["layouts"] or plan in atlas.enterprise(entry["id"]).plans


def _entry(edition: Edition, entry: Mapping[str, Any], cards: Container[str]) -> Mapping[str, Any]:
    found = {
        "kind": entry["kind"],
        "id": entry["id"],
        "name": edition.phrases.pick(entry["name"], entry["name_en"]),
        "keys": KEY_SEPARATOR.join(entry["keys"]),
    }
    if entry["kind"] == "enterprise":
        zones = edition.atlas.enterprise(entry["id"]).zones
        zone = next((one for one in zones if one in cards), None)
        if zone is not None:
            found["zone"] = zone
    return found
