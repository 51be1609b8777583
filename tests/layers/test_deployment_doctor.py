"""The coordinate doctor on copies of true tables that say another thing of their numbers than they are."""

import json
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import shapely
from typer.testing import CliRunner

from api.cli import atlas
from geo.crs import transform_geometry
from geo.datum import convert
from layers.boundaries.sets import load_context, load_set
from layers.deployment.districts import district_codes
from layers.deployment.doctor import examine, fix
from layers.deployment.evidence import Districts

DATA = Path(__file__).parents[2] / "data"
CODES = ("EPSG:4549", "EPSG:4548", "EPSG:4550", "EPSG:4528", "EPSG:32650", "EPSG:32651")
URBAN = np.array([2, 2, 4, 2, 2, 3, 2, 1, 0.6, 0.6])
ROWS = 200


@cache
def districts():
    return load_set(DATA, "detailed").shapes


@cache
def city():
    return Districts(districts())


@cache
def table(seed, rows=ROWS):
    """A true table: places within districts of the city, more of them in town, each naming its district."""
    shapes = districts()
    random = np.random.default_rng(seed)
    chosen = np.sort(random.choice(len(shapes), rows, p=URBAN / URBAN.sum()))
    places = []
    for number, code in enumerate(shapes):
        shapely.prepare(shapes[code])
        west, south, east, north = shapes[code].bounds
        wanted = int((chosen == number).sum())
        found = np.empty((0, 2))
        while len(found) < wanted:
            drawn = random.uniform((west, south), (east, north), (4 * wanted, 2))
            found = np.concatenate([found, drawn[shapely.contains_xy(shapes[code], drawn)]])
        places.append(found[:wanted])
    lon, lat = np.concatenate(places).T
    return lon, lat, [list(shapes)[number] for number in chosen]


def packed(degrees):
    whole = np.floor(degrees)
    minutes = np.floor((degrees - whole) * 60)
    return np.round(whole + minutes / 100 + ((degrees - whole) * 60 - minutes) * 60 / 1e4, 7)


def projected(lon, lat, crs):
    return shapely.get_coordinates(transform_geometry(shapely.points(lon, lat), source=4326, target=crs)).T


def mislabelled(lon, lat, seed):
    """Copies of a table, by the diagnosis that is right, and the system to be named."""
    crs = CODES[seed % len(CODES)]
    return {
        "gcj02": (convert(lon, lat, source="wgs84", target="gcj02"), "GCJ-02"),
        "bd09": (convert(lon, lat, source="wgs84", target="bd09"), "BD-09"),
        "swapped": ((lat, lon), "EPSG:4326"),
        "projected": (projected(lon, lat, crs), crs),
        "dms": ((packed(lon), packed(lat)), "EPSG:4326"),
        "outside": ((lon - 4.0, lat + 3.0), "EPSG:4326"),
    }


@pytest.mark.parametrize("says_district", [True, False])
def test_of_a_hundred_mislabelled_tables_98_are_recognised_and_no_clean_one_is_accused(says_district):
    right, wrong = 0, []
    for seed in range(20):
        # without names only the coast and the city's border tell, so it takes more rows
        lon, lat, named = table(seed, ROWS if says_district else 2 * ROWS)
        names = named if says_district else None
        clean = examine(lon, lat, districts=city(), named_districts=names)
        assert (clean.diagnosis, clean.crs, clean.shift_m) == ("wgs84", "EPSG:4326", 0.0)
        for expected, ((first, second), crs) in mislabelled(lon, lat, seed).items():
            if expected == "outside":
                continue
            found = examine(first, second, districts=city(), named_districts=names)
            if (found.diagnosis, found.crs) == (expected, crs):
                right += 1
            else:
                wrong.append((seed, expected, found))
    assert right >= 98, wrong


@pytest.mark.parametrize("expected", ["gcj02", "bd09", "swapped", "projected", "dms"])
def test_a_confirmed_fix_brings_the_rows_back_and_changes_nothing_of_what_it_was_given(expected):
    lon, lat, named = table(3)
    (first, second), _ = mislabelled(lon, lat, 3)[expected]
    first, second = np.array(first), np.array(second)
    before = first.copy(), second.copy()
    found = examine(first, second, districts=city(), named_districts=named)
    fixed_lon, fixed_lat, moved_m = fix(first, second, found)
    np.testing.assert_allclose(fixed_lon, lon, atol=1e-7)
    np.testing.assert_allclose(fixed_lat, lat, atol=1e-7)
    np.testing.assert_array_equal((first, second), before)
    if expected == "gcj02":
        assert ((moved_m > 400) & (moved_m < 500)).all()
        assert found.shift_m == pytest.approx(np.median(moved_m), abs=0.1)
    if expected == "projected":
        assert np.isnan(moved_m).all()


