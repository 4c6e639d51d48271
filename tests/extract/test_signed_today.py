"""Habits of present-day publishers in naming who wrote an article: each with its other forms, and with what only looks like it."""

from __future__ import annotations

import json

import pytest

from tests.extract.newsroom import FERRY, authors_of

_HOLT, _ELVANG = "Maren Holt", "Tor Elvang"
_BOTH = (_HOLT, _ELVANG)
_HOUSE = {"@type": "Organization", "name": "The Paper"}


def _ld(author: object, **fields: object) -> str:
    data = {"@type": "NewsArticle", "headline": FERRY.headline, "author": author, **fields}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


_DATE = "<div class='x2'>March 4, 2026, 11:46 AM</div>"


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (f"<div class='Share'><div class='ShareByline'><div><span class='k1'>By</span><span>by MAREN HOLT and TOR ELVANG</span></div>{_DATE}</div></div>", ("MAREN HOLT", "TOR ELVANG")),
        ("<p class='byline'>By by Maren Holt</p>", (_HOLT,)),
        ("<p class='byline'><span>By</span> <a href='/a'>By Maren Holt</a></p>", (_HOLT,)),
        ("<div class='byline'><span>Von</span><span>Von Maren Holt</span></div>", (_HOLT,)),
        ("<div class='byline'><span>Par</span> <span>par Maren Holt</span></div>", (_HOLT,)),
        ("<div class='byline'><span>Por:</span> <span>Por Maren Holt</span></div>", (_HOLT,)),
        ("<div class='byline'><span>Di</span><span>di Maren Holt</span></div>", (_HOLT,)),
        ("<div class='byline'><span>By</span><span>Written by Maren Holt</span></div>", (_HOLT,)),
        ("<p class='byline'>By Byron Holt</p>", ("Byron Holt",)),
        ("<p class='byline'>Vondra Holt</p>", ("Vondra Holt",)),
        ("<p class='byline'>By Divya Elvang</p>", ("Divya Elvang",)),
    ],
)  # fmt: skip
def test_a_word_before_the_name_that_markup_and_template_both_write_is_no_part_of_it(
    top: str, expected: tuple[str, ...]
) -> None:
    assert authors_of(top=top) == expected


@pytest.mark.parametrize(
    ("author", "top", "expected"),
    [
        ("Caio (Augusto Lemes) Brandão ", "", ("Caio Brandão",)),
        ("Maren (Mary) Holt", "", (_HOLT,)),
        ("Maren (M.) Holt", "<p class='byline'>By Maren Holt</p>", (_HOLT,)),
        ("Maren Holt (Oslo)", "", (_HOLT,)),
        ("Maren Holt (dpa)", "", (_HOLT,)),
        ("Maren Holt (maren@paper.example)", "", (_HOLT,)),
        ("Maren Holt (she/her)", "", (_HOLT,)),
        ("Maren Holt (text) and Tor Elvang (photos)", "", (_HOLT,)),
        ([{"@type": "Person", "name": "Maren (M) Holt"}, {"@type": "Person", "name": "Tor (T) Elvang"}], "", _BOTH),
        ("", "<p class='byline'>By Maren (Mary) Holt</p>", (_HOLT,)),
        ("", "<p class='byline'>By Maren Holt (Oslo)</p>", (_HOLT,)),
        ("", "<p class='byline'>Von Maren Holt (Text) und Tor Elvang (Fotos)</p>", (_HOLT,)),
    ],
)
def test_what_stands_in_brackets_within_a_name_is_left_out_of_it(
    author: object, top: str, expected: tuple[str, ...]
) -> None:
    assert authors_of(head=_ld(author), top=top) == expected


