"""The map of a layout against ``GeoDataFrame.explore()`` on the same features: bytes of HTML and time to render.

Run ``python -m bench.explore [data]`` from the checkout; geopandas needs matplotlib for ``explore()``. The features are
what the map draws: land, districts, towns, zones that have a shape, with the columns that the interface serves of
them, and discs of uncertainty. The map carries more than that: enterprises and targets by name, a search index, zones
without a shape. Ratios of one run, the best of three renderings each; the first of either is left out.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import shapely

from geo.bounds import LonLat
from geo.measure import buffer_point
from layers.atlas import Atlas
from layers.build import load_content
from layers.rows import rows
from web.assets import Assets
from web.grammar import drawing_of
from web.maps.layout_map import render_layout_map
from web.maps.options import MapOptions

if TYPE_CHECKING:
    from collections.abc import Callable

REPEATS = 3
AIM = 0.2


def main(data_dir: Path) -> None:
    """Print one line a layout, and the totals."""
    atlas = Atlas(load_content(data_dir), version="bench", built_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assets = Assets.find()
    totals = [0, 0, 0.0, 0.0]
    print(f"{'layout':<22}{'features':>9}{'explore kB':>12}{'map kB':>9}{'ratio':>7}", end="")
    print(f"{'explore ms':>12}{'map ms':>9}{'ratio':>7}")
    for layout in atlas.tables.layouts:
        frame = features(atlas, layout.id)
        theirs, theirs_s = _timed(partial(_explored, frame))
        ours, ours_s = _timed(partial(_rendered, atlas, layout.id, assets=assets))
        figures = (len(theirs.encode()), len(ours.encode()), theirs_s, ours_s)
        totals = [total + figure for total, figure in zip(totals, figures, strict=True)]
        _line(layout.id, len(frame), figures)
    _line("all", 0, totals)
    print(f"aim: {AIM:.0%} of the bytes")


def _explored(frame: gpd.GeoDataFrame) -> str:
    return str(frame.explore().get_root().render())


def _rendered(atlas: Atlas, layout: str, *, assets: Assets) -> str:
    return render_layout_map(atlas, layout, MapOptions(), assets=assets).html


def features(atlas: Atlas, layout: str) -> gpd.GeoDataFrame:
    """Collect what the map of a layout draws, with the columns that the interface serves."""
    districts = {row["id"]: row for row in rows(atlas, "districts")}
    zones = {row["id"]: row for row in rows(atlas, "zones")}
    views = [(districts, view) for view in atlas.districts] + [(zones, view) for view in atlas.zones_of_layout(layout)]
    drawn = [{**table[view.id], "geometry": view.shape.geometry} for table, view in views if view.shape.geometry]
    towns = [
        {"id": town.id, "name": town.name, "geometry": shapely.Point(town.lon, town.lat)} for town in atlas.towns()
    ]
    ground = [{"id": "land", "geometry": atlas.land()}, *towns]
    frame = gpd.GeoDataFrame([*ground, *drawn, *_discs(atlas, layout)], geometry="geometry", crs="EPSG:4326")
    for column in frame.columns.drop("geometry"):
        frame[column] = frame[column].map(lambda value: str(value) if isinstance(value, (list, dict)) else value)
    return frame


def _discs(atlas: Atlas, layout: str) -> list[dict[str, Any]]:
    """Discs of uncertainty, as polygons: the only way for ``explore()`` to draw a radius in metres."""
    shapes = [view.shape for view in atlas.zones_of_layout(layout) if drawing_of(view.shape.method).halo != "none"]
    return [
        {"id": f"{shape.owner}-uncertainty", "geometry": buffer_point(LonLat(lon, lat), radius_m=shape.uncertainty_m)}
        for shape in shapes
        if (lon := shape.label_lon) is not None and (lat := shape.label_lat) is not None and shape.uncertainty_m
    ]


def _timed(render: Callable[[], str]) -> tuple[str, float]:
    """Return what was rendered, and the best time in seconds after a first rendering."""
    html, best = render(), float("inf")
    for _ in range(REPEATS):
        start = time.perf_counter()
        html = render()
        best = min(best, time.perf_counter() - start)
    return html, best


def _line(name: str, count: int, figures: Any) -> None:
    theirs, ours, theirs_s, ours_s = figures
    print(
        f"{name:<22}{count or '':>9}{theirs / 1000:>12.0f}{ours / 1000:>9.0f}{ours / theirs:>7.2f}"
        f"{theirs_s * 1000:>12.0f}{ours_s * 1000:>9.0f}{ours_s / theirs_s:>7.2f}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("data"))
