"""Words of the article that stand in what publishers also use for furniture, and other articles' words that do not belong."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY, boxed, page
from tracker.extract import extract, read
from tracker.extract.sketches.likeness import doubt
from tracker.model import BlockKind, Document

_URL = "https://paper.example/story"
_TEXTS = [text for _, text in FERRY.pieces]
_TEXT = "".join(f"<p>{text}</p>" for text in _TEXTS)
_HEAD = f"<h1>{FERRY.headline}</h1><p class='byline'>By <a rel='author' href='/a'>{FERRY.author}</a></p>"
_POST = "We sail again on Monday, whatever they say."
_ASKED = (
    (
        "Will the school on the island close?",
        "No: it stays open on all days on which the ferry or the barge can cross.",
    ),
    ("How will freight get to the island?", "A barge will carry it on Tuesdays and Fridays until the line reopens."),
    ("Who pays for that?", "The county does, with what is left of the 1.4 million in its budget."),
)
_NEXT = (
    "A museum in the capital has found a letter behind a cupboard that had been missing since 1911, its director said.",
    "It had been written by a sailor to his sister and never been sent, and tells of a winter in a foreign harbour.",
    "Visitors will be able to see it from Saturday on, beside a bell and two of the notebooks that he left.",
)


def _read(body: str) -> Document:
    return extract(page(body, FERRY), url=_URL)


def _lines(body: str) -> list[str]:
    return [block.text for block in _read(body).blocks]


def _article(inner: str) -> str:
    return f"<main><article>{_HEAD}<div class='article-body'>{inner}</div></article></main>"


@pytest.mark.parametrize("wrapper", ["div class='embed'", "figure class='embed-tweet'", "div class='c-7'", "aside"])
def test_a_post_above_or_below_the_text_is_kept(wrapper: str) -> None:
    post = f"<blockquote class='twitter-tweet'><p>{_POST}</p>— Tor Elvang (@torelvang) <a href='https://twitter.com/t/1'>May 3, 2026</a></blockquote>"
    box = boxed(wrapper, f"<div>{post}</div>")
    for inner in (f"{box}{_TEXT}", f"{_TEXT}{box}"):
        quoted = [block.text for block in _read(_article(inner)).blocks if block.kind is BlockKind.QUOTE]
        assert _POST in quoted


_FOLDS = {
    "details": "<details><summary>{asked}</summary><p>{said}</p></details>",
    "button": "<div class='item'><h3><button aria-expanded='false'>{asked}</button></h3><div class='panel'><p>{said}</p></div></div>",
    "hidden": "<div class='item'><h3><button aria-controls='a'>{asked}</button></h3><div id='a' role='region' aria-labelledby='b' hidden><p>{said}</p></div></div>",
    "named": "<div class='item'><h3>{asked}</h3><div class='faq-answer' style='display:none'><p>{said}</p></div></div>",
    "unseen": "<div class='item'><h3>{asked}</h3><div class='accordion__panel' aria-hidden='true'><p>{said}</p></div></div>",
}


@pytest.mark.parametrize("fold", _FOLDS)
@pytest.mark.parametrize("at", [0, 3, len(_TEXTS)])
def test_what_readers_unfold_is_read(fold: str, at: int) -> None:
    panels = "".join(_FOLDS[fold].format(asked=asked, said=said) for asked, said in _ASKED)
    texts = [f"<p>{text}</p>" for text in _TEXTS]
    lines = _lines(_article(f"{''.join(texts[:at])}<div class='accordion'>{panels}</div>{''.join(texts[at:])}"))
    assert [line for line in lines if line not in _TEXTS] == [line for turn in _ASKED for line in turn]
    assert [line for line in lines if line in _TEXTS] == _TEXTS


def test_panels_that_links_unfold_are_no_teasers() -> None:
    panels = "".join(
        f"<div class='item'><h3><a href='#p{at}'>{asked}</a></h3><div id='p{at}'><p>{said}</p></div></div>"
        for at, (asked, said) in enumerate(_ASKED)
    )
    lines = _lines(_article(f"{_TEXT}<div class='faq'>{panels}</div>"))
    assert [line for line in lines if line in dict(_ASKED).values()] == [said for _, said in _ASKED]


def test_what_is_hidden_for_good_stays_unread() -> None:
    for hidden in ("<div hidden>{}</div>", "<div class='note' style='display: none'>{}</div>"):
        assert _lines(_article(_TEXT + hidden.format(f"<p>{_NEXT[0]}</p>"))) == _TEXTS


def test_a_button_beside_the_words_of_a_heading_is_no_word_of_it() -> None:
    lines = _lines(_article(f"<h2>What comes then <button>Follow</button></h2>{_TEXT}"))
    assert "What comes then" in lines


def test_an_edit_in_a_heading_that_is_a_button_is_no_unchanged_page() -> None:
    panels = "".join(_FOLDS["hidden"].format(asked=asked, said=said) for asked, said in _ASKED)
    old = page(_article(f"{_TEXT}<div class='accordion'>{panels}</div>"), FERRY)
    sketch = read(old.encode(), url=_URL, status=200, headers=()).sketch
    new = old.replace("Who pays for that?", "Who would pay for that?").encode()
    assert sketch is None or doubt(sketch, new, _URL)


_MORE = "".join(f"<p>{text}</p>" for text in _NEXT)
_FOLLOWING = {
    "first-level": "<div class='story'><h1>Museum finds a lost letter</h1><div class='text'>{}</div></div>",
    "second-level": "<div class='story'><h2>Museum finds a lost letter</h2><p class='byline'>By Ann Lee</p><div class='text'>{}</div></div>",
    "linked": "<div class='story'><h2><a href='/m'>Museum finds a lost letter</a></h2><p>By Ann Lee</p><div class='text'>{}</div></div>",
    "bare": "<h1>Museum finds a lost letter</h1><p class='byline'>By Ann Lee</p><div class='text'>{}</div>",
}


@pytest.mark.parametrize("following", _FOLLOWING)
def test_the_next_article_of_an_endless_page_is_not_joined(following: str) -> None:
    own = f"<div class='story'>{_HEAD}<div class='text'>{_TEXT}</div></div>"
    if following == "bare":
        own = f"{_HEAD}<div class='text'>{_TEXT}</div>"
    assert _lines(f"<main>{own}{_FOLLOWING[following].format(_MORE)}</main>") == _TEXTS


def test_sections_of_the_article_are_its_own() -> None:
    for level in (1, 2):
        head = f"<h{level}>The museum</h{level}>"
        own = f"<section class='part'><h1>{FERRY.headline}</h1>{_TEXT}</section><section class='part'>{head}{_MORE}</section>"
        if level == 2:
            assert _lines(f"<main>{own}</main>") == [*_TEXTS, "The museum", *_NEXT]
        assert _lines(_article(f"{_TEXT}{head}{_MORE}")) == [*_TEXTS, "The museum", *_NEXT]


def test_what_follows_a_signed_heading_is_kept_where_it_is_most_of_the_text() -> None:
    head = "<h1>The letter</h1><p>By Ann Lee</p>"
    lines = _lines(
        _article(f"{_TEXT}{head}{_MORE}{''.join(f'<p>{text} {at}</p>' for at in range(9) for text in _NEXT)}")
    )
    assert _NEXT[0] in lines