def _contributors(attribute: str, *, role: str = "Rural affairs correspondent") -> str:
    names = "".join(
        f"<div class='s6'><span class='s7'>{name}</span><span class='s8'>{role}</span></div>" for name in _BOTH
    )
    return f"<div class='s0'><time class='s1' datetime='2026-03-04T06:04:17Z'>6 hours ago</time></div><div {attribute} class='s4'>{names}<div class='s9'>Reporting from<span>Skarvoy</span></div></div>"


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (_contributors("data-testid='byline-contributors'"), _BOTH),
        (_contributors("data-component='byline-block'"), _BOTH),
        (_contributors("data-qa='article-byline'"), _BOTH),
        (_contributors("data-test='authors'"), _BOTH),
        (_contributors("data-cy='byline'"), _BOTH),
        (_contributors("data-testid='byline'", role="Reporter"), _BOTH),
        ("<div data-testid='byline' class='k'><span>By </span><a href='/p/mh'>Maren Holt</a></div>", (_HOLT,)),
        ("<div data-testid='author-names' class='k'><a href='/p/mh'>Maren Holt</a> and <a href='/p/te'>Tor Elvang</a></div>", _BOTH),
        ("<div data-gu-name='byline' class='k'><address><a href='/p/mh'>Maren Holt</a></address></div>", (_HOLT,)),
        ("<span data-testid='AuthorName' class='k'>Maren Holt</span>", (_HOLT,)),
        ("<div data-testid='card-byline-list' class='related'><span>Kurt Blom</span></div><p>By Maren Holt</p>", (_HOLT,)),
        ("<div data-testid='timestamp' class='k'>Maren Holt street</div><p>By Maren Holt</p>", (_HOLT,)),
        ("<div data-component='byline-block'><span>Reporting from</span><span>Skarvoy</span></div><p>By Maren Holt</p>", (_HOLT,)),
    ],
)  # fmt: skip
def test_an_attribute_for_tests_names_the_byline_where_classes_are_hashes(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(head=_ld(_HOUSE), top=top) == expected


@pytest.mark.parametrize(
    ("author", "top", "expected"),
    [
        ([{"@type": "Person", "name": "Maren Holt, Postbank News"}, {"@type": "Person", "name": "The Prairie Press"}], "<p class='byline'><a href='/author/mh'>Maren Holt</a>, <span>Postbank News</span></p>", (_HOLT,)),
        ([{"@type": "Person", "name": _HOLT}, {"@type": "Organization", "name": "Associated Press"}], "<p class='byline'>By Maren Holt</p>", (_HOLT,)),
        ([{"@type": "Person", "name": "The Paper avec AFP"}, {"@type": "Person", "name": _HOLT}], "<p class='byline'>Par Maren Holt, The Paper avec AFP</p>", (_HOLT,)),
        ([{"@type": "Person", "name": "The Paper with AFP"}, {"@type": "Person", "name": _HOLT}], "<p class='byline'>Maren Holt, The Paper with AFP</p>", (_HOLT,)),
        ([{"@type": "Person", "name": _HOLT}], "<p class='byline'>Par Maren Holt et The Paper</p>", (_HOLT,)),
        ([{"@type": "Person", "name": "The Paper mit dpa"}], "<p class='byline'>Von Maren Holt, The Paper</p>", (_HOLT,)),
        ([{"@type": "Person", "name": "Maren Holt, Reuters"}], "", (_HOLT,)),
        ([{"@type": "Person", "name": _HOLT}, {"@type": "Person", "name": _ELVANG}], "<p class='byline'>By Maren Holt</p>", _BOTH),
        ([{"@type": "Person", "name": "Reuters"}], "", ("Reuters",)),
        ([{"@type": "Person", "name": "Desmond Press"}], "", ("Desmond Press",)),
    ],
)  # fmt: skip
def test_an_agency_or_the_paper_itself_among_persons_is_no_author(
    author: object, top: str, expected: tuple[str, ...]
) -> None:
    head = _ld(author, publisher={"@type": "NewsMediaOrganization", "name": "The Paper"})
    assert authors_of(head=head, top=top) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("von Uta Möckel-Brandis und Ronny Seifarth, MF SACHSEN", ("Uta Möckel-Brandis", "Ronny Seifarth")),
        ("von Maren Holt, NDR", (_HOLT,)),
        ("von Maren Holt, SWR AKTUELL", (_HOLT,)),
        ("Von Maren Holt, BR24", (_HOLT,)),
        ("Von Maren Holt und Tor Elvang, WDR", _BOTH),
        ("Maren Holt, NRK NYHETER", (_HOLT,)),
        ("By Maren Holt, KXAN STAFF", (_HOLT,)),
        ("Maren Holt | TV NORTH", (_HOLT,)),
        ("By MAREN HOLT, TOR ELVANG", ("MAREN HOLT", "TOR ELVANG")),
        ("By MAREN HOLT and TOR ELVANG", ("MAREN HOLT", "TOR ELVANG")),
        ("By Maren HOLT, Tor ELVANG", ("Maren HOLT", "Tor ELVANG")),
        ("Par Maren HOLT et J. P. ELVANG", ("Maren HOLT", "J. P. ELVANG")),
    ],
)
def test_a_station_in_capitals_behind_the_names_is_no_author(line: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=f"<p class='author'>{line}</p>") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Von KOMPASS-online-Redakteurin Dörte Schimmelpfennig", ("Dörte Schimmelpfennig",)),
        ("Von Redakteur Maren Holt", (_HOLT,)),
        ("Von unserem Redakteur Maren Holt", (_HOLT,)),
        ("Von unserer Korrespondentin Maren Holt", (_HOLT,)),
        ("Von WELT-Autorin Maren Holt", (_HOLT,)),
        ("Von Sportredakteur Maren Holt und Tor Elvang", _BOTH),
        ("Von Gastautor Maren Holt", (_HOLT,)),
        ("Von FOCUS-online-Reporter Maren Holt (Oslo)", (_HOLT,)),
        ("By Political Correspondent Maren Holt", (_HOLT,)),
        ("By Senior Reporter Maren Holt", (_HOLT,)),
        ("By our reporter Maren Holt", (_HOLT,)),
        ("De notre correspondante Maren Holt", (_HOLT,)),
        ("De notre envoyé spécial à Oslo, Maren Holt", (_HOLT,)),
        ("dal nostro inviato Maren Holt", (_HOLT,)),
        ("De nuestra corresponsal Maren Holt", (_HOLT,)),
        ("Por nuestro enviado especial Maren Holt", (_HOLT,)),
        ("Van onze verslaggever Maren Holt", (_HOLT,)),
        ("Von Otto Redakteur", ("Otto Redakteur",)),
        ("By Page Reporter", ("Page Reporter",)),
        ("Von unserer Redaktion", ("unserer Redaktion",)),
    ],
)
def test_the_office_before_a_name_is_no_part_of_it(line: str, expected: tuple[str, ...]) -> None:
    told = authors_of(top=f"<p class='author'>{line}</p>")
    assert told == expected or (expected == ("unserer Redaktion",) and (not told or "Redaktion" in told[0]))


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<div class='Story-authors'><span class='Story-authors-prefix'>Von: </span><a class='Story-authors-link' href='/autor/mh'>Maren Holt</a>, <span class='Story-authors-name'>Tor Elvang</span></div>", _BOTH),
        ("<div class='byline'>By <a class='author-link' href='/a/mh'>Maren Holt</a> and <span class='author-name'>Tor Elvang</span></div>", _BOTH),
        ("<div class='byline'><span class='author-name'>Maren Holt</span>, <a class='link' href='/a/te'>Tor Elvang</a></div>", _BOTH),
        ("<p class='byline'>Von <a href='/a/mh'>Maren Holt</a>, <span>Tor Elvang</span></p>", _BOTH),
        ("<p class='byline'>Par <a href='/a/mh'>Maren Holt</a> et Tor Elvang</p>", _BOTH),
        ("<div class='authors'><a class='authors__link' href='/a/mh'>Maren Holt</a>, <span class='authors__name'>Tor Elvang</span>, <span class='authors__place'>Oslo</span></div>", _BOTH),
        ("<div class='authors'><a class='authors__link' href='/a/mh'>Maren Holt</a>, <span class='authors__role'>Oslo correspondent</span></div>", (_HOLT,)),
        ("<div class='author-container'><div class='author-name'><a href='/autores/mh'>Maren Holt</a><span class='location'>Barcelona</span></div></div>", (_HOLT,)),
        ("<p class='article-signature'>di <a class='writer' href='/firme/mh'>Maren Holt</a>, <span class='writer'>inviata a Borgo Tresanti</span></p>", (_HOLT,)),
        ("<p class='article-signature'>di <span class='writer'>Maren Holt</span>, <span class='writer'>nostro inviato</span></p>", (_HOLT,)),
        ("<p class='signature'>par <a class='writer' href='/a/mh'>Maren Holt</a>, <span class='writer'>envoyée spéciale à Lyon</span></p>", (_HOLT,)),
        ("<p class='firma'><a class='writer' href='/a/mh'>Maren Holt</a> <span class='writer'>corresponsal en Lima</span></p>", (_HOLT,)),
        ("<p class='byline'><a class='writer' href='/a/mh'>Maren Holt</a> and <span class='writer'>Anna van der Berg</span></p>", (_HOLT, "Anna van der Berg")),
        ("<p class='byline'><span class='writer'>Maren Holt</span>, <span class='writer'>de Vries Jan</span></p>", (_HOLT, "de Vries Jan")),
    ],
)  # fmt: skip
def test_names_of_which_only_some_are_marked_are_all_read_and_places_and_offices_are_not(
    top: str, expected: tuple[str, ...]
) -> None:
    assert authors_of(head=_ld({"@type": "Person", "name": _HOLT}), top=top) == expected
    assert authors_of(top=top) == expected


