"""A draft is what writing a revision would have made of its document."""

from __future__ import annotations

import pytest

from tests.scripted.records import a_text
from tracker.codec import pack_blame, unpack_blame, unpack_carried, unpack_document
from tracker.compare import COMPARER, compare_and_read, read_first
from tracker.compare.blame import Step, blame
from tracker.examining.drafting import drafted, text_sha256
from tracker.examining.examine import Job, Page, examine
from tracker.model import Document
from tracker.model.blame import Blame

WALL = "The harbour wall will rise by twelve metres before the winter storms arrive."
VOTE = "Members of the council voted for the plan after a debate of four hours."
OLD, NEW = a_text(WALL, VOTE), a_text(VOTE, WALL.replace("twelve", "five"))


def page(text: str) -> Page:
    html = f"<html lang=en><h1>Wall</h1><article><p>{text}</p><p>{VOTE}</p></article>"
    return Page(html.encode(), "https://paper.example/", 200, ())


def test_a_draft_is_the_document_with_its_hash_and_words() -> None:
    draft = drafted(NEW)
    assert unpack_document(draft.document) == NEW
    assert (draft.text_sha256, draft.words) == (text_sha256(NEW), len(NEW.text.split()))
    assert (draft.number, draft.blame) == (0, b"")


def test_its_blame_is_what_folding_all_revisions_gives() -> None:
    first = drafted(OLD, read_first(OLD), Blame())
    assert (first.number, unpack_blame(first.blame)) == (1, blame([Step(1, OLD)]))
    second = drafted(NEW, compare_and_read(OLD, NEW)[1], unpack_blame(first.blame))
    assert (second.number, unpack_blame(second.blame)) == (2, blame([Step(1, OLD), Step(2, NEW)]))


def test_what_was_found_of_the_paragraphs_goes_with_the_blame() -> None:
    read = read_first(OLD)
    draft = drafted(OLD, read, Blame())
    assert unpack_carried(draft.blame, by=COMPARER) == (unpack_blame(draft.blame), read.memory)
    assert unpack_carried(draft.blame, by="another")[1] == b""
    assert unpack_carried(pack_blame(unpack_blame(draft.blame)), by=COMPARER) == (unpack_blame(draft.blame), b"")


@pytest.mark.parametrize("kept", [b"", b"x"], ids=["missing", "torn"])
def test_what_cannot_be_carried_on_is_left_to_the_writer(kept: bytes) -> None:
    latest = examine(Job(page=page(WALL))).document
    found = examine(Job(page=page(WALL.replace("twelve", "five")), latest=latest, blame=kept))
    assert found.draft is not None
    assert found.draft.blame == b""


def test_a_page_is_drafted_where_it_says_something_else() -> None:
    first = examine(Job(page=page(WALL)))
    assert first.draft is not None
    again = examine(Job(page=page(WALL), latest=first.document, blame=first.draft.blame))
    assert again.draft is None
    edited = examine(Job(page=page(WALL.replace("twelve", "five")), latest=first.document, blame=first.draft.blame))
    assert edited.draft is not None
    assert (edited.draft.number, unpack_document(edited.draft.document)) == (2, edited.document)


def test_a_page_that_reads_otherwise_today_leaves_its_blame_to_the_writer() -> None:
    kept = drafted(OLD, read_first(OLD), Blame()).blame
    found = examine(Job(page=page(WALL.replace("twelve", "five")), latest=OLD, reread=page(WALL), blame=kept))
    assert found.draft is not None
    assert found.draft.blame == b""


def test_an_empty_document_has_a_draft() -> None:
    assert drafted(Document()).words == 0
