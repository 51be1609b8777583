"""What the search box of one map finds, small enough to stand in the page and work without any network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.search import search_index

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from web.edition import Edition

KEY_SEPARATOR = "|"

Entry = tuple[str, str, str, str, str]
"""Kind, id, name, keys joined by ``|``, and of an enterprise the zone of this map that it is located in.

The name is empty where a card of the page has it; the keys do not repeat the name.
"""


def search_entries(edition: Edition, layout: str, cards: Container[str]) -> tuple[Entry, ...]:
    """Return the entries of one map: what has a card on it, then the enterprises of its plan or of its zones.

    Parameters
    ----------
    edition
        The atlas and its language.
    layout
        Layout of the map.
    cards
        Ids of zones and districts that have a card.
    """
    plan = edition.atlas.layout(layout).plan
    return tuple(
        _entry(edition, entry, cards)
        for entry in search_index(edition.atlas)
        if entry["id"] in cards or _concerns(edition, entry, plan, layout=layout)
    )


def _concerns(edition: Edition, entry: Mapping[str, Any], plan: str, *, layout: str) -> bool:
    if entry["kind"] != "enterprise":
        return False
    return layout in entry["layouts"] or plan in edition.atlas.enterprise(entry["id"]).plans


def _entry(edition: Edition, entry: Mapping[str, Any], cards: Container[str]) -> Entry:
    name = edition.phrases.pick(entry["name"], entry["name_en"])
    keys = KEY_SEPARATOR.join(key for key in entry["keys"] if key != name.lower())
    if entry["kind"] != "enterprise":
        return (entry["kind"], entry["id"], "", keys, "")
    zones = edition.atlas.enterprise(entry["id"]).zones
    return (entry["kind"], entry["id"], name, keys, next((zone for zone in zones if zone in cards), ""))
