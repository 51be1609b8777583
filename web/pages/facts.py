"""Facts about a thing: short answers with their labels, and how a shape came to be, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from web.table import Link, Source, Tag

if TYPE_CHECKING:
    from layers.shape import Shape
    from web.edition import Edition


@dataclass(frozen=True, slots=True)
class Fact:
    """One short answer; what is empty is not shown.

    Attributes
    ----------
    label : str
        What is answered.
    text, note : str
        Answer, and what must be known with it.
    links : tuple[Link, ...]
        Links of the answer.
    tags : tuple[Tag, ...]
        Terms of the answer.
    sources : tuple[Source, ...]
        Where it is said.
    chinese : bool
        True where the text is Chinese in every language.
    """

    label: str
    text: str = ""
    note: str = ""
    links: tuple[Link, ...] = ()
    tags: tuple[Tag, ...] = ()
    sources: tuple[Source, ...] = ()
    chinese: bool = False

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to show."""
        return not (self.text or self.links or self.tags)


def told(*facts: Fact) -> tuple[Fact, ...]:
    """Keep the facts that say something."""
    return tuple(fact for fact in facts if not fact.is_empty)


def shape_facts(edition: Edition, shape: Shape, stated_km2: float | None = None) -> tuple[Fact, ...]:
    """Say how a shape is known: method, how it was made, uncertainty, area, origin.

    Parameters
    ----------
    edition : Edition
        Atlas in one language.
    shape : Shape
        Shape of a zone or district.
    stated_km2 : float or None
        Area that a plan states, km².

    Returns
    -------
    tuple[Fact, ...]
        Facts that say something, in the order in which a reader asks.
    """
    phrases = edition.phrases
    position = "" if shape.verified else edition.t("shape.unverified")
    return told(
        Fact(
            edition.t("shape.method"),
            edition.term("map.method", shape.method),
            edition.term("method_meaning", shape.method),
        ),
        Fact(edition.t("shape.how"), phrases.pick(shape.how, shape.how_en), position),
        Fact(
            edition.t("shape.uncertainty"),
            phrases.distance(shape.uncertainty_m) if shape.uncertainty_m is not None else "",
            edition.t(f"shape.uncertainty_{'point' if shape.area_km2 is None else 'edge'}"),
        ),
        Fact(
            edition.t("shape.area"),
            phrases.area(shape.area_km2) if shape.area_km2 is not None else "",
            _area_note(edition, shape, stated_km2),
        ),
        Fact(edition.t("shape.source"), phrases.pick(shape.source, shape.source_en)),
    )


def _area_note(edition: Edition, shape: Shape, stated_km2: float | None) -> str:
    if shape.area_km2 is None:
        return ""
    if shape.fitted:
        return edition.t("shape.fitted")
    if stated_km2 is not None:
        difference = edition.phrases.signed_area(shape.area_km2 - stated_km2)
        return edition.t("shape.measured_against", area=difference)
    return edition.t("shape.measured")
