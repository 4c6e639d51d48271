"""Tells from what a sentence says that a publisher speaks of its own article: that it was changed, was wrong, or is
taken back, in any of the languages known.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cache

from tracker.compare.notes.ownwords import OwnWords, own_words
from tracker.compare.text.sentences import Sentence

MISTAKES = (
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


def may_admit(words: Sequence[str]) -> bool:
    """Whether a sentence has any word without which none of the rules here speaks; most have none."""
    return not _marking().isdisjoint(words) or words[0] in _BRACKETS


@cache
def _marking() -> frozenset[str]:
    own = own_words()
    return own.marks | own.speaking | own.pages | own.versions | _PARTS | _PRINTS | _PIECES | _WE


_BRACKETS = frozenset("[(")


def speaks_of_itself(words: Sequence[str]) -> bool:
    """Whether a sentence says of its own article that it was changed: "This post has been amended", "in an earlier
    version of this story", "This dispatch corrects", whatever stands before.
    """
    own = own_words()
    near = words[:_READ]
    marks = own.marks.intersection(near)
    if not marks:
        return False
    phrases = [phrase for mark in marks for phrase in own.within.get(mark, ())]
    if phrases and any(phrase in text for text in (" ".join(near),) for phrase in phrases):
        return True
    places = [place for place, word in enumerate(near) if not place or word in _OWN or word in own.earlier]
    return any(_was_before(near, place, own) or _was_changed(near, place, own) for place in places)


def _was_before(words: Sequence[str], place: int, own: OwnWords) -> bool:
    """As in "an earlier version of this story", read from "earlier" on."""
    if words[place] not in own.earlier or own.versions.isdisjoint(words[place + 1 : place + 3]):
        return False
    return any(one in _OWN and two in own.selves for one, two in _spread(words[place + 2 : place + 7]))


def _was_changed(words: Sequence[str], place: int, own: OwnWords) -> bool:
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


def owns_up(sentence: Sentence, following: Sequence[Sentence]) -> bool:
    """As in "We earlier reported that it was closed. That was incorrect": an old report and a word for a mistake."""
    head = [word for word in sentence.words[:6] if word[0].isalnum()]
    own = own_words()
    earlier = bool(head) and head[0] in _WE and not own.earlier.isdisjoint(head[1:4])
    if not earlier and (own.selves.isdisjoint(head) or _WE.isdisjoint(head) or _OWN.isdisjoint(head)):
        return False
    said = [word for other in following[:NEAR] if other.paragraph == sentence.paragraph for word in other.words]
    text = " ".join(said)
    return any(word.startswith(MISTAKES) for word in said) or any(phrase in text for phrase in _RIGHTED)


def takes_back(words: Sequence[str]) -> bool:
    """Whether the publisher says in the first person what was written wrongly, that it was put right, or what it is asked
    to make clear: "Nous avions écrit par erreur", "Wir haben den Namen berichtigt", "We are happy to make clear".
    """
    near = words[:_HEAD]
    if '"' in near or own_words().speaking.isdisjoint(near):
        return False
    head = [word for word in near if word[0].isalnum()]
    if head[:1] == ["we"] and any(phrase in " ".join(head[1:_ASKED]) for phrase in _CLEARED):
        return True
    if head[:2] == ["in", "our"] and not own_words().selves.isdisjoint(head[2:5]):
        return any(one == "we" and two in _REPORTED for one, two in itertools.pairwise(head))
    return any(
        not we.isdisjoint(head)
        and ((not wrote.isdisjoint(head) and not wrongly.isdisjoint(head)) or _rights(head, we, righted))
        for we, wrote, wrongly, righted in own_words().persons
    )


def says_before(words: Sequence[str]) -> bool:
    """Whether an aside gives what stood here before: "[13.52: we first said three]", "This sentence originally gave"."""
    near = words[:_HEAD]
    if '"' in near or (near[:1] and near[0] not in ("[", "(") and _PIECES.isdisjoint(near)):
        return False
    said = [word for word in near if word[0].isalnum()]
    three = list(zip(said, said[1:], said[2:], strict=False))
    if near[:1] and near[0] in ("[", "(") and any(a in _WE and b in _FIRST and c in _GAVE for a, b, c in three):
        return True
    four = zip(three, said[3:], strict=False)
    return any(a in _OWN and b in _PIECES and c in _ONCE | _EARLIER and d in _GAVE for (a, b, c), d in four)


_FIRST = frozenset(
    [
        "first",
        "earlier",
        "originally",
        "initially",
        "previously",
        "wrongly",
        "had",
        "mistakenly",
        "at",
        "zunächst",
        "ursprünglich",
        "avions",
        "zuerst",
    ]
)
_EARLIER = frozenset(["first", "earlier"])
_PIECES = frozenset(["sentence", "line", "paragraph", "passage", "figure", "number", "quote", "quotation", "name"])


def finds_fault(words: Sequence[str]) -> bool:
    """Whether a sentence that gives nobody's words speaks of its own page and a fault: "This article was first published
    with the wrong cost", "Ce titre a été modifié"; names a part of it that was changed ("Headline changed at 14:10"); or
    owns up: "We got the cost wrong in an early version".
    """
    near = words[:_HEAD]
    own = own_words()
    if not near or '"' in near:
        return False
    if near[0] in _PARTS and not own.changed.isdisjoint(near[1:_PART_CHANGED]):
        return True
    if near[0] == "we" and "got" in near[1:4] and "wrong" in near:
        return not (own.selves | own.versions).isdisjoint(near)
    if not _PRINTS.isdisjoint(near) and any(
        one in own.earlier and two in _PRINTS for one, two in itertools.pairwise(near)
    ):
        return any(phrase in " ".join(near) for phrase in _RIGHTED) or any(word.startswith(MISTAKES) for word in near)
    return not own.pages.isdisjoint(near) and _has_fault(near, own)


def _has_fault(near: Sequence[str], own: OwnWords) -> bool:
    """Whether a page that the words point to has a fault, or something in it came by one: "Por un error, esta noticia"."""
    for deictic, pages, faults, causes in own.sorts:
        if deictic.isdisjoint(near) or pages.isdisjoint(near):
            continue
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


def is_sorry(sentence: Sentence, following: Sequence[Sentence]) -> bool:
    """Whether the short paragraph that a sentence opens ends in an apology for an error."""
    return any(
        other.words[0] in _WE
        and other.paragraph == sentence.paragraph
        and any(word in _SORRY for word in other.words[:4])
        and any(word.startswith(MISTAKES) for word in other.words)
        for other in following[:NEAR]
    )


_SORRY = frozenset(["sorry", "apologise", "apologize", "regret", "bedauern", "excuses", "regrettons"])


def _rights(head: Sequence[str], we: frozenset[str], righted: frozenset[str]) -> bool:
    """Whether a sentence that opens with the publisher says that something was put right."""
    return not we.isdisjoint(head[:3]) and not righted.isdisjoint(head)


_HEAD, _ASKED = 25, 12
_REPORTED = frozenset(["said", "wrote", "stated", "reported", "named", "gave", "described", "quoted", "identified"])
_GAVE = _REPORTED | {"put", "had", "read", "spelled", "spelt", "listed", "called", "placed", "claimed", "omitted"}
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
NEAR = 3
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
