"""Furniture that brings names and lines along does not change an article's byline."""

from __future__ import annotations

from tests.extract.newsroom import FERRY, page, plain
from tracker.extract import extract
from tracker.model import Document

_URL = "https://paper.example/story"


def _read(by: str, before: str = "", previous: Document | None = None) -> Document:
    html = page(
        f"<article><h1>{FERRY.headline}</h1>{before}<p class='byline'>By {by}</p><div>{plain(FERRY)}</div></article>",
        FERRY,
    )
    return extract(html, url=_URL, previous=previous)


def test_a_name_beside_the_article_does_not_become_its_byline() -> None:
    first = _read("Maren Holt")
    box = "<div class='author'>Karol Nowak</div>"
    assert first.byline == "Maren Holt"
    assert _read("Maren Holt", box, first).byline == "Maren Holt"


def test_a_new_byline_is_seen() -> None:
    first = _read("Maren Holt")
    assert _read("Tor Elvang", previous=first).byline == "Tor Elvang"
    assert _read("Maren Holt and Tor Elvang", previous=first).byline == "Maren Holt and Tor Elvang"
