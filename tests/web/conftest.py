"""One filled store behind a real server for all tests of the pages: they only read it, but for the subscriptions that
each makes for itself.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser

from tests.scripted.today import begin_store
from tests.web.browsing import chromium
from tests.web.newsroom import fill
from tracker.app import Tracker, open_tracker
from tracker.config import load
from tracker.daemon import listen
from tracker.web import admission, make_pages


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracker]:
    """A Tracker whose store is full of ordinary and of hostile articles."""
    with open_tracker(load(fill(tmp_path_factory.mktemp("newsroom")))) as tracker:
        yield tracker


@pytest.fixture(scope="session")
def pages(newsroom: Tracker) -> FastAPI:
    return patient_pages(newsroom)


@pytest.fixture(scope="session")
def address(pages: FastAPI) -> Iterator[str]:
    """Where the pages are served."""
    with served(pages) as base:
        yield base


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of one module only: while it is there, the thread of the tests has a loop that runs."""
    with chromium() as started:
        yield started


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with visitor(address) as client:
        yield client


@pytest.fixture
def editor(client: httpx.Client) -> httpx.Client:
    """A client that sends with everything the token of the forms it was given."""
    client.headers["x-csrf-token"] = client.get("/add").text.partition('name="csrf" value="')[2].partition('"')[0]
    assert client.headers["x-csrf-token"]
    return client


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[httpx.Client]:
    """The pages of a store in which nothing is followed yet."""
    begin_store(tmp_path)
    (tmp_path / "config.toml").write_text("")
    with (
        open_tracker(load(tmp_path / "config.toml")) as tracker,
        served(make_pages(tracker)) as base,
        visitor(base) as client,
    ):
        yield client


def patient_pages(tracker: Tracker) -> FastAPI:
    """The pages, of which programs may ask as much in a minute as the tests do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(admission, "_REQUESTS", (1_000_000, timedelta(minutes=1)))
        return make_pages(tracker)


def visitor(base: str, *, cookies: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> httpx.Client:
    """Who asks for pages at this address, with all the patience that a busy machine needs."""
    return httpx.Client(base_url=base, cookies=cookies, headers=headers, trust_env=False, timeout=60)


@contextmanager
def served(pages: FastAPI) -> Iterator[str]:
    """The pages on a free port of this machine, served from a thread while the block runs."""
    listening = listen("127.0.0.1", 0)
    server = _Server(uvicorn.Config(pages, log_config=None, access_log=False, lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    assert server.ready.wait(60)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(60)
    listening.close()


class _Server(uvicorn.Server):
    """Tells when it answers."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()
