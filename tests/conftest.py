"""What holds for every test."""

from __future__ import annotations

import pytest
from hypothesis import settings

from web.assets import Assets

# A property holds or it does not, however slow or busy the machine is that asks.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def npm_assets() -> Assets:
    """Scripts and styles of the pages; a test that needs them fails, saying how to install them."""
    assets = Assets.find()
    if not assets.available:
        pytest.fail("the packages of web/package.json are missing: make assets (or npm ci --prefix web)")
    return assets
