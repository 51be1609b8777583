"""The pages in Debian's Chromium: tables sort, find and copy, charts draw, nothing leaves the machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.pages_server import serve_pages
from tests.factories import make_atlas
from web.assets import WEB_DIR
from web.atlas_site import Site

CHROMIUM = Path("/usr/bin/chromium")
AXE = WEB_DIR / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "/", "/compare", "/districts", "/districts/990101", "/zones", "/zones/auto-city", "/zones/hostile-park", "/targets",
    "/enterprises", "/enterprises/sample-motors", "/projects", "/prospects", "/measures", "/chain", "/sources",
    "/search?q=a", "/zones/auto-cit", "/targets?plan=x",
)  # fmt: skip

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def root(npm_assets):
    with serve_pages(Site(make_atlas(), npm_assets), npm_assets) as address:
        yield address


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM.is_file():
        pytest.fail("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, root):
    """Open a path in a fresh context; whatever the page complains of, or asks of others, is kept in ``complaints``."""
    contexts = []

    def opened(path, **options):
        context = chromium.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (page.complaints.append("dialog"), dialog.dismiss()))
        page.on("console", lambda line: page.complaints.append(line.text) if "Content Security" in line.text else None)
        page.on("request", lambda sent: page.complaints.append(sent.url) if not sent.url.startswith(root) else None)
        page.goto(root + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def _column(page, table, column):
    return page.locator(f"#{table} tbody tr:not([hidden]) > :nth-child({column})").all_inner_texts()


def test_a_table_is_sorted_from_the_keyboard(open_page):
    page = open_page("/districts")
    before = _column(page, "districts", 1)
    head = page.locator("#districts th[data-column='area_km2']")
    head.locator("button").focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    areas = [float(text.split()[0].replace(",", "")) for text in _column(page, "districts", 3)]
    assert areas == sorted(areas)
    page.keyboard.press("Space")
    expect(head).to_have_attribute("aria-sort", "descending")
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "none")
    assert _column(page, "districts", 1) == before


def test_a_table_shows_only_rows_that_hold_the_words(open_page):
    page = open_page("/zones")
    page.locator("#zones-block [data-filter]").fill("示例港")
    assert _column(page, "zones", 1) == ["示例港"]
    expect(page.locator("#zones-block [data-status]")).to_contain_text("1 / 8")


def test_a_table_is_copied_as_columns(open_page, root):
    page = open_page("/targets")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=root)
    page.locator("#targets-block [data-copy-table]").click()
    expect(page.locator("#targets-block [data-status]")).to_contain_text("已复制")
    lines = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n").split("\n")
    widths = {len(line.split("\t")) for line in lines}
    assert len(widths) == 1
    assert lines[0].split("\t")[:5] == ["指标", "比较", "目标值", "上限", "单位"]
    assert not any(cell.startswith(("=", "+", "@")) for line in lines[1:] for cell in line.split("\t"))


def test_a_table_is_copied_where_the_clipboard_is_closed(open_page):
    page = open_page("/districts")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.locator("[data-copy-table]").click()
    expect(page.locator("[data-status]")).to_contain_text("已复制 3 行")


def test_charts_are_drawn_under_the_policy(open_page):
    page = open_page("/targets")
    page.locator("#charts").scroll_into_view_if_needed()
    expect(page.locator("[data-chart] canvas").first).to_be_visible()
    assert page.complaints == []


def test_charts_take_the_colours_of_the_theme(open_page):
    def ink(scheme):
        page = open_page("/targets", color_scheme=scheme)
        page.locator("[data-chart] canvas").first.wait_for()
        return page.evaluate(
            "echarts.getInstanceByDom(document.querySelector('[data-chart]')).getOption().xAxis[0].axisLabel.color"
        )

    assert ink("light") != ink("dark")


def test_the_switch_keeps_page_and_filters(open_page):
    page = open_page("/targets?theme=output")
    page.locator(".switch").click()
    assert page.url.endswith("/targets?theme=output&lang=en")
    expect(page.locator("h1")).to_have_text("Targets")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_filter_gives_a_short_address(open_page):
    page = open_page("/zones?lang=en")
    page.locator("select[name=kind]").select_option("port")
    with page.expect_navigation():  # until it is loaded, not only begun
        page.locator(".filters button[type=submit]").click()
    assert page.url.split("?")[1] == "lang=en&kind=port"
    assert len(_column(page, "zones", 1)) == 1


def test_the_search_box_finds_by_initials(open_page):
    page = open_page("/")
    page.locator("#site-search").fill("slg")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("示例港")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_leaves_the_machine_and_nothing_runs_that_should_not(open_page, path):
    page = open_page(path)
    page.wait_for_load_state("networkidle")
    assert page.complaints == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_phone_shows_a_page_without_scrolling_sideways(open_page, path, lang):
    page = open_page(f"{path}{'&' if '?' in path else '?'}lang={lang}", viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        *((path, "light") for path in PAGES),
        *((path, "dark") for path in ("/", "/targets", "/zones", "/zones/auto-cit")),
    ],
)
def test_axe_finds_nothing_serious(open_page, path, scheme):
    page = open_page(path, color_scheme=scheme, bypass_csp=True)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(result => result.violations.map(rule => [rule.impact, rule.id]))")
    assert [rule for impact, rule in found if impact in ("serious", "critical")] == []


def test_the_skip_link_comes_first(open_page):
    page = open_page("/zones")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"


def test_a_page_is_complete_without_scripts(open_page):
    page = open_page("/zones", java_script_enabled=False)
    expect(page.locator("#zones tbody tr")).to_have_count(8)
    expect(page.locator("[data-tools-for]").first).to_be_hidden()
