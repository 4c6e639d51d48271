"""Articles that stand only in what a page's scripts would draw: JSON-LD, and the states of the usual frameworks."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from tests.extract.newsroom import FERRY
from tracker.extract import read
from tracker.extract.scripts.literals import read_literal
from tracker.model import BlockKind

_TEXTS = [text for kind, text in FERRY.pieces if kind is BlockKind.PARAGRAPH]
_HTML = "".join(f"<p>{text}</p>" for text in _TEXTS)
_LIST = [{"type": "paragraph", "text": text} for text in _TEXTS]
_STATE = {"props": {"pageProps": {"article": {"title": "Ferry", "content": _LIST, "more": [{"text": "Pool opens"}]}}}}
_RICH = [{"type": "paragraph", "children": [{"text": text[:20]}, {"text": text[20:]}]} for text in _TEXTS]
_NORMALISED: dict[str, Any] = {
    "ROOT_QUERY": {"article": {"__ref": "Article:1"}},
    "Article:1": {"__typename": "Article", "body": [{"__ref": f"Part:{number}"} for number in range(len(_TEXTS))]},
    **{f"Part:{number}": {"__typename": "Paragraph", "text": text} for number, text in enumerate(_TEXTS)},
}
_OLDER = json.loads(json.dumps(_NORMALISED).replace('{"__ref": "Part:', '{"type": "id", "id": "Part:'))
_FLAT = [{"data": 1}, {"title": 2, "body": 3}, "Ferry", list(range(4, 4 + len(_TEXTS))), *_TEXTS]


def _posted(**fields: Any) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', 'headline': 'Ferry', **fields})}</script>"


def _script(text: str, attributes: str = "") -> str:
    return f"<script {attributes}>{text}</script>"


_QUOTED = json.dumps(_STATE).replace("\\", "\\\\").replace("'", "\\'")
_CASES = {
    "JSON-LD": _posted(articleBody="\n\n".join(_TEXTS)),
    "JSON-LD with markup": _posted(articleBody=_HTML),
    "JSON-LD with written-out markup": _posted(articleBody=_HTML.replace("<", "&lt;").replace(">", "&gt;")),
    "Next.js": _script(json.dumps(_STATE), "id=__NEXT_DATA__ type=application/json"),
    "Next.js, rich text": _script(json.dumps({"article": {"content": _RICH}}), "id=__NEXT_DATA__ type=application/json"),
    "initial state": _script(f"window.__INITIAL_STATE__={json.dumps(_STATE)};(function(){{}})()"),
    "initial state after others": _script(f"window.dataLayer=[];var go=function(a){{}};window.__STATE__={json.dumps(_STATE)}"),
    "initial state as a text": _script(f"window.__INITIAL_STATE__ = JSON.parse({json.dumps(json.dumps(_STATE))})"),
    "initial state in single quotes": _script(f"window.__INITIAL_STATE__ = JSON.parse('{_QUOTED}')"),
    "initial state that is no JSON": _script("window.__S__=" + json.dumps(_STATE).replace('"Ferry"', "undefined")),
    "Apollo": _script(f"window.__APOLLO_STATE__={json.dumps(_NORMALISED)};"),
    "Apollo 2": _script(f"window.__APOLLO_STATE__={json.dumps(_OLDER)};"),
    "Nuxt": _script(f"window.__NUXT__={{data:[{{article:{{at:new Date(0),body:{json.dumps(_HTML)}}}}}],state:{{}}}};"),
    "Nuxt, called": _script(f"window.__NUXT__=(function(a,b){{return {{data:[{{title:a,body:b}}]}}}}('x',{json.dumps(_HTML)}));"),
    "Nuxt 3": _script(json.dumps(_FLAT), "id=__NUXT_DATA__ type=application/json"),
    "SvelteKit": _script(json.dumps({"status": 200, "body": json.dumps(_STATE)}), "type=application/json data-sveltekit-fetched"),
}  # fmt: skip


@pytest.mark.parametrize("script", _CASES.values(), ids=_CASES)
def test_an_article_that_scripts_would_draw_is_read_from_what_they_are_given(script: str) -> None:
    page = f"<html lang=en><head><title>Ferry</title></head><body><div id=root></div>{script}</body></html>"
    reading = read(page.encode(), url="https://paper.example/a", status=200, headers=())
    assert [block.text for block in reading.document.blocks] == _TEXTS
    assert reading.quality.ok


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        (
            "{a:1,'b':\"x\\u0041\\'\",c:[!0,!1,,null,void 0],} ;",
            {"a": None, "b": "xA'", "c": [True, False, None, None]},
        ),
        ("{a:new Date(1,{b:2}),c:f('x')('y'),d:'z'}", {"a": None, "c": None, "d": "z"}),
        ("(function(a,b){b.x=1;return {y:a,z:b}}('p',{}))", {"y": "p", "z": {}}),
        ("((a)=>{return {y:a}})('p')", {"y": "p"}),
    ],
)
def test_literals_are_read_as_scripts_have_them(literal: str, value: object) -> None:
    assert read_literal(literal) == value


@pytest.mark.parametrize(
    "literal",
    ["", "{", "{a", "{a:", "[1,", "'", "]", "{a:'", "[" * 9999, "(function(a){})(1)", "(function(a){return {"],
)
def test_what_is_no_literal_is_refused(literal: str) -> None:
    with pytest.raises(ValueError, match=r"value|field|nested|gives"):
        read_literal(literal)


@pytest.mark.parametrize(
    "piece", ["{a:'", "[[", "{a:b(", "[a ", "[a '\\'", '[a "', "'\\", "{a:{", "(function(a){return {"]
)
def test_hostile_literals_take_bounded_time(piece: str) -> None:
    started_at = time.process_time()
    with pytest.raises(ValueError, match=r"value|field|nested|gives"):
        read_literal(piece * (500_000 // len(piece)))
    assert time.process_time() - started_at < 10


def test_a_state_does_not_grow_by_what_its_objects_name() -> None:
    long = {"__typename": "Part", "text": "A long day at the harbour. " * 2000}
    state = {"Part:1": long, "all": {"list": [{"__ref": "Part:1"}] * 5000}}
    page = f"<html><body><div id=root></div>{_script('window.__APOLLO_STATE__=' + json.dumps(state))}</body></html>"
    started_at = time.process_time()
    document = read(page.encode(), url="https://paper.example/a", status=200, headers=()).document
    assert len(document.text) < 60_000
    assert time.process_time() - started_at < 10


@pytest.mark.parametrize("given", [[{"__typename": "x", "l": [{}] * 20_000}], "[" + '{"a":1},' * 20_000 + "{}]"])
def test_a_literal_does_not_grow_by_what_its_names_repeat(given: object) -> None:
    fields = ",".join(f"k{number}:a" for number in range(2000))
    with pytest.raises(ValueError, match="no end"):
        read_literal(f"(function(a){{return {{{fields}}}}})({json.dumps(given)})")


def test_a_text_may_be_named_as_often_as_pages_do() -> None:
    text = "The boat was late. " * 500
    assert read_literal(f"(function(a){{return [{'a,' * 50}]}})({json.dumps(text)})") == [text] * 50
