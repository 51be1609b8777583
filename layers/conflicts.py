"""Conflicts between plans: one indicator, year, scope and unit, and different figures.

Derived, never typed in. A plan that contradicts itself is no conflict between plans, and a goal that only restates
an earlier one of the same plan is left out.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from layers.views import Conflict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.records import Target

_YEARLY = "yearly"

Key = tuple[str, int, str, str, str, bool]
Figure = tuple[float | None, float | None]


def find_conflicts(targets: Iterable[Target]) -> tuple[Conflict, ...]:
    """Find figures of different plans that cannot both be meant.

    Parameters
    ----------
    targets
        Goals of all plans.

    Returns
    -------
    tuple of Conflict
        In the order in which their first goal stands; within a conflict, goals in the order given.
    """
    groups: dict[Key, list[Target]] = defaultdict(list)
    for target in targets:
        if (key := _key(target)) is not None:
            groups[key].append(target)
    found = [group for group in groups.values() if _disagree(group)]
    return tuple(_conflict(group, conflict_id) for group, conflict_id in zip(found, _ids(found), strict=True))


def _key(target: Target) -> Key | None:
    """Give what must be the same for two figures to be comparable; None for a goal without figure or year.

    The industry belongs to it: the output value of two industries is not the same indicator. A figure for every
    year is not comparable with one for the last year.
    """
    if target.value is None or target.year is None or target.restates is not None:
        return None
    return (
        target.indicator_id,
        target.year,
        target.scope,
        target.unit or "",
        target.industry or "",
        target.period == _YEARLY,
    )


def _disagree(group: list[Target]) -> bool:
    """Tell whether two plans give different figures."""
    figures: dict[str, set[Figure]] = defaultdict(set)
    for target in group:
        figures[target.plan].add((target.value, target.value_max))
    return len({frozenset(of_plan) for of_plan in figures.values()}) > 1


def _ids(groups: list[list[Target]]) -> list[str]:
    """Name conflicts by indicator, year and industry; those that share a name are numbered in order."""
    names = ["-".join(filter(None, (one[0].indicator_id, str(one[0].year), one[0].industry))) for one in groups]
    return [
        name if names.count(name) == 1 else f"{name}-{names[: number + 1].count(name)}"
        for number, name in enumerate(names)
    ]


def _conflict(group: list[Target], conflict_id: str) -> Conflict:
    first = group[0]
    return Conflict(
        id=conflict_id,
        indicator_id=first.indicator_id,
        year=first.year or 0,
        scope=first.scope,
        targets=tuple(group),
    )
