"""What one version of the atlas consists of: the reviewed tables, the shapes, and the base map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import Point

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

    from layers.shape import Shape
    from layers.tables import Tables


@dataclass(frozen=True, slots=True)
class BoundaryInfo:
    """Where the district boundaries come from.

    Attributes
    ----------
    id : str
        Identifier of the set.
    label, label_en : str
        What a reader is told it is.
    review_number : str or None
        审图号; None where the set has none, and the map is then a working map.
    source, source_en : str
        From where, with licence.
    note, note_en : str
        Caveats; may be empty.
    datum_in, datum_out : str
        Datum of the source and of the set; may be empty.
    sha256 : str
        Checksum of the set's file; may be empty.
    """

    id: str
    label: str
    label_en: str
    review_number: str | None
    source: str
    source_en: str
    note: str = ""
    note_en: str = ""
    datum_in: str = ""
    datum_out: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Town:
    """A place of the base map.

    Attributes
    ----------
    id : str
        Identifier, unique among the towns.
    name, name_en : str
        Names.
    lon, lat : float
        Degrees on WGS 84.
    kind : str
        What it is, as the gazetteer has it.
    source : str
        From where, with licence.
    """

    id: str
    name: str
    name_en: str
    lon: float
    lat: float
    kind: str
    source: str = ""

    @property
    def point(self) -> Point:
        """The place on WGS 84."""
        return Point(self.lon, self.lat)


@dataclass(frozen=True)
class Content:
    """Everything that is published together.

    Attributes
    ----------
    tables : Tables
        Reviewed records.
    zone_shapes : mapping of str to Shape
        By zone id; every zone of the registry has one.
    district_shapes : mapping of str to Shape
        By adcode; geometry of the display set, area of the measuring set.
    measuring : mapping of str to BaseGeometry
        By adcode; geometry of the measuring set, WGS 84.
    land : BaseGeometry
        Land around the districts for the base map, WGS 84; may be empty.
    towns : tuple of Town
        Names for the base map.
    boundaries : BoundaryInfo
        Origin of the district boundaries.
    spellings : mapping of str to tuple of str
        Chinese name to (full pinyin, initials), for the search box.
    """

    tables: Tables
    zone_shapes: Mapping[str, Shape]
    district_shapes: Mapping[str, Shape]
    measuring: Mapping[str, BaseGeometry]
    land: BaseGeometry
    towns: tuple[Town, ...]
    boundaries: BoundaryInfo
    spellings: Mapping[str, tuple[str, str]]
