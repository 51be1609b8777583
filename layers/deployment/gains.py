"""What a disc adds on land to the discs that stand: exact increments of the union, reckoned among its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.coverage import union_area_km2, union_area_within_km2, union_areas_within_km2
from geo.zone import Zone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]

_METRES_A_DEGREE = 110_000.0
"""A little less than any degree of latitude has in these parts, so that boxes are a little too large."""
_MARGIN = 1.02
"""A box around a disc is so much larger: it must hold the disc."""


@dataclass(frozen=True)
class Places:
    """Discs by name: units that stand, or candidates.

    Attributes
    ----------
    ids : tuple of str
        Names.
    lon, lat : numpy.ndarray
        Centres, degrees on WGS 84.
    radii_m : numpy.ndarray
        Metres on the ground.
    """

    ids: tuple[str, ...]
    lon: Floats
    lat: Floats
    radii_m: Floats

    def __len__(self) -> int:
        """Count the discs."""
        return len(self.ids)


class Gains:
    """What each candidate adds on land, while candidates are picked one by one.

    Parameters
    ----------
    standing
        Units that stand; locked.
    candidates
        Where units may be built.
    land
        Polygons in lon/lat on WGS 84 that do not overlap.
    """

    def __init__(self, standing: Places, candidates: Places, land: Sequence[BaseGeometry]) -> None:
        self._first = len(standing)
        self._lon = np.concatenate([standing.lon, candidates.lon])
        self._lat = np.concatenate([standing.lat, candidates.lat])
        self._radii = np.concatenate([standing.radii_m, candidates.radii_m])
        self._stands = np.arange(len(self._lon)) < self._first
        self._land = shapely.union_all(np.array(land, dtype=object))
        shapely.prepare(self._land)
        self._shores: dict[int, BaseGeometry | None] = {}
        self.standing_km2 = float(np.sum(union_areas_within_km2(standing.lon, standing.lat, standing.radii_m, land)))
        if len(self._lon):
            zone = Zone.around(self._lon)
            self._x, self._y = zone.to_plane(self._lon, self._lat)
            self._reach = self._radii * zone.stretch(self._x, self._y)
            points: Any = shapely.points(self._x, self._y)
            self._tree = shapely.STRtree(points)

    def of(self, candidate: int) -> float:
        """Area on land that a candidate adds to all that stand and were picked, km², 0 at least."""
        here = self._first + candidate
        near = self._near(here)
        return max(self._km2(np.append(near, here), here) - self._km2(near, here), 0.0)

    def pick(self, candidate: int) -> None:
        """Let a candidate stand."""
        self._stands[self._first + candidate] = True

    def _near(self, here: int) -> NDArray[np.intp]:
        """Discs that stand and overlap one."""
        reach = float(self._reach[here])
        centre = shapely.Point(self._x[here], self._y[here])
        found = self._tree.query(centre, predicate="dwithin", distance=reach + float(self._reach.max()))
        found = found[self._stands[found] & (found != here)]
        away = np.hypot(self._x[found] - self._x[here], self._y[found] - self._y[here])
        return np.sort(found[away < reach + self._reach[found]])

    def _km2(self, discs: NDArray[np.intp], here: int) -> float:
        """Area of some discs, where one of them reaches the sea only that on land."""
        shore = self._shore(here)
        lon, lat, radii = self._lon[discs], self._lat[discs], self._radii[discs]
        if shore is None:
            return union_area_km2(lon, lat, radii)
        return 0.0 if shore.is_empty else union_area_within_km2(lon, lat, radii, shore)

    def _shore(self, here: int) -> BaseGeometry | None:
        """Land around a disc; None for one that lies wholly on land."""
        if here not in self._shores:
            half_lat = self._radii[here] * _MARGIN / _METRES_A_DEGREE
            half_lon = half_lat / np.cos(np.radians(self._lat[here]))
            lon, lat = self._lon[here], self._lat[here]
            box = shapely.box(lon - half_lon, lat - half_lat, lon + half_lon, lat + half_lat)
            self._shores[here] = None if self._land.contains(box) else _areal(shapely.intersection(self._land, box))
        return self._shores[here]


def _areal(shape: BaseGeometry) -> BaseGeometry:
    """Keep the polygons of a shape."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return shapely.MultiPolygon(parts)
