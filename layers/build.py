"""Building the atlas: from the reviewed files under a data directory to a published version in the store."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from layers.base_map import BaseMap, load_base_map
from layers.content import Content
from layers.drawing import draw_zones, load_towns
from layers.errors import DataInvalid, Problem
from layers.pinyin import spell_all
from layers.search import searchable_names
from layers.store import Publication, publish
from layers.tables import load_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from layers.content import Town
    from layers.records import District
    from layers.shape import Shape
    from layers.tables import Tables

    Progress: TypeAlias = Callable[[str, int, int], None]

_READ = frozenset({".csv", ".toml", ".geojson"})


def silent(step: str, done: int, total: int) -> None:
    """Take progress and show nothing."""
    del step, done, total


@dataclass(frozen=True, slots=True)
class Drawing:
    """How districts, zones and towns come to their places.

    Attributes
    ----------
    base_map : callable
        Gives the boundaries in force, from the data directory, for the districts.
    zones : callable
        Gives a shape for every zone, from the data directory, the tables and the base map, telling its progress.
    towns : callable
        Gives the towns of the base map, from the data directory.
    """

    base_map: Callable[[Path, tuple[District, ...]], BaseMap] = load_base_map
    zones: Callable[[Path, Tables, BaseMap, Progress], Mapping[str, Shape]] = draw_zones
    towns: Callable[[Path], tuple[Town, ...]] = load_towns


def build_atlas(
    data_dir: Path,
    store_dir: Path,
    *,
    progress: Progress = silent,
    who: str | None = None,
    drawing: Drawing | None = None,
) -> Publication:
    """Build a version of the atlas and put it in force.

    Parameters
    ----------
    data_dir
        Reviewed files.
    store_dir
        Layer store; made if it is missing.
    progress
        Called with (step, done, total); steps are tables, boundaries, shapes, names, publish.
    who
        Who builds; the user of the process if None.
    drawing
        How places are drawn; the recipes of the data directory if None.

    Returns
    -------
    Publication
        The build in force, and whether it is a new one.

    Raises
    ------
    DataInvalid
        Something under `data_dir` is wrong. The last good build stays in force.
    RecipeUnsolvable
        A recipe asks for a shape that cannot be. The last good build stays in force.
    StoreDamaged
        The store's manifest cannot be understood.
    """
    content = load_content(data_dir, progress=progress, drawing=drawing)
    return publish(content, store_dir, inputs=_checksums(data_dir), who=who, progress=progress)


def load_content(data_dir: Path, *, progress: Progress = silent, drawing: Drawing | None = None) -> Content:
    """Make the content of a version without publishing it: what a check of the data does (errors as `build_atlas`)."""
    drawing = drawing or Drawing()
    progress("tables", 0, 1)
    tables = load_tables(data_dir)
    progress("tables", 1, 1)
    progress("boundaries", 0, 1)
    base_map = drawing.base_map(data_dir, tables.districts)
    progress("boundaries", 1, 1)
    shapes = drawing.zones(data_dir, tables, base_map, progress)
    _require_every_zone(tables, shapes)
    progress("names", 0, 1)
    towns = drawing.towns(data_dir)
    spellings = spell_all((*searchable_names(tables), *(town.name for town in towns)))
    progress("names", 1, 1)
    return Content(
        tables=tables,
        zone_shapes=shapes,
        district_shapes=base_map.district_shapes,
        measuring=base_map.measuring,
        land=base_map.land,
        towns=towns,
        boundaries=base_map.boundaries,
        spellings=spellings,
    )


def _require_every_zone(tables: Tables, shapes: Mapping[str, Shape]) -> None:
    missing = [zone.id for zone in tables.zones if zone.id not in shapes]
    if missing:
        raise DataInvalid(Problem("shapes", None, "zone", f"no shape was made for {zone!r}") for zone in missing)


def _checksums(data_dir: Path) -> dict[str, str]:
    """Checksum of every data file, by its path below the data directory."""
    files = sorted(path for path in data_dir.rglob("*") if path.suffix in _READ and path.is_file())
    return {
        path.relative_to(data_dir).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if not any(part.startswith(".") for part in path.relative_to(data_dir).parts)
    }
