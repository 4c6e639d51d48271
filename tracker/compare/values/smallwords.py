"""Small words that change a fact without being one: articles before a count, "former", "attempted", "not" before guilty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from tracker.compare.contrasting.offenceparts import qualified_offence
from tracker.compare.contrasting.offices import office_flags
from tracker.compare.facts.tokens import Mention
from tracker.compare.findings import arrow, flag, word_delta, word_fact
from tracker.compare.sides.blocks import Block
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Unit
from tracker.compare.text.files import scripts_file
from tracker.compare.text.language import Language
from tracker.compare.values.factdiff import same_value
from tracker.compare.values.namediff import changed_names
from tracker.compare.values.rates import is_rate
from tracker.model import FactDelta, FactSub, Flag, FlagKind


def small_word_flags(passage: Passage, words: Language) -> Iterator[Flag]:
    """Flags where a small word changes a fact: "a man", "two men"; "former" before a title; "attempted" before an
    offence; "not" before a plea or verdict.
    """
    pairs = changed_names(passage.old, passage.new, passage.blocks, words)
    renamed = any(pair.old and pair.new and pair.new.sub is not FactSub.PLACE for pair in pairs)
    for block in passage.blocks:
        yield from _counted_article(passage, block, words)
        yield from _one_of_all(passage, block, words)
        yield from _plural(passage, block, words)
        yield from office_flags(passage, block, words, renamed=renamed)
        yield from qualified_offence(passage, block, words)
        yield from _denied_verdict(passage, block, words)
        yield from _for_life(passage, block, words)
        yield from _exchanged_head(passage, block, words)
        yield from _by_or_to(passage, block, words)
        yield from _ranked(passage, block, words)
        yield from _how_often(passage, block, words)


def _counted_article(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    ones = words.ones | words.of("values", "ones")
    one, two = block.old_units(passage.old), block.new_units(passage.new)
    if not one or not two:
        return
    left, right = one[0], two[0]
    for article, count in ((left, right), (right, left)):
        number = count.mention
        if (
            article.word in ones
            and _one_and_many(one, two, words)
            and number is not None
            and number.sub is FactSub.NUMBER
            and not number.vague
            and (number.number or 0) > 1
            and not _stands_beside(passage, article, number)
            and not is_rate(
                *((passage.new, passage.old) if count is right else (passage.old, passage.new)), number, words
            )
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


def _stands_beside(passage: Passage, article: Unit, number: Mention) -> bool:
    """Whether the side of the article has the count, too: "A strike held up 31 ships", "Thirty-one ships were held up"."""
    side, other = (passage.old, passage.new) if article in passage.old.units else (passage.new, passage.old)
    counts = [sum(same_value(number, item) for item in items.mentions) for items in (side, other)]
    return counts[0] >= counts[1]


def _one_of_all(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """All became some: "all three men", "two of the three men"; "all the men", "all but two of the men"."""
    one, two = block.old_units(passage.old), block.new_units(passage.new)
    for whole, part in ((one, two), (two, one)):
        count = part[0].mention if part else None
        if count is None or not 0 < len(whole) <= _FEW or whole[0].word not in words.of("values", "all"):
            continue
        of_all = len(part) > 1 and part[1].word in words.of("values", "part_of")
        if not of_all and part[0].token.lower not in words.of("values", "all"):
            continue
        if count.sub is FactSub.NUMBER and not count.vague and not count.unit:
            yield _number(passage, (one[0].start, one[-1].end), (two[0].start, two[-1].end))


def _plural(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """One person became several behind the same word: "his brother", "his brothers"."""
    one, two = block.old_units(passage.old), block.new_units(passage.new)
    if not 0 < len(one) == len(two) <= _FEW or not block.old_start or not block.new_start:
        return
    left, right = one[0], two[0]
    before, there = passage.old.units[block.old_start - 1], passage.new.units[block.new_start - 1]
    short, long = sorted((left.word, right.word), key=len)
    people = words.contrasts.get("person", {})
    endings = words.rows_of("values", "plural_endings")
    plural = any(long == short + ending for ending in endings) or words.map_of("values", "plurals").get(long) == short
    possessed = before.word.endswith(words.rows_of("contrasting", "possession"))
    determined = possessed or before.word in words.of("values", "determiners")
    if before.key != there.key or not determined or left.name >= 0 or right.name >= 0:
        return
    if plural and short in words.roles | people.keys() | words.contrasts.get("kin", {}).keys():
        yield _number(passage, (left.start, left.end), (right.start, right.end))


def _number(passage: Passage, old: tuple[int, int], new: tuple[int, int]) -> Flag:
    return word_fact(
        passage.where(old, new),
        passage.cuts(old, new),
        rule="fact.number",
        sub=FactSub.NUMBER,
        label="Number",
        explanation="How many there are is stated otherwise.",
    )


_FEW = 2


def _counts(left: Unit, right: Unit) -> FactDelta:
    """Both counts as data; an article counts one."""
    one, two = (unit.mention.number or 0.0 if unit.mention else 1.0 for unit in (left, right))
    return FactDelta(f"{one:g}", f"{two:g}", factor=round(two / one, 6) if one else None)


def _one_and_many(one: Sequence[Unit], two: Sequence[Unit], words: Language) -> bool:
    """Whether only the count differs, or a noun and its plural after it as well: a man, two men."""
    if len(one) == 1 or len(two) == 1:
        return len(one) == len(two)
    left, right = one[1].word, two[1].word
    many = words.map_of("values", "one_and_many")
    return left[:1] == right[:1] != "" or many.get(left) == right or many.get(right) == left


def _denied_verdict(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """Guilty became not guilty, or the other way round."""
    verdicts, negators = words.contrasts.get("verdict", {}), words.of("values", "not")
    for denied, plain, first, last, place in (
        (passage.old, passage.new, block.old_start, block.old_end, block.new_start),
        (passage.new, passage.old, block.new_start, block.new_end, block.old_start),
    ):
        near = denied.units[first : last + 1]
        at = next((n for n, unit in enumerate(near[:-1]) if unit.word in negators), None)
        if at is None or near[at + 1].word not in verdicts:
            continue
        stands = [unit for unit in plain.units[place : place + last - first + 2] if unit.word == near[at + 1].word]
        if not stands or any(unit.word in negators for unit in plain.units[max(0, place - 1) : place + 1]):
            continue
        pleaded = any(
            unit.word.startswith(words.rows_of("values", "plea")) for unit in plain.units[max(0, place - 2) : place]
        )
        sides = (near[at].start, near[at + 1].end), (stands[0].start, stands[0].end)
        old, new = sides if denied is passage.old else sides[::-1]
        yield word_fact(
            passage.where(old, new),
            passage.cuts(old, new),
            rule="fact.verdict",
            sub=FactSub.OTHER,
            label="Plea" if pleaded else "Verdict",
            explanation="The plea or verdict is reversed.",
            reason="offence",
        )
        return


def _for_life(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """A term became life, or the other way round: "12 years in prison", "life in prison"."""
    one, two = block.old_units(passage.old), block.new_units(passage.new)
    term = next((unit for unit in (*one, *two) if unit.mention and unit.mention.unit in _TERMS), None)
    life = next((unit for unit in (*one, *two) if unit.word.rpartition("'")[2] in words.of("values", "life")), None)
    if term is None or life is None or (term in one) == (life in one) or max(len(one), len(two)) > _LONGEST_TERM:
        return
    prison = words.of("values", "prison")
    if not any(unit.word in prison for side in (passage.old, passage.new) for unit in side.units):
        return
    old, new = (term, life) if term in one else (life, term)
    sides = (old.start, old.end), (new.start, new.end)
    yield word_fact(
        passage.where(*sides),
        passage.cuts(*sides),
        rule="fact.term",
        sub=FactSub.OTHER,
        label="Sentence",
        explanation="A term of years and life are not the same sentence.",
    )


_TERMS, _LONGEST_TERM = frozenset(["year", "month", "day", "week"]), 4


def _by_or_to(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """By how much became to how much: "rose by 7.5 per cent", "rose to 7.5 per cent"."""
    one, two = block.old_units(passage.old), block.new_units(passage.new)
    if len(one) != 1 or len(two) != 1 or not block.old_start:
        return
    left, right = words.degrees.get(one[0].word), words.degrees.get(two[0].word)
    if left is None or right is None or left == right or block.old_end >= len(passage.old.units):
        return
    amount, other = passage.old.units[block.old_end], passage.new.units[block.new_end]
    before = passage.old.units[max(0, block.old_start - _VERB_BEFORE) : block.old_start]
    if amount.mention is None or other.mention is None or amount.mention.sub not in _OF_DEGREE:
        return
    if any(group == "course" for unit in before for group, _ in words.senses.get(unit.word, ())):
        old, new = (one[0].start, amount.mention.end), (two[0].start, other.mention.end)
        sub = amount.mention.sub
        yield flag(
            FlagKind.FACT_CHANGED,
            passage.where(old, new),
            rule="fact.degree",
            sub=sub.value,
            explanation="By how much something changed and what it changed to are not the same.",
            summary=f"Change: {arrow(*passage.cuts(old, new))}",
            delta=word_delta(*passage.cuts(old, new)),
        )


def _ranked(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """The first of all became another one: "the longest", "the second longest"."""
    one, two = block.old_units(passage.old), block.new_units(passage.new)
    units, side, end = (one, passage.old, block.old_end) if one else (two, passage.new, block.new_end)
    if len(one) + len(two) != 1 or end >= len(side.units):
        return
    rank, top = units[0].mention, side.units[end]
    if rank is None or rank.sub is not FactSub.ORDINAL:
        return
    if not top.word.endswith(words.rows_of("values", "superlative")) and top.word not in words.of(
        "values", "superlatives"
    ):
        return
    span = (units[0].start, top.end)
    other = passage.new.units[block.new_end] if one else passage.old.units[block.old_end]
    plain = (other.start, other.end)
    old, new = (span, plain) if one else (plain, span)
    yield flag(
        FlagKind.FACT_CHANGED,
        passage.where(old, new),
        rule="fact.ordinal",
        sub=FactSub.ORDINAL.value,
        explanation="The rank is another one.",
        summary=f"Rank: {arrow(*passage.cuts(old, new))}",
        delta=word_delta(*passage.cuts(old, new)),
    )


def _how_often(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """Twice became another number of times: "married three times", "married twice"."""
    one, two = block.old_units(passage.old), block.new_units(passage.new)
    for plain, counted in ((one, two), (two, one)):
        twice = next((unit for unit in plain if unit.word in words.of("values", "twice")), None)
        if twice is None:
            continue
        behind = words.of("values", "times")
        times = ((left.mention, left.start, right.end) for left, right in pairwise(counted) if right.word in behind)
        count, start, end = next((found for found in times if found[0]), (None, 0, 0))
        if count is None or count.number in (None, 2.0):
            continue
        sides = (twice.start, twice.end), (start, end)
        old, new = sides if plain is one else sides[::-1]
        yield _number(passage, old, new)
        return


_VERB_BEFORE = 4
_OF_DEGREE = frozenset({FactSub.NUMBER, FactSub.MONEY, FactSub.PERCENT})


def _exchanged_head(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """Another body or person by the head of one word: "Amtsgericht", "Landgericht"; one Han surname for another."""
    one, two = (_nouns(units, words) for units in (block.old_units(passage.old), block.new_units(passage.new)))
    if len(one) != 1 or len(two) != 1 or one[0].word == two[0].word:
        return
    left, right = one[0].word, two[0].word
    if any(left.endswith(body) and right.endswith(body) for body in words.rows_of("values", "bodies")):
        sub, explanation = FactSub.ORG, "Another body of the same sort stands at the same place."
    elif _other_street(one[0], two[0], words):
        sub, explanation = FactSub.PLACE, "Another street or square stands at the same place."
    elif left in _surnames() and right in _surnames() and _given(passage, block):
        sub, explanation = FactSub.PERSON, "Another surname stands before the same given name."
    else:
        return
    length = _LONGEST_GIVEN if sub is FactSub.PERSON else 0
    old = one[0].start, passage.old.units[min(block.old_end - 1 + length, len(passage.old.units) - 1)].end
    new = two[0].start, passage.new.units[min(block.new_end - 1 + length, len(passage.new.units) - 1)].end
    yield flag(
        FlagKind.FACT_CHANGED,
        passage.where(old, new),
        rule=f"fact.{sub.value}",
        sub=sub.value,
        explanation=explanation,
        summary=f"{'Person' if sub is FactSub.PERSON else 'Name'}: {arrow(*passage.cuts(old, new))}",
        delta=word_delta(*passage.cuts(old, new)),
    )


def _nouns(units: Sequence[Unit], words: Language) -> Sequence[Unit]:
    """Units without the small words before a street: "am Ringweg", "an der Ringstraße"."""
    start = 0
    while words.map_of("values", "streets") and start < len(units) - 1 and not units[start].token.capital:
        start += 1
    return units[start:]


def _other_street(one: Unit, two: Unit, words: Language) -> bool:
    """Whether the name of a street is one word with what it is, and one of both is another: "Lindenstraße", "Lindenallee"."""
    kinds = words.map_of("values", "streets")
    parts = []
    for unit in (one, two):
        word = unit.word.removesuffix(".")
        ending = max((end for end in kinds if word.endswith(end)), key=len, default="")
        if not ending or len(word) < len(ending) + _SHORTEST_STREET or not unit.token.capital:
            return False
        parts.append((word.removesuffix(ending).removesuffix("s"), kinds[ending]))
    (name, kind), (other, another) = parts
    # "Marktplatz" and "Parkplatz" need not be called so, nor "Umweg" and "Ausweg".
    return kind != another if name == other else kind == another == "street"


_SHORTEST_STREET = 3


def _given(passage: Passage, block: Block) -> bool:
    """Whether a character that can begin a given name follows without a space."""
    units, end = passage.new.units, block.new_end
    return end < len(units) and not units[end].token.spaced and units[end].token.text >= _HAN


@cache
def _surnames() -> frozenset[str]:
    """The family names of one sign each in scripts without spaces."""
    return frozenset(sign for table in scripts_file().values() for sign in table.get("surnames", "") if sign.strip())


_HAN = "\u3400"
_LONGEST_GIVEN = 2
