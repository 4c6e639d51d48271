"""The standfirst is what readers see below the headline, in an element that is named for it or not."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY, page, plain
from tracker.compare import compare
from tracker.extract import doubt, extract, read
from tracker.model import Document, FlagKind

_URL = "https://paper.example/story"
_TOLD = "Skarvoy loses its boat for 4 months, because the county no longer pays for so few passengers."
_EDITED = _TOLD.replace("4 months", "5 months")
_FORMS = {
    "a heading below the headline": "<header><h1>{h1}</h1><h2>{line}</h2></header>",
    "a hashed name": "<h1>{h1}</h1><p class='sc-1f2e3d'>{line}</p><p class='byline'>By Maren Holt</p>",
    "a named element": "<h1>{h1}</h1><p class='standfirst'>{line}</p>",
    "below byline and picture": "<h1>{h1}</h1><p>By Maren Holt</p><figure><img src='a.jpg'><figcaption>The pier in May</figcaption></figure><h3>{line}</h3>",
}


def _page(form: str, line: str, told: str = _TOLD) -> str:
    top = form.format(h1=FERRY.headline, line=line)
    head = f"<meta property='og:description' content='{told}'><meta name='description' content='{told}'>"
    return page(
        f"<nav>Home</nav><article><div>{top}</div><div class='text'>{plain(FERRY)}</div></article>", FERRY, head
    )


@pytest.mark.parametrize("form", _FORMS.values(), ids=_FORMS)
def test_an_edit_of_the_printed_standfirst_is_seen_though_the_head_still_tells_the_old_one(form: str) -> None:
    before = extract(_page(form, _TOLD), url=_URL)
    assert before.standfirst == _TOLD
    for previous in (None, before):
        after = extract(_page(form, _EDITED), url=_URL, previous=previous)
        assert after.standfirst == _EDITED
        assert after.text == before.text
        assert [flag.kind for flag in compare(before, after).flags] == [
            FlagKind.FACT_CHANGED,
            FlagKind.STANDFIRST_CHANGED,
        ]


@pytest.mark.parametrize("form", _FORMS.values(), ids=_FORMS)
def test_the_quick_verdict_has_an_edited_standfirst_read(form: str) -> None:
    before = read(_page(form, _TOLD).encode(), url=_URL, status=200, headers=())
    assert before.sketch is not None
    assert doubt(before.sketch, _page(form, _TOLD).encode(), _URL) == ""
    assert doubt(before.sketch, _page(form, _EDITED).encode(), _URL)


def test_the_quick_verdict_has_a_line_read_that_is_like_what_the_head_tells() -> None:
    bare = _page("<h1>{h1}</h1>", "")
    before = read(bare.encode(), url=_URL, status=200, headers=())
    assert before.document.standfirst == _TOLD
    assert before.sketch is not None
    assert doubt(before.sketch, _page("<h1>{h1}</h1><h2>{line}</h2>", _EDITED).encode(), _URL) == "a standfirst"


@pytest.mark.parametrize(
    "between",
    [
        "",
        f"<div style='display:none'>{_EDITED}</div>",
        f"<figure><img src='a.jpg'><figcaption>{_EDITED}</figcaption></figure>",
        f"<p><a href='/other'>{_EDITED}</a></p>",
        "<h2>The village that sold its own church to a choir</h2>",
    ],
    ids=["nothing", "hidden", "a caption", "a link", "another line"],
)
def test_what_the_head_tells_is_the_standfirst_where_no_line_prints_it(between: str) -> None:
    assert _read_with(between, _TOLD).standfirst == _TOLD


def test_a_paragraph_of_the_body_like_what_the_head_tells_is_none() -> None:
    told = FERRY.pieces[0][1].replace("3 November", "4 November")
    document = _read_with("", told)
    assert document.standfirst == told
    assert document.blocks[0].text == FERRY.pieces[0][1]


def _read_with(between: str, told: str) -> Document:
    return extract(_page("<h1>{h1}</h1>{line}", between, told), url=_URL)


_PRINTED = "The last ferry of the season leaves the island on 3 November, and freight goes by a barge until March."


def _above(line: str, description: str = "") -> str:
    head = f"<meta name='description' content='{description}'>" if description else ""
    text = "".join(f"<p>{text}</p>" for _, text in FERRY.pieces)
    body = f"<div class='k1'><h1>{FERRY.headline}</h1></div><div class='k2'>{line}</div><div class='k3'>{text}</div>"
    return extract(page(f"<div id='root'>{body}</div>", FERRY, head), url="https://paper.example/story").standfirst


def test_a_line_above_the_text_is_the_standfirst_without_a_name() -> None:
    for line in (
        f"<p>{_PRINTED}</p>",
        f"<div>{_PRINTED}</div>",
        f"<p>From the archive</p><div><p>{_PRINTED}</p></div>",
    ):
        assert _above(line) == _PRINTED
        assert _above(line, "Winter on Skarvoy.") == _PRINTED  # it is what readers see


def test_what_is_said_of_an_author_or_offered_above_the_text_is_no_standfirst() -> None:
    for line in (
        "<p>Maren Holt has written about harbours and their people since she left the sea herself.</p>",
        "<p>Get the ferry, the island, the county and the school in your inbox every day.</p>",
        f"<p><a href='/t'>{_PRINTED}</a></p>",
        f"<p hidden>{_PRINTED}</p>",
        "<p>Published on 3 November by the county desk, and updated twice since the ferry left.</p>",
    ):
        assert not _above(line)
        assert _above(line, "Winter on Skarvoy.") == "Winter on Skarvoy."
