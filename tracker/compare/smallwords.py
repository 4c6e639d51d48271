"""Small words that change a fact without being one: articles before a count, "former", "attempted", "not" before guilty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.compare.blocks import Block
from tracker.compare.factdiff import changed_names
from tracker.compare.findings import arrow, flag, word_delta
from tracker.compare.language import Language
from tracker.compare.passage import Passage
from tracker.compare.units import Unit
from tracker.model import FactDelta, FactSub, Flag, FlagKind


def small_word_flags(passage: Passage, words: Language) -> Iterator[Flag]:
    """Flags where a small word changes a fact: "a man", "two men"; "former" before a title; "attempted" before an
    offence; "not" before a plea or verdict.
    """
    renamed = bool(list(changed_names(passage.old, passage.new, passage.blocks, words)))
    for block in passage.blocks:
        yield from _counted_article(passage, block, words)
        yield from _exchanged_office(passage, block, words)
        if not renamed:
            yield from _qualified_title(passage, block, words)
        yield from _qualified_offence(passage, block, words)
        yield from _denied_verdict(passage, block, words)


def _counted_article(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    del words
    one, two = block.old_units(passage.old), block.new_units(passage.new)
    if not one or not two:
        return
    left, right = one[0], two[0]
    for article, count in ((left, right), (right, left)):
        number = count.mention
        if (
            article.word in ("a", "an", "one")
            and _one_and_many(one, two)
            and number is not None
            and number.sub is FactSub.NUMBER
            and not number.vague
            and (number.number or 0) > 1
        ):
            old, new = (left.start, left.end), (right.start, right.end)
            yield flag(
                FlagKind.FACT_CHANGED,
                passage.where(old, new),
                rule="fact.number",
                sub=FactSub.NUMBER.value,
                explanation="One became several, or the other way round.",
                summary=f"Number: {arrow(*passage.cuts(old, new))}",
                delta=_counts(left, right),
            )


def _counts(left: Unit, right: Unit) -> FactDelta:
    """Both counts as data; an article counts one."""
    one, two = (unit.mention.number or 0.0 if unit.mention else 1.0 for unit in (left, right))
    return FactDelta(f"{one:g}", f"{two:g}", factor=round(two / one, 6) if one else None)


def _one_and_many(one: Sequence[Unit], two: Sequence[Unit]) -> bool:
    """Whether only the count differs, or a noun and its plural after it as well: a man, two men."""
    if len(one) == 1 or len(two) == 1:
        return len(one) == len(two)
    left, right = one[1].word, two[1].word
    return left[:1] == right[:1] != "" or {left, right} == {"person", "people"}


_REFERRING = frozenset(("last", "previous", "next", "former", "current", "outgoing", "incoming"))
_SPANS = frozenset(
    (
        "week",
        "month",
        "year",
        "night",
        "time",
        "day",
        "decade",
        "season",
        "minute",
        "summer",
        "winter",
        "spring",
        "autumn",
    )
)
_QUALIFIERS = frozenset(["former", "ex", "acting", "deputy", "vice", "interim", "assistant", "then", "late"])


def _qualified_title(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """A title became former, acting or deputy, or ceased to be."""
    for side, units, end in (
        (passage.old, block.old_units(passage.old), block.old_end),
        (passage.new, block.new_units(passage.new), block.new_end),
    ):
        other = block.new_units(passage.new) if side is passage.old else block.old_units(passage.old)
        if len(units) != 1 or other or units[0].word not in _QUALIFIERS | _REFERRING or end >= len(side.units):
            continue
        title = side.units[end]
        referring = units[0].word in _REFERRING and title.word and title.word not in _SPANS
        if title.word not in words.titles and title.word not in words.roles and not referring:
            continue
        span = (units[0].start, title.end)
        old, new = (span, None) if side is passage.old else (None, span)
        yield flag(
            FlagKind.FACT_CHANGED,
            passage.where(old, new),
            rule="fact.title_qualified",
            sub=FactSub.TITLE.value,
            explanation="Whether the title is held now is stated otherwise.",
            summary=f"Title: “{units[0].word} {title.word}” {'dropped' if old else 'added'}",
            delta=word_delta(*passage.cuts(old, new)),
        )


def _exchanged_office(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """What stands before a title became another thing: "deputy prime minister", "defence minister"; the single words
    that exclude each other are told as contrasts.
    """
    one, two = block.old_units(passage.old), block.new_units(passage.new)
    behind = passage.old.units[block.old_end].word if block.old_end < len(passage.old.units) else ""
    lengths = len(one), len(two)
    if behind not in words.titles or not all(0 < length <= _LONGEST_OFFICE for length in lengths):
        return
    fields = words.contrasts.get("portfolio", {}).keys()
    if lengths == (1, 1) and (one[0].word in fields) == (two[0].word in fields):
        return
    office = words.titles | fields
    if not all(unit.word in office for unit in (*one, *two)):
        return
    title, other = passage.old.units[block.old_end], passage.new.units[block.new_end]
    old, new = (one[0].start, title.end), (two[0].start, other.end)
    yield flag(
        FlagKind.FACT_CHANGED,
        passage.where(old, new),
        rule="fact.title",
        sub=FactSub.TITLE.value,
        explanation="Another office stands at the same place.",
        summary=f"Title: {arrow(*passage.cuts(old, new))}",
        delta=word_delta(*passage.cuts(old, new)),
    )


_LONGEST_OFFICE = 3


def _qualified_offence(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """A charge became one of attempt, conspiracy, negligence, or ceased to be."""
    offences = words.contrasts.get("offence", {})
    for side, units, end in (
        (passage.old, block.old_units(passage.old), block.old_end),
        (passage.new, block.new_units(passage.new), block.new_end),
    ):
        other = block.new_units(passage.new) if side is passage.old else block.old_units(passage.old)
        if not 0 < len(units) <= _LONGEST_QUALIFIER or other or end >= len(side.units):
            continue
        if units[0].word not in words.qualifiers - words.hedges or side.units[end].word not in offences:
            continue
        span = (units[0].start, side.units[end].end)
        old, new = (span, None) if side is passage.old else (None, span)
        yield flag(
            FlagKind.FACT_CHANGED,
            passage.where(old, new),
            rule="fact.offence_qualified",
            sub=FactSub.OTHER.value,
            reason="offence",
            explanation="The offence is another one in law.",
            summary=f"Offence: “{units[0].word} {side.units[end].word}” {'dropped' if old else 'added'}",
            delta=word_delta(*passage.cuts(old, new)),
        )


_LONGEST_QUALIFIER = 2


def _denied_verdict(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """Guilty became not guilty, or the other way round."""
    verdicts = words.contrasts.get("verdict", {})
    for denied, plain, first, last, place in (
        (passage.old, passage.new, block.old_start, block.old_end, block.new_start),
        (passage.new, passage.old, block.new_start, block.new_end, block.old_start),
    ):
        near = denied.units[first : last + 1]
        at = next((n for n, unit in enumerate(near[:-1]) if unit.word in ("not", "nicht", "non", "no", "pas")), None)
        if at is None or near[at + 1].word not in verdicts:
            continue
        stands = [unit for unit in plain.units[place : place + last - first + 2] if unit.word == near[at + 1].word]
        if not stands or any(unit.word == "not" for unit in plain.units[max(0, place - 1) : place + 1]):
            continue
        sides = (near[at].start, near[at + 1].end), (stands[0].start, stands[0].end)
        old, new = sides if denied is passage.old else sides[::-1]
        yield flag(
            FlagKind.FACT_CHANGED,
            passage.where(old, new),
            rule="fact.verdict",
            sub=FactSub.OTHER.value,
            reason="offence",
            explanation="The plea or verdict is reversed.",
            summary=f"Verdict: {arrow(*passage.cuts(old, new))}",
            delta=word_delta(*passage.cuts(old, new)),
        )
        return
