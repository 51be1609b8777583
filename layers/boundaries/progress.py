"""Progress of long work: told to whoever calls, who shows it or does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, float], None]
"""Called with what is being done and the part that is done, 0 to 1."""


def silent(step: str, done: float) -> None:
    """Take progress and show nothing."""
    del step, done
