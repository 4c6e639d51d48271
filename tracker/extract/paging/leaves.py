"""Which addresses are further pages of one address: the places where publishers put the number of a page.

An address says nothing for certain (`/storm-2` may be another article); what the page says about it is `pagination`'s.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules stand where they are used
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urldefrag, urlencode, urljoin, urlsplit

PAGE_NOUNS = "(?:page|pagenum|seite|pagina|página|pag|sida|side|strona|sayfa|teil|part)"

_PARAMETERS = re.compile(
    "p|pg|pag|page|pagenum|pagenumber|page_number|pageno|currentpage|pagewanted|seite|pagina|sida|side|strona|sayfa"
)
_SINGLE = re.compile("all|full|komplett|komplettansicht|single|single-?page|whole|one-?page|print")
_NUMBERED = re.compile(rf"(?:(?:{PAGE_NOUNS}|p)[-_]?)?(\d{{1,2}})(\.\w{{1,5}})?")
_SUFFIXED = re.compile(rf"(.{{1,250}}?)[-_.,](?:((?:{PAGE_NOUNS}|p|s)[-_]?))?(\d{{1,2}})(\.\w{{1,5}})?")
_MAY = re.compile(r"\d(?:/|\.\w{1,5})?(?:[?#&]|$)")
_MAY_BE_WHOLE = re.compile(r"[/=?&](?:all|full|komplett|single|whole|one-?page|print)", re.IGNORECASE)
_NOUN = re.compile(PAGE_NOUNS)
_FILE = re.compile(r"\.\w{1,5}$")
_LONGEST = 2_000  # characters of an address
_MOST_PARAMETERS = 30


@dataclass(frozen=True, slots=True)
class Leaf:
    """A numbered address of an article. `plain` is set where its form is also that of other articles' addresses."""

    address: str
    number: int
    plain: bool


class Leaves:
    """Tells the further pages of an article by their addresses; `own` are the addresses of its first page."""

    def __init__(self, own: tuple[str, ...]) -> None:
        self.stems: set[str] = set()
        self.own = frozenset(own)
        for address in own:
            whole = _stem(address)
            if not whole or whole.partition("/")[0] != _stem(own[0]).partition("/")[0]:
                continue  # the pages of an article stand on one host
            self.stems |= {whole, _FILE.sub("", whole)}
            self.stems.update(stem for stem, number, _ in _parted(address) if number < 2)
        names = {_FILE.sub("", stem.partition("?")[0].rpartition("/")[2]) for stem in self.stems} - {""}
        self._named = re.compile("|".join(map(re.escape, sorted(names))) if names else r"(?!)").search

    def leaf(self, href: str, base: str) -> Leaf | None:
        """The further page that a link on the page at `base` leads to; None where it leads to something else."""
        address = _absolute(href, base)
        for stem, number, plain in _parted(address):
            if stem in self.stems and address not in self.own:
                return Leaf(address, number, plain)
        return None

    def may_be(self, href: str) -> bool:
        """Whether it is worth the time to take a near link's address apart: a page has hundreds."""
        return _MAY.search(href[:_LONGEST]) is not None

    def whole(self, href: str, base: str) -> str:
        """The address that a near link leads to, where that may be the whole article on one page; else an empty text."""
        if _MAY_BE_WHOLE.search(href[:_LONGEST]) is None:
            return ""
        address = _absolute(href, base)
        parts = _split(address)
        if parts is None or address in self.own:
            return ""
        head, _, last = parts.path.rstrip("/").rpartition("/")
        if _SINGLE.fullmatch(last.lower()) and _key(parts.netloc, head, parts.query) in self.stems:
            return address
        pairs = parse_qsl(parts.query)
        kept = [
            pair for pair in pairs if "comment" in pair[0] or not any(_SINGLE.fullmatch(word.lower()) for word in pair)
        ]
        bare = _key(parts.netloc, parts.path, urlencode(kept))
        return address if len(kept) < len(pairs) and bare in self.stems else ""

    def is_near(self, href: str) -> bool:
        """Whether a link may lead to a page of the article: it is relative, or has the name of the article's address in it."""
        return (href[:1] != "/" and "://" not in href[:10]) or self._named(href) is not None


def _parted(address: str) -> Iterator[tuple[str, int, bool]]:
    """The ways to read a page's number in an address: what is left without it, the number, whether it may be anything."""
    parts = _split(address)
    if parts is None:
        return
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    for key, value in pairs:
        if _PARAMETERS.fullmatch(key.lower()) and value.isdecimal() and len(value) < 3:
            rest = urlencode([pair for pair in pairs if pair != (key, value)])
            yield _key(parts.netloc, parts.path, rest), int(value), False
    path = parts.path.rstrip("/")
    head, _, last = path.rpartition("/")
    if found := _NUMBERED.fullmatch(last.lower()):
        above, _, noun = head.rpartition("/")
        stem = above if _NOUN.fullmatch(noun.lower()) else head
        yield _key(parts.netloc, stem, parts.query), int(found[1]), False
    elif found := _SUFFIXED.fullmatch(last):
        stem = f"{head}/{found[1]}{found[4] or ''}"
        yield _key(parts.netloc, stem, parts.query), int(found[3]), not found[2]


def _stem(address: str) -> str:
    parts = _split(address)
    return _key(parts.netloc, parts.path, parts.query) if parts else ""


def _key(netloc: str, path: str, query: str) -> str:
    """An address as it is compared; empty for a front page, whose pages are never an article's."""
    path = path.rstrip("/")
    return f"{netloc.lower()}{path}?{urlencode(parse_qsl(query))}".rstrip("?") if path else ""


def _absolute(href: str, base: str) -> str:
    try:
        return urldefrag(urljoin(base, href.strip()[:_LONGEST]))[0]
    except ValueError:
        return ""


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    usual = parts.scheme in ("http", "https") and parts.query.count("&") < _MOST_PARAMETERS
    return parts if usual else None
