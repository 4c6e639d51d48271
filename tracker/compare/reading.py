"""One document made ready for comparison: its body in even typography, cut into sentences, with its quotations, notes
and the role of every paragraph.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from tracker.compare.memory import Memory, pack_memory, unpack_memory
from tracker.compare.notes.notes import note_sentences
from tracker.compare.quoting.utterances import Utterance, utterances
from tracker.compare.text.clean import Clean, clean
from tracker.compare.text.language import Language
from tracker.compare.text.sentences import Sentence, sentences
from tracker.model import BlockKind, Document, Part, Span


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A document as findings see it. `kinds` has the block kind of each paragraph, `notes` the numbers of sentences
    that are the publisher's own notes; `masks` are clean ranges that someone else said.
    """

    document: Document
    body: Clean
    sentences: tuple[Sentence, ...]
    kinds: tuple[BlockKind, ...]
    notes: frozenset[int]
    quotes: tuple[Utterance, ...]
    language: Language
    memory: Memory

    def range(self, first: int, last: int) -> tuple[int, int]:
        """Clean characters of sentences [first, last); an empty range where there are none."""
        if first == last:
            return (0, 0)
        return self.sentences[first].start, self.sentences[last - 1].end

    def span(self, start: int, end: int) -> Span:
        """The place of clean characters in the original body."""
        return self.body.span(start, end)

    def cut(self, span: Span) -> str:
        """The verbatim characters of a place, without joining the blocks of the document again."""
        return self.body.original[span.start : span.end] if span.part is Part.BODY else self.document.cut(span)

    def packed(self) -> bytes:
        """What was found out of its paragraphs, for the comparison with the document that comes next."""
        return pack_memory(self.memory, self.body, self.language)

    def verbatim(self, start: int, end: int) -> str:
        """The verbatim characters of a clean range."""
        return self.cut(self.span(start, end))


def read(document: Document, language: Language, beside: Reading | None = None, *, known: bytes = b"") -> Reading:
    """Make a document ready; any document is fine. What was found out in a reading `beside` it, in the same language, is
    not found out again, nor what is `known` of this one, as `Reading.packed` gave it.
    """
    cut = cut_up(document, language, beside, known=known)
    notes = note_sentences(cut.body, cut.sentences, cut.kinds, cut.memory.notes)
    quotes = utterances(cut.body, cut.sentences, cut.kinds, notes, language, known=cut.memory.marked)
    return replace(cut, notes=notes, quotes=quotes)


def cut_up(document: Document, language: Language, beside: Reading | None = None, *, known: bytes = b"") -> Reading:
    """A document as sentences, in a tenth of the time of `read`: no notes and no quotations are looked for."""
    body = clean(document.text, Part.BODY)
    memory = beside.memory if beside else unpack_memory(known, body, language)
    found = sentences(body, language, memory.cuts)
    return Reading(document, body, found, _kinds(document, body), frozenset(), (), language, memory)


def _kinds(document: Document, body: Clean) -> tuple[BlockKind, ...]:
    """The block kind of each paragraph of the clean body."""
    starts, kinds, offset = [0], [BlockKind.PARAGRAPH], 0
    for block in document.blocks:
        if block.kind is not BlockKind.CAPTION:
            starts.append(offset)
            kinds.append(block.kind)
            offset += len(block.text) + 2
    found, position = [], 0
    for paragraph in body.text.split("\n"):
        lead = len(paragraph) - len(paragraph.lstrip())
        found.append(kinds[bisect_right(starts, body.place(position + lead)) - 1])
        position += len(paragraph) + 1
    return tuple(found)
