"""Tells when one deed or one tie is told from its other end: "Shell bought the depot from a rival", "A rival sold the depot
to Shell"; "Ida is the wife of Karl", "Karl is the husband of Ida".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.compare.text.language import language as _l

BE = _l("en").of("shifting", "be")
from tracker.compare.sides.units import Side, Unit
from tracker.model import FactSub

# Words that say the same from the two ends of one deed.
_DEEDS = (
    ("buy buys bought buying purchase purchases purchased acquire acquires acquired", "sell sells sold selling"),
    ("borrow borrows borrowed borrowing", "lend lends lent lending loan loans loaned"),
    ("receive receives received got gets get", "give gives gave given send sends sent donate donates donated"),
    ("win wins won beat beats beaten victory defeats defeated", "lose loses lost losing defeat"),
    ("learn learns learned learnt", "teach teaches taught"),
    ("join joins joined", "hire hires hired recruit recruits recruited"),
    ("rent rents rented lease leases leased", "let lets lease leases leased rent rents rented"),
)
_TIES = (
    ("mother father parent stepmother stepfather", "son daughter child stepson stepdaughter"),
    ("husband", "wife"),
    ("grandmother grandfather grandparent", "grandson granddaughter grandchild"),
    ("uncle aunt", "nephew niece"),
    ("brother", "sister"),
    ("boyfriend", "girlfriend"),
    ("employer", "employee"),
    ("teacher", "pupil student"),
    ("doctor", "patient"),
    ("landlord landlady", "tenant"),
    ("creditor lender", "debtor borrower"),
    ("predecessor", "successor"),
)


def _by_word(pairs: Sequence[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for pair in pairs:
        left, right = (frozenset(words.split()) for words in pair)
        for one, two in ((left, right), (right, left)):
            found.update((word, found.get(word, frozenset()) | two) for word in one)
    return found


_DEED, _TIE = _by_word(_DEEDS), _by_word(_TIES)
# Verbs that say the same whoever is put first.
MUTUAL = frozenset(["married", "marries", "marry", "wed", "weds", "met", "meets", "meet", "divorced", "divorces"])
_SKIPPED = frozenset(
    [
        *(
            "had",
            "has",
            "have",
            "also",
            "then",
            "later",
            "recently",
            "already",
            "last",
            "this",
            "year",
            "week",
            "month",
        ),
        *("since", "now", "once", "first", "finally", "will", "would", "to", "yesterday", "today"),
    ]
)
_BEFORE_TIE = frozenset(
    ["is", "was", "the", "a", "an", "elder", "older", "younger", "youngest", "eldest", "late", "only"]
)
_LEADING = frozenset(["from", "to", "off", "of", "by", "against", "for", "with"])
_ARTICLES = frozenset(["the", "a", "an", "his", "her", "its", "their"])
_PRONOUNS = {"he": "him", "she": "her", "they": "them", "we": "us", "i": "me"}
_NO_ENDS = (
    _ARTICLES | BE | frozenset(["in", "on", "at", "of", "for", "to", "did", "does", "do", "and", "that", "those", ""])
)
_FARTHEST = 12
_LONGEST_PHRASE = 4


def same_ends(old: Side, new: Side, one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether words that exclude each other, at places [first, last) of both sides, leave it the same who did it to whom."""
    return any(holds(old, new, one, two) for holds in (_went_along, _turned, _told_from_the_other_end, _compared))