@pytest.mark.parametrize(
    ("author", "top", "expected"),
    [
        ("Maren Holt\u200bBarcelona", "<div class='author-name'><a href='/autores/mh'>Maren Holt</a><span class='location'>Barcelona</span></div>", (_HOLT,)),
        ("Maren Holt\u200bBarcelona", "", (_HOLT,)),
        ("Maren Holt\u200b", "", (_HOLT,)),
        ("\ufeffMaren Holt", "", (_HOLT,)),
        ("Maren\u00a0Holt", "", (_HOLT,)),
        ("Maren HoltBarcelona", "<p class='byline'>Maren Holt</p>", (_HOLT,)),
        ("Maren HoltRedactora", "<div class='author-name'>Maren Holt</div>", (_HOLT,)),
        ("Maren Holten", "<p class='byline'>Maren Holten</p>", ("Maren Holten",)),
        ("Maren McHolt", "", ("Maren McHolt",)),
        ("Maren Holt-Barcelo", "<p class='byline'>Maren Holt-Barcelo</p>", ("Maren Holt-Barcelo",)),
        ("Ma\u00adren Holt", "", (_HOLT,)),
    ],
)  # fmt: skip
def test_a_place_that_an_unseen_character_or_nothing_parts_from_the_name_is_no_part_of_it(
    author: str, top: str, expected: tuple[str, ...]
) -> None:
    assert authors_of(head=_ld({"@type": "Person", "name": author}), top=top) == expected


