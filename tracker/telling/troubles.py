"""Whether a host or a source cannot be read: what its last looks say, taken together. Thresholds are ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tracker.model.trouble import TroubleKind

RECENT: Final = timedelta(days=2)
"""How long the last look at an article speaks for its host."""

LONG: Final = timedelta(hours=1)
"""How long a host may rest for its failures before somebody is told: servers are restarted."""

STALLED: Final = timedelta(minutes=30)
"""How long hosts may wait to be visited without a single check before checking itself has stopped."""

OUR_NETWORK: Final = "the network of this machine"

_SEVERAL: Final = 3  # articles of one host that break together, before it is the host and not an article
_FAILED_LOOKS: Final = 3  # at a source in a row


@dataclass(frozen=True, slots=True)
class Signs:
    """What the last looks at one host or source say. Of a host: how many articles were `asked` for recently, how many of
    these were `blocked` or were `unread` (something came, but not the article) twice in a row or more; since when it
    rests because it fails (`stopped_at`); when an article of it was read last. Of a source: how many looks in a row
    `failed`. `detail` is what the last one said.
    """

    name: str
    sources: tuple[str, ...]
    asked: int = 0
    blocked: int = 0
    unread: int = 0
    failed: int = 0
    stopped_at: datetime | None = None
    read_at: datetime | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A host or source that cannot be read, and what shows it."""

    name: str
    what: TroubleKind
    detail: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pulse:
    """When the last check ended, and since when a host has been waiting to be visited; None: never, none."""

    checked_at: datetime | None
    waiting_since_at: datetime | None

    def goes_on(self, now: datetime) -> bool:
        """Whether checks really go on: a check ended lately, or nothing has been waiting for one for long."""
        if self.checked_at is not None and now - self.checked_at < STALLED:
            return True
        return self.waiting_since_at is None or now - self.waiting_since_at < STALLED


def judged(signs: Sequence[Signs], *, hosts: int, now: datetime) -> tuple[Verdict, ...]:
    """What cannot be read at present; `hosts` are followed in all. Where most of several hosts do not answer at once, it
    is we who cannot reach them, and that is one trouble.
    """
    found = [verdict for one in signs if (verdict := _judge(one, now)) is not None]
    silent = [one for one in found if one.what is TroubleKind.UNREACHABLE]
    if len(silent) < _SEVERAL or 2 * len(silent) < hosts:
        return tuple(found)
    sources = tuple(sorted({source for one in silent for source in one.sources}))
    detail = f"{len(silent)} of {hosts} hosts do not answer, among them {silent[0].name}"
    network = Verdict(OUR_NETWORK, TroubleKind.UNREACHABLE, detail, sources)
    return (network, *(one for one in found if one.what is not TroubleKind.UNREACHABLE))


def _judge(one: Signs, now: datetime) -> Verdict | None:
    enough = min(_SEVERAL, one.asked)
    kind, seen = None, ""
    if one.failed >= _FAILED_LOOKS:
        kind, seen = TroubleKind.SOURCE, f"the last {one.failed} looks at it failed"
    elif one.stopped_at is not None and now - one.stopped_at >= LONG:
        kind, seen = TroubleKind.UNREACHABLE, f"it does not answer since {one.stopped_at:%Y-%m-%d %H:%M} UTC"
    elif one.blocked and one.blocked >= enough and 2 * one.blocked >= one.asked:
        kind, seen = TroubleKind.BLOCKED, f"it turns us away from {one.blocked} of {one.asked} articles"
    elif one.unread >= _SEVERAL and 2 * one.unread >= one.asked:
        kind, seen = TroubleKind.LAYOUT, f"{one.unread} of {one.asked} articles cannot be read as articles any more"
    if kind is None:
        return None
    return Verdict(one.name, kind, f"{seen} ({one.detail})" if one.detail else seen, one.sources)
