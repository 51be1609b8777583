"""The ``bbox`` parameter: from text in any offered coordinate system to a box in lon/lat."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import shapely

from api.errors import BadBbox
from geo.bounds import Bounds
from geo.crs import LONLAT, transform_geometry

if TYPE_CHECKING:
    from api.errors import BboxFlaw
    from api.ogc.systems import System

_FLAT, _WITH_HEIGHTS = 4, 6
_MAX_LON_DEG, _MAX_LAT_DEG = 180.0, 90.0
_MAX_M = 21_000_000.0
"""Half of the equator and some: no coordinate in metres lies beyond."""
_EDGE_POINTS = 8
"""Points that each edge of a projected box is followed by: straight there is not straight in lon/lat."""

Box = tuple[float, float, float, float]


def parse_bbox(text: str, system: System, extent: Bounds) -> Bounds:
    """Read a box.

    Parameters
    ----------
    text
        Four numbers, or six with heights, which are passed over.
    system
        Coordinate system of the numbers; its axis order is theirs.
    extent
        Where there are data: a box that misses it and would meet it with its axes swapped is a mistake.

    Returns
    -------
    Bounds
        The box in lon/lat. Of one that crosses the antimeridian, the part on the data's side.

    Raises
    ------
    BadBbox
        It is no box, or its axes are swapped.
    """
    numbers = _numbers(text, system)
    flaw = _flaw(numbers, system)
    if flaw is not None:
        raise _bad(text, flaw, system, extent)
    box = _in_lonlat(numbers, system, extent)
    if not box.intersects(extent) and _meets_when_swapped(numbers, system, extent):
        raise _bad(text, "swapped", system, extent)
    return box


def _numbers(text: str, system: System) -> Box:
    """Read the numbers and put them as west, south, east, north."""
    parts = text.replace("，", ",").split(",")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        raise _bad(text, "not_numbers", system) from None
    if len(numbers) == _WITH_HEIGHTS:
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != _FLAT:
        raise _bad(text, "count", system)
    first, second, third, fourth = numbers
    return (second, first, fourth, third) if system.north_first else (first, second, third, fourth)


def _flaw(box: Box, system: System) -> BboxFlaw | None:
    """Say what is wrong with a box, or nothing."""
    west, south, east, north = box
    if not all(map(math.isfinite, box)):
        return "not_finite"
    if not _in_range(box, system):
        return "swapped" if _in_range((south, west, north, east), system) else "out_of_range"
    if south > north or (west > east and not _crosses_antimeridian(box, system)):
        return "inside_out"
    return None


def _in_range(box: Box, system: System) -> bool:
    west, south, east, north = box
    max_x, max_y = (_MAX_LON_DEG, _MAX_LAT_DEG) if system.in_degrees else (_MAX_M, _MAX_M)
    return max(abs(west), abs(east)) <= max_x and max(abs(south), abs(north)) <= max_y


def _crosses_antimeridian(box: Box, system: System) -> bool:
    west, _, east, _ = box
    return system.in_degrees and west > 0.0 > east


def _in_lonlat(box: Box, system: System, extent: Bounds) -> Bounds:
    """Bring a sound box into lon/lat."""
    west, south, east, north = box
    if not system.in_degrees:
        outline = shapely.segmentize(shapely.box(*box), max((east - west), (north - south), 1.0) / _EDGE_POINTS)
        west, south, east, north = transform_geometry(outline, source=system.epsg, target=LONLAT).bounds
    if west > east:
        halves = (Bounds(west, south, _MAX_LON_DEG, north), Bounds(-_MAX_LON_DEG, south, east, north))
        return next((half for half in halves if half.intersects(extent)), halves[0])
    return Bounds(west, south, east, north)


def _meets_when_swapped(box: Box, system: System, extent: Bounds) -> bool:
    """Tell whether the box with its axes swapped would lie where the data are."""
    west, south, east, north = box
    turned = (south, west, north, east)
    return _flaw(turned, system) is None and _in_lonlat(turned, system, extent).intersects(extent)


def _bad(text: str, flaw: BboxFlaw, system: System, extent: Bounds | None = None) -> BadBbox:
    """Make the error, with the order that is right and an example."""
    low, high = (f"min {axis}" for axis in system.axes.split(",")), (f"max {axis}" for axis in system.axes.split(","))
    order = ",".join((*low, *high))
    return BadBbox(text, flaw, expected=f"{order} ({system.uri}){_example(system, extent)}")


def _example(system: System, extent: Bounds | None) -> str:
    """Give the data's own extent as an example, for systems in degrees."""
    if extent is None or not system.in_degrees:
        return ""
    west, south, east, north = (round(edge, 2) for edge in extent.as_tuple())
    box = (south, west, north, east) if system.north_first else (west, south, east, north)
    return ", e.g. " + ",".join(map(str, box))
