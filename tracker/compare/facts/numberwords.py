"""Reads numbers in words: twenty-seven, two hundred and five, a dozen, half a million, two-thirds, a quarter of a point."""

# ruff: noqa: PLR2004, PLR0911, C901 - powers of ten and places in a phrase are what this module is about; a reader of
# phrases returns where it has read one

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.measures import percent_after
from tracker.compare.facts.tokens import Token
from tracker.compare.text.language import Language

# No amount in the news is larger.
LARGEST = 1e18
_NOT_AFTER_ONE = frozenset(["of", "another", "more", "side", "way", "thing", "hand", "or"])
_NOT_BEFORE_ONE = frozenset(["no", "each", "every", "this", "that", "the", "any", "which", "another", "some", "only"])
_AFTER_FRACTION = frozenset(("of", "to", "from", "in", "more", "less", "since", "by", "on", "over", "this", "last"))
_COUNTED_DAY = frozenset(("before", "after", "earlier", "later", "ago"))
_FRACTIONS = {
    "thirds": 3,
    "third": 3,
    "quarters": 4,
    "quarter": 4,
    "fifths": 5,
    "fifth": 5,
    "sixths": 6,
    "eighths": 8,
    "tenths": 10,
    "half": 2,
}
# As in "three quarters of the town": without a hyphen only where the parts are several.
_SEVERAL_PARTS = {"thirds": 3, "quarters": 4, "fifths": 5, "sixths": 6, "eighths": 8, "tenths": 10}
_SPANS = frozenset(("hour", "minute", "day", "week", "month", "year", "decade", "century"))
_RATES = frozenset(
    [
        "twice",
        "once",
        "times",
        "half",
        "percent",
        "cent",
        "million",
        "billion",
        "thousand",
        "such",
        "quite",
        "per",
        "pence",
        "dollars",
        "pounds",
        "euros",
        "many",
    ]
)


def worded(items: Sequence[Token], place: int, words: Language) -> tuple[float, int, str] | None:
    """A number in words: twenty-seven, two hundred and five, a dozen, half a million, two-thirds."""
    word = items[place].lower
    following = items[place + 1].lower if place + 1 < len(items) else ""
    if word in ("a", "one") and following in _FRACTIONS and following != "half":
        last = _fraction_end(items, place + 2, words)
        if last:
            return 1 / _FRACTIONS[following], last, ""
    if word in ("a", "an") and words.units.get(following) in _SPANS and _stands_alone(items, place):
        return 1.0, place + 1, ""
    if word == "an":
        return None
    if word == "a" and following == "half":
        half = _half(items, place + 1, words)
        return half if half and half[0] > 1 else None
    if word == "a":
        return _sum_of(words.scales[following], items, place + 2, words) if following in _WHOLE_SCALES else None
    if word == "half":
        return _half(items, place, words)
    if word in words.scales:
        return _scale_alone(items, place, words)
    if word == "one" and not _is_count_of_one(items, place):
        return None
    if word == "couple" and following == "of" and place + 2 < len(items) and items[place + 2].lower in _WHOLE_SCALES:
        return 2 * words.scales[items[place + 2].lower], place + 3, ""
    if word in ("pair", "couple", "single", "trio", "quarter", "half"):
        return None
    return _sum(items, place, words)


def _sum_of(part: float, items: Sequence[Token], last: int, words: Language) -> tuple[float, int, str]:
    """As in "a hundred and four": what hangs on a hundred or a thousand behind "and"."""
    if part not in (100, 1000) or last + 1 >= len(items) or items[last].lower != "and":
        return part, last, ""
    after = items[last + 1].lower
    if after in _NO_ONES or not 1 <= words.numbers.get(after, 0) < 100:
        return part, last, ""
    return part + words.numbers[after], last + 2, ""


_NO_ONES = frozenset(["one", "single", "pair", "couple", "trio"])
_WHOLE_SCALES = frozenset(["dozen", "hundred", "thousand", "million", "billion"])


def _scale_alone(items: Sequence[Token], place: int, words: Language) -> tuple[float, int, str] | None:
    """A scale without a number before it: "dozen", "cent vingt", "tausend", but not the second word of "pour cent"."""
    word = items[place].lower
    if word in _BARE and words.code != "en":
        return None if place and items[place - 1].lower in _OF_HUNDRED else _sum(items, place, words)
    if words.scales[word] == _DOZEN and words.code != "en":
        before = {item.lower for item in items[max(0, place - 2) : place]}
        return (_DOZEN if before.isdisjoint(_HALVED) else _DOZEN / 2), place + 1, ""
    return (words.scales[word], place + 1, "") if word in _WHOLE_SCALES - {"billion"} else None


_DOZEN = 12.0
_HALVED = frozenset(["demi", "demie", "media", "mezza", "meia", "halbes", "half", "halvt"])


def _half(items: Sequence[Token], place: int, words: Language) -> tuple[float, int, str] | None:
    """As in "half a million", "half a point", "half an hour"."""
    article = items[place + 1].lower if place + 2 < len(items) else ""
    before = items[place - 1].lower if place else ""
    if article in _SHARED and before not in words.ordinals and before not in _WHICH_HALF:
        return 0.5, place + 1, ""
    if article == "-" and len(items) > place + 2 and items[place + 2].lower in words.scales:
        return 0.5 * words.scales[items[place + 2].lower], place + 3, ""
    if article in words.scales:
        return 0.5 * words.scales[article], place + 2, ""
    if article not in ("a", "an"):
        return None
    measured = items[place + 2].lower
    if measured in words.scales:
        return 0.5 * words.scales[measured], place + 3, ""
    return (0.5, place + 2, "") if measured in words.units or percent_after(items, place + 2, words) else None


