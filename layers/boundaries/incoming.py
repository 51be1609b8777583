"""Reading a boundary file of one's own: GeoJSON, GeoPackage or Shapefile, with columns named as they happen to be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from geo.crs import LONLAT
from geo.datum import Datum, convert_geometry
from geo.errors import BadCoordinates
from layers.boundaries.errors import BoundaryRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from layers.boundaries.recipe import DistrictName

SUFFIXES = (".geojson", ".json", ".gpkg", ".shp")
_ADCODE_COLUMNS = ("adcode", "code", "gb", "pac", "xzqdm", "行政区划代码", "区划代码", "行政区代码")
_NAME_COLUMNS = ("name", "xzqmc", "名称", "行政区名称", "区划名称", "区市")
_LONGEST_DEGREE = 180.0
_ADCODE = re.compile(r"^(?:156)?(\d{6})(?:0{3}|0{6})?(?:\.0)?$")
"""An adcode with the country's number before it or the zeros of towns and villages behind, as files have it."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What the person who installs a boundary file says of it.

    Attributes
    ----------
    set_id : str
        Id of the new set: small letters, digits and hyphens.
    datum : Datum
        Datum of the coordinates.
    adcode_column, name_column : str or None
        Columns that tell the districts apart; None: the first that is named as usual.
    publisher, licence, review_number : str
        For the note: who drew it, under which terms, 审图号.
    encoding : str or None
        Encoding of a Shapefile's table that does not say its own, e.g. ``GBK``.
    """

    set_id: str
    datum: Datum = "wgs84"
    adcode_column: str | None = None
    name_column: str | None = None
    publisher: str = ""
    licence: str = ""
    review_number: str = ""
    encoding: str | None = None


def read_incoming(
    path: Path, incoming: Incoming, *, districts: Sequence[DistrictName]
) -> list[tuple[str, BaseGeometry]]:
    """Read a boundary file.

    Parameters
    ----------
    path
        GeoJSON, GeoPackage or Shapefile; without a coordinate system it is taken to be in degrees.
    incoming
        What is said of it.
    districts
        Districts to recognise, by adcode, name or alias.

    Returns
    -------
    list of tuple
        Adcode, or the name as written where it is not recognised, and shape in lon/lat on WGS 84; row by row.

    Raises
    ------
    BoundaryRefused
        The file cannot be read, has no column that names districts, or its coordinates cannot be degrees.
    """
    frame = _in_degrees(_read(path, incoming.encoding), path.name)
    names = _labels(frame, incoming, districts=districts, file_name=path.name)
    shapes = np.asarray(frame.geometry.array, dtype=object)
    empty = [name for name, shape in zip(names, shapes, strict=True) if shape is None or shape.is_empty]
    if empty:
        raise BoundaryRefused(path.name, problems=[f"{name} has no shape; expected a polygon" for name in empty])
    try:
        moved = convert_geometry(shapes, source=incoming.datum, target="wgs84")
    except BadCoordinates as error:
        raise BoundaryRefused(path.name, problems=[str(error)]) from error
    return list(zip(names, moved.tolist(), strict=True))


def _read(path: Path, encoding: str | None) -> gpd.GeoDataFrame:
    if path.suffix.lower() not in SUFFIXES:
        raise BoundaryRefused(path.name, problems=[f"suffix {path.suffix!r}; expected one of {', '.join(SUFFIXES)}"])
    if not path.is_file():
        raise BoundaryRefused(path.name, problems=[f"no file at {path}"])
    try:
        frame = gpd.read_file(path, engine="pyogrio", **({"encoding": encoding} if encoding else {}))
    # pyogrio's errors have no common root of their own that is public
    except Exception as error:
        raise BoundaryRefused(path.name, problems=[f"cannot be read: {error}"]) from error
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        raise BoundaryRefused(path.name, problems=["holds no shapes; expected one polygon a district"])
    return frame


def _in_degrees(frame: gpd.GeoDataFrame, name: str) -> gpd.GeoDataFrame:
    """Bring a frame to degrees by the coordinate system it declares."""
    if frame.crs is not None:
        return frame.to_crs(LONLAT)
    if np.nanmax(np.abs(frame.total_bounds)) > _LONGEST_DEGREE:
        problem = "coordinates are no degrees and the file names no coordinate system; expected one, e.g. a .prj file"
        raise BoundaryRefused(name, problems=[problem])
    return frame.set_crs(LONLAT)


def _labels(
    frame: gpd.GeoDataFrame, incoming: Incoming, *, districts: Sequence[DistrictName], file_name: str
) -> list[str]:
    """Adcode of each row, or its name as written."""
    column = _column(frame, incoming.adcode_column, _ADCODE_COLUMNS)
    known = {district.id: district.id for district in districts}
    if column is None:
        column = _column(frame, incoming.name_column, _NAME_COLUMNS)
        known = {name: row.id for row in districts for name in (*row.aliases, row.name) if name}
    if column is None:
        columns = ", ".join(str(name) for name in frame.columns if name != frame.geometry.name)
        problem = f"no column names the districts among {columns}; expected --adcode-column or --name-column"
        raise BoundaryRefused(file_name, problems=[problem])
    written = [str(cell).strip() for cell in frame[column]]
    plain = [match[1] if (match := _ADCODE.match(cell)) else cell for cell in written]
    return [known.get(cell, cell) for cell in plain]


def _column(frame: gpd.GeoDataFrame, wanted: str | None, usual: Iterable[str]) -> str | None:
    """Find a column by the name that was given, or by the usual ones whatever their case."""
    by_name = {str(name).casefold(): str(name) for name in frame.columns}
    if wanted is not None:
        return by_name.get(wanted.casefold())
    return next((by_name[name] for name in usual if name in by_name), None)
