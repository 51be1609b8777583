"""Where zones and towns come to their places: the recipes and the gazetteer of a data directory. For building only."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from geo.bounds import LonLat
from layers.content import Town
from layers.places import read_places
from layers.recipes.official import load_official
from layers.recipes.reading import load_recipes
from layers.recipes.solve import Ground, solve_shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from layers.base_map import BaseMap
    from layers.recipes.recipe import Recipe
    from layers.shape import Shape
    from layers.tables import Tables

_TOWN_KINDS = frozenset({"city", "town"})


def draw_zones(
    data_dir: Path, tables: Tables, base_map: BaseMap, progress: Callable[[str, int, int], None]
) -> Mapping[str, Shape]:
    """Make the shape of every zone from its official polygon, or else from its recipe.

    Parameters
    ----------
    data_dir
        Data directory.
    tables
        Reviewed tables.
    base_map
        Boundaries in force.
    progress
        Told ``shapes``, how many are done, and how many there are.

    Returns
    -------
    Mapping of str to Shape
        By zone id; every zone of the registry has one.

    Raises
    ------
    DataInvalid
        Recipes or places that are wrong.
    BadGeometry
        An imported polygon that cannot be read.
    RecipeUnsolvable
        A recipe that no shape satisfies.
    """
    places = {place.id: place for place in read_places(data_dir)}
    names = {zone.id: (zone.name, zone.name_en) for zone in tables.zones}
    recipes = load_recipes(data_dir, zones=names, districts=base_map.measuring, places=places)
    ground = Ground(
        districts=base_map.measuring,
        drawn={adcode: shape.geometry for adcode, shape in base_map.district_shapes.items() if shape.geometry},
        district_names={district.id: (district.name, district.name_en) for district in tables.districts},
        places=places,
        positions=_positions(recipes, names),
        boundary_uncertainty_m=base_map.uncertainty_m,
        boundary_source=(base_map.source, base_map.source_en),
        gazetteer_source=_gazetteer_source(data_dir),
    )
    return solve_shapes(recipes, ground, zones=names, official=load_official(data_dir), progress=progress)


def load_towns(data_dir: Path) -> tuple[Town, ...]:
    """Load the towns of the base map: the cities and towns of the gazetteer (errors as for `read_places`)."""
    return tuple(
        Town(
            id=place.id,
            name=place.name,
            name_en=place.name_en,
            lon=place.lon,
            lat=place.lat,
            kind=place.kind,
            source=f"{place.source}（{place.source_id}）",
        )
        for place in read_places(data_dir)
        if place.kind in _TOWN_KINDS
    )


def _positions(
    recipes: Iterable[Recipe], names: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[LonLat, tuple[str, str]]]:
    return {
        recipe.zone: (LonLat(recipe.lon, recipe.lat), names[recipe.zone])
        for recipe in recipes
        if recipe.method == "schematic" and recipe.lon is not None and recipe.lat is not None
    }


def _gazetteer_source(data_dir: Path) -> tuple[str, str]:
    note = tomllib.loads((data_dir / "gazetteer" / "source.toml").read_text(encoding="utf-8"))
    return (
        f"{note['title']}：{note['publisher']}，{note['licence']}",
        f"{note['title_en']}: {note['publisher']}, {note['licence']}",
    )
