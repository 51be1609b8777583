"""The reviewed tables of one atlas, and how they are read from a data directory.

Which table is in which file, and of which model, is said once, in `SPECS`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from layers import records
from layers.errors import DataInvalid, Problem
from layers.references import check_references
from layers.table_files import TableFile, TableSpec, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from layers.row import Row

PLANS_DIR = "plans"
"""Folder of the plans, one folder each, named by the plan's id."""

SPECS: tuple[TableSpec, ...] = (
    TableSpec("about", records.About, "atlas.toml", required=False),
    TableSpec("districts", records.District, "vocabulary/districts.csv"),
    TableSpec("industries", records.Industry, "vocabulary/industries.csv"),
    TableSpec("indicators", records.Indicator, "vocabulary/indicators.csv"),
    TableSpec("layouts", records.Layout, "vocabulary/layouts.csv"),
    TableSpec("scopes", records.Scope, "vocabulary/scopes.csv", required=False),
    TableSpec("zones", records.Zone, "registry/zones.csv"),
    TableSpec("enterprises", records.Enterprise, "registry/enterprises.csv"),
    TableSpec("plans", records.Plan, "plan.toml", per_plan=True),
    TableSpec("targets", records.Target, "targets.csv", per_plan=True),
    TableSpec("zone_roles", records.ZoneRole, "zones.csv", per_plan=True, required=False),
    TableSpec("enterprise_roles", records.EnterpriseRole, "enterprises.csv", per_plan=True, required=False),
    TableSpec("projects", records.Project, "projects.csv", per_plan=True, required=False),
    TableSpec("prospects", records.Prospect, "prospects.csv", per_plan=True, required=False),
    TableSpec("measures", records.Measure, "measures.csv", per_plan=True, required=False),
    TableSpec("chain_links", records.ChainLink, "chain_links.csv", per_plan=True, required=False),
    TableSpec("guidance", records.Guidance, "guidance.csv", per_plan=True, required=False),
)
"""Every table: its field in `Tables`, the model of its rows, and its file (below each plan's folder if per plan)."""


@dataclass(frozen=True)
class Tables:
    """All reviewed records, in the order of the files; plans by folder name.

    Attributes
    ----------
    plans, layouts, districts, industries, indicators, scopes
        Vocabularies.
    about
        What the atlas is called; one row, or none.
    zones, enterprises
        Registries: one row an identity.
    zone_roles, enterprise_roles, projects, targets, prospects, measures, chain_links, guidance
        What the plans say.
    """

    plans: tuple[records.Plan, ...]
    layouts: tuple[records.Layout, ...]
    districts: tuple[records.District, ...]
    industries: tuple[records.Industry, ...]
    indicators: tuple[records.Indicator, ...]
    zones: tuple[records.Zone, ...]
    zone_roles: tuple[records.ZoneRole, ...]
    enterprises: tuple[records.Enterprise, ...]
    enterprise_roles: tuple[records.EnterpriseRole, ...]
    projects: tuple[records.Project, ...]
    targets: tuple[records.Target, ...]
    prospects: tuple[records.Prospect, ...] = ()
    measures: tuple[records.Measure, ...] = ()
    chain_links: tuple[records.ChainLink, ...] = ()
    guidance: tuple[records.Guidance, ...] = ()
    scopes: tuple[records.Scope, ...] = ()
    about: tuple[records.About, ...] = ()

    @classmethod
    def of(cls, tables: Mapping[str, tuple[Any, ...]]) -> Tables:
        """Build from a mapping with every table by name."""
        return cls(**{field.name: tuple(tables.get(field.name, ())) for field in fields(cls)})

    def __iter__(self) -> Iterator[tuple[str, tuple[Row, ...]]]:
        """Yield the name and the rows of every table, in the order of `SPECS`."""
        return ((spec.name, getattr(self, spec.name)) for spec in SPECS)


def load_tables(data_dir: Path) -> Tables:
    """Read and check every table below a data directory.

    Parameters
    ----------
    data_dir
        Folder with ``vocabulary/``, ``registry/`` and ``plans/``.

    Returns
    -------
    Tables
        Records in the order of their files.

    Raises
    ------
    DataInvalid
        With every problem found: encoding, columns, types, vocabularies, references, duplicates, orphans.
    """
    problems: list[Problem] = []
    plans = _plan_folders(data_dir, problems)
    read = {spec.name: TableFile() for spec in SPECS}
    for spec in SPECS:
        files = [f"{PLANS_DIR}/{plan}/{spec.file}" for plan in plans] if spec.per_plan else [spec.file]
        for file in files:
            read[spec.name].add(read_table(data_dir, file, spec))
        problems += read[spec.name].problems
    problems += check_references(read)
    if problems:
        raise DataInvalid(problems)
    return Tables.of({name: tuple(row.record for row in table.rows) for name, table in read.items()})


def _plan_folders(data_dir: Path, problems: list[Problem]) -> list[str]:
    """Name the plans' folders; note what is missing, and files that no table reads."""
    root = data_dir / PLANS_DIR
    plans = sorted(path.name for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
    if not plans:
        problems.append(Problem(PLANS_DIR, None, "", "no plan: expected one folder a plan, with plan.toml"))
    for folder, names in (
        ("vocabulary", {spec.file for spec in SPECS}),
        ("registry", {spec.file for spec in SPECS}),
        *((f"{PLANS_DIR}/{plan}", {f"{PLANS_DIR}/{plan}/{spec.file}" for spec in SPECS}) for plan in plans),
    ):
        problems += [
            Problem(
                f"{folder}/{path.name}", None, "", f"no table has this file; {folder} may hold {_names(names, folder)}"
            )
            for path in sorted((data_dir / folder).glob("*"))
            if path.suffix in {".csv", ".toml", ".tsv", ".xlsx"} and f"{folder}/{path.name}" not in names
        ]
    return plans


def _names(files: set[str], folder: str) -> str:
    return ", ".join(sorted(file.removeprefix(f"{folder}/") for file in files if file.startswith(f"{folder}/")))
