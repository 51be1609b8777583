"""Which districts border on which."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.atlas import Atlas

_TOUCH_DEG = 1e-4
"""About ten metres: shared edges are the same line, but a set need not have every vertex in both."""


def neighbours_of(atlas: Atlas) -> Mapping[str, tuple[str, ...]]:
    """Find the districts that border on each.

    Parameters
    ----------
    atlas : Atlas
        Read model.

    Returns
    -------
    Mapping[str, tuple[str, ...]]
        Adcode to adcodes, in the order of the vocabulary.
    """
    shapes = [(view.id, view.shape.geometry) for view in atlas.districts if view.shape.geometry is not None]
    touching = {
        frozenset((one, other))
        for (one, first), (other, second) in combinations(shapes, 2)
        if shapely.dwithin(first, second, _TOUCH_DEG)
    }
    ids = [one for one, _ in shapes]
    return {one: tuple(other for other in ids if frozenset((one, other)) in touching and other != one) for one in ids}
