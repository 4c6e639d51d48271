"""A small web site on loopback whose answers a test scripts page by page."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SENTENCES = (
    "The harbour wall will rise by two metres before the storms of next winter arrive.",
    "“It will take {days} days,” said Ada Moss, the harbour master, on Friday morning.",
    "Work starts in May and is paid for by the county, which set aside four million pounds.",
    "Fishermen had asked for a higher wall since the flood that reached the market square.",
    "The council voted for the plan by nine votes to four after a debate of three hours.",
    "Opponents say that the wall will hide the view that brings visitors to the old quay.",
    "Engineers looked at five other plans, among them a gate across the mouth of the river.",
    "A public meeting about the closing of the quay road is to be held at the town hall.",
)


def article(days: int = 42, *, headline: str = "Harbour wall to rise", extra: str = "", sentences: int = 8) -> str:
    """A page as a small paper would print it; other `days` are an edit, another `extra` is not."""
    paragraphs = "".join(f"<p>{sentence.format(days=days)}</p>" for sentence in SENTENCES[:sentences])
    return (
        f"<!doctype html><html lang='en'><head><title>{headline}</title></head><body><nav>Home</nav><article>"
        f"<h1>{headline}</h1>{paragraphs}</article><!-- {extra} --></body></html>"
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page answers."""

    body: str | bytes = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came: its path and headers."""

    path: str
    headers: dict[str, str]
    body: bytes = b""


@dataclass
class Site:
    """`pages` are answers by path; a callable is asked anew each time. What is not there answers 404."""

    pages: dict[str, Answer | Callable[[Asked], Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    most_at_once: int = 0
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def answer(self, asked: Asked) -> Answer:
        """The answer to one request."""
        with self._lock:
            self.asked.append(asked)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        try:
            page = self.pages.get(asked.path, Answer("<h1>Page not found</h1>", status=404))
            return page if isinstance(page, Answer) else page(asked)
        finally:
            with self._lock:
                self._now -= 1


@contextmanager
def serve(site: Site) -> Iterator[str]:
    """Serve the site on a free port while the block runs; gives its address without a slash at the end."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # or an answer on a kept connection waits 40 ms for an acknowledgement

        def do_POST(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            made = site.answer(Asked(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            body = made.body.encode("utf-8", "surrogatepass") if isinstance(made.body, str) else made.body
            self.send_response(made.status)
            for name, value in made.headers:
                self.send_header(name, value)
            if made.status != 304:
                self.send_header("Content-Type", made.content_type)
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if made.status != 304:
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
