"""The pages a person reads: what changed, the articles, one article's revisions, one change, one text, the status.

Rendered on the server, readable without any script. Nothing of a captured page is ever served as HTML of ours: all its
text is made inert and escaped. What changes something is a form (POST) of ours, never a link; hubs that call are
answered too. Every route is admitted by `admission.py`, whichever module it stands in.
"""

from __future__ import annotations

from fastapi import Depends, FastAPI

from tracker.app import Tracker
from tracker.web import (
    account,
    adding,
    alerts,
    api,
    article,
    blame,
    captures,
    change,
    feeds,
    home,
    login,
    memento,
    outlets,
    quotes,
    search,
    searchfeed,
    service,
    triage,
    users,
    websub,
)
from tracker.web.admission import Admission
from tracker.web.guard import guard
from tracker.web.metrics import Metrics
from tracker.web.pages import Pages

_PARTS = (
    home,
    article,
    blame,
    change,
    captures,
    adding,
    outlets,
    quotes,
    search,
    triage,
    alerts,
    users,
    account,
    websub,
    login,
    feeds,
    searchfeed,
    memento,
)


def make_pages(tracker: Tracker, metrics: Metrics | None = None) -> FastAPI:
    """The pages of one store, as an ASGI application; `metrics` are those of the process that checks."""
    admission = Admission(tracker)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(admission)])
    app.state.zone = tracker.zone
    pages = Pages(tracker)
    guard(app, pages)
    for part in _PARTS:
        part.add_routes(app.router, pages)
    service.add_routes(app.router, pages, metrics or Metrics(tracker))
    api.add_routes(app, tracker)
    return app
