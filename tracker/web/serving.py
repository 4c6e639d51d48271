"""The page as a server beside the daemon, in its event loop. Apart, so that a daemon without a page loads none of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import uvicorn

from tracker.app import Tracker
from tracker.web import make_pages
from tracker.web.metrics import Metrics

if TYPE_CHECKING:
    import socket


class Server(uvicorn.Server):
    """The page of one store on a listening socket, leaving signals to the daemon."""

    def __init__(self, tracker: Tracker, metrics: Metrics, sock: socket.socket) -> None:
        host, port = sock.getsockname()[:2]
        self.url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        super().__init__(
            uvicorn.Config(
                make_pages(tracker, metrics),
                log_level="warning",
                lifespan="off",
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=5,
            )
        )

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the daemon's."""
        yield
