"""Error answers: one shape, two languages, a page for people, never a stack trace."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.editions import Editions
from tests.servers import make_settings

HTML = {"accept": "text/html"}
CASES = [
    ("/nowhere", 404, "no-such-page"),
    ("/api/nowhere", 404, "no-such-page"),
    ("/api/zones/x", 404, "not-found"),
    ("/zones/x", 404, "not-found"),
    ("/maps/x", 404, "not-found"),
    ("/maps/alpha-figure@x", 404, "version-not-found"),
    ("/maps/alpha-figure?layers=x", 404, "no-such-layer"),
    ("/maps/alpha-figure?basemap=osm", 404, "no-such-basemap"),
    ("/maps/alpha-figure?theme=pink", 422, "bad-parameter"),
    ("/maps/alpha-figure?bbox=36,120,37,121", 422, "bad-bbox"),
    ("/api/zones?x=1", 422, "bad-filter"),
    ("/targets?year=x", 422, "bad-filter"),
    ("/api/zones?limit=x", 422, "bad-parameter"),
    ("/collections/zones/items?crs=x", 422, "crs-not-offered"),
    ("/basemaps/tianditu/vec/x/1/1", 422, "bad-parameter"),
    ("/basemaps/tianditu/vec/1/1/1", 404, "not-offered"),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("path", "status", "slug"), CASES)
def test_a_program_gets_problem_details(client, path, status, slug, lang):
    answer = client.get(path, headers={"accept-language": lang})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == lang
    problem = answer.json()
    assert problem["type"] == f"/problems/{slug}"
    assert problem["status"] == status
    assert problem["instance"] == path
    assert problem["title"]
    assert problem["detail"]
    assert any("\u4e00" <= character <= "\u9fff" for character in problem["title"]) == (lang == "zh")
    assert client.get(problem["type"], headers={"accept-language": lang}).json()["title"] == problem["title"]


def test_a_choice_of_nothing_says_so(client):
    for lang, said in {"zh": "没有。", "en": "none."}.items():
        problem = client.get("/maps/alpha-figure?basemap=osm", headers={"accept-language": lang}).json()
        assert problem["detail"].endswith(said)


@pytest.mark.parametrize(
    ("path", "concerns", "zh", "en"),
    [
        ("/api/zones?kimd=pole", "name", "可以按这些筛选：", "Filters there are: "),
        ("/api/zones?fitted=yes", "value", "可用的值：true、false。", "Values there are: true, false."),
        ("/api/targets?year=soon", "number", "应为数字，不能是“soon”", "should be a number, not 'soon'"),
    ],
)
def test_a_filter_says_what_is_wrong_with_it(client, path, concerns, zh, en):
    for lang, said in {"zh": zh, "en": en}.items():
        problem = client.get(path, headers={"accept-language": lang}).json()
        assert problem["concerns"] == concerns
        assert said in problem["detail"]


@pytest.mark.parametrize(("path", "status"), [(path, status) for path, status, _ in CASES if "/api/" not in path])
def test_a_browser_gets_a_page(client, path, status):
    answer = client.get(path, headers=HTML)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert "script-src" in answer.headers["content-security-policy"]


def test_the_address_decides_the_language_before_the_headers_do(client):
    answer = client.get("/api/zones/x?lang=en", headers={"accept-language": "zh"})
    assert answer.json()["title"] == "Nothing has this id"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_what_can_only_be_read_says_so(client, method):
    answer = getattr(client, method)("/api/zones", headers={"accept-language": "en"})
    assert answer.status_code == 405
    assert answer.json()["type"] == "/problems/method-not-allowed"
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize("headers", [{}, HTML])
def test_an_unexpected_failure_shows_nothing_of_the_inside(settings, monkeypatch, headers):
    def fail(_):
        message = "the secret inside"
        raise RuntimeError(message)

    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        monkeypatch.setattr(Editions, "current", property(fail))
        answer = client.get("/zones", headers=headers)
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("headers", [{}, HTML])
def test_an_empty_store_is_told(tmp_path, headers):
    with TestClient(create_app(make_settings(tmp_path))) as client:
        answer = client.get("/zones", headers=headers)
        assert answer.status_code == 503
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["status"]) == (503, "empty")
        assert client.get("/healthz").status_code == 200
    if not headers:
        assert answer.json()["type"] == "/problems/store-empty"
        assert str(tmp_path) not in answer.text


def test_hostile_addresses_come_back_as_text(client):
    for path in ("/zones/<script>alert(1)<%2Fscript>", "/zones?kind=<script>alert(1)</script>", "/<img src=x>"):
        for headers in (HTML, {}):
            answer = client.get(path, headers=headers)
            assert answer.status_code in (404, 422)
            if headers:
                assert "<script>alert" not in answer.text
                assert "<img src=x>" not in answer.text
