"""The quick verdict: it may only ever say "the same" of a page that the full reading reads the same."""

from __future__ import annotations

import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract import newsroom
from tests.extract.newsroom import STORIES, Story
from tracker.compare import fingerprint
from tracker.extract import Reading, Sketch, doubt, read

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
