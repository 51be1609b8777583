"""OGC API – Features as OpenAPI 3.0: one path a collection, with its columns as filters, so that GDAL can use them."""

from __future__ import annotations

from typing import Any

from api.ogc.links import GEOJSON, HTML, JSON
from api.ogc.requests import DEFAULT_LIMIT
from api.ogc.systems import CRS84, OFFERED
from api.routers.tables import filter_parameters
from api.wording import words
from layers.layer_names import COLLECTIONS

_TAG = "features"
_TEXT = {"type": "string"}


def feature_paths(max_items: int) -> dict[str, Any]:
    """Describe the paths of the standard.

    Parameters
    ----------
    max_items
        Most features of one page.
    """
    fixed = {
        "/conformance": _get("conformance", "Standards met", _answer(JSON, {"type": "object"}), []),
        "/collections": _get("collections", "Collections", _answer(JSON, _reference("collections")), []),
    }
    return fixed | {path: item for name in COLLECTIONS for path, item in _of_collection(name, max_items).items()}


def feature_schemas() -> dict[str, Any]:
    """Describe the documents of the standard."""
    link = {
        "type": "object",
        "required": ["href", "rel"],
        "properties": {"href": _TEXT, "rel": _TEXT, "type": _TEXT, "title": _TEXT},
    }
    links = {"type": "array", "items": _reference("link")}
    return {
        "link": link,
        "collection": {
            "type": "object",
            "required": ["id", "links"],
            "properties": {
                "id": _TEXT,
                "title": _TEXT,
                "description": _TEXT,
                "extent": {"type": "object"},
                "links": links,
            },
        },
        "collections": {
            "type": "object",
            "required": ["links", "collections"],
            "properties": {"links": links, "collections": {"type": "array", "items": _reference("collection")}},
        },
        "feature": {
            "type": "object",
            "required": ["type", "id", "geometry", "properties"],
            "properties": {
                "type": {"type": "string", "enum": ["Feature"]},
                "id": _TEXT,
                "geometry": {"type": "object", "nullable": True},
                "properties": {"type": "object"},
                "links": links,
            },
        },
        "features": {
            "type": "object",
            "required": ["type", "features"],
            "properties": {
                "type": {"type": "string", "enum": ["FeatureCollection"]},
                "timeStamp": {"type": "string", "format": "date-time"},
                "numberMatched": {"type": "integer"},
                "numberReturned": {"type": "integer"},
                "features": {"type": "array", "items": _reference("feature")},
                "links": links,
            },
        },
    }


def _of_collection(name: str, max_items: int) -> dict[str, Any]:
    path, title = f"/collections/{name}", words("en").t(f"collection.{name}.title")
    fid = {"name": "featureId", "in": "path", "required": True, "schema": _TEXT}
    items = [*_page_parameters(max_items), *_spatial_parameters(), _crs("crs"), *filter_parameters(name)]
    return {
        path: _get(f"describe_{name}", title, _answer(JSON, _reference("collection")), []),
        f"{path}/items": _get(
            f"features_of_{name}", f"{title}: features", _answer(GEOJSON, _reference("features")), items
        ),
        f"{path}/items/{{featureId}}": _get(
            f"feature_of_{name}", f"{title}: one feature", _answer(GEOJSON, _reference("feature")), [fid, _crs("crs")]
        ),
    }


def _get(operation: str, summary: str, answer: dict[str, Any], parameters: list[dict[str, Any]]) -> dict[str, Any]:
    shared = [
        _query("f", {"type": "string", "enum": ["json", "html"]}),
        _query("lang", {"type": "string", "enum": ["zh", "en"]}),
    ]
    return {
        "get": {
            "tags": [_TAG],
            "operationId": operation,
            "summary": summary,
            "parameters": [*parameters, *shared],
            "responses": {"200": answer},
        }
    }


def _answer(media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": "The document.", "content": {media_type: {"schema": schema}, HTML: {"schema": _TEXT}}}


def _page_parameters(max_items: int) -> list[dict[str, Any]]:
    limit = {"type": "integer", "minimum": 1, "maximum": max_items, "default": DEFAULT_LIMIT}
    return [_query("limit", limit), _query("offset", {"type": "integer", "minimum": 0, "default": 0})]


def _spatial_parameters() -> list[dict[str, Any]]:
    number = {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}
    box = {**_query("bbox", number, "Box, axes in the order of bbox-crs."), "style": "form", "explode": False}
    return [box, _crs("bbox-crs"), _query("datetime", _TEXT, "Accepted; the features carry no time.")]


def _crs(name: str) -> dict[str, Any]:
    return _query(name, {"type": "string", "format": "uri", "enum": list(OFFERED), "default": CRS84.uri})


def _query(name: str, schema: dict[str, Any], description: str = "") -> dict[str, Any]:
    described = {"description": description} if description else {}
    return {"name": name, "in": "query", "required": False, "schema": schema, **described}


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
