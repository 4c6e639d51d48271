"""What is known of a host from its other articles: blocks that stand on several of them are furniture."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b

from tracker.model import Document

MAX_FINGERPRINTS = 4_000


@dataclass(frozen=True, slots=True)
class HostMemory:
    """Fingerprints of blocks, each with the fingerprints of up to three articles of the host it stood on."""

    seen: dict[str, tuple[str, ...]] = field(default_factory=dict)


def remember(memory: HostMemory | None, document: Document) -> HostMemory:
    """The memory with one more document in it; what was seen longest ago is forgotten first."""
    seen = dict(memory.seen) if memory is not None else {}
    article = fingerprint(document.canonical_url or document.url)
    for block in (*document.blocks, *document.furniture):
        key = fingerprint(block.text)
        articles = seen.pop(key, ())
        seen[key] = articles if article in articles else (*articles, article)[-3:]
    return HostMemory(dict(list(seen.items())[-MAX_FINGERPRINTS:]))


def is_furniture(memory: HostMemory | None, text: str, url: str) -> bool:
    """Whether a text stood on at least two articles of the host other than the one whose canonical address is `url`."""
    if memory is None:
        return False
    articles = memory.seen.get(fingerprint(text), ())
    own = fingerprint(url)
    return sum(article != own for article in articles) > 1


def fingerprint(text: str) -> str:
    """A short name for a text that only differs by case."""
    return blake2b(text.casefold().encode("utf-8", "replace"), digest_size=8).hexdigest()
