"""Colours can be told from their ground, and every colour has a second cue."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.factories import make_tables
from web.palette import GROUND, NEUTRAL, SIGN_PATHS, SLOTS, Palette, Sign, Theme

THEMES: tuple[Theme, ...] = ("light", "dark")


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_lines_stand_out_from_land_and_sea(theme: Theme) -> None:
    ground = GROUND[theme]
    for swatch in (*SLOTS, NEUTRAL):
        for under in (ground.city, ground.land, ground.sea):
            assert contrast(swatch.colour(theme), under) >= 3.0, (swatch.slot, under)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme: Theme) -> None:
    ground = GROUND[theme]
    for ink in (ground.ink, ground.ink_soft):
        for under in (ground.paper, ground.city, ground.land, ground.sea, ground.margin):
            assert contrast(ink, under) >= 4.5, (ink, under)
    assert contrast(ground.accent, ground.paper) >= 4.5
    assert contrast(ground.town, ground.city) >= 4.5
    for swatch in (*SLOTS, NEUTRAL):  # counts of enterprises: paper on the colour
        assert contrast(ground.paper, swatch.colour(theme)) >= 4.5, swatch.slot


def test_nothing_of_the_ground_competes_with_the_theme() -> None:
    for theme in THEMES:
        ground = GROUND[theme]
        weakest = min(contrast(swatch.colour(theme), ground.city) for swatch in SLOTS)
        assert contrast(ground.district_line, ground.city) < contrast(ground.city_line, ground.city) < weakest


def test_no_two_groups_share_colour_or_sign() -> None:
    assert len({swatch.light for swatch in SLOTS}) == len({swatch.dark for swatch in SLOTS}) == len(SLOTS)
    assert {swatch.sign for swatch in SLOTS} == set(get_args(Sign)) == set(SIGN_PATHS)


def test_a_group_keeps_its_look_and_branches_have_that_of_their_group() -> None:
    palette = Palette.of(make_tables().industries)
    assert palette.swatch(("nev",)) == palette.swatch(("automotive", "marine")) == SLOTS[0]
    assert palette.swatch(("marine", "nev")) == SLOTS[1]
    assert palette.swatch(()) == palette.swatch(("unheard-of",)) == NEUTRAL
