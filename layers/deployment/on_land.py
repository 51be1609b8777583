"""Area on land of a union of discs, quickly and many times: only discs near the edge of the land are cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.coverage import union_area_km2, union_area_within_km2

if TYPE_CHECKING:
    from layers.deployment.ground import Ground
    from layers.deployment.service import Floats, ServiceUnits

_METRES_A_DEGREE = 110_000.0
"""A little less than any degree of latitude has in these parts, so that boxes are a little too large."""


class OnLand:
    """Measures discs of some units that may move and grow a little.

    What discs cover off the land is covered by those that reach its edge: so from the union of all is taken what the
    union of those has off the land. This is exact.

    Parameters
    ----------
    units
        Units where they stand.
    reach_m
        Radius and move of a unit together are never more, metres.
    ground
        Districts.
    """

    def __init__(self, units: ServiceUnits, reach_m: float, ground: Ground) -> None:
        half_lat = reach_m / _METRES_A_DEGREE
        half_lon = half_lat / np.cos(np.radians(units.lat))
        lon, lat = units.lon, units.lat
        boxes = np.asarray(shapely.box(lon - half_lon, lat - half_lat, lon + half_lon, lat + half_lat), dtype=object)
        reached = shapely.box(*shapely.total_bounds(boxes)) if len(units) else shapely.Point()
        land = shapely.union_all([shape for shape in ground.shapes if shape.intersects(reached)])
        shapely.prepare(land)
        self._at_edge = ~np.asarray(shapely.contains(land, boxes), dtype=bool)
        near = shapely.intersection(land, shapely.union_all(boxes[self._at_edge]))
        parts = shapely.get_parts(shapely.get_parts(near))
        self._near = shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])

    def km2(self, lon: Floats, lat: Floats, radii_m: Floats | float) -> float:
        """Measure the units at places and radii within reach, in their order, km²."""
        radii = np.broadcast_to(np.asarray(radii_m, dtype=np.float64), lon.shape)
        whole, edge = union_area_km2(lon, lat, radii), self._at_edge
        if not edge.any():
            return whole
        at = lon[edge], lat[edge], radii[edge]
        on_land = 0.0 if self._near.is_empty else union_area_within_km2(*at, self._near)
        return max(whole - (union_area_km2(*at) - on_land), 0.0)
