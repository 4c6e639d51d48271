"""Who wrote, where what they do for the paper, a place, a date or the last line of the text tells it, and no markup does."""

from __future__ import annotations

import json

import pytest

from tests.extract.newsroom import authors_of

_HOLT, _BLOM = "Maren Holt", "Kurt Blom"
_BOTH = (_HOLT, _BLOM)
_PORTRAIT = "<div class='s1'><img src='/m.jpg' alt=''><ul><li><strong>Maren Holt</strong> {trade}</li></ul></div>"


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<p>Maren Holt</p><p>Local government reporter</p><p>12 May 2026</p>", (_HOLT,)),
        ("<div><div>Maren Holt</div><div>Korrespondentin in Kiel</div></div>", (_HOLT,)),
        ("<div><div>Maren Holt</div><div>Cheffe de rubrique</div></div>", ()),
        ("<div><p>Maren Holt</p><p>maren.holt@paper.example</p></div>", (_HOLT,)),
        ("<p>Maren Holt @marenholt · 12 May 2026 · 8:10</p>", (_HOLT,)),
        ("<div><a href='#'>Maren Holt</a> <span>- Reporter / @marenh</span><br>The Paper / 05:04 AM May 12, 2026</div>", (_HOLT,)),
        ("<ul><li><strong>Maren Holt</strong><span>Repórter</span></li><li><strong>Kurt Blom</strong><span>Editor de Cidades</span></li></ul>", _BOTH),
        ("<p>De notre envoyée spéciale à Oslo, Maren Holt</p>", (_HOLT,)),
        ("<p class='auteur'>Door onze verslaggever Maren van der Holt</p>", ("Maren van der Holt",)),
        ("<p>Marine Biology</p><p>A section for everybody</p>", ()),
        ("<p>Kurt Blom</p><p>Mayor of the island</p>", ()),
    ],
)  # fmt: skip
def test_what_somebody_does_for_a_paper_makes_the_name_above_it_the_authors(
    top: str, expected: tuple[str, ...]
) -> None:
    assert authors_of(top=top) == expected


@pytest.mark.parametrize("trade", ["verslaggever Regio", "redacteur Binnenland", "Reporterin", "repórter"])
def test_a_portrait_with_name_and_trade_amid_or_below_the_text_is_the_authors(trade: str) -> None:
    assert authors_of(last=_PORTRAIT.format(trade=trade)) == (_HOLT,)


@pytest.mark.parametrize(
    "last",
    [
        _PORTRAIT.format(trade="professor of hydrology"),
        "<div class='s1'><img src='/m.jpg' alt='Maren Holt'><p>Maren Holt</p></div>",
        "<h4>Our columnists</h4>" + _PORTRAIT.format(trade="columnist"),
    ],
)
def test_portraits_of_others_amid_the_text_are_no_authors(last: str) -> None:
    assert authors_of(last=last) == ()


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<p>Nobody will cross in winter, and nobody minds. By Maren Holt</p>", (_HOLT,)),
        ("<p>Im Winter bleibt die Insel allein. Von Maren von Holt und Kurt Blom</p>", ("Maren von Holt", _BLOM)),
        ("<p>The boat stops in autumn, writes Maren Holt, and nobody knows for how long</p>", (_HOLT,)),
        ("<p>Aus Oslo berichtet Maren Holt</p>", (_HOLT,)),
        ("<p>Protokolliert von Maren Holt</p>", (_HOLT,)),
        ("<p class='signature'>Propos recueillis par Maren Holt (à Oslo)</p>", (_HOLT,)),
        ("<p>Texto de Maren Holt e fotografia de Kurt Blom</p>", (_HOLT,)),
        ("<p>Een reportage van Maren Holt</p>", (_HOLT,)),
        ("<div>a cura di <b>Maren Holt</b></div>", (_HOLT,)),
        ("<p>Rozmawiała Maren Holt</p>", (_HOLT,)),
        ("<p>Tekst Jelle ’t Hart Beeld Kurt Blom</p>", ("Jelle ’t Hart",)),
        ("<p>HABER: Maren Holt / BERGEN</p>", (_HOLT,)),
        ("<div><b>Maren HOLT / BERGEN, (VHA)</b></div>", ("Maren HOLT",)),
        ("<p class='author'>Von Maren Holt. Aus dem Englischen von Kurt Blom</p>", (_HOLT,)),
        ("<p>A film by Kurt Blom shows what the island is losing</p>", ()),
        ("<p>“I am leaving,” writes Kurt Blom in a letter to the county</p>", ()),
    ],
)
def test_the_words_of_many_newsrooms_say_who_wrote(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<p>Maren Holt</p><p>Publié le 12 mai 2026 à 08h10, mis à jour à 09h00</p>", (_HOLT,)),
        ("<p>12 maggio 2026 - 08:10</p><p>Maren Holt</p>", (_HOLT,)),
        ("<div><span>Maren Holt</span><time>12 mei 2026, 08:10</time></div>", (_HOLT,)),
        ("<div><span>Maren Holt</span><span>in Oslo</span></div><div>12 May 2026, 08:10</div>", (_HOLT,)),
        ("<div>Maren Holt und Kurt Blom, Oslo</div><div>12. Mai 2026, 8:10 Uhr</div>", _BOTH),
        ("<ul><li>Maren Holt</li><li>The Island Gazette</li><li>May 12, 2026</li></ul>", (_HOLT,)),
        ("<p>Maren Holt / Bergen - 12 May 2026</p>", (_HOLT,)),
    ],
)
def test_a_line_beside_the_date_names_the_author(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


def test_an_entry_of_the_menu_beside_the_date_is_a_section() -> None:
    menu = "<nav><a href='/a'>Real Estate</a> <a href='/b'>Daily Bread</a></nav>"
    assert authors_of(above=menu, top="<div><span>Real Estate</span><time>12 May 2026</time></div>") == ()
    assert authors_of(above=menu, top="<p>12 May 2026</p><p>Real Estate</p>") == ()


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("<p>Maren Holt can be reached at mholt@paper.example</p>", (_HOLT,)),
        ("<p>Contact the reporter Maren Holt at mholt@paper.example</p>", (_HOLT,)),
        ("<p>— Maren Holt</p>", (_HOLT,)),
        ("<p>Maren Holt et Kurt Blom</p>", _BOTH),
        ("<p>Maren Holt</p><p>© RIPRODUZIONE RISERVATA</p>", (_HOLT,)),
        ("<p>oprac. Maren Holt</p>", (_HOLT,)),
        ("<p>Maren Holt covers the coast for The Paper. Email her at mholt@paper.example.</p>", (_HOLT,)),
        ("<p>Maren Holt ist Redakteurin im Ressort Küste.</p>", (_HOLT,)),
        ("<p>Maren Holt / BERGEN, (VHA)</p>", (_HOLT,)),
        ("<p>Maren Holt<br>al.holt@paper.example</p>", (_HOLT,)),
        ("<p>Tor Elvang is editor of the islanders’ newsletter.</p>", ()),
        ("<p>— Tor Elvang</p>", ()),
        ("<p>Letters should be sent to Kurt Blom, Town Hall, Bergen.</p>", ()),
        ("<blockquote><p>“It is a crime.”</p></blockquote><p>— Kurt Blom</p>", ()),
    ],
)
def test_the_last_line_names_the_author_but_nobody_of_whom_the_text_tells(last: str, expected: tuple[str, ...]) -> None:
    assert authors_of(last=last) == expected


