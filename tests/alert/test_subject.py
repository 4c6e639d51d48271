from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alert.notices import AGE, QUOTE, article, change, change_notice, event_notice, flag
from tracker.alert.subject import LONGEST_SUBJECT, clean_header, flags_phrase, subject
from tracker.model import Flag, FlagKind, Severity


def test_a_subject_says_what_and_where() -> None:
    notice = change_notice(change=change(flags=[QUOTE, QUOTE]))
    assert subject([notice]) == "2 quotes changed: Port keeps its ferry (Harbour Gazette)"


def test_several_articles_are_counted_after_the_worst() -> None:
    other = change_notice(article=article("Bakery opens", id=13), change=change(flags=[AGE]))
    said = subject([other, event_notice()])
    assert said == "Article gone, age changed in 2 articles: Port keeps its ferry (Harbour Gazette) and 1 more"


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
