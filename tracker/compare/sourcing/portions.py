"""Reads past the share that a source begins with: "one in five teachers", "nearly 75% of the 8,000 people who took part"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tracker.compare.facts.tokens import Token
from tracker.compare.sourcing.speech import Callings, callings
from tracker.compare.text.language import Language


def without_portion(items: Sequence[Token], words: Language) -> Sequence[Token]:
    """Those of whom a share speaks, without the share; empty where nobody but the share is named: "a third said"."""
    known = callings(words.code)
    if not known.portions:
        return items
    around = _around(words.code)
    end = next((n for n, item in enumerate(items) if not _counts(item, around, words)), len(items))
    return items[end:] if _is_portion(items[:end], known, words) else items


@cache
def _around(code: str) -> frozenset[str]:
    """The words of a language that stand in and round shares."""
    known = callings(code)
    return known.portions | known.portion_bounds | known.portion_joints | known.documents_about | known.definite


def _counts(item: Token, around: frozenset[str], words: Language) -> bool:
    """Whether a word can stand in a share: a figure, a part, what says how near it is, or a small word between them."""
    plain = item.lower in around or item.lower in words.ones or item.lower in words.numbers or item.text in "%-"
    return (plain and not (item.capital and item.start)) or item.text[0].isdigit()


def _is_portion(items: Sequence[Token], known: Callings, words: Language) -> bool:
    """Whether words are a share: "a third of the", "20 per cent", "three in ten", but not "the third"."""
    for place, item in enumerate(items):
        follows = items[place + 1 : place + 2]
        if follows and follows[0].text == "-":  # a half-sister is a whole person
            continue
        if item.lower in known.portions and not (item.lower in words.ordinals and not _leads(follows, known)):
            return True
        if item.lower in known.documents_about and place and items[place - 1].text[0].isdigit():
            return True  # "300 of the 600 drivers"
        counted = place and _is_number(items[place - 1], words) and follows and _is_number(follows[-1], words)
        if item.lower in known.portion_joints and counted:
            return True
    return False


def _leads(follows: Sequence[Token], known: Callings) -> bool:
    return not follows or follows[0].lower in known.documents_about


def _is_number(item: Token, words: Language) -> bool:
    return item.text[0].isdigit() or item.lower in words.numbers or item.lower in words.ones
