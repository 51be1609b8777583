"""What a target's scope means: a zone, a class of zones, a district, an enterprise.

A scope is words of the plan. It means a place or an organisation if it is one of its names (shown name, alias, or the
name that the plan of the target uses) or its id; a class of zones is resolved by ``vocabulary/scopes.csv``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from layers.records import Target
    from layers.tables import Tables


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one target counts.

    Attributes
    ----------
    zones : tuple of str
        Zones meant, by name or as a class.
    named_zones : tuple of str
        Those of them that are meant by name.
    districts : tuple of str
        Adcodes: districts meant by name, and those that a zone meant by name lies in.
    enterprises : tuple of str
        Enterprises meant by name.
    """

    zones: tuple[str, ...]
    named_zones: tuple[str, ...]
    districts: tuple[str, ...]
    enterprises: tuple[str, ...]


def split_names(cell: str) -> tuple[str, ...]:
    """Split a ``named_as`` cell into its names."""
    return tuple(name.strip() for name in cell.split("|") if name.strip())


class Scopes:
    """Resolves scopes against the names of one set of tables.

    Parameters
    ----------
    tables
        Reviewed tables.
    """

    def __init__(self, tables: Tables) -> None:
        self._zones = _index((zone.id, (zone.id, zone.name, *zone.aliases)) for zone in tables.zones)
        self._districts = _index((row.id, (row.id, row.name, *row.aliases)) for row in tables.districts)
        self._enterprises = _index((row.id, (row.id, row.name, *row.aliases)) for row in tables.enterprises)
        self._add_names_of_plans(tables)
        self._classes = _classes(tables)
        self._districts_of_zone: dict[str, list[str]] = defaultdict(list)
        for role in tables.zone_roles:
            self._districts_of_zone[role.zone] += role.districts

    def _add_names_of_plans(self, tables: Tables) -> None:
        for role in tables.zone_roles:
            for name in split_names(role.named_as):
                _add(self._zones, name, role.zone)
        for named in tables.enterprise_roles:
            for name in split_names(named.named_as):
                _add(self._enterprises, name, named.enterprise)

    def meaning(self, target: Target) -> Meaning:
        """Say what a target counts."""
        scope = target.scope.strip()
        named = tuple(self._zones.get(scope, ()))
        of_class = self._classes.get((target.plan, scope), ())
        lies_in = (adcode for zone in named for adcode in self._districts_of_zone[zone])
        return Meaning(
            zones=tuple(dict.fromkeys((*named, *of_class))),
            named_zones=named,
            districts=tuple(dict.fromkeys((*self._districts.get(scope, ()), *lies_in))),
            enterprises=tuple(self._enterprises.get(scope, ())),
        )


def _index(named: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for owner, names in named:
        for name in names:
            _add(index, name, owner)
    return index


def _add(index: dict[str, list[str]], name: str, owner: str) -> None:
    owners = index.setdefault(name, [])
    if owner not in owners:
        owners.append(owner)


def _classes(tables: Tables) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Zones of every class of zones, by plan and scope."""
    of_kind: dict[tuple[str, str], list[str]] = defaultdict(list)
    for role in tables.zone_roles:
        of_kind[role.plan, role.kind].append(role.zone)
    return {
        (row.plan, row.scope): tuple(
            dict.fromkeys((*row.zones, *(of_kind[row.plan, row.zone_kind] if row.zone_kind else ())))
        )
        for row in tables.scopes
    }
