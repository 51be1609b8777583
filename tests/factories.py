"""A small atlas made in code: plainly synthetic, yet with every kind of thing that a real one has.

Three square districts of 0.2° stand side by side (甲区, 乙区, 丙市); two plans; zones of every method; enterprises of
every confidence; goals with a conflict, a baseline, a restatement, a range, a class of zones; a hostile name.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import shapely

from geo.bounds import LonLat
from geo.measure import area_km2, buffer_point
from layers import records
from layers.atlas import Atlas
from layers.content import BoundaryInfo, Content, Town
from layers.pinyin import spell_all
from layers.search import searchable_names
from layers.shape import Method, Shape
from layers.tables import Tables

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

HOSTILE = "</script><img src=x onerror=alert(1)>"
"""A name that must show as text wherever it goes."""

VERSION = "synthetic000"
BUILT_AT = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)

PLAN, LATER_PLAN = "alpha-2025", "beta-2027"
LAYOUT, LATER_LAYOUT = "alpha-figure", "beta-figure"
JIA, YI, BING = "990101", "990102", "990181"
SQUARES: dict[str, BaseGeometry] = {
    JIA: shapely.box(120.0, 36.0, 120.2, 36.2),
    YI: shapely.box(120.2, 36.0, 120.4, 36.2),
    BING: shapely.box(120.4, 36.0, 120.6, 36.2),
}

_SECTION = "三、空间布局 › （一）总体格局"
_GOALS = "二、发展目标 › 专栏 1"


def make_tables(**changes: Any) -> Tables:
    """Make the synthetic tables; a keyword replaces a whole table."""
    tables: dict[str, tuple[Any, ...]] = {
        "plans": _plans(),
        "layouts": _layouts(),
        "districts": _districts(),
        "industries": _industries(),
        "indicators": _indicators(),
        "scopes": (
            records.Scope(
                id=f"{PLAN}-s1",
                plan=PLAN,
                scope="示例集聚区",
                zone_kind="cluster",
                note="虚构的一类地点。",
                note_en="A synthetic class.",
            ),
        ),
        "zones": _zones(),
        "zone_roles": _zone_roles(),
        "enterprises": _enterprises(),
        "enterprise_roles": _enterprise_roles(),
        "projects": _projects(),
        "targets": _targets(),
        "prospects": _prospects(),
        "measures": _measures(),
        "chain_links": _chain_links(),
        "guidance": _guidance(),
    }
    return Tables.of({**tables, **changes})


TOWNS = (
    Town("town-1", "示例镇", "Sample Town", 120.1, 36.1, "town", "synthetic"),
    Town("town-2", "另一镇", "Other Town", 120.5, 36.05, "town", "synthetic"),
)


def make_content(tables: Tables | None = None) -> Content:
    """Make the synthetic content around the synthetic tables, or around others with the same zones and districts."""
    tables = tables or make_tables()
    return Content(
        tables=tables,
        zone_shapes=make_shapes(),
        district_shapes={adcode: _district_shape(adcode) for adcode in SQUARES},
        measuring={adcode: shapely.segmentize(square, 0.05) for adcode, square in SQUARES.items()},
        land=shapely.box(119.9, 35.95, 120.7, 36.3),
        towns=TOWNS,
        boundaries=BoundaryInfo(
            id="squares",
            label="方块（合成）",
            label_en="Squares (synthetic)",
            review_number=None,
            source="合成数据",
            source_en="Synthetic data",
        ),
        spellings=spell_all((*searchable_names(tables), *(town.name for town in TOWNS))),
    )


def make_atlas(tables: Tables | None = None) -> Atlas:
    """Make the synthetic atlas."""
    return Atlas(make_content(tables), version=VERSION, built_at=BUILT_AT)


def make_store(store_dir: Path, content: Content | None = None) -> Path:
    """Publish the synthetic content in a store, and give the store's folder."""
    from layers.store import publish  # noqa: PLC0415  geopandas and pyarrow are heavy, and most tests need no store

    publish(content or make_content(), store_dir, inputs={"synthetic.csv": "0" * 64}, who="tests", when=BUILT_AT)
    return store_dir


