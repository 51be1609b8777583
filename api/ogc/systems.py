"""Coordinate systems that collections are offered in (OGC API – Features, part 2).

Each has its axes in the order of its authority. Inside, everything is longitude or easting first; axes are turned
round here and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import mapping, shape

from api.errors import CrsNotOffered
from geo.crs import CRS84_URI, LONLAT, transform_geometry

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

_EPSG_URI = "http://www.opengis.net/def/crs/EPSG/0/"
_EPSG_CODE = re.compile(r"(?:^|[/:])EPSG[/:]+(?:[\d.]*[/:]+)?(?P<code>\d{4,6})$", re.IGNORECASE)
_CRS84 = re.compile(r"(?:^|[/:])CRS84$", re.IGNORECASE)
DEGREE_DIGITS = 7
"""About a centimetre."""
METRE_DIGITS = 2


@dataclass(frozen=True, slots=True)
class System:
    """A coordinate system that is offered.

    Attributes
    ----------
    uri : str
        Its name in requests and answers.
    epsg : str
        Its name inside: ``EPSG:4549``.
    north_first : bool
        True where the authority puts latitude or northing first.
    in_degrees : bool
        True for geographic systems, False for metres.
    axes : str
        Names of the axes in order, for messages.
    """

    uri: str
    epsg: str
    north_first: bool
    in_degrees: bool
    axes: str


CRS84 = System(CRS84_URI, LONLAT, north_first=False, in_degrees=True, axes="lon,lat")

OFFERED: Mapping[str, System] = {
    system.uri: system
    for system in (
        CRS84,
        System(f"{_EPSG_URI}4326", LONLAT, north_first=True, in_degrees=True, axes="lat,lon"),
        System(f"{_EPSG_URI}4490", "EPSG:4490", north_first=True, in_degrees=True, axes="lat,lon"),
        System(f"{_EPSG_URI}3857", "EPSG:3857", north_first=False, in_degrees=False, axes="easting,northing"),
        System(f"{_EPSG_URI}4549", "EPSG:4549", north_first=True, in_degrees=False, axes="northing,easting"),
    )
}


def system_of(text: str | None, parameter: str) -> System:
    """Find a coordinate system by what a request calls it.

    Parameters
    ----------
    text
        URI, URN or ``EPSG:4490``, with or without the brackets of a safe CURIE; None for the default.
    parameter
        Query parameter that named it, for the message.

    Returns
    -------
    System
        CRS84 where none is asked for.

    Raises
    ------
    CrsNotOffered
        It is not among `OFFERED`.
    """
    if text is None:
        return CRS84
    name = text.strip().strip("[]<>").strip()
    code = _EPSG_CODE.search(name)
    uri = CRS84_URI if _CRS84.search(name) else f"{_EPSG_URI}{code['code']}" if code else name
    try:
        return OFFERED[uri]
    except KeyError:
        raise CrsNotOffered(parameter, text, offered=tuple(OFFERED)) from None


def geometry_in(geometry: Mapping[str, Any] | None, system: System) -> Mapping[str, Any] | None:
    """Bring a GeoJSON geometry from lon/lat into a system, axes in the system's own order.

    Parameters
    ----------
    geometry
        GeoJSON on CRS84; None stays None.
    system
        Where to.
    """
    if geometry is None or system is CRS84:
        return geometry
    moved = transform_geometry(shape(dict(geometry)), source=LONLAT, target=system.epsg)
    digits = DEGREE_DIGITS if system.in_degrees else METRE_DIGITS

    def arrange(vertices: NDArray[np.float64]) -> NDArray[np.float64]:
        return (vertices[:, ::-1] if system.north_first else vertices).round(digits)

    turned: Mapping[str, Any] = mapping(shapely.transform(moved, arrange))
    return turned
