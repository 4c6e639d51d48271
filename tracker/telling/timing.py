"""When a subscriber is told of something that was found now. Pure: the clock's reading comes in, zones are the system's."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tracker.model import Cadence, Quiet, Rhythm, Severity

_HOUR = 60
_MONDAY = 0


def tell_at(rhythm: Rhythm, severity: Severity, now: datetime) -> datetime:
    """When to tell of something this severe that was found at `now` (aware): not before now, in UTC.

    What is critical is told at once, whatever the rhythm. Else at the next time of the cadence, or at once where there
    is none, moved to the end of the quiet hours where it falls into them. Local times that a change of clocks skips
    are told as much later, those that come twice the first time.
    """
    if severity is Severity.CRITICAL:
        return now.astimezone(UTC)
    zone = ZoneInfo(rhythm.zone or "UTC")
    return max(let_rest(rhythm, severity, _next_digest(rhythm, now.astimezone(zone), zone)), now.astimezone(UTC))


def let_rest(rhythm: Rhythm, severity: Severity, at: datetime) -> datetime:
    """When something this severe may be told that would be told at `at` (aware): not before it, in UTC; at the end of the
    quiet hours where it falls into them and is not critical. The same holds for what is told late or told again.
    """
    if severity is Severity.CRITICAL or rhythm.quiet is None:
        return at.astimezone(UTC)
    zone = ZoneInfo(rhythm.zone or "UTC")
    return max(_after_quiet(rhythm.quiet, at.astimezone(zone), zone).astimezone(UTC), at.astimezone(UTC))


def _next_digest(rhythm: Rhythm, local: datetime, zone: ZoneInfo) -> datetime:
    """The first time after `local` at which the cadence has a digest."""
    match rhythm.cadence:
        case Cadence.AT_ONCE:
            return local
        case Cadence.HOURLY:
            return local.astimezone(UTC) + timedelta(hours=1) - _since_the_hour(local)
        case Cadence.DAILY:
            days = range(2)
        case Cadence.WEEKLY:
            days = range((_MONDAY - local.weekday()) % 7, 15, 7)
    found = (_at_minute(local, day, rhythm.digest_minute, zone) for day in days)
    return next(at for at in found if at > local.astimezone(UTC))


def _after_quiet(quiet: Quiet, local: datetime, zone: ZoneInfo) -> datetime:
    """The time itself, or when the quiet hours that it falls into end."""
    if not quiet.holds(local.hour * _HOUR + local.minute):
        return local
    tomorrow = quiet.end <= local.hour * _HOUR + local.minute
    return _at_minute(local, int(tomorrow), quiet.end, zone)


def _at_minute(local: datetime, days: int, minute: int, zone: ZoneInfo) -> datetime:
    """The minute of the day, so many days on, in UTC."""
    day = local.date() + timedelta(days=days)
    return datetime.combine(day, time(minute // _HOUR, minute % _HOUR), zone).astimezone(UTC)


def _since_the_hour(local: datetime) -> timedelta:
    return timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
