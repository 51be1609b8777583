"""Loading boundary sets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd

from geo.crs import LONLAT
from layers.boundaries.active import active_set_id, district_set_ids
from layers.boundaries.errors import BoundarySetNotFound
from layers.boundaries.feature_file import Feature, decode_features
from layers.boundaries.source_note import NOTE_NAME, SourceNote, read_note

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from layers.boundaries.active import Role


@dataclass(frozen=True, slots=True)
class BoundarySet:
    """A set of areas and what is known of it.

    Attributes
    ----------
    note : SourceNote
        Where it is from.
    features : tuple of Feature
        Its areas in lon/lat on WGS 84, in the order of their ids.
    """

    note: SourceNote
    features: tuple[Feature, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Adcodes, in order."""
        return tuple(feature.id for feature in self.features)

    @property
    def shapes(self) -> dict[str, BaseGeometry]:
        """Shapes in lon/lat by adcode, in order."""
        return {feature.id: feature.shape for feature in self.features}

    def frame(self) -> gpd.GeoDataFrame:
        """Make a frame of it: columns id, name, name_en, geometry (EPSG:4326), one row an area."""
        columns = {
            "id": [feature.id for feature in self.features],
            "name": [feature.name for feature in self.features],
            "name_en": [feature.name_en for feature in self.features],
        }
        return gpd.GeoDataFrame(columns, geometry=[feature.shape for feature in self.features], crs=LONLAT)


def set_ids(data_dir: Path) -> tuple[str, ...]:
    """Ids of the sets of districts that exist."""
    return district_set_ids(data_dir)


def load_set(data_dir: Path, set_id: str) -> BoundarySet:
    """Load a set by its id.

    Parameters
    ----------
    data_dir
        The atlas's ``data`` folder.
    set_id
        ``detailed``, ``display``, ``tianditu``, ``context`` or the id of a file installed here.

    Raises
    ------
    BoundarySetNotFound
        There is no such set.
    """
    folder = data_dir / "boundaries" / set_id
    if set_id.startswith(".") or "/" in set_id or not (folder / NOTE_NAME).exists():
        raise BoundarySetNotFound(set_id, set_ids(data_dir))
    note = read_note(folder)
    return BoundarySet(note, decode_features((folder / note.file).read_bytes()))


def load_active(data_dir: Path, role: Role) -> BoundarySet:
    """Load the set in force for ``measuring`` or ``display`` (errors as for `load_set`)."""
    return load_set(data_dir, active_set_id(data_dir, role))


def load_context(data_dir: Path) -> BaseGeometry:
    """Load the land in and around the city, lon/lat (errors as for `load_set`)."""
    return load_set(data_dir, "context").features[0].shape
