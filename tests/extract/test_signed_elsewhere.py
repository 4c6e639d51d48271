"""Where present-day pages name who wrote an article, and zones and days beside it: each with what only looks like it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.extract.newsroom import FERRY, authors_of, page, plain
from tracker.extract import extract

_HOLT, _ELVANG = "Maren Holt", "Tor Elvang"
_BOTH = (_HOLT, _ELVANG)


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<dl><dt>Words</dt><dd>Maren Holt</dd><dt>Photography</dt><dd>Kurt Blom</dd></dl>", (_HOLT,)),
        ("<dl><dt>Text:</dt><dd>Maren Holt und Tor Elvang</dd><dt>Datum</dt><dd>4. März 2026</dd></dl>", _BOTH),
        ("<dl><dt>Photography</dt><dd>Kurt Blom</dd></dl>", ()),
        ("<dl><dt>Guest</dt><dd>Kurt Blom</dd></dl>", ()),
    ],
)
def test_a_list_of_terms_names_the_author_under_a_word_for_the_text(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<p class='credits'><span>Interview: Maren Holt</span> <span>Fotos: Kurt Blom</span> <span>04.03.2026</span></p>", (_HOLT,)),
        ("<p>Texte : Maren Holt – Photos : Kurt Blom</p>", (_HOLT,)),
        ("<p>Propos recueillis par : Maren Holt</p>", (_HOLT,)),
        ("<p>Entrevista: Maren Holt | Fotos: Kurt Blom</p>", (_HOLT,)),
        ("<p>Testo: Maren Holt · 4 marzo 2026</p>", (_HOLT,)),
        ("<p>Interview: How the Ferry was Sold</p>", ()),
    ],
)  # fmt: skip
def test_a_word_for_the_text_stands_before_its_author_and_others_follow(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<div class='post-meta'>March 4, 2026 · 3 min · Maren Holt</div>", (_HOLT,)),
        ("<div class='post-meta'>4 March 2026 • Maren Holt • 12 min read</div>", (_HOLT,)),
        ("<div class='post-meta'>4 March 2026 · 3 min read</div>", ()),
        ("<div class='story-info'>4 March 2026 · by Maren Holt, Field Communications Officer · Translated by Kurt Blom</div>", (_HOLT,)),
        ("<p class='byline'>By Maren Holt, programme director</p>", (_HOLT,)),
    ],
)  # fmt: skip
def test_how_long_it_takes_and_what_offices_do_is_no_part_of_a_name(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


_CARD = "<div class='card'><img src='/h.jpg' alt='{alt}'><h4>Maren Holt</h4><span>Writer</span></div>"


@pytest.mark.parametrize(
    ("above", "top", "expected"),
    [
        (_CARD.format(alt=_HOLT), "", (_HOLT,)),
        ("", _CARD.format(alt=_HOLT), (_HOLT,)),
        (_CARD.format(alt="The harbour at night"), "", ()),
        ("", f"<figure><img src='/h.jpg' alt='{_HOLT}'><figcaption>{_HOLT}</figcaption></figure>", ()),
    ],
)
def test_a_name_beside_its_portrait_opens_a_column(above: str, top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top, above=above) == expected


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (("<div class='authors'><div class='signataire'><span class='nom'>Maren Holt</span><span>Géographe, université de Serre</span></div>"
         "<div class='signataire'><span class='nom'>Tor Elvang</span><span>Médecin</span></div></div>"), _BOTH),
        ("<div class='byline'>Heard on <a href='/p'>The Early Boat</a></div><div class='bylines'><p class='byline__name'>Maren Holt</p></div>", (_HOLT,)),
        ("<figure><img src='/x'><figcaption>The boat. <span class='byline'>Kurt Blom</span></figcaption></figure>", ()),
    ],
)  # fmt: skip
def test_signatures_give_a_name_and_an_office_each(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("<p><strong>Dr Maren Holt</strong><br><em>Lower Quay</em></p>", ("Dr Maren Holt",)),
        ("<p class='skribent'><b>Maren Holt</b>, distriktsläkare, Hällbo</p><p class='skribent'><b>Tor Elvang</b>, analytiker</p>", _BOTH),
        ("<p><strong>Mind the Gap</strong><br>The boat leaves at nine and nobody on the quay waits for it any longer than that.</p>", ()),
    ],
)  # fmt: skip
def test_a_name_above_a_place_signs_a_letter(last: str, expected: tuple[str, ...]) -> None:
    assert authors_of(last=last) == expected


@pytest.mark.parametrize("name", ["articleAuthor", "article-author", "post_author"])
def test_heads_name_the_author_under_other_names(name: str) -> None:
    assert authors_of(head=f"<meta name='{name}' content='Maren Holt'>") == (_HOLT,)


def test_a_department_that_made_the_page_is_no_author() -> None:
    assert authors_of(head="<meta name='dcterms.creator' content='Department for Inland Waters'>") == ()


_CHINESE = "<html lang='zh'><body><article><h1>老码头变身夜间菜市场</h1>{top}<p>{opening}停用十二年的南渡老码头近日改造成夜间菜市场，开业首周接待市民四万余人次，街道办负责人说，今后还会有更多摊位。</p><p>市场每天下午五点开市，凌晨一点收市，共设摊位一百二十六个，其中三分之一留给郊区菜农直销，其余由居民抽签。</p>{last}</article></body></html>"


@pytest.mark.parametrize(
    ("top", "opening", "last", "expected"),
    [
        ("", "本报讯（记者 罗婧怡 邵明川）", "", ("罗婧怡", "邵明川")),
        ("", "新华网电（本报记者 罗婧怡）", "", ("罗婧怡",)),
        ("<div><span>文｜簡若棠</span><span>攝影｜杜品睿</span></div>", "", "", ("簡若棠",)),
        ("", "", "<p>取材・文／吉成はるか<br>写真／大庭啓</p>", ("吉成はるか",)),
        ("", "据（今年的）统计，", "", ()),
    ],
)
def test_chinese_and_japanese_pages_say_who_wrote_in_the_opening_and_in_credits(
    top: str, opening: str, last: str, expected: tuple[str, ...]
) -> None:
    html = _CHINESE.format(top=top, opening=opening, last=last)
    assert extract(html, url="https://paper.example/a").authors == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<time>09:30, 18 марта 2025 (МСК)</time>", datetime(2025, 3, 18, 6, 30, tzinfo=UTC)),
        ("<p class='date'>09:30, 18 March 2025 (MSK)</p>", datetime(2025, 3, 18, 6, 30, tzinfo=UTC)),
        ("<p class='date'>09:30, 18 March 2025 (Oslo)</p>", datetime(2025, 3, 18, 9, 30, tzinfo=UTC)),
    ],
)
def test_a_zone_may_stand_behind_the_day(line: str, expected: datetime) -> None:
    body = f"<article><h1>{FERRY.headline}</h1>{line}{plain(FERRY)}</article>"
    assert extract(page(body, FERRY), url="https://paper.example/story").published_at == expected


def test_days_in_a_list_of_other_articles_are_not_the_articles() -> None:
    listed = "<ul><li>07/02/2024 <a href='/1'>In praise of delay</a></li><li>31/01/2024 <a href='/2'>The other chair</a></li></ul>"
    body = f"<div class='data'>Wednesday 14 February 2024</div><h3>{FERRY.headline}</h3>{plain(FERRY)}{listed}"
    found = extract(page(body, FERRY), url="https://paper.example/story").published_at
    assert found == datetime(2024, 2, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("<p class='sig'><b>– Interview by Maren Holt</b></p>", (_HOLT,)),
        (
            "<div class='art-authors'><span>Autoři:</span> <a href='/a'>Maren Holt</a>, <a href='/b'>ČTN</a></div>",
            (_HOLT,),
        ),
        ("<div class='source'>خبرنگار: <strong>فرهاد کلانتری</strong></div>", ("فرهاد کلانتری",)),
        ("<p>Source: Harbour Wire</p>", ()),
        ("<p>Interview by the editors</p>", ()),
    ],
)
def test_lines_below_the_text_sign_it_in_more_words(last: str, expected: tuple[str, ...]) -> None:
    assert authors_of(last=last) == expected


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<p class='byline'>By MAREN HOLT AT THE GASWORKS</p>", ("MAREN HOLT",)),
        ("<p class='byline'>Por Maren Holt, P1 Sul de Minas</p>", (_HOLT,)),
        ("<div class='author'>记者 费知秋 通讯员 邬小棠</div>", ("费知秋", "邬小棠")),
        ("<div class='meta'><span>Ελλάδα</span> <time>12.09.2022 08:40</time> <span>Ενημερώθηκε: 12.09.2022 10:15</span></div>", ()),
    ],
)  # fmt: skip
def test_places_stations_and_updates_are_no_part_of_a_byline(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


def test_a_person_in_the_head_goes_before_the_house_that_json_ld_names() -> None:
    house = '{"@type":"Organization","name":"The Harbour Post"}'
    data = f'<script type="application/ld+json">{{"@type":"NewsArticle","author":{house},"publisher":{house}}}</script>'
    assert authors_of(head=data + "<meta name='author' content='Maren Holt'>") == (_HOLT,)
    assert authors_of(head=data) == ()
    assert authors_of(head=data, top="<p class='byline'>The Harbour Post</p>") == ("The Harbour Post",)
