"""What may be chosen in the filters: only what occurs in the rows, each with its count."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from web.forms import Choice, Field, make_field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from web.edition import Edition


def counted(rows: Iterable[Any], values_of: Callable[[Any], Iterable[str]]) -> Counter[str]:
    """Count the rows that have each value."""
    return Counter(value for row in rows for value in dict.fromkeys(values_of(row)))


def plan_field(edition: Edition, value: str, counts: Counter[str]) -> Field:
    """Offer the plans that occur, in time order."""
    choices = (Choice(plan, edition.plan_short(plan), counts[plan]) for plan in edition.plans_in_time(counts))
    return make_field("plan", edition.t("filter.plan"), value=value, choices=choices)


def district_field(edition: Edition, value: str, counts: Counter[str]) -> Field:
    """Offer the districts that occur."""
    views = [view for view in edition.atlas.districts if counts[view.id]]
    choices = (Choice(view.id, edition.phrases.name(view.district), counts[view.id]) for view in views)
    return make_field("district", edition.t("filter.district"), value=value, choices=choices)


def zone_field(edition: Edition, value: str, counts: Counter[str]) -> Field:
    """Offer the zones that occur."""
    choices = (
        Choice(view.id, edition.phrases.name(view.zone), counts[view.id])
        for view in edition.atlas.zones
        if counts[view.id]
    )
    return make_field("zone", edition.t("filter.zone"), value=value, choices=choices)


def term_field(edition: Edition, name: str, vocabulary: str, *, value: str, counts: Counter[str]) -> Field:
    """Offer the values of a vocabulary that occur, the most frequent first."""
    choices = (Choice(term, edition.term(vocabulary, term), count) for term, count in counts.most_common())
    return make_field(name, edition.t(f"filter.{name}"), value=value, choices=choices)


def flag_field(edition: Edition, name: str, *, value: str, yes: int, no: int) -> Field:
    """Offer yes and no."""
    choices = (Choice(word, edition.t(f"filter.{name}_{word}"), count) for word, count in (("yes", yes), ("no", no)))
    return make_field(name, edition.t(f"filter.{name}"), value=value, choices=choices)


def branches_of(edition: Edition, industry: str) -> frozenset[str]:
    """Return an industry with, where it is a group, its branches."""
    return frozenset(record.id for record in edition.atlas.tables.industries if industry in (record.id, record.group))


def industry_field(
    edition: Edition,
    value: str,
    *,
    rows: Sequence[Any],
    values_of: Callable[[Any], Iterable[str]],
) -> Field:
    """Offer the industries that occur under their groups; a group counts its branches."""
    present = set(counted(rows, values_of))
    choices = []
    for record in edition.atlas.tables.industries:
        wanted = branches_of(edition, record.id)
        count = sum(1 for row in rows if wanted & set(values_of(row))) if wanted & present else 0
        if count:
            group = edition.atlas.industry(record.group)
            choices.append(Choice(record.id, edition.phrases.name(record), count, edition.phrases.name(group)))
    return make_field("industry", edition.t("filter.industry"), value=value, choices=choices)
