"""Labels that style alone parts from the sentence behind them, and words that only look like such."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY, page
from tracker.extract import extract
from tracker.model import BlockKind

_URL = "https://paper.example/story"
_TEXTS = [text for kind, text in FERRY.pieces if kind is BlockKind.PARAGRAPH]
_HEAD = f"<h1>{FERRY.headline}</h1><p class='byline'>By <a rel='author' href='/a'>{FERRY.author}</a></p>"


def _line(inner: str) -> str:
    body = f"<p>{_TEXTS[0]}</p><p>{inner}</p>" + "".join(f"<p>{text}</p>" for text in _TEXTS[1:])
    document = extract(page(f"<main><article>{_HEAD}<div class='text'>{body}</div></article></main>", FERRY), url=_URL)
    return document.blocks[1].text


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("<span class='article__kicker'>Reportage</span>", "Depuis la fin des traversées, l’île attend le courrier."),
        ("<span class='rubrik'>Kommentar</span>", "Die Insel wartet seit dem Ende der Fahrten auf ihre Post."),
        ("<b class='tag'>Analyse</b>", "De boot vaart niet meer, en niemand weet wie de post brengt."),
        ("<strong class='topic-label'>Entrevista</strong>", "El patrón del barco cuenta por qué ya no navega."),
        ("<span class='location-stamp'>HÀ LÂM</span>", "16 năm qua, ông Tư đi đò mỗi ngày trước khi bến đóng cửa."),
        ("<span class='dateline'>BERGEN</span>", "The last boat has gone, and nobody knows who brings the post."),
        ("<span class='c-eyebrow'>Interview</span>", "“The boat has gone,” says the man who steered it for years."),
        ("<span class='place'>SKARVOY</span>", "“The boat has gone,” says the man who steered it for years."),
    ],
)
def test_a_label_is_parted_from_the_sentence_behind_it(label: str, text: str) -> None:
    said = label.split(">", 1)[1].split("<", 1)[0]
    assert _line(f"{label}{text}") == f"{said} {text}"
    assert _line(f"{label} {text}") == f"{said} {text}"


@pytest.mark.parametrize(
    "inner",
    [
        "<span class='dropcap'>D</span>epuis la fin des traversées, l’île attend le courrier.",
        "<span class='first'>Mc</span>Donald has steered the boat for years, and now he stays ashore.",
        "<span>Mac</span>Bride has steered the boat for years, and now he stays on shore.",
        "<span class='caps'>BMW</span>320 was the car that the last boat of the year took across.",
        "<span class='lead-in'>The boat</span>, which has gone, was steered by the same man for years.",
        "The <span class='brand'>Face</span>Book of the island is a board on the pier, with names.",
        "<span class='kicker'>北海</span>港务局三月起公布航班，约有四千人关注这件事。",
        "<span class='tag'>Skarvoy</span>’s boat has gone, and nobody knows who brings the post.",
        "<b class='hl'>Eco</b>Ferry, the line of the two brothers, has stopped all its boats.",
    ],
)
def test_parts_of_a_word_stay_together(inner: str) -> None:
    import re

    assert _line(inner) == re.sub(r"<[^>]+>", "", inner)
