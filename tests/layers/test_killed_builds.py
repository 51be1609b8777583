"""A build that is killed, at any moment, leaves a version in force that is whole."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import statistics
import time
from typing import TYPE_CHECKING

from layers.atlas import open_atlas
from layers.manifest import Manifest, read_manifest
from layers.stored_content import check_files
from tests.factories import make_store
from tests.layers.killed_build import publish_for_ever, publish_to_step

if TYPE_CHECKING:
    from pathlib import Path

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.layers.killed_build"])
KILLED = -signal.SIGKILL
LEAST_STEPS = 15
ROUNDS = 30
MOST_ROUNDS = 10 * ROUNDS
LEAST_WITHIN_A_BUILD = 10


def test_a_build_killed_at_any_step_leaves_the_last_good_version_in_force(tmp_path: Path) -> None:
    make_store(tmp_path)
    before = read_manifest(tmp_path)
    steps_lost: list[int] = []
    steps_kept: list[int] = []
    left_half = left_whole = step = 0
    code: int | None = KILLED
    while code == KILLED:
        step += 1
        code = killed_at_step(step, tmp_path)
        manifest = read_manifest(tmp_path)
        assert_whole(tmp_path, manifest)
        is_new = manifest != before
        assert manifest.builds[: len(before.builds)] == before.builds
        assert manifest.build().who == (f"{step}" if is_new else before.build().who)
        (steps_kept if is_new else steps_lost).append(step)
        left = unnamed_files(tmp_path, manifest)
        left_half += any(path.suffix == ".tmp" for path in left)
        left_whole += any(path.suffix == ".parquet" for path in left)
        before = manifest
    assert code == 0
    # One step puts a version in force: all before it leave the old one, all after it the new one.
    assert max(steps_lost) + 1 == min(steps_kept)
    assert len(steps_kept) > 1
    assert len(steps_lost) >= LEAST_STEPS
    assert left_half
    assert left_whole


def test_a_build_killed_at_any_time_leaves_the_last_good_version_in_force(tmp_path: Path) -> None:
    moments = random.Random(20)  # noqa: S311  the moments need not be secret, but the same at every run
    make_store(tmp_path)
    builds = 1
    seconds: list[float] = []
    rounds = within = 0
    left_before: set[Path] = set()
    while rounds < ROUNDS or within < LEAST_WITHIN_A_BUILD:
        rounds += 1
        assert rounds <= MOST_ROUNDS, f"only {within} of {rounds} kills fell within a build"
        usual = statistics.median(seconds[-5:]) if seconds else 0.0
        reported = killed_after(moments.randint(0, 1), usual * moments.uniform(0.0, 1.2), tmp_path, start=builds * 1000)
        seconds += reported
        manifest = read_manifest(tmp_path)
        # What was reported as published stays published, and may be followed by some that there was no time to report.
        assert len(manifest.builds) >= builds + len(reported)
        builds = len(manifest.builds)
        assert_whole(tmp_path, manifest)
        left = unnamed_files(tmp_path, manifest)
        within += bool(left - left_before)
        left_before = left
    assert builds > 1


def killed_at_step(step: int, store_dir: Path) -> int | None:
    """Let a process publish up to a file-system step, where it is killed; give its exit code."""
    process = CONTEXT.Process(target=publish_to_step, args=(store_dir, step, step))
    process.start()
    process.join()
    return process.exitcode


def killed_after(published: int, seconds: float, store_dir: Path, *, start: int) -> list[float]:
    """Let a process publish so many versions and then go on for some time, and kill it; give the seconds of each."""
    receiver, sender = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=publish_for_ever, args=(store_dir, start, sender))
    process.start()
    sender.close()
    assert process.pid is not None
    receiver.recv()  # it is about to begin
    reported = [receiver.recv() for _ in range(published)]
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert process.exitcode == KILLED
    try:
        while True:
            reported.append(receiver.recv())
    except EOFError:
        receiver.close()
    return reported


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
