"""Area within arcs and straight edges, by Green's theorem: nothing is cut into corners.

An arc counts as its chord, which joins the others' to a polygon, and the segment between chord and arc. The density of
the surface is followed along chords by Simpson's rule and taken as linear across a segment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from geo.arcs import NOBODY, Arcs, across

if TYPE_CHECKING:
    from geo.discs import Discs
    from geo.zone import Surface

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Pair = tuple[Floats, Floats]
"""Places as x and y, or arcs as first and last angle."""


def arc_ends(discs: Discs, arcs: Arcs) -> tuple[Pair, Pair]:
    """Places where arcs start and end: the same number to the last bit for the two arcs that meet there."""
    return _crossing(discs, arcs.disc, arcs.before, 1.0), _crossing(discs, arcs.disc, arcs.after, -1.0)


def union_area_m2(discs: Discs, arcs: Arcs, surface: Surface) -> float:
    """Area of the union whose exposed arcs are given, on a surface, in squares of the discs' unit."""
    start, end = arc_ends(discs, arcs)
    segments = segments_m2(discs, arcs.disc, (arcs.start_angle, arcs.end_angle), surface)
    return chords_m2(start, end, surface) + segments


def chords_m2(start: Pair, end: Pair, surface: Surface) -> float:
    """Area to the left of straight edges that close to rings."""
    middle = ((start[0] + end[0]) / 2.0, (start[1] + end[1]) / 2.0)
    at_middle = surface.antiderivative(*middle)
    if not len(at_middle):
        return 0.0
    mean = (surface.antiderivative(*start) + 4.0 * at_middle + surface.antiderivative(*end)) / 6.0
    # a constant adds nothing round a ring, so the numbers are kept small by taking one off
    return float(np.sum((mean - np.mean(at_middle)) * (end[1] - start[1])))


def segments_m2(discs: Discs, disc: Indices, angles: Pair, surface: Surface) -> float:
    """Area between arcs, from one angle to another each, and their chords."""
    start_angle, end_angle = angles
    x, y, r = discs.x[disc], discs.y[disc], discs.r[disc]
    turn = end_angle - start_angle
    middle = start_angle + turn / 2.0
    density, slope = surface.density(x, y)
    area = r * r * (turn - np.sin(turn)) / 2.0
    moment = (2.0 / 3.0) * (r * np.sin(turn / 2.0)) ** 3 * np.cos(middle)
    return float(np.sum(density * area + slope * moment))


def _crossing(discs: Discs, disc: Indices, other: Indices, side: float) -> Pair:
    """Where circles meet, to the left (`side` 1) or right (-1) of the way to the other; due east if there is none.

    Reckoned from the disc with the lower number, whichever asks.
    """
    whole = other == NOBODY
    low, high = np.minimum(disc, other), np.maximum(disc, other)
    sign = np.where(disc == low, side, -side)
    low, high = np.where(whole, disc, low), np.where(whole, disc, high)
    x, y, own, its = discs.x[low], discs.y[low], discs.r[low], discs.r[high]
    dx, dy = discs.x[high] - x, discs.y[high] - y
    distance = np.where(whole, 1.0, np.sqrt(dx * dx + dy * dy))
    along = (distance + (own - its) * (own + its) / distance) / 2.0
    aside = sign * across(own, its, distance) / (2.0 * distance)
    east = x + (along * dx - aside * dy) / distance
    north = y + (along * dy + aside * dx) / distance
    return np.where(whole, x + own, east), np.where(whole, y, north)
