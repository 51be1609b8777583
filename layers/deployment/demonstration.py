"""A demonstration set of a roll-out, for a city that has no data of its own: seeded, and marked 示例数据 in every name.

Along each corridor of ``data/deployment/corridors.toml`` a road wanders between towns; units stand on it at the
corridor's spacing, junctions every 500 m; strips along some corridors are declared as built. Dates run evenly along a
corridor. Candidates stand along the roads and beside them. What would lie at sea is left out. The same seed gives the
same files, byte by byte.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.bounds import LonLat
from geo.crs import geometry_to_lonlat, geometry_to_metres
from geo.measure import azimuth_deg, destination, distance_m
from layers.boundaries.atomic import write_atomically
from layers.boundaries.sets import load_active

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

SEED = 20_261_123
"""Seed of the set that is handed out (NumPy's PCG64)."""
MARK = "示例数据"
"""Stands in every name."""

_STEP_M, _WANDER_M = 500.0, 60.0
_JITTER_M = 15.0
_BESIDE_M = 800.0
_STRIP_M = 450.0
_DECIMALS = 6
_MEASURED_SHARE, _CONNECTED_SHARE = 0.1, 0.7
_VEHICLES_AT_FIRST, _VEHICLES_A_QUARTER = 60, 55
_QUARTERS = ("2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3")
_UNIT_HEADER = ("id", "name", "lon", "lat", "kind", "status", "phase", "date", "range_m")
_README = f"""{MARK}

这些文件由程序按固定种子生成，不是任何实际建设情况；不得与真实数据混用。
Made by a program with a fixed seed; nothing here exists. Never to be mixed with real data.
"""


@dataclass(frozen=True, slots=True)
class Corridor:
    """A line between towns along which the demonstration set stands.

    Attributes
    ----------
    name : str
        Chinese name.
    line : tuple of LonLat
        Bends of its road.
    facts : dict
        Kind, status, phase, first and last date, spacing, whether it is declared.
    """

    name: str
    line: tuple[LonLat, ...]
    facts: dict[str, Any]

    def along(self, spacing_m: float) -> list[LonLat]:
        """Give places along the road at a spacing, the start first."""
        places, owed = [], 0.0
        for start, end in pairwise(self.line):
            length = float(distance_m(start.lon, start.lat, end.lon, end.lat))
            azimuth = azimuth_deg(start, end)
            at = owed
            while at < length:
                places.append(destination(start, azimuth_deg=azimuth, distance_m=at))
                at += spacing_m
            owed = at - length
        return places


def write_demonstration(data_dir: Path, out_dir: Path, *, seed: int = SEED) -> list[Path]:
    """Write the demonstration set.

    Parameters
    ----------
    data_dir
        Content of the atlas: corridors, towns, districts.
    out_dir
        Folder for the files; made if it is missing. Files of the same name are replaced.
    seed
        Seed of the generator.

    Returns
    -------
    list of Path
        Units, candidates, zones, roads, junctions, vehicles, and a note.
    """
    rng = np.random.default_rng(seed)
    land = shapely.union_all(list(load_active(data_dir, "measuring").shapes.values()))
    shapely.prepare(land)
    corridors = _corridors(data_dir, rng)
    files = {
        "units.csv": _table(_UNIT_HEADER, _units(corridors, land, rng)),
        "candidates.csv": _table(("id", "name", "lon", "lat"), _candidates(corridors, land)),
        "zones.geojson": _features(_zones(corridors, land)),
        "roads.geojson": _features(_roads(corridors, land)),
        "junctions.geojson": _features(_junctions(corridors, land, rng)),
        "vehicles.csv": _table(("季度", "数量", "说明"), _vehicles(rng)),
        "README.txt": _README.encode(),
    }
    for name, content in files.items():
        write_atomically(out_dir / f"{MARK}-{name}", content)
    return [out_dir / f"{MARK}-{name}" for name in files]


def _corridors(data_dir: Path, rng: np.random.Generator) -> list[Corridor]:
    with (data_dir / "gazetteer" / "places.csv").open(encoding="utf-8", newline="") as file:
        towns = {row["id"]: LonLat(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)}
    told = tomllib.loads((data_dir / "deployment" / "corridors.toml").read_text(encoding="utf-8"))["corridors"]
    return [Corridor(facts["name"], _wander([towns[at] for at in facts["places"]], rng), facts) for facts in told]


def _wander(towns: Sequence[LonLat], rng: np.random.Generator) -> tuple[LonLat, ...]:
    """Lead a road from town to town, a little to the left and right of the straight way."""
    bends = []
    for start, end in pairwise(towns):
        straight, azimuth = Corridor("", (start, end), {}).along(_STEP_M), azimuth_deg(start, end)
        aside = rng.normal(0.0, _WANDER_M, len(straight))
        aside[0] = 0.0
        bends += [_moved(at, azimuth + 90.0, by) for at, by in zip(straight, aside.tolist(), strict=True)]
    return (*bends, towns[-1])


def _units(corridors: Sequence[Corridor], land: BaseGeometry, rng: np.random.Generator) -> Iterable[Sequence[Any]]:
    number = 0
    for corridor in corridors:
        facts = corridor.facts
        places = corridor.along(float(facts["spacing_m"]))
        for rank, place in enumerate(places):
            jitter, azimuth = float(rng.normal(0.0, _JITTER_M)), float(rng.uniform(0.0, 360.0))
            range_m = round(float(rng.uniform(200.0, 350.0)), 1) if rng.uniform() < _MEASURED_SHARE else ""
            at = _moved(place, azimuth, jitter)
            if land.contains(shapely.Point(at)):
                number += 1
                days = (facts["to"] - facts["from"]).days * rank // max(len(places) - 1, 1)
                date = facts["from"] + dt.timedelta(days=days)
                yield (
                    f"demo-u{number:04d}", f"{MARK} {corridor.name} {number}", _round(at.lon), _round(at.lat),
                    facts["kind"], facts["status"], facts["phase"], date.isoformat(), range_m,
                )  # fmt: skip


def _candidates(corridors: Sequence[Corridor], land: BaseGeometry) -> Iterable[Sequence[Any]]:
    number = 0
    for corridor in corridors:
        places = corridor.along(_STEP_M)
        for start, end in pairwise(places):
            aside = azimuth_deg(start, end) + 90.0
            for by in (-_BESIDE_M, 0.0, _BESIDE_M):
                at = _moved(start, aside, by)
                if land.contains(shapely.Point(at)):
                    number += 1
                    yield f"demo-c{number:04d}", f"{MARK} 候选点 {number}", _round(at.lon), _round(at.lat)


def _zones(corridors: Sequence[Corridor], land: BaseGeometry) -> Iterable[dict[str, Any]]:
    for number, corridor in enumerate(corridors, 1):
        if corridor.facts["is_declared"]:
            strip = shapely.buffer(geometry_to_metres(shapely.LineString(corridor.line)), _STRIP_M, quad_segs=4)
            shape = shapely.intersection(geometry_to_lonlat(strip), land)
            yield _feature(f"demo-z{number}", f"{MARK} {corridor.name} 建成区域", shape, corridor.facts)


def _roads(corridors: Sequence[Corridor], land: BaseGeometry) -> Iterable[dict[str, Any]]:
    for number, corridor in enumerate(corridors, 1):
        shape = shapely.intersection(shapely.LineString(corridor.line), land)
        said = corridor.facts | {"测试道路": "是" if corridor.facts["status"] == "accepted" else "否"}
        yield _feature(f"demo-r{number}", f"{MARK} {corridor.name} 道路", shape, said)


def _junctions(corridors: Sequence[Corridor], land: BaseGeometry, rng: np.random.Generator) -> Iterable[dict[str, Any]]:
    number = 0
    for corridor in corridors:
        for place in corridor.along(_STEP_M):
            is_connected = corridor.facts["status"] == "accepted" and rng.uniform() < _CONNECTED_SHARE
            if land.contains(shapely.Point(place)):
                number += 1
                said = corridor.facts | {"信号联网": "是" if is_connected else "否"}
                yield _feature(f"demo-j{number:04d}", f"{MARK} 路口 {number}", shapely.Point(place), said)


def _vehicles(rng: np.random.Generator) -> Iterable[Sequence[Any]]:
    added = rng.poisson(_VEHICLES_A_QUARTER, len(_QUARTERS))
    for quarter, count in zip(_QUARTERS, np.cumsum(added) + _VEHICLES_AT_FIRST, strict=True):
        yield quarter, int(count), MARK


def _feature(name_id: str, name: str, shape: BaseGeometry, facts: dict[str, Any]) -> dict[str, Any]:
    """Make a feature; the facts that are text, and those beyond the corridor's own, become its properties."""
    kept = {key: facts[key] for key in ("status", "phase", "测试道路", "信号联网") if key in facts}
    geometry = json.loads(shapely.to_geojson(shapely.set_precision(shape, 10.0**-_DECIMALS)))
    return {"type": "Feature", "properties": {"id": name_id, "name": name, **kept}, "geometry": _rounded(geometry)}


def _features(features: Iterable[dict[str, Any]]) -> bytes:
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    return f'{{"type":"FeatureCollection","name":"{MARK}","features":[\n{lines}\n]}}\n'.encode()


def _table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write a table as CSV that spreadsheets read as UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _moved(place: LonLat, azimuth: float, by_m: float) -> LonLat:
    return destination(place, azimuth_deg=azimuth, distance_m=by_m)


def _round(degrees: float) -> float:
    return round(degrees, _DECIMALS)


def _rounded(value: Any) -> Any:
    """Write the coordinates of a GeoJSON geometry with as many decimals as count."""
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_rounded(part) for part in value]
    return _round(value) if isinstance(value, float) else value
