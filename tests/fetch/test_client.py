from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.fetch.serving import (
    AT_HOME,
    NOW,
    Asked,
    by_path,
    captured,
    failed,
    fetched,
    fetcher,
    in_a_loop,
    reply,
    resolving,
    saying,
    serving,
    silence,
)
from tests.scripted.ports import nobody_listens
from tracker.fetch import FetchLimits, FetchRequest
from tracker.model import Capture, FailureKind, FetchFailure, Hop, Validators


@in_a_loop
async def test_a_page_is_captured_with_all_that_can_be_known_of_it() -> None:
    async with serving(saying(reply("200 OK", 'ETag: W/"7"', "X-Twice: a", "X-Twice: b", body=b"<p>Text"))) as site:
        capture = await captured(f"{site.url}/story")
    assert (capture.status, capture.body, capture.wire_bytes) == (200, b"<p>Text", 7)
    assert capture.url == capture.requested_url == f"{site.url}/story"
    assert capture.headers == (("ETag", 'W/"7"'), ("X-Twice", "a"), ("X-Twice", "b"), ("Content-Length", "7"))
    assert (capture.peer, capture.http_version, capture.tls_version) == ("127.0.0.1", "HTTP/1.1", "")
    assert (capture.started_at, capture.finished_at, capture.hops) == (NOW, NOW, ())


@in_a_loop
async def test_the_request_says_who_asks_and_what_it_can_read() -> None:
    async with serving(saying(reply())) as site:
        await captured(site.url, replace(AT_HOME, user_agent="Tracker/9 (+mailto:desk@paper.example)"))
    asked = site.asked[0]
    assert asked.header("user-agent") == "Tracker/9 (+mailto:desk@paper.example)"
    assert asked.header("accept-encoding") == "gzip, deflate"
    assert (asked.header("accept") or "").startswith("text/html")
    assert asked.header("host") == f"127.0.0.1:{site.port}"


@pytest.mark.parametrize("status", ["204 No Content", "404 Not Found", "410 Gone", "451 Unavailable", "500 Oops"])
@in_a_loop
async def test_every_status_is_a_capture(status: str) -> None:
    async with serving(saying(reply(status, length=not status.startswith("204")))) as site:
        capture = await captured(site.url)
    assert capture.status == int(status[:3])


@in_a_loop
async def test_validators_make_the_request_conditional_and_304_has_no_body() -> None:
    async with serving(saying(reply("304 Not Modified", 'ETag: "7"', length=False))) as site, fetcher() as client:
        capture = await client.fetch(FetchRequest(site.url, Validators('"7"', "Mon, 04 May 2026 10:00:00 GMT")))
    assert isinstance(capture, Capture)
    assert (capture.status, capture.body) == (304, b"")
    assert site.asked[0].header("if-none-match") == '"7"'
    assert site.asked[0].header("if-modified-since") == "Mon, 04 May 2026 10:00:00 GMT"


@in_a_loop
async def test_304_keeps_the_connection_and_may_name_the_length_and_coding_of_the_page() -> None:
    head = reply("304 Not Modified", "Content-Length: 99999999999", "Content-Encoding: gzip", length=False)
    async with serving(saying(head)) as site, fetcher() as client:
        for _ in range(3):
            capture = await client.fetch(FetchRequest(site.url, Validators('"7"')))
            assert isinstance(capture, Capture)
            assert (capture.body, capture.wire_bytes) == (b"", 0)
    assert site.connects == 1


@in_a_loop
async def test_304_to_an_unconditional_request_is_not_believed() -> None:
    async with serving(saying(reply("304 Not Modified", length=False))) as site:
        failure = await failed(site.url)
    assert failure.kind is FailureKind.PROTOCOL
    assert "304" in failure.detail


@in_a_loop
async def test_304_is_not_believed_where_the_validator_could_not_be_sent() -> None:
    async with serving(saying(reply("304 Not Modified", length=False))) as site, fetcher() as client:
        failure = await client.fetch(FetchRequest(site.url, Validators(etag='"\x00"')))
    assert isinstance(failure, FetchFailure)


@pytest.mark.parametrize("etag", ['"a\r\nX-Evil: 1"', '"\x00"', '"€"', '"' + "x" * 5000 + '"', ""])
@in_a_loop
async def test_a_validator_that_cannot_be_sent_is_left_out(etag: str) -> None:
    async with serving(saying(reply())) as site, fetcher() as client:
        capture = await client.fetch(FetchRequest(site.url, Validators(etag=etag)))
    assert isinstance(capture, Capture)
    assert site.asked[0].header("if-none-match") is None
    assert site.asked[0].header("x-evil") is None


