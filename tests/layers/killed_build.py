"""Publishes one version after another until it is killed. Run by ``test_killed_builds`` in a process of its own."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from layers.store import publish
from tests.factories import make_content, make_tables

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path


def publish_for_ever(store_dir: Path, start: int, ready: Connection) -> None:
    """Publish versions numbered from a start on; every version has its number in two layers."""
    tables = make_tables()
    ready.send("ready")
    for number in itertools.count(start):
        projects = tuple(row.model_copy(update={"scale": f"{number}"}) for row in tables.projects)
        enterprises = tuple(
            row.model_copy(update={"note": f"{number}", "note_en": f"{number}"}) for row in tables.enterprises
        )
        content = make_content(make_tables(projects=projects, enterprises=enterprises))
        publish(content, store_dir, inputs={}, who=f"{number}")
