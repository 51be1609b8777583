"""Finished answers, kept: the same request is answered from memory without leaving the event loop.

An answer is kept as it is sent, compressed for the caller's encodings, under everything that may change it: version of
the atlas, host, path, query, language and preferred form. Every answer carries a strong ETag made from its bytes, so
that compressed and plain ones differ and an unchanged answer is not sent twice.
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from cachetools import LRUCache
from starlette.datastructures import Headers, MutableHeaders

from api.negotiation import Wish, wish_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

OK = 200
NOT_MODIFIED = 304
OVERHEAD_BYTES = 1024
"""What an answer takes beside its body: headers, key."""

_READING = ("GET", "HEAD")
_VARIES = "Accept, Accept-Encoding, Accept-Language"
_OF_NOT_MODIFIED = (b"cache-control", b"content-location", b"etag", b"vary")
_MADE_HERE = (b"etag", b"last-modified", b"content-length", b"vary", b"accept-ranges")
_CONDITIONS = (b"if-none-match", b"if-modified-since", b"range", b"if-range")


class Key(NamedTuple):
    """Everything that may change an answer."""

    version: str
    host: str
    path: str
    wish: Wish
    encodings: str


@dataclass(slots=True)
class Answer:
    """An answer as it goes over the wire."""

    status: int = OK
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    etag: str = ""

    @property
    def may_be_kept(self) -> bool:
        """True for a success that stays right until the atlas changes: revalidated, or versioned by its address."""
        policy = dict(self.headers).get(b"cache-control", b"")
        return self.status == OK and (b"no-cache" in policy or b"immutable" in policy)

    async def send(self, scope: Scope, send: Send) -> None:
        """Answer a request: with nothing but headers where the caller has it already or asks for no more."""
        if self.etag and _has_it(Headers(scope=scope).get("if-none-match"), self.etag):
            headers = [pair for pair in self.headers if pair[0] in _OF_NOT_MODIFIED]
            await send({"type": "http.response.start", "status": NOT_MODIFIED, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        await send({"type": "http.response.start", "status": self.status, "headers": list(self.headers)})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else self.body})


class AnswerCache:
    """ASGI middleware that keeps finished answers.

    Parameters
    ----------
    app
        What answers when nothing is kept.
    version
        Tells the version of the atlas that is being served.
    capacity_bytes
        How much is kept; the least recently used goes first. 0 keeps nothing.
    """

    def __init__(self, app: ASGIApp, *, version: Callable[[], str], capacity_bytes: int) -> None:
        self._app = app
        self._version = version
        self._kept: LRUCache[Key, Answer] = LRUCache(
            capacity_bytes, getsizeof=lambda answer: len(answer.body) + OVERHEAD_BYTES
        )
        self._making: dict[Key, asyncio.Future[Answer]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass on and remember."""
        if scope["type"] != "http" or scope["method"] not in _READING:
            await self._app(scope, receive, send)
            return
        key = self._key(scope)
        answer = self._kept.get(key)
        if answer is None:
            answer = await self._make_once(key, scope, receive)
        await answer.send(scope, send)

    def _key(self, scope: Scope) -> Key:
        headers = Headers(scope=scope)
        host = f"{scope['scheme']}://{headers.get('host', '')}{scope.get('root_path', '')}"
        return Key(self._version(), host, scope["path"], wish_of(scope), headers.get("accept-encoding", ""))

    async def _make_once(self, key: Key, scope: Scope, receive: Receive) -> Answer:
        """Make an answer; callers who want the same at the same time wait for the one in the making."""
        waiting = self._making.get(key)
        if waiting is not None:
            return await asyncio.shield(waiting)
        future = self._making[key] = asyncio.get_running_loop().create_future()
        try:
            answer = await self._make(scope, receive)
        except Exception as error:
            future.set_exception(error)
            future.exception()  # those who wait get it; that nobody waits is no error
            raise
        except asyncio.CancelledError:
            future.cancel()
            raise
        finally:
            del self._making[key]
        future.set_result(answer)
        if answer.may_be_kept and self._kept.getsizeof(answer) <= self._kept.maxsize:
            self._kept[key] = answer
        return answer

    async def _make(self, scope: Scope, receive: Receive) -> Answer:
        """Let the application answer in full, whatever part or condition the caller asked for."""
        whole = {
            **scope,
            "method": "GET",
            "headers": [pair for pair in scope["headers"] if pair[0] not in _CONDITIONS],
        }
        answer, parts = Answer(), list[bytes]()

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status, answer.headers = message["status"], list(message["headers"])
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))

        await self._app(whole, receive, collect)
        answer.body = b"".join(parts)
        _finish(answer)
        return answer


def _finish(answer: Answer) -> None:
    """Add what follows from the bytes: length and, for a success, the ETag."""
    headers = MutableHeaders(raw=[pair for pair in answer.headers if pair[0] not in _MADE_HERE])
    headers["Content-Length"] = str(len(answer.body))
    headers["Vary"] = _VARIES
    if answer.status == OK:
        answer.etag = f'"{hashlib.blake2b(answer.body, digest_size=16).hexdigest()}"'
        headers["ETag"] = answer.etag
    answer.headers = headers.raw


def _has_it(condition: str | None, etag: str) -> bool:
    """Compare an If-None-Match header with an ETag, weakly as RFC 9110 has it."""
    if condition is None:
        return False
    listed = [entry.strip().removeprefix("W/") for entry in condition.split(",")]
    return "*" in listed or etag in listed
