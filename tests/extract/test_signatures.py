"""Names that sign an article in lines of text, without markup that says so."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import authors_of

_HOLT, _ELVANG = "Maren Holt", "Tor Elvang"
_TOOLS = "".join(
    f"<li><a href='#{n}'>{word}</a></li>" for n, word in enumerate(("Email", "Print", "Share", "Tweet", "Post"))
)


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<div class='subhead'><cite>Associated Press</cite></div>", ("Associated Press",)),
        ("<p>Article by: MAREN HOLT ASSOCIATED PRESS</p>", ("MAREN HOLT",)),
        ("<p>MAREN HOLT AP Sports Writer Published: March 4, 2026 2:15AM</p>", ("MAREN HOLT",)),
        ("<p>4 March 2026</p><p>Maren Holt, Political Editor</p>", (_HOLT,)),
        ("<p><b>Maren Holt</b><br>Staff Reporter</p>", (_HOLT,)),
        ("<div class='legal'>Wednesday, March 04, 2026 Maren Holt</div>", (_HOLT,)),
        ("<p>Posted by Dr. Maren Holt March 4, 2026 08:20 AM</p>", ("Dr. Maren Holt",)),
        ("<div class='author_x'>The Health News</div><p>By Maren Holt</p><p>Health Reporter</p>", (_HOLT,)),
        (f"<ul class='share'>{_TOOLS}</ul>" * 3 + "<pre>By Maren Holt</pre>", (_HOLT,)),
    ],
)  # fmt: skip
def test_names_without_markup_are_read_from_the_lines_around_the_headline(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("<p>(Reporting by Maren Holt; Editing by Kurt Blom)</p>", (_HOLT,)),
        ("<p>(Reporting by Maren Holt and Tor Elvang in Oslo; Writing by Kurt Blom)</p>", (_HOLT, _ELVANG)),
        ("<p><i>Report by Maren Holt, pictures by Tor Elvang</i></p>", (_HOLT,)),
        ("<p>Written by Maren Holt Copyright: The Paper. Not to be printed elsewhere.</p>", (_HOLT,)),
        ("<p><em>Maren Holt</em></p>", (_HOLT,)),
        ("<p><strong>Maren Holt</strong></p>", (_HOLT,)),
        ("<p>By HPO Staff Writer</p>", ("HPO Staff Writer",)),
    ],
)
def test_a_name_below_the_text_signs_it_where_nothing_above_does(last: str, expected: tuple[str, ...]) -> None:
    assert authors_of(last=last) == expected
    assert authors_of(top="<p class='byline'>By Regan Moe</p>", last=last) == ("Regan Moe",)


@pytest.mark.parametrize(
    "last",
    [
        "<p><strong>Things To Do</strong></p><p>There is more to see on the island than the old harbour, as guests know.</p>",
        "<h3>Maren Holt</h3>",
        "<p><a href='/x'><b>Sea Ports</b></a></p>",
        "<p>Editing by Maren Holt</p>",
    ],
)
def test_other_lines_in_bold_are_no_signatures(last: str) -> None:
    assert authors_of(last=last) == ()
