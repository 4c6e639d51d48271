"""Reads shares that are told by words alone: "un élève sur cinq", "jeder fünfte", "dos quintas partes", and how many
times as large something is where one word says so: "doppelt so groß", "halb so teuer".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language, language
from tracker.model import FactSub

# So many words before the joint the "one" may stand.
_COUNTED = 3
# One in more than so many is no share that is told so: "un film sur 1914".
_LARGEST = 100


def read_share(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """A share or a proportion at a place, or nothing."""
    found = _one_in(items, place, words)
    if found is not None or place + 1 >= len(items) or items[place].lower not in share_heads(words.code):
        return found
    rules = (_parts, _every, _as_large)
    return next((found for rule in rules if (found := rule(items, place, words)) is not None), None)


@cache
def share_heads(code: str) -> frozenset[str]:
    """The words, besides numbers, that a share can begin with in a language; none where it has no such shares."""
    words = language(code)
    counted = (
        (*words.ones, *words.numbers, *words.ordinals, *words.map_of("facts", "parts_by_rank"))
        if words.of("facts", "ordinal_parts")
        else ()
    )
    return frozenset((*counted, *words.of("facts", "every_rank"), *words.map_of("facts", "as_large")))


def _one_in(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """The "cinq" of "un sur cinq" and "un élève sur cinq", "uno de cada cinco"; what is counted is left out."""
    joints = words.of("facts", "one_in")
    last = items[place - 1].lower if place > 1 else ""
    joint = next((phrase.split() for phrase in joints if phrase.split()[-1] == last), None)
    start = place - len(joint) if joint else 0
    if joint is None or start < 1 or [item.lower for item in items[start:place]] != joint:
        return None
    near = [item.lower for item in items[max(0, start - _COUNTED) : start]]
    joined = items[place + 1 : place + 2]
    if words.ones.isdisjoint(near) or not near[-1].isalpha() or (joined and joined[0].text == "-"):
        return None
    return _share(items, place, place + 1, 1, _whole(items[place], words))


def _whole(token: Token, words: Language) -> float:
    """What a share is of, in figures or in one word; 0 where no number stands there."""
    return float(token.text) if token.text.isascii() and token.text.isdigit() else words.numbers.get(token.lower, 0.0)


def _share(items: Sequence[Token], place: int, last: int, part: float, whole: float) -> Mention | None:
    if not part < whole <= _LARGEST:
        return None
    return mention(items, place, last, FactSub.NUMBER, f"={part / whole:.6g}", number=part / whole)


def _parts(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """As in "una quinta parte", "la [quinta parte]", "dos quintas partes", where a rank says what something is parted into."""
    part = words.of("facts", "ordinal_parts")
    named = words.map_of("facts", "parts_by_rank")
    rank = place if items[place].lower in words.ordinals or items[place].lower in named else place + 1
    if not part or rank + 1 >= len(items) or items[rank + 1].lower not in part:
        return None
    one = items[rank].lower.removesuffix("s")
    whole = words.ordinals.get(one) or named.get(one) or 0
    count = words.numbers.get(items[place].lower, 1.0)
    return _share(items, place, rank + 2, count, float(whole))


def _every(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """As in "jeder fünfte Wähler", which is one in five."""
    if items[place].lower not in words.of("facts", "every_rank"):
        return None
    return _share(items, place, place + 2, 1, float(words.ordinals.get(items[place + 1].lower, 0)))


def _as_large(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """As in "doppelt so groß", which is two times as large."""
    number = words.map_of("facts", "as_large").get(items[place].lower)
    if number is None or items[place + 1].lower not in words.of("facts", "so_large"):
        return None
    return mention(
        items, place, place + 1, FactSub.NUMBER, f"{float(number):g} times", number=float(number), unit="times"
    )
