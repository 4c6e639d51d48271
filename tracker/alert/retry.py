"""When a message that could not be delivered is tried again. Pure: the clock's reading and the chance come in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

FIRST_DELAYS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
)
LATER_DELAY: Final = timedelta(hours=3)
GIVE_UP_AFTER: Final = timedelta(days=5)
SPREAD: Final = 0.1


def next_attempt_at(attempts: int, now: datetime, jitter: float) -> datetime | None:
    """When to try again after `attempts` failed attempts, or None when it is time to give up.

    After 1, 5 and 15 minutes and an hour, then every three hours, until the planned delays together pass five days.
    RFC 5321 §4.5.4.1 asks for at least 30 minutes in general, finds two attempts in the first hour and one every two
    or three hours after it good practice, and wants four to five days before giving up. The three early attempts are
    ours: greylisting lets a message in after one to five minutes, and an alert is worth most while it is fresh.

    `now` is aware. `jitter`, from 0 up to 1, makes the delay up to a tenth longer, never shorter, so that a queue that
    failed together does not come back together. Counting attempts and not hours means that a machine that slept a
    week has not used up the patience of its queue. Raises ValueError for values outside these.
    """
    if attempts < 0 or not 0 <= jitter <= 1 or now.tzinfo is None:
        raise ValueError(f"attempts {attempts}, jitter {jitter}, now {now}: not a state of a queue")
    if attempts == 0:
        return now
    delay = FIRST_DELAYS[attempts - 1] if attempts <= len(FIRST_DELAYS) else LATER_DELAY
    later = max(attempts - len(FIRST_DELAYS), 0)
    if sum(FIRST_DELAYS[:attempts], timedelta()) + later * LATER_DELAY > GIVE_UP_AFTER:
        return None
    return now + delay * (1 + SPREAD * jitter)
