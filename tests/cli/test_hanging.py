"""A host that takes the connection and never answers, and a person who has waited long enough."""

from __future__ import annotations

import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.desk import SETTINGS, desk_in


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A server that listens and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        yield server


@contextmanager
def interruptible() -> Iterator[None]:
    """What is started in the block can be interrupted, even where the tests run in the background and cannot."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def url_of(server: socket.socket) -> str:
    return f"http://127.0.0.1:{server.getsockname()[1]}/story"


def test_a_host_that_hangs_is_left_after_the_time_that_is_set(tmp_path: Path, silent: socket.socket) -> None:
    desk = desk_in(tmp_path / "desk", SETTINGS.replace("[fetch]", '[fetch]\ntimeout = "300ms"\nrobots = false'))
    ended = desk.type("add", url_of(silent))
    assert ended.code == 7
    assert "looked at again" in ended.out
    assert desk.type("list", "--json").json[0]["last_outcome"] == "failed"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("words", [("add",), ("extract",)])
def test_ctrl_c_or_a_signal_to_end_ends_a_command_without_a_word_more_and_loses_nothing(
    tmp_path: Path, silent: socket.socket, words: tuple[str, ...], number: signal.Signals, code: int
) -> None:
    desk = desk_in(tmp_path / "desk", SETTINGS.replace("[fetch]", "[fetch]\nrobots = false"))
    command = [sys.executable, "-m", "tracker", *words, url_of(silent)]
    with (
        interruptible(),
        subprocess.Popen(
            command, env=desk.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process,
    ):
        connection, _ = silent.accept()
        process.send_signal(number)
        out, err = process.communicate(timeout=300)
    connection.close()
    assert process.returncode == code
    assert "Traceback" not in err
    assert out == ""
    if words == ("add",):
        with sqlite3.connect(desk.folder / "tracker.db") as store:
            assert store.execute("select leased_until from hosts").fetchall() == [(None,)]  # nobody has to wait for it
        assert [row["url"] for row in desk.type("list", "--json").json] == [url_of(silent)]
