"""What stands around every page: head, navigation, language switch, search, footer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from web.table import Link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.atlas import Atlas
    from web.language import Lang, Phrases
    from web.links import Links

SECTIONS = (
    "districts",
    "zones",
    "targets",
    "enterprises",
    "projects",
    "prospects",
    "measures",
    "chain",
    "compare",
    "sources",
)
"""Pages of the navigation in order; the path is ``/<section>`` and the label ``nav.<section>``."""


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What the one who runs the service decides about its pages.

    Attributes
    ----------
    title, title_en : str
        Name of the site; empty for the catalogue's.
    label, label_en : str
        What the maps are for where they carry no review number; empty for the catalogue's 内部工作用图.
    """

    title: str = ""
    title_en: str = ""
    label: str = ""
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class NavLink:
    """One entry of the navigation.

    Attributes
    ----------
    link : Link
        Text and address.
    current : bool
        True where the page belongs to the entry.
    """

    link: Link
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What the base template draws around a page.

    Attributes
    ----------
    lang : {"zh", "en"}
        Language of the page.
    site_title, title, description : str
        Name of the site; title and description of the page.
    home : str
        Address of the portal.
    layouts, nav : tuple[NavLink, ...]
        Maps, and the other sections.
    switch : Link
        The same page in the other language.
    search : str
        What was searched for.
    version, built : str
        Content version, and when it was built; empty where there is no atlas.
    label : str
        Review number, or what the maps are for.
    scripts : tuple[str, ...]
        Names of the page's scripts under ``/static/``.
    """

    lang: Lang
    site_title: str
    title: str
    description: str
    home: str
    layouts: tuple[NavLink, ...]
    nav: tuple[NavLink, ...]
    switch: Link
    search: str
    version: str
    built: str
    label: str
    scripts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands on the site.

    Attributes
    ----------
    path : str
        Path of the page.
    query : Mapping[str, str]
        Its query, kept by the language switch.
    scripts : tuple[str, ...]
        Names of the scripts it needs.
    """

    path: str
    query: Mapping[str, str]
    scripts: tuple[str, ...] = ()


def make_frame(
    place: Place,
    title: str,
    *,
    words: tuple[Phrases, Links, Links],
    atlas: Atlas | None,
    options: SiteOptions,
    description: str = "",
) -> Frame:
    """Build the frame of a page.

    Parameters
    ----------
    place : Place
        Where the page stands.
    title : str
        Its title; empty for the portal.
    words : tuple[Phrases, Links, Links]
        Phrases and links of the language, and the links of the other language.
    atlas : Atlas or None
        Read model; None where the store holds nothing that can be read.
    options : SiteOptions
        Name and label of the site.
    description : str
        One sentence for search engines and link previews.

    Returns
    -------
    Frame
        What the base template needs.
    """
    phrases, links, other = words
    return Frame(
        lang=phrases.lang,
        site_title=_site_title(phrases, atlas, options),
        title=title,
        description=description or phrases.t("site.description"),
        home=links.to("/"),
        layouts=_maps(place, phrases, links, atlas),
        nav=tuple(
            NavLink(Link(phrases.t(f"nav.{section}"), links.to(f"/{section}")), place.path.split("/")[1] == section)
            for section in SECTIONS
        ),
        switch=Link(phrases.t("nav.other_language"), other.to(place.path, place.query)),
        search=place.query.get("q", ""),
        version="" if atlas is None else atlas.version,
        built="" if atlas is None else phrases.date(atlas.built_at.date()),
        label=_label(phrases, atlas, options),
        scripts=place.scripts,
    )


def _maps(place: Place, phrases: Phrases, links: Links, atlas: Atlas | None) -> tuple[NavLink, ...]:
    if atlas is None:
        return ()
    return tuple(
        NavLink(Link(phrases.name(layout), links.layout(layout.id)), place.path == f"/maps/{layout.id}")
        for layout in atlas.tables.layouts
    )


def _site_title(phrases: Phrases, atlas: Atlas | None, options: SiteOptions) -> str:
    """Name the site: as configured, else as its data say, else in general."""
    about = () if atlas is None else atlas.tables.about
    named = phrases.pick(about[0].title, about[0].title_en) if about else ""
    return phrases.pick(options.title, options.title_en) or named or phrases.t("site.title")


def _label(phrases: Phrases, atlas: Atlas | None, options: SiteOptions) -> str:
    number = None if atlas is None else atlas.boundaries.review_number
    if number:
        return phrases.t("site.review_number", number=number)
    return phrases.pick(options.label, options.label_en) or phrases.t("site.working_map")
