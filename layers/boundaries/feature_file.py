"""The GeoJSON files of the boundary sets: RFC 7946, one feature a line so that a change can be read in a diff."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry  # noqa: TC002 - dataclasses read it at run time

from geo.errors import BadGeometry

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Feature:
    """A named area: id (adcode), Chinese and English name, shape in lon/lat."""

    id: str
    name: str
    name_en: str
    shape: BaseGeometry


def encode_features(features: Iterable[Feature], *, decimals: int) -> bytes:
    """Write features as GeoJSON text, the same bytes for the same features.

    Parameters
    ----------
    features
        Features in lon/lat on WGS 84; they are written in the order of their ids.
    decimals
        Decimals of a degree.
    """
    lines = [_line(feature, decimals) for feature in sorted(features, key=lambda feature: feature.id)]
    return ('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n").encode()


def decode_features(content: bytes) -> tuple[Feature, ...]:
    """Read features that `encode_features` wrote; `BadGeometry` for what is not such a file."""
    try:
        features = json.loads(content)["features"]
        shapes = shapely.get_parts(shapely.from_geojson(content))
        return tuple(
            Feature(str(feature["id"]), feature["properties"]["name"], feature["properties"]["name_en"], shape)
            for feature, shape in zip(features, shapes, strict=True)
        )
    except (ValueError, KeyError, TypeError, shapely.GEOSException) as error:
        raise BadGeometry(f"not a boundary file ({error})", expected="GeoJSON with id, name, name_en") from error


def _line(feature: Feature, decimals: int) -> str:
    """One feature as one line; rings run counter-clockwise and start at the same vertex every time."""
    shape = shapely.orient_polygons(shapely.normalize(feature.shape))
    document = {
        "type": "Feature",
        "id": feature.id,
        "properties": {"name": feature.name, "name_en": feature.name_en},
        "geometry": {"type": shape.geom_type, "coordinates": _coordinates(shape, decimals)},
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _coordinates(shape: Any, decimals: int) -> list[Any]:
    if shape.geom_type == "MultiPolygon":
        return [_coordinates(part, decimals) for part in shape.geoms]
    if shape.geom_type != "Polygon":
        raise BadGeometry(f"a {shape.geom_type}", expected="a polygon or multipolygon")
    return [np.round(shapely.get_coordinates(ring), decimals).tolist() for ring in shapely.get_rings(shape)]
