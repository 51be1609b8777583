"""Tables hold together, and copy as columns."""

import pytest

from web.table import TAB, Cell, Column, Link, Source, Table, Tag


def test_a_row_must_have_a_cell_for_every_column():
    with pytest.raises(ValueError, match="2 cells wide"):
        Table("t", "c", (Column("a", "A"), Column("b", "B")), ((Cell("x"),),), "")


def test_a_source_copies_as_plan_and_section():
    cell = Cell(sources=(Source("规划", "一、 › （二）", "/sources#plan"),))
    assert cell.copied == f"规划{TAB}一、 › （二）"


def test_a_cell_copies_its_text_links_and_tags():
    assert Cell("甲", links=(Link("乙", "/b"),), tags=(Tag("丙"),)).copied == "甲; 乙; 丙"


def test_several_places_of_a_plan_stand_apart():
    assert Source("规划", "一、甲 | 二、乙", "").places == ("一、甲", "二、乙")
