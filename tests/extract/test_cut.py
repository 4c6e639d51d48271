"""A page is cut as libxml2 would take it apart, whichever of the cutter's short ways a tag goes."""

from __future__ import annotations

import pytest

from tracker.extract.sketches.cut import Unclear, cut


def shown(page: str) -> list[tuple[str, list[str]]]:
    """The texts of a page with the blocks around them, from the inside out."""
    found = cut(page)
    texts = found.texts()
    assert texts == [found.text(piece) for piece in found.pieces]
    return [(text, found.blocks_around(piece.element)) for text, piece in zip(texts, found.pieces, strict=True)]


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        pytest.param("No tag at all", [("No tag at all", [])], id="a text"),
        pytest.param("<p>One<p>Two", [("One", ["p"]), ("Two", ["p"])], id="a p ends a p"),
        pytest.param("<li><a>A ferry</a> sails</li>", [("A ferry sails", ["li"])], id="a link with text alone"),
        pytest.param("<li><a><b>A</b> ferry</a></li>", [("A ferry", ["li"])], id="a link with more in it"),
        pytest.param("<div><span></span><span>x</span></div>", [("x", ["div"])], id="an empty element"),
        pytest.param("<a>One<a>Two</a><p>Three</p>", [("OneTwo", []), ("Three", ["p"])], id="a link ends a link"),
        pytest.param(
            "<div><a><p>In</p></a>After</div>", [("In", ["p", "div"]), ("After", ["div"])], id="around a block"
        ),
        pytest.param("<div><p>One</div>Two", [("One", ["p", "div"]), ("Two", [])], id="a block ends what is in it"),
        pytest.param("<div>One</p>Two</div>", [("One", ["div"]), ("Two", ["div"])], id="an end tag of nothing"),
        pytest.param("<p>A&nbsp;&amp;\n b</p>", [("A & b", ["p"])], id="entities"),
        pytest.param("<p>One <button>Two</button> three</p>", [("One three", ["p"])], id="a button"),
        pytest.param("<p>a<SCRIPT>'</p>'</Script >b</p>", [("ab", ["p"])], id="a script in other letters"),
        pytest.param("<p>a<script>'</scripts>'</script>b</p>", [("ab", ["p"])], id="a longer name than the script's"),
        pytest.param("<p>a<\u017fcript>b</p>", [("a<\u017fcript>b", ["p"])], id="no letter of a script"),
    ],
)
def test_texts_stand_in_their_blocks(page: str, texts: list[tuple[str, list[str]]]) -> None:
    assert shown(page) == texts


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<div>" * 251, id="deeper than libxml2 reads"),
        pytest.param("<p>a<script>b", id="a script without an end"),
        pytest.param("<script><!-- <script> </script> --></script>", id="a script that hides its end"),
        pytest.param("<p>a<title><b>c</b></title>", id="tags in a title"),
        pytest.param("<p>a<button>b", id="a button without an end"),
        pytest.param("<p>a<p", id="half a tag"),
    ],
)
def test_what_cannot_be_followed_is_unclear(page: str) -> None:
    with pytest.raises(Unclear):
        cut(page)


def test_250_levels_are_followed() -> None:
    assert len(shown("<div>" * 250 + "x")[0][1]) == 250


@pytest.mark.parametrize(
    "between",
    [
        pytest.param("<!-- cached -->", id="a comment"),
        pytest.param("<!-- <b>a > b</b> <script> -->", id="a comment with tags in it"),
        pytest.param("<!--x--><!----><!-- - -->", id="comments one after the other"),
        pytest.param("<script>if (a<b) { c('<p>no</p>') }</script>", id="a script with tags in it"),
        pytest.param("<script src='<'>x</script >", id="a script with an odd address"),
        pytest.param("<style>p > b { }</style>", id="a style"),
    ],
)
@pytest.mark.parametrize("hides", [False, True])
def test_what_is_no_text_leaves_no_trace_in_a_piece(between: str, *, hides: bool) -> None:
    button = "<button>hidden</button>" if hides else ""
    plain = cut(f"<p>One <a href='/a'>two</a> three{button} <b>four</b></p>")
    other = cut(f"<p>One {between}<a href='/a'>two</a> th{between}ree{button} <b>four{between}</b></p>")
    assert other.texts() == plain.texts() == ["One two three four"]
    assert other.inside(other.pieces[0]) == plain.inside(plain.pieces[0])


def test_linked_data_are_kept_and_other_scripts_are_not() -> None:
    page = cut('<script type=\'application/LD+json\'>{"a": "<p>"}</script><script>b</script><p>c</p>')
    assert page.linked_data == ['{"a": "<p>"}']
    assert page.texts() == ["c"]
