"""How often somebody may try: so many at once, and then one after another as time goes by."""

from __future__ import annotations

import math
from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

_MOST_KEYS = 20_000  # of whom is remembered; who was not seen for longest is forgotten first


class Pacing:
    """A bucket of `most` tries for each key, filled again evenly within `per`. Safe between threads."""

    def __init__(self, most: int, per: timedelta) -> None:
        self._most = most
        self._pause = per / most
        self._full_at: OrderedDict[str, datetime] = OrderedDict()
        self._lock = Lock()

    def seconds_to_wait(self, key: str, now: datetime) -> int:
        """0 where the try may go on, and it is counted; else for how many whole seconds it may not."""
        with self._lock:
            full_at = max(self._full_at.get(key, now), now) + self._pause
            early = full_at - now - self._most * self._pause
            if early > timedelta(0):
                return max(1, math.ceil(early.total_seconds()))
            self._full_at[key] = full_at
            self._full_at.move_to_end(key)
            while len(self._full_at) > _MOST_KEYS:
                self._full_at.popitem(last=False)
            return 0
