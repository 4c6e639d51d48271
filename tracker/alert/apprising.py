"""Chat, push and other services through Apprise, which does its own network: what it is let near is decided here."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from email import charset
from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from tracker.alert.brief import brief
from tracker.alert.notice import Envelope, Telling
from tracker.alert.refusal import Refused, Sending, Sent, Trouble
from tracker.errors import UsageError
from tracker.fetch.guard import refusal
from tracker.fetch.hosts import address_of
from tracker.model import Subscription

if TYPE_CHECKING:
    from apprise import NotifyBase

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

_Result = TypeVar("_Result")

DEADLINE_SECONDS: Final = 30.0
_THREADS: Final = ThreadPoolExecutor(max_workers=16, thread_name_prefix="apprise")
_LOCAL: Final = frozenset(
    [
        "dbus",
        "kde",
        "qt",
        "glib",
        "gio",
        "gnome",
        "macosx",
        "windows",
        "blink1",
        "syslog",
        "rsyslog",
        "growl",
        "smpp",
        "smpps",
        "irc",
        "aprs",
        "file",
    ]
)
"""Services that are this machine's, or that speak a protocol in clear to wherever they are told to."""
_OURS: Final = {
    "mailto": "write the mail address alone: you@example.org",
    "mailtos": "write the mail address alone: you@example.org",
    "json": "write the https address itself: https://example.org/hook",
    "xml": "write the https address itself: https://example.org/hook",
    "form": "write the https address itself: https://example.org/hook",
}


def service_of(url: str, *, allow_private: bool) -> NotifyBase:
    """The service that an Apprise URL means. Raises UsageError, without showing the URL's secrets, where it means none,
    or one that messages are not sent to.
    """
    from apprise import Apprise, AppriseAsset

    scheme = url.partition("://")[0].lower()
    if ours := _OURS.get(scheme.removesuffix("s") if scheme != "mailtos" else scheme):
        raise UsageError(f"{scheme}:// is not sent through Apprise", hint=ours)
    if scheme in _LOCAL:
        raise UsageError(f"nothing is sent to {scheme}:// addresses", hint="name a chat, push or web service")
    asset = AppriseAsset(secure_logging=True, service_timeout=DEADLINE_SECONDS * 0.8)
    with _Heard():
        service = Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
    # Its mail service, loaded with all others, changes for the whole process how mail in UTF-8 is encoded: undone.
    charset.add_charset("utf-8", charset.SHORTEST, charset.BASE64, "utf-8")
    if service is None or not hasattr(service, "notify"):
        raise UsageError(
            f"not an address of a service that Apprise knows: {scheme[:20]}://…",
            hint="https://appriseit.com tells how each is written",
        )
    if own_host(service) and not allow_private and not service.secure:
        raise UsageError(
            f"{scheme}:// speaks without encryption to a host of your own",
            hint=f"write {scheme}s://, or set fetch.allow_private for a host in your own network",
        )
    return service


def own_host(service: NotifyBase) -> str:
    """The host that the address names; empty where the service has hosts of its own."""
    named = any("{host}" in str(template) for template in getattr(service, "templates", ()))
    return str(service.host or "") if named else ""


class AppriseLine:
    """One address, for one round. After a failure the rest of the round gets the same at once."""

    def __init__(self, subscription: Subscription, *, allow_private: bool, resolve: Resolve) -> None:
        self._url = subscription.url
        self._allow_private = allow_private
        self._resolve = resolve
        self._round_over: Refused | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing is held."""

    def write(self, telling: Telling, envelope: Envelope) -> Sending:
        """One notification."""
        return partial(self._notify, *brief(telling, envelope))

    async def _notify(self, title: str, text: str) -> Sent | Refused:
        if self._round_over is None:
            problem = await self._sent(title, text)
            if not problem:
                return Sent("it was taken")
            self._round_over = Refused(permanent=False, code=None, detail=problem[:200], trouble=Trouble.TRY_LATER)
        return self._round_over

    async def _sent(self, title: str, text: str) -> str:
        """Why it was not taken, empty where it was."""
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                service = await _beside(service_of, self._url, allow_private=self._allow_private)
                if problem := await self._off_limits(own_host(service), int(service.port or 443)):
                    return problem
                return await _beside(_notified, service, title, text)
        except TimeoutError:
            return f"it took longer than {DEADLINE_SECONDS:g} s"
        except UsageError as error:
            return str(error)

    async def _off_limits(self, host: str, port: int) -> str:
        """Why a host may not be asked: one of its addresses is not on the public internet."""
        if not host or self._allow_private:
            return ""
        literal = address_of(host)
        try:
            found = [literal] if literal else [ip_address(one) for one in await self._resolve(host, port)]
        except (OSError, ValueError):
            return f"the name {host} cannot be resolved"
        what = next((what for one in found if (what := refusal(one))), "")
        return f"{host} is {what}; set fetch.allow_private to send there" if what else ""


async def _beside(do: Callable[..., _Result], *args: Any, **more: Any) -> _Result:
    """What it gives, from a thread of Apprise's own: services that hang keep it, and take none that others work in."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, partial(do, *args, **more))


def _notified(service: NotifyBase, title: str, text: str) -> str:
    from apprise import NotifyFormat, NotifyType, OverflowMode

    service.overflow_mode = OverflowMode.TRUNCATE
    service.redirects = False
    with _Heard() as heard:
        try:
            taken = service.notify(body=text, title=title, notify_type=NotifyType.INFO, body_format=NotifyFormat.TEXT)
        except Exception as error:  # noqa: BLE001 - a plugin may raise anything
            return f"{service.service_name} broke ({type(error).__name__})"
    return "" if taken else heard.problem(service)


class _Heard(logging.Handler):
    """What Apprise says in this thread while it works, kept out of our log: its words may hold parts of the address."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._thread = threading.get_ident()
        self._said: list[str] = []

    def __enter__(self) -> Self:
        _quiet_logger().addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        _quiet_logger().removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Remember it."""
        if threading.get_ident() == self._thread:
            self._said.append(record.getMessage())

    def problem(self, service: Any) -> str:
        """The first thing said, in one line without secrets."""
        words = " ".join(next(iter(self._said), "it was not taken").split())
        for secret in _secrets(service):
            words = words.replace(secret, "***")
        return f"{service.service_name}: {words}"


def _secrets(service: Any) -> list[str]:
    """Every piece of the address that could be one, the longest first."""
    from urllib.parse import unquote

    address = str(service.url(privacy=False)).partition("://")[2]
    pieces = (
        address.replace("?", "/").replace("@", "/").replace(":", "/").replace("&", "/").replace("=", "/").split("/")
    )
    long_enough = 6
    return sorted(
        {form for one in pieces for form in (one, unquote(one)) if len(form) >= long_enough}, key=len, reverse=True
    )


def _quiet_logger() -> logging.Logger:
    logger = logging.getLogger("apprise")
    logger.propagate = False
    return logger
