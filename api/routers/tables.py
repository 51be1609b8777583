"""Domain JSON under ``/api/``: the tables, filtered and paged, and single rows of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request

from api.negotiation import wish_of
from api.ogc.requests import filters_of, whole_number
from api.responses import JsonResponse
from layers import errors
from layers.columns import COLUMNS, Column
from layers.filters import filterable_columns
from layers.rows import listing, rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.editions import Editions, Served
    from layers.errors import NotFound

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000
RESERVED = frozenset({"limit", "offset", "lang", "f"})
TABLES = tuple(table for table in COLUMNS if table != "places")

_MISSING: dict[str, type[NotFound]] = {
    "plans": errors.PlanNotFound,
    "layouts": errors.LayoutNotFound,
    "districts": errors.DistrictNotFound,
    "zones": errors.ZoneNotFound,
    "areas": errors.ZoneNotFound,
    "enterprises": errors.EnterpriseNotFound,
    "industries": errors.IndustryNotFound,
    "indicators": errors.IndicatorNotFound,
}


def make_router(editions: Editions) -> APIRouter:
    """Make a list route and a row route for every table.

    Parameters
    ----------
    editions
        What is served.
    """
    router = APIRouter(prefix="/api")
    for table in TABLES:
        router.add_api_route(
            f"/{table}",
            _list_route(editions, table),
            name=f"list_{table.replace('-', '_')}",
            summary=f"Rows of the table '{table}'",
            tags=["tables"],
            openapi_extra={"parameters": _list_parameters(table)},
            responses={
                200: {
                    "description": "A page of rows.",
                    "content": {"application/json": {"schema": _page_schema(table)}},
                }
            },
        )
        router.add_api_route(
            f"/{table}/{{row_id}}",
            _row_route(editions, table),
            name=f"get_{table.replace('-', '_')}",
            summary=f"One row of the table '{table}'",
            tags=["tables"],
            responses={
                200: {"description": "The row.", "content": {"application/json": {"schema": _reference(table)}}}
            },
        )
    return router


def table_schemas() -> dict[str, Any]:
    """Describe a row of every table, for the OpenAPI document."""
    return {
        _schema_name(table): {
            "type": "object",
            "properties": {column.name: column_schema(column) for column in columns},
            "required": [column.name for column in columns],
        }
        for table, columns in COLUMNS.items()
    }


def column_schema(column: Column) -> dict[str, Any]:
    """Describe a column as OpenAPI 3.0 has it; every one but the id may be null.

    Parameters
    ----------
    column
        Column of a table.
    """
    kinds: dict[str, dict[str, Any]] = {
        "text": {"type": "string"},
        "date": {"type": "string", "format": "date"},
        "number": {"type": "number"},
        "integer": {"type": "integer"},
        "boolean": {"type": "boolean"},
        "list": {"type": "array", "items": {"type": "string"}},
        "json": {"type": "array", "items": {"type": "object"}},
    }
    nullable = {} if column.name == "id" or column.kind in ("list", "json") else {"nullable": True}
    description = {"description": column.description} if column.description else {}
    return {**kinds[column.kind], **nullable, **description}


def filter_parameters(table: str) -> list[dict[str, Any]]:
    """Describe the filters of a table as query parameters.

    Parameters
    ----------
    table
        Name of the table.
    """
    kinds = {column.name: column for column in COLUMNS[table]}
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": kinds[name].description if name in kinds else "",
            "schema": _filter_schema(kinds.get(name)),
        }
        for name in filterable_columns(table)
    ]


def _filter_schema(column: Column | None) -> dict[str, Any]:
    """Describe the value of a filter: of a list, one entry."""
    kinds = {"number": "number", "integer": "integer", "boolean": "boolean"}
    return {"type": "string" if column is None else kinds.get(column.kind, "string")}


def _list_route(editions: Editions, table: str) -> Callable[[Request], JsonResponse]:
    def answer(request: Request) -> JsonResponse:
        wish, served = wish_of(request.scope), editions.current
        total, items = listing(
            served.atlas,
            table,
            filters_of(wish, RESERVED),
            limit=whole_number(wish, "limit", default=DEFAULT_LIMIT, least=1, most=MAX_LIMIT),
            offset=whole_number(wish, "offset", default=0, least=0),
        )
        return JsonResponse({"total": total, "items": items})

    return answer


def _row_route(editions: Editions, table: str) -> Callable[[str], JsonResponse]:
    def answer(row_id: str) -> JsonResponse:
        return JsonResponse(find_row(editions.current, table, row_id))

    return answer


def find_row(served: Served, table: str, row_id: str) -> dict[str, Any]:
    """Give one row of a table.

    Parameters
    ----------
    served
        What is served.
    table
        Name of the table.
    row_id
        Its id.

    Raises
    ------
    NotFound
        There is no such row.
    """
    by_id = {row["id"]: row for row in rows(served.atlas, table)}
    if row_id not in by_id:
        raise _missing(table, row_id, by_id)
    return by_id[row_id]


def _missing(table: str, row_id: str, by_id: dict[str, dict[str, Any]]) -> NotFound:
    """Say that there is no such row; near it is what has a similar id, else what has a similar name."""
    error = _MISSING.get(table, errors.FeatureNotFound)(row_id, by_id)
    if not error.near:
        named = {row[key]: row["id"] for row in by_id.values() for key in ("name_en", "name") if row.get(key)}
        error.near = tuple(dict.fromkeys(named[name] for name in errors.near_matches(row_id, named)))
    return error


def _list_parameters(table: str) -> list[dict[str, Any]]:
    page = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
    return [
        {"name": "limit", "in": "query", "required": False, "description": "Rows of a page.", "schema": page},
        {
            "name": "offset",
            "in": "query",
            "required": False,
            "description": "Rows to skip.",
            "schema": {"type": "integer", "minimum": 0, "default": 0},
        },
        *filter_parameters(table),
    ]


def _page_schema(table: str) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["total", "items"],
        "properties": {"total": {"type": "integer"}, "items": {"type": "array", "items": _reference(table)}},
    }


def _reference(table: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{_schema_name(table)}"}


def _schema_name(table: str) -> str:
    return f"{table}-row"
