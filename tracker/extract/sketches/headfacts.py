"""What a page's head says that a reading depends on, as digests: equal ones mean that nothing of it changed."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from html import unescape

from tracker.extract.authors.claimed import METAS
from tracker.extract.parsing.linked_data import read_scripts
from tracker.extract.parsing.shown import tidy
from tracker.extract.sketches.cut import TURN, Cut
from tracker.extract.sketches.surroundings import attributes_of

_KEYS = ("property", "name", "itemprop", "http-equiv")
_READ = frozenset(
    (
        "og:title",
        "twitter:title",
        "og:site_name",
        "og:description",
        "description",
        "og:url",
        "article:section",
        "twitter:label1",
        "twitter:data1",
        "twitter:label2",
        "twitter:data2",
        "parsely-page",
        *METAS,
    )
)
_PERHAPS = (
    "title",
    "author",
    "description",
    "og:url",
    "section",
    "site_name",
    "creator",
    "byl",
    "twitter:data",
    "twitter:label",
)  # in each of them
_SIZE = 12


def title(cut: Cut) -> str:
    """The page's title."""
    return tidy(unescape(_raw_title(cut)))


def description(cut: Cut) -> str:
    """What the meta elements tell of the article, as `metadata` takes it: the first of each name counts."""
    found: dict[str, str] = {}
    for _, raw in cut.told:
        if "description" in raw.lower():
            attributes = attributes_of(raw)
            content = attributes.get("content") or attributes.get("datetime") or ""
            for key in _KEYS if content else ():
                found.setdefault(attributes.get(key, "").strip().lower(), content)
    return tidy(unescape(found.get("og:description") or found.get("description", ""))[:3000])


def telling(cut: Cut) -> list[tuple[str, str]]:
    """The meta and link elements that may say something that is read, as names and attributes as they stand."""
    found = []
    for name, raw in cut.told:
        low = raw.lower()
        if "canonical" in low if name.endswith("link") else any(map(low.__contains__, _PERHAPS)):
            found.append((name, raw))
    return found


def digest_of_told(cut: Cut, url: str, telling: Sequence[tuple[str, str]]) -> bytes:
    """The digest of what the head says, as names and values in the order of the page; `telling` are the elements that do."""
    found = [("url", _plain(url)), ("title", title(cut))]
    for name, raw in telling:
        attributes = attributes_of(raw)
        if name.endswith("link"):
            found.append((f"{name} canonical", attributes.get("href", "")))
        else:
            keys = {attributes.get(key, "").strip().lower() for key in _KEYS}
            found.extend(
                (f"{name} {key}", tidy(unescape(attributes.get("content", "")))) for key in sorted(keys & _READ)
            )
    return _digest(repr(found))


def digest_as_it_stands(cut: Cut, url: str, telling: Sequence[tuple[str, str]]) -> bytes:
    """The digest of all that head and linked data are read from, letter by letter: where it is equal, nothing need be
    read.
    """
    lines = (f"{name} {raw}" for name, raw in telling)
    return _digest("\x00".join((_plain(url), _raw_title(cut), *lines, "", *cut.linked_data)))


def digest_of_data(cut: Cut) -> bytes:
    """The digest of what the linked data say that counts: not when it was changed, nor how often it was shared."""
    data = read_scripts(cut.linked_data)
    return _digest(repr((data.types, data.headline, data.description, data.authors, data.section)))


def _raw_title(cut: Cut) -> str:
    if "title" not in cut.names:
        return ""
    return cut.tokens[cut.opened[cut.names.index("title")] + TURN - 1]


def _plain(url: str) -> str:
    return url.partition("?")[0].partition("#")[0]


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), digest_size=_SIZE).digest()
