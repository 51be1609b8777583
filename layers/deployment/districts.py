"""The district that a row names, by adcode, name or alias."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from layers.deployment.encoding import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_WHOLE = "省市"
"""Last character of what a district may be written behind: its city, or its province."""
_ADCODE = re.compile(r"(\d{6})(?:0{3}|0{6})?(?:\.0)?")


def district_codes(names: Iterable[str], data_dir: Path) -> list[str | None]:
    """Find the adcode of the district that each row names.

    Parameters
    ----------
    names
        As the rows have them: a name, a name behind that of its city, an alias, an adcode.
    data_dir
        The atlas's ``data`` folder, whose vocabulary has the districts.

    Returns
    -------
    list
        Adcodes; None where a row names no district of the city.
    """
    with (data_dir / "vocabulary" / "districts.csv").open(encoding="utf-8-sig", newline="") as file:
        known = {
            name: row["id"]
            for row in csv.DictReader(file)
            for name in (row["id"], row["name"], row["name_en"], *row["aliases"].split("|"))
            if name
        }
    found: dict[str, str | None] = {}
    return [found.setdefault(name, _code(name, known)) if name not in found else found[name] for name in names]


def _code(name: str, known: dict[str, str]) -> str | None:
    text = plain(name)
    match = _ADCODE.fullmatch(text)
    code = match[1] if match else text
    if code in known:
        return known[code]
    # an alias such as 新区 ends many names, so what stands before it must be a city or a province
    ends = (one for one in known if code.endswith(one) and code.removesuffix(one).endswith(tuple(_WHOLE)))
    longest = max(ends, key=len, default=None)
    return known[longest] if longest else None
