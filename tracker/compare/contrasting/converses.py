"""Tells when one deed or one tie is told from its other end: "Shell bought the depot from a rival", "A rival sold the depot
to Shell"; "Ida is the wife of Karl", "Karl is the husband of Ida".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language, language
from tracker.compare.text.spelling import without_end
from tracker.model import FactSub

_FARTHEST = 12
_LONGEST_PHRASE = 4


@cache
def _converses(code: str, name: str) -> dict[str, frozenset[str]]:
    """Words with those that say the same from the other end."""
    found: dict[str, frozenset[str]] = {}
    for row in language(code).rows_of("contrasting", name):
        left, right = (frozenset(end.split()) for end in row.split("|"))
        for one, two in ((left, right), (right, left)):
            found.update((word, found.get(word, frozenset()) | two) for word in one)
    return found


def same_ends(old: Side, new: Side, one: tuple[int, int], two: tuple[int, int], words: Language) -> bool:
    """Whether words that exclude each other, at places [first, last) of both sides, leave it the same who did it to whom."""
    if (
        _went_along(old, new, one, two, words)
        or _ends_then(old, new, one, two, words)
        or _is_listener(old, one, words) is not _is_listener(new, two, words)
        or _turned(old, new, one, two)
        or _on_one_ground(old, new, one, two, words)
    ):
        return True
    return _told_from_the_other_end(old, new, one, two, words) or _compared(old, new, one, two, words)


def _went_along(old: Side, new: Side, one: tuple[int, int], two: tuple[int, int], words: Language) -> bool:
    """Whether both words stand on both sides behind the same names, which changed places: "Dike won bronze and Arai gold",
    "Arai won gold and Dike bronze".
    """
    pairs = ((old, one, new), (new, two, old))
    return all(
        (name := _bearer(side, at[0])) and name in _bearers(there, _said(side, at, words)) for side, at, there in pairs
    )


def _ends_then(old: Side, new: Side, one: tuple[int, int], two: tuple[int, int], words: Language) -> bool:
    """Whether what ends on a day goes on until it: "the run ends on 19 April", "the play continues until 19 April"."""
    days: list[str] = []
    until: list[bool] = []
    for side, at in ((old, one), (new, two)):
        behind = side.units[at[1] : at[1] + _ENDS_WITHIN]
        place, day = next(((n, unit.mention) for n, unit in enumerate(behind) if unit.mention is not None), (0, None))
        days.append(day.value if day is not None and day.sub is FactSub.DATE else "")
        until.append(any(unit.word in words.of("contrasting", "until") for unit in behind[:place]))
    return bool(days[0]) and days[0] == days[1] and until[0] is not until[1]


_ENDS_WITHIN = 3


def _is_listener(side: Side, at: tuple[int, int], words: Language) -> bool:
    """Whether somebody is only told something: "she told reporters"."""
    return at[0] > 0 and side.units[at[0] - 1].word in words.of("contrasting", "telling")


def _said(side: Side, at: tuple[int, int], words: Language) -> str:
    said = " ".join(unit.word for unit in side.units[slice(*at)])
    return without_end(said, words.rows_of("contrasting", "possession"))


def _turned(old: Side, new: Side, one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether who stands before the one word stands behind the other: "Brae lost the play-off to Mori", "Mori won the
    play-off".
    """
    doer, other_doer = _bearer(old, one[0]), _bearer(new, two[0])
    if not doer or not other_doer or set(doer) & set(other_doer):
        return False
    return _only_behind(old, one, other_doer) or _only_behind(new, two, doer)


def _on_one_ground(old: Side, new: Side, one: tuple[int, int], two: tuple[int, int], words: Language) -> bool:
    """Whether a match is told of the other one of its only two sides: "Rovers beat Albion 2-0 at home", "Albion lost 2-0
    away to Rovers".
    """
    grounds = words.of("contrasting", "grounds")
    if not {side.units[at[1] - 1].word for side, at in ((old, one), (new, two))} <= grounds:
        return False
    left, right = ([name.parts for name in side.names] for side in (old, new))
    return len(set(left)) == _SIDES and set(left) == set(right) and left[0] != right[0]


