"""Row models of the tables under ``data/``: the one description of every column.

A model is what a row must be; ``docs/DATA.md`` is generated from it, the loader validates with it, and the
tests hold every table against it. What all rows have in common is in ``layers/row.py``.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from layers.row import Id, Row, Sourced, TextList, points_to

Comparator = Literal[">=", ">", "≈", "=", "<=", "<"]
TargetKind = Literal["outcome", "expected", "binding"]
PlaceConfidence = Literal["explicit", "implied", "plan_scope", "none"]
EnterpriseKind = Literal["company", "institute", "university", "platform", "alliance", "institution"]
ZoneKind = Literal[
    "base",
    "pole",
    "axis",
    "belt",
    "city_area",
    "cluster",
    "park",
    "functional_zone",
    "port",
    "node",
    "district",
    "scene",
]
ZoneTier = Literal["structure", "site", "mention"]
LinkRelation = Literal["supplies", "anchors", "cooperates", "missing", "local_rate", "imports"]


class About(Row):
    """What the atlas is called (``data/atlas.toml``)."""

    id: Id = Field(description="Short name of the atlas.")
    title: str = Field(description="Chinese title of the site.")
    title_en: str = Field(description="English title of the site.")


class Plan(Row):
    """One policy document (``data/plans/<plan>/plan.toml``)."""

    id: Id = Field(description="Stable identifier, also the folder's name.")
    title: str = Field(description="Full Chinese title.")
    title_en: str = Field(description="English title.")
    short_title: str = Field(description="Chinese title that fits a tab or a legend.")
    short_title_en: str = Field(description="English title that fits a tab or a legend.")
    issuer: str | None = Field(None, description="Issuing body; empty where the text does not name it.")
    document_number: str | None = Field(None, description="发文字号; empty where the text has none.")
    date: dt.date | None = Field(None, description="Date of issue; empty where the text has none.")
    period_start: int = Field(description="First year of the plan.", ge=1990, le=2100)
    period_end: int = Field(description="Last year of the plan.", ge=1990, le=2100)
    scope: str = Field(description="Area the plan is made for: 青岛市 or 青岛西海岸新区.")
    note: str | None = Field(None, description="What a reader must know about the text that was read.")
    note_en: str | None = Field(None, description="The same in English.")


class Target(Sourced):
    """A dated or quantified goal (``targets.csv``), with its baseline where the plan gives one."""

    id: Id = Field(description="<plan>-t<number>, in the order of the text.")
    indicator_id: Id = Field(
        description="Same for the same indicator in different plans.", json_schema_extra=points_to("indicators")
    )
    indicator: str = Field(description="Short Chinese name, in the plan's terms.")
    indicator_en: str = Field(description="Short English name.")
    kind: TargetKind = Field(
        "outcome", description="expected 预期性 / binding 约束性 where the plan says so; else outcome."
    )
    comparator: Comparator | None = Field(
        None,
        description="超过/突破 '>', 以上/不少于/达到…以上 '>=', 左右/约 '≈', 达到/为 '=', 不超过 '<='; "
        "empty: no figure.",
    )
    value: float | None = Field(None, description="Figure as the plan writes it, in `unit`; lower end of a range.")
    value_max: float | None = Field(None, description="Upper end of a range.")
    unit: str | None = Field(None, description="Unit as the plan writes it: 万辆, 亿元, %, 家, 平方公里 …")
    year: int | None = Field(
        None, description="Year the goal is due (for a yearly goal, the last year).", ge=1990, le=2100
    )
    baseline: float | None = Field(None, description="Starting figure that belongs to the goal, in `unit`.")
    baseline_year: int | None = Field(None, description="Year of the starting figure.", ge=1990, le=2100)
    baseline_section: str | None = Field(None, description="Heading path of the starting figure, if not `section`.")
    period: str | None = Field(None, description="Period: 2021-2025, or 'yearly' for a figure that is due every year.")
    scope: str = Field(
        description="What the figure counts: 青岛市, 青岛西海岸新区, a zone or class of zones, a company."
    )
    industry: Id | None = Field(None, description="Industry.", json_schema_extra=points_to("industries"))
    restates: Id | None = Field(
        None,
        description="Earlier row of the same plan that says the same thing.",
        json_schema_extra=points_to("targets"),
    )
    note: str | None = Field(None, description="What a reader must know to use the figure.")
    note_en: str | None = Field(None, description="The same in English.")

    @model_validator(mode="after")
    def _figures_hang_together(self) -> Target:
        if (self.value is None) != (self.comparator is None):
            msg = "value and comparator come together: a goal without a figure has neither"
            raise ValueError(msg)
        if self.value is not None and self.unit is None:
            msg = "unit is missing for a goal with a figure"
            raise ValueError(msg)
        if self.value_max is not None and (self.value is None or self.value_max <= self.value):
            msg = "value_max must be greater than value"
            raise ValueError(msg)
        if self.baseline_year is not None and self.baseline is None:
            msg = "baseline_year without baseline"
            raise ValueError(msg)
        return self


class ZoneRole(Sourced):
    """A place that a plan gives a role to (``zones.csv``); its identity is in ``data/registry/zones.csv``."""

    id: Id = Field(description="<plan>-z<number>, in the order of the text.")
    zone: Id = Field(description="Identity of the place.", json_schema_extra=points_to("zones"))
    named_as: str = Field(description="Name as this plan writes it; further names of the same plan by '|' in order.")
    layout: Id = Field(description="Layout whose map shows the place.", json_schema_extra=points_to("layouts"))
    tier: ZoneTier = Field(
        description="structure: part of the layout's figure (axis, pole, base); site: a park or base that carries it; "
        "mention: named with a role elsewhere in the text."
    )
    kind: ZoneKind = Field(description="What it is in this plan.")
    parent: Id | None = Field(
        None, description="Zone it is part of in this plan.", json_schema_extra=points_to("zones")
    )
    districts: TextList = Field(
        (), description="Adcodes of the districts it lies in or joins.", json_schema_extra=points_to("districts")
    )
    districts_basis: Literal["stated", "known", "none"] = Field(
        "stated", description="stated: the plan says so; known: general knowledge; none: not located."
    )
    industries: TextList = Field((), description="Industries.", json_schema_extra=points_to("industries"))
    role: str = Field(description="Role in the plan, in a few words of our own.")
    role_en: str = Field(description="The same in English.")
    stated_area_km2: float | None = Field(None, description="Area that the plan states, km².", gt=0)
    note: str | None = Field(None, description="How it was identified, what is uncertain.")
    note_en: str | None = Field(None, description="The same in English.")


class Zone(Row):
    """Identity of a place (``data/registry/zones.csv``)."""

    id: Id = Field(description="Stable identifier, in URLs.")
    name: str = Field(description="Chinese name shown.")
    name_en: str = Field(description="English name shown.")
    aliases: TextList = Field((), description="Other names of the same place, as the plans write them.")
    plan: Id = Field(description="Plan the shown name is taken from.", json_schema_extra=points_to("plans"))
    section: str = Field(description="Heading path of the shown name.")
    note: str | None = Field(None, description="Why the variants are one place.")
    note_en: str | None = Field(None, description="The same in English.")


class Guidance(Sourced):
    """What a plan says a district should develop (``guidance.csv``)."""

    id: Id = Field(description="<plan>-g<number>.")
    district: str = Field(description="Adcode.", json_schema_extra=points_to("districts"))
    industries: TextList = Field((), description="Industries.", json_schema_extra=points_to("industries"))
    terms: TextList = Field((), description="Industries in the plan's own terms, in its order.")
    zones: TextList = Field((), description="Parks to be built there.", json_schema_extra=points_to("zones"))
    note: str | None = Field(None, description="What a reader must know.")
    note_en: str | None = Field(None, description="The same in English.")


class EnterpriseRole(Sourced):
    """A company, institute, university or platform that a plan names (``enterprises.csv``)."""

    id: Id = Field(description="<plan>-e<number>, in the order of the text.")
    enterprise: Id = Field(description="Identity.", json_schema_extra=points_to("enterprises"))
    named_as: str = Field(description="Name as this plan writes it; further names of the same plan by '|' in order.")
    role: str = Field(description="Role in the plan, in a few words of our own.")
    role_en: str = Field(description="The same in English.")
    industries: TextList = Field((), description="Industries.", json_schema_extra=points_to("industries"))
    place: str | None = Field(None, description="Place as the plan states or implies it, in words.")
    zone: Id | None = Field(None, description="Zone it is placed in by the plan.", json_schema_extra=points_to("zones"))
    districts: TextList = Field(
        (), description="Adcodes of the districts the plan places it in.", json_schema_extra=points_to("districts")
    )
    place_confidence: PlaceConfidence = Field(
        description="explicit: the plan says where; implied: the heading or list it stands in does; plan_scope: "
        "only the plan's own area (smaller than the city) is known; none: nothing."
    )
    note: str | None = Field(None, description="How it was identified or placed.")
    note_en: str | None = Field(None, description="The same in English.")


class Enterprise(Row):
    """Identity of an organisation (``data/registry/enterprises.csv``)."""

    id: Id = Field(description="Stable identifier, in URLs.")
    name: str = Field(description="Chinese name shown: the fullest that a plan writes.")
    name_en: str = Field(description="English name shown: the organisation's own where known, else translated.")
    kind: EnterpriseKind = Field(description="What it is.")
    aliases: TextList = Field((), description="Other names of the same organisation, as the plans write them.")
    plan: Id = Field(description="Plan the shown name is taken from.", json_schema_extra=points_to("plans"))
    section: str = Field(description="Heading path of the shown name.")
    note: str | None = Field(None, description="Why the variants are one organisation; what is uncertain.")
    note_en: str | None = Field(None, description="The same in English.")


class Project(Sourced):
    """A named project (``projects.csv``)."""

    id: Id = Field(description="<plan>-p<number>, in the order of the text.")
    name: str = Field(description="Name as the plan writes it.")
    name_en: str = Field(description="English name.")
    industry: Id | None = Field(None, description="Industry.", json_schema_extra=points_to("industries"))
    enterprises: TextList = Field(
        (),
        description="Organisations behind it, as its name or the plan says.",
        json_schema_extra=points_to("enterprises"),
    )
    place: str | None = Field(None, description="Place as the plan states or implies it, in words.")
    zone: Id | None = Field(None, description="Zone it is placed in by the plan.", json_schema_extra=points_to("zones"))
    districts: TextList = Field((), description="Adcodes.", json_schema_extra=points_to("districts"))
    place_confidence: PlaceConfidence = Field(description="As for enterprises.")
    scale: str | None = Field(None, description="Capacity or size that the plan states, as figure and unit.")
    note: str | None = Field(None, description="What a reader must know.")
    note_en: str | None = Field(None, description="The same in English.")


class Prospect(Sourced):
    """An organisation on a list of companies to be attracted, 拟招商名录 (``prospects.csv``)."""

    id: Id = Field(description="<plan>-x<number>, in the order of the text.")
    name: str = Field(description="Name as the plan writes it.")
    name_en: str = Field(description="English name.")
    industry: Id = Field(description="Industry of the list.", json_schema_extra=points_to("industries"))
    note: str | None = Field(None, description="What a reader must know.")
    note_en: str | None = Field(None, description="The same in English.")


class Measure(Sourced):
    """A numbered measure of an action plan (``measures.csv``)."""

    id: Id = Field(description="<plan>-m<number>, in the order of the text.")
    number: str = Field(description="Number in the plan: '7', or '（二）1'.")
    group: str = Field(description="Heading it stands under, without its number.")
    group_en: str = Field(description="The same in English.")
    title: str = Field(description="Title as the plan writes it.")
    title_en: str = Field(description="English title.")
    summary: str = Field(description="What is to be done, in one sentence of our own.")
    summary_en: str = Field(description="The same in English.")
    departments: TextList = Field((), description="责任单位 in the plan's order, full names.")
    industries: TextList = Field((), description="Industries.", json_schema_extra=points_to("industries"))
    zones: TextList = Field((), description="Zones it names.", json_schema_extra=points_to("zones"))
    note: str | None = Field(None, description="What a reader must know.")
    note_en: str | None = Field(None, description="The same in English.")


class ChainLink(Sourced):
    """A stated link of a supply chain, or one that is stated to be missing (``chain_links.csv``)."""

    id: Id = Field(description="<plan>-l<number>, in the order of the text.")
    relation: LinkRelation = Field(
        description="supplies, anchors (leads a chain or cluster), cooperates, missing (stated gap), local_rate "
        "(本地配套率), imports (share bought abroad)."
    )
    source: str = Field(description="Who supplies, anchors, lacks: name or product group.")
    source_enterprise: Id | None = Field(None, description="Identity.", json_schema_extra=points_to("enterprises"))
    target: str | None = Field(None, description="Whom, or what.")
    target_enterprise: Id | None = Field(None, description="Identity.", json_schema_extra=points_to("enterprises"))
    product: str | None = Field(None, description="What is supplied or lacking.")
    industry: Id | None = Field(None, description="Industry.", json_schema_extra=points_to("industries"))
    comparator: Comparator | None = Field(None, description="With `value`.")
    value: float | None = Field(None, description="Share or rate stated.")
    unit: str | None = Field(None, description="Unit of `value`.")
    statement: str = Field(description="The link in one sentence of our own.")
    statement_en: str = Field(description="The same in English.")
    note: str | None = Field(None, description="What a reader must know.")
    note_en: str | None = Field(None, description="The same in English.")


class Indicator(Row):
    """What a target measures (``data/vocabulary/indicators.csv``)."""

    id: Id = Field(description="Stable identifier.")
    name: str = Field(description="Chinese name.")
    name_en: str = Field(description="English name.")
    theme: Literal[
        "scale",
        "output",
        "innovation",
        "structure",
        "digital",
        "green",
        "firms",
        "trade",
        "infrastructure",
        "talent",
        "investment",
        "adoption",
    ] = Field(description="Theme of the targets board.")
    note: str | None = Field(None, description="What is counted.")
    note_en: str | None = Field(None, description="The same in English.")


class Industry(Row):
    """An industry (``data/vocabulary/industries.csv``): a group with a colour, or a branch of a group."""

    id: Id = Field(description="Stable identifier.")
    name: str = Field(description="Chinese name.")
    name_en: str = Field(description="English name.")
    group: Id = Field(
        description="Group that gives the colour (itself for a group).", json_schema_extra=points_to("industries")
    )
    note: str | None = Field(None, description="What is meant.")
    note_en: str | None = Field(None, description="The same in English.")


class Layout(Row):
    """A figure of how industry is laid out, one map each (``data/vocabulary/layouts.csv``)."""

    id: Id = Field(description="Stable identifier, in URLs.")
    plan: Id = Field(description="Plan.", json_schema_extra=points_to("plans"))
    name: str = Field(description="Chinese title of the map.")
    name_en: str = Field(description="English title of the map.")
    formula: str = Field(description="The plan's formula: 一轴两基地多点 …")
    formula_en: str = Field(description="The same in English.")
    section: str = Field(description="Heading path.")


class District(Row):
    """A district (``data/vocabulary/districts.csv``)."""

    id: str = Field(description="Adcode (GB/T 2260).", pattern=r"^\d{6}$")
    name: str = Field(description="Chinese name.")
    name_en: str = Field(description="English name.")
    aliases: TextList = Field((), description="Names used in the plans.")
    kind: Literal["urban_district", "county_city"] = Field(description="区 or 县级市.")
    note: str | None = Field(None, description="What a reader must know.")
    note_en: str | None = Field(None, description="The same in English.")


class Scope(Row):
    """Which zones a target's scope means where it names a class of places (``data/vocabulary/scopes.csv``).

    A scope that is the name of a zone, a district or an enterprise needs no row.
    """

    id: Id = Field(description="<plan>-s<number>.")
    plan: Id = Field(description="Plan whose targets use the words.", json_schema_extra=points_to("plans"))
    scope: str = Field(description="Scope as `targets.scope` has it.")
    zone_kind: ZoneKind | None = Field(None, description="Every zone of this kind in the plan is meant.")
    zones: TextList = Field((), description="Zones meant by name.", json_schema_extra=points_to("zones"))
    note: str | None = Field(None, description="Why these zones.")
    note_en: str | None = Field(None, description="The same in English.")
