"""A rendered map: the same bytes for the same input, nothing foreign, nothing raw."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import folium
import pytest
from branca.element import Element

from geo.bounds import Bounds
from tests.factories import HOSTILE, LATER_LAYOUT, LAYOUT, make_atlas, make_tables
from tests.web.map_reading import blocks_of, layers_of, switches_of, without_data
from web.assets import Assets
from web.document import Document, sha256
from web.language import LANGUAGES, Lang
from web.maps.basemaps import AMAP, OPENSTREETMAP, TIANDITU, Basemap
from web.maps.folium_map import AtlasMap
from web.maps.layout_map import SCRIPTS, MapPage, render_layout_map
from web.maps.options import MapOptions

ATLAS = make_atlas()
ASSETS = Assets.find()
ALL = (TIANDITU, OPENSTREETMAP, AMAP)


def render(options: MapOptions | None = None, *, layout: str = LAYOUT, assets: Assets = ASSETS) -> Document:
    return render_layout_map(ATLAS, layout, options or MapOptions(), assets=assets)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_identical_input_renders_identical_bytes(lang: Lang) -> None:
    assert render(MapOptions(lang=lang)) == render(MapOptions(lang=lang))
    fresh = render_layout_map(make_atlas(), LAYOUT, MapOptions(lang=lang), assets=Assets.find())
    assert fresh == render(MapOptions(lang=lang))


def test_renderings_in_threads_do_not_disturb_each_other() -> None:
    wanted = {layout: render(layout=layout).html for layout in (LAYOUT, LATER_LAYOUT)}
    order = [LAYOUT, LATER_LAYOUT] * 12
    with ThreadPoolExecutor(8) as threads:
        got = list(threads.map(lambda layout: render(layout=layout).html, order))
    assert got == [wanted[layout] for layout in order]


def test_folium_is_left_as_it_was() -> None:
    before = (list(folium.Map.default_js), list(folium.Map.default_css))
    render()
    assert (list(folium.Map.default_js), list(folium.Map.default_css)) == before
    assert Element().get_name() != Element().get_name()
    one, other = AtlasMap("one"), AtlasMap("other")
    one.add_js_link("x", "https://foreign.example/x.js")
    assert other.default_js == []


@pytest.mark.usefixtures("npm_assets")
def test_a_map_asks_no_other_machine_for_anything() -> None:
    document = render()
    assert document.external_hosts == document.image_hosts == ()
    assert not re.findall(r"https?://[^\"'\s<]+", document.html)
    assert "L.tileLayer" not in document.html


def test_without_packages_the_page_says_where_it_loads_from(tmp_path: Path) -> None:
    document = render(assets=Assets.find(vendor_dir=tmp_path))
    assert document.external_hosts == ("https://cdn.jsdelivr.net",)
    assert "未安装地图组件" in document.html
    assert 'integrity="sha384-' in document.html


@pytest.mark.parametrize("basemap", ALL, ids=lambda basemap: basemap.id)
def test_a_base_map_brings_its_tiles_and_says_whose_they_are(basemap: Basemap) -> None:
    document = render(MapOptions(basemap=basemap.id, basemaps=ALL))
    assert document.image_hosts == basemap.hosts
    assert document.html.count("L.tileLayer") == len(basemap.tiles)
    assert basemap.attribution in document.html
    assert ("GCJ-02" in without_data(document.html)) == (basemap is AMAP)
    assert "tk=" not in document.html


def test_hashes_cover_what_the_page_runs() -> None:
    html = render().html
    inline = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert [sha256(source) for source in inline] == list(render().script_hashes)
    assert len(inline) == 1
    assert "<style" not in html
    assert not re.search(r"<[^>]+\s(style|on\w+)=", without_data(html))


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_hostile_name_is_nowhere_raw(lang: Lang, plain: bool) -> None:  # noqa: FBT001 - a parameter of the test
    html = render(MapOptions(lang=lang, plain=plain)).html
    assert "<img" not in html
    assert HOSTILE not in html
    assert blocks_of(html)["atlas-data"]["cards"]["hostile-park"]["title"] == HOSTILE
    assert "alert(" not in without_data(html)


def test_a_hostile_title_is_text_too() -> None:
    rows = tuple(row.model_copy(update={"name": HOSTILE, "formula": HOSTILE}) for row in make_tables().layouts)
    plans = tuple(row.model_copy(update={"short_title": HOSTILE}) for row in make_tables().plans)
    atlas = make_atlas(make_tables(layouts=rows, plans=plans))
    html = render_layout_map(atlas, LAYOUT, MapOptions(label=HOSTILE), assets=ASSETS).html
    assert "<img" not in html
    assert html.count("&lt;/script&gt;&lt;img") >= 4


@pytest.mark.parametrize("layout", [LAYOUT, LATER_LAYOUT])
@pytest.mark.parametrize("options", [MapOptions(), MapOptions(layers=("structure",)), MapOptions(plain=True)])
def test_the_legends_entries_are_the_layers(layout: str, options: MapOptions) -> None:
    html = render(options, layout=layout).html
    switches = switches_of(html)
    assert set(switches) == set(layers_of(html))
    for name, on in switches.items():
        (variable,) = re.findall(rf'var (\w+) = atlas\.layer\(\w+, "{name}"\);', html)
        assert (f"{variable}.addTo(" in html) == on


def test_options_are_in_the_page_and_in_its_links() -> None:
    box = Bounds(120.1, 36.0, 120.3, 36.1)
    options = MapOptions(layers=("towns",), bbox=box, theme="dark", selected="auto-city", version="abc123")
    html = render(options).html
    data = blocks_of(html)["atlas-data"]
    assert data["view"] == list(box.as_tuple())
    assert data["selected"] == "auto-city"
    assert 'data-theme="dark"' in html
    (switch,) = re.findall(r'href="([^"]+)" data-state hreflang="en"', html)
    assert switch == (
        f"/maps/{LAYOUT}@abc123?layers=towns&amp;bbox=120.1,36,120.3,36.1&amp;theme=dark&amp;selected=auto-city&amp;lang=en"
    )


def test_a_plain_map_has_no_panels_and_leads_to_the_full_one() -> None:
    html = render(MapOptions(plain=True)).html
    assert 'id="search"' not in html
    assert 'data-tool="measure"' not in html
    assert re.search(rf'href="/maps/{LAYOUT}" target="_blank"', html) or f'href="/maps/{LAYOUT}"' in html


def test_the_page_says_what_it_may_be_used_for_and_which_version_it_is() -> None:
    html = render(MapOptions(lang="en")).html
    assert "Internal working map" in html
    assert ATLAS.version in html
    assert "Our own words" in render(MapOptions(lang="en", label="自定", label_en="Our own words")).html


def test_the_template_uses_what_it_is_given_and_nothing_else() -> None:
    folder = Path(folium_templates())
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html")))
    used = {name for name in MapPage.__slots__ if re.search(rf"\b{name}\b", text)}
    assert used == set(MapPage.__slots__)


def folium_templates() -> str:
    return str(Path(render_layout_map.__code__.co_filename).parent / "templates")


def test_a_layout_of_which_nothing_can_be_drawn_says_so() -> None:
    elsewhere = {"layout": LATER_LAYOUT}
    roles = make_tables().zone_roles
    moved = tuple(role if role.zone == "lost-park" else role.model_copy(update=elsewhere) for role in roles)
    atlas = make_atlas(make_tables(zone_roles=moved))
    html = render_layout_map(atlas, LAYOUT, MapOptions(), assets=ASSETS).html
    assert "没有可以上图的地点" in html
    assert "没有可以上图的地点" not in render().html


def test_a_page_stays_small() -> None:
    assert len(render().html.encode()) < 40_000


def test_every_script_of_the_map_is_loaded_after_what_it_needs() -> None:
    html = render().html
    places = [html.index(ASSETS.url(name).split("?")[0]) for name in SCRIPTS]
    assert places == sorted(places)
    own = {path.name for path in (ASSETS.static_dir).glob("map_*.js")}
    assert own == {name for name in SCRIPTS if not name.startswith("vendor/")}
