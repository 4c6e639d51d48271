"""What an address lists, from as few requests as it takes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from tests.discovery.paper import BREAD, FERRY, FRONT, MARKET, index, page, rss, rss_item, teasers, urlset
from tests.scripted.clock import NOON
from tracker.discovery import Kind, Wanted
from tracker.model import Capture, FailureKind, FetchFailure, LookOutcome, Validators
from tracker.processes.pool import Pool
from tracker.turn.asking import HostRestsError
from tracker.turn.sighting import Sight, sight

_FEED = "https://paper.example/feed"
_INDEX = "https://paper.example/sitemap.xml"


def answer(url: str, body: bytes = b"", status: int = 200, **headers: str) -> Capture:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Capture(url, url, status, named, body, started_at=NOON, finished_at=NOON)


class Web:
    """Answers by address; keeps what was asked."""

    def __init__(self, pages: Mapping[str, bytes | Capture | FetchFailure]) -> None:
        self.pages = pages
        self.asked: list[tuple[str, Validators]] = []

    async def ask(self, url: str, validators: Validators) -> Capture | FetchFailure:
        self.asked.append((url, validators))
        page = self.pages.get(url, answer(url, status=404))
        return answer(url, page) if isinstance(page, bytes) else page


def see(web: Web, pool: Pool, url: str, wanted: Wanted | None = None, validators: Validators | None = None) -> Sight:
    return asyncio.run(sight(url, wanted or Wanted(), web.ask, pool, validators))


def listed(seen: Sight) -> list[str]:
    assert seen.listing is not None
    return [item.url for item in seen.listing.items]


def test_a_feed_is_read_with_what_makes_the_next_request_conditional(pool: Pool) -> None:
    web = Web({_FEED: answer(_FEED, rss(rss_item(FERRY), rss_item(BREAD)), etag='"1"')})
    seen = see(web, pool, _FEED, Wanted(exclude=("/economy/",)), Validators(etag='"0"'))
    assert (seen.outcome, listed(seen), seen.validators.etag) == (LookOutcome.READ, [FERRY], '"1"')
    assert web.asked == [(_FEED, Validators(etag='"0"'))]


def test_a_page_tells_of_its_feed(pool: Pool) -> None:
    head = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    seen = see(Web({FRONT: page(teasers((FERRY, "Island ferry to stop")), head=head)}), pool, FRONT)
    assert seen.listing is not None
    assert (seen.listing.kind, seen.listing.feeds, listed(seen)) == (Kind.PAGE, (_FEED,), [FERRY])


def test_not_modified_lists_nothing(pool: Pool) -> None:
    seen = see(Web({_FEED: answer(_FEED, status=304)}), pool, _FEED, validators=Validators(etag='"1"'))
    assert (seen.outcome, seen.listing) == (LookOutcome.NOT_MODIFIED, None)


@pytest.mark.parametrize(("status", "for_now"), [(404, False), (410, False), (403, False), (429, True), (500, True)])
def test_an_answer_that_is_none_is_a_failure_that_may_pass_or_not(pool: Pool, status: int, for_now: bool) -> None:  # noqa: FBT001 - a table
    seen = see(Web({_FEED: answer(_FEED, b"x", status)}), pool, _FEED)
    assert (seen.outcome, seen.detail, seen.for_now) == (LookOutcome.FAILED, f"the host answers {status}", for_now)


def test_a_host_that_is_busy_says_when_to_come_back(pool: Pool) -> None:
    seen = see(Web({_FEED: answer(_FEED, status=503, retry_after="600")}), pool, _FEED)
    assert seen.retry_at == NOON + timedelta(minutes=10)


def test_a_host_that_does_not_answer_is_a_failure_in_passing(pool: Pool) -> None:
    failure = FetchFailure(_FEED, FailureKind.TIMEOUT, "no answer within 30 s", NOON, NOON)
    seen = see(Web({_FEED: failure}), pool, _FEED)
    assert (seen.outcome, seen.detail, seen.for_now) == (LookOutcome.FAILED, "no answer within 30 s", True)


def test_a_body_that_lists_nothing_is_a_failure_with_its_reason(pool: Pool) -> None:
    seen = see(Web({_FEED: b"%PDF-1.7"}), pool, _FEED)
    assert (seen.outcome, seen.for_now) == (LookOutcome.FAILED, False)
    assert "neither a feed" in seen.detail


def test_a_body_that_takes_too_long_to_read_is_a_failure() -> None:
    with Pool(workers=1, seconds=0.001) as hasty:
        seen = see(Web({_FEED: rss(*(rss_item(f"{FERRY}-{number}") for number in range(5_000)))}), hasty, _FEED)
    assert (seen.outcome, seen.detail) == (LookOutcome.FAILED, "reading it took more than 0 s and was stopped")


def sitemap(*urls: str) -> bytes:
    return urlset(*(f"<url><loc>{url}</loc></url>" for url in urls))


def test_an_index_is_read_with_its_newest_sitemaps(pool: Pool) -> None:
    names = [f"https://paper.example/{number}.xml" for number in range(8)]
    web = Web({_INDEX: index(*names), **{name: sitemap(f"{FERRY}-{n}") for n, name in enumerate(names)}})
    seen = see(web, pool, _INDEX)
    assert listed(seen) == [f"{FERRY}-{number}" for number in range(5)]
    assert [url for url, _ in web.asked] == [_INDEX, *names[:5]]
    assert seen.listing is not None
    assert [(one.reason, one.count) for one in seen.listing.skipped] == [("sitemaps beyond the newest 5", 3)]


def test_an_article_that_two_sitemaps_of_an_index_list_is_one_with_what_both_say(pool: Pool) -> None:
    plain, news = "https://paper.example/1.xml", "https://paper.example/news.xml"
    dated = f"<url><loc>{FERRY}</loc><lastmod>2026-11-20T10:00:00Z</lastmod></url>"
    told = (
        f"<url><loc>{FERRY}</loc><news:news><news:publication_date>2026-11-19T08:00:00Z</news:publication_date>"
        "<news:title>Ferry stops</news:title></news:news></url>"
    )
    web = Web({_INDEX: index(plain, news), plain: urlset(dated), news: urlset(told)})
    seen = see(web, pool, _INDEX)
    assert seen.listing is not None
    (item,) = seen.listing.items
    assert (item.url, item.title) == (FERRY, "Ferry stops")
    assert (item.published_at, item.updated_at) == (
        datetime(2026, 11, 19, 8, tzinfo=UTC),
        datetime(2026, 11, 20, 10, tzinfo=UTC),
    )


def test_an_index_that_names_itself_ends(pool: Pool) -> None:
    one, other = "https://paper.example/1.xml", "https://paper.example/2.xml"
    web = Web({_INDEX: index(_INDEX, one), one: index(_INDEX, other, one), other: sitemap(BREAD)})
    assert listed(see(web, pool, _INDEX)) == [BREAD]
    assert [url for url, _ in web.asked] == [_INDEX, one, other]


def test_indexes_inside_each_other_without_end_are_left_after_a_few(pool: Pool) -> None:
    names = [f"https://paper.example/{number}.xml" for number in range(50)]
    web = Web({_INDEX: index(names[0]), **{a: index(b) for a, b in pairwise(names)}})
    assert listed(see(web, pool, _INDEX)) == []
    assert len(web.asked) == 6


def test_a_sitemap_that_cannot_be_had_or_is_elsewhere_is_left_aside_with_the_reason(pool: Pool) -> None:
    gone, far, good = (f"https://{name}/s.xml" for name in ("paper.example/1", "news.paper.example", "paper.example/2"))
    seen = see(Web({_INDEX: index(gone, far, good), good: sitemap(MARKET)}), pool, _INDEX)
    assert seen.listing is not None
    assert listed(seen) == [MARKET]
    assert {one.example: one.reason for one in seen.listing.skipped} == {
        gone: "a sitemap that cannot be read: the host answers 404",
        far: "a sitemap on another host, to be followed by itself",
    }


def test_what_a_host_has_no_time_for_is_left_for_another_look(pool: Pool) -> None:
    one, other = "https://paper.example/1.xml", "https://paper.example/2.xml"
    web = Web({_INDEX: index(one, other), one: sitemap(FERRY)})

    async def patience(url: str, validators: Validators) -> Capture | FetchFailure:
        if url == other:
            raise HostRestsError("paper.example", NOON)
        return await web.ask(url, validators)

    seen = asyncio.run(sight(_INDEX, Wanted(), patience, pool))
    assert seen.listing is not None
    assert listed(seen) == [FERRY]
    assert [one.reason for one in seen.listing.skipped] == ["a sitemap that the host had no time for"]


def test_the_cap_holds_over_all_sitemaps_of_an_index(pool: Pool) -> None:
    one, other = "https://paper.example/1.xml", "https://paper.example/2.xml"
    web = Web({_INDEX: index(one, other), one: sitemap(FERRY, BREAD), other: sitemap(MARKET)})
    assert len(listed(see(web, pool, _INDEX, Wanted(cap=2)))) == 2
