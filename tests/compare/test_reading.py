from __future__ import annotations

from tracker.compare.reading import Reading, read
from tracker.compare.speaking.speakers import speakers
from tracker.compare.text.language import language
from tracker.model import Document

OLD = "“We waited,” Ada Quill said.\n\n“Nobody came, and it rained,” she added. The quay was shut.\n\nThe minister denied it."
NEW = f"Rain fell all night.\n\n{OLD}\n\n“One boat came,” said Bram Oster. “It was late,” he said."


def test_a_reading_beside_another_finds_what_it_finds_alone() -> None:
    words = language("en")
    alone, beside = read(Document.from_text(NEW), words), read(Document.from_text(NEW), words, _spoken(OLD))
    assert beside.sentences == alone.sentences
    assert list(speakers(beside)) == list(speakers(alone))
    assert [named for _, named in speakers(beside)] == ["Ada Quill", "Ada Quill", "Bram Oster", "Bram Oster"]


def test_cues_that_moved_with_their_paragraph_point_to_the_same_words() -> None:
    words = language("en")
    moved = read(Document.from_text(NEW), words, _spoken(OLD))
    cues = [cue for cue, _ in speakers(moved) if cue is not None]
    assert [moved.verbatim(cue.start, cue.end) for cue in cues] == ["Ada Quill", "she", "Bram Oster", "he"]


def _spoken(text: str) -> Reading:
    """A reading whose speakers were already asked for."""
    reading = read(Document.from_text(text), language("en"))
    list(speakers(reading))
    return reading
