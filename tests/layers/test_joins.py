"""Joins: made once, read from both sides, and saying the same from each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import errors
from layers.atlas import Atlas
from layers.joins import Joins, Links
from layers.records import EnterpriseRole, Project, Scope, Target, ZoneRole
from tests.factories import BING, JIA, LATER_LAYOUT, LAYOUT, PLAN, YI, make_atlas, make_tables


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return make_atlas()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"))))
def test_a_link_is_seen_from_both_sides(pairs: list[tuple[str, str]]) -> None:
    links = Links(pairs)
    for left in "abc":
        for right in "xyz":
            assert (right in links.of(left)) == (left in links.to(right)) == ((left, right) in pairs)
    assert all(len(set(links.of(left))) == len(links.of(left)) for left in "abc")


def test_districts_and_zones_name_each_other(atlas: Atlas) -> None:
    for district in atlas.districts:
        for zone in atlas.zones:
            assert (zone.id in district.zones) == (district.id in zone.districts)


def test_districts_and_enterprises_name_each_other(atlas: Atlas) -> None:
    for district in atlas.districts:
        for enterprise in atlas.enterprises:
            assert (enterprise.id in district.enterprises) == (district.id in enterprise.districts)


def test_zones_and_enterprises_name_each_other(atlas: Atlas) -> None:
    for zone in atlas.zones:
        for enterprise in atlas.enterprises:
            assert (enterprise.id in zone.enterprises) == (zone.id in enterprise.zones)


def test_projects_are_found_from_zone_district_and_enterprise(atlas: Atlas) -> None:
    for project in atlas.tables.projects:
        for zone in atlas.zones:
            assert (project in atlas.projects_of_zone(zone.id)) == (project.zone == zone.id)
        for district in atlas.districts:
            assert (project in atlas.projects_of_district(district.id)) == (district.id in project.districts)
        for enterprise in atlas.enterprises:
            assert (project in atlas.projects_of_enterprise(enterprise.id)) == (enterprise.id in project.enterprises)


def test_a_goal_belongs_to_the_zone_that_its_scope_names_by_any_name(atlas: Atlas) -> None:
    """示例汽车城 is the shown name; 示例国际汽车城 is an alias and another plan's name."""
    assert [target.scope for target in atlas.targets_of_zone("auto-city")] == ["示例汽车城", "示例国际汽车城"]


def test_a_goal_of_a_class_belongs_to_every_zone_of_it(atlas: Atlas) -> None:
    goal = f"{PLAN}-t4"
    assert {zone.id for zone in atlas.zones if goal in zone.targets} == {"town-park", "lost-park"}


def test_a_goal_of_a_class_is_no_goal_of_a_district(atlas: Atlas) -> None:
    assert all(f"{PLAN}-t4" not in district.targets for district in atlas.districts)


def test_a_goal_of_a_named_zone_is_seen_in_its_districts(atlas: Atlas) -> None:
    goal = f"{PLAN}-t3"
    assert [district.id for district in atlas.districts if goal in district.targets] == [YI, BING]


def test_a_goal_of_a_district_is_found_by_alias(atlas: Atlas) -> None:
    assert [target.id for target in atlas.targets_of_district(JIA)] == [f"{PLAN}-t6"]


def test_a_goal_of_a_company_belongs_to_it(atlas: Atlas) -> None:
    assert [target.id for target in atlas.targets_of_enterprise("sample-motors")] == [f"{PLAN}-t7"]


def test_a_group_has_the_goals_of_its_branches(atlas: Atlas) -> None:
    assert {target.industry for target in atlas.targets_of_industry("automotive")} == {"automotive"}
    tables = make_tables()
    branch = tables.targets[1].model_copy(update={"industry": "nev"})
    changed = make_atlas(make_tables(targets=(tables.targets[0], branch)))
    assert branch in changed.targets_of_industry("automotive")
    assert changed.targets_of_industry("nev") == (branch,)


