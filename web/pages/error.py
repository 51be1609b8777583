"""Pages for what went wrong: what was wrong, what would be right, and a way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from layers.errors import BadFilter, NotFound
from web.frame import Frame, Place, make_frame
from web.table import Link

if TYPE_CHECKING:
    from collections.abc import Callable

    from web.edition import Edition
    from web.frame import SiteOptions
    from web.language import Phrases
    from web.links import Links

_MOST_KNOWN = 40
NOT_FOUND, UNPROCESSABLE = 404, 422
_TITLES = {NOT_FOUND: "not_found", UNPROCESSABLE: "bad_input", 400: "bad_input", 503: "not_ready"}


@dataclass(frozen=True)
class ErrorPage:
    """Context of ``error.html``.

    Attributes
    ----------
    frame : Frame
        What stands around the page.
    status : int
        Status of the answer.
    heading, text : str
        What was wrong, and what to do.
    detail : str
        What exactly was wrong, where the text above does not say it; empty for none.
    near : tuple[Link, ...]
        What may have been meant.
    known : tuple[str, ...]
        What would be right.
    ways_back : tuple[Link, ...]
        Where to go from here.
    """

    template: ClassVar[str] = "error.html"

    frame: Frame
    status: int
    heading: str
    text: str
    detail: str
    near: tuple[Link, ...]
    known: tuple[str, ...]
    ways_back: tuple[Link, ...]


def error_page(edition: Edition, status: int, *, error: Exception | None, path: str, detail: str = "") -> ErrorPage:
    """Build the page of an error.

    Parameters
    ----------
    edition : Edition
        Atlas in one language.
    status : int
        Status of the answer.
    error : Exception or None
        What was raised; its near matches and known values are offered. None for a path that leads nowhere.
    path : str
        Path that was asked for.
    detail : str
        Message that may be shown; never of an internal error.

    Returns
    -------
    ErrorPage
        Context of its page.
    """
    kind = _TITLES.get(status, "failed")
    near = _near(edition, error) if isinstance(error, NotFound) else ()
    known = error.known[:_MOST_KNOWN] if isinstance(error, BadFilter) else ()
    heading = edition.t(f"error.{kind}")
    return ErrorPage(
        frame=edition.frame(Place(path, {}), heading),
        status=status,
        heading=heading,
        text=_text(edition.phrases, kind, error),
        detail="" if isinstance(error, NotFound | BadFilter) else detail,
        near=near,
        known=known,
        ways_back=_ways_back(edition.phrases, edition.links),
    )


def bare_error_page(status: int, *, words: tuple[Phrases, Links, Links], options: SiteOptions, path: str) -> ErrorPage:
    """Build the page of an error where there is no atlas to show."""
    phrases, links, _ = words
    kind = _TITLES.get(status, "failed")
    heading = phrases.t(f"error.{kind}")
    frame = make_frame(Place(path, {}), heading, words=words, atlas=None, options=options)
    return ErrorPage(
        frame, status, heading, phrases.t(f"error.{kind}_text"), "", (), (), _ways_back(phrases, links)[:1]
    )


def _text(phrases: Phrases, kind: str, error: Exception | None) -> str:
    if isinstance(error, NotFound) and phrases.has(f"error.kind_{error.kind}"):
        return phrases.t("error.no_such", kind=phrases.t(f"error.kind_{error.kind}"), wanted=error.wanted)
    if isinstance(error, BadFilter):
        return phrases.t(f"error.bad_filter_{error.concerns}", name=error.name, value=error.value)
    return phrases.t(f"error.{kind}_text")


def _near(edition: Edition, error: NotFound) -> tuple[Link, ...]:
    makers: dict[str, Callable[[str], Link]] = {
        "zone": edition.zone,
        "district": edition.district,
        "enterprise": edition.enterprise,
        "layout": edition.layout,
        "plan": lambda plan: Link(edition.plan_short(plan), edition.links.plan(plan)),
        "collection": lambda name: Link(name, edition.links.to(f"/collections/{name}")),
    }
    make = makers.get(error.kind)
    return tuple(make(near) for near in error.near) if make else ()


def _ways_back(phrases: Phrases, links: Links) -> tuple[Link, ...]:
    return (
        Link(phrases.t("error.to_portal"), links.to("/")),
        Link(phrases.t("error.to_zones"), links.to("/zones")),
        Link(phrases.t("error.to_enterprises"), links.to("/enterprises")),
    )
