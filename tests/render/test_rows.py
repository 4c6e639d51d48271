from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.render.building import PARAGRAPH, added, change, changed, kept, move, removed, silent
from tracker.model import Change, Document, Edit, EditKind, Op, Part, Piece, Span
from tracker.render.rows import Fold, MovedAway, Paragraph, Row, Run, Tone, rows


def laid_out(made: Change, *, context: int | None = 1, show_silent: bool = False) -> list[str]:
    """Each row as a short text: paragraphs by their words, folds by theirs in brackets, old places behind an arrow."""
    return [_told(row) for row in rows(made, made.passages, context=context, show_silent=show_silent)]


def _told(row: Row) -> str:
    match row:
        case Fold(_, words):
            return f"<{words}>"
        case MovedAway(_, down, words, _):
            return f"{'v' if down else '^'} {words}"
        case Paragraph(passages):
            signs = {Tone.DELETED: "-", Tone.INSERTED: "+"}
            return "".join(p.lead + "".join(signs.get(r.tone, "") + r.text for r in p.runs) for p in passages)


def test_only_the_context_of_an_edit_is_shown() -> None:
    made = change(*[kept(f"Kept {n}.") for n in range(5)], removed("Gone."), *[kept(f"After {n}.") for n in range(4)])
    assert laid_out(made, context=2) == [
        "<3 sentences unchanged>",
        "Kept 3. Kept 4. -Gone. After 0. After 1.",
        "<2 sentences unchanged>",
    ]
    assert laid_out(made, context=0) == ["<5 sentences unchanged>", "-Gone.", "<4 sentences unchanged>"]
    assert laid_out(made, context=None) == [
        "Kept 0. Kept 1. Kept 2. Kept 3. Kept 4. -Gone. After 0. After 1. After 2. After 3."
    ]


def test_contexts_that_meet_leave_no_fold() -> None:
    made = change(added("New."), kept("One."), kept("Two."), added("Newer."))
    assert laid_out(made, context=1) == ["+New. One. Two. +Newer."]


def test_paragraphs_break_where_the_documents_do() -> None:
    made = change(kept("One."), added("Two."), PARAGRAPH, kept("Three."), PARAGRAPH, added("Four."))
    assert laid_out(made) == ["One. +Two.", "Three.", "+Four."]


def test_a_removed_sentence_stays_in_its_paragraph() -> None:
    made = change(kept("One."), PARAGRAPH, removed("Gone first."), kept("Two."), removed("Gone last."), kept("Three."))
    assert laid_out(made) == ["One.", "-Gone first. Two. -Gone last. Three."]


def test_a_removed_paragraph_is_a_paragraph_of_its_own() -> None:
    made = change(kept("One."), PARAGRAPH, removed("Gone."), removed("Gone too."), PARAGRAPH, kept("Two."))
    assert laid_out(made) == ["One.", "-Gone. -Gone too.", "Two."]


def test_a_sentence_replaced_at_the_head_of_a_paragraph_does_not_split_it() -> None:
    made = change(kept("One."), PARAGRAPH, removed("Old head."), added("New head."), kept("Body."))
    assert laid_out(made) == ["One.", "-Old head. +New head. Body."]


def test_silent_edits_are_counted_with_their_reason() -> None:
    made = change(silent('"A," he said.', "“A,” he said."), kept("B."), kept("C."))
    assert laid_out(made) == ["<2 sentences unchanged; 1 sentence differs without a change of meaning (typography)>"]


def test_a_silent_edit_near_another_is_shown_without_marks() -> None:
    made = change(silent('"A," he said.', "“A,” he said."), removed("Gone."))
    (paragraph,) = rows(made, made.passages, context=1, show_silent=False)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.passages[0].runs == (Run(Tone.KEPT, "“A,” he said."),)
    assert paragraph.passages[0].note == "no change of meaning: typography"


def test_silent_edits_are_marked_when_asked_for_even_where_the_comparison_marked_nothing() -> None:
    made = change(silent('"A," he said.', "“A,” he said."))
    unmarked = replace(made.passages[0], pieces=(Piece(Op.EQUAL, "“A,” he said."),))
    made = replace(made, passages=(unmarked,))
    assert laid_out(made, show_silent=True) == ['-"A," +“A,” he said.']


def test_a_moved_sentence_is_shown_at_its_new_place_and_named_at_its_old_one() -> None:
    texts = ("The boats stay.", "The market opens.", "The library shuts.")
    made = move(change(kept(texts[1]), PARAGRAPH, kept(texts[2]), PARAGRAPH, kept(texts[0])), texts[0], old_order=texts)
    away, *middle, here = rows(made, made.passages, context=None, show_silent=False)
    assert isinstance(away, MovedAway)
    assert away.words == "1 sentence moved down: “The boats stay.”"
    assert isinstance(here, Paragraph)
    assert here.passages[0].note == "moved down from paragraph 1 to 3"
    assert here.passages[0].move == away.move == 1
    assert here.passages[0].runs == (Run(Tone.MOVED_TO, "The boats stay."),)
    assert len(middle) == 2


