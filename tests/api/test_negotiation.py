"""What a caller wants, from address and headers."""

from __future__ import annotations

import pytest

from api.negotiation import leaning_of, preferred_language, wish_of


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-US,en;q=0.9", "en"),
        ("de,fr", "zh"),
        ("de,en;q=0.3,zh;q=0.2", "en"),
        ("en;q=0,zh;q=0.1", "zh"),
        ("en;q=nonsense,zh", "zh"),
        ("*", "zh"),
    ],
)
def test_the_language_ranked_first_is_chosen(header, lang):
    assert preferred_language(header) == lang


@pytest.mark.parametrize(
    ("header", "leaning"),
    [
        ("", "any"),
        ("*/*", "any"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("application/json", "json"),
        ("application/geo+json, application/json;q=0.9", "json"),
        ("application/json;q=0.5,text/html", "html"),
        ("text/html;q=0.5,application/json", "json"),
        ("image/png", "any"),
    ],
)
def test_the_form_ranked_first_is_chosen(header, leaning):
    assert leaning_of(header) == leaning


def test_parameters_are_put_in_order_and_values_of_one_name_keep_theirs():
    scope = {"headers": [], "query_string": b"b=2&a=2&a=1&c="}
    assert wish_of(scope).query == (("a", "2"), ("a", "1"), ("b", "2"), ("c", ""))
