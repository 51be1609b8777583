"""The query engine: features of a collection by box and by columns, from the files of one build, with DuckDB."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import duckdb
import orjson

from geo.bounds import Bounds
from layers.columns import Column, columns_of
from layers.database import MEMORY_LIMIT, THREADS, connect, parquet
from layers.errors import CollectionNotFound, FeatureNotFound, StoreDamaged
from layers.filters import Condition, conditions
from layers.layer_names import COLLECTIONS, SPATIAL_COLLECTIONS
from layers.manifest import read_manifest
from layers.stored_content import check_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from layers.manifest import Build, LayerEntry

_ROWS_IN_MEMORY = 20_000
"""Features of a layer up to this size are made once and kept, and a query only finds out which of them are meant. A
larger layer is read from its file at every query, where the covering boxes let most of it be skipped."""

_INSIDE = "(bbox.xmin <= ? AND bbox.xmax >= ? AND bbox.ymin <= ? AND bbox.ymax >= ?)"
_TOUCHES = "ST_Intersects(geometry, ST_MakeEnvelope(?, ?, ?, ?))"


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """A page of features.

    Attributes
    ----------
    matched : int
        Number of features that meet the query.
    features : tuple of dict
        GeoJSON features of the page (lon/lat on WGS 84), in the order of the table. They may be shared with other
        answers, so they must not be changed.
    """

    matched: int
    features: tuple[dict[str, Any], ...]


class Engine:
    """Answers queries about the collections of one build. Safe to use from many threads.

    Parameters
    ----------
    store_dir
        Folder of the store.
    build
        The build whose layers are read.
    memory_limit
        Most memory the database takes, as DuckDB writes it.
    threads
        Most threads that one query takes.

    Raises
    ------
    StoreDamaged
        A layer is missing or is not what was published.
    EngineUnavailable
        The spatial extension cannot be loaded.
    """

    def __init__(
        self, store_dir: Path, build: Build, *, memory_limit: str = MEMORY_LIMIT, threads: int = THREADS
    ) -> None:
        missing = [name for name in COLLECTIONS if name not in build.layers]
        if missing:
            raise StoreDamaged(missing[0], "the build has no such layer")
        self.version = build.data_version
        self._rows = {name: build.layers[name].rows for name in COLLECTIONS}
        check_files(store_dir, (build.layers[name] for name in COLLECTIONS))
        self._connection = connect(spatial=True, memory_limit=memory_limit, threads=threads)
        self._kept: dict[str, tuple[dict[str, Any], ...]] = {}
        for name in COLLECTIONS:
            self._offer(name, build.layers[name], store_dir)

    @classmethod
    def open(cls, store_dir: Path, version: str | None = None) -> Self:
        """Open an engine on a build: the one in force, or one by data version or id (errors as ``open_atlas``)."""
        return cls(store_dir, read_manifest(store_dir).build(version))

    @property
    def collections(self) -> tuple[str, ...]:
        """Names of the collections."""
        return COLLECTIONS

    def columns(self, collection: str) -> tuple[Column, ...]:
        """Give the columns of a collection, which are the properties of its features."""
        self._require(collection)
        return columns_of(collection)

    def is_spatial(self, collection: str) -> bool:
        """Tell whether features of a collection may have a geometry."""
        self._require(collection)
        return collection in SPATIAL_COLLECTIONS

    def extent(self, collection: str) -> Bounds | None:
        """Give the box around all features of a collection; None if none has a place."""
        if not self.is_spatial(collection):
            return None
        sql = f'SELECT min(bbox.xmin), min(bbox.ymin), max(bbox.xmax), max(bbox.ymax) FROM "{collection}"'  # noqa: S608
        west, south, east, north = self._ask(sql, ())[0]
        return None if west is None else Bounds(west, south, east, north)

    def items(
        self,
        collection: str,
        *,
        bbox: Bounds | None = None,
        filters: Mapping[str, str] | None = None,
        limit: int = 10,
        offset: int = 0,
    ) -> ItemsPage:
        """Give a page of the features of a collection.

        Parameters
        ----------
        collection
            One of `collections`.
        bbox
            Only features whose geometry has a point in common with this box (so none without geometry).
        filters
            Column to value, as for ``layers.filters.conditions``.
        limit
            At most so many features, 0 or more.
        offset
            So many are skipped, 0 or more.

        Returns
        -------
        ItemsPage
            In the order of the table, which is the same at every call.

        Raises
        ------
        CollectionNotFound
            There is no such collection.
        BadFilter
            No such column, or a value that it cannot hold.
        """
        self._require(collection)
        where, values = self._where(collection, bbox, conditions(collection, filters or {}))
        if collection in self._kept:
            found = self._positions(collection, where, values)
            kept = self._kept[collection]
            return ItemsPage(len(found), tuple(kept[position] for position in found[offset : offset + limit]))
        return self._read_page(collection, where, values, limit=limit, offset=offset)

    def item(self, collection: str, feature_id: str) -> dict[str, Any]:
        """Give one feature by its id; `CollectionNotFound` or `FeatureNotFound` if there is none."""
        self._require(collection)
        page = self.items(collection, filters={"id": feature_id}, limit=1) if feature_id else ItemsPage(0, ())
        if not page.features:
            known = self._ask(f'SELECT id FROM "{collection}" ORDER BY position', ())  # noqa: S608
            raise FeatureNotFound(feature_id, [str(cells[0]) for cells in known])
        return page.features[0]

    def close(self) -> None:
        """Free what the database holds."""
        self._connection.close()

    def _offer(self, name: str, entry: LayerEntry, store_dir: Path) -> None:
        """Make a collection known to the database; keep the features of a small one."""
        is_small = entry.rows <= _ROWS_IN_MEMORY
        source = parquet(store_dir / entry.file)
        try:
            self._connection.execute(f'CREATE {"TABLE" if is_small else "VIEW"} "{name}" AS FROM {source}')
            if is_small:
                found = self._ask(f"{self._select(name)} ORDER BY position", ())
                self._kept[name] = tuple(self._feature(name, cells) for cells in found)
        except duckdb.Error as error:
            raise StoreDamaged(entry.file, f"cannot be read ({error})") from error

    def _require(self, collection: str) -> None:
        if collection not in COLLECTIONS:
            raise CollectionNotFound(collection, COLLECTIONS)

    def _select(self, collection: str, *more: str) -> str:
        """Write what a feature is made of, and whatever else is asked for, as the start of a query."""
        names = ", ".join(f'"{column.name}"' for column in columns_of(collection))
        geojson = "ST_AsGeoJSON(geometry)" if collection in SPATIAL_COLLECTIONS else "NULL"
        cells = ", ".join((names, geojson, *more))
        return f'SELECT {cells} FROM "{collection}"'  # noqa: S608  all of it from layers.columns and this module

    def _where(
        self, collection: str, bbox: Bounds | None, wanted: Sequence[Condition]
    ) -> tuple[str, tuple[str | float | bool, ...]]:
        """Write the conditions as SQL with parameters; names come from the columns, never from the query."""
        clauses: list[str] = []
        values: list[str | float | bool] = []
        for condition in wanted:
            name = f'"{condition.column.name}"'
            if condition.value is None:
                clauses.append(f"len({name}) = 0" if condition.column.kind == "list" else f"{name} IS NULL")
                continue
            clauses.append(f"list_contains({name}, ?)" if condition.column.kind == "list" else f"{name} = ?")
            values.append(condition.value)
        if bbox is not None and collection not in SPATIAL_COLLECTIONS:
            clauses.append("false")
        elif bbox is not None:
            west, south, east, north = bbox.as_tuple()
            clauses += [_INSIDE, _TOUCHES]
            values += [east, west, north, south, west, south, east, north]
        return (f" WHERE {' AND '.join(clauses)}" if clauses else ""), tuple(values)

    def _read_page(
        self, collection: str, where: str, values: Sequence[str | float | bool], *, limit: int, offset: int
    ) -> ItemsPage:
        """Read a page of a large layer, and in the same query how many rows there are to page through."""
        matched = "count(*) OVER ()" if where else str(self._rows[collection])
        select = self._select(collection, matched)
        found = self._ask(f"{select}{where} ORDER BY position LIMIT {int(limit)} OFFSET {int(offset)}", values)
        count = found[0][-1] if found else self._count(collection, where, values)
        return ItemsPage(int(count), tuple(self._feature(collection, cells) for cells in found))

    def _count(self, collection: str, where: str, values: Sequence[str | float | bool]) -> int:
        """Count the rows that meet a query; only a page that none is on has to ask."""
        return int(self._ask(f'SELECT count(*) FROM "{collection}"{where}', values)[0][0])  # noqa: S608

    def _positions(self, collection: str, where: str, values: Sequence[str | float | bool]) -> Sequence[int]:
        """Find the rows that meet a query, in the order of the table."""
        if not where:
            return range(self._rows[collection])
        sql = f'SELECT position FROM "{collection}"{where} ORDER BY position'  # noqa: S608
        return [position for (position,) in self._ask(sql, values)]

    def _ask(self, sql: str, values: Sequence[str | float | bool]) -> list[tuple[Any, ...]]:
        # A connection serves one query at a time; a cursor is a connection of its own to the same database.
        with self._connection.cursor() as cursor:
            return (cursor.execute(sql, values) if values else cursor.execute(sql)).fetchall()

    def _feature(self, collection: str, cells: Sequence[Any]) -> dict[str, Any]:
        """Make a GeoJSON feature; the id is a property too, as readers that drop the member expect."""
        columns = columns_of(collection)
        properties = {
            column.name: orjson.loads(cell) if column.kind == "json" and cell is not None else cell
            for column, cell in zip(columns, cells, strict=False)
        }
        geojson = cells[len(columns)]
        return {
            "type": "Feature",
            "id": properties["id"],
            "geometry": orjson.loads(geojson) if geojson is not None else None,
            "properties": properties,
        }
