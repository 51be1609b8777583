"""What the plan promises, looked up among the atlas's own targets, and how far a measure is from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from layers.errors import IndicatorNotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from layers.records import Target

GoalName = Literal["area", "test_roads", "vehicles"]
GOAL_NAMES: tuple[GoalName, ...] = get_args(GoalName)

INDICATORS: Mapping[GoalName, str] = {
    "area": "vrc-roadside-area",
    "test_roads": "icv-test-roads",
    "vehicles": "connected-terminal-vehicles",
}
"""Indicator of each goal in the tables of targets."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure that a plan promises.

    Attributes
    ----------
    target_id, indicator_id, indicator : str
        Row of the targets, its indicator and the indicator's Chinese name.
    comparator : str
        ``>=``, ``>`` …, as the plan words it; may be empty.
    value : float
        Figure, in `unit`.
    unit : str
        Unit as the plan writes it.
    year : int or None
        Year it is due.
    """

    target_id: str
    indicator_id: str
    indicator: str
    comparator: str
    value: float
    unit: str
    year: int | None

    def gap(self, measured: float | None) -> float | None:
        """Figure less what was measured: below 0 once the goal is passed; None where nothing was measured."""
        return None if measured is None else self.value - measured


def goals_of(targets: Iterable[Target]) -> dict[GoalName, Goal]:
    """Find the goals of the roll-out among targets; where several plans name one, the latest due counts.

    Parameters
    ----------
    targets
        Rows of the tables of targets.

    Raises
    ------
    IndicatorNotFound
        No target with a figure has the indicator.
    """
    dated = sorted((target for target in targets if target.value is not None), key=lambda target: target.year or 0)
    latest = {target.indicator_id: target for target in dated}
    return {name: _goal(latest, indicator) for name, indicator in INDICATORS.items()}


def _goal(targets: Mapping[str, Target], indicator_id: str) -> Goal:
    target = targets.get(indicator_id)
    if target is None or target.value is None:
        raise IndicatorNotFound(indicator_id, targets)
    return Goal(
        target.id, indicator_id, target.indicator, target.comparator or "", target.value, target.unit or "", target.year
    )
