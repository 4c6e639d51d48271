"""A web server on loopback that takes what is posted to it, answers as it is told, and keeps everything."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Posted:
    """One POST as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Hook:
    """What came, and what is answered: a status, or a status and where to go. One that `hangs` answers when it is `over`."""

    answer: Callable[[int], int | tuple[int, str]] = lambda _: 200
    hangs: bool = False
    over: threading.Event = field(default_factory=threading.Event)
    posted: list[Posted] = field(default_factory=list)
    url: str = ""


class _Server(ThreadingHTTPServer):
    request_queue_size = 64  # many channels call at once


@contextmanager
def listening(hook: Hook) -> Iterator[Hook]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            hook.posted.append(Posted(self.path, headers, body))
            if hook.hangs:
                hook.over.wait(120)
            answer = hook.answer(len(hook.posted))
            status, location = answer if isinstance(answer, tuple) else (answer, "")
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = _Server(("127.0.0.1", 0), Handler)
    hook.url = f"http://127.0.0.1:{server.server_port}/hook/s3cretpath"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield hook
    finally:
        hook.over.set()
        server.shutdown()
        server.server_close()
