"""Reads quantities: figures and number words with scale, unit, currency or percent; ages, ordinals, ranges, fractions,
scores and codes such as 614D. Equal amounts in other clothes get equal values: five = 5, $1.2bn = $1,200 million.
"""

# ruff: noqa: PLR2004, PLR0911, C901 - powers of ten and places in a phrase are what this module is about; a reader of
# phrases returns where it has read one

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial

from tracker.compare.facts.amounts import CENTS
from tracker.compare.facts.composed import read_composed, shared_unit
from tracker.compare.facts.figures import is_whole, plain
from tracker.compare.facts.measures import (
    ATTACHED,
    age_of,
    attached_unit,
    behind_age,
    percent_after,
    times_after,
    unit_after,
)
from tracker.compare.facts.numberwords import LARGEST, and_a_half
from tracker.compare.facts.othercounts import HAN_COUNTERS, han_percent, read_other
from tracker.compare.facts.tokens import ALL_BUT, Mention, Token, mention
from tracker.compare.text.language import Language, language
from tracker.model import FactSub

_DECADE_OF_LIFE = re.compile(r"(\d{2})([^\W\d_]+)$")
_ORDINAL = re.compile(r"(\d+)([^\W\d_]+)$")
_RANK_SIGNS = frozenset("ºª")
_SYMBOLS = frozenset("$£€¥₹₽₩")
# Whose dollars and cents, by the letters beside a dollar sign or before them: "A$5", "$A5", "60 US cents".
_DOLLARS = {
    letters: code
    for code, names in (
        ("USD", "us"),
        ("AUD", "a au"),
        ("CAD", "c ca"),
        ("NZD", "nz"),
        ("HKD", "hk"),
        ("SGD", "s"),
        ("BRL", "r"),
    )
    for letters in names.split()
}
_CODES = frozenset(["us$", "usd", "gbp", "eur", "chf", "inr", "rs", "aud", "cad", "nzd", "hkd", "sgd"])


