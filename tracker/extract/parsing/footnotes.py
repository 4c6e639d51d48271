"""Footnotes: the marks in the text that lead to them, which are no words of it ("1958" with a note is not "19581"), and
the notes themselves, which are.
"""

from __future__ import annotations

import re
from typing import Any

from tracker.extract.parsing.shown import shown_text

_MARK = r"(?:\d{1,3}|[ivxl]{1,6}|[a-z]|[*†‡§¶^↩↑⤴]{1,3}\ufe0e?)"
_MARKS = re.compile(rf"[\[(]? ?{_MARK}(?:(?: ?[,;–-] ?| ){_MARK}){{0,4}} ?[\])]?")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FIGURES = 3  # of a power or a note
_LONGEST = 16  # letters of marks
_LEADS = re.compile(r"fn|ftn|edn|note|cite|ref", re.IGNORECASE)
_NOTES = re.compile(r"(?:^|[\s_-])(?:foot|end)notes?(?:$|[\s_-])", re.IGNORECASE)


def is_mark(element: Any) -> bool:
    """Whether a link, or what is raised above the line with a link in it, is only the mark of a note or the way back."""
    if element.tag == "sup":
        return any("#" in (link.get("href") or "") for link in element.iter("a")) and _is_marks(element)
    href = element.get("href") or ""
    if not href.startswith("#"):
        return False
    told = element.get("role") in ("doc-noteref", "doc-backlink") or _LEADS.search(href) is not None
    return told and _is_marks(element)


def raised(element: Any, before: str) -> str:
    """The figures that an element raises above the line right behind a figure, as a reader tells them from it: "10⁶" is
    not 106. Empty for all else.
    """
    if not before[-1:].isdecimal() or len(element):
        return ""
    text = element.text or ""
    return text.translate(_RAISED) if text.isascii() and text.isdecimal() and len(text) <= _FIGURES else ""


def holds_notes(element: Any) -> bool:
    """Whether an element is named for the notes of a text."""
    return element.get("role") == "doc-endnotes" or _NOTES.search((element.get("class") or "")[:200]) is not None


def _is_marks(element: Any) -> bool:
    text = shown_text(element, _LONGEST)
    return len(text) < _LONGEST and _MARKS.fullmatch(text) is not None
