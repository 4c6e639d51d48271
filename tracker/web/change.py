"""One change: the step between any two revisions of an article, at an address that never means another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from itertools import zip_longest
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from tracker.answers import Comparison
from tracker.errors import UsageError
from tracker.model import Cause, Disclosure, Severity, Verdict
from tracker.render.page import change_fragment
from tracker.render.view import change_view, header_of
from tracker.render.wording import counted
from tracker.store import history
from tracker.store.triage import Decided, decided_on
from tracker.web.choices import VIEWS, StoredNumber, chosen_one
from tracker.web.pages import Pages

# Characters of marked text and number of flags on one page, which with their markup stays near 100 kB.
_PASSAGES = {"inline": 11_000, "side-by-side": 8_500}
_FLAGS = 25

Number = Annotated[int | None, Query(ge=1, lt=10**9)]


@dataclass(frozen=True, slots=True)
class Look:
    """How a reader wants to see a change: one of VIEWS, whether each flag says why it was raised, and whether edits that
    mean nothing are marked too.
    """

    view: str = "inline"
    explain: bool = False
    silent: bool = False

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
        found = _as_it_was(tracker.comparison(tracker.article(str(number)), str(old), str(new)))
        look = Look(view=chosen_one(view, VIEWS), explain=explain == "yes")
        decided = _decided(found)
        return pages.render(
            "change.html",
            comparison=found,
            fragment=fragment(found, look, zone=tracker.zone, findings=_findings(found, look, decided)),
            reread=is_reread(found),
            look=look,
            around=_neighbours(found),
            permalink=tracker.page_url + place(found),
            decided=decided,
            is_step=_is_step(found),
        )

    def _decided(found: Comparison) -> Decided:
        if not _is_step(found):
            return Decided()
        with tracker.database.read() as connection:
            return decided_on(connection, found.article.id, found.new.number)

    def _findings(found: Comparison, look: Look, decided: Decided) -> dict[str, Markup]:
        """The id of each flag that was recorded of a step, the most severe first, and what stands below it: where else it
        leads, and what is decided about it.
        """
        if not _is_step(found):
            return {}
        with tracker.database.read() as connection:
            numbers = history.flag_numbers(connection, found.new.id)
        loud = [one for one in zip(numbers, found.flags, strict=True) if one[1].severity is not Severity.SILENT]
        loud.sort(key=lambda one: -one[1].severity.rank)  # as the view has them
        back = place(found) + look.address(look.view, explain=look.explain)
        return {
            f"flag-{number}": pages.part(
                "finding.html",
                number=number,
                flag=flag,
                judgement=decided.flags.get(number),
                back=f"{back}#flag-{number}",
                deciding=at < _FLAGS,
            )
            for at, (number, flag) in enumerate(loud if look.view == "whole" else loud[:_FLAGS])
        }

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
        graver = sum(one.severity.rank >= stored.flag.severity.rank for one in found.flags)
        view = "?view=whole" if graver > _FLAGS else ""
        path = f"/articles/{stored.article.id}/changes/{stored.revision - 1}..{stored.revision}"
        return RedirectResponse(f"{path}{view}#flag-{number}", status_code=303)

    @router.api_route("/articles/{number}/compare", methods=["GET", "HEAD"])
    def compare(number: int, old: Number = None, new: Number = None) -> Response:
        found = tracker.article(str(number))
        before, after = tracker.revision(found, str(old or "previous")), tracker.revision(found, str(new or "latest"))
        return RedirectResponse(f"/articles/{found.id}/changes/{before.number}..{after.number}", status_code=303)


def fragment(
    found: Comparison,
    look: Look,
    *,
    zone: tzinfo,
    budget: int | None = None,
    level: int = 1,
    ident: str = "change",
    findings: Mapping[str, Markup] = MappingProxyType({}),
) -> Markup:
    """The change as HTML; only the whole text is without a limit of its own, which `budget` replaces (characters). Where a
    newer Tracker read the same page otherwise, nothing was edited: then no time is given, and no silence blamed on the
    publisher. `findings` has an id for each flag, in the order of the view, with what stands below it.
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
        show_silent=whole or look.silent,
        flags=found.flags,
        budget=budget or _PASSAGES.get(look.view),
    )
    if look.view == "flags":
        view = replace(view, sections=())
    more = len(view.flags) - _FLAGS
    if more > 0 and not whole:
        words = f"{counted(more, 'more finding')}: the whole text lists all."
        view = replace(view, flags=view.flags[:_FLAGS], verdict_line=words)
    told = zip_longest(view.flags, findings.items()) if findings else ()
    flags = tuple(replace(flag, ident=own[0], more=own[1]) if own else flag for flag, own in told if flag)
    view = replace(view, flags=flags or view.flags)
    return change_fragment(
        view, ident=ident, level=level, side_by_side=look.view == "side-by-side", explain=look.explain
    )


def place(found: Comparison) -> str:
    """The address of a change, which never means another."""
    return f"/articles/{found.article.id}/changes/{found.old.number}..{found.new.number}"


def _as_it_was(found: Comparison) -> Comparison:
    """Under the headline that the article had then: an address that never changes must not change its title."""
    then = found.new.headline or found.article.headline
    return replace(found, article=replace(found.article, headline=then))


def _is_step(found: Comparison) -> bool:
    return found.new.number == found.old.number + 1


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
