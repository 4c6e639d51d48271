"""Page text that tries to act, through every face at once."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from tests.render.building import added, article, change, changed, flag, kept, revision, silent
from tracker.model import Block, BlockKind, Change, Disclosure, Document, EditWindow, StoredFlag, Verdict
from tracker.render.page import change_document, change_fragment
from tracker.render.plain import plain_change
from tracker.render.terminal import (
    terminal_articles,
    terminal_change,
    terminal_document,
    terminal_flags,
    terminal_log,
    to_text,
)
from tracker.render.unified import unified
from tracker.render.view import Header, change_view

HOSTILE = {
    "template": "{{7*7}} {% raw %} ${7*7} <%= 7*7 %>",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)> \"'><!--",
    "rich": "[bold red]danger[/] [link=https://evil.example]x[/link] :boom:",
    "escape": "\x1b]0;title\x07\x1b[2J\x1b[31mred \x9b31m",
    "bidi": "a\u202egnp.exe\u2066b\u200f",
    "breaks": "one\u2028two\u2029three\x0bfour\x0cfive\x85six\rseven\nSubject: eight",
    "surrogate": "x\ud800y\udfff",
    "noncharacter": "\ufffe\uffff\x00",
}


def everywhere(text: str) -> Change:
    """A change that says the text in every place that a page or a rule can fill."""
    words = text.strip() or "x"
    made = change(changed(f"Old {words} end.", f"New {words} end."), added(words), kept(words), silent(words, words))
    spoilt = flag(before=text, after=f"{text}!", summary=text, sub=text)
    return replace(
        made,
        old=replace(made.old, headline=f"Old {words}", byline=words),
        new=replace(made.new, headline=words, standfirst=words, language=text),
        passages=tuple(replace(edit, silent=edit.silent and text) for edit in made.passages),
        flags=(replace(spoilt, explanation=text, rule=text, speaker=text), replace(spoilt, kind=spoilt.kind)),
        disclosure=Disclosure(Verdict.PARTIAL, text, reasons=(text,)),
    )


def text_faces(text: str) -> list[str]:
    """Every face that is plain text, without colours."""
    made = everywhere(text)
    view = change_view(made, _header(text))
    window = EditWindow(None, revision(1).first_seen_at)
    spoilt = article(text, url=text, source=text, last_detail=text, failures=1)
    noted = revision(2, note=text, flags=made.flags)
    document = Document(
        headline=text, standfirst=text, byline=text, blocks=tuple(Block(kind, text) for kind in BlockKind)
    )
    renderables = [
        terminal_change(view),
        terminal_change(view, side_by_side=True),
        terminal_flags([StoredFlag(1, spoilt, 2, window, made.flags[0], Verdict.SILENT)], zone=UTC),
        terminal_log(spoilt, [noted], zone=UTC),
        terminal_articles([spoilt], zone=UTC),
        terminal_document(document, noted, zone=UTC),
    ]
    texts = [to_text(renderable, width=100) for renderable in renderables]
    return [*texts, plain_change(view), unified(made, old_label=text, new_label=text)]


def _header(text: str) -> Header:
    return Header(title=text, source=text, url=text, old_label=text, new_label=text, window=text)


def acting(text: str) -> list[str]:
    """The characters of a text that act instead of being read."""
    return [mark for mark in text if mark != "\n" and unicodedata.category(mark) in {"Cc", "Cs", "Zl", "Zp"}] + sorted(
        set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_face_lets_a_character_act(name: str) -> None:
    for face in text_faces(HOSTILE[name]):
        assert acting(face) == []


def test_page_text_is_never_read_as_rich_markup() -> None:
    for face in text_faces(HOSTILE["rich"])[:3]:
        assert "[bold red]danger[/]" in " ".join(face.split())
        assert ":boom:" in face


@pytest.mark.parametrize("name", HOSTILE)
def test_colours_are_the_only_escapes_that_reach_a_terminal(name: str) -> None:
    view = change_view(everywhere(HOSTILE[name]), _header(HOSTILE[name]))
    for side_by_side in (False, True):
        coloured = to_text(terminal_change(view, side_by_side=side_by_side), colour=True)
        for escape in coloured.split("\x1b")[1:]:
            parameters, end, _ = escape.partition("m")
            assert end
            assert parameters.startswith("[")
            assert set(parameters[1:]) <= set("0123456789;")


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("side_by_side", [False, True])
def test_the_html_holds_the_text_and_nothing_of_its_markup(name: str, *, side_by_side: bool) -> None:
    text = HOSTILE[name]
    view = change_view(everywhere(text), _header(text))
    tree = etree.fromstring(str(change_fragment(view, side_by_side=side_by_side)).encode())
    known = {"div", "h2", "h3", "p", "br", "ul", "li", "span", "del", "ins", "blockquote", "a"}
    known |= {"table", "thead", "tbody", "tr", "th", "td"}
    assert {str(element.tag) for element in tree.iter()} <= known
    assert {str(key) for element in tree.iter() for key in element.attrib} <= {
        "class", "id", "dir", "lang", "href", "rel", "scope", "colspan",
    }  # fmt: skip
    assert all(str(href).startswith("#") for href in tree.xpath("//@href"))
    document = change_document(view, side_by_side=side_by_side)
    assert acting(document) == []
    assert not html.fromstring(document.encode()).xpath("//script | //img | //@onerror")
    assert "49" not in document


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=60))
def test_any_text_at_all_is_inert_in_every_face(text: str) -> None:
    for face in text_faces(text):
        assert acting(face) == []
    view = change_view(everywhere(text), _header(text))
    etree.fromstring(str(change_fragment(view)).encode())


def test_giant_texts_are_rendered_and_flags_among_them_stay_short() -> None:
    text = "word " * 20_000
    made = everywhere(text)
    view = change_view(made, _header(text), budget=2_000)
    assert len(plain_change(view)) < 20_000
    assert len(change_fragment(view)) < 40_000
