"""Says which facts changed in an aligned passage, as flags with typed values."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache

from tracker.compare.contrasting.contrastflags import contrast_flag
from tracker.compare.contrasting.contrasts import Contrast, contrasts
from tracker.compare.contrasting.exchanges import exchange_flags
from tracker.compare.contrasting.parted import parted_contrasts
from tracker.compare.contrasting.qualified import qualified_flags
from tracker.compare.contrasting.turned import turned_flags
from tracker.compare.contrasting.verdicts import charge_flags, verdict_flags
from tracker.compare.contrasting.voices import same_deed
from tracker.compare.facts.tokens import Mention
from tracker.compare.findings import arrow, flag, word_fact
from tracker.compare.naming.names import Name, common, is_surname
from tracker.compare.naming.samename import mere_word, only_spelling
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Side
from tracker.compare.sourcing.speech import initials
from tracker.compare.text.clean import Clean
from tracker.compare.text.families import bearers
from tracker.compare.text.language import Language, language
from tracker.compare.values.anchored import same_roll
from tracker.compare.values.casualties import counts_casualties
from tracker.compare.values.closedlists import listed_flags
from tracker.compare.values.counted import bearer, counted
from tracker.compare.values.deltas import is_score, slip_words, value_delta
from tracker.compare.values.exceptions import exception_flags
from tracker.compare.values.factdiff import MentionPair, changed_mentions
from tracker.compare.values.namediff import NamePair, changed_names
from tracker.compare.values.periods import same_period
from tracker.compare.values.perperiod import per_period_flags
from tracker.compare.values.ranks import at_end
from tracker.compare.values.smallwords import small_word_flags
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
_EXCHANGED = "changed places"


def fact_flags(passage: Passage, words: Language) -> Iterator[Flag]:
    """All facts of a passage that changed, came or went."""
    found = list(_listed_facts(passage, words))
    if same_roll(passage.old, passage.new):
        found = [fact for fact in found if fact.rule not in ("fact.number", "fact.swapped")]
    yield from found
    exchanged = list(exchange_flags(passage, words, found))
    yield from exchanged
    yield from charge_flags(passage, words, [*found, *exchanged])
    yield from listed_flags(passage, words)
    if not found:
        parted = parted_contrasts(passage.old, passage.new, words)
        told = [contrast_flag(passage, contrast, words) for contrast in parted]
        yield from told or list(turned_flags(passage, words)) or verdict_flags(passage, words)


def _listed_facts(passage: Passage, words: Language) -> Iterator[Flag]:
    """The facts that are values, names, or words of the closed classes."""
    for pair in changed_mentions(passage.old, passage.new, passage.blocks, words):
        yield from _mention(passage, pair, words)
    names = list(changed_names(passage.old, passage.new, passage.blocks, words))
    for named in names:
        if not _mentioned_again(passage, named, words):
            yield from _name(passage, named, words)
    turned = [pair.old_place for pair in names if pair.old_place]
    told = [(pair.old, pair.new) for pair in names if pair.old and pair.new]
    for contrast in contrasts(passage.old, passage.new, passage.blocks, words):
        placed = any(start <= contrast.old[0] < end for start, end in turned)
        as_name = any(_told_by_name(contrast, old, new, words) for old, new in told)
        if not placed and not as_name and not _only_reordered(passage, contrast, words):
            yield contrast_flag(passage, contrast, words)
    yield from small_word_flags(passage, words)
    yield from qualified_flags(passage, words)
    yield from per_period_flags(passage, words)
    yield from exception_flags(passage, words)


def _rank(passage: Passage, rank: Mention, end: tuple[int, int], *, turned: bool) -> Flag:
    """The last or the next became another one counted from there, or the other way round."""
    place = (rank.start, rank.end)
    sides = (end, place) if turned else (place, end)
    return word_fact(
        passage.where(*sides),
        passage.cuts(*sides),
        rule="fact.ordinal",
        sub=FactSub.ORDINAL,
        label="Rank",
        explanation="The rank is another one.",
    )


def _period(passage: Passage, date: Mention, period: tuple[int, int], *, turned: bool) -> Flag:
    """A date gave way to the period that was named before, or the other way round."""
    place = (date.start, date.end)
    sides = (period, place) if turned else (place, period)
    return word_fact(
        passage.where(*sides),
        passage.cuts(*sides),
        rule="fact.period",
        sub=FactSub.DATE,
        label="Date",
        explanation="The time meant is another one than was named right before.",
    )


def _mention(passage: Passage, pair: MentionPair, words: Language) -> Iterator[Flag]:
    one, two = pair.old, pair.new
    old, new = (passage.whole(item, words, old=item is one) if item else None for item in (one, two))
    where = passage.where(old, new)
    known = one or two
    if known is None:
        return
    sub = _sub(passage, one, two, words)
    if one is None or two is None:
        end = at_end(passage.new if one else passage.old, known, words)
        if end is not None:
            yield _rank(passage, known, (end.start, end.end), turned=one is None)
            return
        period = same_period(passage, known, words, turned=one is None)
        if period is not None:
            yield _period(passage, known, period, turned=one is None)
            return
        kind, verb = (FlagKind.FACT_ADDED, "added") if one is None else (FlagKind.FACT_REMOVED, "removed")
        shown = passage.text(one, two)
        yield flag(
            kind,
            where,
            rule=f"fact.{verb}",
            sub=sub.value,
            explanation=f"This value was {verb} in a sentence that stands otherwise.",
            summary=f"{_NAMES[sub]} {verb}: {shown}",
            delta=value_delta(one, two),
        )
        return
    yield value_flag(passage, one, two, words, swapped=pair.swapped)


def value_flag(passage: Passage, one: Mention, two: Mention, words: Language, *, swapped: bool = False) -> Flag:
    """The flag of a value that became another one, or changed places with another."""
    old, new = passage.whole(one, words, old=True), passage.whole(two, words, old=False)
    sub = _sub(passage, one, two, words)
    explanation = (
        "The same values stand in exchanged places." if swapped else "The value is another one after normalisation."
    )
    score = is_score(passage, one, two, words)
    name = "Score" if score else _named(passage, one, two, sub, words)
    delta = value_delta(one, two, score=score)
    exchanged = swapped and sub is not FactSub.AGE
    both = arrow(*passage.cuts(old, new), joint="↔" if exchanged else "→")
    return flag(
        FlagKind.FACT_CHANGED,
        passage.where(old, new),
        rule="fact.swapped" if swapped else f"fact.{sub.value}",
        sub=sub.value,
        explanation=explanation,
        summary=f"{(name if score else _NAMES[sub]).removesuffix('s')}s {_EXCHANGED}: {both}"
        if exchanged
        else f"{name}: {both}{slip_words(delta)}",
        delta=delta,
    )


def _named(passage: Passage, one: Mention, two: Mention, sub: FactSub, words: Language) -> str:
    """What changed, and whose age or of what a number it is where the text says so."""
    if sub is FactSub.AGE:
        subject = passage.subject(two, words) or bearer(passage, two, words)
        if subject.partition(" ")[0] in words.of("values", "opening"):
            subject = subject[0].lower() + subject[1:]
        return f"Age of {subject}" if subject else "Age"
    if sub is FactSub.NUMBER and not one.unit and not two.unit:
        things = counted(passage, one, two, words)
        return f"Number of {things}" if things else _NAMES[sub]
    return _NAMES[sub]


def _sub(passage: Passage, one: Mention | None, two: Mention | None, words: Language) -> FactSub:
    """The sort of fact; a bare number near killed or injured counts casualties."""
    for item, side in ((two, passage.new), (one, passage.old)):
        counts = item is not None and item.sub is FactSub.NUMBER and not item.unit and (item.number or 0) % 1 == 0
        if item is not None and counts and counts_casualties(side, item, words):
            return FactSub.CASUALTY
    item = two if two is not None and not two.vague else one or two
    return item.sub if item is not None else FactSub.OTHER


def _name(passage: Passage, pair: NamePair, words: Language) -> Iterator[Flag]:
    one, two = pair.old, pair.new
    places = pair.old_place or _bare(passage.old_text, one), pair.new_place or _bare(passage.new_text, two)
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
        unsure
        and (not _distinct(one, two, words) or _of_thing(passage.old, one, words) or _of_thing(passage.new, two, words))
    )
    if doubtful and not pair.swapped:
        return
    spelling = only_spelling(one, two, words)
    if sub is FactSub.ORG and _is_surname(passage.old_text, one, words) and _is_surname(passage.new_text, two, words):
        sub = FactSub.PERSON
    name, joint = _NAMES[sub], "→"
    if pair.swapped and pair.old_place:  # both wordings are shown: "A beat B", "A lost to B"
        name = "Roles reversed"
    elif pair.swapped:
        name, joint = f"Names {_EXCHANGED}", "↔"
    yield flag(
        FlagKind.FACT_CHANGED,
        where,
        rule="fact.swapped" if pair.swapped else "fact.spelling" if spelling else f"fact.{sub.value}",
        sub=sub.value,
        reason="spelling" if spelling else "",
        explanation="Two names changed places." if pair.swapped else "Another name stands at the same place.",
        summary=f"{name}: {arrow(*passage.cuts(*places), joint=joint)}",
        delta=FactDelta(" ".join(one.parts), " ".join(two.parts)),
    )


def _is_surname(text: Clean, name: Name, words: Language) -> bool:
    """Whether a lone name is somebody's whom the text introduces by a first name, too: "Priya Raman … Raman"."""
    if len(name.parts) > 1 or name.parts[0] in bearers():
        return False
    surname = text.text[name.start : name.end].removesuffix("'s")
    no_name = _no_names(words.code)
    place = -1
    for _ in range(_LOOKED_AT):
        place = text.text.find(f" {surname}", place + 1, _LONGEST_TEXT)
        if place < 0:
            return False
        first = text.text[max(0, place - _LONGEST_NAME) : place].replace("\n", " ").rpartition(" ")[2]
        if first[:1].isupper() and first[1:].islower() and first.lower() not in no_name:
            return True
    return False