@in_a_loop
async def test_a_validator_with_bytes_beyond_ascii_goes_back_as_it_came() -> None:
    async with serving(saying(reply("200 OK", 'ETag: "Zürich"'))) as site, fetcher() as client:
        first = await client.fetch(FetchRequest(site.url))
        assert isinstance(first, Capture)
        await client.fetch(FetchRequest(site.url, first.validators))
    assert site.asked[1].header("if-none-match") == '"Zürich"'


@in_a_loop
async def test_redirects_are_followed_by_hand_and_each_is_recorded() -> None:
    answers = {
        "/old": reply("301 Moved", "Location: /mid"),
        "/mid": reply("302 Found", "Location: new?a=1&b=ü#part"),
        "/new?a=1&b=%C3%BC": reply(body=b"here"),
    }
    async with serving(by_path(answers)) as site:
        capture = await captured(f"{site.url}/old")
    assert capture.body == b"here"
    assert capture.url == f"{site.url}/new?a=1&b=%C3%BC"
    assert capture.requested_url == f"{site.url}/old"
    assert capture.hops == (
        Hop(f"{site.url}/old", 301, "127.0.0.1"),
        Hop(f"{site.url}/mid", 302, "127.0.0.1"),
    )
    assert site.connects == 1


@in_a_loop
async def test_what_is_posted_arrives_whole_and_is_never_redirected() -> None:
    body = b"x" * 200_000
    bodies: list[bytes] = []

    async def answer(asked: Asked) -> None:
        length = int(asked.header("content-length") or 0)
        bodies.append(await asyncio.wait_for(asked.reader.readexactly(length), 60))
        await asked.say(reply("307 Elsewhere", "Location: /other") if asked.path == "/moved" else reply("201 Made"))

    async with serving(answer) as site, fetcher() as client:
        for path in ("/hook", "/moved", "/hook"):
            got = await client.fetch(FetchRequest(f"{site.url}{path}", method="POST", body=body, first_bytes=1))
            assert isinstance(got, Capture)
            assert got.status == (307 if path == "/moved" else 201)
    assert bodies == [body] * 3
    assert site.paths == ["/hook", "/moved", "/hook"]


@in_a_loop
async def test_what_is_posted_goes_to_no_address_off_the_public_internet() -> None:
    async with serving(saying(reply())) as site, fetcher(FetchLimits()) as client:
        got = await client.fetch(FetchRequest(site.url, method="POST", body=b"{}"))
        assert isinstance(got, FetchFailure)
        assert got.kind is FailureKind.ADDRESS_REFUSED
    assert site.connects == 0


@in_a_loop
async def test_five_redirects_are_followed_and_the_sixth_is_not() -> None:
    answers = {f"/{n}": reply("302 Found", f"Location: /{n + 1}") for n in range(20)} | {"/5": reply(body=b"fifth")}
    async with serving(by_path(answers)) as site:
        assert (await captured(f"{site.url}/0")).body == b"fifth"
        failure = await failed(f"{site.url}/10")
    assert failure.kind is FailureKind.REDIRECTS
    assert len(failure.hops) == 6
    assert site.paths[-1] == "/15"


@in_a_loop
async def test_a_circle_of_redirects_is_named_as_one() -> None:
    answers = {"/a": reply("302 Found", "Location: /b"), "/b": reply("302 Found", "Location: /a")}
    async with serving(by_path(answers)) as site:
        failure = await failed(f"{site.url}/a")
    assert failure.kind is FailureKind.REDIRECTS
    assert "circle" in failure.detail
    assert site.paths == ["/a", "/b"]


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/hostname",
        "FILE:/etc/hostname",
        "ftp://paper.example/",
        "data:text/html,hello",
        "javascript:alert(1)",
        "http://name:secret@paper.example/",
        "http://127.0.0.1\\@paper.example/",
        "http:///nowhere",
        "http://a..b/",
        "http://[::1",
        "http://paper.example:99999/",
        "//[",
    ],
)
@in_a_loop
async def test_a_redirect_to_what_is_not_a_web_page_is_refused(location: str) -> None:
    async with serving(saying(reply("302 Found", f"Location: {location}"))) as site:
        failure = await failed(site.url)
    assert failure.kind in {FailureKind.BAD_URL, FailureKind.PROTOCOL}
    assert "secret" not in failure.detail
    assert len(site.asked) == 1


