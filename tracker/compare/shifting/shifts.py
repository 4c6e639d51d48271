"""Shifts of meaning without a figure or a name: hedges added or dropped, negation flipped, outside quotations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tracker.compare.shifting.delays import is_delay
from tracker.compare.shifting.denials import excepted_words, is_denied_too, turned_words
from tracker.compare.shifting.doubts import gives_words, hedge_at
from tracker.compare.shifting.negators import negator_at
from tracker.compare.shifting.nodoubt import is_no_doubt
from tracker.compare.sides.blocks import Block
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language

# A hedge or a negation in a longer block came or went with its clause: that is no shift of what stayed.
_LONGEST_BLOCK = 9


Reads = Callable[[Sequence[Unit], int], str]


@dataclass(frozen=True, slots=True)
class Shift:
    """Units that came or went, with the units around that show what they did; `word` is the hedge or negator. What `turned`
    stands on both sides, on one with a prefix that denies it.
    """

    word: str
    old: Sequence[Unit]
    new: Sequence[Unit]
    added: bool
    turned: bool = False


def evidence(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[Shift]:
    """Findings that suggested something and now show it, or the other way round; what raised a risk and now is the cause."""
    kinds = (
        (words.weak, words.strong),
        (words.of("shifting", "risking"), words.of("shifting", "bringing")),
        (words.of("shifting", "hinting"), words.of("shifting", "telling")),
    )
    for block in found:
        left, right = block.old_units(old), block.new_units(new)
        if max(len(left), len(right)) > _LONGEST_BLOCK:
            continue
        for one, two, added in ((left, right, False), (right, left, True)):
            ends = (_ends(one, two, *kind) for kind in kinds)
            weak, strong = next((end for end in ends if end is not None), (None, None))
            if weak and strong:
                yield Shift(weak.word, *(([strong], [weak]) if added else ([weak], [strong])), added)


def _ends(
    one: Sequence[Unit], two: Sequence[Unit], weak: frozenset[str], strong: frozenset[str]
) -> tuple[Unit, Unit] | None:
    """What weakens among units, and what stands as sure among others where nothing weakens."""
    low = next((unit for unit in one if unit.word in weak), None)
    high = next((unit for unit in two if unit.word in strong), None)
    weakened = any(unit.word in weak for unit in two)
    return (low, high) if low and high and not weakened else None


def hedges(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[Shift]:
    """Hedges on one side of a small block only, unless the passage has as many as before."""
    said = words.of("shifting", "indirect")
    if said and not all(gives_words(side.words(), words) for side in (old, new)):
        said = frozenset()  # the mood of what others say doubts nothing where both sides say whose words they are

    def reads(units: Sequence[Unit], place: int) -> str:
        hedge = hedge_at(units, place, words)
        return "" if hedge in said else hedge

    clauses = list(_beliefs(old, new, found, words))
    for shift in _one_sided(old, new, found, reads, words, doubts=True):
        if not any(clause.added != shift.added for clause in clauses):
            yield shift
    yield from _intentions(old, new, found, words)
    # A clause that gave way to a hedge leaves the doubt: "Police believe he stole it", "He allegedly stole it".
    more = _count(new, reads) - _count(old, reads) if clauses else 0
    yield from (clause for clause in clauses if (more >= 0 if clause.added else more <= 0))
    yield from _sources(old, new, found, words)


def _intentions(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[Shift]:
    """What someone means to do on one side and will do on the other: "hopes to open", "will open"."""
    for block in found:
        for one, two, side, start, added in (
            (block.old_units(old), block.new_units(new), old, block.old_start, False),
            (block.new_units(new), block.old_units(old), new, block.new_start, True),
        ):
            meant = next(
                (
                    n
                    for n, unit in enumerate(one)
                    if unit.word in words.intentions and not _arranged(side.units, start + n, words)
                ),
                None,
            )
            doing = [one[-1].word + ending for ending in words.rows_of("shifting", "doing")] if one else []
            known = words.of("shifting", "sure")
            sure = next((unit for unit in two if unit.word in known or unit.word in doing), None)
            sure = sure or _done_now([unit.word for unit in one], two, words)
            if meant is None or sure is None or max(len(one), len(two)) > _LONGEST_INTENTION:
                continue
            if not any(unit.word in words.intentions or unit.word in words.hedges for unit in two):
                weak, strong = [one[meant]], [sure]
                yield Shift(weak[0].word, strong if added else weak, weak if added else strong, added)


def _arranged(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "a party is planned in May" and "she plans six months off", which say no less than that it will be."""
    if place + 1 < len(units) and units[place + 1].mention is not None:
        return True
    then = units[place + 1].word if place + 1 < len(units) else ""
    before = units[place - 1].word if place else ""
    passive = before in words.of("shifting", "be") and units[place].word in words.of("shifting", "arranged")
    return passive and then not in words.of("shifting", "to")


