"""Reads numbers in words: twenty-seven, two hundred and five, a dozen, half a million, two-thirds, a quarter of a point."""

# ruff: noqa: PLR2004, PLR0911 - powers of ten and places in a phrase are what this module is about; a reader of
# phrases returns where it has read one

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache, partial

from tracker.compare.facts.amounts import MEASURES, SPANS
from tracker.compare.facts.measures import percent_after
from tracker.compare.facts.tokens import Token
from tracker.compare.text.language import Language, language

# No amount in the news is larger.
LARGEST = 1e18
_SPANS = frozenset(("hour", "minute", "day", "week", "fortnight", "month", "year", "decade", "century"))


def worded(items: Sequence[Token], place: int, words: Language) -> tuple[float, int, str] | None:
    """A number in words: twenty-seven, two hundred and five, a dozen, half a million, two-thirds, a quarter of a million."""
    found = _worded(items, place, words)
    if found is None or found[0] >= 1:
        return found
    part, last, unit = found
    before, article, scale = (*(item.lower for item in items[last : last + 3]), "", "", "")[:3]
    if before not in words.of("facts", "parts_of") or article not in words.of("facts", "articles"):
        return found
    whole = scale in words.scales and scale in words.of("facts", "whole_scales")
    return (part * words.scales[scale], last + 3, unit) if whole else found


def _worded(items: Sequence[Token], place: int, words: Language) -> tuple[float, int, str] | None:
    word = items[place].lower
    following = items[place + 1].lower if place + 1 < len(items) else ""
    of = partial(words.of, "facts")
    one, parts = word in of("one"), words.map_of("facts", "fractions").get(following)
    scored = place > 0 and items[place - 1].lower in of("scoring")
    if parts and (one or word in of("articles")) and following not in of("half") and not scored:
        last = _fraction_end(items, place + 2, words) or (place + 2 if following in of("only_fractions") else 0)
        if last and not _is_next_one(items, place, int(parts), words):
            return 1 / int(parts), last, ""
    if (part := words.map_of("facts", "fractions").get(word)) and _fraction_end(items, place + 1, words) > place + 1:
        return 1 / int(part), place + 3, ""  # "the final quarter of an hour"
    if word in of("articles"):
        return _behind_article(items, place, words)
    if word in of("half") or (word in of("halved") and word not in words.numbers):
        return _halved(items, place, words)
    if word in words.scales:
        return _scale_alone(items, place, words)
    if one and not _is_count_of_one(items, place, words):
        return None
    scale = items[place + 2].lower if place + 2 < len(items) else ""
    if f"{word} {following}" in of("couple") and scale in words.scales and scale in of("whole_scales"):
        return 2 * words.scales[scale], place + 3, ""
    return None if word in of("no_counts") else _sum(items, place, words)


def _halved(items: Sequence[Token], place: int, words: Language) -> tuple[float, int, str] | None:
    """Half of what is measured, or of a number where the word stands for one before it; else what follows is read alone."""
    word = items[place].lower
    if word in words.of("facts", "halved") and _is_measured(items, place + 1, words):
        return 0.5, place + 1, ""
    return _half(items, place, words) if word in words.of("facts", "half") else None


