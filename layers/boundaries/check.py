"""Checking the sets that are there: unchanged since they were made, complete, tiling the city, in the right place."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.alignment import Shift
from geo.measure import area_km2
from layers.boundaries.progress import Progress, silent
from layers.boundaries.recipe import read_districts, read_recipe
from layers.boundaries.sets import BoundarySet, load_set, set_ids
from layers.boundaries.verify import area_problems, coverage_problems, name_problems, shift_between, shift_problems

if TYPE_CHECKING:
    from pathlib import Path

_CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class SetReport:
    """What was found of a set.

    Attributes
    ----------
    set_id : str
        The set.
    problems : tuple of str
        What is wrong, each with what would be right; empty for a set in order.
    areas_km2 : dict of str to float
        Geodesic area of each district, by adcode.
    shift : Shift or None
        Systematic shift against `against`; None where there is nothing to compare with.
    against : str
        Id of the set it was compared with.
    """

    set_id: str
    problems: tuple[str, ...]
    areas_km2: dict[str, float]
    shift: Shift | None
    against: str


def check(data_dir: Path, *, progress: Progress = silent) -> tuple[SetReport, ...]:
    """Check every boundary set.

    Parameters
    ----------
    data_dir
        The atlas's ``data`` folder.
    progress
        Told each set.

    Returns
    -------
    tuple of SetReport
        One a set, the land around the city last.
    """
    ids = set_ids(data_dir)
    reports = []
    for number, set_id in enumerate(ids):
        progress(f"checking {set_id}", number / (len(ids) + 1))
        reports.append(_check_districts(data_dir, set_id, ids))
    progress(f"checking {_CONTEXT}", len(ids) / (len(ids) + 1))
    reports.append(SetReport(_CONTEXT, tuple(_changed(data_dir, load_set(data_dir, _CONTEXT))), {}, None, ""))
    progress("done", 1.0)
    return tuple(reports)


def _check_districts(data_dir: Path, set_id: str, ids: tuple[str, ...]) -> SetReport:
    recipe, loaded = read_recipe(data_dir), load_set(data_dir, set_id)
    shapes = loaded.shapes
    problems = [*_changed(data_dir, loaded), *name_problems(loaded.ids, read_districts(data_dir))]
    problems += coverage_problems(shapes, recipe)
    if loaded.note.use == "measuring":
        problems += area_problems(shapes, recipe)
    against = _reference(set_id, ids, recipe.detailed.proved_against)
    shift = shift_between(shapes, load_set(data_dir, against).shapes) if against else None
    if shift is not None:
        problems += shift_problems(shift, shapes, recipe, against=against)
    areas = {adcode: area_km2(shape) for adcode, shape in shapes.items() if shape.is_valid}
    return SetReport(set_id, tuple(problems), areas, shift, against)


def _reference(set_id: str, ids: tuple[str, ...], proof: str) -> str:
    """Set to compare with: the one of another publisher, which itself is compared with the detailed one."""
    wanted = "detailed" if set_id == proof else proof
    return wanted if wanted in ids else ""


def _changed(data_dir: Path, loaded: BoundarySet) -> list[str]:
    """Tell if a file is not the one its note speaks of."""
    note = loaded.note
    content = (data_dir / "boundaries" / note.id / note.file).read_bytes()
    if hashlib.sha256(content).hexdigest() == note.sha256:
        return []
    return [f"{note.file} was changed after it was made (checksum); expected it as built: rebuild or reinstall it"]
