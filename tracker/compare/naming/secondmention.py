"""Tells when two short names are one person's by the article itself: "Dame Harriet" and "Pole" where it has named Dame
Harriet Pole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.compare.text.language import of_all

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LONGEST_NAME, _LONGEST_TEXT = 6, 100_000


def second_mention(one: str, two: str, texts: Sequence[str]) -> bool:
    """Whether one of two verbatim names ends in the given name and the other in the surname of somebody whom each of the
    texts names in full, and whether no other bearer of that surname is named; never in enormous texts, which would be
    read through for every name.
    """
    if max(map(len, texts)) > _LONGEST_TEXT:
        return False
    first, last = (_WORD.findall(name) for name in (one, two))
    if not first or not last or max(len(first), len(last)) > _LONGEST_NAME or first[-1] == last[-1]:
        return False
    return any(all(_full(given, family, text) for text in texts) for given, family in _orders(first, last))


def _orders(first: Sequence[str], last: Sequence[str]) -> Sequence[tuple[str, str]]:
    """Which of two names may be the given one: its last word is that, whatever title stands before it."""
    pairs = (first[-1], last[-1]), (last[-1], first[-1])
    return [(given, family) for given, family in pairs if given[0].isupper() and family[0].isupper()]


def _full(given: str, family: str, text: str) -> bool:
    """Whether a text has the full name, and the surname behind no other given name; no where the
    surname is written so often that not every place is looked at.
    """
    whole, found = f"{given} {family}", False
    place = text.find(family)
    for _ in range(_LOOKED_AT):
        if place < 0:
            return found
        ends = place + len(family)
        apart = not text[ends : ends + 1].isalpha()
        before = text[max(0, place - _LONGEST_GIVEN) : place].rpartition(" ")[0]
        if apart and text.startswith(whole, place - len(given) - 1):
            found = True
        elif apart and text[place - 1 : place] == " " and _is_given(before):
            return False
        place = text.find(family, ends)
    return False


_LOOKED_AT, _LONGEST_GIVEN = 200, 30


def _is_given(before: str) -> bool:
    """Whether the last word before a surname can be another bearer's given name: it has a capital within a sentence."""
    head, _, word = before.rpartition(" ")
    if not word[:1].isupper() or not word.isalpha() or word in of_all("naming", "before_surnames"):
        return False
    return bool(head) and head[-1] not in ".!?:\n"
