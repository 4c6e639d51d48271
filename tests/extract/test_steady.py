"""What memory gives: furniture moves and the text stays, edits are still seen, new blocks have to earn their place."""

from __future__ import annotations

import re

import msgspec
import pytest

from tests.extract.newsroom import BREAD, FERRY, STORIES, VERDICT, Story, broadsheet, chunked, hashed, page, plain
from tracker.extract import HostMemory, extract, remember
from tracker.model import Block, BlockKind, Document

_URL = "https://paper.example/story"
_BOX = "<div class='x7'><h4>Members read on</h4><p>Our reporters walk the coast in every weather, and you make it possible.</p></div>"


def _texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def _with(between: str, story: Story = FERRY) -> str:
    return page(f"<article><h1>{story.headline}</h1><div class='t'>{plain(story, between)}</div></article>", story)


def test_a_new_box_between_known_paragraphs_has_to_earn_its_place() -> None:
    before = extract(_with(""), url=_URL)
    assert _texts(extract(_with(_BOX), url=_URL, previous=before)) == _texts(before)


def test_a_new_paragraph_among_known_ones_is_an_edit() -> None:
    before = extract(_with(""), url=_URL)
    new = "The county’s auditors had warned of the cut in a letter that became known only on Thursday evening."
    assert new in _texts(extract(_with(f"<p>{new}</p>"), url=_URL, previous=before))


_WRAPPERS = {
    "a box with a name": "<div data-part='text' class='tx-5f c1'><div class='tx-5f'>{}</div></div>",
    "a custom element": "<x-text>{}</x-text>",
    "a row and a column": "<div class='row'><div class='col'>{}</div></div>",
    "a section": "<section>{}</section>",
}
_ADDED = {
    "a long paragraph": "<p>The county’s auditors had warned of the cut in a letter that became known only on Thursday night.</p>",
    "a short line": "<p>The line will reopen.</p>",
    "a quote in a paragraph": "<p>“Nobody has asked us,” she said.</p>",
    "a heading": "<h2>What the auditors wrote</h2>",
    "a block quote": "<blockquote><p>Nobody has asked us, and nobody ever will.</p></blockquote>",
    "a list": "<ul><li>The first thing that the letter lists</li><li>The second, after lunch</li></ul>",
}


def _each_in(wrapper: str, pieces: list[str]) -> str:
    rows = "".join(wrapper.format(piece) for piece in pieces)
    return page(f"<main><article><h1>{FERRY.headline}</h1><div class='rows'>{rows}</div></article></main>", FERRY)


@pytest.mark.parametrize("place", [0, 2, 5], ids=["first", "between", "last"])
@pytest.mark.parametrize("added", _ADDED.values(), ids=_ADDED)
@pytest.mark.parametrize("wrapper", _WRAPPERS.values(), ids=_WRAPPERS)
def test_what_is_added_in_a_wrapper_of_its_own_is_an_edit(wrapper: str, added: str, place: int) -> None:
    pieces = [f"<p>{text}</p>" for kind, text in FERRY.pieces if kind is BlockKind.PARAGRAPH]
    before = extract(_each_in(wrapper, pieces), url=_URL)
    if place == len(pieces) and added.startswith("<h2"):
        added += f"<p>{VERDICT.pieces[0][1]}</p>"
    pieces.insert(place, added)
    after = extract(_each_in(wrapper, pieces), url=_URL, previous=before)
    shown = re.sub("<[^>]+>", "\n", added).split("\n")
    assert [text for text in shown if text and text not in _texts(after)] == []
    assert len(after.blocks) > len(before.blocks)


