"""Whole pages in the styles of different publishers: what is read must be the story, block by block."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.extract.newsroom import FERRY, LAYOUTS, Story
from tests.extract.newsstand import PAGES
from tracker.extract import extract
from tracker.model import BlockKind

_URL = "https://paper.example/story"


@pytest.mark.parametrize(
    ("layout", "story"), PAGES, ids=[f"{layout.__name__}, {story.author}" for layout, story in PAGES]
)
def test_a_story_is_read_block_by_block(layout: Callable[[Story], str], story: Story) -> None:
    document = extract(layout(story), url=_URL)
    read = tuple((block.kind, block.text) for block in document.blocks if block.kind is not BlockKind.CAPTION)
    assert read == story.pieces
    assert document.headline == story.headline


def test_captions_are_kept_apart() -> None:
    page = LAYOUTS[8](FERRY)
    document = extract(page, url=_URL)
    assert document.captions == "The harbour on a quiet morning. Photo: Ulla Berg / The Paper"
    assert "Ulla Berg" not in document.text
