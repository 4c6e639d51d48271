"""A heading that counts the comments ends the article, however much is said below it."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY, page, plain
from tracker.extract import extract

_SAID = "".join(
    f"<p>I took the boat number {n} every day for years, and nobody on the quay ever told me that it was to be sold to anyone.</p>"
    for n in range(30)
)


def _text(heading: str) -> str:
    body = f"<div><h1>{FERRY.headline}</h1>{plain(FERRY)}<h2>{heading}</h2>{_SAID}</div>"
    return " ".join(block.text for block in extract(page(body, FERRY), url="https://paper.example/story").blocks)


@pytest.mark.parametrize(
    "heading", ["30 Comments", "Comments (30)", "30 Kommentare", "30 commentaires", "Yorumlar (30)"]
)
def test_what_stands_below_the_number_of_comments_is_no_text(heading: str) -> None:
    assert "I took the boat" not in _text(heading)


@pytest.mark.parametrize("heading", ["30 comments that changed the island", "Comments on the sale", "30 boats"])
def test_a_heading_that_counts_nothing_or_says_more_is_the_articles_own(heading: str) -> None:
    assert "I took the boat" in _text(heading)
