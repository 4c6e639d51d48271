"""Tells when who did something was dropped from a statement or put into it, by a turn from active to passive or back:
"Police shot the man", "The man was shot". A passive that keeps its "by" says the same and is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.compare.sides.blocks import Block
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language

_BREAKS = frozenset([".", ";", ":", "!", "?", ","])
# How far behind a verb its "by" may stand, and how far before it its subject begins.
_FARTHEST = 12
_SHORTEST_VERB = 4
_LONGEST_PASSAGE = 60


@dataclass(frozen=True, slots=True)
class Agency:
    """The words of both sides that turn the statement, and whether the agent was dropped or put in."""

    old: Sequence[Unit]
    new: Sequence[Unit]
    agent: str
    dropped: bool


def agency(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[Agency]:
    """The first turn of a passage between active and passive in which the agent came or went."""
    if not words.participles or max(len(old.units), len(new.units)) > _LONGEST_PASSAGE:
        return
    for block in found:
        if (named := _named_in_passive(old, new, block, words)) is not None:
            yield named
            return
    exchanged = (unit.word for block in found for unit in (*block.old_units(old), *block.new_units(new)))
    if words.of("shifting", "passive").isdisjoint(exchanged):
        return
    for active, passive, dropped in ((old, new, True), (new, old, False)):
        for start, place in _passives(passive, words):
            verb = passive.units[place].word
            doing = _active(active, verb, words)
            if doing is None:
                continue
            agent = [unit for unit in active.units[doing[0] : doing[1]] if _content(unit, words)]
            kept = {unit.key for unit in passive.units}
            if not agent or any(unit.key in kept for unit in agent):
                continue
            sides = active.units[doing[0] : doing[1] + 1], passive.units[start : place + 1]
            shown = " ".join(unit.token.text for unit in active.units[doing[0] : doing[1]])
            yield Agency(*(sides if dropped else sides[::-1]), agent=shown, dropped=dropped)
            return


def _named_in_passive(old: Side, new: Side, block: Block, words: Language) -> Agency | None:
    """As in "was made by the council to him", "was made to him": the "by" of a passive came or went with its agent."""
    gone, come = block.old_units(old), block.new_units(new)
    if bool(gone) == bool(come):
        return None
    side, place = (old, block.old_start) if gone else (new, block.new_start)
    by = gone or come
    if (
        by[0].word not in words.of("shifting", "by")
        or len(by) > _FARTHEST
        or place < 1
        or not _participle(side.units[place - 1].word, words)
    ):
        return None
    agent = [unit for unit in by[1:] if _content(unit, words)]
    if not agent or any(unit.mention for unit in by) or by[1].word in words.of("shifting", "by_when"):
        return None
    if by[1].word.endswith(words.rows_of("shifting", "doing")):
        return None
    verb = [side.units[place - 1]]
    shown = " ".join(unit.token.text for unit in by[1:])
    return Agency(by if gone else verb, verb if gone else by, agent=shown, dropped=bool(gone))


def _passives(side: Side, words: Language) -> Iterator[tuple[int, int]]:
    """(place of "was", place of the participle) for passives without an agent."""
    passive, between, by = (words.of("shifting", name) for name in ("passive", "between", "by"))
    for place, unit in enumerate(side.units):
        if not _participle(unit.word, words):
            continue
        start = place - 1
        while start > 0 and side.units[start].word in between:
            start -= 1
        behind = [other.word for other in side.units[place + 1 : place + 1 + _FARTHEST]]
        if start >= 0 and side.units[start].word in passive and by.isdisjoint(behind):
            yield start, place


def _active(side: Side, verb: str, words: Language) -> tuple[int, int] | None:
    """Where the subject of a verb in the active begins and where the verb stands; nothing if it is not used so."""
    for place, unit in enumerate(side.units):
        if unit.word not in (verb, words.participles.get(verb, verb)) or place + 1 >= len(side.units):
            continue
        before = [other.word for other in side.units[max(0, place - 2) : place]]
        if not place or not words.of("shifting", "passive").isdisjoint(before):
            continue
        start = place
        while start > 0 and place - start < _FARTHEST and not _broken(side, start):
            start -= 1
        return start, place
    return None


def _broken(side: Side, place: int) -> bool:
    """Whether a sign stands before the unit at a place: there another clause ends."""
    before, here = side.units[place - 1], side.units[place]
    signs = (item.text for item in side.items if before.end <= item.start < here.start)
    return any(sign in _BREAKS for sign in signs) or before.quoted


def _content(unit: Unit, words: Language) -> bool:
    return bool(unit.mention) or (bool(unit.word) and unit.word not in words.of("shifting", "small"))


def _participle(word: str, words: Language) -> bool:
    regular = len(word) >= _SHORTEST_VERB and word.endswith(words.rows_of("shifting", "participle"))
    return regular or word in words.participles
