"""What is not known of radius and position, carried into the area: a band by seeded draws, and what moves it most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.coverage import union_area_km2
from layers.deployment.service import ACCEPTED, BANDS

if TYPE_CHECKING:
    from layers.boundaries.progress import Progress
    from layers.deployment.on_land import OnLand
    from layers.deployment.service import Floats, ServiceUnits

_METRES_A_DEGREE = 111_195.0
"""Mean length of a degree of a great circle; moves of some metres need no more."""
REACH_SIGMAS = 8.0
"""No draw is further off than so many standard deviations: one in 10^15 would be."""


@dataclass(frozen=True, slots=True)
class Draws:
    """How draws are made.

    Attributes
    ----------
    seed : int
        Seed of the generator (NumPy's PCG64).
    count : int
        Number of draws, at least 1.
    position_sigma_m : float
        Standard deviation of a unit's position, east and north each, metres; units err independently.
    """

    seed: int = 20_261_123
    count: int = 100
    position_sigma_m: float = 10.0


@dataclass(frozen=True, slots=True)
class Band:
    """Spread of an area on land over draws, km²: mean, median, and what 5 % and 95 % of the draws stay below."""

    mean: float
    p5: float
    p50: float
    p95: float

    @classmethod
    def of(cls, areas: Floats) -> Band:
        """Sum up draws."""
        p5, p50, p95 = np.percentile(areas, [5.0, 50.0, 95.0]).tolist()
        return cls(float(areas.mean()), p5, p50, p95)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the tornado: area on land as one thing goes from one end to the other, all else in the middle."""

    name: str
    from_km2: float
    to_km2: float

    @property
    def swing_km2(self) -> float:
        """How far it moves the area."""
        return abs(self.to_km2 - self.from_km2)

    def document(self) -> dict[str, str | float]:
        """Give it as JSON has it."""
        return {"name": self.name, "from_km2": self.from_km2, "to_km2": self.to_km2, "swing_km2": self.swing_km2}


def band(units: ServiceUnits, on_land: OnLand, draws: Draws, *, progress: Progress) -> Band:
    """Draw radius and position, and measure the union each time.

    The radius of a kind is not known, but it is the same for all units of the kind: each draw takes one from the
    triangle of its low, middle and high radius. A measured range stays. Positions err independently.

    Parameters
    ----------
    units
        Units in their canonical order, on which the draws depend.
    on_land
        The same units, with a reach of the largest radius and eight times the error of position at least.
    draws
        How draws are made.
    progress
        Told each draw.
    """
    rng = np.random.default_rng(draws.seed)
    kinds, areas = np.array(units.known_kinds()), np.zeros(draws.count)
    for number in range(draws.count):
        progress("band", number / draws.count)
        radii = units.radii_m("middle")
        for kind, limits in BANDS.items():
            drawn = rng.triangular(limits.low, limits.middle, limits.high) if limits.low < limits.high else limits.low
            radii = np.where((kinds == kind) & ~units.is_measured, drawn, radii)
        areas[number] = on_land.km2(*_moved(units, draws.position_sigma_m, rng), radii)
    return Band.of(areas)


def tornado(units: ServiceUnits, on_land: OnLand, draws: Draws, *, progress: Progress) -> list[Bar]:
    """Move one thing at a time, and tell by how much the area moves; the greatest first.

    Parameters
    ----------
    units
        Units in their canonical order.
    on_land
        The same units, with a reach of the largest radius and eight times the error of position at least.
    draws
        How positions are drawn; ends of that bar are what 5 % and 95 % of the draws stay below.
    progress
        Told each bar.
    """
    middle = units.radii_m("middle")
    lon, lat, accepted = units.lon, units.lat, np.array([status == ACCEPTED for status in units.statuses], dtype=bool)
    base = on_land.km2(lon, lat, middle)
    bars = [*_radius_bars(units, on_land), _position_bar(units, on_land, draws, progress)]
    bars.append(Bar("on_land_or_all", base, union_area_km2(lon, lat, middle)))
    if 0 < accepted.sum() < len(units):
        # a disc of radius 0 counts nothing
        bars.append(Bar("accepted_or_all", on_land.km2(lon, lat, np.where(accepted, middle, 0.0)), base))
    if units.is_measured.any():
        bars.append(Bar("defaults_or_measured", on_land.km2(lon, lat, units.radii_m("middle", measured=False)), base))
    return sorted(bars, key=lambda bar: (-bar.swing_km2, bar.name))


def _radius_bars(units: ServiceUnits, on_land: OnLand) -> list[Bar]:
    """One bar for each kind that is there and whose radius is a band."""
    kinds, middle, bars = np.array(units.known_kinds()), units.radii_m("middle"), []
    for kind, limits in BANDS.items():
        assumed = (kinds == kind) & ~units.is_measured
        if assumed.any() and limits.low < limits.high:
            low, high = (
                on_land.km2(units.lon, units.lat, np.where(assumed, radius, middle))
                for radius in (limits.low, limits.high)
            )
            bars.append(Bar(f"radius_{kind}", low, high))
    return bars


def _position_bar(units: ServiceUnits, on_land: OnLand, draws: Draws, progress: Progress) -> Bar:
    rng, middle, areas = np.random.default_rng(draws.seed), units.radii_m("middle"), np.zeros(draws.count)
    for number in range(draws.count):
        progress("tornado", number / draws.count)
        areas[number] = on_land.km2(*_moved(units, draws.position_sigma_m, rng), middle)
    spread = Band.of(areas)
    return Bar("position", spread.p5, spread.p95)


def _moved(units: ServiceUnits, sigma_m: float, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Move each unit by an error of its own; none by more than `REACH_SIGMAS` of them."""
    east, north = rng.normal(0.0, sigma_m, (2, len(units)))
    lon = units.lon + east / _METRES_A_DEGREE / np.cos(np.radians(units.lat))
    return lon, units.lat + north / _METRES_A_DEGREE
