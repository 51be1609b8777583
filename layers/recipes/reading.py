"""Reading the recipes, and checking them against the zones, districts and places they speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from layers.errors import DataInvalid, Problem, near_matches
from layers.recipes.recipe import Recipe
from layers.table_files import TableSpec, read_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from layers.table_files import Located

RECIPES = TableSpec("recipes", Recipe, "shapes/recipes.csv")
"""Table of the recipes."""


def load_recipes(
    data_dir: Path, *, zones: Collection[str], districts: Collection[str], places: Collection[str]
) -> tuple[Recipe, ...]:
    """Read the recipes in the order of the file.

    Parameters
    ----------
    data_dir
        Data directory.
    zones, districts, places
        Ids that a recipe may name.

    Returns
    -------
    tuple of Recipe
        At most one a zone.

    Raises
    ------
    DataInvalid
        Rows that are wrong, name what is not there, or stand twice; all of them are told.
    """
    table = read_table(data_dir, RECIPES.file, RECIPES)
    rows, problems = table.rows, list(table.problems)
    known: dict[str, Collection[str]] = {"zone": zones, "districts": districts, "anchors": places}
    schematic = {row.record.zone for row in rows if row.record.method == "schematic"}
    for row in rows:
        problems += _unknown(row, known, schematic)
    problems += _twice(rows)
    if problems:
        raise DataInvalid(problems)
    return tuple(cast("Recipe", row.record) for row in rows)


def _unknown(row: Located, known: Mapping[str, Collection[str]], schematic: Collection[str]) -> Iterator[Problem]:
    recipe = cast("Recipe", row.record)
    anchors = tuple(recipe.places())
    named = {
        "zone": [recipe.zone],
        "districts": list(recipe.districts),
        "anchors": [place for anchor in anchors for place in (anchor.start, anchor.end) if place is not None],
    }
    for column, values in named.items():
        for value in values:
            if value not in known[column]:
                near = near_matches(value, known[column])
                hint = f"; did you mean {' or '.join(near)}?" if near else ""
                yield Problem(row.file, row.row, column, f"no {value!r}{hint}")
    for anchor in anchors:
        if anchor.zone is not None and anchor.zone not in schematic:
            yield Problem(row.file, row.row, "anchors", f"{anchor.zone!r} is no zone with a schematic recipe")


def _twice(rows: Sequence[Located]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in rows:
        zone = cast("Recipe", row.record).zone
        if zone in first:
            yield Problem(row.file, row.row, "zone", f"{zone!r} already has a recipe in row {first[zone]}")
        first.setdefault(zone, row.row)
