"""天地图: the token stays on the server."""

from __future__ import annotations

import httpx2
import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import BasemapSettings

TOKEN = "a-secret-token"  # noqa: S105
TILE = "/basemaps/tianditu/vec/10/854/400"


def service(settings, answer):
    asked = []

    def handle(request):
        asked.append(request.url)
        if isinstance(answer, Exception):
            raise answer
        return answer

    basemaps = BasemapSettings(tianditu_token=SecretStr(TOKEN), osm=False, amap=False)
    app = create_app(settings.model_copy(update={"basemaps": basemaps}), transport=httpx2.MockTransport(handle))
    return app, asked


def test_a_tile_is_fetched_with_the_token_of_the_server(settings):
    app, asked = service(settings, httpx2.Response(200, content=b"\x89PNG", headers={"content-type": "image/png"}))
    with TestClient(app) as client:
        answer = client.get(TILE)
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, b"\x89PNG", "image/png")
    assert asked[0].host == "t0.tianditu.gov.cn"
    assert dict(asked[0].params) | {"TILEMATRIX": "10", "TILECOL": "854", "TILEROW": "400", "tk": TOKEN} == dict(
        asked[0].params
    )


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(403, text=f"bad tk {TOKEN}"),
        httpx2.Response(200, text=f"quota of {TOKEN}", headers={"content-type": "text/html"}),
        httpx2.Response(302, headers={"location": "http://elsewhere"}),
        httpx2.ReadTimeout(f"https://t0.tianditu.gov.cn?tk={TOKEN}"),
        httpx2.Response(200, content=b"x" * 3_000_000, headers={"content-type": "image/png"}),
    ],
    ids=["refused", "no image", "redirected", "late", "too large"],
)
def test_a_tile_that_does_not_come_is_told_without_the_token(settings, answer, caplog):
    app, _ = service(settings, answer)
    with TestClient(app) as client:
        told = client.get(TILE)
    assert told.status_code == 502
    assert told.json()["type"] == "/problems/upstream-failed"
    assert TOKEN not in told.text + caplog.text


@pytest.mark.parametrize("tile", ["vec/19/1/1", "vec/1/2/0", "vec/1/0/2", "vec/-1/0/0", "roads/1/0/0", "vec/1/..%2f/0"])
def test_no_other_address_can_be_reached(settings, tile):
    app, asked = service(settings, httpx2.Response(200, content=b"", headers={"content-type": "image/png"}))
    with TestClient(app) as client:
        assert client.get(f"/basemaps/tianditu/{tile}").status_code in (404, 422)
    assert not asked


def test_the_token_is_in_no_page(settings):
    app, _ = service(settings, httpx2.Response(500))
    with TestClient(app) as client:
        page = client.get("/maps/alpha-figure?basemap=tianditu")
    assert page.status_code == 200
    assert TOKEN not in page.text
    assert "/basemaps/tianditu/vec/{z}/{x}/{y}" in page.text
