from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from tests.render.building import at
from tracker.model import EditWindow
from tracker.render.window import (
    duration_words,
    iso_utc,
    moment,
    short_moment,
    window_length,
    window_sentence,
    window_words,
)

PARIS = ZoneInfo("Europe/Paris")


def test_a_window_names_local_time_and_utc() -> None:
    window = EditWindow(at(13, 2, 11), at(13, 17, 43))
    assert window_words(window, PARIS) == "between Sun 22 Nov 2026 14:02:11 and 14:17:43 CET (13:02:11Z–13:17:43Z)"
    assert window_sentence(window, PARIS).endswith("(13:02:11Z–13:17:43Z), within 15 min 32 s")


def test_utc_is_said_once() -> None:
    window = EditWindow(at(13, 2, 11), at(13, 17, 43))
    assert window_words(window, UTC) == "between Sun 22 Nov 2026 13:02:11 and 13:17:43 UTC"


def test_a_window_over_midnight_names_both_days() -> None:
    window = EditWindow(at(22, 50), at(23, 10))
    assert window_words(window, PARIS) == (
        "between Sun 22 Nov 2026 23:50:00 and Mon 23 Nov 2026 00:10:00 CET (2026-11-22T22:50:00Z–2026-11-22T23:10:00Z)"
    )


def test_another_utc_day_is_named() -> None:
    window = EditWindow(at(23, 10), at(23, 20))
    assert window_words(window, PARIS).endswith("CET (2026-11-22T23:10:00Z–2026-11-22T23:20:00Z)")


def test_a_window_over_the_change_of_summer_time_names_both_zones() -> None:
    window = EditWindow(datetime(2026, 10, 25, 0, 55, tzinfo=UTC), datetime(2026, 10, 25, 1, 5, tzinfo=UTC))
    assert window_words(window, PARIS) == (
        "between Sun 25 Oct 2026 02:55:00 CEST and 02:05:00 CET (00:55:00Z–01:05:00Z)"
    )


def test_a_first_sight_has_no_beginning_and_no_length() -> None:
    window = EditWindow(None, at(13, 17, 43))
    assert window_sentence(window, PARIS) == "first seen Sun 22 Nov 2026 14:17:43 CET (13:17:43Z)"
    assert window_length(window) == ""


def test_words_never_claim_a_tighter_window_than_was_proven() -> None:
    window = EditWindow(at(13, 0).replace(microsecond=900_000), at(13, 1).replace(microsecond=1))
    assert window_words(window, UTC) == "between Sun 22 Nov 2026 13:00:00 and 13:01:01 UTC"
    assert window_length(window) == "within 1 min 1 s"


def test_a_zone_without_a_name_is_told_by_its_offset() -> None:
    assert moment(at(13, 0), timezone(timedelta(hours=3))) == "Sun 22 Nov 2026 16:00:00 UTC+03:00 (13:00:00Z)"
    assert moment(at(13, 0), ZoneInfo("America/Sao_Paulo")) == "Sun 22 Nov 2026 10:00:00 UTC-03 (13:00:00Z)"


def test_columns_take_a_short_local_time() -> None:
    assert short_moment(at(23, 30), PARIS) == "2026-11-23 00:30"


def test_machines_get_utc_with_a_z() -> None:
    assert iso_utc(at(13, 0).astimezone(PARIS)) == "2026-11-22T13:00:00Z"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(0), "0 s"),
        (timedelta(seconds=59), "59 s"),
        (timedelta(minutes=15, seconds=32), "15 min 32 s"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=2, seconds=3), "2 h"),
        (timedelta(days=3, hours=4, minutes=50), "3 d 4 h"),
        (timedelta(seconds=-5), "0 s"),
    ],
)
def test_a_length_is_told_by_its_two_largest_units(length: timedelta, words: str) -> None:
    assert duration_words(length) == words
