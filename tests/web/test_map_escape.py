"""What tables say can break out of neither markup nor data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import HOSTILE
from web.escape import environment, script_json, text

if TYPE_CHECKING:
    from pathlib import Path


@given(st.recursive(st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(), st.lists))
def test_script_json_says_the_same_and_holds_nothing_that_ends_a_script(value: object) -> None:
    try:
        written = script_json(value)
    except TypeError:  # lone surrogates are not text
        return
    assert json.loads(written) == value
    assert not set(written) & {"<", ">", "&", "\u2028", "\u2029"}


def test_text_is_safe_in_attributes_too() -> None:
    assert text("<a href='x'>\"&") == "&lt;a href=&#39;x&#39;&gt;&#34;&amp;"
    assert text(None) == ""


def test_templates_escape_and_refuse_unknown_names(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ name }}<script>{{ data | script_json }}</script>", encoding="utf-8")
    page = environment(tmp_path).get_template("page.html").render(name=HOSTILE, data=HOSTILE)
    assert page.count("<script>") == page.count("</script>") == 1
    assert "<img" not in page
