"""One article: its revisions, the text of each, and how it is found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from tracker.cleaning import clean_text
from tracker.compare.notes.hindsight import Explanation
from tracker.desk.answers import History
from tracker.model import Article, Block, BlockKind, Cause, Flag, HeadlineSet, Revision, Severity, Verdict
from tracker.render.page import flags_fragment
from tracker.render.view import FlagView, short_flag
from tracker.store.history import headlines_of, looks_in_spans
from tracker.store.utterances import Said, findings_on, ledger_of
from tracker.web.choices import FEEDS
from tracker.web.memento import memento_headers
from tracker.web.pages import Pages
from tracker.web.sparkline import spark
from tracker.web.timeline import SPANS, Timeline, draw, ends_of

_REVISIONS = 25
_CHECKS = 50
_EVENTS = 20
_FLAGS = 8
_ROOM = 32_000  # characters of flags on one page, with what marks them up
_MARKUP = 300
_UTTERANCES = 30
_TITLES = 21
_LISTS = {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}

Number = Annotated[int | None, Query(ge=1, lt=10**9)]


@dataclass(frozen=True, slots=True)
class Step:
    """One revision in the list: its most severe flags as HTML, how many more there are, which earlier edits its note
    speaks of, and in which later revisions a note speaks of its own.
    """

    revision: Revision
    flags: Markup | None
    more: int
    explains: tuple[Explanation, ...]
    explained_in: tuple[int, ...]

    @property
    def is_edit(self) -> bool:
        """Whether the publisher's text was changed, and a note could have said so."""
        return self.revision.disclosure is not Verdict.NONE


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/articles/N, its texts, and the form that leads there."""
    tracker = pages.tracker

    @router.api_route("/articles/{number}", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def article(number: int, before: Number = None) -> str:
        found = tracker.article(str(number))
        history = tracker.history(found)
        older = [revision for revision in history.revisions if before is None or revision.number < before]
        shown = older[-_REVISIONS:]
        explained = history.explained  # over all revisions, so it is asked for once
        said, findings = _said(found) if before is None else ([], {})
        timeline, headlines = _drawn(history) if before is None else (None, [])
        return pages.render(
            "article.html",
            history=history,
            steps=_steps(shown[::-1], explained),
            events=history.events[::-1][:_EVENTS] if before is None else (),
            timeline=timeline,
            headlines=headlines,
            spark=spark(history.revisions, until_at=found.last_checked_at or found.added_at)
            if before is None
            else None,
            before=before,
            feeds=[(words, f"/feeds/articles/{found.id}.{form}") for form, words in FEEDS.items()],
            older=shown[0].number if len(older) > len(shown) else None,
            checks=tracker.checks(found, limit=_CHECKS) if before is None else [],
            said=said,
            findings=findings,
            most_said=_UTTERANCES,
            titles=_titles(history.revisions) if before is None else [],
        )

    @router.api_route("/articles/{number}/revisions/{revision}", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def text(response: Response, number: int, revision: int) -> str:
        found = tracker.article(str(number))
        chosen = tracker.revision(found, str(revision))
        response.headers.update(memento_headers(tracker, found, chosen))
        document = tracker.document(chosen)
        return pages.render(
            "text.html",
            article=found,
            revision=chosen,
            document=document,
            headlines=_named(document.headlines),
            groups=list(_groups(document.blocks)),
            newest=found.revisions,
        )

    def _said(found: Article) -> tuple[list[Said], dict[tuple[int, int], tuple[int, Flag]]]:
        with tracker.database.read() as connection:
            said = ledger_of(connection, found.id, limit=_UTTERANCES)
            return said, findings_on(connection, said)

    def _drawn(history: History) -> tuple[Timeline | None, list[tuple[str, str]]]:
        """The timeline and the latest headline set of what has been read, else nothing."""
        if not history.revisions:
            return None, []
        ends = ends_of(history.revisions, history.article.last_checked_at)
        with tracker.database.read() as connection:
            headlines = headlines_of(connection, history.revisions[-1].id)
            if ends is None:
                return None, _named(headlines)
            looks = looks_in_spans(
                connection, history.article.id, from_at=ends.from_at, until_at=ends.until_at, spans=SPANS
            )
        return draw(history.revisions, ends, looks), _named(headlines)

    @router.api_route("/find", methods=["GET", "HEAD"])
    def find(q: Annotated[str, Query(max_length=4000)] = "") -> Response:
        return RedirectResponse(f"/articles/{tracker.article(clean_text(q).strip()).id}", status_code=303)


def _steps(revisions: Sequence[Revision], explained: Sequence[Explanation]) -> list[Step]:
    """The revisions as they are listed. Each shows its worst flag; more of them as far as the page has room for."""
    steps: list[Step] = []
    room = _ROOM
    for revision in revisions:
        loud = [flag for flag in revision.flags if flag.severity is not Severity.SILENT]
        views = [short_flag(flag) for flag in sorted(loud, key=lambda flag: -flag.severity.rank)[:_FLAGS]]
        shown: list[FlagView] = []
        for view in views:
            room -= _MARKUP + len(view.summary) + (0 if view.told else len(view.before) + len(view.after))
            if shown and room < 0:
                break
            shown.append(view)
        steps.append(_step(revision, shown, len(loud) - len(shown), explained))
    return steps


def _step(revision: Revision, flags: Sequence[FlagView], more: int, explained: Sequence[Explanation]) -> Step:
    return Step(
        revision=revision,
        flags=flags_fragment(flags) if flags else None,
        more=more,
        explains=tuple(one for one in explained if one.note_revision == revision.number)[:_FLAGS],
        explained_in=tuple(sorted({one.note_revision for one in explained if one.revision == revision.number})),
    )


def _titles(revisions: Sequence[Revision]) -> list[tuple[int, str]]:
    """The headlines it had, each with the revision it came in, the newest first; none where it always had the same. What a
    newer Tracker reads otherwise is no new headline.
    """
    told: list[tuple[int, str]] = []
    for revision in revisions:
        if revision.cause is Cause.RE_EXTRACTION:
            told = [*told[:-1], (told[-1][0], revision.headline)] if told else []
        elif not told or revision.headline != told[-1][1]:
            told.append((revision.number, revision.headline))
    return told[:-_TITLES:-1] if len(told) > 1 else []


def _named(given: HeadlineSet) -> list[tuple[str, str]]:
    """Each headline that the page gives itself, after all the places where it stands."""
    places = (
        ("on the page", given.h1),
        ("in the browser's tab", given.title),
        ("for social networks", given.og),
        ("for search engines", given.json_ld),
        ("in the feed", given.feed),
    )
    where: dict[str, list[str]] = {}
    for place, words in places:
        if words:
            where.setdefault(words, []).append(place)
    return [(", ".join(named), words) for words, named in where.items()]


def _groups(blocks: Sequence[Block]) -> Iterator[tuple[str, list[Block]]]:
    """Blocks by kind; what belongs to one list or table stands together."""
    for kind, members in groupby(blocks, key=lambda block: block.kind):
        together = list(members)
        if kind in _LISTS:
            yield kind.value, together
        else:
            yield from ((kind.value, [block]) for block in together)
