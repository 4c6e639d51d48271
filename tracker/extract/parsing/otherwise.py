"""What came in place of a web page, told by its declared type and its first characters: a document, a picture, data."""

from __future__ import annotations

import json
import re

_START = 2_000  # characters
_PDF_WITHIN = 1_024  # characters
_SAMPLE = 4_000  # characters
_MOST_CONTROLS = 25  # one in so many characters is no text; a few stand on pages too
_PAGES = ("html", "xml", "text/plain")
_MEDIA = ("image/", "audio/", "video/", "font/")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x80-\x84\x86-\x9f\ufffd]")
_PROLOGUE = re.compile(r"(?:\s++|<\?[^>]*+>|<!--(?:[^-]|-(?!->))*+-->|<![a-z][^>]*+>)*+<([a-z:]++)", re.IGNORECASE)
_ROOTS = {
    **dict.fromkeys(("rss", "feed", "rdf:rdf"), "a feed, not a web page"),
    **dict.fromkeys(("urlset", "sitemapindex"), "a sitemap, not a web page"),
}


def is_pdf(text: str) -> bool:
    """Whether this is a PDF, perhaps behind a mark or white space: its readers look for its sign that far, too."""
    return "%PDF-" in text[:_PDF_WITHIN] and text[:_PDF_WITHIN].lstrip("\ufeff \t\r\n\0").startswith("%PDF-")


def no_page(text: str, content_type: str) -> str:
    """What these characters are instead of a web page, in words; empty for a page. Never raises."""
    if is_pdf(text):
        return "a PDF document, not a web page"
    start = text[:_START].lstrip("\ufeff \t\r\n\0")
    kind = content_type.lower()
    marked = "<html" in start.lower()
    if kind and not marked and (kind.startswith(_MEDIA) or not any(word in kind for word in _PAGES)):
        return f"content type {kind[:80]}"
    sample = text[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > 5 + len(sample) // _MOST_CONTROLS:
        return "the bytes are not text"
    if marked:
        return ""
    if start[:1] in ("{", "[") and _is_json(text):
        return "JSON, not a web page"
    root = _PROLOGUE.match(start) if start[:1] == "<" else None
    return _ROOTS.get(root[1].lower(), "") if root else ""


def _is_json(text: str) -> bool:
    try:
        json.loads(text.strip("\ufeff \t\r\n\0"))
    except (ValueError, RecursionError):
        return False
    return True
