"""What the settings alone make, without a store: the HTTP client, the site rules, the time zone, the clock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tzlocal import get_localzone

from tracker import __version__
from tracker.config import Settings
from tracker.errors import ConfigError, UsageError
from tracker.fetch import FetchLimits
from tracker.hostsettings import DIRECT, HostSettings, Secret
from tracker.model.terms import Terms, check_cookie, check_header, parse_proxy

if TYPE_CHECKING:
    from tracker.extract import SiteRules
    from tracker.fetch import Fetcher, Robots
    from tracker.fetch.rendering import Renderer
    from tracker.fetch.terms import TermsBook

_MOST_SECRET = 64 * 1024


def make_fetcher(settings: Settings) -> Fetcher:
    """The one HTTP client, to be used as `async with`; it needs no store."""
    from tracker.fetch import Fetcher

    fetch = settings.fetch
    limits = FetchLimits(
        total_seconds=fetch.timeout.total_seconds(),
        max_bytes=fetch.max_size,
        max_wire_bytes=fetch.max_size,
        allow_private=fetch.allow_private,
        ports=fetch.ports,
        user_agent=user_agent(fetch.contact),
    )
    return Fetcher(limits, clock=utc_now, terms=terms_of(settings))


def terms_of(settings: Settings) -> TermsBook:
    """On which terms each host is asked, its secrets read from where they are kept. Raises ConfigError, which names the
    key and never shows a secret.
    """
    from tracker.fetch.terms import TermsBook

    known: dict[str, Terms] = {}
    for name, host in settings.hosts.items():
        terms = _terms(name, host, settings)
        if terms.host in known:
            raise ConfigError(
                f'{settings.file}: hosts."{name}" means a host that has a table already',
                hint="www. and capitals make no other",
            )
        known[terms.host] = terms
    everywhere = settings.fetch.proxy.get_secret_value()
    return TermsBook(known.values(), proxy=parse_proxy(everywhere) if everywhere else None)


def make_renderer(fetcher: Fetcher, *, robots: Robots | None) -> Renderer:
    """The browser for pages that need their scripts, to be used as `async with`. Raises ConfigError where none is
    installed.
    """
    from tracker.fetch.rendering import Renderer, find_browser

    return Renderer(fetcher, executable=find_browser(), clock=utc_now, robots=robots)


def site_rules(settings: Settings) -> SiteRules:
    """The user's own site rules: every file of the folder that `extract.rules` names. Raises ConfigError."""
    from tracker.extract import Rule, SiteRules, parse_rules

    folder = settings.rules
    if folder is None:
        return SiteRules()
    if not folder.is_dir():
        raise ConfigError(
            f"extract.rules: {folder} is no folder", hint="name a folder of files such as paper.example.toml"
        )
    found: list[Rule] = []
    for file in sorted(file for file in folder.iterdir() if file.suffix.lower() == ".toml"):
        try:
            found += parse_rules(file.read_text(encoding="utf-8-sig"), _host_named(file.stem))
        except ConfigError as error:
            raise ConfigError(
                f"{file}: {error}", hint=error.hint or "docs/commands/rules-test.md shows a rule"
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{file}: cannot be read: {error}", hint="a rule is a text file in TOML") from error
    return SiteRules(tuple(found))


def _host_named(name: str) -> str:
    """The host that a file of rules is named for, as addresses have it."""
    host = name.lower().removeprefix("www.")
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def local_zone(settings: Settings) -> tzinfo:
    """The time zone that times are shown in: the one of the settings, else this machine's."""
    name = settings.display.time_zone
    return ZoneInfo(name) if name else get_localzone()


def user_agent(contact: str) -> str:
    """Who we say we are (RFC 9110 §10.1.5), with a way to reach the operator where one is set."""
    return f"Tracker/{__version__}" + (f" (+{contact})" if contact else "")


def utc_now() -> datetime:
    """The time, in UTC: the one clock of the program."""
    return datetime.now(UTC)


def _terms(name: str, host: HostSettings, settings: Settings) -> Terms:
    from tracker.fetch.terms import known_host

    def read(kind: str, named: dict[str, Secret], check: Callable[[str, str], None]) -> tuple[tuple[str, str], ...]:
        found = []
        for one, secret in named.items():
            with _complaining(f'{settings.file}: hosts."{name}".{kind}.{one}'):
                value = _secret(secret, settings)
                check(one, value)
                found.append((one, value))
        return tuple(found)

    with _complaining(f'{settings.file}: hosts."{name}"'):
        known = known_host(name)
    with _complaining(f'{settings.file}: hosts."{name}".proxy'):
        proxy = _secret(host.proxy, settings) if host.proxy is not None else ""
        is_direct = proxy == DIRECT
        way = parse_proxy(proxy) if proxy and not is_direct else None
    return Terms(
        host=known,
        headers=read("headers", host.headers, check_header),
        cookies=read("cookies", host.cookies, check_cookie),
        proxy=way,
        is_direct=is_direct,
        keeps_cookies=host.keep_cookies,
    )


@contextmanager
def _complaining(key: str) -> Iterator[None]:
    """Faults of what a key says become complaints that name it."""
    try:
        yield
    except (ValueError, UsageError) as error:
        raise ConfigError(f"{key}: {error}", hint="docs/configuration.md tells what a host may be sent") from None


def _secret(secret: Secret, settings: Settings) -> str:
    """The text, from where it is kept; what a file ends with as a line is no part of it. Raises ValueError."""
    if secret.env:
        value = os.environ.get(secret.env)
        if value is None:
            raise ValueError(f"the environment variable {secret.env} is not set")
        return value
    if not secret.file:
        return secret.value.get_secret_value()
    path = settings.home / secret.file
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_SECRET + 1)
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from None
    if len(data) > _MOST_SECRET:
        raise ValueError(f"{path} is longer than {_MOST_SECRET} bytes")
    try:
        return data.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not a text in UTF-8") from None
