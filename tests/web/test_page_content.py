"""What the pages say: honest about places and figures, safe with any name, complete."""

from typing import Any

import pytest

from layers.errors import BadFilter, ZoneNotFound
from tests.factories import HOSTILE, JIA, LATER_PLAN, LAYOUT, PLAN, YI, make_atlas, make_tables
from tests.web.page_reading import read
from web.assets import Assets
from web.atlas_site import Site, bare_error
from web.document import Document, csp
from web.frame import Place, SiteOptions


@pytest.fixture(scope="module")
def site():
    return Site(make_atlas(), Assets.find(), SiteOptions(title="示例一张图", title_en="Sample atlas"))


def _all_pages(site, lang):
    yield site.portal(lang=lang)
    for name in ("search", "compare", "zones", "targets", "enterprises", "projects", "prospects", "measures", "chain"):
        yield getattr(site, name)({}, lang=lang)
    yield site.districts(lang=lang)
    yield site.sources(lang=lang)
    yield from (site.district(view.id, lang=lang) for view in site.atlas.districts)
    yield from (site.zone(view.id, lang=lang) for view in site.atlas.zones)
    yield from (site.enterprise(view.id, lang=lang) for view in site.atlas.enterprises)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_hostile_name_shows_as_text_everywhere(site, lang):
    shown = 0
    for page in _all_pages(site, lang):
        assert HOSTILE not in page.html
        reading = read(page)
        assert "img" not in reading.elements
        shown += HOSTILE in reading.text
    assert shown >= 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_need_no_inline_script_or_style(site, lang):
    for page in _all_pages(site, lang):
        assert Document.of(page.html) == page
        assert page.script_hashes == page.style_hashes == page.external_hosts == ()
        assert "'unsafe-inline'" not in csp(page)


def test_pages_with_charts_say_where_they_load_from_without_packages(site, tmp_path):
    bare = Site(site.atlas, Assets.find(vendor_dir=tmp_path))
    page = bare.targets({})
    assert Document.of(page.html) == page
    assert page.external_hosts
    assert "外部网络" in read(page).text
    assert bare.zones({}).external_hosts == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rendering_twice_gives_the_same_bytes(site, lang):
    again = Site(make_atlas(), Assets.find(), SiteOptions(title="示例一张图", title_en="Sample atlas"))
    assert [page.html for page in _all_pages(site, lang)] == [page.html for page in _all_pages(again, lang)]


def test_an_english_page_names_things_in_english(site):
    text = read(site.portal(lang="en")).text
    assert "Sample atlas" in text
    assert "Sample layout" in text
    assert "示例布局" not in text


def test_a_fitted_area_is_never_shown_as_a_check(site):
    text = read(site.zone("auto-city")).text
    assert "图形本来就是按规划面积求解的" in text
    assert "相差" not in text
    assert "较规划" not in read(site.zones({"kind": "base"})).text


def test_a_measured_area_is_held_against_the_stated_one(site):
    assert "与规划面积相差" in read(site.zone("sample-port")).text


def test_a_zone_without_a_place_says_so(site):
    text = read(site.zone("lost-park")).text
    assert "因此不上图" in text
    assert "位置不明" in read(site.portal()).text


def test_unplaced_organisations_are_listed_apart(site):
    reading = read(site.enterprises({}))
    assert "unplaced" in reading.ids
    unplaced = site.atlas.unplaced_enterprises()
    assert f"未能定位的 {len(unplaced)} 家" in reading.text


def test_a_conflict_shows_every_figure_and_source_and_no_winner(site):
    conflict = site.atlas.conflicts[0]
    reading = read(site.targets({}))
    assert f"conflict-{conflict.id}" in reading.ids
    edition = site.edition("zh")
    for target in conflict.targets:
        assert edition.figure(target) in reading.text
        assert target.section in reading.text


def test_goals_without_a_figure_are_listed(site):
    reading = read(site.targets({}))
    assert "goals" in reading.ids
    assert "无数值的目标 1 条" in reading.text


def test_every_row_of_targets_says_its_plan_and_section(site):
    text = read(site.targets({})).text
    for target in site.atlas.tables.targets:
        assert site.edition("zh").plan_short(target.plan) in text
        assert target.section.split(" | ")[0] in text


def test_a_district_tells_its_neighbours(site):
    links = read(site.district(YI)).links
    assert f"/districts/{JIA}" in links


def test_a_department_shows_its_measures_of_all_plans(site):
    department = site.atlas.tables.measures[0].departments[0]
    own = [row for row in site.atlas.tables.measures if department in row.departments]
    text = read(site.measures({"department": department})).text
    assert all(row.title in text for row in own)
    others = [row for row in site.atlas.tables.measures if department not in row.departments]
    assert not any(row.title in text for row in others)


