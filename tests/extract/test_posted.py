"""Posts of social networks that an article shows: their dates, authors and headings are not the article's."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY
from tracker.extract import extract

_POSTS = {
    "tweet": "<blockquote class='twitter-tweet'><p lang='en'>The bridge is closed.</p>&mdash; Ned Rusk (@nedrusk) <a href='https://social.example/1'>March 2, 2019</a></blockquote>",
    "tweet with marks": "<blockquote class='twitter-tweet'><p>The bridge is closed.</p><span class='author'>Ned Rusk</span> <time datetime='2019-03-02T10:11:00Z'>March 2, 2019</time></blockquote>",
    "picture": "<blockquote class='instagram-media'><div><a href='/p/1'>A post shared by Ned Rusk (@ned)</a> on <time datetime='2019-03-02T10:11:00+00:00'>Mar 2, 2019 at 2:11am PST</time></div></blockquote>",
    "figure": "<figure class='embed embed-bluesky'><div class='post'><h3>Ned Rusk</h3><span class='byline'>By Ned Rusk</span><p>The bridge is closed.</p><time datetime='2019-03-02T10:11:00Z'>March 2, 2019 at 10:11</time></div></figure>",
    "div": "<div class='bluesky-embed'><p>The bridge is closed.</p>— <a rel='author' href='/p'>Ned Rusk</a> <time>March 2, 2019 at 10:11 AM</time></div>",
    "film": "<blockquote class='tiktok-embed'><section><h2>Last ferry of the season leaves, again</h2><a title='@ned' href='x'>@ned</a> <p class='author'>Ned Rusk</p> <time datetime='2019-03-02'>2019-03-02</time></section></blockquote>",
    "card": "<article class='tweet-card'><header><span class='author-name'>Ned Rusk</span> <a class='handle'>@ned</a></header><h2>The bridge is closed</h2><time itemprop='datePublished' datetime='2019-03-02T10:11:00Z'>Mar 2, 2019</time></article>",
    "microdata": "<div class='mastodon-embed'><span itemprop='author'>Ned Rusk</span><p>Closed.</p><time itemprop='datePublished' datetime='2019-03-02T10:11:00Z'>Mar 2, 2019</time></div>",
}


@pytest.mark.parametrize("line", ["", "<p class='line'>12 May 2021</p>"], ids=["undated", "dated"])
@pytest.mark.parametrize("place", [0, 1, 3])
@pytest.mark.parametrize("post", _POSTS)
def test_a_post_gives_an_article_no_date_author_or_headline(post: str, place: int, line: str) -> None:
    paragraphs = [f"<p>{text}</p>" for _, text in FERRY.pieces]
    paragraphs.insert(place, _POSTS[post])
    html = f"<html lang='en'><head><title>{FERRY.headline}</title></head><body><article><h1>{FERRY.headline}</h1>{line}{''.join(paragraphs)}</article></body></html>"
    document = extract(html, url="https://paper.example/story")
    assert document.headline == FERRY.headline
    assert document.authors == ()
    assert (document.published_at.year if document.published_at else None) == (2021 if line else None)


def test_an_article_that_stands_in_a_quotation_keeps_its_date_and_author() -> None:
    text = "".join(f"<p>{text}</p>" for _, text in FERRY.pieces)
    html = f"<body><blockquote><h1>{FERRY.headline}</h1><p class='byline'>By Maren Holt</p><time datetime='2021-05-12T10:00Z'>12 May 2021</time>{text}</blockquote></body>"
    document = extract(html, url="https://paper.example/story")
    assert document.authors == ("Maren Holt",)
    assert document.published_at is not None
