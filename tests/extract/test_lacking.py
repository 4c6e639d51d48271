"""A reading that may lack a part of the article says so, and is believed all the same."""

from __future__ import annotations

import json

import pytest

from tests.extract.newsroom import BREAD, FERRY, LAYOUTS, STORIES, VERDICT, Story, page
from tests.extract.test_tails import LONG_TEXTS
from tracker.extract import Reading, read
from tracker.model import Document

_URL = "https://paper.example/story"
_WHOLE = [*LONG_TEXTS, *(text for _, text in BREAD.pieces if text.endswith("."))]
_SOLD = "All this and more is in the paper of tomorrow, which costs less than a cup of coffee at the quay."


def _read(body: str, told: str | None = None, previous: Document | None = None, kind: str = "NewsArticle") -> Reading:
    node = json.dumps({"@type": kind, "headline": FERRY.headline, "articleBody": told})
    head = f'<script type="application/ld+json">{node}</script>' if told is not None else ""
    whole = page(f"<article><h1>{FERRY.headline}</h1>{body}</article>", FERRY, head)
    return read(whole.encode(), url=_URL, status=200, headers=(), previous=previous)


def _p(texts: list[str], css: str = "") -> str:
    return "".join(f"<p{css}>{text}</p>" for text in texts)


def test_a_text_of_which_linked_data_tell_more_may_lack_a_part() -> None:
    reading = _read(f"<div class='article-body'>{_p(LONG_TEXTS)}</div>", "\n".join(_WHOLE))
    assert reading.quality.ok
    assert reading.quality.evidence.startswith("part of the text may be missing: the page's JSON-LD tells ")
    assert reading.quality.told.startswith("ok: part of the text may be missing")


@pytest.mark.parametrize(
    "told",
    [
        "\n".join(_WHOLE),
        "\n".join(_WHOLE[:10]),
        "\n".join((*_WHOLE, _SOLD)),
        "\n".join(f"&lt;p class='x'&gt;&lt;a href='https://paper.example/{'a' * 60}'&gt;{text}&lt;/a&gt;" for text in _WHOLE),
        "",
        "\n".join(text for _, text in VERDICT.pieces * 12),
    ],
    ids=["the same", "less", "an offer more", "marked up", "nothing", "something else"],
)  # fmt: skip
def test_a_text_that_linked_data_tell_no_more_of_is_whole(told: str) -> None:
    assert _read(f"<div class='article-body'>{_p(_WHOLE)}</div>", told).quality.evidence == ""


def test_a_live_blog_tells_of_more_than_it_shows() -> None:
    body = f"<div class='article-body'>{_p(LONG_TEXTS)}</div>"
    assert _read(body, "\n".join(_WHOLE), kind="LiveBlogPosting").quality.evidence == ""


def test_what_was_read_before_and_stands_outside_now_may_be_missing() -> None:
    before = _read(f"<div class='article-body'>{_p(LONG_TEXTS)}</div>").document
    aside = f"<aside class='rail'><div class='c-1'>{_p(LONG_TEXTS[-2:])}<a href='/m'>More</a><a href='/n'>News</a><button>Go</button></div></aside>"
    reading = _read(f"<div class='article-body'>{_p(LONG_TEXTS[:-2])}</div>{aside}", previous=before)
    assert reading.document.text == "\n\n".join(LONG_TEXTS[:-2])
    assert (
        reading.quality.evidence
        == "part of the text may be missing: 2 passages of the last reading, 48 words, stand outside of the text now"
    )


def test_what_was_removed_is_not_missing_nor_is_a_quotation_of_it() -> None:
    before = _read(f"<div class='article-body'>{_p(LONG_TEXTS)}</div>").document
    pull = f"<aside class='pull-quote'><blockquote>{LONG_TEXTS[-1]}</blockquote></aside>"
    for rest in ("", pull):
        reading = _read(f"<div class='article-body'>{_p(LONG_TEXTS[:-1])}</div>{rest}", previous=before)
        assert (reading.document.text, reading.quality.evidence) == ("\n\n".join(LONG_TEXTS[:-1]), "")


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.language)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_no_layout_is_suspected(layout: object, story: Story) -> None:
    assert callable(layout)
    whole = layout(story).encode()
    first = read(whole, url=_URL, status=200, headers=())
    again = read(whole, url=_URL, status=200, headers=(), previous=first.document)
    assert (first.quality.evidence, again.quality.evidence) == ("", "")