def test_a_guest_is_told_of_in_italics_below_the_headline() -> None:
    line = "<p class='d'>12 May 2026</p><p><em>Maren Holt is a historian of small ferries and the author of “Cold Water”.</em></p>"
    assert authors_of(top=line) == (_HOLT,)


def test_the_authors_of_other_articles_below_the_text_are_not_the_articles() -> None:
    card = "<div><a href='/o/1'><h4>Why the night train is late</h4></a><span>By Kurt Blom</span><span>11 May 2026</span></div>"
    assert authors_of(after=f"<div class='zz'>{card}{card}</div>") == ()


_SITE = "<meta property='og:site_name' content='Harbour News'>"
_PERSONS = [{"@type": "Person", "name": name} for name in _BOTH]


def _ld(*authors: object) -> str:
    data = {"@type": "NewsArticle", "author": authors, "publisher": {"@type": "Organization", "name": "Harbour News"}}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


@pytest.mark.parametrize(
    ("head", "top", "expected"),
    [
        (_SITE, "<p class='byline'>By <a href='/a'>Maren Holt</a>, Harbour News and <a href='/b'>Kurt Blom</a></p>", _BOTH),
        (_SITE, "<p class='byline'>By <a href='/a'>Maren Holt</a>, <a href='/b'>Kurt Blom</a> <a href='/c'>Harbour North Coast</a></p>", _BOTH),
        (_SITE, "<p>BY MAREN HOLT<br>HARBOUR NEWS</p><p>POSTED 12 MAY 2026</p>", ("MAREN HOLT",)),
        (_ld(*_PERSONS, {"@type": "Person", "name": "harbour North Coast"}), "<p class='byline'>Por Maren Holt e Kurt Blom</p>", _BOTH),
        (_ld(*_PERSONS[:1], {"@type": "Person", "name": "Bergen"}), "<p class='byline'>Von <a href='/a'>Maren Holt</a>, Bergen</p>", (_HOLT,)),
        (_ld({"@type": "Organization", "name": "Harbour News"}), "", ()),
        (_ld({"@type": "Organization", "name": "Northern Wire"}), "", ("Northern Wire",)),
        (_ld({"@type": "Organization", "name": "Harbour News"}), "<p class='byline'>Harbour News</p>", ("Harbour News",)),
        (_ld(*_PERSONS), "<div><span>By Maren Holt</span><span>Photography Kurt Blom</span></div>", (_HOLT,)),
        (_SITE + "<meta name='author' content='Harbour News'><meta name='sailthru.author' content='Maren Holt, Kurt Blom'>", "", _BOTH),
        ("<meta name='dcsext.author' content='Maren Holt'>", "", (_HOLT,)),
        ("<meta name='web_author' content='Maren Holt'>", "", ()),
        ("", "<div typeof='NewsArticle'><div property='author' typeof='Person'><span property='name'>Maren Holt</span></div></div>", (_HOLT,)),
    ],
)  # fmt: skip
def test_houses_stations_and_places_beside_persons_are_no_authors(
    head: str, top: str, expected: tuple[str, ...]
) -> None:
    assert authors_of(head=head, top=top) == expected
