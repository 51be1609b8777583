"""The drawing grammar and the palette as a style sheet and as SVG definitions, for maps, locators and legends.

The style sheet is a committed file, ``web/static/grammar.css``, so that pages need no style of their own; a test holds
it against this module and ``python -m web.grammar_style`` writes it anew.

An element of a shape has the classes ``shape <method> tier-<tier> slot-<slot>``, its halo ``halo even|blurred slot-…``.
Hatches and blurs are paint servers, which need an id: `definitions` writes them, `paint` refers to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from web.assets import WEB_DIR
from web.grammar import GRAMMAR, TIER_STRENGTH, Drawing
from web.palette import GROUND, NEUTRAL, SLOTS, Ground, Swatch, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STYLE_SHEET: Final = WEB_DIR / "static" / "grammar.css"

_HATCH_STEP_PX = 6
_HATCH_LINE_PX = 1.3
_HEADER = "/* Written by `python -m web.grammar_style` from web/grammar.py and web/palette.py: do not edit. */\n"

_HATCH = Markup(
    '<pattern id="{prefix}hatch-{slot}" width="{step}" height="{step}" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate({angle})"><path class="hatch slot-{slot}" d="M{mid} 0V{step}"/></pattern>'
)
_BLUR = Markup(
    '<radialGradient id="{prefix}blur-{slot}"><stop class="blur core slot-{slot}" offset="0"/>'
    '<stop class="blur mid slot-{slot}" offset=".6"/><stop class="blur rim slot-{slot}" offset="1"/></radialGradient>'
)


def style_sheet() -> str:
    """Write the style sheet: colours of both themes, looks by slot, shapes by method."""
    return _HEADER + "".join(f"{rule}\n" for rule in _rules())


def paint(drawing: Drawing, swatch: Swatch, *, prefix: str = "") -> str | None:
    """Return the paint of a hatched shape as the ``fill`` attribute has it; None where the style sheet fills.

    Parameters
    ----------
    drawing, swatch
        Method and look of the shape.
    prefix
        As given to `definitions`.
    """
    return f"url(#{prefix}hatch-{swatch.slot})" if drawing.fill == "hatch" else None


def definitions(swatches: Iterable[Swatch], *, prefix: str = "") -> Markup:
    """Write the paint servers of some looks, to stand in an ``<svg>``.

    Parameters
    ----------
    swatches
        Looks that are used; each is written once.
    prefix
        Begins every id, so that several drawings on one page keep theirs apart.
    """
    looks = sorted(dict.fromkeys(swatches), key=lambda swatch: swatch.slot)
    return Markup("<defs>{}</defs>").format(
        Markup().join(
            _HATCH.format(
                prefix=prefix, slot=look.slot, step=_HATCH_STEP_PX, mid=_HATCH_STEP_PX / 2, angle=look.hatch_deg
            )
            + _BLUR.format(prefix=prefix, slot=look.slot)
            for look in looks
        )
    )


def _rules() -> Iterator[str]:
    light, dark = _variables("light"), _variables("dark")
    yield f":root{{color-scheme:light;{light}}}"
    yield f'@media (prefers-color-scheme:dark){{:root:not([data-theme="light"]){{color-scheme:dark;{dark}}}}}'
    yield f':root[data-theme="dark"]{{color-scheme:dark;{dark}}}'
    for swatch in (*SLOTS, NEUTRAL):
        yield f".slot-{swatch.slot}{{--slot:var(--slot-{swatch.slot})}}"
    for tier, strength in TIER_STRENGTH.items():
        yield f".tier-{tier}{{--strength:{strength:g}}}"
    yield ".shape{stroke:none;stroke-linejoin:round;stroke-linecap:round}"
    yield f".hatch{{fill:none;stroke:var(--slot);stroke-width:{_HATCH_LINE_PX}px}}"
    for drawing in GRAMMAR.values():
        yield from _method_rules(drawing)
    yield ".slanted{font-style:italic}"
    yield ".sign{fill:var(--slot);stroke:none}.locator{background:var(--sea)}"
    yield (
        ".ground-land{fill:var(--land);fill-opacity:1;stroke:var(--coast-line);stroke-width:.8px}"
        ".ground-district{fill:var(--city);fill-opacity:1;stroke:var(--district-line);stroke-width:1px;stroke-linejoin:round}"
        ".ground-city{fill:none;stroke:var(--city-line);stroke-width:1.3px;stroke-linejoin:round}"
        ".ground-town{fill:var(--town);fill-opacity:.45;stroke:none}"
        ".ground-margin{fill:var(--margin);fill-opacity:1;stroke:var(--district-line);stroke-width:1px}"
    )


def _variables(theme: Theme) -> str:
    ground: Ground = GROUND[theme]
    colours = {name.replace("_", "-"): getattr(ground, name) for name in Ground.__slots__}
    colours |= {f"slot-{swatch.slot}": swatch.colour(theme) for swatch in (*SLOTS, NEUTRAL)}
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


def _method_rules(drawing: Drawing) -> Iterator[str]:
    method = drawing.method
    if drawing.mark == "unmarked":
        return
    line = f"stroke:var(--slot);stroke-width:calc({drawing.line_px:g}px*var(--strength,1))"
    if drawing.dash_px:
        line += f";stroke-dasharray:{' '.join(f'{length:g}' for length in drawing.dash_px)}"
    if drawing.mark == "band":
        yield f".shape.{method}{{fill:none;{line}}}"
        soft = f"stroke-opacity:{drawing.fill_opacity:g};filter:blur(2.5px)"
        yield f".band.{method}{{fill:none;stroke:var(--slot);{soft}}}"
        return
    if drawing.mark == "area" and drawing.fill == "flat":
        line += f";fill:var(--slot);fill-opacity:{drawing.fill_opacity:g}"
    if drawing.fill == "hatch":
        yield f".hatch{{stroke-opacity:{drawing.fill_opacity:g}}}"
    if drawing.mark == "point":
        line += ";fill:var(--slot);fill-opacity:1" if drawing.fill == "flat" else ";fill:var(--city);fill-opacity:.75"
    yield f".shape.{method}{{{line}}}"
    if drawing.halo == "even":
        yield (
            f".halo.even{{fill:var(--slot);fill-opacity:{drawing.fill_opacity:g};stroke:var(--slot);"
            "stroke-opacity:.4;stroke-width:.8px}"
        )
    if drawing.halo == "blurred":
        yield f".sample-blurred{{fill:var(--slot);fill-opacity:{drawing.fill_opacity * 1.4:g};filter:blur(1.5px)}}"
        yield ".halo.blurred{stroke:none}.blur{stop-color:var(--slot)}.blur.rim{stop-opacity:0}"
        yield f".blur.core{{stop-opacity:{drawing.fill_opacity:g}}}"
        yield f".blur.mid{{stop-opacity:{drawing.fill_opacity * 0.6:g}}}"


if __name__ == "__main__":
    STYLE_SHEET.write_text(style_sheet(), encoding="utf-8")
