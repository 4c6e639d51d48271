"""What a page says about its article outside of the running text: headlines, standfirst, byline, dates, marks.

JSON-LD is asked first, then meta elements, then what the page shows.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any
from urllib.parse import urljoin

from tracker.extract.byline import read_byline
from tracker.extract.dates import moment, moment_in
from tracker.extract.headlines import read_headlines
from tracker.extract.linked_data import LinkedData, read_linked_data
from tracker.extract.naming import label_of
from tracker.extract.segment import Box, Segments
from tracker.extract.shown import shown_text, tidy
from tracker.model import HeadlineSet, Mark

_PUBLISHED = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "article.published",
    "published_time", "publish-date", "publication_date", "pubdate", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created",
    "dc.date", "dcterms.date", "dc.date.created", "date", "article_date_original", "originalpublicationdate", "cxenseparse:recs:publishtime", "rnews:datepublished", "bt:pubdate",
    "citation_publication_date", "last-publication-date", "publishdate", "pub_date", "article:published", "created",
    "publish_date", "publicationdate", "publication-date", "og:pubdate", "og:publish_date", "article:pubdate", "article:publish_date", "dc:created",
    "dc:date", "dc:issued", "dc.issued", "dcterms.issued", "datecreated", "release_date", "citation_date", "citation_online_date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "article.updated", "lastmod", "last-modified",
    "dcterms.modified", "dc.date.modified", "modified", "revised", "article:modified", "updated_time", "utime",
    "lastmodified", "last_modified", "dateupdate", "modificationdate", "article:modified_date", "dc:modified",
)  # fmt: skip
_NAMES = {"datePublished": _PUBLISHED, "dateModified": _MODIFIED}
_RDFA = {
    "datePublished": frozenset(("dc:date", "dc:created", "dcterms:date", "dcterms:created", "dcterms:issued", "schema:datepublished", "datepublished")),
    "dateModified": frozenset(("dc:modified", "dcterms:modified", "schema:datemodified", "datemodified")),
}  # fmt: skip
_UPDATED = re.compile(
    r"\b(?:last (?:updated|modified|edited)|updated|modified|aktualisiert|geändert|mise? à jour|modifié|actualizado|modificado|aggiornato|atualizado|bijgewerkt|uppdaterad|oppdatert|opdateret|zaktualizowano|обновлено)\b",
    re.IGNORECASE,
)
_POSTED = re.compile(
    r"\b(?:(?:posted|published|created|written) (?:on|at|by)|(?:(?:artikel|beitrag|eintrag|text) wurde|eingetragen|veröffentlicht|erstellt|geschrieben|verfasst|eingestellt|gepostet|erschienen) am|(?:publié|posté|écrit|mis en ligne) (?:le|par)|(?:publicado|escrito) (?:el|em|por)|pubblicato (?:il|da)|geplaatst op)\b",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/-]|$)")
_META_KEYS = ("property", "name", "itemprop", "http-equiv")
_FROM_END = 120
_ELSEWHERE = frozenset(("related", "comments", "ad", "nav", "hidden"))  # where a time is another article's


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


def read_metadata(root: Any, url: str, segments: Segments, outside: set[Box]) -> Metadata:
    """All that can be told of the page at `url` without its running text; `outside` are the boxes that cannot hold it."""
    metas = _metas(root)
    data = read_linked_data(root)
    marked = cache(partial(_marked, root))  # looked for once, where it is asked for at all
    headlines = read_headlines(segments, root, metas, data)
    canonical_url = _canonical(root, metas, url)
    published_at, published_source = _date(root, marked, data.published, metas, "datePublished")
    if published_at is None and data.page_published:
        published_at, published_source = moment(data.page_published), "json-ld"
    if published_at is None:
        published_at, published_source = _visible_date(segments, outside, headlines.visible)
    if published_at is None:
        published_at, published_source = _address_date(url, canonical_url)
    modified_at, modified_source = _date(root, marked, data.modified, metas, "dateModified")
    if modified_at is None:
        modified_at, modified_source = _visible_update(segments, outside)
    byline, authors = read_byline(segments, metas, data, outside)
    return Metadata(
        headlines=headlines,
        standfirst=_standfirst(segments, metas, data),
        byline=byline,
        authors=authors,
        section=data.section or metas.get("article:section", ""),
        language=_language(root, metas, data),
        canonical_url=canonical_url,
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
        attributes = dict(meta.items())
        if content := attributes.get("content") or attributes.get("datetime"):
            for key in _META_KEYS:
                if name := attributes.get(key):
                    found.setdefault(name.strip().lower(), tidy(content[:3000]))
    return found


def _date(
    root: Any,
    marked: Callable[[], Sequence[Any]],
    claim: str,
    metas: dict[str, str],
    prop: str,
) -> tuple[datetime | None, str]:
    if claim and (value := moment(claim)):
        return value, "json-ld"
    for name in _NAMES[prop]:
        if (text := metas.get(name)) and (value := moment(text)):
            return value, f"meta {name}"
    for source, text in _marked_dates(root, marked(), prop):
        if value := moment(text):
            return value, source
    return None, ""


def _marked(root: Any) -> list[Any]:
    """The elements whose markup says what they hold."""
    found: list[Any] = root.xpath("descendant-or-self::*[@itemprop or (@property and @content and not(self::meta))]")
    return found


def _marked_dates(root: Any, marked: Sequence[Any], prop: str) -> Iterator[tuple[str, str]]:
    """The texts of elements that markup calls dates, surest first, each with the kind of markup."""
    for element in [one for one in marked if one.get("itemprop") == prop][:5]:
        yield "microdata", element.get("datetime") or element.get("content") or shown_text(element, 80)
    told = [one for one in marked if one.get("property") is not None and one.get("content") is not None]
    for element in [one for one in told if one.tag != "meta"][:20]:
        if _RDFA[prop] & set(element.get("property").lower().split()):
            yield "rdfa", element.get("content")
    if prop == "datePublished":
        for element in root.xpath("descendant-or-self::abbr[@title][contains(@class, 'published')]")[:3]:
            yield "microformat", element.get("title")
        for element in root.xpath("//time")[:8]:
            around = list(element.iterancestors())
            if not any(
                outer.tag == "blockquote" or label_of(outer.tag, outer.attrib) in _ELSEWHERE for outer in around
            ):
                yield "time element", element.get("datetime") or shown_text(element, 80)


def _headline_at(segments: Segments, headline: str) -> int:
    """The place of the visible headline among the chunks; of the first first-level heading where it is none of them."""
    headings = [chunk for chunk in segments.chunks if chunk.level]
    shown = [chunk for chunk in headings if chunk.text == headline] or [chunk for chunk in headings if chunk.level == 1]
    return shown[0].order if shown else 0


def _address_date(*addresses: str) -> tuple[datetime | None, str]:
    """The day in the first address such as /2024/05/31/title."""
    for address in addresses:
        found = _IN_ADDRESS.search(address)
        if found and (value := moment("-".join(found.groups()))):
            return value, "address"
    return None, ""


def _visible_date(segments: Segments, outside: set[Box], headline: str) -> tuple[datetime | None, str]:
    """A date that readers see near the headline: in a short line of its own, or in one that says "published"."""
    start = _headline_at(segments, headline)
    near = segments.chunks[start : start + 12] + segments.chunks[max(0, start - 3) : start]
    lines = [chunk for chunk in near if chunk.box.label == "byline" or (chunk.words <= 30 and chunk.box not in outside)]
    alone = [chunk for chunk in near if chunk.words <= 4]
    for chunk in (*lines, *alone):
        if not (chunk.good > 14 and chunk.text[-1] == ".") and (value := moment_in(_before_update(chunk.text[:300]))):
            return value, "visible text"
    for chunk in segments.chunks[-_FROM_END:]:
        here = chunk.words < 60 and (chunk.box not in outside or _in_footer(chunk.box))
        found = _POSTED.search(chunk.text[:200]) if here else None
        if found and (value := moment_in(chunk.text[found.end() : found.end() + 80])):
            return value, "visible text"
    return None, ""


def _in_footer(box: Box) -> bool:
    """Whether a box stands in a footer, which may be the article's, and not among comments or teasers."""
    labels = {outer.label for outer in (box, *box.ancestors())}
    return "footer" in labels and not labels & _ELSEWHERE


def _before_update(line: str) -> str:
    """A line without what it says of the last update, unless it says nothing else."""
    found = _UPDATED.search(line)
    return line[: found.start()] if found and moment_in(line[: found.start()]) else line


def _visible_update(segments: Segments, outside: set[Box]) -> tuple[datetime | None, str]:
    """The date that readers see near the headline after a word for "updated"."""
    start = next((chunk.order for chunk in segments.chunks if chunk.level == 1), 0)
    for chunk in segments.chunks[max(0, start - 4) : start + 12]:
        if chunk.words > 40 or (chunk.box in outside and chunk.box.label not in ("byline", "meta")):
            continue
        if (found := _UPDATED.search(chunk.text[:300])) and (value := moment_in(chunk.text[found.end() :][:60])):
            return value, "visible text"
    return None, ""


def _standfirst(segments: Segments, metas: dict[str, str], data: LinkedData) -> str:
    for box in segments.boxes:
        if (
            box.label in ("standfirst", "lead")
            and 5 <= box.words <= 90
            and box.chunks <= 3
            and box.linked < 0.5 * box.words
        ):
            return shown_text(box.element, 800, glue=" ")
    return metas.get("og:description") or metas.get("description") or data.description


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
