"""Plain pages for the answers of OGC API – Features: the same content as the JSON, for reading.

The JSON answers themselves are the input, so that page and data cannot say different things.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import orjson

from web.frame import Frame, Place
from web.pages.facts import Fact, told
from web.table import Cell, Column, Link, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from web.edition import Edition

_MOST_COLUMNS = 8
_PAGING = ("prev", "next")
_SCRIPTS = ("table_sort.js", "table_copy.js")


@dataclass(frozen=True)
class OgcPage:
    """Context of ``ogc.html``.

    Attributes
    ----------
    frame : Frame
        What stands around the page.
    title, description : str
        What is shown.
    trail : tuple[Link, ...]
        Way back to the root.
    facts : tuple[Fact, ...]
        Properties of the one thing that is shown.
    table : Table or None
        Things that are listed; None where one thing is shown.
    paging : tuple[Link, ...]
        Pages before and after.
    answer_links : tuple[Link, ...]
        The other links of the answer, with their media types.
    """

    template: ClassVar[str] = "ogc.html"

    frame: Frame
    title: str
    description: str
    trail: tuple[Link, ...]
    facts: tuple[Fact, ...]
    table: Table | None
    paging: tuple[Link, ...]
    answer_links: tuple[Link, ...]


def landing_page(edition: Edition, answer: Mapping[str, Any], place: Place) -> OgcPage:
    """Show the landing page of the data: title, description, links."""
    return _page(edition, answer, place, _Body(title=answer.get("title") or edition.t("ogc.landing")))


def conformance_page(edition: Edition, answer: Mapping[str, Any], place: Place) -> OgcPage:
    """Show the conformance classes."""
    rows = tuple((Cell(uri, uri),) for uri in answer.get("conformsTo", ()))
    table = Table("classes", edition.t("ogc.classes"), (Column("uri", "URI"),), rows, "", tools=False)
    return _page(edition, answer, place, _Body(title=edition.t("ogc.conformance"), table=table))


def collections_page(edition: Edition, answer: Mapping[str, Any], place: Place) -> OgcPage:
    """Show the list of the collections."""
    columns = (
        Column("id", edition.t("column.id")),
        Column("title", edition.t("column.name")),
        Column("description", edition.t("ogc.description")),
        Column("items", edition.t("ogc.items")),
    )
    rows = tuple(_collection_row(edition, found) for found in answer.get("collections", ()))
    table = Table("collections", edition.t("ogc.collections"), columns, rows, "", tools=False)
    return _page(edition, answer, place, _Body(title=edition.t("ogc.collections"), table=table))


def collection_page(edition: Edition, answer: Mapping[str, Any], place: Place) -> OgcPage:
    """Show one collection."""
    facts = tuple(
        Fact(key, plain(value)) for key, value in answer.items() if key not in ("links", "title", "description")
    )
    title = answer.get("title") or answer.get("id", "")
    return _page(edition, answer, place, _Body(title=title, facts=told(*facts), trail=_trail(edition)))


def items_page(
    edition: Edition,
    collection: Mapping[str, Any],
    answer: Mapping[str, Any],
    place: Place,
) -> OgcPage:
    """Show a page of a collection's items."""
    features = tuple(answer.get("features", ()))
    names = list(dict.fromkeys(key for feature in features for key in (feature.get("properties") or {})))[
        :_MOST_COLUMNS
    ]
    base = f"/collections/{collection['id']}/items"
    columns = (Column("id", edition.t("column.id")), *(Column(name, name) for name in names if name != "id"))
    rows = tuple(_item_row(edition, base, feature, names) for feature in features)
    caption = edition.t(
        "ogc.shown",
        shown=answer.get("numberReturned", len(features)),
        all=answer.get("numberMatched", len(features)),
    )
    table = Table("items", caption, columns, rows, edition.t("ogc.no_items"))
    title = edition.t("ogc.items_of", title=collection.get("title") or collection["id"])
    return _page(edition, answer, place, _Body(title=title, table=table, trail=_trail(edition, collection)))


def item_page(edition: Edition, collection: Mapping[str, Any], answer: Mapping[str, Any], place: Place) -> OgcPage:
    """Show one item."""
    properties: Mapping[str, Any] = answer.get("properties") or {}
    geometry = answer.get("geometry")
    facts = [Fact(key, plain(value)) for key, value in properties.items()]
    facts.append(Fact(edition.t("ogc.geometry"), geometry["type"] if geometry else edition.t("ogc.no_geometry")))
    title = edition.phrases.pick(
        str(properties.get("name") or answer.get("id", "")),
        properties.get("name_en"),
    )
    return _page(edition, answer, place, _Body(title=title, facts=told(*facts), trail=_trail(edition, collection)))


def plain(value: object) -> str:
    """Write a JSON value for reading."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and all(isinstance(part, str | int | float) for part in value):
        return ", ".join(str(part) for part in value)
    return orjson.dumps(value).decode()


@dataclass(frozen=True, slots=True)
class _Body:
    """What one kind of answer shows besides its links."""

    title: str
    facts: tuple[Fact, ...] = ()
    table: Table | None = None
    trail: tuple[Link, ...] = ()


def _page(edition: Edition, answer: Mapping[str, Any], place: Place, body: _Body) -> OgcPage:
    found: Iterable[Mapping[str, Any]] = answer.get("links") or ()
    shown = [link for link in found if link.get("rel") != "self"]
    return OgcPage(
        frame=edition.frame(Place(place.path, place.query, _SCRIPTS), body.title),
        title=body.title,
        description=answer.get("description") or "",
        trail=body.trail,
        facts=body.facts,
        table=body.table,
        paging=tuple(
            Link(edition.t(f"ogc.{link['rel']}"), link["href"]) for link in shown if link.get("rel") in _PAGING
        ),
        answer_links=tuple(
            Link(link.get("title") or link.get("rel", ""), link["href"], link.get("type") or "")
            for link in shown
            if link.get("rel") not in _PAGING
        ),
    )


def _trail(edition: Edition, collection: Mapping[str, Any] | None = None) -> tuple[Link, ...]:
    root = Link(edition.t("ogc.collections"), edition.links.to("/collections"))
    if collection is None:
        return (root,)
    name = collection.get("title") or collection["id"]
    return root, Link(name, edition.links.to(f"/collections/{collection['id']}"))


def _collection_row(edition: Edition, found: Mapping[str, Any]) -> tuple[Cell, ...]:
    base = f"/collections/{found['id']}"
    return (
        Cell(found["id"], edition.links.to(base)),
        Cell(found.get("title") or found["id"]),
        Cell(found.get("description") or ""),
        Cell(edition.t("ogc.items"), edition.links.to(f"{base}/items")),
    )


def _item_row(edition: Edition, base: str, feature: Mapping[str, Any], names: Iterable[str]) -> tuple[Cell, ...]:
    properties = feature.get("properties") or {}
    key = str(feature.get("id", ""))
    cells = tuple(Cell(plain(properties.get(name))) for name in names if name != "id")
    return (Cell(key, edition.links.to(f"{base}/{key}")), *cells)
