"""Ways between places: points part of the way, and lines that follow the ellipsoid."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from pyproj import Geod

from geo.bounds import LonLat
from geo.errors import BadCoordinates

if TYPE_CHECKING:
    from collections.abc import Sequence

_GEOD: Final = Geod(ellps="WGS84")
_FEWEST: Final = 2


def part_way(start: LonLat, end: LonLat, *, fraction: float) -> LonLat:
    """Place that lies a part of the shortest way from one place to another.

    Parameters
    ----------
    start, end
        Degrees on WGS 84.
    fraction
        0 is the start, 1 the end.

    Returns
    -------
    LonLat
        Degrees on WGS 84.

    Raises
    ------
    BadCoordinates
        `fraction` is not between 0 and 1.
    """
    if not 0.0 <= fraction <= 1.0:
        raise BadCoordinates(f"fraction {fraction}", expected="a number from 0 to 1")
    azimuth, _, metres = _GEOD.inv(start.lon, start.lat, end.lon, end.lat)
    lon, lat, _ = _GEOD.fwd(start.lon, start.lat, azimuth, metres * fraction)
    return LonLat(float(lon), float(lat))


def geodesic_line(places: Sequence[LonLat], *, spacing_m: float = 1_000.0) -> shapely.LineString:
    """Line through places in order, following the shortest way from each to the next.

    Parameters
    ----------
    places
        Two or more, degrees on WGS 84.
    spacing_m
        Greatest distance between vertices, metres.

    Returns
    -------
    shapely.LineString
        Lon/lat on WGS 84; every place is a vertex.

    Raises
    ------
    BadCoordinates
        Fewer than two places, or two neighbours are the same place.
    """
    if len(places) < _FEWEST:
        raise BadCoordinates(f"{len(places)} places", expected="at least two, in order along the line")
    vertices = [tuple(places[0])]
    for start, end in itertools.pairwise(places):
        _, _, metres = _GEOD.inv(start.lon, start.lat, end.lon, end.lat)
        if metres == 0.0:
            raise BadCoordinates(f"{start} stands twice in a row", expected="places that differ")
        steps = int(np.ceil(metres / spacing_m))
        inner = _GEOD.npts(start.lon, start.lat, end.lon, end.lat, steps - 1) if steps > 1 else []
        vertices += [(float(lon), float(lat)) for lon, lat in inner]
        vertices.append(tuple(end))
    return shapely.LineString(vertices)