_SHARED = frozenset(["of", "the", "its", "their", "his", "her", "all", "our"])
_WHICH_HALF = frozenset(
    ["the", "other", "latter", "this", "that", "each", "first", "second", "top", "bottom", "better"]
)


def _fraction_end(items: Sequence[Token], place: int, words: Language) -> int:
    """Where a fraction that ends at a place ends, or 0 where it is none: "a quarter of a point", but not "a third man"."""
    word = items[place].lower if place < len(items) else "."
    article = items[place + 1].lower if place + 2 < len(items) else ""
    if word == "of" and article in ("a", "an"):
        measured = items[place + 2].lower in words.units or percent_after(items, place + 2, words) is not None
        return place + 2 if measured else place
    return place if not word[0].isalpha() or word in _AFTER_FRACTION else 0


# Hundreds and thousands that count without a word before them; behind one of the second they are a percentage.
_BARE = frozenset(
    ["cent", "mille", "hundert", "tausend", "cien", "ciento", "mil", "cento", "cem", "honderd", "duizend", "hundra"]
)
_OF_HUNDRED = frozenset(["pour", "por", "per"])


def _sum(items: Sequence[Token], place: int, words: Language) -> tuple[float, int, str]:
    head = items[place].lower
    total, part = 0.0, words.numbers.get(head, words.scales.get(head, 0.0))
    last = place + 1
    if (half := and_a_half(items, last, words)) > last:
        return part + 0.5, half, ""
    while last < len(items) and part < LARGEST:
        word = items[last].lower
        after = items[last + 1].lower if last + 1 < len(items) else ""
        joined = _joined(items, last, part, words)
        if joined is not None:
            part, last = joined
        elif word == "-" and not items[last].spaced and after in _FRACTIONS:
            return total + part / _FRACTIONS[after], last + 2, ""
        elif word in _SEVERAL_PARTS and part < _SEVERAL_PARTS[word] and _fraction_end(items, last + 1, words):
            return total + part / _SEVERAL_PARTS[word], last + 1, ""
        elif word in words.scales and len(word) > 2:
            scale, last = words.scales[word], last + 1
            half = and_a_half(items, last, words)
            part, last = (part + 0.5) * scale if half > last else part * scale, half
            if part >= 1000:
                total, part = total + part, 0.0
        elif _hangs_on(word, after, part, total, words):
            part += words.numbers[after]
            last += 2
        elif word in words.numbers and (_adds(part, words.numbers[word], words) or part >= 100):
            part += words.numbers[word]
            last += 1
        else:
            break
    return total + part, last, ""


def _hangs_on(joint: str, after: str, part: float, total: float, words: Language) -> bool:
    """Whether what stands behind "and" belongs to a number: "two hundred and five"; in Portuguese behind full hundreds."""
    if after not in words.numbers:
        return False
    if joint == "and":
        return (part >= 100 or total > 0) and after != "one"
    return words.code == "pt" and joint in words.joints and part >= 100 and part % 100 == 0


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
    if part % 100 == _FOUR and after in _SCORE:
        return part - _FOUR + 80, last + 1
    number = words.numbers.get(after, 1.0 if after in words.ones and items[place].text != "-" else 0.0)
    return (part + number, last + 1) if _adds(part, number, words) else None


_LONGEST_JOINT = 3
_FOUR, _SCORE = 4, ("vingt", "vingts")


def _adds(part: float, number: float, words: Language) -> bool:
    """Whether ones can hang on tens; French counts on to nineteen from sixty and eighty, and from ten with a hyphen."""
    tens = part % 100
    if words.code == "fr" and (tens in (60, 80) or tens == 10):
        return number in (7, 8, 9) if tens == 10 else 0 < number < 20
    return tens >= 20 and part % 10 == 0 and 0 < number < 10


def and_a_half(items: Sequence[Token], place: int, words: Language) -> int:
    """Where "and a half" ends, as in "seven and a half years"; `place` itself where it does not stand there."""
    for phrase in words.halves:
        if tuple(item.lower for item in items[place : place + len(phrase)]) == phrase:
            return place + len(phrase)
    return place


def _stands_alone(items: Sequence[Token], place: int) -> bool:
    """As in "a week" is one week, but not in "$5 a week", "twice a week" or "half an hour"."""
    before = items[place - 1] if place else None
    return before is None or not (
        before.text[0].isdigit() or before.lower in _RATES or before.text == "%" or before.lower.endswith("s")
    )


# As in "only one in ten".
_OUT_OF = frozenset(["three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "every"])


def _is_count_of_one(items: Sequence[Token], place: int) -> bool:
    before = items[place - 1].lower if place else ""
    following = items[place + 1].lower if place + 1 < len(items) else "."
    if [item.lower for item in items[place + 1 : place + 3]] == ["out", "of"]:
        following, place = "in", place + 1
    if (
        following == "in"
        and place + 2 < len(items)
        and (items[place + 2].text.isdigit() or items[place + 2].lower in _OUT_OF)
    ):
        return True
    if following == "day" and (place + 2 >= len(items) or items[place + 2].lower not in _COUNTED_DAY):
        return False
    return before not in _NOT_BEFORE_ONE and following not in _NOT_AFTER_ONE and following[0].isalnum()
