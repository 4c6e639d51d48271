"""From two documents to one Change: aligns them once and asks every recogniser in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.compare.alignment.aligned import aligned
from tracker.compare.alignment.lengthy import lay_out
from tracker.compare.alignment.passages import passages
from tracker.compare.framing.credits import credit_flags
from tracker.compare.framing.dateline import dateline_flags, stamp_flags
from tracker.compare.framing.frame import date_flags, frame_flags
from tracker.compare.framing.headfigures import standfirst_flags
from tracker.compare.framing.structure import structure_flags
from tracker.compare.meaning import meaning_flags, unread_flags
from tracker.compare.moved import without_moved
from tracker.compare.notes.disclosure import disclosure
from tracker.compare.reading import Reading, cut_up, read
from tracker.compare.speaking.quotediff import pair_quotes
from tracker.compare.speaking.quoteflags import quote_flags
from tracker.compare.speaking.speakers import Quotation, quoted_in, quotes
from tracker.compare.speaking.voices import voice_flags
from tracker.compare.text.clean import normal
from tracker.compare.text.fingerprint import fingerprint
from tracker.compare.text.language import language_of
from tracker.compare.twice import told_once, without_names
from tracker.model import Change, Document, Edit, Flag
from tracker.rings import undisturbed


@undisturbed
def compare(old: Document, new: Document, *, seen_at: datetime | None = None) -> Change:
    """What changed from one document to the next, sentence by sentence, and what it means.

    Pure and deterministic. `seen_at` is when the new document was seen, against which weekdays and such words as
    "yesterday" are read where a document names no date of its own. Raises nothing: any two documents can be compared.
    """
    return _compared(old, new, seen_at=seen_at)[0]


@dataclass(frozen=True, slots=True)
class Read:
    """What one reading of a document gives beside what changed: who is quoted in it, its passages beside the document
    before it, and what was found out of its paragraphs, for the comparison with the next one.
    """

    quotations: tuple[Quotation, ...]
    passages: tuple[Edit, ...]
    memory: bytes


def read_first(document: Document) -> Read:
    """An article's first document: all its passages are new."""
    words = language_of(document)
    reading = read(document, words)
    quoted = quoted_in(reading)
    return Read(quoted, passages(aligned(cut_up(Document(), words), reading)), reading.packed())


def compare_and_read(
    old: Document,
    new: Document,
    *,
    seen_at: datetime | None = None,
    differ: bool | None = None,
    known: bytes = b"",
) -> tuple[Change, Read]:
    """As `compare`, with what the same reading of the new document gives; its quotations are those that `quotes` gives.
    `differ` says whether their fingerprints do, where that is known; `known` is the `memory` of the old one, if it was
    kept. Nothing in that changes what is found.
    """
    change, after = _compared(old, new, seen_at=seen_at, differ=differ, known=known)
    quoted = quoted_in(after) if language_of(new) is after.language else quotes(new)
    return change, Read(quoted, change.passages, after.packed())


def _compared(
    old: Document, new: Document, *, seen_at: datetime | None = None, differ: bool | None = None, known: bytes = b""
) -> tuple[Change, Reading]:
    """The change, and the reading of the new document that it comes of."""
    words = language_of(new, old)
    before = read(old, words, known=known)
    after = read(new, words, before)
    pair = aligned(before, after)
    found = passages(pair)
    flags: list[Flag] = []
    if fingerprint(old) != fingerprint(new) if differ is None else differ:
        flags += frame_flags(old, new)
        quoted = pair_quotes(pair)
        flags += quote_flags(pair, quoted)
        flags += meaning_flags(pair, found, quoted, seen_at=seen_at)
        flags += standfirst_flags(pair, flags) if normal(old.standfirst) != normal(new.standfirst) else ()
        flags += unread_flags(pair, found)
        voices = list(voice_flags(pair, found, quoted, flags))
        flags = [*without_names(flags, voices), *voices]
        flags += dateline_flags(pair)
        flags += stamp_flags(pair)
        flags += credit_flags(pair)
        flags += structure_flags(pair, found)
        flags = without_moved(told_once(flags), pair)
        flags += date_flags(old, new)
    flags.sort(key=lambda flag: -flag.severity.rank)
    return Change(old, new, found, tuple(flags), disclosure(old, new, flags)), after


def laid_out(old: Document, new: Document, flags: Sequence[Flag]) -> Change:
    """The change between two documents whose flags are known, as `compare` gave them once: only the sentences are aligned
    again, and the notes among the flags weighed.
    """
    found = lay_out(old, new, language_of(new, old))
    return Change(old, new, found, tuple(flags), disclosure(old, new, flags))
