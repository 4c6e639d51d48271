from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Cadence, Quiet, Rhythm, Severity
from tracker.telling import tell_at

PARIS = ZoneInfo("Europe/Paris")
NIGHT = Quiet(22 * 60, 7 * 60)
MOMENTS = st.timedeltas(timedelta(), timedelta(days=730)).map(lambda length: datetime(2026, 1, 1, tzinfo=UTC) + length)
MINUTES = st.integers(0, 1439)
ZONES = st.sampled_from(
    ["Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "UTC"]
)
RHYTHMS = st.builds(
    Rhythm,
    cadence=st.sampled_from(Cadence),
    zone=ZONES,
    digest_minute=MINUTES,
    quiet=st.none()
    | st.tuples(MINUTES, MINUTES).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: Quiet(*pair)),
)


def at(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    """A local time in Paris; Monday is the 23rd of November 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("cadence", "quiet", "found", "told"),
    [
        (Cadence.AT_ONCE, None, at(25, 3), at(25, 3)),
        (Cadence.AT_ONCE, NIGHT, at(25, 23, 30), at(26, 7)),
        (Cadence.AT_ONCE, NIGHT, at(25, 6, 59), at(25, 7)),
        (Cadence.AT_ONCE, NIGHT, at(25, 7), at(25, 7)),
        (Cadence.AT_ONCE, Quiet(12 * 60, 14 * 60), at(25, 13), at(25, 14)),
        (Cadence.HOURLY, None, at(25, 10, 20), at(25, 11)),
        (Cadence.HOURLY, NIGHT, at(25, 21, 20), at(26, 7)),
        (Cadence.DAILY, None, at(25, 7, 59), at(25, 8)),
        (Cadence.DAILY, None, at(25, 8), at(26, 8)),
        (Cadence.WEEKLY, None, at(25, 12), at(30, 8)),
        (Cadence.WEEKLY, None, at(23, 7), at(23, 8)),
        (Cadence.WEEKLY, None, at(23, 8), at(30, 8)),
        (Cadence.DAILY, Quiet(7 * 60, 9 * 60), at(25, 1), at(25, 9)),
    ],
)
def test_what_is_found_is_told_at_the_next_time_of_the_rhythm(
    cadence: Cadence, quiet: Quiet | None, found: datetime, told: datetime
) -> None:
    rhythm = Rhythm(cadence, "Europe/Paris", quiet=quiet)
    assert tell_at(rhythm, Severity.HIGH, found.astimezone(UTC)) == told


@pytest.mark.parametrize("cadence", Cadence)
def test_what_is_critical_breaks_through(cadence: Cadence) -> None:
    night = at(25, 23).astimezone(UTC)
    assert tell_at(Rhythm(cadence, "Europe/Paris", quiet=NIGHT), Severity.CRITICAL, night) == night


def test_the_hours_of_an_hourly_digest_are_those_of_the_zone() -> None:
    half_past = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)
    assert tell_at(Rhythm(Cadence.HOURLY, "Asia/Kolkata"), Severity.LOW, half_past).minute == 30


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (at(28, 12, month=3), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # 02:30 does not come on the 29th
        (at(24, 12, month=10), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # 02:30 comes twice on the 25th
    ],
)
def test_a_digest_comes_once_in_the_nights_when_clocks_change(found: datetime, told: datetime) -> None:
    rhythm = Rhythm(Cadence.DAILY, "Europe/Paris", digest_minute=150)
    assert tell_at(rhythm, Severity.LOW, found.astimezone(UTC)) == told
    assert tell_at(rhythm, Severity.LOW, told) > told + timedelta(hours=22)


@given(RHYTHMS, MOMENTS, st.sampled_from(Severity))
def test_nothing_is_told_before_it_is_found_in_quiet_hours_or_weeks_late(
    rhythm: Rhythm, now: datetime, severity: Severity
) -> None:
    told = tell_at(rhythm, severity, now)
    assert timedelta() <= told - now <= timedelta(days=8, hours=26)
    if rhythm.quiet is not None and severity is not Severity.CRITICAL:
        local = told.astimezone(ZoneInfo(rhythm.zone))
        minute = local.hour * 60 + local.minute
        moved = local.utcoffset() != (told - timedelta(hours=26)).astimezone(local.tzinfo).utcoffset()
        assert moved or not rhythm.quiet.holds(minute)


@given(RHYTHMS, MOMENTS, st.timedeltas(timedelta(), timedelta(days=3)))
def test_what_is_found_later_is_never_told_earlier(rhythm: Rhythm, now: datetime, later: timedelta) -> None:
    first, second = (tell_at(rhythm, Severity.LOW, moment) for moment in (now, now + later))
    assert first <= second


def test_quiet_hours_have_a_beginning_and_an_end() -> None:
    assert [NIGHT.holds(minute) for minute in (1319, 1320, 0, 419, 420)] == [False, True, True, True, False]
