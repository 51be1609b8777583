"""Polygons that tile an area (a coverage): finding what is wrong with one, cleaning it, simplifying it.

Districts share their borders: the same line belongs to both, and no place lies in two or in none. Only then do
their areas add up and does every point have one district. All operations here keep shared lines shared.

Shapes go in and out as lon/lat on WGS 84; tolerances are metres on the ground (worked in EPSG:4549).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.bounds import LonLat
from geo.crs import geometry_to_lonlat, geometry_to_metres, to_lonlat
from geo.errors import BadGeometry, CoverageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

FlawKind = Literal["invalid", "overlap", "gap", "mismatch"]
Shapes = NDArray[np.object_]

_AREAL = frozenset({"Polygon", "MultiPolygon"})
_LEAST_AREA_M2 = 1.0
"""Overlaps below this are noise of computing, and are found as mismatched edges if they are more."""
_WIDTH_TOLERANCE_M = 0.1
_HAIR_M = 0.05


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with a coverage.

    Attributes
    ----------
    kind : FlawKind
        ``invalid``: a shape that is no valid polygon; ``overlap``: land in two polygons; ``gap``: land in none,
        surrounded by them; ``mismatch``: a border that is drawn differently by the two sides, or a narrow slit.
    ids : tuple of str
        Polygons concerned.
    at : LonLat
        A place on it, degrees on WGS 84.
    size : float
        Square metres of an overlap or gap, metres of a mismatch, 0 otherwise.
    width_m : float
        Metres across an overlap or gap at its widest, 0 otherwise: tells a hair along a border from lost land.
    reason : str
        What an invalid shape suffers from.
    """

    kind: FlawKind
    ids: tuple[str, ...]
    at: LonLat
    size: float
    width_m: float = 0.0
    reason: str = ""

    def __str__(self) -> str:
        """Say what it is, how large, where and between whom."""
        unit = {"overlap": " m²", "gap": " m²", "mismatch": " m"}.get(self.kind)
        size = f" of {self.size:,.0f}{unit}" if unit else ""
        size += f", {self.width_m:,.1f} m wide," if self.width_m else ""
        return f"{self.kind}{size} at {self.at[0]:.5f} {self.at[1]:.5f} ({', '.join(self.ids)}) {self.reason}".rstrip()


def find_flaws(polygons: Sequence[BaseGeometry], ids: Sequence[str], *, gap_width_m: float = 1.0) -> tuple[Flaw, ...]:
    """Find what keeps polygons from tiling their area.

    Parameters
    ----------
    polygons
        Polygons or multipolygons in lon/lat.
    ids
        Their ids, in the same order.
    gap_width_m
        Slits open to the outside count as flaws when narrower than this; holes enclosed by the polygons always do.

    Returns
    -------
    tuple of Flaw
        The largest first within each kind; empty for a clean coverage. If a shape is invalid only those are told,
        because nothing else can be said.
    """
    shapes = np.asarray(polygons, dtype=object)
    invalid = _invalid_shapes(shapes, ids)
    if invalid:
        return invalid
    shapes_m = geometry_to_metres(shapes)
    return (*_overlaps(shapes_m, ids), *_gaps(shapes_m, ids), *_mismatches(shapes_m, ids, gap_width_m))


def require_coverage(polygons: Sequence[BaseGeometry], ids: Sequence[str], *, gap_width_m: float = 1.0) -> None:
    """Raise `CoverageError`, naming each flaw and its place, unless polygons tile their area (see `find_flaws`)."""
    flaws = find_flaws(polygons, ids, gap_width_m=gap_width_m)
    if flaws:
        raise CoverageError([str(flaw) for flaw in flaws])


def clean_coverage(polygons: Sequence[BaseGeometry], *, gap_width_m: float = 5.0, snap_m: float = 0.5) -> Shapes:
    """Turn a nearly clean coverage into a clean one: shared borders become the same line, slivers go to a neighbour.

    Parameters
    ----------
    polygons
        Valid polygons in lon/lat.
    gap_width_m
        Gaps narrower than this are given to the neighbour with the longest common border.
    snap_m
        Vertices closer than this become one.

    Returns
    -------
    numpy.ndarray
        Polygons in lon/lat, in the same order.
    """
    shapes_m = geometry_to_metres(np.asarray(polygons, dtype=object))
    # the stubs of shapely end at 2.1
    clean_m = shapely.coverage_clean(  # type: ignore[attr-defined, unused-ignore]
        shapes_m, gap_width=gap_width_m, snapping_distance=snap_m
    )
    return np.asarray(geometry_to_lonlat(clean_m))


def simplify_coverage(polygons: Sequence[BaseGeometry], *, tolerance_m: float) -> Shapes:
    """Simplify polygons so that neighbours keep their border in common and stay valid.

    Parameters
    ----------
    polygons
        A clean coverage in lon/lat; for one that is not, the result may be invalid.
    tolerance_m
        Metres, roughly the square root of the area of the corners that are cut off.

    Returns
    -------
    numpy.ndarray
        Polygons in lon/lat, in the same order.
    """
    shapes_m = geometry_to_metres(np.asarray(polygons, dtype=object))
    return np.asarray(geometry_to_lonlat(shapely.coverage_simplify(shapes_m, tolerance_m)))


