"""Places and boxes in lon/lat, as requests and files give them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

import shapely

from geo.errors import BadBounds, BadGeometry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

_EXPECTED = "west,south,east,north in degrees on WGS 84, longitude first, e.g. 120.0,36.0,120.5,36.4"
_NUMBERS_IN_A_BOX = 4
_MAX_LON_DEG, _MAX_LAT_DEG = 180.0, 90.0


class LonLat(NamedTuple):
    """A place on WGS 84 in degrees, longitude first. Only the map renderer turns it round."""

    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box in lon/lat on WGS 84, edges included. It may be a line or a point, never inside out.

    Attributes
    ----------
    west, south, east, north : float
        Degrees; west ≤ east (no box crosses the antimeridian) and south ≤ north.

    Raises
    ------
    BadBounds
        A number is NaN or out of range, the axes are swapped, or the box is inside out.

    Examples
    --------
    >>> Bounds.parse("120.0,36.0,120.5,36.4").centre
    LonLat(lon=120.25, lat=36.2)
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        """Refuse what is no box."""
        problem = _range_problem(*self.as_tuple()) or _order_problem(*self.as_tuple())
        if problem:
            raise BadBounds(f"{problem} in {self}", expected=_EXPECTED, where="bounds")

    def __str__(self) -> str:
        """Write the box as requests do: west,south,east,north."""
        return ",".join(f"{edge:.10g}" for edge in self.as_tuple())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``minx,miny,maxx,maxy``; `BadBounds` for anything else."""
        parts = text.replace("，", ",").split(",")
        try:
            numbers = [float(part) for part in parts]
        except ValueError:
            raise BadBounds(f"{text!r} is not four numbers", expected=_EXPECTED, where="bounds") from None
        if len(numbers) != _NUMBERS_IN_A_BOX:
            raise BadBounds(f"{len(numbers)} numbers in {text!r}", expected=_EXPECTED, where="bounds")
        return cls(*numbers)

    @classmethod
    def around(cls, geometries: BaseGeometry | Iterable[BaseGeometry]) -> Self:
        """Smallest box around shapes in lon/lat; `BadGeometry` if all of them are empty."""
        shapes = [geometries] if isinstance(geometries, shapely.Geometry) else list(geometries)
        edges = [float(edge) for edge in shapely.total_bounds(shapes)]
        if math.isnan(edges[0]):
            raise BadGeometry("no shape to put a box around", expected="at least one shape that is not empty")
        return cls(*edges)

    @property
    def centre(self) -> LonLat:
        """Middle of the box, degrees."""
        return LonLat((self.west + self.east) / 2.0, (self.south + self.north) / 2.0)

    def as_tuple(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        return self.west, self.south, self.east, self.north

    def as_polygon(self) -> shapely.Polygon:
        """Make a shape in lon/lat of the box."""
        return shapely.box(*self.as_tuple())

    def contains(self, place: LonLat) -> bool:
        """Tell whether a place lies in the box or on its edge."""
        return self.west <= place.lon <= self.east and self.south <= place.lat <= self.north

    def intersects(self, other: Bounds) -> bool:
        """Tell whether two boxes have a point in common."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )

    def expanded(self, margin_deg: float) -> Bounds:
        """Put a margin of so many degrees around the box, cut off at the edge of the world."""
        return Bounds(
            max(self.west - margin_deg, -_MAX_LON_DEG),
            max(self.south - margin_deg, -_MAX_LAT_DEG),
            min(self.east + margin_deg, _MAX_LON_DEG),
            min(self.north + margin_deg, _MAX_LAT_DEG),
        )


def _range_problem(*edges: float) -> str:
    """Say which number cannot be an edge, or nothing."""
    if not all(map(math.isfinite, edges)):
        return "a number that is not finite"
    lons, lats = [abs(edge) for edge in edges[0::2]], [abs(edge) for edge in edges[1::2]]
    if max(lats) > _MAX_LAT_DEG:
        swapped = max(lons) <= _MAX_LAT_DEG and max(lats) <= _MAX_LON_DEG
        return "axes swapped (latitude stands first)" if swapped else "a latitude beyond ±90"
    return "a longitude beyond ±180" if max(lons) > _MAX_LON_DEG else ""


def _order_problem(*edges: float) -> str:
    """Say which edges are the wrong way round, or nothing."""
    west, south, east, north = edges
    if west > east:
        return "west lies east of east"
    return "south lies north of north" if south > north else ""
