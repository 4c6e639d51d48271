"""Reads what only the words behind an amount say: the hundredths of money ("eight pounds fifty"), that degrees are of frost
("ten degrees below zero", "15 градусов мороза").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.compare.facts.figures import plain
from tracker.compare.facts.numberwords import and_a_half
from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language
from tracker.model import FactSub


def completed(items: Sequence[Token], place: int, found: Mention | None, words: Language) -> Mention | None:
    """An amount with the hundredths or the frost behind it, if there are any; else as it was found."""
    if found is None:
        return _one_and_hundredths(items, place, words)
    if found.sub is FactSub.MONEY:
        return _with_hundredths(items, found, words)
    return _frozen(items, found, words) if found.sub is FactSub.NUMBER else found


def _one_and_hundredths(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """The "un euro" of "un euro vingt", which is no amount where no hundredths follow."""
    if items[place].lower.rpartition("'")[2] not in words.ones or place + 2 >= len(items):
        return None
    currency = words.currencies.get(items[place + 1].lower, "")
    if not currency or currency.startswith("c-") or not items[place + 1].text[0].isalpha():
        return None
    one = mention(items, place, place + 2, FactSub.MONEY, f"1 {currency}", number=1.0, unit=currency)
    whole = _with_hundredths(items, one, words)
    return None if whole is one else whole


def _with_hundredths(items: Sequence[Token], money: Mention, words: Language) -> Mention:
    """Money whose currency is a word, with its hundredths: "two pounds and fifty pence", "vier Euro achtzig"."""
    named, last = items[money.last - 1].text, money.last
    if money.number is None or money.number % 1 or last >= len(items) or not named[0].isalpha() or "-" in money.unit:
        return money
    if (half := and_a_half(items, last, words)) > last:  # "un euro e mezzo"
        value = f"{money.number + _HALF:.12g} {money.unit}"
        return mention(items, money.first, half, FactSub.MONEY, value, number=money.number + _HALF, unit=money.unit)
    joined = items[last].lower in words.of("facts", "and")
    part = plain(items, last + joined, words) if last + joined < len(items) else None
    if part is None or part[2] or part[0] % 1 or not 0 < part[0] < _WHOLE:
        return money
    cents = items[part[1]] if part[1] < len(items) else None
    if cents is not None and words.currencies.get(cents.lower, "").startswith("c-"):
        end = part[1] + 1
    elif part[0] >= _TWO_FIGURES and (cents is None or _ends(cents, words)) and (not joined or _may_join(words)):
        end = part[1]
    else:
        return money
    number = money.number + part[0] / _WHOLE
    value = f"{number:.12g} {money.unit}"
    return mention(items, money.first, end, FactSub.MONEY, value, number=number, unit=money.unit)


# Hundredths in a whole, and the fewest that are told without their name: "eight pounds ten".
_WHOLE, _TWO_FIGURES, _HALF = 100, 10, 0.5


def _ends(behind: Token, words: Language) -> bool:
    """Whether nothing that is counted can begin with a token: a sign, a small word."""
    if not behind.text[0].isalnum():
        return behind.text not in ("-", "%")
    small = behind.lower in words.places or behind.lower in words.stops or behind.lower in words.per
    return small and behind.lower not in words.scales


def _may_join(words: Language) -> bool:
    """Whether the language says "and" before bare hundredths: "tre euro e cinquanta", not "eight pounds and fifty"."""
    return bool(words.of("facts", "and_hundredths"))


def _frozen(items: Sequence[Token], found: Mention, words: Language) -> Mention:
    """A temperature that the words beside it put below zero: "eight degrees below zero", "zehn Grad Frost", "moins 5 degrés"."""
    if found.number is None or found.number <= 0 or found.unit not in _DEGREES:
        return found
    last = found.last + (found.last < len(items) and items[found.last].lower in words.of("facts", "degrees"))
    phrases, behind = words.of("facts", "below_zero"), [item.lower for item in items[last : last + _LONGEST]]
    size = next((size for size in range(len(behind), 0, -1) if " ".join(behind[:size]) in phrases), 0)
    named = bool(found.unit) or last > found.last
    if not (named and (size or _is_minus(items, found.first, words))) and size < _SURE:
        return found
    value, end = f"{-found.number:.12g} {found.unit}".strip(), items[last + size - 1].end
    return replace(found, value=value, number=-found.number, last=last + size, end=end)


def _is_minus(items: Sequence[Token], first: int, words: Language) -> bool:
    """Whether "less" before degrees is their sign: "moins 5 degrés", but not "au moins 5 degrés"."""
    before = ["", "", *(item.lower for item in items[max(0, first - 2) : first])][-2:]
    return before[1] in words.of("facts", "minus_degrees") and before[0] not in words.of("facts", "at_least")


# Units of temperature, one of them left out; words of the longest phrase; how many are sure without a unit: "eight below
# zero".
_DEGREES, _LONGEST, _SURE = frozenset(("", "c", "f")), 5, 2
