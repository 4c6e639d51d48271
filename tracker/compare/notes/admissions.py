"""Tells from what a sentence says that a publisher speaks of its own article: that it was changed, was wrong, or is
taken back, in any of the languages known.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tracker.compare.notes.ownwords import OwnWords, own_words
from tracker.compare.text.language import of_all
from tracker.compare.text.sentences import Sentence


class _Known(NamedTuple):
    """The words of all languages by which such sentences are told, as `[words.notes]` in the language files explains them."""

    publisher: frozenset[str]
    pointing: frozenset[str]
    at_first: frozenset[str]
    formerly: frozenset[str]
    pieces: frozenset[str]
    parts: frozenset[str]
    prints: frozenset[str]
    regrets: frozenset[str]
    reported: frozenset[str]
    gave: frozenset[str]
    cleared: frozenset[str]
    put_right: frozenset[str]
    own_pages: frozenset[str]
    has_been: frozenset[str]
    saying: frozenset[str]
    printing: frozenset[str]
    once: frozenset[str]
    passives: frozenset[str]
    the: frozenset[str]
    in_our: frozenset[str]
    got: frozenset[str]
    wrong: frozenset[str]


@cache
def _known() -> _Known:
    return _Known(
        publisher=of_all("notes", "publisher"),
        pointing=of_all("notes", "pointing"),
        at_first=of_all("notes", "at_first"),
        formerly=of_all("notes", "formerly"),
        pieces=of_all("notes", "pieces"),
        parts=of_all("notes", "parts"),
        prints=of_all("notes", "prints"),
        regrets=of_all("notes", "regrets"),
        reported=of_all("notes", "reported"),
        gave=of_all("notes", "gave"),
        cleared=of_all("notes", "cleared"),
        put_right=of_all("notes", "put_right"),
        own_pages=of_all("notes", "own_pages"),
        has_been=of_all("notes", "has_been"),
        saying=of_all("notes", "saying"),
        printing=of_all("notes", "printing"),
        once=of_all("notes", "once"),
        passives=of_all("notes", "passives"),
        the=of_all("notes", "the"),
        in_our=of_all("notes", "in_our"),
        got=of_all("notes", "got"),
        wrong=of_all("notes", "wrong"),
    )


@cache
def mistakes() -> tuple[str, ...]:
    """What words for a fault begin with."""
    return tuple(sorted(of_all("notes", "mistakes")))


@cache
def _mistaken() -> tuple[str, ...]:
    return tuple(sorted(of_all("notes", "mistaken")))


@cache
def _gave() -> frozenset[str]:
    return _known().reported | _known().gave


def may_admit(words: Sequence[str]) -> bool:
    """Whether a sentence has any word without which none of the rules here speaks; most have none."""
    return not _marking().isdisjoint(words) or words[0] in _BRACKETS


@cache
def _marking() -> frozenset[str]:
    own = own_words()
    return (
        own.marks
        | own.speaking
        | own.pages
        | own.versions
        | _known().parts
        | _known().prints
        | _known().pieces
        | _known().publisher
    )


_BRACKETS = frozenset("[(")


def speaks_of_itself(words: Sequence[str]) -> bool:
    """Whether a sentence says of its own article that it was changed: "This post has been amended", "in an earlier
    version of this story", "This dispatch corrects", whatever stands before.
    """
    own = own_words()
    near = _unquoted(words[:_READ])
    marks = own.marks.intersection(near)
    if not marks:
        return False
    phrases = [phrase for mark in marks for phrase in own.within.get(mark, ())]
    if phrases and any(phrase in text for text in (" ".join(near),) for phrase in phrases):
        return True
    places = [place for place, word in enumerate(near) if not place or word in _known().pointing or word in own.earlier]
    return any(_was_before(near, place, own) or _was_changed(near, place, own) for place in places)


def _unquoted(words: Sequence[str]) -> Sequence[str]:
    """The words outside quotation marks: “We apologise to our patients,” said the trust, not the paper."""
    if '"' not in words:
        return words
    inside = itertools.accumulate(words, lambda count, word: count + (word == '"'), initial=0)
    return [word for word, count in zip(words, inside, strict=False) if count % 2 == 0]


def _was_before(words: Sequence[str], place: int, own: OwnWords) -> bool:
    """As in "an earlier version of this story", read from "earlier" on."""
    if words[place] not in own.earlier or own.versions.isdisjoint(words[place + 1 : place + 3]):
        return False
    return any(one in _known().pointing and two in own.selves for one, two in _spread(words[place + 2 : place + 7]))


def _was_changed(words: Sequence[str], place: int, own: OwnWords) -> bool:
    """As in "this post has been amended", "this article initially gave", read from "this" on."""
    near = {*words[max(0, place - 1) : place], *words[place + 1 : place + 4]}
    opens = place == 0 and words[place] in _known().the
    if (words[place] not in _known().pointing and not opens) or own.selves.isdisjoint(words[1:2] if opens else near):
        return False
    behind = words[place + 2 : place + 9]
    if opens:
        after = [word for word in words[2:6] if word not in _known().has_been]
        if words[1] in _known().own_pages and len(after) < len(words[2:6]) and not own.changed.isdisjoint(after[:1]):
            return True
        return any(word.startswith(_mistaken()) for word in behind[:4]) or (
            behind[:1] != [] and behind[0] in _known().once and not _known().saying.isdisjoint(behind[1:3])
        )
    once = not _known().once.isdisjoint(behind[:4]) and _known().printing.isdisjoint(behind)
    changes = not own.changing.isdisjoint(behind[:4]) or any(word.startswith(_mistaken()) for word in behind)
    return once or changes or any(one in _known().passives and two in own.changed for one, two in _spread(behind))


def _spread(words: Sequence[str]) -> list[tuple[str, str]]:
    """Every word with each of the four behind it."""
    return [(one, two) for place, one in enumerate(words) for two in words[place + 1 : place + 5]]


def owns_up(sentence: Sentence, following: Sequence[Sentence]) -> bool:
    """As in "We earlier reported that it was closed. That was incorrect": an old report and a word for a mistake."""
    head = [word for word in sentence.words[:6] if word[0].isalnum()]
    own = own_words()
    earlier = bool(head) and head[0] in _known().publisher and not own.earlier.isdisjoint(head[1:4])
    if not earlier and (
        own.selves.isdisjoint(head) or _known().publisher.isdisjoint(head) or _known().pointing.isdisjoint(head)
    ):
        return False
    said = [word for other in following[:NEAR] if other.paragraph == sentence.paragraph for word in other.words]
    text = " ".join(said)
    return any(word.startswith(mistakes()) for word in said) or any(phrase in text for phrase in _known().put_right)


def takes_back(words: Sequence[str]) -> bool:
    """Whether the publisher says in the first person what was written wrongly, that it was put right, or what it is asked
    to make clear: "Nous avions écrit par erreur", "Wir haben den Namen berichtigt", "We are happy to make clear".
    """
    near = words[:_HEAD]
    if '"' in near or own_words().speaking.isdisjoint(near):
        return False
    head = [word for word in near if word[0].isalnum()]
    publisher = _known().publisher
    if not publisher.isdisjoint(head[:1]) and any(phrase in " ".join(head[1:_ASKED]) for phrase in _known().cleared):
        return True
    if " ".join(head[:2]) in _known().in_our and not own_words().selves.isdisjoint(head[2:5]):
        return any(one in publisher and two in _known().reported for one, two in itertools.pairwise(head))
    return any(
        not we.isdisjoint(head)
        and ((not wrote.isdisjoint(head) and not wrongly.isdisjoint(head)) or _rights(head, we, righted))
        for we, wrote, wrongly, righted in own_words().persons
    )


def says_before(words: Sequence[str]) -> bool:
    """Whether an aside gives what stood here before: "[13.52: we first said three]", "This sentence originally gave"."""
    near = words[:_HEAD]
    if '"' in near or (near[:1] and near[0] not in ("[", "(") and _known().pieces.isdisjoint(near)):
        return False
    said = [word for word in near if word[0].isalnum()]
    three = list(zip(said, said[1:], said[2:], strict=False))
    if (
        near[:1]
        and near[0] in ("[", "(")
        and any(a in _known().publisher and b in _known().at_first and c in _gave() for a, b, c in three)
    ):
        return True
    four = zip(three, said[3:], strict=False)
    return any(
        a in _known().pointing and b in _known().pieces and c in _known().once | _known().formerly and d in _gave()
        for (a, b, c), d in four
    )


def finds_fault(words: Sequence[str]) -> bool:
    """Whether a sentence that gives nobody's words speaks of its own page and a fault: "This article was first published
    with the wrong cost", "Ce titre a été modifié"; names a part of it that was changed ("Headline changed at 14:10"); or
    owns up: "We got the cost wrong in an early version".
    """
    near = words[:_HEAD]
    own = own_words()
    if not near or '"' in near:
        return False
    if near[0] in _known().parts and not own.changed.isdisjoint(near[1:_PART_CHANGED]):
        return True
    if near[0] in _known().publisher and not _known().got.isdisjoint(near[1:4]) and not _known().wrong.isdisjoint(near):
        return not (own.selves | own.versions).isdisjoint(near)
    if not _known().prints.isdisjoint(near) and any(
        one in own.earlier and two in _known().prints for one, two in itertools.pairwise(near)
    ):
        return any(phrase in " ".join(near) for phrase in _known().put_right) or any(
            word.startswith(mistakes()) for word in near
        )
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


_PART_CHANGED = 8


def is_sorry(sentence: Sentence, following: Sequence[Sentence]) -> bool:
    """Whether the short paragraph that a sentence opens ends in an apology for an error."""
    return any(
        other.words[0] in _known().publisher
        and other.paragraph == sentence.paragraph
        and any(word in _known().regrets for word in other.words[:4])
        and any(word.startswith(mistakes()) for word in other.words)
        for other in following[:NEAR]
    )


def _rights(head: Sequence[str], we: frozenset[str], righted: frozenset[str]) -> bool:
    """Whether a sentence that opens with the publisher says that something was put right."""
    return not we.isdisjoint(head[:3]) and not righted.isdisjoint(head)


_HEAD, _ASKED = 25, 12
_READ = 60
NEAR = 3
