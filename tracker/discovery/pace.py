"""How often to look at a source: more often while it brings something, less while it does not. Pure."""

from __future__ import annotations

from datetime import timedelta

FIRST_PAUSE = timedelta(minutes=15)
SHORTEST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=1)
PUSHED_PAUSE = timedelta(hours=3)
"""Between looks that nobody asked for, at a source of which a hub tells."""


def next_pause(pause: timedelta, *, new: int) -> timedelta:
    """The pause after a look that brought `new` articles, where the one before it was `pause`.

    The longest is an hour: nearly two thirds of last edits fall on an article's first day (Guo et al., WWW 2022), and
    what is found late is missed for as long.
    """
    return max(SHORTEST_PAUSE, pause / 2) if new else min(LONGEST_PAUSE, pause * 5 / 4)
