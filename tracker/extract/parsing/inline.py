"""Which elements inside a line are words of it: not what is there for hearers only, but a button that is a term."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tracker.extract.parsing.naming import is_unseen
from tracker.extract.parsing.shown import shown_text

_LONG = 200  # letters
_TERM = 3  # letters; less is a sign
_GOES_ON = frozenset(",;:")
_LABEL = 4  # letters; less may be the beginning of a name
_OPENING = frozenset('“„«"‘¿¡')
_LABELS = re.compile(
    r"kicker|label|(?:^|[-_ ])tag|rubri[kc]|eyebrow|overline|surtitre|dachzeile|antet|occhiello|topic|categor|genre|format|flag|badge|dateline|location|place|city|lieu|lugar|luogo|ortsmarke"
)


def is_unread(element: Any, label: str, attributes: Mapping[str, str], before: list[str]) -> bool:
    """Whether a piece of a line is for machines or hearers only. A first letter that is drawn large is seen, though
    hearers are spared it, where none of the line stands `before`; long text may be what a button unfolds.
    """
    if label == "hidden":
        drawn = attributes.get("aria-hidden") == "true" and not "".join(before[-3:]).strip()
        return not (drawn and len(letter := shown_text(element, 2)) == 1 and letter.isupper())
    unseen = "hidden" in attributes or ("style" in attributes and is_unseen(attributes["style"]))
    return unseen and len(shown_text(element, _LONG)) < _LONG


def is_term(button: Any, before: list[str]) -> bool:
    """Whether a button is a word of the sentence that it explains: the sentence goes on behind it."""
    last, following = "".join(before[-3:]).rstrip()[-1:], (button.tail or "").lstrip()[:1]
    if not (last.isalnum() or last in _GOES_ON) or not (following.islower() or following in _GOES_ON):
        return False
    return _TERM <= len(shown_text(button, _LONG)) < _LONG


def is_all_of(heading: Any, button: Any) -> bool:
    """Whether a button is all that a heading says, above what it unfolds."""
    return len(heading) == 1 and not ((heading.text or "") + (button.tail or "")).strip()


def is_label(element: Any, attributes: Mapping[str, str]) -> bool:
    """Whether an element at the start of a line is a label that style alone parts from the sentence behind it: named as
    one, and the sentence begins with a large letter, a quotation, or behind large letters with a figure.
    """
    tail = element.tail
    if not tail or not _LABELS.search(attributes.get("class", "")[:200].lower()):
        return False
    said = shown_text(element, 40).rstrip(" ")
    if len(said) < _LABEL or not said[-1].isalpha() or not said[0].isupper():
        return False
    return tail[0].isupper() or tail[0] in _OPENING or (tail[0].isdigit() and said.isupper())
