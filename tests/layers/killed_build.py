"""Publishes until it is killed. Run by ``test_killed_builds`` in processes of their own."""

from __future__ import annotations

import itertools
import os
import signal
import sys
import time
from typing import TYPE_CHECKING, Any

from layers.store import publish
from tests.factories import make_content, make_tables

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from layers.content import Content

CHANGES = frozenset({"open", "os.rename", "os.mkdir", "os.remove", "fcntl.flock"})
"""Audit events of what publishing does to the disk; syncing opens what it syncs, and so is among them."""
READING = frozenset({"r", "rb"})


def publish_for_ever(store_dir: Path, start: int, reports: Connection) -> None:
    """Publish versions numbered from a start on, and report the seconds that each took."""
    contents = (numbered_content(number) for number in itertools.count(start))
    content = next(contents)
    reports.send(0.0)
    for number in itertools.count(start):
        begin = time.perf_counter()
        publish(content, store_dir, inputs={}, who=f"{number}")
        content = next(contents)
        reports.send(time.perf_counter() - begin)


def publish_to_step(store_dir: Path, number: int, step: int) -> None:
    """Publish a version, and be killed at the given file-system step, counted from 1; to the end if it has fewer."""
    content = numbered_content(number)
    steps = itertools.count(1)

    def at_every_event(event: str, arguments: tuple[Any, ...]) -> None:
        if is_step(event, arguments, store_dir) and next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(at_every_event)
    publish(content, store_dir, inputs={}, who=f"{number}")


def is_step(event: str, arguments: tuple[Any, ...], store_dir: Path) -> bool:
    """Tell whether an audit event is about to change the store, or to make sure of a change."""
    if event not in CHANGES:
        return False
    if event == "fcntl.flock":
        return True
    return str(arguments[0]).startswith(str(store_dir)) and not (event == "open" and arguments[1] in READING)


def numbered_content(number: int) -> Content:
    """Make content that has its number in two layers."""
    tables = make_tables()
    projects = tuple(row.model_copy(update={"scale": f"{number}"}) for row in tables.projects)
    enterprises = tuple(
        row.model_copy(update={"note": f"{number}", "note_en": f"{number}"}) for row in tables.enterprises
    )
    return make_content(make_tables(projects=projects, enterprises=enterprises))
