from __future__ import annotations

import asyncio
import gzip
import ssl
from dataclasses import replace

import h2.config
import h2.connection
import h2.events
import httpx
import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from tests.fetch.serving import AT_HOME, Asked, captured, failed, fetcher, in_a_loop, reply, resolving, saying, serving
from tracker.errors import UsageError
from tracker.fetch import FetchRequest, transport
from tracker.fetch.parts import parsed
from tracker.fetch.urls import checked_url
from tracker.model import Capture, FailureKind, FetchFailure

BODY = b"<p>over two" * 20_000
# RFC 9113 §6.9: four bytes, of which this frame has one.
SHORT_WINDOW_UPDATE = b"\x00\x00\x01\x08\x00\x00\x00\x00\x00\x00"


class Http2(asyncio.Protocol):
    """A small server of HTTP/2: answers every path with BODY, `/lie` with a wrong length `/frame` with a broken frame and `/status` with a broken status."""

    connects = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        type(self).connects += 1
        self.transport = transport
        self.unsent: dict[int, bytes] = {}
        self.http = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        self.http.initiate_connection()
        transport.write(self.http.data_to_send())

    def data_received(self, data: bytes) -> None:
        for event in self.http.receive_data(data):
            if isinstance(event, h2.events.RequestReceived) and event.stream_id is not None:
                path = dict(event.headers or [])[b":path"].decode()
                if path != "/hang":
                    self.answer(event.stream_id, path)
        self.send()

    def answer(self, stream: int, path: str) -> None:
        body = gzip.compress(BODY) if path == "/gzip" else BODY
        coding = [("content-encoding", "gzip")] if path == "/gzip" else []
        length = len(body) + 7 * (path == "/lie")
        self.http.send_headers(
            stream, [(":status", "OK" if path == "/status" else "200"), ("content-length", str(length)), *coding]
        )
        self.unsent[stream] = body
        if path == "/frame":
            self.transport.write(self.http.data_to_send() + SHORT_WINDOW_UPDATE)

    def send(self) -> None:
        for stream in list(self.unsent):
            while room := min(self.http.local_flow_control_window(stream), self.http.max_outbound_frame_size):
                piece, rest = self.unsent[stream][:room], self.unsent[stream][room:]
                self.http.send_data(stream, piece, end_stream=not rest)
                self.unsent[stream] = rest
                if not rest:
                    del self.unsent[stream]
                    break
        self.transport.write(self.http.data_to_send())


@pytest.fixture(scope="module")
def certificates() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    authority = trustme.CA()
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("paper.example").configure_cert(server)
    server.set_alpn_protocols(["h2"])
    client = ssl.create_default_context()
    authority.configure_trust(client)
    return server, client


