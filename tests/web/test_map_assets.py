"""Files are served under addresses that change with them; the network is only the fallback."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

import pytest

from web.assets import FALLBACK_URL, AssetMissing, Assets

if TYPE_CHECKING:
    from pathlib import Path

ASSETS = Assets.find()
LEAFLET = "vendor/leaflet/dist/leaflet.js"
installed = pytest.mark.usefixtures("npm_assets")


def test_our_own_files_carry_a_digest_of_their_content() -> None:
    address = ASSETS.url("map.css")
    digest = hashlib.sha256(ASSETS.file("map.css").read_bytes()).hexdigest()
    assert address == f"/static/map.css?v={digest[:10]}" == ASSETS.static("map.css")


@installed
def test_installed_packages_are_those_that_are_listed() -> None:
    for name, listed in ASSETS.vendor_files.items():
        content = (ASSETS.vendor_dir / name).read_bytes()
        assert listed.integrity == "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode(), name
    assert ASSETS.vendor("leaflet/dist/leaflet.js") == f"/static/{LEAFLET}?v=1.9.4"
    assert ASSETS.external_hosts == ()


def test_without_packages_pages_load_checked_files_from_the_network(tmp_path: Path) -> None:
    bare = Assets.find(vendor_dir=tmp_path)
    assert not bare.available
    assert bare.url(LEAFLET) == f"{FALLBACK_URL}/leaflet@1.9.4/dist/leaflet.js"
    assert 'integrity="sha384-' in bare.script(LEAFLET)
    assert 'crossorigin="anonymous"' in bare.script(LEAFLET)
    assert "integrity" not in bare.script("map_page.js")
    assert bare.external_hosts == ("https://cdn.jsdelivr.net",)


@pytest.mark.parametrize(
    "name", ["../palette.py", "vendor/leaflet/package.json", "vendor/../package.json", "nothing.js"]
)
def test_nothing_else_is_served(name: str) -> None:
    with pytest.raises(AssetMissing):
        ASSETS.file(name)
    with pytest.raises(AssetMissing):
        ASSETS.url(name)
