"""One change: the step between any two revisions of an article, at an address that never means another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from tracker.answers import Comparison
from tracker.model import Cause, Disclosure, Verdict
from tracker.render.page import change_fragment
from tracker.render.view import change_view, header_of
from tracker.render.wording import counted
from tracker.web.choices import VIEWS, chosen_one
from tracker.web.pages import Pages
from tracker.web.triage import trail_of

# Characters of marked text and number of flags on one page, which with their markup stays near 100 kB.
_PASSAGES = {"inline": 14_000, "side-by-side": 11_000}
_FLAGS = 40

Number = Annotated[int | None, Query(ge=1, lt=10**9)]


@dataclass(frozen=True, slots=True)
class Look:
    """How a reader wants to see a change: one of VIEWS, and whether each flag says why it was raised."""

    view: str = "inline"
    explain: bool = False

    def address(self, view: str, *, explain: bool) -> str:
        """The same change, seen so."""
        return f"?view={view}" + ("&explain=yes" if explain else "")

    @property
    def others(self) -> list[tuple[str, str, bool]]:
        """Every view with its address, its name and whether it is this one."""
        return [(self.address(view, explain=self.explain), words, view == self.view) for view, words in VIEWS.items()]

    @property
    def other_explanation(self) -> tuple[str, str]:
        """Where the reasons are shown, or hidden again."""
        words = "Hide the reasons" if self.explain else "Why it was flagged"
        return self.address(self.view, explain=not self.explain), words


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/articles/N/changes/A..B, and the form that leads there."""
    tracker = pages.tracker

    @router.api_route("/articles/{number}/changes/{old}..{new}", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def change(
        number: int, old: int, new: int, view: Annotated[str, Query(max_length=20)] = "inline", explain: str = ""
    ) -> str:
        found = tracker.comparison(tracker.article(str(number)), str(old), str(new))
        look = Look(view=chosen_one(view, VIEWS), explain=explain == "yes")
        return pages.render(
            "change.html",
            comparison=found,
            fragment=fragment(found, look, zone=tracker.zone),
            reread=is_reread(found),
            look=look,
            around=_neighbours(found),
            permalink=f"{tracker.page_url}/articles/{number}/changes/{old}..{new}",
            trail=trail_of(pages, number, new) if new == old + 1 else [],
            is_step=new == old + 1,
        )

    @router.api_route("/articles/{number}/compare", methods=["GET", "HEAD"])
    def compare(number: int, old: Number = None, new: Number = None) -> Response:
        found = tracker.article(str(number))
        before, after = tracker.revision(found, str(old or "previous")), tracker.revision(found, str(new or "latest"))
        return RedirectResponse(f"/articles/{found.id}/changes/{before.number}..{after.number}", status_code=303)


def fragment(
    found: Comparison, look: Look, *, zone: tzinfo, budget: int | None = None, level: int = 1, ident: str = "change"
) -> Markup:
    """The change as HTML; only the whole text is without a limit of its own, which `budget` replaces (characters). Where a
    newer Tracker read the same page otherwise, nothing was edited: then no time is given, and no silence blamed on the
    publisher.
    """
    change, header = found.change, header_of(found.article, found.old, found.new, zone=zone)
    if is_reread(found):
        change = replace(change, disclosure=Disclosure(verdict=Verdict.NONE))
        header = replace(header, window="")
    whole = look.view == "whole"
    view = change_view(
        change,
        header,
        context=None if whole else 2,
        show_silent=whole,
        flags=found.flags,
        budget=budget or _PASSAGES.get(look.view),
    )
    if look.view == "flags":
        view = replace(view, sections=())
    more = len(view.flags) - _FLAGS
    if more > 0 and not whole:
        words = f"{counted(more, 'more finding')}: the whole text lists all."
        view = replace(view, flags=view.flags[:_FLAGS], verdict_line=words)
    return change_fragment(
        view, ident=ident, level=level, side_by_side=look.view == "side-by-side", explain=look.explain
    )


def is_reread(found: Comparison) -> bool:
    """Whether the two are one page, read by an older and by a newer Tracker."""
    return found.new.cause is Cause.RE_EXTRACTION and found.old.number == found.new.number - 1


def _neighbours(found: Comparison) -> tuple[str, str]:
    """The addresses of the change before and the one after; empty where there is none, or between revisions that are
    no neighbours.
    """
    old, new = found.old.number, found.new.number
    if new != old + 1:
        return "", ""
    before = f"{old - 1}..{old}" if old > 1 else ""
    return before, f"{new}..{new + 1}" if new < found.article.revisions else ""
