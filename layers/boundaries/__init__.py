"""Boundary sets: made from registry packages, swapped for the city's own file, checked, and loaded.

A set is a folder under ``data/boundaries/`` with one GeoJSON file and a ``source.toml`` that says where it is from;
``active.toml`` says which set is measured with and which is drawn. See ``docs/BOUNDARIES.md``.
"""

from layers.boundaries.active import active_set_id, use
from layers.boundaries.check import SetReport, check
from layers.boundaries.errors import BoundaryRefused, BoundarySetNotFound, SourcePackageMissing
from layers.boundaries.incoming import Incoming
from layers.boundaries.install import install
from layers.boundaries.rebuild import rebuild
from layers.boundaries.sets import BoundarySet, load_active, load_context, load_set, set_ids
from layers.boundaries.source_note import SourceNote

__all__ = [
    "BoundaryRefused",
    "BoundarySet",
    "BoundarySetNotFound",
    "Incoming",
    "SetReport",
    "SourceNote",
    "SourcePackageMissing",
    "active_set_id",
    "check",
    "install",
    "load_active",
    "load_context",
    "load_set",
    "rebuild",
    "set_ids",
    "use",
]