def test_sources_explain_every_shape(site):
    text = read(site.sources()).text
    for view in site.atlas.zones:
        assert view.shape.how in text
    assert "不能当作核对通过" in text


@pytest.mark.parametrize("query", ["汽车城", "slqcc", "auto ci", "shiliqichecheng"])
def test_search_finds_by_chinese_pinyin_initials_and_english(site, query):
    assert "/zones/auto-city" in read(site.search({"q": query})).links


def test_search_without_a_hit_says_what_to_do(site):
    assert "没有找到" in read(site.search({"q": "zzzzqq"})).text


def test_compare_sets_names_of_all_plans_side_by_side(site):
    text = read(site.compare({})).text
    assert "示例国际汽车城" in text
    assert "未提及" in text


def test_compare_takes_some_layouts(site):
    chosen = read(site.compare({"layouts": LAYOUT})).links
    assert "/zones/east-pole" not in chosen
    assert "/zones/auto-city" in chosen


@pytest.mark.parametrize(
    ("page", "query", "named"),
    [
        ("targets", {"plan": "no-such"}, "plan"),
        ("targets", {"colour": "red"}, "colour"),
        ("targets", {"year": "soon"}, "year"),
        ("enterprises", {"kind": "zoo"}, "kind"),
        ("zones", {"method": "guess"}, "method"),
        ("measures", {"department": "x"}, "department"),
        ("compare", {"layouts": f"{LAYOUT},nope"}, "layouts"),
    ],
)
def test_an_unknown_filter_names_what_is_known(site, page, query, named):
    with pytest.raises(BadFilter) as caught:
        getattr(site, page)(query)
    assert caught.value.name == named
    assert caught.value.known
    text = read(site.error(422, error_raised=caught.value, path=f"/{page}")).text
    assert caught.value.known[0] in text


def test_empty_filters_select_everything(site):
    assert site.targets({"plan": "", "year": " "}).html == site.targets({}).html


def test_filters_narrow_the_list(site):
    assert len(read(site.zones({"plan": LATER_PLAN})).words) < len(read(site.zones({})).words)
    assert "示例港" not in read(site.zones({"plan": LATER_PLAN})).text
    assert "示例港" in read(site.zones({"plan": PLAN, "kind": "port"})).text


def test_an_industry_group_takes_in_its_branches(site):
    assert "/zones/town-park" in read(site.zones({"industry": "automotive"})).links


def test_a_missing_thing_names_near_ones(site):
    with pytest.raises(ZoneNotFound) as caught:
        site.zone("auto-cit")
    page = read(site.error(404, error_raised=caught.value, path="/zones/auto-cit"))
    assert "/zones/auto-city" in page.links
    assert "auto-cit" in page.text


@pytest.mark.parametrize("status", [400, 404, 422, 500, 503])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_error_page_offers_a_way_back(site, status, lang):
    page = read(site.error(status, lang=lang, path="/x"))
    assert any(link.split("?")[0] == "/" for link in page.links)
    assert "Traceback" not in page.text


def test_an_error_can_be_shown_without_an_atlas():
    assert "数据还没有准备好" in read(bare_error(503, Assets.find())).text


def test_an_atlas_without_optional_tables_still_renders():
    empty = dict.fromkeys(("projects", "prospects", "measures", "chain_links", "guidance", "targets"), ())
    site = Site(make_atlas(make_tables(**empty)), Assets.find())
    for lang in ("zh", "en"):
        assert all(page.html for page in _all_pages(site, lang))


def test_items_of_a_collection_are_shown_as_a_table(site):
    collection = {"id": "zones", "title": "Zones", "links": []}
    answer: dict[str, Any] = {
        "features": [{"id": "a", "geometry": None, "properties": {"name": HOSTILE, "plans": ["x", "y"], "n": 1}}],
        "numberMatched": 7, "numberReturned": 1,
        "links": [{"rel": "next", "href": "/collections/zones/items?offset=1"}, {"rel": "self", "href": "#"}],
    }  # fmt: skip
    page = site.items(collection, answer, Place("/collections/zones/items", {}))
    reading = read(page)
    assert HOSTILE in reading.text
    assert HOSTILE not in page.html
    assert "/collections/zones/items/a" in reading.links
    assert "/collections/zones/items?offset=1" in reading.links
    item = site.item(collection, answer["features"][0], Place("/collections/zones/items/a", {}))
    assert "x, y" in read(item).text
