"""What a page says about its article outside of the running text: headlines, standfirst, byline, dates, marks.

JSON-LD is asked first, then meta elements, then what the page shows.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from tracker.extract.dates import moment
from tracker.extract.linked_data import LinkedData, read_linked_data
from tracker.extract.segment import Segments, tidy
from tracker.model import HeadlineSet, Mark

_PUBLISHED = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "article.published",
    "published_time", "publish-date", "publication_date", "pubdate", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created",
    "dc.date", "dcterms.date", "dc.date.created", "date", "article_date_original", "originalpublicationdate", "cxenseparse:recs:publishtime", "rnews:datepublished", "bt:pubdate",
    "citation_publication_date", "last-publication-date", "publishdate", "pub_date", "article:published", "created",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "article.updated", "lastmod", "last-modified",
    "dcterms.modified", "dc.date.modified", "modified", "revised", "article:modified", "updated_time", "utime",
)  # fmt: skip
_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
    "og:article:author",
)
_BY = re.compile(
    r"^\W*(?:(?:written |reported |story |text |posted |published )?(?:by|von|par|por|di|door|av|af|autor(?:es)?|author)\b)\s?[:：]?\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:,|;|\||\band\b|\bund\b|\bet\b|\by\b|&)\s*")


@dataclass(frozen=True, slots=True)
class Metadata:
    """See `Document` for what the fields mean."""

    headlines: HeadlineSet
    standfirst: str
    byline: str
    authors: tuple[str, ...]
    section: str
    language: str
    canonical_url: str
    published_at: datetime | None
    published_source: str
    modified_at: datetime | None
    modified_source: str
    marks: frozenset[Mark]
    data: LinkedData


def read_metadata(root: Any, url: str, segments: Segments) -> Metadata:
    """All that can be told of the page at `url` without its running text."""
    metas = _metas(root)
    data = read_linked_data(root)
    headlines = _headlines(root, metas, data)
    published_at, published_source = _date(root, data.published, metas, _PUBLISHED, "datePublished")
    modified_at, modified_source = _date(root, data.modified, metas, _MODIFIED, "dateModified")
    byline, authors = _byline(segments, metas, data)
    return Metadata(
        headlines=headlines,
        standfirst=_standfirst(segments, metas, data),
        byline=byline,
        authors=authors,
        section=data.section or metas.get("article:section", ""),
        language=_language(root, metas, data),
        canonical_url=_canonical(root, metas, url),
        published_at=published_at,
        published_source=published_source,
        modified_at=modified_at,
        modified_source=modified_source,
        marks=_marks(metas, data, url),
        data=data,
    )


def _metas(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        content = meta.get("content")
        if content:
            for key in ("property", "name", "itemprop", "http-equiv"):
                if name := meta.get(key):
                    found.setdefault(name.strip().lower(), tidy(content[:3000]))
    return found


def _text_of(element: Any, limit: int = 600) -> str:
    return tidy(
        "".join(element.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]"))[: limit * 4]
    )[:limit]


def _headlines(root: Any, metas: dict[str, str], data: LinkedData) -> HeadlineSet:
    title_element = root.find(".//title")
    title = tidy("".join(title_element.itertext())[:1000]) if title_element is not None else ""
    og = metas.get("og:title") or metas.get("twitter:title", "")
    claims = [claim for claim in (data.headline, og, title) if claim]
    return HeadlineSet(h1=_visible_headline(root, claims), title=title, og=og, json_ld=data.headline)


def _visible_headline(root: Any, claims: list[str]) -> str:
    """The heading that shares most words with what the page claims as its headline."""
    wanted = [set(_words(claim)) for claim in claims]
    best, best_score = "", 0.0
    for rank, tag in enumerate(("h1", "h2")):
        for count, element in enumerate(root.iter(tag)):
            if count > 40:
                break
            text = _text_of(element, 400)
            words = set(_words(text))
            if not words:
                continue
            score = max((len(words & want) / (len(words | want) or 1) for want in wanted), default=0.0) + 0.3 * (
                rank == 0
            )
            if _named(element, "headline", "title"):
                score += 0.1
            if score > best_score and (rank == 0 or score > 0.6):
                best, best_score = text, score
    return best


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _named(element: Any, *names: str) -> bool:
    label = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}".lower()
    return any(name in label for name in names)


def _date(
    root: Any, claim: str, metas: dict[str, str], names: tuple[str, ...], prop: str
) -> tuple[datetime | None, str]:
    if claim and (value := moment(claim)):
        return value, "json-ld"
    for name in names:
        if (text := metas.get(name)) and (value := moment(text)):
            return value, f"meta {name}"
    for element in root.xpath(f"//*[@itemprop='{prop}']")[:5]:
        if value := moment(element.get("datetime") or element.get("content") or _text_of(element, 80)):
            return value, "microdata"
    if prop == "datePublished":
        for element in root.xpath("//time")[:8]:
            if value := moment(element.get("datetime") or _text_of(element, 80)):
                return value, "time element"
    return None, ""


def _standfirst(segments: Segments, metas: dict[str, str], data: LinkedData) -> str:
    for box in segments.boxes:
        if box.label == "standfirst" and 5 <= box.words <= 90 and box.chunks <= 3 and box.linked < 0.5 * box.words:
            return _text_of(box.element, 800)
    return metas.get("og:description") or metas.get("description") or data.description


def _byline(segments: Segments, metas: dict[str, str], data: LinkedData) -> tuple[str, tuple[str, ...]]:
    shown = _shown_byline(segments)
    authors = tuple(_person(name) for name in data.authors if _is_name(_person(name)))
    if not authors:
        for name in _AUTHORS:
            if (text := metas.get(name)) and _is_name(text):
                authors = tuple(_people(text))
                break
    if not authors and shown:
        authors = tuple(_people(shown))
    return shown or ", ".join(authors), authors


def _shown_byline(segments: Segments) -> str:
    """The first text that looks like names among the elements that may name the author; those that say so go first."""
    for element in sorted(segments.signed[:12], key=_plainness):
        text = _BY.sub("", _text_of(element, 200))
        if _is_name(text):
            return text
    return ""


def _plainness(element: Any) -> int:
    if element.get("itemprop") == "author" or element.get("rel") == "author":
        return 0
    return 1 if "byline" in (element.get("class") or "").lower() else 2


def _person(name: str) -> str:
    return _BY.sub("", name).strip(" ,;|")


def _people(text: str) -> Iterator[str]:
    for piece in _SPLIT.split(_BY.sub("", text)):
        if piece and _is_name(piece):
            yield piece


def _is_name(text: str) -> bool:
    return (
        2 <= len(text) <= 120
        and not text.startswith(("http:", "https:", "/"))
        and any(c.isalpha() for c in text)
        and len(text.split()) <= 14
    )


def _language(root: Any, metas: dict[str, str], data: LinkedData) -> str:
    claim = (
        root.get("lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or metas.get("og:locale")
        or metas.get("content-language")
        or data.language
    )
    found = re.match(r"[A-Za-z]{2,3}(?=$|[-_,; ])", claim.strip()) if claim else None
    return found[0].lower() if found else ""


def _canonical(root: Any, metas: dict[str, str], url: str) -> str:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return _absolute(url, link.get("href"))
    return _absolute(url, metas["og:url"]) if "og:url" in metas else url


def _absolute(url: str, href: str) -> str:
    try:
        joined = urljoin(url, href.strip())
    except ValueError:
        return url
    return joined if joined.startswith(("http://", "https://")) else url


def _marks(metas: dict[str, str], data: LinkedData, url: str) -> frozenset[Mark]:
    marks = set()
    kinds = " ".join(data.types)
    section = f"{data.section} {metas.get('article:section', '')} {url}".lower()
    if "LiveBlog" in kinds or "/live/" in url:
        marks.add(Mark.LIVE_BLOG)
    if "Opinion" in kinds or any(
        word in section
        for word in (
            "opinion",
            "editorial",
            "op-ed",
            "comment is free",
            "commentisfree",
            "meinung",
            "kommentar",
            "tribune",
        )
    ):
        marks.add(Mark.OPINION)
    if "AdvertiserContent" in kinds or any(
        word in section for word in ("sponsored", "advertorial", "paid-post", "partner-content", "brandvoice")
    ):
        marks.add(Mark.SPONSORED)
    if data.free is False or metas.get("article:content_tier") in ("locked", "metered"):
        marks.add(Mark.PAYWALL)
    return frozenset(marks)
