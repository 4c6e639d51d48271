"""Knows the labels that publishers set before their notes: "Correction, May 3:", "A further clarification —", "Mise au point :",
and tells them from sentences that only begin with such a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tracker.compare.text.files import CODES
from tracker.compare.text.language import language, of_all
from tracker.compare.text.sentences import Sentence

_SIGNS = frozenset("[(*•_-#>|{~【〈")
_ENDS = frozenset(":-—]】〉|*_")
_BETWEEN = frozenset(",.()/'&")
_LONGEST = 20
_LEADS = 4
_HEADING = 7


@dataclass(frozen=True, slots=True)
class _Labels:
    """What stands before and in labels of all languages; each label has the words that open sentences in its languages."""

    labels: dict[tuple[str, ...], frozenset[str]]
    longest: int
    leads: frozenset[str]
    heads: frozenset[str]
    tails: frozenset[str]


def is_labelled(sentence: Sentence, text: str) -> bool:
    """Whether a sentence, whose characters are `text`, begins with the label of a note: a label, with words that
    qualify it before and a date or a time behind, and then a colon, a dash, a new sentence or nothing.
    """
    known = _labels()
    clock = _past_clock(sentence.words)
    words = sentence.words[clock : clock + _LONGEST]
    if clock and words and words[0] in of_all("notes", "updates"):
        return False  # in a live blog an update is the news
    if not words or words[0] not in known.heads:
        return False
    start = 0
    while start < len(words) and words[start] in _SIGNS:
        start += 1
    for skipped in range(_LEADS):
        end = _label_at(words, start + skipped, known)
        if end:
            label = tuple(words[start + skipped : end])
            return _is_set_off(words, end, text, label) and "@" not in sentence.words
        if start + skipped >= len(words) or words[start + skipped] not in known.leads:
            return False
    return False


def _past_clock(words: Sequence[str]) -> int:
    """Where a sentence goes on behind the time that an entry of a live blog opens with: "13:50", "9.40am", "14.25 Uhr"."""
    place = 2 if words[0] in _ROUND and len(words) > 1 else 1
    if not words[place - 1][0].isdigit():
        return 0
    signs, halves = frozenset(".:-—|])"), of_all("notes", "clock_ends")
    while place < min(len(words), _LONGEST_CLOCK) and (
        words[place][0].isdigit() or words[place] in signs or words[place] in halves
    ):
        place += 1
    return place


_LONGEST_CLOCK, _ROUND = 8, "[("


def behind_stamp(sentence: Sentence) -> Sentence:
    """A sentence without the word of a note, what it is a note on and a colon, where it opens with them: "Note, 21.20, on
    the 21.02 entry: we added a digit"; that word alone does not make it one.
    """
    words = sentence.words
    if words[0] not in of_all("notes", "remark") or ":" not in words[:_STAMP]:
        return sentence
    behind = words[words.index(":") + 1 :]
    return replace(sentence, words=behind) if behind else sentence


_STAMP = 14


def is_heading(paragraph: Iterable[Sentence]) -> bool:
    """Whether a paragraph is a label and a date at most: "Correction: April 2"; what it speaks of stands in the next."""
    words: list[str] = []
    said = 0
    # A paragraph of thousands of notes is asked for each of them, so no more of it is read than a heading has.
    for word in (word for sentence in paragraph for word in sentence.words):
        words.append(word)
        said += word[0].isalnum()
        if said > _HEADING:
            return False
    known, start = _labels(), 0
    while start < len(words) and words[start] in _SIGNS:
        start += 1
    end = _label_at(words, start, known)
    rest = words[end:] if end else []
    return bool(end) and all(
        word in _ENDS or word in _BETWEEN or word[0].isdigit() or word in known.tails for word in rest
    )


def _label_at(words: Sequence[str], start: int, known: _Labels) -> int:
    """Where the label that begins here ends, 0 if none does."""
    lengths = range(min(known.longest, len(words) - start), 0, -1)
    return next((start + n for n in lengths if tuple(words[start : start + n]) in known.labels), 0)


def _is_set_off(words: Sequence[str], first: int, text: str, label: tuple[str, ...]) -> bool:
    """Whether what stands behind a label parts it from the sentence."""
    known = _labels()
    if words[first : first + 1] == ("(",) and text[: text.find("(")].isupper():
        return True  # As agencies have it above a story: "CORRECTED (fixes the title)".
    for place in range(first, len(words)):
        word = words[place]
        if word in _ENDS:
            return True
        if word not in _BETWEEN and not word[0].isdigit() and word not in known.tails:
            # As in "Correction The mill opened".
            return place == first and word in known.labels[label] and f" {word.capitalize()} " in text
    return True


@cache
def _labels() -> _Labels:
    owns = [language(code) for code in CODES]
    labels: dict[tuple[str, ...], frozenset[str]] = {}
    for words in owns:
        for label in words.own.get("labels", "").split():
            key = tuple(label.split("_"))
            labels[key] = labels.get(key, frozenset()) | words.starters
    leads = frozenset(word for words in owns for word in words.own.get("leads", "").split())
    return _Labels(
        labels=labels,
        longest=max(map(len, labels)),
        leads=leads,
        heads=_SIGNS | leads | {label[0] for label in labels},
        tails=frozenset(
            word for words in owns for word in (*words.own.get("tails", "").split(), *words.months, *words.weekdays)
        ),
    )
