"""Positions as people write them: numbers, degrees-minutes-seconds, well-known text, two numbers in one cell."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from layers.deployment.encoding import plain

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d{1,2})?|[+-]?\.\d+")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_WKT_POINT = re.compile(r"^(?:SRID=\d+;)?\s*POINT\s*(?:Z|M|ZM)?\s*\(\s*(\S+)\s+(\S+)(?:\s+\S+)*\s*\)$", re.IGNORECASE)
_DEGREES = re.compile(
    r"""(?P<before>[NSEW]|东经|西经|北纬|南纬|经度|纬度)?[\s:]*
        (?P<sign>-)?(?P<deg>\d{1,3}(?:\.\d+)?)\s*(?:°|度|(?<=\d)[d:](?=\s*\d))\s*
        (?:(?P<min>\d{1,2}(?:\.\d+)?)\s*(?:'(?!')|分|[m:](?=\s*\d)|$)\s*)?
        (?:(?P<sec>\d{1,2}(?:\.\d+)?)\s*(?:"|''|秒|s(?![a-z])|$)?\s*)?
        (?P<after>[NSEW])?""",
    re.IGNORECASE | re.VERBOSE,
)
_MARKED_NUMBER = re.compile(
    r"(?P<before>[NSEW]|东经|西经|北纬|南纬|经度|纬度)?[\s:]*(?P<value>[+-]?\d+(?:\.\d*)?)\s*°?\s*(?P<after>[NSEW])?",
    re.IGNORECASE,
)
_NORTHERN = {"n", "s", "北纬", "南纬", "纬度"}
_NEGATIVE = {"s", "w", "南纬", "西经"}
_COMPASS = frozenset("NSEW东西南北")
_SIXTY = 60.0
_LONGEST = 200
"""A cell beyond this is no position."""
_PAIR = 2


class Axis(NamedTuple):
    """One coordinate.

    Attributes
    ----------
    value : float
        Degrees, or whatever unit the number is in.
    is_dms : bool
        Whether it was written with minutes.
    is_north : bool or None
        Whether the text says that it is a latitude; None where it says nothing.
    """

    value: float
    is_dms: bool = False
    is_north: bool | None = None


class Position(NamedTuple):
    """Two coordinates, the first being the longitude or easting as far as the text says so."""

    x: float
    y: float
    is_dms: bool


def read_axis(cell: str) -> Axis | None:
    """Read one coordinate.

    Parameters
    ----------
    cell
        As ``120.38``, ``１２０．３８``, ``120°22′48″E``, ``东经120度22分48秒`` or ``4,012,345.6``.

    Returns
    -------
    Axis or None
        None where the text is no finite coordinate, minutes and seconds of 60 and more included.
    """
    if len(cell) > _LONGEST:
        return None
    text = plain(cell)
    if _NUMBER.fullmatch(text):
        value = float(text)
        return Axis(value) if math.isfinite(value) else None
    if _THOUSANDS.fullmatch(text):
        return Axis(float(text.replace(",", "")))
    match = _DEGREES.fullmatch(text) or _MARKED_NUMBER.fullmatch(text)
    return _axis(match) if match else None


def read_position(cell: str) -> Position | None:
    """Read two coordinates from one cell.

    Parameters
    ----------
    cell
        ``120.38,36.07``, ``(120.38 36.07)``, ``POINT(120.38 36.07)``, ``36°03′54″N 120°22′48″E`` … Letters of the
        compass decide the order; without them the first number comes first.

    Returns
    -------
    Position or None
        None where the text is not two coordinates.
    """
    if len(cell) > _LONGEST:
        return None
    text = plain(cell)
    match = _WKT_POINT.match(text)
    parts = [match[1], match[2]] if match else _halves(text.strip("()[]{} "))
    axes = [read_axis(part) for part in parts]
    if len(axes) != _PAIR or axes[0] is None or axes[1] is None:
        return None
    first, second = axes[0], axes[1]
    if first.is_north is True or second.is_north is False:
        first, second = second, first
    return Position(first.value, second.value, first.is_dms or second.is_dms)


def _halves(text: str) -> list[str]:
    """Part a cell in two: at its comma or semicolon, or at its blank, or where the second axis begins."""
    for separator in (r"[,;/|]", r"\s+"):
        parts = [part for part in re.split(separator, text) if part]
        if len(parts) == _PAIR:
            return parts
    # the letters of the compass part them, whichever side of the figures they stand on
    parting = r"(?=[NSEW东西南北])" if text[:1] in _COMPASS else r"(?<=[NSEW])"
    return [part.strip(" ,;") for part in re.split(parting, text) if part.strip(" ,;")]


def _axis(match: re.Match[str]) -> Axis | None:
    """Make a coordinate of what was matched."""
    parts = match.groupdict()
    words = {word.casefold() for word in (parts["before"], parts["after"]) if word}
    is_north = bool(words & _NORTHERN) if words else None
    if "deg" not in parts:
        value, is_dms = float(parts["value"]), False
    else:
        minutes, seconds = float(parts["min"] or 0.0), float(parts["sec"] or 0.0)
        if minutes >= _SIXTY or seconds >= _SIXTY:
            return None
        value, is_dms = float(parts["deg"]) + minutes / _SIXTY + seconds / _SIXTY**2, parts["min"] is not None
        value = -value if parts["sign"] else value
    return Axis(-value if words & _NEGATIVE else value, is_dms, is_north)
