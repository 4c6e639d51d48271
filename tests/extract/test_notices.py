"""What a publisher says between the paragraphs of any article is kept apart, and a sentence that speaks of the same stays."""

from __future__ import annotations

import pytest

import tracker

PARAGRAPHS = [
    f"The ferry to the island of Example number {n} left the quay late again, and the people who had waited there since the morning said so."
    for n in range(6)
]


def text_of(*between: str) -> list[str]:
    body = [f"<p>{text}</p>" for text in PARAGRAPHS]
    page = f"<html><body><article><h1>The ferry is late</h1>{''.join(body[:3])}{''.join(between)}{''.join(body[3:])}</article></body></html>"
    return [block.text for block in tracker.extract(page, url="https://paper.example/ferry").blocks]


NOTICES = [
    "Continuar a ler após a publicidade",
    "Continua após a publicidade",
    "Dalszy ciąg artykułu pod materiałem wideo",
    "Tekst gaat verder onder de advertentie",
    "Luister ook naar onze podcast over leegstaande kerken:",
    "La suite après cette publicité",
    "Sigue leyendo después de la publicidad",
    "Continua a leggere dopo la pubblicità",
    "Der Artikel geht nach der Anzeige weiter",
    "Artikeln fortsätter under annonsen",
    "Saken fortsetter under annonsen",
    "Artiklen fortsætter under annoncen",
    "Juttu jatkuu mainoksen jälkeen",
    "Продолжение после рекламы",
    "Haberin devamı reklamdan sonra",
    "Článek pokračuje pod reklamou",
    "広告",
    "광고",
    "This article continues below the advertisement",
    "Listen to this article",
    "Prefer to listen? Members can hear the author read this piece.",
    "この記事を聞く",
    "Escucha esta noticia",
    "Écouter l’article",
]


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_between_paragraphs_is_kept_apart(notice: str) -> None:
    page = f"<p>{notice}</p>"
    assert text_of(page) == PARAGRAPHS
    assert text_of(f"<div class='x1'><p>{notice}</p></div>") == PARAGRAPHS


SENTENCES = [
    "The work continues after the winter, the harbour master said.",
    "The story continues below the surface of the water, she writes.",
    "Listen to the story of the ferry, he told the children.",
    "Advertising on the ferry brought in 40,000 crowns a year.",
    "La suite après la pluie, dit-il, sera plus calme.",
    "Der Text geht nach der Pause weiter, sagte die Regisseurin.",
    "She asked the passengers to download the app of the line.",
    "Dziękujemy kapitanowi, powiedzieli pasażerowie po powrocie.",
    "Thanks for reading to us, the children wrote to the captain.",
    "“The fire started 3 hours ago.”",
    "Das Schiff legte vor 3 Stunden ab.",
    "広告の収入は昨年の二倍になったと会社は説明した。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_about_the_same_stays(sentence: str) -> None:
    assert sentence in text_of(f"<p>{sentence}</p>")


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Be the first to get Breaking News", "Install the Example News app for free"),
        ("Wissen Sie mehr?", "Schreiben Sie uns vertraulich an hinweise@paper.example."),
        ("Téléchargez notre application", "Gratuite, sur tous les téléphones."),
        ("Weet je meer?", "Mail de redactie via tips@paper.example."),
        ("¿Tienes información?", "Escríbenos a pistas@paper.example."),
        ("Tipsa oss", "Vi skyddar våra källor."),
    ],
)
def test_a_box_that_asks_readers_for_something_is_kept_apart(title: str, line: str) -> None:
    assert text_of(f"<section class='box'><h3>{title}</h3><p>{line}</p></section>") == PARAGRAPHS


def test_a_question_of_an_interview_stays() -> None:
    assert "Wissen Sie mehr?" in text_of("<p>Wissen Sie mehr?</p>")


@pytest.mark.parametrize(
    "thanks", ["Thank you for reading this far.", "Dziękujemy, że przeczytałaś nasz artykuł.", "Merci de nous lire."]
)
def test_thanks_to_the_reader_below_the_text_are_kept_apart(thanks: str) -> None:
    page = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    found = tracker.extract(
        f"<html><body><article><h1>The ferry is late</h1>{page}<p>{thanks}</p></article></body></html>",
        url="https://paper.example/ferry",
    )
    assert [block.text for block in found.blocks] == PARAGRAPHS
    assert thanks in [block.text for block in found.furniture]


