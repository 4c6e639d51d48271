"""The date of change that a page claims, by its bytes alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extract import claimed_change_at

_TEN = datetime(2026, 3, 5, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "body",
    [
        b'<script type="application/ld+json">{"@type": "NewsArticle", "dateModified" : "2026-03-05T10:00:00Z"}</script>',
        b'<meta property="article:modified_time" content="2026-03-05T11:00:00+01:00">',
        b"<meta content='2026-03-05T10:00:00Z' property='og:updated_time' />",
        b'<meta property="og:updated_time" content="2026-03-04"><script>{"dateModified":"2026-03-05T10:00:00Z"}</script>',
    ],
)
def test_the_first_claim_of_the_surest_kind_counts(body: bytes) -> None:
    assert claimed_change_at(b"<html><head>" + body + b"<p>2026-03-06</p>") == _TEN


@pytest.mark.parametrize(
    "body",
    [b"", b'{"dateModified": "soon enough"}', b'{"dateModified": null}', b'<meta name="date" content="2026-03-05">'],
)
def test_a_page_that_does_not_say_says_nothing(body: bytes) -> None:
    assert claimed_change_at(body) is None


@given(st.binary())
def test_whatever_the_bytes_are_it_answers(body: bytes) -> None:
    claimed_change_at(b'<meta property="article:modified_time" content="' + body + b'"dateModified":"' + body)
