"""The read model: one version of the atlas, joined and in memory. It never changes once made."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from layers import errors
from layers.conflicts import find_conflicts
from layers.joins import Joins, district_views, enterprise_views, zone_views
from layers.manifest import read_manifest
from layers.stored_content import read_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from layers.content import BoundaryInfo, Content, Town
    from layers.records import Indicator, Industry, Layout, Plan, Project, Target, ZoneTier
    from layers.tables import Tables
    from layers.views import Conflict, DistrictView, EnterpriseView, ZoneView

Detail = Literal["display", "measuring"]

_NEVER = dt.datetime.fromtimestamp(0, tz=dt.UTC)
_TIERS: tuple[ZoneTier, ...] = ("structure", "site", "mention")


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Identified)


class Atlas:
    """One version of the atlas.

    Parameters
    ----------
    content
        Tables, shapes and base map.
    version
        Short content hash: the same for the same content. Empty for content that is not published.
    built_at
        When this version was built, with time zone.

    Attributes
    ----------
    tables : Tables
        The reviewed records themselves.
    version : str
        As given.
    built_at : datetime
        As given.
    boundaries : BoundaryInfo
        Origin of the district boundaries.
    joins : Joins
        Links between the tables.
    districts, zones, enterprises : tuple
        Views, in the order of their vocabulary or registry.
    conflicts : tuple of Conflict
        Different figures of different plans.
    """

    def __init__(self, content: Content, *, version: str = "", built_at: dt.datetime = _NEVER) -> None:
        self.version, self.built_at = version, built_at
        self.content = content
        self.tables: Tables = content.tables
        self.boundaries: BoundaryInfo = content.boundaries
        self.joins = Joins.of(content.tables)
        self.districts: tuple[DistrictView, ...] = district_views(content, self.joins)
        self.zones: tuple[ZoneView, ...] = zone_views(content, self.joins)
        self.enterprises: tuple[EnterpriseView, ...] = enterprise_views(content, self.joins)
        self.conflicts: tuple[Conflict, ...] = find_conflicts(content.tables.targets)
        self._plans = _by_id(content.tables.plans)
        self._layouts = _by_id(content.tables.layouts)
        self._industries = _by_id(content.tables.industries)
        self._indicators = _by_id(content.tables.indicators)
        self._projects = _by_id(content.tables.projects)
        self._targets = _by_id(content.tables.targets)
        self._districts = _by_id(self.districts)
        self._zones = _by_id(self.zones)
        self._enterprises = _by_id(self.enterprises)

    def plan(self, plan_id: str) -> Plan:
        """Give a plan; `PlanNotFound` if there is none."""
        return _get(self._plans, plan_id, errors.PlanNotFound)

    def layout(self, layout_id: str) -> Layout:
        """Give a layout; `LayoutNotFound` if there is none."""
        return _get(self._layouts, layout_id, errors.LayoutNotFound)

    def industry(self, industry_id: str) -> Industry:
        """Give an industry; `IndustryNotFound` if there is none."""
        return _get(self._industries, industry_id, errors.IndustryNotFound)

    def indicator(self, indicator_id: str) -> Indicator:
        """Give an indicator; `IndicatorNotFound` if there is none."""
        return _get(self._indicators, indicator_id, errors.IndicatorNotFound)

    def district(self, adcode: str) -> DistrictView:
        """Give a district; `DistrictNotFound` if there is none."""
        return _get(self._districts, adcode, errors.DistrictNotFound)

    def zone(self, zone_id: str) -> ZoneView:
        """Give a zone; `ZoneNotFound` if there is none."""
        return _get(self._zones, zone_id, errors.ZoneNotFound)

    def enterprise(self, enterprise_id: str) -> EnterpriseView:
        """Give an enterprise; `EnterpriseNotFound` if there is none."""
        return _get(self._enterprises, enterprise_id, errors.EnterpriseNotFound)

    def zones_of_layout(self, layout_id: str) -> tuple[ZoneView, ...]:
        """Zones that a layout shows: its structure, then its sites, then places mentioned; each in the text's order."""
        layout = self.layout(layout_id)
        roles = [role for role in self.tables.zone_roles if role.layout == layout.id]
        roles.sort(key=lambda role: _TIERS.index(role.tier))
        return tuple(self._zones[zone] for zone in dict.fromkeys(role.zone for role in roles))

    def zones_of_district(self, adcode: str) -> tuple[ZoneView, ...]:
        """Zones that lie in a district, wholly or in part."""
        return tuple(self._zones[zone] for zone in self.district(adcode).zones)

    def enterprises_of_zone(self, zone_id: str) -> tuple[EnterpriseView, ...]:
        """Enterprises that a plan places in a zone."""
        return tuple(self._enterprises[who] for who in self.zone(zone_id).enterprises)

    def enterprises_of_district(self, adcode: str) -> tuple[EnterpriseView, ...]:
        """Enterprises that a plan places in a district, or of which it says no more than that plan's own area."""
        return tuple(self._enterprises[who] for who in self.district(adcode).enterprises)

    def projects_of_zone(self, zone_id: str) -> tuple[Project, ...]:
        """Projects that a plan places in a zone."""
        return self._some_projects(self.zone(zone_id).projects)

    def projects_of_district(self, adcode: str) -> tuple[Project, ...]:
        """Projects that a plan places in a district."""
        return self._some_projects(self.district(adcode).projects)

    def projects_of_enterprise(self, enterprise_id: str) -> tuple[Project, ...]:
        """Projects that an enterprise stands behind."""
        return self._some_projects(self.enterprise(enterprise_id).projects)

    def targets_of_plan(self, plan_id: str) -> tuple[Target, ...]:
        """Goals of a plan, in the order of its text."""
        plan = self.plan(plan_id)
        return tuple(target for target in self.tables.targets if target.plan == plan.id)

    def targets_of_zone(self, zone_id: str) -> tuple[Target, ...]:
        """Goals whose scope is a zone, or a class of zones that it belongs to."""
        return self._some_targets(self.zone(zone_id).targets)

    def targets_of_district(self, adcode: str) -> tuple[Target, ...]:
        """Goals whose scope is a district, or a zone (by name, not as one of a class) that lies in it."""
        return self._some_targets(self.district(adcode).targets)

    def targets_of_enterprise(self, enterprise_id: str) -> tuple[Target, ...]:
        """Goals whose scope is an enterprise."""
        return self._some_targets(self.joins.enterprise_targets.of(self.enterprise(enterprise_id).id))

    def targets_of_industry(self, industry_id: str) -> tuple[Target, ...]:
        """Goals of an industry; for a group, of all its branches."""
        wanted = self.industry(industry_id).id
        members = {row.id for row in self.tables.industries if wanted in (row.id, row.group)}
        return tuple(target for target in self.tables.targets if target.industry in members)

    def unplaced_enterprises(self) -> tuple[EnterpriseView, ...]:
        """Enterprises that no plan locates in a zone or district."""
        return tuple(view for view in self.enterprises if not view.is_placed)

    def district_geometry(self, adcode: str, detail: Detail = "display") -> BaseGeometry:
        """Give a district's polygon on WGS 84, simplified for display or at the detail that areas are measured with."""
        view = self.district(adcode)
        if detail == "measuring":
            return self.content.measuring[view.id]
        if view.shape.geometry is None:
            raise errors.DistrictNotFound(adcode)
        return view.shape.geometry

    def land(self) -> BaseGeometry:
        """Land of the base map, polygons on WGS 84; empty where the data have none."""
        return self.content.land

    def towns(self) -> tuple[Town, ...]:
        """Places named on the base map."""
        return self.content.towns

    def _some_projects(self, ids: tuple[str, ...]) -> tuple[Project, ...]:
        return tuple(self._projects[one] for one in ids)

    def _some_targets(self, ids: tuple[str, ...]) -> tuple[Target, ...]:
        return tuple(self._targets[one] for one in ids)


def _by_id(rows: Iterable[T]) -> Mapping[str, T]:
    return {row.id: row for row in rows}


def _get(rows: Mapping[str, T], wanted: str, missing: type[errors.NotFound]) -> T:
    try:
        return rows[wanted]
    except KeyError:
        raise missing(wanted, rows) from None


def open_atlas(store_dir: Path, version: str | None = None) -> Atlas:
    """Open a published version of the atlas.

    Parameters
    ----------
    store_dir
        Folder of the layer store.
    version
        Data version or id of a build; None for the one in force.

    Returns
    -------
    Atlas
        The read model, in memory: the store is not looked at again.

    Raises
    ------
    StoreEmpty
        Nothing was ever published there.
    VersionNotFound
        There is no such version.
    StoreDamaged
        A file is missing or changed.
    """
    build = read_manifest(store_dir).build(version)
    built_at = dt.datetime.fromisoformat(build.when)
    return Atlas(read_content(store_dir, build), version=build.data_version, built_at=built_at)
