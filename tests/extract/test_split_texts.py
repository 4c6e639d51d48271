"""Texts whose opening stands in a box of its own, and offers in boxes that are built as their paragraphs are."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY, boxed, lines_of, page
from tracker.model import BlockKind

_TEXTS = [text for kind, text in FERRY.pieces if kind is BlockKind.PARAGRAPH]
_HEAD = f"<h1>{FERRY.headline}</h1><p class='byline'>By <a rel='author' href='/a'>{FERRY.author}</a></p>"


def _wrapped(texts: list[str], wrapper: str) -> str:
    if not wrapper:
        return "".join(f"<p>{text}</p>" for text in texts)
    return "".join(boxed(wrapper, f"<p>{text}</p>") for text in texts)


@pytest.mark.parametrize(
    ("opening", "rest"),
    [
        ("div class='teaser-content'", "div class='remainder-content'"),
        ("div class='paywall-teaser'", "div class='paywall-content'"),
        ("section class='article-teaser'", "section class='article-rest'"),
        ("div id='promo-text'", "div id='full-text'"),
        ("div class='teaser'", "div class='text'"),
    ],
)
@pytest.mark.parametrize("wrapper", ["", "div class='article-body'", "div class='c-3'"])
def test_the_opening_of_a_text_in_a_box_named_teaser_is_read(opening: str, rest: str, wrapper: str) -> None:
    body = boxed(opening, _wrapped(_TEXTS[:2], wrapper)) + boxed(rest, _wrapped(_TEXTS[2:], wrapper))
    assert lines_of(page(f"<main><article>{_HEAD}<div>{body}</div></article></main>", FERRY)) == _TEXTS


_TEASERS = {
    "headed": "<div class='teaser'><h3>The mill</h3><p>Its tenants saved it, and told nobody how they did it for years.</p><p>Now one of them talks.</p></div>",
    "linked": "<div class='teaser'><p>The mill was saved by its tenants, and now one of them talks.</p><p><a href='/mill'>Read how</a></p></div>",
    "pictured": "<div class='teaser-box'><img src='/m.jpg' alt=''><p>The mill was saved by its tenants, and now one of them talks.</p><p>They told nobody for years how they did it.</p></div>",
    "single": "<div class='promo'><p>The mill was saved by its tenants, and now one of them talks about it.</p></div>",
}


@pytest.mark.parametrize("teaser", _TEASERS)
@pytest.mark.parametrize("at", [0, 2, 4])
def test_teasers_before_and_between_paragraphs_are_cut(teaser: str, at: int) -> None:
    body = f"{_wrapped(_TEXTS[:at], '')}{_TEASERS[teaser]}{_wrapped(_TEXTS[at:], '')}"
    assert lines_of(page(f"<main><article>{_HEAD}<div class='text'>{body}</div></article></main>", FERRY)) == _TEXTS


_OFFERS = {
    "post": "<h3>Coast Alerts</h3><p>Breaking news from the county. When it storms.</p><button>Sign up</button>",
    "field": "<h4>Le matin</h4><p>L’essentiel de la nuit, avant le café, chaque jour ouvré.</p><input type='email'><button>OK</button>",
    "spanish": "<h3>La carta del puerto</h3><p>Cada viernes, lo que se dice en los muelles y nadie escribe.</p><button>Apuntarme</button>",
    "german": "<h3>Küstenpost</h3><p>Der Brief aus dem Hafen, jeden Freitag um sechs Uhr früh.</p><button>Bestellen</button>",
    "japanese": "<h3>朝の便り</h3><p>毎朝六時に、港の話題を三つお届けします。</p><button>登録する</button>",
}


@pytest.mark.parametrize("wrapper", ["div", "div class='c-3'", "section"])
@pytest.mark.parametrize("offer", _OFFERS)
def test_offers_in_boxes_built_as_the_paragraphs_are_cut(offer: str, wrapper: str) -> None:
    box = boxed(wrapper, _OFFERS[offer])
    bio = boxed(wrapper, "<p>Maren Holt walks the coast for this paper, and has done so since the last ice winter.</p>")
    body = f"{_wrapped(_TEXTS[:2], wrapper)}{box}{_wrapped(_TEXTS[2:], wrapper)}"
    lines = lines_of(page(f"<main><article>{_HEAD}<div class='b'>{body}</div></article>{bio}</main>", FERRY))
    assert [line for line in lines if line in _TEXTS] == _TEXTS
    assert not [line for line in lines if line in _OFFERS[offer]]


@pytest.mark.parametrize("button", ["<button>Save</button>", "<input type='checkbox'>", "<button>Teilen</button>"])
def test_parts_that_each_have_a_button_are_kept(button: str) -> None:
    parts = "".join(f"<div class='part'><h2>Part {n}</h2><p>{text}</p>{button}</div>" for n, text in enumerate(_TEXTS))
    lines = lines_of(page(f"<main><article>{_HEAD}<div>{parts}</div></article></main>", FERRY))
    assert [line for line in lines if line in _TEXTS] == _TEXTS
