"""The daemon as a process: it serves its page, holds its store alone, and stops without losing anything."""

from __future__ import annotations

import asyncio
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

import httpx
import pytest
from sqlalchemy import select

from tests.scripted.ports import nobody_listens
from tracker import sources
from tracker.app import open_tracker
from tracker.config import load
from tracker.daemon import listen
from tracker.demo.newspaper import Newspaper, serve
from tracker.discovery import Wanted
from tracker.store.schema import hosts

_CONFIG = """\
[fetch]
allow_private = true
pace = "100ms"
[schedule]
ladder = [["365d", "1s"]]
[daemon]
tick = "100ms"
[web]
port = 0
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(_CONFIG)
    return path


class Heart:
    """A service that hears the heartbeat."""

    def __init__(self) -> None:
        self.beats: queue.Queue[str] = queue.Queue()
        beats = self.beats

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                beats.put(self.path)
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/ping/42"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def daemon(config: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tracker", "--config", str(config), "run"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def line_with(process: subprocess.Popen[str], word: str) -> str:
    """The first line from now on that holds the word; fails with what was said where the process ends before."""
    assert process.stdout is not None
    heard = []
    for line in process.stdout:
        heard.append(line)
        if word in line:
            return line
    _, complaints = process.communicate()
    raise AssertionError(f"{word!r} was not said: {''.join(heard)}{complaints}")


def test_the_daemon_follows_an_article_and_serves_its_page(config: Path) -> None:
    newspaper = Newspaper(lambda: datetime.now(UTC))
    story = newspaper.stories[0]
    with serve(newspaper) as site, open_tracker(load(config)) as tracker:
        article, _ = tracker.add(f"{site}{story.path}")
        with daemon(config) as process:
            url = line_with(process, "page").split()[-1]
            line_with(process, "followed")
            newspaper.publish(story.slug, 2)
            assert "changed" in line_with(process, "changed")
            page = httpx.get(f"{url}/articles/{article.id}/changes/1..2", timeout=300)
            assert page.status_code == 200
            assert "revision 2" in page.text
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=300) == 0


def test_the_daemon_follows_what_a_source_lists_and_says_so(config: Path) -> None:
    newspaper = Newspaper(lambda: datetime.now(UTC))
    with serve(newspaper) as site, open_tracker(load(config)) as tracker:
        source, _ = sources.follow(tracker, site, Wanted(cap=1), name="Courier")
        with daemon(config) as process:
            assert f"source {source.id} Courier: 1 new article" in line_with(process, "source")
            line_with(process, "followed")
        assert [article.source for article in tracker.articles()] == ["Courier"]


def test_the_heartbeat_is_asked_while_checks_go_on_and_the_metrics_tell_of_them(config: Path) -> None:
    newspaper = Newspaper(lambda: datetime.now(UTC))
    with Heart() as heart, serve(newspaper) as site, open_tracker(load(config)) as tracker:
        config.write_text(f'{_CONFIG}[alerts]\nheartbeat = "{heart.url}"\nheartbeat_every = "100ms"\n')
        tracker.add(f"{site}{newspaper.stories[0].path}")
        with daemon(config) as process:
            url = line_with(process, "page").split()[-1]
            line_with(process, "followed")
            assert heart.beats.get(timeout=300) == "/ping/42"
            assert 'tracker_checks_total{outcome="changed"} 1.0' in httpx.get(f"{url}/metrics", timeout=300).text
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=300) == 0


def test_a_second_daemon_on_the_same_store_refuses_and_names_the_first(config: Path) -> None:
    with daemon(config) as first:
        line_with(first, "page")
        with daemon(config) as second:
            _, complaint = second.communicate(timeout=300)
            assert second.returncode == 6
            assert str(first.pid) in complaint
            assert "Traceback" not in complaint
        first.send_signal(signal.SIGTERM)
        assert first.wait(timeout=300) == 0


def test_a_killed_daemon_leaves_the_store_to_the_next(config: Path) -> None:
    with daemon(config) as first:
        line_with(first, "page")
        os.kill(first.pid, signal.SIGKILL)
        first.wait(timeout=300)
    with daemon(config) as second:
        line_with(second, "page")
        second.send_signal(signal.SIGINT)
        assert second.wait(timeout=300) == 0


def test_stopping_leaves_no_host_held_and_no_complaint(config: Path) -> None:
    newspaper = Newspaper(lambda: datetime.now(UTC))
    with serve(newspaper) as site, open_tracker(load(config)) as tracker:
        for story in newspaper.stories:
            tracker.add(f"{site}{story.path}")
        with daemon(config) as process:
            line_with(process, "followed")
            process.send_signal(signal.SIGTERM)
            said, complaints = process.communicate(timeout=300)
        assert process.returncode == 0
        assert "Stopped; nothing is lost." in said
        assert complaints == ""
        with tracker.database.read() as connection:
            assert connection.scalars(select(hosts.c.leased_until)).all() == [None]


def test_a_mail_server_without_a_sender_is_told_once_and_checks_go_on(config: Path) -> None:
    config.write_text(_CONFIG + '[mail]\nhost = "127.0.0.1"\n')
    newspaper = Newspaper(lambda: datetime.now(UTC))
    story = newspaper.stories[0]
    with serve(newspaper) as site, open_tracker(load(config)) as tracker:
        tracker.add(f"{site}{story.path}")
        with daemon(config) as process:
            line_with(process, "followed")
            newspaper.publish(story.slug, 2)
            line_with(process, "changed")
            process.send_signal(signal.SIGTERM)
            _, complaints = process.communicate(timeout=300)
    assert complaints.count("mail.sender") == 1
    assert "Traceback" not in complaints


def test_a_host_that_does_not_answer_is_told_once(config: Path) -> None:
    port = nobody_listens()
    with open_tracker(load(config)) as tracker:
        for number in range(7):
            tracker.add(f"http://127.0.0.1:{port}/{number}")
        with daemon(config) as process:
            for _ in range(5):
                line_with(process, "failed")
            process.send_signal(signal.SIGTERM)
            said, complaints = process.communicate(timeout=300)
        assert complaints.count(f"127.0.0.1:{port} does not answer") == 1
        assert "failed" not in said
        (host,) = tracker.status().stopped_hosts
        assert (host.failures, host.due) == (5, 2)


def test_an_answer_of_the_page_waits_for_no_acknowledgement() -> None:
    async def delays_nothing() -> bool:
        asked: asyncio.Queue[asyncio.StreamWriter] = asyncio.Queue()
        listening = listen("127.0.0.1", 0)
        async with await asyncio.start_server(lambda _, writer: asked.put(writer), sock=listening):
            _, caller = await asyncio.open_connection(*listening.getsockname())
            answering = await asked.get()
            has_option = answering.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            for writer in (caller, answering):
                writer.close()
        return bool(has_option)

    assert asyncio.run(delays_nothing())


def test_a_host_that_hangs_delays_no_other_while_places_are_left(config: Path) -> None:
    config.write_text(_CONFIG.replace("[schedule]", 'timeout = "60s"\n[schedule]'))
    newspaper = Newspaper(lambda: datetime.now(UTC))
    hanging = socket.create_server(("127.0.0.1", 0))
    with hanging, serve(newspaper) as site, open_tracker(load(config)) as tracker:
        tracker.add(f"http://127.0.0.1:{hanging.getsockname()[1]}/never")
        with daemon(config) as process:
            asked, _ = hanging.accept()
            tracker.add(f"{site}{newspaper.stories[0].path}")
            line_with(process, "followed")
            asked.settimeout(0)
            assert asked.recv(65_536)
            with pytest.raises(BlockingIOError):  # still waited for
                asked.recv(1)
            asked.close()


def test_a_taken_port_is_named_with_its_key(config: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        config.write_text(_CONFIG.replace("port = 0", f"port = {port}"))
        with daemon(config) as process:
            _, complaint = process.communicate(timeout=300)
            assert process.returncode == 2
            assert f"127.0.0.1:{port}" in complaint
            assert "web.port" in complaint


def test_status_says_whether_a_daemon_runs(config: Path) -> None:
    command = [sys.executable, "-m", "tracker", "--config", str(config), "status"]
    idle = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "not running" in idle.stdout
    with daemon(config) as process:
        line_with(process, "page")
        busy = subprocess.run(command, capture_output=True, text=True, check=True)
        assert f"process {process.pid}" in busy.stdout
