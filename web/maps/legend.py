"""The legend: its entries are the switches of the layers, with a sample drawn by the same grammar as the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from web.maps.scene import GROUPS, MapLayer
from web.palette import NEUTRAL, SIGN_PATHS, Sign, Swatch

if TYPE_CHECKING:
    from web.grammar import Drawing
    from web.language import Phrases
    from web.maps.scene import Scene

_FRAME = Markup('<svg class="sample" viewBox="0 0 34 20" width="34" height="20" aria-hidden="true">{}</svg>')
_AREA = Markup('<path class="shape {method} tier-{tier} slot-{slot}" d="M3 3.5 25 2.5 31 9 28 17 6 17.5Z"/>')
_HATCHED = Markup(
    '<path class="hatch slot-{slot}" d="M5.4 11.4 13.6 3.2M6 17 20 3M12.2 17 25.6 3.4"/>'
    '<path class="hatch slot-{slot}" d="M18.4 17 28.4 6.8M24.6 17 30 11.6"/>'
    '<path class="shape {method} tier-{tier} slot-{slot}" d="M3 3.5 25 2.5 31 9 28 17 6 17.5Z" fill="none"/>'
)
_BAND = Markup(
    '<path class="band {method} slot-{slot}" stroke-width="11" d="M2 14Q16 3 32 7"/>'
    '<path class="shape {method} tier-{tier} slot-{slot}" d="M2 14Q16 3 32 7"/>'
)
_POINT = Markup('{halo}<g transform="translate(12.8 5.8) scale(.84)">{sign}</g>')
_HALO = Markup('<circle class="halo {halo} sample-{halo} slot-{slot}" cx="17" cy="10" r="9.3"/>')
_SIGN = Markup('<path class="{classes}" d="{path}" vector-effect="non-scaling-stroke"/>')

_SAMPLES: Final = {
    "count": Markup('<rect class="sample-count" x="7" y="2.5" width="20" height="15" rx="7.5"/>'
                    '<text class="sample-figure" x="17" y="13.6" text-anchor="middle">12</text>'),
    "district": Markup('<path class="ground-district" d="M3 3.5 25 2.5 31 9 28 17 6 17.5Z"/>'),
    "town": Markup('<circle class="ground-town" cx="17" cy="10" r="2"/>'),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One switch.

    Attributes
    ----------
    layer : MapLayer
        Layer that it switches.
    sample : Markup
        Small drawing.
    """

    layer: MapLayer
    sample: Markup


@dataclass(frozen=True, slots=True)
class LegendGroup:
    """Entries under one heading.

    Attributes
    ----------
    id : str
        Group of layers.
    label : str
        Heading.
    entries : tuple of LegendEntry
        Switches.
    """

    id: str
    label: str
    entries: tuple[LegendEntry, ...]


def legend_of(scene: Scene, phrases: Phrases) -> tuple[LegendGroup, ...]:
    """Return the legend of a scene: every layer once, in groups that have any."""
    groups = ((group, tuple(layer for layer in scene.layers if layer.group == group)) for group in GROUPS)
    return tuple(
        LegendGroup(
            group, phrases.t(f"map.group.{group}"), tuple(LegendEntry(layer, sample_of(layer)) for layer in layers)
        )
        for group, layers in groups
        if layers
    )


def sample_of(layer: MapLayer) -> Markup:
    """Draw the sample of a layer."""
    swatch = layer.swatch or NEUTRAL
    if layer.sample == "halo":
        return _FRAME.format(_halo("even", swatch))
    if layer.sample != "shape":
        return _FRAME.format(_SAMPLES[layer.sample])
    if layer.drawing is None:
        return _FRAME.format(_AREA.format(method="boundary", tier="structure", slot=swatch.slot))
    return _FRAME.format(_shape(layer.drawing, swatch, layer.group))


def sample_of_drawing(drawing: Drawing, swatch: Swatch = NEUTRAL, *, tier: str = "structure") -> Markup:
    """Draw the sample of a method by itself, for pages that explain it; empty frame for what is not drawn."""
    return _FRAME.format(_shape(drawing, swatch, tier) if drawing.mark != "unmarked" else "")


def sign_svg(swatch: Swatch) -> Markup:
    """Draw the sign of a look, to stand before its name."""
    return Markup(
        '<svg class="sign-key" viewBox="0 0 10 10" width="11" height="11" aria-hidden="true">{}</svg>'
    ).format(_SIGN.format(classes=f"sign slot-{swatch.slot}", path=SIGN_PATHS[swatch.sign]))


def _shape(drawing: Drawing, swatch: Swatch, tier: str) -> Markup:
    slots = {"method": drawing.method, "tier": tier, "slot": swatch.slot}
    if drawing.mark == "band":
        return _BAND.format(**slots)
    if drawing.mark == "area":
        return (_HATCHED if drawing.fill == "hatch" else _AREA).format(**slots)
    sign: Sign = swatch.sign
    classes = f"shape {drawing.method} tier-{tier} slot-{swatch.slot}"
    return _POINT.format(halo=_halo(drawing.halo, swatch), sign=_SIGN.format(classes=classes, path=SIGN_PATHS[sign]))


def _halo(halo: str, swatch: Swatch) -> Markup:
    return _HALO.format(halo=halo, slot=swatch.slot)
