"""Making the boundary sets from the registry packages: the same bytes every time.

Nothing is trusted for its label. The Amap-derived shapes say WGS 84; before they are converted from GCJ-02, their
shift against the 天地图 set is measured, and it must be the one that GCJ-02 explains; afterwards it must be gone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.alignment import Shift, estimate_shift, recognise_datum
from geo.bounds import Bounds
from geo.datum import convert_geometry
from geo.errors import AtlasError
from geo.partition import repair_polygon, require_coverage, round_coverage, simplify_coverage
from layers.boundaries import methods
from layers.boundaries.active import write_default_active
from layers.boundaries.errors import BoundaryRefused
from layers.boundaries.feature_file import Feature
from layers.boundaries.progress import Progress, silent
from layers.boundaries.recipe import Recipe, read_districts, read_recipe
from layers.boundaries.registry_sources import AMAP, TIANDITU, read_amap_within, read_tianditu
from layers.boundaries.source_note import SourceNote, read_note
from layers.boundaries.verify import area_problems
from layers.boundaries.writing import named, write_set

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from layers.boundaries.recipe import DistrictName
    from layers.boundaries.registry_sources import Package

Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class _Proof:
    """Systematic shift against the second source, metres, before and after conversion."""

    before: Shift
    after: Shift


def rebuild(data_dir: Path, *, progress: Progress = silent, today: dt.date | None = None) -> tuple[SourceNote, ...]:
    """Make the sets ``detailed``, ``display``, ``tianditu`` and ``context`` from the registry packages.

    Parameters
    ----------
    data_dir
        The atlas's ``data`` folder; ``boundaries/recipe.toml`` and ``vocabulary/districts.csv`` are read.
    progress
        Told each step.
    today
        Day of retrieval for a package version that is new here; None: the day of the call. For a version that a set
        was made of before, the day noted then is kept, so that a second run changes nothing.

    Returns
    -------
    tuple of SourceNote
        Notes of the sets written.

    Raises
    ------
    SourcePackageMissing
        A package is not installed.
    BoundaryRefused
        The shapes are not what the recipe says: another datum, other areas. Nothing is written.
    CoverageError
        The shapes overlap or leave gaps. Nothing is written.
    """
    recipe, districts = read_recipe(data_dir), read_districts(data_dir)
    day = today or dt.datetime.now(tz=dt.UTC).date()
    root = data_dir / "boundaries"

    progress("reading 天地图 districts", 0.0)
    tianditu = _rounded_tianditu(districts, recipe)
    progress("reading Amap-derived districts and their neighbours", 0.05)
    raw = _read_region(recipe)
    progress("proving and converting the datum", 0.4)
    region, proof = _converted(raw, districts, tianditu=tianditu, recipe=recipe)
    progress("checking the coverage", 0.6)
    detailed = _checked_detailed(region, districts, recipe)
    progress("simplifying with shared borders kept", 0.75)
    display, land = _simplified(region, districts, recipe)

    progress("writing", 0.95)
    notes = (
        write_set(
            root / "detailed", named(districts, detailed), decimals=recipe.detailed.decimals,
            **methods.detailed(recipe, before=proof.before, after=proof.after),
            **_package(AMAP, root / "detailed", day),
        ),
        write_set(
            root / "display", named(districts, display), decimals=recipe.display.decimals,
            **methods.display(recipe),
            **_package(AMAP, root / "display", day),
        ),
        write_set(
            root / "tianditu", named(districts, tianditu), decimals=recipe.tianditu.decimals,
            **methods.tianditu(recipe), **_package(TIANDITU, root / "tianditu", day),
        ),
        write_set(
            root / "context", [Feature("land", "陆地", "Land", land)], decimals=recipe.context.decimals,
            **methods.context(recipe),
            **_package(AMAP, root / "context", day),
        ),
    )  # fmt: skip
    write_default_active(data_dir)
    progress("done", 1.0)
    return notes


def _rounded_tianditu(districts: tuple[DistrictName, ...], recipe: Recipe) -> Shapes:
    """Districts of the 天地图 set in the order of the vocabulary."""
    ids = [district.id for district in districts]
    found = read_tianditu(ids)
    _require_all(TIANDITU.name, ids, found)
    shapes = round_coverage([found[adcode] for adcode in ids], decimals=recipe.tianditu.decimals)
    require_coverage(shapes.tolist(), ids, gap_width_m=recipe.limits.gap_width_m)
    return shapes


def _read_region(recipe: Recipe) -> dict[str, BaseGeometry]:
    part = recipe.context
    box = Bounds(part.west, part.south, part.east, part.north).as_polygon()
    return read_amap_within(box, prefixes=part.province_prefixes)


def _converted(
    raw: dict[str, BaseGeometry], districts: tuple[DistrictName, ...], *, tianditu: Shapes, recipe: Recipe
) -> tuple[dict[str, BaseGeometry], _Proof]:
    """Prove which datum the shapes are on, and bring them to WGS 84, all at once so that borders stay shared."""
    ids = [district.id for district in districts]
    _require_all(AMAP.name, ids, raw)
    plan = recipe.detailed
    reference = tianditu.tolist()
    before = estimate_shift([raw[adcode] for adcode in ids], reference)
    recognised = recognise_datum(before, at=Bounds.around(reference).centre)
    moved = convert_geometry(np.array(list(raw.values()), dtype=object), source=plan.actual_datum, target="wgs84")
    region = dict(zip(raw, round_coverage(moved.tolist(), decimals=plan.decimals), strict=True))
    after = estimate_shift([region[adcode] for adcode in ids], reference)
    if recognised != plan.actual_datum or after.size_m > recipe.limits.shift_m:
        problem = (
            f"read as {plan.declared_datum} it lies {before.size_m:.0f} m off {plan.proved_against}, and "
            f"{after.size_m:.0f} m converted from {plan.actual_datum}; expected the shift of {plan.actual_datum} "
            f"before and less than {recipe.limits.shift_m:g} m after (has the package changed its datum?)"
        )
        raise BoundaryRefused(AMAP.name, problems=[problem])
    return region, _Proof(before, after)


def _checked_detailed(
    region: dict[str, BaseGeometry], districts: tuple[DistrictName, ...], recipe: Recipe
) -> list[BaseGeometry]:
    """Districts at full detail, if they tile the city and have the areas they should."""
    ids = [district.id for district in districts]
    shapes = [region[adcode] for adcode in ids]
    require_coverage(shapes, ids, gap_width_m=recipe.limits.gap_width_m)
    problems = area_problems(dict(zip(ids, shapes, strict=True)), recipe)
    if problems:
        raise BoundaryRefused(AMAP.name, problems=problems)
    return shapes


def _simplified(
    region: dict[str, BaseGeometry], districts: tuple[DistrictName, ...], recipe: Recipe
) -> tuple[list[BaseGeometry], BaseGeometry]:
    """Districts for drawing, and the land around; simplified together, so that they share the coast."""
    ids = [district.id for district in districts]
    others = shapely.coverage_union_all([shape for adcode, shape in region.items() if adcode not in ids])
    parts = [*(region[adcode] for adcode in ids), others]
    whole = simplify_coverage(parts, tolerance_m=recipe.display.tolerance_m)
    whole = round_coverage(whole.tolist(), decimals=recipe.display.decimals)
    display = [repair_polygon(shape, least_part_m2=recipe.display.least_island_m2) for shape in whole[: len(ids)]]
    require_coverage(display, ids, gap_width_m=0.0)
    part = recipe.context
    box = Bounds(part.west, part.south, part.east, part.north).as_polygon()
    land = repair_polygon(shapely.union_all(whole).intersection(box), least_part_m2=part.least_island_m2)
    return display, round_coverage([land], decimals=part.decimals)[0]


def _require_all(package: str, ids: list[str], found: Mapping[str, BaseGeometry]) -> None:
    missing = [adcode for adcode in ids if adcode not in found]
    if missing:
        raise BoundaryRefused(package, problems=[f"district {adcode} is missing" for adcode in missing])


def _package(package: Package, folder: Path, day: dt.date) -> dict[str, Any]:
    """Package, version and day of retrieval; the day is kept as long as the version is the same."""
    name, version = package.name, package.version
    try:
        old = read_note(folder)
    except (OSError, ValueError, AtlasError):
        old = None
    kept = old is not None and (old.package, old.package_version) == (name, version)
    return {"package": name, "package_version": version, "retrieved": old.retrieved if old and kept else day}
