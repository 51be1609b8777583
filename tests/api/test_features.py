"""OGC API – Features: documents, paging, boxes, coordinate systems."""

from __future__ import annotations

import math

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.ogc.documents import CONFORMS_TO
from api.ogc.systems import OFFERED
from api.settings import ServerSettings
from layers.layer_names import COLLECTIONS, SPATIAL_COLLECTIONS

EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
JSON = {"accept": "application/json"}


def items(client, collection="zones", **query):
    parameters = {"bbox-crs" if name == "bbox_crs" else name: value for name, value in query.items()}
    answer = client.get(f"/collections/{collection}/items", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def links_of(document):
    return {(link["rel"], link["type"]): link["href"] for link in document["links"]}


def test_the_root_is_the_landing_page_for_programs_and_the_portal_for_people(client):
    landing = client.get("/", headers=JSON).json()
    assert {"self", "alternate", "service-desc", "service-doc", "conformance", "data"} <= {
        link["rel"] for link in landing["links"]
    }
    assert client.get("/?f=json").json()["title"] == landing["title"]
    for headers in ({"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}, {}):
        assert client.get("/", headers=headers).headers["content-type"].startswith("text/html")


def test_every_link_of_every_document_leads_somewhere(client):
    seen, ahead = set(), [client.get("/?f=json").json()]
    while ahead:
        document = ahead.pop()
        for link in [*document.get("links", []), *(x for c in document.get("collections", []) for x in c["links"])]:
            path = link["href"].removeprefix("http://testserver")
            if path in seen:
                continue
            seen.add(path)
            answer = client.get(path)
            assert answer.status_code == 200, path
            if "json" in link["type"]:
                assert answer.headers["content-type"].split(";")[0] == link["type"].split(";")[0], path
                if not path.startswith("/api"):
                    ahead.append(answer.json())
            else:
                assert answer.headers["content-type"].startswith("text/html"), path
    assert len(seen) > 5 * len(COLLECTIONS)


def test_links_use_the_public_address_where_there_is_one(settings):
    server = ServerSettings(port=0, public_url="https://atlas.example/base/", watch_s=0)
    with TestClient(create_app(settings.model_copy(update={"server": server}))) as client:
        document = client.get("/collections?f=json&lang=en").json()
    assert all(link["href"].startswith("https://atlas.example/base/coll") for link in document["links"])
    assert all("lang=en" in link["href"] for link in document["links"])


def test_the_classes_that_are_met_are_declared(client):
    assert client.get("/conformance").json()["conformsTo"] == list(CONFORMS_TO)


def test_collections_carry_extent_and_coordinate_systems(client):
    found = {c["id"]: c for c in client.get("/collections").json()["collections"]}
    assert tuple(found) == COLLECTIONS
    for name, collection in found.items():
        assert collection["crs"] == list(OFFERED)
        assert collection["storageCrs"] == "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
        assert ("extent" in collection) == (name in SPATIAL_COLLECTIONS)
        assert client.get(f"/collections/{name}").json() == collection
    assert found["districts"]["extent"]["spatial"]["bbox"] == [pytest.approx([120.0, 36.0, 120.6, 36.2])]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_pages_of_features_follow_their_next_links_to_the_end(client, collection):
    whole = items(client, collection, limit=1000)
    assert whole["numberMatched"] == whole["numberReturned"] == len(whole["features"])
    page, walked = items(client, collection, limit=3), []
    while True:
        assert page["numberReturned"] == len(page["features"]) <= 3
        walked += page["features"]
        following = links_of(page).get(("next", "application/geo+json"))
        if following is None:
            break
        page = client.get(following, headers=JSON).json()
    assert walked == whole["features"]


def test_a_page_links_back(client):
    page = items(client, limit=3, offset=3)
    assert "offset=0" in links_of(page)["prev", "application/geo+json"]


def test_more_than_the_limit_is_cut_down_to_it(client):
    assert client.get("/collections/zones/items?limit=99999999").status_code == 200


def test_features_without_a_known_place_have_no_geometry(client):
    for collection in set(COLLECTIONS) - SPATIAL_COLLECTIONS:
        assert all(feature["geometry"] is None for feature in items(client, collection)["features"])
        assert items(client, collection, bbox="100,30,130,40")["numberMatched"] == 0


def test_a_box_selects_what_it_touches(client):
    found = {feature["id"] for feature in items(client, "districts", bbox="120.41,36.05,120.45,36.1")["features"]}
    assert found == {"990181"}
    assert items(client, "districts", bbox="120.41,36.05,-10,120.45,36.1,900")["numberMatched"] == 1
    assert items(client, "districts", bbox="10,10,11,11")["numberMatched"] == 0


@pytest.mark.parametrize(
    ("code", "bbox"),
    [
        ("4326", "36.05,120.41,36.1,120.45"),
        ("4490", "36.05,120.41,36.1,120.45"),
        ("3857", "13403980,4308600,13408400,4315400"),
        ("4549", "3990500,537000,3996000,540500"),
    ],
)
def test_a_box_is_read_in_the_system_it_is_in(client, code, bbox):
    found = items(client, "districts", bbox=bbox, bbox_crs=f"{EPSG}{code}")
    assert [feature["id"] for feature in found["features"]] == ["990181"]


@pytest.mark.parametrize(
    ("bbox", "flaw"),
    [
        ("36,120,37,121", "swapped"),
        ("36.0,120.0,36.2,120.6", "swapped"),
        ("NaN,36,121,37", "not_finite"),
        ("120,36,inf,37", "not_finite"),
        ("120,36,121", "count"),
        ("120,36,121,37,1", "count"),
        ("a,b,c,d", "not_numbers"),
        ("", "not_numbers"),
        ("121,36,120,37", "inside_out"),
        ("120,37,121,36", "inside_out"),
        ("500,36,600,37", "out_of_range"),
    ],
)
def test_a_box_that_is_none_is_refused_with_what_is_expected(client, bbox, flaw):
    answer = client.get("/collections/zones/items", params={"bbox": bbox})
    assert answer.status_code == 422
    assert answer.json()["flaw"] == flaw
    assert "min lon,min lat,max lon,max lat" in answer.json()["detail"]


@pytest.mark.parametrize(("code", "bbox"), [("4326", "120,36,121,37"), ("4549", "537000,3990500,540500,3996000")])
def test_axes_swapped_for_the_system_are_noticed(client, code, bbox):
    answer = client.get("/collections/zones/items", params={"bbox": bbox, "bbox-crs": f"{EPSG}{code}"})
    assert answer.status_code == 422
    assert answer.json()["flaw"] == "swapped"


def test_a_box_across_the_antimeridian_is_a_box(client):
    assert items(client, "districts", bbox="170,-10,-170,40")["numberMatched"] == 0


@pytest.mark.parametrize("parameter", ["crs", "bbox-crs"])
@pytest.mark.parametrize("crs", ["EPSG:2000", "GCJ-02", f"{EPSG}27700", "bd09", ""])
def test_a_foreign_coordinate_system_is_refused_with_those_offered(client, parameter, crs):
    answer = client.get("/collections/zones/items", params={parameter: crs})
    assert answer.status_code == 422
    assert answer.json()["offered"] == list(OFFERED)


@pytest.mark.parametrize("crs", ["EPSG:4490", f"[{EPSG}4490]", "urn:ogc:def:crs:EPSG::4490", f"{EPSG}4490"])
def test_a_coordinate_system_has_several_names(client, crs):
    answer = client.get("/collections/zones/items/auto-city", params={"crs": crs})
    assert answer.headers["content-crs"] == f"<{EPSG}4490>"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        # lon/lat 120.5, 36.12, by the formulas of EPSG guidance note 7-2 in another implementation (PROJ's cs2cs)
        ("4326", (36.12, 120.5)),
        ("4490", (36.12, 120.5)),
        ("3857", (13413998.64, 4317145.77)),
        ("4549", (3998973.66, 545013.62)),
    ],
)
def test_coordinates_come_in_the_order_of_the_system(client, code, expected):
    answer = client.get("/collections/zones/items/east-pole", params={"crs": f"{EPSG}{code}"})
    assert answer.headers["content-crs"] == f"<{EPSG}{code}>"
    assert tuple(answer.json()["geometry"]["coordinates"]) == pytest.approx(expected, abs=0.011)


def test_geojson_without_a_system_is_longitude_first(client):
    answer = client.get("/collections/zones/items/east-pole")
    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.json()["geometry"]["coordinates"] == [120.5, 36.12]
    assert answer.headers["content-crs"] == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"


@pytest.mark.parametrize(
    "moment", ["2025-01-01", "2025-01-01T00:00:00Z", "../2025-12-31", "2021-01-01/..", "2021-01-01/2025-12-31"]
)
def test_a_moment_is_accepted_because_features_carry_no_time(client, moment):
    assert items(client, datetime=moment)["numberMatched"] == items(client)["numberMatched"]


@pytest.mark.parametrize("moment", ["yesterday", "2025", "2021-01-01/x"])
def test_what_is_no_moment_is_refused(client, moment):
    assert client.get("/collections/zones/items", params={"datetime": moment}).status_code == 422


def test_features_are_filtered_by_their_properties(client):
    found = items(client, "zones", geometry_method="envelope")
    assert [feature["id"] for feature in found["features"]] == ["auto-city"]
    answer = client.get("/collections/zones/items", params={"colour": "red"})
    assert answer.status_code == 422
    assert "geometry_method" in answer.json()["known"]


@pytest.mark.parametrize(
    "path", ["/collections", "/collections/zones", "/conformance", "/collections/zones/items/auto-city"]
)
def test_parameters_that_an_answer_has_not_are_refused(client, path):
    assert client.get(path, params={"limit": "1"}).status_code == 422


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/collections/zone", "zones"),
        ("/collections/zone/items", "zones"),
        ("/collections/zones/items/auto-cit", "auto-city"),
    ],
)
def test_what_is_not_there_names_what_comes_near(client, path, near):
    answer = client.get(path)
    assert answer.status_code == 404
    assert near in answer.json()["near"]


@pytest.mark.parametrize("path", ["", "/zones", "/zones/items", "/zones/items/auto-city", "/enterprises/items?limit=2"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_documents_have_pages(client, path, lang):
    answer = client.get(f"/collections{path}", params={"f": "html", "lang": lang})
    assert answer.status_code == 200
    assert f'lang="{lang}' in answer.text


def test_an_unknown_form_is_refused(client):
    answer = client.get("/collections?f=xml")
    assert answer.status_code == 422
    assert answer.json()["expected"] == "json, html"


def test_no_number_is_out_of_this_world(client):
    for collection in SPATIAL_COLLECTIONS:
        for feature in items(client, collection, limit=1000)["features"]:
            for value in feature["properties"].values():
                assert not isinstance(value, float) or math.isfinite(value)


def test_a_slash_too_many_is_forgiven(client):
    assert client.get("/collections/", headers=JSON).json() == client.get("/collections", headers=JSON).json()
