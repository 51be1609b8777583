"""Cards: what a map says of one zone or district on a click. Data only; the page's script writes them, as text.

What many cards share (sentences on how a shape was made, headings of plans, names of industries) stands in the page
once, in a `CardBox`; cards refer to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from web.edition import Edition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.records import Guidance, Target, ZoneRole
    from layers.shape import Shape
    from layers.views import DistrictView, ZoneView

Card = dict[str, Any]


@dataclass(frozen=True)
class CardBox:
    """The cards of one map, in one language.

    Attributes
    ----------
    edition : Edition
        The atlas and its words.
    layout : str
        Layout of the map: its roles come first.
    cards : dict
        Card by zone id or adcode.
    industries : dict
        Name, slot and sign of every industry that a card names.
    names : dict
        Names of enterprises, and of zones that a card names but that have none of their own here.
    """

    edition: Edition
    layout: str
    cards: dict[str, Card] = field(default_factory=dict)
    industries: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    _texts: dict[str, int] = field(default_factory=dict)

    @property
    def texts(self) -> tuple[str, ...]:
        """Texts that cards refer to by their place."""
        return tuple(self._texts)

    def add_zone(self, view: ZoneView) -> None:
        """Write the card of a zone."""
        roles = sorted(view.roles, key=lambda role: role.layout != self.layout)
        self.cards[view.id] = _filled(
            {
                "title": self.edition.phrases.name(view.zone),
                "what": self.edition.term("zone_kind", roles[0].kind),
                "districts": view.districts,
                "roles": [self._role(role) for role in roles],
                "industries": self._industries(view.industries),
                **self._areas(view),
                "enterprises": self._enterprises(view.enterprises),
                "projects": [self.edition.phrases.name(self.edition.projects[one]) for one in view.projects],
                "targets": self._targets(view.targets),
                **self._origin(view.shape),
            }
        )

    def add_district(self, view: DistrictView, guidance: Guidance | None) -> None:
        """Write the card of a district; after those of the zones, as it names those of this map."""
        self.cards[view.id] = _filled(
            {
                "title": self.edition.phrases.name(view.district),
                "what": self.edition.t("map.card.district"),
                **(self._guidance(guidance) if guidance else {}),
                "zones": [one for one in view.zones if one in self.cards],
                "measured": self.edition.phrases.area(view.shape.area_km2),
                "here": [len(view.enterprises), len(view.projects), len(view.targets)],
                **self._origin(view.shape),
            }
        )

    def name_enterprises(self, enterprises: Iterable[str]) -> None:
        """Keep the names of enterprises that the page lists."""
        found = self.edition.atlas.enterprise
        self.names.update({one: self.edition.phrases.name(found(one).enterprise) for one in enterprises})

    def _enterprises(self, enterprises: tuple[str, ...]) -> tuple[str, ...]:
        self.name_enterprises(enterprises)
        return enterprises

    def _zone_name(self, zone: str) -> str:
        return self.edition.phrases.name(self.edition.atlas.zone(zone).zone)

    def _text(self, text: str) -> int:
        return self._texts.setdefault(text, len(self._texts))

    def _cited(self, plan: str, section: str) -> int:
        return self._text(f"{self.edition.plan_short(plan)} › {section}")

    def _role(self, role: ZoneRole) -> list[Any]:
        """Words of a role, its source, and whether it is one of this map."""
        words = self.edition.phrases.pick(role.role, role.role_en)
        return [words, self._cited(role.plan, role.section), int(role.layout == self.layout)]

    def _industries(self, industries: Iterable[str]) -> list[str]:
        named = list(dict.fromkeys(industries))
        for industry in named:
            swatch = self.edition.palette.swatch((industry,))
            self.industries[industry] = (self.edition.industry(industry), swatch.slot, swatch.sign)
        return named

    def _areas(self, view: ZoneView) -> Card:
        if view.stated_area_km2 is None and view.shape.area_km2 is None:
            return {}
        area = self.edition.phrases.area
        stated, measured = area(view.stated_area_km2), area(view.shape.area_km2)
        return {"stated": stated, "measured": measured, "fitted": int(view.shape.fitted)}

    def _targets(self, targets: Iterable[str]) -> list[list[str]]:
        records = [self.edition.targets[one] for one in targets]
        return [[self._goal(target), self.edition.figure(target)] for target in records if target.restates is None]

    def _goal(self, target: Target) -> str:
        name = self.edition.indicator(target)
        return name if target.year is None else f"{name} · {self.edition.phrases.year(target.year)}"

    def _guidance(self, guidance: Guidance) -> Card:
        self.names.update({one: self._zone_name(one) for one in guidance.zones if one not in self.cards})
        terms = self.edition.phrases.listed(guidance.terms)
        return {
            "guidance": [terms, self._cited(guidance.plan, guidance.section), 1],
            "industries": self._industries(guidance.industries),
            "parks": guidance.zones,
        }

    def _origin(self, shape: Shape) -> Card:
        pick = self.edition.phrases.pick
        return {
            "method": shape.method,
            "uncertainty": self.edition.phrases.distance(shape.uncertainty_m),
            "how": self._text(pick(shape.how, shape.how_en)),
            "source": self._text(pick(shape.source, shape.source_en)),
        }


def _filled(card: Card) -> Card:
    """Leave out what is empty."""
    return {name: value for name, value in card.items() if value not in ((), [], "", None)}
