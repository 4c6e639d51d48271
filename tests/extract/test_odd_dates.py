"""Dates in the odd forms that programs leave in attributes, and those of other calendars."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from tests.extract.newsroom import FERRY, plain
from tracker.extract import extract
from tracker.extract.dating.calendars import persian
from tracker.extract.dating.dates import dated, dated_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-02-14CET10:45", "2024-02-14T09:45"),
        ("2024-07-14CEST10:45", "2024-07-14T08:45"),
        ("2024-02-14EST10:45:30", "2024-02-14T15:45:30"),
        ("2024-02-14 CET 10:45", "2024-02-14T09:45"),
        ("2024-02-14GMT10:45", "2024-02-14T10:45"),
        ("2024-02-14T10:45CET", "2024-02-14T09:45"),
        ("Wed Feb 14 10:45:00 CET 2024", "2024-02-14T09:45"),
        ("Wed Feb 14 2024 10:45:00 GMT+0100 (Central European Standard Time)", "2024-02-14T09:45"),
        ("Wed, 02/14/2024 - 10:45", "2024-02-14T10:45"),
        ("2024-02-14 10:45 PM", "2024-02-14T22:45"),
        ("2024-02-14 12:05 AM", "2024-02-14T00:05"),
        ("2024-02-14 12:05 p.m.", "2024-02-14T12:05"),
        ("2024-02-14 at 10:45am", "2024-02-14T10:45"),
        ("2024-02-14 10:45 PM EST", "2024-02-15T03:45"),
        ("20240214T104500+0100", "2024-02-14T09:45"),
        ("20240214104500", "2024-02-14T10:45"),
        ("202402141045", "2024-02-14T10:45"),
        ("1707903900.123", "2024-02-14T09:45"),
        ("1707903900000", "2024-02-14T09:45"),
        ("/Date(1707903900000)/", "2024-02-14T09:45"),
        ("/Date(1707903900000+0100)/", "2024-02-14T09:45"),
        ("2024-02-14T10:45:00 Europe/Prague", "2024-02-14T09:45"),
        ("2024-07-14T10:45:00[America/New_York]", "2024-07-14T14:45"),
        ("2024-02-14T10:45:00.000+01:00[Europe/Prague]", "2024-02-14T09:45"),
        ("2024-02-14T10:45:00 Atlantis/Prague", "2024-02-14T10:45"),
        ("2024-13-14", None),
        ("20241314104500", None),
        ("4 of 7", None),
    ],
)
def test_an_odd_form_that_means_one_moment_is_read(text: str, expected: str | None) -> None:
    said = dated(text)
    assert (said.at if said else None) == (datetime.fromisoformat(expected).replace(tzinfo=UTC) if expected else None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("۲۵ آبان ۱۴۰۲، ۱۱:۲۴", "2023-11-16T11:24"),
        ("۱۴۰۲/۰۸/۲۵ - ۱۱:۲۴", "2023-11-16T11:24"),
        ("1402/08/25 - 11:24", "2023-11-16T11:24"),
        ("تاریخ انتشار: ۱ فروردین ۱۴۰۳ - ۱۲:۰۵", "2024-03-20T12:05"),
        ("۳۰ اسفند ۱۴۰۳", "2025-03-20"),
        ("۲۹ اسفند ماه ۱۴۰۲", "2024-03-19"),
        ("شنبه ۱۳ مرداد ۱۴۰۳ ساعت ۰۹:۱۵", "2024-08-03T09:15"),
        ("١٣ شهريور ١٤٠٢", "2023-09-04"),
        ("۱۶ نوامبر ۲۰۲۳", "2023-11-16"),
        ("۳۲ آبان ۱۴۰۲", None),
        ("پلاک ۲۵ آبان", None),
        ("令和6年2月14日 10時45分", "2024-02-14T10:45"),
        ("令和元年12月3日", "2019-12-03"),
        ("平成30年2月14日", "2018-02-14"),
        ("中華民國113年2月14日 10:45", "2024-02-14T10:45"),
        ("令和6年度予算", None),
        ("14 thg 2, 2024 10:45", "2024-02-14T10:45"),
        ("Ngày 14 tháng 2 năm 2024 10:45", "2024-02-14T10:45"),
        ("2024. gada 14. februāris, 10:45", "2024-02-14T10:45"),
        ("2024 m. vasario 14 d. 10:45", "2024-02-14T10:45"),
        ("১৪ ফেব্রুয়ারি ২০২৪, ১০:৪৫", "2024-02-14T10:45"),
        ("௧௪ பிப்ரவரி ௨௦௨௪", "2024-02-14"),
        ("๑๔ กุมภาพันธ์ ๒๕๖๗", "2024-02-14"),
        ("14 juillet 2024 à 10h45", "2024-07-14T10:45"),
        ("14. července 2024 10:45", "2024-07-14T10:45"),
    ],
)
def test_a_date_of_another_calendar_or_order_is_read(line: str, expected: str | None) -> None:
    said = dated_in(line)
    assert (said.at if said else None) == (datetime.fromisoformat(expected).replace(tzinfo=UTC) if expected else None)


def test_each_day_of_irans_calendar_follows_the_one_before() -> None:
    days = [persian(year, month, day) for year in range(1370, 1420) for month in range(1, 13) for day in range(1, 32)]
    told = [day for day in days if day is not None]
    assert (persian(1370, 1, 1), persian(1403, 12, 30)) == (date(1991, 3, 21), date(2025, 3, 20))
    steps = {later - earlier for earlier, later in pairwise(told)}
    assert steps <= {
        timedelta(days=1),
        timedelta(0),
    }  # the 30th of the last month is the first of the next in a short year


@pytest.mark.parametrize(
    ("lang", "line", "expected"),
    [
        ("fa", "<li class='date'><span>۱۳ مرداد ۱۴۰۳، ۰۹:۱۵</span></li>", datetime(2024, 8, 3, 5, 45, tzinfo=UTC)),
        ("fa", "<p>تاریخ: ۱۴۰۳/۰۵/۱۳ - ۰۹:۱۵</p>", datetime(2024, 8, 3, 5, 45, tzinfo=UTC)),
        ("cs", "<span itemprop='datePublished' content='2024-08-03CEST09:15'>3. srpna 2024 9:15</span>", datetime(2024, 8, 3, 7, 15, tzinfo=UTC)),
        ("en-GB", "<p>Published 09:15 03/08/2024</p>", datetime(2024, 8, 3, 8, 15, tzinfo=UTC)),
        ("en-US", "<p>Published 09:15 PM 08/03/2024</p>", datetime(2024, 8, 3, 21, 15, tzinfo=UTC)),
        ("ja", "<p class='date'>令和6年8月3日 9時15分</p>", datetime(2024, 8, 3, 0, 15, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_such_a_date_below_the_headline_is_the_articles(lang: str, line: str, expected: datetime) -> None:
    body = f"<article><h1>{FERRY.headline}</h1>{line}<div class='t'>{plain(FERRY)}</div></article>"
    html = f"<!doctype html><html lang='{lang}'><head><title>{FERRY.headline}</title></head><body>{body}</body></html>"
    assert extract(html, url="https://paper.example/story").published_at == expected


_NAV = "<div class='item-nav'><ul><li class='{0}'><span>4 March 2026, 10:20</span></li><li><span>Code: 4711</span></li></ul></div>"


@pytest.mark.parametrize(
    ("above", "within", "expected"),
    [
        ("", _NAV.format("item-date"), datetime(2026, 3, 4, 10, 20, tzinfo=UTC)),
        ("", "<nav><span>Home</span> <span class='pub-date'>4 March 2026, 10:20</span></nav>", datetime(2026, 3, 4, 10, 20, tzinfo=UTC)),
        ("", _NAV.format("tag"), None),
        (_NAV.format("item-date"), "", None),
    ],
)  # fmt: skip
def test_a_line_above_the_headline_tells_the_day_only_where_it_is_the_articles(
    above: str, within: str, expected: datetime | None
) -> None:
    body = (
        f"{above}<main><article>{within}<h1>{FERRY.headline}</h1><div class='t'>{plain(FERRY)}</div></article></main>"
    )
    html = f"<!doctype html><html lang='en'><head><title>{FERRY.headline}</title></head><body>{body}</body></html>"
    assert extract(html, url="https://paper.example/story").published_at == expected
