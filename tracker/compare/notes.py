"""Finds the publisher's own notes in a text: corrections, clarifications, editor's notes and updates, in any of the
languages known, at the head of a paragraph or of a sentence.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
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
        before = found[number - 1].paragraph if number else -1
        text = body.text[sentence.start : sentence.end]
        if sentence.paragraph == inside:
            notes.add(number)
        elif kinds[sentence.paragraph] is BlockKind.QUOTE:
            continue
        elif (
            (kinds[sentence.paragraph] in _NOTE_KINDS and not is_timestamp(text))
            or opens_note(text)
            or _speaks_of_itself(sentence.words)
            or _owns_up(sentence, found[number:])
            or _takes_back(sentence.words)
            or _finds_fault(sentence.words)
            or (sentence.paragraph != before and _is_sorry(sentence, found[number:]))
        ):
            notes.add(number)
            inside = sentence.paragraph
    return frozenset(notes)


def opens_note(text: str) -> bool:
    """Whether a sentence opens a publisher's note."""
    head = text[:200].lstrip(" *_([{-•#").lower()
    if head.startswith(_own_words().versions_open):
        return _of_page(head)
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


def _of_page(head: str) -> bool:
    """Whether "the first version" at the head of a sentence is one of a page: it said something, or had a fault."""
    own = _own_words()
    words = [word.strip(_SIGNS) for word in head.split()[:_VERSION_READ]]
    return not (own.read | own.selves).isdisjoint(words) or any(word.startswith(own.faults) for word in words)


_SIGNS, _VERSION_READ = ".,:;()[]*", 12


def _speaks_of_itself(words: Sequence[str]) -> bool:
    """Whether a sentence says of its own article that it was changed: "This post has been amended", "in an earlier
    version of this story", "This dispatch corrects", whatever stands before.
    """
    own = _own_words()
    near = words[:_READ]
    if own.marks.isdisjoint(near):
        return False
    text = " ".join(near)
    return any(phrase in text for phrase in own.within) or any(
        _was_before(near, place, own) or _was_changed(near, place, own) for place in range(len(near))
    )


def _was_before(words: Sequence[str], place: int, own: _OwnWords) -> bool:
    """As in "an earlier version of this story", read from "earlier" on."""
    if words[place] not in own.earlier or own.versions.isdisjoint(words[place + 1 : place + 3]):
        return False
    return any(one in _OWN and two in own.selves for one, two in _spread(words[place + 2 : place + 7]))


def _was_changed(words: Sequence[str], place: int, own: _OwnWords) -> bool:
    """As in "this post has been amended", "this article initially gave", read from "this" on."""
    near = {*words[max(0, place - 1) : place], *words[place + 1 : place + 4]}
    opens = words[place] == "the" and place == 0
    if (words[place] not in _OWN and not opens) or own.selves.isdisjoint(words[1:2] if opens else near):
        return False
    behind = words[place + 2 : place + 9]
    if opens:
        after = [word for word in words[2:6] if word not in ("has", "been", "was", "since", "now")]
        if words[1] in _PAGES and len(after) < len(words[2:6]) and not own.changed.isdisjoint(after[:1]):
            return True
        return any(word.startswith(_MISTAKEN) for word in behind[:4]) or (
            behind[:1] != [] and behind[0] in _ONCE and not _SAYING.isdisjoint(behind[1:3])
        )
    once = not _ONCE.isdisjoint(behind[:4]) and _PRINTED.isdisjoint(behind)
    changes = not own.changing.isdisjoint(behind[:4]) or any(word.startswith(_MISTAKEN) for word in behind)
    return once or changes or any(one in _WAS and two in own.changed for one, two in _spread(behind))


def _spread(words: Sequence[str]) -> list[tuple[str, str]]:
    """Every word with each of the four behind it."""
    return [(one, two) for place, one in enumerate(words) for two in words[place + 1 : place + 5]]


