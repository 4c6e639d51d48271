from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alert.notices import AGE, NOON, QUOTE, article, change, change_notice, event_notice, flag
from tracker.alert.notice import ChangeNotice
from tracker.alert.subject import LONGEST_SUBJECT, clean_header, flags_phrase, in_order, subject
from tracker.model import EditWindow, Flag, FlagKind, Severity


def test_a_subject_says_what_and_where() -> None:
    notice = change_notice(change=change(flags=[QUOTE, QUOTE]))
    assert subject([notice]) == "2 quotes changed: Port keeps its ferry (Harbour Gazette)"


def test_several_articles_are_counted_after_the_worst() -> None:
    other = change_notice(article=article("Bakery opens", id=13), change=change(flags=[AGE]))
    said = subject([other, event_notice()])
    assert said == "2 changes in 2 articles: article gone in Port keeps its ferry (Harbour Gazette) and 1 more"


def test_several_changes_of_one_article_are_counted_before_what_happened() -> None:
    older = change_notice(window=EditWindow(None, NOON - timedelta(hours=3)), change=change(flags=[AGE]))
    said = subject([older, change_notice(change=change(flags=[QUOTE]))])
    assert said == "2 changes, quote and age changed: Port keeps its ferry (Harbour Gazette)"


def test_notices_are_ordered_by_article_the_worst_first_and_in_each_the_newest() -> None:
    def notice(article_id: int, hours: int, severity: Severity) -> ChangeNotice:
        found = change(flags=[replace(QUOTE, severity=severity)])
        at = NOON - timedelta(hours=hours)
        return change_notice(article=article(id=article_id), change=found, window=EditWindow(None, at))

    notices = [
        notice(1, 5, Severity.LOW),
        notice(2, 4, Severity.LOW),
        notice(1, 1, Severity.LOW),
        notice(2, 6, Severity.CRITICAL),
    ]
    ordered = [(one.article.id, one.window.until_at.hour) for one in in_order(notices)]
    assert ordered == [(2, 9), (2, 7), (1, 12), (1, 8)]


def test_an_article_without_headline_or_outlet_is_called_by_its_address() -> None:
    bare = article("", source="", host="")
    assert subject([change_notice(article=bare)]) == f"Quote and age changed: {bare.url}"


@pytest.mark.parametrize(
    ("flags", "phrase"),
    [
        ([QUOTE], "Quote changed"),
        ([AGE, AGE, QUOTE], "Quote and 2 ages changed"),
        ([flag(FlagKind.FACT_CHANGED, sub="age"), flag(FlagKind.FACT_CHANGED, sub="date")], "Age and date changed"),
        ([flag(FlagKind.FACT_CHANGED, sub="casualty")] * 2, "2 casualty figures changed"),
        ([flag(FlagKind.FACT_CHANGED, sub="other")], "Fact changed"),
        ([flag(FlagKind.HEDGING_REMOVED)], "Hedging removed"),
        ([flag(FlagKind.PARA_REMOVED)] * 3, "3 paragraphs removed"),
        ([flag(FlagKind.REVERTED)], "Earlier text is back"),
        ([flag(FlagKind.ARTICLE_RETURNED)], "Article is back"),
        ([flag(FlagKind.CORRECTION_ADDED), flag(FlagKind.HEADLINE_CHANGED)], "Correction added, headline changed"),
        ([flag(FlagKind.STYLE, Severity.SILENT)], "Style changed"),
        ([flag(FlagKind.STYLE, Severity.SILENT), QUOTE], "Quote changed"),
        (
            [flag(kind) for kind in (FlagKind.QUOTE_ADDED, FlagKind.QUOTE_REMOVED, FlagKind.LINK_CHANGED)]
            + [flag(FlagKind.CAPTION_CHANGED)] * 4,
            "Quote added, quote removed, link changed, 4 more",
        ),
    ],
)
def test_flags_are_counted_in_words(flags: Sequence[Flag], phrase: str) -> None:
    assert flags_phrase(flags) == phrase


@pytest.mark.parametrize("kind", list(FlagKind))
def test_every_kind_of_flag_has_words(kind: FlagKind) -> None:
    phrase = flags_phrase([flag(kind)])
    assert "_" not in phrase
    assert len(phrase.split()) >= 2


@pytest.mark.parametrize(
    ("hostile", "clean"),
    [
        ("Breaking\r\nBcc: x@example.net", "Breaking Bcc: x@example.net"),
        ("a\u2028b\u2029c\x85d\x0be\x0cf\x00g\x1ch", "a b c d e f g h"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("\u202etxt.exe", "‹U+202E›txt.exe"),
        ("=?utf-8?q?=0D=0ABcc:_x?=", "= ?utf-8?q?=0D=0ABcc:_x?="),
        ("\x1b[31mred\x9b", "[31mred"),
        ("{{7*7}} <b>", "{{7*7}} <b>"),
        ("שלום עולם", "שלום עולם"),
        ("", ""),
    ],
)
def test_a_hostile_headline_becomes_one_harmless_line(hostile: str, clean: str) -> None:
    assert clean_header(hostile) == clean


@given(st.text(), st.integers(1, 300))
def test_any_text_becomes_a_header_of_limited_length(text: str, limit: int) -> None:
    line = clean_header(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1
    assert not any("\ud800" <= char <= "\udfff" for char in line)


def test_a_headline_of_a_million_characters_is_cut() -> None:
    assert len(clean_header("x" * 1_000_000)) == LONGEST_SUBJECT
    assert clean_header("\ud800" * 1_000_000).startswith("\ufffd")
