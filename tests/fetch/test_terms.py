from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from tests.fetch.serving import AT_HOME, Asked, by_path, fetcher, in_a_loop, reply, resolving, saying, serving
from tracker.errors import UsageError
from tracker.fetch import Fetcher, FetchRequest
from tracker.fetch.terms import MOST_COOKIES, TermsBook, known_host
from tracker.model import Capture, FetchFailure
from tracker.model.terms import Proxy, Terms

KEY, SESSION = "correct-horse-battery", "staple-of-the-reader"


def on_terms(*terms: Terms, proxy: Proxy | None = None) -> Fetcher:
    return fetcher(resolver=resolving("127.0.0.1"), terms=TermsBook(terms, proxy=proxy))


def paper(host: str, *, keeps_cookies: bool = False) -> Terms:
    cookies = (("session", SESSION), ("consent", "yes"))
    return Terms(host, headers=(("X-Key", KEY),), cookies=cookies, keeps_cookies=keeps_cookies)


def is_told(asked: Asked) -> bool:
    told = asked.header("x-key") is not None
    assert told == (asked.header("cookie") is not None)
    return told


# To whom


@in_a_loop
async def test_a_host_gets_its_headers_and_cookies_and_another_does_not() -> None:
    async with serving(saying(reply())) as site, on_terms(paper(f"paper.example:{site.port}")) as client:
        for host in ("paper.example", "www.paper.example", "other.example", "paper.example.other.example", "sub.paper.example"):  # fmt: skip
            assert isinstance(await client.fetch(FetchRequest(f"http://{host}:{site.port}/")), Capture)
    assert [is_told(asked) for asked in site.asked] == [True, True, False, False, False]
    assert site.asked[0].header("x-key") == KEY
    assert site.asked[0].header("cookie") == f"session={SESSION}; consent=yes"


@in_a_loop
async def test_a_port_of_its_own_is_another_service() -> None:
    async with serving(saying(reply())) as site, on_terms(paper("paper.example")) as client:
        await client.fetch(FetchRequest(f"http://paper.example:{site.port}/"))
    assert not is_told(site.asked[0])


@in_a_loop
async def test_a_header_of_the_host_stands_in_the_place_of_ours_and_under_that_of_the_request() -> None:
    async with serving(saying(reply())) as site:
        terms = Terms(f"127.0.0.1:{site.port}", (("Accept", "text/html"), ("Content-Type", "text/plain")))
        async with on_terms(terms) as client:
            await client.fetch(FetchRequest(site.url, headers=(("content-type", "application/json"),), method="POST"))
    head = site.asked[0].head.lower()
    assert head.count(b"accept:") == head.count(b"content-type:") == 1
    assert site.asked[0].header("accept") == "text/html"
    assert site.asked[0].header("content-type") == "application/json"


@pytest.mark.parametrize("configured", [False, True])
@in_a_loop
async def test_nothing_is_told_to_the_host_that_a_redirect_leads_to(*, configured: bool) -> None:
    async with serving(saying(reply())) as other:
        away = reply("302 Found", f"Location: http://other.example:{other.port}/")
        async with serving(saying(away)) as site:
            others = [paper(f"other.example:{other.port}")] if configured else []
            async with on_terms(paper(f"paper.example:{site.port}"), *others) as client:
                await client.fetch(FetchRequest(f"http://paper.example:{site.port}/"))
    assert is_told(site.asked[0])
    assert not is_told(other.asked[0])


@in_a_loop
async def test_a_redirect_cannot_borrow_what_another_host_is_told() -> None:
    """Else any page could have our reader's own pages at another host fetched in its place."""
    async with (
        serving(saying(reply())) as bank,
        serving(saying(reply("302 Found", f"Location: http://bank.example:{bank.port}/account"))) as site,
        on_terms(paper(f"bank.example:{bank.port}")) as client,
    ):
        await client.fetch(FetchRequest(f"http://paper.example:{site.port}/"))
    assert not is_told(bank.asked[0])


@in_a_loop
async def test_a_redirect_within_the_host_keeps_them() -> None:
    async with (
        serving(by_path({"/a": reply("301 Moved", "Location: /b"), "/b": reply()})) as site,
        on_terms(paper(f"127.0.0.1:{site.port}")) as client,
    ):
        await client.fetch(FetchRequest(f"{site.url}/a"))
    assert [is_told(asked) for asked in site.asked] == [True, True]


@in_a_loop
async def test_a_part_of_a_page_is_told_nothing_unless_the_page_is_of_its_host() -> None:
    async with serving(saying(reply())) as site, on_terms(paper(f"paper.example:{site.port}")) as client:
        url = f"http://paper.example:{site.port}/part.js"
        for page in ("http://evil.example/", f"http://paper.example:{site.port}/story"):
            await client.fetch(FetchRequest(url, page_url=page))
    assert [is_told(asked) for asked in site.asked] == [False, True]


def test_a_way_that_became_less_private_is_told_nothing() -> None:
    terms = paper("paper.example")
    book = TermsBook([terms])
    assert book.for_hop("https://paper.example/b", "http://paper.example/a") is terms
    assert book.for_hop("http://paper.example/b", "http://paper.example/a") is terms
    assert book.for_hop("http://paper.example/b", "https://paper.example/a") is None