@pytest.mark.parametrize(
    ("bottom", "expected"),
    [
        ("<p>The plans can be seen until June. (Maren Holt, 4.3.2026)</p>", (_HOLT,)),
        ("<p>The plans can be seen until June. (Maren Holt, Tor Elvang, 4.3.2026)</p>", _BOTH),
        ("<p>Die Pläne sind bis Juni zu sehen. (Maren Holt/Tor Elvang, 4.3.2026)</p>", _BOTH),
        ("<p>Die Pläne sind bis Juni zu sehen. (Maren Holt, APA, 4.3.2026)</p>", (_HOLT,)),
        ("<p>(Maren Holt, 4.3.2026)</p>", (_HOLT,)),
        ("<p>(Maren Holt)</p>", (_HOLT,)),
        ("<p><em>(Maren Holt und Tor Elvang)</em></p>", _BOTH),
        ("<p>（真砂冬樹、葛原みお）</p>", ("真砂冬樹", "葛原みお")),
        ("<p>（真砂冬樹）</p>", ("真砂冬樹",)),
        ("<p>【真砂冬樹】</p>", ("真砂冬樹",)),
        ("<p>（记者 白羽舟）</p>", ("白羽舟",)),
        ("<p>編集長は残すと話した。（真砂冬樹）</p>", ("真砂冬樹",)),
        ("<p>The plans were drawn by the clerk (Maren Holt, aged 61).</p>", ()),
        ("<p>The plans can be seen until June. (See Part Two, 4.3.2026)</p>", ()),
        ("<p>The line was sold to its rival (Nordic Lines) in spring.</p>", ()),
        ("<p>（おわり）</p>", ()),
        ("<p>（写真はすべて提供）</p>", ()),
        ("<p>(Advertisement)</p>", ()),
    ],
)
def test_names_in_brackets_at_the_end_of_the_text_sign_it(bottom: str, expected: tuple[str, ...]) -> None:
    assert authors_of(head=_ld(_HOUSE, publisher=_HOUSE), last=bottom) == expected


