"""What a set of districts must satisfy: the names, the areas, the datum, the coverage. Each says what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.alignment import Shift, estimate_shift, recognise_datum
from geo.bounds import Bounds
from geo.measure import area_km2
from geo.partition import find_flaws

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from layers.boundaries.recipe import DistrictName, Recipe

PERCENT = 100.0


def name_problems(found: Sequence[str], districts: Sequence[DistrictName]) -> list[str]:
    """Districts that are missing, unknown or there twice, by adcode or name as the file has them."""
    by_id = {district.id: district.name for district in districts}
    problems = [f"district {name} ({adcode}) is missing" for adcode, name in by_id.items() if adcode not in found]
    unknown = sorted(set(found) - set(by_id))
    if unknown:
        known = ", ".join(f"{name} {adcode}" for adcode, name in by_id.items())
        problems += [f"unknown district {name!r}; expected one of {known}" for name in unknown]
    counts = {adcode: found.count(adcode) for adcode in by_id}
    return problems + [f"district {adcode} is there {n} times; expected once" for adcode, n in counts.items() if n > 1]


def area_problems(shapes: Mapping[str, BaseGeometry], recipe: Recipe) -> list[str]:
    """Districts whose area differs from the recipe's by more than its limit."""
    problems = []
    for adcode, expected_km2 in recipe.areas_km2.items():
        measured_km2 = area_km2(shapes[adcode]) if adcode in shapes else np.nan
        percent = (measured_km2 / expected_km2 - 1.0) * PERCENT
        if abs(percent) > recipe.limits.area_percent:
            problems.append(
                f"area of {adcode} is {measured_km2:.1f} km², {percent:+.1f} %; expected {expected_km2:.1f} km² "
                f"± {recipe.limits.area_percent:g} %"
            )
    return problems


def coverage_problems(shapes: Mapping[str, BaseGeometry], recipe: Recipe) -> list[str]:
    """Gaps, overlaps and borders that do not match, each with its place."""
    flaws = find_flaws(list(shapes.values()), list(shapes), gap_width_m=recipe.limits.gap_width_m)
    return [str(flaw) for flaw in flaws]


def shift_problems(shift: Shift, shapes: Mapping[str, BaseGeometry], recipe: Recipe, *, against: str) -> list[str]:
    """Tell of a systematic shift beyond the limit, with the datum that explains it if one does."""
    if shift.size_m <= recipe.limits.shift_m:
        return []
    datum = recognise_datum(shift, at=Bounds.around(shapes.values()).centre)
    advice = f"looks like {_WRITTEN[datum]}, pass --datum {datum}" if datum else "expected WGS 84 or CGCS2000"
    problem = (
        f"lies {shift.size_m:.0f} m off the set {against} as a whole ({shift.east_m:+.0f} m east, "
        f"{shift.north_m:+.0f} m north; limit {recipe.limits.shift_m:g} m): {advice}"
    )
    return [problem]


def shift_between(shapes: Mapping[str, BaseGeometry], reference: Mapping[str, BaseGeometry]) -> Shift:
    """Systematic shift of the districts that both sets have."""
    common = [adcode for adcode in shapes if adcode in reference]
    return estimate_shift([shapes[adcode] for adcode in common], [reference[adcode] for adcode in common])


_WRITTEN = {"gcj02": "GCJ-02", "bd09": "BD-09", "wgs84": "WGS 84 already"}
