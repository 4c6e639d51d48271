from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Literal

import pytest
from sqlalchemy import update

from tests.scripted.archive import LEASE, Archive, rows
from tests.scripted.checking import Desk
from tests.scripted.clock import NOON
from tests.scripted.site import Answer, Asked, Site, article, serve
from tracker.model import Outcome
from tracker.processes.pool import Pool
from tracker.store import articles, queue, schema
from tracker.store.articles import HostTurn
from tracker.turn.asking import Manners
from tracker.turn.check import CheckReport
from tracker.turn.reextract import RereadReport
from tracker.turn.tools import Tools
from tracker.turn.turns import Unasked, check_host, reextract_host, take_asked_turn, visit_due

AT_ONCE = Manners(pace=timedelta(0), lease=LEASE)
SLOWLY = Manners(pace=timedelta(seconds=5), lease=LEASE)


def run(desk: Desk, do: Callable[[Tools], Awaitable[None]], *, robots: bool = False) -> None:
    async def with_tools() -> None:
        async with desk.tools(robots=robots) as tools:
            await do(tools)

    asyncio.run(with_tools())


def claimed(desk: Desk) -> HostTurn:
    turn = desk.claim_due()
    assert turn is not None
    return turn


async def take_due_turn(
    turn: HostTurn,
    tools: Tools,
    manners: Manners,
    on_report: Callable[[CheckReport], None],
    *,
    enough: Callable[[], bool],
) -> None:
    """Check what is due on this host, then give it back, as the daemon does."""
    try:
        await visit_due(turn, tools, manners, on_report, enough=enough)
    finally:
        await tools.database.commit(partial(queue.end_turns, turns=[turn]))


def take(desk: Desk, manners: Manners = AT_ONCE, *, enough: bool = False, robots: bool = False) -> list[CheckReport]:
    """Take the host that is due, and its turn."""
    reports: list[CheckReport] = []
    turn = claimed(desk)

    async def taken(tools: Tools) -> None:
        await take_due_turn(turn, tools, manners, reports.append, enough=lambda: enough)

    run(desk, taken, robots=robots)
    return reports


def follow(desk: Desk, count: int) -> list[int]:
    """That many articles, each due a second after the one before it; the clock stands where all are due."""
    numbers = []
    for number in range(count):
        desk.site.pages[f"/{number}"] = Answer(article(headline=f"Story {number}"))
        numbers.append(desk.follow(f"/{number}").id)
        desk.archive.clock.forward(timedelta(seconds=1))
    return numbers


def is_free(archive: Archive) -> bool:
    with archive.database.write() as connection:
        return articles.claim_turn(connection, 1, now=archive.clock(), lease=LEASE) is not None


def test_a_turn_checks_what_is_due_the_longest_due_first_and_gives_the_host_back(desk: Desk) -> None:
    numbers = follow(desk, 3)
    reports = take(desk)
    assert [report.article_id for report in reports] == numbers
    assert {report.outcome for report in reports} == {Outcome.CHANGED}
    assert is_free(desk.archive)


def test_a_turn_ends_when_the_host_wants_a_pause(desk: Desk) -> None:
    follow(desk, 3)
    assert len(take(desk, SLOWLY)) == 1
    assert desk.claim_due() is None
    desk.archive.clock.forward(SLOWLY.pace)
    assert len(take(desk, SLOWLY)) == 1


def test_a_turn_ends_when_it_is_enough(desk: Desk) -> None:
    follow(desk, 3)
    assert len(take(desk, enough=True)) == 1
    assert is_free(desk.archive)


def test_a_large_host_goes_to_the_end_of_the_queue(desk: Desk) -> None:
    follow(desk, 22)
    assert len(take(desk)) == 20
    assert len(take(desk)) == 2


def test_the_pace_counts_from_the_answer_and_a_crawl_delay_may_lengthen_it(desk: Desk) -> None:
    desk.site.pages["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 60\n", content_type="text/plain")
    follow(desk, 2)
    take(desk, SLOWLY, robots=True)
    with desk.archive.database.read() as connection:
        assert articles.next_allowed_at(connection, 1) == desk.archive.clock() + timedelta(seconds=60)


