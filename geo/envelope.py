"""Indicative envelopes: the shape of a place of which only some anchors, its districts and its area are stated.

The envelope is everything within one radius of the line through the anchors, as far as it lies in the named
districts. The radius is the only unknown, the area grows with it, so the stated area has exactly one solution.
What comes out agrees with the stated area because it was fitted to it: that agreement proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import shapely

from geo.crs import geometry_to_lonlat, geometry_to_metres
from geo.errors import RecipeUnsolvable
from geo.measure import area_km2

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.bounds import LonLat

AREA_TOLERANCE_KM2: Final = 0.001
"""A solved envelope meets the stated area this closely; plans state whole square kilometres."""

_QUADRANT_SEGMENTS: Final = 16
_LARGEST_RADIUS_M: Final = 200_000.0
_MOST_STEPS: Final = 100


@dataclass(frozen=True, slots=True)
class Envelope:
    """A solved envelope.

    Attributes
    ----------
    geometry : BaseGeometry
        Polygon or MultiPolygon, lon/lat on WGS 84.
    radius_m : float
        Distance from the line through the anchors to the edge, metres in EPSG:4549.
    area_km2 : float
        Geodesic area.
    shares : Mapping[str, float]
        Part of the area that lies in each district it was clipped to, 0 to 1.
    """

    geometry: BaseGeometry
    radius_m: float
    area_km2: float
    shares: Mapping[str, float]


def solve_envelope(
    anchors: Sequence[LonLat],
    clip: Mapping[str, BaseGeometry],
    *,
    target_km2: float,
    least_share: float = 0.0,
    name: str = "envelope",
) -> Envelope:
    """Find the envelope around anchors, inside districts, whose geodesic area is the stated one.

    Parameters
    ----------
    anchors
        One or more places in order, degrees on WGS 84; the envelope follows the line through them.
    clip
        Districts it must lie in, by id: polygons in lon/lat on WGS 84 that do not overlap.
    target_km2
        Stated area, km².
    least_share
        Part of the area that each district must hold at the least, 0 to 1.
    name
        Id of the recipe, for messages.

    Returns
    -------
    Envelope
        Solved to within `AREA_TOLERANCE_KM2`.

    Raises
    ------
    RecipeUnsolvable
        The districts are smaller than the stated area, no anchor lies near them, or a district gets less than
        `least_share`.
    """
    if not anchors or not clip or not target_km2 > 0.0:
        raise RecipeUnsolvable(name, problem="anchors, districts or stated area missing", remedy="name all three")
    districts_m = {key: geometry_to_metres(geometry) for key, geometry in clip.items()}
    land_m = shapely.union_all(list(districts_m.values()))
    line_m = _line_through(anchors)
    room_km2 = area_km2(geometry_to_lonlat(land_m))
    if room_km2 < target_km2:
        raise RecipeUnsolvable(
            name,
            problem=f"{target_km2:g} km² are stated, the districts {', '.join(clip)} hold {room_km2:.1f} km²",
            remedy="name all the districts it lies in",
        )
    radius_m = _radius_for(line_m, land_m, target_km2=target_km2, name=name)
    shape_m = _within(line_m, land_m, radius_m)
    geometry = geometry_to_lonlat(shape_m)
    total_km2 = area_km2(geometry)
    shares = {
        key: area_km2(geometry_to_lonlat(shapely.intersection(shape_m, district))) / total_km2
        for key, district in districts_m.items()
    }
    _require_shares(shares, least_share, name)
    return Envelope(geometry, radius_m, total_km2, shares)


def _line_through(anchors: Sequence[LonLat]) -> BaseGeometry:
    """Line through the anchors in EPSG:4549; a single anchor is a point."""
    if len(anchors) == 1:
        return geometry_to_metres(shapely.Point(anchors[0].lon, anchors[0].lat))
    return geometry_to_metres(shapely.LineString([(anchor.lon, anchor.lat) for anchor in anchors]))


def _within(line_m: BaseGeometry, land_m: BaseGeometry, radius_m: float) -> BaseGeometry:
    buffered = shapely.buffer(line_m, radius_m, quad_segs=_QUADRANT_SEGMENTS)
    return shapely.intersection(buffered, land_m)


def _radius_for(line_m: BaseGeometry, land_m: BaseGeometry, *, target_km2: float, name: str) -> float:
    """Bisect the radius: the area never shrinks as the radius grows."""
    low, high = 0.0, 1_000.0
    while area_km2(geometry_to_lonlat(_within(line_m, land_m, high))) < target_km2:
        low, high = high, high * 2.0
        if high > _LARGEST_RADIUS_M:
            raise RecipeUnsolvable(
                name,
                problem=f"{target_km2:g} km² are not reached within {_LARGEST_RADIUS_M / 1000.0:g} km of the anchors",
                remedy="use anchors in or beside the districts",
            )
    for _ in range(_MOST_STEPS):
        middle = (low + high) / 2.0
        found_km2 = area_km2(geometry_to_lonlat(_within(line_m, land_m, middle)))
        if abs(found_km2 - target_km2) <= AREA_TOLERANCE_KM2:
            return middle
        low, high = (middle, high) if found_km2 < target_km2 else (low, middle)
    raise RecipeUnsolvable(name, problem=f"no radius gives {target_km2:g} km²", remedy="check the districts' shapes")


def _require_shares(shares: Mapping[str, float], least_share: float, name: str) -> None:
    short = {key: share for key, share in shares.items() if share < least_share}
    if short:
        listed = ", ".join(f"{key} holds {share:.0%}" for key, share in short.items())
        raise RecipeUnsolvable(
            name,
            problem=f"each district must hold at least {least_share:.0%} of the area, but {listed}",
            remedy="choose anchors nearer to that district",
        )
