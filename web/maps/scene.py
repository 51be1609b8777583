"""What a map shows, before anything of HTML or Folium: layers, cards, lists, extent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from geo.bounds import Bounds
from layers.records import Layout
from web.assets import Assets
from web.edition import Edition
from web.grammar import Drawing
from web.maps.cards import CardBox
from web.maps.options import MapOptions
from web.palette import Swatch

if TYPE_CHECKING:
    from collections.abc import Mapping

Group = Literal["theme", "structure", "site", "mention", "marks", "ground"]
GROUPS: tuple[Group, ...] = ("theme", "structure", "site", "mention", "marks", "ground")
"""Groups of layers in the order of the legend."""

Sample = Literal["shape", "halo", "count", "district", "town"]


@dataclass(frozen=True, slots=True)
class MapLayer:
    """One layer: one entry of the legend, one switch, one id in the permalink.

    Attributes
    ----------
    id : str
        Stable: the group alone, or group and method (``structure-envelope``).
    group : Group
        Group in the legend.
    label : str
        Words of the legend.
    count : int
        Number of features.
    shown : bool
        True where the layer is on when the page opens.
    sample : Sample
        What the legend draws.
    drawing : Drawing or None
        How its shapes are drawn, for ``shape`` samples.
    swatch : Swatch or None
        Common look of its features; None where they differ.
    body : Mapping
        What the page's scripts draw, ready for JSON.
    """

    id: str
    group: Group
    label: str
    count: int
    shown: bool
    sample: Sample
    drawing: Drawing | None
    swatch: Swatch | None
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class IndustryKey:
    """Entry of the colour key.

    Attributes
    ----------
    group : str
        Group of industries.
    label : str
        Its name.
    swatch : Swatch
        Its look.
    """

    group: str
    label: str
    swatch: Swatch


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that one map shows.

    Attributes
    ----------
    layout : Layout
        Layout of the map.
    layers : tuple of MapLayer
        In drawing order, the lowest first.
    industries : tuple of IndustryKey
        Colours that occur, in the order of the vocabulary.
    cards : CardBox
        Cards of zones and districts.
    undrawn : tuple of str
        Zones of the layout that have no shape.
    unplaced : tuple of str
        Enterprises of the plan that no plan locates.
    shapes : tuple of str
        Encoded geometries that layers refer to.
    view, home : Bounds
        Extent when the page opens, and of everything that is drawn; on the datum of the base map.
    land : int
        Place of the land in `shapes`.
    sheet : Bounds or None
        Box that the land is known in: beyond it lies the margin of the sheet. None where there is no such land.
    """

    layout: Layout
    layers: tuple[MapLayer, ...]
    industries: tuple[IndustryKey, ...]
    cards: CardBox
    undrawn: tuple[str, ...]
    unplaced: tuple[str, ...]
    shapes: tuple[str, ...]
    view: Bounds
    home: Bounds
    land: int
    sheet: Bounds | None


@dataclass(frozen=True, slots=True)
class Rendering:
    """One rendering of a scene as a page.

    Attributes
    ----------
    edition : Edition
        The atlas and its words.
    scene : Scene
        What is drawn.
    options : MapOptions
        What was asked for.
    assets : Assets
        Scripts and styles there are.
    """

    edition: Edition
    scene: Scene
    options: MapOptions
    assets: Assets
