"""The layer store: every published version of a layer is one file that never changes again.

Publishing writes each new file beside its place, syncs it, and renames it; the manifest comes last. Until that last
rename the old version is in force, whatever happens to the process. An exclusive lock keeps two publications apart.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import getpass
import hashlib
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.errors import StoreEmpty
from layers.layer_files import Layer, write_layer
from layers.manifest import MANIFEST_NAME, Build, LayerEntry, Manifest, manifest_bytes, read_manifest
from layers.published_layers import layers_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from layers.content import Content

    Progress = Callable[[str, int, int], None]

LAYERS_DIR = "layers"
LOCK_NAME = ".lock"
_TEMPORARY = ".tmp"
_VERSION_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publication did.

    Attributes
    ----------
    build : Build
        The build in force after it.
    is_new : bool
        False where the content was that of the build in force already.
    """

    build: Build
    is_new: bool


def publish(
    content: Content,
    store_dir: Path,
    *,
    inputs: Mapping[str, str],
    who: str | None = None,
    when: dt.datetime | None = None,
    progress: Progress | None = None,
) -> Publication:
    """Publish content as the version in force.

    Parameters
    ----------
    content
        What is published.
    store_dir
        Folder of the store; made if it is missing.
    inputs
        From what it was made: checksum by file.
    who
        Who publishes; the user of the process if None.
    when
        Time of the build, with time zone; now if None.
    progress
        Called with ("publish", layers done, layers in all).

    Returns
    -------
    Publication
        The build in force. Content equal to that of the build in force makes no new one, but files of it that were
        damaged are written again.

    Raises
    ------
    StoreDamaged
        The manifest cannot be understood; nothing is changed then.
    """
    store_dir.mkdir(parents=True, exist_ok=True)
    layers = layers_of(content)
    with _exclusive(store_dir):
        _remove_leftovers(store_dir)
        before = _manifest_or_none(store_dir)
        entries, manifest = _publish_layers(layers, store_dir, before, progress)
        data_version = _data_version(entries)
        if manifest is not None and manifest.build().data_version == data_version:
            if manifest != before:
                _write_safely(store_dir / MANIFEST_NAME, manifest_bytes(manifest))
            return Publication(manifest.build(), is_new=False)
        number = len(manifest.builds) + 1 if manifest is not None else 1
        build = Build(
            id=f"{number:04d}-{data_version}",
            when=(when or dt.datetime.now(dt.UTC)).astimezone(dt.UTC).isoformat(timespec="seconds"),
            who=who or _user(),
            inputs=dict(inputs),
            data_version=data_version,
            layers={entry.name: entry for entry in entries},
        )
        after = manifest.with_build(build) if manifest is not None else Manifest(current=build.id, builds=(build,))
        _write_safely(store_dir / MANIFEST_NAME, manifest_bytes(after))
        return Publication(build, is_new=True)


def _publish_layers(
    layers: Sequence[Layer], store_dir: Path, manifest: Manifest | None, progress: Progress | None
) -> tuple[list[LayerEntry], Manifest | None]:
    """Put the file of every layer in place; mend the manifest where a damaged file had to be written again."""
    entries: list[LayerEntry] = []
    for done, layer in enumerate(layers):
        if progress:
            progress("publish", done, len(layers))
        entry = _publish_layer(layer, store_dir, _checksums(manifest))
        entries.append(entry)
        manifest = manifest.with_file(entry) if manifest is not None else None
    if progress:
        progress("publish", len(layers), len(layers))
    return entries, manifest


def _publish_layer(layer: Layer, store_dir: Path, checksums: Mapping[str, str]) -> LayerEntry:
    """Put the file of one layer in place, unless it is there already and whole."""
    version = layer.version
    file = f"{LAYERS_DIR}/{layer.name}/{version}.parquet"
    path = store_dir / file
    found = _checksum(path) if path.is_file() else None
    # A file that no build names was left by a process that was killed: it may be of another version of the writer.
    if found is None or checksums.get(file) != found:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}{_TEMPORARY}")
        write_layer(layer, temporary)
        _put(temporary, path)
        found = _checksum(path)
    return LayerEntry(name=layer.name, version=version, file=file, rows=len(layer.rows), sha256=found)


def _checksums(manifest: Manifest | None) -> dict[str, str]:
    builds = manifest.builds if manifest is not None else ()
    return {entry.file: entry.sha256 for build in builds for entry in build.layers.values()}


def _data_version(entries: Sequence[LayerEntry]) -> str:
    named = sorted(f"{entry.name} {entry.version}" for entry in entries)
    return hashlib.sha256("\n".join(named).encode()).hexdigest()[:_VERSION_LENGTH]


def _manifest_or_none(store_dir: Path) -> Manifest | None:
    try:
        return read_manifest(store_dir)
    except StoreEmpty:
        return None


@contextmanager
def _exclusive(store_dir: Path) -> Iterator[None]:
    """Hold the store's lock; wait for whoever has it. The system frees it when a process dies."""
    with (store_dir / LOCK_NAME).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _remove_leftovers(store_dir: Path) -> None:
    """Remove what killed processes left half written."""
    for leftover in (*store_dir.glob(f"*{_TEMPORARY}"), *store_dir.glob(f"{LAYERS_DIR}/*/*{_TEMPORARY}")):
        leftover.unlink(missing_ok=True)


def _write_safely(path: Path, content: bytes) -> None:
    temporary = path.with_name(f"{path.name}{_TEMPORARY}")
    temporary.write_bytes(content)
    _put(temporary, path)


def _put(temporary: Path, path: Path) -> None:
    """Move a finished file to its place, on the disk before its name and its name before anything later."""
    _sync(temporary)
    temporary.replace(path)
    _sync(path.parent)
    _sync(path.parent.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run under a user id that has no name
        return f"uid {os.getuid()}"
