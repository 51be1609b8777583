"""Recipes are read with their mistakes named, and give every zone a shape that says how it was made."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import shapely
from pydantic import ValidationError

from geo.bounds import LonLat
from geo.measure import area_km2, distance_m
from layers.errors import DataInvalid
from layers.recipes.reading import load_recipes
from layers.recipes.recipe import Recipe
from layers.recipes.solve import Ground, solve_shapes
from layers.shape import AREAL_METHODS

SOUTH = shapely.segmentize(shapely.box(120.2, 36.2, 120.8, 36.6), 0.01)
NORTH = shapely.segmentize(shapely.box(120.2, 36.6, 120.8, 37.0), 0.01)
HEADER = "zone,method,anchors,districts,area_km2,least_share,road,lon,lat,uncertainty_m,basis,basis_en"


def place(lon: float, lat: float, name: str) -> Any:
    return SimpleNamespace(lon=lon, lat=lat, name=name, name_en=name.title(), uncertainty_m=1000.0, source_id="1")


GROUND = Ground(
    districts={"1": SOUTH, "2": NORTH},
    drawn={"1": SOUTH.simplify(0.005), "2": NORTH.simplify(0.005)},
    district_names={"1": ("南区", "South"), "2": ("北区", "North")},
    places={"a": place(120.5, 36.5, "甲"), "b": place(120.5, 36.7, "乙")},
    positions={"port": (LonLat(120.3, 36.3), ("港", "Port"))},
    boundary_uncertainty_m=30.0,
    boundary_source=("界线", "Boundary"),
    gazetteer_source=("地名", "Gazetteer"),
)


def recipe(**fields: object) -> Recipe:
    return Recipe.model_validate({"zone": "z", "basis": "据", "basis_en": "Basis.", **fields})


def solve(one: Recipe) -> Any:
    return solve_shapes([one], GROUND, zones=["z"], official={})["z"]


def test_a_boundary_is_the_union_of_its_districts() -> None:
    shape = solve(recipe(method="boundary", districts="1|2"))
    assert shape.method == "boundary"
    assert shape.area_km2 == pytest.approx(area_km2(SOUTH) + area_km2(NORTH), rel=1e-9)
    assert not shape.fitted
    assert "南区、北区" in shape.how
    assert "South, North" in shape.how_en


def test_an_envelope_is_marked_as_fitted_and_says_that_agreement_proves_nothing() -> None:
    shape = solve(recipe(method="envelope", anchors="a|b", districts="1|2", area_km2=212, least_share=0.3))
    assert shape.fitted
    assert shape.area_km2 == pytest.approx(212.0, abs=0.05)
    assert "不构成验证" in shape.how
    assert "proves nothing" in shape.how_en
    # radius_m is in the sentence to 10 m: the uncertainty is never smaller than it
    stated_km = float(shape.how.split("取两侧 ")[1].split(" km")[0])
    assert stated_km * 1000.0 - 5.0 <= shape.uncertainty_m < stated_km * 1000.0 + 105.0


def test_a_point_part_of_the_way_and_a_schematic_position_may_be_anchors() -> None:
    shape = solve(recipe(method="corridor", anchors="a~b@0.5|zone:port", uncertainty_m=4000))
    start, end = shape.geometry.coords[0], shape.geometry.coords[-1]
    assert distance_m(start[0], start[1], 120.5, 36.6) < 200.0
    assert end == (120.3, 36.3)
    assert shape.area_km2 is None
    assert "示意位置" in shape.how
    assert (shape.source, shape.source_en) == (
        "地名；一般地理常识，待核实",
        "Gazetteer; General knowledge, to be verified",
    )


def test_a_gazetteer_place_keeps_the_uncertainty_of_its_source() -> None:
    shape = solve(recipe(method="gazetteer", anchors="a"))
    assert (shape.label_lon, shape.label_lat, shape.uncertainty_m) == (120.5, 36.5, 1000.0)
    assert shape.verified


def test_a_schematic_position_is_unverified() -> None:
    shape = solve(recipe(method="schematic", lon=120.4, lat=36.4, uncertainty_m=5000))
    assert not shape.verified
    assert shape.uncertainty_m == 5000.0
    assert shape.area_km2 is None


def test_a_zone_without_a_recipe_is_not_drawn() -> None:
    shape = solve_shapes([], GROUND, zones=["z"], official={})["z"]
    assert shape.method == "none"
    assert shape.geometry is None
    assert shape.uncertainty_m is None


def test_only_areal_methods_have_an_area() -> None:
    cases = [
        recipe(method="boundary", districts="1"),
        recipe(method="envelope", anchors="a", districts="1", area_km2=20),
        recipe(method="corridor", anchors="a|b", uncertainty_m=4000),
        recipe(method="gazetteer", anchors="a"),
        recipe(method="schematic", lon=120.4, lat=36.4, uncertainty_m=5000),
        recipe(method="none"),
    ]
    for case in cases:
        shape = solve(case)
        assert (shape.area_km2 is not None) == (shape.method in AREAL_METHODS), case.method


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"method": "envelope", "anchors": "a"}, "districts, area_km2"),
        ({"method": "schematic", "lon": 120, "lat": 36, "uncertainty_m": 500}, "at least 3000"),
        ({"method": "gazetteer", "anchors": "a|b"}, "one place"),
        ({"method": "corridor", "anchors": "a|B 1", "uncertainty_m": 4000}, "neither a place id"),
        ({"method": "drawn-by-hand"}, "Input should be"),
    ],
)
def test_a_recipe_without_what_its_method_needs_is_refused(fields: dict[str, object], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        recipe(**fields)


def test_every_mistake_is_named_with_its_row_and_column(tmp_path: Path) -> None:
    (tmp_path / "shapes").mkdir()
    lines = [
        HEADER,
        "z1,gazetteer,nowhere,,,,,,,,据,Basis",
        "z9,none,,,,,,,,,据,Basis",
        "z1,boundary,,8,,,,,,,据,Basis",
        "z2,corridor,a|zone:z9,,,,,,,4000,据,Basis",
        "z3,schematic,,,,,,120,36,10,据,Basis",
    ]
    (tmp_path / "shapes" / "recipes.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(DataInvalid) as caught:
        load_recipes(tmp_path, zones={"z1", "z2", "z3"}, districts={"1"}, places={"a"})
    found = {(problem.row, problem.column) for problem in caught.value.problems}
    assert {(2, "anchors"), (3, "zone"), (4, "districts"), (4, "zone"), (5, "anchors"), (6, "")} <= found
