"""Geometry at the detail that a map shows, whatever detail it is known at."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from layers.atlas import Atlas
    from layers.shape import Shape

TOLERANCE_DEG: Final = 0.0006
"""Simplification of what is drawn (about 60 m): a fraction of a pixel at the scale a map opens at."""

_SAME_AREA: Final = 0.001
"""Share by which the areas of a shape and of the districts it is made of may differ."""


def displayed(atlas: Atlas, shape: Shape) -> BaseGeometry | None:
    """Return the geometry of a shape at the detail of the display set.

    What is made of whole districts is drawn with their display geometry, so that it lies exactly on their lines;
    anything else is simplified to `TOLERANCE_DEG`.

    Parameters
    ----------
    atlas
        Read model, for the districts.
    shape
        Shape of a zone or district.

    Returns
    -------
    BaseGeometry or None
        WGS 84, longitude first; None for a shape without geometry.
    """
    if shape.geometry is None:
        return None
    if shape.method == "boundary":
        whole = _districts_of(atlas, shape.geometry)
        if len(whole) == 1:
            return atlas.district_geometry(whole[0])  # the very same, so that the page holds it once
        if whole:
            return shapely.union_all([atlas.district_geometry(adcode) for adcode in whole])
    return shapely.simplify(shape.geometry, TOLERANCE_DEG)


def _districts_of(atlas: Atlas, geometry: BaseGeometry) -> tuple[str, ...]:
    """Return the districts that a geometry is made of; none where it is not made of whole districts."""
    located = (view.id for view in atlas.districts if view.shape.geometry is not None)
    measuring = {adcode: atlas.district_geometry(adcode, "measuring") for adcode in located}
    within = {adcode: area for adcode, area in measuring.items() if geometry.covers(area.point_on_surface())}
    made_of = sum(area.area for area in within.values())
    return tuple(within) if math.isclose(made_of, geometry.area, rel_tol=_SAME_AREA) else ()
