"""Looks at sources of a scripted site: the real client, the real reader, a real store; only time and chance are set."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.discovery.paper import index, page, rss, rss_item, teasers, urlset
from tests.scripted.archive import LEASE, rows
from tests.scripted.checking import Desk
from tests.scripted.site import Answer, Asked
from tracker.discovery.pace import FIRST_PAUSE
from tracker.fetch.urls import host_of
from tracker.model import Article, LookOutcome, Source
from tracker.processes.pool import Pool
from tracker.store import articles, sources
from tracker.store.sources import NewSource, SourceTurn
from tracker.turn.asking import Manners
from tracker.turn.discover import LookReport, Reach, look
from tracker.turn.tools import Tools

AT_ONCE = Manners(pace=timedelta(0), lease=LEASE)
_ANYWHERE = Reach(allow_private=True, ports=frozenset())
_FEED_HEAD = '<link rel="alternate" type="application/rss+xml" href="/feed">'


def follow(desk: Desk, path: str, *, include: tuple[str, ...] = (), cap: int = 200) -> Source:
    url = desk.base + path
    new = NewSource(url, host_of(url), "The Paper", include, (), cap, FIRST_PAUSE)
    with desk.archive.database.write() as connection:
        return sources.add(connection, new, now=desk.archive.clock())[0]


def see(desk: Desk, *, chance: float = 0.5, robots: bool = False, manners: Manners = AT_ONCE) -> LookReport:
    """Look at the source that is due."""

    async def looking(tools: Tools) -> LookReport | None:
        return await look(claim(desk), tools, manners, _ANYWHERE)

    report = run(desk, looking, chance=chance, robots=robots)
    assert report is not None
    return report


def run(
    desk: Desk, do: Callable[[Tools], Awaitable[LookReport | None]], *, chance: float = 0.5, robots: bool = False
) -> LookReport | None:
    async def with_tools() -> LookReport | None:
        async with desk.tools(chance=lambda: chance, robots=robots) as tools:
            return await do(tools)

    return asyncio.run(with_tools())


def claim(desk: Desk) -> SourceTurn:
    with desk.archive.database.write() as connection:
        claimed = sources.claim_due_turn(connection, now=desk.archive.clock(), lease=LEASE)
    assert claimed is not None, "no source is due"
    return claimed


def standing(desk: Desk, source: Source) -> Source:
    with desk.archive.database.read() as connection:
        return sources.get(connection, source.id)


def followed(desk: Desk) -> list[Article]:
    with desk.archive.database.read() as connection:
        return articles.all_articles(connection)


def story(desk: Desk, number: int = 1) -> str:
    return f"{desk.base}/news/island-ferry-to-stop-{number}0001"


def feed(desk: Desk, *numbers: int, **answer: object) -> Answer:
    return Answer(rss(*(rss_item(story(desk, number)) for number in numbers)), **answer)  # type: ignore[arg-type] # the test's own names


def test_what_a_feed_lists_is_followed_under_its_source(desk: Desk) -> None:
    source = follow(desk, "/feed")
    desk.site.pages["/feed"] = feed(desk, 1, 2)
    report = see(desk)
    assert report.outcome is LookOutcome.READ
    assert [article.url for article in report.new] == [story(desk, 1), story(desk, 2)]
    assert {article.source for article in followed(desk)} == {"The Paper"}
    after = standing(desk, source)
    assert (after.kind, after.articles, after.failures) == ("feed", 2, 0)


def test_the_next_look_comes_sooner_where_something_was_new_and_later_where_nothing_was(desk: Desk) -> None:
    source = follow(desk, "/feed")
    desk.site.pages["/feed"] = feed(desk, 1)
    see(desk)
    assert standing(desk, source).next_look_at == desk.archive.clock() + FIRST_PAUSE / 2
    desk.archive.clock.forward(FIRST_PAUSE)
    see(desk)
    assert standing(desk, source).next_look_at == desk.archive.clock() + FIRST_PAUSE / 2 * 5 / 4


def test_an_article_stays_followed_after_it_left_the_feed(desk: Desk) -> None:
    follow(desk, "/feed")
    desk.site.pages["/feed"] = feed(desk, 1)
    see(desk)
    desk.archive.clock.forward(FIRST_PAUSE)
    desk.site.pages["/feed"] = feed(desk, 2)
    see(desk)
    assert [(one.url, one.next_check_at is not None) for one in followed(desk)] == [
        (story(desk, 1), True),
        (story(desk, 2), True),
    ]


def conditional(desk: Desk, asked: Asked) -> Answer:
    known = asked.headers.get("if-none-match") == '"1"'
    return Answer(status=304) if known else feed(desk, 1, headers=(("ETag", '"1"'),))


def test_a_feed_is_asked_for_conditionally_and_sometimes_not(desk: Desk) -> None:
    source = follow(desk, "/feed")
    desk.site.pages["/feed"] = lambda asked: conditional(desk, asked)
    outcomes = []
    for chance in (0.5, 0.5, 0.01):
        outcomes.append(see(desk, chance=chance).outcome)
        desk.archive.clock.forward(timedelta(hours=1))
    assert outcomes == [LookOutcome.READ, LookOutcome.NOT_MODIFIED, LookOutcome.READ]
    assert standing(desk, source).kind == "feed"


def test_a_home_page_is_followed_through_the_feed_it_declares(desk: Desk) -> None:
    source = follow(desk, "/")
    desk.site.pages["/"] = Answer(page(teasers((story(desk, 9), "Island ferry to stop")), head=_FEED_HEAD))
    desk.site.pages["/feed"] = feed(desk, 1)
    first, second = see(desk), see(desk)
    assert (first.outcome, first.detail) == (LookOutcome.MOVED, f"the page declares a feed: {desk.base}/feed")
    assert [article.url for article in second.new] == [story(desk, 1)]
    after = standing(desk, source)
    assert (after.url, after.asked_url, after.kind) == (f"{desk.base}/feed", f"{desk.base}/", "feed")


@pytest.mark.parametrize("feed_page", [Answer(status=404), Answer(page("<p>Log in</p>")), Answer(b"%PDF")])
def test_where_the_declared_feed_cannot_be_read_the_page_is(desk: Desk, feed_page: Answer) -> None:
    source = follow(desk, "/")
    desk.site.pages["/"] = Answer(page(teasers((story(desk), "Island ferry to stop")), head=_FEED_HEAD))
    desk.site.pages["/feed"] = feed_page
    outcomes = [see(desk).outcome for _ in range(3)]
    assert outcomes == [LookOutcome.MOVED, LookOutcome.MOVED, LookOutcome.READ]
    after = standing(desk, source)
    assert (after.url, after.kind, after.articles) == (f"{desk.base}/", "page", 1)


def test_a_declared_feed_that_fails_in_passing_gets_another_try(desk: Desk) -> None:
    source = follow(desk, "/")
    desk.site.pages["/"] = Answer(page("", head=_FEED_HEAD))
    desk.site.pages["/feed"] = Answer(status=500)
    see(desk)
    assert see(desk).outcome is LookOutcome.FAILED
    desk.archive.clock.forward(timedelta(hours=1))
    desk.site.pages["/feed"] = feed(desk, 1)
    assert see(desk).outcome is LookOutcome.READ
    assert standing(desk, source).kind == "feed"


def test_a_feed_that_is_followed_by_itself_does_not_swallow_its_home_page(desk: Desk) -> None:
    desk.site.pages["/feed"] = feed(desk, 1)
    desk.site.pages["/"] = Answer(page(teasers((story(desk, 2), "Island ferry to stop")), head=_FEED_HEAD))
    follow(desk, "/feed")
    see(desk)
    home = follow(desk, "/")
    assert [article.url for article in see(desk).new] == [story(desk, 2)]
    assert standing(desk, home).kind == "page"


def test_a_page_in_place_of_a_feed_is_a_failure_and_follows_nothing(desk: Desk) -> None:
    source = follow(desk, "/feed")
    desk.site.pages["/feed"] = feed(desk, 1)
    see(desk)
    desk.archive.clock.forward(FIRST_PAUSE)
    desk.site.pages["/feed"] = Answer(page(teasers((story(desk, 2), "Please prove that you are human"))))
    report = see(desk)
    assert (report.outcome, report.detail) == (LookOutcome.FAILED, "a page came in place of the feed")
    assert len(followed(desk)) == 1
    assert standing(desk, source).kind == "feed"


def test_failures_are_counted_and_asked_for_again_ever_later(desk: Desk) -> None:
    source = follow(desk, "/feed")
    desk.site.pages["/feed"] = Answer(status=500)
    pauses = []
    for _ in range(4):
        see(desk)
        after = standing(desk, source)
        pauses.append(after.next_look_at - desk.archive.clock())
        desk.archive.clock.forward(pauses[-1])
    assert after.failures == 4
    assert pauses == [timedelta(minutes=minutes) for minutes in (5, 10, 20, 40)]
    desk.site.pages["/feed"] = feed(desk, 1)
    see(desk)
    assert standing(desk, source).failures == 0


def test_a_host_that_is_busy_is_left_alone(desk: Desk) -> None:
    follow(desk, "/feed")
    article = desk.follow("/wall")
    desk.site.pages["/feed"] = Answer(status=429, headers=(("Retry-After", "600"),))
    see(desk)
    assert desk.claim_due() is None
    desk.archive.clock.forward(timedelta(seconds=601))
    turn = desk.claim_due()
    assert turn is not None
    assert turn.name == article.host


def test_robots_txt_is_obeyed(desk: Desk) -> None:
    follow(desk, "/feed")
    desk.site.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /feed\n", content_type="text/plain")
    report = see(desk, robots=True)
    assert (report.outcome, desk.site.paths()) == (LookOutcome.FAILED, [])
    assert "robots.txt" in report.detail


def test_a_host_that_wants_a_long_pause_gets_it_before_the_next_sitemap(desk: Desk) -> None:
    follow(desk, "/index.xml")
    desk.site.pages["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 3600\n", content_type="text/plain")
    desk.site.pages["/index.xml"] = Answer(index(f"{desk.base}/1.xml"))
    desk.site.pages["/1.xml"] = Answer(urlset(f"<url><loc>{story(desk)}</loc></url>"))
    report = see(desk, robots=True)
    assert (report.outcome, report.for_now) == (LookOutcome.FAILED, True)
    assert [asked.path for asked in desk.site.asked] == ["/robots.txt"]


def test_the_sitemaps_of_an_index_are_asked_for_one_after_another(desk: Desk) -> None:
    follow(desk, "/index.xml")
    desk.site.pages["/index.xml"] = Answer(index(*(f"{desk.base}/{number}.xml" for number in range(3))))
    for number in range(3):
        desk.site.pages[f"/{number}.xml"] = Answer(urlset(f"<url><loc>{story(desk, number)}</loc></url>"))
    assert len(see(desk).new) == 3
    assert desk.site.most_at_once == 1


def test_the_host_rests_after_a_look_and_is_given_back(desk: Desk) -> None:
    follow(desk, "/feed")
    desk.follow("/wall")
    desk.site.pages["/feed"] = feed(desk, 1)
    see(desk, manners=Manners(pace=timedelta(seconds=5), lease=LEASE))
    assert desk.claim_due() is None
    desk.archive.clock.forward(timedelta(seconds=5))
    assert desk.claim_due() is not None


def test_addresses_off_the_internet_are_not_followed(desk: Desk) -> None:
    follow(desk, "/feed")
    private = (
        "http://169.254.169.254/latest/meta-data-of-this",
        "http://localhost/admin-page-of-it",
        "https://a.test:22/x",
    )
    desk.site.pages["/feed"] = Answer(rss(*map(rss_item, (*private, "https://paper.example/island-ferry-to-stop"))))

    async def looking(tools: Tools) -> LookReport | None:
        return await look(claim(desk), tools, AT_ONCE, Reach(allow_private=False, ports=frozenset({80, 443})))

    assert run(desk, looking) is not None
    assert [article.host for article in followed(desk)] == ["paper.example"]


def test_patterns_and_the_cap_bound_what_a_look_brings(desk: Desk) -> None:
    follow(desk, "/feed", include=("-1[0-9]0001",), cap=2)
    desk.site.pages["/feed"] = feed(desk, 1, 2, 10, 11, 12)
    report = see(desk)
    assert len(report.new) == 2
    assert report.listing is not None
    assert {one.reason: one.count for one in report.listing.skipped} == {
        "not named by an include pattern": 2,
        "beyond the cap of 2": 1,
    }


def test_a_page_without_articles_is_read_and_says_so(desk: Desk) -> None:
    follow(desk, "/section")
    desk.site.pages["/section"] = Answer(page("<div id=root></div>"))
    report = see(desk)
    assert (report.outcome, report.detail) == (LookOutcome.READ, "it lists no articles")


def test_a_source_that_was_forgotten_meanwhile_is_no_trouble(desk: Desk) -> None:
    source = follow(desk, "/feed")
    claimed = claim(desk)
    with desk.archive.database.write() as connection:
        sources.remove(connection, source.id)

    async def looking(tools: Tools) -> LookReport | None:
        return await look(claimed, tools, AT_ONCE, _ANYWHERE)

    assert run(desk, looking) is None
    assert desk.site.paths() == []


def test_a_source_that_was_forgotten_while_it_was_read_brings_nothing(desk: Desk) -> None:
    source = follow(desk, "/feed")

    def forgetting(_: Asked) -> Answer:
        with desk.archive.database.write() as connection:
            sources.remove(connection, source.id)
        return feed(desk, 1)

    desk.site.pages["/feed"] = forgetting
    claimed = claim(desk)

    async def looking(tools: Tools) -> LookReport | None:
        return await look(claimed, tools, AT_ONCE, _ANYWHERE)

    assert run(desk, looking) is None
    assert rows(desk.archive.database, "articles") == {"articles": 0}


def test_a_look_whose_host_went_to_somebody_else_writes_nothing(desk: Desk) -> None:
    follow(desk, "/feed")

    def slow(_: Asked) -> Answer:
        desk.archive.clock.forward(LEASE * 2)
        claim(desk)
        return feed(desk, 1)

    desk.site.pages["/feed"] = slow

    async def looking(tools: Tools) -> LookReport | None:
        return await look(claim(desk), tools, AT_ONCE, _ANYWHERE)

    assert run(desk, looking) is None
    assert rows(desk.archive.database, "articles") == {"articles": 0}


def test_a_declared_feed_off_the_internet_is_not_followed(desk: Desk) -> None:
    source = follow(desk, "/")
    head = '<link rel="alternate" type="application/rss+xml" href="http://169.254.169.254/feed">'
    desk.site.pages["/"] = Answer(page("<h1>The Paper</h1>", head=head))

    async def looking(tools: Tools) -> LookReport | None:
        return await look(claim(desk), tools, AT_ONCE, Reach(allow_private=False, ports=frozenset({80, 443})))

    assert run(desk, looking) is not None
    assert (standing(desk, source).url, standing(desk, source).kind) == (f"{desk.base}/", "page")


def test_a_fault_of_ours_is_recorded_and_the_source_waits_its_turn(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    source = follow(desk, "/feed")
    desk.site.pages["/feed"] = feed(desk, 1)

    async def looking(tools: Tools) -> LookReport | None:
        with Pool(workers=1) as ended:
            pass
        return await look(claim(desk), replace(tools, pool=ended), AT_ONCE, _ANYWHERE)

    report = run(desk, looking)
    assert report is not None
    assert report.detail == "reading it broke (RuntimeError)"
    assert standing(desk, source).next_look_at > desk.archive.clock()
    assert "broke" in caplog.text
