"""Finished answers: ETags, compression, what is kept and under which key."""

from __future__ import annotations

import gzip
import threading

import brotli
import pytest
import zstandard
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from api.answers import AnswerCache

PLAIN = {"accept-encoding": "identity"}
BIG = "/api/zones"
UNPACK = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
}


def raw(client, path, **headers):
    with client.stream(
        "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    ) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize("encoding", UNPACK)
@pytest.mark.parametrize("path", [BIG, "/", "/maps/alpha-figure", "/api", "/collections/zones/items"])
def test_answers_are_compressed_as_the_caller_can_read_them(client, path, encoding):
    _, plain = raw(client, path, accept_encoding="identity")
    answer, packed = raw(client, path, accept_encoding=encoding)
    assert answer.headers["content-encoding"] == encoding
    assert int(answer.headers["content-length"]) == len(packed) < len(plain)
    assert UNPACK[encoding](packed) == plain
    assert "Accept-Encoding" in answer.headers["vary"]


@pytest.mark.parametrize("path", [BIG, "/", "/districts", "/maps/alpha-figure", "/static/atlas.css", "/docs", "/api"])
def test_an_unchanged_answer_is_not_sent_twice(client, path):
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get(path, headers={"if-none-match": f'"x", W/{first.headers["etag"]}'}).status_code == 304
    assert client.get(path, headers={"if-none-match": "*"}).status_code == 304
    assert client.get(path, headers={"if-none-match": '"another"'}).status_code == 200


def test_an_etag_is_strong_and_differs_by_encoding(client):
    plain, packed = client.get(BIG, headers=PLAIN), client.get(BIG, headers={"accept-encoding": "gzip"})
    assert plain.headers["etag"] != packed.headers["etag"]
    assert not plain.headers["etag"].startswith("W/")


def test_the_same_address_gives_the_same_bytes(app, client):
    for path in ("/", "/maps/alpha-figure", "/collections/zones/items", "/api/targets", "/zones/auto-city"):
        first = client.get(path).content
        with TestClient(app) as fresh:
            assert fresh.get(path).content == first, path


def test_a_question_about_the_head_is_answered_without_a_body(client):
    full, head = client.get(BIG, headers=PLAIN), client.head(BIG, headers=PLAIN)
    assert head.status_code == 200
    assert head.content == b""
    assert dict(head.headers) == dict(full.headers)


def test_language_and_form_have_answers_of_their_own(client):
    for _ in range(2):
        assert client.get("/nowhere", headers={"accept-language": "en"}).json()["title"] == "No such address"
        assert client.get("/nowhere", headers={"accept-language": "zh-CN"}).json()["title"] == "没有这个地址"
        assert "Districts" in client.get("/collections", headers={"accept-language": "en-GB"}).text
        assert "区市" in client.get("/collections", headers={"accept-language": "de, zh;q=0.5, en;q=0.1"}).text
        assert client.get("/", headers={"accept": "text/html"}).text.startswith("<!")
        assert client.get("/", headers={"accept": "application/json"}).json()


def test_a_page_has_the_language_of_its_address_whatever_the_browser_prefers(client):
    page = client.get("/zones/auto-city", headers={"accept-language": "en", "accept": "text/html"})
    assert 'lang="zh' in page.text


def counting_app():
    made = []

    def answer(request):
        made.append(str(request.url))
        policy = request.query_params.get("policy", "no-cache")
        return PlainTextResponse(f"answer {len(made)}" + "." * 100, headers={"Cache-Control": policy})

    return Starlette(routes=[Route("/{path:path}", answer)]), made


def test_a_kept_answer_is_not_made_again():
    app, made = counting_app()
    client = TestClient(AnswerCache(app, version=lambda: "1", capacity_bytes=100_000))
    assert len({client.get("/x?b=2&a=1").text for _ in range(3)} | {client.get("/x?a=1&b=2").text}) == 1
    client.get("/x?a=2&b=1")
    client.get("/x?a=1&b=2", headers={"host": "elsewhere"})
    assert len(made) == 3


def test_a_new_version_has_answers_of_its_own():
    app, made = counting_app()
    version = "1"
    client = TestClient(AnswerCache(app, version=lambda: version, capacity_bytes=100_000))
    client.get("/x")
    version = "2"
    client.get("/x")
    assert len(made) == 2


@pytest.mark.parametrize("policy", ["no-store", "public, max-age=604800"])
def test_what_must_not_be_kept_is_made_each_time(policy):
    app, made = counting_app()
    client = TestClient(AnswerCache(app, version=lambda: "1", capacity_bytes=100_000))
    for _ in range(2):
        client.get("/x", params={"policy": policy})
    assert len(made) == 2


def test_no_more_is_kept_than_there_is_room_for():
    app, made = counting_app()
    client = TestClient(AnswerCache(app, version=lambda: "1", capacity_bytes=3000))
    for number in (1, 2, 3, 1):
        client.get(f"/{number}")
    assert len(made) == 4
    nothing_kept = TestClient(AnswerCache(app, version=lambda: "1", capacity_bytes=0))
    assert nothing_kept.get("/1").text != nothing_kept.get("/1").text


def test_callers_who_want_the_same_at_once_wait_for_one_answer():
    made, may_go_on = [], threading.Event()

    def answer(_):
        made.append(1)
        may_go_on.wait(5)
        return PlainTextResponse("done", headers={"Cache-Control": "no-cache"})

    cache = AnswerCache(Starlette(routes=[Route("/x", answer)]), version=lambda: "1", capacity_bytes=9999)
    with TestClient(cache) as client:
        threads = [threading.Thread(target=client.get, args=("/x",)) for _ in range(4)]
        for thread in threads:
            thread.start()
        threading.Timer(0.3, may_go_on.set).start()
        for thread in threads:
            thread.join()
    assert len(made) == 1


def test_a_failure_reaches_everybody_who_waits_and_is_not_kept():
    calls = []

    def answer(_):
        calls.append(1)
        raise ValueError

    cache = AnswerCache(Starlette(routes=[Route("/x", answer)]), version=lambda: "1", capacity_bytes=9999)
    client = TestClient(cache, raise_server_exceptions=False)
    for _ in range(2):
        assert client.get("/x").status_code == 500
    assert len(calls) == 2