def make_shapes() -> dict[str, Shape]:
    """Make one shape of every method, by zone id."""
    disc = buffer_point(LonLat(120.3, 36.1), radius_m=5_000.0)
    axis = shapely.LineString([(120.05, 36.05), (120.3, 36.1), (120.55, 36.15)])
    return {
        shape.owner: shape
        for shape in (
            _shape("sample-port", "official", shapely.box(120.02, 36.01, 120.06, 36.03), uncertainty_m=10.0),
            _shape("district-990101", "boundary", SQUARES[JIA], uncertainty_m=30.0),
            _shape("auto-city", "envelope", disc, uncertainty_m=2_000.0, fitted=True),
            _shape("main-axis", "corridor", axis, uncertainty_m=3_000.0),
            _shape("town-park", "gazetteer", shapely.Point(120.1, 36.1), uncertainty_m=1_500.0),
            _shape("east-pole", "schematic", shapely.Point(120.5, 36.12), uncertainty_m=4_000.0, verified=False),
            _shape("lost-park", "none", None, uncertainty_m=None, verified=False),
            _shape("hostile-park", "gazetteer", shapely.Point(120.45, 36.05), uncertainty_m=1_000.0),
        )
    }


def _shape(
    owner: str,
    method: Method,
    geometry: BaseGeometry | None,
    *,
    uncertainty_m: float | None,
    fitted: bool = False,
    verified: bool = True,
) -> Shape:
    label = geometry.point_on_surface() if geometry is not None else None
    return Shape(
        owner=owner,
        method=method,
        geometry=geometry,
        uncertainty_m=uncertainty_m,
        fitted=fitted,
        verified=verified,
        area_km2=area_km2(geometry) if geometry is not None and geometry.area > 0.0 else None,
        label_lon=label.x if label is not None else None,
        label_lat=label.y if label is not None else None,
        how=f"合成图形（{method}）。",
        how_en=f"Synthetic shape ({method}).",
        source="合成数据",
        source_en="Synthetic data",
    )


def _district_shape(adcode: str) -> Shape:
    return _shape(adcode, "boundary", SQUARES[adcode], uncertainty_m=30.0)


def _plans() -> tuple[records.Plan, ...]:
    return (
        records.Plan(
            id=PLAN,
            title="示例市汽车产业发展规划",
            title_en="Sample City Automotive Plan",
            short_title="示例规划",
            short_title_en="Sample plan",
            issuer="示例市人民政府",
            document_number="示例发〔2021〕1号",
            date=dt.date(2021, 6, 1),
            period_start=2021,
            period_end=2025,
            scope="示例市",
        ),
        records.Plan(
            id=LATER_PLAN,
            title="示例市智能网联行动计划",
            title_en="Sample City Connected Vehicle Action Plan",
            short_title="示例行动",
            short_title_en="Sample action",
            period_start=2025,
            period_end=2027,
            scope="示例市",
            note="原文未写文号。",
            note_en="No document number in the text.",
        ),
    )


def _layouts() -> tuple[records.Layout, ...]:
    return (
        records.Layout(
            id=LAYOUT,
            plan=PLAN,
            name="示例布局",
            name_en="Sample layout",
            formula="一轴一城多点",
            formula_en="One axis, one city, several points",
            section=_SECTION,
        ),
        records.Layout(
            id=LATER_LAYOUT,
            plan=LATER_PLAN,
            name="示例新布局",
            name_en="Later sample layout",
            formula="一极支撑",
            formula_en="One pole",
            section="二、产业布局",
        ),
    )


