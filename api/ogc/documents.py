"""Documents of OGC API – Features: landing page, conformance, collections, pages of features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.ogc.links import GEOJSON, HTML, JSON, OPENAPI, Addresses, items_path
from api.ogc.systems import CRS84, OFFERED, System, geometry_in
from api.wording import words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from api.ogc.links import Query
    from geo.bounds import Bounds
    from web.language import Lang

CONFORMS_TO = (
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of features as it was asked for.

    Attributes
    ----------
    collection : str
        Name of the collection.
    features : sequence of mappings
        GeoJSON features on CRS84.
    matched : int
        How many there are in all.
    limit, offset : int
        What was asked for.
    system : System
        Coordinate system of the answer.
    query : tuple of (str, str)
        Query of the request, for the links.
    """

    collection: str
    features: Sequence[Mapping[str, Any]]
    matched: int
    limit: int
    offset: int
    system: System
    query: Query


class Documents:
    """Documents in one language, with addresses as the caller reaches them.

    Parameters
    ----------
    addresses
        Makes the links.
    lang
        Language of titles.
    built_at
        When the atlas was built: the time stamp of every answer, so that the same answer has the same bytes.
    """

    def __init__(self, addresses: Addresses, lang: Lang, *, built_at: dt.datetime) -> None:
        self._to = addresses
        self._words = words(lang)
        self._time_stamp = built_at

    def landing(self) -> dict[str, Any]:
        """Landing page."""
        title = self._words.t
        return {
            "title": title("service.title"),
            "description": title("service.description"),
            "links": [
                *self._to.both_forms("", ()),
                self._to.link("/api", "service-desc", kind=OPENAPI, title=title("link.openapi")),
                self._to.link("/docs", "service-doc", kind=HTML, title=title("link.docs")),
                self._to.link("/conformance", "conformance", kind=JSON, title=title("link.conformance")),
                self._to.link("/collections", "data", kind=JSON, title=title("link.collections")),
            ],
        }

    def conformance(self) -> dict[str, Any]:
        """Classes of the standard that are met."""
        return {"conformsTo": list(CONFORMS_TO), "links": self._to.both_forms("/conformance", ())}

    def collections(self, extents: Mapping[str, Bounds | None]) -> dict[str, Any]:
        """All collections.

        Parameters
        ----------
        extents
            Extent of each collection; None for those without geometry.
        """
        return {
            "links": self._to.both_forms("/collections", ()),
            "crs": list(OFFERED),
            "collections": [self.collection(name, extent) for name, extent in extents.items()],
        }

    def collection(self, name: str, extent: Bounds | None) -> dict[str, Any]:
        """One collection.

        Parameters
        ----------
        name
            Name of the collection.
        extent
            Box around its features; None where they have no geometry.
        """
        path, title = f"/collections/{name}", self._words.t
        described: dict[str, Any] = {
            "id": name,
            "title": title(f"collection.{name}.title"),
            "description": title(f"collection.{name}.description"),
            "itemType": "feature",
            "crs": list(OFFERED),
            "storageCrs": CRS84.uri,
            "links": [
                *self._to.both_forms(path, ()),
                self._to.link(
                    items_path(name), "items", kind=GEOJSON, title=title("link.items"), query=[("f", "json")]
                ),
                self._to.link(items_path(name), "items", kind=HTML, title=title("link.items"), query=[("f", "html")]),
                self._to.link("/collections", "parent", kind=JSON, title=title("link.collections")),
            ],
        }
        if extent is not None:
            described["extent"] = {"spatial": {"bbox": [list(extent.as_tuple())], "crs": CRS84.uri}}
        return described

    def items(self, page: Page) -> dict[str, Any]:
        """Page of features, as GeoJSON."""
        return {
            "type": "FeatureCollection",
            "timeStamp": self._time_stamp,
            "numberMatched": page.matched,
            "numberReturned": len(page.features),
            "features": [_placed(feature, page.system) for feature in page.features],
            "links": [
                *self._to.both_forms(items_path(page.collection), page.query, GEOJSON),
                *self._neighbours(page),
                self._to.link(
                    f"/collections/{page.collection}", "collection", kind=JSON, title=self._words.t("link.collection")
                ),
            ],
        }

    def item(self, collection: str, feature: Mapping[str, Any], system: System, query: Query) -> dict[str, Any]:
        """One feature, as GeoJSON.

        Parameters
        ----------
        collection
            Name of the collection.
        feature
            GeoJSON feature on CRS84.
        system
            Coordinate system of the answer.
        query
            Query of the request.
        """
        path = f"{items_path(collection)}/{feature['id']}"
        return {
            **_placed(feature, system),
            "links": [
                *self._to.both_forms(path, query, GEOJSON),
                self._to.link(
                    f"/collections/{collection}", "collection", kind=JSON, title=self._words.t("link.collection")
                ),
            ],
        }

    def _neighbours(self, page: Page) -> list[dict[str, Any]]:
        """Links to the next and the previous page, where there is one."""
        found = []
        if page.offset + len(page.features) < page.matched and page.features:
            found.append(self._turn(page, "next", page.offset + page.limit))
        if page.offset > 0:
            found.append(self._turn(page, "prev", max(0, page.offset - page.limit)))
        return found

    def _turn(self, page: Page, rel: str, offset: int) -> dict[str, Any]:
        kept = [pair for pair in page.query if pair[0] not in ("offset", "limit")]
        query = [*kept, ("limit", str(page.limit)), ("offset", str(offset))]
        return self._to.link(
            items_path(page.collection), rel, kind=GEOJSON, title=self._words.t(f"link.{rel}"), query=query
        )


def _placed(feature: Mapping[str, Any], system: System) -> dict[str, Any]:
    """Copy a feature with its geometry in a coordinate system."""
    return {**feature, "geometry": geometry_in(feature["geometry"], system)}