def read_quantity(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """A quantity at a place, or nothing."""
    if (found := read_composed(items, place, words) or han_percent(items, place)) is not None:
        return found
    first = shared_unit(items, _single(items, place, words), words)
    if excepted := _excepted(items, place, first, words):
        return excepted
    return (
        _range(items, place, first, words) or _duration(items, place, first, words) or read_other(items, place, words)
    )


def _excepted(items: Sequence[Token], place: int, found: Mention | None, words: Language) -> Mention | None:
    """As in "all but two of the 12", which is another count than two; `factdiff` knows of how many."""
    if found is None or found.sub is not FactSub.NUMBER or found.unit or place < 2 or found.number is None:
        return None
    if f"{items[place - 2].lower} {items[place - 1].lower}" not in words.of("facts", "all_but"):
        return None
    return mention(items, place - 2, found.last, FactSub.NUMBER, f"{ALL_BUT}{found.number:g}")


def _range(items: Sequence[Token], place: int, first: Mention | None, words: Language) -> Mention | None:
    """As in "30 to 40 minutes", "between 25,000 and 35,000", "3-1", "one in four"."""
    of = partial(words.of, "facts")
    start = place + 1 if items[place].lower in of("between") else place
    if start >= len(items):
        return None
    low = first if start == place else _single(items, start, words)
    low = _with_tally(items, low or _one_of_score(items, start, words), words)
    if low is None:
        return None
    low = replace(low, last=times_after(items, low.last, words))
    tally = start == place and (low.last - low.first > 1 or items[low.last].text == "-")
    joint = items[low.last].lower
    kinds = (FactSub.NUMBER, FactSub.MONEY, FactSub.PERCENT)
    out_of = low.last + 1 < len(items) and f"{joint} {items[low.last + 1].lower}" in of("out_of")
    fraction = (joint == "/" or joint in of("in") or out_of) and low.sub is FactSub.NUMBER
    wickets = joint in of("wickets_for") and _is_innings(items, low, words)
    if not fraction and not wickets and (joint not in _joints(words.code) or low.sub not in kinds):
        return None
    if joint in of("and") and start == place:
        return None
    start_of_whole = low.last + (2 if out_of else 1)
    every = fraction and start_of_whole + 1 < len(items) and items[start_of_whole].lower in words.every
    high = _single(items, start_of_whole + every, words) if start_of_whole < len(items) else None
    if high is None and tally:
        high = _other_side(items, low, words)
    if high is None or high.number is None or low.number is None or high.sub not in kinds:
        return None
    if low.sub is not high.sub and FactSub.NUMBER not in (low.sub, high.sub):
        return None
    if _is_apart(items, low, high, words):
        return None
    if fraction:
        if high.unit or high.number <= low.number or items[low.last + 1].text in _SYMBOLS:
            return None
        return mention(
            items, place, high.last, FactSub.NUMBER, f"={low.number / high.number:.6g}", number=low.number / high.number
        )
    if start == place + 1 and items[place].lower in of("from"):
        start, place = place + 1, place + 1
    unit = high.unit or low.unit
    least = low.number * _shared_scale(items, low, high, words)
    return mention(
        items,
        place,
        high.last,
        high.sub,
        f"{least:.12g}..{high.number:.12g} {unit}",
        number=high.number,
        unit=unit,
    )


@cache
def _joints(code: str) -> frozenset[str]:
    """What stands between the ends of a range in a language, and between the parts of one duration."""
    words = language(code)
    return words.of("facts", "to") | words.of("facts", "and") | words.of("facts", "or") | {"-"}


def _with_tally(items: Sequence[Token], low: Mention | None, words: Language) -> Mention | None:
    """A count with what it tallies: "two goals" in "two goals to one"; nothing where nothing follows."""
    if low is not None and low.last + 1 < len(items):
        tallied = items[low.last].lower in words.tallied and items[low.last + 1].lower in _joints(words.code)
        low = replace(low, last=low.last + 1) if tallied else low
    return low if low is not None and low.last + 1 < len(items) else None


def _one_of_score(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """The "one" or "a goal" that opens a score in words: "one-nil", "a goal to nil"."""
    if items[place].lower not in words.ones or place + 2 >= len(items):
        return None
    sign, behind = items[place + 1], items[place + 2]
    scored = sign.text == "-" and not sign.spaced and words.numbers.get(behind.lower) == 0
    tallied = f"{sign.lower}s" in words.tallied and behind.lower in _joints(words.code)
    one = mention(items, place, place + 1, FactSub.NUMBER, "1", number=1.0)
    return replace(one, last=place + 2) if tallied else one if scored else None


def _other_side(items: Sequence[Token], low: Mention, words: Language) -> Mention | None:
    """What ends a score in words and is no count elsewhere: "two goals to one", "two-all"."""
    word = items[low.last + 1].lower
    draw = word in words.of("facts", "score_all") and _hyphened(items, low.last)
    number = 1.0 if word in words.of("facts", "one") else low.number if draw else None
    if number is None:
        return None
    return mention(items, low.last + 1, low.last + 2, FactSub.NUMBER, f"{number:g}", number=number)


def _hyphened(items: Sequence[Token], place: int) -> bool:
    return items[place].text == "-" and not items[place].spaced and not items[place + 1].spaced


def _is_innings(items: Sequence[Token], low: Mention, words: Language) -> bool:
    """As in "143 for 1", runs for wickets, which is also written "143-1"."""
    wickets = items[low.last + 1].text
    behind = items[low.last + 2].lower if low.last + 2 < len(items) else "."
    if low.unit or (low.number or 0) <= _WICKETS or not is_whole(wickets) or int(wickets) > _WICKETS:
        return False
    return behind in words.of("facts", "behind_score") or not behind[0].isalnum()


_WICKETS = 10


def _is_apart(items: Sequence[Token], low: Mention, high: Mention, words: Language) -> bool:
    """Whether the second figure is of a date ("12 to 19 May", of which it alone has its month), of the inches of "6-foot-2",
    of another measure ("by 25 basis points to 3.75 per cent") or what a change led to ("by half a point to 6.5 %"), and no
    end of a range.
    """
    if low.sub is high.sub is FactSub.PERCENT and low.unit != high.unit:
        return True
    behind = items[high.last] if high.last < len(items) else None
    dated = behind is not None and behind.lower in words.months and (behind.capital or bool(low.unit))
    if high.unit:
        rises = bool(low.unit) and (low.number or 0) < (high.number or 0)
        return rises and low.first > 0 and items[low.first - 1].lower in words.of("facts", "by")
    return dated or (low.unit == "foot" and (high.number or 0) < _INCHES and _is_foot(items, low, high, words))


def _shared_scale(items: Sequence[Token], low: Mention, high: Mention, words: Language) -> float:
    """As in "3 to 5 million": the scale behind the second figure is meant for both."""
    scales = [words.scales.get(items[place].lower, 1.0) for place in range(high.first, high.last)]
    scale = max(
        [*scales, *(float(words.scales.get(_letters(items[n].lower), 1.0)) for n in range(high.first, high.last))]
    )
    bare = items[low.last].text == "-" and not low.unit and low.number is not None and 0 < low.number < _THOUSAND
    if scale == 1 and bare and high.number and high.number % _THOUSAND == 0:
        # As in "20-25,000".
        scale = _THOUSAND
    return scale if scale > 1 and low.number and high.number and low.number * scale < high.number else 1.0


_THOUSAND = 1000.0


def _letters(word: str) -> str:
    return word.lstrip("0123456789.,")


def _duration(items: Sequence[Token], place: int, found: Mention | None, words: Language) -> Mention | None:
    """A single quantity, or hours, minutes and seconds that belong together: "two hours and five minutes"."""
    found = _feet_and_inches(items, place, found) or found or _one_and_a_half(items, place, words)
    joints = _joints(words.code)
    while found is not None and found.number is not None and found.unit in _SMALLER:
        start = found.last
        while (
            start < len(items) and (items[start].lower in joints or items[start].text == ",") and start - found.last < 2
        ):
            start += 1
        rest = _single(items, start, words) if start < len(items) else None
        smaller, times = _SMALLER[found.unit]
        if rest is None or rest.number is None or rest.number >= times:
            break
        if rest.unit != smaller and (rest.unit or not _is_foot(items, found, rest, words)):
            break
        number = found.number * times + rest.number
        found = mention(
            items, place, rest.last, FactSub.NUMBER, f"{number:.12g} {smaller}", number=number, unit=smaller
        )
    return found


def _is_foot(items: Sequence[Token], found: Mention, rest: Mention, words: Language) -> bool:
    """As in "six foot two" and "6-foot-2", where inches are not named; not "six foot and two"."""
    between = [item.text for item in items[found.last : rest.first]]
    named = _letters(items[found.last - 1].lower) in words.of("facts", "foot")
    return named and rest.sub is FactSub.NUMBER and between in ([], ["-"])


def _feet_and_inches(items: Sequence[Token], place: int, found: Mention | None) -> Mention | None:
    """As in 6'2" and 6' 2", in inches."""
    if found is None or found.sub is not FactSub.NUMBER or found.unit not in ("", "foot"):
        return None
    ahead = items[found.last : found.last + 3]
    marks = [item.text for item in ahead]
    if found.unit or marks[:1] != ["'"] or len(ahead) <= 2 or ahead[0].spaced:
        return None
    if ahead[1].spaced and (marks[2] != '"' or ahead[2].spaced):
        return None
    if not is_whole(marks[1]) or int(marks[1]) >= _INCHES or marks[2] not in ('"', "'") or found.number is None:
        return None
    number = found.number * 12 + int(marks[1])
    return mention(items, place, found.last + 3, FactSub.NUMBER, f"{number:g} inch", number=number, unit="inch")


def _one_and_a_half(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """As in "un an et demi", where the article counts one for the half behind."""
    if items[place].lower not in words.ones or place + 1 >= len(items):
        return None
    unit, last = unit_after(items, place + 1, words)
    half = and_a_half(items, last, words)
    if not unit or half == last:
        return None
    return mention(items, place, half, FactSub.NUMBER, f"1.5 {unit}", number=1.5, unit=unit)


_INCHES = 12
_SMALLER = {
    "stone": ("lb", 14),
    "foot": ("inch", _INCHES),
    "hour": ("minute", 60),
    "minute": ("second", 60),
    "year": ("month", 12),
}


def _single(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    token = items[place]
    aged = token.lower in words.of("facts", "aged") and place + 1 < len(items)
    if aged and (age := plain(items, place + 1, words)):
        return mention(items, place, age[1], FactSub.AGE, f"{age[0]:g}", number=age[0])
    currency = words.currencies.get(token.lower, "") if token.text in _SYMBOLS or token.lower in _CODES else ""
    start = place + 1 if currency else place
    near = items[place + 1] if place + 1 < len(items) and not items[place + 1].spaced else token
    if near.text in _SYMBOLS and token.lower in _DOLLARS:
        currency, start = words.currencies.get(near.text, "USD"), place + 2
        currency = _DOLLARS[token.lower] if currency == "USD" else currency
    elif token.text == "$" and near.lower in _DOLLARS:
        currency, start = _DOLLARS[near.lower], place + 2
    if start >= len(items):
        return None
    ordinal = _ordinal(items, start, words) if not currency else None
    if ordinal is not None:
        return ordinal
    decade = _DECADE_OF_LIFE.match(token.lower) if not currency else None
    if decade and decade.group(2) in words.of("facts", "decade_endings"):
        return mention(items, place, place + 1, FactSub.AGE, f"{decade.group(1)}s", number=float(decade.group(1)))
    found = plain(items, start, words)
    if found is None:
        return None
    number, last, suffix = found
    signed = start == place and place > 0 and items[place - 1].text == "-" and not items[place].spaced
    if (signed and (place == 1 or items[place - 1].spaced)) or (
        place and items[place - 1].lower in words.of("facts", "minus")
    ):
        number = -number
    return _dressed(items, (place, last), number, suffix=suffix, currency=currency, words=words)


def _dressed(
    items: Sequence[Token], bounds: tuple[int, int], number: float, *, suffix: str, currency: str, words: Language
) -> Mention | None:
    """The number with what follows it: scale, currency, percent, age or unit."""
    place, last = bounds
    if abs(number) > LARGEST:
        return None
    if suffix in words.scales:
        number *= words.scales[suffix]
        suffix = ""
    elif suffix and suffix not in words.units and suffix not in ATTACHED:
        return None
    nation, last = ("", last) if currency else _nation(items, last, words)
    last = last if currency else _behind_of(items, last, words)
    if not currency:
        currency, last = _currency_after(items, last, suffix, words)
    if currency:
        currency, number = _whole(currency, nation, number)
        return mention(items, place, last, FactSub.MONEY, f"{number:.12g} {currency}", number=number, unit=currency)
    percent = percent_after(items, last, words)
    if percent is not None:
        unit, last = percent
        if unit == "basis":
            unit, number = "points", number / 100
        return mention(items, place, last, FactSub.PERCENT, f"{number:.12g} {unit}", number=number, unit=unit)
    age = None if suffix else age_of(items, place, last, number, words)
    if age is not None:
        return age
    unit, last = attached_unit(items, suffix, last, words) if suffix else unit_after(items, last, words)
    half = and_a_half(items, last, words)
    if half > last:
        unit, last = (unit, half) if unit else unit_after(items, half, words)
        number += 0.5
    if not unit and last < len(items) and items[last].text == "m":  # whatever is counted in millions has a currency
        unit, last = "m", last + 1
    if unit == "year" and (_is_age(items, place, last, number, words) or _is_told_age(items, place, last, words)):
        return mention(items, place, last, FactSub.AGE, f"{number:g}", number=number)
    if not unit and last < len(items) and not items[last].spaced and items[last].text in HAN_COUNTERS:
        last += 1
    return mention(items, place, last, FactSub.NUMBER, f"{number:.12g} {unit}".strip(), number=number, unit=unit)


def _whole(currency: str, nation: str, number: float) -> tuple[str, float]:
    """The currency and the amount in it of what may be counted in hundredths; cents of nobody are of whichever money the
    page speaks of.
    """
    if currency == "c-USD" and not nation:
        return CENTS, number
    return (nation or currency[2:], number / 100) if currency.startswith("c-") else (nation or currency, number)


def _currency_after(items: Sequence[Token], last: int, suffix: str, words: Language) -> tuple[str, int]:
    """The currency that follows a figure, and the next place; pounds are no money behind a unit that hangs on it."""
    following = items[last].lower.rpartition("'")[2] if last < len(items) else ""
    if following in words.of("facts", "pounds"):
        return ("GBP", last + 1) if not suffix else ("", last)
    if (
        following in words.of("facts", "swiss")
        and last + 1 < len(items)
        and words.currencies.get(items[last + 1].lower) == "CHF"
    ):
        return "CHF", last + 2
    if following in words.currencies or following in _SYMBOLS:
        return words.currencies[following], last + 1
    return "", last


def _is_age(items: Sequence[Token], place: int, last: int, number: float, words: Language) -> bool:
    """As in "la maire, 34 ans, ...", "la alcaldesa, de 34 años, ..."; "34 years" in the same place, too."""
    place -= bool(place) and items[place - 1].lower in words.of("facts", "counted_of")
    before = [item.text for item in items[max(0, place - 2) : place]]
    after = items[last].text if last < len(items) else "."
    return len(before) == 2 and before[1] == "," and before[0][0].isalpha() and after in ",.)" and 0 < number < _OLDEST


def _is_told_age(items: Sequence[Token], place: int, last: int, words: Language) -> bool:
    """As in "elle avait 34 ans.", "tenía 34 años y"; not "he was 34 years in office"."""
    after = items[last].text if last < len(items) else "."
    years = items[last - 1].lower in words.of("facts", "age_units")
    return years and after in ",.;)" and behind_age(items, place, words)


_OLDEST = 120


def _behind_of(items: Sequence[Token], last: int, words: Language) -> int:
    """The place of a currency behind "de": "1,2 millones de euros"."""
    after = items[last + 1].lower if last + 1 < len(items) else ""
    of = bool(after) and items[last].lower in words.of("facts", "counted_of")
    return last + 1 if of and after in words.currencies else last


def _nation(items: Sequence[Token], last: int, words: Language) -> tuple[str, int]:
    """Whose dollars or cents are counted, as in "60 US cents", "5 Hong Kong dollars", and the next place; empty where
    nobody's are named.
    """
    place = last + (last < len(items) and items[last].lower in words.of("facts", "nation_heads"))
    name = items[place].lower if place + 1 < len(items) else ""
    nation = words.map_of("facts", "dollars").get(name) or (_DOLLARS.get(name) if len(name) > 1 else None)
    if nation and words.currencies.get(items[place + 1].lower, "").endswith("USD"):
        return nation, place + 1
    return "", last


def _ordinal(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    match = _ORDINAL.match(items[place].lower)
    if match and (match.group(2) in _RANK_SIGNS or match.group(2) in words.of("facts", "ordinal_endings")):
        return mention(items, place, place + 1, FactSub.ORDINAL, match.group(1), number=float(match.group(1)))
    value = words.ordinals.get(items[place].lower)
    if value is None:
        return None
    return mention(items, place, place + 1, FactSub.ORDINAL, str(value), number=float(value))
