"""Writes synthetic tables as a data directory, as a person would."""

from __future__ import annotations

import csv
import datetime as dt
from typing import TYPE_CHECKING, Any

from layers.tables import PLANS_DIR, SPECS, Tables

if TYPE_CHECKING:
    from pathlib import Path

    from layers.row import Row
    from layers.table_files import TableSpec


def write_data(data_dir: Path, tables: Tables) -> Path:
    """Write every table of an atlas below a folder, and give the folder."""
    records = dict(tables)
    for spec in SPECS:
        rows = records[spec.name]
        if spec.name == "plans":
            for plan in tables.plans:
                _write_toml(data_dir / PLANS_DIR / plan.id / spec.file, plan)
        elif spec.file.endswith(".toml"):
            for row in rows:
                _write_toml(data_dir / spec.file, row)
        elif spec.per_plan:
            for plan in tables.plans:
                of_plan = [row for row in rows if getattr(row, "plan", None) == plan.id]
                _write_rows(data_dir / PLANS_DIR / plan.id / spec.file, spec, of_plan)
        else:
            _write_rows(data_dir / spec.file, spec, list(rows))
    return data_dir


def _write_toml(path: Path, row: Row) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = {name: value for name, value in row.model_dump().items() if value is not None}
    lines = (
        f"{name} = {value.isoformat() if isinstance(value, dt.date) else _quoted(value)}"
        for name, value in cells.items()
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _quoted(value: Any) -> str:
    return str(value) if isinstance(value, int) else f'"{value}"'


def _write_rows(path: Path, spec: TableSpec, rows: list[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(spec.model.model_fields)
        writer.writerows([_cell(getattr(row, name)) for name in spec.model.model_fields] for row in rows)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return "|".join(value) if isinstance(value, tuple) else str(value)
