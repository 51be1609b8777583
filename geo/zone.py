"""Three-degree zones of transverse Mercator as a plane to measure discs in, with what the plane owes to the ground.

The projection keeps angles, so that a small circle on the ground is a circle in the plane; it stretches lengths by a
factor that grows with the distance from the central meridian, and areas by its square. `Zone.stretch` gives the factor
that a radius takes, `Zone.antiderivative` what Green's theorem needs to count ground area in the plane. Formulas are
those of the sphere with the local radius of curvature, which differ from the ellipsoid's by less than 1e-8 within a
zone.

Source: J. P. Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395 (1987), p. 48-64.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import to_lonlat, to_metres

Floats = NDArray[np.float64]

_WIDTH_DEG = 3.0
_CENTRAL_OF_METRES_DEG = 120.0
_FALSE_EASTING_M = 500_000.0
"""EPSG:4549 is the zone of 120°E; any other zone is the same projection with the longitudes turned."""
_EQUATORIAL_RADIUS_M = 6_378_137.0
_FLATTENING = 1.0 / 298.257222101  # GRS 80, on which CGCS2000 rests
_SQUARED_ECCENTRICITY = _FLATTENING * (2.0 - _FLATTENING)
_MERIDIAN_RADIUS_M = 6_367_449.0
"""Radius of the circle that is as long as a meridian: northing to latitude within 0.15°, enough for a curvature."""


class Surface(Protocol):
    """What an area in a plane stands for."""

    def antiderivative(self, x: Floats, y: Floats) -> Floats:
        """Integral of the density along x, metres."""
        ...

    def density(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Ground area by area in the plane, and how it changes along x, per metre."""
        ...


class Flat:
    """The plane itself: an area is an area."""

    def antiderivative(self, x: Floats, y: Floats) -> Floats:  # noqa: ARG002 - as `Surface` wants it
        """Integral of the density along x, metres."""
        return x

    def density(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:  # noqa: ARG002 - as `Surface` wants it
        """Ground area by area in the plane, which is 1, and how it changes along x, which is 0."""
        return np.ones_like(x), np.zeros_like(x)


@dataclass(frozen=True, slots=True)
class Zone:
    """Transverse Mercator around a central meridian, scale 1 on it, x counted from it.

    Attributes
    ----------
    central_deg
        Longitude of the central meridian.
    """

    central_deg: float

    @classmethod
    def around(cls, lon: Floats) -> Zone:
        """Take the zone whose central meridian is nearest the middle of longitudes.

        A handful of places more or less leaves it the same, so that what they add is measured and not the change of
        the plane.
        """
        middle = (float(lon.min()) + float(lon.max())) / 2.0
        return cls(round(middle / _WIDTH_DEG) * _WIDTH_DEG)

    def to_plane(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Project degrees on WGS 84: metres east of the central meridian and north of the equator."""
        turned = lon - (self.central_deg - _CENTRAL_OF_METRES_DEG)
        east, north = to_metres(turned, lat)
        return np.asarray(east) - _FALSE_EASTING_M, np.asarray(north)

    def to_lonlat(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Turn metres in the plane into degrees on WGS 84."""
        lon, lat = to_lonlat(x + _FALSE_EASTING_M, y)
        return np.asarray(lon) + (self.central_deg - _CENTRAL_OF_METRES_DEG), np.asarray(lat)

    def shape_to_plane(self, shape: Any) -> Any:
        """Project the vertices of a shape in lon/lat; its edges become straight in the plane."""
        return shapely.transform(shape, lambda at: np.column_stack(self.to_plane(at[:, 0], at[:, 1])))

    def shape_to_lonlat(self, shape: Any) -> Any:
        """Turn the vertices of a shape in the plane into lon/lat."""
        return shapely.transform(shape, lambda at: np.column_stack(self.to_lonlat(at[:, 0], at[:, 1])))

    def stretch(self, x: Floats, y: Floats) -> Floats:
        """Length in the plane by length on the ground."""
        return np.cosh(x / _curvature_radius(y))

    def antiderivative(self, x: Floats, y: Floats) -> Floats:
        """Integral of the density along x, metres."""
        radius = _curvature_radius(y)
        return radius * np.tanh(x / radius)

    def density(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Ground area by area in the plane, and how it changes along x, per metre."""
        radius = _curvature_radius(y)
        slope = np.tanh(x / radius)
        density = 1.0 - slope * slope
        return density, -2.0 * slope * density / radius


def _curvature_radius(y: Floats) -> Floats:
    """Radius of the sphere that fits the ellipsoid best at a northing: the mean of its two main curvatures."""
    sine = np.sin(y / _MERIDIAN_RADIUS_M)
    reach = _EQUATORIAL_RADIUS_M * np.sqrt(1.0 - _SQUARED_ECCENTRICITY)
    return np.asarray(reach / (1.0 - _SQUARED_ECCENTRICITY * sine * sine))
