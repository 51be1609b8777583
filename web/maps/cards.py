"""Cards: what a map says of one zone or district on a click. Ready for JSON; the page's script writes them as text.

A card is a title, a line of what it is, and blocks with a heading and one of: ``roles``, ``tags``, ``pairs``,
``links``, ``text``. Addresses are paths below the root; the script adds the language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from web.edition import Edition
from web.grammar import drawing_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from layers.records import Guidance, Target, ZoneRole
    from layers.shape import Shape
    from layers.views import DistrictView, ZoneView

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CardWriter:
    """Writes cards in one language for the map of one layout.

    Attributes
    ----------
    edition : Edition
        The atlas and its words.
    layout : str
        Layout of the map: its roles come first.
    """

    edition: Edition
    layout: str

    def zone(self, view: ZoneView) -> dict[str, Any]:
        """Write the card of a zone."""
        edition = self.edition
        roles = sorted(view.roles, key=lambda role: role.layout != self.layout)
        remark = drawing_of(view.shape.method).remark
        return {
            "title": edition.phrases.name(view.zone),
            "what": edition.term("zone_kind", roles[0].kind),
            "place": edition.phrases.listed(
                [edition.phrases.name(edition.atlas.district(one).district) for one in view.districts]
            ),
            **({"remark": edition.t(remark)} if remark else {}),
            "href": f"zones/{view.id}",
            "blocks": [
                {"head": edition.t("map.card.role"), "roles": [self._role(role) for role in roles]},
                *self._tags(view.industries),
                *self._areas(view),
                *self._enterprises(view.enterprises, view.id),
                *self._projects(view.projects),
                *self._targets(view.targets),
                self._origin(view.shape),
            ],
        }

    def district(self, view: DistrictView, guidance: Guidance | None) -> dict[str, Any]:
        """Write the card of a district."""
        edition = self.edition
        zones = [edition.atlas.zone(one) for one in view.zones]
        links = [[edition.phrases.name(zone.zone), f"zones/{zone.id}"] for zone in zones]
        return {
            "title": edition.phrases.name(view.district),
            "what": edition.t("map.card.district"),
            "place": "",
            "href": f"districts/{view.id}",
            "blocks": [
                *self._guidance(guidance),
                *self._linked("map.card.zones", links),
                *self._pairs("map.card.area", [("map.card.measured_area", edition.phrases.area(view.shape.area_km2))]),
                *self._pairs(
                    "map.card.here",
                    [
                        ("map.card.enterprises", str(len(view.enterprises))),
                        ("map.card.projects", str(len(view.projects))),
                        ("map.card.targets", str(len(view.targets))),
                    ],
                ),
                self._origin(view.shape),
            ],
        }

    def _role(self, role: ZoneRole) -> dict[str, Any]:
        edition = self.edition
        return {
            "text": edition.phrases.pick(role.role, role.role_en),
            "plan": edition.plan_short(role.plan),
            "section": role.section,
            **({"here": 1} if role.layout == self.layout else {}),
        }

    def _tags(self, industries: Iterable[str]) -> Iterator[Block]:
        swatches = ((industry, self.edition.palette.swatch((industry,))) for industry in industries)
        tags = [[self.edition.industry(industry), swatch.slot, swatch.sign] for industry, swatch in swatches]
        if tags:
            yield {"head": self.edition.t("map.card.industries"), "tags": tags}

    def _areas(self, view: ZoneView) -> Iterator[Block]:
        phrases, shape = self.edition.phrases, view.shape
        if view.stated_area_km2 is None and shape.area_km2 is None:
            return
        pairs = [
            [phrases.t("map.card.stated_area"), phrases.area(view.stated_area_km2)],
            [phrases.t("map.card.measured_area"), phrases.area(shape.area_km2)],
        ]
        note = {"note": phrases.t("map.card.fitted")} if shape.fitted else {}
        yield {"head": phrases.t("map.card.area"), "pairs": pairs, **note}

    def _enterprises(self, enterprises: Iterable[str], zone: str) -> Iterator[Block]:
        views = [self.edition.atlas.enterprise(one) for one in enterprises]
        links = [[self.edition.phrases.name(view.enterprise), f"enterprises/{view.id}"] for view in views]
        for block in self._linked("map.card.enterprises", links):
            yield {**block, "id": f"enterprises-of-{zone}"}

    def _projects(self, projects: Iterable[str]) -> Iterator[Block]:
        names = [self.edition.phrases.name(self.edition.projects[one]) for one in projects]
        yield from self._linked("map.card.projects", [[name, ""] for name in names])

    def _targets(self, targets: Iterable[str]) -> Iterator[Block]:
        records = [self.edition.targets[one] for one in targets]
        pairs = [[self._goal(target), self.edition.figure(target)] for target in records if target.restates is None]
        if pairs:
            yield {"head": self.edition.t("map.card.targets"), "pairs": pairs}

    def _goal(self, target: Target) -> str:
        name = self.edition.indicator(target)
        return name if target.year is None else f"{name} · {self.edition.phrases.year(target.year)}"

    def _guidance(self, guidance: Guidance | None) -> Iterator[Block]:
        if guidance is None:
            return
        edition = self.edition
        source = {"plan": edition.plan_short(guidance.plan), "section": guidance.section, "here": 1}
        yield {
            "head": edition.t("map.card.guidance"),
            "roles": [{"text": edition.phrases.listed(guidance.terms), **source}],
        }
        yield from self._tags(guidance.industries)
        zones = (edition.atlas.zone(one) for one in guidance.zones)
        yield from self._linked(
            "map.card.parks", [[edition.phrases.name(zone.zone), f"zones/{zone.id}"] for zone in zones]
        )

    def _linked(self, head: str, links: list[list[str]]) -> Iterator[Block]:
        if links:
            yield {"head": self.edition.t(head), "links": links}

    def _pairs(self, head: str, pairs: list[tuple[str, str]]) -> Iterator[Block]:
        yield {"head": self.edition.t(head), "pairs": [[self.edition.t(key), value] for key, value in pairs]}

    def _origin(self, shape: Shape) -> Block:
        edition = self.edition
        pairs = [
            [edition.t("map.card.method"), edition.t(drawing_of(shape.method).phrase)],
            [edition.t("map.card.uncertainty"), edition.phrases.distance(shape.uncertainty_m)],
            [edition.t("map.card.how"), edition.phrases.pick(shape.how, shape.how_en)],
            [edition.t("map.card.source"), edition.phrases.pick(shape.source, shape.source_en)],
        ]
        return {"head": edition.t("map.card.origin"), "pairs": pairs}
