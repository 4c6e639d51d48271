"""Reads the scores of games that are told in words: "dos a uno", "zwei zu zwei", "deux partout", "empate a dos", "two
apiece". They have the values of the same in figures, "2-1".
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.measures import percent_after
from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language
from tracker.model import FactSub

# No side scores more where a score is told in words.
_MOST = 20
# How many words before its number a word may stand that says that it is a draw.
_DRAWN_WITHIN = 4


def read_score(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """Such a score whose first number stands at a place, or nothing."""
    ours = _goals(items, place, words)
    if ours is None:
        return None
    return _even(items, place, ours, words) or _drawn_at(items, place, ours, words) or _each(items, place, ours, words)


def _goals(items: Sequence[Token], place: int, words: Language) -> int | None:
    """How many goals one word says, in small figures as well; nothing for any other word."""
    word = items[place].lower.rpartition("'")[2] if place < len(items) else ""  # "d'un partout"
    if word.isdecimal() and len(word) < _DRAWN_WITHIN:
        number = float(word)
    else:
        number = words.numbers.get(word, 1.0 if word in words.ones else -1.0)
    return int(number) if 0 <= number <= _MOST else None


def _even(items: Sequence[Token], place: int, ours: int, words: Language) -> Mention | None:
    """As in "deux partout", "uno pari", and near a word of games "two apiece"."""
    word = items[place + 1].lower if place + 1 < len(items) else ""
    if word in words.of("facts", "score_even"):
        return _score(items, (place, place + 2), ours, ours)
    if word not in words.of("facts", "score_each"):
        return None
    near = {item.lower for item in items[max(0, place - _DRAWN_WITHIN) : place]}
    return None if near.isdisjoint(words.of("facts", "drawn")) else _score(items, (place, place + 2), ours, ours)


def _drawn_at(items: Sequence[Token], place: int, ours: int, words: Language) -> Mention | None:
    """As in "empate a dos", but not "empate a dos minutos del final" nor "empate a dos a dos", which `_each` reads."""
    before = [item.lower for item in items[max(0, place - _DRAWN_WITHIN) : place]]
    if not before or before[-1] not in words.of("facts", "drawn_at") or words.of("facts", "drawn").isdisjoint(before):
        return None
    last = _behind_goals(items, place + 1, words)
    if not _ends(items, last, words) or _goals(items, last + 1, words) is not None:
        return None
    return _score(items, (place, last), ours, ours)


def _each(items: Sequence[Token], place: int, ours: int, words: Language) -> Mention | None:
    """As in "dos a uno", "drei Tore zu eins" and "Zwei-zu-zwei", but not "dos a tres días" nor "de uno a tres", a range."""
    last = _behind_goals(items, place + 1, words)
    hyphen = last < len(items) and items[last].text == "-" and not items[last].spaced
    last += hyphen
    if last + 1 >= len(items) or items[last].lower not in words.of("facts", "score_to"):
        return None
    last += 1
    last += hyphen and items[last].text == "-"
    theirs = _goals(items, last, words)
    if theirs is None or not any(item.text[0].isalpha() for item in (items[place], items[last])):
        return None
    if place and ours < theirs and items[place - 1].lower in words.of("facts", "score_from"):
        return None
    last = _behind_goals(items, last + 1, words)
    return _score(items, (place, last), ours, theirs) if _ends(items, last, words) else None


def _behind_goals(items: Sequence[Token], place: int, words: Language) -> int:
    """The place behind a word for goals, or the same where there is none."""
    return place + (place < len(items) and items[place].lower in words.of("facts", "score_goals"))


def _ends(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether no noun that is counted stands at a place: the end of a clause, a small word, or one in no plural."""
    if place >= len(items) or not items[place].text[0].isalpha():
        return place >= len(items) or not items[place].text[0].isdigit()
    word = items[place].lower
    if percent_after(items, place, words) is not None:
        return False
    if word in words.common or word in words.stops:
        return True
    if word in words.scales or word in words.currencies or word in words.units:
        return False
    return not word.endswith(words.rows_of("facts", "score_plurals")) and items[place - 1].lower not in words.ones


def _score(items: Sequence[Token], bounds: tuple[int, int], ours: int, theirs: int) -> Mention:
    return mention(items, *bounds, FactSub.NUMBER, f"{ours}..{theirs} ", number=float(theirs))
