"""Errors as answers: the one table from what went wrong to what the caller is told.

The command line and the parameters of requests add their own to the hierarchy::

    AtlasError
    ├── BuildStopped            a build that ended in a way that nobody foresaw
    └── RequestError            a request that cannot be answered as it stands
        ├── BadParameter        a query parameter with a value that it cannot have
        ├── BadBbox             a box that is no box, or whose axes are swapped
        ├── CrsNotOffered       a coordinate system that the collection is not offered in
        ├── NotOffered          something that this service is not configured to do
        └── UpstreamFailed      a service that this one asks did not answer

The words are in ``api/locale``: ``problem.<slug>.title``, and ``.detail`` with the error's own fields in braces. An
error without a detail there speaks for itself, in English.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from geo.errors import (
    AtlasError,
    BadBounds,
    BadCoordinates,
    BadGeometry,
    CoverageError,
    RecipeUnsolvable,
    UnknownCrs,
    UnknownDatum,
)
from layers.deployment.errors import DeploymentRefused
from layers.errors import BadFilter, DataInvalid, NotFound, StoreEmpty, StoreError, VersionNotFound
from web.assets import AssetMissing
from web.document import InlineForbidden
from web.maps.options import UnknownBasemap, UnknownMapLayer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BboxFlaw = Literal["not_numbers", "count", "not_finite", "swapped", "out_of_range", "inside_out"]


class BuildStopped(AtlasError):
    """A build that ended in a way that nobody foresaw: a fault of the program, or a killed process.

    Parameters
    ----------
    problem
        What happened.
    """

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(f"the build stopped unexpectedly ({problem}); 'atlas build' shows where")


class RequestError(AtlasError):
    """A request that cannot be answered as it stands."""


class BadParameter(RequestError):
    """A query parameter with a value that it cannot have.

    Parameters
    ----------
    name
        Parameter.
    value
        What was given.
    expected
        What would be right.
    """

    def __init__(self, name: str, value: str, *, expected: str) -> None:
        self.name, self.value, self.expected = name, value, expected
        super().__init__(f"{name}={value}: expected {expected}")


class BadBbox(RequestError):
    """A box that is no box, or whose axes are swapped.

    Parameters
    ----------
    text
        What was given.
    flaw
        What is wrong with it.
    expected
        The order of the numbers, with an example.
    """

    def __init__(self, text: str, flaw: BboxFlaw, *, expected: str) -> None:
        self.text, self.flaw, self.expected = text, flaw, expected
        super().__init__(f"bbox={text}: {flaw.replace('_', ' ')}; expected {expected}")


class CrsNotOffered(RequestError):
    """A coordinate system that the collection is not offered in.

    Parameters
    ----------
    name
        Query parameter: ``crs`` or ``bbox-crs``.
    crs
        What was asked for.
    offered
        URIs of those that are offered.
    """

    def __init__(self, name: str, crs: str, *, offered: Sequence[str]) -> None:
        self.name, self.crs, self.offered = name, crs, tuple(offered)
        super().__init__(f"{name}={crs}: not offered; expected one of {', '.join(offered)}")


class NotOffered(RequestError):
    """Something that this service is not configured to do.

    Parameters
    ----------
    what
        What was asked for.
    remedy
        Setting that would offer it.
    """

    def __init__(self, what: str, *, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what} is not offered here; {remedy}")


class UpstreamFailed(RequestError):
    """A service that this one asks did not answer.

    Parameters
    ----------
    service
        Name of the other service.
    problem
        What happened.
    """

    def __init__(self, service: str, *, problem: str) -> None:
        self.service, self.problem = service, problem
        super().__init__(f"{service} did not answer: {problem}")


@dataclass(frozen=True, slots=True)
class Answer:
    """How an error is answered.

    Attributes
    ----------
    status : int
        HTTP status.
    slug : str
        Kind of problem: end of the ``type`` address, and the key of its words.
    """

    status: int
    slug: str


TABLE: Mapping[type[AtlasError], Answer] = {
    AtlasError: Answer(500, "internal"),
    # geo
    BadCoordinates: Answer(422, "bad-coordinates"),
    BadBounds: Answer(422, "bad-bounds"),
    UnknownDatum: Answer(422, "unknown-datum"),
    UnknownCrs: Answer(422, "unknown-crs"),
    BadGeometry: Answer(500, "internal"),
    CoverageError: Answer(500, "internal"),
    RecipeUnsolvable: Answer(500, "internal"),
    # layers
    NotFound: Answer(404, "not-found"),
    VersionNotFound: Answer(404, "version-not-found"),
    BadFilter: Answer(422, "bad-filter"),
    DataInvalid: Answer(500, "data-invalid"),
    DeploymentRefused: Answer(422, "deployment-refused"),
    StoreError: Answer(503, "store-unavailable"),
    StoreEmpty: Answer(503, "store-empty"),
    # web
    AssetMissing: Answer(500, "internal"),
    InlineForbidden: Answer(500, "internal"),
    UnknownMapLayer: Answer(404, "no-such-layer"),
    UnknownBasemap: Answer(404, "no-such-basemap"),
    # api
    BuildStopped: Answer(500, "internal"),
    RequestError: Answer(400, "bad-request"),
    BadParameter: Answer(422, "bad-parameter"),
    BadBbox: Answer(422, "bad-bbox"),
    CrsNotOffered: Answer(422, "crs-not-offered"),
    NotOffered: Answer(404, "not-offered"),
    UpstreamFailed: Answer(502, "upstream-failed"),
}

HTTP_SLUGS: Mapping[int, str] = {
    400: "bad-request",
    404: "no-such-page",
    405: "method-not-allowed",
    406: "not-acceptable",
    413: "too-large",
    422: "bad-request",
    500: "internal",
}
"""Kinds for what the framework finds wrong by itself."""


def answer_for(error: AtlasError) -> Answer:
    """Look an error up: its own row, or that of the nearest class it inherits from."""
    return next(TABLE[kind] for kind in type(error).__mro__ if kind in TABLE)


def public_fields(error: AtlasError) -> dict[str, Any]:
    """List what an error tells beside its text: near matches, known names, what was expected.

    Parameters
    ----------
    error
        Whatever is answered.
    """
    names = ("kind", "wanted", "near", "name", "concerns", "value", "known", "offered", "expected", "flaw")
    return {name: getattr(error, name) for name in names if getattr(error, name, None)}
