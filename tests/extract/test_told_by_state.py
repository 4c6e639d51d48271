"""What a state tells of the article whose text stands in it alone: in the fields of many systems, never of another article."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.extract.newsroom import FERRY
from tracker.extract import extract
from tracker.model import BlockKind, Document

_TEXTS = [text for kind, text in FERRY.pieces if kind is BlockKind.PARAGRAPH]
_HTML = "".join(f"<p>{text}</p>" for text in _TEXTS)
_LIST = [{"type": "paragraph", "text": text} for text in _TEXTS]
_HOLT, _ELVANG = "Maren Holt", "Tor Elvang"
_BOTH = (_HOLT, _ELVANG)
_AT = datetime(2026, 3, 4, 8, 20, tzinfo=UTC)
_OTHER = {"headline": "Pool opens after two years", "byline": "Kurt Blom", "published": "2025-12-01T09:00:00Z", "teaser": "The pool has water."}  # fmt: skip
_HEAD = "<title>The Paper</title>"


def _read(script: str, head: str = _HEAD, body: str = "<div id='root'></div>", lang: str = "en") -> Document:
    html = f"<!doctype html><html lang='{lang}'><head>{head}</head><body>{body}{script}</body></html>"
    return extract(html, url="https://paper.example/story")


def _next(state: Any) -> str:
    return f"<script id='__NEXT_DATA__' type='application/json'>{json.dumps({'props': {'pageProps': state}})}</script>"


def _told(document: Document) -> tuple[str, tuple[str, ...], datetime | None]:
    return document.headline, document.authors, document.published_at


_ARTICLES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "sports": ({"hdln": FERRY.headline, "byline": _HOLT, "published": "2026-03-04T08:20:00Z", "story": _HTML}, (_HOLT,)),
    "plain": ({"headline": FERRY.headline, "authors": [_HOLT, _ELVANG], "publishedAt": "2026-03-04T08:20:00Z", "body": _LIST}, _BOTH),
    "objects": ({"title": FERRY.headline, "authors": [{"name": _HOLT}, {"name": _ELVANG}], "datePublished": 1772612400, "content": _LIST}, _BOTH),
    "milliseconds": ({"title": FERRY.headline, "author": {"displayName": _HOLT}, "pubTime": 1772612400000, "content": _HTML}, (_HOLT,)),
    "first and last names": ({"heading": FERRY.headline, "contributors": [{"firstName": "Maren", "lastName": "Holt"}], "firstPublished": "2026-03-04T09:20:00+01:00", "content": _LIST}, (_HOLT,)),
    "GraphQL": ({"title": FERRY.headline, "author": {"node": {"name": _HOLT}}, "date": "2026-03-04T08:20:00", "content": _HTML}, (_HOLT,)),
    "GraphQL, edges": ({"title": FERRY.headline, "writers": {"edges": [{"node": {"name": _HOLT}}, {"node": {"name": _ELVANG}}]}, "created": "2026-03-04 08:20", "content": _HTML}, _BOTH),
    "WordPress": ({"title": {"rendered": FERRY.headline}, "author": 17, "_embedded": {}, "byline": _HOLT, "date_gmt": "", "date": "2026-03-04T08:20:00Z", "content": {"rendered": _HTML}}, (_HOLT,)),
    "Arc": ({"headlines": {"basic": FERRY.headline}, "credits": {"by": [{"type": "author", "name": _HOLT}], "photos_by": [{"name": "Kurt Blom"}]}, "first_publish_date": "2026-03-04T08:20:00.000Z", "content_elements": [{"type": "text", "content": text} for text in _TEXTS]}, (_HOLT,)),
    "metadata apart": ({"meta": {"title": FERRY.headline, "byline": f"By {_HOLT}", "publicationDate": "2026-03-04T08:20:00Z"}, "body": _LIST}, (_HOLT,)),
    "Contentful": ({"fields": {"title": FERRY.headline, "author": {"fields": {"name": _HOLT}}, "publishDate": "2026-03-04T08:20Z", "body": _HTML}}, (_HOLT,)),
    "trades": ({"headline": FERRY.headline, "contributors": [{"name": _HOLT, "role": "Reporter"}, {"name": "Kurt Blom", "role": "Photographer"}], "published_at": "2026-03-04T08:20:00Z", "body": _LIST}, (_HOLT,)),
    "markup": ({"headline": f"<b>{FERRY.headline}</b>", "byline": f"<p>By <a href='/m'>{_HOLT}</a> and {_ELVANG}</p>", "published": {"utc": "2026-03-04T08:20:00Z"}, "body": _LIST}, _BOTH),
    "text one deeper": ({"headline": FERRY.headline, "author": _HOLT, "published": "2026-03-04T08:20:00Z", "body": {"content": {"blocks": _LIST}}}, (_HOLT,)),
}  # fmt: skip


@pytest.mark.parametrize(("article", "authors"), _ARTICLES.values(), ids=_ARTICLES)
def test_the_object_around_the_text_tells_its_headline_authors_and_moment(
    article: dict[str, Any], authors: tuple[str, ...]
) -> None:
    state = {
        "title": "The Paper",
        "article": article,
        "latest": [_OTHER, {**_OTHER, "headline": "Bakery to move"}],
        "lead": _OTHER,
    }
    assert _told(_read(_next(state))) == (FERRY.headline, authors, _AT)


_ARTICLE = {"headline": FERRY.headline, "byline": _HOLT, "published": "2026-03-04T08:20:00Z", "updated": "2026-03-05T10:00:00Z", "standfirst": "The council voted on Tuesday.", "section": {"name": "Harbour"}, "body": _LIST}  # fmt: skip
_QUOTED = json.dumps(json.dumps({"article": _ARTICLE, "more": [_OTHER]}))
_FLAT: list[Any] = [["ShallowReactive", 1], {"data": 2}, {"article": 3, "lead": 8}, {"title": 4, "author": 5, "publishedAt": 6, "body": 7}, FERRY.headline, _HOLT, "2026-03-04T08:20:00Z", list(range(12, 12 + len(_TEXTS))), {"title": 9, "author": 10, "publishedAt": 11}, "Pool opens after two years", "Kurt Blom", ["Date", "2025-12-01T09:00:00Z"], *_TEXTS]  # fmt: skip
_APOLLO: dict[str, Any] = {
    "ROOT_QUERY": {"article": {"__ref": "Article:1"}, "top": {"__ref": "Article:2"}},
    "Article:1": {"__typename": "Article", "headline": FERRY.headline, "authors": [{"__ref": "Person:1"}], "firstPublishedAt": "2026-03-04T08:20:00Z", "body": [{"__ref": f"Part:{number}"} for number in range(len(_TEXTS))]},
    "Article:2": {"__typename": "Article", "headline": "Pool opens after two years", "authors": [{"__ref": "Person:2"}]},
    "Person:1": {"__typename": "Person", "name": _HOLT},
    "Person:2": {"__typename": "Person", "name": "Kurt Blom"},
    **{f"Part:{number}": {"__typename": "Paragraph", "text": text} for number, text in enumerate(_TEXTS)},
}  # fmt: skip


def _streamed(*rows: str) -> str:
    pieces = (f"<script>self.__next_f.push([1,{json.dumps(row)}])</script>" for row in rows)
    return "<script>(self.__next_f=self.__next_f||[]).push([0])</script>" + "".join(pieces)


def _long(text: str) -> str:
    return f"T{len(text.encode()):x},{text}"


_PARAGRAPHS = [["$", "p", None, {"children": text}] for text in _TEXTS]
_DRAWN = ["$", "article", None, {"children": [["$", "h1", None, {"children": FERRY.headline}], ["$", "p", None, {"className": "byline", "children": f"By {_HOLT}"}], ["$", "time", None, {"dateTime": "2026-03-04T08:20:00Z", "children": "4 March"}], *_PARAGRAPHS]}]  # fmt: skip
_SCRIPTS = {
    "window": f"<script>window.__STATE__ = {json.dumps({'article': _ARTICLE, 'more': [_OTHER]})};</script>",
    "window, in brackets": f"<script>window['__paper__']={json.dumps({'page': {'content': {'article': _ARTICLE}}, 'lead': _OTHER})};</script>",
    "JSON in a text": f"<script>window.__INITIAL_STATE__ = JSON.parse({_QUOTED})</script>",
    "Nuxt 2": f"<script>window.__NUXT__=(function(a,b){{return {{data:[{{article:{{title:a,author:b,publishedAt:'2026-03-04T08:20:00Z',body:{json.dumps(_HTML)}}}}}]}}}}({json.dumps(FERRY.headline)},'{_HOLT}'));</script>",
    "Nuxt 3": f"<script id='__NUXT_DATA__' type='application/json'>{json.dumps(_FLAT)}</script>",
    "Apollo": f"<script>window.__APOLLO_STATE__={json.dumps(_APOLLO)};</script>",
    "Next stream, props": _streamed("1:" + json.dumps(["$", "$L2", None, {"article": _ARTICLE, "lead": _OTHER}]) + "\n"),
    "Next stream, text apart": _streamed("1:" + json.dumps(["$", "$L2", None, {"article": {**_ARTICLE, "body": "$3"}, "lead": _OTHER}]) + "\n", f"3:{_long(_HTML)}"),
    "Next stream, elements": _streamed("1:" + json.dumps(_DRAWN) + "\n"),
}  # fmt: skip


@pytest.mark.parametrize("script", _SCRIPTS.values(), ids=_SCRIPTS)
def test_all_kinds_of_states_tell_it(script: str) -> None:
    assert _told(_read(script)) == (FERRY.headline, (_HOLT,), _AT)


def test_the_change_the_standfirst_and_the_section_are_told_too() -> None:
    document = _read(_next({"article": _ARTICLE}))
    assert (document.modified_at, document.modified_source) == (datetime(2026, 3, 5, 10, tzinfo=UTC), "embedded state")
    assert (document.standfirst, document.section) == ("The council voted on Tuesday.", "Harbour")


def test_what_the_page_tells_itself_goes_before() -> None:
    head = (
        "<title>Ferry | The Paper</title><meta name='author' content='Tor Elvang'>"
        "<meta property='article:published_time' content='2026-03-03T06:00:00Z'><meta property='article:section' content='News'>"
    )
    document = _read(_next({"article": _ARTICLE}), head, f"<h1>{FERRY.headline} for good</h1><div id='root'></div>")
    assert (document.headline, document.authors) == (f"{FERRY.headline} for good", (_ELVANG,))
    assert (document.published_at, document.section) == (datetime(2026, 3, 3, 6, tzinfo=UTC), "News")


def test_a_day_without_its_time_is_completed() -> None:
    head = f"{_HEAD}<meta name='date' content='2026-03-04'>"
    assert _read(_next({"article": _ARTICLE}), head).published_at == _AT
    other = f"{_HEAD}<meta name='date' content='2026-02-01'>"
    assert _read(_next({"article": _ARTICLE}), other).published_at == datetime(2026, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "state",
    [
        {"lead": _OTHER, "text": _HTML},
        {"articles": [_OTHER, {"id": 5, "text": _HTML}]},
        {"latest": [_OTHER, _OTHER], "page": {"kind": "story", "blocks": _LIST}},
        {"site": {"title": "The Paper", "author": "Kurt Blom"}, "page": {"body": _HTML}},
    ],
)
def test_another_article_of_the_state_tells_nothing(state: dict[str, Any]) -> None:
    document = _read(_next(state))
    assert document.blocks
    assert (document.headline, document.authors, document.published_at) == ("The Paper", (), None)


def test_a_clock_without_a_zone_is_that_of_the_pages_country() -> None:
    article = {**_ARTICLE, "published": "2026-03-04 09:20"}
    assert _read(_next({"article": article}), lang="da").published_at == _AT


def test_states_that_name_themselves_end() -> None:
    loop: list[Any] = [{"article": 0, "body": 1}, [1, 0, 2], _HTML]
    document = _read(f"<script id='__NUXT_DATA__' type='application/json'>{json.dumps(loop)}</script>")
    assert len(document.blocks) >= len(_TEXTS)
