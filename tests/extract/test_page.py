"""Bytes into characters and trees: encodings that are declared wrongly, and input made to hurt."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY, broadsheet, page, plain
from tests.scripted.effort import within
from tracker.extract import extract
from tracker.extract.parsing.charset import decode
from tracker.extract.parsing.page import parse

_URL = "https://paper.example/story"
_TEXTS = [text for _, text in FERRY.pieces]


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("Zürich – “yes”".encode(), "", "Zürich – “yes”"),
        ("Zürich".encode("latin-1"), "text/html; charset=iso-8859-1", "Zürich"),
        ("Zürich – “yes”".encode(), "text/html; charset=iso-8859-1", "Zürich – “yes”"),
        ("Zürich – “yes”".encode("cp1252"), "text/html", "Zürich – “yes”"),
        (b"<meta charset=windows-1251>" + "Мост".encode("cp1251"), "", "<meta charset=windows-1251>Мост"),
        ("橋は閉鎖".encode("shift_jis"), "text/html; charset=Shift_JIS", "橋は閉鎖"),
        ("橋は閉鎖".encode("iso-2022-jp"), "text/html; charset=iso-2022-jp", "橋は閉鎖"),
        ("<p>橋は閉鎖".encode("iso-2022-jp"), "text/html; charset=utf-8", "<p>橋は閉鎖"),
        ("<p>橋は閉鎖".encode(), "text/html; charset=iso-2022-jp", "<p>橋は閉鎖"),
        ("Brücke".encode("utf-16"), "", "Brücke"),
        ("<p>Brücke".encode("utf-16-le"), "text/html", "<p>Brücke"),
        ("<p>Brücke".encode("utf-16-be"), "text/html; charset=utf-8", "<p>Brücke"),
        ("Brücke".encode("utf-8-sig"), "text/html; charset=latin-1", "Brücke"),
        ("Brücke".encode(), "text/html; charset=no-such", "Brücke"),
        ("沿江的步道–朱镕基说".encode("gb18030"), "text/html; charset=gb2312", "沿江的步道–朱镕基说"),
        ("①番の〜橋㈱".encode("cp932"), "text/html; charset=x-sjis", "①番の〜橋㈱".replace("〜", "～")),
        ("똠방각하".encode("cp949"), "text/html; charset=euc-kr", "똠방각하"),
        ("Ansel – “no”".encode("cp1252"), "text/html; charset=us-ascii", "Ansel – “no”"),
        ("Köprü “açık”".encode("cp1254"), "text/html; charset=iso-8859-9", "Köprü “açık”"),
        (b"<meta charset=utf-16>" + "Brücke".encode(), "", "<meta charset=utf-16>Brücke"),
        ("①の橋".encode("euc_jis_2004"), "text/html; charset=euc-jp", "①の橋"),
        (b"+ADw-script+AD4-", "text/html; charset=utf-7", "+ADw-script+AD4-"),
        ("Brücke".encode(), "text/html; charset=hex", "Brücke"),
    ],
)
def test_characters_are_found_whatever_is_declared(body: bytes, content_type: str, text: str) -> None:
    assert decode(body, content_type) == text


def test_a_few_broken_bytes_do_not_change_the_rest() -> None:
    body = "Die Brücke über den Fluss bleibt „vorerst“ offen. ".encode() * 200 + b"\xff!"
    text = decode(body, "text/html; charset=utf-8")
    assert text.startswith("Die Brücke über den Fluss bleibt „vorerst“ offen.")
    assert text.endswith("offen. ÿ!")


_UNDECLARED = {
    "cp1251": "Последний паром сезона уйдёт с острова в понедельник, на четыре недели раньше, чем обычно.",
    "koi8-r": "Последний паром сезона уйдёт с острова в понедельник, на четыре недели раньше, чем обычно.",
    "cp1253": "Το τελευταίο πλοίο της εποχής φεύγει από το νησί τη Δευτέρα, νωρίτερα από το συνηθισμένο.",
    "cp1256": "تغادر آخر عبارة في الموسم الجزيرة يوم الاثنين قبل أربعة أسابيع من الموعد المعتاد",
    "cp1255": "המעבורת האחרונה של העונה תעזוב את האי ביום שני, ארבעה שבועות מוקדם מהרגיל",
    "cp1250": "Ostatni prom w tym sezonie odpłynie z wyspy w poniedziałek, cztery tygodnie wcześniej niż zwykle, źle się dzieje.",
    "cp1252": "Le dernier bac de la saison quittera l’île lundi, après des années où l’été durait plus longtemps, à l’évidence.",
    "cp1254": "Sezonun son vapuru pazartesi günü adadan ayrılacak; bu, alışıldığından dört hafta önce olacağı için şaşırttı.",
    "cp932": "今季最後のフェリーは月曜日に島を出る。例年より四週間も早いので、島の人たちは驚いている。",
    "euc-jp": "今季最後のフェリーは月曜日に島を出る。例年より四週間も早いので、島の人たちは驚いている。",
    "gb18030": "本季最后一班渡轮将在周一离开这个岛，比往年早了四个星期，岛上的人对此都很吃惊，他们说这是不对的。",
    "big5": "本季最後一班渡輪將在週一離開這個島，比往年早了四個星期，島上的人對此都很吃驚，他們說這是不對的。",
    "cp949": "이번 계절의 마지막 배는 월요일에 섬을 떠난다. 예년보다 네 주 이른 일이어서 섬 사람들은 놀라고 있다.",
}


@pytest.mark.parametrize("label", ["", "text/html; charset=utf-8"], ids=["undeclared", "declared as UTF-8"])
@pytest.mark.parametrize("name", _UNDECLARED)
def test_letters_tell_an_encoding_that_nobody_declared(name: str, label: str) -> None:
    text = f"<title>x</title><p>{_UNDECLARED[name]}</p>" * 3
    assert decode(text.encode(name), label) == text


def test_nothing_is_printed_about_broken_characters(capfd: pytest.CaptureFixture[str]) -> None:
    assert decode("①番の橋".encode("cp932") + b"\xff\x80" * 9, "text/html; charset=shift_jis").startswith("①番の橋")
    printed = capfd.readouterr()
    assert (printed.out, printed.err) == ("", "")


@pytest.mark.parametrize("levels", [240, 260, 300, 2_000])
@pytest.mark.parametrize("tag", ["div", "span", "section", "b"])
def test_headline_and_body_stay_apart_however_deep_they_stand(tag: str, levels: int) -> None:
    inner = f"<h1>{FERRY.headline}</h1>{plain(FERRY)}"
    html = page(f"<nav><a href='/'>Home</a></nav>{f'<{tag}>' * levels}{inner}{f'</{tag}>' * levels}", FERRY)
    document = extract(html, url=_URL)
    assert [block.text for block in document.blocks] == _TEXTS
    assert document.headline == FERRY.headline


def test_paragraphs_in_elements_that_are_never_closed_are_read_in_order() -> None:
    pieces = [
        f"<div><p>Paragraph number {number} of a very long day in the <i>old</i> harbour.</p>" for number in range(400)
    ]
    texts = [block.text for block in extract(page(f"<h1>x</h1>{''.join(pieces)}", FERRY), url=_URL).blocks]
    assert texts == [f"Paragraph number {number} of a very long day in the old harbour." for number in range(400)]


def test_mixed_encodings_are_untangled() -> None:
    body = "Größe: ".encode() + "“quoted” ".encode("cp1252") * 40
    assert decode(body, "text/html; charset=utf-8") == "Größe: " + "“quoted” " * 40


_FRENCH = _UNDECLARED["cp1252"]


@pytest.mark.parametrize("declared", ["", "iso-8859-1", "windows-1251", "iso-8859-2", "big5"])
@pytest.mark.parametrize("pasted", ["« déjà »", "“now” – it’s"])
def test_what_was_pasted_into_utf_8_does_not_change_the_rest_whatever_is_declared(declared: str, pasted: str) -> None:
    body = f"<p>{_FRENCH * 6}</p>".encode() + pasted.encode("cp1252") + f"<p>{_FRENCH}</p>".encode()
    label = f"text/html; charset={declared}" if declared else "text/html"
    assert decode(body, label) == f"<p>{_FRENCH * 6}</p>{pasted}<p>{_FRENCH}</p>"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp1250", "iso-8859-2"),
        ("iso8859-2", "iso-8859-2"),
        ("cp1253", "iso-8859-7"),
        ("iso8859-7", "iso-8859-7"),
        ("cp1255", "iso-8859-8"),
    ],
)
def test_the_encodings_of_windows_are_told_from_their_twins(encoding: str, declared: str) -> None:
    text = _UNDECLARED.get(encoding) or _UNDECLARED["cp1250" if encoding == "iso8859-2" else "cp1253"]
    quoted = text if encoding.startswith("iso") else f"“{text}”"
    assert decode(f"<p>{quoted}</p>".encode(encoding), f"text/html; charset={declared}") == f"<p>{quoted}</p>"
    pasted = f"<p>{text * 5}</p>".encode(encoding) + (b"\x93" if encoding == "iso8859-2" else b"")
    assert decode(pasted, f"text/html; charset={declared}").startswith(f"<p>{text * 5}</p>")


def test_an_xml_declaration_that_lies_is_ignored() -> None:
    html = "<?xml version='1.0' encoding='utf-16'?>" + broadsheet(FERRY)
    assert extract(html.encode(), url=_URL).headline == FERRY.headline


@pytest.mark.parametrize(
    "ahead", ["", "\ufeff", "<p>\x00", f"<div {'a' * 70_000}>", "<?xml version='1.0' encoding='utf-16'?>"]
)
def test_a_page_reads_the_same_from_its_bytes_and_from_its_characters(ahead: str) -> None:
    html = ahead + broadsheet(FERRY)
    assert "“" in html
    assert extract(html.encode(), url=_URL) == extract(html, url=_URL)


def test_composed_and_decomposed_letters_read_the_same() -> None:
    import unicodedata

    html = page(
        f"<article><h1>x</h1><div>{plain(FERRY, '<p>Größe und Übermaß sind zwei Dinge, sagte er am Abend.</p>')}</div></article>",
        FERRY,
    )
    other = unicodedata.normalize("NFD", html)
    assert html != other
    assert extract(html, url=_URL).text == extract(other, url=_URL).text


def test_invisible_characters_and_controls_are_no_text() -> None:
    html = broadsheet(FERRY).replace("The last ferry", "The\u00a0la\u00adst\u200b fer\x08ry")
    assert extract(html, url=_URL).text == extract(broadsheet(FERRY), url=_URL).text


def test_impossible_characters_never_reach_the_document() -> None:
    html = broadsheet(FERRY).replace("The last ferry", "The &#xD800;&#0;&#x110000;&#xFFFE; last ferry")
    extract(html, url=_URL).text.encode()


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 3_000 + "x",
        "<div>" * 200_000 + "x",
        "<b>" * 100_000 + "x",
        "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</p>",
        "<p title='" + "A" * 11_000_000 + "'>x</p>",
        "<p>" + "x" * 11_000_000 + "</p>",
        "<script type='application/ld+json'>" + "[" * 100_000 + "]" * 100_000 + "</script>",
        "<!-- " + "x" * 1_000_000,
        "<article>" + "<p>word word word word.</p>" * 20_000,
        "<p>" + "\u201c" * 100_000 + "</p>",
        "<p>" + " " * 100_000 + "x</p>",
        "<a href='x'>" * 20_000 + "y",
        "<table><tr><td>" * 5_000,
        "<ul><li><a href='/x'>Same words here</a>" * 10_000,
        "<p>© all rights reserved</p>" * 20_000,
        "<meta property='og:title' content='" + "a b " * 200_000 + "'><h1>" + "c d " * 100_000 + "</h1>",
        "<h1>A boat</h1>"
        + "<div><i></i>" * 80
        + "<i></i>" * 20_000
        + "<time datetime='2026-03-04'>x</time>" * 50
        + "<a href=x>y</a>",
        "<h1>A boat</h1>" + "<li><ul><i></i>" * 40 + "<a></a>" * 9_000 + "<time itemprop=datePublished>x</time>" * 50,
        "\x00" * 1_000_000,
        "<" * 1_000_000,
        "&" * 1_000_000,
    ],
    ids=lambda html: html[:18].strip() + str(len(html)),
)
def test_hostile_pages_take_bounded_time(html: str) -> None:
    with within(8):
        document = extract(html, url=_URL)
    document.text.encode()


_LONG = "a=1 " * 20_000


@pytest.mark.parametrize(
    ("html", "cut"),
    [
        (f"<p>one</p><div {_LONG}>two<b {_LONG}>three</b>", "<p>one</p><div>two<b>three</b>"),
        (f"<p>one<div {_LONG}", "<p>one<div>"),
        (f"{_LONG}<p>one", f"{_LONG}<p>one"),
        (f"<p>{_LONG}<i>one", f"<p>{_LONG}<i>one"),
    ],
    ids=["two long tags", "one without an end", "a long text before", "a long text between"],
)
def test_absurdly_long_tags_are_cut_down_to_their_names_and_nothing_else_is(html: str, cut: str) -> None:
    assert parse(html).text == cut


@pytest.mark.parametrize("url", ["", "not a url", "http://[", "https://paper.example:99999/", "javascript:alert(1)"])
def test_strange_addresses_are_endured(url: str) -> None:
    assert extract(broadsheet(FERRY), url=url).headline == FERRY.headline


def test_nesting_beyond_the_parser_s_limit_is_read_to_its_end() -> None:
    inner = "".join(f"<p>{text}</p>" for text in _TEXTS)
    parsed = parse("<p>HEAD</p>" + "<div>" * 300 + inner + "</div>" * 300 + "<p>TAIL</p>")
    text = "".join(parsed.root.itertext())
    assert not parsed.gave_up
    assert "HEAD" in text
    assert _TEXTS[-1] in text
    assert "TAIL" in text


def test_a_parser_that_cannot_read_everything_says_so() -> None:
    assert parse("<div>" * 6_000 + "x").gave_up
