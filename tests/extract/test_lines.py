"""What stands inside a line without being words of it, and what looks so and is."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY, page, plain
from tracker.extract import extract
from tracker.model import BlockKind, Document

_URL = "https://paper.example/story"
_TEXTS = [text for _, text in FERRY.pieces]
_CLIPPED = "position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0, 0, 0, 0)"


def _read(inside: str, below: str = "") -> Document:
    return extract(
        page(f"<article><h1>{FERRY.headline}</h1><div>{plain(FERRY, inside)}{below}</div></article>", FERRY), url=_URL
    )


def _line(inside: str) -> str:
    added = [block.text for block in _read(f"<p>{inside}</p>").blocks if block.text not in _TEXTS]
    assert len(added) == 1
    return added[0]


@pytest.mark.parametrize(
    "mark",
    [
        '<sup><a href="#fn1">1</a></sup>',
        '<sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup>',
        '<sup>[<a href="#note-3">3</a>, <a href="#note-4">4</a>]</sup>',
        '<sup class="reference"><a href="#cite_note-7"><span>[</span>a<span>]</span></a></sup>',
        '<a id="footnote-anchor-2" href="#footnote-2" target="_self">2</a>',
        '<a href="#_ftn1" name="_ftnref1">[1]</a>',
        '<sup><a href="#n">*</a></sup>',
    ],
)
def test_the_mark_of_a_footnote_is_no_part_of_the_number_before_it(mark: str) -> None:
    assert _line(f"The pier was built in 1958{mark} and has stood ever since, they say.") == (
        "The pier was built in 1958 and has stood ever since, they say."
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("It is the 3<sup>rd</sup> winter without a boat on 40 m<sup>2</sup> of deck.", "the 3rd winter"),
        ("About 10<sup>6</sup> litres ran out before anybody saw what had happened.", "About 10⁶ litres"),
        ("The pier was built in 1958<sup>1</sup> and has stood ever since, they say.", "in 1958¹ and"),
        ("It was the 2<sup><a href='#day'>nd</a></sup> of May, and nobody was on the quay.", "the 2nd of May"),
        ("He spoke of <a href='#part2'>1958</a> as a year that nobody forgets here.", "of 1958 as"),
        ("She was paid <a href='/rates#note'>12</a> crowns for every crossing that year.", "paid 12 crowns"),
    ],
)
def test_what_is_raised_or_linked_otherwise_is_text(written: str, read: str) -> None:
    assert read in _line(written)


@pytest.mark.parametrize(
    "notes",
    [
        '<section class="footnotes" role="doc-endnotes"><ol><li id="fn1"><p>{} <a href="#fnref1">↩</a></p></li></ol></section>',
        '<div class="footnote"><a id="footnote-1" href="#footnote-anchor-1">1</a><div><p>{}</p></div></div>',
        '<ol class="wp-block-footnotes"><li id="n1">{} <a href="#n1-link-ref">↩︎</a></li></ol>',
    ],
)
def test_footnotes_below_the_text_are_text(notes: str) -> None:
    said = "The county’s accounts for 1958, page 31, and what two retired captains remember of that year."
    assert said in [block.text for block in _read("", notes.format(said)).blocks]


@pytest.mark.parametrize(
    "attributes", ["hidden", "style='display: none'", f"style='{_CLIPPED}'", "style='position:absolute;left:-9999px'"]
)
@pytest.mark.parametrize("tag", ["span", "em", "a"])
def test_words_that_nobody_sees_are_no_part_of_a_line(tag: str, attributes: str) -> None:
    said = _line(
        f"The county said <{tag} {attributes}>external link</{tag}>that nothing had been decided about the boat."
    )
    assert said == "The county said that nothing had been decided about the boat."


def test_a_paragraph_that_is_cut_to_nothing_is_furniture() -> None:
    hidden = "The page that you are hearing was read by a machine for all who cannot see it."
    document = _read(f"<p style='{_CLIPPED}'>{hidden}</p>")
    assert [block.text for block in document.blocks] == _TEXTS
    assert hidden in [piece.text for piece in document.furniture]


def test_a_long_passage_that_a_button_unfolds_stays_in_its_line() -> None:
    rest = "and that the boats will lie idle until somebody pays for the oil, the crews and the winter harbour, " * 3
    assert rest.strip() in _line(f"The county said nothing <span style='display:none'>{rest}</span>")


def test_a_large_first_letter_that_hearers_are_spared_is_read() -> None:
    drawn = (
        '<span class="cap" aria-hidden="true">N</span><span class="sr-only">N</span>obody wanted the bridge at first.'
    )
    assert _line(drawn) == "Nobody wanted the bridge at first."


def test_a_word_that_a_button_explains_stays_in_its_sentence() -> None:
    assert (
        _line("The county asked for a <button class='term'>second opinion</button> before it paid for the crossing.")
        == "The county asked for a second opinion before it paid for the crossing."
    )
    assert (
        _line("The county asked for one, and waited a year. <button>Share this line</button>")
        == "The county asked for one, and waited a year."
    )


def test_a_quotation_in_a_quotation_has_its_own_marks() -> None:
    said = _line("She said: <q>He called it <q>a farce</q> and left the room</q> before <q>they</q> voted.")
    assert said == "She said: “He called it ‘a farce’ and left the room” before “they” voted."


def test_whose_words_a_block_quote_holds_is_read_with_them() -> None:
    quoted = "<blockquote><p>We sail again on Monday, whatever the county says.</p><footer>— <cite>Jon Farr, skipper</cite></footer></blockquote>"
    texts = [block.text for block in _read(quoted).blocks if block.kind is BlockKind.QUOTE]
    assert "— Jon Farr, skipper" in texts
