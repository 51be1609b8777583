"""How well the places that a meaning gives to the rows agree with what is known: districts, coast, roads, zones.

Every row says a little: a place well inside the district that the row names is as expected, one half a kilometre
outside it is not, and one at the border says nothing, because borders are drawn with some tolerance. The
log-likelihoods of rows are summed; only differences between meanings count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import geometry_to_metres, to_metres
from geo.locate import OUTSIDE, PartitionLocator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]

_BORDER_SIGMA_M = 20.0
"""How far off a border may be drawn: below half of it a row counts, beyond twice of it fully."""
_WRONG_DISTRICT = 0.01
_OUTSIDE_CITY = 0.03
"""Part of the rows of a table in the right place that name another district, or lie off all land, all the same."""
_NOWHERE = -6.0
_ROWS_WEIGHED = 2_000
_ROAD_M, _FAR_M = 25.0, 500.0
_ALONG = 0.7
_ALONG_WITHIN_M = 60.0
_ALONG_AT_LEAST = 0.5
_GRID = 256
_SEED = 20_260_101


class Districts:
    """The city's districts, to ask where places lie.

    Parameters
    ----------
    shapes
        District by adcode, lon/lat on WGS 84.
    """

    def __init__(self, shapes: Mapping[str, BaseGeometry]) -> None:
        self.codes = list(shapes)
        self._number = {code: number for number, code in enumerate(self.codes)}
        polygons = list(shapes.values())
        self._locator = PartitionLocator(polygons, cells=_GRID)
        metres = geometry_to_metres(np.asarray(polygons, dtype=object))
        city = shapely.union_all(metres)
        self._borders = [_segment_tree(shape) for shape in (*metres, city)]
        self.hull = shapely.convex_hull(shapely.union_all(np.asarray(polygons, dtype=object)))

    def numbers(self, names: Sequence[str | None] | None, count: int) -> NDArray[np.int64]:
        """Give the place of each row's district in `codes`; -1 where the row names none that is known."""
        if names is None:
            return np.full(count, OUTSIDE, dtype=np.int64)
        return np.array([self._number.get(name or "", OUTSIDE) for name in names], dtype=np.int64)

    def locate(self, lon: Floats, lat: Floats) -> NDArray[np.int64]:
        """Find the district of each place; -1 for none."""
        return self._locator.locate(lon, lat).astype(np.int64)

    def border_m(self, lon: Floats, lat: Floats, district: NDArray[np.int64]) -> Floats:
        """Metres from each place to the border of a district, or of the city for -1; NaN for no place."""
        answer = np.full(len(lon), np.nan)
        x, y = to_metres(lon, lat)
        there = np.isfinite(x) & np.isfinite(y)
        for number in np.unique(district):
            asked = np.flatnonzero(there & (district == number))
            if len(asked):
                tree = self._borders[number]
                (source, _), far_m = tree.query_nearest(
                    shapely.points(x[asked], y[asked]), return_distance=True, all_matches=False
                )
                answer[asked[source]] = far_m
        return answer


def district_evidence(
    districts: Districts, places: Sequence[tuple[Floats, Floats]], named: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """Weigh meanings by the districts that rows name, or by land where they name none.

    Parameters
    ----------
    districts
        The city's districts.
    places
        Places of the rows under each meaning.
    named
        District that each row names, -1 for none.

    Returns
    -------
    tuple of numpy.ndarray
        Log-likelihood of each meaning, and the rows that lie where they should under it.
    """
    inside = np.stack([_is_inside(districts, lon, lat, named) for lon, lat in places])
    doubtful = np.flatnonzero(~inside.all(axis=0))
    share = 1.0
    if len(doubtful) > _ROWS_WEIGHED:
        share = len(doubtful) / _ROWS_WEIGHED
        doubtful = np.random.default_rng(_SEED).choice(doubtful, _ROWS_WEIGHED, replace=False)
    wrong = np.where(named[doubtful] == OUTSIDE, _OUTSIDE_CITY, _WRONG_DISTRICT)
    weight = np.zeros(len(places))
    for number, (lon, lat) in enumerate(places):
        border_m = districts.border_m(lon[doubtful], lat[doubtful], named[doubtful])
        signed_m = np.where(inside[number, doubtful], border_m, -border_m)
        right = 1.0 / (1.0 + np.exp(-np.clip(signed_m / _BORDER_SIGMA_M, -30.0, 30.0) * 1.7))
        with_place = np.log(wrong + (1.0 - 2.0 * wrong) * right)
        weight[number] = share * float(np.where(np.isfinite(signed_m), with_place, _NOWHERE).sum())
    return weight, inside.sum(axis=1).astype(np.float64)


def reference_evidence(
    references: Sequence[BaseGeometry], places: Sequence[tuple[Floats, Floats]]
) -> tuple[Floats, Floats]:
    """Weigh meanings by how close they put the rows to roads or zones.

    Parameters
    ----------
    references
        Lines or polygons in lon/lat on WGS 84; within a polygon the distance is none.
    places
        Places of the rows under each meaning.

    Returns
    -------
    tuple of numpy.ndarray
        Log-likelihood of each meaning, all none where most rows lie off the references under every one of them, and
        the median distance in metres.
    """
    tree = shapely.STRtree(shapely.get_parts(geometry_to_metres(np.asarray(references, dtype=object))))
    count = len(places[0][0])
    rows = np.arange(count)
    if count > _ROWS_WEIGHED:
        rows = np.random.default_rng(_SEED).choice(rows, _ROWS_WEIGHED, replace=False)
    weights, medians, along = [], [], []
    for lon, lat in places:
        x, y = to_metres(lon[rows], lat[rows])
        there = np.isfinite(x) & np.isfinite(y)
        far_m = np.full(len(rows), np.inf)
        if there.any():
            (source, _), found_m = tree.query_nearest(
                shapely.points(x[there], y[there]), return_distance=True, all_matches=False
            )
            far_m[np.flatnonzero(there)[source]] = found_m
        density = _ALONG * np.exp(-far_m / _ROAD_M) / _ROAD_M + (1.0 - _ALONG) * np.exp(-far_m / _FAR_M) / _FAR_M
        weights.append(float(np.log(np.maximum(density, 1e-6)).sum()))
        medians.append(float(np.median(far_m)))
        along.append(float((far_m <= _ALONG_WITHIN_M).mean()))
    is_telling = max(along) >= _ALONG_AT_LEAST
    return np.array(weights) if is_telling else np.zeros(len(places)), np.array(medians)


def _is_inside(districts: Districts, lon: Floats, lat: Floats, named: NDArray[np.int64]) -> NDArray[np.bool_]:
    found = districts.locate(lon, lat)
    return np.asarray((found != OUTSIDE) & ((named == OUTSIDE) | (found == named)))


def _segment_tree(polygon: BaseGeometry) -> shapely.STRtree:
    """Index the straight pieces of a border."""
    vertices, line = shapely.get_coordinates(shapely.get_parts(shapely.boundary(polygon)), return_index=True)
    same = line[1:] == line[:-1]
    return shapely.STRtree(np.asarray(shapely.linestrings(np.stack([vertices[:-1][same], vertices[1:][same]], axis=1))))
