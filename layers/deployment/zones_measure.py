"""(A) the area that is declared as built, and (G) what of it discs cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.coverage import union_areas_within_km2
from geo.measure import areas_km2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from layers.deployment.ground import Ground
    from layers.deployment.service import Floats, ServiceUnits


def declared_km2(ground: Ground) -> NDArray[np.float64] | None:
    """Area of the declared zones on land by district, km², each place once; None without zones."""
    return None if ground.zones is None else areas_km2(ground.zones)


def declared_and_covered_km2(units: ServiceUnits, radii_m: Floats, ground: Ground) -> NDArray[np.float64] | None:
    """Area of the declared zones that discs cover, by district, km²; None without zones."""
    if ground.zones is None:
        return None
    covered = np.zeros(len(ground.zones))
    filled = [number for number, zone in enumerate(ground.zones) if not zone.is_empty]
    covered[filled] = union_areas_within_km2(units.lon, units.lat, radii_m, [ground.zones[at] for at in filled])
    return covered
