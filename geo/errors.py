"""Errors of the spatial core, and the root of every error of the atlas.

The hierarchy below is the spatial core's part; ``layers``, ``web`` and ``api`` hang their own errors on the same
root, so that one ``except AtlasError`` catches everything that is ours and one table in ``api`` answers for it::

    AtlasError                      whatever the atlas itself finds wrong
    ├── BadCoordinates              longitudes or latitudes that cannot be
    │   └── BadBounds               west, south, east, north that do not make a box
    ├── UnknownDatum                a datum that is not one of the four known
    ├── UnknownCrs                  a coordinate system that cannot be found, or must not be named as one
    ├── BadGeometry                 a shape that is empty, of the wrong kind or not valid
    ├── CoverageError               polygons that should tile an area and do not: gaps, overlaps
    └── RecipeUnsolvable            a recipe for an indicative shape that no shape satisfies

Every error keeps what it knows in fields; its text says what is wrong, where, and what would be right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


class AtlasError(Exception):
    """Sole root of the atlas's errors (hierarchy: see the module)."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Survive pickling although the fields are keyword-only: worker processes hand errors back."""
        return _restore, (type(self), self.args, self.__dict__)


class BadCoordinates(AtlasError):
    """Longitudes or latitudes that cannot be.

    Parameters
    ----------
    problem
        What is wrong, with the value.
    expected
        What would be right.
    where
        Where it was found: a row, a field, a parameter; may be empty.
    """

    def __init__(self, problem: str, *, expected: str, where: str = "") -> None:
        self.problem, self.expected, self.where = problem, expected, where
        super().__init__(f"{f'{where}: ' if where else ''}{problem}; expected {expected}")


class BadBounds(BadCoordinates):
    """West, south, east and north that do not make a box."""


class UnknownDatum(AtlasError):
    """A datum that is not one of the four known."""

    def __init__(self, datum: str, *, known: Sequence[str]) -> None:
        self.datum, self.known = datum, tuple(known)
        super().__init__(f"unknown datum {datum!r}; expected one of {', '.join(known)}")


class UnknownCrs(AtlasError):
    """A coordinate system that cannot be found, or that has no name of this kind."""

    def __init__(self, name: str, *, expected: str) -> None:
        self.name, self.expected = name, expected
        super().__init__(f"unknown coordinate system {name!r}; expected {expected}")


class BadGeometry(AtlasError):
    """A shape that is empty, of the wrong kind or not valid.

    Parameters
    ----------
    problem
        What is wrong.
    expected
        What would be right.
    where
        Id of the feature, or a place as ``lon lat``; may be empty.
    """

    def __init__(self, problem: str, *, expected: str, where: str = "") -> None:
        self.problem, self.expected, self.where = problem, expected, where
        super().__init__(f"{f'{where}: ' if where else ''}{problem}; expected {expected}")


class CoverageError(AtlasError):
    """Polygons that should tile an area and do not.

    Parameters
    ----------
    flaws
        One sentence a flaw, each with its place; the text shows the first ten.
    """

    SHOWN = 10

    def __init__(self, flaws: Sequence[str]) -> None:
        self.flaws = tuple(flaws)
        more = len(self.flaws) - self.SHOWN
        lines = [*self.flaws[: self.SHOWN], *([f"and {more} more"] if more > 0 else [])]
        super().__init__(
            "the polygons do not tile their area; expected shared borders to be the same line in both, without gaps "
            "or overlaps:\n  " + "\n  ".join(lines)
        )


class RecipeUnsolvable(AtlasError):
    """A recipe for an indicative shape that no shape satisfies.

    Parameters
    ----------
    recipe
        Id of the recipe, or what it is for.
    problem
        Which demand cannot be met, with figures.
    remedy
        What would make it solvable.
    """

    def __init__(self, recipe: str, *, problem: str, remedy: str) -> None:
        self.recipe, self.problem, self.remedy = recipe, problem, remedy
        super().__init__(f"{recipe}: {problem}; {remedy}")


def _restore(kind: type[AtlasError], args: tuple[Any, ...], fields: dict[str, Any]) -> AtlasError:
    """Build an error again without calling its own constructor."""
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(fields)
    return error
