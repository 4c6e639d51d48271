"""Finds the publisher's own notes in a text: corrections, clarifications, editor's notes and updates, in any of the
languages known, at the head of a paragraph or of a sentence.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter

from tracker.compare.notes.admissions import (
    NEAR,
    finds_fault,
    is_sorry,
    may_admit,
    mistakes,
    owns_up,
    says_before,
    speaks_of_itself,
    takes_back,
)
from tracker.compare.notes.avowals import avowing, avows
from tracker.compare.notes.labels import behind_stamp, is_heading, is_labelled
from tracker.compare.notes.ownwords import own_words
from tracker.compare.notes.said import is_anothers, is_ongoing
from tracker.compare.notes.scriptnotes import is_note
from tracker.compare.text.clean import Clean
from tracker.compare.text.files import CODES
from tracker.compare.text.language import language, of_all
from tracker.compare.text.sentences import Sentence
from tracker.model import BlockKind

_NOTE_KINDS = frozenset({BlockKind.CORRECTION, BlockKind.UPDATE})
_UPDATE_LABEL_WITHIN = 60
_LONGEST_STAMP = 240


# Where the note of a paragraph begins, by its characters and its kind: the number of a sentence, -1 where there is none.
Begun = dict[tuple[str, BlockKind], int]


def note_sentences(
    body: Clean, found: Sequence[Sentence], kinds: Sequence[BlockKind], known: Begun | None = None
) -> frozenset[int]:
    """The numbers of the sentences that are notes: from the first that opens like one to the end of its paragraph, and the
    paragraph behind a heading such as "Correction: April 2". What is `known` of paragraphs is not found again.
    """
    known = {} if known is None else known
    paragraphs = [(number, list(group)) for number, group in itertools.groupby(found, key=attrgetter("paragraph"))]
    keys = [(body.text[these[0].start : these[-1].end], kinds[number]) for number, these in paragraphs]
    unknown = [these for key, (_, these) in zip(keys, paragraphs, strict=True) if key not in known]
    telling = avowing(itertools.chain.from_iterable(unknown))
    notes: set[int] = set()
    headed, first = -1, 0
    for key, (paragraph, these) in zip(keys, paragraphs, strict=True):
        if (begins := known.get(key)) is None:
            begins = known[key] = _begins(these, body, kinds[paragraph], telling)
        begun = 0 if paragraph == headed else begins
        if begun >= 0:
            notes.update(range(first + begun, first + len(these)))
            headed = paragraph + 1 if paragraph and not begun and is_heading(these) else headed
        first += len(these)
    return frozenset(notes)


def _begins(paragraph: Sequence[Sentence], body: Clean, kind: BlockKind, telling: frozenset[str]) -> int:
    """The number of the sentence that opens a note, -1 if none does; `telling` as `avowing` gives it."""
    if kind is BlockKind.QUOTE:
        return -1
    short = len(paragraph) <= _FEW
    for number, sentence in enumerate(paragraph):
        text = body.text[sentence.start : sentence.end]
        if not number and kind in _NOTE_KINDS and _is_told(text):
            return 0
        if is_labelled(sentence, text) or opens_note(_behind_remark(text)) or is_note(text):
            return number
        said = _of_page_before(sentence, paragraph[number - 1]) if number else sentence
        near = (behind_stamp(said), *paragraph[number + 1 : number + NEAR])
        if not telling.isdisjoint(sentence.words) and avows(near, alone=not number and short):
            return number
        if _admits(near, first=not number):
            return number
    return -1


def _behind_remark(text: str) -> str:
    """A sentence without the word for a note that it opens with: "Anmerkung: In einer früheren Version hieß es"."""
    head, colon, behind = text[:_REMARK_WITHIN].partition(":")
    remark = colon and behind.strip() and head.strip(" *_([{-•#").lower() in of_all("notes", "remark")
    return text[len(head) + 1 :].lstrip() if remark else text


_REMARK_WITHIN = 40


def _of_page_before(sentence: Sentence, before: Sentence) -> Sentence:
    """A sentence that opens with "it" behind one on how this page was made, with what that means: "This interview has been
    condensed. It was updated to correct a name"; any other as it is.
    """
    own, page = own_words(), before.words[:2]
    if sentence.words[0] not in of_all("shifting", "it") or not is_ongoing(before.words):
        return sentence
    pointed = len(page) > 1 and page[0] in of_all("notes", "pointing") and page[1] in own.selves
    return replace(sentence, words=(*page, *sentence.words[1:])) if pointed else sentence


def _is_told(text: str) -> bool:
    """Whether a paragraph that the page marks as a note is one: neither a time nor an address to write to."""
    return not is_timestamp(text) and "@" not in text


def _admits(near: Sequence[Sentence], *, first: bool) -> bool:
    """Whether the first of these sentences opens a note by what it says of its own page."""
    words = near[0].words
    avowed = may_admit(words) and (
        speaks_of_itself(words)
        or owns_up(near[0], near)
        or takes_back(words)
        or finds_fault(words)
        or says_before(words)
    )
    avowed = avowed or (first and is_sorry(near[0], near))
    return avowed and not is_anothers(words[:_READ]) and not is_ongoing(words)


_FEW, _READ = 3, 60


def opens_note(text: str) -> bool:
    """Whether a sentence opens a publisher's note."""
    head = text[:_BEGINNING].lstrip(" *_([{-•#")
    if text[0] in _BRACKETS and _is_slug(text):
        return True
    opens = _openings().get(head[:_HEAD].lower())  # most sentences have none of these letters
    if opens is None:
        return False
    head = head.lower()
    if head.startswith(opens.versions):
        return _of_page(head)
    return head.startswith(opens.notes) and _says_so(head, text)


