"""From recipes to shapes: one `Shape` for every zone, none at a guessed place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from geo.bounds import LonLat
from geo.envelope import solve_envelope
from geo.measure import area_km2
from geo.waypoint import geodesic_line, part_way
from layers.recipes import wording
from layers.recipes.wording import Names
from layers.shape import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

    from layers.places import Place
    from layers.recipes.official import OfficialShape
    from layers.recipes.recipe import Anchor, Recipe

_GENERAL_KNOWLEDGE = ("一般地理常识，待核实", "General knowledge, to be verified")


@dataclass(frozen=True, slots=True)
class Ground:
    """What shapes are made on.

    Attributes
    ----------
    districts : Mapping[str, BaseGeometry]
        Measuring boundaries by adcode, lon/lat on WGS 84.
    drawn : Mapping[str, BaseGeometry]
        Display boundaries by adcode, lon/lat on WGS 84: what is drawn where a shape is made of whole districts.
    district_names : Mapping[str, tuple[str, str]]
        Chinese and English names by adcode.
    places : Mapping[str, Place]
        Gazetteer by id.
    positions : Mapping[str, tuple[LonLat, tuple[str, str]]]
        Schematic position and names of zones that have one.
    boundary_uncertainty_m : float
        Positional uncertainty of the boundary set, metres.
    boundary_source : tuple[str, str]
        Origin and licence of the boundary set, Chinese and English.
    gazetteer_source : tuple[str, str]
        Origin and licence of the gazetteer, Chinese and English.
    """

    districts: Mapping[str, BaseGeometry]
    drawn: Mapping[str, BaseGeometry]
    district_names: Mapping[str, tuple[str, str]]
    places: Mapping[str, Place]
    positions: Mapping[str, tuple[LonLat, tuple[str, str]]]
    boundary_uncertainty_m: float
    boundary_source: tuple[str, str]
    gazetteer_source: tuple[str, str]

    def locate(self, anchor: Anchor) -> tuple[LonLat, tuple[str, str]]:
        """Position of an anchor, degrees on WGS 84, and its Chinese and English name."""
        if anchor.zone is not None:
            where, (zh, en) = self.positions[anchor.zone]
            return where, (f"{zh}（示意位置）", f"{en} (schematic position)")
        start = self.places[anchor.start or ""]
        here = LonLat(start.lon, start.lat)
        if anchor.end is None or anchor.fraction is None:
            return here, (start.name, start.name_en)
        end, percent = self.places[anchor.end], f"{anchor.fraction:.0%}"
        return part_way(here, LonLat(end.lon, end.lat), fraction=anchor.fraction), (
            f"{start.name}至{end.name}途中 {percent} 处",
            f"the point {percent} of the way from {start.name_en} to {end.name_en}",
        )

    def anchors(self, recipe: Recipe) -> tuple[list[LonLat], Names]:
        """Positions and names of a recipe's anchors, in order."""
        located = [self.locate(anchor) for anchor in recipe.places()]
        return [where for where, _ in located], Names.of([names for _, names in located])

    def district_list(self, recipe: Recipe) -> Names:
        """Names of the districts of a recipe."""
        return Names.of([self.district_names[adcode] for adcode in recipe.districts])


def solve_shapes(
    recipes: Iterable[Recipe],
    ground: Ground,
    *,
    zones: Iterable[str],
    official: Mapping[str, OfficialShape],
    progress: Callable[[str, int, int], None] | None = None,
) -> dict[str, Shape]:
    """Make the shape of every zone.

    Parameters
    ----------
    recipes
        At most one a zone.
    ground
        Boundaries and places.
    zones
        Ids of all zones; one without a recipe is not drawn.
    official
        Imported official polygons by zone; they go before any recipe.
    progress
        Called with the step, how many are done and how many there are.

    Returns
    -------
    dict[str, Shape]
        By zone id, in the order of `zones`.

    Raises
    ------
    RecipeUnsolvable
        An envelope that no shape satisfies.
    """
    by_zone = {recipe.zone: recipe for recipe in recipes}
    ids = tuple(zones)
    shapes: dict[str, Shape] = {}
    for done, zone in enumerate(ids):
        if progress is not None:
            progress("shapes", done, len(ids))
        recipe = by_zone.get(zone)
        if zone in official:
            shapes[zone] = official[zone].shape()
        elif recipe is None:
            shapes[zone] = _undrawn(zone, "", "")
        else:
            shapes[zone] = _MAKERS[recipe.method](recipe, ground)
    if progress is not None:
        progress("shapes", len(ids), len(ids))
    return shapes


def _labelled(geometry: BaseGeometry) -> dict[str, float]:
    """Point inside an area, or half-way along a line, where a label stands."""
    is_line = isinstance(geometry, shapely.LineString)
    point = geometry.interpolate(0.5, normalized=True) if is_line else geometry.representative_point()
    return {"label_lon": float(point.x), "label_lat": float(point.y)}


