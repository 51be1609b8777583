"""Reading data folders: what is right comes back as it was, what is wrong is named by file, row and column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from layers.errors import DataInvalid, Problem
from layers.tables import load_tables
from tests.data_folder import write_data
from tests.factories import HOSTILE, LAYOUT, PLAN, make_tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TARGETS = f"plans/{PLAN}/targets.csv"
ROLES = f"plans/{PLAN}/zones.csv"


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return write_data(tmp_path / "data", make_tables())


def problems_of(data_dir: Path) -> tuple[Problem, ...]:
    with pytest.raises(DataInvalid) as caught:
        load_tables(data_dir)
    return caught.value.problems


def change(path: Path, old: str, new: str, count: int = 1) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def assert_one_problem(data_dir: Path, file: str, row: int | None, column: str, *reason: str) -> None:
    (problem,) = problems_of(data_dir)
    assert (problem.file, problem.row, problem.column) == (file, row, column)
    for part in reason:
        assert part in problem.reason


def test_tables_come_back_as_they_were_written(data_dir: Path) -> None:
    assert load_tables(data_dir) == make_tables()


def test_a_hostile_name_is_text_like_any_other(data_dir: Path) -> None:
    assert any(zone.name == HOSTILE for zone in load_tables(data_dir).zones)


def test_a_byte_order_mark_is_tolerated(data_dir: Path) -> None:
    path = data_dir / TARGETS
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_tables(data_dir) == make_tables()


def test_a_table_that_a_plan_has_not_may_be_absent(data_dir: Path) -> None:
    (data_dir / f"plans/{PLAN}/prospects.csv").unlink()
    assert load_tables(data_dir).prospects == ()


def test_gbk_is_reported_as_such(data_dir: Path) -> None:
    path = data_dir / TARGETS
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    found = [problem for problem in problems_of(data_dir) if problem.file == TARGETS]
    assert [problem.row for problem in found] == [None]
    assert "GBK" in found[0].reason
    assert "line 2" in found[0].reason
    assert "UTF-8" in found[0].reason


def test_utf16_is_reported_as_such(data_dir: Path) -> None:
    path = data_dir / TARGETS
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert any("UTF-16" in problem.reason for problem in problems_of(data_dir))


def test_every_problem_is_reported_at_once(data_dir: Path) -> None:
    change(data_dir / TARGETS, "万辆,2025", "万辆,soon")
    change(data_dir / ROLES, ",axis,", ",axes,")
    change(data_dir / "registry/enterprises.csv", ",institute,", ",club,")
    found = {(problem.file, problem.row, problem.column) for problem in problems_of(data_dir)}
    assert {(TARGETS, 2, "year"), (ROLES, 2, "kind"), ("registry/enterprises.csv", 5, "kind")} <= found


def test_a_word_outside_the_vocabulary_names_the_near_one(data_dir: Path) -> None:
    change(data_dir / ROLES, ",axis,", ",axes,")
    assert_one_problem(data_dir, ROLES, 2, "kind", "'axes' is not one of base, pole, axis", "did you mean axis")


def test_an_unknown_reference_names_what_comes_near(data_dir: Path) -> None:
    change(data_dir / TARGETS, ",vehicle-output,", ",vehicle-outputs,")
    assert_one_problem(data_dir, TARGETS, 2, "indicator_id", "no 'vehicle-outputs' in indicators", "vehicle-output?")


def test_a_wrong_entry_of_a_list_is_found(data_dir: Path) -> None:
    change(data_dir / ROLES, "990101|990102", "990101|990109")
    assert_one_problem(data_dir, ROLES, 2, "districts", "no '990109' in districts")


def test_an_unknown_column_names_what_comes_near(data_dir: Path) -> None:
    change(data_dir / TARGETS, "comparator", "comparitor")
    assert_one_problem(data_dir, TARGETS, 1, "comparitor", "unknown column", "did you mean comparator")


def test_a_missing_column_is_named(data_dir: Path) -> None:
    change(data_dir / f"plans/{PLAN}/prospects.csv", "name_en,industry", "note,industry")
    assert any((p.row, p.column) == (1, "name_en") and "missing" in p.reason for p in problems_of(data_dir))


def test_a_cell_too_many_is_named_by_its_row(data_dir: Path) -> None:
    change(data_dir / TARGETS, "万辆,2025", "万辆,2025,9")
    found = problems_of(data_dir)
    assert (found[0].file, found[0].row) == (TARGETS, 2)
    assert "quote" in found[0].reason


def test_an_empty_cell_that_must_not_be_is_named(data_dir: Path) -> None:
    change(data_dir / "registry/zones.csv", "Sample Axis", " ")
    assert_one_problem(data_dir, "registry/zones.csv", 2, "name_en", "empty")


def test_rules_of_a_row_are_told_in_words(data_dir: Path) -> None:
    change(data_dir / TARGETS, "3.5,,%", "3.5,3,%")
    assert_one_problem(data_dir, TARGETS, 3, "", "value_max must be greater than value")


@pytest.mark.parametrize(
    ("written", "left", "empty"),
    [
        ("要求稳步提升。,To rise steadily.", "要求稳步提升。,", "note_en (English) is empty"),
        ("要求稳步提升。,To rise steadily.", " ,To rise steadily.", "note (Chinese) is empty"),
    ],
)
def test_a_note_in_one_language_only_is_found(data_dir: Path, written: str, left: str, empty: str) -> None:
    change(data_dir / TARGETS, written, left)
    (problem,) = problems_of(data_dir)
    assert (problem.file, problem.column) == (TARGETS, "")
    assert "note and note_en come together" in problem.reason
    assert empty in problem.reason


def test_a_note_of_a_plan_is_in_both_languages(data_dir: Path) -> None:
    change(data_dir / "plans/beta-2027/plan.toml", 'note_en = "No document number in the text."', "")
    assert_one_problem(data_dir, "plans/beta-2027/plan.toml", 1, "", "note_en (English) is empty")


def test_a_repeated_id_names_the_first(data_dir: Path) -> None:
    change(data_dir / TARGETS, f"{PLAN}-t2", f"{PLAN}-t1")
    assert_one_problem(data_dir, TARGETS, 3, "id", f"{TARGETS}, row 2")


def test_a_row_in_the_folder_of_another_plan_is_found(data_dir: Path) -> None:
    change(data_dir / TARGETS, f"{PLAN},", "beta-2027,")
    assert any((p.file, p.row, p.column) == (TARGETS, 2, "plan") for p in problems_of(data_dir))


def test_an_id_that_is_not_of_its_plan_is_found(data_dir: Path) -> None:
    change(data_dir / TARGETS, f"{PLAN}-t2", "t2")
    assert_one_problem(data_dir, TARGETS, 3, "id", f"begin with '{PLAN}-'")


def test_a_goal_restates_only_an_earlier_one_of_its_plan(data_dir: Path) -> None:
    change(data_dir / TARGETS, f",automotive,{PLAN}-t1,", ",automotive,beta-2027-t1,")
    assert any(p.column == "restates" and "earlier row of the same plan" in p.reason for p in problems_of(data_dir))


def test_an_identity_without_a_role_is_found(data_dir: Path) -> None:
    path = data_dir / "registry/zones.csv"
    path.write_text(f"{path.read_text(encoding='utf-8')}idle-park,闲置园,Idle Park,,{PLAN},一、,,\n", encoding="utf-8")
    assert_one_problem(data_dir, "registry/zones.csv", 10, "id", "'idle-park' has no role")


def test_a_layout_of_another_plan_is_found(data_dir: Path) -> None:
    change(data_dir / ROLES, LAYOUT, "beta-figure")
    assert_one_problem(data_dir, ROLES, 2, "layout", "is a layout of beta-2027", LAYOUT)


def test_two_rows_of_one_place_on_one_layout_are_found(data_dir: Path) -> None:
    change(data_dir / ROLES, f"{PLAN}-z4,town-park", f"{PLAN}-z4,lost-park")
    found = {(p.row, p.column) for p in problems_of(data_dir)}
    assert {(5, "zone"), (6, "zone")} <= found


def test_a_zone_is_not_part_of_itself(data_dir: Path) -> None:
    change(data_dir / ROLES, ",main-axis,990102,", ",auto-city,990102,")
    assert_one_problem(data_dir, ROLES, 3, "parent", "itself")


def test_a_plan_is_named_as_its_folder(data_dir: Path) -> None:
    change(data_dir / f"plans/{PLAN}/plan.toml", f'id = "{PLAN}"', 'id = "gamma"')
    assert any(p.file == f"plans/{PLAN}/plan.toml" and "folder" in p.reason for p in problems_of(data_dir))


def test_a_broken_toml_says_where(data_dir: Path) -> None:
    (data_dir / f"plans/{PLAN}/plan.toml").write_text("id = \n", encoding="utf-8")
    found = [p for p in problems_of(data_dir) if p.file == f"plans/{PLAN}/plan.toml"]
    assert "line 1" in found[0].reason


def test_a_broken_quote_says_where(data_dir: Path) -> None:
    change(data_dir / TARGETS, "整车产量", '"整车"产量')
    found = problems_of(data_dir)
    assert (found[0].file, found[0].row) == (TARGETS, 2)


def test_a_file_that_no_table_reads_is_found(data_dir: Path) -> None:
    (data_dir / f"plans/{PLAN}/target.csv").write_text("id\n", encoding="utf-8")
    assert_one_problem(data_dir, f"plans/{PLAN}/target.csv", None, "", "targets.csv")


def test_rows_are_counted_as_a_spreadsheet_does(data_dir: Path) -> None:
    """A line break inside a quoted cell makes no new row."""
    change(data_dir / TARGETS, "整车产量", '"整车\n产量"')
    change(data_dir / TARGETS, "3.5,,%", "high,,%")
    assert_one_problem(data_dir, TARGETS, 3, "value", "'high'")


@pytest.mark.parametrize("missing", ["vocabulary/districts.csv", "registry/zones.csv", f"plans/{PLAN}/targets.csv"])
def test_a_missing_file_is_named(data_dir: Path, missing: str) -> None:
    (data_dir / missing).unlink()
    assert any((p.file, p.reason) == (missing, "the file is missing") for p in problems_of(data_dir))


def test_an_empty_folder_is_no_atlas(tmp_path: Path) -> None:
    assert any("no plan" in problem.reason for problem in problems_of(tmp_path))


@pytest.mark.parametrize("shown", [lambda p: str(DataInvalid(p))])
def test_the_text_names_file_row_and_column(shown: Callable[[list[Problem]], str]) -> None:
    text = shown([Problem("a.csv", 3, "year", "wrong")] * 25)
    assert "25 problems" in text
    assert "a.csv, row 3, column year: wrong" in text
    assert "and 5 more" in text
