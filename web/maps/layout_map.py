"""The map of a layout as a finished page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from web.document import Document
from web.escape import environment
from web.grammar_style import definitions
from web.language import Phrases
from web.maps.addresses import Addresses
from web.maps.folium_map import AtlasMap, Page, SceneLayer, Start, tile_layers
from web.maps.ids import numbered_ids
from web.maps.imprint import attribution, imprint, notices
from web.maps.legend import LegendGroup, legend_of, sign_svg
from web.maps.options import MapOptions
from web.maps.page_data import page_data
from web.maps.scene import Rendering, Scene
from web.maps.scene_builder import build_scene, edition_of
from web.palette import NEUTRAL
from web.table import Link

if TYPE_CHECKING:
    from layers.atlas import Atlas
    from web.assets import Assets

SCRIPTS: Final = (
    "vendor/leaflet/dist/leaflet.js",
    "vendor/geographiclib-geodesic/geographiclib-geodesic.min.js",
    "map_elements.js",
    "map_geometry.js",
    "map_marks.js",
    "map_layers.js",
    "map_labels.js",
    "map_cards.js",
    "map_legend.js",
    "map_search.js",
    "map_lists.js",
    "map_measure.js",
    "map_permalink.js",
    "map_controls.js",
    "map_page.js",
)
"""Scripts of a map in the order they are loaded."""
STYLES: Final = ("vendor/leaflet/dist/leaflet.css", "grammar.css", "map.css", "map_panel.css")

_TEMPLATES: Final = environment(Path(__file__).parent / "templates")
_LEAST_ZOOM, _GREATEST_ZOOM = 7, 17


@dataclass(frozen=True, slots=True)
class MapPage:
    """What the template of a map uses, and nothing else.

    Attributes
    ----------
    lang : str
        ``zh`` or ``en``.
    options : MapOptions
        What was asked for.
    phrases : Phrases
        Words.
    title, plan, formula, source : str
        Title of the map, plan with its period, the plan's formula, heading path.
    addresses : Addresses
        Where its links lead.
    layouts : tuple of Link
        Maps of all layouts; the one shown has no address.
    legend : tuple of LegendGroup
        Switches.
    scene : Scene
        What is drawn.
    definitions : Markup
        Hatches and blurs.
    signs : Mapping
        Sign of every colour in the key, by group.
    data : dict
        What the scripts read, apart from the layers.
    markup, script : str
        What Folium made.
    scripts, styles : tuple of Markup
        Elements that load files.
    notices : tuple of str
        What a reader must know of this rendering: a fallback, a datum.
    imprint : tuple of str
        Review number or what the map is for, caution, version.
    owed : tuple of str
        Whom the ground and the software are owed to.
    """

    lang: str
    options: MapOptions
    phrases: Phrases
    title: str
    plan: str
    formula: str
    source: str
    addresses: Addresses
    layouts: tuple[Link, ...]
    legend: tuple[LegendGroup, ...]
    scene: Scene
    definitions: Markup
    signs: dict[str, Markup]
    data: dict[str, Any]
    markup: Markup
    script: Markup
    scripts: tuple[Markup, ...]
    styles: tuple[Markup, ...]
    notices: tuple[str, ...]
    imprint: tuple[str, ...]
    owed: tuple[str, ...]


def render_layout_map(atlas: Atlas, layout_id: str, options: MapOptions, *, assets: Assets) -> Document:
    """Render the map of a layout.

    Parameters
    ----------
    atlas
        Read model.
    layout_id
        Layout.
    options
        What is asked for.
    assets
        Scripts and styles there are.

    Returns
    -------
    Document
        The page. The same atlas, options and assets give the same bytes, in whatever thread.

    Raises
    ------
    LayoutNotFound
        There is no such layout.
    UnknownMapLayer, UnknownBasemap
        A layer or base map is asked for that there is none of.
    """
    scene = build_scene(atlas, layout_id, options)
    page = _page(Rendering(edition_of(atlas, options), scene, options, assets))
    context = {name: getattr(page, name) for name in MapPage.__slots__}
    html = _TEMPLATES.get_template("map.html").render(context)
    ground = options.ground
    return Document.of(html, image_hosts=ground.hosts if ground else ())


def _page(rendering: Rendering) -> MapPage:
    scene, options, assets = rendering.scene, rendering.options, rendering.assets
    atlas, phrases = rendering.edition.atlas, rendering.edition.phrases
    layout, plan = scene.layout, atlas.plan(scene.layout.plan)
    short, period = (
        phrases.pick(plan.short_title, plan.short_title_en),
        phrases.years(plan.period_start, plan.period_end),
    )
    addresses = Addresses(layout, options)
    markup, script = _folium(scene, options, phrases)
    return MapPage(
        lang=options.lang,
        options=options,
        phrases=phrases,
        title=phrases.name(layout),
        plan=short if str(plan.period_start) in short else f"{short} · {period}",
        formula=phrases.pick(layout.formula, layout.formula_en),
        source=layout.section,
        addresses=addresses,
        layouts=tuple(addresses.other_layout(other, phrases) for other in atlas.tables.layouts),
        legend=legend_of(scene, phrases),
        scene=scene,
        definitions=definitions((*(key.swatch for key in scene.industries), NEUTRAL)),
        signs={key.group: sign_svg(key.swatch) for key in scene.industries},
        data=page_data(rendering),
        markup=Markup(markup),  # noqa: S704 - made of ids, escaped labels and script_json
        script=Markup(script),  # noqa: S704 - the same
        scripts=tuple(assets.script(name) for name in SCRIPTS),
        styles=tuple(assets.style(name) for name in STYLES),
        notices=notices(rendering),
        imprint=imprint(rendering),
        owed=attribution(rendering),
    )


def _folium(scene: Scene, options: MapOptions, phrases: Phrases) -> tuple[str, str]:
    """Let Folium order layers and script; return markup and script."""
    with numbered_ids():
        page = Page()
        drawn = AtlasMap(
            phrases.t("map.label", title=phrases.name(scene.layout)),
            zoom_snap=1 if options.ground else 0.25,
            zoom_delta=1,
            min_zoom=_LEAST_ZOOM,
            max_zoom=_GREATEST_ZOOM,
            attribution_control=False,
            wheel_px_per_zoom_level=110,
        )
        page.add_child(drawn)
        if options.ground:
            attribution = phrases.pick(options.ground.attribution, options.ground.attribution_en)
            for tiles in tile_layers(options.ground, attribution):
                drawn.add_child(tiles)
        for layer in scene.layers:
            drawn.add_child(SceneLayer(layer.id, layer.body, show=layer.shown))
        drawn.add_child(Start())
        return page.pieces()