def _is_measured(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether a unit stands at a place, with a hyphen before it or not: "halber Hektar", "demi-hectare"; a span is told in words."""
    hyphen = place < len(items) and items[place].text == "-"
    unit = words.units.get(items[place + hyphen].lower) if place + hyphen < len(items) else None
    return unit in MEASURES and unit not in SPANS


@cache
def words_for_numbers(code: str) -> frozenset[str]:
    """The words a number in words can begin with in a language."""
    words = language(code)
    named = (
        *words.of("facts", "articles"),
        *words.of("facts", "half"),
        *words.of("facts", "halved"),
        *words.map_of("facts", "fractions"),
    )
    return frozenset((*words.numbers, *words.scales, *named))


def _behind_article(items: Sequence[Token], place: int, words: Language) -> tuple[float, int, str] | None:
    """As in "a week", "a half million", "a hundred and four"."""
    following = items[place + 1].lower if place + 1 < len(items) else ""
    described = place + 2 < len(items) and items[place + 2].lower in words.of("facts", "of_a_span")
    if words.units.get(following) in _SPANS and not described and _stands_alone(items, place, words):
        return 1.0, place + 1, ""
    if following in words.of("facts", "half"):
        half = _half(items, place + 1, words)
        return half if half and half[0] > 1 else None
    if following in words.scales and following in words.of("facts", "whole_scales"):
        return _sum_of(words.scales[following], items, place + 2, words)
    return None


def _sum_of(part: float, items: Sequence[Token], last: int, words: Language) -> tuple[float, int, str]:
    """As in "a hundred thousand", and "a hundred and four": what hangs on a hundred or a thousand behind "and"."""
    if (half := and_a_half(items, last, words)) > last:
        return 1.5 * part, half, ""  # "a million and a half miles"
    while last < len(items) and words.scales.get(items[last].lower, 0.0) > part < LARGEST:
        part, last = part * words.scales[items[last].lower], last + 1
    if (
        part not in (100, 1000)
        or last + 1 >= len(items)
        or items[last].lower not in words.of("facts", "behind_hundreds")
    ):
        return part, last, ""
    after = items[last + 1].lower
    if after in words.of("facts", "no_ones") or not 1 <= words.numbers.get(after, 0) < 100:
        return part, last, ""
    return part + words.numbers[after], last + 2, ""


def _scale_alone(items: Sequence[Token], place: int, words: Language) -> tuple[float, int, str] | None:
    """A scale without a number before it: "dozen", "cent vingt", "tausend", but not the second word of "pour cent"."""
    word = items[place].lower
    if word in words.of("facts", "bare_scales"):
        percent = place and items[place - 1].lower in words.of("facts", "of_hundred")
        return None if percent else _sum(items, place, words)
    halved = words.of("facts", "halved")
    lone = word in words.of("facts", "lone_scales")
    if not lone and not (words.scales[word] == _DOZEN and halved):
        return None
    before = {item.lower for item in items[max(0, place - 2) : place]}
    part = 1.0 if before.isdisjoint(halved) else 0.5
    last = and_a_half(items, place + 1, words) if lone else place + 1
    return (part + 0.5 * (last > place + 1)) * words.scales[word], last, ""


_DOZEN = 12.0


def _half(items: Sequence[Token], place: int, words: Language) -> tuple[float, int, str] | None:
    """As in "half a million", "half a point", "half an hour"."""
    article = items[place + 1].lower if place + 2 < len(items) else ""
    before = items[place - 1].lower if place else ""
    shared = article in words.of("facts", "half_of")
    if shared and before not in words.ordinals and before not in words.of("facts", "which_half"):
        return 0.5, place + 1, ""
    if article == "-" and len(items) > place + 2 and items[place + 2].lower in words.scales:
        return 0.5 * words.scales[items[place + 2].lower], place + 3, ""
    if article in words.scales:
        return 0.5 * words.scales[article], place + 2, ""
    if article not in words.of("facts", "articles"):
        return None
    measured = items[place + 2].lower
    if measured in words.scales:
        return 0.5 * words.scales[measured], place + 3, ""
    return (0.5, place + 2, "") if measured in words.units or percent_after(items, place + 2, words) else None


def _fraction_end(items: Sequence[Token], place: int, words: Language) -> int:
    """Where a fraction that ends at a place ends, or 0 where it is none: "a quarter of a point", but not "a third man"."""
    word = items[place].lower if place < len(items) else "."
    article = items[place + 1].lower if place + 2 < len(items) else ""
    if word in words.of("facts", "parts_of") and article in words.of("facts", "articles"):
        measured = items[place + 2].lower in words.units or percent_after(items, place + 2, words) is not None
        return place + 2 if measured else place
    return place if not word[0].isalpha() or word in words.of("facts", "after_fraction") else 0


def _is_fraction(items: Sequence[Token], place: int, last: int, words: Language) -> bool:
    """Whether the parts that end a fraction are no ranks: "two thirds of", "deux tiers", "les trois quarts"."""
    whole = place > 0 and items[place - 1].lower in words.of("facts", "whole_parts")
    return (
        whole or items[last].lower in words.of("facts", "only_fractions") or bool(_fraction_end(items, last + 1, words))
    )


def _is_next_one(items: Sequence[Token], place: int, rank: int, words: Language) -> bool:
    """As in "two assistants to put it on, and a third to take it off": a rank behind one fewer that were told before."""
    before = [item.lower for item in items[max(0, place - _NEXT_WITHIN) : place]]
    joined = bool(before) and before[-1] in words.of("facts", "and")
    return joined and any(words.numbers.get(word) == rank - 1 for word in before)


_NEXT_WITHIN = 12


def _first_part(head: str, words: Language) -> tuple[float, float]:
    """What the first word of a number counts, as a sum that whatever stands behind is added to, "mille deux cents", or as a
    part that a scale behind multiplies.
    """
    part = fused_number(head, words.code) or words.numbers.get(head, words.scales.get(head, 0.0))
    return (part, 0.0) if head in words.of("facts", "on_thousands") else (0.0, part)


def _sum(items: Sequence[Token], place: int, words: Language) -> tuple[float, int, str]:
    total, part = _first_part(items[place].lower, words)
    last = place + 1
    if parted := _with_parts(items, last, part, words):
        return parted
    fractions, several = words.map_of("facts", "fractions"), words.map_of("facts", "several_parts")
    while last < len(items) and part < LARGEST:
        word = items[last].lower
        after = items[last + 1].lower if last + 1 < len(items) else ""
        joined = _joined(items, last, part, words)
        if joined is not None:
            part, last = joined
        elif _is_hyphen_within(items, last, words):
            last += 1
        elif word == "-" and not items[last].spaced and after in fractions:
            return total + part / int(fractions[after]), last + 2, ""
        elif word in several and part < int(several[word]) and _is_fraction(items, place, last, words):
            return total + part / int(several[word]), last + 1, ""
        elif word in words.scales and len(word) > 2:
            total, part, last = _multiplied(items, last + 1, (total, part), words)
        elif _hangs_on(word, after, part, total, words) and not _is_between(items, place, words):
            part += words.numbers[after]
            last += 2
        elif word in words.numbers and (
            _adds(part, words.numbers[word], words)
            or part >= 100
            or _goes_on(word, part, total, words)
            or (not part and items[last - 1].lower in words.of("facts", "on_thousands"))
        ):
            part += words.numbers[word]
            last += 1
        else:
            break
    return total + part, last, ""


def _is_hyphen_within(items: Sequence[Token], place: int, words: Language) -> bool:
    """As in "mille-deux-cents", where the language counts on behind thousands: a hyphen between words of one number."""
    pair = items[place : place + 2]
    if len(pair) <= 1 or pair[0].text != "-" or any(item.spaced for item in pair):
        return False
    scale = words.scales.get(pair[1].lower, 0.0) in (100, _THOUSAND)
    counted = items[place - 1].lower in words.scales and pair[1].lower in words.numbers
    return bool(words.of("facts", "on_thousands")) and (scale or counted)


def _is_between(items: Sequence[Token], place: int, words: Language) -> bool:
    """As in "entre mil e duas mil", where what stands behind the joint is the other end of a range."""
    return place > 0 and items[place - 1].lower in words.of("facts", "between")


def fused_number(word: str, code: str) -> float:
    """A number whose hundreds and thousands are one word with what hangs on them: "duemilacinquecento"; 0 for any other."""
    return _fused(word, code) if language(code).map_of("facts", "fused_scales") else 0.0


@lru_cache(maxsize=1 << 13)
def _fused(word: str, code: str) -> float:
    words = language(code)
    if word in words.numbers or not word.isalpha():
        return 0.0
    for scale, value in words.map_of("facts", "fused_scales").items():
        head, found, tail = word.partition(scale)
        if found and (head or tail):
            count, rest = (_part_of_fused(side, code, float(value)) for side in (head, tail))
            if count is not None and rest is not None:
                return (count or 1.0) * float(value) + rest
    return 0.0


def _part_of_fused(part: str, code: str, scale: float) -> float | None:
    """What stands before or behind a scale within a word: a number smaller than the scale; None where it is none."""
    if not part:
        return 0.0
    words = language(code)
    ones = 1.0 if part in words.ones else 0.0
    number = words.numbers.get(part) or fused_number(part, code) or words.scales.get(part) or ones
    return number if 0 < number < scale else None


def _goes_on(word: str, part: float, total: float, words: Language) -> bool:
    """Whether hundreds hang on thousands: "dos mil trescientos", "two thousand three hundred"."""
    return total >= _THOUSAND and not part and 100 <= words.numbers[word] < _THOUSAND


def _multiplied(
    items: Sequence[Token], last: int, sums: tuple[float, float], words: Language
) -> tuple[float, float, int]:
    """The sum so far, the part that is still counted on, and the next place, behind a scale that stands before a place."""
    (total, part), scale = sums, words.scales[items[last - 1].lower]
    if scale > total > 0:
        total, part = 0.0, total + part  # "dos mil millones", "dos mil trescientos millones"
    half = and_a_half(items, last, words)
    part = (part + 0.5) * scale if half > last else part * scale
    return (total + part, 0.0, half) if part >= _THOUSAND else (total, part, half)


_THOUSAND = 1000


def _with_parts(items: Sequence[Token], last: int, part: float, words: Language) -> tuple[float, int, str] | None:
    """A number with the half or the quarters behind it."""
    if (half := and_a_half(items, last, words)) > last:
        return _with_half(items, half, part, words)
    quarters = _and_quarters(items, last, words) if part else None
    return (part + quarters[0], quarters[1], "") if quarters else None


def _with_half(items: Sequence[Token], half: int, part: float, words: Language) -> tuple[float, int, str]:
    """A number whose "and a half" ends at a place, with its scale behind: "one and a half million"."""
    counted = items[half].lower if half < len(items) else ""
    if counted in words.scales and counted in words.of("facts", "whole_scales"):
        return (part + 0.5) * words.scales[counted], half + 1, ""
    return part + 0.5, half, ""


def _hangs_on(joint: str, after: str, part: float, total: float, words: Language) -> bool:
    """Whether what stands behind "and" belongs to a number: "two hundred and five"; in Portuguese behind full hundreds."""
    if after not in words.numbers:
        return False
    if joint in words.of("facts", "behind_hundreds"):
        return (part >= 100 or total > 0) and after not in words.of("facts", "one")
    full = (part >= 100 and part % 100 == 0) or (not part and total >= _THOUSAND)
    return joint in words.of("facts", "behind_full_hundreds") and full


def _joined(items: Sequence[Token], place: int, part: float, words: Language) -> tuple[float, int] | None:
    """The sum and the next place where ones hang on tens: "twenty-seven", "vingt et un", "quatre-vingt-douze"."""
    last = place
    while (
        last < len(items)
        and last - place < _LONGEST_JOINT
        and ((items[last].text == "-" and not items[last].spaced) or items[last].lower in words.joints)
    ):
        last += 1
    if last == place or last >= len(items):
        return None
    after = items[last].lower
    if part % 100 == _FOUR and after in words.of("facts", "score"):
        return part - _FOUR + 80, last + 1
    number = words.numbers.get(after, 1.0 if after in words.ones and items[place].text != "-" else 0.0)
    return (part + number, last + 1) if _adds(part, number, words) else None


_LONGEST_JOINT = 3
_FOUR = 4


def _adds(part: float, number: float, words: Language) -> bool:
    """Whether ones can hang on tens; French counts on to nineteen from sixty and eighty, and from ten with a hyphen."""
    tens = part % 100
    if f"{tens:g}" in words.of("facts", "counted_on"):
        return 0 < number < 20
    if tens == 10:
        return f"{number:g}" in words.of("facts", "behind_ten")
    return tens >= 20 and part % 10 == 0 and 0 < number < 10


def and_a_half(items: Sequence[Token], place: int, words: Language) -> int:
    """Where "and a half" ends, as in "seven and a half years"; `place` itself where it does not stand there."""
    for phrase in words.halves:
        if tuple(item.lower for item in items[place : place + len(phrase)]) == phrase:
            return place + len(phrase)
    return place


def _and_quarters(items: Sequence[Token], place: int, words: Language) -> tuple[float, int] | None:
    """The quarters behind a number and where they end, as in "two and a quarter miles", "six and three-quarter hours"."""
    for length in (4, 3) if items[place : place + 1] and items[place].lower in words.of("facts", "and") else ():
        phrase = " ".join(item.lower for item in items[place : place + length])
        if part := words.map_of("facts", "and_quarters").get(phrase):
            return float(part), place + length
    return None


def _stands_alone(items: Sequence[Token], place: int, words: Language) -> bool:
    """As in "a week" is one week, but not in "$5 a week", "twice a week" or "half an hour"."""
    before = items[place - 1] if place else None
    if before is None or before.lower in words.of("facts", "before_spans"):
        return True
    rated = before.lower in words.of("facts", "rates") or before.text == "%"
    return not (rated or before.text[0].isdigit() or before.lower.endswith("s"))


def _is_joined_to_one(word: str, words: Language) -> bool:
    """Whether one of what a word says is counted where it hangs on a "one": "one-year", "one-third", not "one-off", "one-nil"."""
    if word in words.map_of("facts", "fractions"):
        return True
    numbers = words.ordinals.keys() | words.numbers.keys()
    return word.isalpha() and word not in words.of("facts", "not_joined_to_one") and word not in numbers


def _is_count_of_one(items: Sequence[Token], place: int, words: Language) -> bool:
    of = partial(words.of, "facts")
    before = items[place - 1].lower if place else ""
    following = items[place + 1].lower if place + 1 < len(items) else "."
    out_of = " ".join(item.lower for item in items[place + 1 : place + 3]) in of("out_of")
    whole = items[place + 2 + out_of : place + 3 + out_of]
    if (
        (out_of or following in of("in"))
        and whole
        and (whole[0].text.isdigit() or whole[0].lower in of("out_of_numbers"))
    ):
        return True
    if following in of("day") and (place + 2 >= len(items) or items[place + 2].lower not in of("counted_day")):
        return False
    if following == "-" and place + 2 < len(items) and not items[place + 2].spaced:
        return _is_joined_to_one(items[place + 2].lower, words)
    if before in of("not_before_one"):
        return False
    return following not in of("not_after_one") and following[0].isalnum()
