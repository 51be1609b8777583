"""The index behind the search box: zones, enterprises and districts by Chinese name, pinyin, initials and English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.scopes import split_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.atlas import Atlas
    from layers.records import District, Enterprise, EnterpriseRole, Zone, ZoneRole
    from layers.tables import Tables
    from layers.views import DistrictView, EnterpriseView, ZoneView


def searchable_names(tables: Tables) -> tuple[str, ...]:
    """List every Chinese name that search must find, for spelling."""
    rows: tuple[Zone | Enterprise | District, ...] = (*tables.zones, *tables.enterprises, *tables.districts)
    roles: tuple[ZoneRole | EnterpriseRole, ...] = (*tables.zone_roles, *tables.enterprise_roles)
    named = [name for row in rows for name in (row.name, *row.aliases)]
    return tuple(dict.fromkeys([*named, *(name for role in roles for name in split_names(role.named_as))]))


def search_index(atlas: Atlas) -> tuple[dict[str, Any], ...]:
    """Make the entries of the search box.

    Parameters
    ----------
    atlas
        The read model.

    Returns
    -------
    tuple of dict
        ``kind``, ``id``, ``name``, ``name_en``, ``keys`` (lower case: names, aliases, full pinyin, initials, English),
        ``layouts`` (ids of maps that show it), ``lon`` and ``lat`` (degrees, None if it has no place: an enterprise
        stands at the zone that a plan places it in, or nowhere) and ``url``. Districts, zones, enterprises.
    """
    return (
        *(_district(atlas, view) for view in atlas.districts),
        *(_zone(atlas, view) for view in atlas.zones),
        *(_enterprise(atlas, view) for view in atlas.enterprises),
    )


def town_index(atlas: Atlas) -> tuple[dict[str, Any], ...]:
    """Make entries for the towns of the base map: a reader looks for a place by the town it knows.

    Parameters
    ----------
    atlas
        The read model.

    Returns
    -------
    tuple of dict
        ``kind`` (town), ``id``, ``name``, ``name_en``, ``keys``, ``lon``, ``lat``, as in `search_index`.
    """
    return tuple(
        {
            "kind": "town",
            "id": town.id,
            "name": town.name,
            "name_en": town.name_en,
            "keys": _keys(atlas, (town.name,), town.name_en),
            "lon": town.lon,
            "lat": town.lat,
        }
        for town in atlas.towns()
    )


def _district(atlas: Atlas, view: DistrictView) -> dict[str, Any]:
    row = view.district
    return {
        "kind": "district",
        "id": view.id,
        "name": row.name,
        "name_en": row.name_en,
        "keys": _keys(atlas, (row.name, *row.aliases), row.name_en),
        "layouts": [layout.id for layout in atlas.tables.layouts],
        "lon": view.shape.label_lon,
        "lat": view.shape.label_lat,
        "url": f"/districts/{view.id}",
    }


def _zone(atlas: Atlas, view: ZoneView) -> dict[str, Any]:
    row = view.zone
    named = (name for role in view.roles for name in split_names(role.named_as))
    return {
        "kind": "zone",
        "id": view.id,
        "name": row.name,
        "name_en": row.name_en,
        "keys": _keys(atlas, (row.name, *row.aliases, *named), row.name_en),
        "layouts": list(view.layouts),
        "lon": view.shape.label_lon,
        "lat": view.shape.label_lat,
        "url": f"/zones/{view.id}",
    }


def _enterprise(atlas: Atlas, view: EnterpriseView) -> dict[str, Any]:
    row = view.enterprise
    named = (name for role in view.roles for name in split_names(role.named_as))
    zones = [atlas.zone(zone) for zone in view.zones]
    shown = next((zone.shape for zone in zones if zone.shape.label_lon is not None), None)
    return {
        "kind": "enterprise",
        "id": view.id,
        "name": row.name,
        "name_en": row.name_en,
        "keys": _keys(atlas, (row.name, *row.aliases, *named), row.name_en),
        "layouts": list(dict.fromkeys(layout for zone in zones for layout in zone.layouts)),
        "lon": shown.label_lon if shown else None,
        "lat": shown.label_lat if shown else None,
        "url": f"/enterprises/{view.id}",
    }


def _keys(atlas: Atlas, names: Iterable[str], name_en: str) -> list[str]:
    """Give what a reader may type, each once: names first, then their spellings, then the English name."""
    names = tuple(dict.fromkeys(names))
    spelled = [spelling for name in names for spelling in atlas.content.spellings.get(name, ())]
    return list(dict.fromkeys(key.lower() for key in (*names, *spelled, name_en)))
