"""(B) the area that service discs cover together on land, and its curve against the radius."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.coverage import union_areas_within_km2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from layers.deployment.ground import Ground
    from layers.deployment.on_land import OnLand
    from layers.deployment.service import Floats, ServiceUnits

CURVE_RADII_M = tuple(float(radius) for radius in range(50, 1001, 50))
"""Radii of the curve."""

_METRES_A_DEGREE = 80_000.0
"""Less than a degree of longitude has south of 43° N."""
_MARGIN = 2.0


def union_km2(units: ServiceUnits, radii_m: Floats | float, ground: Ground) -> NDArray[np.float64]:
    """Area that discs cover on the land of each district, km²."""
    areas = np.zeros(len(ground.shapes))
    if len(units):
        margin = float(np.max(radii_m)) / _METRES_A_DEGREE * _MARGIN
        box = shapely.box(
            units.lon.min() - margin, units.lat.min() - margin, units.lon.max() + margin, units.lat.max() + margin
        )
        reached = [number for number, shape in enumerate(ground.shapes) if box.intersects(shapely.box(*shape.bounds))]
        areas[reached] = union_areas_within_km2(units.lon, units.lat, radii_m, [ground.shapes[at] for at in reached])
    return areas


def curve(units: ServiceUnits, on_land: OnLand) -> list[dict[str, float]]:
    """Area on land against one radius for all units, from 50 to 1000 m.

    Parameters
    ----------
    units
        Units; their kinds and measured ranges play no part.
    on_land
        The same units, with a reach of the largest radius at least.

    Returns
    -------
    list of dict
        ``radius_m`` and ``union_km2``, the radius rising.
    """
    return [{"radius_m": radius, "union_km2": on_land.km2(units.lon, units.lat, radius)} for radius in CURVE_RADII_M]
