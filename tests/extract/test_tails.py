"""The last paragraphs of a text in a container of another name than the rest: read with it, as what only follows it is not."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import BREAD, FERRY, page
from tracker.extract import extract

_URL = "https://paper.example/story"
_MORE = (
    "In the harbour office nobody was surprised, and the letter about it had been lying on the desk since the end of August.",
    "The line was founded in 1911 by a priest, two farmers and a widow who had a boat that she could no longer row herself.",
    "For some years it sailed under steam, and the older islanders still say that the steamer comes when they mean the ferry.",
    "Since then the engines have been replaced five times, the hull twice, and the bell on the bridge has never been replaced.",
    "Those who want to sail in winter will have to ask one of the fishermen, who may take three passengers each and no cars.",
    "The doctor comes on Thursdays as before, because the county has its own boat for him and for those whom he sends to town.",
)
LONG_TEXTS = [text for text in (*(text for _, text in FERRY.pieces), *_MORE) if text.endswith((".", "”"))]
_HEAD = f"<h1>{FERRY.headline}</h1><p class='byline'>By <a rel='author' href='/a'>{FERRY.author}</a></p>"
_AD = "<div class='ad-slot'><span>Advertisement</span></div>"


def _p(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _read(body: str) -> list[str]:
    return [block.text for block in extract(page(body, FERRY), url=_URL).blocks]


_SPLITS = {
    "numbered": f"<article>{_HEAD}<div class='article-body'>{{}}</div>{_AD}<div class='article-body-part-2'>{{}}</div></article>",
    "sections": f"<article>{_HEAD}<section class='body-top'>{{}}</section>{_AD}<section class='body-bottom'>{{}}</section></article>",
    "plain": f"<article>{_HEAD}<div id='storyContent'>{{}}</div>{_AD}<div class='content clearfix'>{{}}</div></article>",
    "columns": f"<article>{_HEAD}<div class='row'><div class='col'><div class='article-body'>{{}}</div></div></div><div class='row'>{_AD}</div><div class='row'><div class='col'><div class='copy'>{{}}</div></div></div></article>",
    "no article": f"<div class='top'>{_HEAD}</div><div class='text'>{{}}</div>{_AD}<div class='text-end'>{{}}</div>",
    "outside": f"<main><div><article>{_HEAD}<div class='story'>{{}}</div></article></div>{_AD}<div class='continued'>{{}}</div></main>",
    "paid": f"<article>{_HEAD}<div class='article-body'>{{}}</div><div class='paywall-content'>{{}}</div></article>",
    "unfolded": f"<article>{_HEAD}<div class='article__text'>{{}}</div><div class='read-more-content'>{{}}</div></article>",
    "gaps": f"<article>{_HEAD}<div class='post-content'>{{}}</div>{_AD}<div id='gap'></div>{_AD}<div class='post-content-2'>{{}}</div></article>",
    "german": f"<article>{_HEAD}<div class='artikel-inhalt'>{{}}</div>{_AD}<div class='artikel-inhalt-teil-2'>{{}}</div></article>",
}  # fmt: skip


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("split", _SPLITS)
def test_the_end_in_a_container_of_its_own_is_read(split: str, count: int) -> None:
    assert _read(_SPLITS[split].format(_p(LONG_TEXTS[:-count]), _p(LONG_TEXTS[-count:]))) == LONG_TEXTS


def test_several_containers_are_read_one_after_the_other() -> None:
    parts = "".join(
        f"{_AD}<div class='article-body-{at}'>{_p([text])}</div>" for at, text in enumerate(LONG_TEXTS[-3:])
    )
    body = f"<article>{_HEAD}<div class='article-body'>{_p(LONG_TEXTS[:-3])}</div>{parts}</article>"
    assert _read(body) == LONG_TEXTS


def test_without_a_telling_name_what_says_the_same_in_the_same_article_is_read() -> None:
    last = "The county pays for the ferry, the islanders voted against the bridge, and the brothers will sail in March."
    body = (
        f"<article>{_HEAD}<div class='sc-a1'>{_p(LONG_TEXTS)}</div>{_AD}<div class='sc-b2'>{_p([last])}</div></article>"
    )
    assert _read(body) == [*LONG_TEXTS, last]


_FOLLOWING = {
    "about": "<div class='about-text'><p>The Paper has been printed on the island since 1911 and belongs to those who read it.</p></div>",
    "author": f"<div class='body-text'><p>{FERRY.author} is a reporter who covers the islands for this paper.</p></div>",
    "teaser": "<div class='content'><h3>Museum finds a letter</h3><p>The letter was found behind a cupboard, and nobody knows who wrote it.</p></div>",
    "linked": "<div class='text'><p><a href='/m'>The letter was found behind a cupboard, and nobody knows who wrote it.</a></p></div>",
    "rights": "<div class='footer-text'><p>All material on this page belongs to The Paper and may be used for private purposes only.</p></div>",
    "copyright": "<div class='text'><p>© 2026 The Paper. Nothing on this page may be printed elsewhere without our consent.</p></div>",
    "appeal": "<div class='article-text'><p>Our readers pay for our reporters. Support us from 4 euros a month, and cancel anytime.</p></div>",
    "letter": "<div class='body-2'><p>Sign up for our newsletter and get six stories from the islands into your inbox each Friday.</p></div>",
    "form": "<div class='content'><p>The editors read all that you write to them, usually on the same day.</p><form><textarea></textarea></form></div>",
    "comments": "<div class='comments-content'><p>I took the ferry in the year of the great ice, and it was late on that day, too.</p></div>",
    "other": "<div class='sc-9'><p>Handball players from six clubs will meet next week to choose their delegates for the spring games.</p></div>",
}  # fmt: skip


@pytest.mark.parametrize("box", _FOLLOWING)
def test_what_only_follows_the_text_is_not(box: str) -> None:
    for body in (
        f"<article>{_HEAD}<div class='article-body'>{_p(LONG_TEXTS)}</div>{_AD}{_FOLLOWING[box]}</article>",
        f"<main><article>{_HEAD}<div class='article-body'>{_p(LONG_TEXTS)}</div></article>{_FOLLOWING[box]}</main>",
    ):
        assert _read(body) == LONG_TEXTS


def test_the_next_article_is_no_end_of_this_one() -> None:
    following = f"<article><h1>{BREAD.headline}</h1><div class='article-body'>{_p(LONG_TEXTS[:2])}</div></article>"
    beside = f"<article><div class='article-body-2'>{_p([BREAD.pieces[0][1]])}</div></article>"
    for box in (following, beside):
        assert (
            _read(f"<main><article>{_HEAD}<div class='article-body'>{_p(LONG_TEXTS)}</div></article>{box}</main>")
            == LONG_TEXTS
        )
