"""Units as they are measured: where they stand, and how far they serve in the low, the middle and the high case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.deployment.content import Units

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

Case = Literal["low", "middle", "high"]
CASES: tuple[Case, ...] = get_args(Case)

ACCEPTED = "accepted"
"""Status of a unit that stands and was taken over: what counts as built."""
DEFAULT_KIND = "urban"
"""What a unit is taken for whose kind is not given, or not one of `BANDS`."""


@dataclass(frozen=True, slots=True)
class RadiusBand:
    """How far units of a kind are taken to serve, metres on the ground.

    Attributes
    ----------
    low, middle, high : float
        Radius in the three cases.
    basis : str
        What the figures rest on.
    """

    low: float
    middle: float
    high: float
    basis: str

    def of(self, case: Case) -> float:
        """Give the radius of a case."""
        radii: dict[Case, float] = {"low": self.low, "middle": self.middle, "high": self.high}
        return radii[case]


BANDS: Mapping[str, RadiusBand] = {
    "urban": RadiusBand(150.0, 300.0, 500.0, "T/CSAE 157-2020: at least 200 m, some 300 m or more; spacing 200–300 m"),
    "sensing": RadiusBand(150.0, 175.0, 200.0, "sensors rarely reach over 200 m; the middle is that of the band"),
    "expressway": RadiusBand(500.0, 500.0, 500.0, "radio may exceed 500 m; no band is published"),
}
"""Radii by kind of unit; a unit's own measured range wins over them."""


_KIND_WORDS: Mapping[str, tuple[str, ...]] = {
    "expressway": ("expressway", "motorway", "highway", "高速", "快速路"),
    "sensing": ("sens", "radar", "lidar", "camera", "感知", "雷达", "摄像", "相机", "视频"),
}
"""Words by which a kind is known; one that speaks of neither is urban."""


@dataclass(frozen=True)
class ServiceUnits:
    """Roadside units, column by column.

    Attributes
    ----------
    ids, kinds, statuses, phases, dates : tuple of str
        As the data have them; empty where they say nothing. Dates are ISO 8601.
    lon, lat : numpy.ndarray
        Degrees on WGS 84.
    ranges_m : numpy.ndarray
        Measured range, metres; NaN where none was measured.
    online : tuple of (bool or None)
        Whether the unit is online; None where the data do not say.
    """

    ids: tuple[str, ...]
    lon: Floats
    lat: Floats
    kinds: tuple[str, ...]
    statuses: tuple[str, ...]
    phases: tuple[str, ...]
    dates: tuple[str, ...]
    ranges_m: Floats
    online: tuple[bool | None, ...]

    @classmethod
    def of(cls, units: Units) -> ServiceUnits:
        """Take units as they were read; their positions must be degrees on WGS 84."""
        return cls(
            tuple(units.ids), units.lon, units.lat, tuple(units.kinds), tuple(units.statuses), tuple(units.phases),
            tuple(units.dates), units.range_m, (None,) * len(units),
        )  # fmt: skip

    def __len__(self) -> int:
        """Count the units."""
        return len(self.ids)

    @property
    def is_measured(self) -> Flags:
        """Whether each unit's range was measured."""
        return np.isfinite(self.ranges_m)

    def known_kinds(self) -> tuple[str, ...]:
        """Kind of each unit among those of `BANDS`."""
        known = {kind: known_kind(kind) for kind in set(self.kinds)}
        return tuple(known[kind] for kind in self.kinds)

    def radii_m(self, case: Case, *, measured: bool = True) -> Floats:
        """Radius of each unit in a case, metres.

        Parameters
        ----------
        case
            Low, middle or high.
        measured
            Whether a unit's own range wins.
        """
        defaults = np.array([BANDS[kind].of(case) for kind in self.known_kinds()], dtype=np.float64)
        return np.where(self.is_measured, self.ranges_m, defaults) if measured else defaults

    def where(self, chosen: Flags) -> ServiceUnits:
        """Take some of the units."""
        return self._taken(np.flatnonzero(chosen))

    def at(self, lon: Floats, lat: Floats) -> ServiceUnits:
        """Put the units at other places, degrees on WGS 84."""
        return replace(self, lon=lon, lat=lat)

    def ordered(self) -> ServiceUnits:
        """Put the units into the one order that does not depend on how they were given, each once.

        A row repeated with the same id at the same place is one unit.
        """
        keys = [tuple(map(str, row.values())) for row in self.rows()]
        order = sorted(range(len(keys)), key=keys.__getitem__)
        first = {(self.ids[at], self.lon[at], self.lat[at]): at for at in reversed(order)}
        kept = set(first.values())
        return self._taken(np.array([at for at in order if at in kept], dtype=np.intp))

    def rows(self) -> list[dict[str, Any]]:
        """Give the units row by row, as JSON has values: what the digest is reckoned from."""
        ranges = [None if np.isnan(value) else value for value in self.ranges_m.tolist()]
        columns = (
            self.ids, self.lon.tolist(), self.lat.tolist(), self.kinds, self.statuses, self.phases, self.dates,
            ranges, self.online,
        )  # fmt: skip
        names = ("id", "lon", "lat", "kind", "status", "phase", "date", "range_m", "online")
        return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]

    def _taken(self, at: NDArray[np.intp]) -> ServiceUnits:
        def of(values: tuple[Any, ...]) -> tuple[Any, ...]:
            return tuple(values[number] for number in at)

        return ServiceUnits(
            of(self.ids), self.lon[at], self.lat[at], of(self.kinds), of(self.statuses), of(self.phases),
            of(self.dates), self.ranges_m[at], of(self.online),
        )  # fmt: skip


def known_kind(kind: str) -> str:
    """Find the kind among those of `BANDS` that a text speaks of.

    Parameters
    ----------
    kind
        As the data have it, Chinese or English.

    Returns
    -------
    str
        A key of `BANDS`; ``urban`` for what speaks of no other.
    """
    text = kind.casefold()
    found = (name for name, words in _KIND_WORDS.items() if any(word in text for word in words))
    return next(found, DEFAULT_KIND)
