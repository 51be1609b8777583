"""What the notes of the rebuilt sets say of how they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.alignment import Shift
    from layers.boundaries.recipe import Recipe

_DISTRICTS = "districts.geojson"


def detailed(recipe: Recipe, *, before: Shift, after: Shift) -> dict[str, Any]:
    """Fields of the set for measuring, with the proof of its datum: shifts against the second source."""
    part = recipe.detailed
    return _converted(recipe) | part.note.model_dump() | {
        "use": "measuring",
        "method": f"converted from {part.actual_datum} to WGS 84 by iterated inverse, rounded to {part.decimals} "
        "decimals; no vertex added, and none removed except those that fell together",
        "file": _DISTRICTS,
        "checked_against": part.proved_against,
        "shift_before_m": round(before.size_m, 1),
        "shift_after_m": round(after.size_m, 1),
    }  # fmt: skip


def display(recipe: Recipe) -> dict[str, Any]:
    """Fields of the set for drawing."""
    part = recipe.display
    return _converted(recipe) | part.note.model_dump() | {
        "use": "display",
        "method": f"set detailed, simplified with shared borders kept (Visvalingam-Whyatt, {part.tolerance_m:g} m, "
        f"EPSG:4549), islands below {part.least_island_m2:,.0f} m² left out, {part.decimals} decimals; "
        "not for measuring",
        "file": _DISTRICTS,
    }  # fmt: skip


def tianditu(recipe: Recipe) -> dict[str, Any]:
    """Fields of the set for publication."""
    return recipe.tianditu.note.model_dump() | {
        "use": "publication",
        "datum_declared": "cgcs2000",
        "datum_in": "cgcs2000",
        "datum_out": "cgcs2000",
        "method": "unchanged, but for the names, which are the vocabulary's; generalised by its publisher, worst at "
        "the coast: not for measuring",
        "file": _DISTRICTS,
    }  # fmt: skip


def context(recipe: Recipe) -> dict[str, Any]:
    """Fields of the land in and around the city."""
    part = recipe.context
    return _converted(recipe) | part.note.model_dump() | {
        "use": "context",
        "method": "converted as the set detailed, simplified together with the set display so that both share the "
        f"coast ({recipe.display.tolerance_m:g} m), dissolved into one shape, cut to the box of the recipe, islands "
        f"below {part.least_island_m2:,.0f} m² left out, rounded to {part.decimals} decimals",
        "file": "land.geojson",
    }  # fmt: skip


def _converted(recipe: Recipe) -> dict[str, Any]:
    """Datums of everything that is made of the detailed set's source."""
    part = recipe.detailed
    return {"datum_declared": part.declared_datum, "datum_in": part.actual_datum, "datum_out": "wgs84"}
