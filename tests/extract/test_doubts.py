"""Pages on which names, builds and places of elements mislead: the reading doubts them and finds the text all the same."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import BREAD, FERRY, VERDICT, Story, page, plain
from tracker.extract import explain, extract
from tracker.model import BlockKind, Document

_URL = "https://paper.example/story"
_TEXTS = [text for _, text in FERRY.pieces]
_PARAGRAPHS = [text for kind, text in FERRY.pieces if kind is BlockKind.PARAGRAPH]
_LONG = Story(FERRY.headline, FERRY.author, FERRY.pieces + VERDICT.pieces + BREAD.pieces)
_LONG_TEXTS = [text for _, text in _LONG.pieces]
_LEAD = "From November the island will be reached by barge only, and only where the weather lets it land."


def _read(body: str, story: Story = FERRY) -> Document:
    return extract(page(body, story), url=_URL)


def _texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind is not BlockKind.CAPTION]


@pytest.mark.parametrize("name", ["Test__Section--Ads", "pull-section", "newsletter-module", "media-player"])
def test_a_name_that_would_cut_most_of_a_text_is_not_believed(name: str) -> None:
    sections = "".join(f"<section class='{name}'><p>{text}</p></section>" for text in _PARAGRAPHS)
    assert _texts(_read(f"<article><h1>{FERRY.headline}</h1>{sections}</article>")) == _PARAGRAPHS


def test_an_id_for_a_table_of_contents_makes_no_menu_of_a_heading() -> None:
    body = plain(FERRY).replace("<h2>", "<h2 id='nav_bridge__1' class='subheading'>")
    assert _texts(_read(f"<article><h1>{FERRY.headline}</h1><div>{body}</div></article>")) == _TEXTS


def test_posts_of_a_weblogs_front_page_are_text_where_there_is_no_other() -> None:
    posts = "".join(
        f"<div class='post'><h2><a href='/{number}'>Day {number} on the water</a></h2><div class='entry'><p>{text}</p></div></div>"
        for number, text in enumerate(_PARAGRAPHS)
    )
    assert set(_PARAGRAPHS) <= set(_texts(_read(f"<div id='main'>{posts}</div>")))


def test_a_list_inside_of_the_text_is_not_all_there_is() -> None:
    inner = "".join(
        f"<li>{text}</li>" for text in ("Small groups talk for half an hour.", "All groups meet again on the pier.")
    )
    body = (
        f"<article><h1>{FERRY.headline}</h1><div class='entry'><p>Host: the harbour office, 4 Quay Road</p><h2>Agenda</h2>"
        f"<ol><li>Two or three short talks (30 mins)</li><li>Exchange of what we know (1 hour)<ol><li>Three stories: what was tried on"
        f" other islands, and how did it end for those who paid?</li><li>Lessons from these stories (45 mins)<ol>{inner}</ol></li></ol></li></ol></div></article>"
    )
    texts = _texts(_read(body))
    assert "Two or three short talks (30 mins)" in texts
    assert "All groups meet again on the pier." in texts


@pytest.mark.parametrize(
    "body",
    [
        "<div class='col'><h1>{headline}</h1><p class='intro'>{lead}</p><div class='long'>{text}</div></div>",
        "<main><div><h1>{headline}</h1><p>3.11.2025</p><p>{lead}</p><div class='t'>{text}</div></div></main>",
        "<main><h1>{headline}</h1><div class='t'><div class='x1'><p>{lead}</p></div>{text}</div></main>",
    ],
)
def test_a_lead_that_stands_apart_is_text(body: str) -> None:
    document = _read(body.format(headline=FERRY.headline, lead=_LEAD, text=plain(_LONG)))
    assert _texts(document) == [_LEAD, *_LONG_TEXTS]


@pytest.mark.parametrize(
    "lead",
    [
        f"<header><p>{_LEAD}</p></header>",
        f"<p class='standfirst'>{_LEAD}</p>",
        "<p><a href='/x'>Museum finds a lost letter behind a cupboard, and nobody knows who wrote it.</a></p>",
        "<div class='c9'><h3>Six stories before coffee</h3><p>What the coast talks about today, every weekday at seven.</p></div>",
    ],
)
def test_what_stands_before_a_text_and_is_no_paragraph_of_it_is_not_text(lead: str) -> None:
    body = f"<main><div><h1>{FERRY.headline}</h1>{lead}</div><div class='t'>{plain(_LONG)}</div></main>"
    assert _texts(_read(body)) == _LONG_TEXTS


def test_paragraphs_in_wrappers_of_different_names_are_one_text() -> None:
    names = ("firstPar", "secondPar", "thirdPar")
    begin = "".join(f"<div class='{name}'><p>{text}</p></div>" for name, text in zip(names, _TEXTS[:3], strict=True))
    rest = "".join(f"<p>{text}</p>" for text in _LONG_TEXTS[3:])
    body = f"<article><h1>{FERRY.headline}</h1><div id='area'>{begin}<div class='body'>{rest}</div></div></article>"
    assert _texts(_read(body)) == _LONG_TEXTS


def test_short_lines_of_a_song_are_no_crumbs() -> None:
    song = "<br><br>".join([_TEXTS[0], "Repeat chorus", _TEXTS[1], "Repeat *", "Repeat chorus", _TEXTS[2]])
    assert _texts(_read(f"<h1>{FERRY.headline}</h1><div class='entry'>{song}</div>")).count("Repeat chorus") == 2


def test_rows_of_data_with_links_are_a_table() -> None:
    rows = "".join(
        f"<tr><td><a href='/boat/{number}'>Ferry number {number} of the northern line</a></td><td>{number} knots</td></tr>"
        for number in range(11, 17)
    )
    table = f"<div class='tests'><h2>The boats</h2><table><tbody>{rows}</tbody></table></div>"
    document = _read(f"<article><h1>{FERRY.headline}</h1><div class='t'>{plain(FERRY, table)}</div></article>")
    rows_read = [block.text for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    assert rows_read[0] == "Ferry number 11 of the northern line 11 knots"
    assert len(rows_read) == 6


def test_lists_that_lead_to_other_sites_are_text_where_a_page_has_several() -> None:
    away = "<ul><li><a href='https://charts.example.org/{0}'>Chart number {0} of the sound</a></li><li><a href='https://tides.example.net/{0}'>Tides for it</a></li></ul>"
    lists = [away.format(number) for number in range(3)]
    inside = (
        "<ul><li><a href='/a'>Night train late again</a></li><li><a href='/b'>Museum finds a lost letter</a></li></ul>"
    )
    body = f"<article><h1>{FERRY.headline}</h1><div class='t'>{{}}</div></article>"
    several = "".join(f"{one}<p>{text}</p>" for one, text in zip(lists, _LONG_TEXTS[-3:], strict=True))
    texts = _texts(_read(body.format(plain(FERRY, several))))
    assert [f"Chart number {number} of the sound" in texts for number in range(3)] == [True] * 3
    assert _texts(_read(body.format(plain(FERRY, inside * 3)))) == _TEXTS
    assert _texts(_read(body.format(plain(FERRY, lists[0])))) == _TEXTS
    teased = f"<p>Read more:</p>{lists[0]}"
    assert "Chart number 0 of the sound" not in _texts(
        _read(body.format(plain(FERRY, teased + several.replace(lists[0], lists[1], 1))))
    )


def test_a_line_below_a_picture_is_its_caption() -> None:
    picture = "<div align='center'><img src='/1.jpg'><br>The pier on a quiet morning in May</div>"
    document = _read(f"<article><h1>{FERRY.headline}</h1><div class='t'>{plain(FERRY, picture)}</div></article>")
    assert _texts(document) == _TEXTS
    assert document.captions == "The pier on a quiet morning in May"


def test_a_paragraph_with_a_picture_in_it_is_a_paragraph() -> None:
    picture = f"<p><img src='/1.jpg'>{_LEAD}</p>"
    document = _read(f"<article><h1>{FERRY.headline}</h1><div class='t'>{plain(FERRY, picture)}</div></article>")
    assert _LEAD in _texts(document)


@pytest.mark.parametrize("line", ["Updated at 1:23 p.m.", "Last updated: 3 November, 7:05 a.m."])
def test_the_time_of_an_update_at_the_end_is_not_text(line: str) -> None:
    body = f"<article><h1>{FERRY.headline}</h1><div class='t'>{plain(FERRY)}<p>{line}</p></div></article>"
    assert _texts(_read(body)) == _TEXTS


def test_three_teasers_are_a_list_of_teasers() -> None:
    teaser = (
        "<div class='card'><h3><a href='/a'>Night train late again</a></h3><p>{}</p><a href='/a'>Read more</a></div>"
    )
    says = (
        "We took the night train ten times and wrote down when it came, if it came at all that night.",
        "A letter that nobody had missed was found behind a cupboard, and it is older than the museum.",
        "The bakers of the coast pay twice as much for gas as three years ago, and say so on every loaf.",
    )
    cards = "".join(teaser.format(text) for text in says)
    body = f"<main><article><h1>{FERRY.headline}</h1>{plain(FERRY)}</article><div class='further'><h2>In the pursuit of news</h2><div>{cards}</div></div></main>"
    assert not any(text in says for text in _texts(_read(body)))


def test_a_long_aside_beside_a_short_text_is_not_the_text() -> None:
    aside = f"<aside>{''.join(f'<p>{text}</p>' for _, text in VERDICT.pieces[:3])}</aside>"
    texts = _texts(_read(f"<div><div class='post'><p>{_TEXTS[0]}</p><p>{_TEXTS[1]}</p></div>{aside}</div>"))
    assert texts == _TEXTS[:2]


def test_a_long_introduction_in_a_box_of_its_own_is_text() -> None:
    begin = " ".join(_PARAGRAPHS[:3])
    rest = "".join(f"<p>On day {day}: {text}</p>" for day in range(1, 7) for text in _LONG_TEXTS[6:])
    body = f"<h1>{FERRY.headline}</h1><div class='all'><div class='a'><div><p>{begin}</p></div></div><div class='t'>{rest}</div></div>"
    assert _texts(_read(f"<article>{body}</article>"))[0] == begin


def test_a_heading_after_kept_text_introduces_what_follows() -> None:
    begin = "".join(
        f"<div class='{name}'><p>{' '.join(_PARAGRAPHS[at : at + 3])}</p></div>" for at, name in enumerate("abcd")
    )
    rest = "".join(f"<p>On day {day}: {text}</p>" for day in range(1, 5) for text in _LONG_TEXTS[6:])
    body = f"{begin}<div class='h'><h2>A seat for travellers</h2></div><div class='t'>{rest}</div>"
    assert "A seat for travellers" in _texts(_read(f"<article><h1>{FERRY.headline}</h1><div>{body}</div></article>"))


@pytest.mark.parametrize(
    "line",
    [
        "<p>Weiterlesen auf der nächsten Seite</p>",
        "<p>Read this next: Storm leaves two villages without power for a third night.</p>",
        "<p>Diesen Artikel teilen</p>",
        "<p>Dieser Beitrag wurde am 3. November 2025 unter Küste veröffentlicht</p>",
        "<div class='q1'><p>Kļūda rakstā? Iezīmējiet tekstu un spiediet Ctrl+Enter.</p></div>",
        "<h3>Ähnliche Beiträge</h3>",
        "<div class='vid7'><div class='vid7__headline'>Watch the last ferry leave the pier</div></div>",
    ],
)
def test_more_lines_that_lead_elsewhere_are_no_text(line: str) -> None:
    body = f"<article><h1>{FERRY.headline}</h1><div class='t'>{plain(FERRY, line)}</div></article>"
    assert _texts(_read(body)) == _TEXTS


@pytest.mark.parametrize(
    "line", ["<p>【责任编辑：林海】</p>", "<p>Die Autorin arbeitet als Lotsin und lebt in Skarvoy.</p>"]
)
def test_lines_about_the_author_or_editor_at_the_end_are_no_text(line: str) -> None:
    assert _texts(_read(f"<article><h1>{FERRY.headline}</h1>{plain(FERRY)}{line}</article>")) == _TEXTS


def test_a_whole_sentence_that_begins_with_click_here_is_text() -> None:
    line = "Click here to get the timetable of the barge, or walk down to the pier and read it there."
    button = "<p>Click here</p>"
    body = f"<article><h1>{FERRY.headline}</h1><div class='t'>{plain(FERRY, f'<p>{line}</p>{button}')}</div></article>"
    texts = _texts(_read(body))
    assert line in texts
    assert "Click here" not in texts


def test_a_thread_below_a_german_heading_is_no_text() -> None:
    thread = f"<h3>Schreibe einen Kommentar</h3><p>{VERDICT.pieces[0][1]}</p>"
    assert _texts(_read(f"<article><h1>{FERRY.headline}</h1>{plain(FERRY)}{thread}</article>")) == _TEXTS


@pytest.mark.parametrize(
    "line",
    [
        "Ähnliche Beiträge zur Rettung der Werft hatte der Kreis schon 2019 gezahlt, und niemand hat sie je zurückgefordert.",
        "Die Autorin hat ihr Buch über die Küste in elf Jahren geschrieben, zwei davon auf dem Schiff ihres Bruders.",
        "Weitere Meldungen gingen bis zum Abend nicht ein, sagte der Lotse, der seit dem Morgen am Funkgerät saß.",
    ],
)
def test_text_with_the_same_words_stays(line: str) -> None:
    body = f"<article><h1>{FERRY.headline}</h1><div class='t'>{plain(FERRY, f'<p>{line}</p>')}</div></article>"
    assert line in _texts(_read(body))


def test_why_nothing_else_was_kept_can_be_asked() -> None:
    body = f"<main><h1>{FERRY.headline}</h1><p>{_LEAD}</p><div class='t'>{plain(FERRY)}</div></main>"
    kept = {line.text: line.rule for line in explain(page(body, FERRY), url=_URL)}
    assert kept[_LEAD] == "kept"
    assert kept[FERRY.headline] != "kept"


def test_a_page_builders_word_is_doubted_where_nothing_else_would_be_left() -> None:
    def wrapped(text: str) -> str:
        return (
            f"<div class='el-widget-wrap'><div class='el-widget'><div class='el-text'><p>{text}</p></div></div></div>"
        )

    sections = "".join(f"<section class='top'><div class='row'>{wrapped(text)}</div></section>" for text in _PARAGRAPHS)
    cards = "".join(
        f"<li><article class='teaser'><h3><a href='/{at}'>Night train</a></h3><p>{text}</p></article></li>"
        for at, text in enumerate(_LONG_TEXTS[len(_TEXTS) :])
    )
    body = f"<article><h1>{FERRY.headline}</h1>{sections}<div class='related'><ul>{cards}</ul></div></article>"
    assert _texts(_read(body)) == _PARAGRAPHS


@pytest.mark.parametrize(
    "lead",
    [
        f"<p class='fig-chapo'>{_LEAD}</p>",
        f"<div class='chapo_block'><p>{_LEAD}</p></div>",
        f"<div class='dig-vorspann'>{_LEAD}</div>",
        f"<div class='articleIntro'><p>{_LEAD}</p></div>",
    ],
)
def test_a_lead_is_text_by_its_name_or_its_place_beside_the_headline(lead: str) -> None:
    body = f"<main><div><h1>{FERRY.headline}</h1>{lead}<div class='t'>{plain(_LONG)}</div></div></main>"
    document = _read(body)
    assert _texts(document) == [_LEAD, *_LONG_TEXTS]


def test_later_stories_are_told_by_headlines_of_one_level() -> None:
    others = (VERDICT, BREAD, Story("Night train late again", "", VERDICT.pieces[::-1]))
    stories = "".join(
        f"<article class='item'><header><h2>{story.headline}</h2></header><div>{plain(story)}</div></article>"
        for story in (FERRY, *others)
    )
    assert _texts(_read(f"<main><div class='list'>{stories}</div></main>")) == _TEXTS


def test_a_thread_is_known_by_the_names_of_a_system_for_weblogs() -> None:
    says = "".join(
        f"<li class='forum-fil'><div class='forum-message'><p>{text}</p></div></li>" for _, text in VERDICT.pieces
    )
    body = f"<div id='col'><h1>{FERRY.headline}</h1><div>{plain(FERRY)}</div><div class='divforum'><ul>{says}</ul></div></div>"
    assert _texts(_read(body)) == _TEXTS


def test_an_outermost_element_that_is_closed_at_once_does_not_end_the_page() -> None:
    text = page(f"<article><h1>{FERRY.headline}</h1>{plain(FERRY)}</article>", FERRY)
    assert _texts(extract(text.replace("<html lang='en'>", "<html lang='en' />"), url=_URL)) == _TEXTS
