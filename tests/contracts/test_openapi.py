"""The OpenAPI document: valid 3.0, complete, and what is committed."""

from __future__ import annotations

import json

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from api.app import create_app
from api.openapi import as_3_0, openapi_document
from layers.layer_names import COLLECTIONS
from tests.servers import make_settings
from tests.snapshots import assert_matches


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    app = create_app(make_settings(tmp_path_factory.mktemp("no-store")))
    return openapi_document(app, lang="en", max_items=10_000)


@pytest.mark.snapshot
def test_the_interface_is_the_one_committed(document):
    assert_matches("docs/openapi.json", json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def test_it_is_valid_openapi_3_0(document):
    OpenAPIV30SpecValidator(document).validate()


def test_every_collection_has_a_path_with_its_filters(document):
    for name in COLLECTIONS:
        parameters = {one["name"] for one in document["paths"][f"/collections/{name}/items"]["get"]["parameters"]}
        assert {"bbox", "bbox-crs", "crs", "limit", "offset", "datetime", "f", "id"} <= parameters


def test_operations_have_names_of_their_own(document):
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))


def test_types_of_3_1_become_those_of_3_0():
    assert as_3_0({"anyOf": [{"type": "string"}, {"type": "null"}]}) == {"type": "string", "nullable": True}
    assert as_3_0([{"const": "a", "type": "string"}]) == [{"enum": ["a"], "type": "string"}]
    assert as_3_0({"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]}) == {
        "anyOf": [{"type": "string"}, {"type": "integer"}],
        "nullable": True,
    }
