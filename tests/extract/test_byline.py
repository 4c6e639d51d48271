"""Who wrote an article, where markup, head and readers are told different names."""

from __future__ import annotations

import json

import pytest

from tests.extract.newsroom import FERRY, authors_of, page, plain
from tracker.extract import extract

_HOLT, _ELVANG = "Maren Holt", "Tor Elvang"


def _ld(author: object, **fields: object) -> str:
    data = {"@type": "NewsArticle", "headline": FERRY.headline, "author": author, **fields}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


@pytest.mark.parametrize(
    ("author", "top", "expected"),
    [
        ({"@type": "Organization", "name": "The Paper"}, "<div class='author'>Maren Holt</div>", (_HOLT,)),
        ({"@type": "Organization", "name": "The Paper"}, "<p class='byline'>By The Paper Staff</p>", ("The Paper Staff",)),
        ({"@type": "Organization", "name": "Reuters"}, "<p class='byline'>Reuters, Oslo</p>", ("Reuters",)),
        ({"@type": "Organization", "name": "Reuters"}, "", ("Reuters",)),
        ({"@type": "Person", "name": "Kurt Blom"}, "<p class='byline'>By Maren Holt</p>", (_HOLT,)),
        ({"@type": "Person", "name": "webdesk"}, "<p class='byline'>By Maren Holt and Tor Elvang</p>", (_HOLT, _ELVANG)),
        ({"@type": "Person", "name": _HOLT}, "<p class='byline'>By Maren Holt and Tor Elvang</p>", (_HOLT, _ELVANG)),
        ({"@type": "Person", "name": _HOLT}, "<p class='byline'>By M. Holt</p>", (_HOLT,)),
        ([_HOLT, _ELVANG], "<p class='byline'>By Maren Holt</p>", (_HOLT, _ELVANG)),
        ("https://social.example/maren", "<p class='byline'>By Maren Holt</p>", (_HOLT,)),
    ],
)  # fmt: skip
def test_persons_that_readers_see_go_before_houses_and_accounts(
    author: object, top: str, expected: tuple[str, ...]
) -> None:
    assert authors_of(head=_ld(author), top=top) == expected


