"""Habits of publishers in which a line of furniture looks like text, or a line of text like furniture."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY, VERDICT, Story, page, plain
from tracker.extract import extract
from tracker.model import BlockKind, Document

_URL = "https://paper.example/story"
_TEXTS = [text for _, text in FERRY.pieces]
_BODY = f"<article><h1>{FERRY.headline}</h1><div class='t'>{{}}</div></article>"


def _read(body: str, story: Story = FERRY, head: str = "") -> Document:
    return extract(page(body, story, head), url=_URL)


def _texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind is not BlockKind.CAPTION]


def _kind(document: Document, text: str) -> BlockKind:
    return next(block.kind for block in document.blocks if block.text == text)


_CARD = (
    "<article class='card'><h2><a href='/a'>Night train late again</a></h2><p>We took the night train ten times and wrote"
    " down when it came.</p><p>It was early once, and nobody stood on the platform to see it arrive.</p></article>"
)


def test_teasers_that_are_built_as_articles_are_not_the_article() -> None:
    body = f"<main><article><h1>{FERRY.headline}</h1>{plain(FERRY)}</article>{_CARD * 4}</main>"
    assert _texts(_read(body)) == _TEXTS


@pytest.mark.parametrize("count", [2, 5, 9])
def test_the_article_among_many_teasers_is_read(count: int) -> None:
    tile = "<article class='tile'><h2><a href='/a'>Night train late again</a></h2><p>We took the train and wrote down when it came, ten times.</p></article>"
    main = f"<article class='piece'><h1>{FERRY.headline}</h1><div>{plain(FERRY)}</div></article>"
    assert _texts(_read(f"<main>{tile * 2}{main}{tile * count}</main>")) == _TEXTS


def test_the_next_story_of_an_endless_page_is_not_the_article() -> None:
    stories = "".join(
        f"<section class='story'><article><h1>{story.headline}</h1><div class='text'>{plain(story)}</div></article></section>"
        for story in (FERRY, VERDICT)
    )
    assert _texts(_read(f"<div class='stream'>{stories}</div>")) == _TEXTS


def test_posts_under_one_headline_are_all_the_article() -> None:
    posts = "".join(
        f"<article class='post'><h2>Report number {number}</h2><p>{text}</p></article>"
        for number, text in enumerate(_TEXTS)
        if len(text) > 60
    )
    texts = _texts(_read(f"<main><h1>{FERRY.headline}</h1>{posts}</main>"))
    assert [text for text in _TEXTS if len(text) > 60 and text not in texts] == []


def test_text_for_subscribers_that_scripts_show_is_text() -> None:
    shown = "".join(f"<div class='preview'><p>{text}</p></div>" for text in _TEXTS[:2])
    sold = "".join(
        f"<div class='subscribers-only' style='display: none'><p>{text}</p></div>"
        for text in _TEXTS[2:]
        if len(text) > 60
    )
    assert _texts(_read(_BODY.format(shown + sold))) == [text for text in _TEXTS if len(text) > 60]


def test_hidden_text_of_any_other_name_is_not_read() -> None:
    hidden = f"<div class='mobile-copy' style='display:none'><p>{VERDICT.pieces[0][1]}</p></div>"
    assert _texts(_read(_BODY.format(plain(FERRY, hidden)))) == _TEXTS


def test_a_table_in_a_figure_is_a_table() -> None:
    table = "<figure class='wp-block-table'><table><tr><th>Year</th><th>Sailings</th></tr><tr><td>2024</td><td>811</td></tr></table><figcaption>Source: the county</figcaption></figure>"
    document = _read(_BODY.format(plain(FERRY, table)))
    assert _kind(document, "2024 811") is BlockKind.TABLE_ROW
    assert document.captions == "Source: the county"


@pytest.mark.parametrize(
    "line",
    [
        "<p><strong>اقرأ أيضا:</strong> <a href='/x'>Museum finds a lost letter behind a cupboard</a></p>",
        "<p><b>यह भी पढ़ें: <a href='/x'>Museum finds a lost letter behind a cupboard</a></b></p>",
        "<div class='in'><span>Leggi anche</span><a href='/x'>Museum finds a lost letter</a></div>",
        "<p>Διαβάστε επίσης: <a href='/x'>Museum finds a lost letter behind a cupboard</a></p>",
        "<p>[ <a href='/x'>Museum finds a lost letter behind a cupboard</a> ]</p>",
        "<p class='b'><a class='button' href='/share'><span>Share</span></a></p>",
        "<p>Teilen</p>",
        "<div class='q1'><div class='q2'>The six stories of the day, before supper. <span>Get them in your inbox</span></div></div>",
        "<div><p><b>Our newsletter</b></p><p>What our reporters found out this week, and how. Leave when you like.</p><p><a href='/n'>I want it</a></p></div>",
        "<div class='k'><h4>Newsletter</h4><p>Das Neueste von der Küste, jeden Morgen kostenlos in Ihr Postfach.</p></div>",
        "<p>Chaque matin, nos six articles dans votre boîte mail. Vous pouvez vous désabonner quand vous voulez.</p>",
    ],
)
def test_a_line_that_leads_elsewhere_is_furniture_in_any_language(line: str) -> None:
    assert _texts(_read(_BODY.format(plain(FERRY, line)))) == _TEXTS


@pytest.mark.parametrize(
    "line",
    [
        "“It was in your inbox all the time,” the clerk told the skipper, who had asked for the letter twice.",
        "The line’s newsletter had promised the opposite in May, when the county first spoke of a cut.",
        "Share prices of the yard fell by 4 percent, and nobody on the island was surprised to read it.",
    ],
)
def test_text_that_only_speaks_of_such_things_stays(line: str) -> None:
    assert line in _texts(_read(_BODY.format(plain(FERRY, f"<p>{line}</p>"))))


@pytest.mark.parametrize(
    "line",
    [
        "<p class='date'>Published: 04:25 UTC on Saturday 24 May 2025 | Last updated: 02:35 UTC on Sunday 25 May 2025</p>",
        "<p>Sunday, February 15, 2026</p>",
        "<div class='postmetadata'><small>This entry was posted on Sunday, April 13th, 2025 at 9:01 PM and is filed under Law.</small></div>",
    ],
)
def test_lines_of_dates_before_the_text_are_not_text(line: str) -> None:
    body = f"<article><h1>{FERRY.headline}</h1>{line}{plain(FERRY)}</article>"
    assert _texts(_read(body)) == _TEXTS


def test_words_about_the_author_below_the_text_are_not_text() -> None:
    about = "<div><h2>Written by Maren Holt</h2><p>802 Followers</p><p>Once a sailor, now ashore. All errors are hers.</p></div>"
    assert _texts(_read(f"<div><article><h1>{FERRY.headline}</h1>{plain(FERRY)}</article>{about}</div>")) == _TEXTS


def test_a_quotation_set_apart_that_repeats_a_sentence_is_no_text() -> None:
    repeated = "<div class='big'>“We would be sailing with nine passengers a day”</div>"
    once = "<div class='big'>“Nobody on this island has asked for it”</div>"
    story = plain(FERRY, repeated + once).replace("passengers a day,”", "passengers a day”,")
    texts = _texts(_read(_BODY.format(story)))
    assert not any(text.startswith("“We would be sailing") and len(text) < 60 for text in texts)
    assert "“Nobody on this island has asked for it”" in texts


def test_every_post_of_a_live_blog_has_its_time_and_heading() -> None:
    posts = [
        ("17:42", "Barge in sight", _TEXTS[0]),
        ("16:15", "A dog on the pier", _TEXTS[1]),
        ("14:03", "No wind at all", _TEXTS[2]),
    ]
    feed = "".join(
        f"<div class='post'><p class='at'>{at}</p><h2>{heading}</h2><div class='says'><p>{text}</p></div></div>"
        for at, heading, text in posts
    )
    texts = _texts(_read(f"<article><h1>{FERRY.headline}</h1><div class='feed'>{feed}</div></article>"))
    assert texts == [part for post in posts for part in post]


def test_bold_lines_and_crossheads_are_headings() -> None:
    body = plain(
        FERRY,
        "<p><strong>1. A winter on the mainland</strong></p>"
        f"<p>{VERDICT.pieces[1][1]}</p><span class='cross-head'>What the county says</span>"
        f"<p>{VERDICT.pieces[2][1]}</p><h2><div><span>Who will pay</span></div></h2>",
    )
    document = _read(_BODY.format(body))
    for text in ("1. A winter on the mainland", "What the county says", "Who will pay"):
        assert _kind(document, text) is BlockKind.HEADING


def test_turns_are_told_by_the_names_of_their_elements() -> None:
    turns = "".join(
        f"<p class='interview-question'>{question}</p><p class='interview-answer'>{answer}</p>"
        for question, answer in (
            ("You left the yard at forty. Did people laugh?", _TEXTS[0]),
            ("And who paid for it?", _TEXTS[1]),
        )
    )
    document = _read(_BODY.format(f"<p>{_TEXTS[2]}</p>{turns}"))
    assert [block.kind for block in document.blocks[1:]] == [BlockKind.QUESTION, BlockKind.ANSWER] * 2


def test_paragraphs_in_the_cells_of_a_layout_are_paragraphs() -> None:
    text = "<br><br>".join(_TEXTS)
    document = _read(
        f"<table><tr><td width='90'><a href='/1'>Home</a></td><td><table><tr><td><b>{FERRY.headline}</b></td></tr>"
        f"<tr><td>{text}</td></tr></table></td></tr></table>"
    )
    assert {block.kind for block in document.blocks if len(block.text) > 60} == {BlockKind.PARAGRAPH}


def test_captions_in_a_gallery_are_kept_apart() -> None:
    gallery = "<div class='gallery'><figure><img src='1.jpg'><figcaption>The pier at noon.</figcaption></figure><figure><img src='2.jpg'><figcaption>The pier at night.</figcaption></figure></div>"
    document = _read(_BODY.format(plain(FERRY) + gallery))
    captions = [block for block in document.blocks if block.kind is BlockKind.CAPTION]
    assert [block.text for block in captions] == ["The pier at noon.", "The pier at night."]
