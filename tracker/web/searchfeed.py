"""The feed of a search: each step at which an article begins to say what is searched for, or ceases to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from markupsafe import Markup
from typing_extensions import override

from tracker.alert.subject import article_phrase, clean_header
from tracker.app import Tracker
from tracker.cleaning import clean_text
from tracker.errors import UsageError
from tracker.model import Severity
from tracker.model.query import Term, parse_query
from tracker.render.marks import passage
from tracker.store import history
from tracker.store.comings import MOST_LOOKED_AT, WordsWanted, comings
from tracker.store.listing import ListedChange
from tracker.store.words import searched_text
from tracker.web.choices import Gone, Wanted, Words, wanted_changes
from tracker.web.feeds import ENTRIES, Form, Part, Telling, answer, require, step_content
from tracker.web.pages import Pages

_TOLD = 60  # characters of what is searched for, in a title
_CUT = (
    f"More than {MOST_LOOKED_AT:,} revisions have these words: only the articles that were added last were looked at. "
    "Search for rarer words, or of one source."
)


@dataclass(frozen=True, slots=True)
class Searched:
    """What is searched for, and where in the list to begin."""

    words: WordsWanted
    filters: dict[str, str]
    before: int | None


def wanted_words(
    request: Request, wanted: Annotated[Wanted, Depends(wanted_changes)], q: Words = "", gone: Gone = ""
) -> Searched:
    """The parameters of the Search page with those of the Changes page; without a severity also steps that nothing was
    flagged in. Raises UsageError.
    """
    typed = clean_text(q).strip()
    asked = parse_query(typed)
    if not asked.clauses:
        raise UsageError("there is no word in that to search for", hint="as /feeds/search.atom?q=alleged")
    filters = {"q": typed, **wanted.filters, "gone": "yes" if gone == "yes" else ""}
    chosen = wanted.chosen
    if not request.query_params.get("severity"):
        chosen, filters["severity"] = replace(chosen, floor=Severity.SILENT), ""
    return Searched(WordsWanted(asked, chosen, gone=bool(filters["gone"])), filters, wanted.before)


SearchedFor = Annotated[Searched, Depends(wanted_words)]


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/feeds/search.atom and .json, also behind a secret."""
    tracker = pages.tracker

    @router.api_route("/feeds/search.{form}", methods=["GET", "HEAD"])
    def searched(request: Request, form: Form, asked: SearchedFor) -> Response:
        return answer(tracker, request, form, _part(tracker, asked, request.url.path))

    @router.api_route("/feeds/{token}/search.{form}", methods=["GET", "HEAD"])
    def searched_in_private(request: Request, token: str, form: Form, asked: SearchedFor) -> Response:
        require(tracker, token)
        return searched(request, form, asked)


@dataclass(frozen=True, slots=True)
class _Telling(Telling):
    """Tells of each change whether the words came with it, or went, and where they stood."""

    typed: str
    terms: Sequence[Term]
    came: Mapping[int, bool]

    @override
    def title(self, change: ListedChange) -> str:
        act = "Now says" if self.came[change.number] else "No longer says"
        return f"{act} {clean_header(self.typed, _TOLD)}: {article_phrase(change.article)}"

    @override
    def tags(self, change: ListedChange) -> tuple[str, ...]:
        return ("came" if self.came[change.number] else "gone", *super(_Telling, self).tags(change))

    @override
    def content(self, tracker: Tracker, change: ListedChange) -> str:
        """The words where they stand now or stood until then, and the change; with its edits of style where it has no
        others.
        """
        article, revision = change.article, change.revision or 0
        came = self.came[change.number]
        with tracker.database.read() as connection:
            said_in = history.revision(connection, article.id, revision if came else revision - 1)
            document = history.document_of(connection, said_in.id)
        runs = passage(searched_text(document), self.terms)
        words = Markup().join(Markup("<mark>{}</mark>").format(run.text) if run.found else run.text for run in runs)
        lead = Markup("<p>{}: {}</p>").format("Says now" if came else "Said until then", words)
        return str(lead) + step_content(tracker, article, revision, silent=not change.flags)


def _part(tracker: Tracker, asked: Searched, path: str) -> Part:
    with tracker.database.read() as connection:
        page = comings(connection, asked.words, before=asked.before, limit=ENTRIES + 1)
    typed, terms = asked.filters["q"], asked.words.query.terms
    goings = "goes" if asked.words.gone else "comes and goes"
    return Part(
        about=f"where {clean_header(typed, _TOLD)} {goings}",
        path=path,
        filters=asked.filters,
        before=asked.before,
        page="/search",
        found=[one.change for one in page.found],
        telling=_Telling(typed, terms, {one.change.number: one.came for one in page.found}),
        note=_CUT if page.cut else "",
    )
