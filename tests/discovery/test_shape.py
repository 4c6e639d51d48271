"""What an address alone says of its page."""

from __future__ import annotations

import pytest

from tracker.discovery.shape import could_be_article, evidence, is_listing


@pytest.mark.parametrize(
    "path",
    [
        "/2026/11/20/ferry",
        "/2026/nov/20/island-ferry",
        "/news/2026-11-20/ferry.html",
        "/world/20261120-ferry",
        "/island-ferry-to-stop-in-winter",
        "/economy/bread-48213",
        "/news/world-48213771",
        "/a/c4gzn48jwz2o",
        "/article/9d1c7a52-3f10-4b7e-9c1e-0a1b2c3d4e5f",
        "/news_view.html?idx=8576",
        "/?p=8213",
        "/wirtschaft/brotpreis-steigt-weiter-a-1234567.html",
        "/2026/11/20/investing/asian-market/index.html",
        "/%D0%BF%D0%B0%D1%80%D0%BE%D0%BC-%D0%BD%D0%B5-%D1%85%D0%BE%D0%B4%D0%B8%D1%82-%D0%B7%D0%B8%D0%BC%D0%BE%D0%B9",
        "/topic/2026/11/20/ferry-stops",
    ],
)
def test_the_address_of_an_article_speaks_for_it(path: str) -> None:
    url = f"https://paper.example{path}"
    assert not is_listing(url)
    assert evidence(url) >= 2


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/index.html",
        "/politics",
        "/news/",
        "/world/middle-east",
        "/tag/island-ferry-to-stop",
        "/author/maren-holt-48213",
        "/topics/bread",
        "/privacy-policy",
        "/terms-and-conditions",
        "/subscribe-to-our-newsletter",
        "/about-us",
        "/search?q=ferry",
        "/2026/11/20/picture-of-a-ferry.jpg",
        "/wp-content/uploads/2026/11/a-b-c.pdf",
        "/feed",
        "/2026/11/20/ferry/comment-page-2",
        "/some-long-story-slug?replytocom=17",
        "/video/a-ferry-in-the-ice-48213",
        "/\ud800",
        "/?" + "&" * 400,
    ],
)
def test_the_address_of_a_list_a_service_or_a_file_does_not(path: str) -> None:
    assert not could_be_article(f"https://paper.example{path}")


@pytest.mark.parametrize("url", ["https://help.paper.example/how-to-end-a-subscription", "http://[", "https://a:b:c/"])
def test_nor_do_a_help_desk_and_nonsense(url: str) -> None:
    assert not could_be_article(url)


def test_a_section_named_like_a_service_still_has_articles() -> None:
    assert could_be_article("https://paper.example/weather/storm-closes-the-northern-harbour")
    assert not could_be_article("https://paper.example/weather")
