"""What is brought in: units, vehicles, and the report of a reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.deployment.rejects import Reject

Floats = NDArray[np.float64]
Status = Literal["planned", "under_construction", "accepted"]
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Roadside units, column by column, in the order of the file.

    Attributes
    ----------
    ids, names, kinds, statuses, phases, dates, districts : list of str
        Text as written; empty where the file says nothing. Statuses are of `STATUSES` or empty, dates ISO 8601,
        districts the district that the row names.
    lon, lat : numpy.ndarray
        Position as the file has it, first and second number; degrees on WGS 84 only once the doctor found them to be,
        or a confirmed fix made them so.
    range_m : numpy.ndarray
        Measured range in metres, NaN where none is given.
    rows : numpy.ndarray
        Row of each unit in the file.
    """

    ids: list[str]
    names: list[str]
    kinds: list[str]
    statuses: list[str]
    phases: list[str]
    dates: list[str]
    districts: list[str]
    lon: Floats
    lat: Floats
    range_m: Floats
    rows: NDArray[np.int64]

    def __len__(self) -> int:
        """Count the units."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Vehicles:
    """Vehicles with terminals at the end of a quarter.

    Attributes
    ----------
    quarter : str
        As ``2026Q3``.
    count : int
        How many.
    """

    quarter: str
    count: int


@dataclass(frozen=True, slots=True)
class ReadReport:
    """How a file was read.

    Attributes
    ----------
    rows : int
        Rows with anything in them, the header not counted.
    kept : int
        Rows that were good.
    rejects : tuple of Reject
        Rows that were not.
    columns : Mapping
        Header in the file by what it was taken for.
    encoding : str
        ``utf-8``, ``utf-8-sig``, ``gb18030`` …; empty for files that settle it themselves.
    dms_rows : int
        Rows whose position was written in degrees, minutes and seconds.
    repeated_ids : int
        Rows whose id an earlier row has.
    """

    rows: int
    kept: int
    rejects: tuple[Reject, ...]
    columns: Mapping[str, str]
    encoding: str = ""
    dms_rows: int = 0
    repeated_ids: int = 0
