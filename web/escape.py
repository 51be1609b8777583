"""The one place that makes text safe: for markup, and for the data a page carries.

Everything a table says ends up in a page by one of two ways. Server-rendered markup goes through an environment
with autoescaping on (`environment`) or through `text`; data for scripts goes through `script_json` into a block
that the browser does not run, and the scripts put it on screen as text nodes only, never as markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2
import orjson
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from pathlib import Path

_BREAKS_OUT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def text(value: object) -> Markup:
    """Escape a value for markup, in text and in quoted attributes alike; None is empty.

    Examples
    --------
    >>> str(text('<b onclick="x">'))
    '&lt;b onclick=&#34;x&#34;&gt;'
    """
    return Markup() if value is None else escape(value)


def script_json(value: object) -> Markup:
    r"""Write a value as JSON that may stand in a ``<script>`` element.

    Parameters
    ----------
    value
        What JSON can hold; NaN and infinities become null. The order of keys is kept, so that the same value gives
        the same bytes.

    Returns
    -------
    Markup
        JSON without ``<``, ``>``, ``&`` and the two line separators, which could end the element or a statement.

    Examples
    --------
    >>> str(script_json({"name": "</script>"}))
    '{"name":"\\u003c/script\\u003e"}'
    """
    written = orjson.dumps(value).decode()
    for character, code in _BREAKS_OUT.items():
        written = written.replace(character, code)
    return Markup(written)  # noqa: S704 - what could break out has just been replaced


def environment(folder: Path) -> jinja2.Environment:
    """Make the environment for the templates of a folder: autoescaping always on, unknown names are errors.

    Parameters
    ----------
    folder
        Folder with the templates.
    """
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["script_json"] = script_json
    return made
