"""Writing a set: its GeoJSON file and the note beside it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import shapely

from layers.boundaries.atomic import write_atomically
from layers.boundaries.feature_file import Feature, encode_features
from layers.boundaries.source_note import SourceNote, write_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from layers.boundaries.recipe import DistrictName

_EXTENT_DECIMALS = 6


def write_set(folder: Path, features: Sequence[Feature], *, decimals: int, **note: Any) -> SourceNote:
    """Write a set's file and its note.

    Parameters
    ----------
    folder
        Folder of the set; its name becomes the set's id unless `note` names one.
    features
        Features in lon/lat on WGS 84, rounded to `decimals`.
    decimals
        Decimals of a degree to write.
    **note
        Fields of `SourceNote` that cannot be counted: who, whence, which licence, how.

    Returns
    -------
    SourceNote
        The whole note.
    """
    content = encode_features(features, decimals=decimals)
    shapes = [feature.shape for feature in features]
    counted = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "features": len(features),
        "vertices": sum(int(shapely.get_num_coordinates(shape)) for shape in shapes),
        "extent": tuple(round(float(edge), _EXTENT_DECIMALS) for edge in shapely.total_bounds(shapes)),
    }
    whole = SourceNote.model_validate({"id": folder.name, **note, **counted})
    write_atomically(folder / whole.file, content)
    write_note(folder, whole)
    return whole


def named(districts: Iterable[DistrictName], shapes: Iterable[BaseGeometry]) -> list[Feature]:
    """Give shapes the names of districts, in the same order."""
    return [
        Feature(district.id, district.name, district.name_en, shape)
        for district, shape in zip(districts, shapes, strict=True)
    ]
