"""Where hubs call (WebSub): their question whether it was us, and their notifications. Nothing here is for people."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse, Response

from tracker.errors import UsageError
from tracker.turn.pushing import CALLBACK, MOST_BODY, Question, answer, notified
from tracker.web.pages import Pages

_MOST_WORD = 2_001  # characters: one more than any address that is kept, so that what is cut equals none


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/websub/PATH."""
    tracker = pages.tracker

    @router.get(f"{CALLBACK}{{path}}", response_class=PlainTextResponse)
    def asked(path: str, request: Request) -> str:
        said = {name: value[:_MOST_WORD] for name, value in request.query_params.items()}
        names = ("hub.mode", "hub.topic", "hub.challenge", "hub.lease_seconds", "hub.reason")
        question = Question(*(said.get(name, "") for name in names))
        echo = answer(tracker.database, path, question, now=tracker.now())
        if echo is None:
            raise _unknown()
        return echo

    @router.post(f"{CALLBACK}{{path}}")
    async def told(path: str, request: Request) -> Response:
        body = await _bounded(request)
        if body is None:
            return Response(status_code=413)
        signature = request.headers.get("x-hub-signature", "")
        if not await run_in_threadpool(notified, tracker.database, path, body, signature, now=tracker.now()):
            raise _unknown()
        return Response(status_code=202)


def _unknown() -> UsageError:
    return UsageError("There is no such page.")


async def _bounded(request: Request) -> bytes | None:
    """The body, or None where it is longer than any that is read."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BODY:
            return None
    return bytes(body)
