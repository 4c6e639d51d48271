"""Triage: what a person decides about a change stands with it for ever, with who decided it and when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response

from tracker.errors import UsageError
from tracker.store.triage import (
    Judgement,
    Target,
    TriageState,
    held,
    judge,
    target_of_finding,
    target_of_flag,
    target_of_revision,
)
from tracker.web.guard import form, local_path
from tracker.web.pages import Pages
from tracker.web.visitor import VISITOR, Entrance

if TYPE_CHECKING:
    from sqlalchemy import Connection

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
        """`flag` (a change by any of its flags), `finding` (that flag alone) or `article` and `revision`, a `state` or
        "note", a `note`, and where to go `back` to.
        """
        with tracker.database.write() as connection:
            try:
                target = _target(connection, fields)
            except LookupError:
                raise UsageError("there is no such change") from None
            state, now = _state(fields, held(connection, target)), tracker.now()
            judge(connection, target, Judgement(state, fields.get("note", ""), _who(), now))
            whole = replace(target, flag_id=None)
            if target.revision_id is not None and target.flag_id is not None and _is_unread(held(connection, whole)):
                judge(connection, whole, Judgement(TriageState.READ, "", _who(), now))  # who judges a flag has read it
        return RedirectResponse(local_path(fields.get("back", "/")), status_code=303)


def _target(connection: Connection, fields: dict[str, str]) -> Target:
    if "finding" in fields:
        return target_of_finding(connection, _number(fields, "finding"))
    if "flag" in fields:
        return target_of_flag(connection, _number(fields, "flag"))
    return target_of_revision(connection, _number(fields, "article"), _number(fields, "revision"))


def _is_unread(before: Judgement | None) -> bool:
    return before is None or before.state is TriageState.UNREAD


def _who() -> str:
    """By what name a decision is kept."""
    visitor = VISITOR.get()
    if visitor is not None and visitor.user is not None:
        return visitor.user.name
    return _PROGRAM if visitor is not None and visitor.entrance is Entrance.TOKEN else _LOCAL


def _state(fields: dict[str, str], before: Judgement | None) -> TriageState:
    """The state that was asked for; a note alone leaves it as it stands, and what is noted was read."""
    asked = fields.get("state", "")
    if asked == "note" and fields.get("note", "").strip():
        return TriageState.READ if before is None or _is_unread(before) else before.state
    if asked not in set(TriageState):
        raise UsageError("nothing was decided", hint="write a note, or choose a button")
    return TriageState(asked)


def _number(fields: dict[str, str], name: str) -> int:
    text = fields.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise UsageError(f"{name} is no number")
    return int(text)
