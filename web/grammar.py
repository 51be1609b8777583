"""How a shape is known decides how it is drawn: the one description for map, locator, legend and print.

A reader must see at a glance what is fact and what is schematic. Facts have a solid edge and a flat fill. What was
fitted to a figure is dashed and hatched. A corridor is a soft band without any edge that could be measured. A point
from a gazetteer is a dot in a halo as wide as its uncertainty; a position from general knowledge is an open dot in
a blurred halo with a slanted label that says so.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from layers.shape import Method

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.records import ZoneTier

METHODS: Final[tuple[Method, ...]] = get_args(Method)

Mark = Literal["area", "band", "point", "unmarked"]
Fill = Literal["flat", "hatch", "none"]
Halo = Literal["even", "blurred", "none"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """How shapes of one method are drawn.

    Attributes
    ----------
    method : Method
        How the geometry is known.
    mark : Mark
        ``area`` with an edge, ``band`` along a line, ``point``, or ``unmarked``: in a list beside the map only.
    line_px : float
        Width of the outline, centre line or dot's rim, CSS pixels, at the tier of the layout's figure.
    dash_px : tuple of float
        Dashes and gaps, CSS pixels; empty for a solid line.
    fill : Fill
        Flat tint, diagonal hatch, or none.
    fill_opacity : float
        Strength of the tint, the hatch, the band or the halo, 0 to 1.
    radius_px : float
        Radius of a point, CSS pixels; 0 for other marks.
    halo : Halo
        Disc as wide as the uncertainty on the ground: with an even tint and a rim, or blurred.
    slanted : bool
        Label in italics.
    factual : bool
        True where position and extent are as a source gives them; False where they only give an idea.
    """

    method: Method
    mark: Mark
    line_px: float
    dash_px: tuple[float, ...]
    fill: Fill
    fill_opacity: float
    radius_px: float
    halo: Halo
    slanted: bool
    factual: bool

    @property
    def phrase(self) -> str:
        """Key of the words that the legend has for it."""
        return f"map.method.{self.method}"

    @property
    def remark(self) -> str | None:
        """Key of the words that stand with a label (示意, 位置待核); None where the shape is what it looks like."""
        return _REMARKS.get(self.method)


_REMARKS: Final[Mapping[Method, str]] = {
    "envelope": "map.remark.indicative",
    "corridor": "map.remark.indicative",
    "schematic": "map.remark.unverified",
}


def _drawing(method: Method, mark: Mark, **look: object) -> Drawing:
    """Make a drawing; what is not said is absent."""
    plain: dict[str, Any] = {
        "line_px": 0.0, "dash_px": (), "fill": "none", "fill_opacity": 0.0, "radius_px": 0.0, "halo": "none",
        "slanted": False, "factual": False,
    }  # fmt: skip
    return Drawing(method, mark, **{**plain, **look})


_OFFICIAL = _drawing("official", "area", line_px=2.2, fill="flat", fill_opacity=0.18, factual=True)
_BOUNDARY = _drawing("boundary", "area", line_px=1.7, fill="flat", fill_opacity=0.12, factual=True)
_ENVELOPE = _drawing("envelope", "area", line_px=1.8, dash_px=(7.0, 4.0), fill="hatch", fill_opacity=0.55)
_CORRIDOR = _drawing("corridor", "band", line_px=1.6, dash_px=(2.0, 5.0), fill_opacity=0.16)
_GAZETTEER = _drawing(
    "gazetteer", "point", line_px=1.2, fill="flat", fill_opacity=0.1, radius_px=4.2, halo="even", factual=True
)
_SCHEMATIC = _drawing("schematic", "point", line_px=1.6, fill_opacity=0.2, radius_px=4.2, halo="blurred", slanted=True)

GRAMMAR: Final[Mapping[Method, Drawing]] = MappingProxyType(
    {
        drawing.method: drawing
        for drawing in (
            _OFFICIAL, _BOUNDARY, _ENVELOPE, _CORRIDOR, _GAZETTEER, _SCHEMATIC, _drawing("none", "unmarked"),
        )
    }
)  # fmt: skip
"""A drawing for every method there is."""

TIER_STRENGTH: Final[Mapping[ZoneTier, float]] = MappingProxyType({"structure": 1.0, "site": 0.8, "mention": 0.62})
"""Factor on lines and dots: the layout's figure first, then what carries it, then what is only mentioned."""

BAND_WIDTH_M: Final = 3000.0
"""Width of a corridor whose uncertainty nobody stated, metres on the ground."""
BAND_LIMITS_PX: Final = (8.0, 44.0)
"""Least and greatest width of a band on screen: it must stay a band when zoomed far out or in."""


def drawing_of(method: Method) -> Drawing:
    """Return how shapes of a method are drawn."""
    return GRAMMAR[method]


def band_width_m(uncertainty_m: float | None) -> float:
    """Width of a corridor's band in metres on the ground: twice its uncertainty, as that is a radius."""
    return BAND_WIDTH_M if uncertainty_m is None else 2.0 * uncertainty_m


def as_json() -> dict[str, Any]:
    """Return the grammar as the scripts of the map read it: drawings by method, strengths by tier, limits of bands."""
    return {
        "methods": {method: asdict(drawing) for method, drawing in GRAMMAR.items()},
        "tiers": dict(TIER_STRENGTH),
        "bandLimitsPx": list(BAND_LIMITS_PX),
    }
