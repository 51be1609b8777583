"""Small maps speak the same grammar as the large ones."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
import shapely

from layers.errors import LayoutNotFound, ZoneNotFound
from tests.factories import HOSTILE, JIA, LAYOUT, SQUARES, make_atlas
from web.maps.locator import locator_svg
from web.maps.sheet import Sheet

ATLAS = make_atlas()


def _classes(svg: str) -> list[str]:
    return re.findall(r'class="(shape [^"]+)"', svg)


def test_a_layout_is_drawn_with_the_classes_of_the_style_sheet() -> None:
    svg = locator_svg(ATLAS, layout=LAYOUT)
    ET.fromstring(svg)  # noqa: S314 - our own
    methods = {classes.split()[1] for classes in _classes(svg)}
    assert methods == {"envelope", "corridor", "official", "gazetteer", "boundary"}
    assert "style=" not in svg
    assert "<script" not in svg
    assert svg == locator_svg(make_atlas(), layout=LAYOUT)


def test_what_is_pointed_out_and_nothing_else_is_drawn() -> None:
    svg = locator_svg(ATLAS, highlight=("auto-city",), lang="en")
    assert _classes(svg) == ["shape envelope tier-structure slot-0"]
    assert 'aria-label="Locator map: Sample Auto City"' in svg
    assert "url(#" in svg


def test_districts_can_be_pointed_out() -> None:
    assert _classes(locator_svg(ATLAS, highlight=(JIA,)))[0].startswith("shape boundary")


def test_ids_of_two_locators_on_a_page_are_different() -> None:
    one, other = (locator_svg(ATLAS, highlight=(zone,)) for zone in ("auto-city", "east-pole"))
    assert not set(re.findall(r'id="([^"]+)"', one)) & set(re.findall(r'id="([^"]+)"', other))


def test_a_place_that_nobody_knows_is_named_but_not_drawn() -> None:
    svg = locator_svg(ATLAS, highlight=("lost-park",))
    assert _classes(svg) == []
    assert "无处园区" in svg


def test_a_hostile_name_is_text() -> None:
    svg = locator_svg(ATLAS, highlight=("hostile-park",))
    assert HOSTILE not in svg
    assert "&lt;/script&gt;" in svg


def test_unknown_things_are_errors() -> None:
    with pytest.raises(LayoutNotFound):
        locator_svg(ATLAS, layout="nothing")
    with pytest.raises(ZoneNotFound):
        locator_svg(ATLAS, highlight=("nothing",))


def test_a_sheet_keeps_shapes_inside_and_north_up() -> None:
    sheet = Sheet.around(SQUARES.values(), 300, height_px=200)
    left, top = sheet.place(120.0, 36.2)
    right, bottom = sheet.place(120.6, 36.0)
    assert 0 < left < right < 300
    assert 0 < top < bottom < 200
    assert right - left == pytest.approx(300 - 12, abs=0.1)
    assert sheet.pixels(111_195.0) == pytest.approx(sheet.scale)


def test_paths_are_relative_and_lead_back_to_the_place() -> None:
    sheet = Sheet.around(SQUARES.values(), 300, height_px=200)
    path = sheet.path(shapely.LineString([(120.0, 36.0), (120.3, 36.1), (120.6, 36.2)]))
    assert re.fullmatch(r"M[-\d.]+ [-\d.]+l[-\d. ]+", path)
