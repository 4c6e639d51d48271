"""Turns aligned groups into passages: what kind each is, its words as pieces, and why a difference means nothing."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.alignment.align import Group
from tracker.compare.alignment.aligned import Aligned
from tracker.compare.naming.names import mistyped
from tracker.compare.reading import Reading
from tracker.compare.text.clean import normal
from tracker.compare.text.language import Language
from tracker.compare.text.spelling import same_spelling
from tracker.compare.text.words import Budget, Words, pieces, runs, words_of
from tracker.model import Edit, EditKind, Op, Piece, Span


def passages(aligned: Aligned) -> tuple[Edit, ...]:
    """All groups as passages, in their order."""
    budget = Budget()
    return tuple(_passage(aligned, group, budget) for group in aligned.groups)


def _passage(aligned: Aligned, group: Group, budget: Budget) -> Edit:
    old, new = _spans(aligned.old, group.old), _spans(aligned.new, group.new)
    before, after = _verbatim(aligned.old, old, group.old), _verbatim(aligned.new, new, group.new)
    if not new:
        return Edit(EditKind.REMOVED, old, (), (Piece(Op.DELETE, before),))
    if not old:
        return Edit(EditKind.ADDED, (), new, (Piece(Op.INSERT, after),))
    same = before == after or normal(before) == normal(after)
    if same or aligned.same_words(group):
        kind = EditKind.MOVED if group.moved else EditKind.KEPT if same else EditKind.CHANGED
        return Edit(kind, old, new, (Piece(Op.EQUAL, after),), "" if same else "typography")
    one = words_of(aligned.old.body, aligned.old.range(*group.old))
    two = words_of(aligned.new.body, aligned.new.range(*group.new))
    made = pieces(one, two, budget)
    return Edit(_kind(group), old, new, made, silence(one, two, aligned.old.language, budget))


def silence(one: Words, two: Words, words: Language, budget: Budget) -> str:
    """Why the words of a changed passage differ without meaning to, or an empty string."""
    old, new = _letters(one), _letters(two)
    if [word.lower() for word in old] == [word.lower() for word in new]:
        return "punctuation"
    changed = [run for run in runs(old, new, budget) if run.op is not Op.EQUAL]
    if len(changed) % 2:
        return ""
    reason = ""
    for left, right in zip(changed[::2], changed[1::2], strict=True):
        gone, come = old[left.old_start : left.old_end], new[right.new_start : right.new_end]
        # What comes elsewhere than where it went has moved: "3-1", "1-3".
        there = right.old_start == left.old_end
        if left.op is not Op.DELETE or right.op is not Op.INSERT or len(gone) != len(come) or not there:
            return ""
        for before, after in zip(gone, come, strict=True):
            found = _same_word(before, after, words)
            if not found:
                return ""
            reason = found if found == "typing slip" else reason or found
    return reason


def _same_word(before: str, after: str, words: Language) -> str:
    """Why two words are one, or an empty string; a slip in a name may be a correction and is not silent."""
    one, two = before.lower(), after.lower()
    if one == two or same_spelling(one, two, words):
        return "spelling"
    return "typing slip" if mistyped(before, after, words) else ""


def _letters(side: Words) -> list[str]:
    """The words of a side, and the signs that carry meaning, a minus before a figure among them."""
    places = side.places
    return [
        word
        for n, word in enumerate(side.texts)
        if word[0].isalnum() or word in _MEANT or (word == "-" and _is_minus(side.texts, places, n))
    ]


def _is_minus(texts: Sequence[str], places: Sequence[tuple[int, int]], n: int) -> bool:
    if n + 1 == len(texts) or not texts[n + 1][0].isdigit() or places[n][1] != places[n + 1][0]:
        return False
    return bool(n) and places[n - 1][1] < places[n][0] and texts[n - 1][0].isalpha()


_MEANT = "$£€¥%?"


def _kind(group: Group) -> EditKind:
    if group.moved:
        return EditKind.MOVED
    olds, news = group.old[1] - group.old[0], group.new[1] - group.new[0]
    if olds == news:
        return EditKind.CHANGED
    return EditKind.SPLIT if olds < news else EditKind.MERGED


def _verbatim(reading: Reading, spans: Sequence[Span], bounds: tuple[int, int]) -> str:
    """The verbatim characters of sentences that stand in these places."""
    return reading.cut(spans[0]) if len(spans) == 1 else reading.verbatim(*reading.range(*bounds))


def _spans(reading: Reading, bounds: tuple[int, int]) -> tuple[Span, ...]:
    span = reading.body.span
    return tuple([span(sentence.start, sentence.end) for sentence in reading.sentences[slice(*bounds)]])
