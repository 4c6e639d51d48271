"""What a page's head says that a reading depends on, as digests: equal ones mean that nothing of it changed."""

from __future__ import annotations

from hashlib import blake2b
from html import unescape

from tracker.extract.byline import METAS
from tracker.extract.cut import TURN, Cut
from tracker.extract.linked_data import read_scripts
from tracker.extract.shown import tidy
from tracker.extract.surroundings import attributes_of

_KEYS = ("property", "name", "itemprop", "http-equiv")
_READ = frozenset(
    ("og:title", "twitter:title", "og:site_name", "og:description", "description", "og:url", "article:section", *METAS)
)
_PERHAPS = ("title", "author", "description", "url", "section", "site_name", "creator", "byl")  # in each of them
_SIZE = 12


def title(cut: Cut) -> str:
    """The page's title."""
    if "title" not in cut.names:
        return ""
    return tidy(unescape(cut.tokens[cut.opened[cut.names.index("title")] + TURN - 1]))


def told(cut: Cut, url: str) -> list[tuple[str, str]]:
    """What the head says, as names and values in the order of the page."""
    found = [("url", url.partition("?")[0].partition("#")[0]), ("title", title(cut))]
    for name, raw in cut.told:
        if name.endswith("link"):
            if "canonical" in raw.lower():
                found.append((f"{name} canonical", attributes_of(raw).get("href", "")))
        elif any(map(raw.lower().__contains__, _PERHAPS)):
            attributes = attributes_of(raw)
            keys = {attributes.get(key, "").strip().lower() for key in _KEYS}
            found.extend(
                (f"{name} {key}", tidy(unescape(attributes.get("content", "")))) for key in sorted(keys & _READ)
            )
    return found


def digest_of_told(facts: list[tuple[str, str]]) -> bytes:
    """The digest of what the head says."""
    return _digest(repr(facts))


def digest_of_scripts(cut: Cut) -> bytes:
    """The digest of the linked data as it stands: equal ones need not be read."""
    return _digest("\x00".join(cut.linked_data))


def digest_of_data(cut: Cut) -> bytes:
    """The digest of what the linked data say that counts: not when it was changed, nor how often it was shared."""
    data = read_scripts(cut.linked_data)
    return _digest(repr((data.types, data.headline, data.description, data.authors, data.section)))


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), digest_size=_SIZE).digest()
