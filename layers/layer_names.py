"""Names of the layers in a store."""

from __future__ import annotations

COLLECTIONS: tuple[str, ...] = (
    "districts",
    "zones",
    "enterprises",
    "projects",
    "targets",
    "prospects",
    "measures",
    "places",
)
"""Layers that are offered as collections, with the columns of ``layers.columns``."""

SPATIAL_COLLECTIONS: frozenset[str] = frozenset({"districts", "zones", "places"})
"""Collections with a place. The others never have one: nothing is drawn at a guessed point."""

MEASURING = "district-measuring"
LAND = "land"
SPELLINGS = "spellings"
BOUNDARY_SET = "boundary-set"


def table_layer(table: str) -> str:
    """Name the layer that holds a table as reviewed."""
    return f"table-{table.replace('_', '-')}"
