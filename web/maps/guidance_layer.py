"""Layer of a layout that says what each district should develop: districts in the colour of what is named first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from web.maps.scene import MapLayer

if TYPE_CHECKING:
    from layers.records import Guidance, Layout
    from web.edition import Edition
    from web.maps.shape_table import Board

TERMS_ON_MAP: Final = 3
"""Industries that stand under a district's name; the card has them all."""


def guidance_of(edition: Edition, layout: Layout) -> tuple[Guidance, ...]:
    """Return the guidance that a layout draws: that of its plan under its heading, and under no deeper layout's."""
    layouts = [other for other in edition.atlas.tables.layouts if other.plan == layout.plan]

    def nearest(row: Guidance) -> Layout | None:
        above = [other for other in layouts if row.section.startswith(other.section)]
        return max(above, key=lambda other: len(other.section), default=None)

    rows = edition.atlas.tables.guidance
    return tuple(row for row in rows if row.plan == layout.plan and nearest(row) == layout)


def guidance_layer(board: Board, layout: Layout) -> MapLayer | None:
    """Make the layer ``guidance``; None for a layout without any."""
    features = [_feature(board, row) for row in guidance_of(board.edition, layout)]
    if not features:
        return None
    return MapLayer(
        id="guidance",
        group="theme",
        label=board.edition.t("map.layer.guidance"),
        count=len(features),
        shown=True,
        sample="shape",
        drawing=None,
        swatch=None,
        body={"draw": "guidance", "features": features},
    )


def _feature(board: Board, row: Guidance) -> dict[str, Any]:
    edition = board.edition
    view = edition.atlas.district(row.district)
    swatch = edition.palette.swatch(row.industries)
    names = tuple(edition.industry(industry) for industry in row.industries)
    terms = row.terms if edition.lang == "zh" and row.terms else names
    feature: dict[str, Any] = {
        "id": row.district,
        "name": edition.phrases.name(view.district),
        "terms": edition.phrases.listed(terms[:TERMS_ON_MAP]),
        "look": swatch.slot,
        "sign": swatch.sign,
        "shape": board.shapes.add(edition.atlas.district_geometry(row.district)),
    }
    at = board.label_place(view.shape)
    return feature if at is None else feature | {"at": at}
