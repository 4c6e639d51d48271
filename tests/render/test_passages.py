from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.render.building import change, kept
from tracker.model import Document, EditKind, Op, Part, Piece
from tracker.render.passages import parts, replaced

WORDS = st.lists(st.sampled_from(["the", "old", "new", "ship", "sea"]), max_size=8).map(" ".join)


def test_two_texts_are_told_apart_by_what_lies_between_their_common_words() -> None:
    assert replaced("By Jo Lint and Al Reed in Bern", "By Jo Lint in Bern") == (
        Piece(Op.EQUAL, "By Jo Lint "),
        Piece(Op.DELETE, "and Al Reed "),
        Piece(Op.EQUAL, "in Bern"),
    )


@given(WORDS, WORDS)
def test_both_texts_can_be_rebuilt_from_what_replaced_gives(old: str, new: str) -> None:
    pieces = replaced(old, new)
    for text, ops in ((old, {Op.EQUAL, Op.DELETE}), (new, {Op.EQUAL, Op.INSERT})):
        assert "".join(piece.text for piece in pieces if piece.op in ops).split() == text.split()


def test_a_part_that_no_passage_covers_is_one_edit() -> None:
    made = replace(change(kept("Same.")), old=Document(byline="Jo"), new=Document(byline="Al", standfirst="More."))
    found = parts(made)
    assert [edit.kind for edit in found[Part.BYLINE]] == [EditKind.CHANGED]
    assert [edit.kind for edit in found[Part.STANDFIRST]] == [EditKind.ADDED]
    assert found[Part.HEADLINE] == []


def test_a_part_that_differs_only_in_white_space_is_no_edit() -> None:
    made = replace(change(kept("Same.")), old=Document(byline="Jo  Lint"), new=Document(byline="Jo Lint\n"))
    assert parts(made)[Part.BYLINE] == []
