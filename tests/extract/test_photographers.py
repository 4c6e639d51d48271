"""Who took the pictures is no author, unless a line names the same person for the text too."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import authors_of

_BOTH = '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "author": [{"@type": "Person", "name": "Maren Holt"}, {"@type": "Person", "name": "Tor Elvang"}]}</script>'


@pytest.mark.parametrize(
    "top",
    [
        "<div><div>Text: <a href='/m'>Maren Holt</a></div><div>Foto: <a href='/t'>Tor Elvang</a></div></div>",
        "<ul><li><a href='/m'>Maren Holt</a> (texto)</li><li><a href='/t'>Tor Elvang</a> (fotografia)</li></ul>",
        "<p class='byline'>By Maren Holt</p><p class='byline'>Photography by Tor Elvang</p>",
        "<p>Von Maren Holt</p><p>Fotos: Tor Elvang</p>",
        "<p>Par Maren Holt</p><p>Photographies de Tor Elvang</p>",
        "<p>Av Maren Holt</p><p>Video: Tor Elvang</p>",
        "<ul class='byline'><li><a href='/m'>Maren Holt</a></li><li>Foto’s <a href='/t'>Tor Elvang</a></li></ul>",
        "<p>Von Maren Holt (Text) und Tor Elvang (Bilder)</p>",
    ],
)
def test_whom_a_line_names_for_pictures_is_no_author(top: str) -> None:
    assert authors_of(top=top, head=_BOTH) == ("Maren Holt",)


@pytest.mark.parametrize(
    "top",
    [
        "<p class='byline'>By Maren Holt and Tor Elvang</p><p>Photos by Tor Elvang</p>",
        "<p class='byline'>By Maren Holt and Tor Elvang</p><figure><img src='a.jpg'><figcaption>Photo: Tor Elvang</figcaption></figure>",
        "<p class='byline'>Maren Holt, Tor Elvang</p><p>Text and photos: Tor Elvang</p>",
    ],
)
def test_who_wrote_and_took_pictures_is_an_author(top: str) -> None:
    assert authors_of(top=top, head=_BOTH) == ("Maren Holt", "Tor Elvang")


@pytest.mark.parametrize("name", ["dpa", "epd", "sid"])
def test_an_agency_that_writes_itself_small_is_the_byline(name: str) -> None:
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": {{"@type": "Organization", "name": "{name}"}}}}</script>'
    assert authors_of(top=f"<div class='author'>{name}</div>", head=head) == (name,)


def test_the_newsroom_is_named_as_readers_see_it() -> None:
    assert authors_of(top="<span class='author'>Redazione Paper</span>", head="") == ("Redazione Paper",)
    assert authors_of(top="<span class='author'>Redazione: Maren Holt</span>", head="") == ("Maren Holt",)