@cache
def _no_names(code: str) -> frozenset[str]:
    """Lower-case words that have a capital before a surname and are no first names."""
    words = language(code)
    return words.starters | words.common | words.honorifics | words.titles | words.roles | words.places


_LOOKED_AT, _LONGEST_NAME, _LONGEST_TEXT = 20, 30, 100_000


def _mentioned_again(passage: Passage, pair: NamePair, words: Language) -> bool:
    """Whether a person is called once by the given name and once by the surname: "Dame Harriet", "Pole"."""
    if pair.old is None or pair.new is None or pair.swapped:
        return False
    if _by_office(passage, pair.old, pair.new, words) or _by_office(passage, pair.new, pair.old, words):
        return True
    return passage.same_person((pair.old.start, pair.old.end), (pair.new.start, pair.new.end))


def _by_office(passage: Passage, letters: Name, named: Name, words: Language) -> bool:
    """Whether somebody is called by the letters of the office that both texts give them: "the PM", "Roe"."""
    office = initials(words.code).get(letters.parts[0], "") if len(letters.parts) == 1 else ""
    if not office:
        return False
    texts = (text.text[:_LONGEST_TEXT].lower() for text in (passage.old_text, passage.new_text))
    return all(
        (place := text.find(office)) >= 0
        and named.parts[-1] in text[place : place + len(office) + _NAME_WITHIN].split("\n")[0]
        for text in texts
    )


