"""Which terms hold for which request: a host's headers and cookies for that host alone, its proxy for the whole way.

What terms are, and what may not be in them, stands in `model.terms`; how a proxy is spoken to, in `proxying`.
"""

from __future__ import annotations

from collections.abc import Iterable

import httpx

from tracker.errors import UsageError
from tracker.fetch.parts import DEFAULT_PORT, parsed
from tracker.fetch.urls import is_less_private
from tracker.model.terms import Proxy, Terms

MOST_COOKIES = 50  # of one host, as browsers keep at least (RFC 6265 §6.1)
MOST_SET = 16 * 1024  # bytes of Set-Cookie in one answer that are looked at
_ANY = "*."


def known_host(text: str) -> str:
    """The form in which a host is looked up: lower case, without `www.` and without the port of http or https.

    Raises UsageError where this is neither a host nor `*.` and a name of two parts at least.
    """
    every, name = text.startswith(_ANY), text.strip().removeprefix(_ANY)
    parts = parsed(f"https://{name}/")
    plain = _plain(parts.host, parts.port)
    if str(parts) != f"https://{parts.netloc}/" or {"/", "?", "#"} & set(name):
        raise UsageError("it is more than a host", hint='write the host alone: [hosts."paper.example"]')
    if every and ("." not in plain or plain.replace(".", "").isdigit()):
        raise UsageError("a * stands for more hosts than one publisher has", hint='write [hosts."*.paper.example"]')
    return f"{_ANY if every else ''}{plain}"


class TermsBook:
    """The terms of every host that has some. `proxy` is the way of all requests, but for hosts that have their own."""

    def __init__(self, terms: Iterable[Terms] = (), *, proxy: Proxy | None = None) -> None:
        self._terms = {known_host(one.host): one for one in terms}
        self._jars: dict[str, httpx.Cookies] = {}
        self._proxy = proxy

    def of(self, url: str) -> Terms | None:
        """The terms of the host of a fetchable URL: its own first, then those of the nearest `*.`."""
        if not self._terms:
            return None
        parts = parsed(url)
        host = _plain(parts.host, parts.port)
        if own := self._terms.get(host):
            return own
        rest, dot = host, "."
        while dot:
            if above := self._terms.get(f"{_ANY}{rest}"):
                return above
            _, dot, rest = rest.partition(".")
        return None

    def for_hop(self, url: str, asked_url: str) -> Terms | None:
        """The terms whose headers and cookies go to `url`, on the way that began at `asked_url`: those of the host that
        was asked, for as long as it is that host, and no less private than it was asked.
        """
        terms = self.of(asked_url)
        if terms is None or self.of(url) is not terms or is_less_private(url, asked_url):
            return None
        return terms

    def proxy_for(self, url: str, asked_url: str) -> Proxy | None:
        """Through which proxy `url` is asked: its host's own, else that of the host that was asked first, so that a
        redirect does not show where we are, else that of all.
        """
        for terms in (self.of(url), self.of(asked_url)):
            if terms is not None and (terms.is_direct or terms.proxy):
                return terms.proxy
        return self._proxy

    def headers(self, terms: Terms, url: str) -> list[tuple[str, str]]:
        """What these terms add to a request for `url`."""
        cookies = dict(terms.cookies)
        if jar := self._jars.get(terms.host):
            cookies |= _kept_for(url, jar)
        told = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return [*terms.headers, *([("cookie", told)] if told else [])]

    def keep_cookies(self, terms: Terms, response: httpx.Response) -> None:
        """Keep what the host sets, where its terms say so; in memory, and within bounds."""
        said = response.headers.get_list("set-cookie")
        if not terms.keeps_cookies or not said or sum(map(len, said)) > MOST_SET:
            return
        jar = self._jars.setdefault(terms.host, httpx.Cookies())
        jar.extract_cookies(response)
        for one in list(jar.jar)[MOST_COOKIES:]:
            jar.jar.clear(one.domain, one.path, one.name)


def without_cookies(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Response headers in which the values of cookies are struck out: a logged-in reader's are keys to the account."""
    return tuple((name, _struck(value) if name.lower() == "set-cookie" else value) for name, value in headers)


def _plain(host: str, port: int | None) -> str:
    netloc = host if port is None or port in DEFAULT_PORT.values() else f"{host}:{port}"
    return netloc.removeprefix("www.")


def _kept_for(url: str, jar: httpx.Cookies) -> dict[str, str]:
    request = httpx.Request("GET", url)
    jar.set_cookie_header(request)
    pairs = (pair.partition("=") for pair in request.headers.get("cookie", "").split("; ") if pair)
    return {name: value for name, _, value in pairs}


def _struck(cookie: str) -> str:
    pair, semicolon, rest = cookie.partition(";")
    return f"{pair.partition('=')[0]}=…{semicolon}{rest}"
