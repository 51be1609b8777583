"""An official polygon takes a recipe's place, keeps the zone's identity, and is refused when it cannot be right."""

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geo.datum import wgs84_to_gcj02
from geo.errors import BadGeometry
from geo.measure import distance_m
from layers.errors import ZoneNotFound
from layers.recipes.official import (
    OfficialSource,
    checksum,
    import_official,
    load_official,
    remove_official,
)

PARK = shapely.segmentize(shapely.box(120.40, 36.50, 120.52, 36.62), 0.01)
DISTRICTS = {"1": shapely.box(120.2, 36.2, 120.8, 37.0)}


def write(path: Path, *shapes: BaseGeometry) -> Path:
    features = [{"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(s))} for s in shapes]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def source(file: Path, **changes: object) -> OfficialSource:
    fields: dict[str, object] = {
        "zone": "park",
        "title": "园区规划",
        "publisher": "某局",
        "licence": "内部使用",
        "datum_in": "wgs84",
        "uncertainty_m": 5.0,
        "retrieved": dt.date(2026, 1, 2),
        "original_file": file.name,
        "original_sha256": checksum(file),
    }
    return OfficialSource.model_validate({**fields, **changes})


def test_an_imported_polygon_is_official_and_says_from_where(tmp_path: Path) -> None:
    file = write(tmp_path / "park.geojson", PARK)
    import_official(tmp_path, file, source(file), known_zones=["park"], districts=DISTRICTS)
    shape = load_official(tmp_path)["park"].shape()
    assert (shape.owner, shape.method, shape.fitted, shape.verified) == ("park", "official", False, True)
    assert shape.uncertainty_m == 5.0
    assert "园区规划" in shape.how
    assert "某局" in shape.source
    assert shapely.hausdorff_distance(shape.geometry, PARK) < 1e-6


def test_a_polygon_on_gcj02_is_brought_back(tmp_path: Path) -> None:
    moved = shapely.transform(PARK, lambda xy: np.column_stack(wgs84_to_gcj02(xy[:, 0], xy[:, 1])))
    file = write(tmp_path / "park.geojson", moved)
    official = import_official(
        tmp_path, file, source(file, datum_in="gcj02"), known_zones=["park"], districts=DISTRICTS
    )
    back, away = official.geometry.centroid, moved.centroid
    assert distance_m(back.x, back.y, PARK.centroid.x, PARK.centroid.y) < 0.05
    assert distance_m(away.x, away.y, PARK.centroid.x, PARK.centroid.y) > 400.0


def test_several_polygons_become_one_shape(tmp_path: Path) -> None:
    halves = shapely.box(120.4, 36.5, 120.46, 36.6), shapely.box(120.46, 36.5, 120.5, 36.6)
    file = write(tmp_path / "park.geojson", *halves)
    official = import_official(tmp_path, file, source(file), known_zones=["park"], districts=DISTRICTS)
    assert official.geometry.geom_type == "Polygon"


def test_removing_it_goes_back_to_the_recipe(tmp_path: Path) -> None:
    file = write(tmp_path / "park.geojson", PARK)
    import_official(tmp_path, file, source(file), known_zones=["park"], districts=DISTRICTS)
    assert remove_official(tmp_path, "park")
    assert load_official(tmp_path) == {}
    assert not remove_official(tmp_path, "park")


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        (shapely.Point(120.4, 36.5), "holds no area"),
        (shapely.box(10, 50, 11, 51), "touches no district"),
        (shapely.box(36.5, 120.4, 36.6, 120.5), "its coordinates reach"),
    ],
)
def test_what_cannot_be_right_is_refused_and_changes_nothing(tmp_path: Path, shape: BaseGeometry, reason: str) -> None:
    good = write(tmp_path / "good.geojson", PARK)
    import_official(tmp_path, good, source(good), known_zones=["park"], districts=DISTRICTS)
    before = load_official(tmp_path)["park"]
    bad = write(tmp_path / "bad.geojson", shape)
    with pytest.raises(BadGeometry, match=reason):
        import_official(tmp_path, bad, source(bad), known_zones=["park"], districts=DISTRICTS)
    assert load_official(tmp_path)["park"] == before


def test_an_unknown_zone_is_refused_with_near_matches(tmp_path: Path) -> None:
    file = write(tmp_path / "park.geojson", PARK)
    with pytest.raises(ZoneNotFound, match="park"):
        import_official(tmp_path, file, source(file, zone="parc"), known_zones=["park"], districts=DISTRICTS)


def test_a_file_that_is_not_an_import_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "shapes" / "official"
    folder.mkdir(parents=True)
    (folder / "x.geojson").write_text("{}", encoding="utf-8")
    with pytest.raises(BadGeometry, match=r"x\.geojson"):
        load_official(tmp_path)
