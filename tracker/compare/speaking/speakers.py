"""The quote ledger of one document: every utterance with its speaker and the verb of saying, each with its place."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import islice

from tracker.compare.facts.tokens import Token
from tracker.compare.naming.names import opening_words
from tracker.compare.quoting.interview import Form
from tracker.compare.quoting.utterances import Utterance
from tracker.compare.reading import Reading, read
from tracker.compare.sides.units import QUOTE, masked_tokens
from tracker.compare.sourcing.aliases import Aliases, aliases_of, described_by
from tracker.compare.sourcing.asides import by_name
from tracker.compare.sourcing.capitals import capitals_all, without_calling
from tracker.compare.sourcing.cues import Cue, cues
from tracker.compare.sourcing.sayings import is_turn_label
from tracker.compare.sourcing.scriptspeech import Spoken
from tracker.compare.sourcing.signs import LONGEST_SOURCE, SIGNS
from tracker.compare.sourcing.sources import Sort, Source, source_of
from tracker.compare.sourcing.speech import callings, saying
from tracker.compare.speaking.antecedents import spoke_last, spoken_of_since, subject_before, without_genitive
from tracker.compare.speaking.fullnames import title_of
from tracker.compare.speaking.inturn import InTurn, Said
from tracker.compare.speaking.persons import persons_in
from tracker.compare.speaking.roster import Roster
from tracker.compare.speaking.scriptvoices import named_in_script, said_beside
from tracker.compare.text.language import Language, language_of, surname_joints
from tracker.compare.text.sentences import Sentence
from tracker.model import Document, Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that someone is quoted with: verbatim, without the marks. `speaker` is verbatim too, `verb` in small letters
    (or "according to"), both empty where the text has none; `speaker_span` says where the speaker is named.
    """

    text: str
    span: Span
    form: Form
    speaker: str = ""
    verb: str = ""
    speaker_span: Span | None = None


def quotes(document: Document) -> tuple[Quotation, ...]:
    """All quotations of a document in reading order. A speaker is the one named beside the words, else the one who
    spoke before in the same paragraph; a pronoun or a role gives way to the name it stands for. Raises nothing.
    """
    return quoted_in(read(document, language_of(document)))


def quoted_in(reading: Reading) -> tuple[Quotation, ...]:
    """As `quotes`, of a document that was read already."""
    beside = {id(quote): found for quote in reading.quotes if (found := said_beside(reading, quote))}
    said = zip(reading.quotes, speakers(reading), strict=True)
    return tuple(
        _quotation_in_script(reading, quote, beside) if id(quote) in beside else _quotation(reading, quote, cue, named)
        for quote, (cue, named) in said
    )


@lru_cache(maxsize=2)
def speakers(reading: Reading) -> InTurn:
    """For each utterance its cue and the speaker's name as a person would say it, both possibly missing. Two
    recognisers ask for the same two readings in turn, so the last two answers are kept.
    """
    return InTurn(reading.quotes, _read_in_turn(reading))


def _read_in_turn(reading: Reading) -> Iterator[Said]:
    words, nobody = reading.language, callings(reading.language.code).nobody
    given: list[tuple[float, Cue]] = []
    known = Roster(partial(aliases_in, reading))
    persons: dict[int, str] = {}
    last: Said = (None, "")
    # Who spoke last in the paragraph, with or without marks, and where anybody did.
    spoken, spoke_at, paragraph = "", 0, -1
    for number, quote in enumerate(reading.quotes):
        if quote.paragraph != paragraph:
            paragraph = quote.paragraph
            given = _of_paragraph(reading, paragraph, words)
            if not quote.continues:
                last, spoken = (None, ""), ""
        while given and given[0][0] <= number:
            owner, cue = given.pop(0)
            text, source = _shown(reading, cue), _source(reading, cue)
            if source.sort is Sort.PRONOUN:
                place = min(cue.start, quote.start) if owner == number else cue.start
                named = spoke_last([spoken], text, words)
                named = (named and subject_before(reading, place, since=spoke_at + 1)) or named
                named = named or _looked_back(reading, known, spoke_at, place, text) or text
            else:
                named = _resolved(reading, cue, source, known)
            if source.sort is Sort.PRONOUN and named == text and not nobody.issuperset(named.lower().split()):
                opening = min(cue.start, _OPENING)
                if opening not in persons:
                    persons[opening] = _only_person(reading.body.text[:opening]) or _headed(reading, known)
                named = persons[opening] or named
            known.add(named)
            spoken, spoke_at = named, cue.start
            last = (cue, named) if owner == number else last
        yield last if quote.form in (Form.MARKED, Form.SINGLE) else (None, _labelled(reading, quote))


