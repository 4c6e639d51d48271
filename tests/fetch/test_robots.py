from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from tests.fetch.serving import NOW, by_path, fetcher, in_a_loop, reply, saying, serving
from tests.scripted.effort import within
from tracker.errors import UsageError
from tracker.fetch import FetchRequest, Robots
from tracker.fetch import robots as robots_txt
from tracker.fetch.robots import MOST_BYTES
from tracker.model import Capture, FailureKind, FetchFailure

SITE = "https://paper.example"


@dataclass
class Site:
    """A site whose robots.txt can change, and a clock that can be moved."""

    body: bytes = b""
    status: int = 200
    down: bool = False
    now: datetime = NOW
    asked: list[FetchRequest] = field(default_factory=list)

    async def fetch(self, request: FetchRequest) -> Capture | FetchFailure:
        self.asked.append(request)
        await asyncio.sleep(0)
        if self.down:
            return FetchFailure(request.url, FailureKind.TIMEOUT, "no answer", self.now, self.now)
        return Capture(request.url, request.url, self.status, (), self.body, self.now, self.now)

    def robots(self, agent: str = "Tracker") -> Robots:
        return Robots(self, clock=lambda: self.now, agent=agent)


RULES = b"""# for all
User-agent: *
Disallow: /private/
Crawl-delay: 5

User-agent: Tracker
Disallow: /no-trackers/
Allow: /no-trackers/but-this
Crawl-delay: 2.5
"""


@in_a_loop
async def test_the_group_that_names_us_is_obeyed_and_the_general_one_is_not() -> None:
    robots = Site(RULES).robots()
    assert (await robots.verdict(f"{SITE}/private/a")).allowed
    assert (await robots.verdict(f"{SITE}/no-trackers/but-this")).allowed
    verdict = await robots.verdict(f"{SITE}/no-trackers/a")
    assert not verdict.allowed
    assert verdict.crawl_delay_seconds == 2.5
    assert verdict.detail == "https://paper.example/robots.txt forbids it"


@in_a_loop
async def test_others_obey_the_general_group() -> None:
    verdict = await Site(RULES).robots("SomeoneElse").verdict(f"{SITE}/private/a")
    assert (verdict.allowed, verdict.crawl_delay_seconds) == (False, 5.0)


@in_a_loop
async def test_the_file_is_asked_for_once_a_day_and_once_for_many_at_a_time() -> None:
    site = Site(RULES)
    robots = site.robots()
    await asyncio.gather(*(robots.verdict(f"{SITE}/{number}") for number in range(10)))
    site.now += timedelta(hours=23, minutes=59)
    await robots.verdict(f"{SITE}/a")
    assert [request.url for request in site.asked] == [f"{SITE}/robots.txt"]
    site.body = b"User-agent: *\nDisallow: /"
    site.now += timedelta(minutes=2)
    assert not (await robots.verdict(f"{SITE}/a")).allowed
    assert len(site.asked) == 2


@in_a_loop
async def test_each_scheme_and_port_has_its_own_file() -> None:
    site = Site(RULES)
    robots = site.robots()
    for url in ("https://paper.example/a", "http://paper.example/a", "https://paper.example:8443/a"):
        await robots.verdict(url)
    assert [request.url for request in site.asked] == [
        "https://paper.example/robots.txt",
        "http://paper.example/robots.txt",
        "https://paper.example:8443/robots.txt",
    ]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
@in_a_loop
async def test_an_absent_file_allows_everything(status: int) -> None:
    verdict = await Site(RULES, status).robots().verdict(f"{SITE}/no-trackers/a")
    assert verdict.allowed
    assert str(status) in verdict.detail


@pytest.mark.parametrize("status", [302, 429, 500, 503])
@in_a_loop
async def test_an_unreachable_file_forbids_everything_for_half_an_hour(status: int) -> None:
    site = Site(RULES, status)
    robots = site.robots()
    verdict = await robots.verdict(f"{SITE}/a")
    assert not verdict.allowed
    assert str(status) in verdict.detail
    site.status = 200
    site.now += timedelta(minutes=29)
    assert not (await robots.verdict(f"{SITE}/a")).allowed
    site.now += timedelta(minutes=2)
    assert (await robots.verdict(f"{SITE}/a")).allowed


@in_a_loop
async def test_what_was_known_before_holds_while_the_file_is_unreachable() -> None:
    site = Site(RULES)
    robots = site.robots()
    await robots.verdict(f"{SITE}/a")
    site.now += timedelta(days=2)
    site.down = True
    assert (await robots.verdict(f"{SITE}/a")).allowed
    assert not (await robots.verdict(f"{SITE}/no-trackers/a")).allowed
    assert len(site.asked) == 2


@in_a_loop
async def test_a_host_that_does_not_answer_is_not_fetched_and_the_reason_is_told() -> None:
    verdict = await Site(down=True).robots().verdict(f"{SITE}/a")
    assert not verdict.allowed
    assert "no answer" in verdict.detail
    assert len(verdict.detail) <= 200


