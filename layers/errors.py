"""Errors of the catalogue, its tables and its store.

They hang on the root of ``geo.errors``::

    AtlasError
    ├── NotFound                an id that nothing has; knows what comes near
    │   ├── PlanNotFound
    │   ├── LayoutNotFound
    │   ├── DistrictNotFound
    │   ├── ZoneNotFound
    │   ├── EnterpriseNotFound
    │   ├── IndustryNotFound
    │   ├── IndicatorNotFound
    │   ├── TableNotFound
    │   ├── CollectionNotFound
    │   ├── FeatureNotFound
    │   └── VersionNotFound
    ├── BadFilter               a filter on a column that the table has not, or with a value that it cannot hold
    ├── DataInvalid             rows under ``data/`` that are wrong: every one of them, with file, row and column
    └── StoreError
        ├── StoreEmpty          nothing was ever published there
        ├── StoreDamaged        a file of the store that is missing, cut or changed
        └── EngineUnavailable   the query engine cannot be started
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from geo.errors import AtlasError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

FilterConcern = Literal["name", "value", "number"]

_FILTER_PROBLEMS: Mapping[FilterConcern, str] = {
    "name": "no such filter",
    "value": "no such value: {value!r}",
    "number": "{value!r} is not a number",
}
_FILTER_KNOWN: Mapping[FilterConcern, str] = {"name": "known filters", "value": "known values", "number": ""}
_NEAR_SHOWN = 3
_NEAR_ENOUGH = 0.5


def near_matches(wanted: str, known: Iterable[str]) -> tuple[str, ...]:
    """Give up to three known names that resemble a wanted one, the nearest first.

    Parameters
    ----------
    wanted
        Name that was not found.
    known
        Names that exist.
    """
    spelled = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(wanted.casefold(), spelled, n=_NEAR_SHOWN, cutoff=_NEAR_ENOUGH)
    return tuple(spelled[name] for name in near)


def _or_near(near: Sequence[str]) -> str:
    return f"; did you mean {' or '.join(near)}?" if near else ""


class NotFound(AtlasError):
    """An id that nothing has.

    Parameters
    ----------
    wanted
        The id that was asked for.
    known
        The ids that exist.

    Attributes
    ----------
    kind : str
        What was looked for: ``plan``, ``zone`` …
    wanted : str
        As given.
    near : tuple of str
        Up to three known ids that resemble it.
    """

    kind: ClassVar[str] = "record"

    def __init__(self, wanted: str, known: Iterable[str] = ()) -> None:
        self.wanted = wanted
        self.near = near_matches(wanted, known)
        super().__init__(f"no {self.kind} {wanted!r}{_or_near(self.near)}")


class PlanNotFound(NotFound):
    """No plan has this id."""

    kind = "plan"


class LayoutNotFound(NotFound):
    """No layout has this id."""

    kind = "layout"


class DistrictNotFound(NotFound):
    """No district has this adcode."""

    kind = "district"


class ZoneNotFound(NotFound):
    """No zone has this id."""

    kind = "zone"


class EnterpriseNotFound(NotFound):
    """No enterprise has this id."""

    kind = "enterprise"


class IndustryNotFound(NotFound):
    """No industry has this id."""

    kind = "industry"


class IndicatorNotFound(NotFound):
    """No indicator has this id."""

    kind = "indicator"


class TableNotFound(NotFound):
    """No table has this name."""

    kind = "table"


class CollectionNotFound(NotFound):
    """No collection has this name."""

    kind = "collection"


class FeatureNotFound(NotFound):
    """The collection has no feature with this id."""

    kind = "feature"


class VersionNotFound(NotFound):
    """The store has no build or data version with this id."""

    kind = "version"


class BadFilter(AtlasError):
    """A filter that cannot be applied: by what cannot be filtered by, or with a value that cannot be.

    Parameters
    ----------
    name
        Column, or filter of a page, that was asked for.
    known
        What would be right, in order: names that can be filtered by, or values, as `concerns` says.
    concerns
        What is wrong: the name, the value, or a value that should have been a number (of which none are listed).
    value
        The value that was given, where that is wrong.
    """

    def __init__(
        self, name: str, *, known: Iterable[str] = (), concerns: FilterConcern = "name", value: str = ""
    ) -> None:
        self.name, self.known, self.concerns, self.value = name, tuple(known), concerns, value
        self.near = near_matches(name if concerns == "name" else value, self.known)
        problem = _FILTER_PROBLEMS[concerns].format(value=value)
        known_ones = f"; {_FILTER_KNOWN[concerns]}: {', '.join(self.known)}" if self.known else ""
        super().__init__(f"filter {name!r}: {problem}{_or_near(self.near)}{known_ones}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a data file.

    Attributes
    ----------
    file : str
        Path below the data directory.
    row : int or None
        Row as a spreadsheet counts it, the header being 1; None for the file as a whole.
    column : str
        Column, or empty for the row as a whole.
    reason : str
        What is wrong and what would be right.
    """

    file: str
    row: int | None
    column: str
    reason: str

    def __str__(self) -> str:
        """Say where and what, in one line."""
        where = [self.file]
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.column:
            where.append(f"column {self.column}")
        return f"{', '.join(where)}: {self.reason}"


class DataInvalid(AtlasError):
    """Data files that are wrong.

    Parameters
    ----------
    problems
        Everything that is wrong; the text shows the first twenty.
    """

    SHOWN: ClassVar[int] = 20

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        more = len(self.problems) - self.SHOWN
        lines = [str(problem) for problem in self.problems[: self.SHOWN]]
        if more > 0:
            lines.append(f"and {more} more")
        count = len(self.problems)
        super().__init__(f"{count} problem{'' if count == 1 else 's'} in the data:\n  " + "\n  ".join(lines))


class StoreError(AtlasError):
    """Something about the layer store."""


class StoreEmpty(StoreError):
    """Nothing was ever published in the store."""

    def __init__(self, store_dir: Path) -> None:
        self.store_dir = store_dir
        super().__init__(f"no build in {store_dir}; run 'atlas build' first")


class StoreDamaged(StoreError):
    """A file of the store that is missing, cut or changed."""

    def __init__(self, file: str, problem: str) -> None:
        self.file, self.problem = file, problem
        super().__init__(f"the store is damaged: {file}: {problem}; run 'atlas build' to write it again")


class EngineUnavailable(StoreError):
    """The query engine cannot be started."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(f"the query engine cannot be started: {problem}")