_SIDES = 2


def _told_from_the_other_end(old: Side, new: Side, one: tuple[int, int], two: tuple[int, int], words: Language) -> bool:
    """Whether the words at places [first, last) of both sides are converses and who stands at one end of the old one
    stands at the other end of the new one.
    """
    before, after = old.units[one[1] - 1].word, new.units[two[1] - 1].word
    if after in _converses(words.code, "deeds").get(before, ()):
        left, right = _deed(old, one, words), _deed(new, two, words)
        if left.doer and right.doer:
            return not left.doer & right.doer and left.has(right.doer) and right.has(left.doer)
        return bool(left.doer and right.has(left.doer)) or bool(right.doer and left.has(right.doer))
    if after in _converses(words.code, "ties").get(before, ()):
        if _whose_child(old, one, new, two, words) or _whose_child(new, two, old, one, words):
            return True
        left, right = _tie(old, one, words), _tie(new, two, words)
        return not _one_person(left.doer, right.doer, left.pronouns) and left.has(right.doer) and right.has(left.doer)
    return False


def _whose_child(one: Side, at: tuple[int, int], two: Side, there: tuple[int, int], words: Language) -> bool:
    """As in "where her father ran a shop", "the daughter of a shopkeeper": both are told of the same one."""
    owned = at[0] > 0 and one.units[at[0] - 1].word in words.of("contrasting", "owning")
    behind = two.units[there[1]].word if there[1] < len(two.units) else ""
    return owned and behind in words.of("contrasting", "of")


def _compared(old: Side, new: Side, one: tuple[int, int], two: tuple[int, int], words: Language) -> bool:
    """Whether a comparison is told from its other end: "The bridge is longer than the tunnel", "The tunnel is shorter than
    the bridge".
    """
    left, right = _comparison(old, one[0], words), _comparison(new, two[0], words)
    if left is None or right is None:
        return False
    gone, come = (left[0] | left[1]) - (right[0] | right[1]), (right[0] | right[1]) - (left[0] | left[1])
    return len(gone) == len(come) == 1 and left[1] <= right[0] and right[1] <= left[0]


def _comparison(side: Side, place: int, words: Language) -> tuple[frozenset[str], frozenset[str]] | None:
    """The words of content before and behind the "than" of the clause at a place, up to the next signs; None where there
    is none.
    """
    first, last = place, place
    while first > 0 and place - first < _FARTHEST and side.units[first].start - side.units[first - 1].end == 1:
        first -= 1
    while (
        last + 1 < len(side.units)
        and last - place < _FARTHEST
        and side.units[last + 1].start - side.units[last].end == 1
    ):
        last += 1
    said = [unit.word for unit in side.units[first : last + 1]]
    match [n for n, word in enumerate(said) if word in words.of("contrasting", "than")]:
        case [than]:
            before, behind = (frozenset(part) - _no_ends(words.code) for part in (said[:than], said[than + 1 :]))
        case _:
            return None
    return (before, behind) if before and behind and not before & behind else None


@cache
def _no_ends(code: str) -> frozenset[str]:
    """Words that are none of the two ends of a comparison."""
    words = language(code)
    return words.of("contrasting", "articles") | words.of("shifting", "be") | words.of("contrasting", "no_ends") | {""}


def _only_behind(side: Side, at: tuple[int, int], parts: tuple[str, ...]) -> bool:
    """Whether a name stands behind a word and not before it."""
    places = [name.start for name in side.names if set(name.parts) & set(parts)]
    return bool(places) and min(places) > side.units[at[1] - 1].start


def _bearers(side: Side, word: str) -> list[tuple[str, ...]]:
    return [_bearer(side, place) for place, unit in enumerate(side.units) if unit.word and unit.word == word]


