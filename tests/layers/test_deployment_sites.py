"""Next sites: gains that are exact, a choice within its guarantee, units that stand left alone."""

from __future__ import annotations

import json
from itertools import combinations

import numpy as np
import pytest
import shapely
from typer.testing import CliRunner

from api.cli import atlas
from geo.coverage import union_areas_within_km2
from layers.deployment.gains import Gains
from layers.deployment.sites import GREEDY_BOUND, most_area, reach_area
from tests.measured_deployments import AT_SEA, COAST, DATA, DISC_KM2, INLAND, LAND, make_places, offset

# the districts these places lie in, and no others: a test need not ask them all
NEAR = [district for district in LAND if district.distance(shapely.Point(INLAND)) < 0.05]


def around(count, spread_m, seed, place=INLAND):
    moves = np.random.default_rng(seed).uniform(-spread_m, spread_m, (count, 2))
    return [offset(place, east, north) for east, north in moves]


def union_of(*groups, land=NEAR):
    lon, lat, radii = (np.concatenate([getattr(group, name) for group in groups]) for name in ("lon", "lat", "radii_m"))
    return float(np.sum(union_areas_within_km2(lon, lat, radii, land)))


def best_of(standing, candidates, count):
    """Try every choice."""
    best = 0.0
    for chosen in combinations(range(len(candidates)), count):
        some = make_places([(candidates.lon[at], candidates.lat[at]) for at in chosen])
        best = max(best, union_of(standing, some))
    return best - union_of(standing)


@pytest.mark.parametrize("place", [INLAND, COAST])
def test_gains_are_differences_of_whole_unions(place):
    standing, candidates = make_places(around(30, 2000.0, 1, place)), make_places(around(10, 2000.0, 2, place))
    gains = Gains(standing, candidates, LAND)
    before = union_of(standing, land=LAND)
    for number in range(10):
        one = make_places([(candidates.lon[number], candidates.lat[number])])
        assert gains.of(number) == pytest.approx(union_of(standing, one, land=LAND) - before, abs=1e-8)


@pytest.mark.parametrize("seed", range(6))
def test_the_choice_is_within_its_guarantee_of_the_best(seed):
    standing, candidates = make_places(around(3, 700.0, seed)), make_places(around(9, 900.0, seed + 100))
    choice = most_area(standing, candidates, NEAR, 3)
    best = best_of(standing, candidates, 3)
    gain = choice.total_km2 - choice.standing_km2
    assert gain <= best * (1.0 + 1e-9)
    assert gain >= choice.share_of_best * best * (1.0 - 1e-9)
    assert choice.share_of_best >= GREEDY_BOUND
    assert len(choice.sites) == 3


def test_lazy_picks_are_those_of_plain_greedy():
    standing, candidates = make_places(around(4, 900.0, 5)), make_places(around(14, 1200.0, 6))
    lazy = [site.id for site in most_area(standing, candidates, NEAR, 6).sites]
    gains, left, plain = Gains(standing, candidates, NEAR), set(range(14)), []
    for _ in range(6):
        best = max(left, key=gains.of)
        gains.pick(best)
        left.discard(best)
        plain.append(candidates.ids[best])
    assert lazy == plain


def test_gains_add_up_and_shrink():
    choice = most_area(make_places(around(5, 900.0, 7)), make_places(around(20, 1500.0, 8)), NEAR, 8)
    gains = [site.gain_km2 for site in choice.sites]
    assert gains == sorted(gains, reverse=True)
    assert choice.standing_km2 + sum(gains) == pytest.approx(choice.total_km2)
    assert [site.rank for site in choice.sites] == list(range(1, 9))
    picked = make_places([(site.lon, site.lat) for site in choice.sites])
    assert choice.total_km2 == pytest.approx(union_of(make_places(around(5, 900.0, 7)), picked), rel=1e-9)


def test_the_first_site_of_none_is_a_whole_disc_and_sites_that_add_nothing_are_not_picked():
    candidates = make_places([INLAND, INLAND, AT_SEA])
    choice = most_area(make_places([]), candidates, LAND, 3)
    assert [site.id for site in choice.sites] == ["c0"]
    assert choice.sites[0].gain_km2 == pytest.approx(DISC_KM2, rel=1e-5)
    assert choice.share_of_best == pytest.approx(1.0)


def test_a_goal_is_reached_with_few():
    apart = [offset(INLAND, 1000.0 * number, 0.0) for number in range(6)]
    choice = reach_area(make_places(apart[:1]), make_places(apart), NEAR, 3.5 * DISC_KM2)
    assert choice.reached
    assert len(choice.sites) == 3
    assert choice.total_km2 >= 3.5 * DISC_KM2
    assert choice.times_fewest is not None
    assert choice.times_fewest >= 1.0


def test_the_fewest_are_within_the_bound():
    standing, candidates = make_places([]), make_places(around(9, 700.0, 12))
    goal = 0.8 * union_of(candidates)
    choice = reach_area(standing, candidates, NEAR, goal)
    fewest = next(count for count in range(1, 10) if best_of(standing, candidates, count) >= goal)
    assert choice.times_fewest is not None
    assert len(choice.sites) <= choice.times_fewest * fewest


def test_a_goal_reached_already_takes_none_and_one_out_of_reach_is_told():
    place = make_places([INLAND])
    done = reach_area(place, make_places([offset(INLAND, 900.0, 0.0)]), NEAR, 0.1)
    assert (done.sites, done.reached, done.times_fewest) == ((), True, 1.0)
    never = reach_area(place, make_places([offset(INLAND, 900.0, 0.0)]), NEAR, 200.0)
    assert (len(never.sites), never.reached, never.times_fewest) == (1, False, None)


def test_no_candidates_are_no_sites():
    choice = most_area(make_places([INLAND]), make_places([]), NEAR, 3)
    assert choice.sites == ()
    assert choice.total_km2 == choice.standing_km2


@pytest.fixture
def files(tmp_path):
    def write(name, places):
        rows = [f"{name}{number},{lon:.7f},{lat:.7f}" for number, (lon, lat) in enumerate(places)]
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join(["id,lon,lat", *rows]), encoding="utf-8")
        return str(path)

    return write("u", around(5, 900.0, 7)), write("c", around(12, 1500.0, 8))


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("ATLAS_DATA_DIR", str(DATA))
    return lambda *arguments: CliRunner().invoke(atlas, ["coverage", "sites", *arguments], env={"COLUMNS": "200"})


def test_sites_prints_what_it_promises(run, files):
    units, candidates = files
    result = run(units, "--candidates", candidates, "--count", "4", "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert [site["rank"] for site in told["sites"]] == [1, 2, 3, 4]
    assert set(told["sites"][0]) == {"rank", "id", "lon", "lat", "gain_km2", "total_km2"}
    assert told["gain_km2"] == pytest.approx(sum(site["gain_km2"] for site in told["sites"]))
    assert told["greedy_bound"] == pytest.approx(0.632, abs=1e-3)
    assert told["radius_m"] == 300.0


def test_sites_are_laid_out_to_read(run, files):
    units, candidates = files
    result = run(units, "--candidates", candidates, "--reach-km2", "2")
    assert result.exit_code == 0, result.stderr
    assert "gain km²" in result.stdout


def test_sites_wants_one_thing(run, files):
    units, candidates = files
    assert run(units, "--candidates", candidates).exit_code == 2
    assert run(units, "--candidates", candidates, "--count", "1", "--reach-km2", "2").exit_code == 2
