"""The geometries of one page, each written once: a district is ground, zone and guidance at the same time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.datum import Datum
from web.edition import Edition
from web.maps.encoding import encode, lonlat, shifted

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from layers.shape import Shape


@dataclass
class ShapeTable:
    """Collects geometries while a scene is built.

    Attributes
    ----------
    datum : Datum
        Datum that everything is written in.
    """

    datum: Datum
    _places: dict[str, int] = field(default_factory=dict)

    def add(self, geometry: BaseGeometry) -> int:
        """Take a geometry (WGS 84, longitude first) and return its place in the table."""
        return self._places.setdefault(encode(shifted(geometry, self.datum)), len(self._places))

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return a place (WGS 84, degrees) as the page carries it."""
        return lonlat(lon, lat, self.datum)

    @property
    def written(self) -> tuple[str, ...]:
        """The table: encoded geometries in the order of their places."""
        return tuple(self._places)


@dataclass(frozen=True)
class Board:
    """What layers are drawn up on: the atlas in one language, and the page's table of geometries.

    Attributes
    ----------
    edition : Edition
        The atlas and its words.
    shapes : ShapeTable
        Geometries taken so far.
    """

    edition: Edition
    shapes: ShapeTable

    def label_place(self, shape: Shape) -> tuple[float, float] | None:
        """Return where the label of a shape stands, as the page carries it; None for a shape without a place."""
        if shape.label_lon is None or shape.label_lat is None:
            return None
        return self.shapes.at(shape.label_lon, shape.label_lat)
