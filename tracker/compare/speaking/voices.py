"""Quotations that kept their words but not their speaker, where the sentence alone does not show it: "he" stood for
another person, the speaker was understood from the sentence before, or the sentence was built anew.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence

from tracker.compare.alignment.aligned import Aligned
from tracker.compare.facts.tokens import tokenise
from tracker.compare.findings import Where, arrow, flag
from tracker.compare.naming.names import names
from tracker.compare.quoting.interview import Form, speaks_of_self
from tracker.compare.quoting.utterances import Utterance
from tracker.compare.reading import Reading
from tracker.compare.sourcing.aliases import described_by
from tracker.compare.sourcing.capitals import capitals_all, without_calling
from tracker.compare.sourcing.cues import Cue
from tracker.compare.sourcing.sayings import is_turn_label
from tracker.compare.sourcing.sources import Sort, Source, source_of
from tracker.compare.sourcing.speech import callings
from tracker.compare.speaking.antecedents import without_genitive
from tracker.compare.speaking.quotediff import QuotePair
from tracker.compare.speaking.scriptvoices import script_voice_flags
from tracker.compare.speaking.speakers import aliases_in, label_of, speakers
from tracker.compare.text.language import of_all
from tracker.compare.text.spelling import folded
from tracker.model import Edit, EditKind, FactSub, Flag, FlagKind, Part, Span

# A name this close before the quotation may be whom the pronoun meant all along: then nothing is said.
_ANTECEDENT_WITHIN = 180


def voice_flags(
    aligned: Aligned, edits: Sequence[Edit], pairs: Sequence[QuotePair], told: Sequence[Flag]
) -> Iterator[Flag]:
    """Flags for quotations whose speaker is another named person and was not told of yet: in changed passages, and
    behind them where only "he" or nobody is named beside the words.
    """
    yield from _understood(aligned, pairs, told)
    yield from _relabelled(aligned, pairs, told)
    yield from _headed(aligned, told)
    yield from script_voice_flags(aligned, pairs)
    kept = [pair for pair in pairs if pair.same and _touched(aligned, edits, pair)]
    if not kept:
        return
    # Where a name and a calling stand together, one source may be both and another one of them: they begin or end alike.
    spans = [flag.after_span for flag in told if flag.kind is FlagKind.ATTRIBUTION_CHANGED and flag.after_span]
    done = {place for span in spans for place in (span.start, span.end)}
    for pair in kept:
        if pair.old is None or pair.new is None:
            continue
        before, after = _voice(aligned.old, pair.old), _voice(aligned.new, pair.new)
        sides = (aligned.old, pair.old, before), (aligned.new, pair.new, after)
        if not (_another(*sides) or _another(*reversed(sides))):
            continue
        where = Where(aligned.old, aligned.new, _source(aligned.old, before[0]), _source(aligned.new, after[0]))
        if where.after is None or not done.isdisjoint((where.after.start, where.after.end)):
            continue
        done |= {where.after.start, where.after.end}
        yield flag(
            FlagKind.ATTRIBUTION_CHANGED,
            where,
            rule="attribution.voice",
            explanation="The words stand, but the person who is said to have spoken them is another one.",
            summary=f"Attribution: {arrow(before[1], after[1])}",
            speaker=after[1],
        )


def _understood(aligned: Aligned, pairs: Sequence[QuotePair], told: Sequence[Flag]) -> Iterator[Flag]:
    """Flags for quotations whose speaker is understood from a name right before that became another one."""
    renamed = [found for found in told if found.kind is FlagKind.FACT_CHANGED and _of_person(found)]
    if not renamed:
        return
    renamed.sort(key=_stands_at)
    done: set[Span | None] = set()
    for pair in pairs:
        if not (pair.same and pair.old and pair.new):
            continue
        said_at = aligned.new.span(pair.new.start, pair.new.end).start
        last = bisect(renamed, said_at, key=_stands_at) - 1
        found = renamed[last]
        places = found.before_span, found.after_span
        if last < 0 or found.after_span in done:
            continue
        sides = (aligned.old, pair.old), (aligned.new, pair.new)
        if not all(_leads_to((*side, _voice(*side)), place) for side, place in zip(sides, places, strict=True)):
            continue
        done.add(found.after_span)
        yield flag(
            FlagKind.ATTRIBUTION_CHANGED,
            Where(aligned.old, aligned.new, *places),
            rule="attribution.understood",
            explanation="The words stand, but the person named right before, who is understood to speak, is another one.",
            summary=f"Attribution: {arrow(found.before, found.after)}",
            speaker=found.after,
        )


def _relabelled(aligned: Aligned, pairs: Sequence[QuotePair], told: Sequence[Flag]) -> Iterator[Flag]:
    """Flags for turns of an interview that stand behind the name of another one who speaks in it."""
    turns = [pair for pair in pairs if pair.old and pair.new and pair.old.form is pair.new.form is Form.ANSWER]
    labels = [(label_of(aligned.old, pair.old), label_of(aligned.new, pair.new)) for pair in turns]
    named = {_cut(aligned.old, old) for old, _ in labels} & {_cut(aligned.new, new) for _, new in labels}
    sources = {flag.after_span for flag in told if flag.kind is FlagKind.ATTRIBUTION_CHANGED}
    for old, new in labels:
        before, after = _cut(aligned.old, old), _cut(aligned.new, new)
        if not before or not after or _one_name(before, after) or not named & {before, after} or new in sources:
            continue
        if is_turn_label(before) or is_turn_label(after):
            continue
        yield flag(
            FlagKind.ATTRIBUTION_CHANGED,
            Where(aligned.old, aligned.new, old, new),
            rule="attribution.label",
            explanation="The answer stands, but behind the name of another one who speaks in the interview.",
            summary=f"Attribution: {arrow(before, after)}",
            speaker=after,
        )


def _one_name(one: str, two: str) -> bool:
    """Whether one label is the other, or the whole of the name it has: "Dara Quill", "Quill"."""
    return set(one.split()) <= set(two.split()) or set(two.split()) <= set(one.split())


def _headed(aligned: Aligned, told: Sequence[Flag]) -> Iterator[Flag]:
    """Flags for paragraphs of people who speak of themselves behind their names and a colon, where the name is another
    one: "Edda Moor: I wrote it on a ferry.".
    """
    for found in told:
        if found.kind is not FlagKind.FACT_CHANGED or not _of_person(found):
            continue
        if _heads(aligned.old, found.before_span) and _heads(aligned.new, found.after_span):
            yield flag(
                FlagKind.ATTRIBUTION_CHANGED,
                Where(aligned.old, aligned.new, found.before_span, found.after_span),
                rule="attribution.label",
                explanation="The words stand, but behind the name of another one.",
                summary=f"Attribution: {arrow(found.before, found.after)}",
                speaker=found.after,
            )


def _heads(reading: Reading, span: Span | None) -> bool:
    """Whether a name stands at the head of a paragraph before a colon and words of somebody who speaks of themselves."""
    if span is None or span.part is not Part.BODY:
        return False
    text = reading.body.original
    if text[max(0, span.start - 1) : span.start].strip(" *_\n") or text[span.end : span.end + 1] != ":":
        return False
    end = text.find("\n", span.end)
    return speaks_of_self(text[span.end + 1 : end if end > 0 else None][:_READ])


_READ = 600


def _cut(reading: Reading, span: Span | None) -> str:
    return reading.cut(span).strip(" *_") if span else ""


def _stands_at(found: Flag) -> int:
    return found.after_span.start if found.after_span else 0


def _of_person(found: Flag) -> bool:
    if not found.after_span or found.after_span.part is not Part.BODY:
        return False
    return found.sub in (FactSub.PERSON, FactSub.ORG) and found.rule not in ("fact.spelling", "fact.list")


def _leads_to(voice: tuple[Reading, Utterance, Voice], place: Span | None) -> bool:
    """Whether a name is the one a quotation without a named speaker looks back to: the last before it and before "he"."""
    reading, quote, (cue, _, own) = voice
    if place is None or place.part is not Part.BODY:
        return False
    if own and cue is not None and source_of(cue.source, reading.language).sort is not Sort.PRONOUN:
        return False
    said_at = reading.span(quote.start, quote.end).start
    if (
        not 0 <= said_at - place.end <= _ANTECEDENT_WITHIN
        or reading.body.original[max(0, place.start - 1) : place.start] == "("
    ):
        return False
    between = reading.body.original[place.end : said_at]
    spoken = own or (cue is None and between.rstrip(" \n\"“‘'«").endswith((".", "!", "?", ":")) and "\n" not in between)
    if not spoken or between.count("\n\n") > 1:
        return False
    return not any(word[0].isupper() for word in _inside_sentences(between))


def _inside_sentences(text: str) -> Iterator[str]:
    """The words that do not open a sentence: a capital there makes a name."""
    opening = False
    for word in text.split():
        plain = word.strip(".,;:!?\"'()“”‘’")
        if plain and not opening:
            yield plain
        opening = word.endswith((".", "!", "?"))


Voice = tuple[Cue | None, str, bool]
_Told = tuple[Reading, Utterance, Voice]


def _voice(reading: Reading, quote: Utterance) -> Voice:
    """The cue of an utterance, the speaker's name, and whether the cue is its own."""
    said = speakers(reading)
    number = said.number_of(quote)
    if number is None:
        return None, "", False
    cue, named = said[number]
    last = said[number - 1][0] if number else None
    return cue, named, cue is not None and cue is not last