def _boundary(recipe: Recipe, ground: Ground) -> Shape:
    # drawn by the simplified borders, so that they lie on those of the base map; measured by the detailed ones
    parts = [ground.drawn[adcode] for adcode in recipe.districts]
    geometry = parts[0] if len(parts) == 1 else shapely.coverage_union_all(parts)
    how, how_en = wording.boundary_words(ground.district_list(recipe))
    return Shape(
        owner=recipe.zone,
        method="boundary",
        geometry=geometry,
        uncertainty_m=recipe.uncertainty_m or ground.boundary_uncertainty_m,
        fitted=False,
        verified=True,
        area_km2=sum(area_km2(ground.districts[adcode]) for adcode in recipe.districts),
        **_labelled(geometry),
        how=how + recipe.basis,
        how_en=f"{how_en} {recipe.basis_en}",
        source=ground.boundary_source[0],
        source_en=ground.boundary_source[1],
    )


def _gazetteer(recipe: Recipe, ground: Ground) -> Shape:
    (anchor,) = recipe.places()
    place = ground.places[anchor.start or ""]
    (where,), names = ground.anchors(recipe)
    how, how_en = wording.gazetteer_words(names)
    return Shape(
        owner=recipe.zone,
        method="gazetteer",
        geometry=shapely.Point(where),
        uncertainty_m=recipe.uncertainty_m or place.uncertainty_m,
        fitted=False,
        verified=True,
        area_km2=None,
        label_lon=where.lon,
        label_lat=where.lat,
        how=how + recipe.basis,
        how_en=f"{how_en} {recipe.basis_en}",
        source=f"{ground.gazetteer_source[0]}（{place.source_id}）",
        source_en=f"{ground.gazetteer_source[1]} ({place.source_id})",
    )


def _envelope(recipe: Recipe, ground: Ground) -> Shape:
    anchors, names = ground.anchors(recipe)
    envelope = solve_envelope(
        anchors,
        {adcode: ground.districts[adcode] for adcode in recipe.districts},
        target_km2=recipe.area_km2 or 0.0,
        least_share=recipe.least_share or 0.0,
        name=recipe.zone,
    )
    how, how_en = wording.envelope_words(
        envelope,
        recipe,
        anchors=names,
        districts=ground.district_list(recipe),
    )
    return Shape(
        owner=recipe.zone,
        method="envelope",
        geometry=envelope.geometry,
        # no source states the edge: it may be off by as much as the solved radius, rounded up
        uncertainty_m=max(recipe.uncertainty_m or 0.0, math.ceil(envelope.radius_m / 100.0) * 100.0),
        fitted=True,
        verified=False,
        area_km2=envelope.area_km2,
        **_labelled(envelope.geometry),
        how=how + recipe.basis,
        how_en=f"{how_en} {recipe.basis_en}",
        source=f"{ground.boundary_source[0]}；{ground.gazetteer_source[0]}",
        source_en=f"{ground.boundary_source[1]}; {ground.gazetteer_source[1]}",
    )


def _corridor(recipe: Recipe, ground: Ground) -> Shape:
    anchors, names = ground.anchors(recipe)
    line = geodesic_line(anchors)
    how, how_en = wording.corridor_words(recipe, anchors=names)
    known = [ground.gazetteer_source] if any(anchor.start for anchor in recipe.places()) else []
    guessed = [_GENERAL_KNOWLEDGE] if any(anchor.zone for anchor in recipe.places()) else []
    sources, sources_en = zip(*known, *guessed, strict=True)
    return Shape(
        owner=recipe.zone,
        method="corridor",
        geometry=line,
        uncertainty_m=recipe.uncertainty_m,
        fitted=False,
        verified=False,
        area_km2=None,
        **_labelled(line),
        how=how + recipe.basis,
        how_en=f"{how_en} {recipe.basis_en}",
        source="；".join(sources),
        source_en="; ".join(sources_en),
    )


def _schematic(recipe: Recipe, _ground: Ground) -> Shape:
    how, how_en = wording.schematic_words(recipe)
    point = shapely.Point(recipe.lon or 0.0, recipe.lat or 0.0)  # the model requires both
    return Shape(
        owner=recipe.zone,
        method="schematic",
        geometry=point,
        uncertainty_m=recipe.uncertainty_m,
        fitted=False,
        verified=False,
        area_km2=None,
        label_lon=point.x,
        label_lat=point.y,
        how=how + recipe.basis,
        how_en=f"{how_en} {recipe.basis_en}",
        source=_GENERAL_KNOWLEDGE[0],
        source_en=_GENERAL_KNOWLEDGE[1],
    )


def _not_drawn(recipe: Recipe, _ground: Ground) -> Shape:
    return _undrawn(recipe.zone, recipe.basis, recipe.basis_en)


def _undrawn(zone: str, basis: str, basis_en: str) -> Shape:
    how, how_en = wording.undrawn_words()
    return Shape(
        owner=zone,
        method="none",
        geometry=None,
        uncertainty_m=None,
        fitted=False,
        verified=False,
        area_km2=None,
        label_lon=None,
        label_lat=None,
        how=how + basis,
        how_en=f"{how_en} {basis_en}".strip(),
        source="—",
        source_en="—",
    )


_MAKERS: dict[str, Callable[[Recipe, Ground], Shape]] = {
    "boundary": _boundary,
    "gazetteer": _gazetteer,
    "envelope": _envelope,
    "corridor": _corridor,
    "schematic": _schematic,
    "none": _not_drawn,
}
