"""What must hold for any page: it never raises and takes no longer than it may, moving furniture never changes the text,
a new paragraph always does.
"""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.newsroom import FERRY, STORIES, Story, page, plain
from tracker.extract import HostMemory, extract, read, remember
from tracker.model import Document
from tracker.processes.pool import SECONDS

_URL = "https://paper.example/story"
_NAMES = st.sampled_from(["sc-1f2e3d", "box", "css-0ff1ce", "js-slot", "u-mt-4"])
_LINKED = st.sampled_from(
    ["Storm leaves two villages without power", "Why the night train is always late", "A lost letter is found"]
)
_FURNITURE = st.one_of(
    st.builds(
        "<div class='{}'><h4>More stories</h4><ul><li><a href='/a'>{}</a></li></ul></div>".format, _NAMES, _LINKED
    ),
    st.builds("<p class='{}'><strong>Read more: </strong><a href='/b'>{}</a></p>".format, _NAMES, _LINKED),
    st.builds(
        "<div class='{}'><span>Advertisement</span><iframe src='https://ads.example/{}'></iframe></div>".format,
        _NAMES,
        st.integers(0, 999),
    ),
    st.builds(
        "<section class='{}'><h3>The week in one mail</h3><p>Every Friday, for free.</p><form><input type='email'><button>Send</button></form></section>".format,
        _NAMES,
    ),
    st.builds(
        "<div class='{}'><span>{} hours ago</span> <a href='#c'>{} comments</a></div>".format,
        _NAMES,
        st.integers(1, 22),
        st.integers(10, 900),
    ),
)
_WORDS = st.lists(
    st.sampled_from(["council", "harbour", "ferry", "winter", "budget", "island", "school", "price", "vote", "ninety"]),
    min_size=10,
    max_size=40,
)
_TEXTS = st.sampled_from(
    ["The council voted on Tuesday, said Ada Quill. ", "“No,” she said. ", "Read more: ", "By Ada Quill ", "Correction: ",
     "12 March 2026 ", "字", " ", "\n", "?", '{"a":[']
)  # fmt: skip
_TAGS = st.sampled_from(
    ["div", "/div", "p", "/p", "article", "ul", "li", "a href='/x'", "/a", "table", "tr", "td", "h1", "/h1", "h2", "b", "br",
     "script", "/script", "!--", "--", "form", "figure", "figcaption", "blockquote", "span class='byline'", "aside", "q"]
)  # fmt: skip


def _laid_out(story: Story, furniture: list[str]) -> str:
    """The story with one piece of furniture after its first, second, … paragraph, the rest below."""
    between = "".join(furniture[:2])
    below = "".join(furniture[2:])
    return page(f"<div><h1>{story.headline}</h1><div class='t'>{plain(story, between)}</div>{below}</div>", story)


@given(st.sampled_from(STORIES), st.lists(_FURNITURE, min_size=1, max_size=5), st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_moving_furniture_never_changes_the_text(story: Story, furniture: list[str], chance: object) -> None:
    shuffled = list(furniture)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands out a random.Random
    assert extract(_laid_out(story, furniture), url=_URL).text == extract(_laid_out(story, shuffled), url=_URL).text


@given(st.lists(_FURNITURE, max_size=4), _WORDS, st.booleans())
@settings(max_examples=120, deadline=None)
def test_a_new_paragraph_always_changes_the_text(furniture: list[str], words: list[str], remembered: bool) -> None:  # noqa: FBT001 -- drawn by hypothesis
    sentence = f"{' '.join(words).capitalize()}."
    before = extract(_laid_out(FERRY, furniture), url=_URL)
    page_after = _laid_out(FERRY, furniture).replace("<p>The county", f"<p>{sentence}</p><p>The county")
    after = extract(page_after, url=_URL, previous=before if remembered else None)
    assert sentence in [block.text for block in after.blocks]


_LINES = st.sampled_from(
    [
        "<p><b>MORE HERE:</b> <a href='/m'>Why the night train is always late</a></p>",
        "<p><a href='/n'>A lost letter is found behind a cupboard</a> »</p>",
        "<p>Become a member and support our reporters for 3 euros a month.</p>",
        "<p>Weekend pick: Storm leaves two villages without power</p>",
    ]
)


def _followed(pages: list[str]) -> tuple[Document, HostMemory]:
    """The last reading of an article after these looks, and its host's memory."""
    document, memory = None, None
    for html in pages:
        document = extract(html, url=_URL, previous=document, host_memory=memory)
        memory = remember(memory, document)
    assert document is not None
    assert memory is not None
    return document, memory


@given(st.sampled_from(STORIES), st.lists(st.lists(st.one_of(_FURNITURE, _LINES), max_size=4), min_size=2, max_size=5))
@settings(max_examples=80, deadline=None)
def test_furniture_that_is_drawn_anew_at_each_look_never_changes_the_text(story: Story, drawn: list[list[str]]) -> None:
    document = memory = None
    for furniture in drawn:
        document = extract(_laid_out(story, furniture), url=_URL, previous=document, host_memory=memory)
        memory = remember(memory, document)
        assert document.text.split("\n\n") == [text for _, text in story.pieces]


@given(st.lists(st.lists(st.one_of(_FURNITURE, _LINES), max_size=3), min_size=1, max_size=4), _WORDS)
@settings(max_examples=80, deadline=None)
def test_a_new_paragraph_is_seen_whatever_the_looks_before_it_taught(drawn: list[list[str]], words: list[str]) -> None:
    document, memory = _followed([_laid_out(FERRY, furniture) for furniture in drawn])
    sentence = f"{' '.join(words).capitalize()}."
    html = _laid_out(FERRY, drawn[-1]).replace("<p>Freight", f"<p>{sentence}</p><p>Freight")
    after = extract(html, url=_URL, previous=document, host_memory=memory)
    assert sentence in [block.text for block in after.blocks]


@given(st.lists(st.one_of(_TAGS.map("<{}>".format), st.text(max_size=30)), max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_page_raises(html: str) -> None:
    document = extract(html, url=_URL)
    again = extract(html, url=_URL, previous=document)
    assert again.text == document.text
    document.text.encode()


@given(st.binary(max_size=400), st.sampled_from([200, 403, 404, 503]))
@settings(max_examples=150, deadline=None)
def test_no_capture_raises(body: bytes, status: int) -> None:
    reading = read(body, url=_URL, status=status, headers=(("Content-Type", "text/html"),))
    assert status == 200 or not reading.quality.ok


@given(st.lists(st.one_of(_TAGS.map("<{}>".format), _TEXTS), min_size=1, max_size=10).map("".join), st.booleans())
@settings(max_examples=25, deadline=None)
def test_no_page_takes_more_than_its_budget(piece: str, remembered: bool) -> None:  # noqa: FBT001 -- drawn by hypothesis
    html = f"<h1>Wall</h1>{piece * (30_000 // len(piece))}"
    previous = extract(html, url=_URL) if remembered else None
    started_at = time.process_time()
    extract(html + "<p>One more paragraph than before.</p>", url=_URL, previous=previous)
    assert time.process_time() - started_at < SECONDS  # what a worker that reads pages is given
