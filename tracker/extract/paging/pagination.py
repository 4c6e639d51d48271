"""Where a page says that its article goes on: the addresses of its further pages, or of all of it on one.

Only what leads to a numbered form of the article's own address counts, and only where it is read as a way through the
text: a row of numbers, "next page", rel="next". The pages of comments, of lists and of galleries are none of it.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules stand where they are used
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from tracker.extract.paging.leaves import PAGE_NOUNS, Leaf, Leaves
from tracker.extract.parsing.naming import label_of
from tracker.extract.parsing.shown import shown_text, weigh
from tracker.extract.parsing.wording import COMMENT_HEAD, Phrases

MAX_PAGES = 20
"""Pages of one article that are followed, the first among them."""

_FAR = frozenset(("comments",))  # wherever it stands around a link
_NEAR = frozenset(("related", "ad", "newsletter", "cookie", "bio", "media", "widget", "social", "caption"))
_NEAREST = 5  # elements around a link in which such a name is believed
_NUMBER = re.compile(r"\d{1,2}")
_NAMED = Phrases(rf"\W{{0,6}}(?:{PAGE_NOUNS}|p\.)\s?(\d{{1,2}})\b")
_NEXT = Phrases(
    r"\W{0,6}(?:next page|continue(?:d)?(?: reading)?(?: on)? (?:to )?(?:the )?(?:next )?page|(?:weiter|lesen sie weiter)\b.{0,20}seite|(?:zur )?nächsten? seite"
    r"|page suivante|(?:la )?suite (?:en|à la|de l['’]article)|página siguiente|siguiente página|próxima página|pagina successiva|volgende pagina|nästa sida|neste side|næste side|następna strona"
    r"|sonraki sayfa|следующая страница|次(?:の)?ページ|次へ|下一[页頁]|다음 ?페이지)"
)
_BARE_NEXT = Phrases(
    r"\W{0,4}(?:next|continue|weiter|nächste|suivante?|siguiente|próxima|successiva|avanti|volgende|nästa|neste|næste|następna|далее|次|»|›|→|>)\W{0,4}$"
)
_BACK = Phrases(
    r"\W{0,4}(?:prev|back|zurück|vorherige|précédent|anterior|precedente|vorige|föregående|前の?ページ|前へ|上一[页頁]|이전)"
)
_ON_ONE = Phrases(
    r"\W{0,6}(?:(?:view|show|read|see|print)?\s?(?:this |the )?(?:article |story )?(?:as|on|in) (?:a |one )?single page|single[- ]page(?: view)?|(?:view|show|read) (?:all(?: pages)?\W*$|on one page|as one page|full article)|all (?:on one page|pages)"
    r"|(?:artikel |alles )?auf einer seite|sur une (?:seule )?page|en una (?:sola )?página|em uma (?:só |única )?página|in un['’]unica pagina|(?:alles )?op één pagina|hela artikeln på en sida|全文表示|在本页阅读全文|显示全文)"
)
_REVIEWS = Phrases(
    r"\W{0,4}(?:\d{1,5} )?(?:(?:readers?|users?|customers?)['’]? )?(?:reviews?|bewertungen|opiniones|avaliações|recensioni|avis|reseñas|opinie|отзывы|відгуки|yorumlar|レビュー)(?: \W?\d{1,5})?\W{0,4}$"
)
_HEADING_ABOVE = "preceding::*[self::h1 or self::h2 or self::h3 or self::h4][1]"
_WORDS_AROUND = 60.0  # of text in the nearest box around a row of numbers: what it leads through
_MAX_LINKS = 1_000  # of each kind that are looked at: what a hostile page has more of costs nothing
_MAX_CLIMB = 30
_MAX_NEXT = 20  # links to one and the same page
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))


@dataclass(frozen=True, slots=True)
class Pagination:
    """`pages` are addresses by the number of the page, as far as they are linked; `whole` is all of it on one page."""

    pages: tuple[tuple[int, str], ...] = ()
    whole: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to go on to."""
        return bool(self.pages or self.whole)

    def address(self, number: int) -> str:
        """The address of a page: the whole stands for page 2 where no pages are linked; empty where it is not told."""
        return dict(self.pages).get(number, self.whole if number == 2 and not self.pages else "")

    def also(self, other: Pagination) -> Pagination:
        """What this page tells and what another adds."""
        return Pagination(tuple(sorted({**dict(other.pages), **dict(self.pages)}.items())), self.whole)


def find_pagination(root: Any, url: str, own: tuple[str, ...], number: int = 1) -> Pagination:
    """How the article goes on after the page at `url`, which is its page `number`; `own` are the addresses of page 1."""
    leaves = Leaves(own)
    if not leaves.stems:
        return Pagination()
    is_near = leaves.is_near
    links = root.iter("a", "option", "link")
    near = [(element, href) for element in links if (href := _target(element)) and is_near(href)]
    numbered = islice((element for element, href in near if leaves.may_be(href)), _MAX_LINKS)
    ways = [way for element in numbered if (way := _way(element, url, leaves, number))]
    told = _believed([way for way in ways if way.number > number], number)
    if not told or _leads_through_a_list(told[0].element) or _is_below_readers(told[0].element):
        return Pagination(whole="" if told or number > 1 else _whole(near, url, leaves))
    pages: dict[int, str] = {}
    for way in told:
        pages.setdefault(way.number, way.leaf.address)
    return Pagination(tuple(sorted(pages.items())))