def test_robots_txt_is_a_request_after_which_the_host_rests_too(desk: Desk) -> None:
    desk.site.pages["/robots.txt"] = Answer("User-agent: *\n", content_type="text/plain")
    follow(desk, 1)

    asked: list[list[str]] = []

    async def twice(tools: Tools) -> None:
        for _ in range(2):
            await take_due_turn(claimed(desk), tools, SLOWLY, lambda _: None, enough=lambda: False)
            asked.append([one.path for one in desk.site.asked])
            desk.archive.clock.forward(SLOWLY.pace)

    run(desk, twice, robots=True)
    assert asked == [["/robots.txt"], ["/robots.txt", "/0"]]


def test_no_crawl_delay_is_longer_than_an_hour(desk: Desk) -> None:
    desk.site.pages["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 99999999\n", content_type="text/plain")
    follow(desk, 1)
    take(desk, SLOWLY, robots=True)
    with desk.archive.database.read() as connection:
        assert articles.next_allowed_at(connection, 1) == desk.archive.clock() + timedelta(hours=1)


def test_a_retry_after_ends_the_turn(desk: Desk) -> None:
    follow(desk, 3)
    desk.site.pages["/0"] = Answer("busy", status=429, headers=(("Retry-After", "600"),))
    assert [report.outcome for report in take(desk)] == [Outcome.FAILED]
    assert desk.claim_due() is None


def test_one_article_that_fails_leaves_the_others_alone(desk: Desk) -> None:
    follow(desk, 3)
    desk.site.pages["/1"] = Answer("oops", status=500)
    assert [report.outcome for report in take(desk)] == [Outcome.CHANGED, Outcome.FAILED, Outcome.CHANGED]


def test_a_turn_that_was_lost_asks_for_nothing_more(desk: Desk) -> None:
    follow(desk, 3)
    turn = claimed(desk)
    desk.archive.clock.forward(LEASE)
    other = claimed(desk)
    reports: list[CheckReport] = []

    async def taken(tools: Tools) -> None:
        await take_due_turn(turn, tools, AT_ONCE, reports.append, enough=lambda: False)

    run(desk, taken)
    assert reports == []
    assert desk.site.asked == []
    with desk.archive.database.read() as connection:
        assert articles.holds(connection, other)
    assert not is_free(desk.archive)


def test_a_turn_that_is_lost_while_the_page_is_on_its_way_records_nothing(desk: Desk) -> None:
    follow(desk, 2)
    page = desk.site.pages["/0"]

    def steal(_: Asked) -> Answer:
        with desk.archive.database.write() as connection:
            connection.execute(update(schema.hosts).values(lease_token=schema.hosts.c.lease_token + 1))
        assert isinstance(page, Answer)
        return page

    desk.site.pages["/0"] = steal
    assert take(desk) == []
    assert desk.site.paths() == ["/0"]
    assert rows(desk.archive.database, "checks") == {"checks": 0}


def test_an_article_that_is_forgotten_while_its_page_is_on_its_way_is_passed_over(desk: Desk) -> None:
    first, second = follow(desk, 2)
    page = desk.site.pages["/0"]

    def forget(_: Asked) -> Answer:
        with desk.archive.database.write() as connection:
            articles.remove(connection, first)
        assert isinstance(page, Answer)
        return page

    desk.site.pages["/0"] = forget
    assert [report.article_id for report in take(desk)] == [second]


def test_a_page_that_breaks_the_store_gives_the_host_back(desk: Desk) -> None:
    follow(desk, 1)
    turn = claimed(desk)
    (desk.archive.snapshots._root).write_text("a file where the folder should be")

    async def taken(tools: Tools) -> None:
        await take_due_turn(turn, tools, AT_ONCE, print, enough=lambda: False)

    with pytest.raises(Exception, match="cannot be written"):
        run(desk, taken)
    assert is_free(desk.archive)


# Asked for by a person


def test_what_a_person_asks_for_is_checked_though_it_is_not_due(desk: Desk) -> None:
    numbers = follow(desk, 2)
    take(desk)
    reports: list[CheckReport] = []

    async def asked(tools: Tools) -> None:
        await check_host(1, numbers, tools, AT_ONCE, reports.append, free=asyncio.Semaphore(1))

    run(desk, asked)
    assert [report.article_id for report in reports] == numbers
    assert is_free(desk.archive)


