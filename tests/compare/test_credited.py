"""Quotations without marks that a line behind a dash gives to somebody."""

from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.model import Document, FlagKind

_REPORT = "The ferry firm asked its passengers for their views last year."
_SAID = "That was not hard to grasp. I knew I had to be there by ten."
_SHORTER = "I knew I had to be there by ten."


def quoted(old: str, new: str) -> bool:
    flags = compare(*map(Document.from_text, (old, new))).flags
    return any(flag.kind is FlagKind.QUOTE_CHANGED for flag in flags)


@pytest.mark.parametrize("joint", ["\n– ", "\n\n– ", "\n\n-- ", "\n\n"])
def test_a_line_behind_a_dash_makes_what_stands_before_it_said(joint: str) -> None:
    old, new = (f"{_REPORT}\n\n{said}{joint}Ferry passenger" for said in (_SAID, _SHORTER))
    assert quoted(old, new) is ("-" in joint or "–" in joint)


@pytest.mark.parametrize(
    "credit",
    [
        "- New lamps\n\n- New rails",
        "– This is a whole sentence of the report, which has many words and is no name at all",
        "– and so on",
        "I was late – As ever, as it is on each day of the week, in winter too",
    ],
)
def test_points_and_sentences_give_nothing_to_anybody(credit: str) -> None:
    old, new = (f"{_REPORT}\n\n{said}\n\n{credit}" for said in (_SAID, _SHORTER))
    assert not quoted(old, new)


def test_who_signs_a_text_of_their_own_is_not_quoted_in_it() -> None:
    ours = "\n\n".join(f"We opened pool {number} in May." for number in range(1, 6))
    old, new = (f"{ours}\n\nWe thank all {helpers}.\n\n– The pool team" for helpers in ("who helped", "helpers"))
    assert not quoted(old, new)


def test_what_speaks_of_nobody_is_not_said() -> None:
    old, new = (f"The pier was built in 1901 {by}.\n– The archive" for by in ("by the town", "by the county"))
    assert not quoted(old, new)


_ASKED = "LV: What was the hardest part of it?\n\nOM: The ice was the hardest, I think.\n\n{}\n\nLV: And what comes next?\n\nOM: We paint the gates in June."
_LAST = "LV: What was the hardest part of it?\n\nOM: The ice was the hardest, I think.\n\n{}"
_LONG = "The second gate froze shut, a pump {} broke on the same day, and the lock stood still for a week while parts came from the coast."


@pytest.mark.parametrize("frame", [_ASKED, _LAST])
def test_an_answer_goes_on_without_a_label(frame: str) -> None:
    old, new = (frame.format(_LONG.format(hoses)) for hoses in ("and two hoses", "and some hoses"))
    assert quoted(old, new)


def test_a_line_on_the_interview_is_no_answer() -> None:
    closing = "This interview was edited for length and clarity by the desk, {} and the recording is kept in the archive of the town for all who ask for it."
    old, new = (_LAST.format(closing.format(when)) for when in ("in May", "in June"))
    assert not quoted(old, new)
