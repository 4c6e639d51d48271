"""Posts of a live blog: their headings are read, whoever signs them, and dates above them are not text."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY, page
from tracker.extract import extract
from tracker.model import BlockKind

_URL = "https://paper.example/live"
_TEXTS = [text for kind, text in FERRY.pieces if kind is BlockKind.PARAGRAPH]
_HEADINGS = ("Barge in sight", "A dog on the pier", "No wind at all", "The horn again", "First light")


def _blog(head: str, dates: tuple[str, ...]) -> list[str]:
    posts = "".join(
        f"<article class='post' id='b-{n}'>{head.format(date=date, n=n, h=heading)}<p>{text}</p></article>"
        for n, (date, heading, text) in enumerate(zip(dates, _HEADINGS, _TEXTS, strict=False))
    )
    html = f"<main><h1>{FERRY.headline}</h1><div class='feed'>{posts}</div></main>"
    return [block.text for block in extract(page(html, FERRY), url=_URL).blocks]


_DATES = {
    "british": tuple(f"27 Feb 2025 {hour}.02 GMT" for hour in (18, 14, 11, 10, 8)),
    "american": tuple(f"Feb. 27, 2025, {hour}:02 p.m. ET" for hour in (9, 7, 5, 4, 2)),
    "german": tuple(f"27.02.2025, {hour}:02 Uhr" for hour in (18, 14, 11, 10, 9)),
    "french": tuple(f"27 février 2025 à {hour}h02" for hour in (18, 14, 11, 10, 9)),
    "spanish": tuple(f"27 feb 2025 - {hour}:02 CET" for hour in (18, 14, 11, 10, 9)),
}
_HEADS = (
    "<header><time datetime='2025-02-27T1{n}:02:31Z'>{date}</time><h2>{h}</h2></header>",
    "<div class='t'><time datetime='2025-02-27T1{n}:02:31Z'>{date}</time></div><h2>{h}</h2>",
    "<p><time datetime='2025-02-27T1{n}:02:31Z'>{date}</time></p><h3>{h}</h3>",
)


@pytest.mark.parametrize("head", _HEADS)
@pytest.mark.parametrize("dates", _DATES)
def test_dates_above_posts_are_no_text(dates: str, head: str) -> None:
    lines = _blog(head, _DATES[dates])
    assert not set(lines) & set(_DATES[dates])
    assert [line for line in lines if line in _HEADINGS] == list(_HEADINGS)


@pytest.mark.parametrize(
    "signed",
    [
        "<div class='block-byline'><a href='/p/nerys'>Nerys Baptiste</a></div>",
        "<div class='author'><a href='/p/nerys'>Nerys Baptiste</a></div>",
        "<p class='byline'><a rel='author' href='/p/nerys'>Von Nerys Baptiste</a></p>",
    ],
)
def test_headings_of_signed_posts_are_read(signed: str) -> None:
    head = f"<header><time datetime='2025-02-27T1{{n}}:02:31Z'>{{date}}</time>{signed}<h2>{{h}}</h2></header>"
    lines = _blog(head, _DATES["british"])
    assert [line for line in lines if line in _HEADINGS] == list(_HEADINGS)


@pytest.mark.parametrize(
    "line",
    [
        "The boat left on 27 Feb 2025 14.02 GMT and did not return",
        "27 Feb 2025 was the day on which the last boat left the pier.",
        "<time datetime='2025-02-27'>27 February 2025</time>: the last boat leaves, and nobody waves.",
    ],
)
def test_sentences_with_dates_are_kept(line: str) -> None:
    body = f"<p>{_TEXTS[0]}</p><p>{_TEXTS[1]}</p><p>{line}</p>" + "".join(f"<p>{text}</p>" for text in _TEXTS[2:])
    html = f"<main><article><h1>{FERRY.headline}</h1><div class='text'>{body}</div></article></main>"
    lines = [block.text for block in extract(page(html, FERRY), url=_URL).blocks]
    assert any(line.replace("<time datetime='2025-02-27'>", "").replace("</time>", "") == one for one in lines)


def test_years_of_a_chronicle_are_kept() -> None:
    years = "".join(f"<h3><time>1{n}83</time></h3><p>{text}</p>" for n, text in enumerate(_TEXTS, 5))
    html = f"<main><article><h1>{FERRY.headline}</h1><div class='text'>{years}</div></article></main>"
    lines = [block.text for block in extract(page(html, FERRY), url=_URL).blocks]
    assert [line for line in lines if line.isdigit()] == [f"1{n}83" for n in range(5, 5 + len(_TEXTS))]
