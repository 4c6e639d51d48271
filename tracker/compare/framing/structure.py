"""What happened to whole paragraphs and sentences, and to the publisher's notes among them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from tracker.compare.alignment.aligned import Aligned
from tracker.compare.findings import Where, flag, quoted
from tracker.compare.framing.retold import Bodies, read_note, retold
from tracker.compare.framing.reworded import same_note
from tracker.compare.notes.labels import is_heading
from tracker.compare.notes.notes import is_timestamp
from tracker.compare.reading import Reading
from tracker.compare.sides.units import side
from tracker.compare.text.clean import clean
from tracker.compare.text.language import Language
from tracker.model import Edit, EditKind, Flag, FlagKind, Part, Span

# Shorter than this many words, a sentence that stands elsewhere is no move worth telling (NewsEdits' own warning).
_SHORTEST_MOVE = 5
_SHOWN = 90


def structure_flags(aligned: Aligned, edits: tuple[Edit, ...]) -> Iterator[Flag]:
    """Paragraphs and sentences added, removed or moved, one flag each, notes apart."""
    notes = list(_notes(aligned))
    if notes:
        notes = _unretold([note for note in notes if not _in_other_clothes(note, aligned.old.language)], aligned)
    yield from notes
    yield from _side(aligned, edits, EditKind.REMOVED)
    yield from _side(aligned, edits, EditKind.ADDED)
    yield from _side(aligned, edits, EditKind.MOVED)


def _in_other_clothes(note: Flag, words: Language) -> bool:
    """Whether a note says the same in other words or values: "10am", "10 a.m."."""
    if note.kind is not FlagKind.CORRECTION_CHANGED:
        return False
    texts = (clean(text, Part.BODY).text for text in (note.before, note.after))
    old, new = (side(text, (0, len(text)), (), words, lower_words=frozenset()).units for text in texts)
    return same_note(old, new, words)


def _unretold(notes: list[Flag], aligned: Aligned) -> list[Flag]:
    """The notes without those that only tell otherwise, or at another place, what a note has told before."""
    if all(note.kind is FlagKind.CORRECTION_ADDED for note in notes):
        return notes
    words = aligned.old.language
    bodies = Bodies((_without_notes(aligned.old), _without_notes(aligned.new)), words)
    before, after = (
        {id(note): read_note(clean(text, Part.BODY).text, words) for note, text in sides if text}
        for sides in ([(note, note.before) for note in notes], [(note, note.after) for note in notes])
    )
    lone = [note for note in notes if note.after and not note.before]
    done: set[int] = set()
    for gone in [note for note in notes if note.before]:
        others = [gone] if gone.after else [note for note in lone if id(note) not in done]
        told = before[id(gone)]
        come = next((note for note in others if retold(told, after[id(note)], bodies)), None)
        if come is not None:
            done |= {id(gone), id(come)}
    return [note for note in notes if id(note) not in done]


def _without_notes(reading: Reading) -> str:
    """The clean sentences of a body that are no notes."""
    kept = (one for number, one in enumerate(reading.sentences) if number not in reading.notes)
    return "\n".join(reading.body.text[one.start : one.end] for one in kept)


def _notes(aligned: Aligned) -> Iterator[Flag]:
    """Each paragraph with a note on one side only, or with other words than before."""
    olds, news = _note_paragraphs(aligned.old), _note_paragraphs(aligned.new)
    stood = {_words(aligned.old, numbers): paragraph for paragraph, numbers in olds.items()}
    stand = {_words(aligned.new, numbers): paragraph for paragraph, numbers in news.items()}
    gone = [olds[paragraph] for words, paragraph in stood.items() if words not in stand]
    by_group: dict[int, list[int]] = defaultdict(list)
    for place, numbers in enumerate(gone):
        for group in {aligned.old_groups[number] for number in numbers}:
            by_group[group].append(place)
    left = set(range(len(gone)))
    for words, paragraph in stand.items():
        if words in stood:
            continue
        numbers = news[paragraph]
        # Two notes are one note reworded where their sentences are aligned.
        groups = {aligned.new_groups[number] for number in numbers}
        before = min((place for group in groups for place in by_group[group] if place in left), default=None)
        if before is not None:
            left.remove(before)
            yield _note(aligned, FlagKind.CORRECTION_CHANGED, gone[before], numbers)
        else:
            yield _note(aligned, FlagKind.CORRECTION_ADDED, [], numbers)
    for place in sorted(left):
        yield _note(aligned, FlagKind.CORRECTION_REMOVED, gone[place], [])


def _note_paragraphs(reading: Reading) -> dict[int, list[int]]:
    """The sentences of each note by the paragraph it begins in; what a heading such as "Correction: April 2" opens goes on
    in the paragraph behind it.
    """
    found: dict[int, list[int]] = {}
    last = -1
    for number in sorted(reading.notes):
        paragraph = reading.sentences[number].paragraph
        heads = found.get(last, [])
        if heads and heads[-1] == number - 1 and is_heading(reading.sentences[one] for one in heads):
            heads.append(number)
        elif paragraph in found:
            found[paragraph].append(number)
        elif heads and reading.sentences[heads[-1]].paragraph == paragraph:
            heads.append(number)
        else:
            found[paragraph] = [number]
            last = paragraph
    return found


def _words(reading: Reading, numbers: list[int]) -> tuple[str, ...]:
    """The words of a note, its days without the letters of ordinals: "9th August" is "9 August"."""
    words = (word.lower() for number in numbers for word in reading.sentences[number].words if word[0].isalnum())
    endings = reading.language.of("facts", "day_endings") | {"º"}
    return tuple(match[1] if (match := _DAY.match(word)) and match[2] in endings else word for word in words)


_DAY = re.compile(r"(\d{1,2})([^\W\d_]+)$")


_NOTE_SAYS = {
    FlagKind.CORRECTION_ADDED: (
        "note.added",
        "Note added",
        "The publisher added a note about a correction or an update.",
    ),
    FlagKind.CORRECTION_CHANGED: ("note.changed", "Note changed", "The publisher's note has other words."),
    FlagKind.CORRECTION_REMOVED: ("note.removed", "Note removed", "A note of the publisher is no longer there."),
}


def _note(aligned: Aligned, kind: FlagKind, old: list[int], new: list[int]) -> Flag:
    where = Where(aligned.old, aligned.new, _run(aligned.old, old), _run(aligned.new, new))
    rule, name, explanation = _NOTE_SAYS[kind]
    shown = where.new.cut(where.after) if where.after else where.old.cut(where.before) if where.before else ""
    return flag(kind, where, rule=rule, explanation=explanation, summary=f"{name}: {quoted(shown, _SHOWN)}")


def _run(reading: Reading, numbers: list[int]) -> Span | None:
    if not numbers:
        return None
    return reading.span(*reading.range(numbers[0], numbers[-1] + 1))


_SAYS = {
    EditKind.REMOVED: (FlagKind.PARA_REMOVED, FlagKind.SENT_REMOVED, "removed", "is in the old text only"),
    EditKind.ADDED: (FlagKind.PARA_ADDED, FlagKind.SENT_ADDED, "added", "is in the new text only"),
    EditKind.MOVED: (FlagKind.PARA_MOVED, None, "moved", "stands at another place"),
}


def _side(aligned: Aligned, edits: tuple[Edit, ...], kind: EditKind) -> Iterator[Flag]:
    """Runs of passages of one kind; a run that is all of a paragraph speaks of the paragraph."""
    reading = aligned.old if kind is EditKind.REMOVED else aligned.new
    chosen = {
        sentence
        for group, edit in zip(aligned.groups, edits, strict=True)
        if edit.kind is kind
        for sentence in range(*(group.old if kind is EditKind.REMOVED else group.new))
    } - reading.notes
    if not chosen:
        return
    paragraphs: dict[int, list[int]] = {}
    for number, sentence in enumerate(reading.sentences):
        paragraphs.setdefault(sentence.paragraph, []).append(number)
    for numbers in paragraphs.values():
        run = [number for number in numbers if number in chosen]
        if run and not _negligible(reading, run, kind):
            yield from _told(aligned, kind, run, whole=len(run) == len(numbers))


def _negligible(reading: Reading, run: list[int], kind: EditKind) -> bool:
    words = sum(len(reading.sentences[number].words) for number in run)
    start, end = reading.range(run[0], run[-1] + 1)
    return (kind is EditKind.MOVED and words < _SHORTEST_MOVE) or is_timestamp(reading.body.text[start:end])


def _told(aligned: Aligned, kind: EditKind, run: list[int], *, whole: bool) -> Iterator[Flag]:
    paragraph, sentence, verb, explained = _SAYS[kind]
    chosen = paragraph if whole or sentence is None else sentence
    name = "Paragraph" if chosen is paragraph and whole else "Sentence"
    old, new = aligned.old, aligned.new
    if kind is EditKind.REMOVED:
        where = Where(old, new, _run(old, run), None)
        shown = old.verbatim(*old.range(run[0], run[-1] + 1))
    else:
        before = [number for item in run for number in range(*aligned.groups[aligned.new_groups[item]].old)]
        where = Where(old, new, _run(old, sorted(set(before))), _run(new, run))
        shown = new.verbatim(*new.range(run[0], run[-1] + 1))
    yield flag(
        chosen,
        where,
        rule=f"structure.{chosen.value}",
        explanation=f"This {name.lower()} {explained}.",
        summary=f"{name} {verb}: {quoted(shown, _SHOWN)}",
    )
