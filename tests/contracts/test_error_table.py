"""Every error has an answer, and every answer has words in both languages."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import api
import geo
import layers
import web
from api.errors import HTTP_SLUGS, TABLE, answer_for
from api.wording import words
from geo.errors import AtlasError
from layers.errors import NotFound


def every_error():
    for package in (geo, layers, web, api):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)

    def below(kind):
        return {kind}.union(*(below(child) for child in kind.__subclasses__()))

    return sorted(below(AtlasError), key=lambda kind: kind.__qualname__)


INHERITED_INTERNAL = {
    # never met while answering a request: only builds and boundary commands raise them
    "BoundaryRefused",
    "SourcePackageMissing",
}


def is_ours(kind):
    return kind.__module__.split(".")[0] in ("geo", "layers", "web", "api")


def test_every_error_has_a_row_or_inherits_one_that_is_meant():
    for kind in filter(is_ours, every_error()):
        first = next(parent for parent in kind.__mro__ if parent in TABLE)
        if first is AtlasError and kind is not AtlasError:
            assert kind.__name__ in INHERITED_INTERNAL, f"{kind.__name__} would be answered as an internal error"


def test_a_subclass_is_answered_as_its_nearest_base():
    class Lost(NotFound):
        kind = "zone"

    assert answer_for(Lost("x")) == TABLE[NotFound]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_of_problem_has_a_title(lang):
    slugs = {answer.slug for answer in TABLE.values()} | set(HTTP_SLUGS.values())
    for slug in slugs:
        assert words(lang).t(f"problem.{slug}.title")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_of_thing_that_can_be_missing_has_a_name(lang):
    for kind in filter(is_ours, every_error()):
        if issubclass(kind, NotFound):
            assert words(lang).has(f"kind.{kind.kind.replace(' ', '_')}"), kind


def test_both_languages_have_the_same_words():
    zh, en = (set(words(lang).catalogue) for lang in ("zh", "en"))
    # a sentence is left to the error itself only in English, which it speaks
    assert {key for key in zh ^ en if not re.fullmatch(r"problem\..*\.detail", key)} == set()
    assert not en - zh


def test_statuses_are_those_of_http():
    assert all(400 <= answer.status < 600 for answer in TABLE.values())
