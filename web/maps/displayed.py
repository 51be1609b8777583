"""Detail at which shapes are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from layers.shape import Shape

TOLERANCE_DEG: Final = 0.0006
"""Simplification of what is drawn (about 60 m): a fraction of a pixel at the scale a map opens at."""


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