def test_the_publisher_is_a_house_though_it_calls_itself_a_person() -> None:
    head = _ld({"@type": "Person", "name": "The Paper"}, publisher={"@type": "Organization", "name": "The Paper"})
    assert authors_of(head=head, top="<p class='byline'>By Maren Holt</p>") == (_HOLT,)


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<p class='byline'>By HARBOUR POST STAFF</p>", ("HARBOUR POST STAFF",)),
        ("<p>by Regan / March 4, 2026</p>", ("Regan",)),
        ("<ul><li>by 港湾新聞社 ／ 2026.03.04</li></ul>", ("港湾新聞社",)),
        ("<p class='byline'>By Maren Holt for The Paper</p>", (_HOLT,)),
        ("<p class='byline'>Maren Holt in Oslo</p>", (_HOLT,)),
        ("<p class='byline'>Maren Holt, Oslo</p>", (_HOLT,)),
        ("<p class='info__authors'>Text: Maren Holt</p>", (_HOLT,)),
        ("<div class='byline'>By <a href='/a'>Maren Holt</a><a href='/b'>Tor Elvang</a></div>", (_HOLT, _ELVANG)),
        ("<p><b itemprop='author'>Maren Holt</b>, <b itemprop='author'>Tor Elvang</b></p>", (_HOLT, _ELVANG)),
        ("<div class='author'><h3 class='author__name'>Maren Holt</h3><p>News hand</p></div>", (_HOLT,)),
        ("<div class='byline'><a href='/a'>Maren Holt</a> <a href='/a'>About Maren Holt</a></div>", (_HOLT,)),
        ("<div class='byline'><a href='/a'>Maren Holt</a> 4/3/2026 <a href='/c'>Sea News</a></div>", (_HOLT,)),
    ],
)
def test_names_are_told_from_what_stands_around_them(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


def test_a_line_that_names_the_author_goes_before_the_heads_office() -> None:
    line = "<small><b>04/03/2026</b> - Publicado por: Clara Borges - Categoria: <a href='/c'>Porto</a></small>"
    assert authors_of(head="<meta name='author' content='CMP - Equipe de TI'>", top=line) == ("Clara Borges",)


def test_each_meta_element_names_one_author() -> None:
    assert authors_of(head=f"<meta name='author' content='{_HOLT}'><meta name='author' content='{_ELVANG}'>") == (
        _HOLT,
        _ELVANG,
    )
    assert authors_of(head=f"<meta name='author' content='{_HOLT}'><meta name='author' content='{_HOLT}'>") == (_HOLT,)


def test_a_name_that_is_told_again_stays_where_it_was_told_first() -> None:
    told = "".join(f"<meta name='author' content='{name}'>" for name in (_HOLT, _ELVANG, _HOLT.upper()))
    assert authors_of(head=told) == (_HOLT, _ELVANG)


def test_who_wrote_a_comment_is_no_author_though_microdata_say_author() -> None:
    comment = "<div itemscope itemtype='http://schema.org/Comment'><b itemprop='author'>Guest</b><p>No.</p></div>"
    assert authors_of(after=comment) == ()
    assert authors_of(top="<p class='info__authors'>Maren Holt</p>", after=comment) == (_HOLT,)


@pytest.mark.parametrize(
    "house",
    [
        "Harbour Media Sp. z o.o.",
        "Grupo Costa",
        "Ediciones del Puerto",
        "Coast Publishing",
        "SPH - Fraktion Skarvoy",
        "Ferry Club e.V.",
    ],
)
def test_a_publishing_house_in_the_head_is_no_author(house: str) -> None:
    head = f"<meta name='author' content='{house}'>"
    assert authors_of(head=head) == ()
    assert authors_of(head=head, top="<p class='byline'>By Maren Holt</p>") == (_HOLT,)


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<p class='autor pull-left'><b>Maren Holt</b> | Oslo | 04/03/2026</p>", (_HOLT,)),
        ("<div class='autor'>Par <strong>MAREN HOLT</strong>, <strong>TOR ELVANG</strong> Envoyés spéciaux</div>", ("MAREN HOLT", "TOR ELVANG")),
        ("<p class='byline'>By MAREN HOLT special correspondent</p>", ("MAREN HOLT",)),
        ("<div class='author'><h3>Maren Holt</h3><p>Search for this author in:</p><a href='/a'>Sea Index</a> <a href='/b'>Ship Papers</a></div>", (_HOLT,)),
        ("<section class='authors'><div class='authorLine'>Von <b>Maren Holt</b>, Oslo</div><div class='authorPopup'>Maren Holt came to the paper in 2001, has written of harbours and ferries since then, and lives by the sea with two dogs and a boat that leaks.</div></section>", (_HOLT,)),
        ("<span class='display-name'><a href='https://holt.paper.example'>Maren Holt</a></span>", (_HOLT,)),
        ("<p class='autor_comentarios'><a rel='author' href='/a'>Maren Holt</a> / <a rel='author' href='/b'>Tor Elvang</a> <i>3 comentarios</i></p>", (_HOLT, _ELVANG)),
        ("<p>By <b itemprop='author'><a itemprop='name'>Maren Holt</a></b>, <b itemprop='author'><a itemprop='name'>Tor Elvang</a></b></p>", (_HOLT, _ELVANG)),
        ("<span itemprop='author'>Autor/in: Maren Holt</span>", (_HOLT,)),
        ("<p class='firma'><em>Maren Holt</em> | <span>Oslo</span></p>", (_HOLT,)),
        ("<p id='artikelautor'>Autor: <a href='/a'>Maren Holt</a><br>Google+ mehr</p>", (_HOLT,)),
        ("<cite class='author'>By Maren Holt<br>Paper.com<br><a href='/a'>Archive</a></cite>", (_HOLT,)),
        ("<p class='byline'>By Jan O'y Holt</p>", ("Jan O'y Holt",)),
        ("<p class='dates_authors'>In shops: march</p><p class='dates_authors'>by Maren Holt, March 4, 2026</p>", (_HOLT,)),
        ("<div><a href='/paper/authors/holt'>Maren Holt</a> 04.03.2026, 14:10</div>", (_HOLT,)),
        ("<div>Text Size A A A</div><p>By: Maren Holt<br>Sea Editor</p><p>Of Harbours</p>", (_HOLT,)),
        ("<div class='byline'>By Maren Holt on Mar 04, 2026 at 11:30a</div>", (_HOLT,)),
        ("<p>Mittwoch | 4. März 2026 | 15:49 VON Maren Holt IN <a href='/f'>Ports</a></p>", (_HOLT,)),
        ("<p>Why so few?! von Maren Holt Mittwoch 04.03.2026</p>", (_HOLT,)),
        ("<div class='meta'>von <span class='author vcard'>mholt01</span></div>", ("mholt01",)),
        ("<div class='date'>Le 04 Mars 2026</div>", ()),
        ("<footer class='entry-meta'>Tags: <a href='/f'>Ferries</a>, <a href='/p'>Ports Abroad</a></footer>", ()),
        ("<div class='comments_date'><p>By MAREN HOLT 3/4/26 09:19 PM ET</p></div>", ("MAREN HOLT",)),
        ("<p class='meta'>Posted March 4th, 2026 at 12:45 pm AST by Maren Holt in <a href='/p'>Ports</a></p>", (_HOLT,)),
        ("<p>Publié le 04/03/2026 à 14:10 par Maren Holt</p>", (_HOLT,)),
        ("<p class='credit'>MAREN HOLT<br>Special to the Harbour Sun</p>", ("MAREN HOLT",)),
        ("<p>Maren Holt Exclusive to The Harbour Sun</p>", (_HOLT,)),
        ("<div class='byline'><a href='/a'>Maren Holt</a> in Oslo, <a href='/b'>Tor Elvang</a> in Bergen and <a href='/c'>Ann Quill</a></div>", (_HOLT, _ELVANG, "Ann Quill")),
        ("<div class='byline'><p class='byline_name'>By Maren Holt</p><p class='byline_mail'>mholt@paper.example</p><p class='byline_name'>and Tor Elvang</p></div>", (_HOLT, _ELVANG)),
        ("<div><span>Af</span> <b>Maren Holt</b><i>mah@paper.example</i> <span>4. marts 2026 kl. 14.30</span></div>", (_HOLT,)),
        ("<div class='kaynak'>Haber: Maren Holt / Fotoğraf: Tor Elvang (XYZ)</div>", (_HOLT,)),
        ("<div class='bar'><span>2026年03月04日 09:36</span> <span>来源：海港报</span> <span>记者 沈若川</span> <a>评论 12</a></div>", ("沈若川",)),
        ("<div class='story-credit'><i class='fa'></i> Maren Holt <i class='fa'></i> Mar 4, 2026 2:20 PM CST <i></i> 3</div>", (_HOLT,)),
        ("<div class='submitted'>Submitted by <span class='username'>Maren Holt</span> on Wed, 03/04/2026 - 15:42</div>", (_HOLT,)),
        ("<p><b>By Maren Holt</b><br>Sun staff writer</p>", (_HOLT,)),
        ("<ul><li class='author' itemprop='author'>Par <a href='/a'>Maren Holt</a> <span>avec AFX et l’agence Rotonde</span></li></ul>", (_HOLT,)),
        ("<div class='byline'>Maren Holt mit dpa</div>", (_HOLT,)),
        ("<div class='byline'><strong>Maren Holt</strong><br><a href='mailto:x'>maren.holt@paper.example</a><br>0555-010 20</div>", (_HOLT,)),
        ("<span class='author'>oprac. Maren Holt</span>", (_HOLT,)),
        ("<div class='meta'><span>Maren Holt</span><span>4 March 2026</span><span>Corrected 17 March 2026</span></div>", (_HOLT,)),
        ("<div class='byline'><span>Interview Maren Holt</span><span>Portrait Tor Elvang</span><span>04.03.26</span></div>", (_HOLT,)),
    ],
)  # fmt: skip
def test_names_are_told_from_roles_places_and_what_the_box_is_named(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


@pytest.mark.parametrize(
    "line",
    [
        "<div class='author-info'><h2>Published by</h2><h3>Maren Holt</h3><p>Of harbours. <a rel='author' href='/a'>View all posts by Maren Holt</a></p></div>",
        "<div class='author-info'><a rel='author' href='/a'>Alle Beiträge von Maren Holt anzeigen</a></div>",
        "<div class='author-info'><a rel='author' href='/a'>Voir tous les articles de Maren Holt</a></div>",
        "<div class='meta'>posted by Maren Holt at 12:53</div>",
        "<p>Von Maren Holt</p>",
        "<div class='post-footer'><span class='post-author vcard'>Posted by <span class='fn'>Maren Holt</span></span> at 5:11 AM</div>",
        "<div style='display:none'>changed <span class='updated'>4 March</span> by <span class='author vcard'><b class='fn'>Maren Holt</b></span></div>",
        "<ul class='facts'><li><b>Date</b> 04.03.2026</li><li><b>Author</b> Maren Holt</li></ul>",
        "<div class='entry-footer'><div class='right'>Maren Holt | 04.03.2026 um 14:26</div></div>",
    ],
)  # fmt: skip
def test_who_signs_below_the_text_is_the_author_where_nobody_does_above(line: str) -> None:
    assert authors_of(after=line) == (_HOLT,)
    assert authors_of(head=_ld({"@type": "Organization", "name": "The Paper"}), after=line) == (_HOLT,)
    assert authors_of(top="<p class='byline'>By Tor Elvang</p>", after=line) == (_ELVANG,)


def test_a_korean_reporter_signs_in_the_last_line() -> None:
    assert authors_of(after="<p>배는 다음 주에 다시 떠난다. 홍길동 기자 hong@paper.example</p>") == ("홍길동",)


def test_an_account_with_digits_keeps_them() -> None:
    assert authors_of(head=_ld({"@type": "Person", "name": "Harbour1"})) == ("Harbour1",)


def test_the_names_of_the_body_are_no_byline() -> None:
    html = page(f"<h1>{FERRY.headline}</h1><div class='t'>{plain(FERRY)}</div>", FERRY, "")
    html = html.replace("<body", "<body class='single-author'")
    assert extract(html, url="https://paper.example/story").authors == ()


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='author' content='By Maren Holt'>",
        "<meta name='citation_author' content='Holt, Maren'>",
        "<meta name='author' content='holt@paper.example (Maren Holt)'>",
        "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Maren Holt'>",
        _ld(None, creator=["Maren Holt"]),
        _ld({"@type": "Person", "givenName": "Maren", "familyName": "Holt"}),
        _ld({"@type": "Person", "name": "By Maren Holt, Sea Editor"}),
    ],
)  # fmt: skip
def test_heads_name_the_author_in_many_ways(head: str) -> None:
    assert authors_of(head=head) == (_HOLT,)


