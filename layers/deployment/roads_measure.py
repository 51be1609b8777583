"""(C) the length of road that discs cover, and of open test road."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.covered_lines import covered_lengths_km
from geo.measure import length_km

if TYPE_CHECKING:
    from layers.deployment.ground import Ground, Roads
    from layers.deployment.service import Floats, ServiceUnits


@dataclass(frozen=True, slots=True)
class RoadLengths:
    """Lengths in a district, km; of test roads None if the data do not tell them apart."""

    roads_km: float
    covered_km: float
    test_km: float | None
    test_covered_km: float | None


def road_lengths(units: ServiceUnits, radii_m: Floats, ground: Ground) -> list[RoadLengths] | None:
    """Measure the roads of each district; None without roads."""
    return None if ground.roads is None else [_lengths(units, radii_m, roads) for roads in ground.roads]


def _lengths(units: ServiceUnits, radii_m: Floats, roads: Roads) -> RoadLengths:
    whole = np.array([length_km(line) for line in roads.lines], dtype=np.float64)
    # the plane and the geodesic differ by a millionth: no road is covered by more than its length
    covered = np.minimum(covered_lengths_km(units.lon, units.lat, radii_m, roads.lines), whole)
    test = roads.is_test
    return RoadLengths(
        float(whole.sum()),
        float(covered.sum()),
        None if test is None else float(whole[test].sum()),
        None if test is None else float(covered[test].sum()),
    )