def test_a_new_post_of_a_live_blog_is_an_edit() -> None:
    posts = [
        f"<div class='post'><time>1{number}:05</time><h3>{text.split()[0]} {text.split()[1]} at last</h3><p>{text}</p></div>"
        for number, (_, text) in enumerate(FERRY.pieces[:3])
    ]
    new = "<div class='post'><time>14:40</time><h3>Barge on its way</h3><p>The barge has left the yard with nine cars on board.</p></div>"
    shell = "<main><h1>Island ferry, live</h1><div class='feed'>{}</div></main>"
    before = extract(page(shell.format("".join(posts)), FERRY), url=_URL)
    after = extract(page(shell.format(new + "".join(posts)), FERRY), url=_URL, previous=before)
    assert "The barge has left the yard with nine cars on board." in _texts(after)
    assert "Barge on its way" in _texts(after)


def test_a_new_box_among_wrapped_paragraphs_has_to_earn_its_place() -> None:
    pieces = [f"<p>{text}</p>" for kind, text in FERRY.pieces if kind is BlockKind.PARAGRAPH]
    wrapper = _WRAPPERS["a row and a column"]
    before = extract(_each_in(wrapper, pieces), url=_URL)
    after = extract(
        _each_in(wrapper, pieces).replace("<div class='row'>", f"{_BOX}<div class='row'>", 1), url=_URL, previous=before
    )
    assert _texts(after) == _texts(before)


def test_an_edited_paragraph_stays_where_a_rule_would_cut_it() -> None:
    first = "Sign up numbers rose to 310 in the spring, the harbour office said in its report on the season."
    second = "Sign up numbers rose to 390 in the spring, the harbour office said in its report on the season."
    before = extract(_with(f"<p>{first}</p>"), url=_URL)
    kept = Document(url=_URL, blocks=(*before.blocks[:2], Block(BlockKind.PARAGRAPH, first), *before.blocks[2:]))
    assert second in _texts(extract(_with(f"<p>{second}</p>"), url=_URL, previous=kept))


def test_a_block_that_was_furniture_stays_furniture() -> None:
    line = "Our reporters walk the coast in every weather, and that is how this story came to be written down."
    before = extract(_with(""), url=_URL)
    seen = Document(url=_URL, blocks=before.blocks, furniture=(Block(BlockKind.PARAGRAPH, line),))
    assert line not in _texts(extract(_with(f"<p>{line}</p>"), url=_URL, previous=seen))


def test_a_removed_paragraph_is_gone_though_a_copy_stands_in_a_teaser() -> None:
    teaser = f"<aside class='related'><p>{FERRY.pieces[4][1]}</p></aside>"
    page_before = _with("").replace("</article>", f"</article>{teaser}")
    before = extract(page_before, url=_URL)
    page_after = page_before.replace(f"<p>{FERRY.pieces[4][1]}</p>", "", 1)
    assert FERRY.pieces[4][1] not in _texts(extract(page_after, url=_URL, previous=before))


def test_a_rewritten_page_is_read_afresh() -> None:
    before = extract(broadsheet(FERRY), url=_URL)
    assert _texts(extract(broadsheet(VERDICT), url=_URL, previous=before)) == [text for _, text in VERDICT.pieces]


def test_a_new_correction_note_is_never_held_back() -> None:
    before = extract(_with(""), url=_URL)
    note = "Correction: An earlier version of this article gave the wrong number of pupils."
    after = extract(_with(f"<div class='zz'><p>{note}</p></div>"), url=_URL, previous=before)
    assert [block.text for block in after.blocks if block.kind is BlockKind.CORRECTION] == [note]


def test_a_redesign_does_not_change_the_text() -> None:
    before = extract(broadsheet(FERRY), url=_URL)
    for layout in (hashed, chunked):
        assert _texts(extract(layout(FERRY), url=_URL, previous=before)) == _texts(before)


def test_what_stands_on_two_other_articles_is_furniture() -> None:
    memory: HostMemory | None = None
    line = "This newsroom is owned by its readers, and nobody else decides what is printed on these pages."
    for number, story in enumerate((BREAD, VERDICT)):
        other = extract(_with(f"<p>{line}</p>", story), url=f"https://paper.example/{number}")
        memory = remember(memory, other)
    assert line in _texts(extract(_with(f"<p>{line}</p>"), url=_URL))
    assert line not in _texts(extract(_with(f"<p>{line}</p>"), url=_URL, host_memory=memory))


