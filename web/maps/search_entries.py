"""What the search box of one map finds. The box fetches it when it is first used: most readers never search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.search import search_index, town_index
from web.edition import Edition
from web.frame import SiteOptions
from web.language import phrases_of
from web.links import Links
from web.maps.zone_layers import placed_zones

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from layers.atlas import Atlas
    from web.language import Lang

KEY_SEPARATOR = "|"

Entry = tuple[str, str, str, str, str]
"""Kind, id, name, keys joined by ``|``, and where it is: of an enterprise the zone of this map that it is located in,
of a town ``lon,lat`` in degrees on WGS 84.

The keys do not repeat the name.
"""


def search_entries(atlas: Atlas, layout: str, *, lang: Lang) -> tuple[Entry, ...]:
    """Return the entries of one map: what has a card on it, then the enterprises of its plan or of its zones.

    Parameters
    ----------
    atlas
        Read model.
    layout
        Layout of the map; `LayoutNotFound` if there is none.
    lang
        Language of the names.
    """
    edition = Edition(atlas, phrases_of(lang), Links(lang), SiteOptions())
    plan = atlas.layout(layout).plan
    cards = {placed.view.id for placed in placed_zones(edition, layout)} | {view.id for view in atlas.districts}
    found = [
        _entry(edition, entry, cards)
        for entry in search_index(atlas)
        if entry["id"] in cards or _concerns(edition, entry, plan, layout=layout)
    ]
    return (*found, *(_town(edition, entry) for entry in town_index(atlas)))


def _concerns(edition: Edition, entry: Mapping[str, Any], plan: str, *, layout: str) -> bool:
    if entry["kind"] != "enterprise":
        return False
    return layout in entry["layouts"] or plan in edition.atlas.enterprise(entry["id"]).plans


def _town(edition: Edition, entry: Mapping[str, Any]) -> Entry:
    name = edition.phrases.pick(entry["name"], entry["name_en"])
    keys = KEY_SEPARATOR.join(key for key in entry["keys"] if key != name.lower())
    return (entry["kind"], entry["id"], name, keys, f"{entry['lon']:.5f},{entry['lat']:.5f}")


def _entry(edition: Edition, entry: Mapping[str, Any], cards: Container[str]) -> Entry:
    name = edition.phrases.pick(entry["name"], entry["name_en"])
    keys = KEY_SEPARATOR.join(key for key in entry["keys"] if key != name.lower())
    if entry["kind"] != "enterprise":
        return (entry["kind"], entry["id"], name, keys, "")
    zones = edition.atlas.enterprise(entry["id"]).zones
    return (entry["kind"], entry["id"], name, keys, next((zone for zone in zones if zone in cards), ""))
