"""What a column is, by the name it happens to have in Chinese or English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from layers.deployment.encoding import plain
from layers.deployment.errors import DeploymentRefused
from layers.errors import near_matches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": (
        "id", "编号", "设备编号", "单元编号", "路侧单元编号", "rsu编号", "rsuid", "设备id", "设备编码", "编码",
        "序列号",
        "点位编号", "路口编号", "junctionid", "unitid", "deviceid", "code", "no", "sn",
    ),
    "name": (
        "name", "名称", "设备名称", "点位名称", "点位", "路口名称", "路口", "安装位置", "位置名称", "地点",
        "道路名称", "区域名称",
        "unitname", "sitename", "site", "title",
    ),
    "lon": (
        "lon", "lng", "long", "longitude", "经度", "东经", "x", "x坐标", "坐标x", "坐标经度", "经度坐标",
        "东坐标", "东", "easting",
        "east", "pointx", "xcoord", "xcoordinate", "横坐标",
    ),
    "lat": (
        "lat", "latitude", "纬度", "北纬", "y", "y坐标", "坐标y", "坐标纬度", "纬度坐标", "北坐标", "北",
        "northing", "north",
        "pointy", "ycoord", "ycoordinate", "纵坐标",
    ),
    "position": (
        "position", "坐标", "经纬度", "位置坐标", "点位坐标", "地理坐标", "wkt", "geometry", "geom",
        "coordinates", "coordinate",
        "lonlat", "lnglat", "位置", "location", "thegeom",
    ),
    "kind": ("kind", "type", "类型", "设备类型", "单元类型", "类别", "种类", "场景", "category"),
    "status": ("status", "state", "状态", "建设状态", "进度", "建设进度", "建设情况", "阶段状态"),
    "phase": ("phase", "batch", "批次", "期", "期次", "建设期", "建设批次", "阶段", "分期", "stage"),
    "date": (
        "date", "日期", "时间", "验收日期", "建成日期", "安装日期", "建成时间", "验收时间", "投运日期",
        "installed", "accepteddate",
        "accepted_on",
    ),
    "range_m": (
        "rangem", "range", "radius", "radiusm", "覆盖半径", "半径", "覆盖范围", "通信距离", "覆盖距离",
        "作用距离", "服务半径",
        "实测半径", "实测距离",
    ),
    "district": (
        "district", "区", "区县", "区市", "所属区", "所属区县", "所属区市", "行政区", "所在区", "所在区县",
        "所在区市", "县区", "市区",
        "区划", "行政区划", "adcode", "行政区划代码", "区划代码", "county", "辖区",
    ),
    "quarter": ("quarter", "季度", "期间", "时期", "统计期"),
    "count": ("count", "数量", "车辆数", "车辆数量", "辆数", "台数", "vehicles", "保有量", "数量辆", "number"),
}  # fmt: skip
"""Names a column is known by, as `_key` writes them; the first one that stands in the header is taken."""

_TITLES_AT_MOST = 20
_HINTS = {"lon": ("经度", "longitude", "东经"), "lat": ("纬度", "latitude", "北纬")}
_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]|<.*?>")
_NOISE = re.compile(r"[\s_\-./:*#]+")


def match_columns(header: Sequence[str], mapping: Mapping[str, str] | None = None, *, file: str) -> dict[str, int]:
    """Find which column holds what.

    Parameters
    ----------
    header
        Header of the file.
    mapping
        Header by canonical name, which goes before what is guessed.
    file
        For the error.

    Returns
    -------
    dict
        Place in the header by canonical name; only those that were found.

    Raises
    ------
    DeploymentRefused
        The mapping names a column that is not there, or a meaning that is not known.
    """
    keys = [_key(name) for name in header]
    found: dict[str, int] = {}
    for canonical, wanted in (mapping or {}).items():
        if canonical not in NAMES:
            raise DeploymentRefused(file, problem=f"no such meaning: {canonical!r}", expected=", ".join(NAMES))
        if _key(wanted) not in keys:
            near = near_matches(wanted, header)
            raise DeploymentRefused(
                file, problem=f"no column {wanted!r} for {canonical}", expected=" or ".join(near) or ", ".join(header)
            )
        found[canonical] = keys.index(_key(wanted))
    for canonical, names in NAMES.items():
        if canonical not in found:
            place = next((keys.index(name) for name in names if name in keys), None)
            place = _hinted(canonical, keys) if place is None else place
            if place is not None and place not in found.values():
                found[canonical] = place
    return found


def header_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Find the header among the first rows of a sheet, below titles and notes.

    Parameters
    ----------
    rows
        First rows of the sheet.

    Returns
    -------
    int or None
        Place of the row with most known names; None if no row has one.
    """
    known = {name for names in NAMES.values() for name in names}
    counts: list[int] = [
        sum(_key(cell) in known or _is_hinted(_key(cell)) for cell in row) for row in rows[:_TITLES_AT_MOST]
    ]
    most = max(counts, default=0)
    return counts.index(most) if most else None


def _key(name: str) -> str:
    """Write a header without what varies: case, width, blanks, units in brackets."""
    text = plain(name).casefold()
    return _NOISE.sub("", _BRACKETS.sub("", text)) or _NOISE.sub("", text)


def _hinted(canonical: str, keys: Sequence[str]) -> int | None:
    hints = _HINTS.get(canonical, ())
    return next((place for place, key in enumerate(keys) if _holds_one(key, hints)), None)


def _is_hinted(key: str) -> bool:
    return any(_holds_one(key, hints) for hints in _HINTS.values())


def _holds_one(key: str, hints: Sequence[str]) -> bool:
    """Whether a header speaks of one axis: 经纬度 speaks of both."""
    return any(hint in key for hint in hints) and "经纬" not in key
