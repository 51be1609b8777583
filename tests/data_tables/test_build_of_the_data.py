"""The data as they are make an atlas, from the files to the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from layers.atlas import Atlas, open_atlas
from layers.build import build_atlas
from layers.engine import Engine
from layers.rows import TABLES, rows
from layers.search import search_index

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def store_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store_dir = tmp_path_factory.mktemp("store")
    build_atlas(DATA, store_dir)
    return store_dir


@pytest.fixture(scope="module")
def atlas(store_dir: Path) -> Atlas:
    return open_atlas(store_dir)


def test_a_second_build_of_the_same_data_is_none(store_dir: Path) -> None:
    assert not build_atlas(DATA, store_dir).is_new


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_rows_and_their_ids_are_unique(atlas: Atlas, table: str) -> None:
    ids = [row["id"] for row in rows(atlas, table)]
    assert ids
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"places", "industries"}))
def test_every_row_names_plan_and_section(atlas: Atlas, table: str) -> None:
    assert all(row["plan"] and row["section"] for row in rows(atlas, table))


def test_every_collection_answers(store_dir: Path) -> None:
    engine = Engine.open(store_dir)
    for collection in engine.collections:
        assert engine.items(collection, limit=5).features
    engine.close()


def test_every_shape_says_how_it_was_made_and_how_sure_it_is(atlas: Atlas) -> None:
    for shape in (*(view.shape for view in atlas.zones), *(view.shape for view in atlas.districts)):
        assert shape.how
        assert shape.how_en
        assert (shape.geometry is None) == (shape.method == "none") == (shape.uncertainty_m is None)
        if shape.method == "schematic":
            assert not shape.verified
            assert shape.uncertainty_m is not None
            assert shape.uncertainty_m >= 3000


def test_every_zone_and_enterprise_can_be_searched_for(atlas: Atlas) -> None:
    assert len(search_index(atlas)) == len(atlas.zones) + len(atlas.enterprises) + len(atlas.districts)
