"""What the scripts of a map read, apart from the layers: one block of JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.datum import convert
from web.grammar import GRAMMAR, as_json
from web.maps.addresses import Addresses
from web.palette import SIGN_PATHS

if TYPE_CHECKING:
    from geo.bounds import Bounds
    from web.maps.options import MapOptions
    from web.maps.scene import Rendering, Scene

_SAID: Final = "map.say."
"""Phrases under this key are those the scripts need."""


def page_data(rendering: Rendering) -> dict[str, Any]:
    """Return the data of a map's page, ready for JSON."""
    scene, options, phrases = rendering.scene, rendering.options, rendering.edition.phrases
    return {
        "lang": options.lang,
        "plain": options.plain,
        "selected": options.selected if options.selected in scene.cards.cards else None,
        "view": scene.view.as_tuple(),
        "asked": options.bbox is not None,
        "home": scene.home.as_tuple(),
        "shift": _shift(scene.home, options),
        "land": scene.land,
        "sheet": scene.sheet.as_tuple() if scene.sheet else None,
        "grammar": as_json(),
        "remarks": {d.method: phrases.t(d.remark) for d in GRAMMAR.values() if d.remark},
        "methods": {d.method: phrases.t(d.phrase) for d in GRAMMAR.values()},
        "signs": _signs(scene),
        "say": {key.removeprefix(_SAID): text for key, text in phrases.catalogue.items() if key.startswith(_SAID)},
        "shapes": scene.shapes,
        "cards": scene.cards.cards,
        "industries": scene.cards.industries,
        "names": scene.cards.names,
        "texts": scene.cards.texts,
        "search": Addresses(scene.layout, options).search,
        "undrawn": scene.undrawn,
        "unplaced": scene.unplaced,
    }


def _signs(scene: Scene) -> dict[str, str]:
    """Outlines of the signs that occur."""
    drawn = {feature.get("sign") for layer in scene.layers for feature in layer.body["features"]}
    tags = {sign for _, _, sign in scene.cards.industries.values()}
    return {sign: path for sign, path in SIGN_PATHS.items() if sign in drawn | tags}


def _shift(home: Bounds, options: MapOptions) -> tuple[float, float]:
    """Offset of the base map's datum in the middle of the map, degrees: the permalink's extent is on WGS 84."""
    centre = home.centre
    lon, lat = convert(centre.lon, centre.lat, source=options.datum, target="wgs84")
    return centre.lon - lon, centre.lat - lat