def test_what_moved_to_the_top_is_named_at_the_end() -> None:
    texts = ("The market opens.", "The library shuts.", "The boats stay.")
    made = move(change(kept(texts[2]), PARAGRAPH, kept(texts[0]), PARAGRAPH, kept(texts[1])), texts[2], old_order=texts)
    assert laid_out(made, context=0) == [
        "The boats stay.",
        "<2 sentences unchanged>",
        "^ 1 sentence moved up: “The boats stay.”",
    ]


def test_a_paragraph_that_moved_as_one_has_one_number_and_one_note() -> None:
    old = Document.from_text("A one. A two.\n\nB one.")
    new = Document.from_text("B one.\n\nA one. A two.")
    body = Part.BODY
    passages = (
        Edit(EditKind.KEPT, (Span(body, 15, 21),), (Span(body, 0, 6),), ()),
        Edit(EditKind.MOVED, (Span(body, 0, 6),), (Span(body, 8, 14),), ()),
        Edit(EditKind.MOVED, (Span(body, 7, 13),), (Span(body, 15, 21),), ()),
    )
    made = replace(change(kept("x")), old=old, new=new, passages=passages)
    assert laid_out(made) == ["v 2 sentences moved down: “A one. A two.”", "B one.", "A one. A two."]
    last = rows(made, made.passages, context=1, show_silent=False)[-1]
    assert isinstance(last, Paragraph)
    assert [passage.move for passage in last.passages] == [1, 1]
    assert [passage.note for passage in last.passages] == ["moved down from paragraph 1 to 2", ""]


def test_splits_and_merges_are_told() -> None:
    old, new = Document.from_text("One and two."), Document.from_text("One. Two.")
    whole, halves = (Span(Part.BODY, 0, 12),), (Span(Part.BODY, 0, 4), Span(Part.BODY, 5, 9))
    made = replace(change(kept("x")), old=old, new=new, passages=(Edit(EditKind.SPLIT, whole, halves, ()),))
    (split,) = rows(made, made.passages, context=0, show_silent=False)
    assert isinstance(split, Paragraph)
    assert split.passages[0].note == "split into 2 sentences"
    back = replace(made, old=new, new=old, passages=(Edit(EditKind.MERGED, halves, whole, ()),))
    (merged,) = rows(back, back.passages, context=0, show_silent=False)
    assert isinstance(merged, Paragraph)
    assert merged.passages[0].note == "2 sentences merged"


def test_sentences_that_touch_in_the_document_touch_on_the_page() -> None:
    text = Document.from_text("第一句。第二句。")
    spans = [(Span(Part.BODY, 0, 4),), (Span(Part.BODY, 4, 8),)]
    passages = tuple(Edit(EditKind.KEPT, span, span, ()) for span in spans)
    made = replace(change(kept("x")), old=text, new=text, passages=passages)
    assert laid_out(made, context=None) == ["第一句。第二句。"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [("word", ("", "word", "")), ("word ", ("", "word", " ")), ("  word ", ("  ", "word", " ")), (" ", ("", " ", ""))],
)
def test_spaces_stay_outside_the_signs(text: str, parts: tuple[str, str, str]) -> None:
    run = Run(Tone.INSERTED, text)
    assert (run.before, run.core, run.after) == parts


STEPS = st.lists(
    st.one_of(
        st.just(PARAGRAPH),
        st.builds(lambda n: kept(f"Kept {n}."), st.integers(0, 9)),
        st.builds(lambda n: removed(f"Gone {n}."), st.integers(0, 9)),
        st.builds(lambda n: added(f"New {n}."), st.integers(0, 9)),
        st.builds(lambda n: changed(f"Was {n} then.", f"Is {n} now."), st.integers(0, 9)),
        st.builds(lambda n: silent(f"'Q{n}.'", f"‘Q{n}.’"), st.integers(0, 9)),
    ),
    max_size=25,
)


@given(STEPS, st.integers(0, 4))
def test_every_passage_is_shown_or_counted(script: list[tuple[str, str, str] | str], context: int) -> None:
    made = change(*script)
    found = rows(made, made.passages, context=context, show_silent=False)
    shown = sum(len(row.passages) for row in found if isinstance(row, Paragraph))
    folded = sum(row.sentences for row in found if isinstance(row, Fold))
    assert shown + folded == len(made.passages)


@given(STEPS)
def test_both_texts_can_be_read_off_the_page(script: list[tuple[str, str, str] | str]) -> None:
    made = change(*script)
    found = rows(made, made.passages, context=None, show_silent=True)
    passages = [passage for row in found if isinstance(row, Paragraph) for passage in row.passages]
    for side, text in (("old", made.old.text), ("new", made.new.text)):
        told = " ".join("".join(run.text for run in getattr(passage, side)) for passage in passages)
        assert told.split() == text.split()
