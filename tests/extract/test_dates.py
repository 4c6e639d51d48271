"""Dates as pages write them: in many languages, zones and orders."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.extract.dating.dates import dated, dated_in

_EIGHT_TWENTY = datetime(2026, 3, 4, 8, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "4 Μαρτίου 2026, 08:20",
        "4 березня 2026, 08:20",
        "2026. március 4. 08:20",
        "4. maaliskuuta 2026 klo 8.20",
        "4 martie 2026, 08:20",
        "4 مارس 2026 08:20",
        "4 मार्च 2026 08:20",
        "4 במרץ 2026, 08:20",
        "4 มีนาคม 2569 08:20 น.",
        "2026年3月4日 08时20分",
        "2026년 3월 4일 오전 8시 20분",
        "Publié le 4 mars 2026 à 08h20 et relu",
        "0820 GMT (1620 HKT) March 4, 2026",
        "4 March 2026, 10:20 GMT+2",
        "March 4 08:20 2026",
        "March 3, 2026 at 10:20 PM HST",
        "3:20 a.m. EST, Wednesday, March 4, 2026",
        "03/04/2026 3:20 AM EST",
        "04/03/2026 08:20",
        "March 4, 2026 at 8:20a",
        "2026.03.04. 08:20",
        "Le 4 mars 2026 à 8 h 20",
        "04/03/2026 a las 08:20h.",
        "woensdag 4 maart 2026 08:20",
        "4. 3. 2026 8:20",
        "Wednesday 4th of March 2026, 08:20",
        "٤ مارس ٢٠٢٦ ٠٨:٢٠",
        "४ मार्च २०२६ ०८:२०",
        "March 4, 2026 3:20a.m. EST",
        "Wednesday March 4, 2026 @ 3:20am ESTTags: Harbour",
    ],
)
def test_a_date_is_read_as_its_language_and_zone_write_it(line: str) -> None:
    found = dated_in(line)
    assert found is not None
    assert found.at == _EIGHT_TWENTY
    assert found.timed


def test_a_zone_that_has_no_season_in_its_name_follows_the_season() -> None:
    winter, summer = dated_in("March 4, 2026 3:20 am ET"), dated_in("June 4, 2026 3:20 am ET")
    assert winter is not None
    assert summer is not None
    assert (winter.at.hour, summer.at.hour) == (8, 7)


def test_american_order_and_short_years_are_read_where_they_are_asked_for() -> None:
    assert dated_in("03/04/2026", month_first=True) == dated_in("04/03/2026")
    assert dated_in("04.03.26") is None
    assert dated_in("04.03.26", short=True) == dated_in("04.03.2026")


@pytest.mark.parametrize(
    ("text", "timed", "zoned"),
    [
        ("2026-03-04", False, False),
        ("March 4, 2026", False, False),
        ("2026.03.04", False, False),
        ("2026-03-04 08:20:00", True, False),
        ("2026-03-04T08:20:00Z", True, True),
        ("20260304T082000Z", True, True),
        ("Wed, 04 Mar 2026 02:20:00 -0600", True, True),
        ("1772612400", True, True),
        ("1772612400000", True, True),
    ],
)
def test_how_much_a_date_says_is_told(text: str, timed: bool, zoned: bool) -> None:  # noqa: FBT001
    found = dated(text)
    assert found is not None
    assert (found.timed, found.zoned) == (timed, zoned)
    assert found.at == (_EIGHT_TWENTY if timed else datetime(2026, 3, 4, tzinfo=UTC))


def test_the_digits_of_a_date_are_no_time_of_day() -> None:
    found = dated_in("Harbour News / 2026.03.04")
    assert found is not None
    assert found.at == datetime(2026, 3, 4, tzinfo=UTC)


def test_a_date_with_dots_has_the_day_first_and_one_with_slashes_where_the_page_says_so() -> None:
    assert dated("04.03.2026 08:20") == dated("2026-03-04 08:20")
    assert dated("04/03/2026 08:20", day_first=True) == dated("2026-03-04 08:20")
    assert dated("04/03/2026 08:20") == dated("2026-04-03 08:20")
