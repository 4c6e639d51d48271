"""Articles printed on several pages: followed as one, at the host's pace, and never believed while a page is missing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import TypeVar

import pytest
from sqlalchemy import select, update

from tests.scripted.archive import LEASE, rot, rows
from tests.scripted.checking import AT_ONCE, Desk
from tests.scripted.printed import HEADLINE, SENTENCES, address, dealt, printed, put
from tests.scripted.site import Answer, Asked
from tracker.codec import pack_document
from tracker.compare import fingerprint
from tracker.errors import OverBudget
from tracker.examining.examine import Leafing
from tracker.extract import MAX_PAGES, SiteRules, extract
from tracker.model import ArticleState, Cause, Document, FlagKind, Outcome
from tracker.store import articles, history, schema
from tracker.store.articles import TurnLostError
from tracker.turn.asking import Manners
from tracker.turn.check import CheckReport
from tracker.turn.reextract import try_rules
from tracker.turn.tools import Tools

_Result = TypeVar("_Result")
QUARTER = timedelta(minutes=15)
EDITED = [sentence.replace("Nobody asked", "Somebody asked") for sentence in SENTENCES]
PATHS = [address(number) for number in (1, 2, 3)]


def with_tools(desk: Desk, do: Callable[[Tools], Awaitable[_Result]], *, robots: bool = False) -> _Result:
    async def run() -> _Result:
        async with desk.tools(robots=robots) as tools:
            return await do(tools)

    return asyncio.run(run())


def look(desk: Desk, manners: Manners = AT_ONCE, *, robots: bool = False) -> CheckReport:
    followed = desk.follow()
    desk.site.asked.clear()
    report = with_tools(desk, lambda tools: desk.look(followed, tools, manners=manners), robots=robots)
    desk.archive.clock.forward(QUARTER)
    return report


def document(desk: Desk, report: CheckReport) -> Document:
    assert report.revision is not None, report.detail
    with desk.archive.database.read() as connection:
        return history.document_of(connection, report.revision.id)


def test_an_article_on_three_pages_is_followed_as_one(desk: Desk) -> None:
    put(desk.site, dealt(3))
    report = look(desk)
    assert report.outcome is Outcome.CHANGED, report.detail
    assert desk.site.paths() == PATHS
    assert document(desk, report).text == "\n\n".join(SENTENCES)
    assert report.headline == HEADLINE


def test_the_bytes_of_every_page_are_kept_and_named(desk: Desk) -> None:
    pages = dealt(3)
    put(desk.site, pages)
    report = look(desk)
    assert report.revision is not None
    with desk.archive.database.read() as connection:
        facts = connection.execute(select(schema.checks.c.capture)).scalar_one()["further_pages"]
        kept = set(connection.scalars(select(schema.snapshots.c.sha256)))
    named = [report.revision.snapshot_sha256, *(page["sha256"] for page in facts)]
    assert named == [sha256(page.encode()).hexdigest() for page in pages]
    assert kept == set(named)
    assert [desk.archive.snapshots.load(name).decode() for name in named] == pages
    assert [page["url"].removeprefix(desk.base) for page in facts] == PATHS[1:]


def test_pages_that_stay_the_same_are_asked_for_and_not_read_again(desk: Desk) -> None:
    put(desk.site, dealt(3))
    look(desk)
    report = look(desk)
    assert report.outcome is Outcome.UNCHANGED
    assert desk.site.paths() == PATHS
    assert rows(desk.archive.database, "revisions", "snapshots") == {"revisions": 1, "snapshots": 3}


def test_every_page_is_asked_for_with_its_own_validators(desk: Desk) -> None:
    put(desk.site, dealt(3), tagged=True)
    look(desk)
    assert [look(desk).outcome for _ in range(2)] == [Outcome.NOT_MODIFIED] * 2
    assert len({asked.headers["if-none-match"] for asked in desk.site.asked}) == 3


@pytest.mark.parametrize("tagged", [False, True])
def test_an_edit_on_the_second_page_is_found_though_the_first_is_the_same(desk: Desk, *, tagged: bool) -> None:
    put(desk.site, dealt(3), tagged=tagged)
    look(desk)
    put(desk.site, dealt(3, EDITED), tagged=tagged)
    report = look(desk)
    assert report.outcome is Outcome.CHANGED, report.detail
    assert report.revision is not None
    (flag,) = report.revision.flags
    assert flag.kind is FlagKind.QUOTE_CHANGED
    assert look(desk).outcome is (Outcome.NOT_MODIFIED if tagged else Outcome.UNCHANGED)
    assert rows(desk.archive.database, "revisions", "snapshots") == {"revisions": 2, "snapshots": 4}


@pytest.mark.parametrize(
    ("answer", "outcome", "detail"),
    [
        (Answer("<h1>Oops</h1>", status=500), Outcome.FAILED, "page 3: the host answers 500"),
        (Answer("<h1>Gone</h1>", status=404), Outcome.SUSPECT, "soft_404: page 3: status 404"),
        (Answer("<h1>Gone</h1>", status=410), Outcome.SUSPECT, "soft_404: page 3: status 410"),
        (Answer("<h1>No</h1>", status=403), Outcome.BLOCKED, "blocked: page 3: status 403"),
        (Answer(""), Outcome.SUSPECT, "empty: page 3: no text could be read from the page"),
        (
            Answer("<title>Just a moment...</title><body>Checking your browser</body>"),
            Outcome.BLOCKED,
            "blocked: page 3: status 200, the page says 'Just a moment'",
        ),
        (
            Answer(status=302, headers=(("Location", "/wall"),)),
            Outcome.SUSPECT,
            "truncated: page 3: nothing more of the article",
        ),
        (Answer(dealt(3)[1]), Outcome.SUSPECT, "truncated: page 3: nothing more of the article"),
        (
            Answer(printed(3, 3, SENTENCES[:0:-1], headline="Ferry to stop in winter")),
            Outcome.SUSPECT,
            "truncated: page 3: nothing more of the article",
        ),
    ],
)
def test_a_missing_page_is_never_half_an_article(desk: Desk, answer: Answer, outcome: Outcome, detail: str) -> None:
    put(desk.site, dealt(3))
    look(desk)
    for pages in (dealt(3), dealt(3, EDITED)):  # beside pages that are the same, and beside an edit
        put(desk.site, pages)
        desk.site.pages[address(3)] = answer
        for _ in range(3):  # nor is it when it is missing again and again
            report = look(desk)
            assert (report.outcome, report.detail, report.revision) == (outcome, detail, None)
    put(desk.site, dealt(3))
    assert look(desk).outcome is Outcome.UNCHANGED
    assert rows(desk.archive.database, "revisions", "flags") == {"revisions": 1, "flags": 0}


def test_a_page_that_breaks_off_is_a_failure_and_is_asked_for_again(desk: Desk) -> None:
    put(desk.site, dealt(3))
    look(desk)

    def break_off(_: Asked) -> Answer:
        raise ConnectionResetError

    desk.site.pages[address(3)] = break_off
    report = look(desk)
    assert (report.outcome, report.revision) == (Outcome.FAILED, None)
    assert report.detail.startswith("page 3: protocol: ")
    put(desk.site, dealt(3))
    assert look(desk).outcome is Outcome.UNCHANGED


def test_a_first_look_waits_for_every_page(desk: Desk) -> None:
    put(desk.site, dealt(3))
    desk.site.pages[address(2)] = Answer(status=500)
    report = look(desk)
    assert (report.outcome, report.detail) == (Outcome.FAILED, "page 2: the host answers 500")
    assert report.next_check_at is not None
    put(desk.site, dealt(3))
    assert look(desk).outcome is Outcome.CHANGED


def test_a_page_that_robots_forbid_is_not_asked_for(desk: Desk) -> None:
    put(desk.site, dealt(3))
    desk.site.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /wall?page=3\n", content_type="text/plain")
    report = look(desk, robots=True)
    assert report.outcome is Outcome.BLOCKED
    assert report.detail.startswith("page 3: ")
    assert "robots" in report.detail
    assert desk.site.paths() == PATHS[:2]


def test_a_busy_host_is_left_alone_as_long_as_it_asks_for(desk: Desk) -> None:
    put(desk.site, dealt(3))
    desk.site.pages[address(2)] = Answer("busy", status=429, headers=(("Retry-After", "3600"),))
    report = look(desk)
    assert (report.outcome, report.detail) == (Outcome.FAILED, "page 2: the host answers 429")
    assert desk.site.paths() == PATHS[:2]
    assert desk.claim_due() is None
    desk.archive.clock.forward(timedelta(hours=1))
    assert desk.claim_due() is not None


def test_an_article_that_really_loses_its_last_page_is_believed_at_the_second_look(desk: Desk) -> None:
    put(desk.site, dealt(3))
    look(desk)
    desk.site.pages.clear()
    put(desk.site, dealt(2, SENTENCES[:8]))
    report = look(desk)
    assert (report.outcome, report.revision) == (Outcome.SUSPECT, None)
    assert report.detail == "yield_collapsed: page 2 is the last where there were 3"
    report = look(desk)
    assert report.outcome is Outcome.CHANGED, report.detail
    assert report.revision is not None
    assert FlagKind.PARA_REMOVED in {flag.kind for flag in report.revision.flags}
    assert document(desk, report).text == "\n\n".join(SENTENCES[:8])


@pytest.mark.parametrize("total", [1, 2, 4])
def test_another_dealing_out_of_the_same_text_is_not_an_edit(desk: Desk, total: int) -> None:
    put(desk.site, dealt(3))
    look(desk)
    desk.site.pages.clear()
    put(desk.site, dealt(total))
    assert look(desk).outcome is Outcome.UNCHANGED
    assert desk.site.paths() == [address(number) for number in range(1, total + 1)]
    assert look(desk).outcome is Outcome.UNCHANGED
    assert rows(desk.archive.database, "revisions") == {"revisions": 1}


def test_the_host_rests_between_two_pages(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_at: list[datetime] = []
    clock = desk.archive.clock
    put(desk.site, dealt(3))
    for path in PATHS:
        desk.site.pages[path] = _noting(desk, path, asked_at)

    really_sleep = asyncio.sleep

    async def pass_by(seconds: float) -> None:
        if seconds < 1:  # the connection's own pauses, which a busy machine makes more of
            await really_sleep(seconds)
        else:
            clock.forward(timedelta(seconds=seconds))

    monkeypatch.setattr("tracker.turn.asking.asyncio.sleep", pass_by)
    report = look(desk, Manners(pace=timedelta(seconds=7), lease=LEASE))
    assert report.outcome is Outcome.CHANGED, report.detail
    assert [later - earlier for earlier, later in pairwise(asked_at)] == [timedelta(seconds=7)] * 2
    assert report.finished_at == asked_at[-1]
    assert report.revision is not None
    assert report.revision.window.until_at == asked_at[-1]


def test_a_check_does_not_wait_for_minutes_between_pages(desk: Desk) -> None:
    put(desk.site, dealt(3))
    report = look(desk, Manners(pace=timedelta(minutes=3), lease=LEASE))
    assert report.outcome is Outcome.FAILED
    assert report.detail == "page 2: timeout: the host wants longer pauses than a check can wait"
    assert desk.site.paths() == ["/wall"]


def test_a_host_that_is_lost_between_two_pages_leaves_no_rows(desk: Desk) -> None:
    put(desk.site, dealt(3))
    second = desk.site.pages[address(2)]

    def steal(_: Asked) -> Answer:
        with desk.archive.database.write() as connection:
            connection.execute(update(schema.hosts).values(lease_token=schema.hosts.c.lease_token + 1))
        assert isinstance(second, Answer)
        return second

    desk.site.pages[address(2)] = steal
    with pytest.raises(TurnLostError):
        look(desk)
    assert desk.site.paths() == PATHS[:2]
    assert rows(desk.archive.database, "checks", "revisions") == {"checks": 0, "revisions": 0}


def test_the_host_is_held_for_as_long_as_the_pages_take(desk: Desk) -> None:
    put(desk.site, dealt(3))
    held: list[bool] = []

    def claim(_: Asked) -> Answer:
        desk.archive.clock.forward(LEASE - timedelta(seconds=1))
        with desk.archive.database.write() as connection:
            held.append(articles.claim_turn(connection, 1, now=desk.archive.clock(), lease=LEASE) is None)
        return Answer(dealt(3)[len(held)])

    desk.site.pages |= {address(2): claim, address(3): claim}
    assert look(desk).outcome is Outcome.CHANGED
    assert held == [True, True]


# Where an article ends


def test_pages_that_name_each_other_for_ever_end(desk: Desk) -> None:
    pages = dealt(3)
    put(desk.site, pages)
    desk.site.pages[address(3)] = Answer(
        pages[2].replace("</article>", "<a rel=next href='/wall?page=2'>Next page</a></article>")
    )
    assert look(desk).outcome is Outcome.CHANGED
    assert desk.site.paths() == PATHS


def test_no_article_has_more_pages_than_are_followed(desk: Desk) -> None:
    sentences = [
        f"Sentence {number} of a story without an end tells of house {number} in the lane." for number in range(60)
    ]
    for number in range(1, 31):
        following = f"<a rel=next href='{address(number + 1)}'>Next page</a>"
        page = printed(number, 1, sentences[2 * number - 2 : 2 * number]).replace(
            "</article>", f"{following}</article>"
        )
        desk.site.pages[address(number)] = Answer(page)
    report = look(desk)
    assert report.outcome is Outcome.CHANGED, report.detail
    assert desk.site.paths() == [address(number) for number in range(1, MAX_PAGES + 1)]
    assert document(desk, report).text == "\n\n".join(sentences[: 2 * MAX_PAGES])
    assert look(desk).outcome is Outcome.UNCHANGED


def test_pages_that_are_too_large_together_are_not_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = dealt(3)
    put(desk.site, pages)
    monkeypatch.setattr("tracker.turn.leafing.MOST_BYTES", len(pages[1].encode()) + 10)
    report = look(desk)
    assert (report.outcome, report.revision) == (Outcome.FAILED, None)
    assert report.detail == "page 3: too_large: the article's pages have more than 20 MiB together"


def test_a_page_that_breaks_our_reading_ends_the_article_before_it_is_judged(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(desk.site, dealt(3))
    run = desk.pool.run

    async def break_on_leaves(function: Callable[..., object], argument: object) -> object:
        if isinstance(argument, Leafing):
            raise OverBudget("took too long") if argument.number == 3 else RuntimeError("never")
        return await run(function, argument)

    monkeypatch.setattr(desk.pool, "run", break_on_leaves)
    assert look(desk).outcome is Outcome.CHANGED
    assert desk.site.paths() == PATHS


def test_pages_of_comments_under_the_same_text_are_no_pages_of_the_article(desk: Desk) -> None:
    for number in (1, 2):
        desk.site.pages[address(number)] = Answer(printed(number, 2, SENTENCES) + f"<!-- {number} -->")
    report = look(desk)
    assert report.outcome is Outcome.CHANGED, report.detail
    assert document(desk, report).text == "\n\n".join(SENTENCES)
    assert look(desk).outcome is Outcome.UNCHANGED
    assert desk.site.paths() == ["/wall"]


def test_a_view_of_the_whole_on_one_page_is_read_where_no_pages_are_linked(desk: Desk) -> None:
    link = "<a href='/wall?view=all'>View as a single page</a></article>"
    desk.site.pages["/wall"] = Answer(printed(1, 1, SENTENCES[:4]).replace("</article>", link))
    desk.site.pages["/wall?view=all"] = Answer(printed(1, 1, SENTENCES))
    report = look(desk)
    assert document(desk, report).text == "\n\n".join(SENTENCES)
    desk.site.pages["/wall?view=all"] = Answer(printed(1, 1, EDITED))
    report = look(desk)
    assert report.outcome is Outcome.CHANGED, report.detail
    assert report.revision is not None
    assert [flag.kind for flag in report.revision.flags] == [FlagKind.QUOTE_CHANGED]


def test_an_article_that_is_moved_to_another_host_is_not_followed_there(desk: Desk) -> None:
    put(desk.site, dealt(3))
    other = desk.base.replace("127.0.0.1", "localhost")
    desk.site.pages["/wall"] = Answer(status=302, headers=(("Location", f"{other}/there"),))
    for number, page in enumerate(dealt(3), 1):
        desk.site.pages[address(number, "/there")] = Answer(page.replace("/wall", "/there"))
    report = look(desk)
    assert report.outcome is Outcome.FAILED
    assert report.detail == "page 2: bad_url: it stands on another host than the article"
    assert desk.site.paths() == ["/wall", "/there"]


# Old pages read again


def test_pages_that_were_joined_can_be_read_again_from_their_snapshots(desk: Desk) -> None:
    put(desk.site, dealt(3))
    look(desk)
    with desk.archive.database.write() as connection:
        connection.execute(update(schema.revisions).values(extractor="0"))
    put(desk.site, [page + "<!-- other bytes -->" for page in dealt(3)])
    assert look(desk).outcome is Outcome.UNCHANGED
    assert rows(desk.archive.database, "revisions") == {"revisions": 1}


def test_pages_that_were_not_followed_by_an_older_extractor_are_not_an_edit(desk: Desk) -> None:
    desk.archive.subscribe()
    pages = dealt(3)
    put(desk.site, pages)
    look(desk)
    alone = extract(pages[0], url=desk.base + "/wall")
    with desk.archive.database.write() as connection:
        facts = connection.execute(select(schema.checks.c.capture)).scalar_one()
        connection.execute(update(schema.checks).values(capture={**facts, "further_pages": []}))
        connection.execute(
            update(schema.revisions).values(
                extractor="0", document=pack_document(alone), fingerprint=fingerprint(alone)
            )
        )
    put(desk.site, [page.replace("142 years", "143 years") for page in pages])
    report = look(desk)
    assert report.revision is not None, report.detail
    assert (report.revision.number, report.promised) == (3, 1)
    assert [flag.before for flag in report.revision.flags] == ["142 years"]
    with desk.archive.database.read() as connection:
        causes = [revision.cause for revision in history.revisions_of(connection, desk.follow().id)]
    assert causes == [Cause.FIRST, Cause.RE_EXTRACTION, Cause.EDIT]


def test_a_trial_of_rules_reads_all_pages(desk: Desk) -> None:
    put(desk.site, dealt(3))
    look(desk)
    (trial,) = try_rules(desk.follow().id, desk.archive.database, desk.archive.snapshots, SiteRules())
    assert not trial.differs


def test_a_page_whose_snapshot_is_damaged_is_asked_for_again(desk: Desk) -> None:
    put(desk.site, dealt(3), tagged=True)
    look(desk)
    rot(desk.archive.snapshots)
    assert look(desk).outcome is Outcome.NOT_MODIFIED
    assert desk.site.paths() == [PATHS[0], PATHS[1], PATHS[1], PATHS[2], PATHS[2]]


def test_an_article_stays_live_while_a_page_is_missing(desk: Desk) -> None:
    put(desk.site, dealt(3))
    look(desk)
    desk.site.pages[address(3)] = Answer(status=404)
    for _ in range(3):
        look(desk)
    assert desk.archive.article(desk.follow()).state is ArticleState.LIVE


def _noting(desk: Desk, path: str, asked_at: list[datetime]) -> Callable[[Asked], Answer]:
    """The page at that path, which notes when it is asked for."""
    page = desk.site.pages[path]
    assert isinstance(page, Answer)

    def answer(_: Asked) -> Answer:
        asked_at.append(desk.archive.clock())
        return page

    return answer
