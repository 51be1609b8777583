"""Errors of bringing deployment data in.

They hang on the root of ``geo.errors``::

AtlasError
└── DeploymentRefused           a file of which nothing can be read, or which is too large to be
"""

from __future__ import annotations

from geo.errors import AtlasError


class DeploymentRefused(AtlasError):
    """A file of units, junctions, roads, zones or vehicles of which nothing can be read; nothing was changed.

    Parameters
    ----------
    name
        File.
    problem
        What is wrong with it.
    expected
        What would be right.
    """

    def __init__(self, name: str, *, problem: str, expected: str) -> None:
        self.name, self.problem, self.expected = name, problem, expected
        super().__init__(f"{name} is refused, nothing was changed: {problem}; expected {expected}")
