"""Joins between districts, zones, enterprises, projects and targets.

Every join is made once, from the one column that states it, and read in both directions; so it cannot say one thing
from one side and another from the other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from layers.scopes import Scopes
from layers.views import DistrictView, EnterpriseView, ZoneView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from layers.content import Content
    from layers.tables import Tables

RowT = TypeVar("RowT")


class Links:
    """Pairs of ids, read from either side.

    Parameters
    ----------
    pairs
        (left id, right id), in the order in which the right ones are to be listed; repeats are dropped.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._right: dict[str, dict[str, None]] = defaultdict(dict)
        self._left: dict[str, dict[str, None]] = defaultdict(dict)
        for left, right in pairs:
            self._right[left][right] = None
            self._left[right][left] = None

    def of(self, left: str) -> tuple[str, ...]:
        """Right ids joined to a left one."""
        return tuple(self._right.get(left, ()))

    def to(self, right: str) -> tuple[str, ...]:
        """Left ids joined to a right one."""
        return tuple(self._left.get(right, ()))


@dataclass(frozen=True)
class Joins:
    """All links between the tables; on the left the place, or the enterprise of a project, or what a target counts.

    Attributes
    ----------
    zone_enterprises, zone_projects, zone_targets
        By zone id.
    district_zones, district_enterprises, district_projects, district_targets
        By adcode.
    enterprise_projects, enterprise_targets
        By enterprise id.
    """

    zone_enterprises: Links
    zone_projects: Links
    zone_targets: Links
    district_zones: Links
    district_enterprises: Links
    district_projects: Links
    district_targets: Links
    enterprise_projects: Links
    enterprise_targets: Links

    @classmethod
    def of(cls, tables: Tables) -> Joins:
        """Find every link that the tables state."""
        scopes = Scopes(tables)
        means = [(target.id, scopes.meaning(target)) for target in tables.targets]
        named, projects = tables.enterprise_roles, tables.projects
        return cls(
            zone_enterprises=Links((row.zone, row.enterprise) for row in named if row.zone),
            zone_projects=Links((row.zone, row.id) for row in projects if row.zone),
            zone_targets=Links((zone, target) for target, meaning in means for zone in meaning.zones),
            district_zones=Links((adcode, row.zone) for row in tables.zone_roles for adcode in row.districts),
            district_enterprises=Links((adcode, row.enterprise) for row in named for adcode in row.districts),
            district_projects=Links((adcode, row.id) for row in projects for adcode in row.districts),
            district_targets=Links((adcode, target) for target, meaning in means for adcode in meaning.districts),
            enterprise_projects=Links((who, row.id) for row in projects for who in row.enterprises),
            enterprise_targets=Links((who, target) for target, meaning in means for who in meaning.enterprises),
        )


def zone_views(content: Content, joins: Joins) -> tuple[ZoneView, ...]:
    """Join the zones, in the order of the registry."""
    roles = _by(content.tables.zone_roles, "zone")
    return tuple(
        ZoneView(
            zone=zone,
            roles=roles[zone.id],
            shape=content.zone_shapes[zone.id],
            enterprises=joins.zone_enterprises.of(zone.id),
            projects=joins.zone_projects.of(zone.id),
            targets=joins.zone_targets.of(zone.id),
        )
        for zone in content.tables.zones
    )


def enterprise_views(content: Content, joins: Joins) -> tuple[EnterpriseView, ...]:
    """Join the enterprises, in the order of the registry."""
    roles = _by(content.tables.enterprise_roles, "enterprise")
    return tuple(
        EnterpriseView(
            enterprise=enterprise,
            roles=roles[enterprise.id],
            projects=joins.enterprise_projects.of(enterprise.id),
        )
        for enterprise in content.tables.enterprises
    )


def district_views(content: Content, joins: Joins) -> tuple[DistrictView, ...]:
    """Join the districts, in the order of the vocabulary."""
    guidance = {row.district: row for row in reversed(content.tables.guidance)}
    return tuple(
        DistrictView(
            district=district,
            shape=content.district_shapes[district.id],
            guidance=guidance.get(district.id),
            zones=joins.district_zones.of(district.id),
            enterprises=joins.district_enterprises.of(district.id),
            projects=joins.district_projects.of(district.id),
            targets=joins.district_targets.of(district.id),
        )
        for district in content.tables.districts
    )


def _by(rows: Iterable[RowT], column: str) -> Mapping[str, tuple[RowT, ...]]:
    groups: dict[str, list[RowT]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, column)].append(row)
    return {key: tuple(group) for key, group in groups.items()}
