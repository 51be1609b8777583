"""Writes ``docs/DATA.md``: every table under ``data/`` with its columns, from the models that the loader checks with.

Run ``python -m layers.data_docs`` in the repository after changing a model.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from layers.places import Place
from layers.recipes.reading import RECIPES
from layers.references import references
from layers.table_files import TableSpec
from layers.tables import PLANS_DIR, SPECS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.row import Row

TARGET = Path("docs/DATA.md")
DESCRIBED = (*SPECS, TableSpec("places", Place, "gazetteer/places.csv"), RECIPES)
"""Every table that a person edits."""

_HEAD = """\
# Data tables

<!-- Written by `python -m layers.data_docs` from layers/records.py; do not edit by hand. -->

Files under `data/` are UTF-8 (a byte-order mark is tolerated), comma separated, with one header row. An empty cell
means "not known" or "not stated". A list cell separates its entries with `|`. Every row taken from a plan names the
`plan` and the `section`: the heading path as a person would cite it, levels joined by ` › `, several places by ` | `.
A `note` is Chinese and has the same in English in `note_en`: both or neither.

`atlas check` reads all of it and names every problem by file, row (the header is row 1) and column.

| Table | File | Row |
|---|---|---|
"""


def data_docs() -> str:
    """Write the page as Markdown."""
    contents = "".join(
        f"| [{spec.name}](#{spec.name}) | `{_file(spec)}` | {_summary(spec.model)} |\n" for spec in SPECS
    )
    return _HEAD + contents + "".join(_table(spec) for spec in DESCRIBED)


def _file(spec: TableSpec) -> str:
    return f"{PLANS_DIR}/<plan>/{spec.file}" if spec.per_plan else spec.file


def _summary(model: type[Row]) -> str:
    """Say in one line what a row is; the file is named beside it."""
    line = (model.__doc__ or "").strip().splitlines()[0]
    start, bracket, rest = line.partition(" (``")
    return f"{start}{rest.partition(')')[2]}" if bracket else line


def _table(spec: TableSpec) -> str:
    model = spec.model
    note = "" if spec.required else " The file may be absent."
    lines = [
        f"\n## {spec.name}\n",
        f"`{_file(spec)}`. {_summary(model)}{note}\n",
        "| Column | Type | Required | Meaning |",
        "|---|---|---|---|",
        *_columns(model),
    ]
    return "\n".join(lines) + "\n"


def _columns(model: type[Row]) -> Iterator[str]:
    points_to = references(model)
    for name, field in model.model_fields.items():
        target = f" Points to [{points_to[name]}](#{points_to[name]})." if name in points_to else ""
        required = "yes" if field.is_required() else ""
        meaning = f"{field.description or ''}{target}".replace("|", r"\|").replace("<", "&lt;")
        yield f"| `{name}` | {_type(field.annotation)} | {required} | {meaning} |"


def _type(annotation: Any) -> str:
    """Say in words what a cell holds."""
    if get_origin(annotation) is Literal:
        return "one of " + ", ".join(f"`{word}`" for word in get_args(annotation))
    if get_origin(annotation) is tuple:
        return "list"
    parts = [part for part in get_args(annotation) if part is not type(None)]
    if parts:
        return _type(parts[0])
    words = {str: "text", int: "whole number", float: "number", bool: "true or false", dt.date: "date"}
    return words.get(annotation, "text")


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(data_docs(), encoding="utf-8")
