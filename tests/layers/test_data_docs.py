"""docs/DATA.md says what the models say."""

from __future__ import annotations

from pathlib import Path

from layers.data_docs import DESCRIBED, TARGET, data_docs

ROOT = Path(__file__).parents[2]


def test_the_page_is_the_one_that_the_models_give() -> None:
    written = (ROOT / TARGET).read_text(encoding="utf-8")
    assert written == data_docs(), "run: python -m layers.data_docs"


def test_every_column_of_every_table_is_described() -> None:
    page = data_docs()
    for spec in DESCRIBED:
        for name, field in spec.model.model_fields.items():
            assert field.description, f"{spec.name}.{name}"
            assert f"| `{name}` |" in page
