"""Sentence blame: when each sentence of an article was born, changed, moved, taken out and put back, by revision.

A blame is folded forward, one step at a time, over the passages that the comparison of neighbours aligned, so a step
costs what its two texts are long, however many revisions came before. Only the body has sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tracker.compare.alignment.aligned import aligned
from tracker.compare.alignment.passages import passages
from tracker.compare.reading import cut_up
from tracker.compare.text.language import language_of
from tracker.model import Document, Edit, EditKind, Op, Part, Span
from tracker.model.blame import Blame, Event, EventKind, SentenceLife

MOST_EVENTS: Final = 60
"""Events kept of one sentence: its birth and the newest. The clock of a live blog changes at every look."""
MOST_GONE: Final = 1_000
"""Sentences that are gone and still told of, the last to go; how many more there were is counted."""


@dataclass(frozen=True, slots=True)
class Step:
    """A revision as blame sees it; `is_edit` is False where only a newer Tracker reads the page of the one before otherwise:
    then nothing was changed or moved, though sentences may come and go.
    """

    number: int
    document: Document
    is_edit: bool = True


def blame(steps: Iterable[Step]) -> Blame:
    """The blame of an article's revisions, oldest first. Raises nothing; costs one alignment a step."""
    found, before = Blame(), Document()
    for step in steps:
        found = advance(found, step, aligned_passages(before, step.document))
        before = step.document
    return found


def aligned_passages(old: Document, new: Document) -> tuple[Edit, ...]:
    """The passages of a step, exactly as `compare` aligns them, without asking what they mean."""
    words = language_of(new, old)
    before = cut_up(old, words)
    return passages(aligned(before, cut_up(new, words, before)))


def advance(before: Blame, step: Step, found: Sequence[Edit]) -> Blame:
    """The blame one revision further; `found` are the passages from the revision of `before` to that of the step."""
    fold = _Fold(before, step)
    for edit in found:
        fold.take(edit)
    gone = (*fold.ended, *fold.still_gone())
    return Blame(
        revision=step.number,
        standing=tuple(fold.standing),
        gone=gone[:MOST_GONE],
        forgotten=before.forgotten + len(gone[MOST_GONE:]),
    )


class _Fold:
    """One step under way: who stood where, who may come back, and what stands and is gone after it."""

    def __init__(self, before: Blame, step: Step) -> None:
        self._step = step
        self._text = step.document.text
        self._stood = {life.start: life for life in before.standing}
        self._gone = before.gone
        self._ghosts: dict[str, list[int]] = {}
        for number, life in reversed(list(enumerate(before.gone))):
            self._ghosts.setdefault(life.text, []).append(number)  # the last to go stands last, and returns first
        self._back: set[int] = set()
        self.standing: list[SentenceLife] = []
        self.ended: list[SentenceLife] = []

    def take(self, edit: Edit) -> None:
        """Carry the sentences of one passage on."""
        olds = [self._stood[span.start] for span in edit.old if span.part is Part.BODY and span.start in self._stood]
        news = [span for span in edit.new if span.part is Part.BODY]
        if not news:
            self.ended += [self._told(life, (EventKind.GONE,)) for life in olds]
            return
        kinds = _kinds(edit) if self._step.is_edit else ()
        if len(news) < len(olds):
            olds = sorted(olds, key=lambda life: life.born)
        for at, span in enumerate(news):
            life = self._told(olds[min(at, len(olds) - 1)], kinds) if olds else self._newcomer(span)
            start, end = span.start, span.end
            text = self._text[start:end]
            if (life.start, life.end, life.text) != (start, end, text):  # as it is for all that stand before the edits
                life = SentenceLife(text, life.events, start, end, life.omitted)
            self.standing.append(life)

    def still_gone(self) -> list[SentenceLife]:
        """Those that were gone before and did not come back."""
        return [life for number, life in enumerate(self._gone) if number not in self._back]

    def _newcomer(self, span: Span) -> SentenceLife:
        """A sentence that did not stand before: one that comes back in the same words, or a new one."""
        ghosts = self._ghosts.get(self._text[span.start : span.end])
        if ghosts:
            number = ghosts.pop()
            self._back.add(number)
            return self._told(self._gone[number], (EventKind.RETURNED,))
        return SentenceLife("", (Event(EventKind.BORN, self._step.number),), 0, 0)

    def _told(self, life: SentenceLife, kinds: Sequence[EventKind]) -> SentenceLife:
        """The life with these events; of very many the birth and the newest."""
        if not kinds:
            return life
        events = (*life.events, *(Event(kind, self._step.number) for kind in kinds))
        over = max(0, len(events) - MOST_EVENTS)
        return replace(life, events=(events[0], *events[1 + over :]), omitted=life.omitted + over)


def _kinds(edit: Edit) -> tuple[EventKind, ...]:
    """What a passage says happened to its sentences; nothing where they were kept."""
    if edit.kind is EditKind.KEPT:  # as nearly all are
        return ()
    differs = any(piece.op is not Op.EQUAL for piece in edit.pieces)
    reworded = (EventKind.RETOUCHED if edit.silent else EventKind.CHANGED,)
    match edit.kind:
        case EditKind.MOVED:
            return (EventKind.MOVED, *(reworded if differs or edit.silent else ()))
        case EditKind.SPLIT:
            return (EventKind.SPLIT, *(reworded if differs else ()))
        case EditKind.MERGED:
            return (EventKind.MERGED, *(reworded if differs else ()))
        case EditKind.CHANGED:
            return reworded
    return ()
