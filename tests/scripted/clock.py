"""A clock that is moved by hand, so that six hours pass at once and no test waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


class Clock:
    """Gives its time when called; `forward` moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, length: timedelta) -> datetime:
        self.now += length
        return self.now
