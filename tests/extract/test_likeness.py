"""The quick verdict: it may only ever say "the same" of a page that the full reading reads the same."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract import newsroom
from tests.extract.newsroom import FERRY, STORIES, Story
from tests.scripted.effort import within
from tracker.compare import fingerprint
from tracker.extract import Reading, Sketch, doubt, read
from tracker.extract.sketches.sketch import FORM, MAX_LENGTH
from tracker.model import Mark

_URL = "https://paper.example/story"
_LAYOUTS = (
    newsroom.broadsheet,
    newsroom.hashed,
    newsroom.chunked,
    newsroom.weblog,
    newsroom.builder,
    newsroom.wrapped,
    newsroom.nineties,
    newsroom.picture_paper,
    newsroom.tabloid,
)
_PIECES = (
    "<p>The bridge was closed again on Tuesday, the county said.</p>",
    "<p>No.</p>",
    "<p>Correction: an earlier version of this article gave the wrong day of the last crossing.</p>",
    "<div class='x'><p><em>Update, 4 May: the county now says that the barge will sail on Mondays too.</em></p></div>",
    "<footer><p>This article was corrected on 4 May: the line has three ships, not two as was written.</p></footer>",
    "<h1>Ferry to sail on</h1>",
    "<h2>Who pays</h2>",
    "<blockquote><p>“We never said so,” she said.</p></blockquote>",
    "<ul><li>Two ships</li><li>Nine sailors</li></ul>",
    "<figure><img src='x.jpg'><figcaption>The pier in May.</figcaption></figure>",
    "<p class='byline'>By <a rel='author' href='/b'>Tom Second</a></p>",
    "<span class='author'>Tom Second</span>",
    "<p class='standfirst'>What the county decided on Friday, and why the islanders do not like it at all.</p>",
    "<p><strong>READ MORE: </strong><a href='/x'>Storm leaves two villages without power</a></p>",
    "<div class='sc-1a2b3c'><h3>Related</h3><ul><li><a href='/q'>A lost letter is found</a></li></ul></div>",
    "<div class='ad'><span>Advertisement</span></div>",
    "<div class='teaser-12'><p>Join nine thousand readers of our weekly letter from the coast.</p></div>",
    "<div class='teaser-12'><blockquote>“Nobody asked the islanders about the barge,” she said.</blockquote></div>",
    "<p class='related'>The county will decide about the second ship on Monday.</p>",
    "<div class='teasers'>",
    "<div class='kicker'>Sponsored content</div>",
    "<p>Paid for by Skarvoy Ferries</p>",
    "<span class='topline'>Anzeige</span>",
    "<span>3 hours ago</span>",
    "<script>var a = '<p>no text</p>';</script>",
    "<style>p { color: red }</style>",
    "<!-- cached -->",
    "<!--",
    "<script>",
    "</div>",
    "<div>",
    "<div hidden>",
    "<div style='display:none'>",
    "<span class='visually-hidden'>",
    "<template>",
    "<noscript>",
    "<textarea>",
    "<aside class='comments'>",
    "</article>",
    "<br><br>",
    "<a href='/elsewhere'>",
    "<q>so</q>",
    "<title>Another title</title>",
    "<meta property='og:title' content='Another title'>",
    "<meta property='article:section' content='Opinion'>",
    "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"Another title\"}</script>",
)  # fmt: skip


def reading_of(page: str, before: Reading | None = None) -> Reading:
    document = before.document if before else None
    return read(page.encode(), url=_URL, status=200, headers=(), previous=document)


def sketch_of(reading: Reading) -> Sketch:
    assert reading.sketch is not None, "no sketch was made"
    return reading.sketch


def says(before: Reading, page: str) -> str:
    return doubt(sketch_of(before), page.encode(), _URL)


def mutated(page: str, chance: random.Random) -> str:
    """The page with a few things put in, taken out, moved, or written in another way."""
    for _ in range(chance.randint(1, 3)):
        tokens = re.split(r"(<[^>]*>)", page)
        at = chance.randrange(len(tokens))
        match chance.randrange(7):
            case 0 | 1 | 2:
                tokens.insert(at, chance.choice(_PIECES))
            case 3:
                del tokens[at]
            case 4:
                other = chance.randrange(len(tokens))
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case 5:
                words = tokens[at].split(" ")
                words[chance.randrange(len(words))] = chance.choice(
                    ("seven", "12", "not", "hidden", "class=hidden", "")
                )
                tokens[at] = " ".join(words)
            case _:
                tokens.insert(at, tokens[chance.randrange(len(tokens))])
        page = "".join(tokens)
    return page


@given(st.sampled_from(STORIES), st.sampled_from(_LAYOUTS), st.integers(0, 2**32))
@settings(max_examples=400, deadline=None)
def test_the_same_is_only_said_of_a_page_that_reads_the_same(story: Story, layout: object, seed: int) -> None:
    page = layout(story)  # type: ignore[operator]
    before = reading_of(page)
    other = mutated(page, random.Random(seed))
    if not says(before, other):
        after = reading_of(other, before)
        assert after.quality.ok
        assert fingerprint(after.document) == fingerprint(before.document)


_NUMBERS = st.integers(1, 999)


def noisy(story: Story, *, shares: int, hours: int, linked: tuple[str, ...], tail: str = "") -> str:
    """The story in the middle of furniture that moves: counts, times, a list of links, an advertisement, tokens."""
    links = "".join(f"<li><a href='/n/{shares}/{at}'>{title}</a></li>" for at, title in enumerate(linked))
    advert = f"<div class='ad-slot' id='gpt-{shares}'><span>Advertisement</span></div>"
    body = (
        f"<nav><a href='/'>Home</a></nav><main><article><h1>{story.headline}</h1>"
        f"<p class='byline'>By <a rel='author' href='/a'>{story.author}</a></p>"
        f"<div class='bar'><span>{hours} hours ago</span> <span>{shares} shares</span></div>"
        f"<div class='text'>{newsroom.plain(story, advert)}{tail}</div></article>"
        f"<aside class='sc-{shares}a'><h4>Most read</h4><ol>{links}</ol></aside></main>"
        f"<script>var token = '{shares}-{hours}';</script><footer><p>Imprint</p></footer>"
    )
    return newsroom.page(body, story, f"<meta name='csrf' content='{shares}'>")


_TITLES = (
    "A lost letter is found",
    "Why the night train is late",
    "Storm leaves villages without power",
    "Bees move in",
)


@given(st.sampled_from(STORIES), _NUMBERS, _NUMBERS, st.permutations(_TITLES))
@settings(max_examples=60, deadline=None)
def test_furniture_that_moves_needs_no_reading(story: Story, shares: int, hours: int, titles: list[str]) -> None:
    before = reading_of(noisy(story, shares=7, hours=3, linked=_TITLES[:3]))
    assert says(before, noisy(story, shares=shares, hours=hours, linked=tuple(titles[:3]))) == ""


_PAGE = noisy(FERRY, shares=7, hours=3, linked=_TITLES[:3])
_QUOTED = FERRY.pieces[1][1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("1.4 million", "1.5 million", id="a number"),
        pytest.param("nine passengers", "ten passengers", id="a word in a quote"),
        pytest.param("“We would", "‘We would", id="a quotation mark"),
        pytest.param("Island ferry to stop", "Island ferry to end", id="the headline everywhere"),
        pytest.param("<h1>Island", "<h1>The island", id="the visible headline"),
        pytest.param("content='Island", "content='The island", id="the shared headline"),
        pytest.param(" | The Paper", " | The Daily Paper", id="the title"),
        pytest.param("Maren Holt", "Maren Holt and Tom Berg", id="the byline"),
        pytest.param(f"<p>{_QUOTED}</p>", "", id="a paragraph taken out"),
        pytest.param(f"<p>{_QUOTED}</p>", f"<p>{_QUOTED}</p><p>{_QUOTED}</p>", id="a paragraph twice"),
        pytest.param(f"<p>{_QUOTED}</p>", f"<p>{_QUOTED}</p><p>Nobody answered.</p>", id="a short paragraph"),
        pytest.param("<p>The last", "<p>The county met on Monday.</p><p>The last", id="a new first paragraph"),
        pytest.param("</div></article>", "<p>The barge is blue.</p></div></article>", id="a new last paragraph"),
        pytest.param("</div></article>", "<h2>And the barge</h2></div></article>", id="a new heading"),
        pytest.param("</div></article>", "<ul><li>A barge</li><li>A tug</li></ul></div></article>", id="a new list"),
        pytest.param("<footer>", "<p>Correction: the line has two ships, not three as we wrote here.</p><footer>", id="a note"),
        pytest.param("Imprint", "This article was amended on 4 May to correct the number of ships.", id="a note in the foot"),
        pytest.param("7 shares", "Update 4 May: the county will pay for the barge after all.", id="a note in the bar"),
        pytest.param("<div class='text'>", "<div class='text' hidden>", id="a hidden text"),
        pytest.param("<div class='text'>", "<div class='text comments'>", id="a text called comments"),
        pytest.param("<p>The county had", "<p style='display:none'>The county had", id="a hidden paragraph"),
        pytest.param("The county had paid", "<a href='/budget'>The county had paid</a>", id="a new link"),
        pytest.param("1.4 million", "<span class='sr-only'>1.4</span> million", id="a hidden number"),
        pytest.param("<div class='ad-slot' id='gpt-7'><span>Advertisement</span></div>", "<figure><figcaption>The pier.</figcaption></figure>", id="a caption"),
        pytest.param("lang='en'", "lang='en'><meta property='article:section' content='Opinion'", id="the section"),
    ],
)  # fmt: skip
def test_an_edit_is_never_the_same(old: str, new: str) -> None:
    before = reading_of(_PAGE)
    assert says(before, _PAGE) == ""
    assert old in _PAGE
    assert says(before, _PAGE.replace(old, new))


def _with_link(target: str, caption: str = "The pier in May") -> str:
    linked = FERRY.pieces[2][1].replace("the service", f"<a href='{target}'>the service</a>")
    figure = f"<figure><img src='a.jpg'><figcaption>{caption}</figcaption></figure>"
    return _PAGE.replace(FERRY.pieces[2][1], linked).replace("<div class='ad-slot'", f"{figure}<div class='ad-slot'")


def test_known_words_that_move_into_what_counts_are_no_known_words() -> None:
    advert = "<div class='ad'><span>Advertisement</span></div>"
    page = newsroom.chunked(FERRY).replace("<header>", f"{advert}<header>", 1)
    before = reading_of(page)
    assert not says(before, page.replace("'ad'", "'ad' id='ad-7'"))
    moved = page.replace("</h1>", f"{advert}</h1>", 1)
    assert says(before, moved)
    assert fingerprint(reading_of(moved, before).document) != fingerprint(before.document)
    titled = newsroom.nineties(FERRY)
    assert says(reading_of(titled), titled.replace("<html", "<h1><html", 1))


def test_another_target_of_a_link_is_an_edit_and_another_tracking_parameter_none() -> None:
    before = reading_of(_with_link("/line?year=2025&amp;utm_source=home#top"))
    assert says(before, _with_link("/line?year=2025&amp;utm_source=mail")) == ""
    assert says(before, _with_link("/line?year=2026"))
    assert says(before, _with_link("/line?year=2025", caption="The pier in June"))


def test_what_the_linked_data_say_of_the_article_counts_and_its_counters_do_not() -> None:
    def page(headline: str, moved: str) -> str:
        data = f'{{"@type": "NewsArticle", "headline": "{headline}", "dateModified": "{moved}", "commentCount": {len(moved)}}}'
        return _PAGE.replace("</head>", f"<script type='application/ld+json'>{data}</script></head>")

    before = reading_of(page("Island ferry to stop", "2026-05-04T10:00:00Z"))
    assert says(before, page("Island ferry to stop", "2026-05-05T10:00:01.5Z")) == ""
    assert says(before, page("Island ferry to stop in winter", "2026-05-04T10:00:00Z"))


def test_classes_that_a_build_tool_renames_are_none_of_the_text() -> None:
    page = newsroom.hashed(FERRY)
    assert says(reading_of(page), page.replace("css-ee55", "css-9c01").replace("css-77abcd", "css-1f2e3d")) == ""


def test_white_space_and_the_way_a_character_is_written_are_no_edit() -> None:
    before = reading_of(_PAGE)
    assert says(before, _PAGE.replace("The county had", "The\n   county&nbsp;had").replace("“", "&ldquo;")) == ""


@pytest.mark.parametrize("place", ["<body>", "</article>", "<footer>"])
def test_a_line_in_a_small_box_of_teasers_beside_a_long_article_needs_no_reading(place: str) -> None:
    before = reading_of(
        _PAGE.replace(place, f"{place}<div class='teaser-1'><p>Read the coast for £5 a month.</p></div>")
    )
    line = "<p>Join nine thousand readers of our weekly letter from the coast.</p>"
    after = _PAGE.replace(place, f"{place}<div class='teaser-2'>{line}</div>")
    assert says(before, after) == ""
    assert reading_of(after, before).document.text == before.document.text


def test_a_line_in_a_box_of_teasers_is_read_where_the_name_may_be_wrong() -> None:
    line = "<p>Join nine thousand readers of our weekly letter from the coast.</p>"
    short = (
        "<h1>Ferry</h1><div>" + "<p>The ferry will not sail on Monday, for the wind is too strong.</p>" * 5 + "</div>"
    )
    short = f"<html><body><main>{short}</main><!-- end --></body></html>"
    for page, new in (
        (short, f"<div class='teaser'>{line}</div>"),
        (_PAGE.replace("<article>", "<article class='teasers'>"), f"<div class='teaser'>{line}</div>"),
        (_PAGE, f"<div class='teaser'><blockquote>{line}</blockquote></div>"),
        (_PAGE, f"<div class='teaser'>{line * 9}</div>"),
    ):
        assert says(reading_of(page), page.replace("</body>", f"{new}</body>"))


def test_a_short_article_beside_words_of_a_wall_is_read() -> None:
    short = replace(FERRY, pieces=FERRY.pieces[:3])
    before = reading_of(noisy(short, shares=7, hours=3, linked=_TITLES[:3]))
    wall = "<div class='bar'><a href='/w'>Subscribe now to continue reading</a></div>"
    assert says(before, noisy(short, shares=8, hours=4, linked=_TITLES[:3])) == ""
    assert says(before, noisy(short, shares=8, hours=4, linked=_TITLES[:3], tail=wall)) == "perhaps no article"


@pytest.mark.parametrize("line", ["<div class='kicker'>Sponsored content</div>", "<p>Paid for by Skarvoy Ferries</p>"])
def test_a_line_that_says_who_paid_is_read_when_it_comes_and_when_it_goes(line: str) -> None:
    plain = noisy(FERRY, shares=3, hours=1, linked=("Storm",))
    paid = plain.replace("<article><h1>", f"<article>{line}<h1>")
    assert Mark.SPONSORED in reading_of(paid).document.marks
    assert says(reading_of(plain), paid)
    assert reading_of(paid).sketch is None  # and so is read


def test_a_page_that_ends_early_or_came_short_is_read() -> None:
    before = reading_of(_PAGE)
    sketch, body = sketch_of(before), _PAGE.encode()
    assert doubt(sketch, body, _URL, (("Content-Length", str(len(body))),)) == ""
    assert doubt(sketch, body, _URL, (("Content-Length", str(len(body) + 1)),))
    assert doubt(sketch, body.replace(b"</body></html>", b""), _URL)


def test_another_address_or_another_form_is_read() -> None:
    sketch = sketch_of(reading_of(_PAGE))
    assert doubt(sketch, _PAGE.encode(), "https://paper.example/other")
    assert doubt(replace(sketch, form=FORM + 1), _PAGE.encode(), _URL)


def test_a_page_with_a_site_rule_has_no_sketch() -> None:
    from tracker.extract import Rule

    rules = (Rule(host="paper.example", cut=(".bar",)),)
    assert read(_PAGE.encode(), url=_URL, status=200, headers=(), rules=rules).sketch is None


_HOSTILE = {
    "very long": b"<p>" + b"word " * (MAX_LENGTH // 4),
    "20 MB": b"<p>x</p>" * 2_500_000,
    "100,000 tags": b"<div>" * 100_000,
    "tags that never end": b"<a " * 600_000,
    "one giant tag": b"<div class='" + b"x " * 900_000 + b"'>",
    "comments": b"<!-- x --" * 200_000,
    "scripts": b"<script></scripx " * 100_000,
    "deep and badly closed": b"<div><b>" * 20_000 + b"</i></div></p>" * 20_000,
    "a text below 2,000 elements": b"<div>" * 2_000 + b"<i>3 shares</i>" + b"</div>" * 2_000,
    "end tags of nothing": b"<p><b>" * 100 + b"</div>" * 29_000,
    "end tags of what is far out": b"<section>" + b"<p><i>" * 25_000 + b"</section>" * 9_000,
    "entities": b"<p>" + b"&amp;" * 390_000,
    "many empty pieces": b"<p>&nbsp;" * 29_000,
    "new texts": b"".join(b"<p>No %d here</p>" % at for at in range(29_000)),
    "NUL": b"<p>\x00</p>",
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_a_hostile_page_costs_bounded_time(name: str) -> None:
    before = reading_of(_PAGE)
    sketch = sketch_of(before)
    whole = _PAGE.encode()
    for body in (
        _HOSTILE[name] + b"</html>",
        whole.replace(b"</body>", _HOSTILE[name] + b"</body>"),
        whole.replace(b"</head>", _HOSTILE[name] + b"</head>"),
    ):
        with within(3):
            why = doubt(sketch, body, _URL)
        assert why or reading_of(body.decode(), before).document.text == before.document.text


def test_drawing_a_hostile_page_costs_bounded_time() -> None:
    several = "".join(f"<p>{'a' * (at % 7)}</p>" for at in range(20_000))
    with within(6):
        reading_of(_PAGE.replace("</article>", f"</article>{several}"))
