"""What is served: the version in force, replaced whole; an unreadable one changes nothing."""

from __future__ import annotations

import time

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from layers.manifest import MANIFEST_NAME
from layers.store import publish
from tests.factories import BUILT_AT, make_content, make_store, make_tables
from tests.servers import make_settings


@pytest.fixture
def store(tmp_path):
    return make_store(tmp_path / "store")


def watched(store_dir, **changes):
    settings = make_settings(store_dir)
    server = settings.server.model_copy(update={"watch_s": 0.05})
    return create_app(settings.model_copy(update={"server": server}), **changes)


def publish_less(store_dir):
    tables = make_tables(prospects=make_tables().prospects[:1])
    return publish(make_content(tables), store_dir, inputs={}, who="tests", when=BUILT_AT).build.data_version


def wait_until(client, holds):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        state = client.get("/readyz")
        if holds(state):
            return state
        time.sleep(0.02)
    pytest.fail("the service did not notice")


def wait_for(client, version):
    wait_until(client, lambda state: state.json()["version"] == version)


def test_a_new_version_is_served_without_a_restart(store):
    with TestClient(watched(store)) as client:
        old = client.get("/readyz").json()["version"]
        assert client.get("/api/prospects").json()["total"] == 2
        wait_for(client, publish_less(store))
        assert client.get("/api/prospects").json()["total"] == 1
        assert client.get(f"/maps/alpha-figure@{old}").status_code == 200


def test_a_cited_version_renders_the_same_after_a_newer_one_is_in_force(store):
    with TestClient(watched(store)) as client:
        old = client.get("/readyz").json()["version"]
        before = client.get(f"/maps/alpha-figure@{old}").content
        wait_for(client, publish_less(store))
        assert client.get(f"/maps/alpha-figure@{old}").content == before


def test_a_damaged_version_leaves_the_one_before_in_force(store):
    with TestClient(watched(store)) as client:
        version = client.get("/readyz").json()["version"]
        (store / MANIFEST_NAME).write_text("{broken", encoding="utf-8")
        state = wait_until(client, lambda state: state.json()["problem"])
        assert state.status_code == 200
        assert state.json()["version"] == version
        assert "damaged" in state.json()["problem"]
        assert client.get("/api/zones").status_code == 200


def test_a_store_that_cannot_be_read_says_so_rather_than_empty(store):
    (store / MANIFEST_NAME).write_text("{broken", encoding="utf-8")
    with TestClient(create_app(make_settings(store))) as client:
        answer = client.get("/api/zones", headers={"accept-language": "en"})
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/store-unavailable")
    assert "atlas build" in answer.json()["detail"]


def test_a_failed_build_is_told_and_the_last_good_version_served(store):
    with TestClient(create_app(make_settings(store), build_failure="targets.csv, row 3: no such unit")) as client:
        state = client.get("/readyz")
    assert (state.status_code, state.json()["problem"]) == (200, "targets.csv, row 3: no such unit")


def test_a_store_that_fills_later_is_noticed(tmp_path):
    with TestClient(watched(tmp_path)) as client:
        assert client.get("/readyz").status_code == 503
        make_store(tmp_path)
        wait_until(client, lambda state: state.status_code == 200)
        assert client.get("/api/zones").status_code == 200
