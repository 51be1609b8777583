"""What the units serve: declared zones, roads and junctions, cut by district once and then measured many times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.locate import OUTSIDE, first_holding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int32]

_TEST_KEYS = ("is_test", "test", "open_test", "测试道路", "是否测试道路", "开放测试")
_KIND_KEYS = ("kind", "type", "category", "类型", "道路类型", "类别")
_SIGNAL_KEYS = ("signal_connected", "signals_connected", "connected", "信号联网", "信号机联网", "是否联网")
_YES = frozenset({"1", "1.0", "true", "yes", "y", "是", "已联网", "connected", "test", "已开放", "开放"})
_AREAL, _LINEAR = frozenset({"Polygon", "MultiPolygon"}), frozenset({"LineString", "MultiLineString"})


class Shape(NamedTuple):
    """A zone, road or junction as a file has it: shape in lon/lat on WGS 84, and what else the file says."""

    id: str
    name: str
    geometry: BaseGeometry
    properties: Mapping[str, Any]

    def row(self) -> dict[str, Any]:
        """Give it as a row, for the digest."""
        return {"id": self.id, "name": self.name, "geometry": self.geometry, "properties": self.properties}


@dataclass(frozen=True)
class Roads:
    """Roads within a district.

    Attributes
    ----------
    lines : tuple of BaseGeometry
        Parts of roads that lie in it.
    is_test : numpy.ndarray or None
        Which are open test roads; None if the file does not say of any road.
    """

    lines: tuple[BaseGeometry, ...]
    is_test: Flags | None


@dataclass(frozen=True)
class Junctions:
    """Junctions within a district.

    Attributes
    ----------
    lon, lat : numpy.ndarray
        Degrees on WGS 84.
    connected : int or None
        How many have a connected signal; None if the file does not say of any.
    """

    lon: Floats
    lat: Floats
    connected: int | None


@dataclass(frozen=True)
class Ground:
    """Districts with what lies in each of them.

    Attributes
    ----------
    adcodes : tuple of str
        Districts, in order.
    shapes : tuple of BaseGeometry
        Their land, lon/lat on WGS 84; they do not overlap.
    zones : tuple of BaseGeometry or None
        Part of the declared zones in each, overlaps merged; None without a file of zones. Likewise the others.
    roads : tuple of Roads or None
        Roads of each.
    junctions : tuple of Junctions or None
        Junctions of each.
    """

    adcodes: tuple[str, ...]
    shapes: tuple[BaseGeometry, ...]
    zones: tuple[BaseGeometry, ...] | None
    roads: tuple[Roads, ...] | None
    junctions: tuple[Junctions, ...] | None

    @classmethod
    def of(
        cls,
        districts: Mapping[str, BaseGeometry],
        *,
        zones: Sequence[Shape] | None = None,
        roads: Sequence[Shape] | None = None,
        junctions: Sequence[Shape] | None = None,
    ) -> Ground:
        """Cut what the units serve by district; None stands for what there are no data of.

        Parameters
        ----------
        districts
            Shapes by adcode, lon/lat on WGS 84.
        zones, roads, junctions
            Polygons, lines, and points (of another shape a point in it); shapes of another kind are left out.
        """
        shapes = tuple(districts.values())
        return cls(
            tuple(districts),
            shapes,
            None if zones is None else _zones(shapes, zones),
            None if roads is None else _roads(shapes, roads),
            None if junctions is None else _junctions(shapes, junctions),
        )

    def district_of(self, lon: Floats, lat: Floats) -> Places:
        """Find the number of the district of each place, or `OUTSIDE`."""
        shapes = np.array(self.shapes, dtype=object)
        shapely.prepare(shapes)
        return first_holding(shapes, lon, lat)


def _zones(districts: tuple[BaseGeometry, ...], zones: Sequence[Shape]) -> tuple[BaseGeometry, ...]:
    polygons = [shapely.make_valid(zone.geometry) for zone in zones]
    declared = shapely.union_all([_only(polygon, _AREAL) for polygon in polygons])
    return tuple(_only(shapely.intersection(declared, district), _AREAL) for district in districts)


def _roads(districts: tuple[BaseGeometry, ...], roads: Sequence[Shape]) -> tuple[Roads, ...]:
    lines = [(road, _only(road.geometry, _LINEAR)) for road in roads]
    tells = [is_test_road(road.properties) for road, _ in lines]
    is_told = any(told is not None for told in tells)
    cut = []
    for district in districts:
        shapely.prepare(district)
        near = [number for number, (_, line) in enumerate(lines) if district.intersects(line)]
        parts = tuple(_only(shapely.intersection(lines[number][1], district), _LINEAR) for number in near)
        tests = np.array([bool(tells[number]) for number in near], dtype=bool)
        cut.append(Roads(parts, tests if is_told else None))
    return tuple(cut)


def _junctions(districts: tuple[BaseGeometry, ...], junctions: Sequence[Shape]) -> tuple[Junctions, ...]:
    points = [shapely.point_on_surface(junction.geometry) for junction in junctions if not junction.geometry.is_empty]
    lon, lat = shapely.get_coordinates(points).T if points else np.empty((2, 0))
    tells = [yes(junction.properties, _SIGNAL_KEYS) for junction in junctions if not junction.geometry.is_empty]
    is_told = any(told is not None for told in tells)
    connected = np.array([bool(told) for told in tells], dtype=bool)
    district = first_holding(np.array(districts, dtype=object), lon, lat)
    return tuple(
        Junctions(lon[here], lat[here], int(connected[here].sum()) if is_told else None)
        for here in (district == number for number in range(len(districts)))
    )


def is_test_road(properties: Mapping[str, Any]) -> bool | None:
    """Whether a road is an open test road; None if its row does not say."""
    said = yes(properties, _TEST_KEYS)
    if said is not None:
        return said
    kinds = [str(properties[key]) for key in _KIND_KEYS if properties.get(key) not in {None, ""}]
    return any("测试" in kind or "test" in kind.casefold() for kind in kinds) if kinds else None


def yes(properties: Mapping[str, Any], keys: Iterable[str]) -> bool | None:
    """Whether the first of some columns that is filled says yes; None if none is filled."""
    for key in keys:
        value = properties.get(key)
        if value is not None and str(value).strip() not in {"", "nan"}:
            return str(value).strip().casefold() in _YES
    return None


def _only(shape: BaseGeometry, kinds: frozenset[str]) -> BaseGeometry:
    """Keep the parts of a shape that are of some kinds; two shapes that touch meet in points and lines too."""
    if shape.geom_type in kinds:
        return shape
    parts = [part for part in shapely.get_parts(shapely.get_parts(shape)) if part.geom_type in kinds]
    return shapely.union_all(parts) if kinds == _AREAL else shapely.multilinestrings(parts)


__all__ = ["OUTSIDE", "Ground", "Junctions", "Roads", "Shape", "is_test_road", "yes"]