def hurry(desk: Desk, numbers: list[int]) -> tuple[list[CheckReport], Unasked | None]:
    """What a person's check of these articles reports, and what it leaves."""
    reports: list[CheckReport] = []
    left: list[Unasked | None] = []

    async def asked(tools: Tools) -> None:
        left.append(await take_asked_turn(claimed(desk), numbers, tools, AT_ONCE, reports.append))

    run(desk, asked, robots=True)
    return reports, left[0]


def test_a_person_is_not_let_to_a_host_before_its_retry_after_is_over(desk: Desk) -> None:
    numbers = follow(desk, 3)
    desk.site.pages["/0"] = Answer("busy", status=429, headers=(("Retry-After", "600"),))
    until = desk.archive.clock() + timedelta(seconds=600)
    reports, left = hurry(desk, numbers)
    assert [report.outcome for report in reports] == [Outcome.FAILED]
    assert left is not None
    assert (left.until, left.article_ids) == (until, tuple(numbers[1:]))
    assert desk.site.paths() == ["/0"]
    assert is_free(desk.archive)


def test_a_person_waits_between_articles_as_long_as_a_crawl_delay_says(desk: Desk) -> None:
    numbers = follow(desk, 2)
    desk.site.pages["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 300\n", content_type="text/plain")
    reports, left = hurry(desk, numbers)
    assert reports == []
    assert left is not None
    assert left.article_ids == tuple(numbers)
    assert desk.site.paths() == []


def test_a_person_may_try_a_host_that_is_left_alone_because_it_did_not_answer(desk: Desk) -> None:
    numbers = follow(desk, 1)
    rests = {"next_allowed_at": desk.archive.clock() + timedelta(days=1), "stopped_at": desk.archive.clock()}
    turn = claimed(desk)
    with desk.archive.database.write() as connection:
        connection.execute(update(schema.hosts).values(rests))
    reports: list[CheckReport] = []

    async def asked(tools: Tools) -> None:
        await take_asked_turn(turn, numbers, tools, AT_ONCE, reports.append)

    run(desk, asked)
    assert [report.outcome for report in reports] == [Outcome.CHANGED]
    with desk.archive.database.read() as connection:  # it answers, so it is asked as usual again
        assert articles.next_allowed_at(connection, 1) == desk.archive.clock()


def test_a_person_waits_while_somebody_else_holds_the_host(desk: Desk) -> None:
    numbers = follow(desk, 1)
    turn = claimed(desk)
    order: list[str] = []

    async def both(tools: Tools) -> None:
        free = asyncio.Semaphore(1)
        waiting = asyncio.create_task(
            check_host(1, numbers, tools, AT_ONCE, lambda _: order.append("asked"), free=free)
        )
        await take_due_turn(turn, tools, AT_ONCE, lambda _: order.append("due"), enough=lambda: False)
        await waiting

    run(desk, both)
    assert order == ["due", "asked"]


