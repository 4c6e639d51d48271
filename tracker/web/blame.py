"""Blame: an article's text with the history of each sentence beside it, and the sentences that are gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from tracker.model.blame import SentenceLife
from tracker.render.lives import EVENT_WORDS, Stretch, stretches
from tracker.store.history import steps_of
from tracker.web.pages import Pages

_CHARACTERS = 24_000  # of sentences on one page, which with their markup stays below 100 kB
_SENTENCES = 250
_LINKS = 6  # revisions named for each kind of event
_AGES = 5

Start = Annotated[int, Query(alias="from", ge=0, lt=10**6)]


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to a stretch: the words for it, the newest revisions in which it did, and how many earlier ones."""

    words: str
    numbers: tuple[int, ...]
    earlier: int


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch of sentences as the page shows it; `age` is 1 where nothing happened since the first revision, up to 5 for
    what the latest one brought.
    """

    stretch: Stretch
    events: tuple[Happened, ...]
    age: int

    @property
    def is_untouched(self) -> bool:
        """Whether nothing happened to it since it was born."""
        return len(self.events) == 1


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/articles/N/blame."""
    tracker = pages.tracker

    @router.api_route("/articles/{number}/blame", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def blame(number: int, start: Start = 0, gone: Annotated[str, Query(max_length=3)] = "") -> str:
        article = tracker.article(str(number))
        found = tracker.blame(article)
        lives = found.gone if gone == "yes" else found.standing
        end = start + fitting(lives[start : start + _SENTENCES])
        base = f"/articles/{article.id}/blame" + ("?gone=yes&" if gone == "yes" else "?")
        with tracker.database.read() as connection:
            steps = steps_of(connection, article.id)
        return pages.render(
            "blame.html",
            article=article,
            blame=found,
            gone=gone == "yes",
            told=[_told(stretch, found.revision) for stretch in stretches(lives[start:end])],
            steps={step.number: step for step in steps},
            place=(start + 1, end, len(lives)),
            further=f"{base}from={end}" if end < len(lives) else "",
            first=base.rstrip("?&") if start else "",
        )


def fitting(lives: Sequence[SentenceLife]) -> int:
    """How many of these sentences one page takes; at least one where there is any."""
    lengths = accumulate(len(life.text) for life in lives)
    return max(sum(1 for length in lengths if length <= _CHARACTERS), min(1, len(lives)))


def _told(stretch: Stretch, newest: int) -> Told:
    events = tuple(
        Happened(EVENT_WORDS[kind], numbers[-_LINKS:], max(0, len(numbers) - _LINKS))
        for kind, numbers in stretch.events
    )
    share = (stretch.last - 1) / (newest - 1) if newest > 1 else 0.0
    return Told(stretch, events, age=1 + round((_AGES - 1) * share))