def _touched(aligned: Aligned, edits: Sequence[Edit], pair: QuotePair) -> bool:
    if pair.old is None or pair.new is None:
        return False
    edit = edits[aligned.new_group(pair.new.start)]
    return edit.kind not in (EditKind.KEPT, EditKind.ADDED) and not edit.silent and len(edit.pieces) > 1


def _another(told: _Told, other: _Told) -> bool:
    """Whether the voice of a quotation on the one side is another named person than its own named one on the other side,
    with no doubt about whom a pronoun meant.
    """
    (reading, quote, (cue, name, own)), (there, _, (other_cue, other_name, other_own)) = told, other
    if cue is None or other_cue is None or not other_own:
        return False
    one, two = source_of(cue.source, reading.language), source_of(other_cue.source, reading.language)
    earlier, others = _names(name), _names(other_name)
    if one.sort is Sort.PRONOUN and name.lower() in (_verbatim(reading, cue).lower(), *reading.language.pronouns):
        earlier = frozenset()
    if two.sort is Sort.NAME and one.sort is Sort.PRONOUN and not earlier:
        return _introduced(reading, quote, others)
    if own and _relative_of_another(one, two, (reading, there)):
        return True
    called = capitals_all(reading.language) and not without_calling(
        other_cue.source, reading.language
    )  # "die Sängerin"
    if two.sort is not Sort.NAME or called or not earlier or not others or earlier & others:
        return False
    if (one.sort is Sort.NAME and own) or (one.sort is Sort.ROLE and _called_otherwise(reading, one, name, two)):
        return True
    return one.sort in (Sort.PRONOUN, Sort.NAME) and _is_certain(reading, quote, one, earlier, others)


