"""What was found out of a text's paragraphs changes nothing of what is found where it is known."""

from __future__ import annotations

from benchmarks.edits import OWN, cases, documents
from tracker.compare import compare_and_read, read_first
from tracker.compare.memory import Memory, unpack_memory
from tracker.compare.reading import read
from tracker.compare.speaking.speakers import quotes, speakers
from tracker.compare.text.language import language
from tracker.model import Block, BlockKind, Document

SAID = "“We waited,” Ada Quill and Bram Oster said.\n\n“Nobody came,” she said, “and it rained.” The quay was shut."
NOTED = Document.from_text(f"{SAID}\n\nCorrection: “Nobody” was somebody. An earlier version misspelt Oster.\n\n{SAID}")


def test_a_comparison_finds_the_same_where_the_paragraphs_are_known() -> None:
    differing = []
    for item in cases(OWN):
        old, new = documents(item)
        first = read_first(old)
        assert first.quotations == quotes(old)
        change, found = compare_and_read(old, new)
        known_change, known = compare_and_read(old, new, known=first.memory)
        back = compare_and_read(new, old, known=known.memory)[0]
        same = (known_change, known.quotations) == (change, found.quotations)
        if not same or back != compare_and_read(new, old)[0]:
            differing.append(item["id"])
    assert differing == []


def test_paragraphs_are_known_as_they_were_read() -> None:
    words = language("en")
    reading = read(NOTED, words)
    tuple(speakers(reading))
    again = unpack_memory(reading.packed(), reading.body, words)
    assert (again.cuts, again.notes, again.cues) == (reading.memory.cuts, reading.memory.notes, reading.memory.cues)
    assert again.marked.items() <= reading.memory.marked.items()  # without that of a note, which is no whole paragraph
    assert any(again.cues.values())


def test_a_cue_of_several_quotations_stays_one() -> None:
    words = language("en")
    document = Document.from_text("“Nobody came,” she said, “and it rained.”")
    reading = read(document, words)
    tuple(speakers(reading))
    (_, given), *_ = unpack_memory(reading.packed(), reading.body, words).cues.values()
    assert [utterance for utterance, _ in given] == [0, 1]
    assert given[0][1] is given[1][1]


def test_nothing_is_known_of_another_text_or_language_or_from_damaged_bytes() -> None:
    words = language("en")
    reading, other = read(NOTED, words), read(Document.from_text(SAID), words)
    packed = reading.packed()
    assert unpack_memory(packed, other.body, words) == Memory()
    assert unpack_memory(packed, reading.body, language("de")) == Memory()
    assert unpack_memory(packed[:-1], reading.body, words) == Memory()
    assert unpack_memory(packed.replace(b'"marked":[[', b'"marked":[[99'), reading.body, words) == Memory()
    assert unpack_memory(b"", reading.body, words) == Memory()


def test_one_paragraph_of_two_kinds_is_known_as_both() -> None:
    text = "Correction: the quay was shut on Friday."
    document = Document(blocks=(Block(BlockKind.PARAGRAPH, text), Block(BlockKind.QUOTE, text)), language="en")
    reading = read(document, language("en"))
    again = unpack_memory(reading.packed(), reading.body, reading.language)
    assert {kind: begins for (_, kind), begins in again.notes.items()} == {BlockKind.PARAGRAPH: 0, BlockKind.QUOTE: -1}
