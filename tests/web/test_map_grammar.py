"""How a shape is known decides how it is drawn, everywhere alike."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from layers.shape import AREAL_METHODS, Method
from web.grammar import GRAMMAR, METHODS, Drawing, as_json, band_width_m, drawing_of
from web.grammar_style import STYLE_SHEET, definitions, paint, style_sheet
from web.language import LANGUAGES, phrases_of
from web.maps.legend import sample_of_drawing
from web.palette import SLOTS


def test_every_method_has_a_drawing_words_and_a_sample() -> None:
    assert set(GRAMMAR) == set(get_args(Method)) == set(METHODS)
    for lang in LANGUAGES:
        phrases = phrases_of(lang)
        for drawing in GRAMMAR.values():
            assert phrases.t(drawing.phrase)
            assert drawing.remark is None or phrases.t(drawing.remark)
    assert all(sample_of_drawing(drawing).startswith("<svg") for drawing in GRAMMAR.values())


def test_only_what_may_be_measured_has_an_area() -> None:
    assert {drawing.method for drawing in GRAMMAR.values() if drawing.mark == "area"} == AREAL_METHODS


def test_fact_and_sketch_never_look_alike() -> None:
    facts = [drawing for drawing in GRAMMAR.values() if drawing.factual]
    sketches = [drawing for drawing in GRAMMAR.values() if not drawing.factual and drawing.mark != "unmarked"]
    assert {drawing.method for drawing in facts} == {"official", "boundary", "gazetteer"}
    for fact in facts:
        assert fact.remark is None
        assert not (fact.dash_px)
        assert not (fact.slanted)
        assert fact.fill != "hatch"
        assert fact.halo != "blurred"
    for sketch in sketches:
        assert sketch.remark is not None
        assert sketch.dash_px or sketch.halo == "blurred"
    looks = [(d.mark, d.dash_px, d.fill, d.halo) for d in GRAMMAR.values() if d.method != "official"]
    assert len(set(looks)) == len(looks)


def test_the_style_sheet_in_the_tree_is_the_one_that_is_described() -> None:
    assert STYLE_SHEET.read_text(encoding="utf-8") == style_sheet(), "run python -m web.grammar_style"


@pytest.mark.parametrize("drawing", [drawing for drawing in GRAMMAR.values() if drawing.mark != "unmarked"])
def test_the_style_sheet_draws_every_method(drawing: Drawing) -> None:
    assert f".shape.{drawing.method}{{" in style_sheet()


def test_paint_refers_to_what_is_defined_and_names_can_be_kept_apart() -> None:
    written = definitions(SLOTS[:2], prefix="x-")
    assert paint(drawing_of("envelope"), SLOTS[1], prefix="x-") == "url(#x-hatch-1)"
    assert 'id="x-hatch-1"' in written
    assert 'id="x-blur-0"' in written
    assert "style=" not in written
    assert paint(drawing_of("official"), SLOTS[1]) is None


def test_a_band_is_as_wide_as_its_uncertainty_on_both_sides() -> None:
    assert band_width_m(2_000.0) == 4_000.0
    assert band_width_m(None) > 0


def test_scripts_read_the_same_grammar() -> None:
    assert set(json.loads(json.dumps(as_json()))["methods"]) == set(METHODS)
