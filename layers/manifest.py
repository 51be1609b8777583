"""The manifest of a layer store: which builds there are, of which layer versions, and which one is in force."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from layers.errors import StoreDamaged, StoreEmpty, VersionNotFound

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MANIFEST_NAME = "manifest.json"
FORMAT = 1
"""Format of the manifest and of the layers; a reader refuses one that it does not know."""


@dataclass(frozen=True, slots=True)
class LayerEntry:
    """One published version of a layer.

    Attributes
    ----------
    name : str
        Layer.
    version : str
        Short content hash.
    file : str
        Path below the store's folder.
    rows : int
        Number of rows.
    sha256 : str
        Checksum of the file.
    """

    name: str
    version: str
    file: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Build:
    """Layer versions that were published together.

    Attributes
    ----------
    id : str
        Identifier of the build, unique in its store.
    when : str
        Time of the build, ISO 8601 in UTC.
    who : str
        Who built it.
    inputs : mapping of str to str
        From what: checksum of every data file by its path.
    data_version : str
        Short hash over all layer versions: the same for the same content.
    layers : mapping of str to LayerEntry
        By layer.
    """

    id: str
    when: str
    who: str
    inputs: Mapping[str, str]
    data_version: str
    layers: Mapping[str, LayerEntry]


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that was ever published in a store.

    Attributes
    ----------
    current : str
        Id of the build in force.
    builds : tuple of Build
        Oldest first.
    """

    current: str
    builds: tuple[Build, ...]

    def build(self, version: str | None = None) -> Build:
        """Give the build in force, or the one with a build id or (the latest) with a data version.

        Raises
        ------
        VersionNotFound
            There is none.
        """
        wanted = self.current if version is None else version
        for build in reversed(self.builds):
            if wanted in (build.id, build.data_version):
                return build
        raise VersionNotFound(wanted, [name for build in self.builds for name in (build.data_version, build.id)])

    def with_build(self, build: Build) -> Manifest:
        """Give the manifest with one more build, which is in force."""
        return Manifest(current=build.id, builds=(*self.builds, build))

    def with_file(self, entry: LayerEntry) -> Manifest:
        """Give the manifest with the checksum of a file that was written again, wherever it is named."""
        return replace(
            self,
            builds=tuple(
                replace(
                    build,
                    layers={name: entry if old.file == entry.file else old for name, old in build.layers.items()},
                )
                for build in self.builds
            ),
        )


def read_manifest(store_dir: Path) -> Manifest:
    """Read the manifest of a store.

    Raises
    ------
    StoreEmpty
        There is none.
    StoreDamaged
        It cannot be understood.
    """
    path = store_dir / MANIFEST_NAME
    try:
        document = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise StoreEmpty(store_dir) from None
    except (OSError, ValueError) as error:
        raise StoreDamaged(MANIFEST_NAME, f"cannot be read ({error})") from error
    try:
        if document["format"] != FORMAT:
            raise StoreDamaged(MANIFEST_NAME, f"format {document['format']!r} is not {FORMAT}")
        manifest = Manifest(current=document["current"], builds=tuple(map(_build, document["builds"])))
    except (KeyError, TypeError, AttributeError) as error:
        raise StoreDamaged(MANIFEST_NAME, f"lacks what it must have ({error!r})") from error
    if not any(build.id == manifest.current for build in manifest.builds):
        raise StoreDamaged(MANIFEST_NAME, f"names no build {manifest.current!r}, which is to be in force")
    return manifest


def manifest_bytes(manifest: Manifest) -> bytes:
    """Write a manifest as JSON."""
    builds = [_fields(build) for build in manifest.builds]
    document = {"format": FORMAT, "current": manifest.current, "builds": builds}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _fields(build: Build) -> dict[str, Any]:
    layers = {
        name: {"version": entry.version, "file": entry.file, "rows": entry.rows, "sha256": entry.sha256}
        for name, entry in build.layers.items()
    }
    return {
        "id": build.id,
        "when": build.when,
        "who": build.who,
        "from": dict(build.inputs),
        "data_version": build.data_version,
        "layers": layers,
    }


def _build(fields: dict[str, Any]) -> Build:
    return Build(
        id=fields["id"],
        when=fields["when"],
        who=fields["who"],
        inputs=dict(fields["from"]),
        data_version=fields["data_version"],
        layers={name: LayerEntry(name=name, **entry) for name, entry in fields["layers"].items()},
    )
