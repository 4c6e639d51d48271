"""The feeds of a search: each step at which an article begins to say what is searched for, or ceases to; and each edit of a
passage that a subscription to words would be told of.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from markupsafe import Markup
from typing_extensions import override

from tracker.alert.subject import article_phrase, clean_header
from tracker.app import Tracker
from tracker.cleaning import clean_text
from tracker.desk.wishing import search_typed
from tracker.errors import UsageError
from tracker.model import Search, Severity
from tracker.model.query import Term, parse_query
from tracker.render.marks import passage
from tracker.render.wishes import search_words
from tracker.store import history
from tracker.store.comings import MOST_LOOKED_AT, WordsWanted, comings
from tracker.store.listing import ChangeFilter, ListedChange
from tracker.store.phrases import MOST_COMPARED, Known, edits_about, query_of
from tracker.store.words import searched_text
from tracker.web.choices import Gone, Wanted, Word, Words, wanted_changes
from tracker.web.feeds import ENTRIES, Form, Part, Telling, answer, require, step_content
from tracker.web.pages import Pages

_TOLD = 60  # characters of what is searched for, in a title
_CUT = (
    f"More than {MOST_LOOKED_AT:,} revisions have these words: only the articles that were added last were looked at. "
    "Search for rarer words, or of one source."
)
_PAUSED = f"Of articles with these words the newest {MOST_COMPARED} edits were looked at; the next part goes on."


@dataclass(frozen=True, slots=True)
class Searched:
    """What is searched for, and where in the list to begin."""

    words: WordsWanted
    filters: dict[str, str]
    before: int | None


@dataclass(frozen=True, slots=True)
class EditsSearched:
    """Which edits are searched for, and where in the list to begin."""

    search: Search
    chosen: ChangeFilter
    filters: dict[str, str]
    before: int | None


def wanted_by_any(request: Request, wanted: Annotated[Wanted, Depends(wanted_changes)]) -> Wanted:
    """The parameters of the Changes page; without a severity also steps that nothing was flagged in."""
    if request.query_params.get("severity"):
        return wanted
    return Wanted(replace(wanted.chosen, floor=Severity.SILENT), {**wanted.filters, "severity": ""}, wanted.before)


Chosen = Annotated[Wanted, Depends(wanted_by_any)]


def wanted_words(wanted: Chosen, q: Words = "", gone: Gone = "") -> Searched:
    """The parameters of the Search page with those of the Changes page. Raises UsageError."""
    typed = clean_text(q).strip()
    asked = parse_query(typed)
    if not asked.clauses:
        raise UsageError("there is no word in that to search for", hint="as /feeds/search.atom?q=alleged")
    filters = {"q": typed, **wanted.filters, "gone": "yes" if gone == "yes" else ""}
    return Searched(WordsWanted(asked, wanted.chosen, gone=bool(filters["gone"])), filters, wanted.before)


def wanted_edits(wanted: Chosen, words: Word = "", drops: Word = "", adds: Word = "") -> EditsSearched:
    """The words of a subscription with the parameters of the Changes page. Raises UsageError."""
    search = search_typed(*map(clean_text, (words, drops, adds)))
    if not query_of(search).clauses:
        raise UsageError("there are no words to look for", hint="as /feeds/edits.atom?drops=alleged&words=Ida+Crane")
    filters = {"words": search.words, "drops": search.drops, "adds": search.adds, **wanted.filters}
    return EditsSearched(search, wanted.chosen, filters, wanted.before)


SearchedFor = Annotated[Searched, Depends(wanted_words)]
EditsSearchedFor = Annotated[EditsSearched, Depends(wanted_edits)]


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/feeds/search.atom and /feeds/edits.atom, each also as .json and behind a secret."""
    tracker = pages.tracker
    known: Known = {}

    @router.api_route("/feeds/search.{form}", methods=["GET", "HEAD"])
    def searched(request: Request, form: Form, asked: SearchedFor) -> Response:
        return answer(tracker, request, form, _of_words(tracker, asked, request.url.path))

    @router.api_route("/feeds/edits.{form}", methods=["GET", "HEAD"])
    def edited(request: Request, form: Form, asked: EditsSearchedFor) -> Response:
        return answer(tracker, request, form, _of_edits(tracker, asked, request.url.path, known))

    @router.api_route("/feeds/{token}/search.{form}", methods=["GET", "HEAD"])
    def searched_in_private(request: Request, token: str, form: Form, asked: SearchedFor) -> Response:
        require(tracker, token)
        return searched(request, form, asked)

    @router.api_route("/feeds/{token}/edits.{form}", methods=["GET", "HEAD"])
    def edited_in_private(request: Request, token: str, form: Form, asked: EditsSearchedFor) -> Response:
        require(tracker, token)
        return edited(request, form, asked)


@dataclass(frozen=True, slots=True)
class _Telling(Telling):
    """Tells of each change whether the words came with it, or went, in the words for either, and where they stood."""

    acts: tuple[str, str]
    terms: Sequence[Term]
    came: Collection[int]

    @override
    def title(self, change: ListedChange) -> str:
        return f"{self.acts[change.number not in self.came]}: {article_phrase(change.article)}"

    @override
    def tags(self, change: ListedChange) -> tuple[str, ...]:
        return ("came" if change.number in self.came else "gone", *super(_Telling, self).tags(change))

    @override
    def content(self, tracker: Tracker, change: ListedChange) -> str:
        """The words where they stand now or stood until then, and the change; with its edits of style where it has no
        others.
        """
        article, revision = change.article, change.revision or 0
        came = change.number in self.came
        with tracker.database.read() as connection:
            said_in = history.revision(connection, article.id, revision if came else revision - 1)
            document = history.document_of(connection, said_in.id)
        runs = passage(searched_text(document), self.terms)
        words = Markup().join(Markup("<mark>{}</mark>").format(run.text) if run.found else run.text for run in runs)
        lead = Markup("<p>{}: {}</p>").format("Says now" if came else "Said until then", words)
        return str(lead) + step_content(tracker, article, revision, silent=not change.flags)


def _of_words(tracker: Tracker, asked: Searched, path: str) -> Part:
    with tracker.database.read() as connection:
        page = comings(connection, asked.words, before=asked.before, limit=ENTRIES + 1)
    typed = clean_header(asked.filters["q"], _TOLD)
    came = {one.change.number for one in page.found if one.came}
    return Part(
        about=f"where {typed} {'goes' if asked.words.gone else 'comes and goes'}",
        path=path,
        filters=asked.filters,
        before=asked.before,
        page="/search",
        found=[one.change for one in page.found],
        telling=_Telling((f"Now says {typed}", f"No longer says {typed}"), asked.words.query.terms, came),
        note=_CUT if page.cut else "",
    )


def _of_edits(tracker: Tracker, asked: EditsSearched, path: str, known: Known) -> Part:
    search, query = asked.search, query_of(asked.search)
    with tracker.database.read() as connection:
        page = edits_about(connection, search, asked.chosen, before=asked.before, limit=ENTRIES, known=known)
    told = clean_header(search_words(search), 2 * _TOLD)
    acts = (told[:1].upper() + told[1:],) * 2
    paused = _PAUSED if page.next_before and len(page.found) < ENTRIES else ""
    return Part(
        about=f"an edit {told}" if search.drops or search.adds else told,
        path=path,
        filters=asked.filters,
        before=asked.before,
        page="/",
        found=page.found,
        next_before=page.next_before,
        telling=_Telling(acts, query.terms, () if search.drops else {one.number for one in page.found}),
        note=_CUT if page.cut else paused,
    )
