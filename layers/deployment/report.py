"""A measurement as JSON has it, with the gaps, what is missing, and why the ways of counting differ."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.deployment.goals import GoalName
    from layers.deployment.measuring import Measurement
    from layers.deployment.tally import Tally

_NEEDS: Mapping[str, str] = {
    "declared_km2": "A",
    "roads_km": "C",
    "test_roads_km": "C test roads",
    "junctions": "D",
    "signals_connected": "E",
    "units_online": "F",
    "declared_covered_km2": "G",
}


def document(measurement: Measurement) -> dict[str, Any]:
    """Give a measurement as JSON has it.

    Parameters
    ----------
    measurement
        What was measured.

    Returns
    -------
    dict
        The union at one radius first (``union_km2``, ``by_district``, ``gap_km2``), then everything beside it. A gap
        is the goal less the figure: below 0 once the goal is passed. None stands for 'no data'.
    """
    whole, goals = measurement.whole, measurement.goals
    return {
        "union_km2": whole.union_km2,
        "radius_m": measurement.parameters.radius_m,
        "by_district": {adcode: tally.union_km2 for adcode, tally in measurement.by_district.items()},
        "target_km2": goals["area"].value,
        "gap_km2": goals["area"].gap(whole.union_km2),
        "digest": measurement.digest,
        "accepted_km2": measurement.accepted_km2,
        "gap_accepted_km2": goals["area"].gap(measurement.accepted_km2),
        "with_sea_km2": measurement.with_sea_km2,
        "units_given": measurement.units_given,
        "units_outside": measurement.units_given - whole.units,
        "side_by_side": whole.document(),
        "gaps": gaps(measurement),
        "no_data": no_data(measurement),
        "why_a_and_b_differ": {"zh": why_zh(whole), "en": why_en(whole)},
        "districts": _documents(measurement.by_district),
        "statuses": _documents(measurement.by_status),
        "phases": _documents(measurement.by_phase),
        "over_time": _documents(measurement.over_time),
        "band_km2": asdict(measurement.band),
        "tornado": [bar.document() for bar in measurement.tornado],
        "curve": measurement.curve,
        "goals": {name: asdict(goal) for name, goal in goals.items()},
        "parameters": measurement.parameters.document(),
    }


def gaps(measurement: Measurement) -> list[dict[str, Any]]:
    """Distance to each goal by each way of counting that answers to it; None where there are no data."""
    whole, goals = measurement.whole, measurement.goals
    figures: tuple[tuple[GoalName, str, float | None], ...] = (
        ("area", "A", whole.declared_km2),
        ("area", "B low", whole.union_low_km2),
        ("area", "B middle", whole.union_middle_km2),
        ("area", "B high", whole.union_high_km2),
        ("test_roads", "C test roads", whole.test_roads_km),
        ("vehicles", "vehicles", None if measurement.vehicles is None else float(measurement.vehicles)),
    )
    return [
        {
            "goal": name,
            "way": way,
            "measured": measured,
            "target": goals[name].value,
            "unit": goals[name].unit,
            "gap": goals[name].gap(measured),
        }
        for name, way, measured in figures
    ]


def no_data(measurement: Measurement) -> list[str]:
    """Ways of counting for which there are no data."""
    whole = measurement.whole
    missing = [way for column, way in _NEEDS.items() if getattr(whole, column) is None]
    return missing if measurement.vehicles is not None else [*missing, "vehicles"]


def why_zh(whole: Tally) -> str:
    """Say in one Chinese sentence why A and B differ."""
    if whole.declared_km2 is None:
        return "没有申报建成区域的数据，A 与 B 无从比较。"
    inside = whole.declared_covered_km2 or 0.0
    return (
        f"A 按申报边界整片计入（{whole.declared_km2:.1f} 平方公里），其中服务圆未及之处 "
        f"{max(whole.declared_km2 - inside, 0.0):.1f} 平方公里；B 只计服务圆所及的陆地且重叠只计一次"
        f"（{whole.union_middle_km2:.1f} 平方公里），其中 "
        f"{max(whole.union_middle_km2 - inside, 0.0):.1f} 平方公里在申报区域之外。"
    )


def why_en(whole: Tally) -> str:
    """Say in one English sentence why A and B differ."""
    if whole.declared_km2 is None:
        return "There are no data of declared zones, so A and B cannot be compared."
    inside = whole.declared_covered_km2 or 0.0
    return (
        f"A counts whole areas within declared borders ({whole.declared_km2:.1f} km²), of which no disc reaches "
        f"{max(whole.declared_km2 - inside, 0.0):.1f} km², while B counts land that discs reach, each place once "
        f"({whole.union_middle_km2:.1f} km²), of which {max(whole.union_middle_km2 - inside, 0.0):.1f} km² lie outside "
        "what is declared."
    )


def _documents(tallies: Mapping[str, Tally]) -> dict[str, dict[str, Any]]:
    return {name: tally.document() for name, tally in tallies.items()}
