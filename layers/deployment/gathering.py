"""Gathering what is measured: the files given, the districts in force, and the goals of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from layers.boundaries.progress import silent
from layers.boundaries.sets import load_active
from layers.deployment.demonstration import MARK
from layers.deployment.gains import Places
from layers.deployment.goals import goals_of
from layers.deployment.ground import Shape
from layers.deployment.measuring import Evidence
from layers.deployment.reading import read_shapes, read_units, read_vehicles
from layers.deployment.service import ServiceUnits
from layers.tables import load_tables

if TYPE_CHECKING:
    from pathlib import Path

    from layers.boundaries.progress import Progress
    from layers.deployment.content import ReadReport
    from layers.deployment.goals import Goal, GoalName


class Files(NamedTuple):
    """Files of a roll-out; None where there is none."""

    units: Path
    zones: Path | None = None
    roads: Path | None = None
    junctions: Path | None = None
    vehicles: Path | None = None


class Gathered(NamedTuple):
    """What is measured, and how its units were read."""

    evidence: Evidence
    report: ReadReport
    is_demonstration: bool


def gather(data_dir: Path, files: Files, *, progress: Progress = silent) -> Gathered:
    """Read what is measured.

    Parameters
    ----------
    data_dir
        Content of the atlas, for its districts.
    files
        Files of the roll-out; positions in degrees on WGS 84.
    progress
        Told how far reading is.

    Raises
    ------
    DeploymentRefused
        A file of which nothing can be read.
    """
    districts = load_active(data_dir, "measuring")
    units, report = read_units(files.units, progress=progress)
    evidence = Evidence(
        units=ServiceUnits.of(units),
        districts=districts.shapes,
        boundaries=districts.note.sha256,
        zones=_shapes(files.zones),
        roads=_shapes(files.roads),
        junctions=_shapes(files.junctions),
        vehicles=_vehicles(files.vehicles),
    )
    return Gathered(evidence, report, any(MARK in name for name in (files.units.name, *units.names)))


def read_places(path: Path, radius_m: float, *, progress: Progress = silent) -> Places:
    """Read units or candidates as discs of one radius, repeated rows once (raises as `gather`).

    Parameters
    ----------
    path
        File; positions in degrees on WGS 84.
    radius_m
        Metres on the ground.
    progress
        Told how far reading is.
    """
    units = ServiceUnits.of(read_units(path, progress=progress)[0]).ordered()
    return Places(units.ids, units.lon, units.lat, np.full(len(units), radius_m))


def read_goals(data_dir: Path) -> dict[GoalName, Goal]:
    """Read what the plan promises (raises `IndicatorNotFound` if it promises nothing)."""
    return goals_of(load_tables(data_dir).targets)


def _shapes(path: Path | None) -> list[Shape] | None:
    return None if path is None else [Shape(*shape) for shape in read_shapes(path)]


def _vehicles(path: Path | None) -> int | None:
    """Vehicles at the end of the last quarter."""
    quarters = [] if path is None else read_vehicles(path)[0]
    return quarters[-1].count if quarters else None