@in_a_loop
async def test_a_redirect_without_a_target_is_kept_as_it_is() -> None:
    async with serving(saying(reply("302 Found", body=b"where to?"))) as site:
        capture = await captured(site.url)
    assert (capture.status, capture.body) == (302, b"where to?")


@in_a_loop
async def test_validators_are_not_sent_to_another_article() -> None:
    answers = {"/story": reply("302 Found", "Location: /"), "/": reply(body=b"front page")}
    async with serving(by_path(answers)) as site, fetcher() as client:
        capture = await client.fetch(FetchRequest(f"{site.url}/story", Validators('"7"', "yesterday")))
    assert isinstance(capture, Capture)
    assert [asked.header("if-none-match") for asked in site.asked] == ['"7"', None]
    assert [asked.header("if-modified-since") for asked in site.asked] == ["yesterday", None]


@in_a_loop
async def test_validators_follow_a_redirect_to_the_same_article() -> None:
    answers = {"/story": reply("302 Found", "Location: /story/"), "/story/": reply("304 Not Modified", length=False)}
    async with serving(by_path(answers)) as site, fetcher() as client:
        capture = await client.fetch(FetchRequest(f"{site.url}/story", Validators('"7"')))
    assert isinstance(capture, Capture)
    assert capture.status == 304


@in_a_loop
async def test_our_own_headers_stay_with_the_host_they_are_meant_for() -> None:
    async with serving(saying(reply())) as other:
        target = f"Location: http://localhost:{other.port}/there"
        async with (
            serving(by_path({"/": reply("302 Found", "Location: /here"), "/here": reply("302 Found", target)})) as site,
            fetcher(resolver=resolving("127.0.0.1")) as client,
        ):
            await client.fetch(FetchRequest(site.url, headers=(("Cookie", "subscriber=1"),)))
    assert [asked.header("cookie") for asked in site.asked] == ["subscriber=1", "subscriber=1"]
    assert other.asked[0].header("cookie") is None


@in_a_loop
async def test_no_cookie_is_kept_from_one_fetch_to_the_next() -> None:
    cookies = [f"Set-Cookie: name{number}={'v' * 30}; Path=/" for number in range(1000)]
    async with serving(saying(reply("200 OK", *cookies))) as site, fetcher() as client:
        capture = await client.fetch(FetchRequest(site.url))
        await client.fetch(FetchRequest(site.url))
    assert isinstance(capture, Capture)
    assert len(capture.headers) == 1001
    assert site.asked[1].header("cookie") is None


@in_a_loop
async def test_one_connection_serves_many_requests() -> None:
    async with serving(saying(reply(body=b"again"))) as site, fetcher() as client:
        for _ in range(5):
            await client.fetch(FetchRequest(site.url))
    assert (site.connects, len(site.asked)) == (1, 5)


@in_a_loop
async def test_a_kept_connection_that_was_closed_meanwhile_is_no_fault() -> None:
    async def once(asked: Asked) -> None:
        if len(site.asked) % 2 == 0:  # a server that closes as the second request of a connection arrives
            asked.writer.transport.abort()
            raise ConnectionError
        await asked.say(reply(body=b"fine"))

    async with serving(once) as site, fetcher() as client:
        for _ in range(3):
            assert isinstance(await client.fetch(FetchRequest(site.url)), Capture)
    assert site.connects == 3


@in_a_loop
async def test_a_new_connection_that_is_closed_is_not_asked_again() -> None:
    async with serving(saying(close=True)) as site:
        failure = await failed(site.url)
    assert failure.kind is FailureKind.PROTOCOL
    assert site.connects == 1


@in_a_loop
async def test_a_host_that_never_answers_costs_the_deadline_and_no_more() -> None:
    async with serving(silence) as site:
        failure = await failed(site.url, replace(AT_HOME, total_seconds=0.2))
    assert failure.kind is FailureKind.TIMEOUT
    assert "0.2 s" in failure.detail


async def _drip(asked: Asked, start: bytes, drop: bytes) -> None:
    await asked.say(start)
    while True:
        await asked.say(drop)
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("start", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary=f\r\n\r\n", b"--f\r\n\r\nframe\r\n"),
    ],
)
@in_a_loop
async def test_an_answer_that_drips_is_cut_at_the_deadline(start: bytes, drop: bytes) -> None:
    async with serving(lambda asked: _drip(asked, start, drop)) as site:
        failure = await failed(site.url, replace(AT_HOME, total_seconds=0.3))
    assert failure.kind is FailureKind.TIMEOUT


