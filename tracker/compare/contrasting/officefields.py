"""Tells when an office got, lost or changed the field it is held in: "directeur", "directeur musical"; "Direktor",
"Musikdirektor". The words stand in the language data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.compare.findings import word_fact
from tracker.compare.sides.blocks import Block
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language
from tracker.compare.text.spelling import unelided
from tracker.model import FactSub, Flag

_SHORTEST = 4
_Place = tuple[int, int]


def field_flags(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """One flag where the office beside a block has another field, or got or lost one that the other text never names."""
    places = _beside(passage, block, words) or _within(passage, block, words)
    if places is None:
        return
    cuts = passage.cuts(*places)
    if cuts[0].lower() in passage.new_text.text.lower() and len(cuts[0]) > len(cuts[1]):
        return
    if cuts[1].lower() in passage.old_text.text.lower() and len(cuts[1]) > len(cuts[0]):
        return
    yield word_fact(
        passage.where(*places),
        cuts,
        rule="fact.title_qualified",
        sub=FactSub.TITLE,
        label="Title",
        explanation="The field in which an office is held is stated otherwise.",
    )


def _beside(passage: Passage, block: Block, words: Language) -> tuple[_Place, _Place] | None:
    """The offices with their fields where nothing but a field came, went or gave way to another."""
    one, two = block.old_units(passage.old), block.new_units(passage.new)
    known = words.of("contrasting", "office_fields")
    if not known or not (one or two) or any(units and _text(units) not in known for units in (one, two)):
        return None
    if _stands(one, passage.new) or _stands(two, passage.old):
        return None
    for step in (-1, 1):
        old, new = (
            _office(side, first - 1 if step < 0 else last, words)
            for side, first, last in (
                (passage.old, block.old_start, block.old_end),
                (passage.new, block.new_start, block.new_end),
            )
        )
        if old is not None and new is not None:
            return _span((*one, old)), _span((*two, new))
    return None


def _within(passage: Passage, block: Block, words: Language) -> tuple[_Place, _Place] | None:
    """The two offices where one is the other with its field in the same word: "Musikdirektor", "secretária-geral"."""
    one, two = block.old_units(passage.old), block.new_units(passage.new)
    joined = [_joined(units) for units in (one, two)]
    if not all(joined):
        return None
    short, long = sorted(joined, key=len)
    if len(short) < _SHORTEST or short == long or not (long.startswith(short) or long.endswith(short)):
        return None
    if short not in _offices(words):
        return None
    known = words.of("contrasting", "office_prefixes") | words.of("contrasting", "office_fields")
    rest = long.removesuffix(short) if long.endswith(short) else long.removeprefix(short)
    return (_span(one), _span(two)) if rest in known and rest != long else None


def _joined(units: Sequence[Unit]) -> str:
    """The word that units are, which a hyphen may part; empty for several words."""
    apart = any(two.start - one.end > 1 for one, two in pairwise(units))
    return "" if apart or len(units) > 2 else "".join(unit.word.replace("-", "") for unit in units)  # noqa: PLR2004


def _stands(units: Sequence[Unit], other: Side) -> bool:
    """Whether a word of a field stands on the other side, too."""
    return not {unit.word for unit in units}.isdisjoint(other.words())


def _text(units: Sequence[Unit]) -> str:
    return " ".join(unit.word for unit in units)


def _office(side: Side, place: int, words: Language) -> Unit | None:
    """The office at a place, if one stands there."""
    unit = side.units[place] if 0 <= place < len(side.units) else None
    if unit is None:
        return None
    word = unelided(unit.word, words.rows_of("contrasting", "elided"))
    return unit if word in _offices(words) else None


def _offices(words: Language) -> frozenset[str]:
    return words.titles | words.of("contrasting", "offices_of_fields")


def _span(units: Sequence[Unit]) -> _Place:
    return min(unit.start for unit in units), max(unit.end for unit in units)
