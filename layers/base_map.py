"""What is built on the boundaries in force: shapes of districts, and the land behind them. Used when building only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.measure import area_km2
from layers.boundaries import load_active, load_context
from layers.content import BoundaryInfo
from layers.errors import DataInvalid, Problem
from layers.shape import Shape

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from layers.boundaries import BoundarySet, SourceNote
    from layers.records import District

BOUNDARY_UNCERTAINTY_M = 30.0
"""Radius within which a border of a boundary set is expected: the largest systematic shift that a set may have."""


@dataclass(frozen=True)
class BaseMap:
    """Boundaries in force, ready to build on.

    Attributes
    ----------
    district_shapes : mapping of str to Shape
        By adcode; geometry of the display set, area of the measuring set.
    measuring : mapping of str to BaseGeometry
        By adcode; the measuring set, lon/lat on WGS 84.
    land : BaseGeometry
        Land in and around the city, lon/lat on WGS 84.
    boundaries : BoundaryInfo
        Origin of what is drawn.
    source, source_en : str
        Origin and licence of the measuring set.
    uncertainty_m : float
        Radius within which a border is expected, metres.
    """

    district_shapes: Mapping[str, Shape]
    measuring: Mapping[str, BaseGeometry]
    land: BaseGeometry
    boundaries: BoundaryInfo
    source: str
    source_en: str
    uncertainty_m: float = BOUNDARY_UNCERTAINTY_M


def load_base_map(data_dir: Path, districts: tuple[District, ...]) -> BaseMap:
    """Load the boundaries in force.

    Parameters
    ----------
    data_dir
        Data directory.
    districts
        Districts that must have a boundary.

    Raises
    ------
    DataInvalid
        A district has no boundary, or a boundary belongs to no district.
    BoundarySetNotFound
        The set in force is not there.
    """
    measuring, display = load_active(data_dir, "measuring"), load_active(data_dir, "display")
    _require_same_districts((measuring, display), districts)
    source, source_en = _origin(measuring.note)
    detailed, drawn = measuring.shapes, display.shapes
    return BaseMap(
        district_shapes={
            district.id: _district_shape(district, drawn[district.id], area_km2(detailed[district.id]), display.note)
            for district in districts
        },
        measuring={district.id: detailed[district.id] for district in districts},
        land=load_context(data_dir),
        boundaries=_info(display.note),
        source=source,
        source_en=source_en,
    )


def _require_same_districts(sets: tuple[BoundarySet, ...], districts: tuple[District, ...]) -> None:
    wanted = {district.id: district.name for district in districts}
    problems: list[Problem] = []
    for one in sets:
        file = f"boundaries/{one.note.id}/{one.note.file}"
        problems += [
            Problem(file, None, "id", f"no boundary of {adcode} {name}")
            for adcode, name in wanted.items()
            if adcode not in one.ids
        ]
        problems += [
            Problem(file, None, "id", f"{adcode!r} is not in vocabulary/districts.csv")
            for adcode in one.ids
            if adcode not in wanted
        ]
    if problems:
        raise DataInvalid(dict.fromkeys(problems))


def _district_shape(district: District, drawn: BaseGeometry, area: float, note: SourceNote) -> Shape:
    label = drawn.representative_point()
    source, source_en = _origin(note)
    return Shape(
        owner=district.id,
        method="boundary",
        geometry=drawn,
        uncertainty_m=BOUNDARY_UNCERTAINTY_M,
        fitted=False,
        verified=True,
        area_km2=area,
        label_lon=label.x,
        label_lat=label.y,
        how=f"行政区界线：{note.title}。面积按量算用界线计。",
        how_en=f"District boundary: {note.title_en}. The area is that of the set for measuring.",
        source=source,
        source_en=source_en,
    )


def _origin(note: SourceNote) -> tuple[str, str]:
    licence = f"{note.package} {note.package_version}".strip()
    where = f"{note.publisher}（{licence}，{note.licence}）" if licence else f"{note.publisher}（{note.licence}）"
    where_en = f"{note.publisher} ({licence}, {note.licence})" if licence else f"{note.publisher} ({note.licence})"
    return f"{note.title}：{where}", f"{note.title_en}: {where_en}"


def _info(note: SourceNote) -> BoundaryInfo:
    source, source_en = _origin(note)
    return BoundaryInfo(
        id=note.id,
        label=note.title,
        label_en=note.title_en,
        review_number=note.review_number or None,
        source=source,
        source_en=source_en,
        note=note.licence_note,
        note_en=note.licence_note_en,
        datum_in=note.datum_in,
        datum_out=note.datum_out,
        sha256=note.sha256,
    )
