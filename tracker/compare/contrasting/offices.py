"""Offices that became others by a word before, in or behind them: "former", "Vizekanzler", "directeur adjoint"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import partial

from tracker.compare.contrasting.officefields import field_flags
from tracker.compare.findings import flag, word_delta, word_fact
from tracker.compare.sides.blocks import Block
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language
from tracker.model import FactSub, Flag, FlagKind

_SHORTEST_OFFICE = 4


def office_flags(passage: Passage, block: Block, words: Language, *, renamed: bool) -> Iterator[Flag]:
    """The flags of a block in which an office became another, is held no longer or not in full; where its holder was
    `renamed`, the name tells it.
    """
    yield from _exchanged_office(passage, block, words)
    another = list(_another_office(passage, block, words))
    yield from another or _described_office(passage, block, words)
    yield from field_flags(passage, block, words)
    if not renamed:
        yield from _qualified_title(passage, block, words)
        yield from _compound_title(passage, block, words)


def _qualified_title(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """A title became former, acting or deputy, or ceased to be."""
    of = partial(words.of, "contrasting")
    for side, units, end in (
        (passage.old, block.old_units(passage.old), block.old_end),
        (passage.new, block.new_units(passage.new), block.new_end),
    ):
        other = block.new_units(passage.new) if side is passage.old else block.old_units(passage.old)
        if (
            len(units) != 1
            or other
            or end >= len(side.units)
            or not (units[0].word in _qualifying(words) or any(units[0].word in of(name) for name in _OF_OFFICES))
        ):
            continue
        title = side.units[end]
        referring = (
            any(units[0].word in of(name) for name in _REFERRING) and title.word and title.word not in of("spans")
        )
        if units[0].word in of("adverbs") and end > 1 and not _determines(side.units[end - 2].word, words):
            continue
        kin = words.contrasts.get("kin", {}).keys() | words.contrasts.get("relation", {}).keys()
        office = words.titles | words.roles | kin
        if title.word not in office and (not referring or _are_things(title.word, office)):
            continue
        if units[0].word in of("of_kin") and title.word not in kin:
            continue
        opposite = passage.new if side is passage.old else passage.old
        if any(unit.word == units[0].word for unit in opposite.units):
            continue
        if units[0].word in of("bygone") and any(unit.word in of("bygone") for unit in opposite.units):
            continue
        called = office | words.contrasts.get("portfolio", {}).keys()
        last = next((n for n in range(end, len(side.units)) if side.units[n].word not in called), len(side.units)) - 1
        span = (units[0].start, max(title.end, side.units[last].end))
        old, new = (span, None) if side is passage.old else (None, span)
        yield flag(
            FlagKind.FACT_CHANGED,
            passage.where(old, new),
            rule="fact.title_qualified",
            sub=FactSub.TITLE.value,
            explanation="Whether the title is held now is stated otherwise.",
            summary=f"Title: “{(passage.cuts(old, new)[0 if old else 1]).lower()}” {'dropped' if old else 'added'}",
            delta=word_delta(*passage.cuts(old, new)),
        )


def _qualifying(words: Language) -> frozenset[str]:
    """What makes an office a lower one, or one that is not held now."""
    return words.of("naming", "qualifying") | words.of("contrasting", "dead")


# Besides these, by what they make of the office; those of them that whatever was so can have.
_OF_OFFICES = ("referring", "of_kin", "before_office")
_REFERRING = ("referring", "before_office")


def _are_things(word: str, office: AbstractSet[str]) -> bool:
    """Whether a word is the plural of no office: of "previous facts" none was held before."""
    return word.endswith("s") and not word.endswith(("ss", "'s")) and word.removesuffix("s") not in office


def _determines(word: str, words: Language) -> bool:
    possessed = word.endswith(words.rows_of("contrasting", "possession"))
    return not word or possessed or word in words.of("contrasting", "determining")


def _compound_title(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """The same where the word is one with its title or stands behind it: "Vizekanzler", "directeur adjoint"."""
    one, two = block.old_units(passage.old), block.new_units(passage.new)
    old: tuple[int, int] | None = None
    new: tuple[int, int] | None = None
    if len(one) == len(two) == 1:
        short, long = sorted((one[0].word.replace("-", ""), two[0].word.replace("-", "")), key=len)
        fused = len(short) >= _SHORTEST_OFFICE and any(
            long == prefix + short for prefix in words.of("contrasting", "prefixed")
        )
        if fused and short in words.titles | words.roles | words.contrasts.get("title", {}).keys():
            old, new = (one[0].start, one[0].end), (two[0].start, two[0].end)
    elif not one or not two:
        side, units, start = (passage.new, two, block.new_start) if two else (passage.old, one, block.old_start)
        if start and " ".join(unit.word for unit in units) in words.of("contrasting", "behind_office"):
            span = (side.units[start - 1].start, units[-1].end)
            old, new = (span, None) if one else (None, span)
    if old or new:
        yield word_fact(
            passage.where(old, new),
            passage.cuts(old, new),
            rule="fact.title_qualified",
            sub=FactSub.TITLE,
            label="Title",
            explanation="Whether the title is held now, or in full, is stated otherwise.",
        )


def _exchanged_office(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """What stands before a title became another thing: "deputy prime minister", "defence minister"; the single words
    that exclude each other are told as contrasts.
    """
    one, two = block.old_units(passage.old), block.new_units(passage.new)
    behind = passage.old.units[block.old_end].word if block.old_end < len(passage.old.units) else ""
    lengths = len(one), len(two)
    if not {behind, behind.removesuffix("s")} & words.titles or not all(
        0 < length <= _LONGEST_OFFICE for length in lengths
    ):
        return
    fields = words.contrasts.get("portfolio", {}).keys()
    if lengths == (1, 1) and (one[0].word in fields) == (two[0].word in fields):
        return
    office = words.titles | fields
    if not all(unit.word in office for unit in (*one, *two)):
        return
    yield _office_fact(passage, (one[0], passage.old.units[block.old_end]), (two[0], passage.new.units[block.new_end]))


_LONGEST_OFFICE = 3


def _another_office(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """An office of several words became another: "deputy leader", "chair"; or its rank did: "lead author", "co-author"."""
    one, two = (_plain(units, words) for units in (block.old_units(passage.old), block.new_units(passage.new)))
    if not one or not two or max(len(one), len(two)) > _LONGEST_OFFICE:
        return
    ranks = words.of("contrasting", "ranks")
    if len(one) == len(two) == 1:
        if one[0].word in ranks and two[0].word in ranks and _holds_rank(passage, block, words):
            yield _office_fact(
                passage, (one[0], passage.old.units[block.old_end]), (two[0], passage.new.units[block.new_end])
            )
        return
    titles = words.contrasts.get("title", {})
    known = (_qualifying(words), ranks, words.titles, words.roles, titles)
    if not all(any(unit.word in some for some in known) for unit in (*one, *two)):
        return
    left, right = (_office(units, titles, words) for units in (one, two))
    if (
        left
        and right
        and left != right
        and "".join(unit.word for unit in one) != "".join(unit.word for unit in two)
        and not _by_letters(one, two, words)
        and not _by_letters(two, one, words)
        and not _stands_elsewhere(one, passage.new)
        and not _stands_elsewhere(two, passage.old)
    ):
        yield _office_fact(passage, one, two)


def _described_office(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """The office of somebody named became another by what it is for: "the channel's head of drama, Ada Quill", "the
    channel's chief executive, Ada Quill". Callings are left out: one person is called many things.
    """
    sides = (passage.old, block.old_units(passage.old)), (passage.new, block.new_units(passage.new))
    one, two = (_plain(units, words) for _, units in sides)
    heads = words.of("contrasting", "office_heads")
    told = [{unit.word for unit in units} - words.of("contrasting", "of") for units in (one, two)]
    if not all(_is_office(units, heads, words) for units in (one, two)) or not told[0].isdisjoint(told[1]):
        return
    if all(said <= heads for said in told) or not _is_somebodys(passage, block):
        return
    if not any(
        word in side.words() for side, said in zip((passage.new, passage.old), told, strict=True) for word in said
    ):
        yield _office_fact(passage, one, two)


def _is_office(units: Sequence[Unit], heads: AbstractSet[str], words: Language) -> bool:
    """Whether words in one row may be an office by what it is for: "artistic director", "head of drama"."""
    if not 1 < len(units) <= _LONGEST_DESCRIBED or units[-1].end - units[0].start > sum(
        len(unit.word) + 1 for unit in units
    ):
        return False
    plain = all(unit.word.isalpha() and unit.mention is None and not unit.token.capital for unit in units)
    of = words.of("contrasting", "of")
    joined = len(units) > 2 and units[1].word in of and units[0].word in heads  # noqa: PLR2004 - head, "of", what for
    return plain and (joined or (units[-1].word in heads and not any(unit.word in of for unit in units)))


_LONGEST_DESCRIBED = 4


def _is_somebodys(passage: Passage, block: Block) -> bool:
    """Whether the same name stands right behind a block on both sides, or shortly before it."""
    old, new = passage.old.units, passage.new.units
    behind = [
        units[end].word
        for units, end in ((old, block.old_end), (new, block.new_end))
        if end < len(units) and units[end].name >= 0
    ]
    if len(behind) == 2 and behind[0] == behind[1]:  # noqa: PLR2004 - one on each side
        return True
    before = [
        {unit.word for unit in units[max(0, start - _NEAR) : start] if unit.name >= 0}
        for units, start in ((old, block.old_start), (new, block.new_start))
    ]
    return not before[0].isdisjoint(before[1])


_NEAR = 4


def _by_letters(short: Sequence[Unit], long: Sequence[Unit], words: Language) -> bool:
    """Whether one office is the letters of the other, of which a last word may be left out: "CEO", "chief executive"."""
    if len(short) != 1 or len(long) == 1:
        return False
    heads = "".join(unit.word[:1] for unit in long)
    left_out = (heads + word[:1] for word in words.of("contrasting", "left_out_of_office"))
    return short[0].word in (heads, *left_out)


def _holds_rank(passage: Passage, block: Block, words: Language) -> bool:
    """Whether the same title stands behind a rank on both sides."""
    if block.old_end >= len(passage.old.units) or block.new_end >= len(passage.new.units):
        return False
    title = passage.old.units[block.old_end].word
    known = words.titles | words.roles | words.of("contrasting", "of_rank")
    return title == passage.new.units[block.new_end].word and title in known


def _office_fact(passage: Passage, one: Sequence[Unit], two: Sequence[Unit]) -> Flag:
    old, new = (one[0].start, one[-1].end), (two[0].start, two[-1].end)
    return word_fact(
        passage.where(old, new),
        passage.cuts(old, new),
        rule="fact.title",
        sub=FactSub.TITLE,
        label="Title",
        explanation="Another office stands at the same place.",
    )


def _stands_elsewhere(units: Sequence[Unit], other: Side) -> bool:
    """Whether the title stands on the other side, too, so that it only changed places."""
    return any(unit.word == units[-1].word for unit in other.units)


def _plain(units: Sequence[Unit], words: Language) -> Sequence[Unit]:
    return units[1:] if units and units[0].word in words.of("contrasting", "articles") else units


def _office(units: Sequence[Unit], titles: dict[str, str], words: Language) -> tuple[str, ...]:
    """An office as what stands before it and the sense of its title; empty where the last word is none."""
    head = units[-1].word
    if whole := titles.get(" ".join(unit.word for unit in units)):  # "police officer", "policewoman"
        return (whole,)
    if head not in titles and head not in words.titles:
        return ()
    return (*(unit.word for unit in units[:-1]), titles.get(head, head))
