"""A web site on loopback that answers each path with what a test wants, and lets it be rewritten between two looks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """Pages by path, or by path and query; a path that is not there answers 404. `asked` and `told` are the paths and the headers of requests;
    `sets` is the cookie that comes with every answer.
    """

    url: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    told: list[dict[str, str]] = field(default_factory=list)
    sets: str = ""

    def article(self, path: str, headline: str, *paragraphs: str) -> str:
        """Put an article at a path; gives its URL. Texts are plain; what is in them is escaped."""
        body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
        self.pages[path] = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            f"<title>{escape(headline)}</title></head><body><nav><a href='/'>Home</a></nav>"
            f"<main><article><h1>{escape(headline)}</h1>{body}</article></main></body></html>"
        )
        return self.url + path


@contextmanager
def serving() -> Iterator[Site]:
    """A site on a free port of loopback while the block runs."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path if self.path in site.pages else self.path.partition("?")[0]
            site.asked.append(path)
            site.told.append({name.lower(): value for name, value in self.headers.items()})
            page = site.pages.get(path, "")
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if site.sets:
                self.send_header("Set-Cookie", site.sets)
            self.end_headers()
            self.wfile.write(page.encode("utf-8", "surrogatepass"))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name for it
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
