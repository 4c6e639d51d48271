"""One change: the step between any two revisions of an article, at an address that never means another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from tracker.desk.answers import Comparison
from tracker.errors import UsageError
from tracker.model import Flag
from tracker.store import history
from tracker.store.triage import Decided, decided_on
from tracker.web.choices import VIEWS, StoredNumber, chosen_one
from tracker.web.pages import Pages
from tracker.web.recent import RecentChanges
from tracker.web.sheets import FLAGS, Below, Look, loud_first, sheet

Number = Annotated[int | None, Query(ge=1, lt=10**9)]


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/articles/N/changes/A..B, and the form that leads there."""
    tracker, recent = pages.tracker, RecentChanges()

    @router.api_route("/articles/{number}/changes/{old}..{new}", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def change(number: int, old: int, new: int, look: Annotated[Look, Depends(look_asked_for)]) -> str:
        article = tracker.article(str(number))
        before, after = tracker.revision(article, str(old)), tracker.revision(article, str(new))
        with tracker.database.read() as connection:
            then = replace(article, headline=after.headline or article.headline)
            found = Comparison(then, before, after, recent.change_between(connection, before, after))
            decided = decided_on(connection, article.id, new) if _is_step(found) else Decided()
        shown = sheet(found, look, zone=tracker.zone, below=_findings(pages, found, look, decided))
        return pages.render(
            "change.html",
            comparison=found,
            sheet=shown,
            reread=found.is_reread,
            look=shown.look,
            around=_neighbours(found),
            permalink=tracker.page_url + place(found),
            decided=decided,
            is_step=_is_step(found),
        )

    @router.api_route("/flags/{number}", methods=["GET", "HEAD"])
    def flag(number: StoredNumber) -> Response:
        """The lasting address of one flag leads to where it is shown."""
        with tracker.database.read() as connection:
            try:
                stored = history.stored_flag(connection, number)
            except LookupError:
                raise UsageError("there is no such finding") from None
            if stored.revision is None or stored.revision == 1:
                return RedirectResponse(f"/articles/{stored.article.id}", status_code=303)
            found = history.revision(connection, stored.article.id, stored.revision)
            numbers = history.flag_numbers(connection, found.id)
        shown = [numbers[at] for at in loud_first(found.flags)]
        page = shown.index(number) // FLAGS + 1 if number in shown else 1
        path = f"/articles/{stored.article.id}/changes/{stored.revision - 1}..{stored.revision}"
        return RedirectResponse(f"{path}{f'?page={page}' if page > 1 else ''}#flag-{number}", status_code=303)

    @router.api_route("/articles/{number}/compare", methods=["GET", "HEAD"])
    def compare(number: int, old: Number = None, new: Number = None) -> Response:
        found = tracker.article(str(number))
        before, after = tracker.revision(found, str(old or "previous")), tracker.revision(found, str(new or "latest"))
        return RedirectResponse(f"/articles/{found.id}/changes/{before.number}..{after.number}", status_code=303)


def look_asked_for(
    view: Annotated[str, Query(max_length=20)] = "inline",
    explain: str = "",
    page: Annotated[int, Query(ge=1, lt=10**9)] = 1,
    at: Annotated[str, Query(max_length=40)] = "",
) -> Look:
    """How an address wants a change to be seen. Raises UsageError."""
    return Look(view=chosen_one(view, VIEWS), explain=explain == "yes", page=page, at=at)


def place(found: Comparison) -> str:
    """The address of a change, which never means another."""
    return f"/articles/{found.article.id}/changes/{found.old.number}..{found.new.number}"


def _is_step(found: Comparison) -> bool:
    return found.new.number == found.old.number + 1


def _neighbours(found: Comparison) -> tuple[str, str]:
    """The addresses of the change before and the one after; empty where there is none, or between revisions that are
    no neighbours.
    """
    old, new = found.old.number, found.new.number
    if new != old + 1:
        return "", ""
    before = f"{old - 1}..{old}" if old > 1 else ""
    return before, f"{new}..{new + 1}" if new < found.article.revisions else ""


def _findings(pages: Pages, found: Comparison, look: Look, decided: Decided) -> Below | None:
    """What stands below each finding that was recorded of a step: where else it leads, and what is decided about it."""
    if not _is_step(found):
        return None
    with pages.tracker.database.read() as connection:
        numbers = history.flag_numbers(connection, found.new.id)
    shown = [numbers[at] for at in loud_first(found.flags)]

    def below(flags: Sequence[Flag], first: int) -> list[tuple[str, Markup]]:
        back = place(found) + look.address(look.view, explain=look.explain, page=first // FLAGS + 1)
        return [
            (f"flag-{number}", _finding(pages, flag, number, decided, f"{back}#flag-{number}"))
            for flag, number in zip(flags, shown[first:], strict=False)
        ]

    return below


def _finding(pages: Pages, flag: Flag, number: int, decided: Decided, back: str) -> Markup:
    judgement = decided.flags.get(number)
    return pages.part("finding.html", number=number, flag=flag, judgement=judgement, back=back)
