"""Turns aligned groups into passages: what kind each is, its words as pieces, and why a difference means nothing."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.compare.align import Group
from tracker.compare.aligned import Aligned
from tracker.compare.clean import normal
from tracker.compare.reading import Reading
from tracker.compare.spelling import same_spelling, slip
from tracker.compare.words import Budget, pieces, runs
from tracker.model import Edit, EditKind, Op, Piece, Span


def passages(aligned: Aligned) -> tuple[Edit, ...]:
    """All groups as passages, in their order."""
    budget = Budget()
    return tuple(_passage(aligned, group, budget) for group in aligned.groups)


def _passage(aligned: Aligned, group: Group, budget: Budget) -> Edit:
    old_range, new_range = aligned.old.range(*group.old), aligned.new.range(*group.new)
    old = tuple(_spans(aligned.old, group.old))
    new = tuple(_spans(aligned.new, group.new))
    if not new:
        return Edit(EditKind.REMOVED, old, (), (Piece(Op.DELETE, aligned.old.cut(*old_range)),))
    after = aligned.new.cut(*new_range)
    if not old:
        return Edit(EditKind.ADDED, (), new, (Piece(Op.INSERT, after),))
    same = normal(aligned.old.cut(*old_range)) == normal(after)
    if same or aligned.same_words(group):
        kind = EditKind.MOVED if group.moved else EditKind.KEPT if same else EditKind.CHANGED
        return Edit(kind, old, new, (Piece(Op.EQUAL, after),), "" if same else "typography")
    made = pieces(aligned.old.body, old_range, aligned.new.body, new_range, budget)
    return Edit(_kind(group), old, new, made, silence(aligned, group, budget))


def silence(aligned: Aligned, group: Group, budget: Budget) -> str:
    """Why the words of a changed group differ without meaning to, or an empty string."""
    old = _letters(word for number in range(*group.old) for word in aligned.old.sentences[number].words)
    new = _letters(word for number in range(*group.new) for word in aligned.new.sentences[number].words)
    if old == new:
        return "punctuation"
    changed = [run for run in runs(old, new, budget) if run.op is not Op.EQUAL]
    words = aligned.old.language
    reason = ""
    for left, right in zip(changed[::2], changed[1::2], strict=False):
        one, two = old[left.old_start : left.old_end], new[right.new_start : right.new_end]
        if left.op is not Op.DELETE or right.op is not Op.INSERT or len(one) != len(two):
            return ""
        for before, after in zip(one, two, strict=True):
            if same_spelling(before, after, words):
                reason = reason or "spelling"
            elif slip(before, after, words):
                reason = "typing slip"
            else:
                return ""
    return reason if len(changed) % 2 == 0 else ""


def _letters(parts: Iterable[str]) -> list[str]:
    return [word for word in parts if word[0].isalnum()]


def _kind(group: Group) -> EditKind:
    if group.moved:
        return EditKind.MOVED
    olds, news = group.old[1] - group.old[0], group.new[1] - group.new[0]
    if olds == news:
        return EditKind.CHANGED
    return EditKind.SPLIT if olds < news else EditKind.MERGED


def _spans(reading: Reading, bounds: tuple[int, int]) -> list[Span]:
    found = []
    for number in range(*bounds):
        sentence = reading.sentences[number]
        found.append(reading.span(sentence.start, sentence.end))
    return found