# Which host


def test_the_nearest_terms_hold_and_a_star_stands_for_all_below() -> None:
    own, below, all_of_it = paper("news.paper.example"), paper("*.deep.paper.example"), paper("*.paper.example")
    book = TermsBook([all_of_it, own, below])
    assert book.of("https://news.paper.example/a") is own
    assert book.of("https://a.deep.paper.example/") is below
    assert book.of("https://paper.example/") is book.of("https://x.y.paper.example/") is all_of_it
    assert book.of("https://www.paper.example/") is all_of_it
    for other in ("https://otherpaper.example/", "https://example/", "https://paper.example.evil.example/", "https://paper.example:8443/"):  # fmt: skip
        assert book.of(other) is None


def test_a_host_has_one_form() -> None:
    assert known_host("WWW.Paper.Example:443") == "paper.example"
    assert known_host("*.Bücher.example") == "*.xn--bcher-kva.example"
    assert known_host("127.0.0.1:8080") == "127.0.0.1:8080"
    assert known_host("[2001:DB8::1]") == "[2001:db8::1]"


@pytest.mark.parametrize("text", ["", "*.com", "*.0.0.1", "*", "a.example/x", "a.example?", "https://a.example", "a b.example", "u:p@a.example"])  # fmt: skip
def test_what_is_no_host_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        known_host(text)


# What is not kept, and not shown


@in_a_loop
async def test_what_a_host_sets_is_forgotten_unless_its_terms_keep_it() -> None:
    async with (
        serving(saying(reply("200 OK", "Set-Cookie: seen=1"))) as site,
        on_terms(paper(f"127.0.0.1:{site.port}")) as client,
    ):
        for _ in range(2):
            await client.fetch(FetchRequest(site.url))
    assert site.asked[1].header("cookie") == f"session={SESSION}; consent=yes"


@in_a_loop
async def test_what_a_host_sets_is_sent_back_to_it_alone_where_its_terms_keep_it() -> None:
    renewed = reply("200 OK", "Set-Cookie: session=renewed; Path=/", "Set-Cookie: place=north; Path=/other")
    async with serving(saying(renewed)) as site:
        kept = paper(f"paper.example:{site.port}", keeps_cookies=True)
        other = Terms(f"other.example:{site.port}", keeps_cookies=True)
        async with on_terms(kept, other) as client:
            for url in ("http://paper.example", "http://paper.example", "http://other.example"):
                await client.fetch(FetchRequest(f"{url}:{site.port}/"))
    assert [asked.header("cookie") for asked in site.asked] == [
        f"session={SESSION}; consent=yes",
        "session=renewed; consent=yes",
        None,
    ]


@in_a_loop
async def test_a_host_that_sets_cookies_without_end_is_kept_within_bounds() -> None:
    async def many(asked: Asked) -> None:
        number = len(site.asked)
        await asked.say(reply("200 OK", *(f"Set-Cookie: c{number}x{n}=1; Path=/" for n in range(40))))

    async with serving(many) as site, on_terms(Terms(f"127.0.0.1:{site.port}", keeps_cookies=True)) as client:
        for _ in range(5):
            await client.fetch(FetchRequest(site.url))
    assert (site.asked[-1].header("cookie") or "").count("=") == MOST_COOKIES


@in_a_loop
async def test_one_cookie_too_large_is_not_kept() -> None:
    async with (
        serving(saying(reply("200 OK", f"Set-Cookie: big={'x' * 20_000}"))) as site,
        on_terms(Terms(f"127.0.0.1:{site.port}", keeps_cookies=True)) as client,
    ):
        for _ in range(2):
            await client.fetch(FetchRequest(site.url))
    assert site.asked[1].header("cookie") is None


@in_a_loop
async def test_a_capture_strikes_out_the_cookies_of_a_host_that_knows_the_reader() -> None:
    async with serving(saying(reply("200 OK", f"Set-Cookie: session={SESSION}; Path=/; HttpOnly"))) as site:
        for terms, told in (([paper(f"127.0.0.1:{site.port}")], "session=…"), ([], f"session={SESSION}")):
            async with on_terms(*terms) as client:
                capture = await client.fetch(FetchRequest(site.url))
            assert isinstance(capture, Capture)
            assert capture.header("set-cookie") == f"{told}; Path=/; HttpOnly"


@in_a_loop
async def test_no_log_and_no_failure_shows_what_a_host_is_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with (
        serving(saying(reply("200 OK", f"Set-Cookie: session={SESSION}"), b"x", close=True)) as site,
        fetcher(replace(AT_HOME, max_bytes=1), terms=TermsBook([paper(f"127.0.0.1:{site.port}")])) as client,
    ):
        await client.fetch(FetchRequest(site.url))
        got = await client.fetch(FetchRequest(f"{site.url}/again"))
    async with (
        serving(saying(b"nonsense\r\n\r\n", close=True)) as site,
        on_terms(paper(f"127.0.0.1:{site.port}")) as client,
    ):
        failure = await client.fetch(FetchRequest(site.url))
    assert isinstance(failure, FetchFailure)
    for secret in (KEY, SESSION):
        assert secret not in f"{caplog.text} {got!r} {failure!r}"
