"""Tells whether the side of a passage that has no negator denies the same in other words: "not possible", "impossible"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language


def is_denied_too(negator: Sequence[Unit], gone: Sequence[Unit], negated: Side, without: Side, words: Language) -> bool:
    """Whether a negator says nothing that the other side does not say: `negator` are the units around it, `gone` those
    that only the side without it has.
    """
    return (
        _doubly(negator, negated, gone, words)
        or _unhesitating(negator, without)
        or _belittles(negator, gone)
        or _left_open(negator, gone, words)
        or _out_of(gone, without)
        or _said_otherwise(gone, negator, words)
        or _excepts(without, negated)
        or _limits(negator, negated, without)
        or _opposed(negator, gone, negated, without, words=words)
    )


def _doubly(negator: Sequence[Unit], negated: Side, gone: Sequence[Unit], words: Language) -> bool:
    """As in "not uncommon" beside "common": the negator denies a word that denies what the other side says. A negator
    with a prefix, "unable", denies nothing twice where it stands alone.
    """
    said = {unit.word for unit in gone}
    near = [unit.word for unit in negated.units if negator and negator[0].start < unit.start <= negator[-1].end]
    denying = [unit.word for unit in negator if unit.word in words.negators or unit.word.endswith("n't")]
    return any(
        word[len(prefix) :] in said
        for word in near
        if denying != [word]
        for prefix in _DENYING
        if word.startswith(prefix)
    )


def _belittles(negator: Sequence[Unit], gone: Sequence[Unit]) -> bool:
    """As in "not many" beside "few", "not far from" beside "close to"."""
    said = {unit.token.lower for unit in gone}
    near = [unit.token.lower for unit in negator]
    return any(not said.isdisjoint(_LITOTES.get(word, ())) for word in near)


_LITOTES = {
    "many": ("few",),
    "much": ("little",),
    "far": ("near", "close", "nearby", "beside"),
    "long": ("short", "shortly", "brief", "briefly", "soon", "recently"),
    "often": ("rarely", "seldom"),
    "easy": ("hard", "difficult", "tough"),
    "difficult": ("easy",),
    "hard": ("easy",),
    "small": ("large", "big", "sizeable"),
    "large": ("small",),
    "big": ("small",),
    "cheap": ("expensive", "costly", "dear"),
    "expensive": ("cheap",),
    "good": ("bad", "poor"),
    "bad": ("good",),
    "well": ("badly", "poorly", "ill"),
    "new": ("old",),
    "old": ("young", "new"),
    "true": ("false", "wrong"),
    "correct": ("wrong",),
    "right": ("wrong",),
    "wrong": ("right",),
}


def _unhesitating(negator: Sequence[Unit], without: Side) -> bool:
    """As in "do not hesitate to ask" beside "do ask", "did not forget to lock it" beside "locked it"."""
    denied = {unit.word for unit in negator} & _HESITATING
    return bool(denied) and _HESITATING.isdisjoint(without.words())


_HESITATING = frozenset(["hesitate", "hesitates", "hesitated", "hesitating", "forget", "forgets", "forgot", "shy"])


def _opposed(negator: Sequence[Unit], gone: Sequence[Unit], negated: Side, without: Side, *, words: Language) -> bool:
    """Whether what is denied on one side, behind its negator, is the opposite of what the other says: "indoors", "not to
    go outside".
    """
    stood = {unit.key for unit in without.units}
    start = negator[0].start if negator else 0
    come = _senses([unit for unit in negated.units if unit.key not in stood and unit.start >= start], words)
    said = _senses(gone, words)
    return any(group == other and sense != opposite for group, sense in come for other, opposite in said)


def _left_open(negator: Sequence[Unit], gone: Sequence[Unit], words: Language) -> bool:
    """As in "do not rule out snow" beside "snow is possible"."""
    rules = any(unit.word in ("rule", "ruled", "excluded", "exclude") for unit in negator)
    return rules and any(unit.word in words.hedges or unit.word in _CHANCES for unit in gone)


_CHANCES = frozenset(["possibility", "chance", "option", "open"])


def _out_of(gone: Sequence[Unit], without: Side) -> bool:
    """As in "out of order" beside "not working"."""
    said = without.words()
    return any(unit.word == "out" for unit in gone) and ["out", "of"] in (said[n : n + 2] for n in range(len(said)))


def _excepts(without: Side, negated: Side) -> bool:
    """As in "not unless they agree" beside "only if they agree", "no one but the clerk" beside "only the clerk"."""
    denied, said = negated.words(), without.words()
    # Neither, nor: one denial of two.
    if "neither" in said and "neither" not in denied:
        return True
    return "only" in said and "only" not in denied and not _EXCEPT.isdisjoint(denied)


_EXCEPT = frozenset(["unless", "but", "except", "until", "than", "apart"])


def _limits(negator: Sequence[Unit], negated: Side, without: Side) -> bool:
    """As in "no more than 50" beside "up to 50", "no later than Friday" beside "by Friday"."""
    start = negator[0].start if negator else 0
    denied = [unit.word for unit in negated.units if unit.start >= start][: len(negator) + 2]
    place = next((n for n, word in enumerate(denied) if word in ("no", "not")), len(denied))
    bound = denied[place + 1 : place + 2]
    said = f" {' '.join(without.words())} "
    if denied[place + 2 : place + 3] != ["than"] or f" {bound[0]} than " in said:
        return False
    limits = _AT_MOST if bound[0] in _MORE else _AT_LEAST if bound[0] in _LESS else ()
    return any(f" {limit} " in said for limit in limits)


_MORE = frozenset(["more", "longer", "later", "older", "higher", "further", "larger", "bigger", "greater", "heavier"])
_LESS = frozenset(["fewer", "less", "earlier", "younger", "lower", "shorter", "sooner", "smaller"])
_AT_MOST: tuple[str, ...] = (
    *("up to", "at most", "at the most", "a maximum", "maximum", "limited to", "limit", "capped at", "within", "by"),
    *("or fewer", "or less", "or under", "or younger", "at the latest", "before", "only", "just"),
)
_AT_LEAST = (
    "at least",
    "a minimum",
    "minimum",
    "or more",
    "or over",
    "from",
    "at the earliest",
    "or older",
    "as many as",
)


def _senses(units: Sequence[Unit], words: Language) -> list[tuple[str, str]]:
    """What the words mean, one by one and two together: "late", "on time"."""
    pairs = [f"{one.word} {two.word}" for one, two in itertools.pairwise(units)]
    return [sense for text in (*(unit.word for unit in units), *pairs) for sense in words.senses.get(text, ())]


def _said_otherwise(without: Sequence[Unit], negated: Sequence[Unit], words: Language) -> bool:
    """Whether the side without a negator denies all the same: "not possible", "impossible"; "without", "lost"."""
    stems = {unit.word for unit in negated if len(unit.word) >= _SHORTEST_STEM}
    said = {unit.word for unit in negated}
    heads = {unit.word[:_SHORTEST_STEM] for unit in negated}
    single = any(unit.mention and unit.mention.value == "1" for unit in without)
    if (single and not said & _NO_PERSON) or any(unit.word == "first" for unit in without):
        return True
    if said & _INSIDE and any(unit.word in _OUTSIDE for unit in without):
        return True
    return any(
        (unit.word in words.minus and unit.word not in said and unit.word[:_SHORTEST_STEM] not in heads)
        or _denies(unit.word)
        or any(unit.word in (prefix + stem, stem + "less") for prefix in _DENYING for stem in stems)
        for unit in without
    )


def _denies(word: str) -> bool:
    """As in "unharmed" for "without injury", "unnamed" for "not named"."""
    if word.startswith("non-") or word == "non":
        return True
    if word.startswith(_DENYING_ABLE) and word.endswith(("able", "ible")):
        return True
    return word.startswith("un") and word.endswith(("ed", "en", "own", "urt")) and not word.startswith(_NOT_DENYING)


_DENYING_ABLE = ("un", "in", "im", "il", "ir")
# Who is nobody is not one either: "No one was hurt", "One man was hurt".
_NO_PERSON = frozenset(["one", "nobody"])
# Who is not in a ring is outside it.
_INSIDE = frozenset(["in", "inside", "within"])
_OUTSIDE = frozenset(["outside", "beyond", "out", "abroad", "overseas", "away", "absent", "elsewhere"])
_NOT_DENYING = ("under", "unit", "until")
_SHORTEST_STEM = 4
_DENYING = ("un", "in", "im", "il", "ir", "dis", "non", "non-", "mis")
