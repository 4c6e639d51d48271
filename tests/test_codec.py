from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum

import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from tests.scripted.records import a_flag
from tracker.cleaning import clean_text, cleaned
from tracker.codec import flag_from_json, pack_document, to_json, unpack_document, unpack_headlines
from tracker.compare import fingerprint
from tracker.errors import StoreError
from tracker.examining.drafting import text_sha256
from tracker.examining.examine import Job, Page, examine
from tracker.model import (
    Block,
    BlockKind,
    Document,
    FactDelta,
    Flag,
    FlagKind,
    HeadlineSet,
    Link,
    Mark,
    Part,
    Severity,
    Span,
)

POISON = "a\0b\ud800c\udfffd\U0001f40fe"
CLEANED = "a\ufffdb\ufffdc\ufffdd\U0001f40fe"

hostile_text = st.text(alphabet=st.characters(), max_size=30)
links = st.builds(Link, text=hostile_text, href=hostile_text)
blocks = st.builds(
    Block, kind=st.sampled_from(BlockKind), text=hostile_text, links=st.lists(links, max_size=2).map(tuple)
)
times = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)) | st.none()  # noqa: DTZ001 - bounds are given naive
documents = st.builds(
    Document,
    headline=hostile_text,
    headlines=st.builds(HeadlineSet, h1=hostile_text, og=hostile_text),
    authors=st.lists(hostile_text, max_size=2).map(tuple),
    url=hostile_text,
    published_at=times,
    marks=st.frozensets(st.sampled_from(Mark)),
    blocks=st.lists(blocks, max_size=4).map(tuple),
    furniture=st.lists(blocks, max_size=2).map(tuple),
)


@given(documents)
def test_a_document_comes_back_as_it_was_but_clean(document: Document) -> None:
    back = unpack_document(pack_document(document))
    assert back == cleaned(document)
    assert fingerprint(back) == fingerprint(cleaned(document))
    assert text_sha256(back) == text_sha256(cleaned(document))


@given(hostile_text)
def test_clean_text_can_be_kept_anywhere(text: str) -> None:
    kept = clean_text(text)
    assert "\0" not in kept
    assert kept.encode().decode() == kept
    assert len(kept) == len(text)
    assert clean_text(kept) == kept


def test_the_headlines_of_a_document_are_read_alone() -> None:
    headlines = HeadlineSet(h1="Wall rises", og="Wall to rise")
    packed = pack_document(Document(headlines=headlines, blocks=(Block(BlockKind.PARAGRAPH, "It rises."),)))
    assert unpack_headlines(packed) == headlines
    with pytest.raises(StoreError, match="damaged"):
        unpack_headlines(packed[:-1])


def test_only_what_cannot_be_kept_is_replaced() -> None:
    assert clean_text(POISON) == CLEANED
    assert clean_text("plain \u2028 \x1b[31m \U0001f40f") == "plain \u2028 \x1b[31m \U0001f40f"


def test_kinds_stay_kinds_when_a_document_is_cleaned() -> None:
    document = cleaned(
        Document(marks=frozenset({Mark.OPINION}), blocks=(Block(BlockKind.QUOTE, POISON, links=(Link(POISON, "x"),)),))
    )
    block = document.blocks[0]
    assert isinstance(block.kind, Enum)
    assert (block.kind, block.text, block.links[0].text) == (BlockKind.QUOTE, CLEANED, CLEANED)
    assert document.marks == {Mark.OPINION}


def test_a_page_with_poison_in_it_is_read_clean() -> None:
    body = (
        "<html><head><title>Harbour &#xD800; wall</title></head><body><article><h1>Harbour &#55296; wall</h1>"
        + "<p>The wall will rise by two metres, said the mayor on Friday \0 before the council met.</p>" * 8
        + "</article></body></html>"
    ).encode()
    page = Page(body=body, url="https://paper.example/a", status=200, headers=(("content-type", "text/html"),))
    found = examine(Job(page=page))
    assert found.document == cleaned(found.document)
    assert found.document.text
    assert found.fingerprint == fingerprint(unpack_document(pack_document(found.document)))
    again = examine(Job(page=page, latest=unpack_document(pack_document(found.document))))
    assert again.change is None


def test_a_flag_comes_back_with_all_it_says() -> None:
    flag = a_flag(
        FlagKind.FACT_CHANGED,
        Severity.CRITICAL,
        sub="number",
        before_span=Span(Part.BODY, 3, 9),
        after_span=Span(Part.HEADLINE, 0, 4),
        speaker="Ada Moss",
        delta=FactDelta(before_value="42", after_value="43", unit="m", factor=43 / 42),
    )
    assert flag_from_json(to_json(flag)) == flag
    assert isinstance(flag_from_json(to_json(Flag(FlagKind.STYLE, Severity.LOW, "", "", "r", "e", "s"))), Flag)


def test_a_row_that_would_fill_the_memory_is_refused() -> None:
    bomb = zstd.compress(b'{"headline":"' + b" " * (65 * 2**20) + b'"}', level=1)
    assert len(bomb) < 20_000
    with pytest.raises(StoreError, match="damaged"):
        unpack_document(bomb)


@pytest.mark.parametrize("damage", [b"", b"garbage", pack_document(Document(headline="Harbour"))[:-3]])
def test_a_damaged_row_is_told_as_such(damage: bytes) -> None:
    with pytest.raises(StoreError, match="damaged") as caught:
        unpack_document(damage)
    assert "restore" in caught.value.hint
