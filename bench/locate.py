"""Point in district: the locator against geopandas.sjoin(predicate="within"), same points, one run.

Run ``python -m bench.locate [data]`` from the checkout. Prints both times and their ratio at 10 thousand, 100 thousand
and a million points in the city's box, and how each grows; checks that the answers agree.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from geo.locate import OUTSIDE, PartitionLocator
from layers.boundaries import BoundarySet, load_set

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

SEED = 20_261_123
SIZES = (10_000, 100_000, 1_000_000)
REPEATS = 3


def main(data_dir: Path) -> None:
    districts = load_set(data_dir, "detailed")
    start = time.perf_counter()
    locator = PartitionLocator(list(districts.shapes.values()))
    print(f"prepared in {time.perf_counter() - start:.2f} s, once; {districts.note.vertices} vertices")
    print(f"{'points':>9} {'sjoin s':>9} {'locator s':>10} {'ratio':>7} {'sjoin µs/pt':>12} {'locator µs/pt':>14}")
    rng = np.random.default_rng(SEED)
    west, south, east, north = districts.note.extent
    for size in SIZES:
        lon, lat = rng.uniform(west, east, size), rng.uniform(south, north, size)
        joined_s, joined = _timed(partial(_by_sjoin, districts, lon, lat))
        located_s, located = _timed(partial(locator.locate, lon, lat))
        if not np.array_equal(joined, located):
            print(f"answers differ for {np.count_nonzero(joined != located)} points")
        per_point = 1e6 / size
        print(
            f"{size:>9,} {joined_s:>9.3f} {located_s:>10.4f} {joined_s / located_s:>7.1f} "
            f"{joined_s * per_point:>12.3f} {located_s * per_point:>14.4f}"
        )


def _by_sjoin(districts: BoundarySet, lon: NDArray[Any], lat: NDArray[Any]) -> NDArray[Any]:
    """Answers of geopandas, from the same arrays of coordinates; making the points is part of the work."""
    frame = districts.frame()
    points = gpd.GeoDataFrame(geometry=shapely.points(lon, lat), crs=frame.crs)
    joined = gpd.sjoin(points, frame[["geometry"]], predicate="within", how="inner")
    answer = np.full(len(lon), OUTSIDE, dtype=np.int32)
    answer[joined.index.to_numpy()] = joined["index_right"].to_numpy()
    return answer


def _timed(work: Callable[[], NDArray[Any]]) -> tuple[float, NDArray[Any]]:
    """Best of some runs, in seconds, and the answer."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - start)
    return min(times), answer


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("data"))
