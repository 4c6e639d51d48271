"""Articles that no element shows: in what Next.js streams to its scripts, in noscript and in template."""

from __future__ import annotations

import json

import pytest

from tests.extract.newsroom import FERRY, broadsheet
from tests.scripted.effort import within
from tracker.extract import explain, extract, read
from tracker.model import Document

_URL = "https://paper.example/story"
_TEXTS = [text for kind, text in FERRY.pieces]
_HTML = "".join(f"<p>{text}</p>" for text in _TEXTS)


def streamed(*rows: str, size: int = 90) -> str:
    """The scripts that push these rows, cut into pieces wherever it comes."""
    whole = "".join(rows)
    pieces = (whole[at : at + size] for at in range(0, len(whole), size))
    pushes = "".join(f"<script>self.__next_f.push([1,{json.dumps(piece)}])</script>" for piece in pieces)
    return f"<script>(self.__next_f=self.__next_f||[]).push([0])</script>{pushes}"


def shell(*parts: str) -> str:
    """A page that shows nothing itself."""
    head = f"<html lang='en'><head><title>{FERRY.headline}</title></head>"
    return f"{head}<body><div id='__next'></div>{''.join(parts)}</body></html>"


def row(number: str, value: object) -> str:
    return f"{number}:{json.dumps(value)}\n"


def long_row(number: str, text: str) -> str:
    return f"{number}:T{len(text.encode()):x},{text}"


def element(tag: str, *children: object) -> list[object]:
    return ["$", tag, None, {"children": list(children) if len(children) != 1 else children[0]}]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def test_what_react_s_elements_would_draw_is_read_in_their_order() -> None:
    first, *others = [element("p", text) for text in _TEXTS[:-1]]
    cut = element("p", _TEXTS[0][:10], element("a", _TEXTS[0][10:20]), _TEXTS[0][20:])
    assert first != cut
    html = shell(
        streamed(
            '1:"$Sreact.fragment"\n',
            '2:I[55,["a.js"],"default"]\n',
            long_row("5", _TEXTS[-1]),
            row(
                "0", element("main", element("nav", element("p", "Home, the harbour, the weather and all that")), "$L9")
            ),
            row("9", element("article", cut, *others, element("p", "$5"))),
        )
    )
    reading = read(html.encode(), url=_URL, status=200, headers=(("content-type", "text/html"),))
    assert reading.quality.ok
    assert texts(reading.document) == _TEXTS
    assert {block.path for block in reading.document.blocks} == {"embedded-state"}


@pytest.mark.parametrize(
    "rows",
    [
        [row("1", ["$", "$L2", None, {"article": {"body": [{"type": "paragraph", "text": text} for text in _TEXTS]}}])],
        [long_row("7", _HTML), row("1", ["$", "$L2", None, {"html": "$7"}])],
        [row("1", {"post": {"html": _HTML}})],
    ],
    ids=["data", "a text of its own", "markup"],
)
def test_the_data_of_a_stream_is_read(rows: list[str]) -> None:
    assert texts(extract(shell(streamed(*rows)), url=_URL)) == _TEXTS


@pytest.mark.parametrize(
    "veiled",
    [
        "<noscript><p>You need to enable JavaScript to run this app.</p><article><h1>{0}</h1>{1}</article></noscript>",
        "<template><main><h1>{0}</h1>{1}<aside><a href='/x'>More news from the river</a></aside></main></template>",
    ],
)
def test_what_stands_in_noscript_or_template_alone_is_read(veiled: str) -> None:
    html = shell(veiled.format(FERRY.headline, _HTML))
    document = extract(html, url=_URL)
    assert texts(document) == _TEXTS
    assert {block.path for block in document.blocks} == {"noscript"}
    assert [one.text for one in explain(html, url=_URL) if one.kept] == _TEXTS


def test_what_a_browser_shows_of_a_template_at_once_is_read_where_it_stands() -> None:
    part = "<div id='root'></div><template shadowrootmode='open'><article><h1>{0}</h1>{1}</article></template>"
    html = shell(part.format(FERRY.headline, _HTML))
    document = extract(html, url=_URL)
    assert texts(document) == _TEXTS
    assert all(block.path.startswith("/body/template[1]/") for block in document.blocks)
    assert [one.text for one in explain(html, url=_URL) if one.kept] == _TEXTS


def test_a_page_that_shows_its_article_is_read_as_it_shows_it() -> None:
    plain = extract(broadsheet(FERRY), url=_URL)
    other = "<p>Another text that stands here for those without scripts, and is as long as an article may be.</p>" * 30
    more = (
        f"<noscript><img src='/pixel.gif'><article>{other}</article></noscript>",
        f"<template><article>{other}</article></template>",
        streamed(row("1", element("article", *(element("p", f"{number} {other[3:90]}") for number in range(40))))),
    )
    for part in more:
        assert extract(broadsheet(FERRY).replace("</body>", f"{part}</body>"), url=_URL) == plain


def test_an_appeal_to_enable_scripts_is_no_article() -> None:
    html = shell(
        "<noscript><p>You need to enable JavaScript to run this app.</p></noscript><script src='/a.js'></script>"
    )
    assert not read(html.encode(), url=_URL, status=200, headers=(("content-type", "text/html"),)).quality.ok


@pytest.mark.parametrize(
    "stream",
    [
        long_row("5", "word " * 180_000) + row("0", [element("p", *["$5"] * 50)] * 2_000),
        "0:" + "[" * 200_000 + "\n",
        "1:T" * 50_000,
        "5:Tffffffff,x",
        'a:["$b"]\nb:["$a"]\n' * 20_000,
        row("0", element("p", *["x"] * 300_000)),
        '0:["$","p",null,7]\n1:["$","p",null,{"children":{"a":1}}]\n2:["$"]\n',
        "\n" * 500_000,
    ],
    ids=lambda stream: f"{stream[:12]!r}",
)
def test_a_hostile_stream_is_read_in_bounded_time(stream: str) -> None:
    html = shell(streamed(stream, size=1_000_000))
    with within(4):
        extract(html, url=_URL)


def test_many_veiled_elements_are_read_in_bounded_time() -> None:
    for tag in ("noscript", "template"):
        with within(6):
            extract(shell(f"<{tag}><div><p>one word or two of them</p></div></{tag}>" * 20_000), url=_URL)
