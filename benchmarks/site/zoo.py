"""Hosts that misbehave during an outage: about thirty ways in which an answer is no article, or no answer."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Awaitable, Callable
from functools import lru_cache
from html import escape

Send = Callable[[bytes], Awaitable[None]]

_SHELL = "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title}</title></head><body><h1>{title}</h1>{rest}</body></html>"
_LINES = "".join(
    f"<li><a href='/news/other-{n}'>Council to vote on bus shelter number {n} next week</a></li>" for n in range(40)
)
_PAGES: dict[str, tuple[str, str, str]] = {
    "challenge 403": ("403 Forbidden", "Just a moment...", "<p>Checking your browser before accessing this site. Enable JavaScript and cookies to continue.</p><div id='cf-challenge'></div>"),
    "challenge 200": ("200 OK", "Are you a robot?", "<p>We have detected unusual activity from your network. To continue, please click the box below to let us know you're not a robot.</p>"),
    "consent wall": ("200 OK", "Your privacy", "<p>We and our 843 partners store and access information on a device. By clicking accept you agree to the use of cookies for personalised advertising.</p><button>Accept all</button><button>Manage options</button>"),
    "log in": ("200 OK", "Log in to continue", "<form><label>Email<input type='email'></label><label>Password<input type='password'></label><button>Log in</button></form><p>Subscribers have access to every story.</p>"),
    "soft 404": ("200 OK", "Page not found", "<p>Sorry, the page you were looking for could not be found. It may have been moved or deleted.</p>"),
    "front page in its place": ("200 OK", "The Courier: news from the coast", f"<ul>{_LINES}</ul>"),
    "maintenance 200": ("200 OK", "We'll be back soon", "<p>The site is down for scheduled maintenance. Please check back in a few minutes.</p>"),
    "503 with Retry-After": ("503 Service Unavailable", "Service Unavailable", ""),
    "429": ("429 Too Many Requests", "Too Many Requests", "<p>You have sent too many requests.</p>"),
    "500": ("500 Internal Server Error", "Internal Server Error", "<pre>Traceback: NullPointerException at Render.java:214</pre>"),
    "502": ("502 Bad Gateway", "502 Bad Gateway", "<center>nginx</center>"),
    "404": ("404 Not Found", "Not found", "<p>Nothing here.</p>"),
    "410": ("410 Gone", "Gone", ""),
    "451": ("451 Unavailable For Legal Reasons", "Unavailable", "<p>This content is not available in your region.</p>"),
}  # fmt: skip
_MORE = """empty 200|redirect to the front page|redirect loop|long chain of redirects|slow drip|endless body|50 MB body
gzip bomb|cut short|cut gzip|wrong charset|cp1252 by meta|NULs in the text|refused|no such name|flapping 404
no answer|not HTTP|PDF""".replace("\n", "|").split("|")
KINDS = (*_PAGES, *_MORE)
READABLE = frozenset({"wrong charset", "cp1252 by meta", "NULs in the text", "flapping 404"})
"""Kinds that print the article even during the outage."""


async def misbehave(  # noqa: C901, PLR0912 - a table of kinds
    kind: str, page: bytes, fetches: int, send: Send, path: str
) -> bool:
    """Answer as this kind does during its outage; whether the connection may be kept."""
    if kind in _PAGES:
        status, title, rest = _PAGES[kind]
        extra = {"503 with Retry-After": "Retry-After: 120\r\n", "429": "Retry-After: 60\r\n"}.get(kind, "")
        await send(answer(_SHELL.format(title=escape(title), rest=rest).encode(), status, extra))
        return True
    match kind:
        case "empty 200":
            await send(answer(b""))
        case "redirect to the front page" if path.startswith("/news/"):
            await send(answer(b"", "302 Found", "Location: /\r\n"))
        case "redirect to the front page":
            await send(answer(_SHELL.format(title="The Courier", rest=f"<ul>{_LINES}</ul>").encode()))
        case "redirect loop":
            await send(answer(b"", "302 Found", f"Location: {'/loop' if path != '/loop' else '/loop2'}\r\n"))
        case "long chain of redirects":
            await send(answer(b"", "302 Found", f"Location: /chain{len(path)}/{path[-40:].strip('/')}x\r\n"))
        case "wrong charset":
            await send(answer(page, extra="Content-Type: text/html; charset=iso-8859-1\r\n"))
        case "cp1252 by meta":
            text = page.decode().replace('charset="utf-8"', 'charset="windows-1252"')
            await send(answer(text.encode("cp1252", "xmlcharrefreplace"), extra="Content-Type: text/html\r\n"))
        case "NULs in the text":
            await send(answer(page.replace(b"<p", b"\0<p", 3).replace(b" the ", b" the\0 ", 5)))
        case "flapping 404" if fetches % 2:
            await send(answer(b"gone", "404 Not Found"))
        case "flapping 404":
            await send(answer(page))
        case "PDF":
            await send(answer(b"%PDF-1.7 " + bytes(range(256)) * 40, extra="Content-Type: application/pdf\r\n"))
        case _:
            await _badly(kind, page, send)
            return False
    return True


async def _badly(kind: str, page: bytes, send: Send) -> None:  # noqa: C901 - a table of kinds
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    match kind:
        case "slow drip":
            await send(head + b"Content-Length: 90\r\n\r\n")
            for _ in range(90):
                await send(b"<")
                await asyncio.sleep(1)
        case "endless body":
            await send(head + b"Connection: close\r\n\r\n<html><body>")
            while True:
                await send(b"<p>on and on and on</p>" * 2000)
        case "50 MB body":
            await send(head + b"Content-Length: 50000000\r\n\r\n")
            for _ in range(50):
                await send(b"<p>wide" + b" " * 999_993)
        case "gzip bomb":
            packed = _bomb()
            await send(head + f"Content-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n".encode() + packed)
        case "cut short":
            await send(head + f"Content-Length: {len(page)}\r\n\r\n".encode() + page[: len(page) // 2])
        case "cut gzip":
            packed = gzip.compress(page, 1)[:-2000]
            await send(head + f"Content-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n".encode() + packed)
        case "no answer":
            await asyncio.sleep(90)
        case "not HTTP":
            await send(b"220 mail.example ESMTP ready\r\n" * 20)


@lru_cache(1)
def _bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*(packer.compress(bytes(2**20)) for _ in range(1024)), packer.flush()])


def answer(body: bytes, status: str = "200 OK", extra: str = "") -> bytes:
    """A whole answer."""
    kind = "" if "Content-Type" in extra else "Content-Type: text/html; charset=utf-8\r\n"
    return f"HTTP/1.1 {status}\r\n{kind}{extra}Content-Length: {len(body)}\r\n\r\n".encode() + body
