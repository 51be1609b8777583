"""Opening a version of the store: read model, query engine and pages of one and the same build."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from api.editions import Served
from layers.atlas import open_atlas
from layers.engine import Engine
from web.atlas_site import Site
from web.frame import SiteOptions
from web.maps.basemaps import AMAP, OPENSTREETMAP, TIANDITU, Basemap

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.settings import BasemapSettings, LabelSettings, Settings
    from web.assets import Assets


def opener(settings: Settings, assets: Assets) -> Callable[[str | None], Served]:
    """Make the function that opens a version.

    Parameters
    ----------
    settings
        Where the store is, and what the pages say and offer.
    assets
        Scripts and styles of the pages.
    """
    store_dir, options = settings.paths.store_dir, site_options(settings.labels)

    def open_version(version: str | None) -> Served:
        atlas = open_atlas(store_dir, version)
        # Loading the engine's extension keeps no other thread from running: the pages are made meanwhile.
        with ThreadPoolExecutor(1) as beside:
            opening = beside.submit(Engine.open, store_dir, atlas.version)
            site = Site(atlas, assets, options)
            engine = opening.result()
        extents = {name: engine.extent(name) for name in engine.collections}
        return Served(atlas=atlas, engine=engine, site=site, extents=extents)

    return open_version


def site_options(labels: LabelSettings) -> SiteOptions:
    """Say what the pages call themselves.

    Parameters
    ----------
    labels
        As configured; what is empty there is the catalogue's.
    """
    return SiteOptions(title=labels.title, title_en=labels.title_en, label=labels.use, label_en=labels.use_en)


def configured_basemaps(settings: BasemapSettings) -> tuple[Basemap, ...]:
    """List the base maps that this service offers.

    Parameters
    ----------
    settings
        Which are switched on.
    """
    offered = ((settings.tianditu_token is not None, TIANDITU), (settings.osm, OPENSTREETMAP), (settings.amap, AMAP))
    return tuple(basemap for is_on, basemap in offered if is_on)
