"""Reading a rendered map: its data blocks, its switches."""

from __future__ import annotations

import json
import re
from typing import Any

_BLOCK = re.compile(r'<script type="application/json" id="([^"]+)">(.*?)</script>', re.DOTALL)


def blocks_of(html: str) -> dict[str, Any]:
    """Give the data blocks of a page by their id."""
    return {name: json.loads(text) for name, text in _BLOCK.findall(html)}


def layers_of(html: str) -> dict[str, Any]:
    """Give the layers' data by layer."""
    return {name.removeprefix("layer-"): body for name, body in blocks_of(html).items() if name.startswith("layer-")}


def switches_of(html: str) -> dict[str, bool]:
    """Give the legend's switches by layer, and whether each is on."""
    return {name: bool(on) for name, on in re.findall(r'data-layer="([^"]+)"( checked)?', html)}


def without_data(html: str) -> str:
    """Give the page without its data blocks: what a browser reads as markup or runs."""
    return _BLOCK.sub("", html)
