"""A page's template gets exactly the fields of its context, and uses every one of them."""

import importlib
import inspect
import pkgutil
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from jinja2 import meta, nodes

import web.pages
from web.assets import Assets
from web.render import TEMPLATE_DIR, make_environment


def _contexts() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(web.pages.__path__, "web.pages."):
        for _, thing in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if is_dataclass(thing) and isinstance(getattr(thing, "template", None), str):
                found[thing.__name__] = thing
    return found


CONTEXTS = _contexts()


def _names(environment, template: str) -> set[str]:
    """Names that a template and those it extends or includes take from the context; imported macros get none."""
    source = (TEMPLATE_DIR / template).read_text(encoding="utf-8")
    tree = environment.parse(source)
    imported = {
        alias if isinstance(alias, str) else alias[-1]
        for found in tree.find_all(nodes.FromImport)
        for alias in found.names
    }
    names = meta.find_undeclared_variables(tree) - set(environment.globals) - imported
    if 'extends "base.html"' in source:
        names |= _names(environment, "base.html")
    return names


@pytest.fixture(scope="module")
def environment():
    return make_environment("zh", Assets.find())


@pytest.mark.parametrize("name", sorted(CONTEXTS))
def test_a_template_uses_exactly_the_fields_of_its_context(name, environment):
    context = CONTEXTS[name]
    assert _names(environment, context.template) == {field.name for field in fields(context)}


@pytest.mark.parametrize("name", sorted(CONTEXTS))
def test_a_context_documents_every_field(name):
    context = CONTEXTS[name]
    documentation = inspect.getdoc(context) or ""
    assert context.template in documentation
    for field in fields(context):
        assert field.name in documentation


def test_every_template_belongs_to_a_page():
    pages = {path.name for path in TEMPLATE_DIR.glob("*.html")} - {"base.html"}
    assert pages == {context.template for context in CONTEXTS.values()}


def test_macros_take_nothing_from_a_page(environment):
    for path in TEMPLATE_DIR.glob("parts/*.html"):
        tree = environment.parse(path.read_text(encoding="utf-8"))
        assert meta.find_undeclared_variables(tree) - set(environment.globals) == set()
