"""The pages of one article, read one by one, as one Document; and a Document's own pages again.

What stands on every page (headline, standfirst, byline, a box) is the first page's and is never joined twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.extract.parsing.shown import weigh
from tracker.extract.parsing.wording import is_pager
from tracker.model import Block, BlockKind, Document

_SHORT = 4.0  # words: a shorter line ("Yes.") may be said on several pages, unless it stands on each of them
_NEW = 8.0  # words that a further page must add
_SAME = 0.5  # share of the words of two headlines that must be the same
_WHOLE = 0.5  # share of the first page's text, by length, that must stand on a page which holds all of the article
_MAX_FURNITURE = 400
_PLACE = re.compile(r"page\[(\d{1,2})\]")
_WORD = re.compile(r"\w+")


def join(first: Document, further: Sequence[Document]) -> Document:
    """One document of all pages in order: headlines and metadata are the first page's. The path of a block says which
    further page it stands on, `page[2]` before the rest of it.
    """
    blocks = list(_without_pager(first.blocks))
    pages = [frozenset(block.text for block in first.blocks)]
    furniture = {block.text: block for block in first.furniture}
    for number, page in enumerate(further, 2):
        placed = (replace(block, path=f"page[{number}]{block.path}") for block in _without_pager(page.blocks))
        blocks += (block for block in (*_title(first, page, number), *placed) if not _stood(block, first, pages))
        pages.append(frozenset(block.text for block in page.blocks))
        for block in page.furniture:
            furniture.setdefault(block.text, block)
    return replace(first, blocks=tuple(blocks), furniture=tuple(furniture.values())[:_MAX_FURNITURE])


def with_whole(first: Document, whole: Document) -> Document:
    """One document of a first page and of a page that holds all of the article: the text is the second's."""
    return join(replace(first, blocks=()), [whole])


def page_count(document: Document) -> int:
    """How many pages a document was joined from; 1 for one that stood on a single page."""
    return max((_page_of(block) for block in document.blocks), default=1)


def part_of(document: Document, number: int) -> Document:
    """What of a joined document stood on one of its pages, as that page was read by itself."""
    return flat(replace(document, blocks=tuple(block for block in document.blocks if _page_of(block) == number)))


def flat(document: Document) -> Document:
    """A joined document as if all of it stood on one page; any other as it is."""
    if page_count(document) == 1:
        return document
    blocks = (replace(block, path=_PLACE.sub("", block.path, count=1)) for block in document.blocks)
    return replace(document, blocks=tuple(blocks))


def goes_on(before: Sequence[Document], page: Document) -> bool:
    """Whether a page goes on with an article: most of it is new, under the article's headline or under none. A copy of
    an earlier page, an older one with a sentence that was edited since, is none.
    """
    known = {block.text for document in before for block in document.blocks}
    repeated = sum(weigh(block.text) for block in page.blocks if block.text in known)
    new = sum(weigh(block.text) for block in page.blocks if block.text not in known)
    return new >= _NEW and new > repeated and _same_headline(before[0], page)


def is_whole(first: Document, page: Document) -> bool:
    """Whether a page that is said to hold all of an article does: most of the first page's text, and more."""
    texts = {block.text for block in page.blocks}
    length = sum(len(block.text) for block in first.blocks)
    there = sum(len(block.text) for block in first.blocks if block.text in texts)
    return there > _WHOLE * length and len(page.text) > len(first.text)


def apart(document: Document, first: Document) -> Document:
    """A further page without what stands around the first page as well, which says nothing of this one."""
    around = {block.text for block in (*first.furniture, *first.blocks)}
    return replace(document, furniture=tuple(block for block in document.furniture if block.text not in around))


def _page_of(block: Block) -> int:
    found = _PLACE.match(block.path)
    return int(found[1]) if found else 1


def _stood(block: Block, first: Document, pages: Sequence[frozenset[str]]) -> bool:
    """Whether a block of a further page stood before, or says what the first page says above its text."""
    text = block.text
    if text in (first.headline, first.standfirst, first.byline):
        return True
    if weigh(text) < _SHORT:
        return all(text in page for page in pages)
    return any(text in page for page in pages)


def _title(first: Document, page: Document, number: int) -> Iterable[Block]:
    """The headline of a further page, where it is one of its own: a reader finds it as a heading in the text."""
    title = page.headlines.h1
    if title and not any(_alike(title, known) for known in _headlines(first)):
        yield Block(BlockKind.HEADING, title, path=f"page[{number}]/h1")


def _without_pager(blocks: Iterable[Block]) -> Iterable[Block]:
    return (block for block in blocks if not _is_pager(block))


def _is_pager(block: Block) -> bool:
    """Whether a block is the row of page numbers, "Page 1 of 3", or the way to the next page."""
    return block.kind is not BlockKind.TABLE_ROW and is_pager(block.text, linked=bool(block.links), turned=True)


def _same_headline(first: Document, page: Document) -> bool:
    """Whether a page repeats most words of the article's headline; the paper's name is in titles only, and no proof."""
    claims, theirs = first.headlines, _headlines(page)
    ours = [claim for claim in (claims.h1, claims.og, claims.json_ld) if claim] or [claims.title]
    return not theirs or any(_share(_words(one), _words(other)) > _SAME for one in ours for other in theirs)


def _headlines(document: Document) -> list[str]:
    claims = document.headlines
    return [claim for claim in (claims.h1, claims.title, claims.og, claims.json_ld) if claim]


def _alike(one: str, other: str) -> bool:
    """Whether two headlines share most words of the shorter one."""
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    return _share(shorter, longer) > _SAME


def _share(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """How many of our words are theirs too, as a share; all of none."""
    return len(ours & theirs) / len(ours) if ours else 1.0


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
