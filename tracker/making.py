"""What the settings alone make, without a store: the HTTP client, the site rules, the time zone, the clock."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tzlocal import get_localzone

from tracker import __version__
from tracker.config import Settings
from tracker.errors import ConfigError
from tracker.extract import Rule, SiteRules, parse_rules
from tracker.fetch import FetchLimits

if TYPE_CHECKING:
    from tracker.fetch import Fetcher, Robots
    from tracker.fetch.rendering import Renderer


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
    return Fetcher(limits, clock=utc_now)


def make_renderer(fetcher: Fetcher, *, robots: Robots | None) -> Renderer:
    """The browser for pages that need their scripts, to be used as `async with`. Raises ConfigError where none is
    installed.
    """
    from tracker.fetch.rendering import Renderer, find_browser

    return Renderer(fetcher, executable=find_browser(), clock=utc_now, robots=robots)


def site_rules(settings: Settings) -> SiteRules:
    """The user's own site rules: every file of the folder that `extract.rules` names. Raises ConfigError."""
    folder = settings.rules
    if folder is None:
        return SiteRules()
    if not folder.is_dir():
        raise ConfigError(
            f"extract.rules: {folder} is no folder", hint="name a folder of files such as paper.example.toml"
        )
    found: list[Rule] = []
    for file in sorted(folder.glob("*.toml")):
        try:
            found += parse_rules(file.read_text(encoding="utf-8"), file.stem.removeprefix("www."))
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{file}: cannot be read: {error}", hint="a rule is a text file in TOML") from error
    return SiteRules(tuple(found))


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
