"""Layers as files: what a layer holds, its content hash, and its (Geo)Parquet file. Used when building only."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from layers.columns import Column, ColumnKind
from layers.manifest import FORMAT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

CRS84 = "OGC:CRS84"
"""WGS 84, longitude first."""

POSITION = Column("position", "integer", "Place of the row in its table, from 0.")

_VERSION_LENGTH = 12
_ARROW: dict[ColumnKind, pa.DataType] = {
    "text": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "list": pa.list_(pa.string()),
    "date": pa.string(),
    "json": pa.string(),
}


@dataclass(frozen=True)
class Layer:
    """A layer to be published.

    Attributes
    ----------
    name : str
        Name, also of its folder.
    columns : sequence of Column
        Columns in order.
    rows : sequence of mapping
        Rows in the order of the table, with exactly the columns' names.
    geometries : sequence of BaseGeometry or None, or None
        One a row, WGS 84 lon/lat; None for a layer without a place.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Any]]
    geometries: Sequence[BaseGeometry | None] | None = None

    @property
    def version(self) -> str:
        """Short content hash: of columns, rows and geometries, not of the file that some library makes of them."""
        digest = hashlib.sha256()
        digest.update(_canonical([FORMAT, self.name, [(column.name, column.kind) for column in self.columns]]))
        for row in self.rows:
            digest.update(_canonical([row[column.name] for column in self.columns]))
        for geometry in self.geometries or ():
            digest.update(shapely.to_wkb(geometry, byte_order=1) if geometry is not None else b"\0")
        return digest.hexdigest()[:_VERSION_LENGTH]


def write_layer(layer: Layer, path: Path) -> None:
    """Write a layer as Parquet, one with places as GeoParquet 1.1 in Hilbert order.

    Parameters
    ----------
    layer
        What is written. A column ``position`` is added: the order of the table.
    path
        File that is written; it is not yet safe on the disk when this returns.
    """
    if layer.geometries is None:
        pq.write_table(pa.table(_arrays(layer, range(len(layer.rows)))), path, compression="zstd")
        return
    geometries = gpd.GeoSeries(list(layer.geometries), crs=CRS84)
    order = _hilbert_order(geometries)
    frame = gpd.GeoDataFrame(
        pd.DataFrame({name: pd.Series(pd.arrays.ArrowExtensionArray(cells))
                      for name, cells in _arrays(layer, order).items()}),
        geometry=geometries.iloc[order].reset_index(drop=True),
    )  # fmt: skip
    frame.to_parquet(path, index=False, compression="zstd", write_covering_bbox=True, schema_version="1.1.0")
    _drop_pandas_notes(path)


def _drop_pandas_notes(path: Path) -> None:
    """Take out what pandas notes about its types: it cannot read back its own note on a list."""
    table = pq.read_table(path)
    notes = {key: note for key, note in (table.schema.metadata or {}).items() if key != b"pandas"}
    pq.write_table(table.replace_schema_metadata(notes), path, compression="zstd")


def _arrays(layer: Layer, order: Sequence[int]) -> dict[str, pa.Array[Any]]:
    """Give the columns of a layer as typed arrays, in an order of its rows."""
    arrays = {
        column.name: pa.array([_cell(layer.rows[number][column.name], column.kind) for number in order],
                              type=_ARROW[column.kind])
        for column in layer.columns
    }  # fmt: skip
    return {**arrays, POSITION.name: pa.array(list(order), type=pa.int64())}


def _cell(value: Any, kind: ColumnKind) -> Any:
    return json.dumps(value, ensure_ascii=False) if kind == "json" and value is not None else value


def _hilbert_order(geometries: gpd.GeoSeries) -> list[int]:
    """Order rows along a Hilbert curve; those without a place last; ties as they stand."""
    known = [number for number, geometry in enumerate(geometries) if geometry is not None and not geometry.is_empty]
    curve = geometries.iloc[known].hilbert_distance() if known else []
    along = dict(zip(known, curve, strict=True))
    return sorted(range(len(geometries)), key=lambda number: (number not in along, along.get(number, 0), number))


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"
