"""How the place of a zone is known: its geometry together with method, uncertainty and origin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Method = Literal["official", "boundary", "envelope", "corridor", "gazetteer", "schematic", "none"]

AREAL_METHODS: frozenset[Method] = frozenset({"official", "boundary", "envelope"})
"""Methods whose geometry is a polygon that may be measured; no other shape counts in any area."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Geometry of a zone or district and how it came to be.

    Attributes
    ----------
    owner : str
        Id of the zone, or adcode of the district.
    method : Method
        How the geometry is known; decides how it is drawn.
    geometry : BaseGeometry or None
        WGS 84, lon/lat degrees. Polygonal for the areal methods, LineString for ``corridor`` (its centre line),
        Point for ``gazetteer`` and ``schematic``, None for ``none``.
    uncertainty_m : float or None
        Radius in metres within which the true place or edge is expected; None only for ``none``.
    fitted : bool
        True where the geometry was solved to meet a stated area: agreement with it proves nothing.
    verified : bool
        False where the position comes from general knowledge and no source confirms it.
    area_km2 : float or None
        Geodesic area; None for methods that have no area.
    label_lon, label_lat : float or None
        Point inside (or on) the geometry where a label or an enterprise count stands.
    how, how_en : str
        One sentence: how the geometry was made.
    source, source_en : str
        What it was made from, with licence.
    """

    owner: str
    method: Method
    geometry: BaseGeometry | None
    uncertainty_m: float | None
    fitted: bool
    verified: bool
    area_km2: float | None
    label_lon: float | None
    label_lat: float | None
    how: str
    how_en: str
    source: str
    source_en: str
