"""Detail at which shapes and the land are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from layers.shape import Shape

TOLERANCE_DEG: Final = 0.0006
"""Simplification of what is drawn (about 60 m): a fraction of a pixel at the scale a map opens at."""

FAR_TOLERANCE_DEG: Final = 0.005
"""Simplification of the land away from the city (about 500 m): two pixels at the scale a map opens at."""

NEAR_DEG: Final = 0.1
"""How far around the city the land keeps its detail, so that its coast is that of the districts."""


def backdrop(land: BaseGeometry, city: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return the land at the detail that a backdrop needs: as it is near the city, coarser away from it.

    Parameters
    ----------
    land
        Land in and around the city, WGS 84, longitude first.
    city
        Districts, WGS 84, longitude first.
    """
    if land.is_empty or not city:
        return land
    near = shapely.box(*shapely.total_bounds(list(city))).buffer(NEAR_DEG, join_style="mitre")
    far = shapely.difference(shapely.simplify(land, FAR_TOLERANCE_DEG), near)
    return shapely.union(shapely.intersection(land, near), far)


def displayed(shape: Shape) -> BaseGeometry | None:
    """Return the geometry of a shape at the detail of the display set.

    Parameters
    ----------
    shape
        Shape of a zone or district.

    Returns
    -------
    BaseGeometry or None
        WGS 84, longitude first; None for a shape without geometry. What is made of whole districts already has their
        display geometry, and is given as it is, so that its lines are those of the districts.
    """
    if shape.geometry is None or shape.method == "boundary":
        return shape.geometry
    return shapely.simplify(shape.geometry, TOLERANCE_DEG)
