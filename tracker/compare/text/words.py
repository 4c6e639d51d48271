"""Word-level differences inside one aligned passage: diff-match-patch over words as characters.

No time limit is used (results must not depend on the machine) and no semantic clean-up (63 -> 66 must not become
6 and 3 -> 6); work is bounded by `Budget` instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.compare.text.clean import Clean
from tracker.compare.text.sentences import tokens
from tracker.model import Op, Piece

_FIRST = 0x100
_SURROGATES = range(0xD800, 0xE000)
_OPS = {-1: Op.DELETE, 0: Op.EQUAL, 1: Op.INSERT}


@dataclass(slots=True)
class Budget:
    """How many cells (old words x new words) may still be looked at; counted, not timed, so it is deterministic."""

    cells: int = 1_000_000

    def spend(self, cells: int) -> bool:
        """Whether there was enough left, which is then gone."""
        if cells > self.cells:
            return False
        self.cells -= cells
        return True


@dataclass(frozen=True, slots=True)
class Run:
    """A run of one operation: items [old_start, old_end) of the old and [new_start, new_end) of the new list."""

    op: Op
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def runs(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[Run]:
    """How one list of words becomes another, deletions before the insertions that replace them."""
    start = 0
    shortest = min(len(old), len(new))
    while start < shortest and old[start] == new[start]:
        start += 1
    end = 0
    while end < shortest - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    found = [Run(Op.EQUAL, 0, start, 0, start)] if start else []
    found += _middle(middle_old, middle_new, start, budget)
    if end:
        found.append(Run(Op.EQUAL, len(old) - end, len(old), len(new) - end, len(new)))
    return found


@dataclass(frozen=True, slots=True)
class Words:
    """The words and signs of one side of a passage, and where each stands in its clean text."""

    clean: Clean
    places: list[tuple[int, int]]
    texts: list[str]


def words_of(text: Clean, bounds: tuple[int, int]) -> Words:
    """The words and signs within a range of clean characters."""
    places = [match.span() for match in tokens(text.text, *bounds)]
    return Words(text, places, [text.text[start:end] for start, end in places])


def pieces(old: Words, new: Words, budget: Budget) -> tuple[Piece, ...]:
    """The words of a passage as pieces of the original texts; equal and inserted pieces join to the new text."""
    made: list[Piece] = []
    for run in runs(old.texts, new.texts, budget):
        text = (
            _original(old.clean, old.places, run.old_start, run.old_end)
            if run.op is Op.DELETE
            else _original(new.clean, new.places, run.new_start, run.new_end)
        )
        made.append(Piece(run.op, text))
    return tuple(made)


def _original(text: Clean, cuts: list[tuple[int, int]], first: int, last: int) -> str:
    start = text.place(cuts[first][0])
    end = text.span(cuts[last - 1][0], cuts[last - 1][1]).end if last == len(cuts) else text.place(cuts[last][0])
    return text.original[start:end]


def _middle(old: Sequence[str], new: Sequence[str], offset: int, budget: Budget) -> list[Run]:
    if not old and not new:
        return []
    # Without a common word nothing of either side stays: most changes are of one word, and the library takes its time.
    if not old or not new or not budget.spend(len(old) * len(new)) or set(old).isdisjoint(new):
        found = [Run(Op.DELETE, offset, offset + len(old), offset, offset)] if old else []
        if new:
            found.append(Run(Op.INSERT, offset + len(old), offset + len(old), offset, offset + len(new)))
        return found
    # Where there are several shortest ways, the same one is taken from either side: old and new exchanged mirror the runs.
    return _diffed(old, new, offset) if list(old) <= list(new) else _mirrored(_diffed(new, old, offset))


def _mirrored(found: Sequence[Run]) -> list[Run]:
    """Runs with old and new exchanged, deletions before the insertions that replace them."""
    made: list[Run] = []
    for run in found:
        left, right = (run.new_start, run.new_end), (run.old_start, run.old_end)
        if run.op is not Op.INSERT or not made or made[-1].op is not Op.INSERT:
            made.append(Run(_MIRRORED[run.op], *left, *right))
            continue
        come = made.pop()
        made.append(Run(Op.DELETE, *left, come.new_start, come.new_start))
        made.append(Run(Op.INSERT, left[1], left[1], come.new_start, come.new_end))
    return made


_MIRRORED = {Op.DELETE: Op.INSERT, Op.INSERT: Op.DELETE, Op.EQUAL: Op.EQUAL}


def _diffed(old: Sequence[str], new: Sequence[str], offset: int) -> list[Run]:
    from diff_match_patch import diff_match_patch

    letters: dict[str, str] = {}
    for word in (*old, *new):
        if word not in letters:
            letters[word] = _letter(len(letters))
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    diffs = engine.diff_main("".join(letters[word] for word in old), "".join(letters[word] for word in new), False)  # noqa: FBT003 - the library's own signature
    found: list[Run] = []
    left = right = offset
    for code, text in diffs:
        op = _OPS[code]
        old_end = left + (len(text) if op is not Op.INSERT else 0)
        new_end = right + (len(text) if op is not Op.DELETE else 0)
        found.append(Run(op, left, old_end, right, new_end))
        left, right = old_end, new_end
    return found


def _letter(number: int) -> str:
    """The number-th character that stands for a word, past the surrogates."""
    code = _FIRST + number
    return chr(code if code < _SURROGATES.start else code + len(_SURROGATES))