def _owns_up(sentence: Sentence, following: Sequence[Sentence]) -> bool:
    """As in "We earlier reported that it was closed. That was incorrect": an old report and a word for a mistake."""
    head = [word for word in sentence.words[:6] if word[0].isalnum()]
    own = _own_words()
    earlier = bool(head) and head[0] in _WE and not own.earlier.isdisjoint(head[1:4])
    if not earlier and (own.selves.isdisjoint(head) or _WE.isdisjoint(head) or _OWN.isdisjoint(head)):
        return False
    said = [word for other in following[:_SENTENCES] if other.paragraph == sentence.paragraph for word in other.words]
    text = " ".join(said)
    return any(word.startswith(_MISTAKES) for word in said) or any(phrase in text for phrase in _RIGHTED)


def _takes_back(words: Sequence[str]) -> bool:
    """Whether the publisher says in the first person what was written wrongly, that it was put right, or what it is asked
    to make clear: "Nous avions écrit par erreur", "Wir haben den Namen berichtigt", "We are happy to make clear".
    """
    near = words[:_HEAD]
    if '"' in near or _own_words().speaking.isdisjoint(near):
        return False
    head = [word for word in near if word[0].isalnum()]
    if head[:1] == ["we"] and any(phrase in " ".join(head[1:_ASKED]) for phrase in _CLEARED):
        return True
    if head[:2] == ["in", "our"] and not _own_words().selves.isdisjoint(head[2:5]):
        return any(one == "we" and two in _REPORTED for one, two in itertools.pairwise(head))
    return any(
        not we.isdisjoint(head)
        and ((not wrote.isdisjoint(head) and not wrongly.isdisjoint(head)) or _rights(head, we, righted))
        for we, wrote, wrongly, righted in _own_words().persons
    )


def _finds_fault(words: Sequence[str]) -> bool:
    """Whether a sentence that gives nobody's words speaks of its own page and a fault: "This article was first published
    with the wrong cost", "Ce titre a été modifié"; names a part of it that was changed ("Headline changed at 14:10"); or
    owns up: "We got the cost wrong in an early version".
    """
    near = words[:_HEAD]
    own = _own_words()
    if '"' in near:
        return False
    if near[0] in _PARTS and not own.changed.isdisjoint(near[1:_PART_CHANGED]):
        return True
    if near[0] == "we" and "got" in near[1:4] and "wrong" in near:
        return not (own.selves | own.versions).isdisjoint(near)
    if any(one in own.earlier and two in _PRINTS for one, two in itertools.pairwise(near)):
        return any(phrase in " ".join(near) for phrase in _RIGHTED) or any(word.startswith(_MISTAKES) for word in near)
    if own.pages.isdisjoint(near):
        return False
    for deictic, pages, faults, causes in own.sorts:
        if any(one in deictic and two in pages for one, two in itertools.pairwise(near)):
            stems = tuple(faults)
            because = near[0] in causes and any(stem in word for word in near[1:6] for stem in stems)
            if because or (own.said.isdisjoint(near) and any(_unelided(word).startswith(stems) for word in near)):
                return True
    return False


def _unelided(word: str) -> str:
    """A word without an article that lost its vowel: "un'imprecisione"."""
    return word.rpartition("'")[2] or word


_PARTS = frozenset(
    [
        "photo",
        "picture",
        "image",
        "link",
        "graphic",
        "chart",
        "headline",
        "paragraph",
        "paragraphs",
        "caption",
        "standfirst",
        "intro",
        "spelling",
        "byline",
        "title",
    ]
)
_PART_CHANGED = 8
_PRINTS = frozenset(["edition", "editions", "headline", "caption", "issue", "print"])


def _is_sorry(sentence: Sentence, following: Sequence[Sentence]) -> bool:
    """Whether the short paragraph that a sentence opens ends in an apology for an error."""
    rest = [other for other in following[:_SENTENCES] if other.paragraph == sentence.paragraph]
    return any(
        other.words[0] in _WE
        and any(word in _SORRY for word in other.words[:4])
        and any(word.startswith(_MISTAKES) for word in other.words)
        for other in rest
    )


_SORRY = frozenset(["sorry", "apologise", "apologize", "regret", "bedauern", "excuses", "regrettons"])


