"""``atlas shapes`` on a copy of the real data: an import raises a zone's method, a removal takes it back."""

import shutil
from pathlib import Path

import pytest
import shapely
from typer.testing import CliRunner

from api.checkout import in_checkout
from api.cli import atlas
from layers.build import load_content
from layers.errors import ZoneNotFound

PARK = shapely.segmentize(shapely.box(120.45, 36.50, 120.55, 36.60), 0.01)
SAID = ["--title", "园区规划", "--publisher", "某局", "--licence", "内部使用", "--datum", "wgs84"]


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(in_checkout("data"), copy)
    monkeypatch.setenv("ATLAS_DATA_DIR", str(copy))
    return copy


@pytest.fixture
def park(tmp_path: Path) -> Path:
    path = tmp_path / "park.geojson"
    path.write_text(shapely.to_geojson(PARK), encoding="utf-8")
    return path


def test_an_import_makes_a_zone_official_and_keeps_its_identity(data_dir: Path, park: Path) -> None:
    before = load_content(data_dir)
    done = CliRunner().invoke(atlas, ["shapes", "import", "qingdao-auto-city", str(park), *SAID])
    assert done.exit_code == 0, done.output
    after = load_content(data_dir)
    assert before.zone_shapes["qingdao-auto-city"].method == "envelope"
    shape = after.zone_shapes["qingdao-auto-city"]
    assert (shape.method, shape.fitted) == ("official", False)
    assert after.tables.zones == before.tables.zones
    assert after.tables.zone_roles == before.tables.zone_roles


def test_a_removal_takes_the_recipe_again(data_dir: Path, park: Path) -> None:
    runner = CliRunner()
    runner.invoke(atlas, ["shapes", "import", "qingdao-auto-city", str(park), *SAID])
    assert runner.invoke(atlas, ["shapes", "remove", "qingdao-auto-city"]).exit_code == 0
    assert load_content(data_dir).zone_shapes["qingdao-auto-city"].method == "envelope"
    again = runner.invoke(atlas, ["shapes", "remove", "qingdao-auto-city"])
    assert again.exit_code == 1
    assert "nothing was changed" in again.output


def test_an_unknown_zone_is_refused(data_dir: Path, park: Path) -> None:
    done = CliRunner().invoke(atlas, ["shapes", "import", "qingdao-auto-town", str(park), *SAID])
    assert isinstance(done.exception, ZoneNotFound)
    assert "qingdao-auto-city" in done.exception.near
    assert not (data_dir / "shapes" / "official").exists()


def test_a_file_that_says_nothing_of_its_source_is_refused(data_dir: Path, park: Path) -> None:
    done = CliRunner().invoke(atlas, ["shapes", "import", "qingdao-auto-city", str(park)])
    assert done.exit_code == 2
    assert not (data_dir / "shapes" / "official").exists()


def test_the_list_counts_every_method(data_dir: Path) -> None:
    done = CliRunner().invoke(atlas, ["shapes", "list"])
    assert done.exit_code == 0
    drawn = load_content(data_dir).zone_shapes
    assert f"{sum(shape.method == 'none' for shape in drawn.values())} none" in done.output
    assert "1 envelope" in done.output
