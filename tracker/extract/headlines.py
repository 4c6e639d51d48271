"""The headlines that a page gives itself: the one that readers see, and those for search engines and social networks."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice
from typing import Any

from tracker.extract.authors.persons import BY
from tracker.extract.dating.dates import moment_in
from tracker.extract.parsing.linked_data import LinkedData
from tracker.extract.parsing.near import is_posted
from tracker.extract.parsing.segment import Box, Segments
from tracker.extract.parsing.shown import ROLES, shown_text, tidy, weigh
from tracker.model import HeadlineSet

_WORD = re.compile(r"[^\W_]+")
_PARTED = re.compile(r"\s+[|–—»:·-]{1,2}\s+|\s*[_｜│]\s*")
_ARCHIVE = re.compile(r".{0,200}» Blog Archive\s+» ")  # what old themes put before the title
_COLON = re.compile(r": ?")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LOGO = re.compile(r"logo|masthead|site-?(?:title|name)|brand(?!ed)")
_KICKER = re.compile(
    r"kicker|overline|eyebrow|dachzeile|topline|spitzmarke|rubric|category|sr-only|visually-?hidden|screen-reader|byline|\bauthor(?:-name)?\b"
)
_LABEL = re.compile(r"(?<![a-z])(?:label|badge|flag|tag|prefix|pre-?title)(?![a-z])")  # "Live", "Opinion"
_HEADED = frozenset(("h1", "h2", "h3"))
_MAX_CANDIDATES = 60
_MOST_PARTS = 1_000
_SHORT_NAME = 4  # words: a paper's name
_LONG = 25  # words of a headline
_SHORT_LINE = 12  # words of a byline
_CHANCE = 0.3  # a share of common words that two unlike headlines may have


def read_headlines(
    segments: Segments, root: Any, metas: dict[str, str], data: LinkedData, outside: Collection[Box] = ()
) -> HeadlineSet:
    """The set of headlines; `h1` is the visible one, whatever its element is."""
    title_element = root.find(".//title")
    title = tidy("".join(title_element.itertext())[:1000]) if title_element is not None else ""
    claimed = _ARCHIVE.sub("", title) if "»" in title else title
    og = metas.get("og:title") or metas.get("twitter:title", "")
    claims = [claim for claim in (data.headline, og, claimed, metas.get("title", "")) if claim]
    visible, agreement = _visible(segments, claims, metas.get("og:site_name", ""), outside)
    if agreement < _CHANCE and (not visible or _may_be_logo(segments, visible)):
        visible = next((text for claim in claims if (text := _unmarked(segments, claim))), visible)
    elif agreement < _CHANCE and weigh(visible) <= _SHORT_NAME:
        inside = {chunk.text for chunk in segments.chunks[:_MAX_CANDIDATES] if chunk.box not in outside}
        visible = next((text for claim in claims if (text := _unmarked(segments, claim)) in inside), visible)
    if not visible and claims and all(weigh(claim) <= 2 for claim in claims):
        visible = _first_heading(segments, outside)
    if not visible:
        visible = _above_byline(segments, outside)
    return HeadlineSet(h1=visible, title=title, og=og, json_ld=data.headline)


def _visible(segments: Segments, claims: list[str], site: str, outside: Collection[Box]) -> tuple[str, float]:
    """The heading that shares most words with what the page claims, and their share: among first headings the best, the
    first where none shares more than chance would have; other headings and elements named for it only where they agree well,
    and with a part of the claims alone only where they do not stand below a first heading that agrees: there, it is a copy
    that was not edited with it.
    """
    parts = [part for claim in claims for part in _PARTED.split(claim)[:8] if weigh(part) > _SHORT_NAME]
    firsts = {_PARTED.split(claim)[0].casefold() for claim in claims}
    whole, partly = ([set(_words(claim)) for claim in dict.fromkeys(told)] for told in (claims, parts))
    agreed = False
    best, best_score, best_agreement = "", 0.0, 0.0
    candidates = [box for box in segments.boxes if box.tag in _HEADED or box.label == "headline"]
    for box in candidates[:_MAX_CANDIDATES]:
        text = _without_link(box.element, _without_label(box.element, claims), claims)
        words = set(_words(text))
        if not words or text.casefold() == site.casefold():
            continue
        agreement = _agreement(words, whole)
        agreed = agreed or (box.tag == "h1" and agreement >= _CHANCE)
        if not agreed or box.tag == "h1":
            agreement = max(agreement, _agreement(words, partly), float(" " in text and text.casefold() in firsts))
        if box.tag != "h1" and (agreement < 0.6 or is_posted(box.element)):
            continue
        if agreement < _CHANCE:
            agreement = 0.0
            if box in outside or _is_logo(box.element):
                agreement = -0.2  # better than none
        score = agreement + (0.3 if box.tag == "h1" else 0.0) + (0.1 if agreement > 0 and _is_named(box) else 0.0)
        if score > best_score:
            best, best_score, best_agreement = text, score, agreement
    return best, best_agreement


def _agreement(words: set[str], wanted: list[set[str]]) -> float:
    """The largest share of common words with one of the claims."""
    return max((len(words & want) / len(words | want) for want in wanted if want), default=0.0)


def _first_heading(segments: Segments, outside: Collection[Box]) -> str:
    """The first heading of some words on a page that names the site alone, where running text follows it."""
    for chunk in segments.chunks[:_MAX_CANDIDATES]:
        if chunk.level in (1, 2) and chunk.words > 2 and chunk.box not in outside:
            following = segments.chunks[chunk.order + 1 : chunk.order + 4]
            return chunk.text if any(one.good > 0 for one in following) else ""
    return ""


def _above_byline(segments: Segments, outside: Collection[Box]) -> str:
    """The line of some words that stands right above a date or a byline and running text, on a page without headings."""
    chunks = segments.chunks[: _MAX_CANDIDATES + 4]
    for chunk in chunks[:_MAX_CANDIDATES]:
        if not 2 < chunk.words <= _LONG or chunk.links or chunk.box in outside or chunk.text[-1] in ".,;:":
            continue
        line, *following = chunks[chunk.order + 1 : chunk.order + 4] or [chunk]
        signs = line.words <= _SHORT_LINE and (moment_in(line.text[:80]) or BY.match(line.text[:80]))
        if signs and not moment_in(chunk.text[:120]) and any(one.good > 0 for one in following):
            return chunk.text
    return ""


def _heading_text(element: Any) -> str:
    """What a heading says, without a line above it that names the section, and without what only machines read."""
    parts: list[str] = []
    _gather(element, parts)
    text = tidy("".join(parts)[:1600])[:400]
    return text or shown_text(element, 400)


def _without_label(element: Any, claims: Collection[str]) -> str:
    """What a heading says, without a label such as "Live" before it; with it where the page claims all of it."""
    text = _heading_text(element)
    if not len(element):
        return text
    inner = list(islice(element.iterdescendants("span", "em", "strong", "b", "i", "small", "a", "div"), 12))
    kicker = shown_text(inner[0], 80) if inner and any(": " in claim for claim in claims) else ""
    if kicker and text.startswith(f"{kicker} ") and f"{kicker}: {text[len(kicker) :].strip()}" in claims:
        return text[len(kicker) :].strip()  # a line of its own, which the claims part with a colon
    labels = [shown_text(one, 80) for one in inner if (names := one.get("class")) and _LABEL.search(names.lower())]
    if not labels or _letters(text) in {_letters(claim) for claim in claims}:
        return text
    rest = text.removeprefix(labels[0]).strip() if labels[0] else text
    return rest if len(rest.split()) > 1 or _UNSPACED.search(rest) else text


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))


def _without_link(element: Any, text: str, claims: Collection[str]) -> str:
    """A heading's text without the link before or after it, where the rest is what the page claims: "The boat is late
    [Harbour]".
    """
    if not any(claim in text for claim in claims):
        return text
    for link in islice(element.iterdescendants("a"), 3):
        said = shown_text(link, 80)
        for rest in (text.removesuffix(said), text.removeprefix(said)) if said else ():
            if rest != text and rest.strip() in claims:
                return rest.strip()
    return text


def _gather(element: Any, parts: list[str]) -> None:
    parts.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            names = f"{child.get('class') or ''} {child.get('id') or ''}".lower()
            role = ROLES.get(child.tag)
            if child.tag == "time":
                role = "skip"
            if role in (None, "break"):
                parts.append(" ")
            if role not in ("skip", "control") and not _KICKER.search(names) and len(parts) < 200:
                _gather(child, parts)
            if role is None:
                parts.append(" ")
        parts.append(child.tail or "")
        if len(parts) > _MOST_PARTS:
            break  # a heading that was never closed


def _is_logo(element: Any) -> bool:
    """Whether a heading is the paper's name: all of it leads to the front page, or it is named for that."""
    around = (element, element.getparent())
    names = " ".join(f"{one.get('class') or ''} {one.get('id') or ''}" for one in around if one is not None).lower()
    if _LOGO.search(names):
        return True
    links = element.findall(".//a")
    alone = len(links) == 1 and shown_text(links[0], 400) == shown_text(element, 400)
    return alone and _leads_home(links[0].get("href") or "none")