@in_a_loop
async def test_http_2_is_spoken_where_the_server_speaks_it(certificates: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    Http2.connects = 0
    listening = await asyncio.get_running_loop().create_server(Http2, "127.0.0.1", 0, ssl=certificates[0])
    url = f"https://paper.example:{listening.sockets[0].getsockname()[1]}"
    async with fetcher(resolver=resolving("127.0.0.1"), tls=certificates[1]) as client:
        for path in ("/", "/gzip"):
            capture = await client.fetch(FetchRequest(f"{url}{path}"))
            assert isinstance(capture, Capture)
            assert (capture.body, capture.http_version, capture.peer) == (BODY, "HTTP/2", "127.0.0.1")
        assert Http2.connects == 1
        for path in ("/lie", "/frame", "/status"):
            failure = await client.fetch(FetchRequest(f"{url}{path}"))
            assert isinstance(failure, FetchFailure)
            assert failure.kind is FailureKind.PROTOCOL
    listening.close()


@in_a_loop
async def test_a_connection_of_http_2_that_hangs_is_not_used_again(
    certificates: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    Http2.connects = 0
    listening = await asyncio.get_running_loop().create_server(Http2, "127.0.0.1", 0, ssl=certificates[0])
    url = f"https://paper.example:{listening.sockets[0].getsockname()[1]}"
    async with fetcher(resolver=resolving("127.0.0.1"), tls=certificates[1]) as client:
        answers = []
        for path, seconds in (("/", AT_HOME.total_seconds), ("/hang", 0.2), ("/", AT_HOME.total_seconds)):
            client._limits = replace(AT_HOME, total_seconds=seconds)
            answers.append(await client.fetch(FetchRequest(f"{url}{path}")))
    listening.close()
    assert [type(answer) for answer in answers] == [Capture, FetchFailure, Capture]
    assert Http2.connects == 2


@in_a_loop
async def test_origins_that_rest_are_closed_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "KEPT_ORIGINS", 3)
    async with serving(saying(reply(body=b"fine"))) as site, fetcher(resolver=resolving("127.0.0.1")) as client:
        for number in range(20):
            answer = await client.fetch(FetchRequest(f"http://paper{number}.example:{site.port}/"))
            assert isinstance(answer, Capture)
    assert 3 <= site.most_open <= 5


@in_a_loop
async def test_an_origin_at_work_is_not_closed_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "KEPT_ORIGINS", 1)
    released = asyncio.Event()

    async def answer(asked: Asked) -> None:
        if asked.path == "/slow":
            await asked.say(b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nslow")
            await released.wait()
            await asked.say(b" end")
        else:
            await asked.say(reply(body=b"fine"))

    async with serving(answer) as site, fetcher(resolver=resolving("127.0.0.1")) as client:
        slow = asyncio.create_task(client.fetch(FetchRequest(f"http://slow.example:{site.port}/slow")))
        await site.first_asked.wait()
        for number in range(5):
            await client.fetch(FetchRequest(f"http://paper{number}.example:{site.port}/"))
        released.set()
        capture = await slow
    assert isinstance(capture, Capture)
    assert capture.body == b"slow end"


@in_a_loop
async def test_a_server_that_speaks_without_being_asked_is_not_believed_at_the_next_request() -> None:
    async with serving(saying(reply(body=b"first") + reply(body=b"poison"))) as site, fetcher() as client:
        for _ in range(3):
            answer = await client.fetch(FetchRequest(site.url))
            assert isinstance(answer, FetchFailure) or answer.body == b"first"
    assert site.connects == 3


@in_a_loop
async def test_a_fetcher_that_is_closed_leaves_no_connection() -> None:
    async with serving(saying(reply())) as site:
        await captured(site.url)
        await asyncio.wait_for(site.all_closed.wait(), 60)


@in_a_loop
async def test_requests_at_the_same_time_have_connections_of_their_own_which_are_used_again() -> None:
    together, arrived = asyncio.Event(), 0

    async def answer(asked: Asked) -> None:
        nonlocal arrived
        arrived += 1
        if arrived == 3:
            together.set()
        await asyncio.wait_for(together.wait(), 60)
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


@given(
    st.sampled_from(["http", "https"]),
    st.sampled_from(
        ["paper.example", "paper.example:8080", "münchen.example", "8.8.8.8", "[2001:4860:4860::8888]:444"]
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=12),
    st.sampled_from([("GET", b""), ("POST", b"topic=x"), ("POST", b"")]),
)
def test_a_request_is_the_one_that_httpx_would_make(scheme: str, host: str, rest: str, sent: tuple[str, bytes]) -> None:
    try:
        url = checked_url(f"{scheme}://{host}/{rest}", allow_private=True)
    except UsageError:
        return
    method, content = sent
    headers = [(b"accept", b"text/html"), (b"user-agent", b"Tracker/1")]
    ours = transport._request(transport.Outgoing(method, parsed(url), headers, content))
    theirs = httpx.Request(method, url, headers=headers, content=content or None)
    assert dict(ours.headers) == dict(theirs.headers.raw)
    place = (theirs.url.raw_scheme, theirs.url.raw_host, theirs.url.port, theirs.url.raw_path)
    assert (ours.url.scheme, ours.url.host, ours.url.port, ours.url.target) == place