def _done_now(meant: Sequence[str], two: Sequence[Unit], words: Language) -> Unit | None:
    """The verb alone where the other side has what is meant before it: "is expected to close", "closes", "closed"."""
    if len(two) != 1 or words.of("shifting", "to").isdisjoint(meant[-2:-1]):
        return None
    forms = [meant[-1] + ending for ending in words.rows_of("shifting", "third_person")]
    forms += [meant[-1][:-1] + ending for ending in words.rows_of("shifting", "third_person_of_y")]
    forms += [meant[-1].removesuffix("e") + ending for ending in words.rows_of("shifting", "participle")]
    return two[0] if two[0].word in forms else None


_LONGEST_INTENTION = 4


def _beliefs(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[Shift]:
    """A clause such as "Police believe" before a statement that otherwise stands: it came or went with its subject."""
    believe, that = words.of("shifting", "believe"), words.of("shifting", "that")
    believed = believe | words.of("shifting", "after_be") | words.of("shifting", "suspected")
    believed |= words.of("shifting", "according")
    no_clause = words.of("contrasting", "links") | words.of("shifting", "be") | words.of("shifting", "of")
    for block in found:
        for gone, other, side, place, added in (
            (_unturned(old, block.old_start, block.old_end), block.new_units(new), new, block.new_end, False),
            (_unturned(new, block.new_start, block.new_end), block.old_units(old), old, block.old_end, True),
        ):
            tail = [unit.word for unit in gone[-2:]]
            believes = next((word for word in tail if word in believe), "")
            if not believes or other or not 1 < len(gone) <= _LONGEST_BELIEF or tail[-1] not in that | {believes}:
                continue
            if gone[0].word in words.of("shifting", "no_believer"):  # "Despite public fears"
                continue
            if any(unit.word in words.negators for unit in gone) or any(unit.word in believed for unit in side.units):
                continue
            near = side.units[place : place + 1]
            if near and near[0].word not in no_clause:  # "house claims in Leeds"
                yield Shift(believes, near if added else gone, gone if added else near, added)


_LONGEST_BELIEF = 6


def _unturned(side: Side, start: int, end: int) -> Sequence[Unit]:
    """The units of a block, moved by one where it ends with the word before it: "the [suit claims that the] firm"."""
    turned = 0 < start < end and side.units[start - 1].key == side.units[end - 1].key
    return side.units[start - turned : end - turned]


def _sources(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[Shift]:
    """A relative clause that was given to somebody who accuses and now stands as sure: "a meadow that, according to the
    indictment, does not exist"; nothing where its side says so elsewhere.
    """
    claims = words.of("shifting", "saying") | words.of("shifting", "accused")
    for block in found if words.of("shifting", "accusers") else ():
        for gone, other, side, place, added in (
            (block.old_units(old), block.new_units(new), new, block.new_start, False),
            (block.new_units(new), block.old_units(old), old, block.old_start, True),
        ):
            said = [unit.word for unit in gone]
            if other or not _gives(said, words) or not _relative(side, place, words):
                continue
            if any(word in claims or word in said[-1:] for word in side.words()):
                continue
            stayed = side.units[place - 1 : place + 1]
            yield Shift(" ".join(said), stayed if added else gone, gone if added else stayed, added)


def _relative(side: Side, place: int, words: Language) -> bool:
    """Whether a relative clause begins right before a place: "that", "whose stall"."""
    near = [unit.word for unit in side.units[max(0, place - 2) : place]]
    return bool(near) and (near[-1] in words.of("shifting", "relative") or near[0] in words.of("shifting", "whose"))


def _gives(said: Sequence[str], words: Language) -> bool:
    """Whether words are a source with what gives a statement to it and no more: "according to police", "prosecutors say";
    any source where the verb itself doubts: "the company claims".
    """
    if not 1 < len(said) <= _LONGEST_SOURCE:
        return False
    if said[0] in words.of("shifting", "according"):
        source = said[2:]
    else:
        source = said[:-1] if said[-1] in words.of("shifting", "saying") else []
        if source and said[-1] in words.of("shifting", "claiming"):
            return True
    return not words.of("shifting", "accusers").isdisjoint(source)


_LONGEST_SOURCE = 7


def negations(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[Shift]:
    """Negators on one side of a small block only, unless the passage has as many as before."""
    for turned in (*turned_words(old, new, found, words), *excepted_words(old, new, found, words)):
        yield Shift(*turned, turned=True)
    delays: dict[bool, bool] = {}
    for shift in _one_sided(old, new, found, lambda units, place: negator_at(units, place, words), words):
        come = shift.new if shift.added else shift.old
        without, negated = (old, new) if shift.added else (new, old)
        stays = {unit.key for unit in negated.units}
        gone = [unit for unit in without.units if unit.key not in stays]
        behind = [unit for unit in negated.units if unit.start > come[-1].start][:_LONGER_WITHIN]
        if any(unit.word in words.of("shifting", "longer") for unit in (*come, *behind)):
            # What "still" is, is what "no longer" denies.
            gone = [unit for unit in gone if unit.word not in words.of("shifting", "still")]
        if is_denied_too(come, gone, negated, without, words):
            continue
        # Who does without something does not have it: a denial on the other side says so already.
        if shift.word in words.of("shifting", "doing_without") and not words.negators.isdisjoint(without.words()):
            continue
        if shift.added not in delays:
            delays[shift.added] = is_delay(negated, without, words)
        if not delays[shift.added]:
            yield shift


_LONGER_WITHIN = 3


def _one_sided(
    old: Side, new: Side, found: list[Block], reads: Reads, words: Language, *, doubts: bool = False
) -> Iterator[Shift]:
    balance: int | None = None
    for block in found:
        gone = [(place, word) for place in range(block.old_start, block.old_end) if (word := reads(old.units, place))]
        come = [(place, word) for place in range(block.new_start, block.new_end) if (word := reads(new.units, place))]
        if (
            len(gone) == len(come)
            or max(block.old_end - block.old_start, block.new_end - block.new_start) > _LONGEST_BLOCK
        ):
            continue
        if balance is None:
            balance = _count(new, reads) - _count(old, reads) + (0 if doubts else _reversals(old, new, found, words))
        if balance * (len(come) - len(gone)) <= 0 and not (doubts and _is_made_sure(block, old, new, reads, words)):
            continue
        added = len(come) > len(gone)
        place, word = (come if added else gone)[0]
        if doubts and is_no_doubt(word, place, block, (old, new), words, added=added):
            continue
        if _goes_with_quotation(block, place, (new, old) if added else (old, new), added=added, doubts=doubts):
            continue
        lacks = not doubts and word in words.lacking and _replaced(block)
        if (
            lacks or _reworded(block, old, new, words) or (not doubts and _dropped(block, place, added=added))
        ) and not any(
            _scope_stays(*((new, old) if added else (old, new)), at + said.count(" ") + said.count("-"), words)
            for at, said in (come if added else gone)[: None if doubts else 1]
        ):
            continue
        near_old = _around(old.units, block.old_start, block.old_end)
        near_new = _around(new.units, block.new_start, block.new_end)
        yield Shift(word, near_old, near_new, added)


def _reversals(old: Side, new: Side, found: list[Block], words: Language) -> int:
    """How many verbs that deny gave way to their contrary, less those that came for theirs: "denied", "confirmed". They are
    told as such, and make up for no "not" that came elsewhere.
    """
    count = 0
    for block in found:
        one, two = block.old_units(old), block.new_units(new)
        count += any(_is_contrary(unit, two, words) for unit in one) - any(
            _is_contrary(unit, one, words) for unit in two
        )
    return count


def _is_contrary(unit: Unit, others: Sequence[Unit], words: Language) -> bool:
    """Whether a unit denies, and one of the others is its contrary: "denied", "confirmed"."""
    if unit.word not in words.negators:
        return False
    senses = dict(words.senses.get(unit.word, ()))
    return any(
        senses.get(group, sense) != sense for other in others for group, sense in words.senses.get(other.word, ())
    )


def _is_made_sure(block: Block, old: Side, new: Side, reads: Reads, words: Language) -> bool:
    """Whether nothing but "may" gave way to "will" before the same verb, or the other way round: a doubt of another clause makes
    up for none of it, one of the same does: "It is possible that she will", "She may".
    """
    one, two = block.old_units(old), block.new_units(new)
    behind = old.units[block.old_end : block.old_end + 1], new.units[block.new_end : block.new_end + 1]
    if len(one) != 1 or len(two) != 1 or not all(behind) or behind[0][0].key != behind[1][0].key:
        return False
    may, sure = words.of("shifting", "may"), words.of("shifting", "sure")
    if one[0].word in sure and two[0].word in may:
        side, place = old, block.old_start
    elif one[0].word in may and two[0].word in sure:
        side, place = new, block.new_start
    else:
        return False
    ands = words.of("values", "and_or")
    ends = [n for n, unit in enumerate(side.units) if unit.word in ands]
    first = max((n for n in ends if n < place), default=-1) + 1
    last = min((n for n in ends if n > place), default=len(side.units))
    return not any(reads(side.units, n) for n in range(first, last))


def _goes_with_quotation(block: Block, place: int, sides: tuple[Side, Side], *, added: bool, doubts: bool) -> bool:
    """Whether a word stands in a quotation that came or went with it, or a negator in what a whole one gave way to: then
    the quotation is told. `sides` are that of the word and the other.
    """
    one, two = (block.old_start, block.old_end), (block.new_start, block.new_end)
    (first, _), (start, end) = (two, one) if added else (one, two)
    side, other = sides
    if start == end:
        begins, word = side.units[first].start, side.units[place].start
        return sum(item.text == '"' and begins <= item.start < word for item in side.items) % 2 == 1
    before, after = other.units[start].start, other.units[end - 1].end
    marks = [item for item in other.items if item.text == '"'] if not doubts else []
    return any(mark.end == before for mark in marks) and any(mark.start == after for mark in marks)


def _around(units: Sequence[Unit], start: int, end: int) -> Sequence[Unit]:
    """The units of a block, the one before them and one at least behind that; one further where it has words."""
    return units[max(0, start - 1) : max(end, start + 1) + (end > start)]


def _reworded(block: Block, old: Side, new: Side, words: Language) -> bool:
    """Whether more stands in a block than a negator or a hedge with its verb: then the words around were rewritten."""
    sides = block.old_units(old), block.new_units(new)
    beside = words.of("shifting", "beside")
    less = min(sum(unit.word not in beside for unit in side) for side in sides)
    return max(map(len, sides)) > (_LONGEST_ALONE if less == 1 else _LONGEST_PLAIN)


def _replaced(block: Block) -> bool:
    """Whether words gave way to others: then "without fuss" denies nothing of what was said before, "calmly"."""
    return block.old_end > block.old_start and block.new_end > block.new_start


def _dropped(block: Block, place: int, *, added: bool) -> bool:
    """Whether a negator or a hedge stands alone on its side with more behind it: then its clause came or went."""
    first, last = (block.new_start, block.new_end) if added else (block.old_start, block.old_end)
    other = block.old_end - block.old_start if added else block.new_end - block.new_start
    return not other and place + 1 < last and last - first > 1


def _scope_stays(side: Side, other: Side, place: int, words: Language) -> bool:
    """Whether the word that a negator or a hedge bears on stands on the other side, too, in whatever form: "could no
    longer be reached" beside "cut off" is said in other words altogether.
    """
    near = [unit.word for unit in side.units[place + 1 : place + 1 + _REACH]]
    small = words.of("shifting", "be") | words.of("shifting", "beside") | words.of("shifting", "have")
    small |= words.of("shifting", "longer") | words.of("shifting", "that")
    scope = next((_bare(word) for word in near if len(word) >= _SHORTEST_SCOPE and word not in small), "")
    said = words.verbs.get(scope)  # "did not say", "said"
    past = words.participles.get(scope)  # "is thought to have sunk", "sank"
    return not scope or any(
        _bare(word)[:_SHORTEST_STEM] == scope[:_SHORTEST_STEM]
        or (len(word) >= _SHORTEST_SCOPE and scope.startswith(word + word[-1]))  # "cut", "cutting"
        or word == past
        or (said and words.verbs.get(word) == said)
        for word in other.words()
    )


def _bare(word: str) -> str:
    """A word without an article that lost its vowel: "d'argent", "l'argent"."""
    return word.rpartition("'")[2] or word


_LONGEST_PLAIN, _LONGEST_ALONE = 3, 4
_REACH, _SHORTEST_SCOPE, _SHORTEST_STEM = 4, 3, 4


def _count(side: Side, reads: Reads) -> int:
    """How many hedges or negators a side has."""
    return sum(bool(reads(side.units, place)) for place in range(len(side.units)))
