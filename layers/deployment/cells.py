"""Cells of a unit's row that are of a fixed kind: status, date, range, quarter, count."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from layers.deployment.encoding import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.deployment.content import Status

_STATUS_WORDS: Mapping[Status, tuple[str, ...]] = {
    "planned": ("planned", "plan", "proposed", "规划", "拟建", "计划", "待建", "未建", "设计", "立项"),
    "under_construction": (
        "under_construction", "underconstruction", "construction", "building", "在建", "建设中", "施工",
        "安装中", "调试",
        "待验收", "未验收",
    ),
    "accepted": (
        "accepted", "built", "completed", "operational", "online", "验收", "建成", "已建", "完工", "竣工",
        "投运", "投用", "运行",
        "在用", "已安装", "完成",
    ),
}  # fmt: skip
"""Words by status. What is not accepted yet is looked for first: 未验收 holds 验收."""

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?)?月?(?:[T\s].*)?")
_DATE_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR = re.compile(r"(\d{4})年?")
_QUARTER = re.compile(r"(\d{4})\s*(?:年)?\s*[-/ ]?\s*(?:q|第)?\s*([1-4一二三四])\s*(?:季度?|q)?", re.IGNORECASE)
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(m|米|公尺|km|公里|千米)?", re.IGNORECASE)
_KILOMETRES = {"km", "公里", "千米"}
_CHINESE_QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_MAX_RANGE_M = 5_000.0
_MAX_COUNT = 10_000_000
_KNOWN_CELLS = 4_096
"""Cells that are kept read: a table has few different ones, many times."""


@lru_cache(maxsize=_KNOWN_CELLS)
def read_status(cell: str) -> Status:
    """Read a status; ValueError, with what would be right, where it is none."""
    text = plain(cell).casefold().replace(" ", "_").replace("-", "_")
    for status, words in _STATUS_WORDS.items():
        if text == status or any(word in text for word in words):
            return status
    raise ValueError("no known status; expected 规划, 在建 or 验收 (planned, under_construction, accepted)")


@lru_cache(maxsize=_KNOWN_CELLS)
def read_date(cell: str) -> str:
    """Read a date as ISO 8601, the first day where month or day are left out; ValueError where it is none."""
    text = plain(cell)
    match = _DATE.fullmatch(text) or _DATE_DIGITS.fullmatch(text) or _YEAR.fullmatch(text)
    if match is None:
        raise ValueError("no date; expected one as 2026-03-31")
    parts = [int(part or 1) for part in match.groups()]
    try:
        return dt.date(*[*parts, 1, 1][:3]).isoformat()
    except ValueError:
        raise ValueError("no such day; expected one as 2026-03-31") from None


@lru_cache(maxsize=_KNOWN_CELLS)
def read_range_m(cell: str) -> float:
    """Read a range in metres; ValueError where it is none."""
    match = _LENGTH.fullmatch(plain(cell))
    length_m = float(match[1]) * (1_000.0 if (match[2] or "").casefold() in _KILOMETRES else 1.0) if match else 0.0
    if not 0.0 < length_m <= _MAX_RANGE_M:
        raise ValueError(f"no range; expected metres above 0 and up to {_MAX_RANGE_M:g}")
    return length_m


def read_quarter(cell: str) -> str:
    """Read a quarter as ``2026Q3``; ValueError where it is none."""
    match = _QUARTER.fullmatch(plain(cell))
    if match is None:
        raise ValueError("no quarter; expected one as 2026Q3 or 2026年第三季度")
    return f"{match[1]}Q{_CHINESE_QUARTERS.get(match[2], match[2])}"


def read_count(cell: str) -> int:
    """Read a number of vehicles; ValueError where it is none."""
    text = plain(cell).replace(",", "").removesuffix("辆").removesuffix(".0").strip()
    if not text.isdecimal() or len(text) > len(str(_MAX_COUNT)) or int(text) > _MAX_COUNT:
        raise ValueError("no number of vehicles; expected a whole number")
    return int(text)