@pytest.mark.parametrize(
    "top",
    [
        "<p>By Maren Holt and Tor Elvang</p>",
        "<p class='byline'>By MAREN HOLT and TOR ELVANG Associated Press</p>",
        "<p class='byline'>By Maren Holt, Tor Elvang and the Newsroom</p>",
        "<div class='contributors'><a href='/people/maren'>Maren Holt</a>, <a href='/people/tor'>Tor Elvang</a></div>",
        "<ul class='authors'><li>Maren Holt</li><li>Tor Elvang</li></ul>",
        "<p>Par <a>Maren Holt</a> et <a>Tor Elvang</a></p>",
        "<p>Maren Holt, Tor Elvang</p><p>4 March 2026</p>",
        "<p>Por <strong>Maren Holt e Tor Elvang</strong></p>",
        "<p>Autor: Maren Holt; Tor Elvang</p>",
    ],
)
def test_two_authors_are_told_apart(top: str) -> None:
    assert tuple(name.title() for name in authors_of(top=top)) == (_HOLT, _ELVANG)


@pytest.mark.parametrize(
    "top",
    [
        "<p class='byline'>Text: Maren Holt, Foto: Jan Berg</p>",
        "<p class='byline'>Story by Maren Holt<br>Photographs by Jan Berg</p>",
        "<p>Ein Kommentar von Maren Holt</p>",
        "<p>Eine Analyse von <a>Maren Holt</a></p>",
        "<p>Interview: Maren Holt</p>",
        "<p class='author'>Maren Holt, correspondent</p>",
        "<div itemprop='author' itemscope><meta itemprop='name' content='Maren Holt'></div>",
        "<p>di Maren Holt - 04 marzo 2026</p>",
        "<p>Par Maren Holt (avec AFP)</p>",
    ],
)
def test_one_author_is_told_from_those_who_did_other_things(top: str) -> None:
    assert authors_of(top=top) == (_HOLT,)


