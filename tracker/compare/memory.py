"""What was found out of the paragraphs of a text by their characters alone: shared by the readings of one comparison, and
kept as bytes for the comparison with the next revision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from zlib import crc32

import msgspec

from tracker.compare.notes.notes import Begun
from tracker.compare.quoting.utterances import Marked, Utterance
from tracker.compare.sourcing.cues import Cue
from tracker.compare.sourcing.sources import Source
from tracker.compare.text.clean import Clean
from tracker.compare.text.language import Language
from tracker.compare.text.sentences import Cuts, tokens_of
from tracker.model import BlockKind

# The cues of a paragraph by its text, the ranges of its utterances and whether it opens the body: where it began as they
# were read, and each cue with the utterance of the paragraph it speaks of.
Given = dict[tuple[str, tuple[tuple[int, int], ...], bool], tuple[int, list[tuple[float, Cue]]]]


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of paragraphs: most of a revision stand in the one before, too. `cuts` has the sentences of a paragraph,
    `notes` where its note begins, `marked` its marked utterances, `cues` who is said in it to have said something,
    `sources` by its tokens and whether it opens the body what a phrase means. Nothing here changes a result, and it goes
    with the readings.
    """

    cuts: Cuts = field(default_factory=dict)
    notes: Begun = field(default_factory=dict)
    marked: Marked = field(default_factory=dict)
    sources: dict[tuple[tuple[str, ...], bool], Source] = field(default_factory=dict)
    cues: Given = field(default_factory=dict)


def pack_memory(memory: Memory, body: Clean, language: Language) -> bytes:
    """What is known of the paragraphs of a clean body, as JSON. They are named by their numbers, for who unpacks it has
    the text.
    """
    paragraphs = body.text.split("\n")
    numbers = {text: number for number, text in enumerate(paragraphs)}
    held = {text.strip(" "): number for text, number in numbers.items()}  # notes and cues are those of its sentences
    given = {
        (held[text], masks, opens): (place, *_apart(found))
        for (text, masks, opens), (place, found) in memory.cues.items()
        if text in held
    }
    return msgspec.json.encode(
        _Packed(
            language=language.code,
            check=_check(body),
            cuts=[[(start, end) for start, end, _ in memory.cuts[text]] for text in paragraphs],
            notes=[(held[text], kind, begins) for (text, kind), begins in memory.notes.items() if text in held],
            marked=[
                (numbers[text], after, *found) for (text, after), found in memory.marked.items() if text in numbers
            ],
            cues=[(*key, *found) for key, found in given.items()],
        )
    )


def unpack_memory(data: bytes, body: Clean, language: Language) -> Memory:
    """What was packed of this clean body in this language; nothing where it was another, or the bytes are damaged."""
    if not data:
        return Memory()
    try:
        packed = msgspec.json.decode(data, type=_Packed)
        if packed.language != language.code or packed.check != _check(body):
            return Memory()
        return _unpacked(packed, body.text.split("\n"))
    except (msgspec.MsgspecError, LookupError):
        return Memory()


@dataclass(frozen=True, slots=True)
class _Packed:
    """A memory with the numbers of paragraphs for their texts, and what its text is told by."""

    language: str
    check: int
    cuts: list[list[tuple[int, int]]]
    notes: list[tuple[int, BlockKind, int]]
    marked: list[tuple[int, bool, list[Utterance], bool]]
    cues: list[tuple[int, tuple[tuple[int, int], ...], bool, int, list[Cue], list[tuple[float, int]]]]


def _unpacked(packed: _Packed, paragraphs: Sequence[str]) -> Memory:
    held = [text.strip(" ") for text in paragraphs]
    return Memory(
        cuts={
            text: [(start, end, tokens_of(text[start:end].lower())) for start, end in cuts]
            for text, cuts in zip(paragraphs, packed.cuts, strict=True)
        },
        notes={(held[number], kind): begins for number, kind, begins in packed.notes},
        marked={(paragraphs[number], after): (found, open_) for number, after, found, open_ in packed.marked},
        cues={
            (held[number], masks, opens): (place, [(utterance, cues[at]) for utterance, at in spoken])
            for number, masks, opens, place, cues, spoken in packed.cues
        },
    )


def _apart(given: Sequence[tuple[float, Cue]]) -> tuple[list[Cue], list[tuple[float, int]]]:
    """The cues, and which of them speaks of which utterance: one may speak of several, and stays one."""
    cues = list({id(cue): cue for _, cue in given}.values())
    places = {id(cue): place for place, cue in enumerate(cues)}
    return cues, [(utterance, places[id(cue)]) for utterance, cue in given]


def _check(body: Clean) -> int:
    return crc32(body.text.encode("utf-8", "surrogatepass"))
