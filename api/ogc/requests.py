"""What a request for features asks: parsed and checked before anything is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.errors import BadParameter
from api.ogc.bbox import parse_bbox
from api.ogc.systems import System, system_of

if TYPE_CHECKING:
    from api.negotiation import Wish
    from geo.bounds import Bounds

DEFAULT_LIMIT = 100
RESERVED = frozenset({"f", "lang", "limit", "offset", "bbox", "bbox-crs", "crs", "datetime"})
"""Parameters that are not filters on columns."""

_INSTANT = r"\d{4}-\d{2}-\d{2}(?:[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})?)?"
_DATETIME = re.compile(rf"^(?:{_INSTANT}|(?:{_INSTANT}|\.\.)?/(?:{_INSTANT}|\.\.)?)$")
_A_DATETIME = "2025-01-01T00:00:00Z, 2021-01-01/2025-12-31, ../2025-12-31"


@dataclass(frozen=True, slots=True)
class ItemsRequest:
    """A request for a page of features, understood.

    Attributes
    ----------
    bbox : Bounds or None
        Box in lon/lat; None for everything.
    filters : dict of str to str
        Column to value.
    limit, offset : int
        Page.
    system : System
        Coordinate system of the answer.
    """

    bbox: Bounds | None
    filters: dict[str, str]
    limit: int
    offset: int
    system: System


def read_items_request(wish: Wish, *, extent: Bounds, max_limit: int) -> ItemsRequest:
    """Read the query of a request for features.

    Parameters
    ----------
    wish
        The request's query.
    extent
        Where there are data, to tell swapped axes by.
    max_limit
        Most features of one page; more is cut down to it, as the standard has it.

    Raises
    ------
    BadParameter, BadBbox, CrsNotOffered
        A parameter has a value that it cannot have.
    """
    bbox, moment = wish.first("bbox"), wish.first("datetime")
    bbox_system = system_of(wish.first("bbox-crs"), "bbox-crs")
    if moment is not None and not _DATETIME.match(moment):
        raise BadParameter("datetime", moment, expected=_A_DATETIME)
    return ItemsRequest(
        bbox=parse_bbox(bbox, bbox_system, extent) if bbox is not None else None,
        filters=filters_of(wish, RESERVED),
        limit=min(whole_number(wish, "limit", default=DEFAULT_LIMIT, least=1), max_limit),
        offset=whole_number(wish, "offset", default=0, least=0),
        system=system_of(wish.first("crs"), "crs"),
    )


def whole_number(wish: Wish, name: str, *, default: int, least: int, most: int | None = None) -> int:
    """Read a whole number.

    Parameters
    ----------
    wish
        The request's query.
    name
        Parameter.
    default
        Where it is absent.
    least, most
        Range; None for no upper end.

    Raises
    ------
    BadParameter
        It is no whole number, or out of range.
    """
    text = wish.first(name)
    if text is None:
        return default
    number = int(text) if re.fullmatch(r"[+-]?[0-9]{1,12}", text) else None
    if number is None or number < least or (most is not None and number > most):
        raise BadParameter(name, text, expected=f"{least}–{most}" if most is not None else f"≥ {least}")
    return number


def filters_of(wish: Wish, reserved: frozenset[str]) -> dict[str, str]:
    """Take the parameters that are filters.

    Parameters
    ----------
    wish
        The request's query.
    reserved
        Parameters that are not.

    Raises
    ------
    BadParameter
        One is given twice.
    """
    found: dict[str, str] = {}
    for name, value in wish.query:
        if name in found:
            raise BadParameter(name, value, expected=f"{name}=… ×1")
        if name not in reserved:
            found[name] = value
    return found


def only(wish: Wish, known: frozenset[str]) -> None:
    """Refuse parameters that an answer does not have.

    Parameters
    ----------
    wish
        The request's query.
    known
        Parameters that it has.

    Raises
    ------
    BadParameter
        There is another one.
    """
    for name, value in wish.query:
        if name not in known:
            raise BadParameter(name, value, expected=", ".join(sorted(known)))
