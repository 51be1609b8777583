"""A service over the synthetic atlas."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from tests.factories import make_store
from tests.servers import make_settings


@pytest.fixture(scope="session")
def store_dir(tmp_path_factory):
    return make_store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="session")
def settings(store_dir):
    return make_settings(store_dir)


@pytest.fixture(scope="session")
def app(settings):
    return create_app(settings)


@pytest.fixture(scope="session")
def client(app):
    with TestClient(app) as client:
        yield client