def _districts() -> tuple[records.District, ...]:
    return (
        records.District(id=JIA, name="甲区", name_en="Jia", aliases="甲|甲新区", kind="urban_district"),
        records.District(id=YI, name="乙区", name_en="Yi", aliases="乙", kind="urban_district"),
        records.District(id=BING, name="丙市", name_en="Bing", aliases="丙", kind="county_city"),
    )


def _industries() -> tuple[records.Industry, ...]:
    return (
        records.Industry(id="automotive", name="汽车", name_en="Automotive", group="automotive"),
        records.Industry(id="nev", name="新能源汽车", name_en="New-energy vehicles", group="automotive"),
        records.Industry(id="marine", name="现代海洋", name_en="Marine", group="marine"),
    )


def _indicators() -> tuple[records.Indicator, ...]:
    return (
        records.Indicator(id="vehicle-output", name="整车产量", name_en="Vehicle output", theme="output"),
        records.Indicator(id="industry-output-value", name="产业产值", name_en="Output value", theme="scale"),
        records.Indicator(id="rd-spend-ratio", name="研发投入占比", name_en="R&D share", theme="innovation"),
        records.Indicator(id="built-area", name="建成面积", name_en="Built area", theme="infrastructure"),
    )


def _zones() -> tuple[records.Zone, ...]:
    def zone(zone_id: str, name: str, name_en: str, *, aliases: str = "") -> records.Zone:
        return records.Zone(id=zone_id, name=name, name_en=name_en, aliases=aliases, plan=PLAN, section=_SECTION)

    return (
        zone("main-axis", "示例发展轴", "Sample Axis"),
        zone("auto-city", "示例汽车城", "Sample Auto City", aliases="示例国际汽车城"),
        zone("east-pole", "东部示例极", "East Sample Pole"),
        zone("district-990101", "甲区", "Jia District", aliases="甲新区"),
        zone("sample-port", "示例港", "Sample Port"),
        zone("town-park", "示例镇产业集聚区", "Sample Town Cluster"),
        zone("lost-park", "无处园区", "Park without a Place"),
        zone("hostile-park", HOSTILE, HOSTILE),
    )


def _zone_roles() -> tuple[records.ZoneRole, ...]:
    def role(number: int, zone: str, named_as: str, **cells: Any) -> records.ZoneRole:
        plan = cells.pop("plan", PLAN)
        defaults: dict[str, Any] = {
            "layout": LAYOUT if plan == PLAN else LATER_LAYOUT,
            "tier": "site",
            "kind": "park",
            "role": "承载示例产业",
            "role_en": "Carries the sample industry",
            "section": _SECTION if plan == PLAN else "二、产业布局",
        }
        return records.ZoneRole(
            **{**defaults, **cells, "id": f"{plan}-z{number}", "plan": plan, "zone": zone, "named_as": named_as}
        )

    return (
        role(
            1,
            "main-axis",
            "示例发展轴",
            tier="structure",
            kind="axis",
            districts=f"{JIA}|{YI}|{BING}",
            industries="automotive",
        ),
        role(
            2,
            "auto-city",
            "示例汽车城|示例国际汽车城",
            tier="structure",
            kind="base",
            districts=f"{YI}",
            industries="automotive|nev",
            stated_area_km2=80.0,
            parent="main-axis",
        ),
        role(3, "sample-port", "示例港", kind="port", districts=JIA, industries="marine", stated_area_km2=8.0),
        role(4, "town-park", "示例镇产业集聚区", kind="cluster", districts=JIA, industries="nev"),
        role(5, "lost-park", "无处园区", tier="mention", kind="cluster", districts_basis="none"),
        role(6, "hostile-park", HOSTILE, tier="mention", districts=BING, industries="marine"),
        role(7, "district-990101", "甲新区", tier="mention", kind="district", districts=JIA),
        role(
            1,
            "auto-city",
            "示例国际汽车城",
            plan=LATER_PLAN,
            tier="structure",
            kind="pole",
            districts=f"{YI}|{BING}",
            industries="nev",
        ),
        role(
            2,
            "east-pole",
            "东部示例极",
            plan=LATER_PLAN,
            tier="structure",
            kind="pole",
            districts=BING,
            industries="nev",
        ),
    )


