"""Boxes of furniture that stand as they stood are not cut again, and the verdict is the same with them and without."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract import newsroom
from tests.extract.newsroom import FERRY, STORIES, Story
from tests.extract.test_likeness import mutated
from tests.scripted.effort import within
from tracker.extract import Sketch, doubt, read
from tracker.extract.sketches.boxes import without

_URL = "https://paper.example/story"
_LAYOUTS = (newsroom.broadsheet, newsroom.chunked, newsroom.weblog, newsroom.wrapped, newsroom.tabloid)


def menu(name: str, entries: int = 12, between: str = "") -> str:
    """A box of furniture that is large enough."""
    lines = "".join(f"<li><a href='/{name}/{at}'>{name} {at}</a></li>" for at in range(entries))
    return f"<ul class='{name}'><li>All of {name}</li>{between}{lines}</ul>"


def furnished(page: str) -> str:
    """A page with boxes at its top, below its article and at its end."""
    above, below = (
        menu("sections", 40, "</section>"),
        menu("related", 9, "<li>More --></li>") + menu("teasers", 9, "<!-- 3 --><script>a('<p>')</script>"),
    )
    page = page.replace("<body>", f"<body>{above}")
    return page.replace("</article>", f"</article>{below}").replace("</body>", f"{menu('imprint')}</body>")


def sketch_of(page: str) -> Sketch:
    sketch = read(page.encode(), url=_URL, status=200, headers=()).sketch
    assert sketch is not None
    return sketch


_PAGE = furnished(newsroom.broadsheet(FERRY))
_LINE = "<p>Nine ships will sail on every Monday of the winter, the county said after the vote.</p>"


def test_boxes_that_stand_as_they_stood_are_taken_out() -> None:
    boxes = sketch_of(_PAGE).boxes
    rest, found = without(_PAGE, boxes)
    assert found == len(boxes) >= 2
    assert "related 3" not in rest
    assert "imprint 3" not in rest
    assert "sections 3" in rest  # a tag in it ends what may stand around it
    assert "teasers 3" in rest  # a comment is in it


def test_one_that_moved_a_little_or_changed_costs_no_other() -> None:
    sketch = sketch_of(_PAGE)
    moved = _PAGE.replace("<body>", "<body><div class='ad'><span>Advertisement</span></div>")
    assert without(moved, sketch.boxes)[1] == len(sketch.boxes)
    changed = moved.replace("related 3", "related 30")
    assert without(changed, sketch.boxes)[1] == len(sketch.boxes) - 1
    assert doubt(sketch, changed.encode(), _URL) == doubt(replace(sketch, boxes=()), changed.encode(), _URL) == ""


def test_an_edit_beside_them_is_seen_and_what_counts_is_in_none() -> None:
    sketch = sketch_of(_PAGE)
    assert doubt(sketch, _PAGE.replace("four weeks", "five weeks").encode(), _URL)
    rest, _ = without(_PAGE, sketch.boxes)
    assert all(text in rest for _, text in FERRY.pieces)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("<!-- ", " -->", id="in a comment"),
        pytest.param('<script>a = "', '"</script>', id="in a script"),
        pytest.param("<!-- ", f"{_LINE} -->", id="in a comment that ends in it"),
        pytest.param("<section class='nav'>", f"{_LINE}</section>", id="in an element that ends in it"),
        pytest.param("<noscript>", "</noscript>", id="where nothing is shown"),
        pytest.param("<div title='", "'></div>", id="in an attribute"),
        pytest.param("<h1>", "</h1>", id="in a headline"),
        pytest.param(f"<div class='teasers'>{_LINE}", "</div>", id="in a box"),
        pytest.param("<textarea>", "</textarea>", id="in a form's text"),
    ],
)
@pytest.mark.parametrize("name", ["sections", "related", "imprint"])
def test_where_a_box_stands_counts(name: str, before: str, after: str) -> None:
    sketch = sketch_of(_PAGE)
    start = _PAGE.index(f"<ul class='{name}'>")
    end = _PAGE.index("</ul>", start) + len("</ul>")
    page = f"{_PAGE[:start]}{before}{_PAGE[start:end]}{after}{_PAGE[end:]}".encode()
    assert doubt(sketch, page, _URL) == doubt(replace(sketch, boxes=()), page, _URL)


@given(st.sampled_from(STORIES), st.sampled_from(_LAYOUTS), st.integers(0, 2**32))
@settings(max_examples=300, deadline=None)
def test_the_verdict_is_the_same_without_them(story: Story, layout: Callable[[Story], str], seed: int) -> None:
    page = furnished(layout(story))
    sketch = sketch_of(page)
    other = mutated(page, random.Random(seed)).encode()
    assert doubt(sketch, other, _URL) == doubt(replace(sketch, boxes=()), other, _URL)


@pytest.mark.parametrize(
    "tags",
    [
        pytest.param("<div>" + "<b>x</b>" * 9 + "</div>", id="boxes that are all alike"),
        pytest.param("<li>" + "<b>x</b>" * 9, id="boxes without an end"),
        pytest.param("<div>" * 230 + "<b>x</b>" * 9 + "</div>" * 230, id="boxes in boxes"),
        pytest.param("<div>" * 230 + "<b>x</b>" * 9 + "</i></div>" * 230, id="boxes in boxes with something odd"),
        pytest.param("<p>x" + "</div>" * 90, id="ends of what is not open"),
    ],
)
def test_hostile_boxes_cost_bounded_time(tags: str) -> None:
    many = tags * (28_000 // tags.count("<"))
    page = newsroom.broadsheet(FERRY).replace("</article>", f"</article><section>{many}</section>")
    with within(6):
        sketch = read(page.encode(), url=_URL, status=200, headers=()).sketch
    with within(3):
        assert sketch is None or isinstance(doubt(sketch, f"{page[:-14]}x{page[-14:]}".encode(), _URL), str)
