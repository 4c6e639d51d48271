"""One change as HTML: how a reader wants to see it, and which page of it, as a long one is cut into several."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from markupsafe import Markup

from tracker.desk.answers import Comparison
from tracker.model import Flag, Severity
from tracker.render.page import change_fragment
from tracker.render.paging import page_of_passage, paged
from tracker.render.rows import Fold, Paragraph, Row
from tracker.render.view import ChangeView, Section, change_view, header_of
from tracker.render.wording import counted
from tracker.web.choices import VIEWS

FLAGS = 25
"""How many findings stand on a page."""

# Bytes of findings and text on one page, which with what stands round them stays below 100 kB; below each finding stand
# its address and the form to decide about it.
_ROOM, _DECIDING = 68_000, 1_100
_PLACE = re.compile(r"([a-z]{1,20})-(\d{1,9})")

Below = Callable[[Sequence[Flag], int], Sequence[tuple[str, Markup]]]
"""Gives of some findings, of which the first has this place, the id of each and what stands below it."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a reader wants to see a change: one of VIEWS, whether each flag says why it was raised, which page, from 1:
    that which has the passage `at` ("body-12"), where one is named; and whether edits that mean nothing are marked too.
    """

    view: str = "inline"
    explain: bool = False
    page: int = 1
    at: str = ""
    silent: bool = False

    def address(self, view: str, *, explain: bool, page: int = 1) -> str:
        """The same change, seen so."""
        return f"?view={view}" + ("&explain=yes" if explain else "") + (f"&page={page}" if page > 1 else "")

    @property
    def others(self) -> list[tuple[str, str, bool]]:
        """Every view with its address, its name and whether it is this one."""
        return [(self.address(view, explain=self.explain), words, view == self.view) for view, words in VIEWS.items()]

    @property
    def other_explanation(self) -> tuple[str, str]:
        """Where the reasons are shown, or hidden again."""
        words = "Hide the reasons" if self.explain else "Why it was flagged"
        return self.address(self.view, explain=not self.explain, page=self.page), words


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a change: its number from 1, how many there are, and its look with that number."""

    html: Markup
    number: int
    count: int
    look: Look

    @property
    def earlier(self) -> str:
        """The address of the page before; empty on the first."""
        return self._address(self.number - 1) if self.number > 1 else ""

    @property
    def later(self) -> str:
        """The address of the page after; empty on the last."""
        return self._address(self.number + 1) if self.number < self.count else ""

    def _address(self, page: int) -> str:
        return self.look.address(self.look.view, explain=self.look.explain, page=page)


def sheet(found: Comparison, look: Look, *, zone: tzinfo, below: Below | None = None) -> Sheet:
    """The page of a change that was asked for, the last where there are fewer."""
    beside = look.view == "side-by-side"
    pages = paged(
        _unfolding(_view(found, look, zone=zone), look),
        room=_ROOM,
        flags=FLAGS,
        beside=_DECIDING,
        side_by_side=beside,
        explain=look.explain,
    )
    place = _PLACE.fullmatch(look.at)
    part, number = (place[1], int(place[2])) if place else ("", 0)
    at = page_of_passage(pages, part, number) if place else min(look.page, len(pages)) - 1
    view, first = _told(pages[at], at, len(_loud(found.flags))), at * FLAGS
    if below is not None:
        own = below(_loud(found.flags)[first : first + FLAGS], first)
        flags = (replace(flag, ident=ident, more=more) for flag, (ident, more) in zip(view.flags, own, strict=True))
        view = replace(view, flags=tuple(flags))
    if place:
        view = replace(view, sections=tuple(_marked(one, number) if one.part == part else one for one in view.sections))
    html = change_fragment(view, level=1, side_by_side=beside, explain=look.explain)
    return Sheet(html, at + 1, len(pages), replace(look, page=at + 1, at=""))


def extract(found: Comparison, look: Look, *, zone: tzinfo, budget: int, level: int, ident: str) -> Markup:
    """The beginning of a change as HTML, for a feed: at most `budget` characters of passages, and a page's findings."""
    view = _view(found, look, zone=zone, budget=budget)
    more = len(view.flags) - FLAGS
    if more > 0:
        words = f"{counted(more, 'more finding')}: the page of the change lists all."
        view = replace(view, flags=view.flags[:FLAGS], verdict_line=words)
    return change_fragment(view, ident=ident, level=level)


def loud_first(flags: Sequence[Flag]) -> list[int]:
    """The numbers of the flags that mean something, in the order in which they are shown: the most severe first."""
    loud = [number for number, flag in enumerate(flags) if flag.severity is not Severity.SILENT]
    return sorted(loud, key=lambda number: -flags[number].severity.rank)


def _loud(flags: Sequence[Flag]) -> list[Flag]:
    return [flags[number] for number in loud_first(flags)]


def _view(found: Comparison, look: Look, *, zone: tzinfo, budget: int | None = None) -> ChangeView:
    """The change as its view has it. Where a newer Tracker read the same page otherwise, nothing was edited: then no time
    is given, and no silence blamed on the publisher.
    """
    change, header = found.blamed, header_of(found.article, found.old, found.new, zone=zone)
    if found.is_reread:
        header = replace(header, window="")
    whole = look.view == "whole"
    context = None if whole else 2
    view = change_view(
        change, header, context=context, show_silent=whole or look.silent, flags=found.flags, budget=budget
    )
    return replace(view, sections=()) if look.view == "flags" else view


def _unfolding(view: ChangeView, look: Look) -> ChangeView:
    """The view with links from what is folded to where the whole text has it."""
    whole = look.address("whole", explain=look.explain)

    def linked(section: Section, row: Row) -> Row:
        return replace(row, href=f"{whole}&at={section.part}-{row.first}#at") if isinstance(row, Fold) else row

    sections = (replace(one, rows=tuple(linked(one, row) for row in one.rows)) for one in view.sections)
    return replace(view, sections=tuple(sections))


def _told(view: ChangeView, at: int, count: int) -> ChangeView:
    """The page with a line that says which findings it has, where others have others."""
    if count <= FLAGS:
        return view if not at or not count else replace(view, verdict_line="The first page has the findings.")
    first, last = at * FLAGS + 1, at * FLAGS + len(view.flags)
    here = f"Findings {first:,} to {last:,} of {count:,}" if view.flags else f"None of the {count:,} findings"
    return replace(view, verdict_line=f"{here} stand on this page.")


def _marked(section: Section, number: int) -> Section:
    """The section with an id at the paragraph that has this passage."""
    found = [at for at, row in enumerate(section.rows) if isinstance(row, Paragraph) and row.first <= number]
    if not found:
        return section
    rows = list(section.rows)
    row = rows[found[-1]]
    rows[found[-1]] = replace(row, ident="at") if isinstance(row, Paragraph) else row
    return replace(section, rows=tuple(rows))
