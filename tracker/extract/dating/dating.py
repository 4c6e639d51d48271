"""When a page says that its article was published and changed, and where it says so.

JSON-LD is asked first, then meta elements, other markup, what readers see, the address. A claim without a time of day or
without a zone is completed by a later one that means the same moment; the clock that readers see, and what is claimed to
agree with it, by the zone of the page's country.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import chain
from typing import Any

from tracker.extract.dating.dates import Dated, dated, dated_in
from tracker.extract.dating.homes import home_of, offset
from tracker.extract.dating.marked import formatted_dates, marked_dates, nearest_times, said_by
from tracker.extract.dating.visible_dates import VisibleDates
from tracker.extract.parsing.linked_data import LinkedData
from tracker.extract.parsing.segment import Box, Segments

_PUBLISHED = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "article.published",
    "published_time", "publish-date", "publication_date", "pubdate", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dc.date", "dcterms.date", "date", "article_date_original", "originalpublicationdate", "cxenseparse:recs:publishtime", "rnews:datepublished", "bt:pubdate",
    "citation_publication_date", "last-publication-date", "publishdate", "pub_date", "article:published", "published", "published_at", "pdate", "iso-8601-publish-date",
    "publish_date", "publicationdate", "publication-date", "og:pubdate", "og:publish_date", "article:pubdate", "article:publish_date",
    "dc:date", "dc:issued", "dc.issued", "dcterms.issued", "release_date", "og:release_date", "citation_date", "citation_online_date",
)  # fmt: skip
# when it was put into the publisher's system: perhaps long after it was printed
_CREATED = ("datecreated", "created", "dc:created", "dc.date.created", "dcterms.created", "parsely-page-date")
_MODIFIED = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "article.updated", "lastmod", "last-modified",
    "dcterms.modified", "dc.date.modified", "modified", "revised", "article:modified", "updated_time", "utime",
    "lastmodified", "last_modified", "dateupdate", "modificationdate", "article:modified_date", "dc:modified",
)  # fmt: skip
_IN_ADDRESS = re.compile(  # /2026/03/04/, /2026-03/04/, /2026/mar/04/, /20260304/, -20260304.html
    r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/-]|$)"
    r"|/((?:19|20)\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(\d\d?)(?=/|$)"
    r"|[/_-]((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?=[/._-]|$)"
)
_AMERICAN = re.compile(r"en[-_]us", re.IGNORECASE)
_PARTED = re.compile(r"\s[-–—|·]\s|\s?[|｜]\s?")
_IN_BRACKETS = re.compile(r"\(([^()]{6,40})\)\s*$")
_WORD = re.compile(r"[^\W_]+")
_ZONE_BEHIND = re.compile(r"[:.h]\d\d(?:\W?[AaPp]\.?[Mm]\b\.?)?\W{0,3}(?:[A-Z]{2,5}\b|[+−-]\d)")
_TOP = 200  # chunks
_LINE = 30  # words
_MOST_WORDS = 5  # of a date and a paper's name
_SEEN = "visible text"
_HALF_DAY = timedelta(hours=14)  # no zone is further from another's day
_QUARTER = 900  # seconds: zones differ by whole quarters of an hour


@dataclass(frozen=True, slots=True)
class Claim:
    """What a page says of one date, and where it says so."""

    said: Dated
    source: str

    @property
    def complete(self) -> bool:
        """Whether it says a moment, not a day or a time of an unknown zone."""
        return self.said.timed and self.said.zoned

    def completes(self, other: Claim) -> bool:
        """Whether this claim says more of the moment that the other one means."""
        apart = self.said.at.replace(second=0) - other.said.at.replace(second=0)  # readers are told no seconds
        if not other.said.timed:
            return self.said.timed and -_HALF_DAY <= apart < timedelta(days=1) + _HALF_DAY
        whole = round(apart.total_seconds() / 60) * 60 % _QUARTER == 0
        return self.complete and not other.said.zoned and abs(apart) <= _HALF_DAY and whole


@dataclass(frozen=True)
class Dating:
    """The page, as far as its dates are concerned; `headline` is the visible one, `outside` cannot be the article's."""

    root: Any
    segments: Segments
    outside: set[Box]
    metas: dict[str, str]
    data: LinkedData
    headline: str
    url: str

    def published(self, *addresses: str) -> tuple[datetime | None, str]:
        """When the article was published first, as far as the page or one of its addresses tells, and where it does."""
        told = [*self._told(self.data.published, _PUBLISHED)]
        if claim := self._claim(self.data.page_published, "json-ld"):
            told.append(claim)
        if told and told[0].complete:
            return _chosen(self._witnessed(told))
        told += self._marked("datePublished")
        seen, late, pictured = self._seen
        if told and (days := {one.said.at.date() for one in seen}) and told[0].said.at.date() not in days:
            told.sort(key=lambda one: one.said.at.date() not in days)  # of claims that differ, what readers see
        claims = [*told, *seen, *self._told(self.data.created, _CREATED), *late]
        if claims and not claims[0].complete:
            dates = formatted_dates(self.root, "updated")
            claims += [found for text in dates if (found := self._claim(text, "microformat"))]
        claim = _completed(claims) if claims else _address_claim(*addresses) or self._title_claim()
        claim = claim or next(iter(pictured), None)
        return _chosen(self._zoned(self._timed(claim), [*seen, *late]) if claim else None)

    def modified(self) -> tuple[datetime | None, str]:
        """When it was changed last, and where the page says so."""
        claim = self._changed or next(self._marked("dateModified"), None) or self._update
        if claim is None or claim.complete:
            return _chosen(claim)
        return _chosen(self._at_home(claim, [self._update] if self._update else []))

    @cached_property
    def _seen(self) -> tuple[list[Claim], list[Claim], list[Claim]]:
        """What readers see of the publication, what of an update alone, and what of pictures."""
        seen, late, pictured = ([Claim(said, _SEEN) for said in dates] for dates in self._visible.near())
        return seen, late, pictured

    def _title_claim(self) -> Claim | None:
        """The day that is a part of the page's title by itself: "The boat is late - 4.3.2026 - The Paper"."""
        title = (self.root.findtext(".//title") or "")[:400]
        for part in (*_PARTED.split(title)[:8], *_IN_BRACKETS.findall(title)):
            said = dated_in(part, month_first=self._month_first)
            if said and len(_WORD.findall(part)) <= _MOST_WORDS and part.strip() not in self.headline:
                return Claim(said, "title")
        return None

    @cached_property
    def _changed(self) -> Claim | None:
        """What the head claims of the last change."""
        return next(self._told(self.data.modified, _MODIFIED), None)

    @cached_property
    def _update(self) -> Claim | None:
        said = self._visible.updated()
        return Claim(said, _SEEN) if said else None

    def _timed(self, claim: Claim) -> Claim:
        """A day with the time of day that a line adds to it."""
        said = None if claim.said.timed else self._visible.time_of(claim.said.at)
        return Claim(said, claim.source) if said else claim

    def _told(self, claim: str, names: Iterable[str]) -> Iterator[Claim]:
        """What the head claims, JSON-LD first."""
        if claim and (found := self._claim(claim, "json-ld")):
            yield found
        for name in names:
            if (text := self.metas.get(name)) and (found := self._claim(text, f"meta {name}")):
                yield found

    def _witnessed(self, told: list[Claim]) -> Claim:
        """The first claim, unless another one contradicts it and readers see the other, with its zone, or unless it is later
        than the last change and readers see an earlier one.
        """
        changed = self._changed
        if changed and changed.complete and told[0].said.at - changed.said.at >= timedelta(minutes=1):
            seen = [one for one in self._seen[0] if one.complete and one.said.at < told[0].said.at]
            told = [*seen[:1], *told]
        others = [
            one for one in told[1:] if one.complete and abs(one.said.at - told[0].said.at) >= timedelta(minutes=1)
        ]
        if others:
            witnesses = {one.said.at.replace(second=0) for one in chain(*self._seen[:2]) if one.complete}
            if told[0].said.at.replace(second=0) not in witnesses:
                return next((one for one in others if one.said.at.replace(second=0) in witnesses), told[0])
        return self._in_its_zone(told[0])

    def _in_its_zone(self, claim: Claim) -> Claim:
        """A claim in UTC, or the moment of which readers see the very same clock with the name of another zone: then the
        publisher's clock was taken for UTC.
        """
        if claim.said.ahead or not self._shows_it_elsewhere(claim.said.clock):
            return claim
        alike = [one for one in self._seen[0] if one.said.timed and one.said.clock == claim.said.clock]
        if any(one.said.zoned and not one.said.ahead for one in alike):
            return claim
        return next((one for one in alike if one.said.zoned), claim)

    def _shows_it_elsewhere(self, clock: datetime) -> bool:
        """Whether a short line near the top has this clock with another zone behind it, told quickly."""
        minute = f"{clock:%M}"
        ends = (f":{minute}", f".{minute}", f"h{minute}")
        lines = (
            chunk.text[:300] for chunk in self.segments.chunks[:_TOP] if chunk.words <= _LINE and minute in chunk.text
        )
        zoned = (
            line for line in lines if minute in line and any(end in line for end in ends) and _ZONE_BEHIND.search(line)
        )
        dates = (dated_in(line, month_first=self._month_first) for line in zoned)
        return any(said is not None and said.ahead != 0 and said.clock == clock for said in dates)

    def _marked(self, prop: str) -> Iterator[Claim]:
        """What other markup calls a date, surest first."""
        for source, text in marked_dates(self.root, self._markup, prop, self._visible.headline_element):
            if found := self._claim(text, source):
                yield found
        if prop == "datePublished":
            for element in nearest_times(self.root, self.segments.stamped, self._visible.headline_element):
                if found := _claim(said_by(element), "time element"):
                    yield found

    @cached_property
    def _markup(self) -> list[Any]:
        """The elements whose markup says what they hold."""
        found: list[Any] = self.root.xpath(
            # by way of the attributes: in half the time that predicates take for every element
            "descendant-or-self::*/@itemprop/.."
            " | descendant-or-self::*/@property/parent::*[@content and not(self::meta)]"
        )
        return found

    @cached_property
    def _visible(self) -> VisibleDates:
        return VisibleDates(self.root, self.segments, self.outside, self.headline, self._month_first)

    def _zoned(self, claim: Claim, seen: list[Claim]) -> Claim:
        """A time of an unknown zone in the zone in which readers see the last change, where the head tells both alike."""
        if claim.complete or not claim.said.timed:
            return claim
        changed = self._changed
        shown = next((one for one in seen if changed and one.completes(changed)), None)
        if changed is None or not changed.said.timed or changed.said.zoned or shown is None:
            return self._at_home(claim, seen)
        quarters = round((shown.said.at - changed.said.at).total_seconds() / _QUARTER)
        at = claim.said.at + timedelta(seconds=quarters * _QUARTER)
        return replace(claim, said=replace(claim.said, at=at, zoned=True))

    def _at_home(self, claim: Claim, seen: list[Claim]) -> Claim:
        """A time of an unknown zone by the clock of the page's country, where readers see it: as it is claimed, or as
        that clock shows it where the claim is in UTC.
        """
        if claim.complete or not claim.said.timed or not self._home:
            return claim
        at = claim.said.at
        ahead = timedelta(seconds=offset(self._home, at))
        shown = {one.said.at.replace(second=0) for one in seen if one.said.timed and not one.said.zoned}
        if claim.source == _SEEN or at.replace(second=0) in shown:
            return replace(claim, said=replace(claim.said, at=at - ahead, zoned=True))
        return claim

    @cached_property
    def _home(self) -> str:
        claims = (self.root.get("lang") or "", self.metas.get("og:locale", ""), self.data.language)
        return home_of(self.url, claims)

    @cached_property
    def _month_first(self) -> bool:
        """Whether the page writes 3/4/2026 for the fourth of March, as Americans do."""
        return any(
            _AMERICAN.match(claim)
            for claim in (self.root.get("lang") or "", self.metas.get("og:locale", ""), self.data.language)
        )

    def _claim(self, text: str, source: str) -> Claim | None:
        return _claim(text, source, day_first=self._day_first)

    @cached_property
    def _day_first(self) -> bool:
        """Whether the page's language says that 3/4/2026 is the third of April: none does but American English, for
        English alone it is not said.
        """
        claims = (self.root.get("lang") or "", self.metas.get("og:locale", ""), self.data.language)
        return not self._month_first and any(claim and claim.lower() != "en" for claim in claims)


def _claim(text: str, source: str, *, day_first: bool = False) -> Claim | None:
    found = dated(text, day_first=day_first)
    return Claim(found, source) if found else None


def _chosen(claim: Claim | None) -> tuple[datetime | None, str]:
    return (claim.said.at, claim.source) if claim else (None, "")


def _completed(claims: list[Claim]) -> Claim:
    """The first claim, or a later one that says more of the same moment."""
    first = claims[0]
    if first.complete:
        return first
    more = [one for one in claims[1:] if one.completes(first)]
    return next((one for one in more if one.complete), more[0] if more else first)


def _address_claim(*addresses: str) -> Claim | None:
    """The day in the first address such as /2024/05/31/title."""
    for address in addresses:
        found = _IN_ADDRESS.search(address)
        parts = [part for part in found.groups() if part] if found else []
        if parts and (claim := _claim(("-" if parts[1].isdigit() else " ").join(parts), "address")):
            return claim
    return None
