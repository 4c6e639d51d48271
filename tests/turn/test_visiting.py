"""Asking one host within its turn: robots.txt first, at the host's pace, and never without holding the turn."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.scripted.archive import LEASE
from tests.scripted.checking import Desk
from tests.scripted.site import Answer
from tracker.model import Capture, FailureKind, FetchFailure, Validators
from tracker.store import articles, schema
from tracker.store.articles import HostTurn, TurnLostError
from tracker.turn.asking import HostRestsError, Manners
from tracker.turn.visiting import Visit

SLOWLY = Manners(pace=timedelta(seconds=5), lease=LEASE)


def visit(
    desk: Desk,
    do: Callable[[Visit], Awaitable[Capture | FetchFailure]],
    *,
    robots: bool = False,
    manners: Manners = SLOWLY,
) -> tuple[Capture | FetchFailure, HostTurn]:
    """Claim the host of an article, and do that there."""
    turn = desk.archive.claim(desk.follow())

    async def visiting() -> Capture | FetchFailure:
        async with desk.tools(robots=robots) as tools:
            return await do(Visit(turn, tools, manners))

    return asyncio.run(visiting()), turn


def next_allowed(desk: Desk, turn: HostTurn) -> timedelta:
    with desk.archive.database.read() as connection:
        return articles.next_allowed_at(connection, turn.host_id) - desk.archive.clock()


def rest(desk: Desk, length: timedelta) -> None:
    """Let the host ask to be left alone for that long."""
    with desk.archive.database.write() as connection:
        connection.execute(update(schema.hosts).values(next_allowed_at=desk.archive.clock() + length))


def test_an_answer_is_followed_by_a_rest(desk: Desk) -> None:
    desk.site.pages["/feed"] = Answer("<rss/>", headers=(("ETag", '"1"'),))
    got, turn = visit(desk, lambda asking: asking.ask(f"{desk.base}/feed", Validators(etag='"0"')))
    assert isinstance(got, Capture)
    assert got.validators.etag == '"1"'
    (asked,) = desk.site.asked
    assert asked.headers["if-none-match"] == '"0"'
    assert "application/rss+xml" in asked.headers["accept"]
    assert next_allowed(desk, turn) == timedelta(seconds=5)


def test_robots_txt_is_asked_for_first_and_obeyed(desk: Desk) -> None:
    desk.site.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /feed\n", content_type="text/plain")
    manners = Manners(pace=timedelta(0), lease=LEASE)
    got, _ = visit(desk, lambda asking: asking.ask(f"{desk.base}/feed", Validators()), robots=True, manners=manners)
    assert isinstance(got, FetchFailure)
    assert got.kind is FailureKind.ROBOTS
    assert [asked.path for asked in desk.site.asked] == ["/robots.txt"]


def test_a_host_that_wants_more_than_a_visit_can_wait_is_not_asked(desk: Desk) -> None:
    async def impatient(asking: Visit) -> Capture | FetchFailure:
        rest(desk, timedelta(minutes=3))
        return await asking.ask(f"{desk.base}/feed", Validators())

    with pytest.raises(HostRestsError):
        visit(desk, impatient)
    assert desk.site.asked == []


def test_a_host_that_went_to_somebody_else_is_not_asked(desk: Desk) -> None:
    async def late(asking: Visit) -> Capture | FetchFailure:
        desk.archive.clock.forward(LEASE * 2)
        desk.archive.claim(desk.follow())
        return await asking.ask(f"{desk.base}/feed", Validators())

    with pytest.raises(TurnLostError):
        visit(desk, late)
    assert desk.site.asked == []


def test_a_short_rest_is_waited_out_with_the_host_held(desk: Desk) -> None:
    async def patient(asking: Visit) -> Capture | FetchFailure:
        rest(desk, timedelta(milliseconds=20))
        return await asking.ask(f"{desk.base}/feed", Validators())

    visit(desk, patient)
    assert [asked.path for asked in desk.site.asked] == ["/feed"]
