"""The reviewed tables under ``data/``: whole, cited, and of one piece."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from layers.conflicts import find_conflicts
from layers.records import EnterpriseRole, Project
from layers.row import Sourced
from layers.scopes import Scopes
from layers.table_files import TableSpec
from layers.tables import PLANS_DIR, SPECS, Tables, load_tables

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables(DATA)


def test_every_table_is_valid_and_no_table_is_empty(tables: Tables) -> None:
    for name, rows in tables:
        assert rows, name


def test_the_five_plans_are_there(tables: Tables) -> None:
    assert {plan.id for plan in tables.plans} == {
        "auto-fyp14",
        "icv-2025-2027",
        "manufacturing-fyp14",
        "nev-2024-2025",
        "west-coast-fyp14",
    }


def test_the_layouts_that_addresses_promise_are_there(tables: Tables) -> None:
    assert {(layout.id, layout.plan) for layout in tables.layouts} == {
        ("one-axis-two-bases", "auto-fyp14"),
        ("three-poles", "icv-2025-2027"),
        ("nev-carrier", "nev-2024-2025"),
        ("bay-axes-parks", "manufacturing-fyp14"),
        ("district-guidance", "manufacturing-fyp14"),
        ("west-coast-clusters", "west-coast-fyp14"),
    }


def test_every_row_of_a_plan_cites_plan_and_section(tables: Tables) -> None:
    plans = {plan.id for plan in tables.plans}
    for name, rows in tables:
        for row in rows:
            if isinstance(row, Sourced):
                assert row.plan in plans, (name, row)
                assert row.section.strip(), (name, row)


@pytest.mark.parametrize("spec", [spec for spec in SPECS if spec.file.endswith(".csv")], ids=lambda spec: spec.name)
def test_headers_are_the_columns_of_the_model_in_order(spec: TableSpec) -> None:
    folders = sorted((DATA / PLANS_DIR).iterdir()) if spec.per_plan else [DATA]
    files = [folder / spec.file for folder in folders if (folder / spec.file).exists()]
    assert files
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == list(spec.model.model_fields), path


def test_every_model_with_a_note_has_it_in_english_right_after() -> None:
    for spec in SPECS:
        columns = list(spec.model.model_fields)
        if "note" in columns:
            assert columns[columns.index("note") + 1] == "note_en", spec.name


def test_notes_are_chinese_sentences_and_english_ones(tables: Tables) -> None:
    """A note quotes the other language where it must, yet is written in its own."""
    for name, rows in tables:
        for row in rows:
            note, note_en = getattr(row, "note", None), getattr(row, "note_en", None)
            if note is None or note_en is None:
                assert note is note_en, (name, row)
                continue
            assert note.endswith("。"), (name, note)
            assert any("\u4e00" <= letter <= "\u9fff" for letter in note), (name, note)
            assert note_en.endswith("."), (name, note_en)
            assert not set("。；，") & set(note_en), (name, note_en)


def test_english_cells_hold_no_chinese_but_what_they_quote(tables: Tables) -> None:
    for name, rows in tables:
        for row in rows:
            for column in ("role_en", "statement_en", "summary_en"):
                text = re.sub(r"（[^）]*）|\([^)]*\)", "", getattr(row, column, None) or "")
                assert not re.search(r"[\u4e00-\u9fff]", text), (name, text)


def test_every_identity_is_used(tables: Tables) -> None:
    assert {zone.id for zone in tables.zones} == {role.zone for role in tables.zone_roles}
    assert {one.id for one in tables.enterprises} == {role.enterprise for role in tables.enterprise_roles}


def test_every_indicator_measures_something(tables: Tables) -> None:
    assert {indicator.id for indicator in tables.indicators} == {target.indicator_id for target in tables.targets}


def test_a_group_of_industries_is_its_own_group(tables: Tables) -> None:
    group_of = {industry.id: industry.group for industry in tables.industries}
    assert all(group_of[group] == group for group in group_of.values())


def test_every_layout_shows_places(tables: Tables) -> None:
    shown = Counter(role.layout for role in tables.zone_roles)
    guided = {row.plan for row in tables.guidance}
    for layout in tables.layouts:
        assert shown[layout.id] or layout.plan in guided, layout.id


def test_every_district_is_guided(tables: Tables) -> None:
    assert {row.district for row in tables.guidance} == {district.id for district in tables.districts}


def test_a_restatement_is_of_the_same_indicator_and_year(tables: Tables) -> None:
    by_id = {target.id: target for target in tables.targets}
    for target in tables.targets:
        if target.restates:
            first = by_id[target.restates]
            assert (first.indicator_id, first.restates) == (target.indicator_id, None), target.id


def test_every_scope_is_understood(tables: Tables) -> None:
    """A goal counts an area that a plan is made for, a place, a class of places, or a company."""
    areas = {plan.scope for plan in tables.plans}
    scopes = Scopes(tables)
    for target in tables.targets:
        meaning = scopes.meaning(target)
        known = target.scope in areas or meaning.zones or meaning.districts or meaning.enterprises
        assert known, (target.id, target.scope)


def test_the_class_of_municipal_clusters_has_fourteen(tables: Tables) -> None:
    scopes = Scopes(tables)
    (class_,) = tables.scopes
    of_class = [target for target in tables.targets if (target.plan, target.scope) == (class_.plan, class_.scope)]
    assert of_class
    assert all(len(scopes.meaning(target).zones) == 14 for target in of_class)


@pytest.mark.parametrize("table", ["enterprise_roles", "projects"])
def test_confidence_and_place_hang_together(tables: Tables, table: str) -> None:
    rows: tuple[EnterpriseRole | Project, ...] = getattr(tables, table)
    for row in rows:
        if row.place_confidence == "none":
            assert (row.zone, row.districts) == (None, ()), row.id
        else:
            assert row.place or row.zone or row.districts, row.id
        if row.place_confidence == "plan_scope":
            assert row.zone is None, row.id


def test_a_place_that_is_not_located_names_no_district(tables: Tables) -> None:
    for role in tables.zone_roles:
        assert bool(role.districts) == (role.districts_basis != "none"), role.id


def test_the_known_conflicts_between_plans_are_found(tables: Tables) -> None:
    found = {(one.indicator_id, one.year): [target.value for target in one.targets] for one in
             find_conflicts(tables.targets)}  # fmt: skip
    assert found == {
        ("vehicle-output", 2025): [200, 40],
        ("auto-chain-scale", 2025): [3000, 2000],
        ("vehicle-output-value", 2025): [2000, 1200],
    }
