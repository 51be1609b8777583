"""Words of the pages and maps: catalogues of phrases, names of records, figures with their units.

The catalogues are data: ``web/locale/*.zh.toml`` and ``*.en.toml`` are read together, nested tables become dotted
keys (``[zone_kind] base = …`` is ``zone_kind.base``). A test holds both languages to the same keys.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

Lang = Literal["zh", "en"]

LANGUAGES: tuple[Lang, ...] = ("zh", "en")
"""Languages of the atlas, the default first."""

LOCALE_DIR = Path(__file__).parent / "locale"

THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"
"""Stands between a figure and its unit; does not break."""

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
"""Stands between a figure and a unit that is a word."""

DASH = "–"
"""Stands for a value that there is none of."""

_GROUPED_FROM = 10_000
_MILLION, _BILLION = 1_000_000, 1_000_000_000
_SIGNS = {">=": "≥", ">": ">", "≈": "≈", "=": "", "<=": "≤", "<": "<"}


class Named(Protocol):
    """Whatever carries a Chinese and an English name."""

    @property
    def name(self) -> str:
        """Chinese name."""

    @property
    def name_en(self) -> str:
        """English name."""


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def load_catalogue(lang: Lang, folder: Path = LOCALE_DIR) -> Mapping[str, str]:
    """Read every catalogue of one language.

    Parameters
    ----------
    lang : {"zh", "en"}
        Language.
    folder : Path
        Folder that holds ``*.<lang>.toml``.

    Returns
    -------
    Mapping[str, str]
        Dotted key to phrase; read-only.

    Raises
    ------
    ValueError
        Where two files define the same key.
    """
    phrases: dict[str, str] = {}
    for path in sorted(folder.glob(f"*.{lang}.toml")):
        for key, phrase in _flatten(tomllib.loads(path.read_text(encoding="utf-8"))):
            if key in phrases:
                msg = f"{path.name} defines {key} again"
                raise ValueError(msg)
            phrases[key] = phrase
    return MappingProxyType(phrases)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases, names and figures in one language.

    Attributes
    ----------
    lang : {"zh", "en"}
        Language.
    catalogue : Mapping[str, str]
        Dotted key to phrase, with ``{placeholders}``.
    """

    lang: Lang
    catalogue: Mapping[str, str]

    def t(self, key: str, **values: object) -> str:
        """Return the phrase of a key with its placeholders filled; a missing key is a ``KeyError``."""
        phrase = self.catalogue[key]
        return phrase.format_map(values) if values else phrase

    def has(self, key: str) -> bool:
        """Tell whether the catalogue has a key."""
        return key in self.catalogue

    def pick(self, chinese: str, english: str | None) -> str:
        """Return the text in this language; the Chinese one where there is no English."""
        return english if self.lang == "en" and english else chinese

    def name(self, record: Named) -> str:
        """Return the name of a record in this language."""
        return self.pick(record.name, record.name_en)

    def number(self, value: float | None, digits: int = 6) -> str:
        """Write a figure with up to ``digits`` significant digits; a dash for None."""
        if value is None:
            return DASH
        rounded = float(f"{value:.{digits}g}")
        text = f"{rounded:,.6f}" if abs(rounded) >= _GROUPED_FROM else f"{rounded:.6f}"
        return text.rstrip("0").rstrip(".")

    def unit(self, unit: str | None) -> str:
        """Return a unit of the plans in this language; as written where the catalogue does not know it."""
        if not unit:
            return ""
        return self.catalogue.get(f"unit.{unit}", unit)

    def quantity(self, value: float | None, unit: str | None) -> str:
        """Write a figure with its unit, a thin space between them (none before %).

        A unit that holds a multiple (万辆) is written out where the language does not count so (2 million vehicles).
        """
        if value is None:
            return DASH
        amount, written = self._scaled(value, unit)
        return f"{amount}{_gap(written)}{written}"

    def _scaled(self, value: float, unit: str | None) -> tuple[str, str]:
        """Return a figure and its unit as this language counts."""
        scaled = self.catalogue.get(f"unit_scaled.{unit}")
        if scaled is None:
            return self.number(value), self.unit(unit)
        factor, _, written = scaled.partition(" ")
        amount = value * float(factor)
        if factor == "1" or amount < _MILLION:
            return self.number(amount), written
        word, size = ("billion", _BILLION) if amount >= _BILLION else ("million", _MILLION)
        return self.t(f"magnitude.{word}", n=self.number(amount / size)), written

    def area(self, km2: float | None) -> str:
        """Write an area in km², to one decimal below 1000 km²; a dash for None."""
        if km2 is None:
            return DASH
        return f"{self.number(round(km2, 1))}{THIN_SPACE}km²"

    def signed_area(self, km2: float) -> str:
        """Write a difference of areas in km² with its sign."""
        sign = "+" if km2 > 0 else "−" if km2 < 0 else "±"
        return f"{sign}{self.area(abs(km2))}"

    def distance(self, metres: float | None) -> str:
        """Write a distance in metres, in km from 1000 m on, with ± before it; a dash for None."""
        if metres is None:
            return DASH
        if metres < 1000:  # noqa: PLR2004 - a kilometre
            return f"±{THIN_SPACE}{self.number(metres, 2)}{THIN_SPACE}m"
        return f"±{THIN_SPACE}{self.number(metres / 1000, 2)}{THIN_SPACE}km"

    def year(self, year: int | None) -> str:
        """Write a year as a date (2027 年)."""
        return DASH if year is None else self.t("format.year", year=year)

    def years(self, first: int, last: int) -> str:
        """Write a span of years (2021–2025 年)."""
        return self.t("format.years", first=first, last=last)

    def date(self, day: dt.date | None) -> str:
        """Write a date in full; a dash for None."""
        if day is None:
            return DASH
        return self.t("format.date", year=day.year, month=day.month, day=day.day)

    def sign(self, comparator: str | None) -> str:
        """Return the sign of a comparator (≥), empty for ``=`` and None."""
        return _SIGNS[comparator] if comparator else ""

    def figure(self, comparator: str | None, value: float | None, value_max: float | None, unit: str | None) -> str:
        """Write the figure of a goal: sign, figure or range, unit; a dash for a goal without figure."""
        if value is None:
            return DASH
        sign = self.sign(comparator)
        lead = f"{sign}{THIN_SPACE}" if sign else ""
        if value_max is None:
            return lead + self.quantity(value, unit)
        if not self.catalogue.get(f"unit_scaled.{unit}", "1 ").startswith("1 "):
            return f"{lead}{self.quantity(value, unit)} – {self.quantity(value_max, unit)}"
        return f"{lead}{self.number(value)}–{self.quantity(value_max, unit)}"

    def listed(self, parts: list[str] | tuple[str, ...]) -> str:
        """Join entries of a list as this language writes it."""
        return self.t("format.list_separator").join(parts)


def _gap(unit: str) -> str:
    """Return what stands before a unit: nothing before %, a whole space before words of English."""
    if not unit or unit.startswith(("%", "‰")):
        return ""
    is_word = unit.isascii() and unit.replace(" ", "").isalpha() and len(unit) > len("km")
    return NO_BREAK_SPACE if is_word else THIN_SPACE


@functools.cache
def phrases_of(lang: Lang) -> Phrases:
    """Return the phrases of a language, read once."""
    return Phrases(lang, load_catalogue(lang))


def lang_of(value: str | None) -> Lang:
    """Return the language that a ``lang`` parameter asks for; Chinese unless it is ``en``."""
    return "en" if value is not None and value.strip().lower().startswith("en") else "zh"
