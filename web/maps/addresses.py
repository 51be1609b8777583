"""Addresses that a map links to; those of the map itself keep its state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from layers.records import Layout
from web.links import Links
from web.maps.options import NO_LAYERS, MapOptions
from web.table import Link

if TYPE_CHECKING:
    from web.language import Lang, Phrases


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses around the map of one layout.

    Attributes
    ----------
    layout : Layout
        Layout shown.
    options : MapOptions
        How it is shown.
    """

    layout: Layout
    options: MapOptions

    @property
    def portal(self) -> str:
        """The portal."""
        return Links(self.options.lang).to("/")

    @property
    def full(self) -> str:
        """Map with its panels."""
        return self._map(self.layout, replace(self.options, plain=False))

    @property
    def switch(self) -> str:
        """Same map in the other language."""
        other: Lang = "en" if self.options.lang == "zh" else "zh"
        return self._map(self.layout, replace(self.options, lang=other))

    @property
    def light(self) -> str:
        """Same map in the light version."""
        return self._map(self.layout, replace(self.options, theme="light"))

    @property
    def dark(self) -> str:
        """Same map in the dark version."""
        return self._map(self.layout, replace(self.options, theme="dark"))

    @property
    def search(self) -> str:
        """What the search box finds."""
        version = f"@{self.options.version}" if self.options.version else ""
        return Links(self.options.lang).to(f"/maps/{self.layout.id}{version}/search")

    @property
    def unplaced(self) -> str:
        """List of the plan's enterprises that no plan locates."""
        return Links(self.options.lang).to("/enterprises", {"placed": "no", "plan": self.layout.plan})

    def other_layout(self, layout: Layout, phrases: Phrases) -> Link:
        """Link to the map of a layout; no address for the one shown."""
        if layout.id == self.layout.id:
            return Link(phrases.name(layout))
        fresh = replace(self.options, layers=None, bbox=None, selected=None)
        return Link(phrases.name(layout), self._map(layout, fresh))

    def on_basemap(self, basemap: str | None) -> str:
        """Return the same map on a base map; None for the offline one."""
        return self._map(self.layout, replace(self.options, basemap=basemap))

    def _map(self, layout: Layout, options: MapOptions) -> str:
        version = f"@{options.version}" if options.version else ""
        return Links(options.lang).to(f"/maps/{layout.id}{version}", state_query(options))


def state_query(options: MapOptions) -> dict[str, str]:
    """Return the query of a map's address, apart from the language: only what differs from the plain default."""
    layers = None if options.layers is None else ",".join(options.layers) or NO_LAYERS
    state = {
        "layers": layers,
        "bbox": str(options.bbox) if options.bbox else None,
        "theme": options.theme,
        "selected": options.selected,
        "basemap": options.basemap,
        "plain": "1" if options.plain else None,
    }
    return {name: value for name, value in state.items() if value}
