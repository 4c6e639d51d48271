"""Says which facts changed in an aligned passage, as flags with typed values."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from tracker.compare.casualties import counts_casualties
from tracker.compare.closedlists import listed_flags
from tracker.compare.contrasts import TITLES, Contrast, contrasts
from tracker.compare.exchanges import exchange_flags
from tracker.compare.factdiff import MentionPair, changed_mentions
from tracker.compare.findings import arrow, flag, word_delta
from tracker.compare.language import Language
from tracker.compare.mentions import Mention
from tracker.compare.namediff import NamePair, changed_names
from tracker.compare.names import Name, common
from tracker.compare.passage import Passage
from tracker.compare.relative import shown
from tracker.compare.samename import mere_word, only_spelling
from tracker.compare.smallwords import small_word_flags
from tracker.compare.turned import turned_flags
from tracker.compare.units import Side
from tracker.model import FactDelta, FactSub, Flag, FlagKind

_NAMES = {
    FactSub.NUMBER: "Number",
    FactSub.MONEY: "Amount",
    FactSub.PERCENT: "Percentage",
    FactSub.DATE: "Date",
    FactSub.TIME: "Time",
    FactSub.AGE: "Age",
    FactSub.ORDINAL: "Rank",
    FactSub.CASUALTY: "Casualties",
    FactSub.PERSON: "Person",
    FactSub.ORG: "Name",
    FactSub.PLACE: "Place",
    FactSub.TITLE: "Title",
    FactSub.OTHER: "Fact",
}
_REASONS = {"offence": "offence", "verdict": "offence", "procedure": "offence", "fate": "fate"}
# Classes of opposites by the word that heads them: offices, and what people are to each other.
_RELATIVES = frozenset(["kin", "relation", "friend", "ami", "freund", "marido", "marito"])


def fact_flags(passage: Passage, words: Language) -> Iterator[Flag]:
    """All facts of a passage that changed, came or went."""
    found = list(_listed_facts(passage, words))
    yield from found
    yield from exchange_flags(passage, words, found)
    yield from listed_flags(passage, words)
    if not found:
        yield from turned_flags(passage)


def _listed_facts(passage: Passage, words: Language) -> Iterator[Flag]:
    """The facts that are values, names, or words of the closed classes."""
    for pair in changed_mentions(passage.old, passage.new, passage.blocks, words):
        yield from _mention(passage, pair, words)
    names = list(changed_names(passage.old, passage.new, passage.blocks, words))
    for named in names:
        if not _mentioned_again(passage, named):
            yield from _name(passage, named, words)
    turned = [pair.old_place for pair in names if pair.old_place]
    for contrast in contrasts(passage.old, passage.new, passage.blocks, words):
        placed = any(start <= contrast.old[0] < end for start, end in turned)
        if not placed and not _only_reordered(passage, contrast):
            yield _contrast(passage, contrast)
    yield from small_word_flags(passage, words)


def _mention(passage: Passage, pair: MentionPair, words: Language) -> Iterator[Flag]:
    one, two = pair.old, pair.new
    old, new = passage.whole(one, old=True) if one else None, passage.whole(two, old=False) if two else None
    where = passage.where(old, new)
    known = one or two
    if known is None:
        return
    sub = _sub(passage, one, two, words)
    if one is None or two is None:
        kind, verb = (FlagKind.FACT_ADDED, "added") if one is None else (FlagKind.FACT_REMOVED, "removed")
        shown = passage.text(one, two)
        yield flag(
            kind,
            where,
            rule=f"fact.{verb}",
            sub=sub.value,
            explanation=f"This value was {verb} in a sentence that stands otherwise.",
            summary=f"{_NAMES[sub]} {verb}: {shown}",
            delta=FactDelta(_value(one) if one else "", _value(two) if two else "", known.unit),
        )
        return
    explanation = (
        "The same values stand in exchanged places."
        if pair.swapped
        else "The value is another one after normalisation."
    )
    subject = passage.subject(two) if sub is FactSub.AGE else ""
    name = f"Age of {subject}" if subject else _NAMES[sub]
    yield flag(
        FlagKind.FACT_CHANGED,
        where,
        rule="fact.swapped" if pair.swapped else f"fact.{sub.value}",
        sub=sub.value,
        explanation=explanation,
        summary=f"{name}: {arrow(*passage.cuts(old, new))}",
        delta=_delta(one, two),
    )


def _delta(one: Mention, two: Mention) -> FactDelta:
    factor = None
    if one.number and two.number is not None and one.unit == two.unit:
        factor = round(two.number / one.number, 6)
    return FactDelta(_value(one), _value(two), two.unit or one.unit, factor)


def _value(item: Mention) -> str:
    """A value as data: dates in ISO 8601 where the day is known, times as HH:MM with the zone, figures without unit."""
    if item.sub is FactSub.DATE:
        return shown(item)
    if item.sub is FactSub.TIME:
        minutes, _, zone = item.value.partition("|")
        clock = f"{int(minutes[:4]) // 60:02d}:{int(minutes[:4]) % 60:02d}"
        return f"{clock} {zone}".strip()
    return item.value.lstrip("=~").removesuffix(f" {item.unit}") if item.unit else item.value.lstrip("=~")


def _sub(passage: Passage, one: Mention | None, two: Mention | None, words: Language) -> FactSub:
    """The sort of fact; a bare number near killed or injured counts casualties."""
    for item, side in ((two, passage.new), (one, passage.old)):
        if item is not None and item.sub is FactSub.NUMBER and not item.unit and counts_casualties(side, item, words):
            return FactSub.CASUALTY
    item = two if two is not None and not two.vague else one or two
    return item.sub if item is not None else FactSub.OTHER


def _name(passage: Passage, pair: NamePair, words: Language) -> Iterator[Flag]:
    one, two = pair.old, pair.new
    places = pair.old_place or _range(one), pair.new_place or _range(two)
    where = passage.where(*places)
    known = two or one
    if known is None:
        return
    sub = known.sub if one is None or two is None else _sub_of_both(one.sub, two.sub)
    if one is None or two is None:
        if not known.sure or words.honorifics.issuperset(known.parts):
            return
        verb = "added" if one is None else "removed"
        kind = FlagKind.FACT_CHANGED if pair.listed else FlagKind.FACT_ADDED if one is None else FlagKind.FACT_REMOVED
        yield flag(
            kind,
            where,
            rule="fact.list" if pair.listed else f"fact.name_{verb}",
            sub=sub.value,
            explanation=f"A name was {verb} in a {'list of names' if pair.listed else 'sentence'} that stands otherwise.",
            summary=f"{_NAMES[sub]} {verb}: {passage.text(one, two)}",
            delta=FactDelta(" ".join(one.parts) if one else "", " ".join(two.parts) if two else ""),
        )
        return
    unsure = not (one.sure or two.sure)
    doubtful = mere_word(one, two, words) or (
        unsure and (not _distinct(one, two, words) or _of_thing(passage.old, one) or _of_thing(passage.new, two))
    )
    if doubtful and not pair.swapped:
        return
    spelling = only_spelling(one, two, words)
    yield flag(
        FlagKind.FACT_CHANGED,
        where,
        rule="fact.swapped" if pair.swapped else "fact.spelling" if spelling else f"fact.{sub.value}",
        sub=sub.value,
        reason="spelling" if spelling else "",
        explanation="Two names changed places." if pair.swapped else "Another name stands at the same place.",
        summary=f"{_NAMES[sub]}: {arrow(*passage.cuts(*places))}",
        delta=FactDelta(" ".join(one.parts), " ".join(two.parts)),
    )


def _mentioned_again(passage: Passage, pair: NamePair) -> bool:
    """Whether a person is called once by the given name and once by the surname: "Dame Harriet", "Pole"."""
    if pair.old is None or pair.new is None or pair.swapped:
        return False
    return passage.same_person((pair.old.start, pair.old.end), (pair.new.start, pair.new.end))


def _sub_of_both(one: FactSub, two: FactSub) -> FactSub:
    """The surer of two sorts: "Sen" of "Jhulan Sen" reads like a title where another name stands alone."""
    if two is FactSub.ORG or {one, two} == {FactSub.PERSON, FactSub.TITLE}:
        return FactSub.PERSON if FactSub.PERSON in (one, two) else one
    return two


def _of_thing(side: Side, name: Name) -> bool:
    """Whether a lone word that opens a sentence goes on like a common noun: "Repairs to the wall"."""
    following = next((unit.word for unit in side.units if unit.start >= name.end), "")
    return following in ("to", "of", "on", "in", "at", "for", "from", "with", "by", "about", "between", "into")


def _distinct(one: Name, two: Name, words: Language) -> bool:
    """Lone words that open a sentence: names only if neither is a common word."""
    return not any(common(part, words) for part in (*one.parts, *two.parts))


def _contrast(passage: Passage, contrast: Contrast) -> Flag:
    old, new = contrast.old, contrast.new
    kind = contrast.group.partition("/")[0]
    sub = FactSub.TITLE if kind in TITLES else FactSub.PERSON if kind in _RELATIVES else FactSub.OTHER
    return flag(
        FlagKind.FACT_CHANGED,
        passage.where(old, new),
        rule=f"fact.contrast.{contrast.group}",
        sub=sub.value,
        reason=_REASONS.get(contrast.group, ""),
        explanation=f"The two words exclude each other ({contrast.group.replace('-', ' ')}).",
        summary=f"{_NAMES[sub]}: {arrow(*passage.cuts(old, new))}",
        delta=word_delta(*passage.cuts(old, new)),
    )


def _only_reordered(passage: Passage, contrast: Contrast) -> bool:
    """Whether two words only changed places round "and": "the cat and the dog", "the dog and the cat"."""
    old, new = passage.cuts(contrast.old, contrast.new)
    pair = {old.lower(), new.lower()}
    return all(_meet_as_equals([unit.word for unit in side.units], pair) for side in (passage.old, passage.new))


def _meet_as_equals(said: list[str], pair: set[str]) -> bool:
    places = [n for n, word in enumerate(said) if word in pair]
    return any(
        {said[one], said[two]} == pair and "and" in said[one:two] and two - one <= _AS_EQUALS
        for one, two in itertools.pairwise(places)
    )


_AS_EQUALS = 3


def _range(item: Mention | Name | None) -> tuple[int, int] | None:
    return (item.start, item.end) if item is not None else None
