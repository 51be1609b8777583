"""Joined records: what a page or an answer shows of one district, zone, enterprise, or conflict.

A view holds the reviewed records themselves and adds only what follows from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layers.records import (
        District,
        Enterprise,
        EnterpriseRole,
        Guidance,
        PlaceConfidence,
        Target,
        Zone,
        ZoneKind,
        ZoneRole,
    )
    from layers.shape import Shape


def _merge(*groups: tuple[str, ...]) -> tuple[str, ...]:
    """Join groups in order, each entry once."""
    return tuple(dict.fromkeys(entry for group in groups for entry in group))


@dataclass(frozen=True, slots=True)
class ZoneView:
    """One place with all its roles, its shape, and what is located in it."""

    zone: Zone
    roles: tuple[ZoneRole, ...]
    shape: Shape
    enterprises: tuple[str, ...]
    projects: tuple[str, ...]
    targets: tuple[str, ...]

    @property
    def id(self) -> str:
        """Identifier of the zone."""
        return self.zone.id

    @property
    def kind(self) -> ZoneKind:
        """Kind in the first plan that names it."""
        return self.roles[0].kind

    @property
    def plans(self) -> tuple[str, ...]:
        """Plans that give it a role."""
        return _merge(*((role.plan,) for role in self.roles))

    @property
    def layouts(self) -> tuple[str, ...]:
        """Layouts that show it."""
        return _merge(*((role.layout,) for role in self.roles))

    @property
    def districts(self) -> tuple[str, ...]:
        """Adcodes of the districts it lies in, over all plans."""
        return _merge(*(role.districts for role in self.roles))

    @property
    def industries(self) -> tuple[str, ...]:
        """Industries over all plans."""
        return _merge(*(role.industries for role in self.roles))

    @property
    def stated_area_km2(self) -> float | None:
        """Area that a plan states, km²; None where none does."""
        return next((role.stated_area_km2 for role in self.roles if role.stated_area_km2 is not None), None)


@dataclass(frozen=True, slots=True)
class EnterpriseView:
    """One organisation with all its roles."""

    enterprise: Enterprise
    roles: tuple[EnterpriseRole, ...]
    projects: tuple[str, ...]

    @property
    def id(self) -> str:
        """Identifier of the organisation."""
        return self.enterprise.id

    @property
    def plans(self) -> tuple[str, ...]:
        """Plans that name it."""
        return _merge(*((role.plan,) for role in self.roles))

    @property
    def industries(self) -> tuple[str, ...]:
        """Industries over all plans."""
        return _merge(*(role.industries for role in self.roles))

    @property
    def zones(self) -> tuple[str, ...]:
        """Zones that plans place it in."""
        return _merge(*((role.zone,) for role in self.roles if role.zone))

    @property
    def districts(self) -> tuple[str, ...]:
        """Adcodes that plans place it in."""
        return _merge(*(role.districts for role in self.roles))

    @property
    def place_confidence(self) -> PlaceConfidence:
        """Best confidence among its roles."""
        order: tuple[PlaceConfidence, ...] = ("explicit", "implied", "plan_scope", "none")
        return min((role.place_confidence for role in self.roles), key=order.index)

    @property
    def is_placed(self) -> bool:
        """True where some plan locates it in a zone or district, not just in the plan's own area."""
        return self.place_confidence in ("explicit", "implied")


@dataclass(frozen=True, slots=True)
class DistrictView:
    """One district with its shape and what the plans say of it."""

    district: District
    shape: Shape
    guidance: Guidance | None
    zones: tuple[str, ...]
    enterprises: tuple[str, ...]
    projects: tuple[str, ...]
    targets: tuple[str, ...]

    @property
    def id(self) -> str:
        """Adcode."""
        return self.district.id


@dataclass(frozen=True, slots=True)
class Conflict:
    """Different figures of different plans for one indicator, year, scope and unit."""

    id: str
    indicator_id: str
    year: int
    scope: str
    targets: tuple[Target, ...]
