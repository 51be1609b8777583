"""Putting the city's own boundary file into force, if it is what it says."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import tempfile
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import CoverageError
from geo.partition import (
    clean_coverage,
    find_flaws,
    repair_polygon,
    require_coverage,
    round_coverage,
    simplify_coverage,
)
from layers.boundaries.active import active_set_id, use
from layers.boundaries.errors import BoundaryRefused
from layers.boundaries.incoming import Incoming, read_incoming
from layers.boundaries.progress import Progress, silent
from layers.boundaries.recipe import Recipe, read_districts, read_recipe
from layers.boundaries.sets import load_active
from layers.boundaries.verify import area_problems, name_problems, shift_between, shift_problems
from layers.boundaries.writing import named, write_set

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.alignment import Shift
    from layers.boundaries.source_note import SourceNote

__all__ = ["Incoming", "install"]

_ID = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
_BUILT = ("detailed", "display", "tianditu", "context")


def install(
    data_dir: Path, path: Path, *, incoming: Incoming, progress: Progress = silent, today: dt.date | None = None
) -> tuple[SourceNote, SourceNote]:
    """Check a boundary file and, if nothing is wrong with it, put it into force.

    It becomes two sets, ``<set-id>`` for measuring and ``<set-id>-display`` for drawing. The sets before stay; going
    back is `use`.

    Parameters
    ----------
    data_dir
        The atlas's ``data`` folder.
    path
        GeoJSON, GeoPackage or Shapefile with one row a district.
    incoming
        What is said of it: id, datum, columns, publisher, licence.
    progress
        Told each step.
    today
        Day it was received; None: the day of the call.

    Returns
    -------
    tuple of SourceNote
        Notes of the set for measuring and of the set for drawing.

    Raises
    ------
    BoundaryRefused
        The names, areas, datum or coverage are wrong; every reason is told, and nothing is changed.
    """
    recipe, districts = read_recipe(data_dir), read_districts(data_dir)
    root = data_dir / "boundaries"
    _require_new_id(root, incoming.set_id, path.name)
    progress("reading", 0.0)
    rows = read_incoming(path, incoming, districts=districts)
    progress("checking names, areas, datum and coverage", 0.2)
    shapes, shift = _accepted(data_dir, path.name, rows)
    progress("simplifying for drawing", 0.7)
    display = _display(shapes, recipe)
    progress("writing", 0.9)
    said = _said(path, incoming, today or dt.datetime.now(tz=dt.UTC).date())
    proof = {
        "checked_against": active_set_id(data_dir, "measuring"),
        "shift_after_m": round(shift.size_m, 1),
    }
    with tempfile.TemporaryDirectory(dir=root, prefix=".incoming-") as place:
        # folders that begin with a dot are no sets: a reader sees them only once they are whole
        notes = (
            write_set(
                Path(place) / incoming.set_id,
                named(districts, (shapes[district.id] for district in districts)),
                decimals=recipe.detailed.decimals,
                **said | proof,
            ),
            write_set(
                Path(place) / f"{incoming.set_id}-display",
                named(districts, (display[district.id] for district in districts)),
                decimals=recipe.display.decimals,
                **said | _said_of_display(said, recipe.display.tolerance_m),
            ),
        )
        _put_in_force(data_dir, Path(place), incoming.set_id)
    progress("done", 1.0)
    return notes


def _require_new_id(root: Path, set_id: str, name: str) -> None:
    if not _ID.match(set_id):
        raise BoundaryRefused(name, problems=[f"id {set_id!r}; expected small letters, digits and hyphens"])
    taken = [one for one in (set_id, f"{set_id}-display") if one in _BUILT or (root / one).exists()]
    if taken:
        problem = f"the id {taken[0]} is taken; expected a new one, because maps may cite the old set"
        raise BoundaryRefused(name, problems=[problem])


def _accepted(data_dir: Path, name: str, rows: list[tuple[str, BaseGeometry]]) -> tuple[dict[str, BaseGeometry], Shift]:
    """Shapes by adcode if nothing is wrong with them, cleaned of slivers; and their shift against the set in force."""
    recipe, districts = read_recipe(data_dir), read_districts(data_dir)
    labels = [label for label, _ in rows]
    problems = [*name_problems(labels, districts), *_wide_flaws(rows, recipe)]
    shapes = dict(sorted(rows, key=itemgetter(0)))
    if problems:
        raise BoundaryRefused(name, problems=problems)
    reference = load_active(data_dir, "measuring")
    shift = shift_between(shapes, reference.shapes)
    problems = [
        *shift_problems(shift, shapes, recipe, against=reference.note.id),
        *area_problems(shapes, recipe),
    ]
    if problems:
        raise BoundaryRefused(name, problems=problems)
    return _cleaned(shapes, recipe, name), shift


def _wide_flaws(rows: list[tuple[str, BaseGeometry]], recipe: Recipe) -> list[str]:
    """Flaws that cleaning must not hide: invalid shapes, and gaps and overlaps wider than a sliver."""
    flaws = find_flaws([shape for _, shape in rows], [label for label, _ in rows], gap_width_m=0.0)
    limit_m = recipe.limits.sliver_width_m
    return [
        f"{flaw}; expected a valid polygon" if flaw.kind == "invalid" else f"{flaw}; expected none above {limit_m:g} m"
        for flaw in flaws
        if flaw.kind == "invalid" or flaw.width_m > limit_m
    ]


def _cleaned(shapes: dict[str, BaseGeometry], recipe: Recipe, name: str) -> dict[str, BaseGeometry]:
    """Make shared borders the same line; shapes that tile already are only rounded."""
    ids, polygons = list(shapes), list(shapes.values())
    if find_flaws(polygons, ids, gap_width_m=recipe.limits.gap_width_m):
        polygons = clean_coverage(polygons, gap_width_m=recipe.limits.sliver_width_m).tolist()
    rounded = round_coverage(polygons, decimals=recipe.detailed.decimals).tolist()
    try:
        require_coverage(rounded, ids, gap_width_m=0.0)
    except CoverageError as error:
        raise BoundaryRefused(name, problems=error.flaws) from error
    return dict(zip(ids, rounded, strict=True))


def _display(shapes: dict[str, BaseGeometry], recipe: Recipe) -> dict[str, BaseGeometry]:
    part = recipe.display
    simple = round_coverage(
        simplify_coverage(list(shapes.values()), tolerance_m=part.tolerance_m).tolist(), decimals=part.decimals
    )
    kept = [repair_polygon(shape, least_part_m2=part.least_island_m2) for shape in simple]
    return dict(zip(shapes, kept, strict=True))


def _said(path: Path, incoming: Incoming, day: dt.date) -> dict[str, Any]:
    """Fields of the note that the person installing the file answers for."""
    on_cgcs2000 = incoming.datum == "cgcs2000"
    return {
        "title": f"各区（市）界线 {incoming.set_id}",
        "title_en": f"Districts, {incoming.set_id}",
        "use": "measuring",
        "publisher": incoming.publisher or "not stated",
        "origin": f"file {path.name}, installed here",
        "licence": incoming.licence or "not stated",
        "review_number": incoming.review_number,
        "datum_declared": incoming.datum,
        "datum_in": incoming.datum,
        "datum_out": "cgcs2000" if on_cgcs2000 else "wgs84",
        "method": "checked, slivers along borders removed where there were any, rounded",
        "retrieved": day,
        "file": "districts.geojson",
    }


def _said_of_display(said: dict[str, Any], tolerance_m: float) -> dict[str, Any]:
    """Fields of the note that differ in the set for drawing."""
    return {
        "use": "display",
        "title": f"{said['title']}（显示用）",
        "title_en": f"{said['title_en']}, for drawing",
        "method": f"{said['method']}, simplified with shared borders kept ({tolerance_m:g} m); not for measuring",
    }


def _put_in_force(data_dir: Path, place: Path, set_id: str) -> None:
    """Move the finished sets to where they are looked for, then choose them; take them back if that fails."""
    root = data_dir / "boundaries"
    moved: list[Path] = []
    try:
        for one in (set_id, f"{set_id}-display"):
            (place / one).rename(root / one)
            moved.append(root / one)
        use(data_dir, measuring=set_id, display=f"{set_id}-display")
    except BaseException:
        for folder in moved:
            shutil.rmtree(folder, ignore_errors=True)
        raise
