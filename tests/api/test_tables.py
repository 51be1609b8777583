"""Domain JSON: what a list and a row are, how they are filtered and paged."""

from __future__ import annotations

import pytest

from api.routers.tables import TABLES
from layers.columns import COLUMNS
from tests.factories import HOSTILE, LATER_PLAN, PLAN


@pytest.mark.parametrize("table", TABLES)
def test_a_list_has_a_total_and_rows_with_exactly_the_columns(client, table):
    answer = client.get(f"/api/{table}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    page = answer.json()
    assert set(page) == {"total", "items"}
    assert page["total"] == len(page["items"]) > 0
    for row in page["items"]:
        assert list(row) == [column.name for column in COLUMNS[table]]


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_a_list_can_be_asked_for_by_its_id(client, table):
    for row in client.get(f"/api/{table}").json()["items"]:
        assert client.get(f"/api/{table}/{row['id']}").json() == row


@pytest.mark.parametrize("table", [table for table in TABLES if table != "plans"])
def test_a_list_is_filtered_by_plan(client, table):
    everything = client.get(f"/api/{table}").json()["items"]
    found = client.get(f"/api/{table}", params={"plan": LATER_PLAN}).json()["items"]
    assert {row["id"] for row in found} == {
        row["id"] for row in everything if LATER_PLAN in (row.get("plans") or [row["plan"]])
    }


@pytest.mark.parametrize("table", ["targets", "zones", "enterprises", "projects", "prospects", "measures", "conflicts"])
def test_a_list_is_filtered_by_each_of_its_columns(client, table):
    rows = client.get(f"/api/{table}").json()["items"]
    for column in COLUMNS[table]:
        value = rows[0][column.name]
        if column.is_filterable and value not in (None, [], ""):
            wanted = value[0] if column.kind == "list" else str(value).lower() if value in (True, False) else value
            found = client.get(f"/api/{table}", params={column.name: wanted})
            assert found.status_code == 200, column
            assert rows[0]["id"] in [row["id"] for row in found.json()["items"]], column


def test_pages_put_together_are_the_whole_list(client):
    whole = client.get("/api/targets").json()
    pages = [client.get("/api/targets", params={"limit": 3, "offset": offset}).json() for offset in range(0, 30, 3)]
    assert {page["total"] for page in pages} == {whole["total"]}
    assert [row for page in pages for row in page["items"]] == whole["items"]


def test_a_baseline_is_a_row_of_its_own(client):
    row = client.get(f"/api/targets/{PLAN}-t1-baseline").json()
    assert (row["kind"], row["value"], row["year"], row["baseline_of"]) == ("baseline", 90, 2020, f"{PLAN}-t1")


def test_zones_say_how_their_geometry_is_known(client):
    row = client.get("/api/zones/auto-city").json()
    assert row["geometry_method"] == "envelope"
    assert row["fitted"] is True
    assert row["uncertainty_m"] == 2000
    assert row["area_km2"] == pytest.approx(78.5, abs=0.5)


def test_a_hostile_name_stays_text_in_json(client):
    names = [row["name"] for row in client.get("/api/prospects").json()["items"]]
    assert HOSTILE in names


@pytest.mark.parametrize("limit", ["0", "1001", "-1", "ten", "1.5", "", "１０"])
def test_a_limit_out_of_range_is_refused_with_the_range(client, limit):
    answer = client.get("/api/zones", params={"limit": limit})
    assert answer.status_code == 422
    assert answer.json()["expected"] == "1–1000"
    assert answer.json()["name"] == "limit"


def test_an_unknown_filter_is_refused_with_the_known_ones(client):
    answer = client.get("/api/zones", params={"knd": "park"})
    assert answer.status_code == 422
    assert answer.json()["near"] == ["kind"]
    assert "geometry_method" in answer.json()["known"]


def test_a_filter_given_twice_is_refused(client):
    assert client.get("/api/zones?kind=park&kind=axis").status_code == 422


@pytest.mark.parametrize(
    ("table", "wanted", "near"),
    [
        ("zones", "auto-cty", "auto-city"),
        ("plans", "alpha-2024", PLAN),
        ("districts", "990103", "990101"),
        ("enterprises", "sample-motor", "sample-motors"),
        ("targets", f"{PLAN}-t99", f"{PLAN}-t7"),
        ("zones", "汽车城", "auto-city"),
        ("districts", "甲", "990101"),
    ],
)
def test_an_unknown_id_names_near_matches(client, table, wanted, near):
    answer = client.get(f"/api/{table}/{wanted}")
    assert answer.status_code == 404
    assert near in answer.json()["near"]
    assert near in answer.json()["detail"]