def _bearer(side: Side, place: int) -> tuple[str, ...]:
    """The name nearest before a place."""
    named = next((unit.name for unit in reversed(side.units[:place]) if unit.name >= 0), -1)
    return side.names[named].parts if named >= 0 else ()


def meet_as_equals(side: Side, words: Language) -> bool:
    """Whether what stands behind the first name of a side is a verb that says the same of both: "Ada married Ole"."""
    place = next((n for n, unit in enumerate(side.units) if unit.name == 1), 0)
    mutual = place > 1 and side.units[place - 1].word in words.of("contrasting", "mutual")
    return mutual and side.units[place - 2].name == 0


@dataclass(frozen=True, slots=True)
class _Ends:
    """Who does something, and those to or from whom it is done: each the keys of one phrase. `pronouns` maps those for
    who does it ("he") to those for whoever it is done to.
    """

    doer: frozenset[str]
    others: tuple[frozenset[str], ...]
    pronouns: dict[str, str]

    def has(self, other: frozenset[str]) -> bool:
        """Whether somebody is among the others."""
        wanted = other | {self.pronouns[key] for key in other if key in self.pronouns}
        return bool(other) and any(_one_person(wanted, found, self.pronouns) for found in self.others)


def _one_person(one: frozenset[str], two: frozenset[str], pronouns: dict[str, str]) -> bool:
    """Whether the words of one name or noun are those of the other, or some of them."""
    both = one & two
    return bool(both) and (both in (one, two) or both <= set(pronouns.values()))


def _deed(side: Side, place: tuple[int, int], words: Language) -> _Ends:
    skipped, by = words.of("contrasting", "skipped"), words.of("contrasting", "by")
    pronouns = words.map_of("contrasting", "pronouns")
    first, last = place
    start = first - 1
    while start > 0 and (side.units[start].word in skipped or _is_day(side.units[start])):
        start -= 1
    passive = start > 0 and side.units[start].word in words.of("shifting", "be")
    subject = _who(side, start - 1 if passive else start)
    phrases = list(_phrases(side, last, words))
    if not passive:
        return _Ends(subject, tuple(who for lead, who in phrases if lead not in by), pronouns)
    doer = next((who for lead, who in phrases if lead in by), frozenset[str]())
    ends = words.of("contrasting", "from_or_to")
    return _Ends(doer, (subject, *(who for lead, who in phrases if lead in ends)), pronouns)


def _tie(side: Side, place: tuple[int, int], words: Language) -> _Ends:
    before, of = words.of("contrasting", "before_tie"), words.of("contrasting", "of")
    start = place[0] - 1
    while start > 0 and side.units[start].word in before:
        start -= 1
    whose = tuple(who for lead, who in _phrases(side, place[1], words) if lead in of)
    return _Ends(_who(side, start), whose, words.map_of("contrasting", "pronouns"))


def _is_day(unit: Unit) -> bool:
    return unit.mention is not None and unit.mention.sub is FactSub.DATE


def _who(side: Side, place: int) -> frozenset[str]:
    """The name or the noun that ends at a place."""
    if not 0 <= place < len(side.units):
        return frozenset()
    unit = side.units[place]
    if unit.name >= 0:
        return frozenset(side.names[unit.name].parts)
    return frozenset([unit.word]) if unit.word else frozenset()


def _phrases(side: Side, start: int, words: Language) -> Iterator[tuple[str, frozenset[str]]]:
    """The names and words behind a word, each with the small word that leads its phrase, empty for an object."""
    leading, articles = words.of("contrasting", "leading"), words.of("contrasting", "articles")
    lead, led = "", start
    for place in range(start, min(len(side.units), start + _FARTHEST)):
        word = side.units[place].word
        if word in leading and side.units[place].name < 0:
            lead, led = word, place
        elif word not in articles:
            yield lead if place - led <= _LONGEST_PHRASE else "", _who(side, place)
