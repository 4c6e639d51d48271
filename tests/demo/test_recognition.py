"""Every scripted edit, read back from two pages with different furniture, is recognised for what it is."""

from __future__ import annotations

import pytest

import tracker
from tracker.demo.furniture import furnish
from tracker.demo.page import article_page
from tracker.demo.story import Story, load_stories

BASE = "http://127.0.0.1:8000"
STORIES = load_stories()
STEPS = [(story, number) for story in STORIES for number in range(2, len(story.editions) + 1)]


@pytest.mark.parametrize(("story", "number"), STEPS, ids=[f"{story.slug}-{number}" for story, number in STEPS])
def test_an_edition_is_flagged_for_what_was_done_to_it(story: Story, number: int) -> None:
    change = tracker.compare(_read(story, number - 1, request=number), _read(story, number, request=number + 1))
    assert story.edition(number).expectation.complaints(change) == ()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_furniture_alone_is_never_an_edit(story: Story) -> None:
    first = _read(story, 1, request=1)
    assert first.text == story.edition(1).copy.text
    for request in range(2, 12):
        change = tracker.compare(first, _read(story, 1, request=request))
        assert (change.flags, change.edits) == ((), ())


def _read(story: Story, number: int, *, request: int) -> tracker.Document:
    page = article_page(story, story.edition(number).copy, furnish(story.slug, request), BASE)
    return tracker.extract(page, url=BASE + story.path)
