"""(D) junctions that one and that two units cover at least, and (E) signals that are connected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.covered_lines import cover_counts

if TYPE_CHECKING:
    from layers.deployment.ground import Ground
    from layers.deployment.service import Floats, ServiceUnits

_TWO = 2


@dataclass(frozen=True, slots=True)
class JunctionCounts:
    """Junctions of a district, those that one and two units cover at least, and those with a connected signal."""

    junctions: int
    by_one: int
    by_two: int
    connected: int | None


def junction_counts(units: ServiceUnits, radii_m: Floats, ground: Ground) -> list[JunctionCounts] | None:
    """Count the junctions of each district; None without junctions. Two units at one place are two."""
    if ground.junctions is None:
        return None
    counts = []
    for junctions in ground.junctions:
        held = cover_counts(units.lon, units.lat, radii_m, (junctions.lon, junctions.lat))
        by_one, by_two = int(np.sum(held >= 1)), int(np.sum(held >= _TWO))
        counts.append(JunctionCounts(len(held), by_one, by_two, junctions.connected))
    return counts
