"""Parts of a text in template, noscript and data attributes: read where the text around them goes on with them."""

from __future__ import annotations

from html import escape

import pytest

from tests.extract.newsroom import FERRY, lines_of, page
from tests.extract.test_tails import LONG_TEXTS

_HEAD = f"<h1>{FERRY.headline}</h1><p class='byline'>By <a rel='author' href='/a'>{FERRY.author}</a></p>"


def _p(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


_FIRST, _REST = _p(LONG_TEXTS[:-4]), _p(LONG_TEXTS[-4:])


def _article(body: str, after: str = "") -> str:
    return page(f"<main><article>{_HEAD}<div class='article-body'>{body}</div>{after}</article></main>", FERRY)


_PARTS = {
    "template": _article(f"{_FIRST}<template>{_REST}</template>"),
    "between": _article(f"{_p(LONG_TEXTS[:3])}<template id='more'>{_p(LONG_TEXTS[3:6])}</template>{_p(LONG_TEXTS[6:])}"),
    "noscript": _article(f"{_FIRST}<noscript>{_REST}</noscript>"),
    "below": _article(_FIRST, f"<noscript><div class='article-body'>{_REST}</div></noscript>"),
    "named": _article(_FIRST, f"<template class='article-body-rest'>{_REST}</template>"),
    "shadow": _article(f"{_FIRST}<x-more><template shadowrootmode='open'>{_REST}</template></x-more>"),
    "wholly shadow": page(f"<article>{_HEAD}<x-text><template shadowrootmode='open'><div>{_FIRST}{_REST}</div></template></x-text></article>", FERRY),
    "attribute": _article(f'{_FIRST}<div class="more" data-full-text="{escape(_REST)}"></div><button>Read on</button>'),
    "on a button": _article(f'{_FIRST}<button data-more="{escape(_REST)}">Read on</button>'),
    "on the text": page(f'<article>{_HEAD}<div class="body" data-remaining-html="{escape(_REST)}">{_FIRST}</div><button>Read on</button></article>', FERRY),
    "bare": _article(f"{_FIRST}<section data-content='{_REST}'></section><button>Read on</button>"),
}  # fmt: skip


@pytest.mark.parametrize("part", _PARTS)
def test_what_the_text_goes_on_with_is_read(part: str) -> None:
    assert lines_of(_PARTS[part]) == LONG_TEXTS


_WHOLE = _FIRST + _REST
_OTHERS = {
    "the same again": f"<noscript>{_REST}</noscript>",
    "all again": f"<template>{_WHOLE}</template>",
    "appeal": "<noscript><p>You need to enable JavaScript to see the map of the islands and of the way that the ferry takes.</p></noscript>",
    "teaser": "<template><div class='card'><h3>Title</h3><p>Here goes what the article is about, in a sentence or two of its own.</p><a href='#'>More</a></div></template>",
    "pattern": "<template><p>{{ name }} wrote on {{ day }} that the ferry would not sail again before the spring, and so on.</p></template>",
    "form": "<template><p>Six stories from the islands in your letter box each Friday, for as long as you like.</p><form><input></form></template>",
    "picture": "<noscript><img src='a.jpg'></noscript>",
    "frame": "<noscript><iframe src='https://count.example/ns'></iframe></noscript>",
    "tip": f'<span data-toggle="tooltip" data-content="{escape("<p>A sound is a strait, or a part of the sea between an island and the land beside it.</p>")}">sound</span>',
    "caption": f'<div data-caption-html="{escape("<p>The ferry in the harbour of Skarvoy, where it has spent each winter since the war was over.</p>")}"></div>',
    "state": f"""<div data-props='{{"text": "{_REST}"}}'></div>""",
    "same attribute": f'<div data-full-text="{escape(_REST)}"></div>',
}  # fmt: skip


@pytest.mark.parametrize("other", _OTHERS)
def test_what_is_none_of_the_text_is_not_read(other: str) -> None:
    assert [
        line for line in lines_of(_article(f"{_WHOLE}{_OTHERS[other]}<button>Read on</button>")) if line != "sound"
    ] == LONG_TEXTS


def test_what_follows_an_attribute_that_was_looked_at_stays() -> None:
    html = _article(
        f'{_WHOLE}<p>It sails <span data-text="{escape(_WHOLE)}">again</span> on the day after the thaw.</p>'
    )
    assert lines_of(html)[-1] == "It sails again on the day after the thaw."
