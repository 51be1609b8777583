"""Options for ECharts, as data: lines from starting figure to goal, and bars.

Colours are written ``var(--name)``: the page's script puts in what the style sheet has for light, dark and print.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from layers.records import Target
    from web.edition import Edition

_SYMBOLS = ("circle", "rect", "triangle", "diamond", "roundRect", "pin")
_TONES = 6
_LABEL_PX = 190
_CROWDED = 0.09

Series = tuple[str, str, str]
"""What one line stands for: plan, scope, industry."""


def lines_of(group: Iterable[Target]) -> dict[Series, list[tuple[int, Target]]]:
    """Gather the dated figures of each plan, scope and industry; a starting figure counts as one."""
    lines: dict[Series, list[tuple[int, Target]]] = defaultdict(list)
    for target in group:
        line = lines[target.plan, target.scope, target.industry or ""]
        if target.baseline is not None and target.baseline_year is not None:
            line.append((target.baseline_year, target))
        if target.year is not None:
            line.append((target.year, target))
    return lines


def _label(edition: Edition, series: Series, others: Iterable[Series]) -> str:
    """Name a line by what tells it from the others: industry, scope, plan; by its plan where nothing does.

    A scope that goes with the plan is left out.
    """
    plan, scope, industry = series
    known = set(others)
    plans, scopes, industries = ({other[place] for other in known} for place in range(3))
    parts = [edition.industry(industry)] if industry and len(industries) > 1 else []
    if len(scopes) > 1 and len({other[:2] for other in known}) > len(plans):
        parts.append(scope)
    if len(plans) > 1 or not parts:
        parts.append(edition.plan_short(plan))
    return " · ".join(parts)


def line_option(edition: Edition, group: Sequence[Target]) -> dict[str, Any]:
    """Return the option of lines over the years, one for each plan, scope and industry."""
    lines = lines_of(group)
    years = {year for points in lines.values() for year, _ in points}
    axis = [str(year) for year in range(min(years), max(years) + 1)]
    plans = edition.plans_in_time()
    crowded = _crowded(group)
    series: list[dict[str, Any]] = []
    for key, points in lines.items():
        tone = plans.index(key[0]) % _TONES
        ordered = sorted(points, key=lambda point: point[0])
        data: list[Any] = [_point(edition, year, target, below=target.id in crowded) for year, target in ordered]
        series.append(
            {
                "type": "line",
                "name": _label(edition, key, lines),
                "data": data,
                "symbol": _SYMBOLS[tone],
                "symbolSize": 9,
                "itemStyle": {"color": f"var(--plan-{tone})"},
                "lineStyle": {"color": f"var(--plan-{tone})", "width": 2},
            }
        )
    return {
        **_common(),
        "grid": {"left": 44, "right": 84, "top": 24, "bottom": 30 + (22 * len(series) if len(series) > 1 else 0)},
        "legend": {
            "show": len(series) > 1,
            "bottom": 0,
            "left": 0,
            "orient": "vertical",
            "itemWidth": 22,
            "selectedMode": False,
            "textStyle": {"color": "var(--ink-soft)", "fontSize": 12},
        },
        "xAxis": {"type": "category", "data": axis, **_axis(), "boundaryGap": True},
        "yAxis": {"type": "value", **_axis(), "splitLine": {"lineStyle": {"color": "var(--rule)"}}},
        "series": series,
    }


def _crowded(group: Iterable[Target]) -> frozenset[str]:
    """Find goals whose label would lie on that of a goal of the same year just above."""
    ordered = sorted(group, key=lambda target: (target.year or 0, -(target.value or 0.0)))
    highest = max(target.value or 0.0 for target in ordered)
    pairs = pairwise(ordered)
    return frozenset(
        lower.id
        for upper, lower in pairs
        if upper.year == lower.year and (upper.value or 0.0) - (lower.value or 0.0) < _CROWDED * highest
    )


def _point(edition: Edition, year: int, target: Target, *, below: bool) -> dict[str, Any]:
    """Return one dated figure; a starting figure is hollow, a goal is filled and labelled with its sign."""
    is_goal = year == target.year
    value = target.value if is_goal else target.baseline
    text = edition.bare_figure(target) if is_goal else edition.phrases.number(value)
    point: dict[str, Any] = {
        "value": [str(year), value],
        "name": text,
        "label": {
            "show": True,
            "position": ("bottom" if below else "right") if is_goal else "top",
            "formatter": _literal(text),
            "fontSize": 12,
            "color": "var(--ink)",
        },
    }
    if not is_goal:
        point["itemStyle"] = {"color": "var(--paper)", "borderWidth": 2, "borderColor": "var(--ink-soft)"}
    return point


def bar_option(edition: Edition, group: Sequence[Target]) -> dict[str, Any]:
    """Return the option of bars, one for each goal, the greatest on top."""
    ordered = sorted(group, key=lambda target: target.value or 0.0)
    keys = [(target.plan, target.scope, target.industry or "") for target in ordered]
    plans = edition.plans_in_time()
    several_years = len({target.year for target in group}) > 1
    names = [
        _label(edition, key, keys) + (f" · {edition.phrases.year(target.year)}" if several_years else "")
        for key, target in zip(keys, ordered, strict=True)
    ]
    data = [
        {
            "value": target.value,
            "name": edition.bare_figure(target),
            "itemStyle": {"color": f"var(--plan-{plans.index(target.plan) % _TONES})"},
            "label": {
                "show": True,
                "position": "right",
                "formatter": _literal(edition.bare_figure(target)),
                "color": "var(--ink)",
            },
        }
        for target in ordered
    ]
    return {
        **_common(),
        "grid": {"left": _LABEL_PX + 12, "right": 90, "top": 8, "bottom": 26},
        "xAxis": {"type": "value", **_axis(), "splitLine": {"lineStyle": {"color": "var(--rule)"}}},
        "yAxis": {
            "type": "category",
            "data": names,
            **_axis(),
            "axisLabel": {"color": "var(--ink-soft)", "width": _LABEL_PX, "overflow": "break", "fontSize": 12},
        },
        "series": [{"type": "bar", "data": data, "barMaxWidth": 16}],
    }


def _common() -> dict[str, Any]:
    return {
        "animation": False,
        "textStyle": {"fontFamily": "inherit"},
        "tooltip": {"trigger": "item", "renderMode": "richText", "formatter": "{a}\n{b}", "confine": True},
    }


def _axis() -> dict[str, Any]:
    return {
        "axisLine": {"lineStyle": {"color": "var(--rule-strong)"}},
        "axisTick": {"show": False},
        "axisLabel": {"color": "var(--ink-soft)", "fontSize": 12},
    }


def _literal(text: str) -> str:
    """Keep a text from being read as a template."""
    return text.replace("{", "(").replace("}", ")")
