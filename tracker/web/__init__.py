"""The pages a person reads: what changed, the articles, one article's revisions, one change, one text, the status.

Rendered on the server, readable without any script. Nothing of a captured page is ever served as HTML of ours: all its
text is made inert and escaped. What changes something is a form (POST) of ours, never a link; hubs that call are
answered too. No cookie is set.
"""

from __future__ import annotations

from fastapi import FastAPI

from tracker.app import Tracker
from tracker.web import adding, article, captures, change, home, outlets, quotes, search, service, triage, websub
from tracker.web.guard import guard
from tracker.web.metrics import Metrics
from tracker.web.pages import Pages


def make_pages(tracker: Tracker, metrics: Metrics | None = None) -> FastAPI:
    """The pages of one store, as an ASGI application; `metrics` are those of the process that checks."""
    app = FastAPI(title="Tracker", docs_url=None, redoc_url=None, openapi_url=None)
    pages = Pages(tracker)
    guard(app, pages)
    for part in (home, article, change, captures, adding, outlets, quotes, search, triage, websub):
        part.add_routes(app.router, pages)
    service.add_routes(app.router, pages, metrics or Metrics(tracker))
    return app