def test_scopes_are_met_in_both_directions() -> None:
    joins = Joins.of(make_tables())
    for target in make_tables().targets:
        for zone in joins.zone_targets.to(target.id):
            assert target.id in joins.zone_targets.of(zone)
        for adcode in joins.district_targets.to(target.id):
            assert target.id in joins.district_targets.of(adcode)


def test_a_class_is_only_of_the_plan_that_uses_the_words() -> None:
    tables = make_tables()
    elsewhere = Scope(id="beta-2027-s1", plan="beta-2027", scope="示例集聚区", zones=("east-pole",))
    joins = Joins.of(make_tables(scopes=(elsewhere,)))
    assert joins.zone_targets.to(f"{PLAN}-t4") == ()
    assert "east-pole" not in Joins.of(tables).zone_targets.to(f"{PLAN}-t4")


def test_a_layout_lists_structure_then_sites_then_mentions(atlas: Atlas) -> None:
    tiers = [next(r.tier for r in z.roles if r.layout == LAYOUT) for z in atlas.zones_of_layout(LAYOUT)]
    assert tiers == sorted(tiers, key=["structure", "site", "mention"].index)
    assert [zone.id for zone in atlas.zones_of_layout(LATER_LAYOUT)] == ["auto-city", "east-pole"]


def test_layouts_and_zones_name_each_other(atlas: Atlas) -> None:
    for layout in atlas.tables.layouts:
        for zone in atlas.zones:
            assert (zone in atlas.zones_of_layout(layout.id)) == (layout.id in zone.layouts)


def test_only_the_explicit_and_the_implied_are_placed(atlas: Atlas) -> None:
    assert [view.id for view in atlas.unplaced_enterprises()] == ["west-works", "sample-institute"]


def test_a_district_has_both_details(atlas: Atlas) -> None:
    display, measuring = atlas.district_geometry(JIA), atlas.district_geometry(JIA, "measuring")
    assert display.equals(measuring)
    assert len(measuring.exterior.coords) > len(display.exterior.coords)  # type: ignore[attr-defined]


def test_a_view_keeps_every_role_in_order(atlas: Atlas) -> None:
    roles: tuple[ZoneRole, ...] = atlas.zone("auto-city").roles
    assert [role.plan for role in roles] == [PLAN, "beta-2027"]
    named: tuple[EnterpriseRole, ...] = atlas.enterprise("sample-motors").roles
    assert [role.place_confidence for role in named] == ["none", "explicit"]


def test_records_of_a_plan_are_its_own(atlas: Atlas) -> None:
    targets: tuple[Target, ...] = atlas.targets_of_plan("beta-2027")
    assert [target.id for target in targets] == ["beta-2027-t1", "beta-2027-t2"]
    projects: tuple[Project, ...] = atlas.projects_of_enterprise("sample-motors")
    assert [project.id for project in projects] == [f"{PLAN}-p1", f"{PLAN}-p2"]


def test_what_is_not_there_is_told_with_what_comes_near(atlas: Atlas) -> None:
    with pytest.raises(errors.ZoneNotFound) as caught:
        atlas.zone("auto-citty")
    assert (caught.value.kind, caught.value.wanted, caught.value.near) == ("zone", "auto-citty", ("auto-city",))
    for ask, missing in (
        (atlas.plan, errors.PlanNotFound),
        (atlas.layout, errors.LayoutNotFound),
        (atlas.district, errors.DistrictNotFound),
        (atlas.enterprise, errors.EnterpriseNotFound),
        (atlas.industry, errors.IndustryNotFound),
        (atlas.indicator, errors.IndicatorNotFound),
        (atlas.targets_of_plan, errors.PlanNotFound),
        (atlas.zones_of_layout, errors.LayoutNotFound),
        (atlas.targets_of_industry, errors.IndustryNotFound),
    ):
        with pytest.raises(missing, match="nowhere"):
            ask("nowhere")