def _looked_back(reading: Reading, known: Roster, spoke_at: int, place: int, pronoun: str) -> str:
    """Whom a pronoun stands for that nobody in its paragraph spoke before; `spoke_at` is where somebody did last."""
    return (
        subject_before(reading, place)
        or spoken_of_since(reading, known, spoke_at, place)
        or spoke_last(reversed(known), pronoun, reading.language)
        or subject_before(reading, place, paragraphs=1)
    )


def _headed(reading: Reading, known: Roster) -> str:
    """The one person whom the headline names, where nobody spoke so far."""
    return "" if any(reversed(known)) else persons_in(reading).in_line(title_of(reading))


def label_of(reading: Reading, quote: Utterance | None) -> Span | None:
    """Where the name before an answer stands, up to its colon; None where nobody is named."""
    if quote is None:
        return None
    text = reading.body.text
    end = text.rfind(":", max(0, quote.start - _BEHIND_LABEL), quote.start)
    if end < 0 or "\n" in text[end : quote.start]:
        return None
    start = text.rfind("\n", 0, end) + 1
    if (
        text.find(":", start, end) >= 0 or text.find("?", start, end) >= 0
    ):  # the question stands before the answer in one paragraph
        start = max(start, *(text.rfind(sign, start, end) + 2 for sign in ("? ", ". ", "! ")))
    return reading.span(start, end) if start < end else None


def _labelled(reading: Reading, quote: Utterance) -> str:
    """The name before a turn of an interview; what stands for everybody who asks or answers names nobody."""
    span = label_of(reading, quote) if quote.form in (Form.QUESTION, Form.ANSWER) else None
    name = reading.cut(span).strip(" *_") if span else ""
    return "" if is_turn_label(name) else name


_BEHIND_LABEL = 6


@lru_cache(maxsize=2)
def aliases_in(reading: Reading) -> Aliases:
    """What a text says of the people it names."""
    return aliases_of(reading.body.text, reading.language)


def _of_paragraph(reading: Reading, paragraph: int, words: Language) -> list[tuple[float, Cue]]:
    """The cues of a paragraph in order, each with the number of the utterance it speaks of; a cue that speaks of none
    stands half a step before the next utterance, so that a pronoun there can look back to it.
    """
    first, stop = (bisect(reading.quotes, paragraph, key=_paragraph) for bisect in (bisect_left, bisect_right))
    left, right = (bisect(reading.sentences, paragraph, key=_paragraph) for bisect in (bisect_left, bisect_right))
    start, end = reading.range(left, right)
    masks = tuple((quote.start - start, quote.end - start) for quote in reading.quotes[first:stop])
    # The phrase that opens a body is read as no other is (`source_of`), so it is remembered apart.
    key = reading.body.text[start:end], masks, start == 0
    if key not in reading.memory.cues:
        reading.memory.cues[key] = start, _moved(_given(*key[:2], words), start)
    place, given = reading.memory.cues[key]
    return [(first + number, cue) for number, cue in _moved(given, start - place)]


def _moved(given: list[tuple[float, Cue]], by: int) -> list[tuple[float, Cue]]:
    """The same so many characters further on; a cue of several utterances stays one."""
    if not by:
        return given
    moved = {id(cue): cue.moved(by) for _, cue in given}
    return [(number, moved[id(cue)]) for number, cue in given]


