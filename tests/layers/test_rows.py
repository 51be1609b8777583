"""Rows: the columns that are promised, filled from the atlas, and filtered one way everywhere."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.columns import COLUMNS, columns_of
from layers.errors import BadFilter, PlanNotFound, TableNotFound
from layers.filters import filterable_columns
from layers.rows import TABLES, listing, rows, select
from tests.factories import HOSTILE, JIA, LATER_PLAN, PLAN, make_atlas

ATLAS = make_atlas()

_OURS = {"districts", "places"}
"""Tables that no plan is the source of: a district may be in none, places come from a gazetteer."""


def row(table: str, row_id: str, plan: str | None = None) -> dict[str, Any]:
    (found,) = (one for one in rows(ATLAS, table, plan=plan) if one["id"] == row_id)
    return found


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_the_columns_in_order_and_their_kinds(table: str) -> None:
    kinds: dict[str, tuple[type, ...]] = {
        "text": (str,),
        "date": (str,),
        "number": (float, int),
        "integer": (int,),
        "boolean": (bool,),
        "list": (list,),
        "json": (list,),
    }
    for one in rows(ATLAS, table):
        assert list(one) == [column.name for column in columns_of(table)]
        for column in columns_of(table):
            assert one[column.name] is None or isinstance(one[column.name], kinds[column.kind]), column


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_json(table: str) -> None:
    assert orjson.loads(orjson.dumps(rows(ATLAS, table))) == list(rows(ATLAS, table))


@pytest.mark.parametrize("table", sorted(set(TABLES) - _OURS))
def test_every_row_names_plan_and_section(table: str) -> None:
    used = [one for one in rows(ATLAS, table) if one["plan"]]
    assert used
    assert all(one["section"] for one in used)
    if table not in {"industries", "indicators"}:
        assert len(used) == len(rows(ATLAS, table))


@pytest.mark.parametrize("table", TABLES)
def test_ids_are_unique(table: str) -> None:
    ids = [one["id"] for one in rows(ATLAS, table)]
    assert len(set(ids)) == len(ids) > 0


def test_the_columns_promised_for_zones() -> None:
    promised = (
        "id,name,name_en,aliases,kind,layout,layouts,tier,parent,districts,industries,stated_area_km2,area_km2,"
        "geometry_method,uncertainty_m,fitted,verified,how,how_en,source,source_en,lon,lat,plan,plans,section,role,"
        "role_en,roles,enterprises,projects"
    )
    assert [column.name for column in COLUMNS["zones"]] == promised.split(",")


def test_the_columns_promised_for_enterprises() -> None:
    promised = (
        "id,name,name_en,kind,aliases,role,role_en,industries,place,place_confidence,zone,zones,districts,plan,plans,"
        "section,projects,roles"
    )
    assert [column.name for column in COLUMNS["enterprises"]] == promised.split(",")


def test_a_baseline_is_a_row_of_its_own() -> None:
    goal, baseline = rows(ATLAS, "targets")[:2]
    assert baseline == {
        **goal,
        "id": f"{PLAN}-t1-baseline",
        "kind": "baseline",
        "section": "一、发展基础",
        "comparator": "=",
        "value": 90,
        "year": 2020,
        "baseline": None,
        "baseline_year": None,
        "baseline_section": None,
        "baseline_of": f"{PLAN}-t1",
    }


def test_an_enterprise_is_led_by_its_best_placed_role() -> None:
    best = row("enterprises", "sample-motors")
    assert (best["plan"], best["place_confidence"], best["role"], best["zone"]) == (
        LATER_PLAN,
        "explicit",
        "链主",
        "auto-city",
    )
    assert [role["plan"] for role in best["roles"]] == [PLAN, LATER_PLAN]
    assert best["aliases"] == ["示例汽车"]


def test_asked_for_a_plan_an_enterprise_tells_what_that_plan_says() -> None:
    (found,) = listing(ATLAS, "enterprises", {"plan": PLAN, "kind": "company", "industry": "automotive"})[1]
    assert (found["plan"], found["place_confidence"], found["zone"], found["role"]) == (PLAN, "none", None, "整车生产")
    assert found["plans"] == [PLAN, LATER_PLAN]


def test_asked_for_a_plan_a_zone_tells_what_that_plan_says() -> None:
    assert row("zones", "auto-city")["kind"] == "base"
    later = row("zones", "auto-city", LATER_PLAN)
    assert (later["kind"], later["layout"], later["districts"]) == ("pole", "beta-figure", ["990102", "990181"])
    assert later["stated_area_km2"] is None


def test_a_zone_of_two_plans_is_found_by_either() -> None:
    for plan in (PLAN, LATER_PLAN):
        assert "auto-city" in [one["id"] for one in listing(ATLAS, "zones", {"plan": plan})[1]]


def test_a_conflict_shows_both_figures_with_their_sources() -> None:
    (conflict,) = rows(ATLAS, "conflicts")
    assert [(one["plan"], one["value"], one["section"]) for one in conflict["figures"]] == [
        (PLAN, 200, "二、发展目标 › 专栏 1"),
        (LATER_PLAN, 40, "一、目标"),
    ]
    assert set(conflict["figures"][0]) == {
        "plan", "section", "target", "comparator", "value", "value_max", "unit", "note", "note_en",
    }  # fmt: skip
    assert listing(ATLAS, "conflicts", {"plan": LATER_PLAN})[0] == 1


def test_a_note_comes_in_both_languages() -> None:
    goal = row("targets", f"{PLAN}-t6")
    assert (goal["note"], goal["note_en"]) == ("要求稳步提升。", "To rise steadily.")
    plan = row("plans", LATER_PLAN)
    assert (plan["note"], plan["note_en"]) == ("原文未写文号。", "No document number in the text.")


def test_a_starting_figure_has_no_note() -> None:
    starts = [one for one in rows(ATLAS, "targets") if one["kind"] == "baseline"]
    assert starts
    assert all((one["note"], one["note_en"]) == (None, None) for one in starts)


def test_a_fitted_area_is_never_comparable() -> None:
    fitted = row("areas", "auto-city")
    assert (fitted["fitted"], fitted["comparable"]) == (True, False)
    assert fitted["difference_km2"] == pytest.approx(fitted["area_km2"] - 80.0)
    assert row("areas", "sample-port")["comparable"] is True


def test_a_corridor_has_no_area() -> None:
    corridor = row("areas", "main-axis")
    assert (corridor["area_km2"], corridor["comparable"], corridor["geometry_method"]) == (None, False, "corridor")


def test_a_project_names_its_enterprises() -> None:
    assert row("projects", f"{PLAN}-p2")["enterprise_names"] == ["示例电池", "示例汽车股份公司"]


def test_a_hostile_name_is_handed_on_as_it_is() -> None:
    assert row("enterprises", "hostile-works")["name"] == HOSTILE


def test_unknown_tables_and_plans_are_told() -> None:
    with pytest.raises(TableNotFound, match="did you mean zones"):
        rows(ATLAS, "zone")
    with pytest.raises(PlanNotFound, match="did you mean alpha-2025"):
        rows(ATLAS, "zones", plan="alpha-2024")


def test_a_filter_on_an_unknown_column_names_those_there_are() -> None:
    with pytest.raises(BadFilter) as caught:
        listing(ATLAS, "targets", {"yaer": "2025"})
    assert caught.value.near == ("year",)
    assert caught.value.known == filterable_columns("targets")


@pytest.mark.parametrize(("table", "name", "value"), [("targets", "year", "soon"), ("zones", "fitted", "yes")])
def test_a_value_that_a_column_cannot_hold_is_told(table: str, name: str, value: str) -> None:
    with pytest.raises(BadFilter, match=value):
        listing(ATLAS, table, {name: value})


def test_a_filter_says_whether_it_lists_names_or_values() -> None:
    assert "known filters: name, kind" in str(BadFilter("kimd", known=("name", "kind")))
    wrong_value = BadFilter("kind", known=("pole", "axis"), concerns="value", value="poles")
    assert wrong_value.near == ("pole",)
    assert "no such value: 'poles'" in str(wrong_value)
    assert "known values: pole, axis" in str(wrong_value)
    assert str(BadFilter("year", concerns="number", value="soon")) == "filter 'year': 'soon' is not a number"


def test_objects_cannot_be_filtered_by() -> None:
    with pytest.raises(BadFilter):
        listing(ATLAS, "zones", {"roles": "x"})


@pytest.mark.parametrize(
    ("table", "filters", "ids"),
    [
        ("targets", {"year": "2025", "value": "200"}, [f"{PLAN}-t1", f"{PLAN}-t5"]),
        ("targets", {"kind": "baseline"}, [f"{PLAN}-t1-baseline"]),
        ("targets", {"comparator": "≈"}, [f"{PLAN}-t4"]),
        ("zones", {"fitted": "true"}, ["auto-city"]),
        ("zones", {"district": JIA, "kind": "cluster"}, ["town-park"]),
        ("zones", {"districts": JIA, "kind": "port"}, ["sample-port"]),
        ("zones", {"layout": "beta-figure"}, ["auto-city", "east-pole"]),
        ("enterprises", {"place_confidence": "plan_scope"}, ["west-works"]),
        ("measures", {"department": "示例委"}, [f"{LATER_PLAN}-m1"]),
        ("prospects", {"industry": "marine"}, [f"{PLAN}-x2"]),
        ("plans", {"plan": PLAN}, [PLAN]),
        ("zones", {"plan": "nowhere"}, []),
        ("prospects", {"industry": ""}, [f"{PLAN}-x1", f"{PLAN}-x2"]),
    ],
)
def test_filters(table: str, filters: dict[str, str], ids: list[str]) -> None:
    total, found = listing(ATLAS, table, filters)
    assert [one["id"] for one in found] == ids
    assert total == len(ids)


@given(st.integers(0, 12), st.integers(0, 12))
def test_pages_follow_one_another(limit: int, offset: int) -> None:
    everything = rows(ATLAS, "targets")
    total, page = select(everything, {}, table="targets", limit=limit, offset=offset)
    assert total == len(everything)
    assert list(page) == list(everything)[offset : offset + limit]


def test_rows_are_made_once() -> None:
    assert rows(ATLAS, "zones") is rows(ATLAS, "zones")


def test_null_asks_for_empty_cells() -> None:
    everything = rows(ATLAS, "targets")
    without = [row["id"] for row in everything if row["comparator"] is None]
    total, found = listing(ATLAS, "targets", {"comparator": "null"})
    assert 0 < total < len(everything)
    assert [row["id"] for row in found] == without
    assert listing(ATLAS, "enterprises", {"zones": "null"})[0] == sum(
        not row["zones"] for row in rows(ATLAS, "enterprises")
    )