@pytest.mark.parametrize(
    ("top", "name"),
    [
        ("<p>記者：山田太郎</p>", "山田太郎"),
        ("<p>作者：王小明</p>", "王小明"),
        ("<p>글 홍길동 기자</p>", "홍길동"),
        ("<div class='author'>Марина Холт, корреспондент</div>", "Марина Холт"),
        ("<p>بقلم: أحمد سالم</p>", "أحمد سالم"),
    ],
)
def test_names_in_other_scripts_are_read(top: str, name: str) -> None:
    assert authors_of(top=top) == (name,)


@pytest.mark.parametrize(
    "after",
    [
        "<div class='related'><h3>More</h3><div class='card'><a href='/x'>Another story of the sea</a><span class='byline'>By Kurt Blom</span></div></div>",
        "<section class='comments'><div class='comment'><span class='author'>Kurt Blom</span> says: no.</div></section>",
        "<figure><img src='x.jpg'><figcaption>The boat. Photo by Kurt Blom</figcaption></figure>",
        "<div class='byline'>Share this article</div>",
        "<div class='byline'>Yesterday</div>",
        "<p><a href='/sea-ports'>Sea Ports</a></p><p>4 March 2026</p>",
        "<p>Los Angeles, 4 March 2026</p>",
        "<div class='author'>Club: Friends of the Ferry</div>",
    ],
)  # fmt: skip
def test_names_of_others_are_no_authors(after: str) -> None:
    assert authors_of(after=after) == ()
    assert authors_of(top=after) == ()


