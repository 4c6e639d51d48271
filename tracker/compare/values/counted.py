"""Names what a number counts and whose an age is, where the text says it beside them: "412 new cases", "Attendance was 412",
"the baker, who is 61"; in languages whose data say how a plural is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.tokens import Mention
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language

_LONGEST, _SHORTEST = 3, 3


def counted(passage: Passage, one: Mention, two: Mention, words: Language) -> str:
    """What a number of both sides is of: "cases" for "412 cases"; empty where the sides do not say the same."""
    if not words.rows_of("values", "plural") or any(
        item.value.startswith("=") or (item.number or 0) % 1 for item in (one, two)
    ):
        return ""
    left, right = _behind(passage.old, one, words), _behind(passage.new, two, words)
    if left:
        return left if left == right else ""
    left, right = _before(passage.old, one, words), _before(passage.new, two, words)
    return left if left == right else ""


def _behind(side: Side, item: Mention, words: Language) -> str:
    """The words behind a number up to the first that is in the plural."""
    found: list[str] = []
    end = item.end
    for unit in side.units[_next(side, item) :][:_LONGEST]:
        if unit.start - end != 1 or not _is_plain(unit, words):
            return ""
        found.append(unit.token.text)
        end = unit.end
        if unit.word in words.of("values", "no_things"):
            return ""
        if _is_plural(unit.word, words):
            return " ".join(found)
    return ""


def _before(side: Side, item: Mention, words: Language) -> str:
    """What is counted in "The number of cases was 412"."""
    units = side.units[: _next(side, item) - 1]
    leading_to, moved = words.of("values", "leading_to"), words.of("values", "moved")
    if len(units) > 1 and units[-1].word in leading_to and units[-2].word in moved:
        units = units[:-2]
    elif units and units[-1].word in words.of("shifting", "be"):
        units = units[:-1]
    else:
        return ""
    noun = units[-1] if units else None
    if noun is None or not _is_plain(noun, words) or not _is_plural(noun.word, words):
        return ""
    before = " ".join(unit.word for unit in units[-_LONGEST:-1])
    return noun.token.text if before in words.of("values", "number_of") else ""


def _next(side: Side, item: Mention) -> int:
    return next(n for n, unit in enumerate(side.units) if unit.mention is item) + 1


def _is_plain(unit: Unit, words: Language) -> bool:
    small = words.starters | words.stops | words.verbs.keys()
    return unit.name < 0 and unit.word.isalpha() and len(unit.word) >= _SHORTEST and unit.word not in small


def _is_plural(word: str, words: Language) -> bool:
    plural = word.endswith(words.rows_of("values", "plural")) and not word.endswith(
        words.rows_of("values", "no_plural")
    )
    return plural or word in words.of("values", "things")


def bearer(passage: Passage, item: Mention, words: Language) -> str:
    """Who is so old on the new side where no name says it: "the baker" in "the baker, who is 61", "The baker, 61," and "the
    61-year-old baker".
    """
    aged = words.of("shifting", "be") | words.of("values", "aged")
    at = _next(passage.new, item)
    units = list(passage.new.units[: at - 1])
    if called := _called(units[-1:], passage.new.units[at : at + 1], words):
        return called
    while units and units[-1].word in aged:
        units.pop()
    near = _phrase(units, words)
    return passage.cuts(None, (near[0].start, near[-1].end))[1] if near else ""


def _called(before: Sequence[Unit], behind: Sequence[Unit], words: Language) -> str:
    """A determiner and what somebody is called, around an age."""
    if not before or not behind or before[0].word not in words.of("shifting", "determiners"):
        return ""
    return f"{before[0].token.text} {behind[0].token.text}" if behind[0].word in words.roles else ""


def _phrase(units: Sequence[Unit], words: Language) -> Sequence[Unit]:
    """An article or possessive and the one or two plain words that end here."""
    where, determiners = words.of("values", "where"), words.of("shifting", "determiners")
    for length in (1, 2):
        phrase = units[-length - 1 :]
        if (
            len(phrase) > length
            and not {unit.word for unit in units[-length - 2 : -length - 1]} & where  # "a woman in the village, 61"
            and phrase[0].word in determiners
            and all(_is_plain(unit, words) for unit in phrase[1:])
        ):
            return phrase
    return ()
