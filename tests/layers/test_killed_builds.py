"""A build that is killed, at any moment, leaves a version in force that is whole."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from typing import TYPE_CHECKING

from layers.atlas import open_atlas
from layers.manifest import Manifest, read_manifest
from layers.stored_content import check_files
from tests.factories import make_store
from tests.layers.killed_build import publish_for_ever

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = 50
LONGEST_S = 0.2
"""A build of the synthetic atlas takes some 50 ms, so most rounds are killed within one."""


def test_a_killed_build_leaves_the_last_good_version_in_force(tmp_path: Path) -> None:
    moments = random.Random(20)  # noqa: S311  the moments need not be secret, but the same at every run
    make_store(tmp_path)
    builds = 1
    killed_within_a_build = 0
    left_before: set[Path] = set()
    for _ in range(ROUNDS):
        kill_after(moments.uniform(0.0, LONGEST_S), tmp_path, start=builds * 1000)
        manifest = read_manifest(tmp_path)
        assert len(manifest.builds) >= builds
        builds = len(manifest.builds)
        assert_whole(tmp_path, manifest)
        left = unnamed_files(tmp_path, manifest)
        killed_within_a_build += bool(left - left_before)
        left_before = left
    assert builds > ROUNDS // 2
    assert killed_within_a_build > ROUNDS // 10


def kill_after(seconds: float, store_dir: Path, *, start: int) -> None:
    """Let a process publish for some time, and kill it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.layers.killed_build"])
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=publish_for_ever, args=(store_dir, start, sender))
    process.start()
    assert process.pid is not None
    assert receiver.recv() == "ready"
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    receiver.close()
    sender.close()


def assert_whole(store_dir: Path, manifest: Manifest) -> None:
    """Every build has its files, and the one in force is of one piece."""
    check_files(store_dir, {entry for build in manifest.builds for entry in build.layers.values()})
    current = manifest.build()
    atlas = open_atlas(store_dir)
    assert atlas.version == current.data_version
    if len(manifest.builds) > 1:
        assert {project.scale for project in atlas.tables.projects} == {current.who}
        assert {enterprise.note for enterprise in atlas.tables.enterprises} == {current.who}


def unnamed_files(store_dir: Path, manifest: Manifest) -> set[Path]:
    """Files that processes left and no build has."""
    named = {store_dir / entry.file for build in manifest.builds for entry in build.layers.values()}
    return {path for path in (store_dir / "layers").glob("*/*") if path not in named}
