"""Dates as other calendars and word orders write them, put into the usual form: Iran's, Japan's eras, Taiwan's years,
Vietnamese and Latvian dates.
"""

from __future__ import annotations

import re
from datetime import date

_PERSIAN = {
    name: number
    for number, names in enumerate(
        ("فروردین حمل", "اردیبهشت ثور", "خرداد جوزا", "تیر سرطان", "مرداد امرداد اسد", "شهریور سنبله", "مهر میزان",
         "آبان عقرب", "آذر قوس", "دی جدی", "بهمن دلو", "اسفند حوت"),
        1,
    )
    for name in names.split()
}  # fmt: skip
_PERSIAN_MONTH = "|".join(sorted(_PERSIAN, key=len, reverse=True)).replace("ی", "[یيى]")
_YEAR = r"1[34]\d\d"
_NAMED = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\s+(?P<month>{_PERSIAN_MONTH})(?:\s?ماه)?[،,]?\s+(?P<year>{_YEAR})(?!\d)"
)
_NUMBERED = re.compile(rf"(?:^|(?<=[\s:،,|]))(?P<year>{_YEAR})/(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?![\d/])")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_ERA = re.compile(
    rf"(?P<era>{'|'.join(_ERAS)})\s?(?P<year>\d{{1,3}}|元)\s?年\s?(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日?"
)
_WORDED = re.compile(  # "14 tháng 2 năm 2024", "14 thg 2, 2024"
    r"(?<!\d)(?P<day>\d{1,2})\s+(?:tháng|thg)\s?(?P<month>\d{1,2}),?\s+(?:năm\s+)?(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE
)  # fmt: skip
_TURNED = re.compile(r"(?P<year>(?:19|20)\d\d)\. gada (?P<day>\d{1,2})\. (?=[^\W\d_])(?P<month>\w{3,12})")
_HALVES = {
    "م": "pm", "مساء": "pm", "مساءً": "pm", "ص": "am", "صباحا": "am", "صباحاً": "am", "μμ": "pm", "μ.μ.": "pm", "πμ": "am", "π.μ.": "am",
    "صبح": "am", "دوپہر": "pm", "سہ پہر": "pm", "شام": "pm", "رات": "", "सुबह": "am", "दोपहर": "pm", "शाम": "pm", "रात": "",
    "ظهر": "pm", "عصر": "pm", "بعدازظهر": "pm", "بعد از ظهر": "pm", "شب": "",
    "오후": "pm", "下午": "pm", "午後": "pm", "오전": "am", "上午": "am", "午前": "am",
}  # fmt: skip
_EACH = "|".join(map(re.escape, sorted(_HALVES, key=len, reverse=True)))
_HALF_BEFORE = re.compile(rf"({_EACH})\s?(\d{{1,2}}:\d\d(?::\d\d)?)(?!\d)")
_HALF_BEHIND = re.compile(rf"(?<!\d)(\d{{1,2}}:\d\d(?::\d\d)?)\s?({_EACH})(?!\w)")
_DUSK, _MIDNIGHT = 6, 12
_CYCLE = 33  # years, eight of them leap years
_FIRST = 1_595  # years of whole cycles before the year 1
_BEFORE = 356_033  # days from the start of the count to our 1 January of the year 1


def with_halves(line: str) -> str:
    """A line in which the half of the day that stands beside a clock is written in English: "01:20 م", "오후 1:20"."""
    line = _HALF_BEFORE.sub(lambda found: f"{found[2]} {_half(found[1], found[2])}", line)
    return _HALF_BEHIND.sub(lambda found: f"{found[1]} {_half(found[2], found[1])}", line)


def _half(word: str, clock: str) -> str:
    """The half of the day that a word means beside a clock: a night has hours of both."""
    return _HALVES[word] or ("pm" if _DUSK <= int(clock.partition(":")[0]) < _MIDNIGHT else "am")


def in_usual_form(line: str) -> str:
    """A line with the first date of another calendar or order in it written as year, month and day; itself where it has
    none. Its digits are 0 to 9.
    """
    if (found := _NAMED.search(line) or _NUMBERED.search(line)) is not None:
        name = found["month"].replace("ي", "ی").replace("ى", "ی")
        day = persian(int(found["year"]), _PERSIAN.get(name) or int(name), int(found["day"]))
        return _replaced(line, found, f"{day:%Y-%m-%d}") if day else line
    if (found := _ERA.search(line)) is not None:
        year = _ERAS[found["era"]] + (1 if found["year"] == "元" else int(found["year"]))
        return _replaced(line, found, f"{year}-{found['month']:0>2}-{found['day']:0>2}")
    if (found := _WORDED.search(line)) is not None:
        return _replaced(line, found, f"{found['year']}-{found['month']:0>2}-{found['day']:0>2}")
    if (found := _TURNED.search(line)) is not None:
        return _replaced(line, found, f"{found['day']} {found['month']} {found['year']}")
    return line


def persian(year: int, month: int, day: int) -> date | None:
    """The day of Iran's calendar in ours, by its cycle of 33 years, which holds from 1178 to 1633; None where there is none."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):  # noqa: PLR2004 -- of that calendar
        return None
    passed = (month - 1) * 31 - max(0, month - 7)
    cycles, rest = divmod(year + _FIRST, _CYCLE)
    leaps = cycles * 8 + (rest + 3) // 4
    return date.fromordinal(365 * (year + _FIRST) + leaps + passed + day - _BEFORE)


def _replaced(line: str, found: re.Match[str], usual: str) -> str:
    return f"{line[: found.start()]}{usual}{line[found.end() :]}"
