"""Who wrote an article, told by heads of many kinds: with desks, offices, places, helpers and look-alikes around the names."""

from __future__ import annotations

import json

import pytest

from tests.extract.newsroom import FERRY, authors_of

_HOLT, _ELVANG = "Maren Holt", "Tor Elvang"
_TWEET = "<blockquote class='twitter-tweet'><p>Ferries late</p>&mdash; Tor Elvang (@tor) <a href='#'>March 4, 2026</a></blockquote>"


def _ld(author: object, *others: object) -> str:
    data = {"@type": "NewsArticle", "headline": FERRY.headline, "author": author}
    graph = {"@context": "https://schema.org", "@graph": [data, *others]}
    return f"<script type='application/ld+json'>{json.dumps(graph)}</script>"


@pytest.mark.parametrize(
    "head",
    [
        _ld({"@type": "Organization", "name": "Sports Desk"}),
        _ld({"@type": "Person", "name": "The Paper Web Desk"}),
        _ld({"@type": "Person", "name": "Newsdesk"}),
        _ld({"@type": "Person", "name": "Redaktion"}),
        _ld({"@type": "Person", "name": "La Rédaction"}),
        _ld({"@type": "Person", "name": "Redacción"}),
        _ld({"@type": "Person", "name": "Haber Merkezi"}),
        _ld({"@type": "Person", "name": "admin"}),
        _ld({"@type": "Person", "name": "Guest"}),
        _ld("https://paper.example/author/maren-holt"),
        "<meta name='author' content='Newsroom'>",
        "<meta name='author' content='Digital Desk'>",
    ],
)
def test_a_person_whom_readers_see_goes_before_the_desk_in_the_head(head: str) -> None:
    assert authors_of(head=head, top="<p class='byline'>By Maren Holt</p>") == (_HOLT,)


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("By Maren Holt", (_HOLT,)),
        ("By Maren Holt and Tor Elvang", (_HOLT, _ELVANG)),
        ([_HOLT, _ELVANG], (_HOLT, _ELVANG)),
        ({"@type": "Person", "name": [_HOLT, _ELVANG]}, (_HOLT, _ELVANG)),
        ({"@type": "Person", "name": "Dr. Maren Holt"}, ("Dr. Maren Holt",)),
        ({"@type": "Person", "name": "Maren Holt, Guest Contributor"}, (_HOLT,)),
        ({"@type": "Person", "givenName": "Maren", "familyName": "Holt"}, (_HOLT,)),
        ({"@type": "Person", "name": "Maren O&amp;#039;Holt"}, ("Maren O'Holt",)),
        ({"@type": "Person", "name": "Maren O&#8217;Holt"}, ("Maren O’Holt",)),
        ([{"@id": "#a"}, {"@id": "#b"}], (_HOLT, _ELVANG)),
    ],
)
def test_linked_data_give_names_in_many_forms(author: object, expected: tuple[str, ...]) -> None:
    persons = [{"@type": "Person", "@id": "#a", "name": _HOLT}, {"@type": "Person", "@id": "#b", "name": _ELVANG}]
    assert authors_of(head=_ld(author, *persons)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "By Maren Holt and The Paper Staff",
        "By Maren Holt and Paper Webdesk",
        "Von Maren Holt und Redaktion",
        "By Maren Holt. Photographs by Tor Elvang",
        "By Maren Holt; Photography by Tor Elvang",
        "By Maren Holt, Illustrations by Tor Elvang",
        "By Maren Holt Illustration by Tor Elvang",
        "By Maren Holt Edited by Tor Elvang",
        "By Maren Holt | Edited by: Tor Elvang",
        "By Maren Holt. Additional reporting by Tor Elvang",
        "By Maren Holt, translated by Tor Elvang",
        "By Maren Holt, fact checked by Tor Elvang",
        "Von Maren Holt, aus dem Englischen von Tor Elvang",
        "Par Maren Holt, traduit par Tor Elvang",
        "By Maren Holt | Harbour Herald",
        "By Maren Holt, Chief Transport Correspondent",
        "By Maren Holt, BBC News, Oslo",
        "By Maren Holt @marenholt",
        "By Maren Holt (@marenholt)",
        "By Maren Holt <a href='mailto:m@p.example'>mholt@paper.example</a>",
        "<span>Maren Holt</span><span>Environment editor</span>",
        "<a href='/author/maren-holt'>Maren Holt</a><span>Deputy political editor</span><span>Oslo</span>",
        "<span>By</span> <span>Maren Holt</span>",
        "Maren Holt in Albany and New York",
        "Maren Holt in Oslo, Norway",
    ],
)
def test_one_author_is_told_from_the_desks_helpers_offices_and_places_around(line: str) -> None:
    assert authors_of(top=f"<p class='byline'>{line}</p>") == (_HOLT,)


