from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tracker.schedule import Life, birth

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("claimed", "born"),
    [
        (NOW - timedelta(hours=5), NOW - timedelta(hours=5)),
        (NOW, NOW),
        (None, None),
        (NOW + timedelta(seconds=1), None),
        (NOW - 61 * 365 * DAY, None),
        (NOW - 30 * 365 * DAY, NOW - 30 * 365 * DAY),
    ],
)
def test_a_date_of_birth_is_believed_where_it_can_be(claimed: datetime | None, born: datetime | None) -> None:
    assert birth(claimed, NOW) == born


def test_a_day_without_a_time_is_its_end_or_when_the_article_was_first_seen() -> None:
    midnight = NOW.replace(hour=0)
    assert birth(midnight, NOW) == NOW
    assert birth(midnight - 3 * DAY, NOW) == midnight - 2 * DAY


def test_the_first_date_of_birth_is_kept() -> None:
    life = Life(added_at=NOW).read(published_at=NOW - 2 * DAY, section="Courts")
    again = life.read(published_at=NOW - 900 * DAY, section="")
    assert again == life


def test_a_section_is_one_short_line() -> None:
    assert Life(added_at=NOW).read(published_at=None, section=" Local \n politics ").section == "Local politics"
    assert len(Life(added_at=NOW).read(published_at=None, section="x" * 5000).section) == 100


def test_an_article_is_as_old_as_its_birth_and_else_as_it_was_followed() -> None:
    assert Life(added_at=NOW - DAY).age(NOW) == DAY
    assert Life(added_at=NOW - DAY, born_at=NOW - 9 * DAY).age(NOW) == 9 * DAY
    assert Life(added_at=NOW + DAY).age(NOW) == timedelta(0)
