"""Reading one build of the store back into content, without pandas, pyarrow or geopandas: they are slow to load."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import duckdb
import shapely
from pydantic import ValidationError

from layers.content import BoundaryInfo, Content, Town
from layers.database import connect, parquet
from layers.errors import StoreDamaged
from layers.layer_names import BOUNDARY_SET, LAND, MEASURING, SPELLINGS, table_layer
from layers.shape import Shape
from layers.tables import SPECS, Tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from layers.manifest import Build, LayerEntry

_ADDED = ("position", "bbox", "geometry")


def read_content(store_dir: Path, build: Build) -> Content:
    """Read what one build published.

    Parameters
    ----------
    store_dir
        Folder of the store.
    build
        The build.

    Raises
    ------
    StoreDamaged
        A file is missing, or is not what was published.
    """
    check_files(store_dir, build.layers.values())
    with connect(spatial=False) as connection:
        # Without this, geometry arrives as a type of the spatial extension instead of as WKB.
        connection.execute("SET enable_geoparquet_conversion = false")
        return _Reader(connection, store_dir, build).content()


def check_files(store_dir: Path, entries: Iterable[LayerEntry]) -> None:
    """Raise `StoreDamaged` for the first file that is missing or is not what was published."""
    for entry in entries:
        try:
            with (store_dir / entry.file).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise StoreDamaged(entry.file, f"cannot be read ({error.strerror})") from error
        if found != entry.sha256:
            raise StoreDamaged(entry.file, "is not the file that was published (its checksum differs)")


class _Reader:
    """Reads layers of one build."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, store_dir: Path, build: Build) -> None:
        self._connection, self._store_dir, self._build = connection, store_dir, build

    def content(self) -> Content:
        zones, districts = self._rows("zones"), self._rows("districts")
        return Content(
            tables=self._tables(),
            zone_shapes={row["id"]: _shape(row) for row in zones},
            district_shapes={row["id"]: _shape(row) for row in districts},
            measuring={row["id"]: _geometry(row) for row in self._rows(MEASURING)},
            land=_geometry(self._rows(LAND)[0]),
            towns=tuple(Town(**_without_added(row)) for row in self._rows("places")),
            boundaries=BoundaryInfo(**_without_added(self._rows(BOUNDARY_SET)[0])),
            spellings={row["name"]: (row["pinyin"], row["initials"]) for row in self._rows(SPELLINGS)},
        )

    def _tables(self) -> Tables:
        tables: dict[str, tuple[Any, ...]] = {}
        for spec in SPECS:
            layer = table_layer(spec.name)
            if not spec.required and layer not in self._build.layers:
                continue  # a build from before there was such a table
            try:
                tables[spec.name] = tuple(spec.model.model_validate(_without_added(row)) for row in self._rows(layer))
            except ValidationError as error:
                problem = f"was written by another version of the program ({error.error_count()} cells do not fit)"
                raise StoreDamaged(self._build.layers[layer].file, problem) from error
        return Tables.of(tables)

    def _rows(self, layer: str) -> list[dict[str, Any]]:
        """Give the rows of a layer in the order of its table."""
        entry = self._build.layers.get(layer)
        if entry is None:
            raise StoreDamaged(layer, "the build has no such layer")
        try:
            found = self._connection.execute(f"FROM {parquet(self._store_dir / entry.file)} ORDER BY position")
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, cells, strict=True)) for cells in found.fetchall()]
        except duckdb.Error as error:
            raise StoreDamaged(entry.file, f"cannot be read ({error})") from error


def _without_added(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _ADDED}


def _geometry(row: Mapping[str, Any]) -> BaseGeometry:
    geometry: BaseGeometry = shapely.from_wkb(row["geometry"])
    return geometry


def _shape(row: Mapping[str, Any]) -> Shape:
    return Shape(
        owner=row["id"],
        method=row["geometry_method"],
        geometry=shapely.from_wkb(row["geometry"]),
        uncertainty_m=row["uncertainty_m"],
        fitted=row["fitted"],
        verified=row["verified"],
        area_km2=row["area_km2"],
        label_lon=row["lon"],
        label_lat=row["lat"],
        how=row["how"],
        how_en=row["how_en"],
        source=row["source"],
        source_en=row["source_en"],
    )
