"""What is being served: one version of the atlas at a time, replaced whole when a new one is published."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cachetools import LRUCache

from geo.bounds import Bounds
from geo.errors import AtlasError
from layers.errors import StoreEmpty

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from layers.atlas import Atlas
    from layers.engine import Engine
    from web.assets import Assets
    from web.atlas_site import Site

OLD_VERSIONS_KEPT = 2
"""Cited versions that stay in memory beside the one in force."""

_log = logging.getLogger("atlas.editions")


@dataclass(frozen=True, slots=True)
class Served:
    """One version of the atlas with everything that answers from it.

    Attributes
    ----------
    atlas : Atlas
        Read model.
    engine : Engine
        Queries over its collections.
    site : Site
        Its pages.
    extents : mapping of str to Bounds or None
        Extent of each collection; None for those without geometry.
    """

    atlas: Atlas
    engine: Engine
    site: Site
    extents: Mapping[str, Bounds | None]

    @property
    def extent(self) -> Bounds:
        """Box around everything that has a place."""
        known = [box.as_tuple() for box in self.extents.values() if box is not None]
        west, south, east, north = zip(*known, strict=True)
        return Bounds(min(west), min(south), max(east), max(north))


class Editions:
    """The version in force, and older ones that a citation asks for.

    Parameters
    ----------
    open_version
        Opens a version of the store; None for the one in force.
    manifest
        File that changes when a version is published.
    store_dir
        The store, for messages.
    assets
        Scripts and styles, for pages where nothing is served.
    build_failure
        What went wrong where changed data could not be built.
    """

    def __init__(
        self,
        open_version: Callable[[str | None], Served],
        *,
        manifest: Path,
        store_dir: Path,
        assets: Assets,
        build_failure: str | None = None,
    ) -> None:
        self._open = open_version
        self._manifest = manifest
        self._store_dir = store_dir
        self.assets = assets
        self._current: Served | None = None
        self._stamp: tuple[int, int] | None = None
        """State of the manifest that was last acted on; None before there was one."""
        self._old: LRUCache[str, Served] = LRUCache(OLD_VERSIONS_KEPT)
        self._lock = threading.Lock()
        self._build_failure = build_failure
        self._failure: AtlasError | None = None

    @property
    def current(self) -> Served:
        """What is served now; `StoreError` where nothing can be."""
        if self._current is None:
            raise self._failure or StoreEmpty(self._store_dir)
        return self._current

    @property
    def version(self) -> str:
        """Version that is served now; empty where nothing is."""
        return self._current.atlas.version if self._current is not None else ""

    def of_version(self, version: str | None) -> Served:
        """Give a version for a citation.

        Parameters
        ----------
        version
            As a citation has it; None for the one in force.

        Raises
        ------
        VersionNotFound
            The store has none of that name.
        """
        if version is None or version == self.version:
            return self.current
        with self._lock:
            if version not in self._old:
                self._old[version] = self._open(version)
            return self._old[version]

    def refresh(self) -> None:
        """Serve the version in force, if it changed; the one served before stays where the new one cannot be read."""
        with self._lock:
            stamp = self._look()
            if stamp is None or stamp == self._stamp:
                return
            self._stamp = stamp
            try:
                served = self._open(None)
            except AtlasError as error:
                self._failure = error
                _log.error("The store cannot be read; %s. %s", self._serving(), error)
                return
            if self._current is not None:
                self._build_failure = None  # what could not be built has been since
            self._failure, self._current = None, served
            _log.info("Serving version %s, built %s", served.atlas.version, served.atlas.built_at)

    def state(self) -> dict[str, Any]:
        """Say what is served, for those who watch the service."""
        served = self._current
        return {
            "status": "ready" if served else "empty",
            "version": served.atlas.version if served else None,
            "built_at": served.atlas.built_at if served else None,
            "problem": str(self._failure) if self._failure else self._build_failure,
        }

    def _look(self) -> tuple[int, int] | None:
        """Tell one state of the manifest from another without reading it."""
        try:
            found = self._manifest.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino

    def _serving(self) -> str:
        return f"version {self.version} is still being served" if self._current else "nothing is being served"
