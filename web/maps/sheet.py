"""A small sheet of paper: from lon/lat to its pixels, for maps that are drawn on the server.

The projection is equirectangular, true to scale at the middle latitude. Over a city its scale differs by less than
1 % between south and north, which no small map shows; nothing is ever measured on it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

import numpy as np
import shapely

from geo.bounds import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

METRES_PER_DEGREE: Final = 111_195.0
"""Length of a degree of latitude on a sphere of the Earth's mean radius, metres."""

_MARGIN_PX: Final = 6.0
_TOLERANCE_PX: Final = 0.5
_LEAST_PART_PX: Final = 1.5


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with north up.

    Attributes
    ----------
    middle_lon, middle_lat : float
        Degrees on WGS 84 at the middle of the sheet.
    scale : float
        Pixels to a degree of latitude.
    width_px, height_px : int
        Size, CSS pixels.
    """

    middle_lon: float
    middle_lat: float
    scale: float
    width_px: int
    height_px: int

    @classmethod
    def around(cls, geometries: Iterable[BaseGeometry], width_px: int, *, height_px: int) -> Self:
        """Choose the scale so that shapes in lon/lat fill a sheet of so many pixels, with a small margin."""
        bounds = Bounds.around(list(geometries))
        lon, lat = bounds.centre
        shrink = math.cos(math.radians(lat))
        across = max((bounds.east - bounds.west) * shrink, 1e-6)
        down = max(bounds.north - bounds.south, 1e-6)
        scale = min((width_px - 2 * _MARGIN_PX) / across, (height_px - 2 * _MARGIN_PX) / down)
        return cls(lon, lat, scale, width_px, height_px)

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a place (degrees on WGS 84) lies, pixels from the upper left corner."""
        x, y = self._project(np.array([[lon, lat]]))[0]
        return float(x), float(y)

    def pixels(self, metres: float) -> float:
        """Return the pixels of a distance on the ground."""
        return metres / METRES_PER_DEGREE * self.scale

    def path(self, geometry: BaseGeometry) -> str:
        """Return lines or polygons (lon/lat) as SVG path data, cut to the sheet and as coarse as it can show."""
        flat = shapely.transform(geometry, self._project)
        seen = shapely.clip_by_rect(shapely.make_valid(flat), -9, -9, self.width_px + 9, self.height_px + 9)
        coarse = shapely.simplify(seen, _TOLERANCE_PX)
        return "".join(_written(part) for part in shapely.get_parts(coarse) if part.length >= _LEAST_PART_PX)

    def _project(self, vertices: NDArray[np.float64]) -> NDArray[np.float64]:
        shrink = math.cos(math.radians(self.middle_lat))
        x = self.width_px / 2 + (vertices[:, 0] - self.middle_lon) * shrink * self.scale
        y = self.height_px / 2 - (vertices[:, 1] - self.middle_lat) * self.scale
        return np.column_stack((x, y))


def _written(part: BaseGeometry) -> str:
    if isinstance(part, shapely.Polygon):
        return "".join(f"M{_points(shapely.get_coordinates(ring)[:-1])}Z" for ring in shapely.get_rings(part))
    return f"M{_points(shapely.get_coordinates(part))}"


def _points(vertices: NDArray[np.float64]) -> str:
    """Write vertices as moves from one to the next, in tenths of a pixel: half as long as places."""
    tenths = np.rint(vertices * 10).astype(int)
    moves = np.diff(tenths, axis=0)
    moves = moves[np.any(moves != 0, axis=1)]
    written = "l" + "".join(_number(number) for number in moves.ravel().tolist())
    first = "".join(_number(number) for number in tenths[0].tolist())
    return f"{first}{written if len(moves) else ''}".replace("l ", "l").strip()


def _number(tenths: int) -> str:
    """Write a number of tenths as briefly as path data allow, with what separates it from the number before."""
    whole, rest = divmod(abs(tenths), 10)
    digits = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{digits}" if tenths < 0 else f" {digits}"
