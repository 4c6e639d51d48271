"""A page's boxes and the chunks in them."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY, broadsheet, page, plain
from tracker.extract.body.region import choose
from tracker.extract.parsing.page import parse
from tracker.extract.parsing.segment import segment

PAGES = [
    broadsheet(FERRY),
    page(f"<div>Above<article><h1>x</h1>One<br><br>two {plain(FERRY)}</article>below<p></p><img></div>", FERRY),
    "<nav class=menu><a href=/a>One</a><a href=/b>Two</a></nav><table><tr><td>1<td>2</table>text <div><input></div> after",
]


@pytest.mark.parametrize("html", PAGES)
def test_the_chunks_inside_of_a_box_follow_one_another(html: str) -> None:
    segments = segment(parse(html).root)
    choose(segments)
    for box in segments.boxes:
        assert segments.inside(box) == [chunk for chunk in segments.chunks if chunk.box.within(box)]
    assert segments.inside(segments.boxes[0]) == segments.chunks != []
