"""GDAL reads every collection of a running service: what QGIS, ogr2ogr and geopandas then see is what there is."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import shapely

from geo.crs import transform_geometry
from layers.atlas import open_atlas
from layers.columns import columns_of
from layers.layer_names import COLLECTIONS, SPATIAL_COLLECTIONS
from layers.rows import rows
from tests.factories import make_store
from tests.servers import live_service, make_settings

pytestmark = pytest.mark.gdal
READER = Path(__file__).with_name("gdal_reader.py")
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"


@pytest.fixture(scope="module")
def store_dir(tmp_path_factory):
    return make_store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def atlas(store_dir):
    return open_atlas(store_dir)


@pytest.fixture(scope="module")
def address(store_dir):
    with live_service(make_settings(store_dir)) as address:
        yield address


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603


def read(address, *reads):
    done = run(sys.executable, str(READER), address, json.dumps(reads))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_collection_is_read_whole(address, atlas):
    found = read(address, *({"layer": name} for name in COLLECTIONS))
    assert found["layers"] == list(COLLECTIONS)
    for name, seen in zip(COLLECTIONS, found["seen"], strict=True):
        assert seen["ids"] == [row["id"] for row in rows(atlas, name)]
        filled = [
            c.name for c in columns_of(name) if any(row[c.name] not in (None, [], ()) for row in rows(atlas, name))
        ]
        assert set(filled) <= set(seen["columns"])
        assert bool(seen["shapes"]) == (name in SPATIAL_COLLECTIONS)


def test_pages_are_followed_to_the_end(address, atlas):
    (seen,) = read(address, {"layer": "targets", "PAGE_SIZE": "3"})["seen"]
    assert len(seen["ids"]) == len(rows(atlas, "targets"))


def test_shapes_are_where_they_are(address, atlas):
    (seen,) = read(address, {"layer": "zones"})["seen"]
    stored = [view.shape.geometry for view in atlas.zones if view.shape.geometry is not None]
    for read_back, shape in zip(seen["shapes"], stored, strict=True):
        assert shapely.from_wkt(read_back).equals_exact(shape, 1e-6, normalize=True)


@pytest.mark.parametrize("code", ["4490", "3857", "4549"])
def test_coordinate_systems_are_understood_with_their_axes(address, atlas, code):
    (seen,) = read(address, {"layer": "districts", "CRS": f"{EPSG}{code}"})["seen"]
    assert seen["epsg"] == int(code)
    for read_back, view in zip(seen["shapes"], atlas.districts, strict=True):
        expected = transform_geometry(view.shape.geometry, source="EPSG:4326", target=f"EPSG:{code}")
        assert shapely.from_wkt(read_back).equals_exact(expected, 0.02 if code != "4490" else 1e-6, normalize=True)


def test_boxes_and_filters_are_answered(address):
    boxed, filtered = read(
        address,
        {"layer": "districts", "bbox": [120.41, 36.05, 120.45, 36.1]},
        {"layer": "targets", "where": "plan = 'beta-2027'"},
    )["seen"]
    assert boxed["ids"] == ["990181"]
    assert len(filtered["ids"]) == 2


def test_the_gdal_of_the_system_reads_it_too(address, atlas):
    """Debian's is years older than the one in pyogrio: what QGIS of the same release has."""
    ogrinfo = shutil.which("ogrinfo")
    assert ogrinfo, "ogrinfo is missing; on Debian: apt-get install gdal-bin"
    done = run(ogrinfo, "-ro", "-so", "-al", f"OAPIF:{address}")
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stdout + done.stderr
    counts = dict(
        re.findall(r"^Layer name: (\S+)$.*?^Feature Count: (\d+)$", done.stdout, flags=re.MULTILINE | re.DOTALL)
    )
    assert counts == {name: str(len(rows(atlas, name))) for name in COLLECTIONS}