@pytest.mark.parametrize(
    ("said", "delay"),
    [("99999999", 86400.0), ("nan", None), ("inf", None), ("-5", None), ("soon", None), ("0", 0.0), ("1e9", 86400.0)],
)
@in_a_loop
async def test_a_crawl_delay_is_kept_within_a_day(said: str, delay: float | None) -> None:
    verdict = await Site(f"User-agent: *\nCrawl-delay: {said}".encode()).robots().verdict(f"{SITE}/a")
    assert (verdict.allowed, verdict.crawl_delay_seconds) == (True, delay)


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe\x00binary\x89PNG", b"<!doctype html><p>Not found", b"\xef\xbb\xbfUser-agent: x"]
)
@in_a_loop
async def test_a_file_without_rules_for_us_allows_everything(body: bytes) -> None:
    assert (await Site(body).robots().verdict(f"{SITE}/a")).allowed


@in_a_loop
async def test_a_byte_order_mark_does_not_hide_the_first_group() -> None:
    assert not (await Site(b"\xef\xbb\xbfUser-agent: *\nDisallow: /").robots().verdict(f"{SITE}/a")).allowed


@pytest.mark.parametrize(
    "line",
    [
        b"Disallow: /*a*b*c$\n",
        b"Disallow: /" + b"*a" * 200 + b"*b\n",
        b"User-agent: x\nDisallow: /\n",
        b"Disallow: /%f%\n",
    ],
)
@in_a_loop
async def test_only_the_first_500_kib_are_read_and_they_are_judged_quickly(line: bytes) -> None:
    body = (
        b"User-agent: *\nDisallow: /first\n" + line * (5_000_000 // len(line)) + b"User-agent: Tracker\nDisallow: /\n"
    )
    async with serving(saying(reply(body=body))) as site, fetcher() as client:
        robots = Robots(client, clock=lambda: NOW)
        with within(4):
            verdict = await robots.verdict(f"{site.url}/{'a' * 2000}")
        assert verdict.allowed
        assert not (await robots.verdict(f"{site.url}/first")).allowed


@in_a_loop
async def test_a_line_that_is_cut_in_two_is_not_obeyed() -> None:
    start = b"User-agent: *\nDisallow: /a\n"
    body = start + b"#" * (MOST_BYTES - len(start) - len(b"\nDisallow: /")) + b"\nDisallow: /private/"
    async with serving(saying(reply(body=body))) as site, fetcher() as client:
        robots = Robots(client, clock=lambda: NOW)
        assert (await robots.verdict(f"{site.url}/story")).allowed
        assert not (await robots.verdict(f"{site.url}/a")).allowed


@in_a_loop
async def test_five_redirects_of_the_file_are_followed_and_more_make_it_unreachable() -> None:
    hops = {f"/{n}": reply("302 Found", f"Location: /{n + 1}") for n in range(1, 20)}
    rules = reply(body=b"User-agent: *\nDisallow: /private")
    for last, allowed in (("/5", True), ("/6", False)):
        answers = {"/robots.txt": reply("302 Found", "Location: /1")} | hops | {last: rules}
        async with serving(by_path(answers)) as site, fetcher() as client:
            assert (await Robots(client, clock=lambda: NOW).verdict(f"{site.url}/story")).allowed is allowed


@in_a_loop
async def test_no_more_is_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots_txt, "MOST_HOSTS", 3)
    monkeypatch.setattr(robots_txt, "MOST_PARSED", 2 * len(RULES))
    site = Site(RULES)
    robots = site.robots()
    for _ in range(2):
        for number in (1, 2, 3):
            assert not (await robots.verdict(f"https://paper{number}.example/no-trackers/")).allowed
    assert len(site.asked) == 3
    for number in (4, 1, 4):
        assert not (await robots.verdict(f"https://paper{number}.example/no-trackers/")).allowed
    assert len(site.asked) == 5


@in_a_loop
async def test_large_files_push_older_ones_out(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(RULES)
    robots = site.robots()
    await robots.verdict("https://paper1.example/")
    monkeypatch.setattr(robots_txt, "MOST_REMEMBERED", 300)
    for number in (2, 3, 4, 1):
        await robots.verdict(f"https://paper{number}.example/")
    assert len(site.asked) == 5


@in_a_loop
async def test_what_is_not_a_url_has_no_robots() -> None:
    with pytest.raises(UsageError):
        await Site().robots().verdict("file:///etc/hosts")


@in_a_loop
async def test_a_host_that_cannot_be_reached_has_said_nothing_about_robots() -> None:
    verdict = await Site(down=True).robots().verdict(f"{SITE}/story")
    assert not verdict.allowed
    assert verdict.failure is not None
    assert verdict.failure.kind is FailureKind.TIMEOUT


@in_a_loop
async def test_whether_a_verdict_needs_a_request_is_known_before() -> None:
    site = Site(RULES)
    robots = site.robots()
    assert not robots.knows(f"{SITE}/story")
    await robots.verdict(f"{SITE}/story")
    assert robots.knows(f"{SITE}/other")
    assert not robots.knows("https://other.example/story")
    assert len(site.asked) == 1
