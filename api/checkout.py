"""Where the checkout is: the folder whose ``pyproject.toml`` names this project."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

DISTRIBUTION = "qingdao-atlas"


@cache
def checkout_root() -> Path | None:
    """Find the checkout this code runs from; None where it is installed without one.

    The current directory plays no part: a service answers the same wherever it is started.
    """
    for folder in Path(__file__).resolve().parents:
        project = folder / "pyproject.toml"
        if project.is_file() and _names_us(project):
            return folder
    return None


def in_checkout(path: str) -> Path:
    """Give the place of a path in the checkout.

    Parameters
    ----------
    path
        Relative to the checkout's root.

    Raises
    ------
    ValueError
        There is no checkout, so that a setting has no default.
    """
    root = checkout_root()
    if root is None:
        msg = f"no checkout to find {path} in: set ATLAS_DATA_DIR, ATLAS_STORE_DIR and ATLAS_ASSETS_DIR"
        raise ValueError(msg)
    return root / path


def _names_us(project: Path) -> bool:
    """Tell whether a ``pyproject.toml`` is ours."""
    described = tomllib.loads(project.read_text(encoding="utf-8"))
    return bool(described.get("project", {}).get("name") == DISTRIBUTION)
