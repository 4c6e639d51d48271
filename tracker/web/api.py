"""The API: what the pages show, as data, and what editors do; the same JSON that `--json` prints; and its description."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic import TypeAdapter

from tracker import __version__
from tracker.app import Tracker
from tracker.desk.replies import status_to_dict
from tracker.model.access import Scope
from tracker.render import serviceshapes
from tracker.web import api_actions, api_article, api_lists
from tracker.web.admission import role_needed
from tracker.web.guard import PROBLEM
from tracker.web.parts import ROOT, PlainJson, told

_PROBLEMS: Final = {
    401: "No token came, or one that opens nothing.",
    403: "The token's scope is too small, or a page elsewhere asked.",
    404: "There is no such thing.",
    413: "More than 100 kB were sent.",
    422: "What was asked for is not understood.",
    429: "More than 300 requests in a minute with one token, or from one address.",
    503: "The store cannot be read now.",
}
_ALWAYS: Final = (401, 403, 422, 429, 503)
_MEMENTO: Final = {
    "Memento-Datetime": "When this text was seen first, as HTTP writes dates (RFC 7089).",
    "Link": "The publisher's page, its time gate and its time map.",
}


def add_routes(app: FastAPI, tracker: Tracker) -> None:
    """/api/v1/… and its description at /api/openapi.json."""
    for group in (api_lists, api_article, api_actions):
        group.add_routes(app.router, tracker)
    _add_status(app.router, tracker)

    @cache
    def description() -> dict[str, Any]:
        own = [route for route in app.routes if isinstance(route, APIRoute) and route.path.startswith(ROOT)]
        return described(own)

    @app.router.api_route("/api/openapi.json", methods=["GET", "HEAD"], include_in_schema=False)
    def openapi() -> Response:
        return PlainJson(description())


def _add_status(router: APIRouter, tracker: Tracker) -> None:
    @router.get(
        ROOT + "/status",
        responses=told(serviceshapes.Status),
        summary="How Tracker is doing, as `tracker status --json` tells it",
    )
    def status() -> Response:
        # pages are served by the daemon's own process
        return PlainJson(status_to_dict(replace(tracker.status(), daemon=os.getpid()), tracker.sources()))


def described(routes: list[APIRoute]) -> dict[str, Any]:
    """The routes in OpenAPI 3.1: beside what each says of itself, who may ask, and what it says when all is not well."""
    told = get_openapi(title="Tracker", version=__version__, routes=routes)
    schemas = told["components"]["schemas"]
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    schemas["Problem"] = TypeAdapter(serviceshapes.Problem).json_schema()
    told["components"] |= {"responses": _problems(), "securitySchemes": _SECURITY}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            _complete(operation, method.upper(), path)
    return told


def _complete(operation: dict[str, Any], method: str, path: str) -> None:
    needed = role_needed(method, path)
    scope = next(scope for scope in Scope if scope.role is needed)
    operation["security"] = [{"token": [scope.value]}, {"session": [needed.value]}]
    statuses = set(_ALWAYS) | ({404} if "{" in path or path.endswith("/find") else set())
    statuses |= {413} if "requestBody" in operation else set()
    operation["responses"] |= {str(one): {"$ref": f"#/components/responses/{one}"} for one in sorted(statuses)}
    if path.endswith(("/at", "/revisions/{revision}")):
        headers = {name: {"description": words, "schema": {"type": "string"}} for name, words in _MEMENTO.items()}
        operation["responses"]["200"]["headers"] = headers


def _problems() -> dict[str, Any]:
    """What is said when all is not well, by status."""
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    found: dict[str, Any] = {str(one): {"description": words, "content": content} for one, words in _PROBLEMS.items()}
    wait = {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
    found["429"]["headers"] = {"Retry-After": wait}
    return found


_SECURITY: Final = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of `tracker token new`; what stands beside it is the least scope (read, write, admin).",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "tracker",
        "description": "The session of a browser that is logged in (`__Host-tracker` over https); what stands beside it is "
        "the least role. Where there is no login, neither is needed.",
    },
}