def test_the_box_about_the_author_names_who_wrote_where_nothing_else_does() -> None:
    box = "<div class='author-bio'><h3>About the author</h3><h4>Maren Holt</h4><p>Writes of the sea.</p></div>"
    assert authors_of(after=box) == (_HOLT,)
    assert authors_of(top="<p class='byline'>By Tor Elvang</p>", after=box) == (_ELVANG,)


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<div class='byline'><b class='author fn writer'>Maren Holt</b> <i class='org'>Island News</i><a>Archive</a><a>Email</a></div>", (_HOLT,)),
        ("<div class='byline'><p class='authorName'>Maren Holt</p><span style='display:none'><b class='fn'>Maren Holt</b></span></div>", (_HOLT,)),
        ("<div class='byline'>By MAREN HOLT BAY, <a href='/a/2'>TOR ELVANG</a>, <a href='/a/3'>KURT BLOM</a></div>", ("MAREN HOLT BAY", "TOR ELVANG", "KURT BLOM")),
        ("<p class='author'>Von <a rel='author'>Maren Holt</a> und <b>Tor Elvang</b>, Bergen</p>", (_HOLT, _ELVANG)),
        ("<p><span class='meta__author meta__author--first'>Maren Holt</span> et <span class='meta__author'>Tor Elvang</span></p>", (_HOLT, _ELVANG)),
        ("<span class='byline'><label>The writer has comments</label>Maren Holt<i class='h'>Maren Holt</i></span>", (_HOLT,)),
        ("<div class='w-author'><a class='link--name'>Maren Holt</a><span class='byline-type'>Contributor</span></div>", (_HOLT,)),
        ("<p class='byline'>by Maren Holt, University of Bergen</p>", (_HOLT,)),
        ("<p class='byline'>Maren Holt, The Island Herald</p>", (_HOLT,)),
        ("<p class='byline'>Maren Holt Senior College Football Columnist</p>", (_HOLT,)),
        ("<p class='byline'>Staff Correspondent, New Delhi</p>", ("Staff Correspondent",)),
        ("<div class='posted'><b>Maren Holt</b> First Posted: Mar 4, 2026 02:49 AM</div>", (_HOLT,)),
        ("<div class='author'><b class='author'>Maren Holt</b><b class='source'>Onlet</b></div>", (_HOLT,)),
    ],
)  # fmt: skip
def test_papers_roles_and_hidden_copies_are_kept_out_of_the_names(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


def test_the_sites_name_before_the_author_is_left_out() -> None:
    top = "<p class='byline'>Island News | Maren Holt | Wednesday, March 4, 2026</p>"
    assert authors_of(head="<meta property='og:site_name' content='Island News'>", top=top) == (_HOLT,)


def test_an_address_is_no_author_and_the_place_that_opens_a_paragraph_neither() -> None:
    assert authors_of(head="<meta name='author' content='PAPER.EXAMPLE.COM'>") == ()
    assert (
        authors_of(after="<p><span class='dateline'>BERGEN, Norway - </span>The county " + "said so. " * 20 + "</p>")
        == ()
    )


def test_the_first_form_of_parsely_names_the_author() -> None:
    head = '<meta name=\'parsely-page\' content=\'{"title": "x", "author": "Maren Holt"}\'>'
    assert authors_of(head=head) == (_HOLT,)
    assert authors_of(head="<meta name='parsely-page' content='[1, {'>") == ()


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<p>Submitted by Maren Holt on Wed, 03/04/2026 - 08:20</p>", (_HOLT,)),
        ("<p>Publié le 04/03/2026 à 8:20. Par Maren Holt.</p>", (_HOLT,)),
        ("<p class='author'>Von Maren Holt, ARD-Studio Bergen</p>", (_HOLT,)),
        ("<p class='author'><b>Maren Holt</b> <i>Do MAR, em São Pedro</i></p>", (_HOLT,)),
        ("<p>Penulis <a href='/p'>Maren Holt</a> | <i>Editor Kurt Blom</i></p>", (_HOLT,)),
        ("<p>writer: <a href='/p'>Maren Holt</a></p>", (_HOLT,)),
        ("<ul><li>By RFE/RL</li></ul>", ("RFE/RL",)),
        ("<p class='byline'>Maren Holt with additional reporting by Kurt Blom</p>", (_HOLT,)),
        ("<p class='byline'>By Maren Holt, Senior U.S. Political Reporter For Island.com</p>", (_HOLT,)),
        ("<p class='author-date'>Mittwoch, 4. März 2026</p>", ()),
        ("<p class='author'>Island.com</p>", ()),
    ],
)
def test_bylines_of_many_countries_are_read(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


_CARDS = (
    "<aside><article><h4><a href='/a'>The school roof is mended in the spring</a></h4><span class='byline'>By <a rel='author' href='/k'>Kurt Blom</a></span></article></aside>",
    "<div class='item'><a href='/a'>The school roof is mended in the spring</a><p class='info'>By <a rel='author' href='/k'>Kurt Blom</a> | May 5, 2025</p></div>",
    "<div class='card'><a href='/a'><h4>The school roof is mended in the spring</h4><span class='author'>Kurt Blom</span></a></div>",
    "<div itemscope itemtype='https://schema.org/NewsArticle'><h3><a href='/a'>The school roof is mended in the spring</a></h3><b itemprop='author'>Kurt Blom</b></div>",
    "<table><tr><td><a href='/a'><b>The school roof is mended in the spring</b></a><br><span class='byline'>Kurt Blom</span></td></tr></table>",
)  # fmt: skip


@pytest.mark.parametrize("card", _CARDS)
def test_the_names_on_other_articles_cards_are_not_the_authors(card: str) -> None:
    story = f"<article><h1>{FERRY.headline}</h1>{{}}<div class='t'>{plain(FERRY)}</div></article>"
    for top, expected in (("<div class='author'>Maren Holt</div>", (_HOLT,)), ("", ())):
        for body in (card + story.format(top), story.format(top) + card):
            assert extract(page(body, FERRY, ""), url="https://paper.example/story").authors == expected


def test_a_headline_that_is_a_link_is_no_other_articles_card() -> None:
    body = f"<h1>Island News</h1><div><h2><a href='/story'>{FERRY.headline} and spring</a></h2><p class='byline'>By Maren Holt</p>{plain(FERRY)}</div>"
    head = f"<meta property='og:title' content='{FERRY.headline} and spring'>"
    assert extract(page(body, FERRY, head), url="https://paper.example/story").authors == (_HOLT,)


def test_the_house_is_left_out_beside_its_persons() -> None:
    persons = '{"@type":"Person","name":"Maren Holt"},{"@type":"Organization","name":"THE SUN"}'
    data = f'<script type="application/ld+json">{{"@type":"NewsArticle","author":[{persons}]}}</script>'
    assert authors_of(head=data) == (_HOLT,)
    site = "<meta property='og:site_name' content='Sun'>"
    assert authors_of(head=site, top="<p itemprop='author'>Por Maren Holt e Tor Elvang, Sun North</p>") == (
        _HOLT,
        _ELVANG,
    )


@pytest.mark.parametrize(
    "fault",
    [
        '"author": { "@type": "Person", "name": "Maren Holt", }, }',
        '"description": "They said the "butter years" were over.", "author": {"@type": "Person", "name": "Maren Holt"} }',
        '"author": [{"name": "Maren Holt"}], "keywords": "one "two" three" }',
    ],
)
def test_linked_data_with_a_fault_is_read_all_the_same(fault: str) -> None:
    data = f'{{"@context": "https://schema.org", "@type": "NewsArticle", "datePublished": "2026-03-04T14:20:00-06:00", {fault}'
    assert authors_of(head=f'<script type="application/ld+json">{data}</script>') == (_HOLT,)
