"""The Folium side of a map: it loads no foreign files, its layers are drawn by the page's scripts.

Folium orders the page (elements, layers, the script that makes them); how a layer looks is in ``web/static/map_*.js``.
Every layer brings its data in a block of JSON that the browser does not run, so the script itself stays small, holds
no text of any table, and is allowed by its hash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import folium
from branca.element import Element, Figure, MacroElement
from folium.map import Layer
from folium.template import Template

from web.escape import script_json, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from web.maps.basemaps import Basemap

_CENTRE = (0.0, 0.0)
"""Where Leaflet starts before the page's script sets the extent, latitude first."""


class AtlasMap(folium.Map):
    """A Folium map that loads nothing by itself: the page lists its scripts and styles, the style sheet sizes it."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <div class="folium-map" id="{{ this.get_name() }}" role="application" aria-label="{{ this.label }}"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
            center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}
        });
        {% endmacro %}
        """
    )

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(location=_CENTRE, tiles=None, zoom_control=False, zoom_start=9, **options)
        # on the instance: folium's own lists name foreign hosts, and belong to the class, shared by every map
        self.default_js: list[tuple[str, str]] = []
        self.default_css: list[tuple[str, str]] = []
        self.label = text(label)


class SceneLayer(Layer):
    """A layer whose features are drawn by the page's scripts in the grammar of the atlas."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <script type="application/json" id="layer-{{ this.layer_id }}">{{ this.body }}</script>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = atlas.layer({{ this._parent.get_name() }}, {{ this.layer_id|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, layer_id: str, body: Mapping[str, Any], *, show: bool) -> None:
        super().__init__(name=layer_id, overlay=True, control=False, show=show)
        self._name = "SceneLayer"
        self.layer_id = layer_id
        self.body = script_json(body)


class Start(MacroElement):
    """Last statement of the page: gives the map its controls and its extent."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        atlas.start({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca has few types
        self._name = "Start"


class Page(Figure):
    """A figure that hands out its pieces instead of a page of its own."""

    def pieces(self) -> tuple[str, str]:
        """Return markup and script of everything inside."""
        for child in self._children.values():
            child.render()
        return _trimmed(self.html.render()), _trimmed(self.script.render())


def _trimmed(text: str) -> str:
    """Leave out the blank lines and the indentation that templates within templates pile up."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def tile_layers(basemap: Basemap, attribution: str) -> list[Element]:
    """Return the tile layers of a base map; its attribution is escaped here, as Leaflet writes it as markup."""
    return [
        folium.TileLayer(
            tiles=address, attr=str(text(attribution)), name=basemap.id, max_zoom=basemap.max_zoom, control=False
        )
        for address in basemap.tiles
    ]
