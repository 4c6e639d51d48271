"""Checks that are told by a sketch: what is recorded is what a full reading would record, and who asks is not told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.scripted.archive import raw
from tests.scripted.checking import Desk
from tests.scripted.site import Answer, article
from tracker.examining.examine import examine
from tracker.extract import Rule, SiteRules
from tracker.model import Article, Outcome
from tracker.processes.pool import Pool
from tracker.store import articles
from tracker.store.schema import sketches
from tracker.store.sketches import LONGEST, MOST_GLANCES
from tracker.turn.check import CheckReport

QUARTER = timedelta(minutes=15)


@pytest.fixture
def read_pages(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The bodies that were handed to the workers for a full reading."""
    bodies: list[bytes] = []
    original = Pool.run

    async def run(pool: Pool, function: Callable[[Any], Any], argument: Any) -> Any:
        if function is examine:
            bodies.append(argument.page.body)
        return await original(pool, function, argument)

    monkeypatch.setattr(Pool, "run", run)
    return bodies


def page(days: int = 42, *, shares: int = 7, extra: str = "", etag: str = "") -> Answer:
    """The article with a counter and a list of links around it; `extra` stands after the article."""
    furniture = (
        f"<div class='share'>{shares} shares</div><div class='most-read'><h4>Most read</h4><ul>"
        f"<li><a href='/{shares}'>What happened on day {shares} of the storm</a></li></ul></div>{extra}"
    )
    body = article(days).replace("</article>", f"</article>{furniture}")
    return Answer(body, headers=(("ETag", etag),) if etag else ())


def look(desk: Desk, answer: Answer, *, rules: SiteRules | None = None) -> CheckReport:
    desk.site.pages["/wall"] = answer
    followed = desk.follow()

    async def run() -> CheckReport:
        async with desk.tools(robots=False, rules=rules or SiteRules()) as tools:
            return await desk.look(followed, tools)

    report = asyncio.run(run())
    desk.archive.clock.forward(QUARTER)
    return report


def told(desk: Desk, question: str) -> list[tuple[object, ...]]:
    with raw(desk.archive.database) as connection:
        return connection.execute(question).fetchall()


def followed(desk: Desk) -> Article:
    return desk.archive.article(desk.follow())


def test_moved_furniture_is_not_read_but_recorded_as_a_reading_would(desk: Desk, read_pages: list[bytes]) -> None:
    look(desk, page(etag='"one"'))
    seen_at = desk.archive.clock()
    report = look(desk, page(shares=8, etag='"two"'))
    assert len(read_pages) == 1
    assert (report.outcome, report.detail, report.promised, report.glanced) == (Outcome.UNCHANGED, "", 0, True)
    standing = desk.archive.standing(desk.follow())
    assert standing.latest is not None
    assert standing.latest.number == 1
    assert standing.latest.last_seen_at == seen_at
    assert desk.archive.snapshots.load(standing.snapshot_sha256) == page(shares=8).body.encode()  # type: ignore[union-attr]
    assert told(desk, "SELECT etag FROM articles") == [('"two"',)]
    checks = told(desk, "SELECT outcome, detail, snapshot_id, capture IS NOT NULL FROM checks ORDER BY id")
    assert checks[1] == ("unchanged", "", 2, 1)


def test_a_newer_date_of_change_beside_the_same_text_brings_the_next_look_forward(
    desk: Desk, read_pages: list[bytes]
) -> None:
    def stamped(hour: int, shares: int) -> Answer:
        data = f'{{"@type": "NewsArticle", "dateModified": "2026-03-05T{hour:02}:00:00Z"}}'
        return page(shares=shares, extra=f'<script type="application/ld+json">{data}</script>')

    look(desk, stamped(9, 7))
    look(desk, stamped(9, 8))
    assert told(desk, "SELECT hint FROM articles") == [("",)]
    report = look(desk, stamped(10, 9))
    assert (len(read_pages), report.outcome) == (1, Outcome.UNCHANGED)
    assert told(desk, "SELECT hint FROM articles") == [("page",)]


