"""Where messages go, as people type it: a mail address, an https address that gets signed JSON, or an Apprise URL."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Final

from tracker.alert.address import clean_address
from tracker.errors import UsageError
from tracker.fetch.urls import checked_url, host_of

_LONGEST_URL: Final = 2_000
_LONGEST_SCHEME: Final = 30


@dataclass(frozen=True, slots=True)
class Channel:
    """Where messages go. `address` is what it is called where others may read it; `url` is empty for mail, else the whole
    address with its secrets.
    """

    address: str
    url: str = field(default="", repr=False)

    @property
    def is_webhook(self) -> bool:
        """Whether signed JSON is posted there."""
        return is_webhook(self.url)


def is_webhook(url: str) -> bool:
    """Whether an address is posted to by ourselves, and not through Apprise."""
    return url.startswith(("https://", "http://"))


def channel_typed(typed: str, *, allow_private: bool, ports: frozenset[int]) -> Channel:
    """The channel that was typed. Raises UsageError for what is none, or may not be sent to; its words show no secret."""
    scheme, mark, _ = typed.strip().partition("://")
    if not mark:
        return Channel(clean_address(typed))
    url, scheme = typed.strip(), scheme.lower()
    if len(url) > _LONGEST_URL or any(not char.isprintable() or char == " " for char in url):
        raise UsageError(
            "an address of a service is one word of at most 2,000 characters", hint="write it as its documentation says"
        )
    if scheme == "http" and not allow_private:
        raise UsageError(
            "a webhook without encryption could be read on its way",
            hint="write https://, or set fetch.allow_private for a host in your own network",
        )
    if scheme in {"https", "http"}:
        url = _checked(url, allow_private=allow_private, ports=ports)
        return Channel(f"{scheme}://{host_of(url)[:200]}/… #{_mark(url)}", url)
    from tracker.alert.apprising import own_host, service_of

    host = own_host(service_of(url, allow_private=allow_private))
    return Channel(f"{scheme[:_LONGEST_SCHEME]}://{host[:200]}… #{_mark(url)}", url)


def _checked(url: str, *, allow_private: bool, ports: frozenset[int]) -> str:
    try:
        return checked_url(url, allow_private=allow_private, ports=ports)
    except UsageError as error:  # its words begin with the address
        reason = str(error).rpartition("': ")[2]
        raise UsageError(f"nothing can be posted to this https address: {reason}", hint=error.hint) from None


def _mark(url: str) -> str:
    """What tells two addresses of one service apart, without saying anything of either."""
    return hashlib.sha256(url.encode()).hexdigest()[:8]
