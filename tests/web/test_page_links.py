"""Every link of the pages leads somewhere and keeps the language; anchors exist."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories import make_atlas
from tests.web.page_reading import answer, read
from web.assets import Assets
from web.atlas_site import Site
from web.links import Links

ELSEWHERE = ("/maps/", "/docs", "/collections")


@pytest.fixture(scope="module")
def site():
    return Site(make_atlas(), Assets.find())


def _crawl(site, start):
    """Follow every link from one page; gives address -> reading."""
    seen, waiting = {}, [start]
    while waiting:
        address = waiting.pop().split("#")[0]
        if not address or address in seen or address.startswith(ELSEWHERE):
            continue
        document = answer(site, address)
        assert document is not None, address
        seen[address] = read(document)
        waiting += seen[address].links
    return seen


@pytest.mark.parametrize("start", ["/", "/?lang=en"])
def test_every_link_leads_to_a_page(site, start):
    seen = _crawl(site, start)
    assert {"/targets", "/compare", "/sources", "/measures", "/chain"} <= {urlsplit(address).path for address in seen}


@pytest.mark.parametrize(("start", "lang"), [("/", []), ("/?lang=en", ["en"])])
def test_links_keep_the_language_but_for_the_switch(site, start, lang):
    for address, reading in _crawl(site, start).items():
        own = parse_qs(urlsplit(address).query).get("lang", [])
        other = [
            link
            for link in reading.links
            if link.startswith("/") and link != "/docs" and parse_qs(urlsplit(link).query).get("lang", []) != own
        ]
        assert len(set(other)) == 1, (address, other)  # the switch
    assert lang in ([], ["en"])


def test_anchors_exist(site):
    pages = _crawl(site, "/")
    anchors = {link for reading in pages.values() for link in reading.links if "#" in link and "/maps/" not in link}
    for link in anchors:
        address, _, anchor = link.partition("#")
        targets = [pages[address]] if address else [reading for reading in pages.values() if link in reading.links]
        assert all(anchor in reading.ids for reading in targets), link


def test_ids_are_unique_on_a_page(site):
    for address, reading in _crawl(site, "/").items():
        assert len(reading.ids) == len(set(reading.ids)), address


def test_an_address_has_no_empty_parameters():
    assert Links("en").to("/zones", {"plan": "", "kind": "park", "lang": "zh"}) == "/zones?kind=park&lang=en"
    assert Links("zh").to("/zones", {"plan": ""}) == "/zones"


def test_a_map_is_opened_at_an_extent():
    assert Links("zh").layout("a-b", (120.0, 36.0, 121.0, 36.5)) == "/maps/a-b?bbox=120.0000,36.0000,121.0000,36.5000"
