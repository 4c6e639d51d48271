"""One document made ready for comparison: its body in even typography, cut into sentences, with its quotations, notes
and the role of every paragraph.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from tracker.compare.notes.notes import Begun, note_sentences
from tracker.compare.quoting.utterances import Marked, Utterance, utterances
from tracker.compare.sourcing.cues import Cue
from tracker.compare.sourcing.sources import Source
from tracker.compare.text.clean import Clean, clean
from tracker.compare.text.language import Language
from tracker.compare.text.sentences import Cuts, Sentence, sentences
from tracker.model import BlockKind, Document, Part, Span


@dataclass(frozen=True, slots=True)
class Memory:
    """What was found out of paragraphs by their characters, shared by the readings of one comparison: most paragraphs of
    a revision stand in the one before, too. `cuts` has the sentences of a paragraph, `notes` where its note begins,
    `marked` its marked utterances, `cues` by its text, its masks and whether it opens the body the cues, with the place
    where they were read and the utterance of the paragraph each speaks of, `sources` by its tokens and whether it opens
    the body what a phrase means. Nothing here changes a result, and it goes with the readings.
    """

    cuts: Cuts = field(default_factory=dict)
    notes: Begun = field(default_factory=dict)
    marked: Marked = field(default_factory=dict)
    sources: dict[tuple[tuple[str, ...], bool], Source] = field(default_factory=dict)
    cues: dict[tuple[str, tuple[tuple[int, int], ...], bool], tuple[int, list[tuple[float, Cue]]]] = field(
        default_factory=dict
    )


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

    def verbatim(self, start: int, end: int) -> str:
        """The verbatim characters of a clean range."""
        return self.cut(self.span(start, end))


def read(document: Document, language: Language, beside: Reading | None = None) -> Reading:
    """Make a document ready; any document is fine. What was found out in a reading `beside` it, in the same language, is
    not found out again.
    """
    cut = cut_up(document, language, beside)
    notes = note_sentences(cut.body, cut.sentences, cut.kinds, cut.memory.notes)
    quotes = utterances(cut.body, cut.sentences, cut.kinds, notes, language, known=cut.memory.marked)
    return replace(cut, notes=notes, quotes=quotes)


def cut_up(document: Document, language: Language, beside: Reading | None = None) -> Reading:
    """A document as sentences, in a tenth of the time of `read`: no notes and no quotations are looked for."""
    memory = beside.memory if beside else Memory()
    body = clean(document.text, Part.BODY)
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
