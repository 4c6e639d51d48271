"""Which flags of a change a subscription asks for: by kind, severity, disclosure, language, and words near each other."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.model import Change, Edit, Flag, Op, Search, Span, Subscription, Verdict

NEAR = 20
"""Words are near each other within so many words of one passage, which is a sentence or two; ours."""

_MOST_WORDS = 4_000  # of one side of a passage; no sentence has more


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of an article: flags, and of an edit the whole change. `language` is empty where it is not known."""

    flags: tuple[Flag, ...]
    change: Change | None = None
    disclosure: Verdict = Verdict.NONE
    language: str = ""


def wanted(subscription: Subscription, found: Found) -> tuple[Flag, ...]:
    """The flags that a subscription asks for; empty where it is not to be told.

    What cannot be known is no reason to keep quiet: an article of unknown language is told to those who ask for one.
    That an article is gone, back or moved is told whatever was asked about disclosure, as there is no note to ask for;
    a search is for words of edits, so it finds nothing there.
    """
    flags = tuple(
        flag
        for flag in found.flags
        if flag.severity.at_least(subscription.floor) and (not subscription.kinds or flag.kind in subscription.kinds)
    )
    if not flags or not _speaks(subscription.languages, found.language):
        return ()
    if found.change is not None and subscription.disclosures and found.disclosure not in subscription.disclosures:
        return ()
    if subscription.search:
        return _touching(flags, matches(subscription.search, found.change)) if found.change else ()
    return flags


def matches(search: Search, change: Change) -> tuple[Edit, ...]:
    """The changed passages that a search is about. What is dropped in one place and stands in another changed place just
    as often was moved, not dropped.
    """
    sides = [_sides(edit) for edit in change.edits if any(piece.op is not Op.EQUAL for piece in edit.pieces)]
    for target, side in ((search.drops, 0), (search.adds, 1)):
        if target:
            words = words_of(f"{search.words} {target}")
            here = [one for one in sides if are_near(words, one.texts[side])]
            there = [one for one in sides if are_near(words, one.texts[1 - side])]
            if len(here) <= len(there):
                return ()
            both = set(map(id, there))
            sides = [one for one in here if id(one) not in both]
    words = words_of(search.words)
    return tuple(one.edit for one in sides if any(are_near(words, text) for text in one.texts))


@dataclass(frozen=True, slots=True, eq=False)
class _Sides:
    """A changed passage with the words of its old and its new text."""

    edit: Edit
    texts: tuple[list[str], list[str]]


def words_of(text: str) -> list[str]:
    """The words of a text, of any case and form: runs of letters and digits; of scripts that are written without spaces,
    each character.
    """
    return list(_words(unicodedata.normalize("NFKC", text).casefold()))


def are_near(words: Sequence[str], text: Sequence[str]) -> bool:
    """Whether all the words, each as often as it is given, stand within `NEAR` words of the text; one pass."""
    missing = Counter(words)
    needed = len(words)
    if needed > NEAR:
        return False
    for place, word in enumerate(text):
        if place >= NEAR:
            left = text[place - NEAR]
            if left in missing:
                needed += missing[left] >= 0
                missing[left] += 1
        if word in missing:
            needed -= missing[word] > 0
            missing[word] -= 1
        if not needed:
            return True
    return not needed


def _touching(flags: Sequence[Flag], edits: Sequence[Edit]) -> tuple[Flag, ...]:
    """The flags on these passages."""
    old = [span for edit in edits for span in edit.old]
    new = [span for edit in edits for span in edit.new]
    return tuple(flag for flag in flags if _overlaps(flag.before_span, old) or _overlaps(flag.after_span, new))


def _overlaps(span: Span | None, others: Sequence[Span]) -> bool:
    return span is not None and any(
        span.part is other.part
        and span.start < max(other.end, other.start + 1)
        and other.start < max(span.end, span.start + 1)
        for other in others
    )


def _sides(edit: Edit) -> _Sides:
    old = "".join(piece.text for piece in edit.pieces if piece.op is not Op.INSERT)
    new = "".join(piece.text for piece in edit.pieces if piece.op is not Op.DELETE)
    return _Sides(edit, (words_of(old)[:_MOST_WORDS], words_of(new)[:_MOST_WORDS]))


def _speaks(languages: frozenset[str], language: str) -> bool:
    """Whether a language tag ("pt-BR") is one of those, which may be wider ("pt")."""
    tag = language.lower().replace("_", "-")
    return not languages or not tag or any(tag == one or tag.startswith(f"{one}-") for one in languages)


def _words(text: str) -> Iterator[str]:
    start = -1
    for place, char in enumerate(text):
        alone = _stands_alone(char)
        if _is_of_a_word(char) and not alone:
            start = place if start < 0 else start
            continue
        if start >= 0:
            yield text[start:place]
            start = -1
        if alone:
            yield char
    if start >= 0:
        yield text[start:]


def _is_of_a_word(char: str) -> bool:
    return char.isalnum() or (not char.isascii() and unicodedata.category(char).startswith("M"))


def _stands_alone(char: str) -> bool:
    """Letters of scripts without spaces: Thai and Lao, Khmer, kana and Chinese characters."""
    return any(first <= char <= last for first, last in _WITHOUT_SPACES)


_WITHOUT_SPACES = (("\u0e00", "\u0eff"), ("\u1780", "\u17ff"), ("\u3040", "\u9fff"), ("\U00020000", "\U0003ffff"))
