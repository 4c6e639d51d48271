"""Quotation marks in summaries: one pair round what is shown, whatever stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.compare import compare
from tracker.compare.findings import quoted, quoted_arrow
from tracker.model import Document, FlagKind


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The wall is high.", "“The wall is high.”"),
        ("“The wall is high.”", "“The wall is high.”"),
        ("““The wall is high.””", "“The wall is high.”"),
        ("«Le mur est haut.»", "“Le mur est haut.”"),
        ("„Die Mauer ist hoch“", "“Die Mauer ist hoch”"),
        ("“The wall,” she said, “is high.”", "“‘The wall,’ she said, ‘is high.’”"),
        ("“They told us ‘no’.”", "“They told us ‘no’.”"),
        ('"The wall," she said, "is high."', "“‘The wall,’ she said, ‘is high.’”"),
        ('A board of 5" by 6" was found.', '“A board of 5" by 6" was found.”'),
        ("It will not fall.”", "“It will not fall.”"),
        ("“It will not fall", "“It will not fall”"),
        ("“" + "high " * 9 + "”", "“high high high…”"),
        ("”", "“”"),
    ],
)
def test_marks_are_never_doubled(text: str, shown: str) -> None:
    assert quoted(text, 20 if "high high" in text else 90) == shown


@given(st.text(alphabet='a1 “”„«»"‘’', max_size=60), st.integers(2, 40))
def test_no_mark_of_a_pair_stands_within_it(text: str, limit: int) -> None:
    shown = quoted(text, limit)
    assert (shown[0], shown[-1]) == ("“", "”")
    assert not set(shown[1:-1]) & set("“”„«»")
    assert len(shown) <= limit + 2


def test_both_sides_of_an_arrow_have_single_marks_within() -> None:
    assert quoted_arrow("he said “no”", "he said “yes”") == "“he said ‘no’” → “he said ‘yes’”"


def test_a_sentence_that_is_a_quotation_is_told_between_one_pair_of_marks() -> None:
    kept = "The council met for an hour in the old hall and nobody spoke of the wall. It will meet again in May."
    old = Document.from_text(f"{kept}\n\n““Rain fell on all nine of the harbour boats for the whole of that night.””")
    told = [flag.summary for flag in compare(old, Document.from_text(kept)).flags if flag.kind is FlagKind.PARA_REMOVED]
    assert told == ["Paragraph removed: “Rain fell on all nine of the harbour boats for the whole of that night.”"]
