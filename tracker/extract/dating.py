"""When a page says that its article was published and changed, and where it says so.

JSON-LD is asked first, then meta elements, other markup, what readers see, the address. A claim without a time of day or
without a zone is completed by a later one that means the same moment.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import chain, islice
from typing import Any

from tracker.extract.dates import Dated, after_day, dated, dated_in
from tracker.extract.linked_data import LinkedData
from tracker.extract.marked import SAID, UPDATED, formatted_dates, marked_dates, nearest_times, said_by
from tracker.extract.near import around, is_elsewhere, places
from tracker.extract.segment import Box, Chunk, Segments
from tracker.extract.shown import shown_text

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
_POSTED = re.compile(
    r"\b(?:(?:posted|published|created|written) (?:on|at|by)|(?:(?:artikel|beitrag|eintrag|text) wurde|eingetragen|veröffentlicht|erstellt|geschrieben|verfasst|eingestellt|gepostet|erschienen) am|(?:publié|posté|écrit|mis en ligne) (?:le|par)|(?:publicado|escrito) (?:el|em|por)|pubblicato (?:il|da)|geplaatst op)\b",
    re.IGNORECASE,
)
_POSTED_AT = re.compile(
    r"\W*(?:posted|published|written|erstellt|veröffentlicht|geschrieben|verfasst|eingestellt|publicado|escrito|publié|écrit|pubblicato|scritto|geplaatst) "
    r"(?:by|von|por|par|da|door) .{1,40}?(?: (?:at|um|à|alle|às|om|@)|,| [|-])(?= \d)",
    re.IGNORECASE,
)
_LABELLED = re.compile(  # "Date 4 March 2026"
    r"\W*(?:date|published|posted|datum|erschienen|veröffentlicht|fecha|publicado|data|pubblicato|publié|publication|gepubliceerd|dátum|дата|опубликовано)\s?[:：]?\s+(?=\d|\w+,? \d)",
    re.IGNORECASE,
)
_CLOCK_ALONE = re.compile(
    r"\W*(?:at |um |à |a las )?\d{1,2}[:.h]\d\d\s?(?:[ap]\.?m\.?)?\s?(?:uhr|h|hrs)?\s?(?:[A-Z]{2,4})?\W*", re.IGNORECASE
)
_NOTHING = re.compile("")
_OPENING = re.compile(r"\((\d{1,2}\. ?\d{1,2}\. ?\d{4})\) ")  # "(4.3.2026) The boat …"
_IN_ADDRESS = re.compile(  # /2026/03/04/, /2026-03/04/, /2026/mar/04/, /20260304/, -20260304.html
    r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/-]|$)"
    r"|/((?:19|20)\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(\d\d?)(?=/|$)"
    r"|[/_-]((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?=[/._-]|$)"
)
_MACHINE = ("data-datetime", "data-timestamp", "data-seconds", "data-published", "data-time", "data-date")
_AMERICAN = re.compile(r"en[-_]us", re.IGNORECASE)
_BESIDE = 3  # chunks
_FROM_END = 120
_MOST_CHUNKS = 600
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
        apart = self.said.at - other.said.at
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

    def published(self, *addresses: str) -> tuple[datetime | None, str]:
        """When the article was published first, as far as the page or one of its addresses tells, and where it does."""
        told = [*self._told(self.data.published, _PUBLISHED)]
        if claim := self._claim(self.data.page_published, "json-ld"):
            told.append(claim)
        if told and told[0].complete:
            return _chosen(self._witnessed(told))
        told += self._marked("datePublished")
        seen, late = self._seen()
        seen += self._labelled() if not seen else []
        if told and (days := {one.said.at.date() for one in seen}) and told[0].said.at.date() not in days:
            told.sort(key=lambda one: one.said.at.date() not in days)  # of claims that differ, what readers see
        claims = [*told, *seen, *self._told(self.data.created, _CREATED), *late]
        if claims and not claims[0].complete:
            dates = formatted_dates(self.root, "updated")
            claims += [found for text in dates if (found := self._claim(text, "microformat"))]
        claim = _completed(claims) if claims else _address_claim(*addresses)
        return _chosen(self._timed(claim) if claim else None)

    def modified(self) -> tuple[datetime | None, str]:
        """When it was changed last, and where the page says so."""
        claims = chain(self._told(self.data.modified, _MODIFIED), self._marked("dateModified"))
        return _chosen(next(claims, None) or self._update())

    def _told(self, claim: str, names: Iterable[str]) -> Iterator[Claim]:
        """What the head claims, JSON-LD first."""
        if claim and (found := self._claim(claim, "json-ld")):
            yield found
        for name in names:
            if (text := self.metas.get(name)) and (found := self._claim(text, f"meta {name}")):
                yield found

    def _witnessed(self, told: list[Claim]) -> Claim:
        """The first claim, unless another one contradicts it and readers see the other, with its zone."""
        others = [
            one for one in told[1:] if one.complete and abs(one.said.at - told[0].said.at) >= timedelta(minutes=1)
        ]
        if others:
            seen = {one.said.at.replace(second=0) for one in chain(*self._seen()) if one.complete}
            if told[0].said.at.replace(second=0) not in seen:
                return next((one for one in others if one.said.at.replace(second=0) in seen), told[0])
        return told[0]

    def _marked(self, prop: str) -> Iterator[Claim]:
        """What other markup calls a date, surest first."""
        for source, text in marked_dates(self.root, self._markup, prop):
            if found := self._claim(text, source):
                yield found
        if prop == "datePublished":
            for element in nearest_times(self.root, self._headline_element):
                if found := _claim(said_by(element), "time element"):
                    yield found

    @cached_property
    def _markup(self) -> list[Any]:
        """The elements whose markup says what they hold."""
        found: list[Any] = self.root.xpath(
            "descendant-or-self::*[@itemprop or (@property and @content and not(self::meta))]"
        )
        return found

    @cached_property
    def _start(self) -> int:
        """The first place of the visible headline among the chunks."""
        return places(self.segments.chunks, self.headline)[0]

    @property
    def _headline_element(self) -> Any:
        chunks = self.segments.chunks
        return chunks[self._start].box.element if chunks else None

    def _timed(self, claim: Claim) -> Claim:
        """A day with the time of day that a line adds: one below the text, "Posted by Ann at 12:53", or one near the
        headline without the year, "4 March, 12:53".
        """
        if claim.said.timed:
            return claim
        day = f"{claim.said.at:%Y-%m-%d}"
        dated_above = False
        for chunk in around(self.segments.chunks, self.headline, self.outside, before=3, after=6):
            line = after_day(chunk.text, claim.said.at) if chunk.words <= 12 else ""
            if dated_above and _CLOCK_ALONE.fullmatch(chunk.text[:40]):
                line = f" {chunk.text}"
            dated_above = chunk.words <= 8 and self._in_line(chunk.text[:60], chunk) is not None
            if (
                line
                and not UPDATED.search(chunk.text)
                and (said := dated_in(f"{day} {line[:30]}", month_first=self._month_first))
                and said.timed
            ):
                return Claim(said, claim.source)
        below = self.segments.chunks[self._start : self._start + _MOST_CHUNKS]
        for chunk in below:
            found = _POSTED_AT.match(chunk.text[:200]) if chunk.words <= 30 else None
            if found and (said := dated_in(f"{day} {chunk.text[found.end() :][:40]}")) and said.timed:
                return Claim(said, claim.source)
        return claim

    def _seen(self) -> tuple[list[Claim], list[Claim]]:
        """Dates that readers see near the headline: in short lines of their own, or in ones that say "published"; and
        those that are only of an update.
        """
        chunks = self.segments.chunks
        near = around(chunks, self.headline, self.outside, before=3, after=12)
        near += [one for one in self._by_signature() if one not in near]
        near = [chunk for chunk in near if not _is_quoted(chunk.box) and not self._is_teasers(chunk)]
        near.sort(key=_is_sentence)
        lines = [
            chunk
            for chunk in near
            if chunk.box.label == "byline"
            or (
                (chunk.words <= 30 or _OPENING.match(chunk.text))
                and (chunk.box not in self.outside or self._is_beside(chunk))
            )
        ]
        alone = [chunk for chunk in near if chunk.words <= 4]
        seen: list[Claim] = []
        late: list[Claim] = []
        for chunk in (*lines, *alone):
            if (opening := _OPENING.match(chunk.text)) and (found := self._in_line(opening[1], chunk)):
                seen.append(Claim(found, "visible text"))
            if chunk.good > 14 and chunk.text[-1] == ".":
                continue
            text = chunk.text[:300]
            line, changed = _of_publication(text)
            found = _machine_date(chunk.box) or self._in_line(line, chunk) or self._in_line(_around(chunk), chunk)
            if found:
                (late if changed else seen).append(Claim(found, "visible text"))
        for chunk in chunks[-_FROM_END:]:
            here = chunk.words < 60 and (chunk.box not in self.outside or _in_footer(chunk.box))
            posted = _POSTED.search(chunk.text[:200]) if here else None
            if not posted and chunk.words <= 8 and not is_elsewhere(chunk.box):
                posted = _LABELLED.match(chunk.text[:40])
                posted = posted or (_NOTHING.match("") if here and chunk.box.label == "byline" else None)
            if posted and (found := self._in_line(chunk.text[posted.end() : posted.end() + 80], chunk)):
                seen.append(Claim(found, "visible text"))
        return seen, late

    def _is_beside(self, chunk: Chunk) -> bool:
        """Whether a line stands right below the headline, among the page's tools or in what is set aside with it."""
        return chunk.box.label in ("", "meta") and 0 < chunk.order - self._start <= _BESIDE

    def _is_teasers(self, chunk: Chunk) -> bool:
        """Whether a line is outside of the article, right below a link to another one."""
        above = self.segments.chunks[chunk.order - 1] if chunk.order else chunk
        return chunk.box in self.outside and above.linked > 0.8 and above.words >= 4 and above.level != 1

    def _by_signature(self) -> list[Chunk]:
        """The lines around the one whose markup says that it names the author, which may stand far from the headline."""
        chunks = self.segments.chunks
        boxes = [box for _, box in self.segments.signed[:40] if box.label == "byline" and box not in self.outside]
        firsts = [box.first for box in boxes[:2] if self._start < box.first < len(chunks)]
        return [chunk for first in firsts for chunk in chunks[max(0, first - 1) : first + 3]]

    def _labelled(self) -> list[Claim]:
        """The date in the label of an element that style sheets draw it from: aria-label="Published 4:10 p.m. …"."""
        for element in self.root.xpath("descendant::div[@aria-label and not(node())]")[:20]:
            line, changed = _of_publication(element.get("aria-label")[:200])
            if not changed and SAID.search(line) and (found := dated_in(line, month_first=self._month_first)):
                return [Claim(found, "visible text")]
        return []

    def _in_line(self, line: str, chunk: Chunk) -> Dated | None:
        return (
            dated_in(line, month_first=self._month_first, short=chunk.words <= 8 or _is_byline(chunk.box))
            if line
            else None
        )

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

    def _update(self) -> Claim | None:
        """The date that readers see near the headline after a word for "updated"."""
        chunks = self.segments.chunks
        start = next((chunk.order for chunk in chunks if chunk.level == 1), 0)
        for chunk in chunks[max(0, start - 4) : start + 12]:
            if chunk.words > 40 or (chunk.box in self.outside and chunk.box.label not in ("byline", "meta")):
                continue
            word = UPDATED.search(chunk.text[:300])
            if word and (found := self._in_line(chunk.text[word.end() :][:60], chunk)):
                return Claim(found, "visible text")
        return None


