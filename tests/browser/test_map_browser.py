"""Maps in a browser: they draw, switch, find, measure, keep their state, and can be used without a mouse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from geo.measure import area_km2, length_km
from tests.browser.map_server import serve_maps
from tests.factories import HOSTILE, LATER_LAYOUT, LAYOUT, make_atlas
from web.assets import WEB_DIR, Assets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
SETTLED_MS = 450
ON_MAP = ".folium-map path"


@pytest.fixture(scope="module")
def root() -> Iterator[str]:
    assets = Assets.find()
    if not assets.available:
        pytest.fail("npm's packages are not installed: run npm ci in web/", pytrace=False)
    with serve_maps(make_atlas(), assets) as address:
        yield address


@pytest.fixture
def open_map(root: str, visit: Callable[..., Visit]) -> Callable[..., Page]:
    def start(query: str = "", *, layout: str = LAYOUT, **context: Any) -> Page:
        page = visit(**context).open(f"{root}/maps/{layout}{query}")
        page.wait_for_selector("html[data-ready]")
        page.wait_for_timeout(SETTLED_MS)
        return page

    return start


def _drawn(page: Page, method: str) -> int:
    return page.locator(f"{ON_MAP}.shape.{method}").count()


def _query(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def search(page: Page, typed: str) -> None:
    """Type into the search box and wait for what it finds: the index is fetched when the box is first used."""
    page.fill("#search", typed)
    page.locator("#search-results li").first.wait_for()


def test_every_kind_of_shape_is_drawn(open_map: Callable[..., Page]) -> None:
    page = open_map()
    drawn = {"official": 1, "boundary": 1, "envelope": 1, "corridor": 1, "gazetteer": 2}
    assert {method: _drawn(page, method) for method in drawn} == drawn
    assert page.locator(f"{ON_MAP}.shape.envelope").get_attribute("fill") == "url(#hatch-0)"
    assert page.locator(f"{ON_MAP}.band.corridor").first.get_attribute("mask")
    assert page.locator(f"{ON_MAP}.halo.even").count() == 2
    assert _drawn(open_map(layout=LATER_LAYOUT), "schematic") == 1


def test_the_legend_switches_layers_and_the_address_follows(open_map: Callable[..., Page]) -> None:
    page = open_map()
    page.uncheck("input[data-layer=structure-envelope]")
    page.wait_for_timeout(SETTLED_MS)
    assert _drawn(page, "envelope") == 0
    assert "structure-envelope" not in _query(page)["layers"].split(",")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert not page.is_checked("input[data-layer=structure-envelope]")
    assert _drawn(page, "envelope") == 0
    page.check("input[data-layer=structure-envelope]")
    assert _drawn(page, "envelope") == 1


def test_uncertainty_and_counts_are_layers_too(open_map: Callable[..., Page]) -> None:
    page = open_map()
    assert page.locator("button.count").count() == 3
    for layer in ("enterprises", "halos"):
        page.uncheck(f"input[data-layer={layer}]")
    page.wait_for_timeout(SETTLED_MS)
    assert page.locator("button.count").count() == page.locator(f"{ON_MAP}.halo").count() == 0


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("汽车城", "示例汽车城"),
        ("shiliqichecheng", "示例汽车城"),
        ("slqcc", "示例汽车城"),
        ("auto city", "示例汽车城"),
        ("电池", "示例电池"),
        ("sldc", "示例电池"),
        ("Sample Battery", "示例电池"),
        ("甲新区", "甲区"),
    ],
)
def test_search_finds_by_chinese_pinyin_initials_and_english(
    open_map: Callable[..., Page], typed: str, found: str
) -> None:
    page = open_map()
    search(page, typed)
    assert found in page.locator("#search-results li span").all_inner_texts()


def test_what_is_not_on_the_map_can_be_looked_for_in_the_whole_atlas(open_map: Callable[..., Page]) -> None:
    page = open_map("?lang=en")
    page.fill("#search", "no <such> & place")
    page.wait_for_selector("#search-said a")
    address = urlsplit(page.get_attribute("#search-said a", "href") or "")
    assert address.path == "/search"
    assert parse_qs(address.query) == {"lang": ["en"], "q": ["no <such> & place"]}


def test_a_found_enterprise_opens_the_zone_it_is_located_in(open_map: Callable[..., Page]) -> None:
    page = open_map()
    search(page, "sldc")
    page.press("#search", "Enter")
    assert page.inner_text("#card-title") == "示例镇产业集聚区"
    assert "示例电池" in page.inner_text("[data-block=enterprises]")


def test_a_count_opens_the_list_of_enterprises(open_map: Callable[..., Page]) -> None:
    page = open_map()
    page.get_by_role("button", name="示例汽车城").first.click()
    assert page.inner_text("[data-block=enterprises]").splitlines() == ["企业 (1)", "示例汽车股份公司"]
    page.keyboard.press("Escape")
    assert page.is_hidden("#card")


def test_a_card_says_that_agreement_of_a_fitted_shape_proves_nothing(open_map: Callable[..., Page]) -> None:
    card = open_map("?selected=auto-city").inner_text("#card").replace("\N{NARROW NO-BREAK SPACE}", " ")
    for said in ("示意", "在规划中的作用", "80 km²", "不构成验证", "±", "合成图形（envelope）。", "合成数据"):
        assert said in card


def test_a_click_on_a_shape_opens_its_card_and_the_address_keeps_it(open_map: Callable[..., Page]) -> None:
    page = open_map()
    page.locator(f"{ON_MAP}.shape.official").click()
    page.wait_for_timeout(SETTLED_MS)
    assert page.inner_text("#card-title") == "示例港"
    assert _query(page)["selected"] == "sample-port"


def test_a_card_does_not_lie_over_what_it_tells_of(open_map: Callable[..., Page]) -> None:
    page = open_map()
    page.evaluate("atlas.map.setZoom(9, {animate: false}); atlas.map.panBy([-420, 0], {animate: false})")
    page.evaluate("atlas.openCard('auto-city')")
    page.wait_for_timeout(2 * SETTLED_MS)
    shape, card = page.locator(f"{ON_MAP}.shape.envelope").bounding_box(), page.locator("#card").bounding_box()
    assert shape is not None
    assert card is not None
    assert shape["x"] + shape["width"] <= card["x"]


def test_the_extent_is_kept_and_home_leads_back(open_map: Callable[..., Page]) -> None:
    page = open_map("?bbox=120.05,36.0,120.15,36.06")
    west, south, east, north = _bounds(page)
    assert west <= 120.05
    assert east >= 120.15
    assert south <= 36.0
    assert north >= 36.06
    page.click("[data-tool=zoom-in]")
    page.wait_for_timeout(SETTLED_MS * 2)
    address = page.url
    zoomed = _bounds(page)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert _bounds(page) == pytest.approx(zoomed, abs=0.01)
    assert _query(page)["bbox"] == _query_of(address)["bbox"]
    page.click("[data-tool=reset]")
    page.wait_for_timeout(SETTLED_MS)
    assert _bounds(page)[2] - _bounds(page)[0] > 0.4


def _bounds(page: Page) -> list[float]:
    return list(page.evaluate("(b => [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()])(atlas.map.getBounds())"))


def _query_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_the_language_link_keeps_layers_and_extent(open_map: Callable[..., Page]) -> None:
    page = open_map("?bbox=120.05,36.0,120.25,36.1&layers=structure,districts")
    page.click("a[hreflang=en]")
    page.wait_for_selector("html[data-ready]")
    page.wait_for_timeout(SETTLED_MS)
    assert page.get_attribute("html", "lang") == "en"
    assert page.inner_text("h1") == "Sample layout"
    assert _drawn(page, "official") == 0
    assert _drawn(page, "envelope") == 1
    assert _bounds(page)[0] == pytest.approx(120.05, abs=0.1)
    page.go_back()
    page.wait_for_selector("html[data-ready]")
    assert page.inner_text("h1") == "示例布局"


def test_a_hostile_name_shows_as_text(open_map: Callable[..., Page]) -> None:
    page = open_map("?selected=hostile-park")
    assert page.inner_text("#card-title") == HOSTILE
    search(page, "onerror")
    assert HOSTILE in page.locator("#search-results li span").all_inner_texts()
    assert page.locator("img").count() == 0


def test_what_is_not_on_the_map_is_listed(open_map: Callable[..., Page]) -> None:
    page = open_map()
    assert page.locator("#undrawn li").all_inner_texts() == ["无处园区"]
    page.click("#undrawn li a")
    assert "未上图" in page.inner_text("#card")
    page.click("#unplaced summary")
    page.wait_for_selector("#unplaced li")
    assert set(page.locator("#unplaced li").all_inner_texts()) == {"甲新区船厂", "示例研究院"}
    assert page.get_attribute("#unplaced .hint a", "href") == "/enterprises?placed=no&plan=alpha-2025"


def test_measuring_is_geodesic(open_map: Callable[..., Page]) -> None:
    import shapely  # noqa: PLC0415

    ring = [[120.0, 36.0], [120.6, 36.05], [120.4, 36.4], [119.9, 36.3]]
    page = open_map()
    got = page.evaluate("places => atlas.measureOf(places)", [[lat, lon] for lon, lat in ring])
    assert got["length"] / 1000 == pytest.approx(length_km(shapely.LineString(ring)), rel=1e-9)
    assert got["area"] / 1e6 == pytest.approx(area_km2(shapely.Polygon(ring)), rel=1e-9)


def test_measuring_works_by_keyboard_alone(open_map: Callable[..., Page]) -> None:
    page = open_map()
    page.focus("[data-tool=measure]")
    page.keyboard.press("Enter")
    for key in ("Enter", "ArrowRight", "ArrowRight", "Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(400)
    said = page.inner_text("#measure-figures")
    assert "km" in said
    assert "km²" in said
    page.keyboard.press("Backspace")
    assert "km²" not in page.inner_text("#measure-figures")
    page.keyboard.press("Escape")
    assert page.is_hidden("#measure")


def test_names_do_not_cover_each_other(open_map: Callable[..., Page]) -> None:
    page = open_map()
    boxes = page.evaluate(
        """() => [...document.querySelectorAll('.name:not(.name-of-band), .count')].map(node => {
            const box = node.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]; })"""
    )
    assert len(boxes) > 5
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert across <= 1 or down <= 1, (one, other)


def test_names_are_broken_between_words(open_map: Callable[..., Page]) -> None:
    page = open_map()
    rows: list[str] = page.evaluate("atlas.linesOf('洋河镇艾山汽车配件工业区', 9)")
    assert rows == ["洋河镇艾山", "汽车配件工业区"]
    name = "数字经济产业集聚区（软件及动漫产业园）"
    rows = page.evaluate(f"atlas.linesOf('{name}', 9)")
    assert "".join(rows) == name
    assert not any(row.startswith("）") or row.endswith("（") for row in rows)


def test_the_imprint_stands_above_the_sheet_of_a_phone(open_map: Callable[..., Page]) -> None:
    for query in ("", "?lang=en"):
        page = open_map(query, **PHONE)
        imprint, sheet = page.locator("#imprint").bounding_box(), page.locator("#panel").bounding_box()
        assert imprint is not None
        assert sheet is not None
        assert imprint["y"] + imprint["height"] <= sheet["y"]


def test_panels_are_sheets_on_a_phone(open_map: Callable[..., Page]) -> None:
    page = open_map(**PHONE)
    assert page.is_hidden("#panel-body")
    page.click("#panel-toggle")
    assert page.is_visible("#panel-body")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("#panel-toggle")
    page.evaluate("atlas.openCard('auto-city')")
    box = page.locator("#card").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    assert box["y"] + box["height"] == pytest.approx(844, abs=1)


def test_a_plain_map_has_a_legend_to_open_and_a_link(open_map: Callable[..., Page]) -> None:
    page = open_map("?plain=1")
    assert page.is_hidden("#panel-body")
    page.click("#panel-toggle")
    page.uncheck("input[data-layer=towns]")
    page.wait_for_timeout(SETTLED_MS)
    link = page.get_attribute("#full-link", "href") or ""
    assert "plain" not in link
    assert "towns" not in _query_of(link)["layers"]


def test_dark_by_system_and_by_address(open_map: Callable[..., Page]) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light, dark = (open_map(color_scheme=scheme).evaluate(paper) for scheme in ("light", "dark"))
    assert light != dark
    assert open_map("?theme=light", color_scheme="dark").evaluate(paper) == light
    assert open_map("?theme=dark", color_scheme="light").evaluate(paper) == dark


@pytest.mark.parametrize(
    ("query", "context"),
    [("", {}), ("?lang=en&theme=dark&selected=auto-city", {}), ("?plain=1", {}), ("?selected=east-pole", PHONE)],
)
def test_axe_finds_nothing_serious(open_map: Callable[..., Page], query: str, context: dict[str, Any]) -> None:
    page = open_map(query, bypass_csp=True, **context)
    page.add_script_tag(path=WEB_DIR / "node_modules" / "axe-core" / "axe.min.js")
    found = page.evaluate("async () => (await axe.run()).violations")
    serious = [
        (one["id"], [node["html"] for node in one["nodes"]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == [], json.dumps(serious, ensure_ascii=False, indent=1)


def test_everything_can_be_reached_by_keyboard(open_map: Callable[..., Page]) -> None:
    page = open_map()
    name = "(e => e.dataset.tool || e.dataset.layer || e.id || e.getAttribute('class') || '')(document.activeElement)"
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(name))
    assert {"search", "zoom-in", "reset", "measure", "structure-envelope", "enterprises"} <= reached
    assert any(one.startswith("count") for one in reached)
