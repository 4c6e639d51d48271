"""Tells whether the side of a passage that has no negator denies the same in other words: "not possible", "impossible"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from functools import cache

from tracker.compare.shifting.instead import is_instead, named_behind
from tracker.compare.shifting.negators import count_negators, is_contracted
from tracker.compare.sides.blocks import Block
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language, language


def is_denied_too(negator: Sequence[Unit], gone: Sequence[Unit], negated: Side, without: Side, words: Language) -> bool:
    """Whether a negator says nothing that the other side does not say: `negator` are the units around it, `gone` those
    that only the side without it has.
    """
    return (
        _doubly(negator, negated, gone, words)
        or _unhesitating(negator, without, words)
        or _belittles(negator, gone, negated, words)
        or _left_open(negator, gone, words)
        or _out_of(gone, without, words)
        or _prefixed(negator, gone, negated, words)
        or _said_otherwise(gone, negator, words)
        or _excepts(without, negated, words)
        or _only_with(without, negated, words)
        or _limits(negator, negated, without, words)
        or _surpasses(negator, negated, without, words)
        or _preferred(negator, gone, negated, without, words=words)
        or is_instead(negator, negated, without, words)
        or _opposed(negator, gone, negated, without, words=words)
    )


def turned_words(
    old: Side, new: Side, found: Sequence[Block], words: Language
) -> Iterator[tuple[str, Sequence[Unit], Sequence[Unit], bool]]:
    """Words that gave way to themselves with a prefix that denies them ("likely", "unlikely") or the other way round, each with
    both places among their neighbours and whether the denial came; nothing where a negator came or went as well: "not likely", "unlikely".
    """
    for block in found if words.rows_of("shifting", "denying_state") else ():
        gone, come = block.old_units(old), block.new_units(new)
        pairs = [(one, two) for one in gone for two in come if one.word and two.word]
        for one, two in pairs if len(pairs) <= _MOST_PAIRS else ():
            short, long = sorted((one.word, two.word), key=len)
            if not _turns(short, long, words):
                continue
            if _is_denied(old, one, words) is _is_denied(new, two, words):
                yield long, _beside(old, one), _beside(new, two), two.word == long


def excepted_words(
    old: Side, new: Side, found: Sequence[Block], words: Language
) -> Iterator[tuple[str, Sequence[Unit], Sequence[Unit], bool]]:
    """Where what happens but in one case now happens in that case alone, or the other way round: "unless the board pays",
    "if the board pays"; nothing where something else in the passage is denied or its opposite.
    """
    unless, provided = words.of("shifting", "unless"), words.of("shifting", "provided")
    for block in found if unless else ():
        gone, come = block.old_units(old), block.new_units(new)
        for one, two, added in ((gone, come, False), (come, gone, True)):
            but = next((unit for unit in one if unit.word in unless), None)
            case = next((unit for unit in two if unit.word in provided), None)
            if but and case and len(one) <= _JOINT and len(two) <= _JOINT and not _reversed_elsewhere(old, new, words):
                ends = (but, case) if not added else (case, but)
                yield but.word, _beside(old, ends[0]), _beside(new, ends[1]), added


def _reversed_elsewhere(old: Side, new: Side, words: Language) -> bool:
    """Whether one side of a passage denies more than the other, or says the opposite of something there."""
    if count_negators(old.units, words) != count_negators(new.units, words):
        return True
    gone, come = _meanings(old, new, words), _meanings(new, old, words)
    return any(group == other and sense != opposite for group, sense in gone for other, opposite in come)


def _meanings(side: Side, other: Side, words: Language) -> list[tuple[str, str]]:
    """What the words of a side mean that the other has not."""
    stands = set(other.words())
    return [sense for word in side.words() if word not in stands for sense in words.senses.get(word, ())]


_JOINT = 3


def _turns(short: str, long: str, words: Language) -> bool:
    """Whether a word is another one with a prefix that denies it: "fit", "unfit"; before many an ending a prefix that is
    often none, too, does so: "eligible", "ineligible", but not "form", "inform".
    """
    if (
        len(short) < _SHORTEST_STATE
        or not long.endswith(short)
        or long.startswith(words.rows_of("shifting", "not_denying"))
    ):
        return False
    prefix = long.removesuffix(short)
    return prefix in words.rows_of("shifting", "denying_state") or (
        prefix in words.rows_of("shifting", "denying_quality")
        and len(short) > _SHORTEST_STATE
        and short.endswith(words.rows_of("shifting", "denied_quality"))
    )


def _beside(side: Side, unit: Unit) -> Sequence[Unit]:
    """A word with those right beside it: "is unlikely to"."""
    place = side.units.index(unit)
    return side.units[max(0, place - 1) : place + 2]


def _is_denied(side: Side, unit: Unit, words: Language) -> bool:
    """Whether a negator stands close before a word, or nobody is who it is said of: "none of the nine hostages was harmed"."""
    before = [other.word for other in side.units if other.start < unit.start]
    nobody = not words.of("values", "nobody").isdisjoint(before[-_SUBJECT_WITHIN:])
    return nobody or any(word in words.negators or is_contracted(word, words) for word in before[-_DENIED_WITHIN:])


_MOST_PAIRS, _SHORTEST_STATE, _DENIED_WITHIN, _SUBJECT_WITHIN = 9, 3, 4, 8


def _doubly(negator: Sequence[Unit], negated: Side, gone: Sequence[Unit], words: Language) -> bool:
    """As in "not uncommon" beside "common": the negator denies a word that denies what the other side says. A negator
    with a prefix, "unable", denies nothing twice where it stands alone.
    """
    said = {unit.word for unit in gone}
    near = [unit.word for unit in negated.units if negator and negator[0].start < unit.start <= negator[-1].end]
    denying = [unit.word for unit in negator if unit.word in words.negators or is_contracted(unit.word, words)]
    return any(
        word[len(prefix) :] in said
        for word in near
        if denying != [word]
        for prefix in words.rows_of("shifting", "denying")
        if word.startswith(prefix)
    )


def _prefixed(negator: Sequence[Unit], gone: Sequence[Unit], negated: Side, words: Language) -> bool:
    """As in "non è ammissibile" beside "inammissibile", where the negator stands apart from what it denies."""
    start = negator[0].start if negator else 0
    near = [unit.word for unit in negated.units if unit.start >= start][: len(negator) + _DENIED_WITHIN]
    prefixes = words.rows_of("shifting", "denying")
    said = {unit.word for unit in gone}
    return any(prefix + word in said for word in near if len(word) >= _SHORTEST_STEM for prefix in prefixes)


def _belittles(negator: Sequence[Unit], gone: Sequence[Unit], negated: Side, words: Language) -> bool:
    """As in "not many" beside "few", "not far from" beside "close to", "non ha toccato" beside "ha confermato"."""
    said = {unit.token.lower for unit in gone}
    litotes = _litotes(words.code)
    behind = [unit for unit in negated.units if negator and unit.start > negator[-1].start][:1]
    return any(not said.isdisjoint(litotes.get(unit.token.lower, ())) for unit in (*negator, *behind))


@cache
def _litotes(code: str) -> dict[str, frozenset[str]]:
    """What is made small by its denial, with what says the same without one."""
    rows = (row.partition("|") for row in language(code).rows_of("shifting", "litotes"))
    return {denied.strip(): frozenset(said.split()) for denied, _, said in rows}


def _unhesitating(negator: Sequence[Unit], without: Side, words: Language) -> bool:
    """As in "do not hesitate to ask" beside "do ask", "did not forget to lock it" beside "locked it"."""
    hesitating = words.of("shifting", "hesitating")
    said = {word for unit in negator for word in (unit.word, unit.word.rpartition("'")[2])}  # "n'hésitez"
    return not hesitating.isdisjoint(said) and hesitating.isdisjoint(without.words())


def _opposed(negator: Sequence[Unit], gone: Sequence[Unit], negated: Side, without: Side, *, words: Language) -> bool:
    """Whether what is denied on one side, behind its negator, is the opposite of what the other says: "indoors", "not to
    go outside".
    """
    stood = {unit.key for unit in without.units}
    start = negator[0].start if negator else 0
    behind = [unit for unit in negated.units if unit.start >= start]
    come = _senses([unit for unit in behind if unit.key not in stood], words) + _joint(behind, stood, words)
    said = _senses(gone, words) + _joint(without.units, {unit.key for unit in negated.units}, words)
    return any(group == other and sense != opposite for group, sense in come for other, opposite in said)


def _preferred(negator: Sequence[Unit], gone: Sequence[Unit], negated: Side, without: Side, *, words: Language) -> bool:
    """As in "chose a merger, not a sale" beside "chose a merger over a sale": what was not chosen is the same."""
    choosing, preferring = words.of("shifting", "choosing"), words.of("shifting", "preferring")
    over = next((unit for unit in gone if unit.word in preferring), None)
    if over is None or choosing.isdisjoint(negated.words()) or choosing.isdisjoint(without.words()):
        return False
    denying = next((unit for unit in negator if unit.word in words.of("shifting", "not")), None)
    ends = [(without, over), (negated, denying)]
    small = words.of("shifting", "determiners") | words.of("shifting", "small") | words.of("shifting", "than")
    left = [named_behind(side, unit.end, small) for side, unit in ends if unit is not None]
    return len(left) == len(ends) and left[0] == left[1] != ""


def _left_open(negator: Sequence[Unit], gone: Sequence[Unit], words: Language) -> bool:
    """As in "do not rule out snow" beside "snow is possible"."""
    rules = any(unit.word in words.of("shifting", "ruling_out") for unit in negator)
    chances = words.of("shifting", "chances")
    return rules and any(unit.word in words.hedges or unit.word in chances for unit in gone)


def _surpasses(negator: Sequence[Unit], negated: Side, without: Side, words: Language) -> bool:
    """As in "No vote had been so close since 1981" beside "the closest vote since 1981"."""
    start = negator[0].start if negator else 0
    denied = {unit.word for unit in negated.units if unit.start >= start}
    said = without.words()
    most = any(word.endswith(words.rows_of("values", "superlative")) for word in said) or not words.of(
        "values", "superlatives"
    ).isdisjoint(said)
    if _than_any(without, words) and not _than_any(negated, words):
        more, ends = words.of("shifting", "comparatives"), words.rows_of("shifting", "comparative")
        compared = {word for word in said if word in more or word.endswith(ends)}
        if not compared.isdisjoint(denied):
            return True
        most |= bool(compared)
    return most and not words.of("shifting", "as_much").isdisjoint(denied)


def _than_any(side: Side, words: Language) -> bool:
    """As in "deeper than any other"."""
    phrases = words.of("shifting", "than_any")
    return bool(phrases) and any(f"{one} {two}" in phrases for one, two in itertools.pairwise(side.words()))


def _out_of(gone: Sequence[Unit], without: Side, words: Language) -> bool:
    """As in "out of order" beside "not working"."""
    come = {unit.word for unit in gone}
    known = {phrase for phrase in words.of("shifting", "out_of") if phrase.split()[0] in come}
    return bool(known) and any(f"{one} {two}" in known for one, two in itertools.pairwise(without.words()))


def _excepts(without: Side, negated: Side, words: Language) -> bool:
    """As in "not unless they agree" beside "only if they agree", "no one but the clerk" beside "only the clerk"."""
    denied, said = negated.words(), without.words()
    # Neither, nor: one denial of two.
    neither, only = words.of("shifting", "neither"), words.of("shifting", "only")
    if not neither.isdisjoint(said) and neither.isdisjoint(denied):
        return True
    excepted = not only.isdisjoint(said) and only.isdisjoint(denied)
    return excepted and not words.of("shifting", "except").isdisjoint(denied)


def _only_with(without: Side, negated: Side, words: Language) -> bool:
    """As in "cannot be bought without a prescription" beside "can only be bought with one"."""
    denied, said = negated.words(), without.words()
    only = words.of("shifting", "only")
    if only.isdisjoint(said) or not only.isdisjoint(denied) or words.lacking.isdisjoint(denied):
        return False
    return any(word not in words.lacking and (word in words.negators or is_contracted(word, words)) for word in denied)


def _limits(negator: Sequence[Unit], negated: Side, without: Side, words: Language) -> bool:
    """As in "no more than 50" beside "up to 50", "no later than Friday" beside "by Friday"."""
    start = negator[0].start if negator else 0
    denied = [unit.word for unit in negated.units if unit.start >= start][: len(negator) + 2]
    plain = words.of("shifting", "plain_negators")
    place = next((n for n, word in enumerate(denied) if word in plain), len(denied))
    bound, than = (denied[n] if n < len(denied) else "" for n in (place + 1, place + 2))
    said = f" {' '.join(without.words())} "
    if than not in words.of("shifting", "than") or f" {bound} {than} " in said:
        return False
    of = "at_most" if bound in words.of("shifting", "more") else "at_least"
    return (of == "at_most" or bound in words.of("shifting", "less")) and any(
        f" {limit} " in said for limit in words.of("shifting", of)
    )


def _senses(units: Sequence[Unit], words: Language) -> list[tuple[str, str]]:
    """What the words mean, one by one and two together: "late", "on time"."""
    pairs = [f"{one.word} {two.word}" for one, two in itertools.pairwise(units)]
    return [sense for text in (*(unit.word for unit in units), *pairs) for sense in words.senses.get(text, ())]


def _joint(units: Sequence[Unit], stood: set[str], words: Language) -> list[tuple[str, str]]:
    """What two words mean together of which only the second stands on the other side, too: "on duty", "off duty"."""
    pairs = [
        f"{one.word} {two.word}" for one, two in itertools.pairwise(units) if one.key not in stood and two.key in stood
    ]
    return [sense for pair in pairs for sense in words.senses.get(pair, ())]


def _said_otherwise(without: Sequence[Unit], negated: Sequence[Unit], words: Language) -> bool:
    """Whether the side without a negator denies all the same: "not possible", "impossible"; "without", "lost"."""
    stems = {unit.word for unit in negated if len(unit.word) >= _SHORTEST_STEM}
    plural = words.rows_of("values", "plural_endings")
    # "No scales", "scaleless"; "no job", "jobless".
    single_stems = {
        word.removesuffix(ending)
        for word in (unit.word for unit in negated)
        for ending in ("", *plural)
        if len(word) >= _SHORTEST_BEFORE_LESS
    }
    said = {unit.word for unit in negated}
    heads = {unit.word[:_SHORTEST_STEM] for unit in negated}
    single = any(unit.mention and unit.mention.value == "1" for unit in without)
    if single and said.isdisjoint(words.of("shifting", "no_person")):
        return True
    if any(unit.token.lower in words.of("shifting", "first") for unit in without):
        return True
    outside = words.of("shifting", "outside")
    if not said.isdisjoint(words.of("shifting", "inside")) and any(unit.word in outside for unit in without):
        return True
    pairs = {f"{one.word} {two.word}" for one, two in itertools.pairwise(without) if two.start - one.end == 1}
    if not pairs.isdisjoint(words.of("shifting", "minus_phrases")):
        return True
    prefixes, less = words.rows_of("shifting", "denying"), words.rows_of("shifting", "denying_end")
    if any(f"{one.word} {two.word}" in words.minus for one, two in itertools.pairwise(without)):
        return True
    return any(
        (unit.word in words.minus and unit.word not in said and unit.word[:_SHORTEST_STEM] not in heads)
        or _denies(unit.word, words)
        or any(unit.word == prefix + stem for prefix in prefixes for stem in stems)
        or any(unit.word == stem + ending for ending in less for stem in stems | single_stems)
        for unit in without
    )


def _denies(word: str, words: Language) -> bool:
    """As in "unharmed" for "without injury", "unnamed" for "not named"."""
    if word in words.of("shifting", "denying_word") or word.startswith(words.rows_of("shifting", "denying_all")):
        return True
    denying, able = words.rows_of("shifting", "denying_able"), words.rows_of("shifting", "able")
    if word.startswith(denying) and word.endswith(able):
        return True
    denying, denied = words.rows_of("shifting", "denying_state"), words.rows_of("shifting", "denied_state")
    state = word.startswith(denying) and word.endswith(denied)
    return state and not word.startswith(words.rows_of("shifting", "not_denying"))


_SHORTEST_STEM, _SHORTEST_BEFORE_LESS = 4, 3
