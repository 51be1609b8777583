"""How a place fares from plan to plan: who names it, under which name, and what stands there instead.

Everything follows from the tables. That a later plan does not name a place says nothing about the place: plans differ
in what they are for. So nothing here is called a successor; places of the same districts and the same industry are
only set beside each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.atlas import Atlas
    from layers.records import ZoneRole
    from layers.views import ZoneView

Change = Literal["renamed", "recast", "kept", "added", "dropped"]


@dataclass(frozen=True)
class Lineage:
    """A place over the plans that are compared.

    Attributes
    ----------
    view : ZoneView
        The place.
    roles : tuple[ZoneRole, ...]
        Its roles in these plans, in time order.
    plans : tuple[str, ...]
        Plans that name it, in time order.
    changes : tuple[Change, ...]
        What changed.
    alike : tuple[tuple[str, ZoneView], ...]
        Plan and place: what plans that do not name it have in the same districts for the same industry.
    """

    view: ZoneView
    roles: tuple[ZoneRole, ...]
    plans: tuple[str, ...]
    changes: tuple[Change, ...]
    alike: tuple[tuple[str, ZoneView], ...]

    @property
    def is_shared(self) -> bool:
        """True where several plans name it."""
        return len(self.plans) > 1

    @property
    def is_structure(self) -> bool:
        """True where it is part of a layout's figure."""
        return any(role.tier == "structure" for role in self.roles)

    @property
    def is_district(self) -> bool:
        """True for a district as a whole."""
        return all(role.kind == "district" for role in self.roles)

    def roles_of(self, plan: str) -> tuple[ZoneRole, ...]:
        """Return its roles in a plan."""
        return tuple(role for role in self.roles if role.plan == plan)

    def alike_in(self, plan: str) -> tuple[ZoneView, ...]:
        """Return the places of a plan in the same districts for the same industry."""
        return tuple(view for other, view in self.alike if other == plan)


def lineages(atlas: Atlas, plans: Sequence[str]) -> tuple[Lineage, ...]:
    """Trace every place that some of the plans name.

    Parameters
    ----------
    atlas : Atlas
        Read model.
    plans : Sequence[str]
        Plans that are compared, in time order.

    Returns
    -------
    tuple[Lineage, ...]
        Parts of a layout's figure first, whole districts last.
    """
    found = []
    for view in atlas.zones:
        roles = sorted((role for role in view.roles if role.plan in plans), key=lambda role: plans.index(role.plan))
        if roles:
            found.append(_lineage(atlas, view, tuple(roles), plans))
    return tuple(sorted(found, key=lambda line: _weight(line, plans)))


def _weight(line: Lineage, plans: Sequence[str]) -> tuple[bool, bool, int, int]:
    """Order parts of a layout's figure first, whole districts last, and what most plans name before the rest."""
    return line.is_district, not line.is_structure, -len(line.plans), plans.index(line.plans[0])


def _lineage(atlas: Atlas, view: ZoneView, roles: tuple[ZoneRole, ...], plans: Sequence[str]) -> Lineage:
    own = tuple(dict.fromkeys(role.plan for role in roles))
    is_structure = any(role.tier == "structure" for role in roles)
    has_likes = is_structure and view.kind != "district"
    alike = _alike(atlas, view, [plan for plan in plans if plan not in own]) if has_likes else ()
    return Lineage(view, roles, own, tuple(_changes(atlas, roles, own, plans)), alike)


def _changes(atlas: Atlas, roles: tuple[ZoneRole, ...], own: tuple[str, ...], plans: Sequence[str]) -> list[Change]:
    changes: list[Change] = []
    if len(own) > 1:
        names = [{name for role in roles if role.plan == plan for name in role.named_as.split("|")} for plan in own]
        renamed = any(before.isdisjoint(after) for before, after in pairwise(names))
        kinds = {role.kind for role in roles}
        changes += ["renamed"] if renamed else ["kept"]
        changes += ["recast"] if len(kinds) > 1 else []
    starts = {plan: atlas.plan(plan).period_start for plan in plans}
    if starts[own[0]] > min(starts.values()):
        changes.append("added")
    if starts[own[-1]] < max(starts.values()):
        changes.append("dropped")
    return changes


def _alike(atlas: Atlas, view: ZoneView, plans: Sequence[str]) -> tuple[tuple[str, ZoneView], ...]:
    """Find what other plans have in the figure of their layouts in the same districts for the same industry."""
    districts = set(view.districts)
    groups = {atlas.industry(industry).group for industry in view.industries[:1]}
    found = []
    for other in atlas.zones:
        for role in other.roles:
            is_candidate = (
                other.id != view.id and role.plan in plans and role.tier == "structure" and role.kind != "district"
            )
            same_place = not districts.isdisjoint(role.districts)
            same_kind = (role.kind in ("axis", "belt")) == (view.kind in ("axis", "belt"))
            same_trade = not groups.isdisjoint(atlas.industry(industry).group for industry in role.industries)
            if is_candidate and same_place and same_kind and same_trade:
                found.append((role.plan, other))
    return tuple(dict.fromkeys(found))
