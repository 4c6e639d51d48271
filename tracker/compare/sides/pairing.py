"""Finds what has no equal on the other side of a passage, and what the words around facts and names are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from tracker.compare.facts.tokens import Mention
from tracker.compare.naming.names import Name
from tracker.compare.sides.blocks import Block
from tracker.compare.sides.units import Side
from tracker.compare.text.language import Language

T = TypeVar("T", Mention, Name)


def stayed_first(
    old: Side, olds: Sequence[T], new: Side, news: Sequence[T], found: list[Block]
) -> tuple[list[T], list[T]]:
    """Both lists with those first that stand where nothing changed, so that each of them finds itself and not the same
    value elsewhere: "five of six" that becomes "six of six".
    """
    left = {unit.start for block in found for unit in block.old_units(old)}
    right = {unit.start for block in found for unit in block.new_units(new)}
    return (
        sorted(olds, key=lambda item: any(item.start <= start < item.end for start in left)),
        sorted(news, key=lambda item: any(item.start <= start < item.end for start in right)),
    )


def unequal(old: Sequence[T], new: Sequence[T], same: Callable[[T, T], bool]) -> tuple[list[T], list[T]]:
    """What has no equal on the other side, each equal used once, verbatim equals first."""
    olds, news = list(old), list(new)
    for one in list(olds):
        two = next((item for item in news if _identical(one, item)), None)
        if two is not None:
            olds.remove(one)
            news.remove(two)
    for one in list(olds):
        two = next((item for item in news if same(one, item)), None)
        if two is not None:
            olds.remove(one)
            news.remove(two)
    return olds, news


def _identical(one: Mention | Name, two: Mention | Name) -> bool:
    if isinstance(one, Mention) and isinstance(two, Mention):
        return one.value == two.value and one.sub is two.sub
    return isinstance(one, Name) and isinstance(two, Name) and one.parts == two.parts


def shape(side: Side, words: Language) -> list[str]:
    """The words of a side with facts and names reduced to their sort."""
    articles = words.of("sides", "article")
    shape: list[str] = []
    for unit in side.units:
        if unit.word in articles:  # comes and goes with a name: "backed by Labour and opposed by the Greens"
            continue
        key = f"\x01{unit.mention.sub}" if unit.mention else "\x03name" if unit.name >= 0 else unit.key
        if key != "\x03name" or not shape or shape[-1] != key:
            shape.append(key)
    return shape