def test_a_card_of_another_article_is_no_caption() -> None:
    card = "<figure class='rich'><a href='/other'><div>The town that bought its flood plain</div><div>A day with nine volunteers.</div></a></figure>"
    assert text_of(card) == PARAGRAPHS
    assert (
        text_of("<figure><a href='/other'>The town that bought its flood plain</a><span>Read more</span></figure>")
        == PARAGRAPHS
    )
    small = (
        "<div class='x1'><a href='/a/2'><img src='/t.jpg' alt=''><span>Flood plain bought by its town</span></a></div>"
    )
    assert text_of(small) == PARAGRAPHS


def test_a_linked_caption_stays() -> None:
    kept = text_of(
        "<figure><a href='/big.jpg'><img src='/s.jpg'></a><figcaption><a href='/big.jpg'>The ferry at the quay on Monday</a></figcaption></figure>"
    )
    assert "The ferry at the quay on Monday" in kept


@pytest.mark.parametrize(
    "head", ["Comentarios de los lectores", "Commentaires des lecteurs", "Leserkommentare", "Readers’ comments"]
)
def test_what_readers_say_below_the_text_is_kept_apart(head: str) -> None:
    page = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    said = "<tr><td><b>Ann</b> said: I waited there for three hours with two children, and nobody told us anything at all.</td></tr>"
    rows = f"<table><tr><td><b>{head}</b></td></tr>{said * 3}</table>"
    found = tracker.extract(
        f"<html><body><div><h1>The ferry is late</h1><div>{page}</div>{rows}</div></body></html>",
        url="https://paper.example/ferry",
    )
    assert [block.text for block in found.blocks] == PARAGRAPHS


def _below(cards: str) -> list[str]:
    body = "".join(f"<div class='c'><p>{text}</p></div>" for text in PARAGRAPHS)
    page = f"<html><body><main><h1>The ferry is late</h1>{body}</main><div>{cards}</div></body></html>"
    return [block.text for block in tracker.extract(page, url="https://paper.example/ferry").blocks]


TITLES = [f"The bridge of {name} is closed for the winter" for name in ("Ardal", "Bolme", "Cirk", "Dovre", "Eide")]


@pytest.mark.parametrize(
    "card",
    [
        "<div class='item'><span>Culture</span><div><a href='/{n}'>{title}</a></div><div>The figures are provisional, the institute warns.</div><div>1 hour ago</div></div>",
        "<div class='item'><div>· <a href='/{n}'>{title}</a> 08:40<br>The figures are provisional, the institute warns.</div></div>",
    ],
)
def test_cards_of_other_articles_below_the_text_are_kept_apart(card: str) -> None:
    cards = "".join(card.format(n=n, title=title) for n, title in enumerate(TITLES))
    assert _below(cards) == PARAGRAPHS


def test_rows_of_other_articles_are_kept_apart_and_rows_of_data_stay() -> None:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    teasers = "".join(
        f"<tr><td>· <a href='/{n}'>{title}</a> 08:40<br>The figures are provisional, the institute warns.</td></tr>"
        for n, title in enumerate(TITLES)
    )
    data = "".join(
        f"<tr><td><a href='/{n}'>{title}</a></td><td>08:40</td><td>{n} boats</td></tr>"
        for n, title in enumerate(TITLES)
    )
    page = f"<html><body><table><tr><td><h1>The ferry is late</h1><div>{body}<table>{data}</table>{body.replace('late', 'early')}</div><table>{teasers}</table></td></tr></table></body></html>"
    found = [block.text for block in tracker.extract(page, url="https://paper.example/ferry").blocks]
    assert [text for text in found if "boats" in text]
    assert not [text for text in found if "provisional" in text]
    assert found[: len(PARAGRAPHS)] == PARAGRAPHS


def test_paragraphs_that_begin_with_a_link_stay() -> None:
    begun = [
        f"<p><a href='/{n}'>{name}</a> told the council that the ferry should leave at half past six, and nobody in the hall said a word against it for a while.</p>"
        for n, name in enumerate(("Ann", "Bo", "Cy", "Di", "Eva"))
    ]
    assert len(text_of(*begun)) == len(PARAGRAPHS) + 5