@pytest.mark.parametrize(
    "top",
    [
        "<div class='date'><time datetime='2026-03-04T10:42:19+01:00'>Online seit heute, 10.42 Uhr</time></div>",
        "<div class='date'><time datetime='2026-03-04T10:42:19+01:00'>Vor drei Stunden</time></div>",
        "<div class='pubdate'><time datetime='2026-03-04T10:42:19+01:00'>Just Now</time></div>",
        "<div class='dateline'><time datetime='2026-03-04T10:42:19+01:00'>Today At Noon</time></div>",
        "<div class='timestamp'>Online seit gestern</div>",
        "<div class='timestamp'><time>Hace Tres Horas</time></div>",
        "<div class='fecha'>Hace Tres Horas</div>",
        "<div class='date'><time datetime='2026-03-04T10:42:19+01:00'>Il y a Deux Heures</time></div>",
        "<div class='readtime'>Lesezeit Drei Minuten</div>",
        "<div class='posted'><time datetime='2026-03-04T10:42:19+01:00'>Publié Ce Matin</time></div>",
    ],
)
def test_a_time_that_words_tell_is_no_author(top: str) -> None:
    assert authors_of(top=top) == ()


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<div class='byline'><time datetime='2026-03-04T10:42:19+01:00'>Online seit heute</time> <span>Maren Holt</span></div>", (_HOLT,)),
        ("<div class='byline'><span>Maren Holt</span> <time datetime='2026-03-04T10:42:19+01:00'>Online Seit Heute</time></div>", (_HOLT,)),
    ],
)  # fmt: skip
def test_the_name_beside_such_a_time_is_read(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


_JA_CARD = "<article class='card'><a href='/2023/a'><img src='/i.jpg'></a><div class='card__body'><h3><a href='/2023/a'>渡し船、運休続く見込み</a></h3><p class='card__byline'><a rel='author' href='/a/3'>三枝ひなの</a></p><time datetime='2023-04-18T21:48:00+09:00'>2023-04-18 21:48</time></div></article>"


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<div class='R7'><span class='Ks'><a class='Dz' href='/rensai/reporter/1.html'>真砂冬樹</a>　<a href='/rensai/reporter/2.html'>葛原みお</a></span><span><time datetime='2026-03-04T07:00'>2026年3月4日 7時00分</time></span></div>", ("真砂冬樹", "葛原みお")),
        ("<div class='nQ'><span class='H8'>渡会透子</span></div><div class='KD'><span><time datetime='2026-03-04T06:03:28Z'>2026年3月4日 15時03分</time></span></div>", ("渡会透子",)),
        ("<p class='a1'>渡会透子</p><p class='a2'>2026年3月4日 15時03分</p>", ("渡会透子",)),
        ("<p class='a2'>2026年3月4日 15時03分</p><p class='a1'>渡会透子</p>", ("渡会透子",)),
        ("<div><span>文／渡会透子</span></div>", ("渡会透子",)),
        ("<div class='bar'><span><a href='/tech'>科技</a></span><span><a href='//t.example/'>科讯科技</a></span><span data-role='jizhe'>白羽舟</span><span class='article-time'>2026-03-04 07:26</span></div>", ("白羽舟",)),
        ("<div class='info'><span>2026-03-04 07:26</span> <span>来源：科讯网</span> <span>作者：白羽舟</span></div>", ("白羽舟",)),
        ("<div><a href='/journalist/12'>김하늘</a> <span>2026.03.04 07:26</span></div>", ("김하늘",)),
        ("<p>編集委員・渡会透子</p><p>2026年3月4日 15時03分</p>", ("渡会透子",)),
        ("<p>社会</p><p>2026年3月4日 15時03分</p>", ()),
        ("<p>有料会員記事</p><p>2026年3月4日 15時03分</p>", ()),
        ("<p>シェア</p><p>2026年3月4日 15時03分</p>", ()),
        ("<p>国际新闻</p><p>2026-03-04 07:26</p>", ()),
        ("<p>朝刊社会面</p><p>2026年3月4日</p>", ()),
    ],
)  # fmt: skip
def test_names_without_spaces_are_read_beside_a_date_or_as_links_and_teasers_are_told_by_their_length(
    top: str, expected: tuple[str, ...]
) -> None:
    assert authors_of(top=top, after=f"<aside>{_JA_CARD * 3}</aside>") == expected


