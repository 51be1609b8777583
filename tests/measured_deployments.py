"""Deployments made for tests: units at places of the city where the land is known."""

from __future__ import annotations

import math

import numpy as np

from layers.boundaries.sets import load_active
from layers.deployment.bands import Draws
from layers.deployment.gains import Places
from layers.deployment.gathering import read_goals
from layers.deployment.measuring import Evidence, Parameters
from layers.deployment.service import ServiceUnits
from tests.snapshots import ROOT

DATA = ROOT / "data"
INLAND = (119.95, 36.80)
"""Far from every border: in 平度市 (370283)."""
AT_SEA = (120.75, 35.95)
COAST = (120.38042, 36.0600)
"""On the shore of 市南区: land to the north, water to the south."""
QUICK = Draws(count=4)
DISC_KM2 = math.pi * 0.3**2

DISTRICTS = load_active(DATA, "measuring")
LAND = list(DISTRICTS.shapes.values())
GOALS = read_goals(DATA)


def offset(place, east_m, north_m):
    """Give a place some metres away, good to a part in a thousand."""
    lat = place[1] + north_m / 111_000.0
    return place[0] + east_m / (111_320.0 * math.cos(math.radians(place[1]))), lat


def make_units(places, **columns):
    lon, lat = np.array(places, dtype=np.float64).reshape(-1, 2).T
    count = len(places)
    texts = {
        name: tuple(columns.get(name, ("",) * count)) for name in ("kinds", "statuses", "phases", "dates")
    }  # fmt: skip
    return ServiceUnits(
        ids=tuple(columns.get("ids", (f"u{number}" for number in range(count)))),
        lon=lon,
        lat=lat,
        **texts,
        ranges_m=np.array(columns.get("ranges_m", [np.nan] * count), dtype=np.float64),
        online=tuple(columns.get("online", (None,) * count)),
    )


def make_evidence(units, **others):
    return Evidence(units, DISTRICTS.shapes, DISTRICTS.note.sha256, **others)


def make_places(places, radius_m=300.0, prefix="c"):
    lon, lat = np.array(places, dtype=np.float64).reshape(-1, 2).T
    return Places(tuple(f"{prefix}{n}" for n in range(len(lon))), lon, lat, np.full(len(lon), float(radius_m)))


def quick(radius_m=300.0):
    return Parameters(radius_m, QUICK)