def _went_along(old: Side, new: Side, one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether both words stand on both sides behind the same names, which changed places: "Dike won bronze and Arai gold",
    "Arai won gold and Dike bronze".
    """
    pairs = ((old, one, new), (new, two, old))
    return all((name := _bearer(side, at[0])) and name in _bearers(there, _said(side, at)) for side, at, there in pairs)


def _said(side: Side, at: tuple[int, int]) -> str:
    return " ".join(unit.word for unit in side.units[slice(*at)]).removesuffix("'s")


def _turned(old: Side, new: Side, one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether who stands before the one word stands behind the other: "Brae lost the play-off to Mori", "Mori won the
    play-off".
    """
    doer, other_doer = _bearer(old, one[0]), _bearer(new, two[0])
    if not doer or not other_doer or set(doer) & set(other_doer):
        return False
    return _only_behind(old, one, other_doer) or _only_behind(new, two, doer)


def _told_from_the_other_end(old: Side, new: Side, one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether the words at places [first, last) of both sides are converses and who stands at one end of the old one
    stands at the other end of the new one.
    """
    before, after = old.units[one[1] - 1].word, new.units[two[1] - 1].word
    if after in _DEED.get(before, ()):
        left, right = _deed(old, one), _deed(new, two)
        if left.doer and right.doer:
            return not left.doer & right.doer and left.has(right.doer) and right.has(left.doer)
        return bool(left.doer and right.has(left.doer)) or bool(right.doer and left.has(right.doer))
    if after in _TIE.get(before, ()):
        left, right = _tie(old, one), _tie(new, two)
        return not _one_person(left.doer, right.doer) and left.has(right.doer) and right.has(left.doer)
    return False


def _compared(old: Side, new: Side, one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether a comparison is told from its other end: "The bridge is longer than the tunnel", "The tunnel is shorter than
    the bridge".
    """
    left, right = _comparison(old, one[0]), _comparison(new, two[0])
    if left is None or right is None:
        return False
    gone, come = (left[0] | left[1]) - (right[0] | right[1]), (right[0] | right[1]) - (left[0] | left[1])
    return len(gone) == len(come) == 1 and left[1] <= right[0] and right[1] <= left[0]


def _comparison(side: Side, place: int) -> tuple[frozenset[str], frozenset[str]] | None:
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
    if said.count("than") != 1:
        return None
    than = said.index("than")
    before, behind = (
        frozenset(word for word in part if word not in _NO_ENDS) for part in (said[:than], said[than + 1 :])
    )
    return (before, behind) if before and behind and not before & behind else None


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


def meet_as_equals(side: Side) -> bool:
    """Whether what stands behind the first name of a side is a verb that says the same of both: "Ada married Ole"."""
    place = next((n for n, unit in enumerate(side.units) if unit.name == 1), 0)
    return place > 1 and side.units[place - 1].word in MUTUAL and side.units[place - 2].name == 0


@dataclass(frozen=True, slots=True)
class _Ends:
    """Who does something, and those to or from whom it is done: each the keys of one phrase."""

    doer: frozenset[str]
    others: tuple[frozenset[str], ...]

    def has(self, other: frozenset[str]) -> bool:
        """Whether somebody is among the others."""
        wanted = other | {_PRONOUNS[key] for key in other if key in _PRONOUNS}
        return bool(other) and any(_one_person(wanted, found) for found in self.others)


def _one_person(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether the words of one name or noun are those of the other, or some of them."""
    return bool(one and two) and (one <= two or two <= one or (one & two != frozenset() and one & two <= _OBJECTS))


_OBJECTS = frozenset(_PRONOUNS.values())


def _deed(side: Side, place: tuple[int, int]) -> _Ends:
    first, last = place
    start = first - 1
    while start > 0 and (side.units[start].word in _SKIPPED or _is_day(side.units[start])):
        start -= 1
    passive = start > 0 and side.units[start].word in BE
    subject = _who(side, start - 1 if passive else start)
    phrases = list(_phrases(side, last))
    if not passive:
        return _Ends(subject, tuple(who for lead, who in phrases if lead != "by"))
    doer = next((who for lead, who in phrases if lead == "by"), frozenset[str]())
    return _Ends(doer, (subject, *(who for lead, who in phrases if lead in ("to", "from"))))


def _tie(side: Side, place: tuple[int, int]) -> _Ends:
    start = place[0] - 1
    while start > 0 and side.units[start].word in _BEFORE_TIE:
        start -= 1
    return _Ends(_who(side, start), tuple(who for lead, who in _phrases(side, place[1]) if lead == "of"))


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


def _phrases(side: Side, start: int) -> Iterator[tuple[str, frozenset[str]]]:
    """The names and words behind a word, each with the small word that leads its phrase, empty for an object."""
    lead, led = "", start
    for place in range(start, min(len(side.units), start + _FARTHEST)):
        word = side.units[place].word
        if word in _LEADING and side.units[place].name < 0:
            lead, led = word, place
        elif word not in _ARTICLES:
            yield lead if place - led <= _LONGEST_PHRASE else "", _who(side, place)
