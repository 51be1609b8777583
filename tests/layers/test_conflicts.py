"""Conflicts: different figures of different plans, and nothing else."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from layers.conflicts import find_conflicts
from layers.records import Target
from tests.factories import make_atlas, make_tables


def goal(number: int, plan: str, value: float | None, **cells: Any) -> Target:
    return Target.model_validate(
        {
            "id": f"{plan}-t{number}",
            "plan": plan,
            "section": "一、目标",
            "indicator_id": "vehicle-output",
            "indicator": "整车产量",
            "indicator_en": "Vehicle output",
            "comparator": None if value is None else "=",
            "value": value,
            "unit": "万辆",
            "year": 2025,
            "scope": "示例市",
            **cells,
        }
    )


def test_two_plans_with_different_figures_are_a_conflict() -> None:
    first, second = goal(1, "a", 200), goal(1, "b", 40)
    (conflict,) = find_conflicts([first, second])
    assert conflict.targets == (first, second)
    assert (conflict.indicator_id, conflict.year, conflict.scope) == ("vehicle-output", 2025, "示例市")


def test_the_synthetic_atlas_has_one() -> None:
    assert [conflict.id for conflict in make_atlas().conflicts] == ["vehicle-output-2025-automotive"]


def test_the_same_figure_is_none() -> None:
    assert find_conflicts([goal(1, "a", 200), goal(1, "b", 200)]) == ()


def test_a_plan_that_contradicts_itself_is_none() -> None:
    assert find_conflicts([goal(1, "a", 20), goal(2, "a", 25)]) == ()


def test_whatever_makes_figures_incomparable_makes_no_conflict() -> None:
    base = goal(1, "a", 200, industry="nev")
    others: list[dict[str, Any]] = [
        {"year": 2027},
        {"year": None},
        {"scope": "甲区"},
        {"unit": "辆"},
        {"industry": "marine"},
        {"indicator_id": "built-area"},
        {"period": "yearly"},
    ]
    for other in others:
        assert find_conflicts([base, goal(1, "b", 40, **{"industry": "nev", **other})]) == ()


def test_a_goal_without_a_figure_is_none() -> None:
    assert find_conflicts([goal(1, "a", 200), goal(1, "b", None)]) == ()


def test_a_restatement_is_not_shown_twice() -> None:
    first, again, other = goal(1, "a", 200), goal(2, "a", 200, restates="a-t1"), goal(1, "b", 40)
    (conflict,) = find_conflicts([first, again, other])
    assert conflict.targets == (first, other)


def test_a_range_differs_from_its_lower_end() -> None:
    assert len(find_conflicts([goal(1, "a", 5, value_max=10), goal(1, "b", 5)])) == 1


def test_conflicts_that_would_share_a_name_are_numbered() -> None:
    goals = [goal(1, "a", 1), goal(1, "b", 2), goal(2, "a", 1, scope="甲区"), goal(2, "b", 2, scope="甲区")]
    assert [conflict.id for conflict in find_conflicts(goals)] == ["vehicle-output-2025-1", "vehicle-output-2025-2"]


_GOALS = st.lists(
    st.builds(
        lambda plan, value, year, scope: (plan, float(value), year, scope),
        st.sampled_from("abc"),
        st.integers(1, 3),
        st.sampled_from([2025, 2027]),
        st.sampled_from(["甲区", "乙区"]),
    ),
    max_size=12,
)


@given(_GOALS)
def test_a_conflict_always_has_two_plans_and_two_figures(drawn: list[tuple[str, float, int, str]]) -> None:
    goals = [goal(n, plan, value, year=year, scope=scope) for n, (plan, value, year, scope) in enumerate(drawn)]
    conflicts = find_conflicts(goals)
    for conflict in conflicts:
        assert len({target.plan for target in conflict.targets}) > 1
        assert len({target.value for target in conflict.targets}) > 1
        assert {(target.year, target.scope) for target in conflict.targets} == {(conflict.year, conflict.scope)}
    assert len({conflict.id for conflict in conflicts}) == len(conflicts)


@given(_GOALS)
def test_the_order_of_goals_changes_no_conflict(drawn: list[tuple[str, float, int, str]]) -> None:
    goals = [goal(n, plan, value, year=year, scope=scope) for n, (plan, value, year, scope) in enumerate(drawn)]
    there = {frozenset(target.id for target in conflict.targets) for conflict in find_conflicts(goals)}
    back = {frozenset(target.id for target in conflict.targets) for conflict in find_conflicts(goals[::-1])}
    assert there == back


def test_baselines_are_not_goals() -> None:
    goals = [goal(1, "a", 200, baseline=90, baseline_year=2020), goal(1, "b", 200, baseline=80, baseline_year=2020)]
    assert find_conflicts(goals) == ()
    assert make_tables().targets[0].baseline == 90