@in_a_loop
async def test_redirects_share_one_deadline() -> None:
    async def slowly(asked: Asked) -> None:
        if asked.path != "/":
            await asyncio.sleep(0.4)
        await asked.say(reply("302 Found", f"Location: {asked.path}x"))

    async with serving(slowly) as site:
        failure = await failed(f"{site.url}/", replace(AT_HOME, total_seconds=1.0))
    assert failure.kind is FailureKind.TIMEOUT
    assert 1 <= len(failure.hops) <= 3


_GZIP_OF_LESS = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03KL"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(reply("200 OK", "Content-Length: 2000", body=b"hello", length=False), id="short length"),
        pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nhello\r\n", id="bad chunk size"),
        pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", id="no last chunk"),
        pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe", id="half a chunk"),
        pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nhello", id="transfer coding"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhello", id="two lengths"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", id="negative length"),
        pytest.param(b"hello, this is a page without a head", id="HTTP/0.9"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-", id="half a head"),
        pytest.param(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 100_000 + b"\r\n", id="header flood"),
        pytest.param(b"HTTP/1.1 200 OK\r\n" + b"a:\r\n" * 3000 + b"\r\n", id="many small headers"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX-A: " + b"b" * 10_000_000 + b"\r\n\r\n", id="one large header"),
        pytest.param(b"HTTP/1.1 20 OK\r\n\r\n", id="two-digit status"),
        pytest.param(b"SSH-2.0-OpenSSH_9.2\r\n", id="another protocol"),
        pytest.param(b"HTTP/1.1 101 Switching\r\nUpgrade: ws\r\nConnection: upgrade\r\n\r\n\x00\x01", id="upgrade"),
        pytest.param(reply("200 OK", "Content-Encoding: br", body=b"\x8b\x00"), id="brotli"),
        pytest.param(reply("200 OK", "Content-Encoding: zstd", body=b"(\xb5/\xfd"), id="zstandard"),
        pytest.param(reply("200 OK", "Content-Encoding: gzip, gzip", body=_GZIP_OF_LESS), id="stacked"),
        pytest.param(
            reply("200 OK", "Content-Encoding: gzip", "Content-Encoding: gzip", body=_GZIP_OF_LESS), id="stacked apart"
        ),
        pytest.param(reply("200 OK", "Content-Encoding: gzip", body=_GZIP_OF_LESS), id="truncated gzip"),
        pytest.param(reply("200 OK", "Content-Encoding: gzip", body=b"<p>not gzip"), id="not gzip"),
    ],
)
@in_a_loop
async def test_a_broken_answer_is_a_protocol_failure_and_never_half_a_page(answer: bytes) -> None:
    async with serving(saying(answer, close=True)) as site:
        failure = await failed(site.url)
    assert failure.kind is FailureKind.PROTOCOL
    assert site.connects == 1


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome", "in the middle of the page: 4 of its 100 bytes came"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nsome\r\n", "in the middle of the page"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\nsome", "in the middle of the page"),
    ],
)
@in_a_loop
async def test_a_connection_that_is_cut_in_the_middle_of_a_page_is_told_as_that(answer: bytes, told: str) -> None:
    async with serving(saying(answer, close=True)) as site:
        failure = await failed(site.url)
    assert failure.kind is FailureKind.PROTOCOL
    assert failure.detail.endswith(f"closed the connection {told}")


