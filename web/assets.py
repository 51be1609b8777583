"""Scripts and styles: where they lie, and under which address a page loads them.

The atlas serves everything itself. Third-party files come from npm (``web/node_modules``, listed with their digests
in ``web/vendor.toml``); where they are not installed, pages load the same files from a content-delivery network,
checked by digest, and say so. Addresses carry a digest of the content, so that browsers may keep a file for good.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from markupsafe import Markup

from geo.errors import AtlasError

if TYPE_CHECKING:
    from collections.abc import Mapping

WEB_DIR: Final = Path(__file__).parent
STATIC_URL: Final = "/static"
"""Address of ``web/static`` on a server; ``vendor`` below it is ``web/node_modules``, listed files only."""
FALLBACK_URL: Final = "https://cdn.jsdelivr.net/npm"

_SCRIPT = Markup('<script src="{}"{}></script>')
_STYLE = Markup('<link rel="stylesheet" href="{}"{}>')
_CHECKED = Markup(' integrity="{}" crossorigin="anonymous"')
_DIGEST_LENGTH = 10


class AssetMissing(AtlasError):
    """A script or style that no page can load, because it is neither ours nor listed in ``vendor.toml``."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name, self.known = name, known
        super().__init__(f"no asset {name!r}; known are {', '.join(known)}")


@dataclass(frozen=True, slots=True)
class VendorFile:
    """A third-party file.

    Attributes
    ----------
    name : str
        ``<package>/<path in the package>``.
    version : str
        Version of the package.
    integrity : str
        Digest as subresource integrity writes it (``sha384-…``).
    """

    name: str
    version: str
    integrity: str

    @property
    def fallback_url(self) -> str:
        """Address on the content-delivery network."""
        package, _, path = self.name.partition("/")
        return f"{FALLBACK_URL}/{package}@{self.version}/{path}"


@dataclass(frozen=True)
class Assets:
    """What there is to load, read once.

    Attributes
    ----------
    static_dir, vendor_dir : Path
        Folders of our own files and of npm's packages.
    digests : Mapping[str, str]
        Path below ``static_dir`` to a digest of the content.
    vendor_files : Mapping[str, VendorFile]
        Listed third-party files by name.
    available : bool
        False where a listed third-party file is not installed: pages then load from `FALLBACK_URL` and say so.
    """

    static_dir: Path
    vendor_dir: Path
    digests: Mapping[str, str]
    vendor_files: Mapping[str, VendorFile]
    available: bool

    @classmethod
    def find(cls, web_dir: Path = WEB_DIR, *, vendor_dir: Path | None = None) -> Assets:
        """Look what is installed.

        Parameters
        ----------
        web_dir
            Folder with ``static`` and ``vendor.toml``.
        vendor_dir
            Folder of npm's packages; ``node_modules`` of `web_dir` if not given.
        """
        static, packages = web_dir / "static", vendor_dir or web_dir / "node_modules"
        listed = _read_vendor(web_dir / "vendor.toml")
        files = sorted(path for path in static.rglob("*") if path.is_file())
        digests = {
            path.relative_to(static).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:_DIGEST_LENGTH]
            for path in files
        }
        available = all((packages / name).is_file() for name in listed)
        return cls(static, packages, digests, listed, available)

    @property
    def external_hosts(self) -> tuple[str, ...]:
        """Origins that pages load third-party files from; none where they are installed."""
        if self.available:
            return ()
        parts = urlsplit(FALLBACK_URL)
        return (f"{parts.scheme}://{parts.netloc}",)

    def url(self, name: str) -> str:
        """Address of a file.

        Parameters
        ----------
        name
            Path below ``web/static``, or ``vendor/<package>/<path>`` for a third-party file.

        Raises
        ------
        AssetMissing
            There is no such file, or it is not listed.
        """
        if name.startswith("vendor/"):
            listed = self._vendor_file(name)
            return f"{STATIC_URL}/{name}?v={listed.version}" if self.available else listed.fallback_url
        if name not in self.digests:
            raise AssetMissing(name, tuple(self.digests))
        return f"{STATIC_URL}/{name}?v={self.digests[name]}"

    def static(self, name: str) -> str:
        """Address of one of our own files (errors as for `url`)."""
        return self.url(name)

    def vendor(self, name: str) -> str:
        """Address of a third-party file, ``<package>/<path>`` (errors as for `url`)."""
        return self.url(f"vendor/{name}")

    def file(self, name: str) -> Path:
        """File that is served under ``/static/<name>``; `AssetMissing` for whatever is not meant to be served."""
        if name.startswith("vendor/"):
            return self.vendor_dir / self._vendor_file(name).name
        if name not in self.digests:
            raise AssetMissing(name, tuple(self.digests))
        return self.static_dir / name

    def script(self, name: str) -> Markup:
        """Element that loads a script (name and errors as for `url`)."""
        return _SCRIPT.format(self.url(name), self._check(name))

    def style(self, name: str) -> Markup:
        """Element that loads a style sheet (name and errors as for `url`)."""
        return _STYLE.format(self.url(name), self._check(name))

    def _check(self, name: str) -> Markup:
        if self.available or not name.startswith("vendor/"):
            return Markup()
        return _CHECKED.format(self._vendor_file(name).integrity)

    def _vendor_file(self, name: str) -> VendorFile:
        listed = self.vendor_files.get(name.removeprefix("vendor/"))
        if listed is None:
            raise AssetMissing(name, tuple(f"vendor/{known}" for known in self.vendor_files))
        return listed


def _read_vendor(path: Path) -> Mapping[str, VendorFile]:
    packages = tomllib.loads(path.read_text(encoding="utf-8"))
    files = (
        VendorFile(f"{package}/{name}", entry["version"], digest)
        for package, entry in packages.items()
        for name, digest in entry["files"].items()
    )
    return {file.name: file for file in files}
