"""Which earlier edits a correction note explains, once it stands there: the silent edit and the note that came later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.compare.notes.disclosure import figures
from tracker.compare.text.clean import normal
from tracker.model import Flag, FlagKind

_EXPLAINABLE = frozenset(
    {
        FlagKind.FACT_CHANGED,
        FlagKind.QUOTE_CHANGED,
        FlagKind.QUOTE_REMOVED,
        FlagKind.ATTRIBUTION_CHANGED,
        FlagKind.HEADLINE_CHANGED,
        FlagKind.HEDGING_ADDED,
        FlagKind.HEDGING_REMOVED,
        FlagKind.NEGATION_CHANGED,
        FlagKind.BYLINE_CHANGED,
    }
)
_NOTES = frozenset({FlagKind.CORRECTION_ADDED, FlagKind.CORRECTION_CHANGED})


@dataclass(frozen=True, slots=True)
class Explanation:
    """A note that came in one revision speaks of an edit that was made in an earlier one."""

    note_revision: int
    revision: int
    flag: Flag


def explanations(revisions: Sequence[tuple[int, Sequence[Flag]]]) -> tuple[Explanation, ...]:
    """Which notes explain which earlier flags. `revisions` are (number, flags), oldest first.

    A note speaks of an edit where it names what stood before or what stands there now, in any typography, numbers
    in words or figures, as whole words. Raises nothing.
    """
    return tuple(_explanations(revisions))


def _explanations(revisions: Sequence[tuple[int, Sequence[Flag]]]) -> Iterator[Explanation]:
    earlier: list[tuple[int, Flag]] = []
    for number, flags in revisions:
        notes = [_padded(flag.after) for flag in flags if flag.kind in _NOTES]
        for revision, flag in earlier:
            if any(_names(note, flag) for note in notes):
                yield Explanation(note_revision=number, revision=revision, flag=flag)
        earlier += [(number, flag) for flag in flags if flag.kind in _EXPLAINABLE]


def _names(note: str, flag: Flag) -> bool:
    """Whether the note has either value, or both where one is a single character, which says too little alone."""
    values = [value for value in (_padded(flag.before), _padded(flag.after)) if value.strip()]
    return any(len(value.strip()) > 1 and value in note for value in values) or (
        len(values) > 1 and all(value in note for value in values)
    )


def _padded(text: str) -> str:
    """The words of a text in one form, between spaces, so that 12 is not found in 120."""
    words = "".join(letter if letter.isalnum() else " " for letter in normal(text).casefold())
    return f" {' '.join(figures().get(word, word) for word in words.split())} "
