"""Finds the publisher's own notes in a text: corrections, clarifications, editor's notes and updates, in any of the
languages known, at the head of a paragraph or of a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tracker.compare.admissions import (
    MISTAKES,
    NEAR,
    finds_fault,
    is_sorry,
    owns_up,
    says_before,
    speaks_of_itself,
    takes_back,
)
from tracker.compare.avowals import avows
from tracker.compare.clean import Clean
from tracker.compare.labels import is_heading, is_labelled
from tracker.compare.language import SUPPORTED, language
from tracker.compare.ownwords import own_words
from tracker.compare.said import is_anothers, is_ongoing
from tracker.compare.scriptnotes import is_note
from tracker.compare.sentences import Sentence
from tracker.model import BlockKind

_NOTE_KINDS = frozenset({BlockKind.CORRECTION, BlockKind.UPDATE})
_UPDATE_LABEL_WITHIN = 60
_LONGEST_STAMP = 30


def note_sentences(body: Clean, found: Sequence[Sentence], kinds: Sequence[BlockKind]) -> frozenset[int]:
    """The numbers of the sentences that are notes: from the first that opens like one to the end of its paragraph."""
    notes: set[int] = set()
    inside = headed = -1
    for number, sentence in enumerate(found):
        before = found[number - 1].paragraph if number else -1
        near = found[number : number + NEAR]
        text = body.text[sentence.start : sentence.end]
        if sentence.paragraph in (inside, headed):
            notes.add(number)
        elif kinds[sentence.paragraph] is BlockKind.QUOTE:
            continue
        elif (
            (kinds[sentence.paragraph] in _NOTE_KINDS and not is_timestamp(text) and "@" not in text)
            or is_labelled(sentence, text)
            or opens_note(text)
            or is_note(text)
            or avows(sentence, near, alone=sentence.paragraph != before and _is_short(found, number))
            or (
                not is_anothers(sentence.words[:_READ])
                and not is_ongoing(sentence.words)
                and (
                    speaks_of_itself(sentence.words)
                    or owns_up(sentence, near)
                    or takes_back(sentence.words)
                    or finds_fault(sentence.words)
                    or says_before(sentence.words)
                    or (sentence.paragraph != before and is_sorry(sentence, near))
                )
            )
        ):
            notes.add(number)
            inside = sentence.paragraph
            whole = [other for other in found[number : number + NEAR + 1] if other.paragraph == inside]
            headed = inside + 1 if inside and sentence.paragraph != before and is_heading(whole) else headed
    return frozenset(notes)


def _is_short(found: Sequence[Sentence], number: int) -> bool:
    """Whether the paragraph that a sentence opens has few sentences."""
    last = number + _FEW
    return last >= len(found) or found[last].paragraph != found[number].paragraph


_FEW, _READ = 3, 60


def opens_note(text: str) -> bool:
    """Whether a sentence opens a publisher's note."""
    head = text[:200].lstrip(" *_([{-•#").lower()
    if head.startswith(own_words().versions_open):
        return _of_page(head)
    if not head.startswith(_openings()) or is_timestamp(text):
        return False
    if head.startswith(_REGRETS) and not any(word in text.lower() for word in MISTAKES):
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


def _of_page(head: str) -> bool:
    """Whether "the first version" at the head of a sentence is one of a page: it said something, or had a fault."""
    own = own_words()
    words = [word.strip(_SIGNS) for word in head.split()[:_VERSION_READ]]
    return not (own.read | own.selves).isdisjoint(words) or any(word.startswith(own.faults) for word in words)


_SIGNS, _VERSION_READ = ".,:;()[]*", 12


def is_timestamp(text: str) -> bool:
    """Whether a line says only when it was published or updated."""
    words = text.lower().replace(",", " ").replace(":", " : ").split()
    if not words or words[0] not in _STAMPED or len(words) > _LONGEST_STAMP:
        return False
    return all(_is_time_word(word) for word in words)


_REGRETS = ("we regret", "we apologise", "we apologize")
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
