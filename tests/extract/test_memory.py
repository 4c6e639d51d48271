"""What a host's memory keeps of each look, what it forgets, and that it stays small and cheap."""

from __future__ import annotations

import time

import msgspec

from tests.extract.newsroom import FERRY
from tests.scripted.effort import slowness
from tracker.examining.remembering import learned, unpack_memory
from tracker.extract import HostMemory, remember
from tracker.extract.steadying.memory import (
    MAX_FICKLE,
    MAX_FINGERPRINTS,
    UNCONFIRMED,
    fingerprint,
    furniture_path,
    is_furniture,
    look_back,
    place,
    template_of,
)
from tracker.model import Block, BlockKind, Document

_URL = "https://paper.example/story"
_BODY = tuple(Block(BlockKind.PARAGRAPH, text, path="/body/p") for _, text in FERRY.pieces)


def _look(*held: str, below: int = 2, url: str = _URL) -> Document:
    furniture = tuple(Block(BlockKind.PARAGRAPH, text, path=furniture_path(UNCONFIRMED, below, "p")) for text in held)
    return Document(url=url, blocks=_BODY, furniture=furniture)


def test_what_was_held_and_is_gone_again_makes_its_place_fickle() -> None:
    memory = remember(remember(None, _look("Try our new letter, 9 lines a day")), _look())
    article = fingerprint(_URL)
    assert memory.held == {}
    assert template_of("Try our new letter, 5 lines a day") in memory.fickle
    assert memory.fickle[place(article, "below", FERRY.pieces[1][1])] == 8
    assert place(article, "above", FERRY.pieces[2][1]) in memory.fickle
    assert place(article, "below", FERRY.pieces[3][1]) not in memory.fickle


def test_what_stays_is_counted_and_nothing_becomes_fickle() -> None:
    memory = None
    for _ in range(3):
        memory = remember(memory, _look("Try our new letter"))
    assert memory is not None
    assert [one.looks for one in memory.held[fingerprint(_URL)]] == [3]
    assert memory.fickle == {}


def test_a_look_back_changes_nothing_where_nothing_was_held() -> None:
    memory = remember(None, _look())
    assert look_back(memory, _URL, ["anything"]) is memory
    assert look_back(None, _URL, ["anything"]) is None


def test_the_order_of_words_does_not_matter_in_a_short_text() -> None:
    memory: HostMemory | None = None
    for number in range(2):
        line = Block(BlockKind.PARAGRAPH, "The Paper belongs to nobody but its readers")
        memory = remember(memory, Document(url=f"https://paper.example/{number}", blocks=(line,)))
    assert is_furniture(memory, "the paper belongs to its readers but nobody", _URL)
    assert not is_furniture(memory, "the paper belongs to its writers but nobody", _URL)


def test_what_is_cut_by_name_on_every_page_does_not_fill_the_memory() -> None:
    nav = Block(BlockKind.PARAGRAPH, "Home Sport Weather", path="nav: nav.top")
    assert remember(None, Document(url=_URL, furniture=(nav,))).seen == {}


def test_a_memory_stays_small_and_forgets_the_oldest() -> None:
    memory: HostMemory | None = None
    for number in range(500):
        blocks = tuple(Block(BlockKind.PARAGRAPH, f"Paragraph {number} {at} of a long day") for at in range(10))
        held = Block(BlockKind.PARAGRAPH, f"Offer number {number} of many", path=furniture_path(UNCONFIRMED, 1, "p"))
        memory = remember(memory, Document(url=f"https://paper.example/{number}", blocks=blocks, furniture=(held,)))
        memory = remember(memory, Document(url=f"https://paper.example/{number}", blocks=blocks))
    assert memory is not None
    assert len(memory.seen) == MAX_FINGERPRINTS
    assert len(memory.fickle) == MAX_FICKLE
    assert fingerprint("Paragraph 499 9 of a long day") in memory.seen
    assert fingerprint("Paragraph 0 0 of a long day") not in memory.seen
    packed = learned(None, memory)
    assert len(packed) < 40_000
    assert unpack_memory(packed) == memory
    assert msgspec.json.decode(msgspec.json.encode(memory), type=HostMemory) == memory


def test_a_look_that_teaches_nothing_writes_nothing() -> None:
    memory = remember(None, _look())
    assert learned(None, memory)
    assert learned(memory, remember(memory, _look())) == b""
    assert learned(memory, remember(memory, _look("Try our new letter")))


def test_a_look_that_teaches_nothing_costs_well_under_a_millisecond() -> None:
    memory: HostMemory | None = None
    for number in range(MAX_FINGERPRINTS // 30):
        blocks = tuple(Block(BlockKind.PARAGRAPH, f"Paragraph {number} {at} of a long day " * 8) for at in range(30))
        memory = remember(memory, Document(url=f"https://paper.example/{number}", blocks=blocks))
    document = Document(url=f"https://paper.example/{number}", blocks=blocks)
    packed = learned(None, remember(memory, document))

    def once() -> float:
        started_at = time.process_time()
        for _ in range(20):
            known = unpack_memory(packed)
            assert learned(known, remember(known, document)) == b""
        return (time.process_time() - started_at) / 20

    assert min(once() for _ in range(10)) < 0.001 * slowness()


def test_damaged_or_older_memory_is_begun_anew() -> None:
    assert unpack_memory(b"") is None
    assert unpack_memory(b"damaged") is None
    assert unpack_memory(learned(None, HostMemory())) == HostMemory()
