"""Articles beside many more words of teasers: the text below the page's headline is read, however long the rows of others."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY, boxed, lines_of, page

_TEXTS = [text for _, text in FERRY.pieces]
_HEAD = f"<h1>{FERRY.headline}</h1><p class='byline'>By <a rel='author' href='/a'>{FERRY.author}</a></p>"
_BODY = "".join(f"<p>{text}</p>" for text in _TEXTS)

_PLACES = ("harbour", "library", "school", "bridge", "chapel", "quarry", "market", "station", "mill", "garden", "tower")
_DEEDS = (
    "closes early",
    "is sold to its tenants",
    "gets a second roof",
    "loses its clock",
    "opens after a long repair",
)
_ENDS = (
    "and neither side would say on the way out what the repair had cost or who had asked for it.",
    "while the council put off the vote on its accounts for the third time since the summer.",
    "as two hundred neighbours stood in the rain to see it with their own eyes before dusk.",
    "although the owner had promised in writing that nothing of the kind would ever happen.",
)


def _teased(number: int) -> tuple[str, str]:
    place, deed = _PLACES[number % len(_PLACES)], _DEEDS[number % len(_DEEDS)]
    title = f"{place.capitalize()} number {number} {deed}"
    return title, f"The {place} of ward {number} {deed}, said those who went there on day {number}, {_ENDS[number % 4]}"


_CARDS = {
    "numbered classes": "<article class='post-{n} post type-post'><h3><a href='/{n}'>{t}</a></h3><div class='excerpt-contain'><p>{e}</p></div></article>",
    "deep wrappers": "<article class='post-{n}'><div class='entry-wrapper'><h3 class='entry-title'><a href='/{n}'>{t}</a></h3><div class='w'><p>{e}</p></div><div class='entry-meta'><span class='byline'>by <span>Rowan Gait</span></span></div></div></article>",
    "time first": "<div class='teaser-item'><time datetime='2025-03-0{d}'>{d} March 2025</time><h3><a href='/{n}'>{t}</a></h3><p>{e}</p></div>",
    "kicker first": "<div class='b-{n}'><p class='kick'>Aus der Region</p><h2><a href='/{n}'>{t}</a></h2><p>{e}</p></div>",
    "way below": "<div class='box'><h3>{t}</h3><p>{e}</p><a href='/{n}'>Weiterlesen</a></div>",
    "unlinked text": "<div class='css-1x{n}q8'><a href='/{n}'><h3>{t}</h3></a><p>{e}</p></div>",
    "excerpt first": "<div class='noticia'><p>{e}</p><h3><a href='/{n}'>{t}</a></h3></div>",
    "list": "<li><a href='/{n}'><b>{t}</b></a><p>{e}</p></li>",
}
_AROUND = {
    "aside": "<aside id='secondary' class='sidebar-1 widget-area'><section class='widget wpnbha'><h2>Archive</h2>{}</section></aside>",
    "bare aside": "<aside>{}</aside>",
    "named section": "<section class='more-stories'><h2>More stories</h2>{}</section>",
    "plain": "<div class='c-7'><h2>Nieuws</h2>{}</div>",
    "in rows": "<div class='grid'>{}</div>",
    "in columns": "<div class='row'><div class='col'>{}</div></div>",
}
_FRAMES = {
    "article": "<main><header>{head}</header><article><div class='entry-content'>{body}</div></article></main>{cards}",
    "in main": "<main><article>{head}<div class='text'>{body}</div></article>{cards}</main>",
    "divs": "<div id='page'><div id='left'><div>{head}</div><div class='story'>{body}</div></div><div id='right'>{cards}</div></div>",
}


def _cards(card: str, count: int, around: str) -> str:
    cards = [card.format(n=n, d=1 + n % 9, t=_teased(n)[0], e=_teased(n)[1]) for n in range(101, 101 + count)]
    if "grid" in around:
        cards = [f"<div class='r'>{''.join(cards[at : at + 3])}</div>" for at in range(0, count, 3)]
    row = "".join(cards)
    return around.format(f"<ul>{row}</ul>" if card.startswith("<li") else row)


@pytest.mark.parametrize("frame", _FRAMES)
@pytest.mark.parametrize("around", _AROUND)
@pytest.mark.parametrize("card", _CARDS)
@pytest.mark.parametrize("count", [12, 45])
def test_the_text_below_the_headline_wins_against_teasers(frame: str, around: str, card: str, count: int) -> None:
    cards = _cards(_CARDS[card], count, _AROUND[around])
    lines = lines_of(page(_FRAMES[frame].format(head=_HEAD, body=_BODY, cards=cards), FERRY))
    assert lines == _TEXTS


_POSTS = {
    "posts": "<article class='post' id='block-{n}'><header><time datetime='2025-03-0{d}T10:00Z'>10.0{d}</time><h2>{t}</h2></header><p>{e}</p><p>More of this in a moment, says our reporter at the {n}th gate.</p></article>",
    "linked times": "<div class='live-post'><a href='#block-{n}'>10.0{d}</a><h3>{t}</h3><p>{e}</p></div>",
    "items": "<h2>{t}</h2><p>{e}</p>",
    "numbered items": "<div class='item-{n}'><h2><span>{n}.</span> {t}</h2><p>{e}</p></div>",
    "shop": "<div class='product'><h3>{t}</h3><p>{e}</p><a href='https://shop.example/{n}'>At the shop</a></div>",
}


@pytest.mark.parametrize("wrapper", ["div class='live'", "section", "div class='entry-content'"])
@pytest.mark.parametrize("post", _POSTS)
def test_the_parts_of_a_long_article_win_against_its_introduction(post: str, wrapper: str) -> None:
    inner = _cards(_POSTS[post], 30, "{}")
    opening = "".join(f"<p>{text}</p>" for text in _TEXTS[:3])
    html = f"<main>{_HEAD}<div class='intro'>{opening}</div>{boxed(wrapper, inner)}</main>"
    lines = lines_of(page(html, FERRY))
    assert [text for text in lines if text in {_teased(n)[1] for n in range(101, 131)}] == [
        _teased(n)[1] for n in range(101, 131)
    ]


@pytest.mark.parametrize("wrapper", ["aside class='sidebar'", "section class='widget'", "aside"])
def test_an_article_in_a_misnamed_box_is_read(wrapper: str) -> None:
    about = "<div><p>This site keeps the minutes of the county and tells what is in them to all who ask.</p></div>"
    inner = boxed(wrapper, f"<h1>{FERRY.headline}</h1>{_BODY}")
    assert [line for line in lines_of(page(f"<div>{about}{inner}</div>", FERRY)) if line in _TEXTS] == _TEXTS


@pytest.mark.parametrize("wrapper", ["aside class='sidebar'", "section class='widget'", "aside"])
def test_an_article_in_a_misnamed_box_below_the_headline_is_read(wrapper: str) -> None:
    """The headline stands above the box, with an introduction beside it."""
    lead = "<p>This is the story of a line that has run for ninety winters and shall stop in this one.</p>"
    long = _BODY + "".join(f"<p>{_teased(n)[1]}</p>" for n in range(12))
    inner = f"<div><h1>{FERRY.headline}</h1>{lead}</div>{boxed(wrapper, long)}"
    assert [line for line in lines_of(page(f"<div>{inner}</div>", FERRY)) if line in _TEXTS] == _TEXTS
