"""Ways in which the two numbers of a row may mean a place, and the place each of them would make it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import LONLAT, transform_geometry
from geo.datum import convert

if TYPE_CHECKING:
    from geo.datum import Datum

Floats = NDArray[np.float64]
Finding = Literal["wgs84", "gcj02", "bd09", "swapped", "projected", "dms", "outside"]
Reading = Callable[[Floats, Floats], tuple[Floats, Floats]]
"""From the two numbers to degrees on WGS 84; NaN where they cannot mean that."""

GCJ02, BD09 = "GCJ-02", "BD-09"
"""Names in place of a code, which neither has."""

_DEGREES_LON, _DEGREES_LAT = 180.0, 90.0
_SIXTY = 60.0
_ROUNDING = 1e-6

_PROJECTED = (
    ("EPSG:4549", "CGCS2000, 3 degrees, 120°E"),
    ("EPSG:4548", "CGCS2000, 3 degrees, 117°E"),
    ("EPSG:4550", "CGCS2000, 3 degrees, 123°E"),
    ("EPSG:4528", "CGCS2000, 3 degrees, zone 40 before the easting"),
    ("EPSG:4527", "CGCS2000, 3 degrees, zone 39 before the easting"),
    ("EPSG:4529", "CGCS2000, 3 degrees, zone 41 before the easting"),
    ("EPSG:4498", "CGCS2000, 6 degrees, zone 20 before the easting"),
    ("EPSG:4499", "CGCS2000, 6 degrees, zone 21 before the easting"),
    ("EPSG:32650", "WGS 84, UTM zone 50"),
    ("EPSG:32651", "WGS 84, UTM zone 51"),
    ("EPSG:3857", "Web Mercator"),
)
"""Metres that tables of this city are met in, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One meaning of the numbers.

    Attributes
    ----------
    finding : str
        What it would be called.
    crs : str
        Coordinate system or datum, as a fix applies it.
    name : str
        In words.
    read : callable
        From the numbers to degrees on WGS 84.
    """

    finding: Finding
    crs: str
    name: str
    read: Reading


def forms() -> tuple[Hypothesis, ...]:
    """List the meanings that differ by kilometres, the plainest first: degrees, swapped, minutes, metres."""
    plain: list[Hypothesis] = [Hypothesis("wgs84", LONLAT, "degrees", _degrees)]
    packed = [Hypothesis("dms", LONLAT, name, read) for name, read in _PACKED]
    metres = [Hypothesis("projected", crs, f"metres of {name}", _metres(crs)) for crs, name in _PROJECTED]
    rest = [*packed, *metres]
    swapped = [Hypothesis("swapped", LONLAT, "degrees, latitude first", _swapped(_degrees))]
    swapped_rest = [Hypothesis(h.finding, h.crs, f"{h.name}, northing first", _swapped(h.read)) for h in rest]
    return (*plain, *swapped, *rest, *swapped_rest)


def datums(form: Hypothesis) -> tuple[Hypothesis, ...]:
    """List the datums that a form may be on: WGS 84 (or CGCS2000), GCJ-02, BD-09."""
    is_plain = form.finding == "wgs84"
    gcj02: Finding = "gcj02" if is_plain else form.finding
    bd09: Finding = "bd09" if is_plain else form.finding
    return (
        form,
        Hypothesis(gcj02, _joined(form, GCJ02), f"{form.name}, on GCJ-02", _on_datum(form.read, "gcj02")),
        Hypothesis(bd09, _joined(form, BD09), f"{form.name}, on BD-09", _on_datum(form.read, "bd09")),
    )


def by_name(name: str) -> Hypothesis:
    """Give the meaning of a name, as a diagnosis records it; StopIteration where there is none."""
    return next(meaning for form in forms() for meaning in datums(form) if meaning.name == name)


def _joined(form: Hypothesis, datum: str) -> str:
    """Name of a datum, after the projection it was put through where there is one."""
    return datum if form.crs == LONLAT else f"{form.crs} of {datum}"


def _degrees(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    possible = (np.abs(first) <= _DEGREES_LON) & (np.abs(second) <= _DEGREES_LAT)
    return np.where(possible, first, np.nan), np.where(possible, second, np.nan)


def _swapped(read: Reading) -> Reading:
    return lambda first, second: read(second, first)


def _on_datum(read: Reading, datum: Datum) -> Reading:
    def moved(first: Floats, second: Floats) -> tuple[Floats, Floats]:
        lon, lat = read(first, second)
        x, y = convert(lon, lat, source=datum, target="wgs84")
        return np.asarray(x), np.asarray(y)

    return moved


def _metres(crs: str) -> Reading:
    def read(first: Floats, second: Floats) -> tuple[Floats, Floats]:
        # nothing in degrees is metres: it would lie at the corner of the projection
        possible = (np.abs(first) > _DEGREES_LON) & (np.abs(second) > _DEGREES_LON)
        points = shapely.points(np.where(possible, first, 0.0), np.where(possible, second, 0.0))
        at = shapely.get_coordinates(transform_geometry(points, source=crs, target=LONLAT))
        at = np.where((np.isfinite(at[:, 0]) & np.isfinite(at[:, 1]) & possible)[:, None], at, np.nan)
        return _degrees(at[:, 0], at[:, 1])

    return read


def _unpack(values: Floats, unit: float, parts: int) -> Floats:
    """Degrees of numbers whose digits are degrees, minutes and, with three parts, seconds; NaN where they cannot be."""
    sizes = np.abs(values) / unit
    degrees = np.floor(sizes + _ROUNDING / 100.0)
    rest = (sizes - degrees) * 100.0
    minutes = np.floor(rest + _ROUNDING) if parts > 2 else rest  # noqa: PLR2004 - degrees and minutes alone
    seconds = np.clip((rest - minutes) * 100.0, 0.0, None) if parts > 2 else np.zeros_like(rest)  # noqa: PLR2004
    possible = (minutes < _SIXTY - _ROUNDING) & (seconds < _SIXTY - _ROUNDING)
    return np.where(possible, np.sign(values) * (degrees + minutes / _SIXTY + seconds / _SIXTY**2), np.nan)


def _packed(unit: float, parts: int) -> Reading:
    def read(first: Floats, second: Floats) -> tuple[Floats, Floats]:
        lon, lat = _unpack(first, unit, parts), _unpack(second, unit, parts)
        possible = np.isfinite(lon) & np.isfinite(lat)
        return _degrees(np.where(possible, lon, np.nan), np.where(possible, lat, np.nan))

    return read


_PACKED: tuple[tuple[str, Reading], ...] = (
    ("degrees, minutes and seconds packed as 120.2248", _packed(1.0, 3)),
    ("degrees, minutes and seconds packed as 1202248", _packed(10_000.0, 3)),
    ("degrees and minutes packed as 12022.80", _packed(100.0, 2)),
)
