"""The atlas in one language: names, links and sources of its things as table cells and pages want them."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from web.frame import make_frame
from web.links import Links
from web.palette import Palette
from web.table import Cell, Link, Source, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from markupsafe import Markup

    from layers.atlas import Atlas
    from layers.records import Project, Target
    from layers.row import Row, Sourced
    from web.frame import Frame, Place, SiteOptions
    from web.language import Lang, Phrases
PLACES_SEPARATOR = " | "
"""Separates several headings in one ``section``."""


@dataclass(frozen=True)
class Edition:
    """An atlas with the words and addresses of one language.

    Attributes
    ----------
    atlas : Atlas
        Read model.
    phrases : Phrases
        Words.
    links : Links
        Addresses.
    options : SiteOptions
        Name and label of the site.
    """

    atlas: Atlas
    phrases: Phrases
    links: Links
    options: SiteOptions

    @property
    def lang(self) -> Lang:
        """Language."""
        return self.phrases.lang

    @functools.cached_property
    def palette(self) -> Palette:
        """Look of every industry."""
        return Palette.of(self.atlas.tables.industries)

    @functools.cached_property
    def layout_locators(self) -> dict[str, Markup]:
        """Small maps of layouts that were drawn already."""
        return {}

    @functools.cached_property
    def projects(self) -> Mapping[str, Project]:
        """Projects by id, in the order of the plans."""
        return {project.id: project for project in self.atlas.tables.projects}

    @functools.cached_property
    def targets(self) -> Mapping[str, Target]:
        """Targets by id, in the order of the plans."""
        return {target.id: target for target in self.atlas.tables.targets}

    def t(self, key: str, **values: object) -> str:
        """Return a phrase."""
        return self.phrases.t(key, **values)

    def frame(self, place: Place, title: str, description: str = "") -> Frame:
        """Return what stands around a page."""
        other = Links("zh" if self.lang == "en" else "en")
        return make_frame(
            place,
            title,
            words=(self.phrases, self.links, other),
            atlas=self.atlas,
            options=self.options,
            description=description,
        )

    def term(self, vocabulary: str, value: str | None) -> str:
        """Return the word for a value of a vocabulary (``zone_kind``, ``place_confidence`` …); empty for None."""
        return "" if value is None else self.phrases.t(f"{vocabulary}.{value}")

    def plan_short(self, plan: str) -> str:
        """Return a plan's title that fits a cell."""
        record = self.atlas.plan(plan)
        return self.phrases.pick(record.short_title, record.short_title_en)

    def plan_title(self, plan: str) -> str:
        """Return a plan's full title."""
        record = self.atlas.plan(plan)
        return self.phrases.pick(record.title, record.title_en)

    def plans_in_time(self, plans: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return plan ids, those given or all, in the order of their periods."""
        wanted = None if plans is None else set(plans)
        records = [plan for plan in self.atlas.tables.plans if wanted is None or plan.id in wanted]
        return tuple(
            plan.id for plan in sorted(records, key=lambda plan: (plan.period_start, plan.period_end, plan.id))
        )

    def source(self, plan: str, section: str) -> Source:
        """Return where something is said."""
        return Source(self.plan_short(plan), section, self.links.plan(plan))

    def source_cell(self, *rows: Sourced) -> Cell:
        """Return the cell that says where rows come from, each place once."""
        places = dict.fromkeys((row.plan, row.section) for row in rows)
        return Cell(sources=tuple(self.source(plan, section) for plan, section in places))

    def zone(self, zone: str, note: str = "") -> Link:
        """Return the link to a zone."""
        return Link(self.phrases.name(self.atlas.zone(zone).zone), self.links.zone(zone), note)

    def district(self, adcode: str, note: str = "") -> Link:
        """Return the link to a district."""
        return Link(self.phrases.name(self.atlas.district(adcode).district), self.links.district(adcode), note)

    def districts(self, adcodes: Iterable[str]) -> tuple[Link, ...]:
        """Return the links to districts."""
        return tuple(self.district(adcode) for adcode in adcodes)

    def enterprise(self, enterprise: str, note: str = "") -> Link:
        """Return the link to an organisation."""
        return Link(
            self.phrases.name(self.atlas.enterprise(enterprise).enterprise), self.links.enterprise(enterprise), note
        )

    def layout(self, layout: str) -> Link:
        """Return the link to a layout's map."""
        return Link(self.phrases.name(self.atlas.layout(layout)), self.links.layout(layout))

    def industry(self, industry: str | None) -> str:
        """Return the name of an industry; empty for None."""
        return "" if industry is None else self.phrases.name(self.atlas.industry(industry))

    def industries(self, industries: Iterable[str]) -> tuple[Tag, ...]:
        """Return industries as tags in the colour of their groups."""
        records = (self.atlas.industry(industry) for industry in industries)
        swatches = self.palette.swatches
        return tuple(
            Tag(self.phrases.name(record), f"slot-{swatches[record.group].slot}", swatches[record.group].sign)
            for record in records
        )

    def figure(self, target: Target) -> str:
        """Write the figure that a target sets."""
        return self.phrases.figure(target.comparator, target.value, target.value_max, target.unit)

    def bare_figure(self, target: Target) -> str:
        """Write the figure that a target sets without its unit: for a chart, whose title has it."""
        return self.phrases.figure(target.comparator, target.value, target.value_max, None)

    def baseline(self, target: Target) -> str:
        """Write a target's starting figure with its year; a dash for none."""
        if target.baseline is None:
            return self.phrases.quantity(None, None)
        figure = self.phrases.quantity(target.baseline, target.unit)
        return figure if target.baseline_year is None else f"{figure} ({self.phrases.year(target.baseline_year)})"

    def indicator(self, target: Target) -> str:
        """Return what a target measures, in the plan's terms."""
        return self.phrases.pick(target.indicator, target.indicator_en)

    def note(self, record: Row) -> str:
        """Return the note of a record; empty for none."""
        return self.phrases.pick(getattr(record, "note", None) or "", getattr(record, "note_en", None))

    def notes(self, *records: Row) -> tuple[str, ...]:
        """Return the notes of records, each once."""
        return tuple(dict.fromkeys(note for record in records if (note := self.note(record))))