@pytest.mark.parametrize(
    ("bottom", "expected"),
    [
        ("<p>编译/白羽舟</p>", ("白羽舟",)),
        ("<p>（编译：白羽舟）</p>", ("白羽舟",)),
        ("<p>整理｜白羽舟</p>", ("白羽舟",)),
        ("<p>责任编辑：白羽舟</p>", ()),
        ("<div class='editor'>编辑：白羽舟</div>", ()),
        ("<p>来源：新华网</p>", ()),
        ("<p>文｜白羽舟</p>", ("白羽舟",)),
        ("<p>本报记者 白羽舟</p>", ("白羽舟",)),
    ],
)
def test_chinese_labels_below_the_text_name_its_author_but_not_its_editor(
    bottom: str, expected: tuple[str, ...]
) -> None:
    assert authors_of(last=bottom) == expected


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<div class='byline'><a class='byline__name' rel='author' href='/autor/mh'>Maren Holt</a> (texto) e <a class='byline__name' rel='author' href='/autor/te'>Tor Elvang</a> (fotografia)</div>", (_HOLT,)),
        ("<ul class='bylines'><li><a href='mailto:m@paper.example'>Maren Holt</a></li><li>Tor Elvang <span class='role'>(foto)</span></li></ul>", (_HOLT,)),
        ("<p class='byline'><a href='/a/mh'>Maren Holt</a> (Text), <a href='/a/te'>Tor Elvang</a> (Fotos)</p>", (_HOLT,)),
        ("<p class='byline'><a href='/a/mh'>Maren Holt</a> (text) <a href='/a/te'>Tor Elvang</a> (photos)</p>", (_HOLT,)),
        ("<p class='byline'>Von Maren Holt (Text) und Tor Elvang (Bilder)</p>", (_HOLT,)),
        ("<p class='byline'>Par Maren Holt, photos Tor Elvang</p>", (_HOLT,)),
        ("<p class='byline'>By Maren Holt, Photographs by Tor Elvang</p>", (_HOLT,)),
        ("<p class='byline'><span class='author'>Maren Holt</span> <span class='author'>Tor Elvang (Illustration)</span></p>", (_HOLT,)),
        ("<p class='byline'><a href='/a/mh'>Maren Holt</a> (Oslo), <a href='/a/te'>Tor Elvang</a> (Bergen)</p>", _BOTH),
        ("<p class='byline'><a href='/a/mh'>Maren Holt</a> (text) och <a href='/a/te'>Tor Elvang</a> (text)</p>", _BOTH),
        ("<p class='byline'><a href='/a/mh'>Maren Holt</a> and <a href='/a/te'>Tor Fotopoulos</a></p>", (_HOLT, "Tor Fotopoulos")),
    ],
)  # fmt: skip
def test_who_took_the_pictures_is_no_author(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<div class='sc-author'><div><p class='sc-n'>Maren Holt</p><p class='sc-r'>correspondent Scandinavië</p></div></div>", (_HOLT,)),
        ("<p class='author'>Maren Holt verslaggever economie</p>", (_HOLT,)),
        ("<p class='author'>Maren Holt journaliste</p>", (_HOLT,)),
        ("<p class='author'>Maren Holt political correspondent</p>", (_HOLT,)),
        ("<p class='author'>Maren Holt, senior reporter</p>", (_HOLT,)),
        ("<p class='author'>Maren Holt periodista</p>", (_HOLT,)),
        ("<p class='author'>Maren Holt toimittaja</p>", (_HOLT,)),
        ("<p class='author'>Maren Holt and Tor Elvang reporters</p>", (_HOLT, "Tor Elvang")),
        ("<p class='author'>Anna van der Berg redacteur politiek</p>", ("Anna van der Berg",)),
        ("<p class='author'>Harbour Post reporter</p>", ("Harbour Post reporter",)),
        ("<p class='author'>Our staff reporter</p>", ("Our staff reporter",)),
        ("<p class='author'>Maren Writer</p>", ("Maren Writer",)),
    ],
)  # fmt: skip
def test_an_office_in_small_letters_behind_a_name_is_no_part_of_it(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<p class='byline'>By Maren Holt For The Harbour Online</p>", (_HOLT,)),
        ("<p class='byline'>By MAREN B. HOLT Courier Managing Editor</p>", ("MAREN B. HOLT",)),
        ("<div class='byline'><a href='/authors/1/maren-holt'>Maren Holt</a> | <a href='/authors/2/tor-elvang'>Tor Elvang</a></div>", _BOTH),
        ("<div class='share'><span>Paylaş</span></div><div class='author-box'><span class='author-name'>Maren Holt/OSLO</span></div>", (_HOLT,)),
        ("<p class='byline'>By Maren Holt | <a href='/foreign'>Foreign Affairs</a></p>", (_HOLT,)),
    ],
)  # fmt: skip
def test_a_paper_a_place_and_other_authors_stand_beside_a_name(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


def test_an_author_is_named_by_class_below_the_text_where_it_is_one_alone() -> None:
    one = "<div class='authors'><div class='author'><a class='author__name' href='/av/h/'>{}</a></div></div>"
    assert authors_of(last=f"<footer class='article__footer'>{one.format(_HOLT)}</footer>") == (_HOLT,)
    assert authors_of(last=f"<footer class='x'>{one.format(_HOLT)}{one.format(_ELVANG)}</footer>") in ((), _BOTH)
