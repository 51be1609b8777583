"""Official polygons: imported once, kept beside the recipes, and put before them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING, Annotated, Any

import geopandas as gpd
import shapely
from pydantic import BaseModel, ConfigDict, Field
from pyogrio.errors import DataSourceError

from geo.datum import Datum, convert_geometry
from geo.errors import BadGeometry
from geo.measure import area_km2, distance_m
from geo.partition import repair_polygon
from layers.boundaries.atomic import write_atomically
from layers.errors import ZoneNotFound
from layers.shape import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

OFFICIAL_DIR = "shapes/official"
"""Folder of the imported polygons below the data directory, one GeoJSON file a zone."""

_DECIMALS = 7
_AREAL = frozenset({"Polygon", "MultiPolygon"})
_MAX_LON_DEG, _MAX_LAT_DEG = 180.0, 90.0


class OfficialSource(BaseModel):
    """Where an official polygon comes from; kept as the properties of its feature."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zone: str = Field(description="Zone whose shape it is.")
    title: Annotated[str, Field(min_length=1)] = Field(description="Title of the document or data set.")
    publisher: Annotated[str, Field(min_length=1)] = Field(description="Who issued it.")
    licence: Annotated[str, Field(min_length=1)] = Field(description="On what terms it may be used.")
    datum_in: Datum = Field(description="Datum of the file that was imported.")
    uncertainty_m: float = Field(description="Positional uncertainty of its edge, metres.", gt=0)
    retrieved: dt.date = Field(description="Day of the import.")
    original_file: str = Field(description="Name of the file that was imported.")
    original_sha256: str = Field(description="Its checksum.", pattern=r"^[0-9a-f]{64}$")


class OfficialShape(BaseModel):
    """An imported polygon, lon/lat on WGS 84, and its source."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    source: OfficialSource
    geometry: Any

    def shape(self) -> Shape:
        """Give the shape that goes before any recipe."""
        note, label = self.source, self.geometry.representative_point()
        return Shape(
            owner=note.zone,
            method="official",
            geometry=self.geometry,
            uncertainty_m=note.uncertainty_m,
            fitted=False,
            verified=True,
            area_km2=area_km2(self.geometry),
            label_lon=float(label.x),
            label_lat=float(label.y),
            how=f"采用《{note.title}》所附范围，原坐标系 {note.datum_in}，{note.retrieved.isoformat()} 导入。",
            how_en=f"Extent of “{note.title}”, received on {note.datum_in}, imported {note.retrieved.isoformat()}.",
            source=f"{note.publisher}（{note.licence}）",
            source_en=f"{note.publisher} ({note.licence})",
        )


def load_official(data_dir: Path) -> dict[str, OfficialShape]:
    """Load every imported polygon.

    Parameters
    ----------
    data_dir
        Data directory.

    Returns
    -------
    dict[str, OfficialShape]
        By zone, in order of the ids.

    Raises
    ------
    BadGeometry
        A file is not what an import writes.
    """
    found = {}
    for path in sorted((data_dir / OFFICIAL_DIR).glob("*.geojson")):
        try:
            feature = json.loads(path.read_bytes())["features"][0]
            source = OfficialSource.model_validate(feature["properties"])
            geometry = shapely.from_geojson(json.dumps(feature["geometry"]))
        except (ValueError, KeyError, IndexError, shapely.GEOSException) as error:
            raise BadGeometry(
                f"not an imported shape ({error})",
                expected="a file written by the import",
                where=f"{OFFICIAL_DIR}/{path.name}",
            ) from error
        found[source.zone] = OfficialShape(source=source, geometry=geometry)
    return found


def import_official(
    data_dir: Path, file: Path, source: OfficialSource, *, known_zones: Iterable[str], districts: Mapping[str, Any]
) -> OfficialShape:
    """Put an official polygon in the place of a zone's recipe; the zone keeps its id, names and roles.

    Parameters
    ----------
    data_dir
        Data directory.
    file
        GeoJSON, GeoPackage, Shapefile or KML with the polygon, or polygons that are united.
    source
        Where it comes from, with the datum it is on.
    known_zones
        Ids of the registry.
    districts
        Measuring boundaries by adcode, lon/lat on WGS 84: a shape that touches none of them is refused.

    Returns
    -------
    OfficialShape
        As it is stored.

    Raises
    ------
    ZoneNotFound
        `source.zone` is not a zone.
    BadGeometry
        The file holds no area, or lies outside the city. Nothing is changed.
    """
    known = tuple(known_zones)
    if source.zone not in known:
        raise ZoneNotFound(source.zone, known)
    geometry = _united_areas(file, source.datum_in)
    city = shapely.union_all(list(districts.values()))
    if not shapely.intersects(city, geometry):
        centre, home = shapely.centroid(geometry), shapely.centroid(city)
        away_km = distance_m(centre.x, centre.y, home.x, home.y) / 1000.0
        raise BadGeometry(
            f"it lies {away_km:.0f} km from the city's centre and touches no district",
            expected="longitude first, on the datum named",
            where=file.name,
        )
    official = OfficialShape(source=source, geometry=geometry)
    write_atomically(data_dir / OFFICIAL_DIR / f"{source.zone}.geojson", _encode(official))
    return official


def remove_official(data_dir: Path, zone: str) -> bool:
    """Go back to a zone's recipe; False where no polygon was imported."""
    path = data_dir / OFFICIAL_DIR / f"{zone}.geojson"
    existed = path.exists()
    path.unlink(missing_ok=True)
    return existed


def checksum(file: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _united_areas(file: Path, datum: Datum) -> BaseGeometry:
    """Read the areas of a vector file as one shape, lon/lat on WGS 84."""
    try:
        frame = gpd.read_file(file)
    except (DataSourceError, OSError) as error:
        raise BadGeometry(
            f"it cannot be read ({error})", expected="GeoJSON, GeoPackage, Shapefile or KML", where=file.name
        ) from error
    if frame.crs is not None and not frame.crs.equals("EPSG:4326"):
        frame = frame.to_crs("EPSG:4326")
    areas = [shape for shape in frame.geometry if shape is not None and shape.geom_type in _AREAL]
    if not areas:
        raise BadGeometry("it holds no area", expected="at least one polygon", where=file.name)
    west, south, east, north = shapely.total_bounds(areas)
    if west < -_MAX_LON_DEG or east > _MAX_LON_DEG or south < -_MAX_LAT_DEG or north > _MAX_LAT_DEG:
        raise BadGeometry(
            f"its coordinates reach {east:.0f}, {north:.0f}",
            expected="degrees with longitude first, or a file that names its coordinate system",
            where=file.name,
        )
    united = shapely.union_all([repair_polygon(area) for area in areas])
    return shapely.set_precision(convert_geometry(united, source=datum, target="wgs84"), 10**-_DECIMALS)


def _encode(official: OfficialShape) -> bytes:
    feature = {
        "type": "Feature",
        "properties": official.source.model_dump(mode="json"),
        "geometry": json.loads(shapely.to_geojson(official.geometry)),
    }
    document = {"type": "FeatureCollection", "features": [feature]}
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
