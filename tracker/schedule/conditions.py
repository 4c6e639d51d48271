"""Whether a page is asked for on condition that it changed. A 304 is a host's word only, and some hosts lie."""

from __future__ import annotations

from datetime import datetime, timedelta

UNCONDITIONAL = 1 / 12
"""Share of requests without conditions, by which a host that answers 304 to what has changed is found out."""

DISTRUST = timedelta(days=30)
"""How long no conditions are set to a host that was found out. Where it is believed wrongly, an edit stands unseen for
twelve looks on average; where it is not believed, what has not changed comes as a page of some 35 kB. A server that is
set up wrongly is so for weeks, and put right at last: then its word is tried again, and tested as before.
"""


def distrusted_until(lied_at: datetime | None, *, now: datetime) -> datetime | None:
    """Until when a host that was found out at that time is asked without conditions; None where it is believed."""
    return lied_at + DISTRUST if lied_at is not None and lied_at + DISTRUST > now else None


def asks_for_all(lied_at: datetime | None, *, now: datetime, chance: float) -> bool:
    """Whether a look sets no conditions: one in twelve, and all at a host that was found out. `chance` is in [0, 1)."""
    return chance < UNCONDITIONAL or distrusted_until(lied_at, now=now) is not None