def _is_slug(text: str) -> bool:
    """Whether a sentence in brackets says to editors what is new, as agencies do: "(Adds quotes, paragraph 4)"."""
    own, words = own_words(), [word.strip(_SIGNS) for word in text[1:_BEGINNING].lower().split()]
    if not 1 < len(words) <= _LONGEST_SLUG or "?" in text or "!" in text or is_timestamp(text):
        return False
    return words[0] in own.slugs or (words[0] in own.slugs_of_parts and not own.slug_parts.isdisjoint(words))


_BRACKETS, _LONGEST_SLUG = "([", 25


def _says_so(head: str, text: str) -> bool:
    """Whether a sentence that begins as notes do is none of those that only begin so."""
    if is_timestamp(text):
        return False
    if head.startswith(_regrets()) and not any(word in text.lower() for word in mistakes()):
        return False
    first = head.split(maxsplit=1)[0].rstrip(":,.-*_")
    if first in of_all("notes", "bracketed"):
        return text.lstrip(" *_")[:1] in ("(", "[")
    set_off = ":" in head[:_UPDATE_LABEL_WITHIN] or " - " in head[:_UPDATE_LABEL_WITHIN]
    return set_off or first not in of_all("notes", "updates")


@cache
def _regrets() -> tuple[str, ...]:
    """What sentences of regret open with, which are notes if they name a mistake."""
    return tuple(sorted(of_all("notes", "regretting")))


def _of_page(head: str) -> bool:
    """Whether "the first version" at the head of a sentence is one of a page: it said something, or had a fault."""
    own = own_words()
    words = [word.strip(_SIGNS) for word in head.split()[:_VERSION_READ]]
    return not (own.read | own.selves).isdisjoint(words) or any(word.startswith(own.faults) for word in words)


_SIGNS, _VERSION_READ = ".,:;()[]*", 12


def is_timestamp(text: str, *, updated: bool = False) -> bool:
    """Whether a line says only when it was published or updated; or, if asked so, opens with the word that it was `updated`."""
    if len(text) > _LONGEST_STAMP:
        return False
    known, first = _stamps(), text.lower().replace(",", " ").replace(":", " ").split(maxsplit=1)
    opens = first and first[0].strip(_ROUND)
    if not opens or not (opens in known[0] or (opens in known[1] and not updated)):
        return False
    words = (word.strip(_ROUND) for part in first for word in part.split())
    return all(not word or word[0].isdigit() or word in known[2] for word in words)


_ROUND = "().[]|·-–*_"


@cache
def _stamps() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """What opens a line on an update, what opens one on publication, and all words of such lines."""
    updated, stamped, times = (
        frozenset(word.strip(_ROUND) for code in CODES for word in language(code).own.get(name, "").split())
        for name in ("stamp_updated", "stamp_published", "stamp_words")
    )
    calendar = (word for code in CODES for table in (language(code).months, language(code).weekdays) for word in table)
    return updated, stamped, updated | stamped | times | frozenset(calendar)


_BEGINNING, _HEAD = 200, 3


@dataclass(frozen=True, slots=True)
class _Openings:
    """What notes open with, and what sentences on a version of a page do."""

    notes: tuple[str, ...]
    versions: tuple[str, ...]


@cache
def _openings() -> dict[str, _Openings]:
    """The openings of notes in all languages by their first letters."""
    notes = [opening for code in CODES for opening in language(code).notes]
    versions = own_words().versions_open
    heads = {opening[:_HEAD] for opening in (*notes, *versions)}
    return {
        head: _Openings(*(tuple(one for one in some if one.startswith(head)) for some in (notes, versions)))
        for head in heads
    }