def round_coverage(polygons: Sequence[BaseGeometry], *, decimals: int) -> Shapes:
    """Round vertices to so many decimals of a degree: 6 keeps 0.1 m, 5 keeps 1 m.

    Vertices that fall together become one; shared borders stay shared, because equal numbers round alike.
    """
    rounded = shapely.transform(np.asarray(polygons, dtype=object), lambda vertices: np.round(vertices, decimals))
    return np.asarray(shapely.remove_repeated_points(rounded))


def repair_polygon(geometry: BaseGeometry, *, least_part_m2: float = 0.0) -> BaseGeometry:
    """Make a valid polygon of a shape that crosses itself, and drop its slivers.

    Parameters
    ----------
    geometry
        Polygon, multipolygon or collection in lon/lat; lines and points in it are dropped.
    least_part_m2
        Parts smaller than this many square metres are dropped, but never the largest.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon
        Valid shape in lon/lat.

    Raises
    ------
    BadGeometry
        Nothing with an area is left.
    """
    valid = shapely.make_valid(geometry, method="structure", keep_collapsed=False)
    parts = [part for part in shapely.get_parts(shapely.get_parts(valid)) if part.geom_type == "Polygon"]
    if not parts or all(part.is_empty for part in parts):
        raise BadGeometry(f"nothing with an area in a {geometry.geom_type}", expected="a polygon")
    areas_m2 = shapely.area(geometry_to_metres(np.asarray(parts, dtype=object)))
    kept = [part for part, area in zip(parts, areas_m2, strict=True) if area >= min(least_part_m2, areas_m2.max())]
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)


def _invalid_shapes(shapes: Shapes, ids: Sequence[str]) -> tuple[Flaw, ...]:
    """Shapes that are no valid polygons."""
    flaws = []
    for shape, name in zip(shapes, ids, strict=True):
        if shape is None or shape.is_empty or shape.geom_type not in _AREAL:
            kind = "nothing" if shape is None else "empty" if shape.is_empty else shape.geom_type
            flaws.append(Flaw("invalid", (name,), _no_place(), 0.0, reason=f"{kind} instead of a polygon"))
        elif not shape.is_valid:
            lon, lat = shapely.get_coordinates(shape)[0]
            flaws.append(Flaw("invalid", (name,), _lonlat(lon, lat), 0.0, reason=shapely.is_valid_reason(shape)))
    return tuple(flaws)


def _overlaps(shapes_m: Shapes, ids: Sequence[str]) -> list[Flaw]:
    """Land in two polygons."""
    one, other = shapely.STRtree(shapes_m).query(shapes_m, predicate="intersects")
    pairs: list[list[int]] = np.column_stack([one, other])[one < other].tolist()
    flaws = []
    for i, j in pairs:
        common = shapely.intersection(shapes_m[i], shapes_m[j])
        flaws += [
            Flaw("overlap", (ids[i], ids[j]), _place_on(part), float(part.area), _width_m(part))
            for part in shapely.get_parts(common)
            if part.area > _LEAST_AREA_M2
        ]
    return sorted(flaws, key=lambda flaw: -flaw.size)


def _gaps(shapes_m: Shapes, ids: Sequence[str]) -> list[Flaw]:
    """Land in no polygon but surrounded by them."""
    # a side without a vertex where a third polygon begins leaves a hair's breadth in another plane: a hole must not
    # count as open to the outside because of it
    closed = shapely.union_all(shapely.buffer(shapes_m, _HAIR_M, join_style="mitre"))
    flaws = []
    for part in shapely.get_parts(closed):
        for ring in part.interiors:
            hole = shapely.buffer(shapely.Polygon(ring), _HAIR_M, join_style="mitre")
            beside = tuple(ids[i] for i in np.flatnonzero(shapely.dwithin(shapes_m, hole, 2.0 * _HAIR_M)).tolist())
            flaws.append(Flaw("gap", beside, _place_on(hole), float(hole.area), _width_m(hole)))
    return sorted(flaws, key=lambda flaw: -flaw.size)


def _mismatches(shapes_m: Shapes, ids: Sequence[str], gap_width_m: float) -> list[Flaw]:
    """Borders that the two sides draw differently."""
    edges = shapely.coverage_invalid_edges(shapes_m, gap_width=gap_width_m)
    flaws = [
        Flaw("mismatch", (name,), _place_on(part), float(part.length))
        for name, edge in zip(ids, edges, strict=True)
        for part in shapely.get_parts(shapely.line_merge(edge))
        if not part.is_empty
    ]
    return sorted(flaws, key=lambda flaw: -flaw.size)


def _width_m(shape_m: BaseGeometry) -> float:
    """Measure across a shape in metres at its widest: the diameter of the largest circle that fits in."""
    return 2.0 * float(shapely.length(shapely.maximum_inscribed_circle(np.array([shape_m]), _WIDTH_TOLERANCE_M)[0]))


def _place_on(shape_m: BaseGeometry) -> LonLat:
    """Give a place on a shape in metres, as degrees."""
    point = shape_m.representative_point()
    return _lonlat(*to_lonlat(point.x, point.y))


def _lonlat(lon: float, lat: float) -> LonLat:
    return LonLat(float(lon), float(lat))


def _no_place() -> LonLat:
    return _lonlat(np.nan, np.nan)
