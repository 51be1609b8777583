"""Examining a file: reading it, and asking the doctor with all that is known of the city."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely

from layers.boundaries.progress import silent
from layers.boundaries.sets import load_active, load_context
from layers.deployment.columns import NAMES
from layers.deployment.districts import district_codes
from layers.deployment.doctor import examine
from layers.deployment.reading import read_features, read_shapes, read_units

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from layers.boundaries.progress import Progress
    from layers.deployment.content import Floats, ReadReport
    from layers.deployment.doctor import Diagnosis

Kind = Literal["units", "junctions", "roads", "zones", "test_roads"]


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found of a file.

    Attributes
    ----------
    diagnosis : Diagnosis
        What its numbers are.
    report : ReadReport
        How it was read.
    """

    diagnosis: Diagnosis
    report: ReadReport


def examine_file(
    path: Path,
    *,
    data_dir: Path,
    kind: Kind = "units",
    references: Path | None = None,
    mapping: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> Examination:
    """Examine a file; nothing is changed.

    Parameters
    ----------
    path
        The file.
    data_dir
        The atlas's ``data`` folder.
    kind
        What the file holds; shapes other than points are judged by points within them.
    references
        File of roads or zones on WGS 84 that the rows should lie along or within.
    mapping
        Header by canonical name, where it is not named as usual.
    progress
        Told what is being done, and the part that is done.

    Raises
    ------
    DeploymentRefused
        A file cannot be read.
    """
    lon, lat, names, report = _positions(path, kind, mapping=mapping, progress=progress)
    shapes = [shape for _, _, shape, _ in read_shapes(references)] if references is not None else None
    diagnosis = examine(
        lon,
        lat,
        districts=load_active(data_dir, "measuring").shapes,
        named_districts=district_codes(names, data_dir),
        references=shapes,
        land=load_context(data_dir),
        dms_rows=report.dms_rows,
    )
    return Examination(diagnosis, report)


def _positions(
    path: Path, kind: Kind, *, mapping: Mapping[str, str] | None, progress: Progress
) -> tuple[Floats, Floats, list[str], ReadReport]:
    """Positions of the rows of a file, the district that each names, and how it was read."""
    if kind == "units":
        units, report = read_units(path, mapping=mapping, progress=progress)
        return units.lon, units.lat, units.districts, report
    shapes, report = read_features(path, mapping=mapping, progress=progress)
    points = shapely.get_coordinates(shapely.point_on_surface(np.array([row[2] for row in shapes], dtype=object)))
    header = report.columns.get("district", NAMES["district"][0])
    return points[:, 0], points[:, 1], [str(row[3].get(header, "")) for row in shapes], report
