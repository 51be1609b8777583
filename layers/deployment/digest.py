"""A digest of what was measured and how: the same data and parameters give the same one, whatever the order of rows."""

from __future__ import annotations

import hashlib
import json
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def digest(data: Mapping[str, Iterable[Mapping[str, Any]]], parameters: Mapping[str, Any]) -> str:
    """Reckon the SHA-256 of data and parameters over canonical JSON.

    Parameters
    ----------
    data
        Rows by the name of their table. Their order makes no difference; a row given twice does.
    parameters
        Everything else the result depends on.

    Returns
    -------
    str
        Sixty-four hexadecimal digits.

    Notes
    -----
    Canonical: keys sorted, no spaces, UTF-8, numbers as Python's ``repr`` writes floats (the shortest that reads back
    the same; 1 and 1.0 are one number), what is not a number as null, shapes as normalised WKB in hexadecimal.

    Examples
    --------
    >>> digest({"units": [{"id": "a"}, {"id": "b"}]}, {}) == digest({"units": [{"id": "b"}, {"id": "a"}]}, {})
    True
    """
    tables = {name: sorted(_canonical(row) for row in rows) for name, rows in data.items()}
    text = _canonical({"data": tables, "parameters": parameters})
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: Any) -> str:
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _plain(value: Any) -> Any:
    """Turn a value into what JSON knows."""
    if isinstance(value, BaseGeometry):
        return shapely.to_wkb(shapely.normalize(value), hex=True)
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | float | np.number):
        return float(value) if math.isfinite(value) else None
    if hasattr(value, "items"):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [_plain(part) for part in value]
    return str(value)
