"""Rows of what is joined: districts, zones, enterprises, conflicts and areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.scopes import split_names
from layers.shape import AREAL_METHODS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from layers.atlas import Atlas
    from layers.records import EnterpriseRole, PlaceConfidence, Project, Target, ZoneRole
    from layers.shape import Shape
    from layers.views import Conflict, DistrictView, EnterpriseView, ZoneView

_BEST_FIRST: tuple[PlaceConfidence, ...] = ("explicit", "implied", "plan_scope", "none")
_MEASURED = ("椭球面面积（WGS 84）", "geodesic area on the WGS 84 ellipsoid")
_NOT_MEASURED = ("此类图形不计面积", "this kind of shape counts in no area")


def zone_rows(atlas: Atlas, plan: str | None) -> Iterator[dict[str, Any]]:
    """Make a row a zone; with a plan, only its zones, and what it says of them."""
    for view in atlas.zones:
        roles = [role for role in view.roles if plan in (None, role.plan)]
        if roles:
            yield _zone_row(view, roles)


def _zone_row(view: ZoneView, roles: list[ZoneRole]) -> dict[str, Any]:
    zone, first = view.zone, roles[0]
    return {
        "id": zone.id,
        "name": zone.name,
        "name_en": zone.name_en,
        "aliases": _other_names(zone.name, zone.aliases, view.roles),
        "kind": first.kind,
        "layout": first.layout,
        "layouts": view.layouts,
        "tier": first.tier,
        "parent": next((role.parent for role in roles if role.parent), None),
        "districts": _merged(role.districts for role in roles),
        "industries": _merged(role.industries for role in roles),
        "stated_area_km2": next((role.stated_area_km2 for role in roles if role.stated_area_km2 is not None), None),
        "area_km2": view.shape.area_km2,
        **_shape_cells(view.shape),
        "plan": first.plan,
        "plans": view.plans,
        "section": first.section,
        "role": first.role,
        "role_en": first.role_en,
        "roles": [_role_cells(role, ("id", "zone")) for role in view.roles],
        "enterprises": view.enterprises,
        "projects": view.projects,
    }


def enterprise_rows(atlas: Atlas, plan: str | None) -> Iterator[dict[str, Any]]:
    """Make a row an enterprise, led by its best-placed role; with a plan, only those it names, and what it says."""
    for view in atlas.enterprises:
        roles = [role for role in view.roles if plan in (None, role.plan)]
        if roles:
            yield _enterprise_row(view, sorted(roles, key=lambda role: _BEST_FIRST.index(role.place_confidence)))


def _enterprise_row(view: EnterpriseView, roles: list[EnterpriseRole]) -> dict[str, Any]:
    enterprise, best = view.enterprise, roles[0]
    return {
        "id": enterprise.id,
        "name": enterprise.name,
        "name_en": enterprise.name_en,
        "kind": enterprise.kind,
        "aliases": _other_names(enterprise.name, enterprise.aliases, view.roles),
        "role": best.role,
        "role_en": best.role_en,
        "industries": _merged(role.industries for role in roles),
        "place": best.place,
        "place_confidence": best.place_confidence,
        "zone": best.zone,
        "zones": _merged((role.zone,) for role in roles if role.zone),
        "districts": _merged(role.districts for role in roles),
        "plan": best.plan,
        "plans": view.plans,
        "section": best.section,
        "projects": view.projects,
        "roles": [_role_cells(role, ("id", "enterprise")) for role in view.roles],
    }


def district_rows(atlas: Atlas, plan: str | None) -> Iterator[dict[str, Any]]:
    """Make a row a district; it cites the plan that guides it, or else the first that gives one of its zones a role."""
    for view in atlas.districts:
        cited = _citations_of_district(atlas, view)
        if plan is None or plan in cited:
            yield _district_row(view, cited, plan if plan is not None else next(iter(cited), None))


def _citations_of_district(atlas: Atlas, view: DistrictView) -> dict[str, str]:
    """Plans that speak of a district, and the section where each first does."""
    cited = {view.guidance.plan: view.guidance.section} if view.guidance else {}
    rows: tuple[ZoneRole | EnterpriseRole | Project, ...] = (
        *atlas.tables.zone_roles,
        *atlas.tables.enterprise_roles,
        *atlas.tables.projects,
    )
    for role in rows:
        if view.id in role.districts:
            cited.setdefault(role.plan, role.section)
    return cited


def _district_row(view: DistrictView, cited: dict[str, str], plan: str | None) -> dict[str, Any]:
    district, guidance = view.district, view.guidance
    return {
        "id": district.id,
        "name": district.name,
        "name_en": district.name_en,
        "aliases": district.aliases,
        "kind": district.kind,
        "note": district.note,
        "note_en": district.note_en,
        "area_km2": view.shape.area_km2,
        **_shape_cells(view.shape),
        "plan": plan,
        "plans": tuple(cited),
        "section": cited[plan] if plan else None,
        "industries": guidance.industries if guidance else (),
        "terms": guidance.terms if guidance else (),
        "guided_zones": guidance.zones if guidance else (),
        "zones": view.zones,
        "enterprises": view.enterprises,
        "projects": view.projects,
        "targets": view.targets,
    }


def conflict_rows(atlas: Atlas, plan: str | None) -> Iterator[dict[str, Any]]:
    """Make a row a conflict, with the figures and where each stands."""
    for conflict in atlas.conflicts:
        plans = _merged((target.plan,) for target in conflict.targets)
        if plan is None or plan in plans:
            yield _conflict_row(atlas, conflict, plans)


def _conflict_row(atlas: Atlas, conflict: Conflict, plans: tuple[str, ...]) -> dict[str, Any]:
    first = conflict.targets[0]
    indicator = atlas.indicator(conflict.indicator_id)
    return {
        "id": conflict.id,
        "indicator_id": conflict.indicator_id,
        "indicator": indicator.name,
        "indicator_en": indicator.name_en,
        "year": conflict.year,
        "scope": conflict.scope,
        "industry": first.industry,
        "unit": first.unit,
        "plan": first.plan,
        "plans": plans,
        "section": first.section,
        "figures": [_figure(target) for target in conflict.targets],
    }


def _figure(target: Target) -> dict[str, Any]:
    columns = ("plan", "section", "comparator", "value", "value_max", "unit", "note", "note_en")
    cells = {name: getattr(target, name) for name in columns}
    return {"plan": cells.pop("plan"), "section": cells.pop("section"), "target": target.id, **cells}


def area_rows(atlas: Atlas, plan: str | None) -> Iterator[dict[str, Any]]:
    """Make a row a zone: the area stated, the area measured, and whether the two may be compared."""
    for view in atlas.zones:
        roles = [role for role in view.roles if plan in (None, role.plan)]
        if roles:
            yield _area_row(view, roles)


def _area_row(view: ZoneView, roles: list[ZoneRole]) -> dict[str, Any]:
    shape = view.shape
    citing = next((role for role in roles if role.stated_area_km2 is not None), roles[0])
    stated, measured = citing.stated_area_km2, shape.area_km2 if shape.method in AREAL_METHODS else None
    both = stated is not None and measured is not None
    how, how_en = _MEASURED if measured is not None else _NOT_MEASURED
    return {
        "id": view.id,
        "name": view.zone.name,
        "name_en": view.zone.name_en,
        "stated_area_km2": stated,
        "area_km2": measured,
        "difference_km2": round(measured - stated, 6) if stated is not None and measured is not None else None,
        "how_measured": how,
        "how_measured_en": how_en,
        "geometry_method": shape.method,
        "fitted": shape.fitted,
        "comparable": both and not shape.fitted,
        "uncertainty_m": shape.uncertainty_m,
        "source": shape.source,
        "source_en": shape.source_en,
        "plan": citing.plan,
        "plans": view.plans,
        "section": citing.section,
    }


def _shape_cells(shape: Shape) -> dict[str, Any]:
    return {
        "geometry_method": shape.method,
        "uncertainty_m": shape.uncertainty_m,
        "fitted": shape.fitted,
        "verified": shape.verified,
        "how": shape.how,
        "how_en": shape.how_en,
        "source": shape.source,
        "source_en": shape.source_en,
        "lon": shape.label_lon,
        "lat": shape.label_lat,
    }


def _role_cells(role: ZoneRole | EnterpriseRole, leave_out: tuple[str, ...]) -> dict[str, Any]:
    cells = role.model_dump(mode="json")
    return {name: value for name, value in cells.items() if name not in leave_out}


def _merged(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry for group in groups for entry in group))


def _other_names(name: str, aliases: tuple[str, ...], roles: Iterable[ZoneRole | EnterpriseRole]) -> tuple[str, ...]:
    """Every name but the one shown: aliases of the registry, then those that the plans use."""
    named = _merged([aliases, *(split_names(role.named_as) for role in roles)])
    return tuple(other for other in named if other != name)
