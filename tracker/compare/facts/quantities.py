"""Reads quantities, which one figure or several tell: ranges, shares, scores, durations, heights in feet and inches, codes
such as 614D.
"""

# ruff: noqa: PLR2004, PLR0911, C901 - powers of ten and places in a phrase are what this module is about; a reader of
# phrases returns where it has read one

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial

from tracker.compare.facts.agewords import read_age_word
from tracker.compare.facts.behind import completed
from tracker.compare.facts.centuries import read_century
from tracker.compare.facts.composed import read_composed, shared_unit
from tracker.compare.facts.figures import is_whole
from tracker.compare.facts.fused import read_fused
from tracker.compare.facts.measures import times_after, unit_after
from tracker.compare.facts.notations import read_notation
from tracker.compare.facts.numberwords import and_a_half
from tracker.compare.facts.othercounts import han_percent, read_other
from tracker.compare.facts.scorewords import read_score
from tracker.compare.facts.shares import read_share
from tracker.compare.facts.single import SYMBOLS, single
from tracker.compare.facts.tokens import ALL_BUT, Mention, Token, mention
from tracker.compare.text.language import Language, language
from tracker.model import FactSub


def read_quantity(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """A quantity at a place, or nothing."""
    if (found := read_composed(items, place, words) or han_percent(items, place)) is not None:
        return _minute(items, found, words)
    told = (
        read_notation(items, place, words)
        or read_share(items, place, words)
        or read_century(items, place, words)
        or read_age_word(items, place, words)
        or read_score(items, place, words)
    )
    if told is not None:
        return told
    read = read_fused(items, place, words) or shared_unit(items, single(items, place, words), words)
    first = completed(items, place, read, words)
    if excepted := _excepted(items, place, first, words):
        return excepted
    found = (
        _range(items, place, first, words) or _duration(items, place, first, words) or read_other(items, place, words)
    )
    return _minute(items, found, words) if found else None


def _minute(items: Sequence[Token], rank: Mention, words: Language) -> Mention:
    """A minute of a match by its rank, which is told as a count, too: "in the 71st minute", "on 71 minutes"."""
    unit, last = unit_after(items, rank.last, words)
    if rank.sub is not FactSub.ORDINAL or unit != "minute" or not rank.number or rank.number < _SECOND:
        return rank
    return mention(items, rank.first, last, FactSub.NUMBER, f"{rank.number:g} {unit}", number=rank.number, unit=unit)


_SECOND = 2


def _excepted(items: Sequence[Token], place: int, found: Mention | None, words: Language) -> Mention | None:
    """As in "all but two of the 12", which is another count than two; `factdiff` knows of how many."""
    if found is None and place > 1 and items[place].lower in words.of("facts", "one"):
        found = mention(items, place, place + 1, FactSub.NUMBER, "1", number=1.0)
    if found is None or found.sub is not FactSub.NUMBER or found.unit or place < 2 or found.number is None:
        return None
    known = words.of("facts", "all_but")
    start = next(
        (n for n in (place - 2, place - 3) if " ".join(item.lower for item in items[max(n, 0) : place]) in known), -1
    )
    if start < 0:
        return None
    return mention(items, start, found.last, FactSub.NUMBER, f"{ALL_BUT}{found.number:g}")


def _range(items: Sequence[Token], place: int, first: Mention | None, words: Language) -> Mention | None:
    """As in "30 to 40 minutes", "between 25,000 and 35,000", "3-1", "one in four"."""
    of = partial(words.of, "facts")
    start = place + 1 if items[place].lower in of("between") else place
    if start >= len(items):
        return None
    low = first if start == place else single(items, start, words)
    low = _with_tally(items, low or _one_of_score(items, start, words) or _one_out_of(items, start, words), words)
    if low is None:
        return None
    low = replace(low, last=times_after(items, low.last, words))
    by_margin = place > 0 and items[place - 1].lower in of("by")
    tally = start == place and (low.last - low.first > 1 or items[low.last].text == "-" or by_margin)
    joint = items[low.last].lower
    kinds = (FactSub.NUMBER, FactSub.MONEY, FactSub.PERCENT)
    out_of = low.last + 1 < len(items) and f"{joint} {items[low.last + 1].lower}" in of("out_of")
    numbered = place > 0 and items[place - 1].lower in of("numbering")  # "at No 1 in 1984"
    fraction = (joint == "/" or joint in of("in") or out_of) and low.sub is FactSub.NUMBER and not numbered
    wickets = joint in of("wickets_for") and _is_innings(items, low, words)
    if not fraction and not wickets and (joint not in _joints(words.code) or low.sub not in kinds):
        return None
    if joint in of("and") and start == place:
        return None
    start_of_whole = low.last + (2 if out_of else 1)
    every = fraction and start_of_whole + 1 < len(items) and items[start_of_whole].lower in words.every
    high = single(items, start_of_whole + every, words) if start_of_whole < len(items) else None
    if high is None and tally:
        high = _other_side(items, low, words)
    if high is None or high.number is None or low.number is None or high.sub not in kinds:
        return None
    if low.sub is not high.sub and FactSub.NUMBER not in (low.sub, high.sub):
        return None
    if _is_apart(items, low, high, words):
        return None
    if fraction:
        year = joint in of("in") and _FIRST_YEAR <= high.number <= _LAST_YEAR  # "three times in 2023"
        if (
            year
            or (high.unit and not every)
            or (low.unit and not out_of and not (every and low.unit == high.unit))
            or high.number <= low.number
            or items[low.last + 1].text in SYMBOLS
        ):
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


_FIRST_YEAR, _LAST_YEAR = 1500, 2099


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
    """The "one" or "a goal" that opens a score in words: "one-nil", "one-all", "a goal to nil"."""
    if items[place].lower not in words.ones or place + 2 >= len(items):
        return None
    sign, behind = items[place + 1], items[place + 2]
    ends = words.numbers.get(behind.lower) == 0 or behind.lower in words.of("facts", "score_all")
    scored = sign.text == "-" and not sign.spaced and ends
    tallied = f"{sign.lower}s" in words.tallied and behind.lower in _joints(words.code)
    one = mention(items, place, place + 1, FactSub.NUMBER, "1", number=1.0)
    return replace(one, last=place + 2) if tallied else one if scored else None


def _one_out_of(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """The article that counts before such words: "um em cada três", "un sur trois"."""
    out_of = " ".join(item.lower for item in items[place + 1 : place + 3]) in words.of("facts", "out_of")
    ahead = items[place + 1].lower if place + 1 < len(items) else ""
    if items[place].lower not in words.of("facts", "one") or not (out_of or ahead in words.of("facts", "in")):
        return None
    return mention(items, place, place + 1, FactSub.NUMBER, "1", number=1.0)


def _other_side(items: Sequence[Token], low: Mention, words: Language) -> Mention | None:
    """What ends a score in words and is no count elsewhere: "two goals to one", "nine votes to none", "two-all"."""
    word = items[low.last + 1].lower if low.last + 1 < len(items) else ""
    draw = word in words.of("facts", "score_all") and _hyphened(items, low.last)
    number = 1.0 if word in words.of("facts", "one") else low.number if draw else None
    number = 0.0 if word in words.of("facts", "none_of_score") else number
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
    """Whether the second figure stands behind a dash ("30 months - three years in all"), is of a date ("12 to 19 May", of
    which it alone has its month), of the inches of "6-foot-2",
    of another measure ("by 25 basis points to 3.75 per cent") or what a change led to ("by half a point to 6.5 %", "by a tenth
    to £66"), and no end of a range.
    """
    if low.sub is not high.sub and 0 < (low.number or 0) < 1 and not items[low.first].text[0].isdigit():
        return True
    if low.sub is high.sub is FactSub.PERCENT and low.unit != high.unit:
        return True
    if (low.unit, high.unit) == ("foot", "inch"):
        return True
    sign = items[low.last]
    if sign.text == "-" and sign.spaced and low.unit and high.unit and low.unit != high.unit:
        return True
    behind = items[high.last] if high.last < len(items) else None
    dated = behind is not None and behind.lower in words.months and (behind.capital or bool(low.unit))
    if high.unit:
        rises = bool(low.unit) and (low.number or 0) < (high.number or 0)
        falls = low.unit == high.unit == "%" and (low.number or 0) > (high.number or 0)
        return (rises or falls) and low.first > 0 and items[low.first - 1].lower in words.of("facts", "by")
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
    found = found or _one_and_parts(items, place, words)
    found = _and_a_quarter(items, found, words)
    joints = _joints(words.code)
    while found is not None and found.number is not None and found.unit in _SMALLER:
        start = found.last
        signs = (",", "-") if found.unit == "foot" else (",",)
        while (
            start < len(items)
            and (items[start].lower in joints or items[start].text in signs)
            and start - found.last < 2
        ):
            start += 1
        rest = single(items, start, words) if start < len(items) else None
        smaller, times = _SMALLER[found.unit]
        if found.unit in _JOINED_BY_AND and [item.lower for item in items[found.last : start]] not in _ands(words.code):
            break
        if rest is None or rest.number is None or rest.number >= times:
            break
        bare = _is_foot(items, found, rest, words) or _is_left_bare(items, found, rest, words)
        pounds = (found.unit, rest.unit) == ("stone", "GBP")  # "11 stone 2 pounds"
        if rest.unit != smaller and not pounds and (rest.unit or not bare):
            break
        number = found.number * times + rest.number
        found = mention(
            items, place, rest.last, FactSub.NUMBER, f"{number:.12g} {smaller}", number=number, unit=smaller
        )
    return found


@cache
def _ands(code: str) -> list[list[str]]:
    return [[joint] for joint in sorted(language(code).of("facts", "and"))]


def _and_a_quarter(items: Sequence[Token], found: Mention | None, words: Language) -> Mention | None:
    """Hours with the quarter of one behind them: "dos horas y cuarto", "due ore e un quarto"."""
    if found is None or found.unit != "hour" or found.number is None or found.sub is not FactSub.NUMBER:
        return found
    ahead = " ".join(item.lower for item in items[found.last : found.last + 3])
    quarter = next(
        (phrase for phrase in words.of("facts", "and_a_quarter") if f"{ahead} ".startswith(f"{phrase} ")), ""
    )
    if not quarter:
        return found
    number = found.number * 60 + 15
    last = found.last + quarter.count(" ") + 1
    return mention(items, found.first, last, FactSub.NUMBER, f"{number:g} minute", number=number, unit="minute")


def _one_and_parts(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """The "eine Stunde" of "eine Stunde und zehn Minuten", which is no count where nothing smaller follows."""
    one, sign, elided = items[place].lower.partition("'")  # "un'ora e 50 minuti"
    if one not in words.ones or place + 2 >= len(items):
        return None
    behind = place + (1 if sign else 2)
    unit = words.units.get(elided or items[place + 1].lower, "")
    if unit == "hour":
        one_hour = mention(items, place, behind, FactSub.NUMBER, "1 hour", number=1.0, unit=unit)
        if (quarter := _and_a_quarter(items, one_hour, words)) is not one_hour:
            return quarter
    start = behind + (items[behind].lower in words.of("facts", "and"))
    rest = single(items, start, words) if unit in _TIMED and start < len(items) else None
    if rest is None or rest.number is None:
        return None
    found = mention(items, place, behind, FactSub.NUMBER, f"1 {unit}", number=1.0, unit=unit)
    return found if rest.unit == _SMALLER[unit][0] or _is_left_bare(items, found, rest, words) else None


def _is_left_bare(items: Sequence[Token], found: Mention, rest: Mention, words: Language) -> bool:
    """As in "an hour and ten", "two hours twenty" and "six feet four", where what is smaller is not named and nothing follows."""
    between = [item.lower for item in items[found.last : rest.first]]
    behind = items[rest.last].text if rest.last < len(items) else "."
    if not between and items[found.last - 1].text == "h" and rest.last - rest.first == 1:  # "2 h 40"
        return not rest.unit and items[rest.first].text.isdigit()
    joined = not between or (len(between) == 1 and between[0] in words.of("facts", "and"))
    whole = rest.sub is FactSub.NUMBER and rest.number is not None and rest.number % 1 == 0
    return found.unit in _TIMED | {"foot"} and joined and whole and not rest.unit and behind in _CLOSING


_TIMED, _CLOSING = frozenset(("hour", "minute")), frozenset('.,;:!?)"')


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
    "week": ("day", 7),
    "day": ("hour", 24),
    "mile": ("furlong", 8),
}
# Lengths of which the smaller part is joined by a word alone: "two days and 13 hours", but not "in two weeks, five days before".
_JOINED_BY_AND = frozenset(("week", "day", "mile"))
