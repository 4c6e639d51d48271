"""What a page says about its article outside of the running text: headlines, standfirst, byline, dates, marks.

JSON-LD is asked first, then meta elements, then what the page shows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from tracker.extract.authors.byline import read_byline
from tracker.extract.authors.claimed import METAS
from tracker.extract.authors.persons import distinct, persons_in
from tracker.extract.body.standfirst import named_standfirst
from tracker.extract.dating.dates import dated
from tracker.extract.dating.dating import Dating
from tracker.extract.dating.homes import home_of, offset
from tracker.extract.headlines import read_headlines
from tracker.extract.parsing.addresses import absolute
from tracker.extract.parsing.linked_data import LinkedData, read_linked_data
from tracker.extract.parsing.segment import Box, Segments
from tracker.extract.parsing.shown import tidy
from tracker.extract.scripts.told import Told
from tracker.extract.sponsored import is_paid_for
from tracker.model import HeadlineSet, Mark

_MARKED = frozenset(("datePublished", "dateModified"))
_CHANGED = re.compile(
    r"modif|update|revised|lastmod", re.IGNORECASE
)  # of a name, whatever else its element says of itself
_STATED = "embedded state"
_A_DAY_AND_ZONES = timedelta(hours=38)
_META_KEYS = ("property", "name", "itemprop", "http-equiv")


@dataclass(frozen=True, slots=True)
class Metadata:
    """See `Document` for what the fields mean; `description` is what the head tells of the article."""

    headlines: HeadlineSet
    standfirst: str
    description: str
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
    headlines = read_headlines(segments, root, metas, data, outside)
    canonical_url = _canonical(root, metas, url)
    dating = Dating(root, segments, outside, metas, data, headlines.visible, url)
    published_at, published_source = dating.published(url, canonical_url)
    modified_at, modified_source = dating.modified()
    language = _language(root, metas, data)
    byline, authors = read_byline(
        root, segments, metas=metas, data=data, outside=outside, headline=headlines.visible, language=language
    )
    description = metas.get("og:description") or metas.get("description", "")
    return Metadata(
        headlines=headlines,
        standfirst=named_standfirst(segments) or description or data.description,
        description=description,
        byline=byline,
        authors=authors,
        section=data.section or metas.get("article:section", ""),
        language=language,
        canonical_url=canonical_url,
        published_at=published_at,
        published_source=published_source,
        modified_at=modified_at,
        modified_source=modified_source,
        marks=_marks(metas, data, canonical_url, paid_for=is_paid_for(segments, headlines.visible)),
        data=data,
    )


def with_told(about: Metadata, told: Told, url: str) -> Metadata:
    """What a page says, with what the object tells that holds its article for its scripts, where the page itself tells
    nothing, or a day without its time.
    """
    headlines = about.headlines
    if told.headline and not (headlines.h1 or headlines.json_ld):
        headlines = replace(headlines, h1=told.headline)
    authors = distinct(person for name in told.authors for person in persons_in(name[:200]))
    signed = about.authors or not authors
    published = _stated(told.published, about.published_at, about.language, url)
    modified = _stated(told.modified, about.modified_at, about.language, url)
    return replace(
        about,
        headlines=headlines,
        standfirst=about.standfirst or told.standfirst,
        byline=about.byline if signed else ", ".join(authors),
        authors=about.authors if signed else authors,
        section=about.section or told.section,
        published_at=published or about.published_at,
        published_source=_STATED if published else about.published_source,
        modified_at=modified or about.modified_at,
        modified_source=_STATED if modified else about.modified_source,
    )


def _stated(claim: str, known: datetime | None, language: str, url: str) -> datetime | None:
    """The moment of a claim by the clock of the page's country where it names no zone; None where more is known."""
    if not claim or (known is not None and (known.hour, known.minute) != (0, 0)):
        return None
    home = home_of(url, (language,))
    said = dated(claim, day_first=bool(language) and language != "en")
    if said is None or (known is not None and not (said.timed and abs(said.at - known) <= _A_DAY_AND_ZONES)):
        return None
    return said.at - timedelta(seconds=offset(home, said.at)) if home and said.timed and not said.zoned else said.at


def _metas(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        attributes = dict(meta.items())
        if attributes.get("itemprop") in _MARKED and "name" not in attributes and _is_in_body(meta):
            continue  # of a teaser, perhaps: see marked.py
        if content := attributes.get("content") or attributes.get("datetime"):
            for key in _META_KEYS:
                if (told := attributes.get(key)) and (name := told.strip().lower()):
                    if key == "itemprop" and name == "datepublished" and _CHANGED.search(attributes.get("name") or ""):
                        continue
                    if name not in found:
                        found[name] = tidy(content[:3000])
                    elif name in METAS and content not in found[name]:
                        found[name] = f"{found[name]}, {tidy(content[:200])}"[:3000]  # one element for each author
    for name, value in _parsely(found.get("parsely-page", "")):
        found.setdefault(name, value)
    return found


def _is_in_body(meta: Any) -> bool:
    return any(outer.tag == "body" for outer in meta.iterancestors())


def _parsely(page: str) -> Iterator[tuple[str, str]]:
    """What the first form of Parse.ly's metadata says, a JSON object in one meta element."""
    try:
        facts = json.loads(page) if page else None
    except (ValueError, RecursionError):
        return
    for key, name in (("author", "parsely-author"), ("authors", "parsely-author"), ("pub_date", "parsely-page-date")):
        told = facts.get(key) if isinstance(facts, dict) else None
        texts = [one for one in (told if isinstance(told, list) else [told]) if isinstance(one, str)]
        if texts:
            yield name, ", ".join(texts[:10])[:1000]


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
    joined = absolute(url, href) or url
    return joined if joined.startswith(("http://", "https://")) else url


_OPINIONS = ("opinion", "editorial", "op-ed", "comment is free", "commentisfree", "meinung", "kommentar", "tribune")
_SPONSORED = ("sponsored", "advertorial", "paid-post", "partner-content", "brandvoice")


def _marks(metas: dict[str, str], data: LinkedData, url: str, *, paid_for: bool) -> frozenset[Mark]:
    marks = set()
    kinds = " ".join(data.types)
    section = f"{data.section} {metas.get('article:section', '')} {url.partition('://')[2].partition('/')[2]}".lower()
    if "LiveBlog" in kinds or "/live/" in url:
        marks.add(Mark.LIVE_BLOG)
    if "Opinion" in kinds or any(word in section for word in _OPINIONS):
        marks.add(Mark.OPINION)
    if paid_for or "AdvertiserContent" in kinds or any(word in section for word in _SPONSORED):
        marks.add(Mark.SPONSORED)
    if data.free is False or metas.get("article:content_tier") in ("locked", "metered"):
        marks.add(Mark.PAYWALL)
    return frozenset(marks)
