"""Measuring a roll-out: every way of counting side by side, with gaps, bands and a digest; never one number alone."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.coverage import union_area_km2
from layers.boundaries.progress import silent
from layers.deployment.bands import REACH_SIGMAS, Draws, band, tornado
from layers.deployment.digest import digest
from layers.deployment.discs_measure import CURVE_RADII_M, curve
from layers.deployment.ground import Ground, Shape
from layers.deployment.on_land import OnLand
from layers.deployment.periods import period_of, periods_of
from layers.deployment.service import ACCEPTED, BANDS, ServiceUnits
from layers.deployment.tally import Tally, tally_by_district, total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from layers.boundaries.progress import Progress
    from layers.deployment.bands import Band, Bar
    from layers.deployment.goals import Goal, GoalName

METHOD = "discs-on-land/1"
"""Name of the way of measuring; part of the digest, and new whenever figures would change."""


@dataclass(frozen=True)
class Evidence:
    """What is measured.

    Attributes
    ----------
    units : ServiceUnits
        Roadside units.
    districts : Mapping of str to BaseGeometry
        Land of the districts by adcode, lon/lat on WGS 84.
    boundaries : str
        Checksum of the boundary set.
    zones, roads, junctions : sequence of Shape or None
        Declared zones, roads and junctions; None where there is no file of them.
    vehicles : int or None
        Vehicles with terminals; None where there are no data.
    """

    units: ServiceUnits
    districts: Mapping[str, BaseGeometry]
    boundaries: str = ""
    zones: Sequence[Shape] | None = None
    roads: Sequence[Shape] | None = None
    junctions: Sequence[Shape] | None = None
    vehicles: int | None = None


@dataclass(frozen=True, slots=True)
class Parameters:
    """How it is measured.

    Attributes
    ----------
    radius_m : float
        Radius of the union that is given first, one for all units, metres on the ground.
    draws : Draws
        How the band is drawn.
    """

    radius_m: float = 300.0
    draws: Draws = field(default_factory=Draws)

    def document(self) -> dict[str, Any]:
        """Give them as JSON has them, with the radii by kind."""
        return {
            "method": METHOD,
            "radius_m": self.radius_m,
            "radii_by_kind_m": {kind: [limits.low, limits.middle, limits.high] for kind, limits in BANDS.items()},
            "seed": self.draws.seed,
            "draws": self.draws.count,
            "position_sigma_m": self.draws.position_sigma_m,
        }


@dataclass(frozen=True)
class Measurement:
    """What was measured.

    Attributes
    ----------
    parameters : Parameters
        How.
    by_district : dict of str to Tally
        By adcode; `whole` is their sum.
    by_status, by_phase : dict of str to Tally
        Units of each by themselves; empty text for those that do not say. They overlap on the ground and do not add
        up. What is declared and given (A, lengths, junctions, E) is the same in each: only what units cover differs.
    over_time : dict of str to Tally
        Units accepted or due up to the end of each quarter, by quarter; units without a date are in none.
    with_sea_km2 : float
        The union of `Parameters.radius_m` that is not cut to the districts.
    accepted_km2 : float
        The same on land, of accepted units alone.
    band : Band
        Spread of the union at the radii by kind.
    tornado : list of Bar
        What moves it, the greatest first.
    units_given : int
        Units in the data, repeated rows once; those on no district's land are not in `whole`.
    curve : list of dict
        Area on land against the radius.
    digest : str
        SHA-256 of data and parameters.
    goals : Mapping of GoalName to Goal
        What the plan promises.
    vehicles : int or None
        Vehicles with terminals.
    """

    parameters: Parameters
    by_district: dict[str, Tally]
    by_status: dict[str, Tally]
    by_phase: dict[str, Tally]
    over_time: dict[str, Tally]
    with_sea_km2: float
    accepted_km2: float
    band: Band
    tornado: list[Bar]
    units_given: int
    curve: list[dict[str, float]]
    digest: str
    goals: Mapping[GoalName, Goal]
    vehicles: int | None

    @property
    def whole(self) -> Tally:
        """The whole city: its districts added up."""
        return total(self.by_district.values())


def measure(
    evidence: Evidence,
    goals: Mapping[GoalName, Goal],
    parameters: Parameters | None = None,
    *,
    progress: Progress = silent,
) -> Measurement:
    """Measure every way, by district, status, phase and time.

    Parameters
    ----------
    evidence
        What is measured; the order of rows makes no difference.
    goals
        What the plan promises (`layers.deployment.goals.goals_of`).
    parameters
        How it is measured; None: as the defaults have it.
    progress
        Told each step.

    Raises
    ------
    BadCoordinates
        Positions that are no degrees, or a radius that cannot be.
    """
    parameters = parameters or Parameters()
    units, radius_m = evidence.units.ordered(), parameters.radius_m
    progress("districts", 0.0)
    ground = Ground.of(
        evidence.districts, zones=evidence.zones, roads=evidence.roads, junctions=evidence.junctions
    )  # fmt: skip

    def tallied(chosen: np.ndarray) -> Tally:
        return total(tally_by_district(units.where(chosen), radius_m, ground).values())

    by_district = tally_by_district(units, radius_m, ground)
    on_land = OnLand(units, _reach_m(units, parameters), ground)
    by_status = _grouped(units.statuses, tallied)
    return Measurement(
        parameters=parameters,
        by_district=by_district,
        by_status=by_status,
        by_phase=_grouped(units.phases, tallied),
        over_time=_over_time(units.dates, tallied, progress),
        with_sea_km2=union_area_km2(units.lon, units.lat, radius_m),
        accepted_km2=by_status[ACCEPTED].union_km2 if ACCEPTED in by_status else 0.0,
        band=band(units, on_land, parameters.draws, progress=progress),
        tornado=tornado(units, on_land, parameters.draws, progress=progress),
        units_given=len(units),
        curve=curve(units, on_land),
        digest=digest_of(evidence, parameters),
        goals=goals,
        vehicles=evidence.vehicles,
    )


def digest_of(evidence: Evidence, parameters: Parameters) -> str:
    """Reckon the digest of what is measured and how, before it is measured."""
    tables: dict[str, Iterable[Mapping[str, Any]]] = {"units": evidence.units.rows()}
    for name, shapes in (("zones", evidence.zones), ("roads", evidence.roads), ("junctions", evidence.junctions)):
        if shapes is not None:
            tables[name] = [shape.row() for shape in shapes]
    settled = parameters.document() | {"boundaries": evidence.boundaries, "vehicles": evidence.vehicles}
    return digest(tables, settled)


def _reach_m(units: ServiceUnits, parameters: Parameters) -> float:
    """How far any disc may reach from where its unit is said to stand, metres."""
    largest = max(*CURVE_RADII_M, float(units.radii_m("high").max(initial=0.0)))
    return largest + math.sqrt(2.0) * REACH_SIGMAS * parameters.draws.position_sigma_m


def _grouped(values: Sequence[str], tallied: Callable[[np.ndarray], Tally]) -> dict[str, Tally]:
    """Tally the units of each value."""
    column = np.array(values, dtype=object)
    return {value: tallied(column == value) for value in sorted(set(values))}


def _over_time(dates: Sequence[str], tallied: Callable[[np.ndarray], Tally], progress: Progress) -> dict[str, Tally]:
    """Tally the units up to each period."""
    column = [period_of(date) for date in dates]
    periods = periods_of(column)
    tallies = {}
    for number, period in enumerate(periods):
        progress("over time", number / len(periods))
        tallies[period] = tallied(np.array([bool(own) and own <= period for own in column], dtype=bool))
    return tallies
