"""Search entries: every name in every spelling, and a place only where one is known."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from layers.pinyin import spell
from layers.search import search_index
from tests.factories import HOSTILE, make_atlas

ENTRIES = search_index(make_atlas())


def entry(kind: str, entry_id: str) -> dict[str, Any]:
    (found,) = (one for one in ENTRIES if (one["kind"], one["id"]) == (kind, entry_id))
    return found


@pytest.mark.parametrize(
    "key", ["示例汽车城", "示例国际汽车城", "shiliqichecheng", "slqcc", "slgjqcc", "sample auto city"]
)
def test_a_zone_is_found_by_names_pinyin_initials_and_english(key: str) -> None:
    assert key in entry("zone", "auto-city")["keys"]


def test_every_zone_enterprise_and_district_is_there() -> None:
    atlas = make_atlas()
    assert {(one["kind"], one["id"]) for one in ENTRIES} == {
        *(("zone", view.id) for view in atlas.zones),
        *(("enterprise", view.id) for view in atlas.enterprises),
        *(("district", view.id) for view in atlas.districts),
    }


def test_an_enterprise_stands_at_its_zone_or_nowhere() -> None:
    zone, placed = entry("zone", "auto-city"), entry("enterprise", "sample-motors")
    assert (placed["lon"], placed["lat"]) == (zone["lon"], zone["lat"])
    assert placed["layouts"] == ["alpha-figure", "beta-figure"]
    unplaced = entry("enterprise", "west-works")
    assert (unplaced["lon"], unplaced["lat"], unplaced["layouts"]) == (None, None, [])


def test_entries_lead_to_pages() -> None:
    assert entry("zone", "auto-city")["url"] == "/zones/auto-city"
    assert entry("enterprise", "sample-motors")["url"] == "/enterprises/sample-motors"
    assert entry("district", "990101")["url"] == "/districts/990101"


def test_keys_are_lower_case_and_not_repeated() -> None:
    for one in ENTRIES:
        assert one["keys"] == list(dict.fromkeys(key.lower() for key in one["keys"]))


def test_entries_are_json_and_names_are_left_as_they_are() -> None:
    assert orjson.loads(orjson.dumps(ENTRIES)) == list(ENTRIES)
    assert entry("zone", "hostile-park")["name"] == HOSTILE


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [("即墨区", "jimoqu", "jmq"), ("莱西", "laixi", "lx"), ("C919 项目", "c919xiangmu", "c919xm"), ("", "", "")],
)
def test_spelling(name: str, full: str, initials: str) -> None:
    assert spell(name) == (full, initials)