_NAME_WITHIN = 40


def _sub_of_both(one: FactSub, two: FactSub) -> FactSub:
    """The surer of two sorts: "Sen" of "Jhulan Sen" reads like a title where another name stands alone."""
    if two is FactSub.ORG or {one, two} == {FactSub.PERSON, FactSub.TITLE}:
        return FactSub.PERSON if FactSub.PERSON in (one, two) else one
    return two


def _of_thing(side: Side, name: Name, words: Language) -> bool:
    """Whether a lone word that opens a sentence goes on like a common noun: "Repairs to the wall"."""
    following = next((unit.word for unit in side.units if unit.start >= name.end), "")
    return following in words.of("values", "behind_noun")


def _distinct(one: Name, two: Name, words: Language) -> bool:
    """Lone words that open a sentence: names only if neither is a common word."""
    return not any(common(part, words) for part in (*one.parts, *two.parts))


def _only_reordered(passage: Passage, contrast: Contrast, words: Language) -> bool:
    """Whether two words only changed places round "and" or round a verb that was turned: "the cat and the dog", "the dog and
    the cat"; "buses replace trains", "trains are replaced by buses".
    """
    old, new = passage.cuts(contrast.old, contrast.new)
    pair = {old.lower(), new.lower()}
    joint = words.of("values", "and")
    return same_deed(passage, frozenset(pair), words) or all(
        _meet_as_equals([unit.word for unit in side.units], pair, joint) for side in (passage.old, passage.new)
    )


def _meet_as_equals(said: list[str], pair: set[str], joint: frozenset[str]) -> bool:
    places = [n for n, word in enumerate(said) if word in pair]
    return any(
        {said[one], said[two]} == pair and not joint.isdisjoint(said[one:two]) and two - one <= _AS_EQUALS
        for one, two in itertools.pairwise(places)
    )


_AS_EQUALS = 3


def _told_by_name(contrast: Contrast, old: Name, new: Name, words: Language) -> bool:
    """Whether two words that exclude each other are part of names that are told: what a ministry is for, or surnames that
    are titles, too.
    """
    if contrast.group == "portfolio":
        return _meets(contrast.old, old) and _meets(contrast.new, new)
    surnames = is_surname(old.parts, words) or is_surname(new.parts, words)
    return surnames and (contrast.old[1], contrast.new[1]) == (old.end, new.end)


def _meets(place: tuple[int, int], name: Name) -> bool:
    return place[0] < name.end and name.start < place[1]


def _bare(text: Clean, name: Name | None) -> tuple[int, int] | None:
    """A name without a small word before it that lost its vowel: "d'Anse-Noire"."""
    if name is None:
        return None
    head, sign, tail = text.text[name.start : name.end].partition("'")
    return name.start + (len(head) + 1 if sign and head.islower() and tail[:1].isupper() else 0), name.end
