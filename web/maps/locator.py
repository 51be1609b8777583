"""Locators: small maps drawn on the server as SVG, by the same grammar as the large ones.

They stand in pages of districts and zones, on the cards of the portal, and side by side where layouts are compared.
Looks come from ``grammar.css``; there are no scripts and no style attributes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import shapely
from markupsafe import Markup

from web.grammar import TIER_STRENGTH, Drawing, band_width_m, drawing_of
from web.grammar_style import definitions, paint
from web.language import Lang, phrases_of
from web.maps.displayed import displayed
from web.maps.sheet import Sheet
from web.palette import NEUTRAL, SIGN_PATHS, Palette, Swatch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from layers.atlas import Atlas
    from layers.records import ZoneTier
    from layers.shape import Shape
    from layers.views import ZoneView

NAMES_SAID: Final = 6
"""Names that the description for screen readers lists; the rest is counted."""

_ORDER: Final = ("area", "band", "point", "unmarked")
_SVG = Markup(
    '<svg class="locator" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
    ' aria-label="{label}">{body}</svg>'
)
_PATH = Markup('<path class="{classes}" d="{path}"{more}/>')
_HALO = Markup('<circle class="halo {halo} slot-{slot}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"{more}/>')
_SIGN = Markup(
    '<path class="{classes}" transform="translate({x:.1f} {y:.1f}) scale({scale:.2f}) translate(-5 -5)" d="{path}"'
    ' vector-effect="non-scaling-stroke"/>'
)
_FILL, _WIDTH = Markup(' fill="{}"'), Markup(' stroke-width="{:.1f}"')


@dataclass(frozen=True, slots=True)
class _Item:
    """Something that a locator points out."""

    name: str
    shape: Shape
    swatch: Swatch
    tier: ZoneTier

    @property
    def drawing(self) -> Drawing:
        return drawing_of(self.shape.method)

    def classes(self) -> str:
        return f"shape {self.shape.method} tier-{self.tier} slot-{self.swatch.slot}"


def locator_svg(
    atlas: Atlas,
    *,
    highlight: Collection[str] = (),
    layout: str | None = None,
    lang: Lang = "zh",
    width_px: int = 320,
    height_px: int = 320,
) -> Markup:
    """Draw a small map of all districts with some shapes pointed out.

    Parameters
    ----------
    atlas
        Read model.
    highlight
        Zones and districts (ids, adcodes) to point out; ids without a shape are left out.
    layout
        Layout whose zones are pointed out, each in its tier, when `highlight` is empty; whose roles decide tier and
        colour in any case.
    lang
        Language of the description for screen readers.
    width_px, height_px
        Size in CSS pixels; north is up, the districts fill it.

    Returns
    -------
    Markup
        ``<svg class="locator">``, the same for the same input.

    Raises
    ------
    LayoutNotFound, ZoneNotFound
        There is no such layout, zone or district.
    """
    wanted = tuple(highlight) or tuple(view.id for view in atlas.zones_of_layout(layout or ""))
    items = [_item(atlas, one, layout) for one in wanted]
    drawn = [item for item in items if item.shape.geometry is not None]
    drawn.sort(key=lambda item: _ORDER.index(item.drawing.mark))
    sheet = Sheet.around([atlas.district_geometry(view.id) for view in atlas.districts], width_px, height_px=height_px)
    prefix = "l" + hashlib.sha256("|".join((layout or "", lang, *wanted)).encode()).hexdigest()[:8] + "-"
    pieces = [definitions((item.swatch for item in drawn if _needs_paint(item)), prefix=prefix), *_ground(atlas, sheet)]
    pieces += [_halo(item, sheet, prefix) for item in drawn if item.drawing.halo != "none"]
    pieces += [piece for item in drawn for piece in _shape(item, sheet, prefix=prefix)]
    label = _label(lang, tuple(dict.fromkeys(phrases_name(atlas, one, lang) for one in wanted)))
    return _SVG.format(width=width_px, height=height_px, label=label, body=Markup().join(pieces))


def phrases_name(atlas: Atlas, one: str, lang: Lang) -> str:
    """Return the name of a zone or district in a language."""
    record = atlas.district(one).district if one.isdigit() else atlas.zone(one).zone
    return phrases_of(lang).name(record)


def _item(atlas: Atlas, one: str, layout: str | None) -> _Item:
    if one.isdigit():
        district = atlas.district(one)
        return _Item(district.district.name, district.shape, NEUTRAL, "structure")
    view = atlas.zone(one)
    roles = [role for role in view.roles if role.layout == layout] or list(view.roles)
    industries = [industry for role in roles for industry in role.industries]
    swatch = Palette.of(atlas.tables.industries).swatch(industries or view.industries)
    return _Item(view.zone.name, view.shape, swatch, _tier(view, layout))


def _tier(view: ZoneView, layout: str | None) -> ZoneTier:
    """Return its tier in a layout; full strength where it is pointed out by itself."""
    tiers = [role.tier for role in view.roles if role.layout == layout]
    return min(tiers, key=tuple(TIER_STRENGTH).index) if tiers else "structure"


def _ground(atlas: Atlas, sheet: Sheet) -> Iterator[Markup]:
    land = sheet.path(atlas.land())
    if land:
        yield _PATH.format(classes="ground-land", path=land, more="")
    districts = [atlas.district_geometry(view.id) for view in atlas.districts]
    for geometry in districts:
        yield _PATH.format(classes="ground-district", path=sheet.path(geometry), more="")
    yield _PATH.format(classes="ground-city", path=sheet.path(shapely.union_all(districts)), more="")


def _needs_paint(item: _Item) -> bool:
    return item.drawing.fill == "hatch" or item.drawing.halo == "blurred"


def _halo(item: _Item, sheet: Sheet, prefix: str) -> Markup:
    x, y = sheet.place(item.shape.label_lon or 0.0, item.shape.label_lat or 0.0)
    blurred = item.drawing.halo == "blurred"
    return _HALO.format(
        halo=item.drawing.halo,
        slot=item.swatch.slot,
        x=x,
        y=y,
        radius=sheet.pixels(item.shape.uncertainty_m or 0.0),
        more=_FILL.format(f"url(#{prefix}blur-{item.swatch.slot})") if blurred else "",
    )


def _shape(item: _Item, sheet: Sheet, *, prefix: str) -> Iterator[Markup]:
    if item.drawing.mark == "point":
        x, y = sheet.place(item.shape.label_lon or 0.0, item.shape.label_lat or 0.0)
        scale = item.drawing.radius_px / 5.0 * (0.6 + 0.4 * TIER_STRENGTH[item.tier])
        yield _SIGN.format(classes=item.classes(), x=x, y=y, scale=scale, path=SIGN_PATHS[item.swatch.sign])
        return
    geometry = displayed(item.shape)
    path = sheet.path(geometry) if geometry is not None else ""
    if item.drawing.mark == "band":
        width = max(4.0, sheet.pixels(band_width_m(item.shape.uncertainty_m)))
        classes = f"band {item.shape.method} slot-{item.swatch.slot}"
        yield _PATH.format(classes=classes, path=path, more=_WIDTH.format(width))
    hatch = paint(item.drawing, item.swatch, prefix=prefix)
    yield _PATH.format(classes=item.classes(), path=path, more=_FILL.format(hatch) if hatch else "")


def _label(lang: Lang, names: tuple[str, ...]) -> str:
    phrases = phrases_of(lang)
    said = phrases.listed(names[:NAMES_SAID])
    if len(names) > NAMES_SAID:
        return phrases.t("map.locator.more", names=said, count=len(names))
    return phrases.t("map.locator.label", names=said)
