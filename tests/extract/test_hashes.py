"""Names that build tools made: what is left of them, and the end of a text that stands behind such a name."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from tests.extract.newsroom import FERRY, page
from tests.extract.test_tails import LONG_TEXTS
from tracker.extract import extract
from tracker.extract.parsing.hashes import words_of_names

_URL = "https://paper.example/story"
_HEAD = f"<h1>{FERRY.headline}</h1><p class='sc-a9 dEfGhi'>By <a rel='author' href='/a'>{FERRY.author}</a></p>"
_AD = "<div class='ad-slot'><span>Advertisement</span></div>"
_LAST = LONG_TEXTS[-1]


@pytest.mark.parametrize(
    ("names", "words", "hashed"),
    [
        ("Story_text__x1Y2z", "story text", True),
        ("Story_text__aBcDx", "story text", True),
        ("_text_1x2y3_12", "text", True),
        ("sc-1abcd2-0 kXyZab", "", True),
        ("sc-gsnTZi dOlhqs", "", True),
        ("css-1x2y3z", "", True),
        ("css-1x2y3z-Newsletter", "newsletter", True),
        ("css-at9mc1 evys1bk0", "", True),
        ("svelte-1abc2 promo", "promo", True),
        ("styles__Promo-sc-1abcd2-3 kXyZab", "styles promo sc", True),
        ("ad12bf", "", True),
        ("article__text", "article text", False),
        ("Story__PromoBox", "story promo box", False),
        ("css-promo-box", "css promo box", False),
        ("column-12 mt-4", "column mt", False),
        ("storyBody", "story body", False),
        ("", "", False),
    ],
)
def test_hashes_are_told_from_words(names: str, words: str, hashed: bool) -> None:  # noqa: FBT001 -- a row of the table
    assert words_of_names(fromstring(f"<div class='{names}'>x</div>")) == (frozenset(words.split()), hashed)


def test_attributes_for_tests_name_an_element_too() -> None:
    element = fromstring("<div class='css-1x2y3z' id='late' data-testid='newsletter-box'>x</div>")
    assert words_of_names(element) == (frozenset(("late", "newsletter", "box")), True)


_SPLITS = {
    "one component of paragraphs": ("<div class='css-1x2y3z'>{}</div>", "<div class='css-9a8b7c'>{}</div>", "css-77xa1"),
    "styled paragraphs": ("<div class='sc-1abcd2 kXyZab'>{}</div>", "<div class='sc-9efgh1 bQrsTu'>{}</div>", "sc-5hh-0 aBcdEf"),
    "one component around": ("<div class='css-k1'><div class='css-aa1'>{}</div></div>", "<div class='css-k1'><div class='css-bb2'>{}</div></div>", ""),
    "modules": ("<div class='ArticleBody_root__x1Y2z'>{}</div>", "<div class='Chunk_wrap__aB3d9'>{}</div>", "Paragraph_p__9zYxw"),
    "the same module": ("<div class='Copy_text__x1Y2z'>{}</div>", "<div class='Copy_text__q9R8s'>{}</div>", ""),
    "svelte": ("<section class='svelte-1q2w3e'>{}</section>", "<section class='svelte-9o8i7u'>{}</section>", "svelte-5t6y7"),
}  # fmt: skip


def _p(texts: list[str], css: str = "") -> str:
    return "".join(f"<p class='{css}'>{text}</p>" if css else f"<p>{text}</p>" for text in texts)


def _read(body: str, head: str = "") -> list[str]:
    return [block.text for block in extract(page(body, FERRY, head), url=_URL).blocks]


@pytest.mark.parametrize("around", ["<article>{}</article>", "<main>{}</main>", "<div id='__next'>{}</div>"])
@pytest.mark.parametrize("between", [_AD, "", f"<div class='css-5r4t3'>{_AD}</div>"], ids=["ad", "nothing", "wrapped"])
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("split", _SPLITS)
def test_the_end_behind_a_hash_is_read_where_it_is_built_as_the_text(
    split: str, count: int, between: str, around: str
) -> None:
    first, second, css = _SPLITS[split]
    text, last = _p(LONG_TEXTS[:-count], css), _p(LONG_TEXTS[-count:], css)
    assert _read(around.format(f"{_HEAD}{first.format(text)}{between}{second.format(last)}")) == LONG_TEXTS


def test_the_end_behind_another_hash_is_read_where_linked_data_tell_it() -> None:
    told = "\\n\\n".join(LONG_TEXTS)
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{told}"}}</script>'
    body = f"<main>{_HEAD}<div class='css-1x2y3z'>{_p(LONG_TEXTS[:-1])}</div>{_AD}<div class='css-9a8b7c'>{_p([_LAST])}</div></main>"
    assert _read(body, data) == LONG_TEXTS
    assert _read(body) == LONG_TEXTS[:-1]


def test_the_end_behind_another_hash_is_read_after_an_advertisement_in_the_same_article() -> None:
    text = f"{_HEAD}<div class='css-1x2y3z'>{_p(LONG_TEXTS[:-1])}</div>{{}}<div class='css-9a8b7c'>{_p([_LAST])}</div>"
    assert _read(f"<article>{text.format(_AD)}</article>") == LONG_TEXTS
    assert _read(f"<article>{text.format('')}</article>") == LONG_TEXTS[:-1]


_FOLLOWING = {
    "about the paper": ("css-9a8b7c", "The Paper has been printed by the same family since 1911 and is owned by nobody else at all."),
    "author": ("css-9a8b7c", f"{FERRY.author} sails to the island with the ferry and writes about the county and its budget in winter."),
    "appeal": ("css-9a8b7c", "Our readers pay for our reporters. Support us from 4 euros a month, and cancel anytime you like to."),
    "letter": ("css-9a8b7c", "Sign up for our newsletter and get six stories about the ferry and the island in your inbox on Fridays."),
    "named": ("css-9a8b7c-Newsletter", "The last ferry of the season and all else that the islanders talk about comes to you in the morning."),
    "module": ("Author_box__x1Y2z", "The last ferry of the season and all else that the islanders talk about comes to you in the morning."),
    "other": ("sc-9efgh1 bQrsTu", "Handball players from six clubs will meet next week to choose their delegates for the spring games."),
    "short": ("css-9a8b7c", "The ferry sails on to the island."),
    "rights": ("css-9a8b7c", "© 2026 The Paper. Nothing about the ferry on this page may be printed elsewhere without our consent."),
}  # fmt: skip


@pytest.mark.parametrize("box", _FOLLOWING)
def test_what_only_follows_the_text_is_not(box: str) -> None:
    css, said = _FOLLOWING[box]
    for own in ("", "css-77xa1"):
        text = f"{_HEAD}<div class='css-1x2y3z'>{_p(LONG_TEXTS, own)}</div>"
        assert _read(f"<article>{text}<div class='{css}'><p>{said}</p></div></article>") == LONG_TEXTS
        alike = f"<article>{text}{_AD}<div class='{css}'>{_p([said], own)}</div></article>"
        assert _read(alike) == LONG_TEXTS
