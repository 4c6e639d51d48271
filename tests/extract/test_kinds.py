"""Kinds of pages and passages that are easily lost or easily taken for text."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.extract.newsroom import BREAD, FERRY, Story, broadsheet, page, plain
from tracker.extract import extract
from tracker.model import BlockKind, Document, Mark

_URL = "https://paper.example/story"
_TEXTS = [text for _, text in FERRY.pieces]


def _read(body: str, story: Story = FERRY, head: str = "") -> Document:
    return extract(page(body, story, head), url=_URL)


def _texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind is not BlockKind.CAPTION]


def test_paragraphs_that_are_only_parted_by_line_breaks_are_read_apart() -> None:
    text = "<br><br>".join(_TEXTS)
    assert _texts(_read(f"<h1>{FERRY.headline}</h1><div class='text'>{text}</div>")) == _TEXTS


def test_one_line_break_does_not_part_a_paragraph() -> None:
    body = f"<h1>{FERRY.headline}</h1><div><p>{_TEXTS[0]}<br>{_TEXTS[1]}</p><p>{_TEXTS[2]}</p></div>"
    assert _texts(_read(body)) == [f"{_TEXTS[0]} {_TEXTS[1]}", _TEXTS[2]]


def test_turns_of_an_interview_are_questions_and_answers() -> None:
    turns = "".join(
        f"<p><b>{question}</b></p><p>{answer}</p>"
        for question, answer in (
            ("Why did you leave the island after so many years?", _TEXTS[0]),
            ("And what do the others say to that?", _TEXTS[2]),
            ("Will you ever go back?", "No."),
        )
    )
    document = _read(f"<article><h1>{FERRY.headline}</h1><div>{turns}</div></article>")
    assert [block.kind for block in document.blocks] == [BlockKind.QUESTION, BlockKind.ANSWER] * 3
    assert _texts(document)[-1] == "No."


def test_an_embedded_post_is_a_quote() -> None:
    post = "<div class='social-embed'><blockquote class='twitter-tweet'><p>We sail again on Monday, whatever they say.</p>— Tor Elvang (@torelvang) May 3, 2026</blockquote></div>"
    document = _read(f"<article><h1>{FERRY.headline}</h1><div>{plain(FERRY, post)}</div></article>")
    quoted = [block.text for block in document.blocks if block.kind is BlockKind.QUOTE]
    assert quoted[0] == "We sail again on Monday, whatever they say."


def test_a_table_of_data_is_read_by_rows() -> None:
    table = "<table><tr><th>Year</th><th>Passengers</th></tr><tr><td>2024</td><td>31,200</td></tr><tr><td>2025</td><td>29,870</td></tr></table>"
    document = _read(f"<article><h1>{FERRY.headline}</h1><div>{plain(FERRY, table)}</div></article>")
    assert [block.text for block in document.blocks if block.kind is BlockKind.TABLE_ROW] == [
        "Year Passengers",
        "2024 31,200",
        "2025 29,870",
    ]


def test_a_bold_subheading_is_text() -> None:
    between = "<p><strong>A winter on the mainland</strong></p>"
    document = _read(f"<article><h1>{FERRY.headline}</h1><div>{plain(FERRY, between)}</div></article>")
    assert "A winter on the mainland" in _texts(document)


def test_a_drop_cap_stays_in_its_word() -> None:
    first = f"<p><span class='dropcap'>{_TEXTS[0][0]}</span>{_TEXTS[0][1:]}</p>"
    assert (
        _texts(_read(f"<article><h1>{FERRY.headline}</h1><div>{first}<p>{_TEXTS[2]}</p></div></article>"))[0]
        == _TEXTS[0]
    )


def test_quotation_marks_of_the_q_element_are_written_out() -> None:
    first = "<p>She called the plan <q>a bridge too far</q> and left the room before the vote was taken.</p>"
    document = _read(f"<article><h1>{FERRY.headline}</h1><div>{first}<p>{_TEXTS[2]}</p></div></article>")
    assert "“a bridge too far”" in document.text


def test_links_are_kept_with_their_targets() -> None:
    first = "<p>The figures stand in <a href='/report.pdf'>a report of the county</a>, which nobody had asked for before.</p>"
    document = _read(f"<article><h1>{FERRY.headline}</h1><div>{first}<p>{_TEXTS[2]}</p></div></article>")
    assert document.blocks[0].links[0].href == "https://paper.example/report.pdf"


@pytest.mark.parametrize(
    "note",
    [
        "Correction: An earlier version of this article misstated the number of islanders.",
        "This article was amended on 4 March 2026 to remove a wrong figure for the county’s budget.",
        "Editor’s note: The headline of this story has been changed to clarify who made the decision.",
        "Korrektur: In einer früheren Version hieß es, die Fähre fahre bis Dezember. Das ist falsch.",
        "Corrección: Una versión anterior de este artículo daba una fecha equivocada para el último viaje.",
        "Une première version de cet article indiquait par erreur que la ligne fermait en décembre.",
        "Correction, 20 November 2026: Nine islanders were said to have objected. There were eleven.",
        "Clarification (Nov. 20, 2026, 4:30 p.m.): The county pays for the barge, and not for its crew.",
        "Corrections & clarifications: The barge sails on Sundays, which an answer here had ruled out.",
        "Korrektur vom 20. November 2026, 14:30 Uhr: Die Fähre fährt auch sonntags, anders als hier stand.",
        "Correção de 20 de novembro de 2026: o número de moradores estava errado neste texto.",
    ],
)
@pytest.mark.parametrize("place", ["in", "after", "footer"])
def test_a_correction_note_is_kept_wherever_it_stands(note: str, place: str) -> None:
    inside = f"<p class='footnote'>{note}</p>" if place == "in" else ""
    after = f"<div class='box'><p>{note}</p></div>" if place == "after" else ""
    foot = f"<footer class='article-footer'><p>{note}</p></footer>" if place == "footer" else ""
    document = _read(
        f"<main><article><h1>{FERRY.headline}</h1><div>{plain(FERRY)}{inside}</div>{foot}</article>{after}</main>"
    )
    assert [block.text for block in document.blocks if block.kind is BlockKind.CORRECTION] == [note]


def test_how_to_report_a_mistake_is_no_correction_note() -> None:
    line = "<p class='help'>Found a mistake? <a href='/corrections'>Tell our corrections desk about it</a></p>"
    document = _read(f"<article><h1>{FERRY.headline}</h1><div>{plain(FERRY)}</div></article>{line}")
    assert not [block for block in document.blocks if block.kind is BlockKind.CORRECTION]


@pytest.mark.parametrize(
    "note",
    [
        "Update: The county said on Friday evening that the barge would sail on Sundays, too.",
        "Updated 20 November 2026 to include what the county said about the barge on Sundays.",
        "Aktualisierung vom 20. November 2026, 14:30 Uhr: Der Kreis teilt mit, dass der Kahn auch sonntags fährt.",
        "Mise à jour du 20 novembre à 14h30 : le comté annonce que le bac circulera aussi le dimanche.",
        "Actualización (20 de noviembre): el condado dice que la barcaza también saldrá los domingos.",
    ],
)
def test_an_update_note_is_its_own_kind(note: str) -> None:
    document = _read(f"<article><h1>{FERRY.headline}</h1><div>{plain(FERRY)}<p>{note}</p></div></article>")
    assert document.blocks[-1].kind is BlockKind.UPDATE


@pytest.mark.parametrize(
    "line",
    [
        "Updated: 18 Nov 2025, 19:11",
        "Aktualisiert am 18. November 2025 um 19:11 Uhr.",
    ],
)
def test_the_time_of_an_update_is_no_note(line: str) -> None:
    document = _read(f"<article><h1>{FERRY.headline}</h1><p>{line}</p><div>{plain(FERRY)}</div></article>")
    assert _texts(document) == _TEXTS


def test_other_articles_below_are_not_this_one() -> None:
    others = "".join(
        f"<article><p>{text}</p><a href='/o/{n}'>More</a></article>"
        for n, text in enumerate(_texts(_read(broadsheet(BREAD), BREAD)))
    )
    document = _read(
        f"<article><h1>{FERRY.headline}</h1>{plain(FERRY)}</article><section><h3>You may also like</h3>{others}</section>"
    )
    assert _texts(document) == _TEXTS


def test_a_copy_for_small_screens_is_not_read_twice() -> None:
    copy = f"<div style='display:none'>{plain(FERRY)}</div>"
    assert _texts(_read(f"<article><h1>{FERRY.headline}</h1><div>{plain(FERRY)}</div></article>{copy}")) == _TEXTS


def test_text_in_paragraphs_named_for_the_paywall_is_read() -> None:
    assert (
        _texts(_read(f"<article><h1>{FERRY.headline}</h1><div>{plain(FERRY, css=' class=paywall')}</div></article>"))
        == _TEXTS
    )


def test_a_thread_of_a_forum_is_read() -> None:
    posts = "".join(
        f"<div class='post'><div class='poster'>user{n}</div><div class='content'><p>{text}</p></div></div>"
        for n, text in enumerate(_TEXTS)
        if n != 3
    )
    assert _texts(_read(f"<h1>{FERRY.headline}</h1><div id='thread'>{posts}</div>")) == [
        text for n, text in enumerate(_TEXTS) if n != 3
    ]


def test_a_gallery_s_captions_are_its_text() -> None:
    pictures = "".join(
        f"<figure><img src='{n}.jpg' alt=''><figcaption>{text}</figcaption></figure>"
        for n, text in enumerate(_TEXTS[:3])
    )
    assert _texts(_read(f"<h1>{FERRY.headline}</h1><div class='gallery'>{pictures}</div>")) == _TEXTS[:3]


def test_a_page_that_needs_scripts_is_read_from_its_json_ld() -> None:
    data = json.dumps({"@type": "NewsArticle", "headline": FERRY.headline, "articleBody": "\n\n".join(_TEXTS)})
    document = _read("<div id='root'></div>", head=f"<script type='application/ld+json'>{data}</script>")
    assert _texts(document) == _TEXTS


def test_entries_of_a_live_blog_are_read_in_order() -> None:
    entries = "".join(
        f"<article class='entry'><time>1{n}:05</time><h3>Entry number {n}</h3><p>{text}</p></article>"
        for n, text in enumerate(_TEXTS)
    )
    data = json.dumps({"@type": "LiveBlogPosting", "headline": FERRY.headline})
    document = _read(
        f"<h1>{FERRY.headline}</h1><div class='live'>{entries}</div>",
        head=f"<script type='application/ld+json'>{data}</script>",
    )
    assert [text for text in _texts(document) if text in _TEXTS] == _TEXTS
    assert Mark.LIVE_BLOG in document.marks


@pytest.mark.parametrize(
    "texts",
    [
        [
            "قال رئيس البلدية يوم الاثنين إن العبارة ستتوقف عن العمل قبل نهاية الشهر المقبل بسبب نقص المال.",
            "وأضاف أن المدينة دفعت 240 ألفا هذا العام، وأن عدد الركاب تراجع إلى تسعة في اليوم الواحد.",
            "ولم يوافق المجلس بعد على بناء جسر، وهو مشروع يناقشه السكان منذ أكثر من خمسين عاما.",
        ],
        [
            "市は火曜日、老朽化した東の桟橋を来年三月で閉鎖すると発表した。利用者は一日に九人まで減っていた。",
            "「もう続けられません」と船長の田村さんは話した。兄弟三人で四十年にわたり船を出してきたという。",
            "新しい橋の計画には住民の六割が反対しており、議会は秋に改めて採決を行う予定である。",
        ],
        [
            "Мэрия объявила во вторник, что паром перестанет ходить с третьего ноября, на месяц раньше обычного.",
            "«Мы возили бы девять пассажиров в день», — сказал владелец линии, который работает с двумя братьями.",
            "Мост обсуждают с семидесятых годов, но в мае против него высказался 61 процент жителей острова.",
        ],
    ],
    ids=["arabic", "japanese", "russian"],
)
def test_other_scripts_are_read(texts: list[str]) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    assert (
        _texts(_read(f"<div><h1>{texts[0][:20]}</h1><div>{paragraphs}</div></div><ul><li><a href='/'>1</a></li></ul>"))
        == texts
    )


def test_an_article_in_a_box_that_is_named_for_its_menu_is_read() -> None:
    texts = "".join(f"<div>{text}</div>" for text in _TEXTS)
    assert _texts(_read(f"<div id='nav-wrapper'><div><b>{FERRY.headline}</b></div>{texts}</div>"))[-4:] == _TEXTS[-4:]


def test_furniture_is_kept_with_the_rule_that_cut_it() -> None:
    document = extract(broadsheet(FERRY), url=_URL)
    rules = {block.text: block.path.partition(":")[0] for block in document.furniture}
    assert rules["Museum finds a lost letter behind a cupboard"] in ("related", "outside")
    assert rules["Ferry" if "Ferry" in rules else FERRY.headline] in ("headline", "outside")


_PARAGRAPHS = [text for kind, text in FERRY.pieces if kind is BlockKind.PARAGRAPH]
_STATES = {
    "next data": '<script id="__NEXT_DATA__" type="application/json">{}</script>',
    "initial state": "<script>window.__INITIAL_STATE__ = {};</script>",
    "state as a string": "<script>window.__STATE__=JSON.parse({});</script>",
}
_SHAPES = {
    "texts": lambda texts: [{"type": "paragraph", "text": text} for text in texts],
    "html pieces": lambda texts: [{"kind": "Paragraph", "content": f"<p>{text}</p>"} for text in texts],
    "spans": lambda texts: [
        {"_type": "block", "children": [{"text": text[:20]}, {"text": text[20:]}]} for text in texts
    ],
    "one html": lambda texts: "".join(f"<p>{text}</p>" for text in texts),
    "strings": lambda texts: texts,
}


@pytest.mark.parametrize("shape", _SHAPES.values(), ids=_SHAPES)
@pytest.mark.parametrize("script", _STATES.values(), ids=_STATES)
def test_an_article_that_scripts_would_draw_is_read_from_the_state(
    script: str, shape: Callable[[list[str]], object]
) -> None:
    state = json.dumps(
        {"props": {"menu": ["Home", "World"], "article": {"title": FERRY.headline, "body": shape(_PARAGRAPHS)}}}
    )
    filled = script.format(json.dumps(state) if "JSON.parse" in script else state)
    document = _read(f"<div id='__next'></div>{filled}")
    assert _texts(document) == _PARAGRAPHS


def test_kinds_and_asides_of_the_state_are_told() -> None:
    pieces: list[object] = [{"type": "paragraph", "text": text} for text in _PARAGRAPHS]
    pieces[1:1] = [
        {"type": "heading2", "text": "What it costs"},
        {"type": "image", "text": "The harbour on a quiet morning"},
        {"type": "blockquote", "text": "Nobody has asked us."},
        {"type": "list", "items": [{"text": "Nine cars"}, {"text": "Forty people"}]},
        {"type": "paragraph", "text": "Fewer than <em>nine</em> cars &amp; 3 < 4."},
    ]
    document = _read(f"<script type='application/json'>{json.dumps({'data': [{'content': pieces}]})}</script>")
    assert [(block.kind, block.text) for block in document.blocks[1:6]] == [
        (BlockKind.HEADING, "What it costs"),
        (BlockKind.QUOTE, "Nobody has asked us."),
        (BlockKind.LIST_ITEM, "Nine cars"),
        (BlockKind.LIST_ITEM, "Forty people"),
        (BlockKind.PARAGRAPH, "Fewer than nine cars & 3 < 4."),
    ]


@pytest.mark.parametrize(
    "script", ["{", "[[[[", "null", '"' + "x" * 900 + '"', "[" * 90_000, '{"a": [' + '{"text": "x y"},' * 900 + "1]}"]
)
def test_a_state_that_holds_no_article_gives_none(script: str) -> None:
    assert _read(f"<script>window.__STATE__ = {script}</script>").blocks == ()


_ASKED = [f"Why does crossing number {number} cost so much?" for number in (1, 2, 3)]


def _interview(*turns: str) -> list[tuple[BlockKind, str]]:
    document = _read(f"<article><h1>{FERRY.headline}</h1><p>{_TEXTS[0]}</p>{''.join(turns)}</article>")
    return [(block.kind, block.text) for block in document.blocks[1:]]


def test_turns_under_names_are_questions_and_answers() -> None:
    turns = [(f"The Paper: {asked}", f"Maren Holt: {told}") for asked, told in zip(_ASKED, _TEXTS[1:4], strict=True)]
    shown = [f"<p><b>{asked[:10]}</b>{asked[10:]}</p><p>{told}</p>" for asked, told in turns]
    more = "She laughed, and looked for a long time at the boat that was leaving the harbour below."
    expected = [(BlockKind.QUESTION, turns[0][0]), (BlockKind.ANSWER, turns[0][1]), (BlockKind.ANSWER, more)]
    for asked, told in turns[1:]:
        expected += [(BlockKind.QUESTION, asked), (BlockKind.ANSWER, told)]
    assert _interview(shown[0], f"<p>{more}</p>", *shown[1:]) == expected


def test_labels_that_ask_nothing_are_no_turns() -> None:
    labelled = [f"<p>Monday: {text}</p><p>Tuesday: {text[:-1]} again.</p>" for text in _TEXTS[1:4]]
    assert {kind for kind, _ in _interview(*labelled)} == {BlockKind.PARAGRAPH}


def test_a_list_of_terms_that_ask_is_questions_and_answers() -> None:
    asked = zip(_ASKED, _TEXTS[1:4], strict=True)
    turns = "".join(f"<dt>{question}</dt><dd><p>{answer}</p></dd>" for question, answer in asked)
    kinds = [kind for kind, _ in _interview(f"<dl>{turns}</dl>")]
    assert kinds == [BlockKind.QUESTION, BlockKind.ANSWER] * 3


def test_a_sentence_that_a_box_repeats_in_large_letters_is_not_text() -> None:
    first, _, second = _TEXTS[1].partition(". ")
    box = f"<div class='x9'><span>{second or first}</span></div>"
    document = _read(f"<article><h1>{FERRY.headline}</h1><div>{plain(FERRY, box)}</div></article>")
    assert _texts(document) == _TEXTS
