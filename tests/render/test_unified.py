from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.render.building import PARAGRAPH, added, change, changed, flag, kept, move, removed, silent
from tests.render.scenes import bridge, swapped
from tests.render.test_rows import STEPS
from tracker.model import Change, Document, Edit, EditKind, Severity, Span
from tracker.render.inert import one_line
from tracker.render.passages import parts
from tracker.render.unified import stat, stat_text, unified

HEADER = re.compile(r"@@ -(\d+),(\d+) \+(\d+),(\d+) @@ \w+")


def sentences(made: Change, side: str) -> list[str]:
    """The sentences of one text, in its own order, part after part."""
    document: Document = getattr(made, side)
    spans: list[Span] = []
    for edits in parts(made).values():
        spans += sorted(span for edit in edits for span in getattr(edit, side))
    return [one_line(document.cut(span)) for span in spans]


def applied(diff: str, old: Sequence[str]) -> list[str]:
    """A strict patch(1): every line number, count and context must be right."""
    new: list[str] = []
    at = 0
    lines = diff.splitlines()[2:]
    while lines:
        match = HEADER.fullmatch(lines.pop(0))
        assert match
        old_start, old_count, new_start, new_count = map(int, match.groups())
        begin = old_start - 1 if old_count else old_start
        new += old[at:begin]
        at = begin
        assert len(new) == (new_start - 1 if new_count else new_start)
        while old_count or new_count:
            line = lines.pop(0)
            old_count -= line[0] != "+"
            new_count -= line[0] != "-"
            if line[0] != "+":
                assert old[at] == line[1:]
                at += 1
            if line[0] != "-":
                new.append(line[1:])
    return [*new, *old[at:]]


@pytest.mark.parametrize("made", [bridge(), swapped()], ids=["bridge", "swapped"])
def test_the_diff_applied_to_the_old_sentences_gives_the_new_ones(made: Change) -> None:
    for context in (0, 1, 3, 100):
        diff = unified(made, context=context, show_silent=True)
        assert applied(diff, sentences(made, "old")) == sentences(made, "new")


@given(STEPS, st.integers(0, 3))
def test_any_diff_applies(script: list[tuple[str, str, str] | str], context: int) -> None:
    made = change(*script)
    diff = unified(made, context=context, show_silent=True)
    assert applied(diff, sentences(made, "old")) == sentences(made, "new")


def test_a_move_is_a_removal_at_the_old_place_and_an_addition_at_the_new_one() -> None:
    assert unified(swapped(), context=0) == (
        "--- old\n+++ new\n@@ -1,1 +0,0 @@ Text\n-The boats stay in port.\n@@ -3,0 +3,1 @@ Text\n+The boats stay in port.\n"
    )


def test_nothing_is_printed_where_no_sentence_differs() -> None:
    assert unified(change(kept("A."), PARAGRAPH, silent("'B'", "‘B’"))) == ""


def test_silent_edits_are_context_in_their_old_form_unless_asked_for() -> None:
    made = change(silent("'B'", "‘B’"), removed("Gone."))
    assert unified(made).splitlines()[3:] == [" 'B'", "-Gone."]
    assert unified(made, show_silent=True).splitlines()[3:] == ["-'B'", "+‘B’", "-Gone."]


def test_labels_cannot_break_the_diff() -> None:
    diff = unified(change(removed("A.")), old_label="a\n+++ b", new_label="c\x1b[2J")
    assert diff.splitlines()[:2] == ["--- a +++ b", "+++ c␛[2J"]


def test_counts_are_by_kind_and_leave_silent_edits_apart() -> None:
    made = change(
        changed("It was the old ship.", "It was the new ship."),
        added("Two words."),
        removed("Three more words."),
        silent("'B'", "‘B’"),
        kept("Same."),
        flags=(flag(), flag(severity=Severity.CRITICAL)),
    )
    counts = stat(made)
    assert (counts.changed, counts.added, counts.removed, counts.moved, counts.silent) == (1, 1, 1, 0, 1)
    assert (counts.words_deleted, counts.words_inserted) == (4, 3)
    assert stat_text(counts) == (
        "sentences: 1 changed, 1 added, 1 removed, 1 without a change of meaning\n"
        "words: 4 deleted, 3 inserted\n"
        "flags: 1 critical, 1 high\n"
    )


def test_a_split_counts_as_changed_and_a_move_moves_no_words() -> None:
    whole, halves = (Span(next(iter(parts(bridge()))), 0, 0),), ()
    made = change(kept("A."))
    split = Edit(EditKind.SPLIT, whole, halves, made.passages[0].pieces)
    assert stat(Change(made.old, made.new, (split,), (), made.disclosure)).changed == 1
    texts = ("One.", "Two.")
    moved = move(change(kept("Two."), PARAGRAPH, kept("One.")), "One.", old_order=texts)
    counts = stat(moved)
    assert (counts.moved, counts.words_deleted, counts.words_inserted) == (1, 0, 0)


def test_counts_of_nothing_are_said_as_nothing() -> None:
    assert stat_text(stat(change(kept("A.")))) == "sentences: none differs\nwords: 0 deleted, 0 inserted\nflags: none\n"
