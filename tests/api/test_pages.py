"""Pages: every address of the site answers, in both languages, within its policy."""

from __future__ import annotations

import re

import pytest

from tests.factories import HOSTILE, LATER_PLAN, LAYOUT, VERSION

PAGES = [
    "/",
    f"/maps/{LAYOUT}",
    f"/maps/{LAYOUT}?plain=1&layers=structure&bbox=120.1,36.0,120.4,36.2&theme=dark",
    "/districts",
    "/districts/990101",
    "/zones",
    "/zones?kind=park",
    "/zones/hostile-park",
    "/enterprises",
    f"/enterprises?plan={LATER_PLAN}",
    "/enterprises/hostile-works",
    "/projects",
    "/prospects",
    "/measures",
    "/targets",
    "/chain",
    "/compare",
    "/sources",
    "/search?q=示例",
    "/docs",
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_in_its_language(client, path, lang):
    answer = client.get(path, params={"lang": lang} if "?" not in path else None)
    if "?" in path:
        answer = client.get(f"{path}&lang={lang}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert re.search(rf'<html[^>]* lang="{lang}', answer.text)
    assert HOSTILE not in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nothing_of_another_machine(client, path):
    text = client.get(path).text
    loaded = re.findall(r'<(?:script|img|iframe)[^>]* src="([^"]+)"', text)
    loaded += re.findall(r'<link[^>]* rel="(?:stylesheet|icon)"[^>]* href="([^"]+)"', text)
    for address in loaded:
        assert address.startswith(("/", "data:")), address
        if address.startswith("/"):
            assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(client, path):
    for address in set(re.findall(r'<a[^>]* href="(/[^"#]*)', client.get(path).text)):
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


@pytest.mark.parametrize("path", PAGES)
def test_a_policy_allows_no_script_but_what_the_page_holds(client, path):
    answer = client.get(path)
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "*" not in policy["script-src"]
    assert policy["frame-ancestors"] == ("*" if "plain=1" in path else "'self'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"


def test_a_cited_map_is_that_of_its_version(client):
    version = client.get("/readyz").json()["version"]
    cited, live = client.get(f"/maps/{LAYOUT}@{version}").text, client.get(f"/maps/{LAYOUT}").text
    assert f'href="/maps/{LAYOUT}@{version}?lang=en' in cited
    assert cited.replace(f"@{version}", "") == live
    assert client.get(f"/maps/{LAYOUT}@{VERSION}").status_code == 404


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_search_index_of_a_map_is_that_of_its_version(client, lang):
    version = client.get("/readyz").json()["version"]
    answer = client.get(f"/maps/{LAYOUT}/search", params={"lang": lang})
    assert answer.headers["content-type"] == "application/json"
    assert {entry[0] for entry in answer.json()} == {"zone", "district", "enterprise", "town"}
    assert answer.content == client.get(f"/maps/{LAYOUT}@{version}/search", params={"lang": lang}).content
    assert client.get("/maps/nowhere/search").status_code == 404


def test_files_that_carry_their_version_are_kept_for_good(client):
    page = client.get("/").text
    address = re.search(r'href="(/static/atlas\.css\?v=[^"]+)"', page)
    assert address
    assert "immutable" in client.get(address[1]).headers["cache-control"]
    assert client.get("/static/atlas.css").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    ["/static/nothing.css", "/static/../pyproject.toml", "/static/%2e%2e/site.py", "/static/vendor/axe-core/axe.js"],
)
def test_only_files_meant_to_be_served_are(client, path):
    assert client.get(path).status_code == 404


def test_browsers_that_ask_for_an_icon_get_the_mark(client):
    assert client.get("/favicon.ico").headers["content-type"] == "image/svg+xml"


def test_robots_know_what_is_for_them(client):
    assert "Disallow: /api/" in client.get("/robots.txt").text
