"""The headlines that a page gives itself: the one that readers see, and those for search engines and social networks."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from typing import Any

from tracker.extract.linked_data import LinkedData
from tracker.extract.segment import Box, Segments
from tracker.extract.shown import shown_text, tidy
from tracker.model import HeadlineSet

_WORD = re.compile(r"\w+")
_PARTED = re.compile(r"\s+[|–—»:·-]{1,2}\s+")
_COLON = re.compile(r": ?")
_MAX_CANDIDATES = 60


def read_headlines(segments: Segments, root: Any, metas: dict[str, str], data: LinkedData) -> HeadlineSet:
    """The set of headlines; `h1` is the visible one, whatever its element is."""
    title_element = root.find(".//title")
    title = tidy("".join(title_element.itertext())[:1000]) if title_element is not None else ""
    og = metas.get("og:title") or metas.get("twitter:title", "")
    claims = [claim for claim in (data.headline, og, title) if claim]
    visible = _visible(segments, claims, metas.get("og:site_name", "")) or (
        "" if og or data.headline else _titled(segments, title)
    )
    return HeadlineSet(h1=visible, title=title, og=og, json_ld=data.headline)


def _visible(segments: Segments, claims: list[str], site: str) -> str:
    """The heading that shares most words with what the page claims: among first headings the best, other headings
    and elements named for it only where they agree well.
    """
    wanted = [set(_words(claim)) for claim in claims]
    best, best_score = "", 0.0
    candidates = [box for box in segments.boxes if box.tag in ("h1", "h2", "h3") or box.label == "headline"]
    for box in candidates[:_MAX_CANDIDATES]:
        text = shown_text(box.element, 400)
        words = set(_words(text))
        if not words or text.casefold() == site.casefold():
            continue
        agreement = max((len(words & want) / len(words | want) for want in wanted if want), default=0.0)
        if box.tag != "h1" and agreement < 0.6:
            continue
        score = agreement + (0.3 if box.tag == "h1" else 0.0) + (0.1 if _is_named(box) else 0.0)
        if score > best_score:
            best, best_score = text, score
    return best


def _titled(segments: Segments, title: str) -> str:
    """The part of the page's title that its text shows at the start of a line: the rest names the site or section."""
    starts = [chunk.text.casefold() for chunk in segments.chunks[:_MAX_CANDIDATES]]
    parts = [part for part in _PARTED.split(title) if len(part.split()) > 2 and part != title]
    parts += [title[found.end() :] for found in _COLON.finditer(title)]
    for part in sorted(parts, key=len, reverse=True)[:12]:
        if len(part.split()) > 2 and any(start.startswith(part.casefold()) for start in starts):
            return part
    return ""


def _is_named(box: Box) -> bool:
    names = (
        f"{box.element.get('class') or ''} {box.element.get('itemprop') or ''} {box.element.get('id') or ''}".lower()
    )
    return "headline" in names or "title" in names


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
