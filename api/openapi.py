"""The OpenAPI document, version 3.0: clients of OGC API – Features read no other, and FastAPI writes 3.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi

from api.ogc.description import feature_paths, feature_schemas
from api.routers.tables import table_schemas
from api.version import __version__
from api.wording import words

if TYPE_CHECKING:
    from fastapi import FastAPI

    from web.language import Lang

OPENAPI_TYPE = "application/vnd.oai.openapi+json;version=3.0"
VERSION = "3.0.3"

_PROBLEM = "#/components/schemas/problem"


def openapi_document(app: FastAPI, *, lang: Lang, max_items: int) -> dict[str, Any]:
    """Describe the interface.

    Parameters
    ----------
    app
        The application.
    lang
        Language of the title.
    max_items
        Most features of one page.
    """
    phrases = words(lang)
    written = get_openapi(title=phrases.t("service.title"), version=__version__, routes=app.routes)
    schemas = {**table_schemas(), **feature_schemas(), "problem": _problem_schema()}
    paths = {path: _with_problems(as_3_0(item)) for path, item in written["paths"].items()}
    return {
        "openapi": VERSION,
        "info": {
            "title": phrases.t("service.title"),
            "description": phrases.t("service.description"),
            "version": __version__,
        },
        "servers": [{"url": "/"}],
        "paths": {**paths, **{path: _with_problems(item) for path, item in feature_paths(max_items).items()}},
        "components": {"schemas": schemas},
    }


def as_3_0(node: Any) -> Any:
    """Write a piece of OpenAPI 3.1 as 3.0: ``null`` among types becomes ``nullable``, a constant a list of one.

    Parameters
    ----------
    node
        Any piece of the document.
    """
    if isinstance(node, list):
        return [as_3_0(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    written = {key: as_3_0(value) for key, value in node.items()}
    if "const" in written:
        written["enum"] = [written.pop("const")]
    options = written.get("anyOf")
    if isinstance(options, list) and {"type": "null"} in options:
        real = [option for option in options if option != {"type": "null"}]
        del written["anyOf"]
        written |= {**real[0], "nullable": True} if len(real) == 1 else {"anyOf": real, "nullable": True}
    return written


def _with_problems(path_item: dict[str, Any]) -> dict[str, Any]:
    """Say of every operation how it fails."""
    failure = {
        "description": "Problem details (RFC 9457), in the caller's language.",
        "content": {"application/problem+json": {"schema": {"$ref": _PROBLEM}}},
    }
    return {
        method: {
            **operation,
            "responses": {
                **{status: told for status, told in operation["responses"].items() if status != "422"},
                "default": failure,
            },
        }
        for method, operation in path_item.items()
    }


def _problem_schema() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail", "instance"],
        "properties": {
            "type": {**text, "format": "uri-reference"},
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "instance": {**text, "format": "uri-reference"},
            "near": {"type": "array", "items": text, "description": "Known names that resemble the wanted one."},
            "known": {"type": "array", "items": text, "description": "Names that can be used."},
            "expected": {**text, "description": "What would be right."},
        },
    }
