"""Folium's element ids, the same in every rendering of the same map.

Branca draws ids from the system's random numbers, so two identical maps differ in every name, and neither ETags nor
citations mean anything. It offers one class attribute to replace, which all threads share: hence the lock.
"""

from __future__ import annotations

import itertools
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from branca.element import Element

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCK: Final = threading.Lock()


@contextmanager
def numbered_ids() -> Iterator[None]:
    """Give the elements made inside the numbers 1, 2, …; make and render a map within one such block."""
    with _LOCK:
        numbers = itertools.count(1)
        drawn = Element.__dict__["_generate_id"]
        Element._generate_id = classmethod(lambda _: str(next(numbers)))  # type: ignore[method-assign, assignment]  # noqa: SLF001 - branca has no other way
        try:
            yield
        finally:
            Element._generate_id = drawn  # type: ignore[method-assign]  # noqa: SLF001