@dataclass(frozen=True, slots=True)
class _Way:
    """A link to a further page: `spoken` says that it calls itself the next page, not only by a number."""

    element: Any
    leaf: Leaf
    number: int
    spoken: bool


def _way(element: Any, url: str, leaves: Leaves, number: int) -> _Way | None:
    """The way to a further page that an element of the page `number` is; None for any other."""
    href, relation = _target(element), (element.get("rel") or "").lower().split()
    leaf = None if element.tag == "link" and "next" not in relation else leaves.leaf(href, url)
    if leaf is None or "#comment" in href or _is_elsewhere(element):
        return None
    said = shown_text(element, 80) or (element.get("aria-label") or element.get("title") or "")[:80]
    if "prev" in relation or _BACK.match(said):
        return None
    if _NUMBER.fullmatch(said):
        return _Way(element, leaf, int(said), spoken=False)
    return _worded(element, leaf, said, number, declared="next" in relation)


def _target(element: Any) -> str:
    target: str | None = element.get("value" if element.tag == "option" else "href")
    return target or ""


def _worded(element: Any, leaf: Leaf, said: str, number: int, *, declared: bool) -> _Way | None:
    """The way that a link without a bare number is, by its words; a plain address has to be called a page."""
    if found := _NAMED.match(said):
        return _Way(element, leaf, int(found[1]), spoken=True)
    if _NEXT.match(said):
        return _Way(element, leaf, number + 1, spoken=True)
    if leaf.plain:
        return None
    spoken = declared or _BARE_NEXT.match(said) is not None
    return _Way(element, leaf, number + 1 if spoken else leaf.number, spoken)


def _is_elsewhere(element: Any) -> bool:
    """Whether a link stands among comments, teasers or pictures, by the names of what is around it."""
    for distance, outer in enumerate(element.iterancestors()):
        if outer.tag in ("body", "html", "head"):
            break
        label = label_of(outer.tag, outer.attrib)
        if label in _FAR or (label in _NEAR and distance < _NEAREST):
            return True
    return False


def _believed(ways: list[_Way], number: int) -> list[_Way]:
    """The links that make it clear that the article goes on, best first; none where they do not."""
    shown = [way for way in ways if way.element.tag != "link"]
    following = [way for way in shown if way.number == number + 1][:_MAX_NEXT]
    clear = next((way for way in following if way.spoken or _is_in_row(way, number)), None)
    if clear:
        return [clear, *(way for way in shown if way.number > number + 1)]
    declared = [way for way in ways if way.element.tag == "link"]
    return declared if any(map(_is_article, declared)) else []


def _is_in_row(way: _Way, number: int) -> bool:
    """Whether the number of the page that is read stands right before a link, or a row of links counts on from it."""
    row = way.element.getparent()
    for _ in range(4):
        if row is None or row.tag == "body":
            return False
        said = shown_text(row, 400, glue=" ")
        numbers = [int(found) for found in _NUMBER.findall(said)]
        if number in numbers and way.number in numbers:
            return numbers.index(number) < numbers.index(way.number) and len(said) < 400
        row = row.getparent()
    return False


def _is_article(way: _Way) -> bool:
    """Whether a page whose head alone names a next one says that it is an article, with words of a page about it."""
    root = way.element.getroottree().getroot()
    kinds = (meta.get("content") or "" for meta in root.iter("meta") if meta.get("property") == "og:type")
    return "article" in kinds or len(list(root.iter("article"))) == 1


def _leads_through_a_list(element: Any) -> bool:
    """Whether what stands around a link is a list of teasers, by the headings that lead elsewhere."""
    if element.tag == "link":
        element = element.getroottree().getroot()
    for outer in (element, *islice(element.iterancestors(), _MAX_CLIMB)):
        texts = [weigh(shown_text(one, 2000)) for one in islice(outer.iter("p"), _MAX_LINKS)]
        if sum(texts) >= _WORDS_AROUND or outer.tag in ("body", "html"):
            linked = sum(_is_linked(one) for one in _headings(outer))
            return linked >= 3 and linked >= 0.5 * sum(words >= 20 for words in texts)
    return False


def _is_below_readers(element: Any) -> bool:
    """Whether the heading that a link stands below says that readers speak there: then it leads through what they wrote."""
    above = element.xpath(_HEADING_ABOVE) if element.tag != "link" else []
    said = shown_text(above[0], 80) if above else ""
    return COMMENT_HEAD.match(said) is not None or _REVIEWS.match(said) is not None


def _headings(outer: Any) -> Iterator[Any]:
    return (one for one in islice(outer.iter(*_HEADINGS), _MAX_LINKS) if not _is_elsewhere(one))


def _is_linked(heading: Any) -> bool:
    around = heading.getparent()
    return next(heading.iter("a"), None) is not None or (around is not None and around.tag == "a")


def _whole(near: Iterable[tuple[Any, str]], url: str, leaves: Leaves) -> str:
    """Where a page says that all of the article stands on one page."""
    for element, href in near:
        address = leaves.whole(href, url) if href and element.tag == "a" else ""
        if address and _ON_ONE.match(shown_text(element, 80)) and not _is_elsewhere(element):
            return address
    return ""
