"""Searching all revisions: which articles say something, said it once, and say it no longer."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from tracker.cleaning import clean_text
from tracker.model.query import parse_query
from tracker.render.marks import Run, passage
from tracker.store.listing import sources
from tracker.store.search import MOST_LOOKED_AT, Hit, Wanted
from tracker.store.words import searched_text
from tracker.web.choices import FEEDS, Cursor, Gone, Word, Words, address
from tracker.web.days import day
from tracker.web.pages import Pages

_ARTICLES = 20
_SOURCES = 300


@dataclass(frozen=True, slots=True)
class Result:
    """One article that was found, with a passage of the last revision that has the words."""

    hit: Hit
    passage: tuple[Run, ...]

    @property
    def numbers(self) -> str:
        """The revisions that have the words, in words: "revision 3", "revisions 1–4", "revisions 1–2, 5"."""
        own = self.hit.found.revisions
        runs: list[list[int]] = []
        for number in own:
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        told = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs[:8])
        return f"{'revision' if len(own) == 1 else 'revisions'} {told}{' …' if len(runs) > 8 else ''}"  # noqa: PLR2004


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/search."""
    tracker = pages.tracker

    @router.api_route("/search", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def search(
        *,
        q: Words = "",
        source: Word = "",
        since: Word = "",
        until: Word = "",
        gone: Gone = "",
        before: Cursor = None,
    ) -> str:
        asked = parse_query(clean_text(q))
        filters = {
            "q": clean_text(q).strip(),
            "source": clean_text(source).strip(),
            "since": since,
            "until": until,
            "gone": "yes" if gone == "yes" else "",
        }
        wanted = Wanted(
            query=asked,
            source=filters["source"],
            since=day(since, tracker.zone),
            until=day(until, tracker.zone, after=True),
            gone=bool(filters["gone"]),
        )
        hits, page = tracker.search(wanted, before=before, limit=_ARTICLES) if asked.clauses else ([], None)
        with tracker.database.read() as connection:
            known = sources(connection, limit=_SOURCES)
        return pages.render(
            "search.html",
            results=[Result(hit, passage(searched_text(hit.document), asked.terms)) for hit in hits if hit.document],
            asked=bool(asked.clauses),
            filters=filters,
            sources=known,
            before=before,
            cut=MOST_LOOKED_AT if page and page.cut else 0,
            newest=address("/search", filters),
            older=address("/search", filters, page.next_before) if page and page.next_before else "",
            feeds=[
                (words, address(f"/feeds/search.{form}", filters)) for form, words in FEEDS.items() if asked.clauses
            ],
        )
