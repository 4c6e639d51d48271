"""Times in words: moments and edit windows in a reader's time zone and in UTC. Knows no clock and no locale."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from tracker.model import EditWindow

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def window_words(window: EditWindow, zone: tzinfo) -> str:
    """When an edit happened, locally and in UTC: "between Sun 22 Nov 2026 14:02:11 and 14:17:43 CET
    (13:02:11Z–13:17:43Z)"; "first seen …" where no older text was seen. The end is rounded up to the second, so that
    the words never claim a tighter window than the times prove.
    """
    until_at = _second_after(window.until_at)
    if window.after_at is None:
        return f"first seen {moment(until_at, zone)}"
    after, until = _local(window.after_at, zone), _local(until_at, zone)
    same_day, same_zone = after.date() == until.date(), _zone_name(after) == _zone_name(until)
    start = f"{_date(after)} {_clock(after)}" + ("" if same_zone else f" {_zone_name(after)}")
    end = ("" if same_day else f"{_date(until)} ") + f"{_clock(until)} {_zone_name(until)}"
    return f"between {start} and {end}" + _utc_span(after, until)


def window_length(window: EditWindow) -> str:
    """How long the window is: "within 15 min 32 s"; empty where it has no beginning."""
    if window.after_at is None:
        return ""
    return f"within {duration_words(_second_after(window.until_at) - window.after_at.replace(microsecond=0))}"


def window_sentence(window: EditWindow, zone: tzinfo) -> str:
    """Window and length in one line: "between … and …, within 15 min 32 s"."""
    length = window_length(window)
    return window_words(window, zone) + (f", {length}" if length else "")


def moment(at: datetime, zone: tzinfo) -> str:
    """One time, locally and in UTC: "Sun 22 Nov 2026 14:02:11 CET (13:02:11Z)"."""
    local = _local(at, zone)
    return f"{_date(local)} {_clock(local)} {_zone_name(local)}" + _utc_span(local, local)


def short_moment(at: datetime, zone: tzinfo) -> str:
    """One time for a column, local only: "2026-11-22 14:02"."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def iso_utc(at: datetime) -> str:
    """One time for machines, ISO 8601 in UTC: "2026-11-22T13:02:11Z", with microseconds where it has them."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def duration_words(length: timedelta) -> str:
    """A length of time by its two largest units: "15 min 32 s", "3 d 4 h"; "0 s" where it is none."""
    seconds = max(0, length.days * 86_400 + length.seconds)
    units = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))
    words: list[str] = []
    for name, size in units:
        count, seconds = divmod(seconds, size)
        if words:
            return " ".join([*words, f"{count} {name}"] if count else words)
        if count:
            words.append(f"{count} {name}")
    return words[0] if words else "0 s"


def _second_after(at: datetime) -> datetime:
    """The time rounded up to a whole second."""
    return at.replace(microsecond=0) + timedelta(seconds=1 if at.microsecond else 0)


def _local(at: datetime, zone: tzinfo) -> datetime:
    return at.astimezone(zone)


def _date(local: datetime) -> str:
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"


def _clock(local: datetime) -> str:
    return f"{local:%H:%M:%S}"


def _zone_name(local: datetime) -> str:
    """CET; zones without a letter name call themselves "+03", which is said as UTC+03."""
    name = local.tzname() or "UTC"
    return f"UTC{name}" if name[:1] in "+-" else name


def _utc_span(after: datetime, until: datetime) -> str:
    """The same in UTC, in brackets: with dates where the UTC day is another than the local one; nothing in UTC."""
    if not after.utcoffset() and not until.utcoffset():
        return ""
    start, end = after.astimezone(UTC), until.astimezone(UTC)
    dated = {after.date(), until.date(), start.date(), end.date()} != {start.date()}
    texts = [f"{at:%Y-%m-%dT%H:%M:%SZ}" if dated else f"{at:%H:%M:%SZ}" for at in (start, end)]
    return f" ({texts[0]})" if start == end else f" ({texts[0]}–{texts[1]})"