@in_a_loop
async def test_a_connection_that_is_reset_after_the_head_is_a_protocol_failure() -> None:
    async def reset(asked: Asked) -> None:
        await asked.say(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome")
        asked.writer.transport.abort()
        raise ConnectionError

    async with serving(reset) as site:
        assert (await failed(site.url)).kind is FailureKind.PROTOCOL


@in_a_loop
async def test_a_page_without_length_ends_where_the_connection_does() -> None:
    async with serving(saying(b"HTTP/1.0 200 OK\r\n\r\n<p>old server", close=True)) as site:
        assert (await captured(site.url)).body == b"<p>old server"


@in_a_loop
async def test_an_endless_body_stops_at_the_bound() -> None:
    async def endless(asked: Asked) -> None:
        await asked.say(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            await asked.say(b"x" * 65536)

    async with serving(endless) as site:
        failure = await failed(site.url, replace(AT_HOME, max_bytes=1_000_000))
    assert failure.kind is FailureKind.TOO_LARGE


@in_a_loop
async def test_a_body_that_says_it_is_too_large_is_not_read() -> None:
    async with serving(saying(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n")) as site:
        failure = await failed(site.url)
    assert failure.kind is FailureKind.TOO_LARGE


@in_a_loop
async def test_the_first_bytes_are_kept_where_only_those_are_asked_for() -> None:
    async def endless(asked: Asked) -> None:
        await asked.say(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            await asked.say(b"line\n" * 1000)

    async with serving(endless) as site, fetcher() as client:
        capture = await client.fetch(FetchRequest(site.url, first_bytes=7))
    assert isinstance(capture, Capture)
    assert capture.body == b"line\nli"


@in_a_loop
async def test_nobody_listening_is_told_apart_from_no_such_name() -> None:
    assert (await failed(f"http://127.0.0.1:{nobody_listens()}/")).kind is FailureKind.CONNECT

    async def unknown(host: str, port: int) -> list[str]:
        raise OSError(None, "Name or service not known")

    failure = await failed("http://paper.example/", resolver=unknown)
    assert failure.kind is FailureKind.DNS
    assert failure.detail == "the name paper.example cannot be resolved: Name or service not known"


@in_a_loop
async def test_a_name_server_that_hangs_is_a_dns_failure_within_the_time_for_connecting() -> None:
    async def hanging(host: str, port: int) -> list[str]:
        await asyncio.Event().wait()
        return []

    failure = await failed("http://paper.example/", replace(AT_HOME, connect_seconds=0.1), resolver=hanging)
    assert failure.kind is FailureKind.DNS
    assert "in time" in failure.detail


@in_a_loop
async def test_the_second_address_is_tried_where_the_first_does_not_answer() -> None:
    async with serving(saying(reply(body=b"second"))) as site:
        capture = await captured(f"http://paper.example:{site.port}/", resolver=resolving("127.0.0.99", "127.0.0.1"))
    assert (capture.body, capture.peer) == (b"second", "127.0.0.1")


@pytest.mark.parametrize("text", ["", "not a url", "ftp://paper.example/", "http://user:hunter2@paper.example/x"])
@in_a_loop
async def test_what_is_not_a_url_is_a_failure_without_its_password(text: str) -> None:
    failure = await failed(text, FetchLimits())
    assert failure.kind is FailureKind.BAD_URL
    assert "hunter2" not in f"{failure.detail} {failure.requested_url}"


@in_a_loop
async def test_cancellation_passes_through_and_leaves_the_fetcher_usable() -> None:
    answers = {"/": reply(body=b"fine")}

    async def answer(asked: Asked) -> None:
        await (silence(asked) if asked.path == "/hang" else asked.say(answers[asked.path]))

    async with serving(answer) as site, fetcher() as client:
        task = asyncio.create_task(client.fetch(FetchRequest(f"{site.url}/hang")))
        await site.first_asked.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert isinstance(await client.fetch(FetchRequest(site.url)), Capture)


@in_a_loop
async def test_many_hosts_at_once_do_not_wait_for_one_that_hangs() -> None:
    async def answer(asked: Asked) -> None:
        await (silence(asked) if asked.path == "/hang" else asked.say(reply(body=b"fine")))

    async with serving(answer) as site, fetcher() as client:
        hanging = asyncio.create_task(client.fetch(FetchRequest(f"{site.url}/hang")))
        await site.first_asked.wait()
        answers = await asyncio.gather(*(client.fetch(FetchRequest(site.url)) for _ in range(20)))
        assert [type(answer) for answer in answers] == [Capture] * 20
        assert not hanging.done()
        hanging.cancel()
        await asyncio.gather(hanging, return_exceptions=True)


@in_a_loop
async def test_nothing_random_that_a_server_says_raises() -> None:
    pieces = [
        b"HTTP/1.1 200 OK\r\n",
        b"\r\n",
        b"\x00",
        b"Content-Length: 3\r\n",
        b"\xff\xfe",
        b"abc",
        b": ",
        b"HTTP/1.1 ",
    ]
    said = [a + b + c for a in pieces for b in pieces for c in pieces]

    async def answer(asked: Asked) -> None:
        await asked.say(said[int(asked.path[1:])])
        asked.writer.close()
        raise ConnectionError

    async with serving(answer) as site, fetcher() as client:
        answers = [await client.fetch(FetchRequest(f"{site.url}/{number}")) for number in range(len(said))]
    assert {type(answer) for answer in answers} == {Capture, FetchFailure}


@in_a_loop
async def test_a_fetch_within_the_public_limits_refuses_this_machine() -> None:
    async with serving(saying(reply())) as site:
        answer = await fetched(site.url, FetchLimits())
    assert isinstance(answer, FetchFailure)
    assert answer.kind is FailureKind.ADDRESS_REFUSED
    assert site.connects == 0
