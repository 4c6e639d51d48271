"""Finds the publisher's own notes in a text: corrections, clarifications, editor's notes and updates, in any of the
languages known, at the head of a paragraph or of a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tracker.compare.clean import Clean
from tracker.compare.language import SUPPORTED, language
from tracker.compare.sentences import Sentence
from tracker.model import BlockKind

_NOTE_KINDS = frozenset({BlockKind.CORRECTION, BlockKind.UPDATE})
_UPDATE_LABEL_WITHIN = 60
_LONGEST_STAMP = 30


def note_sentences(body: Clean, found: Sequence[Sentence], kinds: Sequence[BlockKind]) -> frozenset[int]:
    """The numbers of the sentences that are notes: from the first that opens like one to the end of its paragraph."""
    notes: set[int] = set()
    inside = -1
    for number, sentence in enumerate(found):
        text = body.text[sentence.start : sentence.end]
        if sentence.paragraph == inside:
            notes.add(number)
        elif kinds[sentence.paragraph] is BlockKind.QUOTE:
            continue
        elif (kinds[sentence.paragraph] in _NOTE_KINDS and not is_timestamp(text)) or opens_note(text):
            notes.add(number)
            inside = sentence.paragraph
    return frozenset(notes)


def opens_note(text: str) -> bool:
    """Whether a sentence opens a publisher's note."""
    head = text[:200].lstrip(" *_([{-•#").lower()
    if not head.startswith(_openings()) or is_timestamp(text):
        return False
    if head.startswith(_REGRETS) and not any(word in text.lower() for word in _MISTAKES):
        return False
    first = head.split(maxsplit=1)[0].rstrip(":,.-*_")
    if first == "corrects":
        return text.lstrip(" *_")[:1] in ("(", "[")
    if first in _LABELS:
        return (
            first not in {"update", "updated", "amendment"}
            or ":" in head[:_UPDATE_LABEL_WITHIN]
            or " - " in head[:_UPDATE_LABEL_WITHIN]
        )
    return True


def is_timestamp(text: str) -> bool:
    """Whether a line says only when it was published or updated."""
    words = text.lower().replace(",", " ").replace(":", " : ").split()
    if not words or words[0] not in _STAMPED or len(words) > _LONGEST_STAMP:
        return False
    return all(_is_time_word(word) for word in words)


_REGRETS = ("we regret", "we apologise", "we apologize")
_MISTAKES = (
    "error",
    "mistake",
    "inaccura",
    "incorrect",
    "wrong",
    "confusion",
    "misspel",
    "misidentif",
    "misquot",
    "omission",
)
_LABELS = frozenset(
    {"amendment", "update", "updated", "correction", "corrections", "clarification", "clarifications", "erratum"}
)
_STAMPED = frozenset({"published", "updated", "last", "posted", "modified", "first", "publié", "mis", "aktualisiert"})
_TIME_WORDS = frozenset(
    [
        "published",
        "updated",
        "last",
        "first",
        "posted",
        "modified",
        "at",
        "on",
        ":",
        "am",
        "pm",
        "a.m.",
        "p.m.",
        "gmt",
        "bst",
        "utc",
        "est",
        "edt",
        "et",
        "pt",
        "pst",
        "pdt",
        "cet",
        "cest",
        "ago",
        "hours",
        "hour",
        "minutes",
        "minute",
        "min",
        "and",
        "the",
        "|",
        "-",
        "of",
        "day",
        "days",
    ]
)


def _is_time_word(word: str) -> bool:
    bare = word.strip("().|·-")
    return not bare or bare[0].isdigit() or word in _TIME_WORDS or bare in _TIME_WORDS or bare in _calendar()


@cache
def _calendar() -> frozenset[str]:
    return frozenset(
        word for code in SUPPORTED for table in (language(code).months, language(code).weekdays) for word in table
    )


@cache
def _openings() -> tuple[str, ...]:
    return tuple(opening for code in SUPPORTED for opening in language(code).notes)
