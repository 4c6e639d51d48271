"""Phrases that lines start with: what RE2 tells of all kinds at once leaves out none that the patterns find."""

from __future__ import annotations

import re

import pytest

from tracker.extract.parsing import wording

_LINES = (
    "Read more: the boat is late",
    "» LEIA MAIS: o barco",
    "Читайте также: лодка опаздывает",
    "اقرأ أيضا: القارب متأخر",
    "관련 기사: 배가 늦는다",
    "İLGİLİ HABER: tekne",
    "ilgılı haber: tekne",
    "AYRICA BAKIN",
    "Sign up for our letter",
    "Subscribe",
    "Folgen Sie uns auf der Straße",
    "12 comments",
    "(3) 12 yorum",
    "12 комментариев",
    "٣ comments",
    "1,234 views",
    "१२ views",
    "Share this",
    "ПОДЕЛИТЬСЯ",
    "Correction, 4 March 2026, 14:30 GMT: the boat was late.",
    "Düzeltme : tekne",
    "Updated at 4 p.m. to add a quote",
    "Обновлено: лодка",
    "By\u00a0Ann Example",
    "Автор: Анна",
    "Photo: Ann Example",
    "© Ann Example",
    "Kredits of the town were spent.",
    "The boat was late, and nobody said why; read more than one reason into it who will.",
    "",
)


@pytest.mark.parametrize("line", [*_LINES, *(f"“»— {line}" for line in _LINES)])
def test_what_a_line_may_start_with_holds_all_that_it_does_start_with(line: str) -> None:
    for starts in wording._STARTS:
        exact = re.compile(starts.pattern, re.IGNORECASE).match(line)
        found = starts.match(line)
        assert (found and found.span()) == (exact and exact.span()), starts.pattern[:60]


def test_each_kind_is_found() -> None:
    kinds = (wording.LEAD_IN, wording.APPEAL, wording.COMMENT_HEAD, wording.COMMENT_COUNT, wording.BUTTON)
    for starts in (*kinds, wording.CORRECTION, wording.UPDATE, wording.COUNT, wording.BYLINE):
        assert any(starts.match(line) for line in _LINES), starts.pattern[:60]
