"""Rows and shapes from GeoJSON, GeoPackage, Shapefile and KML."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from geo.crs import LONLAT
from layers.deployment.errors import DeploymentRefused
from layers.deployment.sheets import MAX_COLUMNS, MAX_ROWS, require_size

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

VECTOR_SUFFIXES = (".geojson", ".json", ".gpkg", ".shp", ".kml")


@dataclass(frozen=True, slots=True)
class VectorFile:
    """What a file of shapes holds.

    Attributes
    ----------
    header : list of str
        Its columns.
    rows : list of list
        Cells as text, a row a feature.
    shapes : numpy.ndarray
        Shapes, longitude first, by the coordinate system the file declares; None where a feature has none.
    encoding : str
        Encoding of its texts where it had to be guessed.
    """

    header: list[str]
    rows: list[list[str]]
    shapes: NDArray[np.object_]
    encoding: str


def read_vector(path: Path) -> VectorFile:
    """Read every layer of a file of shapes.

    Parameters
    ----------
    path
        GeoJSON, GeoPackage, Shapefile or KML. What declares a coordinate system is brought to lon/lat by it; what
        declares none is left as it is.

    Raises
    ------
    DeploymentRefused
        The file cannot be read, holds no shapes, or too many.
    """
    require_size(path)
    encoding = _guessed_encoding(path)
    try:
        layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
        count = sum(
            max(pyogrio.read_info(path, layer=layer, force_feature_count=True)["features"], 0) for layer in layers
        )
        _require_few(count, path.name)
        said = {"encoding": encoding} if encoding else {}
        frames = [_in_degrees(gpd.read_file(path, engine="pyogrio", layer=layer, **said)) for layer in layers]
    except DeploymentRefused:
        raise
    # pyogrio's errors have no common root of their own that is public
    except Exception as error:
        raise DeploymentRefused(path.name, problem=f"cannot be read: {error}", expected="a file that opens") from error
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        raise DeploymentRefused(path.name, problem="holds no shapes", expected="one shape a row")
    shapes = np.concatenate([np.asarray(frame.geometry.array, dtype=object) for frame in frames])
    table = pd.concat([pd.DataFrame(frame.drop(columns=frame.geometry.name)) for frame in frames], ignore_index=True)
    header = [str(name) for name in table.columns][:MAX_COLUMNS]
    columns = [[_text(cell) for cell in table[name].tolist()] for name in table.columns[:MAX_COLUMNS]]
    rows = [list(cells) for cells in zip(*columns, strict=True)] if columns else [[] for _ in shapes]
    return VectorFile(header, rows, shapely.force_2d(shapes), encoding)


def _require_few(count: int, name: str) -> None:
    if count > MAX_ROWS:
        raise DeploymentRefused(name, problem=f"{count} shapes", expected=f"at most {MAX_ROWS}")


def _in_degrees(frame: Any) -> gpd.GeoDataFrame:
    """Bring a layer to lon/lat by the coordinate system it declares; a table without shapes is left out."""
    if not isinstance(frame, gpd.GeoDataFrame):
        return gpd.GeoDataFrame(geometry=[])
    return frame if frame.crs is None or frame.crs.is_geographic else frame.to_crs(LONLAT)


def _guessed_encoding(path: Path) -> str:
    """Guess the encoding of a Shapefile's table that does not state it: GB 18030 unless it is UTF-8."""
    table = path.with_suffix(".dbf")
    if path.suffix.lower() != ".shp" or path.with_suffix(".cpg").exists() or not table.exists():
        return ""
    try:
        # the head of the file holds lengths and counts, which are no text
        table.read_bytes()[32:].decode("utf-8")
    except UnicodeDecodeError:
        return "GB18030"
    return "UTF-8"


def _text(cell: Any) -> str:
    if cell is None or cell is pd.NaT or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