def test_an_edit_is_read_though_the_furniture_moved_too(desk: Desk, read_pages: list[bytes]) -> None:
    look(desk, page())
    assert look(desk, page(shares=8)).outcome is Outcome.UNCHANGED
    report = look(desk, page(43, shares=9))
    assert report.outcome is Outcome.CHANGED
    assert len(read_pages) == 2


def test_a_note_below_the_article_is_read(desk: Desk, read_pages: list[bytes]) -> None:
    look(desk, page())
    note = "<p>Correction: an earlier version of this article said that the wall will rise by three metres.</p>"
    assert look(desk, page(extra=note)).outcome is Outcome.CHANGED
    assert len(read_pages) == 2


def test_after_an_edit_the_new_text_is_the_one_to_confirm(desk: Desk, read_pages: list[bytes]) -> None:
    look(desk, page())
    look(desk, page(43))
    assert look(desk, page(43, shares=8)).outcome is Outcome.UNCHANGED
    assert len(read_pages) == 2
    assert look(desk, page(shares=9)).outcome is Outcome.CHANGED
    assert len(read_pages) == 3


def test_every_twelfth_capture_is_read_however_alike(desk: Desk, read_pages: list[bytes]) -> None:
    for shares in range(1 + 2 * (MOST_GLANCES + 1)):
        look(desk, page(shares=shares))
    assert len(read_pages) == 3
    assert told(desk, "SELECT glances FROM sketches") == [(0,)]


def test_a_sketch_is_relied_on_for_a_day(desk: Desk, read_pages: list[bytes]) -> None:
    look(desk, page())
    desk.archive.clock.forward(LONGEST)
    assert look(desk, page(shares=8)).outcome is Outcome.UNCHANGED
    assert len(read_pages) == 2


def test_other_rules_read_the_page_anew(desk: Desk, read_pages: list[bytes]) -> None:
    look(desk, page())
    rules = SiteRules((Rule(host=desk.base.removeprefix("http://"), cut=(".share",)),))
    assert look(desk, page(shares=8), rules=rules).outcome is Outcome.UNCHANGED
    assert len(read_pages) == 2
    assert told(desk, "SELECT article_id FROM sketches") == []
    assert look(desk, page(shares=9), rules=rules).outcome is Outcome.UNCHANGED
    assert len(read_pages) == 3


@pytest.mark.parametrize("status", [203, 404, 500])
def test_another_status_is_never_confirmed(desk: Desk, read_pages: list[bytes], status: int) -> None:
    look(desk, page())
    answer = page(shares=8)
    look(desk, Answer(answer.body, status=status))
    assert len(read_pages) == 2


def test_a_page_that_ends_early_is_read(desk: Desk, read_pages: list[bytes]) -> None:
    look(desk, page())
    body = page(shares=8).body
    assert isinstance(body, str)
    look(desk, Answer(body.replace("</body></html>", "")))
    assert len(read_pages) == 2


def test_a_damaged_sketch_is_not_relied_on(desk: Desk, read_pages: list[bytes]) -> None:
    look(desk, page())
    with desk.archive.database.write() as connection:
        connection.execute(sketches.update().values(sketch=b"\x93junk"))
    assert look(desk, page(shares=8)).outcome is Outcome.UNCHANGED
    assert len(read_pages) == 2


def test_a_held_page_leaves_the_sketch_of_the_text_that_stands(desk: Desk, read_pages: list[bytes]) -> None:
    look(desk, page())
    short = article(sentences=2)
    assert look(desk, Answer(short)).outcome is Outcome.SUSPECT
    assert look(desk, page(shares=8)).outcome is Outcome.UNCHANGED
    assert len(read_pages) == 2
    assert desk.archive.standing(followed(desk)).held_fingerprint == ""


def test_a_forgotten_article_leaves_no_sketch(desk: Desk) -> None:
    look(desk, page())
    article_id = desk.follow().id
    with desk.archive.database.write() as connection:
        articles.remove(connection, article_id)
    assert told(desk, "SELECT article_id FROM sketches") == []
