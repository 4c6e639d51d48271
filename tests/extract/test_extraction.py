"""The public face: what comes out of a whole page."""

from __future__ import annotations

from tracker.extract import explain, extract, read
from tracker.model import BlockKind, QualityVerdict

_PARAGRAPHS = [
    "The harbour board voted on Tuesday to close the eastern ferry terminal, ending a service that began in 1911.",
    "“We have run out of road,” said Ines Okafor, who chairs the board. “The piles will not last another winter.”",
    "Some 4,200 commuters cross the strait every day, according to figures that the board published in March.",
    "The ministry said it would pay for buses until a new pier can be built on the northern side of the bay.",
]
_PAGE = """<!doctype html><html lang="en"><head><title>Ferry terminal to close | Bay Courier</title>
<meta property="article:published_time" content="2026-03-04T10:20:00+02:00"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<main><article><h1>Ferry terminal to close</h1><p class="byline">By <a rel="author" href="/ann">Ann Example</a></p>
<div class="text">{text}</div></article>
<aside class="related"><h3>Related</h3><ul><li><a href="/x">Bridge toll goes up again in the autumn</a></li></ul></aside>
</main><footer>Bay Courier, all rights reserved.</footer></body></html>"""


def _page(*extra: str) -> str:
    return _PAGE.format(text="".join(f"<p>{text}</p>" for text in (*_PARAGRAPHS, *extra)))


def test_the_body_is_read_without_furniture() -> None:
    document = extract(_page(), url="https://bay.example/a")
    assert [block.text for block in document.blocks] == _PARAGRAPHS


def test_headline_byline_and_date_are_read() -> None:
    document = extract(_page(), url="https://bay.example/a")
    assert document.headline == "Ferry terminal to close"
    assert document.byline == "Ann Example"
    assert document.published_at is not None
    assert document.published_at.isoformat() == "2026-03-04T08:20:00+00:00"


def test_a_correction_note_is_its_own_kind_of_block() -> None:
    note = "Correction: An earlier version of this article gave the wrong year for the start of the service."
    document = extract(_page(note), url="https://bay.example/a")
    assert document.blocks[-1].kind is BlockKind.CORRECTION


def test_nothing_comes_of_nothing() -> None:
    assert extract(b"", url="https://bay.example/a").blocks == ()
    assert extract("\x00\ud800", url="https://bay.example/a").blocks == ()


def test_a_missing_page_is_not_the_article() -> None:
    reading = read(_page().encode(), url="https://bay.example/a", status=404, headers=(("Content-Type", "text/html"),))
    assert reading.quality.verdict is QualityVerdict.SOFT_404


def test_a_good_page_is_believed() -> None:
    reading = read(_page().encode(), url="https://bay.example/a", status=200, headers=(("Content-Type", "text/html"),))
    assert reading.quality.ok


def test_every_block_is_explained() -> None:
    rules = {entry.text: entry.rule for entry in explain(_page(), url="https://bay.example/a")}
    assert rules[_PARAGRAPHS[0]] == "kept"
    assert rules["Bridge toll goes up again in the autumn"] != "kept"