def test_rows_far_from_the_city_are_outside_and_are_left_where_they_are():
    lon, lat, named = table(1)
    found = examine(lon - 4.0, lat + 3.0, districts=city(), named_districts=named)
    assert found.diagnosis == "outside"
    assert found.rows == found.outside_city == ROWS
    np.testing.assert_array_equal(fix(lon - 4.0, lat + 3.0, found)[0], lon - 4.0)


def test_evidence_that_cannot_tell_gives_wgs84_with_low_confidence_and_says_why():
    # in the middle of 平度, thirty kilometres from any border
    lon, lat = np.linspace(119.95, 120.0, 20), np.full(20, 36.8)
    found = examine(lon, lat, districts=city(), named_districts=["370283"] * 20)
    assert found.diagnosis == "wgs84"
    assert found.confidence < 0.5
    assert any("does not tell" in reason for reason in found.reasons)


def test_roads_tell_the_datum_where_no_border_is_near():
    random = np.random.default_rng(5)
    ends = random.uniform((119.9, 36.75), (120.05, 36.9), (60, 2, 2))
    roads = list(np.asarray(shapely.linestrings(ends)))
    points = shapely.line_interpolate_point(np.repeat(roads, 3), random.random(180), normalized=True)
    along = shapely.get_coordinates(points)
    lon, lat = (along + random.normal(0, 1e-4, along.shape)).T
    assert examine(lon, lat, districts=city(), references=roads).diagnosis == "wgs84"
    moved = convert(lon, lat, source="wgs84", target="gcj02")
    found = examine(*moved, districts=city(), references=roads)
    assert (found.diagnosis, found.crs) == ("gcj02", "GCJ-02")
    assert found.confidence > 0.9


def test_rows_that_have_nothing_to_do_with_the_roads_are_not_accused_by_them():
    lon, lat, named = table(2)
    road = shapely.LineString([(120.0, 36.8), (120.1, 36.8)])
    found = examine(lon, lat, districts=city(), named_districts=named, references=[road])
    assert found.diagnosis == "wgs84"
    assert any("say nothing" in reason for reason in found.reasons)


def test_a_few_wrong_rows_are_counted_and_do_not_change_the_diagnosis():
    lon, lat, named = (np.array(part) for part in table(4))
    lon[:3], lat[:3] = (120.6, 120.62, 120.64), (35.7, 35.7, 35.7)  # open sea
    lon[3], lat[3] = 117.0, 36.6  # another city
    lon[4], lat[4] = lat[4], lon[4]
    lon[10:14], lat[10:14] = lon[9], lat[9]
    names = list(named)
    names[9:14] = [names[9]] * 5
    found = examine(lon, lat, districts=city(), named_districts=names, land=load_context(DATA))
    assert found.diagnosis == "wgs84"
    assert (found.at_sea, found.outside_city, found.duplicates) == (3, 2, 4)


def test_both_axes_and_datum_wrong_are_put_right_together():
    lon, lat, named = table(6)
    x, y = convert(lon, lat, source="wgs84", target="gcj02")
    found = examine(y, x, districts=city(), named_districts=named)
    assert (found.diagnosis, found.crs) == ("swapped", "GCJ-02")
    np.testing.assert_allclose(fix(y, x, found)[:2], (lon, lat), atol=1e-7)


@pytest.mark.parametrize("values", [[], [np.nan] * 3, [np.inf, -np.inf, 1e300]])
def test_numbers_that_are_no_numbers_do_no_harm(values):
    found = examine(values, values, districts=city())
    assert found.confidence == 0.0 or found.diagnosis == "outside"


def test_districts_are_known_by_adcode_name_and_alias():
    names = ["黄岛区", "青岛市黄岛区", "西海岸新区", "370211", "３７０２１１", "370211000", "", "烟台市"]
    assert district_codes(names, DATA) == ["370211"] * 6 + [None, None]


def test_the_command_prints_what_it_found_and_writes_the_broken_rows(tmp_path):
    lon, lat, named = table(7)
    x, y = convert(lon, lat, source="wgs84", target="gcj02")
    lines = ["设备编号,经度,纬度,所在区"]
    lines += [f"R{number},{a:.7f},{b:.7f},{code}" for number, (a, b, code) in enumerate(zip(x, y, named, strict=True))]
    path = tmp_path / "units.csv"
    path.write_bytes("\r\n".join([*lines, "R-broken,=1+1,36,370202"]).encode("gb18030"))
    answer = CliRunner().invoke(
        atlas, ["coverage", "doctor", str(path), "--json", "--rejects", str(tmp_path / "rejects.csv")]
    )
    assert answer.exit_code == 0, answer.output
    found = json.loads(answer.stdout)
    assert (found["diagnosis"], found["crs"], found["rows"], found["rows_rejected"]) == ("gcj02", "GCJ-02", ROWS, 1)
    assert 0.9 < found["confidence"] <= 1.0
    assert 440 < found["shift_m"] < 480
    assert re.search(r"202,经度,'=1\+1,.a formula", (tmp_path / "rejects.csv").read_text(encoding="utf-8-sig"))
