"""What one fetch costs this process: a page in gzip, a 304, and a page on a new connection.

    python -m benchmarks.fetching [--times 200] [--rounds 7] [--profile]

A server of its own process answers on loopback. Milliseconds are CPU time of this process for one fetch, the best of some
rounds, through Tracker's fetcher, httpx alone, and aiohttp where it is installed. Only ratios of one run mean anything.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import gzip
import importlib.util
import pstats
import random
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import httpx

from tracker.fetch import Fetcher, FetchLimits, FetchRequest
from tracker.model import Capture, Validators

Fetch = Callable[[str], Awaitable[None]]
CASES = ("page", "304", "new connection")
ETAG = '"1"'


def main() -> int:
    arguments = _arguments()
    if arguments.serve:
        asyncio.run(_serve())
        return 0
    server = subprocess.Popen([sys.executable, "-m", "benchmarks.fetching", "--serve"], stdout=subprocess.PIPE)
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        asyncio.run(_measure(f"http://127.0.0.1:{port}", arguments))
    finally:
        server.kill()
        server.wait()
    return 0


async def _measure(base: str, arguments: argparse.Namespace) -> None:
    peers = [_ours, _httpx, *([_aiohttp] if importlib.util.find_spec("aiohttp") else [])]
    print(f"{'CPU ms of one fetch':24}" + "".join(f"{case:>16}" for case in CASES))
    for peer in peers:
        costs = [await _cost(peer, base, case, arguments) for case in CASES]
        print(f"{peer.__name__.strip('_'):24}" + "".join(f"{cost:16.2f}" for cost in costs))
    if arguments.profile:
        for case in CASES[:2]:
            await _profile(base, case, arguments.times)


async def _cost(peer: Callable[[str, int, str], Awaitable[None]], base: str, case: str, arguments: argparse.Namespace) -> float:  # fmt: skip
    best: float = float("inf")
    for _ in range(arguments.rounds):
        began = time.process_time()
        await peer(f"{base}/{case.replace(' ', '-')}", 0, case)
        opened = time.process_time() - began
        began = time.process_time()
        await peer(f"{base}/{case.replace(' ', '-')}", arguments.times, case)
        best = min(best, time.process_time() - began - opened)
    return float(1000 * best / arguments.times)


async def _profile(base: str, case: str, times: int) -> None:
    profile = cProfile.Profile()
    profile.enable()
    await _ours(f"{base}/{case}", times, case)
    profile.disable()
    print(f"\n{case}:")
    pstats.Stats(profile).sort_stats("tottime").print_stats(35)


async def _ours(url: str, times: int, case: str) -> None:
    limits = FetchLimits(allow_private=True)
    validators = Validators(etag=ETAG) if case == "304" else Validators()
    async with Fetcher(limits, clock=lambda: datetime.now(UTC)) as fetcher:
        for _ in range(times + 1):
            got = await fetcher.fetch(FetchRequest(url, validators))
            assert isinstance(got, Capture), got
            assert got.status == (304 if case == "304" else 200)


async def _httpx(url: str, times: int, case: str) -> None:
    headers = {"if-none-match": ETAG} if case == "304" else {}
    async with httpx.AsyncClient(trust_env=False, http2=True) as client:
        for _ in range(times + 1):
            got = await client.get(url, headers=headers)
            assert len(got.content) > 0 or case == "304"


async def _aiohttp(url: str, times: int, case: str) -> None:
    import aiohttp

    headers = {"if-none-match": ETAG} if case == "304" else {}
    async with aiohttp.ClientSession() as session:
        for _ in range(times + 1):
            async with session.get(url, headers=headers) as got:
                assert len(await got.read()) > 0 or case == "304"


async def _serve() -> None:
    """Answers for ever; a request for /new-connection is the last on its connection."""
    page = gzip.compress(_page(), 6)
    facts = "Content-Type: text/html; charset=utf-8\r\nCache-Control: max-age=60\r\nServer: nginx\r\nVary: Accept-Encoding\r\n"
    whole = f"HTTP/1.1 200 OK\r\n{facts}ETag: {ETAG}\r\nContent-Encoding: gzip\r\nContent-Length: {len(page)}\r\n"
    unmodified = f"HTTP/1.1 304 Not Modified\r\n{facts}ETag: {ETAG}\r\n\r\n".encode()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                closes = head.startswith(b"GET /new")
                if head.startswith(b"GET /304"):
                    writer.write(unmodified)
                else:
                    writer.write(f"{whole}{'Connection: close' if closes else 'X-Kept: yes'}\r\n\r\n".encode() + page)
                await writer.drain()
                if closes:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def _page() -> bytes:
    """Some 175 kB that compress about fivefold, as pages of newspapers do."""
    chance = random.Random(1)
    words = ["".join(chance.choices("etaoinshrdlu", k=chance.randint(2, 10))) for _ in range(3000)]
    lines = (
        f"<div class='{chance.choice(words)}'><p>{' '.join(chance.choices(words, k=12))}</p></div>" for _ in range(1600)
    )
    return "\n".join(lines).encode()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--profile", action="store_true", help="where the time of Tracker's fetcher goes")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
