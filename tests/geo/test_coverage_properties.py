"""Laws that the area of a union of discs keeps, whatever the discs."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.arc_area import union_area_m2
from geo.arcs import discs_of, exposed
from geo.clipping import area_within_m2
from geo.coverage import union_area_km2, union_area_within_km2, union_polygon
from geo.spans import merge, ranges
from geo.zone import Flat
from tests.factories import SQUARES

ROUNDING = 1e-12

# the first call warms pyproj and numpy up; how long the rest takes is for bench/coverage.py to say
unhurried = settings(deadline=None)

# whole metres on a small square: circles that are the same, touch, nest and meet in one point come up all the time
steps = st.integers(-6, 6).map(lambda step: 100.0 * step)
anywhere = st.floats(-1000.0, 1000.0)
sizes = st.one_of(st.sampled_from([0.0, 100.0, 200.0, 300.0, 500.0]), st.floats(0.0, 800.0))
disc = st.one_of(st.tuples(steps, steps, sizes), st.tuples(anywhere, anywhere, sizes))
several = st.lists(disc, min_size=1, max_size=25)


def area(discs, shift=(0.0, 0.0)):
    x, y, r = np.array(discs).reshape(-1, 3).T
    found = discs_of(x + shift[0], y + shift[1], r)
    return union_area_m2(found, exposed(found), Flat())


def total(discs):
    return sum(math.pi * r * r for _, _, r in discs)


def at_least(value, bound, scale):
    assert value >= bound - ROUNDING * max(scale, 1.0)


@unhurried
@given(several)
def test_union_is_at_most_the_sum_and_at_least_the_largest(discs):
    at_least(total(discs), area(discs), total(discs))
    at_least(area(discs), math.pi * max(r for *_, r in discs) ** 2, total(discs))


@unhurried
@given(several, st.randoms(use_true_random=False))
def test_order_makes_no_difference(discs, random):
    shuffled = random.sample(discs, len(discs))
    assert area(shuffled) == pytest.approx(area(discs), rel=ROUNDING)


@unhurried
@given(several, st.data())
def test_repetition_makes_no_difference(discs, data):
    again = data.draw(st.lists(st.sampled_from(discs), max_size=8))
    assert area([*discs, *again]) == pytest.approx(area(discs), rel=ROUNDING)


@unhurried
@given(several, disc)
def test_one_more_never_takes_away_and_adds_at_most_itself(discs, more):
    together = area([*discs, more])
    at_least(together, area(discs), together)
    at_least(area(discs) + math.pi * more[2] ** 2, together, together)


@unhurried
@given(several, several)
def test_two_sets_together_cover_at_most_their_sum(some, others):
    together = area([*some, *others])
    at_least(area(some) + area(others), together, together)


@unhurried
@given(several, disc, disc)
def test_a_disc_adds_less_to_more(discs, other, more):
    # submodular: what a greedy choice of sites rests on
    gain_late = area([*discs, other, more]) - area([*discs, other])
    gain_early = area([*discs, more]) - area(discs)
    at_least(gain_early, gain_late, total(discs) + total([other, more]))


@unhurried
@given(several, st.floats(0.0, 300.0))
def test_larger_radii_cover_more(discs, more):
    larger = [(x, y, r + more) for x, y, r in discs]
    at_least(area(larger), area(discs), area(larger))


@unhurried
@given(several, st.floats(-5e5, 5e5), st.floats(-5e5, 5e5))
def test_moving_all_makes_no_difference(discs, east, north):
    # moving rounds the centres to 1e-10, which moves borders of up to 25 circles as much
    slack = 1e-9 * sum(2.0 * math.pi * r for *_, r in discs)
    tangled = 1e-5 * math.sqrt(len(discs)) * max(r for *_, r in discs)  # where circles all but touch
    assert area(discs, (east, north)) == pytest.approx(area(discs), rel=1e-10, abs=slack + 1e-3 * tangled)


@unhurried
@given(several, st.floats(0.1, 10.0))
def test_scale_counts_twice(discs, scale):
    assume(scale > 0.0)
    scaled = [(x * scale, y * scale, r * scale) for x, y, r in discs]
    assert area(scaled) == pytest.approx(area(discs) * scale**2, rel=1e-9, abs=1e-6)


@unhurried
@given(several, st.floats(0.0, 2.0 * math.pi))
def test_turning_makes_no_difference(discs, angle):
    sine, cosine = math.sin(angle), math.cos(angle)
    turned = [(x * cosine - y * sine, x * sine + y * cosine, r) for x, y, r in discs]
    assert area(turned) == pytest.approx(area(discs), rel=1e-9, abs=1e-6)


ground = st.lists(
    st.tuples(st.floats(120.1, 120.3), st.floats(36.05, 36.15), st.sampled_from([0.0, 150.0, 300.0, 500.0, 4000.0])),
    min_size=1, max_size=20,
)  # fmt: skip


@unhurried
@given(ground, st.randoms(use_true_random=False))
def test_laws_hold_on_the_ground_too(units, random):
    whole = union_area_km2(*np.array(units).T)
    assert union_area_km2(*np.array(random.sample(units, len(units)) + units[:3]).T) == pytest.approx(
        whole, rel=ROUNDING
    )
    assert whole <= sum(math.pi * r * r for *_, r in units) / 1e6 * (1.0 + 1e-7)
    assert union_area_km2(*np.array(units[1:]).reshape(-1, 3).T) <= whole * (1.0 + ROUNDING)


@unhurried
@given(ground)
def test_districts_share_the_union_between_them(units):
    lon, lat, radii = np.array(units).T
    whole = union_area_km2(lon, lat, radii)
    parts = [union_area_within_km2(lon, lat, radii, square) for square in SQUARES.values()]
    assert min(parts) >= -1e-9
    assert sum(parts) <= whole * (1.0 + 1e-9) + 1e-9
    assert union_polygon(lon, lat, radii, max_error_m=5.0).is_valid


@unhurried
@given(several, steps, steps)
def test_four_quarters_share_the_union_between_them(discs, east, north):
    # edges that pass through centres, touch circles and meet where circles cross
    x, y, r = np.array(discs).T
    found = discs_of(x, y, r)
    arcs = exposed(found)
    quarters = [
        shapely.box(min(east, to_x), min(north, to_y), max(east, to_x), max(north, to_y))
        for to_x in (-3e3, 3e3)
        for to_y in (-3e3, 3e3)
    ]
    parts = [area_within_m2(found, arcs, shape, Flat()) for shape in quarters]
    assert sum(parts) == pytest.approx(union_area_m2(found, arcs, Flat()), rel=1e-9, abs=1e-3)
    assert min(parts) >= -1e-3
    some = r > 1e-6  # shapely fails on less
    flat = shapely.union_all(shapely.buffer(shapely.points(x[some], y[some]), r[some], quad_segs=32))
    for part, shape in zip(parts, quarters, strict=True):
        assert part == pytest.approx(flat.intersection(shape).area, rel=0.01, abs=0.01 * flat.area + 1e-3)


intervals = st.lists(
    st.tuples(
        st.integers(0, 5), st.integers(0, 700).map(lambda n: n / 100), st.integers(0, 700).map(lambda n: n / 100)
    ),
    max_size=40,
)


@unhurried
@given(intervals)
def test_merged_intervals_are_those_of_a_plain_loop(given_intervals):
    group, start, length = np.array(given_intervals).reshape(-1, 3).T
    spans = merge(group.astype(np.intp), start, start + length)
    expected: list[list[float]] = []
    for number, low, high in sorted(zip(group, start, start + length, strict=True)):
        if expected and expected[-1][0] == number and low <= expected[-1][2]:
            expected[-1][2] = max(expected[-1][2], high)
        else:
            expected.append([number, low, high])
    assert np.column_stack(spans[:3]).ravel() == pytest.approx(np.array(expected).ravel(), abs=1e-12)
    assert start[spans.opened_by].tolist() == spans.start.tolist()
    assert (start + length)[spans.closed_by].tolist() == spans.end.tolist()


@unhurried
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5), st.integers(1, 4)), max_size=20))
def test_ranges_are_those_of_python(runs):
    first, count, step = np.array(runs, dtype=np.intp).reshape(-1, 3).T
    expected = [number for at, many, by in runs for number in range(at, at + many * by, by)]
    assert ranges(first, count, step).tolist() == expected
    plain = [number for at, many, _ in runs for number in range(at, at + many)]
    assert ranges(first, count).tolist() == plain
