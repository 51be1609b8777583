"""A document knows what it runs, and its policy allows just that."""

from __future__ import annotations

import base64
import hashlib

import pytest

from web.document import Document, InlineForbidden, csp

PAGE = """<!doctype html><html><head>
<link rel="stylesheet" href="https://styles.example/a.css"><link rel="icon" href="data:,">
<style>p{color:red}</style></head><body>
<script type="application/json">{"not": "run"}</script>
<script src="/static/own.js"></script><script src="https://scripts.example/b.js"></script>
<script>let a = "<b>&amp;";
</script><script>let a = "<b>&amp;";
</script></body></html>"""


def _hash(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def test_hashes_are_those_of_what_the_page_runs_each_once() -> None:
    document = Document.of(PAGE)
    assert document.script_hashes == (_hash('let a = "<b>&amp;";\n'),)
    assert document.style_hashes == (_hash("p{color:red}"),)
    assert document.external_hosts == ("https://styles.example", "https://scripts.example")


def test_the_policy_names_hashes_and_hosts_and_no_loophole() -> None:
    document = Document.of(PAGE, image_hosts=("https://tiles.example",))
    policy = dict(part.split(" ", 1) for part in csp(document).split("; "))
    assert policy["default-src"] == "'none'"
    assert f"'{document.script_hashes[0]}'" in policy["script-src"]
    assert "https://tiles.example" in policy["img-src"]
    assert "https://tiles.example" not in policy["script-src"]
    assert not any("unsafe" in sources or "*" in sources for sources in policy.values())
    assert "frame-ancestors *" in csp(document, frame_ancestors="*")


@pytest.mark.parametrize("markup", ['<p style="color:red">', '<a onclick="x()">', "<svg onload=x>"])
def test_what_no_hash_can_allow_is_refused(markup: str) -> None:
    with pytest.raises(InlineForbidden):
        Document.of(markup)
