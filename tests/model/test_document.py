from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Block, BlockKind, Document, HeadlineSet, Part, Span


def test_the_text_is_the_body_without_captions_and_furniture() -> None:
    document = Document(
        headline="Harbour wall to rise",
        standfirst="By two metres.",
        byline="Ada Moss",
        blocks=(
            Block(BlockKind.PARAGRAPH, "First."),
            Block(BlockKind.CAPTION, "The wall."),
            Block(BlockKind.QUOTE, "Second."),
            Block(BlockKind.CAPTION, "The quay."),
        ),
        furniture=(Block(BlockKind.PARAGRAPH, "Read also"),),
    )
    assert {part: document.part(part) for part in Part} == {
        Part.BODY: "First.\n\nSecond.",
        Part.HEADLINE: "Harbour wall to rise",
        Part.STANDFIRST: "By two metres.",
        Part.BYLINE: "Ada Moss",
        Part.CAPTIONS: "The wall.\n\nThe quay.",
    }
    assert document.cut(Span(Part.BODY, 8, 15)) == "Second."
    assert document.cut(Span(Part.CAPTIONS, 4, 8)) == "wall"


def test_spans_sort_by_where_they_stand() -> None:
    later, earlier = Span(Part.BODY, 5, 9), Span(Part.BODY, 1, 9)
    assert sorted([later, earlier]) == [earlier, later]


@pytest.mark.parametrize(
    ("headlines", "first"),
    [
        (HeadlineSet(h1="a", title="b", og="c", json_ld="d", feed="e"), "a"),
        (HeadlineSet(title="b", og="c", json_ld="d", feed="e"), "c"),
        (HeadlineSet(title="b", json_ld="d", feed="e"), "d"),
        (HeadlineSet(title="b", feed="e"), "b"),
        (HeadlineSet(feed="e"), "e"),
        (HeadlineSet(), ""),
    ],
)
def test_the_visible_headline_is_the_one_a_reader_sees_first(headlines: HeadlineSet, first: str) -> None:
    assert headlines.visible == first


def test_plain_text_becomes_paragraphs_at_empty_lines() -> None:
    document = Document.from_text(
        "  One\nstill one.\n \t\n\n\nTwo.\n\n> Three.\n", headline="Head", byline="By Ada Moss"
    )
    assert [(block.kind, block.text) for block in document.blocks] == [
        (BlockKind.PARAGRAPH, "One\nstill one."),
        (BlockKind.PARAGRAPH, "Two."),
        (BlockKind.QUOTE, "> Three."),
    ]
    assert document.headline == document.headlines.h1 == "Head"
    assert document.authors == ("By Ada Moss",)


def test_plain_text_needs_nothing_else() -> None:
    document = Document.from_text("One.")
    assert (document.headline, document.byline, document.authors) == ("", "", ())


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("Correction: an earlier version gave another number.", BlockKind.CORRECTION),
        ("* Clarification – the wall is two metres high.", BlockKind.CORRECTION),
        ("Editor’s note: names were changed.", BlockKind.CORRECTION),
        ("This article was amended on 3 March.", BlockKind.CORRECTION),
        ("Update, 3 March: the vote has passed.", BlockKind.UPDATE),
        ("> It is what it is.", BlockKind.QUOTE),
        ("- a wall", BlockKind.LIST_ITEM),
        ("12. a quay", BlockKind.LIST_ITEM),
        ("Corrections officers met on Friday.", BlockKind.PARAGRAPH),
        ("Clarification (3 March): it is a wall.", BlockKind.CORRECTION),
        ("Update your phone: here is how.", BlockKind.PARAGRAPH),
        ("Updating the wall costs more.", BlockKind.PARAGRAPH),
        ("2026 was a good year.", BlockKind.PARAGRAPH),
    ],
)
def test_first_words_tell_what_a_paragraph_of_plain_text_is(paragraph: str, kind: BlockKind) -> None:
    assert Document.from_text(paragraph).blocks[0].kind is kind


@given(st.text())
def test_any_text_is_a_document_and_keeps_its_words(text: str) -> None:
    assert Document.from_text(text).text.split() == text.split()
