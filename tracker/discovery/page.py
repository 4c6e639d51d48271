"""Home and section pages: the links that lead to articles, told by where they stand, what they say and how their
address looks, and the feeds that the page declares.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are thresholds and stand where they are used
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from tracker.discovery.addresses import absolute, same_site
from tracker.discovery.characters import plain
from tracker.discovery.dates import claimed_at
from tracker.discovery.found import MAX_LINKS, Found, Gathering, Item, Kind
from tracker.discovery.shape import evidence, is_listing
from tracker.errors import UsageError
from tracker.extract.parsing.page import parse

_MOST_LINKS = 10_000
_MOST_NODES = 80  # inside one link or teaser that are looked at
_ENOUGH = 4  # points that make a link an article's
_SURE = 3  # points of an address alone
_ALIKE = 3  # links at one kind of place that show what kind it is

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TEASERS = frozenset({"article", "li", "section", "div", "tr", "td"})
_OUTSIDE = frozenset({"nav", "footer", "template", "dialog"})
_OUTSIDE_ROLES = frozenset({"navigation", "contentinfo", "menu", "menubar", "search", "dialog", "banner"})
_OUTSIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:(?:top|main|sub|side|site|mega|mobile|global)?(?:nav|menu)(?:bar|igation)?|footer|breadcrumbs?|pagination|pager|cookie|consent|share|social"
    r"|toolbar|masthead|skip-?link|tag-?cloud|tag-?list|legal|login|signin|language-?switch\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FEED_PATH = re.compile(
    r"(?:/(?:feed|rss|atom)(?:\.xml)?/?|\.rss|/(?:feed|rss|index)\.(?:xml|json|rdf))$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Link:
    """One address on the page with the best that its links say: `place` is the kind of place it stands at."""

    url: str
    text: str
    points: int
    place: str
    claimed_at: datetime | None


def read_page(body: bytes, *, url: str, content_type: str = "") -> Found:
    """What a page leads to. `items` in the order of the page; `links` are the feeds it declares, its own first.

    Raises UsageError for a page that cannot be parsed. A page without links holds nothing, which is no error.
    """
    root = parse(body, content_type).root
    if root is None:
        raise UsageError("the page cannot be read")
    base = _base(root, url)
    gathering, others = Gathering(), Gathering()
    links = _judged(_links(root, base, url, gathering))
    if not any(link.points >= _ENOUGH for link in links):  # then a name that means something else cut all of them off
        gathering = Gathering()
        links = _judged(_links(root, base, url, gathering, believe_names=False))
    for link in links:
        at = link.claimed_at
        (gathering if link.points >= _ENOUGH else others).add(Item(link.url, link.text, at))
    return Found(
        kind=Kind.PAGE,
        title=_title(root),
        items=tuple(gathering.items.values()),
        others=tuple(others.items.values()),
        links=tuple(dict.fromkeys(_feeds(root, base)))[:MAX_LINKS],
        skipped=gathering.skipped,
    )


def feeds_for(found: Found, url: str) -> tuple[str, ...]:
    """The feeds among a page's links that tell of this very page: all of a front page's; of a section's page those
    with a segment of its path in their own, because most sections declare the feed of the whole site.
    """
    if found.kind is not Kind.PAGE:
        return ()
    path = [segment for segment in urlsplit(url).path.lower().split("/") if segment]
    if not path or path[-1].startswith(("index.", "default.")):
        return found.links
    section = path[-1].partition(".")[0]
    return tuple(
        link
        for link in found.links
        if section in re.split(r"[/._=-]", link.lower()) or section in link.lower().split("/")
    )


def _title(root: Any) -> str:
    found = next(root.iter("title"), None)
    return plain(found.text or "") if found is not None else ""


def _base(root: Any, url: str) -> str:
    """What links are relative to (HTML §4.2.3), where that is on the web."""
    element = next((one for one in root.iter("base") if one.get("href")), None)
    return (absolute(element.get("href"), url) if element is not None else "") or url


def _feeds(root: Any, base: str) -> Iterator[str]:
    """Declared feeds; where none is, links that look like one. Comments' feeds tell nothing of articles."""
    declared = False
    for element in root.iter("link"):
        kind = (element.get("type") or "").partition(";")[0].strip().lower()
        relations = (element.get("rel") or "").lower().split()
        if "alternate" in relations and kind in _FEED_TYPES:
            address = absolute(element.get("href") or "", base)
            if address and not _of_comments(f"{element.get('title')} {address}"):
                declared = True
                yield address
    if not declared:
        for element in islice(root.iter("a"), _MOST_LINKS):
            address = absolute(element.get("href") or "", base)
            if same_site(address, base) and _FEED_PATH.search(urlsplit(address).path) and not _of_comments(address):
                yield address


def _of_comments(text: str) -> bool:
    return "comment" in text.lower()


