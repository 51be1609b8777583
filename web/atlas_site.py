"""The pages of the atlas: one method a page, each returning a finished document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.search import search_index
from web import filters
from web.edition import Edition
from web.frame import Place, SiteOptions
from web.language import LANGUAGES, phrases_of
from web.links import Links
from web.neighbours import neighbours_of
from web.pages import (
    chain,
    compare,
    district,
    districts,
    enterprise,
    enterprises,
    error,
    measures,
    ogc,
    portal,
    projects,
    prospects,
    search,
    sources,
    targets,
    zone,
    zones,
)
from web.render import Renderer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from layers.atlas import Atlas
    from web.assets import Assets
    from web.document import Document
    from web.language import Lang


class Site:
    """Pages over one version of the atlas.

    Every method takes ``lang``; those of lists take the address's parameters as a plain mapping of strings and raise
    `layers.errors.BadFilter` for a filter or value that they do not know.

    Parameters
    ----------
    atlas : Atlas
        Read model.
    assets : Assets
        Scripts and style sheets.
    options : SiteOptions
        Name and label of the site.
    """

    def __init__(self, atlas: Atlas, assets: Assets, options: SiteOptions | None = None) -> None:
        self.atlas = atlas
        self._renderer = Renderer(assets)
        self._editions = {
            lang: Edition(atlas, phrases_of(lang), Links(lang), options or SiteOptions()) for lang in LANGUAGES
        }
        self._index = search_index(atlas)
        self._neighbours = neighbours_of(atlas)

    def edition(self, lang: Lang) -> Edition:
        """Return the atlas in one language."""
        return self._editions[lang]

    def portal(self, *, lang: Lang = "zh") -> Document:
        """Render ``/``."""
        return self._renderer.render(portal.portal_page(self.edition(lang)))

    def search(self, query: Mapping[str, str], *, lang: Lang = "zh") -> Document:
        """Render ``/search?q=``."""
        wanted = filters.parse_filter(filters.SearchFilter, query)
        return self._renderer.render(search.search_page(self.edition(lang), wanted, self._index))

    def compare(self, query: Mapping[str, str], *, lang: Lang = "zh") -> Document:
        """Render ``/compare?layouts=``."""
        wanted = filters.parse_filter(filters.CompareFilter, query)
        return self._renderer.render(compare.compare_page(self.edition(lang), wanted))

    def districts(self, *, lang: Lang = "zh") -> Document:
        """Render ``/districts``."""
        return self._renderer.render(districts.districts_page(self.edition(lang)))

    def district(self, adcode: str, *, lang: Lang = "zh") -> Document:
        """Render ``/districts/{adcode}``; `DistrictNotFound` for an unknown one."""
        view = self.atlas.district(adcode)
        return self._renderer.render(district.district_page(self.edition(lang), view, self._neighbours))

    def zones(self, query: Mapping[str, str], *, lang: Lang = "zh") -> Document:
        """Render ``/zones``; filters of `ZoneFilter`."""
        wanted = filters.parse_filter(filters.ZoneFilter, query)
        return self._renderer.render(zones.zones_page(self.edition(lang), wanted))

    def zone(self, zone_id: str, *, lang: Lang = "zh") -> Document:
        """Render ``/zones/{id}``; `ZoneNotFound` for an unknown one."""
        return self._renderer.render(zone.zone_page(self.edition(lang), self.atlas.zone(zone_id)))

    def targets(self, query: Mapping[str, str], *, lang: Lang = "zh") -> Document:
        """Render ``/targets``; filters of `TargetFilter`."""
        wanted = filters.parse_filter(filters.TargetFilter, query)
        return self._renderer.render(targets.targets_page(self.edition(lang), wanted))

    def enterprises(self, query: Mapping[str, str], *, lang: Lang = "zh") -> Document:
        """Render ``/enterprises``; filters of `EnterpriseFilter`."""
        wanted = filters.parse_filter(filters.EnterpriseFilter, query)
        return self._renderer.render(enterprises.enterprises_page(self.edition(lang), wanted))

    def enterprise(self, enterprise_id: str, *, lang: Lang = "zh") -> Document:
        """Render ``/enterprises/{id}``; `EnterpriseNotFound` for an unknown one."""
        view = self.atlas.enterprise(enterprise_id)
        return self._renderer.render(enterprise.enterprise_page(self.edition(lang), view))

    def projects(self, query: Mapping[str, str], *, lang: Lang = "zh") -> Document:
        """Render ``/projects``; filters of `ProjectFilter`."""
        wanted = filters.parse_filter(filters.ProjectFilter, query)
        return self._renderer.render(projects.projects_page(self.edition(lang), wanted))

    def prospects(self, query: Mapping[str, str], *, lang: Lang = "zh") -> Document:
        """Render ``/prospects``; filters of `ProspectFilter`."""
        wanted = filters.parse_filter(filters.ProspectFilter, query)
        return self._renderer.render(prospects.prospects_page(self.edition(lang), wanted))

    def measures(self, query: Mapping[str, str], *, lang: Lang = "zh") -> Document:
        """Render ``/measures``; filters of `MeasureFilter`."""
        wanted = filters.parse_filter(filters.MeasureFilter, query)
        return self._renderer.render(measures.measures_page(self.edition(lang), wanted))

    def chain(self, query: Mapping[str, str], *, lang: Lang = "zh") -> Document:
        """Render ``/chain``; filters of `ChainFilter`."""
        wanted = filters.parse_filter(filters.ChainFilter, query)
        return self._renderer.render(chain.chain_page(self.edition(lang), wanted))

    def sources(self, *, lang: Lang = "zh") -> Document:
        """Render ``/sources``."""
        return self._renderer.render(sources.sources_page(self.edition(lang)))

    def landing(self, answer: Mapping[str, Any], place: Place, *, lang: Lang = "zh") -> Document:
        """Render the landing answer of the data (the portal is what people get at ``/``)."""
        return self._renderer.render(ogc.landing_page(self.edition(lang), answer, place))

    def conformance(self, answer: Mapping[str, Any], place: Place, *, lang: Lang = "zh") -> Document:
        """Render the answer of ``/conformance``."""
        return self._renderer.render(ogc.conformance_page(self.edition(lang), answer, place))

    def collections(self, answer: Mapping[str, Any], place: Place, *, lang: Lang = "zh") -> Document:
        """Render the answer of ``/collections``."""
        return self._renderer.render(ogc.collections_page(self.edition(lang), answer, place))

    def collection(self, answer: Mapping[str, Any], place: Place, *, lang: Lang = "zh") -> Document:
        """Render the answer of ``/collections/{id}``."""
        return self._renderer.render(ogc.collection_page(self.edition(lang), answer, place))

    def items(
        self, collection: Mapping[str, Any], answer: Mapping[str, Any], place: Place, *, lang: Lang = "zh"
    ) -> Document:
        """Render the answer of ``/collections/{id}/items``."""
        return self._renderer.render(ogc.items_page(self.edition(lang), collection, answer, place))

    def item(
        self, collection: Mapping[str, Any], answer: Mapping[str, Any], place: Place, *, lang: Lang = "zh"
    ) -> Document:
        """Render the answer of ``/collections/{id}/items/{item}``."""
        return self._renderer.render(ogc.item_page(self.edition(lang), collection, answer, place))

    def error(
        self,
        status: int,
        *,
        lang: Lang = "zh",
        error_raised: Exception | None = None,
        path: str = "/",
        detail: str = "",
    ) -> Document:
        """Render an error: near matches of a `NotFound`, known values of a `BadFilter`, ``detail`` if given."""
        page = error.error_page(self.edition(lang), status, error=error_raised, path=path, detail=detail)
        return self._renderer.render(page)


def bare_error(status: int, assets: Assets, *, lang: Lang = "zh", options: SiteOptions | None = None) -> Document:
    """Render an error where there is no atlas to show: an empty or damaged store."""
    words = (phrases_of(lang), Links(lang), Links("zh" if lang == "en" else "en"))
    page = error.bare_error_page(status, words=words, options=options or SiteOptions(), path="/")
    return Renderer(assets).render(page)
