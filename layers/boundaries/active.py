"""Which set is measured with and which is drawn: ``data/boundaries/active.toml``."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Literal, get_args

from layers.boundaries.atomic import write_atomically
from layers.boundaries.errors import BoundarySetNotFound
from layers.boundaries.source_note import NOTE_NAME

if TYPE_CHECKING:
    from pathlib import Path

Role = Literal["measuring", "display"]
ROLES: tuple[Role, ...] = get_args(Role)

_DEFAULT: dict[Role, str] = {"measuring": "detailed", "display": "display"}
_NAME = "active.toml"
_HEAD = "# Boundary sets in force; changed by `atlas boundaries use` and `atlas boundaries install`.\n"


def active_set_id(data_dir: Path, role: Role) -> str:
    """Id of the set in force for a role; where nothing is chosen, ``detailed`` is measured with, ``display`` drawn."""
    return active_sets(data_dir)[role]


def active_sets(data_dir: Path) -> dict[Role, str]:
    """Ids of the sets in force, by role."""
    path = data_dir / "boundaries" / _NAME
    chosen = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {role: str(chosen.get(role, _DEFAULT[role])) for role in ROLES}


def use(data_dir: Path, *, measuring: str | None = None, display: str | None = None) -> dict[Role, str]:
    """Put sets into force.

    Parameters
    ----------
    data_dir
        The atlas's ``data`` folder.
    measuring, display
        Ids of sets that exist; None leaves the role as it is.

    Returns
    -------
    dict
        Ids in force now, by role.

    Raises
    ------
    BoundarySetNotFound
        No set of districts has this id; nothing is changed.
    """
    sets = active_sets(data_dir)
    known = district_set_ids(data_dir)
    wanted: dict[Role, str | None] = {"measuring": measuring, "display": display}
    for role, set_id in wanted.items():
        if set_id is not None:
            if set_id not in known:
                raise BoundarySetNotFound(set_id, known)
            sets[role] = set_id
    _write(data_dir, sets)
    return sets


def write_default_active(data_dir: Path) -> None:
    """Write the file with the defaults if there is none yet."""
    if not (data_dir / "boundaries" / _NAME).exists():
        _write(data_dir, dict(_DEFAULT))


def district_set_ids(data_dir: Path) -> tuple[str, ...]:
    """Ids of the sets that hold districts, in order; folders that begin with a dot are being written."""
    folders = (note.parent for note in (data_dir / "boundaries").glob(f"*/{NOTE_NAME}"))
    return tuple(sorted(f.name for f in folders if not f.name.startswith(".") and (f / "districts.geojson").exists()))


def _write(data_dir: Path, sets: dict[Role, str]) -> None:
    lines = [f'{role} = "{sets[role]}"\n' for role in ROLES]
    write_atomically(data_dir / "boundaries" / _NAME, (_HEAD + "".join(lines)).encode())
