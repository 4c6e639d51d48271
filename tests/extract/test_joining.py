"""The pages of one article as one document: each block once, in order, and the pages can be told apart again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.extract.newsroom import FERRY
from tests.scripted.printed import HEADLINE, SENTENCES, dealt, printed
from tracker.extract import extract, page_count
from tracker.extract.paging.joining import apart, flat, goes_on, is_whole, join, part_of, with_whole
from tracker.model import Block, BlockKind, Document, HeadlineSet, Link

_URL = "https://post.example/wall"
_P = BlockKind.PARAGRAPH


def a_page(*texts: str, headline: str = HEADLINE, furniture: tuple[str, ...] = ()) -> Document:
    blocks = tuple(Block(_P, text, path=f"/body/p[{number}]") for number, text in enumerate(texts, 1))
    around = tuple(Block(_P, text) for text in furniture)
    return Document(headline=headline, headlines=HeadlineSet(h1=headline), blocks=blocks, furniture=around, url=_URL)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


_LINE = st.lists(st.sampled_from(["lamp", "tower", "keeper", "trust", "ninety"]), min_size=4, max_size=9).map(" ".join)


@given(
    st.lists(st.lists(_LINE, min_size=1, max_size=5), min_size=2, max_size=6),
    st.lists(_LINE, max_size=3),
    st.lists(_LINE, max_size=3),
)
def test_what_stands_on_every_page_is_joined_once(pages: list[list[str]], above: list[str], below: list[str]) -> None:
    documents = [a_page(*above, *page, *below) for page in pages]
    joined = texts(join(documents[0], documents[1:]))
    for text in {*above, *below}:
        assert joined.count(text) == texts(documents[0]).count(text)
    assert set(joined) == {*above, *below}.union(*pages)


@given(st.lists(st.lists(_LINE, min_size=1, max_size=5), min_size=2, max_size=6))
def test_joined_pages_keep_their_order_and_can_be_told_apart(pages: list[list[str]]) -> None:
    documents = [a_page(*(f"{text} {at} {place}" for place, text in enumerate(page))) for at, page in enumerate(pages)]
    joined = join(documents[0], documents[1:])
    assert texts(joined) == [text for document in documents for text in texts(document)]
    assert page_count(joined) == len(pages)
    for number, document in enumerate(documents, 1):
        assert part_of(joined, number).blocks == document.blocks
    assert page_count(flat(joined)) == 1
    assert texts(flat(joined)) == texts(joined)


def test_headline_and_metadata_are_the_first_pages() -> None:
    pages = [page.replace("By Lowen Carrick", f"By Writer {number}") for number, page in enumerate(dealt(3), 1)]
    first, *further = (extract(page, url=_URL) for page in pages)
    joined = join(first, further)
    assert (joined.headlines, joined.byline, joined.url) == (first.headlines, first.byline, _URL)
    assert joined.text == "\n\n".join(SENTENCES)


def test_pages_at_hand_are_read_as_one_article() -> None:
    first, *further = dealt(3)
    assert extract(first, url=_URL, further=[page.encode() for page in further]).text == "\n\n".join(SENTENCES)


def test_a_headline_standfirst_and_byline_that_are_printed_again_are_not_joined() -> None:
    standfirst = "After 142 years the beam is gone, and nobody asked."
    first = Document(
        headline=HEADLINE, standfirst=standfirst, byline="Lowen Carrick", blocks=(Block(_P, SENTENCES[0]),)
    )
    page = a_page(HEADLINE, standfirst, "Lowen Carrick", SENTENCES[1])
    assert texts(join(first, [page])) == [SENTENCES[0], SENTENCES[1]]


def test_a_short_answer_may_be_given_on_two_pages() -> None:
    pages = [a_page(SENTENCES[0], "Yes."), a_page(SENTENCES[1]), a_page("Yes.", SENTENCES[2])]
    assert texts(join(pages[0], pages[1:])) == [SENTENCES[0], "Yes.", SENTENCES[1], "Yes.", SENTENCES[2]]


def test_a_headline_of_its_own_is_a_heading_in_the_text() -> None:
    joined = join(a_page(SENTENCES[0]), [a_page(SENTENCES[1], headline="What the keepers left behind")])
    assert [(block.kind, block.text) for block in joined.blocks[1:]] == [
        (BlockKind.HEADING, "What the keepers left behind"),
        (_P, SENTENCES[1]),
    ]


def test_a_row_of_page_numbers_is_no_text() -> None:
    first, second = a_page(SENTENCES[0], "Page 1 of 2"), a_page(SENTENCES[1], "Page: 1 2", "1 | 2", "Seite 2 von 2")
    linked = Block(_P, "1 2", links=(Link("1", _URL),))
    joined = join(
        first, [Document(headline=HEADLINE, blocks=(*second.blocks, linked, Block(BlockKind.TABLE_ROW, "1 2")))]
    )
    assert texts(joined) == [SENTENCES[0], SENTENCES[1], "1 | 2", "1 2"]
    assert joined.blocks[-1].kind is BlockKind.TABLE_ROW


def test_furniture_is_kept_once() -> None:
    joined = join(a_page(SENTENCES[0], furniture=("Menu",)), [a_page(SENTENCES[1], furniture=("Menu", "Most read"))])
    assert [block.text for block in joined.furniture] == ["Menu", "Most read"]


def test_a_page_goes_on_with_what_is_new_under_the_same_headline() -> None:
    first = a_page(*SENTENCES[:3])
    assert goes_on([first], a_page(*SENTENCES[3:5]))
    assert goes_on([first], a_page(SENTENCES[3], headline=f"{HEADLINE} – page 2"))
    assert goes_on([first], Document(blocks=(Block(_P, SENTENCES[3]),)))
    assert not goes_on([first], first)
    assert not goes_on([first], a_page(*SENTENCES[:2], SENTENCES[2].replace("31,000", "41,000")))
    assert not goes_on([first], a_page(*SENTENCES[3:5], headline="Ferry to stop in winter"))
    assert not goes_on([first], a_page("Next page"))


def test_another_article_of_the_same_paper_does_not_go_on_with_this_one() -> None:
    paper = " | The Cape Post and Hallow Bay Mercury"
    first, other = (
        extract(printed(1, 1, text, headline=headline).replace(" | The Cape Post", paper), url=_URL)
        for headline, text in ((HEADLINE, SENTENCES), (FERRY.headline, [text for _, text in FERRY.pieces]))
    )
    assert not goes_on([first], other)


def test_all_of_an_article_on_one_page_takes_the_place_of_its_beginning() -> None:
    first, whole = a_page(*SENTENCES[:3]), a_page(*SENTENCES[:2], *SENTENCES[2:6])
    assert is_whole(first, whole)
    assert texts(with_whole(first, whole)) == list(SENTENCES[:6])
    assert not is_whole(first, first)
    assert not is_whole(first, a_page(*SENTENCES[4:12]))


def test_what_stands_around_the_first_page_says_nothing_of_the_next() -> None:
    page = apart(a_page(SENTENCES[1], furniture=("Sign in to continue", "Page 2")), a_page(SENTENCES[0], furniture=("Sign in to continue",)))  # fmt: skip
    assert [block.text for block in page.furniture] == ["Page 2"]
