"""Measuring a roll-out: closed forms, laws, gaps, digests, and what the command line promises."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
import shapely
from typer.testing import CliRunner

from api.cli import atlas
from geo.coverage import union_area_km2
from geo.covered_lines import cover_counts, covered_lengths_km
from geo.errors import BadCoordinates, BadGeometry
from geo.measure import distance_m, length_km
from layers.deployment.bands import Draws, band, tornado
from layers.deployment.digest import digest
from layers.deployment.discs_measure import CURVE_RADII_M, curve, union_km2
from layers.deployment.goals import goals_of
from layers.deployment.ground import Ground, Shape, is_test_road
from layers.deployment.measuring import digest_of, measure
from layers.deployment.on_land import OnLand
from layers.deployment.periods import period_of
from layers.deployment.report import document
from layers.deployment.service import BANDS, CASES, known_kind
from layers.deployment.tally import tally_by_district, total
from layers.errors import IndicatorNotFound
from tests.measured_deployments import (
    AT_SEA,
    COAST,
    DATA,
    DISC_KM2,
    DISTRICTS,
    GOALS,
    INLAND,
    QUICK,
    make_evidence,
    make_units,
    offset,
    quick,
)  # fmt: skip

GROUND = Ground.of(DISTRICTS.shapes)


def silent(step, done):
    assert step
    assert 0.0 <= done <= 1.0


def on_land_km2(units, radius_m=300.0):
    return float(union_km2(units, radius_m, GROUND).sum())


def on_land(units):
    return OnLand(units, 1100.0, GROUND)


def strewn(count, seed=7, spread=0.15):
    rng = np.random.default_rng(seed)
    lon = 120.38 + rng.uniform(-spread, spread, count)
    lat = 36.2 + rng.uniform(-spread, spread, count)
    return np.column_stack((lon, lat))


def line(start, end, points=2):
    return shapely.LineString(np.linspace(start, end, points))


# ---------------------------------------------------------------- closed forms


def test_one_disc_on_land_is_a_circle_in_one_district():
    areas = union_km2(make_units([INLAND]), 300.0, GROUND)
    assert areas.sum() == pytest.approx(DISC_KM2, rel=1e-5)
    assert areas[GROUND.adcodes.index("370283")] == pytest.approx(areas.sum())


def test_two_tangent_discs_are_two_circles():
    units = make_units([INLAND, offset(INLAND, 602.0, 0.0)])
    assert on_land_km2(units) == pytest.approx(2.0 * DISC_KM2, rel=1e-5)


def test_discs_within_another_add_nothing():
    units = make_units([INLAND, offset(INLAND, 50.0, 0.0), INLAND], ranges_m=[500.0, 200.0, 100.0])
    tally = total(tally_by_district(units, 300.0, GROUND).values())
    assert tally.union_middle_km2 == pytest.approx(math.pi * 0.25, rel=1e-5)


def test_districts_add_up_to_the_whole_on_land():
    units = make_units(strewn(300))
    land = shapely.union_all(list(DISTRICTS.shapes.values()))
    whole = Ground.of({"370200": land})
    assert on_land_km2(units) == pytest.approx(float(union_km2(units, 300.0, whole).sum()), rel=1e-9)


@pytest.mark.parametrize("places", [[INLAND], [AT_SEA], [COAST, AT_SEA, INLAND], strewn(400)])
def test_the_quick_way_gives_what_districts_add_up_to(places):
    units = make_units(places)
    radii = np.random.default_rng(2).uniform(100.0, 1000.0, len(units))
    expected = float(union_km2(units, radii, GROUND).sum())
    assert on_land(units).km2(units.lon, units.lat, radii) == pytest.approx(expected, rel=1e-8, abs=1e-9)


def test_the_sea_does_not_count():
    assert on_land_km2(make_units([AT_SEA])) == 0.0
    units = make_units([COAST])
    assert 0.1 * DISC_KM2 < on_land_km2(units) < 0.99 * DISC_KM2


def test_a_disc_on_the_coast_is_cut_where_random_points_say():
    rng = np.random.default_rng(1)
    turn, away = rng.uniform(0.0, 2.0 * math.pi, 20_000), 300.0 * np.sqrt(rng.uniform(0.0, 1.0, 20_000))
    lon = COAST[0] + away * np.cos(turn) / (111_320.0 * math.cos(math.radians(COAST[1])))
    lat = COAST[1] + away * np.sin(turn) / 110_970.0
    share = np.mean(GROUND.district_of(lon, lat) >= 0)
    assert on_land_km2(make_units([COAST])) == pytest.approx(share * DISC_KM2, rel=0.03)


# ---------------------------------------------------------------- laws


def test_area_grows_with_the_radius():
    units = make_units(strewn(60))
    areas = [point["union_km2"] for point in curve(units, on_land(units))]
    assert len(areas) == len(CURVE_RADII_M)
    assert CURVE_RADII_M[0] == 50.0
    assert CURVE_RADII_M[-1] == 1000.0
    assert (np.diff(areas) > 0.0).all()


def test_area_grows_with_units_and_stays_below_the_sum():
    places = strewn(80)
    few, many = on_land_km2(make_units(places[:40])), on_land_km2(make_units(places))
    assert few <= many <= 80 * DISC_KM2 * (1.0 + 1e-6)


@pytest.mark.parametrize("kind", BANDS)
def test_low_middle_and_high_radii_rise(kind):
    radii = [BANDS[kind].of(case) for case in CASES]
    assert radii == sorted(radii)


def test_defaults_are_those_of_the_kind_and_a_measured_range_wins():
    units = make_units([INLAND] * 4, kinds=["urban", "expressway", "sensing", "urban"], ranges_m=[np.nan] * 3 + [222.0])
    assert units.radii_m("low").tolist() == [150.0, 500.0, 150.0, 222.0]
    assert units.radii_m("middle").tolist() == [300.0, 500.0, 175.0, 222.0]
    assert units.radii_m("high").tolist() == [500.0, 500.0, 200.0, 222.0]


@pytest.mark.parametrize(
    ("kind", "known"),
    [("高速公路", "expressway"), ("感知设备", "sensing"), ("RSU", "urban"), ("", "urban"), ("Radar", "sensing")],
)
def test_kinds_are_known_by_their_words(kind, known):
    assert known_kind(kind) == known


# ---------------------------------------------------------------- roads and junctions


def test_a_road_through_a_disc_is_covered_by_its_diameter():
    road = line(offset(INLAND, -2000.0, 0.0), offset(INLAND, 2000.0, 0.0))
    covered = covered_lengths_km([INLAND[0]], [INLAND[1]], 300.0, [road])
    assert covered[0] == pytest.approx(0.6, rel=1e-4)


def test_a_road_is_covered_where_small_pieces_of_it_are():
    rng, places = np.random.default_rng(3), strewn(200, spread=0.03)
    road = line((120.35, 36.17), (120.41, 36.23), points=7)
    radii = rng.uniform(100.0, 400.0, 200)
    covered = covered_lengths_km(places[:, 0], places[:, 1], radii, [road])[0]
    at = shapely.get_coordinates(shapely.segmentize(road, 5e-5))
    middles = (at[:-1] + at[1:]) / 2.0
    held = (distance_m(middles[:, :1], middles[:, 1:], places[:, 0], places[:, 1]) <= radii).any(axis=1)
    assert covered == pytest.approx(held.mean() * length_km(road), rel=1e-2)


def test_a_road_that_no_disc_reaches_and_an_empty_one_are_not_covered():
    far = line(offset(INLAND, 5000.0, 0.0), offset(INLAND, 6000.0, 0.0))
    covered = covered_lengths_km([INLAND[0]], [INLAND[1]], 300.0, [far, shapely.LineString()])
    assert covered.tolist() == [0.0, 0.0]
    assert covered_lengths_km([], [], 300.0, [far]).tolist() == [0.0]


def test_what_is_no_road_or_no_number_is_refused():
    with pytest.raises(BadGeometry):
        covered_lengths_km([120.0], [36.0], 300.0, [shapely.Point(120.0, 36.0)])
    with pytest.raises(BadCoordinates):
        cover_counts([120.0], [math.nan], 300.0, ([120.0], [36.0]))
    with pytest.raises(BadCoordinates):
        cover_counts([120.0], [36.0, 36.1], 300.0, ([120.0], [36.0]))


def test_junctions_are_counted_as_geodesic_distances_say():
    places, junctions = strewn(300, spread=0.04), strewn(200, seed=8, spread=0.04)
    counts = cover_counts(places[:, 0], places[:, 1], 300.0, (junctions[:, 0], junctions[:, 1]))
    away = distance_m(junctions[:, :1], junctions[:, 1:], places[:, 0], places[:, 1])
    assert counts.tolist() == (away <= 300.0).sum(axis=1).tolist()


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        ({"测试道路": "是"}, True),
        ({"测试道路": "否"}, False),
        ({"类型": "开放测试道路"}, True),
        ({"kind": "x"}, False),
        ({}, None),
    ],
)
def test_test_roads_are_told_from_others(properties, told):
    assert is_test_road(properties) is told


# ---------------------------------------------------------------- side by side


def side_by_side():
    east = offset(INLAND, 200.0, 0.0)
    units = make_units(
        [INLAND, east, COAST],
        statuses=["accepted", "planned", "accepted"],
        phases=["一期", "二期", "一期"],
        dates=["2025-03-31", "2026-07-01", ""],
        online=[True, False, True],
    )
    zone = shapely.box(*offset(INLAND, -1000.0, -1000.0), *offset(INLAND, 1000.0, 1000.0))
    return make_evidence(
        units,
        zones=[Shape("z1", "区", zone, {}), Shape("z2", "同", zone, {})],
        roads=[
            Shape("r1", "路", line(offset(INLAND, -100.0, 0.0), offset(INLAND, 100.0, 0.0)), {"测试道路": "是"}),
            Shape("r2", "路", line(offset(INLAND, 0.0, 4000.0), offset(INLAND, 1000.0, 4000.0)), {"测试道路": "否"}),
        ],
        junctions=[
            Shape("j1", "口", shapely.Point(offset(INLAND, 100.0, 0.0)), {"信号联网": "是"}),
            Shape("j2", "口", shapely.Point(offset(INLAND, -250.0, 0.0)), {"信号联网": "否"}),
            Shape("j3", "口", shapely.Point(offset(INLAND, 3000.0, 0.0)), {"信号联网": "否"}),
        ],
        vehicles=366,
    )


@pytest.fixture(scope="module")
def measured():
    return measure(side_by_side(), GOALS, quick())


def test_every_way_is_counted(measured):
    whole = measured.whole
    assert whole.units == 3
    assert whole.declared_km2 == pytest.approx(4.0, rel=0.01)
    assert whole.roads_km == pytest.approx(1.2, rel=0.01)
    assert whole.roads_covered_km == pytest.approx(0.2, rel=0.01)
    assert whole.test_roads_km == pytest.approx(0.2, rel=0.01)
    assert (whole.junctions, whole.junctions_by_one, whole.junctions_by_two) == (3, 2, 1)
    assert whole.signals_connected == 1
    assert whole.units_online == 2
    inland = measured.by_district["370283"]
    assert whole.declared_share == pytest.approx(inland.union_middle_km2 / inland.declared_km2, rel=1e-6)
    assert whole.union_low_km2 < whole.union_middle_km2 < whole.union_high_km2


def test_status_phase_and_time_are_measured_apart(measured):
    assert {name: tally.units for name, tally in measured.by_status.items()} == {"accepted": 2, "planned": 1}
    assert {name: tally.units for name, tally in measured.by_phase.items()} == {"一期": 2, "二期": 1}
    assert {name: tally.units for name, tally in measured.over_time.items()} == {"2025Q1": 1, "2026Q3": 2}
    assert measured.accepted_km2 == measured.by_status["accepted"].union_km2
    assert sum(tally.union_km2 for tally in measured.by_status.values()) > measured.whole.union_km2


def test_gaps_are_goals_less_figures(measured):
    told = document(measured)
    assert told["target_km2"] == GOALS["area"].value == 200.0
    assert told["gap_km2"] == pytest.approx(200.0 - told["union_km2"])
    by_way = {gap["way"]: gap for gap in told["gaps"]}
    assert by_way["A"]["gap"] == pytest.approx(200.0 - measured.whole.declared_km2)
    assert by_way["C test roads"]["gap"] == pytest.approx(1000.0 - measured.whole.test_roads_km)
    assert by_way["vehicles"]["gap"] == 1000.0 - 366.0
    assert told["no_data"] == []


def test_what_there_are_no_data_of_is_said():
    told = document(measure(make_evidence(make_units([INLAND])), GOALS, quick()))
    assert told["no_data"] == ["A", "C", "C test roads", "D", "E", "F", "G", "vehicles"]
    assert {gap["way"]: gap["gap"] for gap in told["gaps"]}["vehicles"] is None
    json.dumps(told, allow_nan=False)


def test_no_units_cover_nothing():
    told = document(measure(make_evidence(make_units([])), GOALS, quick()))
    assert told["union_km2"] == 0.0
    assert told["gap_km2"] == 200.0
    json.dumps(told, allow_nan=False)


def test_units_off_the_land_are_told():
    told = document(measure(make_evidence(make_units([INLAND, AT_SEA])), GOALS, quick()))
    assert (told["units_given"], told["units_outside"]) == (2, 1)
    assert told["with_sea_km2"] == pytest.approx(2.0 * told["union_km2"], rel=1e-5)


def test_a_goal_that_no_plan_has_is_an_error():
    with pytest.raises(IndicatorNotFound, match="vrc-roadside-area"):
        goals_of([])


@pytest.mark.parametrize(
    ("date", "period"),
    [("2026-01-01", "2026Q1"), ("2026-12", "2026Q4"), ("2026", "2026Q4"), ("", ""), ("soon", "")],
)
def test_dates_fall_in_quarters(date, period):
    assert period_of(date) == period


# ---------------------------------------------------------------- bands


def test_the_band_lies_between_low_and_high_and_is_the_same_again():
    units = make_units(strewn(40)).ordered()
    low, high = (float(union_km2(units, units.radii_m(case), GROUND).sum()) for case in ("low", "high"))
    draws = Draws(count=20, position_sigma_m=5.0)
    spread = band(units, on_land(units), draws, progress=silent)
    assert low < spread.p5 <= spread.p50 <= spread.p95 < high
    assert band(units, on_land(units), draws, progress=silent) == spread
    assert band(units, on_land(units), Draws(seed=1, count=20), progress=silent) != spread


def test_nothing_uncertain_is_no_band():
    units = make_units([INLAND], ranges_m=[300.0])
    spread = band(units, on_land(units), Draws(count=3, position_sigma_m=0.0), progress=silent)
    assert spread.p5 == spread.p50 == spread.p95 == pytest.approx(DISC_KM2, rel=1e-5)


def test_the_tornado_has_the_greatest_first():
    units = make_units(
        [INLAND, offset(INLAND, 5000.0, 0.0)], ranges_m=[np.nan, 320.0], statuses=["planned", "accepted"]
    )
    bars = tornado(units, on_land(units), QUICK, progress=silent)
    swings = [bar.swing_km2 for bar in bars]
    assert swings == sorted(swings, reverse=True)
    by_name = {bar.name: bar for bar in bars}
    assert set(by_name) == {"radius_urban", "position", "on_land_or_all", "accepted_or_all", "defaults_or_measured"}
    assert by_name["radius_urban"].swing_km2 == pytest.approx(math.pi * (0.5**2 - 0.15**2), rel=1e-5)


# ---------------------------------------------------------------- digest


def test_the_digest_does_not_depend_on_order_but_on_all_else():
    places, names = strewn(20), [f"u{number}" for number in range(20)]
    given = make_evidence(make_units(places, ids=names))
    turned = make_evidence(make_units(places[::-1], ids=names[::-1]))
    moved = make_evidence(make_units(places + 1e-9, ids=names))
    assert digest_of(given, quick()) == digest_of(turned, quick())
    assert digest_of(given, quick()) != digest_of(moved, quick())
    assert digest_of(given, quick()) != digest_of(given, quick(301.0))
    assert digest_of(given, quick()) != digest_of(make_evidence(given.units, vehicles=1), quick())


def test_figures_do_not_depend_on_order():
    evidence = side_by_side()
    turned = make_evidence(
        evidence.units.where(np.array([True] * 3)), zones=evidence.zones[::-1], roads=evidence.roads[::-1],
        junctions=evidence.junctions[::-1], vehicles=366,
    )  # fmt: skip
    assert digest_of(turned, quick()) == digest_of(evidence, quick())
    units = make_units(strewn(15))
    again = units.where(np.ones(15, dtype=bool))
    assert document(measure(make_evidence(units), GOALS, quick())) == document(
        measure(make_evidence(again.ordered()), GOALS, quick())
    )


def test_a_row_repeated_is_one_unit():
    units = make_units([INLAND, INLAND, INLAND], ids=["a", "a", "b"])
    assert units.ordered().ids == ("a", "b")


def test_a_digest_tells_shapes_and_numbers_apart():
    box = shapely.box(0, 0, 1, 1)
    turned = shapely.Polygon(list(box.exterior.coords)[::-1])
    assert digest({"z": [{"g": box}]}, {"r": 1}) == digest({"z": [{"g": turned}]}, {"r": 1.0})
    assert digest({"z": [{"g": box}]}, {}) != digest({"z": [{"g": shapely.box(0, 0, 1, 2)}]}, {})
    assert len(digest({}, {"n": math.nan})) == 64


# ---------------------------------------------------------------- command line


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("ATLAS_DATA_DIR", str(DATA))

    def run(*arguments):
        return CliRunner().invoke(atlas, ["coverage", *map(str, arguments)], env={"COLUMNS": "200"})

    return run


@pytest.fixture
def units_csv(tmp_path):
    path = tmp_path / "units.csv"
    rows = [f"u{number},{lon:.7f},{lat:.7f}" for number, (lon, lat) in enumerate(strewn(12, spread=0.05))]
    path.write_text("\n".join(["编号,经度,纬度", *rows]), encoding="utf-8")
    return path


def test_measure_prints_what_it_promises(run, units_csv):
    result = run("measure", units_csv, "--radius-m", "250", "--draws", "2", "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    places = np.loadtxt(units_csv, delimiter=",", skiprows=1, usecols=(1, 2), encoding="utf-8")
    assert told["with_sea_km2"] == pytest.approx(union_area_km2(places[:, 0], places[:, 1], 250.0), rel=1e-12)
    assert told["radius_m"] == 250.0
    assert set(told["by_district"]) == set(DISTRICTS.shapes)
    assert sum(told["by_district"].values()) == pytest.approx(told["union_km2"])
    assert told["target_km2"] == 200
    assert told["gap_km2"] == pytest.approx(200.0 - told["union_km2"])
    assert len(told["digest"]) == 64
    assert told["rows"] == {"given": 12, "kept": 12, "repeated_ids": 0}


def test_measure_gives_the_same_digest_for_the_same_rows_in_another_order(run, units_csv):
    first = json.loads(run("measure", units_csv, "--draws", "1", "--json").stdout)["digest"]
    header, *rows = units_csv.read_text(encoding="utf-8").splitlines()
    units_csv.write_text("\n".join([header, *rows[::-1]]), encoding="utf-8")
    assert json.loads(run("measure", units_csv, "--draws", "1", "--json").stdout)["digest"] == first


def test_the_demonstration_set_is_the_same_each_time_and_measured_as_such(run, tmp_path):
    for folder in ("one", "two"):
        assert run("demonstration", "--out", tmp_path / folder).exit_code == 0
    files = sorted((tmp_path / "one").iterdir())
    assert len(files) == 7
    for path in files:
        assert path.name.startswith("示例数据")
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
        assert "示例数据" in path.read_text(encoding="utf-8-sig")
    given = {path.stem.removeprefix("示例数据-"): path for path in files}
    options = [part for name in ("zones", "roads", "junctions", "vehicles") for part in (f"--{name}", given[name])]
    result = run("measure", given["units"], *options, "--draws", "1")
    assert result.exit_code == 0, result.stderr
    assert "nothing in it exists" in result.stdout
    for heading in ("declared built zones", "union of discs, low radius", "no data", "Digest"):
        assert heading in result.stdout
