"""Systematic shift between two drawings of the same borders: how a wrong datum is found out.

A file's label does not say which datum its coordinates are on; its position against a second source does. Two
sources never draw a border alike, but their differences point everywhere, while a datum moves all of it one way.
So the shift is fitted to whole borders, along the normals, with outliers weighed down (translation-only
iterated closest points, point to line).

Source: Y. Chen, G. Medioni, "Object modelling by registration of multiple range images", Image and Vision
Computing 10 (1992), for point-to-line distances; weights after Tukey.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import geometry_to_metres
from geo.datum import convert
from geo.errors import BadGeometry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.bounds import LonLat
    from geo.datum import Datum

Floats = NDArray[np.float64]

_SPACING_M = 250.0
"""Distance between the places compared: below the size of the bends, above the noise of single vertices."""
_STEPS = 60
_ARRIVED_M = 0.05
_START_SCALE_M = 1_500.0
_LEAST_SCALE_M = 60.0
"""Residuals beyond about this many metres stop counting; it narrows from the larger than any datum to the smaller."""
_LIKENESS = 0.35
"""Part of an offset that a shift may differ from it and still be recognised as that datum."""


@dataclass(frozen=True, slots=True)
class Shift:
    """How far one drawing lies off another.

    Attributes
    ----------
    east_m, north_m : float
        Metres by which the candidate lies east and north of the reference.
    residual_m : float
        Median distance, in metres, between the two once the shift is taken out: how alike they are drawn.
    places : int
        Number of places compared.
    """

    east_m: float
    north_m: float
    residual_m: float
    places: int

    @property
    def size_m(self) -> float:
        """Length of the shift in metres."""
        return float(np.hypot(self.east_m, self.north_m))


def estimate_shift(candidate: Sequence[BaseGeometry], reference: Sequence[BaseGeometry]) -> Shift:
    """Estimate how far the borders of a candidate lie off those of a reference, as a whole.

    Parameters
    ----------
    candidate, reference
        Polygons in lon/lat that draw the same areas.

    Returns
    -------
    Shift
        Systematic shift of the candidate. Between sources of different detail it is good to about 20 m over a
        city's borders.

    Raises
    ------
    BadGeometry
        One of them has no border.
    """
    places_m = _places_along(_borders(candidate))
    lines_m = shapely.get_parts(_borders(reference))
    segments_m = _segments(lines_m)
    tree = shapely.STRtree(segments_m)
    correction = np.zeros(2)
    scale_m = _START_SCALE_M
    for _ in range(_STEPS):
        step, residuals_m = _step(places_m + correction, tree=tree, segments_m=segments_m, scale_m=scale_m)
        correction += step
        narrower_m = max(scale_m * 0.8, _LEAST_SCALE_M, 3.0 * float(np.median(residuals_m)))
        if np.hypot(*step) < _ARRIVED_M and narrower_m >= scale_m * 0.99:
            break
        scale_m = min(scale_m, narrower_m)
    return Shift(-float(correction[0]), -float(correction[1]), float(np.median(residuals_m)), len(places_m))


def recognise_datum(shift: Shift, *, at: LonLat) -> Datum | None:
    """Name the datum that explains a shift, if the coordinates were taken for WGS 84 and are not.

    Parameters
    ----------
    shift
        Shift of a candidate read as WGS 84 against a reference on WGS 84.
    at
        Place near the middle of both, degrees on WGS 84.

    Returns
    -------
    str or None
        ``gcj02`` or ``bd09`` where the offset of that datum at `at` agrees with the shift in size and direction
        within a third; ``wgs84`` for a shift that could be WGS 84 wrongly converted from GCJ-02 (the offset
        backwards); otherwise None.
    """
    measured = np.array([shift.east_m, shift.north_m])
    for datum, sign, name in (("gcj02", 1.0, "gcj02"), ("bd09", 1.0, "bd09"), ("gcj02", -1.0, "wgs84")):
        offset = sign * _offset_m(datum, at)  # type: ignore[arg-type]
        if np.hypot(*(measured - offset)) < _LIKENESS * np.hypot(*offset):
            return name  # type: ignore[return-value]
    return None


def _offset_m(datum: Datum, at: LonLat) -> Floats:
    """Metres east and north by which a datum's coordinates lie off WGS 84 at a place."""
    lon, lat = convert(at.lon, at.lat, source="wgs84", target=datum)
    ends = geometry_to_metres(shapely.LineString([at, (lon, lat)]))
    start, end = shapely.get_coordinates(ends)
    return np.asarray(end - start)


def _borders(polygons: Sequence[BaseGeometry]) -> BaseGeometry:
    """Borders in metres, each drawn once although two polygons share it."""
    lines = shapely.union_all(shapely.boundary(geometry_to_metres(np.asarray(polygons, dtype=object))))
    if lines.is_empty:
        raise BadGeometry("polygons without a border", expected="areas to compare")
    return shapely.line_merge(lines)


def _places_along(lines_m: BaseGeometry) -> Floats:
    """Places every `_SPACING_M` along lines, shape (n, 2), metres."""
    parts = shapely.get_parts(lines_m)
    along = [
        shapely.line_interpolate_point(part, np.arange(0.5 * _SPACING_M, part.length, _SPACING_M)) for part in parts
    ]
    return np.asarray(shapely.get_coordinates(np.concatenate(along)))


def _segments(lines_m: NDArray[np.object_]) -> NDArray[np.object_]:
    """Straight pieces of lines: each has one normal."""
    vertices, line = shapely.get_coordinates(lines_m, return_index=True)
    same = line[1:] == line[:-1]
    return np.asarray(shapely.linestrings(np.stack([vertices[:-1][same], vertices[1:][same]], axis=1)))


def _step(
    places_m: Floats, *, tree: shapely.STRtree, segments_m: NDArray[np.object_], scale_m: float
) -> tuple[Floats, Floats]:
    """One step of the fit: the move that brings places closer to their nearest lines, and their distances now."""
    nearest = segments_m[tree.nearest(shapely.points(places_m))]
    ends = shapely.get_coordinates(nearest).reshape(-1, 2, 2)
    direction = ends[:, 1] - ends[:, 0]
    normal = np.column_stack([-direction[:, 1], direction[:, 0]]) / np.hypot(*direction.T)[:, None]
    offset_m = np.einsum("ij,ij->i", ends[:, 0] - places_m, normal)
    distance_m = shapely.distance(shapely.points(places_m), nearest)
    weight = np.clip(1.0 - (distance_m / scale_m) ** 2, 0.0, None) ** 2
    matrix = np.einsum("i,ij,ik->jk", weight, normal, normal)
    target = np.einsum("i,i,ij->j", weight, offset_m, normal)
    return np.linalg.solve(matrix + np.eye(2) * 1e-9, target), np.asarray(distance_m)