def _enterprises() -> tuple[records.Enterprise, ...]:
    def enterprise(enterprise_id: str, name: str, name_en: str, *, kind: str = "company") -> records.Enterprise:
        return records.Enterprise.model_validate(
            {"id": enterprise_id, "name": name, "name_en": name_en, "kind": kind, "plan": PLAN, "section": _SECTION}
        )

    return (
        enterprise("sample-motors", "示例汽车股份公司", "Sample Motors"),
        enterprise("sample-battery", "示例电池", "Sample Battery"),
        enterprise("west-works", "甲新区船厂", "West Works"),
        enterprise("sample-institute", "示例研究院", "Sample Institute", kind="institute"),
        enterprise("hostile-works", HOSTILE, HOSTILE),
    )


def _enterprise_roles() -> tuple[records.EnterpriseRole, ...]:
    def role(number: int, who: str, named_as: str, confidence: str, **cells: Any) -> records.EnterpriseRole:
        plan = cells.pop("plan", PLAN)
        return records.EnterpriseRole.model_validate(
            {
                "section": "四、主要任务 › 1．做强整车",
                "role": "整车生产",
                "role_en": "Makes vehicles",
                **cells,
                "id": f"{plan}-e{number}",
                "plan": plan,
                "enterprise": who,
                "named_as": named_as,
                "place_confidence": confidence,
            }
        )

    return (
        role(1, "sample-motors", "示例汽车", "none", industries="automotive"),
        role(
            2,
            "sample-battery",
            "示例电池",
            "implied",
            industries="nev",
            place="示例镇",
            zone="town-park",
            districts=JIA,
        ),
        role(3, "west-works", "甲新区船厂", "plan_scope", industries="marine", place="甲新区", districts=JIA),
        role(4, "sample-institute", "示例研究院", "none"),
        role(5, "hostile-works", HOSTILE, "explicit", place="丙市", zone="hostile-park", districts=BING),
        role(
            1,
            "sample-motors",
            "示例汽车股份公司",
            "explicit",
            plan=LATER_PLAN,
            industries="nev",
            place="示例国际汽车城",
            zone="auto-city",
            districts=YI,
            role="链主",
            role_en="Leads the chain",
            section="三、重点任务",
        ),
    )


def _projects() -> tuple[records.Project, ...]:
    return (
        records.Project(
            id=f"{PLAN}-p1",
            plan=PLAN,
            section="五、重点项目",
            name="示例整车项目",
            name_en="Sample vehicle project",
            industry="automotive",
            enterprises="sample-motors",
            place="示例汽车城",
            zone="auto-city",
            districts=YI,
            place_confidence="explicit",
            scale="20万辆",
        ),
        records.Project(
            id=f"{PLAN}-p2",
            plan=PLAN,
            section="五、重点项目",
            name="示例电池项目",
            name_en="Sample battery project",
            industry="nev",
            enterprises="sample-battery|sample-motors",
            districts=JIA,
            place="甲区",
            place_confidence="implied",
        ),
        records.Project(
            id=f"{LATER_PLAN}-p1",
            plan=LATER_PLAN,
            section="四、项目",
            name="未落地项目",
            name_en="Project without a place",
            place_confidence="none",
        ),
    )


