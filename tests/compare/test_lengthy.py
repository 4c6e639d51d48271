from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.compare import compare, laid_out
from tracker.compare.alignment import lengthy
from tracker.compare.alignment.aligned import Aligned, aligned
from tracker.compare.alignment.lengthy import lay_out
from tracker.compare.reading import Reading
from tracker.compare.text.language import language
from tracker.model import Document, Edit, EditKind, Op

ENGLISH = language("en")
WORDS = ("harbour", "wall", "council", "ferry", "school", "tram", "market", "doctor", "river", "winter")
paragraph = st.integers(0, 14).map(lambda n: f"Number {n} of the {WORDS[n % 10]}s stands. It is “{n}” years old.")
odd = st.sampled_from(
    ["", " ", "One.\n\nTwo.", "So — it rained…", "Ends with a space. ", "« Bien », dit-il.", "No end"]
)
body = st.lists(paragraph | odd, max_size=14)


def blog(posts: list[list[str]]) -> Document:
    return Document.from_text("\n\n".join(map(" ".join, posts)))


@settings(max_examples=200, deadline=None)
@given(body, body, st.lists(paragraph, max_size=12), st.booleans())
def test_both_texts_can_be_rebuilt_in_order(one: list[str], two: list[str], middle: list[str], both: bool) -> None:  # noqa: FBT001
    old = Document.from_text("\n\n".join([*one, *middle, *two]))
    new = Document.from_text("\n\n".join([*two, *middle, *(one if both else [])]))
    found = lay_out(old, new, ENGLISH, long=0)
    for document, sides in ((old, [edit.old for edit in found]), (new, [edit.new for edit in found])):
        spans = sorted(span for side in sides for span in side)
        assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
        assert "".join("".join(document.cut(span).split()) for span in spans) == "".join(document.text.split())
    for edit in found:
        if edit.new:
            shown = "".join(piece.text for piece in edit.pieces if piece.op is not Op.DELETE)
            assert shown == new.text[edit.new[0].start : edit.new[-1].end]
    order = [edit.new[0] for edit in found if edit.new]
    assert order == sorted(order)


@pytest.fixture(scope="module")
def editions() -> tuple[Document, Document]:
    """A live blog of 400 posts; then with three on top, five edited, a sentence moved, one pinned and one gone."""
    chance = random.Random(4)
    posts = [[f"Post {n}: the {' '.join(chance.choices(WORDS, k=8))}.", f"It cost {n} crowns."] for n in range(400)]
    old = blog(posts)
    for place in (20, 90, 91, 200, 399):
        posts[place] = [posts[place][0].replace("the ", "a "), posts[place][1]]
    posts[300] = [*posts[300], posts[50].pop()]
    pinned = posts.pop(150)
    del posts[250]
    return old, blog([pinned, ["It rains."], ["It still rains."], ["A wall fell. Nobody was hurt."], *posts])


def test_a_long_text_is_laid_out_as_it_is_compared(editions: tuple[Document, Document]) -> None:
    for old, new in (editions, editions[::-1]):
        change = compare(old, new)
        assert {edit.kind for edit in change.edits} >= {EditKind.CHANGED, EditKind.MOVED}
        assert laid_out(old, new, change.flags) == change


def test_what_stands_amid_unchanged_paragraphs_is_not_aligned(
    editions: tuple[Document, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def counted(old: Reading, new: Reading, steady: frozenset[int] = frozenset()) -> Aligned:
        read.append(len(old.sentences) + len(new.sentences))
        return aligned(old, new, steady)

    monkeypatch.setattr(lengthy, "aligned", counted)
    found = lay_out(*editions, ENGLISH)
    assert sum(len(edit.old) for edit in found) == 800
    assert read[0] < 200
    lay_out(*editions, ENGLISH, long=10**9)
    assert read[1] > 1600


def test_what_moved_over_a_long_way_has_moved_and_not_what_it_passed() -> None:
    far = "This long post of many words was pinned to the top of the page by the editors, as many people asked for it."
    posts = [f"Post {n} is short." for n in range(100)]
    old, new = Document.from_text("\n\n".join([*posts, far])), Document.from_text("\n\n".join([far, *posts]))
    moved: list[Edit] = [edit for edit in lay_out(old, new, ENGLISH, long=0) if edit.kind is not EditKind.KEPT]
    assert [(edit.kind, new.cut(edit.new[0])) for edit in moved] == [(EditKind.MOVED, far)]
