"""Every way of counting side by side, for one choice of units: by district, and for the whole city."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from layers.deployment.discs_measure import union_km2
from layers.deployment.junctions_measure import junction_counts
from layers.deployment.roads_measure import road_lengths
from layers.deployment.service import CASES
from layers.deployment.zones_measure import declared_and_covered_km2, declared_km2

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.deployment.ground import Ground
    from layers.deployment.service import ServiceUnits


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted; None stands for 'no data'. C, D and G are for the middle radius.

    Attributes
    ----------
    units : int
        Units that stand on the land counted.
    declared_km2 : float or None
        (A) declared built zones.
    union_km2 : float
        (B) union of the discs, one radius for all units.
    union_low_km2, union_middle_km2, union_high_km2 : float
        (B) at low, middle and high radius, by kind of unit, its measured range first.
    roads_km, roads_covered_km : float or None
        (C) all roads given, and what of them is covered.
    test_roads_km, test_roads_covered_km : float or None
        (C) open test roads, and what of them is covered.
    junctions, junctions_by_one, junctions_by_two : int or None
        (D) junctions, and those that one and two units cover at least.
    signals_connected : int or None
        (E) junctions with a connected signal.
    units_online : int or None
        (F) units online.
    declared_covered_km2 : float or None
        What of (A) the discs cover; `declared_share` is (G).
    """

    units: int
    declared_km2: float | None
    union_km2: float
    union_low_km2: float
    union_middle_km2: float
    union_high_km2: float
    roads_km: float | None
    roads_covered_km: float | None
    test_roads_km: float | None
    test_roads_covered_km: float | None
    junctions: int | None
    junctions_by_one: int | None
    junctions_by_two: int | None
    signals_connected: int | None
    units_online: int | None
    declared_covered_km2: float | None

    @property
    def declared_share(self) -> float | None:
        """(G) share of the declared zones that discs cover, 0 to 1; None where nothing is declared."""
        if self.declared_km2 is None or self.declared_covered_km2 is None or self.declared_km2 <= 0.0:
            return None
        return min(self.declared_covered_km2 / self.declared_km2, 1.0)

    def document(self) -> dict[str, float | int | None]:
        """Give it as JSON has it."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {
            "declared_share": self.declared_share
        }


def tally_by_district(units: ServiceUnits, radius_m: float, ground: Ground) -> dict[str, Tally]:
    """Count every way in each district.

    Parameters
    ----------
    units
        Units that count; those of other districts serve across the border.
    radius_m
        The one radius of `union_km2`.
    ground
        Districts and what lies in them.
    """
    middle = units.radii_m("middle")
    unions = [union_km2(units, radius_m, ground), *(union_km2(units, units.radii_m(case), ground) for case in CASES)]
    declared = declared_km2(ground)
    declared_covered = declared_and_covered_km2(units, middle, ground)
    roads, junctions = road_lengths(units, middle, ground), junction_counts(units, middle, ground)
    district = ground.district_of(units.lon, units.lat)
    is_told = any(online is not None for online in units.online)
    online = np.array([bool(value) for value in units.online], dtype=bool)
    tallies = {}
    for at, adcode in enumerate(ground.adcodes):
        here, road, junction = district == at, roads and roads[at], junctions and junctions[at]
        tallies[adcode] = Tally(
            units=int(here.sum()),
            declared_km2=None if declared is None else float(declared[at]),
            union_km2=float(unions[0][at]),
            union_low_km2=float(unions[1][at]),
            union_middle_km2=float(unions[2][at]),
            union_high_km2=float(unions[3][at]),
            roads_km=road.roads_km if road else None,
            roads_covered_km=road.covered_km if road else None,
            test_roads_km=road.test_km if road else None,
            test_roads_covered_km=road.test_covered_km if road else None,
            junctions=junction.junctions if junction else None,
            junctions_by_one=junction.by_one if junction else None,
            junctions_by_two=junction.by_two if junction else None,
            signals_connected=junction.connected if junction else None,
            units_online=int(online[here].sum()) if is_told else None,
            declared_covered_km2=None if declared_covered is None else float(declared_covered[at]),
        )
    return tallies


def total(tallies: Iterable[Tally]) -> Tally:
    """Add up districts, which do not overlap; a column without data in any stays without."""
    parts = list(tallies)
    sums: dict[str, Any] = {}
    for field in fields(Tally):
        known = [value for value in (getattr(part, field.name) for part in parts) if value is not None]
        sums[field.name] = sum(known) if known else None
    return Tally(**sums)