def _is_quoted(box: Box) -> bool:
    """Whether a line is of a post that is shown in the article."""
    return any(outer.tag == "blockquote" and outer.words < 120 for outer in (box, *box.ancestors()))


def _is_sentence(chunk: Chunk) -> bool:
    """Whether a line is of the text or below a picture, and tells of another day in passing."""
    return chunk.words > 8 and chunk.box.label != "byline" and chunk.good > 0


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


def _of_publication(line: str) -> tuple[str, bool]:
    """What a line says without what it says of the last update; and whether it says nothing else."""
    updated = UPDATED.search(line)
    if not updated:
        return line, False
    said = SAID.search(line, updated.end())
    if said and dated_in(line[said.end() :]):
        return line[said.end() :], False
    return (line[: updated.start()], False) if dated_in(line[: updated.start()]) else (line, True)


def _is_byline(box: Box) -> bool:
    return box.label == "byline" or "date" in (box.element.get("class") or "").lower()


def _around(chunk: Chunk) -> str:
    """The short line that a date's pieces make together, where their element is named for it; empty where none is."""
    for box in (chunk.box, chunk.box.parent):
        if box is not None and box.label == "byline" and box.chunks <= 6 and box.words <= 30:
            return _of_publication(shown_text(box.element, 200, glue=" "))[0]
    return ""


def _machine_date(box: Box) -> Dated | None:
    """The moment in an attribute that scripts read a visible date from."""
    if not _is_byline(box):
        return None
    inner = box.element.iter("span", "div", "p", "time") if box.words <= 30 else ()
    for element in (box.element, *islice(inner, 20)):
        for name in _MACHINE:
            value = element.get(name)
            found = dated(value) if value else None
            if found and found.timed:
                return found
    return None


def _address_claim(*addresses: str) -> Claim | None:
    """The day in the first address such as /2024/05/31/title."""
    for address in addresses:
        found = _IN_ADDRESS.search(address)
        parts = [part for part in found.groups() if part] if found else []
        if parts and (claim := _claim(("-" if parts[1].isdigit() else " ").join(parts), "address")):
            return claim
    return None


def _in_footer(box: Box) -> bool:
    """Whether a box stands in a footer, which may be the article's, and not among comments or teasers."""
    return "footer" in {outer.label for outer in (box, *box.ancestors())} and not is_elsewhere(box)