@pytest.mark.parametrize(
    "line",
    [
        "Words: Maren Holt Pictures: Tor Elvang",
        "Words by Maren Holt. Photographs by Tor Elvang",
        "By Maren Holt. Photographs by Tor Elvang",
        "Text: Maren Holt, Fotos: Tor Elvang",
        "Texto: Maren Holt | Fotos: Tor Elvang",
        "Tekst: Maren Holt Foto: Tor Elvang",
        "Testo di Maren Holt, foto di Tor Elvang",
    ],
)
def test_a_line_without_markup_tells_words_from_pictures(line: str) -> None:
    assert authors_of(top=f"<p>{line}</p>") == (_HOLT,)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Maren Holt in Oslo and Tor Elvang in Bergen", (_HOLT, _ELVANG)),
        ("Maren Holt in Oslo, Tor Elvang in Bergen", (_HOLT, _ELVANG)),
        ("Af Maren Holt og Tor Elvang", (_HOLT, _ELVANG)),
        ("Av Maren Holt och Tor Elvang", (_HOLT, _ELVANG)),
        ("Maren Holt ve Tor Elvang", (_HOLT, _ELVANG)),
        ("Door Maren Holt en Tor Elvang", (_HOLT, _ELVANG)),
        ("Di Maren Holt e Tor Elvang", (_HOLT, _ELVANG)),
        ("Por Maren Holt y Tor Elvang", (_HOLT, _ELVANG)),
        ("Autor: Maren Holt i Tor Elvang", (_HOLT, _ELVANG)),
        ("Мария Холт и Пётр Эльванг", ("Мария Холт", "Пётр Эльванг")),
        ("بقلم سارة الحلو، وائل الخطيب", ("سارة الحلو", "وائل الخطيب")),
        ("By Maren Holt as told to Tor Elvang", (_HOLT, _ELVANG)),
        ("Maren Holt, as told to Tor Elvang", (_HOLT, _ELVANG)),
        ("By Maren Holt i Cornet", ("Maren Holt i Cornet",)),
        ("<span>By</span> <span>Guest Writer</span>", ("Guest Writer",)),
    ],
)
def test_names_are_joined_by_words_of_many_languages(line: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=f"<p class='byline'>{line}</p>") == expected


@pytest.mark.parametrize(
    "label",
    [
        "Von ",
        "Par ",
        "Autor: ",
        "Auteur : ",
        "Autore: ",
        "Texto: ",
        "Tekst: ",
        "Author: ",
        "Yazan: ",
        "Toimittaja: ",
        "Írta: ",
        "Penulis: ",
        "Redactor: ",
        "Tác giả: ",
        "Συντάκτης: ",
        "Författare: ",
        "Written by ",
        "Text: ",
    ],
)
def test_a_label_at_the_foot_names_the_author_in_many_languages(label: str) -> None:
    assert authors_of(last=f"<p>{label}Maren Holt</p>") == (_HOLT,)


@pytest.mark.parametrize(
    "names",
    [
        "verfasser",
        "auteur",
        "firma",
        "автор",
        "schrijver",
        "författare",
        "kirjoittaja",
        "penulis",
        "yazar",
        "journalist",
    ],
)
def test_classes_name_the_author_in_many_languages(names: str) -> None:
    assert authors_of(top=f"<div class='{names}'>Maren Holt</div>") == (_HOLT,)


@pytest.mark.parametrize(
    "last",
    [
        "<div class='author-box'><p>Maren Holt is a reporter who covers ports for the paper.</p></div>",
        "<aside class='about-author'><p><strong>Maren Holt</strong> is a reporter who covers ports.</p></aside>",
        "<p><em>Maren Holt is a writer based in Oslo.</em></p>",
        "<p>Reporting by Maren Holt; Editing by Tor Elvang</p>",
    ],
)
def test_what_the_end_says_of_its_author_names_them_where_nothing_else_does(last: str) -> None:
    assert authors_of(last=last) == (_HOLT,)


@pytest.mark.parametrize(
    "last",
    [
        "<p>Tor Elvang is a writer based in Oslo.</p>",
        "<p><em>Tor Elvang is a ferry captain.</em></p>",
        "<p><em>Tor Elvang is a writer based in Oslo.</em></p><p>The boat he wrote of was sold to another island in June.</p>",
        "<div class='fb-post'><span class='author'>Tor Elvang</span> wrote on Facebook</div>",
        _TWEET,
    ],
)
def test_persons_of_the_text_and_of_posts_are_no_authors(last: str) -> None:
    assert authors_of(last=last) == ()
    assert authors_of(top="<p class='byline'>By Maren Holt</p>", last=last) == (_HOLT,)


def test_an_attribute_of_the_article_names_the_author_where_nothing_else_does() -> None:
    assert authors_of(attributes=" data-author='Maren Holt'") == (_HOLT,)
    assert authors_of(attributes=" data-author='mholt'") == ()
    assert authors_of(top="<p class='byline'>By Tor Elvang</p>", attributes=" data-author='Maren Holt'") == (_ELVANG,)
