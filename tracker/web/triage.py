"""Triage: what a person decides about a change stands with it for ever, with who decided it and when."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from tracker.app import Tracker
from tracker.errors import UsageError
from tracker.store.triage import Judgement, Target, TriageState, judge, target_of_flag, target_of_revision, trail
from tracker.web.guard import form, local_path
from tracker.web.pages import Pages
from tracker.web.visitor import VISITOR, Entrance

_DIGITS = 18
_LOCAL = "local"
"""Who decides where nobody logs in: whoever sits at this machine."""
_PROGRAM = "a program"
"""Who decides with a token that belongs to nobody."""


def add_routes(router: APIRouter, pages: Pages) -> None:
    """POST /triage."""
    tracker = pages.tracker

    @router.post("/triage")
    def decide(fields: Annotated[dict[str, str], Depends(form)]) -> Response:
        """`flag` (a change by any of its flags) or `article` and `revision`, a `state` or "note", a `note`, and where to
        go `back` to.
        """
        if "flag" in fields:
            change = partial(target_of_flag, flag_id=_number(fields, "flag"))
        else:
            own, number = _number(fields, "article"), _number(fields, "revision")
            change = partial(target_of_revision, article_id=own, number=number)
        decide_on(tracker, change, fields.get("state", ""), fields.get("note", ""))
        return RedirectResponse(local_path(fields.get("back", "/")), status_code=303)


def decide_on(tracker: Tracker, change: Callable[[Connection], Target], asked: str, note: str) -> Judgement:
    """Write down what the visitor decides about a change: a state (or "note", which leaves it as it stands) and a note.
    Raises UsageError.
    """
    with tracker.database.write() as connection:
        target = found(connection, change)
        judgement = Judgement(_state(asked, note, trail(connection, target, limit=1)), note, _who(), tracker.now())
        judge(connection, target, judgement)
        return trail(connection, target, limit=1)[0]


def found(connection: Connection, change: Callable[[Connection], Target]) -> Target:
    """The change that is meant. Raises UsageError."""
    try:
        return change(connection)
    except LookupError:
        raise UsageError("there is no such change") from None


def trail_of(pages: Pages, article: int, revision: int) -> list[Judgement]:
    """What was decided about the change that led to a revision, the newest first."""
    with pages.tracker.database.read() as connection:
        try:
            target: Target = target_of_revision(connection, article, revision)
        except LookupError:
            return []
        return trail(connection, target)


def _who() -> str:
    """By what name a decision is kept."""
    visitor = VISITOR.get()
    if visitor is not None and visitor.user is not None:
        return visitor.user.name
    return _PROGRAM if visitor is not None and visitor.entrance is Entrance.TOKEN else _LOCAL


def _state(asked: str, note: str, before: list[Judgement]) -> TriageState:
    """The state that was asked for; a note alone leaves it as it stands, and what is noted was read."""
    if asked == "note" and note.strip():
        return before[0].state if before and before[0].state is not TriageState.UNREAD else TriageState.READ
    if asked not in set(TriageState):
        raise UsageError("nothing was decided", hint="write a note, or choose a button")
    return TriageState(asked)


def _number(fields: dict[str, str], name: str) -> int:
    text = fields.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise UsageError(f"{name} is no number")
    return int(text)
