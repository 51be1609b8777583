"""Building the store when it is needed, and knowing when it is not."""

from __future__ import annotations

import hashlib
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from api.console import show_build
from api.errors import BuildStopped
from geo.errors import AtlasError
from layers.manifest import MANIFEST_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.settings import PathSettings
    from layers.store import Publication

STAMP_NAME = ".built-from"
"""Digest of what the build in force was made from."""

_PROGRAM = ("geo", "layers")


def build(paths: PathSettings) -> Publication:
    """Build the atlas with progress on the console, and note what from.

    Parameters
    ----------
    paths
        Where the data and the store are.

    Raises
    ------
    AtlasError
        The data are wrong or the store is damaged; the last good build stays in force.
    """
    # geopandas and pyarrow are slow to load and large: a service that needs no build goes without them.
    from layers.build import build_atlas  # noqa: PLC0415

    made_from = digest_of(paths.data_dir)
    with show_build() as progress:
        publication = build_atlas(paths.data_dir, paths.store_dir, progress=progress)
    (paths.store_dir / STAMP_NAME).write_text(made_from, encoding="utf-8")
    return publication


def build_apart(paths: PathSettings) -> Publication:
    """Build in a process of its own, whose memory is free afterwards.

    Parameters
    ----------
    paths
        Where the data and the store are.

    Raises
    ------
    AtlasError
        As for `build`.
    BuildStopped
        The process failed in a way that nobody foresaw, or was killed.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(build, paths).result()
        except AtlasError:
            raise
        except Exception as error:
            raise BuildStopped(f"{type(error).__name__}: {error}") from error


def is_up_to_date(paths: PathSettings) -> bool:
    """Tell whether the build in force was made from the data, and by the program, as they are now.

    Parameters
    ----------
    paths
        Where the data and the store are.
    """
    stamp = paths.store_dir / STAMP_NAME
    if not (paths.store_dir / MANIFEST_NAME).is_file() or not stamp.is_file():
        return False
    return stamp.read_text(encoding="utf-8") == digest_of(paths.data_dir)


def digest_of(data_dir: Path) -> str:
    """Digest of everything that a build depends on: the data files, and the modules that read and draw them.

    Parameters
    ----------
    data_dir
        Content of the atlas.
    """
    digest = hashlib.sha256()
    root = Path(__file__).parents[1]
    for folder, files in (
        (data_dir, data_dir.rglob("*")),
        *((root, (root / package).rglob("*.py")) for package in _PROGRAM),
    ):
        for path in _visible(folder, files):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _visible(folder: Path, files: Iterable[Path]) -> list[Path]:
    """Give the files in order, without those that are hidden: editors and half-written files leave such."""
    found = (path for path in files if path.is_file())
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))
