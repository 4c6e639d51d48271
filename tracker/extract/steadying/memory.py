"""What is known of a host from its articles: blocks that stand on several of them, newcomers that are held back until
another look shows them again, and what turned out to change by itself while the body stood.

Everything is kept as fingerprints, in the order in which it was last learned; what is oldest is forgotten first.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from tracker.model import Block, BlockKind, Document

MAX_FINGERPRINTS = 2_000
MAX_FICKLE = 1_000
MAX_ARTICLES = 200  # with something held
MAX_HELD = 12  # on one article
UNCONFIRMED, PROMO, RESTLESS = "unconfirmed", "promo", "restless"
HOLDING = (UNCONFIRMED, PROMO, RESTLESS)
CLOSED = "after-comments"  # what stands below a line that seems to open the comments
BY_TURNS = "by-turns"  # the other headline of an article that has two
FICKLE = "fickle"  # what was text and came and went
LINED = (
    *HOLDING,
    FICKLE,
    "newcomer",
    "lead-in",
    "appeal",
    "only-link",
    "promotional",
    "host-furniture",
)  # single lines
PLACED = (*LINED, "links", "teaser")
FIRST_RETURN = 5
"""Looks in a row that make the headline an article had before its only other one the headline again; less than where both
are known to come by turns, for a publisher may take a headline back: of two that are drawn at each look one is shown as
often in a row after one return in sixteen.
"""
LOOKS = {UNCONFIRMED: 2, RESTLESS: 5, BY_TURNS: 8, PROMO: -1}  # a promotion never becomes text
_ARTICLE_BITS = 16
_SHORT = 200  # characters: in a text up to here, the order of the words does not matter
_DIGITS = str.maketrans("123456789", "000000000")
_NO_DIGITS = str.maketrans("", "", "0123456789.,")
# what is cut by these names and builds is cut wherever it stands; it is drawn anew at each look and would fill the memory
_SURE = frozenset(
    ("outside", "nav", "footer", "related", "social", "comments", "after-comments", "ad", "cookie", "meta", "hidden",
     "listing", "link-list", "only-link", "crumb", "count", "ago", "button", "byline", "date-line", "headline", "ornament",
     "repeat", "pull-quote", "teased")
)  # fmt: skip


class Held(NamedTuple):
    """A newcomer that was held back: fingerprints of its text, of its text whatever its numbers and of how it begins, of
    its place (below and above which blocks), its words, the looks that showed it, and how many make it text (-1: none; 0
    for what was cut and is only watched).
    """

    text: int
    template: int
    lead: int
    below: int
    above: int
    words: int
    looks: int
    needed: int


@dataclass(frozen=True, slots=True)
class HostMemory:
    """`seen`: texts, each with up to three articles of the host that it stood on. `held`: what each article's last look
    held back. `fickle`: texts, beginnings, places and whole articles that changed by themselves, each with the most
    words that were seen to change there; and headlines that gave way to others, 1 for those that came back since.
    """

    seen: dict[int, int] = field(default_factory=dict)
    held: dict[int, tuple[Held, ...]] = field(default_factory=dict)
    fickle: dict[int, int] = field(default_factory=dict)


def remember(memory: HostMemory | None, document: Document, *, closely: bool = False) -> HostMemory:
    """The memory with one more look in it: call it with every reading that can be believed, of all articles of a host,
    and give what it returns to the next `extract` as `host_memory`. `closely` also watches what the rules cut, for the
    next look to tell what moves where something is missing.
    """
    url = document.canonical_url or document.url
    memory = look_back(memory, url, _texts(document)) or HostMemory()
    article = fingerprint(url)
    seen = _with_texts(memory.seen, document, article)
    moving = (UNCONFIRMED, RESTLESS, BY_TURNS) if article in memory.fickle else (*HOLDING, BY_TURNS)
    held = _with_held(memory.held, document, article, (*PLACED, BY_TURNS) if closely else moving)
    return replace(memory, seen=seen, held=held)


def look_back(memory: HostMemory | None, url: str, texts: Iterable[str]) -> HostMemory | None:
    """The memory after the article of that canonical address was found to show these texts: what was held and is gone
    again came and went by itself, and so will what comes in its place.
    """
    article = fingerprint(url)
    held = memory.held.get(article, ()) if memory is not None else ()
    if memory is None or not held:
        return memory
    there = {fingerprint(text) for text in texts}
    gone = [one for one in held if one.text not in there]
    if not gone:
        return memory
    fickle = dict(memory.fickle)
    for one in gone:
        if one.needed == LOOKS[BY_TURNS]:  # no line of the text: the headline that was there before, and is gone again
            came_and_went(fickle, (one.template,), 1)
            continue
        came_and_went(fickle, (one.template, one.lead, one.below, one.above), one.words)
        if one.needed:
            came_and_went(fickle, (lined(one.below), lined(one.above), article), one.words)
    others = {key: value for key, value in memory.held.items() if key != article}
    stayed = tuple(one for one in held if one.text in there)
    return replace(memory, held={**others, article: stayed} if stayed else others, fickle=_newest(fickle, MAX_FICKLE))


def came_and_went(fickle: dict[int, int], keys: Iterable[int], words: int) -> None:
    """Learn that so many words came and went by themselves, under each of these names."""
    for key in keys:
        fickle[key] = max(fickle.pop(key, 0), words)


def _with_texts(seen: dict[int, int], document: Document, article: int) -> dict[int, int]:
    mine = article % 2**_ARTICLE_BITS or 1
    known = dict(seen)
    for block in (*document.blocks, *document.furniture):
        if rule_of(block) in _SURE:
            continue
        for key in _names(block.text):
            articles = known.pop(key, 0)
            known[key] = articles if mine in _articles(articles) else (articles << _ARTICLE_BITS | mine) % 2**48
    return _newest(known, MAX_FINGERPRINTS)


def _with_held(
    known: dict[int, tuple[Held, ...]], document: Document, article: int, watched: Container[str]
) -> dict[int, tuple[Held, ...]]:
    """The held newcomers of a document, with how many looks in a row showed them."""
    before = {one.text: one.looks for one in known.get(article, ())}
    body = [block.text for block in document.blocks if block.kind is not BlockKind.CAPTION]
    now = []
    for block in document.furniture:
        if (rule := rule_of(block)) not in watched:
            continue
        above = place_of(block)
        text = fingerprint(block.text)
        now.append(
            Held(
                text,
                headline_of(article, block.text) if rule == BY_TURNS else template_of(block.text),
                lead_of(block.text),
                place(article, "below", body[above - 1] if above else ""),
                place(article, "above", body[above] if above < len(body) else ""),
                len(block.text.split()),
                before.get(text, 0) + 1,
                LOOKS.get(rule, 0),
            )
        )
    if not now and not before:
        return known
    held = {key: value for key, value in known.items() if key != article}
    if now:
        held[article] = tuple(now[:MAX_HELD])
    return dict(list(held.items())[-MAX_ARTICLES:])


def is_furniture(memory: HostMemory | None, text: str, url: str) -> bool:
    """Whether a text stood on at least two articles of the host other than the one whose canonical address is `url`."""
    return _others(memory, fingerprint(text), url) > 1


def stood_elsewhere(memory: HostMemory | None, text: str, url: str) -> bool:
    """Whether a text, or a short one with other numbers in it, stood on any article of the host other than the one whose
    canonical address is `url`.
    """
    return any(_others(memory, name, url) for name in _names(text))


def _others(memory: HostMemory | None, name: int, url: str) -> int:
    if memory is None:
        return 0
    own = fingerprint(url) % 2**_ARTICLE_BITS or 1
    return sum(article not in (0, own) for article in _articles(memory.seen.get(name, 0)))


def _names(text: str) -> tuple[int, ...]:
    """What a text is known by on other articles: itself and, if it is short and has numbers, what it says beside them."""
    name = fingerprint(text)
    if len(text) < _SHORT and any(map(str.isdecimal, text)):
        return name, fingerprint(f"beside {text.translate(_NO_DIGITS)}")
    return (name,)


def furniture_path(rule: str, place: int, signature: str) -> str:
    """The `path` of a block of furniture: which rule cut it, how it is built, and for what may stand in for a block of
    the text, below how many blocks of the text it stands.
    """
    return f"{rule}: below {place} of the text, {signature}" if rule in PLACED else f"{rule}: {signature}"


def rule_of(block: Block) -> str:
    """The rule that cut a block of furniture; empty for a block of the text."""
    return block.path.partition(":")[0] if block.path[:1] != "/" else ""


def place_of(block: Block) -> int:
    """Below how many blocks of the text a block of furniture stands, where its path says so."""
    number = block.path.partition(": below ")[2].partition(" ")[0]
    return int(number) if number.isdecimal() else 0


def lined(place: int) -> int:
    """A name for a place where lines came and went that were built as the text is, and no boxes."""
    return place ^ 1


def headline_of(article: int, headline: str) -> int:
    """A name for a headline that an article had and that gave way to another one."""
    return fingerprint(f"{article} headline {headline}")


def place(article: int, side: str, text: str) -> int:
    """A name for the place right below or above a block of an article."""
    return fingerprint(f"{article} {side} {fingerprint(text)}")


def lead_of(text: str) -> int:
    """A name for how a text begins: its first two words."""
    return fingerprint(f"lead {' '.join(text.casefold().split()[:2])}")


def fingerprint(text: str) -> int:
    """A short name for a text; those that differ by case, or if they are short by the order of their words, share it."""
    return _asked_again(text) if len(text) <= _MOST_KEPT else _named(text)


def _named(text: str) -> int:
    folded = text.casefold()
    if len(folded) < _SHORT:
        folded = " ".join(sorted(folded.split()))
    return int.from_bytes(blake2b(folded.encode("utf-8", "replace"), digest_size=6).digest())


# Of a page's texts each is asked for two to four times in a row.
_asked_again = lru_cache(maxsize=256)(_named)
_MOST_KEPT = 2_000  # characters: what is kept stays within two megabytes


def template_of(text: str) -> int:
    """A name for a text that those with other numbers in it share."""
    return fingerprint(text.translate(_DIGITS))


def _texts(document: Document) -> Iterable[str]:
    return (block.text for block in (*document.blocks, *document.furniture))


def _articles(packed: int) -> tuple[int, int, int]:
    mask = 2**_ARTICLE_BITS - 1
    return packed & mask, packed >> _ARTICLE_BITS & mask, packed >> 2 * _ARTICLE_BITS


def _newest(known: dict[int, int], most: int) -> dict[int, int]:
    return known if len(known) <= most else dict(list(known.items())[-most:])
