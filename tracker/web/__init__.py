"""The pages a person reads: what changed, the articles, one article's revisions, one change, one text, the status.

Rendered on the server, readable without any script. Nothing of a captured page is ever served as HTML of ours: all its
text is made inert and escaped. Every route is admitted by `admission.py`, whichever module it stands in.
"""

from __future__ import annotations

from fastapi import Depends, FastAPI

from tracker.app import Tracker
from tracker.web import api, article, change, feeds, home, login, memento, service
from tracker.web.admission import Admission
from tracker.web.guard import guard
from tracker.web.pages import Pages


def make_pages(tracker: Tracker) -> FastAPI:
    """The pages of one store, as an ASGI application."""
    admission = Admission(tracker)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(admission)])
    pages = Pages(tracker)
    guard(app, pages)
    for part in (home, article, change, service, login, feeds, memento):
        part.add_routes(app.router, pages)
    api.add_routes(app, tracker)
    return app
