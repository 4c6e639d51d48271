"""Articles that are paid for, as a line at their head says; the same words on advertisements say nothing of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.newsroom import FERRY
from tracker.extract import extract
from tracker.model import Mark

_FIRST, *_OTHERS = [f"<p>{text}</p>" for _, text in FERRY.pieces]


def page(*, above: str = "", below: str = "", outside: str = "", middle: str = "") -> str:
    """The story with something above its headline, below it, outside of the article, or in its text."""
    head = f"<head><title>{FERRY.headline}</title></head>"
    body = f"{above}<h1>{FERRY.headline}</h1>{below}{_FIRST}{middle}{''.join(_OTHERS)}"
    return f"<html>{head}<body>{outside}<main><article>{body}</article></main></body></html>"


def is_marked(html: str) -> bool:
    return Mark.SPONSORED in extract(html, url="https://paper.example/story").marks


@pytest.mark.parametrize(
    "html",
    [
        page(above="<p class='kicker'>Sponsored content</p>"),
        page(above="<span class='kicker'>Anzeige</span>"),
        page(above="<p>Publicité</p>"),
        page(above="<div class='article-label'><span>Advertorial</span></div>"),
        page(above="<header><div class='meta'><a href='/s'>Sponsored</a></div></header>"),
        page(below="<div class='label'>Paid Post</div>"),
        page(below="<p>By Ann Example</p><p><em>Paid for by Harbour Bank</em></p>"),
        page(below="<p>Contenu sponsorisé</p>"),
        page(below="<p>Gesponserter Inhalt</p>"),
        page(below="<p>Contenido patrocinado</p>"),
        page(below="<div class='byline'>In partnership with Harbour Bank</div>"),
    ],
)
def test_a_label_at_its_head_marks_an_article(html: str) -> None:
    assert is_marked(html)


_ADS = [
    "<div class='ad ad--inline'><span class='ad__label'>Anzeige</span></div>",
    "<div><span>Anzeige</span><iframe src='x'></iframe></div>",
    "<div class='ad'><span>Sponsored content</span></div>",
    "<div><p>Sponsored</p><a href='/x'><img src='y'>Buy a boat today and sail</a></div>",
    "<div class='native'><span>Sponsored content</span><a href='/x'>Buy a boat today</a></div>",
    "<aside><h4>Partner content</h4><a href='/x'>Boats</a></aside>",
    "<div><div class='dfp-slot'><span>Sponsored</span></div></div>",
    "<div data-slot='7'><p>Paid post</p></div>",
    "<div class='card'><p>Advertorial</p><h3><a href='/x'>Five boats for small harbours</a></h3></div>",
    "<div><span>Publicité</span></div>",
]


@given(st.lists(st.sampled_from(_ADS), max_size=3), st.lists(st.sampled_from(_ADS), max_size=3), st.booleans())
@settings(max_examples=120, deadline=None)
def test_advertisements_mark_no_article_wherever_they_are_drawn(
    around: list[str],
    within: list[str],
    above: bool,  # noqa: FBT001 -- drawn by hypothesis
) -> None:
    slots = "".join(within)
    html = page(outside="".join(around), middle=slots, **{"above" if above else "below": slots})
    assert not is_marked(html)


@pytest.mark.parametrize(
    "html",
    [
        page(middle="<p>Sponsored content</p>"),
        page(outside="<p>Advertisement</p>"),
        page(
            below="<p>Sponsored by the county, the ferry ran at night for a year, and then the county changed its mind.</p>"
        ),
        page(above="<p>Presented at the council</p>"),
    ],
)
def test_the_words_elsewhere_say_nothing(html: str) -> None:
    assert not is_marked(html)


def test_linked_data_says_so_too() -> None:
    data = '<script type="application/ld+json">{"@type":"AdvertiserContentArticle","headline":"x"}</script>'
    assert is_marked(page().replace("</head>", f"{data}</head>"))
