"""The captured bytes as they came, for whoever must see for themselves: a file to keep, never a page of ours."""

from __future__ import annotations

import re
from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from tracker.app import Tracker
from tracker.errors import DamagedSnapshot, UsageError
from tracker.web.pages import Pages

_SHA256 = re.compile(r"[0-9a-f]{64}")
INERT: Final = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""The policy for bytes of a stranger: should a browser show them all the same, they are of no origin and run nothing."""


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/captures/SHA256."""

    @router.api_route("/captures/{sha256}", methods=["GET", "HEAD"])
    def capture(sha256: str) -> Response:
        return as_file(pages.tracker, sha256)


def as_file(tracker: Tracker, sha256: str) -> Response:
    """The bytes of a capture, for a file. Raises UsageError."""
    if not _SHA256.fullmatch(sha256):
        raise UsageError("there is no such capture")
    try:
        body = tracker.snapshots.load(sha256)
    except DamagedSnapshot as error:
        raise UsageError(
            "the bytes of this capture are not kept any more, or cannot be read", hint=error.hint
        ) from error
    headers = {
        "Content-Disposition": f'attachment; filename="capture-{sha256[:16]}.txt"',
        "Content-Security-Policy": INERT,
    }
    return Response(body, media_type="text/plain; charset=utf-8", headers=headers)