def _drawn_twice(memory: HostMemory | None, line: str) -> Document:
    """FERRY after a look without a line and two looks with it."""
    document = None
    for between in ("", f"<p>{line}</p>", f"<p>{line}</p>"):
        document = extract(_with(between), url=_URL, previous=document, host_memory=memory)
        memory = remember(memory, document)
    assert document is not None
    return document


def test_a_doubtful_line_that_another_article_shows_is_not_confirmed_by_a_second_look() -> None:
    line = "The storm that left two villages without power"
    assert line in _texts(_drawn_twice(None, line))
    other = extract(_with("", BREAD), url="https://paper.example/bread")
    memory = remember(None, other)
    shown = extract(
        _with(f"<p>{line}</p>", BREAD), url="https://paper.example/bread", previous=other, host_memory=memory
    )
    assert line not in _texts(_drawn_twice(remember(memory, shown), line))


def test_one_article_seen_often_makes_nothing_furniture() -> None:
    document = extract(broadsheet(FERRY), url=_URL)
    memory = remember(remember(remember(None, document), document), document)
    assert _texts(extract(broadsheet(FERRY), url=_URL, host_memory=memory)) == _texts(document)
    other = extract(broadsheet(FERRY), url="https://paper.example/copy", host_memory=memory)
    assert _texts(other) == _texts(document)


def test_an_article_under_several_addresses_is_no_furniture() -> None:
    memory: HostMemory | None = None
    for number in range(3):
        memory = remember(memory, extract(_with(""), url=f"https://paper.example/{number}"))
    assert _texts(extract(_with(""), url=_URL, host_memory=memory)) == [text for _, text in FERRY.pieces]


def test_an_edit_that_other_addresses_showed_first_is_seen() -> None:
    new = "<p>The county’s auditors had warned of the cut in a letter that became known only on Thursday night.</p>"
    before = extract(_with(""), url=_URL)
    memory: HostMemory | None = None
    for number in range(3):
        memory = remember(memory, extract(_with(new), url=f"https://paper.example/{number}"))
    after = extract(_with(new), url=_URL, previous=before, host_memory=memory)
    assert len(after.blocks) == len(before.blocks) + 1


def test_an_article_is_known_by_its_canonical_address() -> None:
    line = "This newsroom is owned by its readers, and nobody else decides what is printed on these pages."
    head = "<link rel='canonical' href='https://paper.example/the-story'>"
    html = _with(f"<p>{line}</p>").replace("</head>", f"{head}</head>")
    other = _with(f"<p>{line}</p>", BREAD)
    memory = remember(remember(None, extract(html, url=f"{_URL}?utm=1")), extract(other, url="https://paper.example/2"))
    assert line in _texts(extract(html, url=f"{_URL}?utm=2", host_memory=memory))


def test_a_memory_survives_json_and_stays_small() -> None:
    memory: HostMemory | None = None
    for number in range(900):
        blocks = tuple(Block(BlockKind.PARAGRAPH, f"Paragraph {number} {at} of a long day") for at in range(10))
        memory = remember(memory, Document(url=f"https://paper.example/{number}", blocks=blocks))
    assert memory is not None
    encoded = msgspec.json.encode(memory)
    assert msgspec.json.decode(encoded, type=HostMemory) == memory
    assert len(encoded) < 400_000


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.language + story.headline.split()[0])
def test_reading_twice_changes_nothing(story: Story) -> None:
    for layout in (broadsheet, hashed, chunked):
        once = extract(layout(story), url=_URL)
        assert extract(layout(story), url=_URL, previous=once) == once


def test_a_text_of_one_sentence_twice_is_read_with_memory() -> None:
    html = "<p>0 of it.</p><div><p>0 of it.</p></div>"
    once = extract(html, url=_URL)
    assert extract(html, url=_URL, previous=once).text == once.text