def _given(text: str, masks: Sequence[tuple[int, int]], words: Language) -> list[tuple[float, Cue]]:
    """The same for the text of a paragraph with the ranges of its utterances, counted from its own first one."""
    items = masked_tokens(text, (0, len(text)), masks)
    by_start = {start: number for number, (start, _) in enumerate(masks)}
    at = {
        place: by_start[token.start]
        for place, token in enumerate(items)
        if token.text == QUOTE and token.start in by_start
    }
    quoted = list(at)
    ended = frozenset(place for place, number in at.items() if text[masks[number][1] - 1] in ".!?")
    places = {id(token): place for place, token in enumerate(items)}
    given: list[tuple[float, Cue]] = []
    owned: set[int] = set()
    auxiliaries = saying(words.code).auxiliaries
    for cue in cues(items, words):
        first = min(places[id(cue.source[0])], places[id(cue.verb)])
        last = max(places[id(cue.source[-1])], places[id(cue.verb)])
        while first and items[first - 1].lower in auxiliaries:
            first -= 1
        opens = items[first].capital and items[first].lower in opening_words(words.code) and not items[first].letters
        reached = [
            at[place]
            for place in _reach(items, at, ended, first, last)
            if at[place] not in owned and not (opens and place in ended and place < first)
        ]
        owned.update(reached)
        behind = bisect_right(quoted, first)
        following = at[quoted[behind]] if behind < len(quoted) else len(masks)
        named = by_name(items, places[id(cue.source[0])], cue, words)
        given += [(number, named) for number in reached] or [(following - 0.5, named)]
    return sorted(given, key=lambda entry: entry[0])


def _paragraph(piece: Utterance | Sentence) -> int:
    return piece.paragraph


def _reach(items: Sequence[Token], at: dict[int, int], ended: frozenset[int], first: int, last: int) -> list[int]:
    """The quotations a cue speaks of: the one right before it, and those after it up to the end of its sentence. Those that
    end with a full stop, `ended`, end their sentence.
    """
    found = []
    place = _over_marks(items, at, first - 1)
    if first and place not in at and items[first - 1].text == ",":
        # As in “…,” the lawyer, Ola Brandt, said: what explains the name stands between.
        role = next((n for n in range(first - 2, max(-1, first - LONGEST_SOURCE), -1) if items[n].text in SIGNS), -1)
        place = _over_marks(items, at, role)
        if place in ended and items[place + 1].text != "," and _next_word(items, place).capital:
            place = -1  # “It was late.” When the door fell shut, she said nothing.
    if place in at:
        found.append(place)
    place = last + 1
    while place < len(items):
        if place in at:
            found.append(place)
        elif items[place].text in ".!?":
            break
        place += 1
    return found


def _next_word(items: Sequence[Token], place: int) -> Token:
    return next((item for item in items[place + 1 :] if item.text[0].isalnum()), items[place])


def _over_marks(items: Sequence[Token], at: dict[int, int], place: int) -> int:
    while place >= 0 and place not in at and items[place].text in "\"',.!?-":
        place -= 1
    return place


def _source(reading: Reading, cue: Cue) -> Source:
    key = tuple([token.text for token in cue.source]), cue.start == 0
    found = reading.memory.sources.get(key)
    if found is None:
        found = reading.memory.sources[key] = source_of(cue.source, reading.language)
    return found


def _shown(reading: Reading, cue: Cue) -> str:
    """The phrase of a source as it stands."""
    return reading.body.text[cue.start : cue.end]


def _resolved(reading: Reading, cue: Cue, source: Source, known: Roster) -> str:
    """The name a source that is no pronoun stands for: its own, or the fullest one seen that shares it; `known` has the
    speakers so far.
    """
    text = _shown(reading, cue)
    own = _named(cue, text, reading.language) if source.sort is Sort.NAME else None
    if own is not None:
        return _in_full(reading, own, cue, known) if own else text
    words = callings(reading.language.code)
    if source.sort is Sort.UNNAMED and words.definite:
        return text  # "a union spokeswoman", "police"
    anybody = _of_bodies(reading.language.code).isdisjoint(source.nouns - source.behalf)
    return known.last_of(source.nouns, anybody=anybody) or _described(reading, source, known) or text


@cache
def _of_bodies(code: str) -> frozenset[str]:
    """What bodies, and those who speak for them, are called."""
    words = callings(code)
    return words.bodies | words.general | words.institutions | words.documents | words.staff | words.spokesmen


def _in_full(reading: Reading, own: str, cue: Cue, known: Roster) -> str:
    """The whole name for a short one: as the article has it anywhere, else as a speaker so far had it."""
    whole = " " in own and own.partition(" ")[0].lower() not in reading.language.honorifics
    return (None if whole else persons_in(reading).called(own, cue.start)) or known.fullest(own)