def _leads_home(href: str) -> bool:
    bare = href.partition("?")[0].rstrip("/")
    return bare == "" or (bare.startswith(("http://", "https://", "//")) and bare.count("/") == 2)


def _may_be_logo(segments: Segments, text: str) -> bool:
    return any(
        box.tag == "h1" and _heading_text(box.element) == text and _is_logo(box.element) for box in segments.boxes
    )


def _unmarked(segments: Segments, claim: str) -> str:
    """A claim, or the part of it before or after the site's name, that the page's text shows at the start of a line."""
    starts = [chunk.text.casefold() for chunk in segments.chunks[:_MAX_CANDIDATES]]
    parts = [part for part in _PARTED.split(claim) if part != claim]
    for found in _COLON.finditer(claim):
        parts += [claim[found.end() :], _PARTED.split(claim[found.end() :])[0]]
    headings = [chunk.text for chunk in segments.chunks[:_MAX_CANDIDATES] if chunk.level]
    for part in (claim, *sorted(parts, key=len, reverse=True)[:12]):
        if weigh(part) > 2 and any(start.startswith(part.casefold()) for start in starts):
            longer = [one for one in headings if one.casefold().startswith(f"{part.casefold()} ")]
            return part if len(longer) != 1 or len(longer[0]) > 3 * len(part) else longer[0]
    short = [start for start in starts if len(start) < 240]  # behind the section's name
    for part in dict.fromkeys(parts):
        if weigh(part) > _SHORT_NAME and any(part.casefold() in start for start in short):
            return part
    return ""


def _is_named(box: Box) -> bool:
    names = (
        f"{box.element.get('class') or ''} {box.element.get('itemprop') or ''} {box.element.get('id') or ''}".lower()
    )
    return "headline" in names or "title" in names


def _words(text: str) -> list[str]:
    """The words of a text; characters by themselves where no spaces part the words."""
    words = _WORD.findall(text.casefold())
    if text.isascii() or not _UNSPACED.search(text):
        return words
    return [piece for word in words for piece in (word if _UNSPACED.search(word) else (word,))]