def _targets() -> tuple[records.Target, ...]:
    def target(number: int, counts: str, scope: str, **cells: Any) -> records.Target:
        plan = cells.pop("plan", PLAN)
        return records.Target.model_validate(
            {
                "indicator": "示例指标",
                "indicator_en": "Sample indicator",
                "section": _GOALS,
                **cells,
                "id": f"{plan}-t{number}",
                "plan": plan,
                "indicator_id": counts,
                "scope": scope,
            }
        )

    output = {
        "indicator": "整车产量",
        "indicator_en": "Vehicle output",
        "unit": "万辆",
        "year": 2025,
        "industry": "automotive",
    }
    return (
        target(
            1,
            "vehicle-output",
            "示例市",
            **output,
            comparator="=",
            value=200,
            baseline=90,
            baseline_year=2020,
            baseline_section="一、发展基础",
        ),
        target(2, "rd-spend-ratio", "示例市", kind="expected", comparator=">=", value=3.5, unit="%", year=2025),
        target(
            3,
            "industry-output-value",
            "示例汽车城",
            comparator=">",
            value=1000,
            unit="亿元",
            year=2025,
            industry="automotive",
        ),
        target(4, "industry-output-value", "示例集聚区", comparator="≈", value=5, value_max=10, unit="亿元", year=2025),
        target(
            5,
            "vehicle-output",
            "示例市",
            **output,
            comparator="=",
            value=200,
            restates=f"{PLAN}-t1",
            section="五、保障",
        ),
        target(6, "built-area", "甲新区", year=2025, note="要求稳步提升。", note_en="To rise steadily."),
        target(7, "industry-output-value", "示例汽车", comparator=">=", value=300, unit="亿元", year=2025),
        target(1, "vehicle-output", "示例市", plan=LATER_PLAN, **output, comparator="=", value=40, section="一、目标"),
        target(
            2,
            "built-area",
            "示例国际汽车城",
            plan=LATER_PLAN,
            kind="binding",
            comparator=">=",
            value=200,
            unit="平方公里",
            year=2027,
            section="一、目标",
        ),
    )


def _prospects() -> tuple[records.Prospect, ...]:
    return (
        records.Prospect(
            id=f"{PLAN}-x1",
            plan=PLAN,
            section="附件：拟招商名录",
            name="远方公司",
            name_en="Faraway Company",
            industry="nev",
        ),
        records.Prospect(
            id=f"{PLAN}-x2", plan=PLAN, section="附件：拟招商名录", name=HOSTILE, name_en=HOSTILE, industry="marine"
        ),
    )


def _measures() -> tuple[records.Measure, ...]:
    return (
        records.Measure(
            id=f"{LATER_PLAN}-m1",
            plan=LATER_PLAN,
            section="三、重点任务 › （一）提升能力",
            number="1",
            group="提升能力",
            group_en="Raise capacity",
            title="建设示例设施",
            title_en="Build sample facilities",
            summary="建设合成设施。",
            summary_en="Build synthetic facilities.",
            departments="示例局|示例委",
            industries="nev",
            zones="auto-city",
        ),
    )


def _chain_links() -> tuple[records.ChainLink, ...]:
    return (
        records.ChainLink(
            id=f"{PLAN}-l1",
            plan=PLAN,
            section="一、发展基础",
            relation="supplies",
            source="示例电池",
            source_enterprise="sample-battery",
            target="示例汽车",
            target_enterprise="sample-motors",
            product="电池",
            industry="nev",
            statement="示例电池为示例汽车供货。",
            statement_en="Sample Battery supplies Sample Motors.",
        ),
        records.ChainLink(
            id=f"{PLAN}-l2",
            plan=PLAN,
            section="一、发展基础",
            relation="local_rate",
            source="整车",
            comparator="<=",
            value=30,
            unit="%",
            industry="automotive",
            statement="本地配套率不足三成。",
            statement_en="Local supply is under 30 %.",
        ),
    )


def _guidance() -> tuple[records.Guidance, ...]:
    return (
        records.Guidance(
            id=f"{PLAN}-g1",
            plan=PLAN,
            section="四、布局 › 专栏 2",
            district=JIA,
            industries="automotive|marine",
            terms="整车|船舶",
            zones="sample-port",
        ),
    )