def _links(root: Any, base: str, url: str, gathering: Gathering, *, believe_names: bool = True) -> Iterator[_Link]:
    """The links within the site that stand in the page itself, not in its navigation, header or footer."""
    outside: dict[Any, bool] = {}

    @cache
    def is_story(link: str) -> bool:
        other = absolute(link, base)
        return evidence(other) >= _SURE and not is_listing(other)

    for element in islice(root.iter("a"), _MOST_LINKS):
        href = element.get("href") or ""
        if not href or href.startswith("#") or _is_outside(element, outside, believe_names):
            continue
        address = absolute(href, base)
        if not address:
            gathering.skip("a link that leads nowhere on the web", href)
        elif not same_site(address, url):
            gathering.skip("on another site", address)
        elif address != url:
            yield _link(element, address, is_story)


def _is_outside(element: Any, known: dict[Any, bool], believe_names: bool) -> bool:  # noqa: FBT001 - as it is handed down
    """Whether an element is part of what surrounds the content; answers are remembered for every ancestor."""
    path = []
    found = False
    while element is not None:
        if element in known:
            found = known[element]
            break
        path.append(element)
        if _surrounds(element) or (believe_names and _is_named_so(element)):
            found = True
            break
        element = element.getparent()
    for one in path:
        known[one] = found
    return found


def _surrounds(element: Any) -> bool:
    return element.tag in _OUTSIDE or (element.get("role") or "").lower() in _OUTSIDE_ROLES


def _is_named_so(element: Any) -> bool:
    """Whether its class or id calls it navigation or the like, and it does not hold the content all the same."""
    if element.tag in {"html", "body", "main", "article", "a"}:
        return False
    if not _OUTSIDE_NAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}"[:300]):
        return False
    return element.find(".//article") is None and element.find(".//main") is None


def _link(element: Any, address: str, is_story: Callable[[str], bool]) -> _Link:
    heading, text = _wording(element)
    above = element.getparent()
    in_heading = heading or (above is not None and above.tag in _HEADINGS)
    points = 0 if is_listing(address) else evidence(address) + _telling(text) + (2 if in_heading else 0)
    return _Link(address, text, points, _place(element), _teaser_date(element, is_story))


def _wording(element: Any) -> tuple[bool, str]:
    """Whether a heading stands inside a link, and the words of it: the heading's, else all."""
    pieces: list[str] = []
    for node in islice(element.iter(), _MOST_NODES):
        if node.tag in _HEADINGS and (words := plain(" ".join(islice(node.itertext(), _MOST_NODES)))):
            return True, words
        pieces += [node.text or "", (node.tail or "") if node is not element else ""]
    return False, plain(" ".join(pieces)) or plain(element.get("title") or element.get("aria-label") or "")


def _telling(text: str) -> int:
    """What a link's words speak for: a headline has at least four, or as many characters without spaces."""
    words = len(text.split())
    if words >= 4 or (len(text) >= 10 and sum(character >= "\u3000" for character in text) > len(text) / 2):
        return 2
    return 0


def _place(element: Any) -> str:
    """The kind of place a link stands at: tags and classes of it and the elements around it."""
    pieces = []
    for _ in range(4):
        if element is None:
            break
        pieces.append(f"{element.tag}.{(element.get('class') or '')[:80]}")
        element = element.getparent()
    return ">".join(pieces)


def _teaser_date(element: Any, is_story: Callable[[str], bool]) -> datetime | None:
    """The one moment that a teaser around the link gives, in a time element; no teaser holds two articles."""
    own = element.get("href")
    for _ in range(4):
        element = element.getparent()
        if element is None or element.tag not in _TEASERS | _HEADINGS:
            return None
        times = []
        for node in islice(element.iter(), _MOST_NODES):
            if node.tag == "time":
                times.append(node)
            elif node.tag == "a" and (other := node.get("href") or "") != own and is_story(other):
                return None
        if times:
            return claimed_at(times[0].get("datetime") or "") if len(times) == 1 else None
    return None


def _judged(links: Iterator[_Link]) -> list[_Link]:
    """One link for each address, with the most that any of its links has; where most links of one kind of place are
    articles', those that say a headline are too.
    """
    best: dict[str, _Link] = {}
    for link in links:
        known = best.get(link.url, link)
        text = max(known.text, link.text, key=_telling_first)
        best[link.url] = replace(
            max(known, link, key=lambda one: one.points), text=text, claimed_at=known.claimed_at or link.claimed_at
        )
    places = Counter(link.place for link in best.values())
    articles = Counter(link.place for link in best.values() if link.points >= _ENOUGH)
    return [
        replace(link, points=_ENOUGH)
        if link.points < _ENOUGH
        and _telling(link.text)
        and not is_listing(link.url)
        and places[link.place] >= _ALIKE
        and articles[link.place] >= 0.6 * places[link.place]
        else link
        for link in best.values()
    ]


def _telling_first(text: str) -> tuple[int, int]:
    """A headline before other words; the shortest headline (without the summary), the longest of other words."""
    telling = _telling(text)
    return telling, -len(text) if telling else len(text)
