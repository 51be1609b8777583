"""Settings: read once, from the environment, with errors that name the variable."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from api import checkout
from api.cli import main
from api.settings import BasemapSettings, PathSettings, ServerSettings, Settings
from tests.snapshots import ROOT


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    for name in ("PORT", "ATLAS_HOST", "ATLAS_DATA_DIR", "ATLAS_STORE_DIR", "ATLAS_BASEMAP_OSM"):
        monkeypatch.delenv(name, raising=False)


def test_the_port_is_8000_unless_port_says_otherwise(monkeypatch):
    assert ServerSettings().port == 8000
    monkeypatch.setenv("PORT", "9123")
    assert Settings().server.port == 9123
    monkeypatch.setenv("PORT", "")
    assert Settings().server.port == 8000


def test_paths_default_to_the_checkout_wherever_one_stands(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    paths = PathSettings()
    assert (paths.data_dir, paths.store_dir) == (ROOT / "data", ROOT / "var/store")


def test_without_a_checkout_the_paths_must_be_said(monkeypatch):
    monkeypatch.setattr(checkout, "checkout_root", lambda: None)
    with pytest.raises(ValueError, match="ATLAS_DATA_DIR"):
        PathSettings()


def test_settings_do_not_change_after_they_are_read():
    settings = Settings()
    with pytest.raises(ValidationError):
        settings.server.port = 1
    with pytest.raises(ValidationError):
        settings.server = ServerSettings()  # type: ignore[misc]


def test_no_base_map_is_on_unless_asked_for(monkeypatch):
    assert not BasemapSettings().osm
    monkeypatch.setenv("ATLAS_BASEMAP_OSM", "true")
    assert BasemapSettings().osm


def test_a_token_does_not_show_when_settings_are_printed(monkeypatch):
    monkeypatch.setenv("ATLAS_BASEMAP_TIANDITU_TOKEN", "hidden-token")
    assert "hidden-token" not in repr(Settings())


def test_a_wrong_setting_is_named_and_stops_the_command(monkeypatch, capsys):
    monkeypatch.setenv("PORT", "many")
    monkeypatch.setattr("sys.argv", ["atlas", "check"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    assert "PORT" in capsys.readouterr().err
