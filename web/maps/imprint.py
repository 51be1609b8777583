"""What a map must say about itself: what it may be used for, what it is made from, what went differently this time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from web.language import Phrases
    from web.maps.options import MapOptions
    from web.maps.scene import Rendering

_RECORD: Final = re.compile(r"[（(]\d+[）)]$")
"""Number of a record at the end of a source."""


def imprint(rendering: Rendering) -> tuple[str, ...]:
    """Return the lines at the lower left: review number or what the map is for, caution, version of the data."""
    atlas, phrases = rendering.edition.atlas, rendering.edition.phrases
    number = atlas.boundaries.review_number
    use = phrases.t("map.imprint.review_number", number=number) if number else _use(rendering.options, phrases)
    return (
        use,
        phrases.t("map.imprint.caution"),
        phrases.t("map.imprint.version", version=atlas.version, date=phrases.date(atlas.built_at.date())),
    )


def attribution(rendering: Rendering) -> tuple[str, ...]:
    """Return whom the ground is owed to: boundaries, place names, base map."""
    atlas, phrases = rendering.edition.atlas, rendering.edition.phrases
    boundaries = phrases.pick(atlas.boundaries.label, atlas.boundaries.label_en)
    towns = tuple(dict.fromkeys(_publisher(town.source) for town in atlas.towns() if town.source))
    ground = rendering.options.ground
    tiles = () if ground is None else (phrases.pick(ground.attribution, ground.attribution_en),)
    return (*tiles, phrases.t("map.attribution.boundaries", label=boundaries), *towns, "Leaflet")


def notices(rendering: Rendering) -> tuple[str, ...]:
    """Return what a reader must be told of this rendering, in a banner."""
    options, assets, phrases = rendering.options, rendering.assets, rendering.edition.phrases
    said = []
    if not assets.available:
        said.append(phrases.t("map.notice.fallback", host=", ".join(assets.external_hosts)))
    if all(layer.group in ("marks", "ground") for layer in rendering.scene.layers):
        said.append(phrases.t("map.nothing_drawn"))
    if options.ground is not None and options.ground.datum != "wgs84":
        name = phrases.pick(options.ground.name, options.ground.name_en)
        said.append(phrases.t("map.notice.datum", name=name, datum=phrases.t(f"map.datum.{options.ground.datum}")))
    return tuple(said)


def _publisher(source: str) -> str:
    """Shorten the source of a place to what its owner wants to be said: without the number of the record."""
    return _RECORD.sub("", source).strip()


def _use(options: MapOptions, phrases: Phrases) -> str:
    return phrases.pick(options.label, options.label_en) or phrases.t("map.imprint.internal")
