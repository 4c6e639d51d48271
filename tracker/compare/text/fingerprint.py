"""Decides whether anything changed: one digest over the one normal form of everything a comparison speaks of."""

from __future__ import annotations

from hashlib import sha256

from tracker.compare.text.clean import normal
from tracker.model import Document, Mark

LABELS = (Mark.LIVE_BLOG, Mark.OPINION, Mark.SPONSORED)


def fingerprint(document: Document) -> str:
    """Hex SHA-256 of what a reader reads, in NFC with white space evened out.

    Equal fingerprints mean that `compare` yields no edit and no flag, unequal ones that it yields at least one. Inside:
    the headline set but the feed's, standfirst, byline, captions and body (not where paragraphs break), section,
    labels, and where links lead (without tracking parameters). Outside: claimed dates, the paywall mark, the feed's
    headline and the furniture, which move on their own; dates are reported when something else changed.
    """
    fields = [f"{name}\x1f{normal(text)}" for name, text in texts(document)]
    fields += [f"label\x1f{mark.value}" for mark in LABELS if mark in document.marks]
    fields += [f"link\x1f{text}\x1f{href}" for text, href in sorted(links(document))]
    return sha256("\x1e".join(fields).encode("utf-8", "surrogatepass")).hexdigest()


def texts(document: Document) -> tuple[tuple[str, str], ...]:
    """Every text that counts, with its name."""
    headlines = document.headlines
    return (
        ("headline", document.headline),
        ("h1", headlines.h1),
        ("title", headlines.title),
        ("og", headlines.og),
        ("json_ld", headlines.json_ld),
        ("standfirst", document.standfirst),
        ("byline", document.byline),
        ("section", document.section),
        ("captions", document.captions),
        ("body", document.text),
    )


def links(document: Document) -> frozenset[tuple[str, str]]:
    """The links of the article as (text, target), the target without fragment and tracking parameters."""
    return frozenset((normal(link.text), link.target) for block in document.blocks for link in block.links)
