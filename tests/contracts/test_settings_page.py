"""Every setting is documented, by the page that is generated from the settings."""

from __future__ import annotations

import pytest

from api.settings_page import groups_of_settings, settings_page, variable_name
from tests.snapshots import assert_matches


@pytest.mark.snapshot
def test_the_page_is_what_the_settings_say():
    assert_matches("docs/SETTINGS.md", settings_page())


def test_every_setting_has_a_description_and_a_variable_of_its_own():
    names = []
    for group in groups_of_settings():
        for name, field in group.model_fields.items():
            assert field.description, f"{group.__name__}.{name}"
            names.append(variable_name(group, name, field))
    assert len(names) == len(set(names))
    assert all(name == "PORT" or name.startswith("ATLAS_") for name in names)
