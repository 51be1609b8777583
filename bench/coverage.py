"""Area that service discs cover: exact arcs against shapely.union_all over buffers of 16 segments a quarter, one run.

Run ``python -m bench.coverage [sizes…]`` from the checkout. For units strewn at seven to the km² (each place covered
twice by r = 300 m) and at forty it prints both times and their ratio, with and without the making of the buffers, how
time grows with the number of units, and the peak of memory; then districts, curve and shape at the largest size, and
crowds, where shapely may well be faster.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.coverage import radius_curve, union_area_km2, union_areas_within_km2, union_polygon
from geo.crs import geometry_to_metres

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SEED = 20_261_123
SIZES = (2_000, 20_000, 100_000)
PER_KM2 = (7.0, 40.0)
RADIUS_M = 300.0
REPEATS = 3
CENTRE = (120.3, 36.2)
KM_A_DEGREE = 111.0


def main(sizes: Sequence[int]) -> None:
    for per_km2 in PER_KM2:
        _compare(per_km2, sizes)
    lon, lat = strewn(sizes[-1], PER_KM2[0])
    squares = [shapely.box(west, 35.0, west + 0.2, 37.5) for west in np.arange(119.3, 121.3, 0.2)]
    radii = np.arange(50.0, 1001.0, 50.0)
    print(f"\n{sizes[-1]:,} units at {PER_KM2[0]:g}/km²")
    within_s, _ = _timed(lambda: union_areas_within_km2(lon, lat, RADIUS_M, squares))
    print(f"within {len(squares)} polygons  {within_s:.3f} s")
    print(f"curve of {len(radii)} radii    {_timed(lambda: radius_curve(lon, lat, radii))[0]:.3f} s")
    print(f"shape to within 1 m  {_timed(lambda: union_polygon(lon, lat, RADIUS_M))[0]:.3f} s")
    _crowds()


def strewn(size: int, per_km2: float) -> tuple[np.ndarray, np.ndarray]:
    """Units strewn evenly over a square around the city."""
    side_km = (size / per_km2) ** 0.5
    east, north = np.random.default_rng(SEED).uniform(-side_km / 2.0, side_km / 2.0, (2, size))
    lat = CENTRE[1] + north / KM_A_DEGREE
    return CENTRE[0] + east / KM_A_DEGREE / np.cos(np.radians(lat)), lat


def _compare(per_km2: float, sizes: Sequence[int]) -> None:
    print(f"\n{per_km2:g} units to the km², r = {RADIUS_M:g} m")
    print(
        f"{'units':>8} {'buffers s':>10} {'union_all s':>12} {'arcs s':>8} {'ratio':>7} {'ratio with buffers':>19} "
        f"{'arcs µs/unit':>13} {'peak MB':>8} {'B/unit':>7} {'union_all lacks':>16}"
    )
    for size in sizes:
        lon, lat = strewn(size, per_km2)
        discs_s, discs = _timed(partial(buffers, lon, lat), repeats=1)
        union_s, union = _timed(partial(shapely.union_all, discs), repeats=1 if size > 50_000 else REPEATS)
        arcs_s, area_km2 = _timed(partial(union_area_km2, lon, lat, RADIUS_M))
        peak = _peak_bytes(partial(union_area_km2, lon, lat, RADIUS_M))
        print(
            f"{size:>8,} {discs_s:>10.3f} {union_s:>12.3f} {arcs_s:>8.4f} {union_s / arcs_s:>7.1f} "
            f"{(discs_s + union_s) / arcs_s:>19.1f} {1e6 * arcs_s / size:>13.2f} {peak / 1e6:>8.1f} "
            f"{peak / size:>7.0f} {1.0 - union.area / 1e6 / area_km2:>16.2e}"
        )


def buffers(lon: np.ndarray, lat: np.ndarray, radius_m: Any = RADIUS_M) -> np.ndarray:
    """Discs with corners in EPSG:4549, as they are usually made."""
    return np.asarray(shapely.buffer(geometry_to_metres(shapely.points(lon, lat)), radius_m, quad_segs=16))


def _crowds() -> None:
    """Hard cases: everything overlaps everything, one road, one size from another by thousands."""
    print(f"\n{'crowd':<42} {'units':>8} {'union_all s':>12} {'arcs s':>8}")
    rng = np.random.default_rng(SEED)
    size = 20_000
    radii = 10.0 ** rng.uniform(0.5, 4.0, size)
    kinds = rng.choice([150.0, 300.0, 500.0], size)
    for name, east_km, north_km, radius_m in (
        ("all within 100 m", 0.1, 0.1, RADIUS_M),
        ("all within 2 km", 2.0, 2.0, RADIUS_M),
        ("along 200 km of road", 200.0, 0.02, RADIUS_M),
        ("radii of 150, 300 and 500 m at 7/km²", 53.5, 53.5, kinds),
        ("radii from 3 m to 10 km in 100 km × 100 km", 100.0, 100.0, radii),
    ):
        lat = CENTRE[1] + rng.uniform(-north_km / 2.0, north_km / 2.0, size) / KM_A_DEGREE
        lon = CENTRE[0] + rng.uniform(-east_km / 2.0, east_km / 2.0, size) / KM_A_DEGREE / np.cos(np.radians(lat))
        discs = buffers(lon, lat, radius_m)
        union_s, _ = _timed(partial(shapely.union_all, discs), repeats=1)
        arcs_s, _ = _timed(partial(union_area_km2, lon, lat, radius_m), repeats=1)
        print(f"{name:<42} {size:>8,} {union_s:>12.3f} {arcs_s:>8.3f}")


def _timed(work: Callable[[], Any], repeats: int = REPEATS) -> tuple[float, Any]:
    """Best of some runs, in seconds, and the answer."""
    times, answer = [], None
    for _ in range(repeats):
        start = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - start)
    return min(times), answer


def _peak_bytes(work: Callable[[], Any]) -> int:
    """Most memory that arrays take beyond what there was; in a run of its own, for it slows the work."""
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
