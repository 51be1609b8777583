"""What a map shows follows from the data alone."""

from __future__ import annotations

import pytest

from geo.bounds import Bounds
from layers.errors import LayoutNotFound
from layers.records import Guidance
from tests.factories import BING, JIA, LATER_LAYOUT, LAYOUT, PLAN, YI, make_atlas, make_tables
from web.maps.basemaps import AMAP, OPENSTREETMAP
from web.maps.options import MapOptions, UnknownBasemap, UnknownMapLayer, parse_layers
from web.maps.scene_builder import build_scene
from web.maps.search_entries import search_entries

ATLAS = make_atlas()
SCENE = build_scene(ATLAS, LAYOUT, MapOptions())
LAYERS = {layer.id: layer for layer in SCENE.layers}


def _ids(layer: str) -> list[str]:
    return [feature["id"] for feature in LAYERS[layer].body["features"]]


def test_layers_are_by_tier_and_method_with_stable_names() -> None:
    assert list(LAYERS) == [
        "districts", "towns", "halos", "structure-envelope", "structure-corridor", "site-official", "site-gazetteer",
        "mention-boundary", "mention-gazetteer", "enterprises",
    ]  # fmt: skip
    assert _ids("structure-corridor") == ["main-axis"]
    assert _ids("site-official") == ["sample-port"]
    assert all(layer.count == len(layer.body["features"]) for layer in SCENE.layers)


def test_every_zone_is_drawn_once_or_listed() -> None:
    drawn = [zone for layer in SCENE.layers if layer.body["draw"] == "zones" for zone in _ids(layer.id)]
    zones = {view.id for view in ATLAS.zones_of_layout(LAYOUT)}
    assert len(drawn) == len(set(drawn))
    assert {*drawn, *SCENE.undrawn} == zones
    assert SCENE.undrawn == ("lost-park",)


def test_enterprises_are_counts_at_zones_and_never_points() -> None:
    counts = {feature["id"]: feature["count"] for feature in LAYERS["enterprises"].body["features"]}
    assert counts == {"auto-city": 1, "town-park": 1, "hostile-park": 1}
    enterprises = {view.id for view in ATLAS.enterprises}
    assert not any(feature.get("id") in enterprises for layer in SCENE.layers for feature in layer.body["features"])


def test_the_unplaced_of_the_plan_are_listed() -> None:
    assert set(SCENE.unplaced) == {"west-works", "sample-institute"}


def test_a_halo_is_as_wide_as_the_uncertainty() -> None:
    halos = {(feature["halo"], feature["radius"]) for feature in LAYERS["halos"].body["features"]}
    assert halos == {("even", 1_500.0), ("even", 1_000.0)}
    later = build_scene(ATLAS, LATER_LAYOUT, MapOptions())
    assert [feature["halo"] for layer in later.layers if layer.id == "halos" for feature in layer.body["features"]] == [
        "blurred"
    ]


def test_a_zone_that_is_a_district_is_drawn_with_the_districts_own_line() -> None:
    districts = {feature["id"]: feature["shape"] for feature in LAYERS["districts"].body["features"]}
    assert LAYERS["mention-boundary"].body["features"][0]["shape"] == districts[JIA]


def test_a_card_says_what_how_and_whence() -> None:
    card, texts = SCENE.cards.cards["auto-city"], SCENE.cards.texts
    assert card["title"] == "示例汽车城"
    assert [role[2] for role in card["roles"]] == [1, 0]
    assert texts[card["roles"][0][1]].startswith("示例规划 › ")
    assert card["fitted"] == 1
    assert card["stated"].startswith("80")
    assert card["measured"] != card["stated"]
    assert card["method"] == "envelope"
    assert texts[card["how"]] == "合成图形（envelope）。"
    assert card["enterprises"] == ("sample-motors",)
    assert any("200" in figure for _, figure in card["targets"])
    assert set(SCENE.cards.cards) >= {JIA, YI, BING, "lost-park"}


def test_what_only_the_plan_says_twice_is_said_once() -> None:
    assert len(SCENE.cards.texts) == len(set(SCENE.cards.texts))


def test_search_finds_by_every_spelling() -> None:
    entries = {entry[1]: entry for entry in search_entries(ATLAS, LAYOUT, lang="zh")}
    kind, _, _, keys, zone = entries["sample-battery"]
    assert (kind, zone) == ("enterprise", "town-park")
    assert {"shilidianchi", "sldc", "sample battery"} <= set(keys.split("|"))
    assert entries["sample-institute"][4] == ""
    assert entries["lost-park"][0] == "zone"
    assert SCENE.cards.names["sample-motors"] == entries["sample-motors"][2]


def test_layers_are_switched_as_asked_and_a_tier_stands_for_its_layers() -> None:
    scene = build_scene(ATLAS, LAYOUT, MapOptions(layers=("structure", "towns")))
    assert [layer.id for layer in scene.layers if layer.shown] == ["towns", "structure-envelope", "structure-corridor"]
    assert not any(layer.shown for layer in build_scene(ATLAS, LAYOUT, MapOptions(layers=())).layers)


def test_the_layers_parameter_is_read() -> None:
    assert parse_layers(None) is None
    assert parse_layers("none") == parse_layers("") == ()
    assert parse_layers("structure, towns") == ("structure", "towns")


def test_an_extent_is_honoured() -> None:
    box = Bounds(120.1, 36.0, 120.2, 36.1)
    scene = build_scene(ATLAS, LAYOUT, MapOptions(bbox=box))
    assert scene.view == box
    assert scene.home == SCENE.view


def test_what_is_not_there_is_named_with_what_is() -> None:
    with pytest.raises(LayoutNotFound):
        build_scene(ATLAS, "nothing", MapOptions())
    with pytest.raises(UnknownMapLayer, match="structure-envelope"):
        build_scene(ATLAS, LAYOUT, MapOptions(layers=("structures",)))
    with pytest.raises(UnknownBasemap, match="osm"):
        build_scene(ATLAS, LAYOUT, MapOptions(basemap="amap", basemaps=(OPENSTREETMAP,)))


def test_on_amap_everything_is_shifted() -> None:
    scene = build_scene(ATLAS, LAYOUT, MapOptions(basemap="amap", basemaps=(AMAP,)))
    (moved,) = (layer.body["features"][0]["at"] for layer in scene.layers if layer.id == "towns")
    assert 0.004 < moved[0] - LAYERS["towns"].body["features"][0]["at"][0] < 0.006
    assert 0.004 < scene.home.west - SCENE.home.west < 0.006
    assert scene.shapes != SCENE.shapes


def test_guidance_is_drawn_by_the_layout_whose_heading_it_stands_under() -> None:
    section = ATLAS.layout(LAYOUT).section
    row = Guidance(
        id=f"{PLAN}-g1", plan=PLAN, section=f"{section} › 专栏 2", district=JIA, industries="marine", terms="船舶"
    )
    scene = build_scene(make_atlas(make_tables(guidance=(row,))), LAYOUT, MapOptions())
    (layer,) = (layer for layer in scene.layers if layer.id == "guidance")
    assert layer.body["features"][0]["terms"] == "船舶"
    assert scene.cards.cards[JIA]["guidance"][0] == "船舶"
    assert "guidance" not in LAYERS


def test_search_finds_the_towns_of_the_base_map() -> None:
    entries = [entry for entry in search_entries(ATLAS, LAYOUT, lang="zh") if entry[0] == "town"]
    assert [entry[2] for entry in entries] == [town.name for town in ATLAS.towns()]
    assert all(len(entry[4].split(",")) == 2 for entry in entries)
