"""What is not about one article: how Tracker is doing, unsubscribing, the style sheet and the sign."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from tracker import access
from tracker.errors import UsageError
from tracker.model import AlertState
from tracker.store.sources import counted_failing
from tracker.web.metrics import CONTENT_TYPE, Metrics
from tracker.web.pages import Pages, stylesheet
from tracker.web.wording import clipped

_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_TROUBLED = 30


def add_routes(router: APIRouter, pages: Pages, metrics: Metrics) -> None:
    """/status, /health, /metrics, /unsubscribe/TOKEN and what the pages load."""
    tracker = pages.tracker

    @router.api_route("/status", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def status() -> str:
        found = tracker.status()
        with tracker.database.read() as connection:
            lists, failing = counted_failing(connection)
        alerts = {state.value: found.alerts.get(state, 0) for state in AlertState}
        return pages.render(
            "status.html",
            status=found,
            lists=lists,
            failing=failing,
            alerts=alerts,
            troubled=found.troubled[:_TROUBLED],
            subscriptions=len(tracker.subscriptions()),
            now=tracker.now(),
        )

    @router.api_route("/health", methods=["GET", "HEAD"], response_class=PlainTextResponse)
    def health() -> Response:
        vitals = tracker.vitals()
        told = vitals.troubles if access.is_open(tracker) else ()  # anybody may ask, and names are nobody's business
        lines = [f"{one.what}: {clipped(one.name)}: {clipped(one.detail)}" for one in told]
        first = "ok" if vitals.goes_on else "checks have stopped"
        return PlainTextResponse("\n".join([first, *lines, ""]), status_code=200 if vitals.goes_on else 503)

    @router.api_route("/metrics", methods=["GET", "HEAD"], response_class=Response)
    def metrics_text() -> Response:
        return Response(metrics.text(), media_type=CONTENT_TYPE)

    @router.api_route("/unsubscribe/{token}", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def unsubscribe(token: str) -> str:
        return pages.render("unsubscribe.html", subscription=_subscribed(token), done=False)

    @router.post("/unsubscribe/{token}", response_class=HTMLResponse)
    def unsubscribed(token: str) -> str:
        """One click (RFC 8058 §3.2): the token in the address is all the proof there is, whatever the body says."""
        _subscribed(token)
        return pages.render("unsubscribe.html", subscription=tracker.unsubscribe(token), done=True)

    def _subscribed(token: str) -> object:
        """The subscription of a token. A subscription's number is no token: it could be guessed."""
        found = tracker.subscription_by_token(token)
        if found is None:
            raise UsageError("There is no such subscription, or it has ended already.")
        return found

    @router.api_route("/style.css", methods=["GET", "HEAD"])
    def style() -> Response:
        return Response(stylesheet(), media_type="text/css", headers=_FOR_EVER)

    @router.api_route("/icon.svg", methods=["GET", "HEAD"])
    def icon() -> Response:
        return Response(_icon(), media_type="image/svg+xml", headers=_FOR_EVER)


@cache
def _icon() -> bytes:
    return (files("tracker.web") / "static" / "icon.svg").read_bytes()
