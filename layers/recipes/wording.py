"""How a shape was made and from what, in one Chinese and one English sentence each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.envelope import Envelope
    from layers.recipes.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Names:
    """Chinese and English names of what a shape was made from."""

    zh: tuple[str, ...]
    en: tuple[str, ...]

    @classmethod
    def of(cls, pairs: Sequence[tuple[str, str]]) -> Names:
        """Split pairs of (Chinese, English)."""
        return cls(tuple(zh for zh, _ in pairs), tuple(en for _, en in pairs))

    @property
    def zh_list(self) -> str:
        """Chinese enumeration."""
        return "、".join(self.zh)

    @property
    def en_list(self) -> str:
        """English enumeration."""
        return ", ".join(self.en)


def boundary_words(districts: Names) -> tuple[str, str]:
    """Say that a shape is the area of districts."""
    return (
        f"取{districts.zh_list}的行政区划界线范围。",
        f"The area of {districts.en_list}, along the district boundary.",
    )


def gazetteer_words(place: Names) -> tuple[str, str]:
    """Say that a shape is a place of the gazetteer."""
    return (
        f"取地名“{place.zh_list}”的坐标点，只表示所在位置，不表示范围。",
        f"The point of the place name {place.en_list}: a position, not an extent.",
    )


def envelope_words(envelope: Envelope, recipe: Recipe, *, anchors: Names, districts: Names) -> tuple[str, str]:
    """Say how an envelope was solved; that it meets the stated area is said to be no proof."""
    radius = f"{envelope.radius_m / 1000.0:.2f} km"
    stated = f"{recipe.area_km2:g} km²"
    zh = (
        f"以{anchors.zh_list}的连线为轴，取两侧 {radius} 以内、位于{districts.zh_list}境内的范围；"
        f"半径按规划所述面积 {stated} 反算，面积相符不构成验证。"
    )
    en = (
        f"Everything within {radius} of the line through {anchors.en_list} and inside {districts.en_list}; "
        f"the radius was solved for the stated {stated}, so meeting it proves nothing."
    )
    return zh, en


def corridor_words(recipe: Recipe, *, anchors: Names) -> tuple[str, str]:
    """Say what a corridor runs through; it has no edge and no area."""
    road_zh = f"（规划所述走向：{recipe.road}）" if recipe.road else ""
    road_en = f" (direction named by the plan: {recipe.road})" if recipe.road else ""
    return (
        f"依次连接{anchors.zh_list}的示意走向{road_zh}，没有边界，不计入任何面积。",
        f"An indicative course through {anchors.en_list}{road_en}; it has no edge and counts in no area.",
    )


def schematic_words(recipe: Recipe) -> tuple[str, str]:
    """Say that a position is general knowledge and has not been checked."""
    km = (recipe.uncertainty_m or 0.0) / 1000.0
    return (
        f"位置依据一般地理常识示意，未经核实，误差可达 {km:g} km 以上。",
        f"Position from general knowledge, not verified; it may be off by {km:g} km or more.",
    )


def undrawn_words() -> tuple[str, str]:
    """Say that a place is not drawn."""
    return (
        "规划与现有资料均未给出可用位置，不上图。",
        "No plan or source gives a usable position, so it is not drawn.",
    )
