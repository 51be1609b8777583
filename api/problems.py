"""Error answers: problem details (RFC 9457) for programs, a page for people; never a stack trace."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.errors import HTTP_SLUGS, Answer, answer_for, public_fields
from api.negotiation import wish_of
from api.responses import JsonResponse, page_response
from api.security import with_security_headers
from api.wording import detail_of, detail_of_request, title_of, validation_detail
from geo.errors import AtlasError
from web.atlas_site import bare_error

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

    from api.editions import Editions
    from web.document import Document
    from web.language import Lang

MEDIA_TYPE = "application/problem+json"
SERVER_ERROR = 500

_log = logging.getLogger("atlas.errors")


@dataclass(frozen=True, slots=True)
class Problem:
    """What a caller is told.

    Attributes
    ----------
    answer : Answer
        Status and kind.
    detail : str
        What is wrong here, and what would be right.
    more : dict
        Further members: near matches, known names, what was expected.
    headers : dict
        Headers that belong to the answer.
    """

    answer: Answer
    detail: str
    more: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def members(self, lang: Lang, instance: str) -> dict[str, Any]:
        """Write the problem as RFC 9457 has it, further members last."""
        return {
            "type": f"/problems/{self.answer.slug}",
            "title": title_of(self.answer.slug, lang),
            "status": self.answer.status,
            "detail": self.detail,
            "instance": instance,
            **self.more,
        }


def install(app: FastAPI, editions: Editions) -> None:
    """Answer every kind of error in one shape.

    Parameters
    ----------
    app
        Application whose errors are answered.
    editions
        What is served, for the page that a browser is shown.
    """

    async def answer(request: Request, error: Exception) -> Response:
        response = _respond(request, error, editions)
        # What fails unexpectedly is answered outside the middleware that adds these.
        response.raw_headers = with_security_headers(response.raw_headers)
        return response

    for kind in (AtlasError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, answer)


def problem_of(error: Exception, lang: Lang, path: str) -> Problem:
    """Say in one language what went wrong.

    Parameters
    ----------
    error
        Whatever was raised.
    lang
        Language of the sentence.
    path
        Address that was asked for.
    """
    if isinstance(error, AtlasError):
        answer = answer_for(error)
        if answer.slug == "internal":
            return Problem(answer, detail_of_request(answer.slug, lang, path))
        return Problem(answer, detail_of(error, answer.slug, lang), public_fields(error))
    if isinstance(error, RequestValidationError):
        return Problem(Answer(422, "bad-parameter"), validation_detail(error.errors(), lang))
    if isinstance(error, HTTPException):
        slug = HTTP_SLUGS.get(error.status_code, "bad-request")
        detail = detail_of_request(slug, lang, path) or str(error.detail)
        return Problem(Answer(error.status_code, slug), detail, headers=dict(error.headers or {}))
    return Problem(Answer(SERVER_ERROR, "internal"), detail_of_request("internal", lang, path))


def _respond(request: Request, error: Exception, editions: Editions) -> Response:
    wish, path = wish_of(request.scope), request.url.path
    as_page = wish.leaning == "html" and wish.first("f") != "json" and not path.startswith("/api/")
    lang = wish.page_lang if as_page else wish.lang
    problem = problem_of(error, lang, path)
    if problem.answer.slug == "internal":
        _log.error("%s %s failed", request.method, path, exc_info=error)
    elif problem.answer.status >= SERVER_ERROR:
        _log.error("%s %s failed: %s", request.method, path, error)
    headers = {**problem.headers, "Cache-Control": "no-store"}
    page = _page(problem, error, editions, lang=lang, path=path) if as_page else None
    if page is not None:
        return page_response(page, status=problem.answer.status, headers=headers)
    instance = path + (f"?{request.url.query}" if request.url.query else "")
    return JsonResponse(
        problem.members(lang, instance),
        status_code=problem.answer.status,
        media_type=MEDIA_TYPE,
        headers={**headers, "Content-Language": lang},
    )


def _page(problem: Problem, error: Exception, editions: Editions, *, lang: Lang, path: str) -> Document | None:
    """Render the page of an error: a bare one where there is no atlas to put around it, none where even that fails."""
    status = problem.answer.status
    try:
        if not editions.version:
            return bare_error(status, editions.assets, lang=lang)
        return editions.current.site.error(status, lang=lang, error_raised=error, path=path, detail=problem.detail)
    except Exception:  # noqa: BLE001 - whatever it is, the caller still gets an answer
        _log.exception("The page for an error cannot be rendered")
        return None
