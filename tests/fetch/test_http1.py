from __future__ import annotations

import asyncio

import pytest

from tests.fetch.serving import Asked, captured, failed, fetcher, in_a_loop, reply, saying, serving
from tracker.fetch import FetchRequest, transport
from tracker.model import Capture, FailureKind, FetchFailure


@in_a_loop
async def test_requests_at_the_same_time_have_connections_of_their_own_which_are_used_again() -> None:
    together, arrived = asyncio.Event(), 0

    async def answer(asked: Asked) -> None:
        nonlocal arrived
        arrived += 1
        if arrived == 3:
            together.set()
        await asyncio.wait_for(together.wait(), 5)
        await asked.say(reply(body=asked.path.encode()))

    async with serving(answer) as site, fetcher() as client:
        for _ in range(2):
            got = await asyncio.gather(*(client.fetch(FetchRequest(f"{site.url}/{n}")) for n in range(3)))
            assert [one.body for one in got if isinstance(one, Capture)] == [b"/0", b"/1", b"/2"]
    assert (site.connects, site.most_open) == (3, 3)


@in_a_loop
async def test_a_connection_that_rested_too_long_is_closed_and_another_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "KEPT_SECONDS", 0.0)
    async with serving(saying(reply())) as site, fetcher() as client:
        for _ in range(4):
            await client.fetch(FetchRequest(site.url))
            await asyncio.sleep(0.01)
    assert site.connects == 4
    assert site.most_open <= 2  # the old one is let go before the next is made


@in_a_loop
async def test_connections_that_the_server_closes_do_not_pile_up() -> None:
    async with serving(saying(reply("200 OK", "Connection: close"))) as site, fetcher() as client:
        for _ in range(10):
            assert isinstance(await client.fetch(FetchRequest(site.url)), Capture)
    assert site.connects == 10
    assert site.most_open <= 2


@in_a_loop
async def test_what_comes_before_the_answer_is_passed_over() -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n" * 3
    async with serving(saying(early, reply(body=b"late"))) as site:
        capture = await captured(site.url)
    assert (capture.status, capture.body) == (200, b"late")
    assert capture.header("link") == ""


@in_a_loop
async def test_a_server_that_changes_the_protocol_unasked_is_a_fault() -> None:
    async with serving(saying(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n")) as site:
        assert (await failed(site.url)).kind is FailureKind.PROTOCOL


@in_a_loop
async def test_an_answer_that_comes_before_all_was_sent_counts() -> None:
    async def refuse(asked: Asked) -> None:
        await asked.say(reply("413 Too Large", "Connection: close", body=b"no"))
        asked.writer.close()
        raise ConnectionError

    async with serving(refuse) as site, fetcher() as client:
        got = await client.fetch(FetchRequest(site.url, method="POST", body=b"x"))
    assert isinstance(got, Capture)
    assert (got.status, got.body) == (413, b"no")


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 40_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nNo colon\r\n\r\n",
        b"HTTP/1.1 20 OK\r\n\r\n",
        b"HTTP/9.9.9 200\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
@in_a_loop
async def test_a_head_or_a_chunk_that_is_none_is_a_fault_and_its_connection_is_not_used_again(head: bytes) -> None:
    async with serving(saying(head)) as site, fetcher() as client:
        for _ in range(2):
            failure = await client.fetch(FetchRequest(site.url))
            assert isinstance(failure, FetchFailure)
            assert failure.kind is FailureKind.PROTOCOL
    assert site.connects == 2


@in_a_loop
async def test_a_body_that_is_only_begun_closes_its_connection() -> None:
    async with serving(saying(reply(body=b"x" * 2_000_000))) as site, fetcher() as client:
        for _ in range(2):
            got = await client.fetch(FetchRequest(site.url, first_bytes=10))
            assert isinstance(got, Capture)
            assert got.body == b"x" * 10
    assert site.connects == 2


@in_a_loop
async def test_a_server_of_http_1_0_ends_the_body_with_the_connection() -> None:
    async with serving(saying(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\nold", close=True)) as site:
        capture = await captured(site.url)
    assert (capture.body, capture.http_version) == (b"old", "HTTP/1.0")


@in_a_loop
async def test_a_header_that_cannot_be_sent_is_a_fault_and_is_not_shown() -> None:
    async with serving(saying(reply())) as site, fetcher() as client:
        failure = await client.fetch(FetchRequest(site.url, headers=(("X-Key", "correct-horse\r\nX-Evil: 1"),)))
    assert isinstance(failure, FetchFailure)
    assert "correct-horse" not in failure.detail
    assert site.asked == []
