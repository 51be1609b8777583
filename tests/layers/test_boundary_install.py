"""Installing the city's own boundary file: what is accepted, what is refused, and that refusal changes nothing."""

import datetime as dt
import importlib.util
import shutil
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.datum import convert_geometry
from geo.measure import area_km2
from layers.boundaries import BoundaryRefused, Incoming, install, load_active, load_set, rebuild, set_ids, use
from layers.boundaries.active import active_sets

DATA = Path(__file__).parents[2] / "data"
TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def data_dir(tmp_path):
    """A data folder of its own, with what boundaries need."""
    shutil.copytree(DATA / "boundaries", tmp_path / "data" / "boundaries")
    (tmp_path / "data" / "vocabulary").mkdir()
    shutil.copy(DATA / "vocabulary" / "districts.csv", tmp_path / "data" / "vocabulary")
    return tmp_path / "data"


@pytest.fixture
def frame():
    """The city's own file, as it might come: the display set is light and within every limit."""
    return load_set(DATA, "display").frame()


def everything(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def refused(data_dir, path, **said):
    before = everything(data_dir)
    with pytest.raises(BoundaryRefused) as caught:
        install(data_dir, path, incoming=Incoming("city-2026", **said), today=TODAY)
    assert everything(data_dir) == before, "a refused file changes nothing"
    return "\n".join(caught.value.problems)


def test_a_good_file_takes_effect_and_the_old_sets_stay(data_dir, tmp_path, frame):
    path = tmp_path / "city.geojson"
    frame.to_file(path)
    steps = []
    incoming = Incoming("city-2026", publisher="规划局", licence="internal", review_number="鲁SG(2026)001号")
    measuring, display = install(
        data_dir, path, incoming=incoming, today=TODAY, progress=lambda _step, done: steps.append(done)
    )
    assert active_sets(data_dir) == {"measuring": "city-2026", "display": "city-2026-display"}
    assert load_active(data_dir, "measuring").ids == load_set(DATA, "detailed").ids
    assert load_active(data_dir, "display").note.review_number == "鲁SG(2026)001号"
    assert measuring.shift_after_m is not None
    assert display.vertices <= measuring.vertices
    assert steps == sorted(steps)
    assert steps[-1] == 1.0
    assert {"detailed", "display"} <= set(set_ids(data_dir))
    assert not list((data_dir / "boundaries").glob(".*"))
    use(data_dir, measuring="detailed", display="display")
    assert active_sets(data_dir) == {"measuring": "detailed", "display": "display"}


@pytest.mark.parametrize("suffix", [".gpkg", ".shp"])
def test_other_formats_systems_and_names_by_alias_are_read(data_dir, tmp_path, frame, suffix):
    path = tmp_path / f"city{suffix}"
    frame["XZQMC"] = [name.removesuffix("区").removesuffix("市") for name in frame["name"]]
    frame[["XZQMC", "geometry"]].to_crs("EPSG:4549").to_file(path, encoding="UTF-8")
    measuring, _ = install(data_dir, path, incoming=Incoming("city-2026", datum="cgcs2000"), today=TODAY)
    assert measuring.datum_out == "cgcs2000"
    loaded = load_active(data_dir, "measuring")
    given_km2 = area_km2(load_set(DATA, "display").shapes["370211"])
    assert area_km2(loaded.shapes["370211"]) == pytest.approx(given_km2, rel=1e-6)


def test_codes_with_country_and_zeros_are_understood(data_dir, tmp_path, frame):
    path = tmp_path / "city.geojson"
    codes = [f"156{code}" if i % 2 else f"{code}000000" for i, code in enumerate(frame["id"])]
    frame.assign(gb=codes)[["gb", "geometry"]].to_file(path)
    assert install(data_dir, path, incoming=Incoming("city-2026"), today=TODAY)


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_a_file_on_another_datum_is_recognised_and_the_remedy_told(data_dir, tmp_path, frame, datum):
    written = {"gcj02": "GCJ-02", "bd09": "BD-09"}[datum]
    path = tmp_path / "city.geojson"
    frame.geometry = [convert_geometry(shape, source="wgs84", target=datum) for shape in frame.geometry]
    frame.to_file(path)
    assert f"looks like {written}, pass --datum {datum}" in refused(data_dir, path)
    assert install(data_dir, path, incoming=Incoming("city-2026", datum=datum), today=TODAY)


def test_a_file_that_was_on_wgs84_already_is_recognised_too(data_dir, tmp_path, frame):
    path = tmp_path / "city.geojson"
    frame.to_file(path)
    assert "pass --datum wgs84" in refused(data_dir, path, datum="gcj02")


def test_wide_gaps_and_overlaps_are_refused_with_their_places(data_dir, tmp_path, frame):
    path = tmp_path / "city.geojson"
    shapes = frame.geometry.to_list()
    inland = shapes[9].representative_point()
    shapes[8] = shapes[8].union(inland.buffer(0.005))
    shapes[9] = shapes[9].difference(shapely.affinity.translate(inland, 0.0, 0.05).buffer(0.005))
    frame.geometry = shapes
    frame.to_file(path)
    told = refused(data_dir, path)
    assert "overlap of" in told
    assert "gap of" in told
    assert f"{inland.x:.2f}"[:5] in told


def test_slivers_along_borders_are_cleaned(data_dir, tmp_path, frame):
    path = tmp_path / "city.geojson"
    steps = np.random.default_rng(1).uniform(-5e-6, 5e-6, size=(len(frame), 2))
    frame.geometry = [
        shapely.affinity.translate(shape, *step) for shape, step in zip(frame.geometry, steps, strict=True)
    ]
    frame.to_file(path)
    install(data_dir, path, incoming=Incoming("city-2026"), today=TODAY)
    shapes = np.array(list(load_active(data_dir, "measuring").shapes.values()))
    assert shapely.coverage_is_valid(shapes)


def test_invalid_shapes_are_refused(data_dir, tmp_path, frame):
    path = tmp_path / "city.geojson"
    bow = shapely.Polygon([(120.3, 36.0), (120.4, 36.1), (120.4, 36.0), (120.3, 36.1)])
    frame.geometry = [bow, *frame.geometry.to_list()[1:]]
    frame.to_file(path)
    assert "Self-intersection" in refused(data_dir, path)


def test_missing_unknown_and_double_districts_are_all_told(data_dir, tmp_path, frame):
    path = tmp_path / "city.geojson"
    frame = frame.drop(columns="id")
    frame["name"] = ["胶南市", *frame["name"].to_list()[1:9], "平度市"]
    frame.to_file(path)
    told = refused(data_dir, path)
    assert "市南区 (370202) is missing" in told
    assert "莱西市 (370285) is missing" in told
    assert "unknown district '胶南市'" in told
    assert "370283 is there 2 times" in told


def test_areas_that_are_not_those_of_the_districts_are_refused(data_dir, tmp_path):
    path = tmp_path / "coarse.geojson"
    load_set(DATA, "tianditu").frame().to_file(path)
    told = refused(data_dir, path)
    assert "area of 370202 is 25.9 km²" in told
    assert "expected 34.6 km²" in told


def test_files_that_cannot_be_read_are_refused(data_dir, tmp_path, frame):
    assert "expected one of" in refused(data_dir, tmp_path / "city.pdf")
    assert "no file at" in refused(data_dir, tmp_path / "absent.geojson")
    broken = tmp_path / "broken.geojson"
    broken.write_text("{", encoding="utf-8")
    assert "cannot be read" in refused(data_dir, broken)
    nameless = tmp_path / "nameless.geojson"
    frame[["geometry"]].assign(x=1).to_file(nameless)
    assert "--name-column" in refused(data_dir, nameless)


def test_metres_without_a_system_are_refused(data_dir, tmp_path, frame):
    path = tmp_path / "metres.shp"
    frame[["name", "geometry"]].to_crs("EPSG:4549").to_file(path, encoding="UTF-8")
    path.with_suffix(".prj").unlink()
    assert "names no coordinate system" in refused(data_dir, path)


@pytest.mark.parametrize("set_id", ["detailed", "context", "../out", "City", ""])
def test_ids_that_are_taken_or_no_ids_are_refused(data_dir, tmp_path, frame, set_id):
    path = tmp_path / "city.geojson"
    frame.to_file(path)
    before = everything(data_dir)
    with pytest.raises(BoundaryRefused, match="id"):
        install(data_dir, path, incoming=Incoming(set_id), today=TODAY)
    assert everything(data_dir) == before


def test_a_failure_at_the_last_step_leaves_everything_as_it_was(data_dir, tmp_path, frame, monkeypatch):
    path = tmp_path / "city.geojson"
    frame.to_file(path)
    before = everything(data_dir)

    def fail(*_args, **_sets):
        raise OSError("disk full")

    monkeypatch.setattr(importlib.import_module("layers.boundaries.install"), "use", fail)
    with pytest.raises(OSError, match="disk full"):
        install(data_dir, path, incoming=Incoming("city-2026"), today=TODAY)
    assert everything(data_dir) == before


def test_a_rebuild_writes_the_very_bytes_that_are_there(data_dir):
    before = everything(data_dir)
    notes = rebuild(data_dir)
    assert [note.id for note in notes] == ["detailed", "display", "tianditu", "context"]
    assert everything(data_dir) == before
    assert notes[0].shift_before_m == pytest.approx(458.0, abs=5.0)
    assert notes[0].shift_after_m == pytest.approx(0.0, abs=5.0)