def _rights(head: Sequence[str], we: frozenset[str], righted: frozenset[str]) -> bool:
    """Whether a sentence that opens with the publisher says that something was put right."""
    return not we.isdisjoint(head[:3]) and not righted.isdisjoint(head)


_HEAD, _ASKED = 25, 12
_REPORTED = frozenset(["said", "wrote", "stated", "reported", "named", "gave", "described", "quoted", "identified"])
_CLEARED = (
    "make clear",
    "make it clear",
    "point out that",
    "to clarify",
    "to correct",
    "to set the record straight",
    "now accept that",
    "now understand that",
    "accept that this",
    "accept this was",
)
_RIGHTED = (
    "in fact",
    "apologis",
    "apologiz",
    "should have",
    "not the case",
    "we regret",
    "has been changed",
    "we are sorry",
)
_READ = 60
_SENTENCES = 3
_WE = frozenset(["we", "wir", "nous"])
_OWN = frozenset(["this", "our", "accompanying"])
_PAGES = frozenset(["article", "story", "headline", "post", "caption"])
_SAYING = frozenset(
    ["said", "stated", "gave", "named", "reported", "identified", "described", "spelled", "spelt", "listed"]
)
_PRINTED = frozenset(["published", "appeared", "posted", "ran", "printed", "aired"])
_ONCE = frozenset(["initially", "originally", "previously", "wrongly", "incorrectly", "mistakenly", "erroneously"])
_MISTAKEN = ("misstat", "misspel", "misidentif", "misquot", "misattribut", "mischaracter", "mislabel", "misnam")
_WAS = frozenset(["was", "were", "has", "have", "is", "been"])


@dataclass(frozen=True, slots=True)
class _OwnWords:
    """Words of publishers for their own articles in all languages: what they are, how they change, what was before; a
    sentence without one of `marks` has none of them. `persons` has for each language how publishers speak of
    themselves ("we"), of having written, of errors and of putting right; all of the first are `speaking`. `sorts` has
    for each the words that point ("this"), those for a page, the heads of those for faults, and those for causes; `said`
    are the plain verbs of saying. What opens with one of `versions_open` is a note if it then has one of `read` or a fault.
    """

    selves: frozenset[str]
    changed: frozenset[str]
    changing: frozenset[str]
    earlier: frozenset[str]
    versions: frozenset[str]
    within: tuple[str, ...]
    marks: frozenset[str]
    speaking: frozenset[str]
    persons: tuple[tuple[frozenset[str], ...], ...]
    faults: tuple[str, ...]
    pages: frozenset[str]
    said: frozenset[str]
    read: frozenset[str]
    versions_open: tuple[str, ...]
    sorts: tuple[tuple[frozenset[str], ...], ...]


@cache
def _own_words() -> _OwnWords:
    known = [language(code).own for code in SUPPORTED]
    phrases = tuple(phrase.strip() for own in known for phrase in own.get("within", "").split("|"))

    def listed(name: str) -> frozenset[str]:
        return frozenset(word for own in known for word in own.get(name, "").split())

    persons = tuple(
        tuple(frozenset(own.get(name, "").split()) for name in ("we", "wrote", "wrongly", "righted")) for own in known
    )
    return _OwnWords(
        speaking=frozenset().union(*(person[0] for person in persons)),
        persons=persons,
        faults=tuple(listed("faults")),
        pages=listed("pages"),
        read=listed("read"),
        versions_open=tuple(
            opening.strip() for own in known if "versions_open" in own for opening in own["versions_open"].split("|")
        ),
        said=frozenset(word for code in SUPPORTED for word, sense in language(code).verbs.items() if sense == "say"),
        sorts=tuple(
            tuple(frozenset(own.get(name, "").split()) for name in ("deictic", "pages", "faults", "causes"))
            for own in known
        ),
        selves=listed("selves"),
        changed=listed("changed"),
        changing=listed("changing"),
        earlier=listed("earlier"),
        versions=listed("versions"),
        within=tuple(phrase for phrase in phrases if phrase),
        marks=frozenset(max(phrase.split(), key=len) for phrase in phrases if phrase) | listed("selves"),
    )


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
    "untrue",
    "inaccurate",
    "misreport",
    "not true",
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