def test_that_somebody_else_holds_the_host_is_told_where_it_lasts(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("tracker.turn.turns._ASK_AGAIN_SECONDS", 0.001)
    numbers = follow(desk, 1)
    turn = claimed(desk)

    async def both(tools: Tools) -> None:
        free = asyncio.Semaphore(1)
        waiting = asyncio.create_task(check_host(1, numbers, tools, AT_ONCE, lambda _: None, free=free))
        while not caplog.messages:  # noqa: ASYNC110 - a log has no event
            await asyncio.sleep(0.01)
        await take_due_turn(turn, tools, AT_ONCE, lambda _: None, enough=lambda: False)
        await waiting

    run(desk, both)
    assert [message.partition("; ")[0] for message in caplog.messages] == [f"another Tracker is at {turn.name}"]


def test_a_turn_that_was_lost_leaves_what_a_person_asked_for(desk: Desk) -> None:
    numbers = follow(desk, 2)
    lost = claimed(desk)
    desk.archive.clock.forward(LEASE)
    claimed(desk)
    left: list[Unasked | None] = []

    async def asked(tools: Tools) -> None:
        left.append(await take_asked_turn(lost, numbers, tools, AT_ONCE, print))

    run(desk, asked)
    assert left == [Unasked(lost.name, None, tuple(numbers))]
    assert desk.site.asked == []


def slow_answers(desk: Desk, numbers: list[int], slow: set[str]) -> tuple[list[int], Unasked | None]:
    """The articles that a person's check reports, and what it leaves, at a host whose `slow` pages outlast each turn the
    first time that they are asked for.
    """
    for number in range(len(numbers)):
        path = f"/{number}"
        page = desk.site.pages[path]
        assert isinstance(page, Answer)

        def answer(asked: Asked, page: Answer = page) -> Answer:
            if asked.path in slow:
                slow.discard(asked.path)
                desk.archive.clock.forward(2 * LEASE)
                claimed(desk)
                desk.archive.clock.forward(2 * LEASE)
            return page

        desk.site.pages[path] = answer
    reports: list[CheckReport] = []
    left: list[Unasked | None] = []

    async def asked(tools: Tools) -> None:
        left.append(await check_host(1, numbers, tools, AT_ONCE, reports.append, free=asyncio.Semaphore(1)))

    run(desk, asked)
    return [report.article_id for report in reports], left[0]


def test_a_turn_that_was_lost_on_the_way_is_asked_for_again(desk: Desk) -> None:
    numbers = follow(desk, 3)
    assert slow_answers(desk, numbers, {"/1"}) == (numbers, None)
    assert [asked.path for asked in desk.site.asked] == ["/0", "/1", "/1", "/2"]
    assert is_free(desk.archive)


def test_a_turn_that_is_lost_before_anything_was_looked_at_ends_the_check(desk: Desk) -> None:
    numbers = follow(desk, 2)
    assert slow_answers(desk, numbers, {"/0"}) == ([], Unasked(desk.base.removeprefix("http://"), None, tuple(numbers)))


def stolen(desk: Desk) -> None:
    """Somebody else takes the host once the turn on it has ended, and holds it no longer."""
    desk.archive.clock.forward(2 * LEASE)
    claimed(desk)
    desk.archive.clock.forward(2 * LEASE)


def test_a_turn_that_is_lost_while_captures_are_read_again_is_asked_for_again(desk: Desk) -> None:
    numbers = follow(desk, 3)
    read: list[int] = []

    def on_report(report: RereadReport) -> None:
        read.append(report.article_id)
        if len(read) == 1:
            stolen(desk)

    async def again(tools: Tools) -> None:
        assert await reextract_host(1, numbers, tools, AT_ONCE, on_report, free=asyncio.Semaphore(1)) is None

    run(desk, again)
    assert read == numbers
    assert is_free(desk.archive)


def test_captures_whose_host_is_lost_each_time_are_left(desk: Desk) -> None:
    numbers = follow(desk, 2)

    class Stealing(asyncio.Semaphore):
        async def acquire(self) -> Literal[True]:
            stolen(desk)
            return await super().acquire()

    async def again(tools: Tools) -> None:
        left = await reextract_host(1, numbers, tools, AT_ONCE, lambda _: pytest.fail("read"), free=Stealing(2))
        assert left == Unasked(desk.base.removeprefix("http://"), None, tuple(numbers))

    run(desk, again)


def test_hosts_are_asked_side_by_side_and_each_one_page_at_a_time(archive: Archive, pool: Pool) -> None:
    """Both sites hold their first answer back until the other was asked too."""
    both = threading.Barrier(2, timeout=60)
    sites = [Site(), Site()]
    with serve(sites[0]) as one, serve(sites[1]) as two:
        desks = [Desk(archive, site, base, pool) for site, base in zip(sites, (one, two), strict=True)]
        hosts: dict[int, list[int]] = {}
        for desk in desks:
            for number in range(4):
                page = Answer(article(headline=f"Story {number}"))
                desk.site.pages[f"/{number}"] = page if number else lambda _, page=page: (both.wait(), page)[1]  # type: ignore[misc]
                followed = desk.follow(f"/{number}")
                with archive.database.read() as connection:
                    hosts.setdefault(articles.host_id_of(connection, followed.id), []).append(followed.id)
        reports: list[CheckReport] = []

        async def asked(tools: Tools) -> None:
            free = asyncio.Semaphore(8)
            await asyncio.gather(
                *(check_host(host, ids, tools, AT_ONCE, reports.append, free=free) for host, ids in hosts.items()),
                *(check_host(host, ids, tools, AT_ONCE, reports.append, free=free) for host, ids in hosts.items()),
            )

        run(desks[0], asked)
    assert len(reports) == 16
    assert [site.most_at_once for site in sites] == [1, 1]
    assert archive.clock() == NOON