def _is_certain(
    reading: Reading, quote: Utterance, one: Source, earlier: frozenset[str], others: frozenset[str]
) -> bool:
    """Whether who speaks cannot be the other one, of whom nothing was said right before."""
    if one.sort is Sort.PRONOUN and _may_mean(reading, quote, earlier, others):
        return False
    lead = reading.body.text[max(0, quote.start - _ANTECEDENT_WITHIN) : quote.start]
    return not others & _bare_words(lead)


def _relative_of_another(role: Source, named: Source, readings: Sequence[Reading]) -> bool:
    """Whether somebody's relative or friend stands for a name of whom neither text says what they are: "her sister", "Loretta
    Finch".
    """
    known = callings(readings[0].language.code)
    owned = role.sort is Sort.ROLE and role.text.lower().split()[0] in known.possessive
    if not owned or named.sort is not Sort.NAME:
        return False
    close = role.nouns & known.close_to
    return bool(close - named.nouns) and all(aliases_in(one).described.isdisjoint(named.name) for one in readings)


def _called_otherwise(reading: Reading, role: Source, name: str, other: Source) -> bool:
    """Whether an office stands for somebody named, and the text calls another one something else: "the actor", "director
    Joel Reed".
    """
    known = aliases_in(reading)
    if not name[:1].isupper() or name.lower() == role.text.lower() or role.behalf or known.says(role.nouns, other.name):
        return False
    return not known.described.isdisjoint(other.name) and role.nouns <= described_by(reading.language.code)


def _may_mean(reading: Reading, quote: Utterance, meant: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a pronoun that looks back over a paragraph may mean another one whom the text named before it: not one named
    a long way before, in paragraphs further back than the one last meant.
    """
    text = reading.body.text
    farthest = max(0, quote.start - _FAR_BACK)
    paragraph = max(farthest, text.rfind("\n", farthest, quote.start) + 1)
    if meant & _bare_words(text[paragraph : quote.start]):
        return False
    before = text[max(0, paragraph - _FAR_BACK) : paragraph].split("\n")
    since = next((n for n, line in enumerate(reversed(before)) if meant & _bare_words(line)), len(before))
    near = before[-max(since + 1, _NEAR_PARAGRAPHS) :]
    return any(others & _bare_words(line) for line in near)


_NEAR_PARAGRAPHS = 2


_FAR_BACK = 4_000


def _bare_words(text: str) -> frozenset[str]:
    return frozenset(without_genitive(folded(word.strip(".,;:!?\"'()"))) for word in text.split())


def _introduced(reading: Reading, quote: Utterance, others: frozenset[str]) -> bool:
    """Whether a whole name that this text does not have stands for a pronoun that looks back to another one here."""
    if len(others) < _WHOLE_NAME or others & aliases_in(reading).words:
        return False
    lead = reading.body.text[max(0, quote.start - _LOOKS_BACK) : quote.start]
    named = names(tokenise(lead, 0, len(lead)), (), reading.language, frozenset())
    return any(name.sub is FactSub.PERSON and name.sure for name in named)


_WHOLE_NAME, _LOOKS_BACK = 2, 400


def _names(text: str) -> frozenset[str]:
    small = of_all("speaking", "no_names")
    return frozenset(
        without_genitive(folded(word)) for word in text.split() if word[:1].isupper() and word.lower() not in small
    )


def _verbatim(reading: Reading, cue: Cue) -> str:
    return reading.body.text[cue.start : cue.end]


def _source(reading: Reading, cue: Cue | None) -> Span | None:
    return reading.span(cue.start, cue.end) if cue is not None else None