def _described(reading: Reading, source: Source, known: Roster) -> str:
    """Whom an office stands for that none of those who spoke so far has: the one person whom the text calls so, else, before
    anybody spoke, the one whom the headline names.
    """
    called = callings(reading.language.code)
    office = source.nouns - source.behalf
    definite = source.text.lower().partition(" ")[0] in called.definite
    if (
        source.sort is not Sort.ROLE
        or not definite
        or source.behalf
        or not office & described_by(reading.language.code)
    ):
        return ""
    if office & (called.bodies | called.general | called.institutions | called.documents | called.spokesmen):
        return ""
    return persons_in(reading).described(office, aliases_in(reading)) or _headed(reading, known)


def _named(cue: Cue, text: str, words: Language) -> str | None:
    """The words of a name in a phrase; None where nouns have capitals and it is a calling alone."""
    if capitals_all(words):
        named = without_calling(cue.source, words)
        return text[named[0].start - cue.start : named[-1].end - cue.start] if named else None
    second = cue.source[1] if len(cue.source) > 1 else None
    opened = second is not None and not second.capital and (second.lower in words.roles or second.lower in words.titles)
    return _written(cue.source[opened:])  # "Chief executive Paula Renn"


def _written(source: Sequence[Token]) -> str:
    """The words with a capital and what joins them: "R. J. Cole", "De la Torre"."""
    last = next((n for n in range(len(source) - 1, -1, -1) if source[n].capital), -1)
    named = ""
    for before, item in zip((None, *source), source[: last + 1], strict=False):
        if item.text == "." and before and before.capital and len(before.text) == 1:
            named += "."
        elif item.capital or item.lower in surname_joints():
            named += f" {item.text}"
    return named.strip()


def _only_person(text: str) -> str:
    """The one person that a text names in full and by surname; empty where there are none or several."""
    words = text.split()
    plain = [without_genitive(word.strip(_MARKS)) for word in words]
    joined = [
        (one, two, _is_named(one) and written == one)
        for written, (one, two) in zip(words, itertools.pairwise(plain), strict=False)
    ]
    persons = {two: f"{one} {two}" for one, two, is_joined in joined if is_joined and _is_named(two)}
    again = {two for _, two, is_joined in joined if two in persons and not is_joined}
    return persons[again.pop()] if len(again) == 1 else ""


def _is_named(word: str) -> bool:
    return word[:1].isupper() and word[1:].islower()


# A person is introduced at the head of an article.
_OPENING = 4000
_MARKS = ".,;:!?()[]\"'“”‘’„«»-–—"


def _quotation(reading: Reading, quote: Utterance, cue: Cue | None, named: str) -> Quotation:
    span = reading.span(quote.start, quote.end)
    # Who is named by two words may be named by three elsewhere.
    if named and (cue is None or " " in named):
        named = persons_in(reading).called(named, quote.start) or named
    return Quotation(
        text=reading.cut(span),
        span=span,
        form=quote.form,
        speaker=named,
        verb=_verb(reading, cue) if cue else "",
        speaker_span=reading.span(cue.start, cue.end) if cue else None,
    )


def _quotation_in_script(reading: Reading, quote: Utterance, beside: Mapping[int, Spoken]) -> Quotation:
    found = beside[id(quote)]
    span = reading.span(quote.start, quote.end)
    return Quotation(
        text=reading.cut(span),
        span=span,
        form=quote.form,
        speaker=named_in_script(found, islice(beside.values(), _OTHERS)),
        verb=found.verb,
        speaker_span=reading.span(found.start, found.end),
    )


_OTHERS = 100


def _verb(reading: Reading, cue: Cue) -> str:
    """The verb of saying in small letters, or the phrase that stands for one up to its source ("according to"); empty for
    a colon or a dash.
    """
    words, verb = reading.language, cue.verb.lower
    if not verb[0].isalpha():
        return ""
    if verb not in words.verbs or verb in words.map_of("speaking", "told_as"):
        return reading.body.text[cue.verb.start : cue.start].strip().lower() or verb
    return verb
