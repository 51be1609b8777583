"""Next sites: which of some candidates to build so that most area is added, or a goal is reached with few.

Units that stand are locked. The area that discs cover on land is monotone and submodular, so picking the candidate that
adds most, again and again, is within 1 - 1/e (63 %) of the best choice of as many sites (Nemhauser, Wolsey and Fisher,
Mathematical Programming 14, 1978). What a candidate adds can only shrink as others are picked, so gains reckoned
earlier bound those of later rounds and few are reckoned again (Minoux, 1978). The same bounds tell how good this very
choice is at least, which is mostly far better than 63 % (Leskovec et al., KDD 2007).
"""

from __future__ import annotations

import heapq
import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from layers.boundaries.progress import silent
from layers.deployment.gains import Gains, Places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from layers.boundaries.progress import Progress

GREEDY_BOUND = 1.0 - math.exp(-1.0)
"""Part of the best possible gain that a greedy choice of a given number of sites has at least."""
_ROUNDING = 1e-9
_NOTHING_KM2 = 1e-9
"""A gain below a thousandth of a square metre is rounding."""


@dataclass(frozen=True, slots=True)
class Site:
    """A candidate that was picked.

    Attributes
    ----------
    rank : int
        From 1, in the order of picking.
    id : str
        The candidate.
    lon, lat : float
        Degrees on WGS 84.
    gain_km2 : float
        Area on land that it adds to what stands and to the sites before it.
    total_km2 : float
        Area on land with it.
    """

    rank: int
    id: str
    lon: float
    lat: float
    gain_km2: float
    total_km2: float


@dataclass(frozen=True, slots=True)
class Choice:
    """Sites, and how good their choice is.

    Attributes
    ----------
    sites : tuple of Site
        In the order of picking; none adds nothing.
    standing_km2, total_km2 : float
        Area on land without them and with them.
    reached : bool or None
        Whether the goal is reached; None without one.
    share_of_best : float
        The gain is at least this part of the best possible with as many sites: proved for this choice, and never
        below `GREEDY_BOUND`.
    times_fewest : float or None
        A reached goal takes at most so many times the fewest sites possible; None without one, or if not reached.
    """

    sites: tuple[Site, ...]
    standing_km2: float
    total_km2: float
    reached: bool | None
    share_of_best: float
    times_fewest: float | None

    def document(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        return asdict(self) | {
            "sites": [asdict(site) for site in self.sites],
            "gain_km2": self.total_km2 - self.standing_km2,
            "greedy_bound": GREEDY_BOUND,
        }


def most_area(
    standing: Places, candidates: Places, land: Sequence[BaseGeometry], count: int, *, progress: Progress = silent
) -> Choice:
    """Pick the sites that add most area.

    Parameters
    ----------
    standing
        Units that stand; locked.
    candidates
        Where units may be built.
    land
        Districts, lon/lat on WGS 84; they do not overlap.
    count
        Number of sites; fewer are picked if no more add anything.
    progress
        Told how far the first round of gains is, then how many sites are picked.
    """
    return _Greedy(standing, candidates, land, progress).run(min(count, len(candidates)), None)


def reach_area(
    standing: Places, candidates: Places, land: Sequence[BaseGeometry], goal_km2: float, *, progress: Progress = silent
) -> Choice:
    """Pick few sites that reach an area on land; otherwise as `most_area`.

    The greedy choice takes at most ``1 + ln(a / b)`` times the fewest sites, where ``a`` is what lacks at first and
    ``b`` what lacks before the last pick (Wolsey, Combinatorica 2, 1982). Nor are there fewer than it takes if each
    adds what it would alone; the better of the two bounds is told. If all candidates together do not reach the
    goal, all that add something are picked.

    Parameters
    ----------
    standing, candidates, land
        As for `most_area`.
    goal_km2
        Area to reach, units that stand included.
    progress
        As for `most_area`.
    """
    return _Greedy(standing, candidates, land, progress).run(len(candidates), goal_km2)


class _Greedy:
    """Lazy greedy picking. The heap holds bounds: minus the gain, the id to settle ties, and the candidate."""

    def __init__(self, standing: Places, candidates: Places, land: Sequence[BaseGeometry], progress: Progress) -> None:
        self._candidates, self._progress = candidates, progress
        self._gains = Gains(standing, candidates, land)
        self._heap: list[tuple[float, str, int]] = []
        for number, name in enumerate(candidates.ids):
            progress("gains", number / len(candidates))
            self._heap.append((-self._gains.of(number), name, number))
        heapq.heapify(self._heap)
        self._first_gains = sorted((-bound for bound, _, _ in self._heap), reverse=True)

    def run(self, count: int, goal_km2: float | None) -> Choice:
        """Pick up to a number of sites, or until a goal is reached."""
        total = standing = self._gains.standing_km2
        before = total
        first_bound = self._top(count)
        sites: list[Site] = []
        while len(sites) < count and (goal_km2 is None or total < goal_km2):
            self._progress("sites", len(sites) / count)
            picked = self._next()
            if picked is None:
                break
            gain, number = picked
            before, total = total, total + gain
            sites.append(self._site(len(sites) + 1, number, gain, total))
        reached = None if goal_km2 is None else total >= goal_km2
        asked = count if goal_km2 is None else len(sites)
        return Choice(
            tuple(sites),
            standing,
            total,
            reached,
            _share_of_best(total - standing, min(first_bound, total - standing + self._refreshed(asked))),
            self._times_fewest(goal_km2, before, len(sites)) if goal_km2 is not None and reached else None,
        )

    def _next(self) -> tuple[float, int] | None:
        """Take the candidate that adds most, with its gain; None if none adds anything."""
        while self._heap:
            _, name, number = self._heap[0]
            gain = self._gains.of(number)
            if gain <= _NOTHING_KM2:
                heapq.heappop(self._heap)
                continue
            heapq.heapreplace(self._heap, (-gain, name, number))
            if self._heap[0][2] == number:
                heapq.heappop(self._heap)
                self._gains.pick(number)
                return gain, number
        return None

    def _site(self, rank: int, number: int, gain: float, total: float) -> Site:
        at = self._candidates
        return Site(rank, at.ids[number], float(at.lon[number]), float(at.lat[number]), gain, total)

    def _refreshed(self, count: int) -> float:
        """Bound what any further sites of a number can add, after reckoning the largest bounds again."""
        largest = heapq.nsmallest(count, self._heap)
        numbers = {number for _, _, number in largest}
        rest = [entry for entry in self._heap if entry[2] not in numbers]
        self._heap = [(-self._gains.of(number), name, number) for _, name, number in largest] + rest
        heapq.heapify(self._heap)
        return self._top(count)

    def _times_fewest(self, goal_km2: float, before: float, count: int) -> float:
        """Tell how many times the fewest sites a reached goal takes at most: the better of two bounds."""
        lacks = goal_km2 - self._gains.standing_km2
        if lacks <= 0.0 or not count:
            return 1.0
        fewest, added = 0, 0.0
        for gain in self._first_gains:
            if added * (1.0 + _ROUNDING) >= lacks:
                break
            fewest, added = fewest + 1, added + gain
        return min(1.0 + math.log(lacks / (goal_km2 - before)), count / max(fewest, 1))

    def _top(self, count: int) -> float:
        """Sum the largest bounds."""
        return -math.fsum(bound for bound, _, _ in heapq.nsmallest(count, self._heap))


def _share_of_best(gain: float, bound: float) -> float:
    """Tell which part of the best possible gain one is at least."""
    if bound <= _NOTHING_KM2:
        return 1.0
    return min(max(gain / bound, GREEDY_BOUND), 1.0)
