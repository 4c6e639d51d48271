"""Pages whose nesting is made to hurt: what they would cost the parser is told before it is asked, and kept in bounds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tests.extract.newsroom import FERRY, page, plain
from tests.scripted.effort import within
from tracker.extract import extract, read
from tracker.extract.parsing.nesting import unformatted, work

_URL = "https://paper.example/story"
_DEEP = "<div>" * 300  # deeper than libxml2 goes, so that lexbor is asked
_WORDS = (
    "p div b i u font a nobr span foo table tr td th li dd ul form button svg select option optgroup section h1 object"
    " template script style textarea title noscript dialog foreignObject br math mi"
)
_NAMES = st.sampled_from(_WORDS.split())
_TAGS = st.one_of(
    _NAMES.map("<{}>".format), _NAMES.map("<{} id=@>".format), _NAMES.map("</{}>".format),
    st.sampled_from(["x", "<!--", "-->", '<div title="', '">', "<![CDATA[", "]]>", "<!", "<?x", "</ "]),
)  # fmt: skip
_RUNS = st.lists(
    st.tuples(st.lists(_TAGS, min_size=1, max_size=7).map("".join), st.sampled_from([5, 300, 5_000, 20_000])),
    min_size=1,
    max_size=3,
)


def laid_out(runs: list[tuple[str, int]]) -> str:
    """Each piece so many times, its @ replaced by a number, at most 40,000 tags."""
    pieces = (piece.replace("@", str(number)) for piece, times in runs for number in range(times))
    found: list[str] = []
    left = 40_000
    for piece in pieces:
        left -= piece.count("<")
        if left < 0:
            break
        found.append(piece)
    return "".join(found)


@given(_RUNS)
@settings(max_examples=60, deadline=None)
def test_what_is_told_to_be_cheap_is_cheap(runs: list[tuple[str, int]]) -> None:
    html = laid_out(runs)
    if work(html, deepest=5_000) is None:
        return
    with within(2):
        LexborHTMLParser(html)


@given(_RUNS, st.booleans())
@settings(max_examples=40, deadline=None)
def test_no_nesting_takes_more_than_its_budget(runs: list[tuple[str, int]], deep: bool) -> None:  # noqa: FBT001 -- drawn by hypothesis
    html = f"<h1>Wall</h1>{_DEEP if deep else ''}{laid_out(runs)}"
    with within(4):
        read(html.encode(), url=_URL, status=200, headers=(("content-type", "text/html"),))


@pytest.mark.parametrize(
    "piece",
    [
        "<b id=@><p>",
        "<p><b id=@></p>",
        "<div><font size=@></div>",
        "<b id=@><object></b></object><p>",
        "<u id=@><dd id=@></strike>",
        "<span><div></span></div>",
        "<th><span></th>",
        "<optgroup><th>",
        "<div><!--</div>-->",
        "<div><script></div></script>",
        '<div><p title="</div>">',
        "<div><select></div></select>",
        "<noscript><div></noscript>",
        "<div><![CDATA[<textarea>",
        "<svg><foreignObject><div></foreignObject>",
        "<table><table></table><span></table>",
        "<div><form></div></form>",
        "<h3>",
    ],
)
def test_a_page_made_to_hurt_is_read_within_a_few_seconds(piece: str) -> None:
    html = f"<h1>Wall</h1>{_DEEP}{''.join(piece.replace('@', str(number)) for number in range(60_000))}"
    with within(4):
        extract(html, url=_URL)


def test_a_page_of_many_plain_paragraphs_below_a_deep_wall_is_read_within_a_few_seconds() -> None:
    with within(4):  # 80 µs each, however many they are
        extract(f"<h1>Wall</h1>{_DEEP}{'<p>x</p>' * 30_000}", url=_URL)


@pytest.mark.parametrize(
    "piece",
    [
        "<p>One <b>two</b> <i>three</i></p>",
        "<p>One<p>two<li>three<li>four",
        "<table><tr><td><p>one</td><td>two</td></tr></table>",
        "<script>if (a<b && c) { x = '<div>' }</script>",
        "<!-- <div> <b> --><br><img src='x'>",
        "<textarea><div></textarea>",
        "<ul><li>one<li>two</ul>",
        "<svg viewBox='0'><g><path d='x'/></g></svg>",
        "<a href='x'>one</a>",
    ],
)
def test_what_is_closed_costs_nothing(piece: str) -> None:
    tags = (piece * 2_000).count("<")
    steps = work(_DEEP + piece * 2_000, deepest=5_000)
    assert steps is not None
    assert steps < 310 * tags + 700 * 2 * tags + 300 * 300


def test_what_nests_deeper_than_it_may_is_told() -> None:
    assert work("<div>" * 50, deepest=50) is not None
    assert work("<div>" * 51, deepest=50) is None
    assert work("<div>" * 3_000 + "<p>x</p>" * 3_000, deepest=5_000, most=1_000_000) is None


def test_an_article_that_never_closes_its_fonts_is_read_without_them() -> None:
    fonts = "".join(f"<font color=c{number}><p></p>" for number in range(3_000))
    html = page(f"{_DEEP}{fonts}<h1>{FERRY.headline}</h1>{plain(FERRY)}", FERRY)
    document = extract(html, url=_URL)
    assert [block.text for block in document.blocks] == [text for _, text in FERRY.pieces]
    assert document.headline == FERRY.headline


def test_only_what_says_how_a_text_looks_is_left_out() -> None:
    text = "<body><b>one</b><BIG class='x'>two</BIG><a href='y'><strong\n>three</strong></a><br><section><s/>"
    assert unformatted(text) == "<body>onetwo<a href='y'>three</a><br><section>"
