"""Colours: one fixed colour and one fixed sign for every group of industries, and the ground of light and dark maps.

The colours come from two sets made for colour-blind readers, Paul Tol's "muted" and "bright" schemes and Okabe and
Ito's, darkened where a line on pale land would have too little contrast. Nobody tells fourteen hues apart for
certain, so every colour comes with a second cue: the sign (a shape) and the direction of the hatch.

Source: P. Tol, "Colour Schemes", SRON/EPS/TN/09-002 (2021); M. Okabe and K. Ito, "Color Universal Design" (2008).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from layers.records import Industry

Theme = Literal["light", "dark"]
Sign = Literal[
    "circle",
    "square",
    "diamond",
    "triangle",
    "wedge",
    "pentagon",
    "hexagon",
    "star",
    "cross",
    "saltire",
    "bar",
    "pillar",
    "kite",
    "shield",
]


@dataclass(frozen=True, slots=True)
class Swatch:
    """How one group of industries looks everywhere: map, page, print.

    Attributes
    ----------
    slot : int
        Number of the look; class names are ``slot-<slot>``.
    light, dark : str
        Colour on light and on dark ground, ``#rrggbb``; both at least 3:1 against land.
    sign : Sign
        Shape that stands for the group.
    hatch_deg : int
        Direction of the hatch, degrees clockwise from upright.
    """

    slot: int
    light: str
    dark: str
    sign: Sign
    hatch_deg: int

    def colour(self, theme: Theme) -> str:
        """Colour on the ground of a theme, ``#rrggbb``."""
        return self.light if theme == "light" else self.dark


_LOOKS: Final[tuple[tuple[str, str, Sign, int], ...]] = (
    ("#c24f00", "#f0954b", "circle", 45),
    ("#0072b2", "#56b4e9", "diamond", 135),
    ("#332288", "#a79df0", "square", 45),
    ("#aa4499", "#dd8fcf", "triangle", 135),
    ("#6f6f1b", "#c9c96a", "hexagon", 45),
    ("#117733", "#5fc27e", "pentagon", 0),
    ("#882255", "#e07fae", "wedge", 45),
    ("#00806a", "#44c9ae", "star", 135),
    ("#8a5a00", "#e0b050", "cross", 90),
    ("#b3455a", "#ee99aa", "kite", 0),
    ("#2f7d91", "#88ccee", "saltire", 90),
    ("#7a3b1d", "#d9a066", "bar", 135),
    ("#5a6b2f", "#b5cc7a", "pillar", 0),
    ("#555555", "#bbbbbb", "shield", 90),
)

SLOTS: Final[tuple[Swatch, ...]] = tuple(Swatch(slot, *look) for slot, look in enumerate(_LOOKS))
"""The looks there are; a vocabulary with more groups than looks starts again from the first."""

NEUTRAL: Final = Swatch(len(SLOTS), "#4d5a66", "#aab7c4", "circle", 45)
"""For a place without any industry."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Colours of what lies under the theme, ``#rrggbb``."""

    sea: str
    land: str
    margin: str
    city: str
    district_line: str
    city_line: str
    coast_line: str
    town: str
    ink: str
    ink_soft: str
    paper: str
    rule: str
    accent: str


GROUND: Final[Mapping[Theme, Ground]] = {
    "light": Ground(
        sea="#dbe5ec", land="#ebe9e3",
        margin="#f4f4f2", city="#faf8f3", district_line="#b9b4aa", city_line="#8b867c",
        coast_line="#a9b7c1", town="#63615c", ink="#22282e", ink_soft="#55606a", paper="#ffffff", rule="#d9dde1",
        accent="#0b5c8e",
    ),
    "dark": Ground(
        sea="#17222b", land="#20262b",
        margin="#1b2227", city="#2a3136", district_line="#4c565e", city_line="#7b8790",
        coast_line="#3c4b57", town="#a2abb2", ink="#e8ecef", ink_soft="#b0bac2", paper="#1b2227", rule="#3a454d",
        accent="#7cc4f2",
    ),
}  # fmt: skip
"""The same order of strengths on both: nothing of the ground competes with the theme."""

SIGN_PATHS: Final[Mapping[Sign, str]] = {
    "circle": "M5 1a4 4 0 1 1 0 8a4 4 0 1 1 0-8Z",
    "square": "M1.5 1.5h7v7h-7Z",
    "diamond": "M5 .6 9.4 5 5 9.4 .6 5Z",
    "triangle": "M5 1 9.4 8.8H.6Z",
    "wedge": "M5 9 .6 1.2h8.8Z",
    "pentagon": "M5 .8 9.3 3.9 7.6 9H2.4L.7 3.9Z",
    "hexagon": "M5 .6 8.9 2.8v4.4L5 9.4 1.1 7.2V2.8Z",
    "star": "M5 .4 6.3 3.5 9.6 3.8 7.1 6 7.9 9.3 5 7.6 2.1 9.3 2.9 6 .4 3.8 3.7 3.5Z",
    "cross": "M3.6 1h2.8v2.6H9v2.8H6.4V9H3.6V6.4H1V3.6h2.6Z",
    "saltire": "M2.2 .8 5 3.6 7.8 .8 9.2 2.2 6.4 5 9.2 7.8 7.8 9.2 5 6.4 2.2 9.2 .8 7.8 3.6 5 .8 2.2Z",
    "bar": "M.8 3.2h8.4v3.6H.8Z",
    "pillar": "M3.2 .8h3.6v8.4H3.2Z",
    "kite": "M5 .6 8.6 3.6 5 9.4 1.4 3.6Z",
    "shield": "M1.4 1.2h7.2v4c0 2-1.6 3.4-3.6 4.2-2-.8-3.6-2.2-3.6-4.2Z",
}
"""Outline of every sign in a box of 10 by 10, as SVG path data."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The look of every industry of a vocabulary.

    Attributes
    ----------
    swatches : mapping of str to Swatch
        Look of each group; the n-th group of the vocabulary has the n-th look.
    groups : mapping of str to str
        Group of each industry, by id.
    """

    swatches: Mapping[str, Swatch]
    groups: Mapping[str, str]

    @classmethod
    def of(cls, industries: Iterable[Industry]) -> Palette:
        """Give every group of a vocabulary its look, in the order of the vocabulary."""
        groups = {industry.id: industry.group for industry in industries}
        order = dict.fromkeys(groups.values())
        return cls({group: SLOTS[place % len(SLOTS)] for place, group in enumerate(order)}, groups)

    def group(self, industry: str) -> str | None:
        """Group of an industry; None for an industry that the vocabulary does not have."""
        return self.groups.get(industry)

    def swatch(self, industries: Iterable[str]) -> Swatch:
        """Look of whatever has these industries: that of the first one named, as plans name the leading one first."""
        first = next((self.groups[industry] for industry in industries if industry in self.groups), None)
        return NEUTRAL if first is None else self.swatches[first]
