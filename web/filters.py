"""Filters of the list pages: which parameters a page knows."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeVar

from layers.errors import BadFilter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from _typeshed import DataclassInstance

    Known = TypeVar("Known", bound=DataclassInstance)

NOT_FILTERS = frozenset({"lang"})
"""Parameters that every page takes and that select nothing."""


@dataclass(frozen=True, slots=True)
class TargetFilter:
    """Filters of the targets board; empty for all.

    Attributes
    ----------
    plan, industry, indicator : str
        Ids; an industry group takes in its branches.
    year : str
        Year the goal is due; ``none`` for goals without a year.
    theme : str
        Theme of the indicator.
    scope : str
        What the figure counts, as the plan writes it.
    figure : str
        ``yes`` or ``no``: with or without a figure.
    """

    plan: str = ""
    year: str = ""
    industry: str = ""
    theme: str = ""
    scope: str = ""
    indicator: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class EnterpriseFilter:
    """Filters of the enterprise list; empty for all.

    Attributes
    ----------
    plan, industry, district, zone : str
        Ids.
    kind : str
        What the organisation is.
    place_confidence : str
        How well its place is known.
    placed : str
        ``yes``: some plan locates it; ``no``: none does.
    """

    plan: str = ""
    industry: str = ""
    kind: str = ""
    district: str = ""
    zone: str = ""
    place_confidence: str = ""
    placed: str = ""


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """Filters of the project list; empty for all."""

    plan: str = ""
    industry: str = ""
    district: str = ""
    zone: str = ""
    place_confidence: str = ""
    placed: str = ""


@dataclass(frozen=True, slots=True)
class ZoneFilter:
    """Filters of the zone list; empty for all."""

    plan: str = ""
    layout: str = ""
    kind: str = ""
    district: str = ""
    industry: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class ProspectFilter:
    """Filters of the list of companies to be attracted; empty for all."""

    plan: str = ""
    industry: str = ""


@dataclass(frozen=True, slots=True)
class MeasureFilter:
    """Filters of the measures; empty for all."""

    plan: str = ""
    department: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class ChainFilter:
    """Filters of the chain links; empty for all."""

    plan: str = ""
    industry: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class CompareFilter:
    """What is laid side by side.

    Attributes
    ----------
    layouts : str
        Layout ids by commas; empty for all.
    """

    layouts: str = ""


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What is searched for."""

    q: str = ""


def parse_filter(kind: type[Known], query: Mapping[str, str]) -> Known:
    """Read a page's filters from the parameters of an address.

    Parameters
    ----------
    kind : type
        One of the filter dataclasses of this module.
    query : Mapping[str, str]
        Parameters; empty ones select nothing.

    Returns
    -------
    Known
        Filter with the given values.

    Raises
    ------
    BadFilter
        Where the page has no such filter.
    """
    known = tuple(field.name for field in fields(kind))
    for name in query:
        if name not in known and name not in NOT_FILTERS:
            raise BadFilter(name, known=known)
    return kind(**{name: query.get(name, "").strip() for name in known})
