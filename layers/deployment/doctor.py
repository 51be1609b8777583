"""The coordinate doctor: what the numbers of a table are, how sure that is, and what a fix would move.

A table says 经度 and 纬度 and hardly ever on which datum, and the label is wrong often enough. So every meaning that is
met in practice is tried, and judged by where it puts the rows: in the district that each row names, on land, along
roads or within zones. Nothing is changed here until `fix` is called with a diagnosis that somebody confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import LONLAT
from layers.deployment.evidence import Districts, district_evidence, reference_evidence
from layers.deployment.hypotheses import Finding, Hypothesis, by_name, datums, forms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike
    from shapely.geometry.base import BaseGeometry

__all__ = ["Diagnosis", "examine", "fix"]

Floats = NDArray[np.float64]

_PLAIN = "degrees"
_EARTH_RADIUS_M = 6_371_008.8
_IN_REACH = 0.5
"""Least part of the rows that a meaning must bring to the city to be one."""
_NEARLY_AS_MANY = 0.15
_NEARLY_AS_LIKELY = 3.0
_CANDIDATES = 6
_NEAR_DEG = 0.02
"""Margin around the city, degrees: more than any datum moves."""
_BY_DIGITS = 2.0
"""How much each row speaks for minutes packed into digits: by chance one in seven has all of them below sixty."""
_LN_PRIOR = {"gcj02": -3.5, "bd09": -4.0, "dms": -8.0, "projected": -2.0, "swapped": -2.0}
"""A datum is said to be another only against some evidence; a form that differs by kilometres shows itself."""
_LN_DATUM_ON_FORM = -4.0
_UNSURE = 0.6
_FORMS_BY_ROWS, _WEIGHED_ROWS = 2_000, 20_000
"""Rows looked at to find the form, and to tell the datum: more of them would not make it surer."""
_SEED = 20_260_102
_BEYOND_ALL = 1e9
_BORDER_M = 100.0
"""Off the city by less than this is how borders are drawn, not a place at sea."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What the doctor found.

    Attributes
    ----------
    diagnosis : str
        ``wgs84``, ``gcj02``, ``bd09``, ``swapped``, ``projected``, ``dms`` or ``outside``.
    crs : str
        What the numbers are on: an EPSG code, ``GCJ-02``, ``BD-09``; empty where nobody can tell.
    confidence : float
        How sure that is, 0 to 1.
    rows : int
        Rows that the diagnosis explains: under it they lie in the city.
    shift_m : float
        Metres by which a fix would move the rows, at the median; 0 where it moves none, NaN where the numbers as they
        stand are no place on the globe.
    reasons : tuple of str
        What it rests on, one sentence each.
    duplicates : int
        Rows at a place where an earlier row stands.
    at_sea, outside_city : int
        Rows that, fixed, lie off the land, and on land beyond the city or nowhere.
    meaning : str
        Meaning that a fix applies, in words.
    examined : int
        Rows looked at.
    """

    diagnosis: Finding
    crs: str
    confidence: float
    rows: int
    shift_m: float
    reasons: tuple[str, ...]
    duplicates: int
    at_sea: int
    outside_city: int
    meaning: str
    examined: int


def examine(  # noqa: PLR0913 - everything that is known of where rows should lie
    lon: ArrayLike,
    lat: ArrayLike,
    *,
    districts: Mapping[str, BaseGeometry] | Districts,
    named_districts: Sequence[str | None] | None = None,
    references: Sequence[BaseGeometry] | None = None,
    land: BaseGeometry | None = None,
    dms_rows: int = 0,
) -> Diagnosis:
    """Find out what the numbers of a table are.

    Parameters
    ----------
    lon, lat
        The first and the second number of each row, as the file has them.
    districts
        The city's districts by adcode, lon/lat on WGS 84; as `Districts` where many tables are examined.
    named_districts
        Adcode of the district that each row names; None or an unknown one where it names none.
    references
        Roads or zones that the rows should lie along or within, lon/lat on WGS 84.
    land
        Land in and around the city, to tell the sea from the neighbours; without it what lies within the hull of the
        city counts as sea.
    dms_rows
        Rows that were written in degrees, minutes and seconds, and have been read as such.

    Returns
    -------
    Diagnosis
        What was found; nothing is changed.
    """
    first, second = _numbers(lon), _numbers(lat)
    if not len(first):
        return Diagnosis("wgs84", LONLAT, 0.0, 0, 0.0, ("there are no rows to judge by",), 0, 0, 0, _PLAIN, 0)
    city = districts if isinstance(districts, Districts) else Districts(districts)
    named = city.numbers(named_districts, len(first))
    few = _some(len(first), _FORMS_BY_ROWS)
    candidates, share = _candidates(first[few], second[few], city=city, named=named[few])
    if not candidates:
        return _outside(first, second, share=share, city=city, land=land)
    some = _some(len(first), _WEIGHED_ROWS)
    places = [meaning.read(first[some], second[some]) for meaning in candidates]
    weight, inside = district_evidence(city, places, named[some])
    reasons = [_rows_reason(candidates, inside, named[some])]
    if references:
        by_references, median_m = reference_evidence(references, places)
        weight = weight + by_references
        reasons.append(_reference_reason(candidates, by_references, median_m))
    digits = np.array([_BY_DIGITS * len(some) if c.finding == "dms" else 0.0 for c in candidates])
    prior = np.array([_ln_prior(meaning) for meaning in candidates])
    total = weight + digits + prior
    best = int(np.argmax(total))
    confidence = min(_part(total, best), _part(weight + digits, best))
    meaning = candidates[best]
    at = meaning.read(first, second)
    if confidence < _UNSURE:
        reasons.append(_unsure_reason(meaning, candidates, weight))
    finding, crs = meaning.finding, meaning.crs
    if 2 * dms_rows > len(first):
        finding = "dms"
        reasons.append(f"{dms_rows} rows are written in degrees, minutes and seconds, and were read as such")
    found = city.locate(*at)
    at_sea, outside_city = _off_the_city(at, found, city=city, land=land)
    reasons += _odd_rows(first, second, found, city=city, meaning=meaning)
    moved_m = _moved_m(first, second, at)
    return Diagnosis(
        diagnosis=finding,
        crs=crs,
        confidence=round(confidence, 4),
        rows=int((found >= 0).sum()),
        shift_m=_median(moved_m),
        reasons=tuple(reason for reason in reasons if reason),
        duplicates=_duplicates(first, second),
        at_sea=at_sea,
        outside_city=outside_city,
        meaning=meaning.name,
        examined=len(first),
    )


def fix(lon: ArrayLike, lat: ArrayLike, diagnosis: Diagnosis) -> tuple[Floats, Floats, Floats]:
    """Apply a diagnosis that was confirmed.

    Parameters
    ----------
    lon, lat
        The numbers that were examined.
    diagnosis
        What was found of them.

    Returns
    -------
    tuple of numpy.ndarray
        Longitude and latitude on WGS 84, NaN for rows that cannot be a place under the diagnosis, and the metres by
        which each row moved, NaN where its numbers were no place before.
    """
    first, second = _numbers(lon), _numbers(lat)
    at = by_name(diagnosis.meaning).read(first, second)
    return np.array(at[0]), np.array(at[1]), _moved_m(first, second, at)


def _numbers(values: ArrayLike) -> Floats:
    """Copy numbers, with NaN for what no system of coordinates reaches."""
    numbers = np.array(values, dtype=np.float64)
    numbers[~(np.abs(numbers) < _BEYOND_ALL)] = np.nan
    return numbers


def _some(count: int, at_most: int) -> NDArray[np.int64]:
    """Choose rows to look at: all of them, or some at random, the same ones each time."""
    if count <= at_most:
        return np.arange(count)
    return np.sort(np.random.default_rng(_SEED).choice(count, at_most, replace=False))


def _candidates(
    first: Floats, second: Floats, *, city: Districts, named: NDArray[np.int64]
) -> tuple[list[Hypothesis], float]:
    """Meanings that bring about as many rows to the city as the best, with the datums of the best; and its share."""
    hull = shapely.buffer(city.hull, _NEAR_DEG)
    shapely.prepare(hull)
    scores = []
    for form in forms():
        lon, lat = form.read(first, second)
        near = shapely.contains_xy(hull, lon, lat) & np.isfinite(lon)
        found = city.locate(lon, lat)
        as_named = np.where(named >= 0, found == named, found >= 0)
        scores.append((float(near.mean()), 0.5 * float(near.mean()) + 0.5 * float(as_named.mean()), form))
    share = max(near for near, _, _ in scores)
    if share < _IN_REACH:
        return [], share
    best = max(score for _, score, _ in scores)
    good = [(score, form) for _, score, form in scores if score >= best - _NEARLY_AS_MANY]
    good.sort(key=lambda scored: -scored[0])
    chosen = [form for _, form in good][:_CANDIDATES]
    plain = [form for form in chosen if form.finding == "wgs84"]
    # each of the likeliest forms may be on any datum
    return [meaning for form in [*plain, *[f for f in chosen if f not in plain]][:3] for meaning in datums(form)], share


def _ln_prior(meaning: Hypothesis) -> float:
    on_other = _LN_DATUM_ON_FORM if " on " in meaning.name and meaning.finding not in ("gcj02", "bd09") else 0.0
    utm = -1.0 if "UTM" in meaning.name else 0.0
    return _LN_PRIOR.get(meaning.finding, 0.0) + on_other + utm


def _part(weights: Floats, chosen: int) -> float:
    """Probability of one of several by their log-likelihoods."""
    shifted = np.exp(weights - weights.max())
    return float(shifted[chosen] / shifted.sum())


def _outside(first: Floats, second: Floats, *, share: float, city: Districts, land: BaseGeometry | None) -> Diagnosis:
    """Diagnosis where no meaning brings half of the rows near the city."""
    at = by_name(_PLAIN).read(first, second)
    at_sea, outside_city = _off_the_city(at, city.locate(*at), city=city, land=land)
    is_degrees = bool(np.isfinite(at[0]).mean() >= _IN_REACH)
    what = "read as degrees the rows lie elsewhere" if is_degrees else "the numbers are no degrees"
    reason = f"no meaning brings more than {share:.0%} of the rows to the city; {what}"
    crs = LONLAT if is_degrees else ""
    rows = round((1.0 - share) * len(first))
    doubles = _duplicates(first, second)
    confidence = round(1.0 - share, 4)
    return Diagnosis(
        "outside", crs, confidence, rows, 0.0, (reason,), doubles, at_sea, outside_city, _PLAIN, len(first)
    )


def _off_the_city(
    at: tuple[Floats, Floats], found: NDArray[np.int64], *, city: Districts, land: BaseGeometry | None
) -> tuple[int, int]:
    """Count the rows at sea, and those on land beyond the city or nowhere."""
    off = np.flatnonzero(found < 0)
    if not len(off):
        return 0, 0
    lon, lat = at[0][off], at[1][off]
    border_m = city.border_m(lon, lat, np.full(len(off), -1))
    is_place = np.isfinite(border_m)
    clearly = ~(border_m <= _BORDER_M)
    if land is None:
        is_sea = shapely.contains_xy(city.hull, lon, lat)
    else:
        shapely.prepare(land)
        is_sea = ~shapely.contains_xy(land, lon, lat)
        west, south, east, north = land.bounds
        is_sea &= (lon > west) & (lon < east) & (lat > south) & (lat < north)
    return int((is_place & clearly & is_sea).sum()), int((clearly & ~(is_place & is_sea)).sum())


def _odd_rows(
    first: Floats, second: Floats, found: NDArray[np.int64], *, city: Districts, meaning: Hypothesis
) -> list[str]:
    """Say of rows that lie off the city what would bring them there: a table may be of several hands."""
    off = np.flatnonzero(found < 0)
    if not len(off):
        return []
    reasons = []
    off = off[_some(len(off), _FORMS_BY_ROWS)]
    for form in forms():
        if form.name != meaning.name:
            lon, lat = form.read(first[off], second[off])
            count = int((city.locate(lon, lat) >= 0).sum())
            if 2 * count > len(off):
                reasons.append(f"{count} of the {len(off)} rows off the city would lie in it as {form.name}")
    return reasons[:1]


def _moved_m(first: Floats, second: Floats, at: tuple[Floats, Floats]) -> Floats:
    """Metres between the numbers as degrees and the places they mean; NaN where either is none (haversine)."""
    lon, lat = by_name(_PLAIN).read(first, second)
    half_lat, half_lon = np.radians(at[1] - lat) / 2.0, np.radians(at[0] - lon) / 2.0
    chord = np.sin(half_lat) ** 2 + np.cos(np.radians(lat)) * np.cos(np.radians(at[1])) * np.sin(half_lon) ** 2
    return np.asarray(2.0 * _EARTH_RADIUS_M * np.arcsin(np.sqrt(chord)))


def _median(moved_m: Floats) -> float:
    there = moved_m[np.isfinite(moved_m)]
    return round(float(np.median(there)), 1) if len(there) else float("nan")


def _duplicates(first: Floats, second: Floats) -> int:
    places = np.round(np.column_stack([first, second]), 6)
    return len(places) - len(np.unique(places, axis=0))


def _rows_reason(candidates: Sequence[Hypothesis], inside: Floats, named: NDArray[np.int64]) -> str:
    count, told = len(named), int((named >= 0).sum())
    where = "in the district they name" if told == count else "on the city's land"
    if 0 < told < count:
        where = "in the district they name or, naming none, on the city's land"
    parts = [f"{int(rows)} as {meaning.name}" for meaning, rows in zip(candidates, inside, strict=True)]
    return f"of {count} rows, {told} of which name a district, lie {where}: {'; '.join(parts)}"


def _reference_reason(candidates: Sequence[Hypothesis], weight: Floats, median_m: Floats) -> str:
    if not weight.any():
        return "most rows lie off the roads or zones under every meaning, which therefore say nothing"
    parts = [f"{far_m:.0f} m as {meaning.name}" for meaning, far_m in zip(candidates, median_m, strict=True)]
    return f"median distance from the roads or zones: {'; '.join(parts)}"


def _unsure_reason(meaning: Hypothesis, candidates: Sequence[Hypothesis], weight: Floats) -> str:
    chosen = weight[candidates.index(meaning)]
    weighed = zip(candidates, weight, strict=True)
    rivals = [rival.name for rival, ln in weighed if rival is not meaning and ln > chosen - _NEARLY_AS_LIKELY]
    return (
        f"the evidence does not tell {meaning.name} from {' or '.join(rivals) or 'the others'}: "
        "too few rows lie near a border, a coast or "
        "a road; a column with the district, or a file of roads, would"
    )
