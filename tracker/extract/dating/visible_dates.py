"""The dates that readers see on a page: near its headline, beside the author's name, and below the text."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import Any

from tracker.extract.dating.dates import Dated, after_day, dated, dated_in
from tracker.extract.dating.marked import SAID, UPDATED, Around, is_in_card
from tracker.extract.parsing.near import around, is_elsewhere, is_posted, is_teasers, places, spaced
from tracker.extract.parsing.segment import Box, Chunk, Segments
from tracker.extract.parsing.shown import shown_text
from tracker.extract.parsing.wording import Signs, loosened

_POSTED = re.compile(
    r"\b(?:(?:posted|published|created|written) (?:on|at|by)|(?:(?:artikel|beitrag|eintrag|text) wurde|eingetragen|veröffentlicht|erstellt|geschrieben|verfasst|eingestellt|gepostet|erschienen) am|(?:publié|posté|écrit|mis en ligne) (?:le|par)|(?:publicado|escrito) (?:el|em|por)|pubblicato (?:il|da)|geplaatst op)\b",
    re.IGNORECASE,
)
_MAYBE_POSTED = Signs(loosened(_POSTED.pattern))  # told quickly
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
_SHORT_TIMED = re.compile(r"\d{1,2}/\d{1,2}/\d\d,? (?:at )?\d{1,2}:\d\d ?[ap]\.?m", re.IGNORECASE)
_DATE_IS = re.compile(r"\b(?:article|publication|publishing|release|posting) date:? (?=\d|\w+ \d)", re.IGNORECASE)
_OPENING = re.compile(r"\((\d{1,2}\. ?\d{1,2}\. ?\d{4})\) ")  # "(4.3.2026) The boat …"
# no date is without one, most lines are, and patterns that ignore case are a hundred times slower
_DIGIT = re.compile(r"\d")
_MACHINE = ("data-datetime", "data-timestamp", "data-seconds", "data-published", "data-time", "data-date")
_LINE = 12  # words
_BESIDE = 3  # chunks
_FROM_END = 120
_MOST_CHUNKS = 600


@dataclass(frozen=True)
class VisibleDates:
    """The page as readers see it; `headline` is the visible one, `outside` cannot be the article's, `month_first` says
    that 3/4/2026 is the fourth of March.
    """

    root: Any
    segments: Segments
    outside: set[Box]
    headline: str
    month_first: bool

    @cached_property
    def start(self) -> int:
        """The first place of the visible headline among the chunks."""
        return places(self.segments.chunks, self.headline)[0]

    @property
    def headline_element(self) -> Any:
        """The element around the headline, None on an empty page."""
        chunks = self.segments.chunks
        return chunks[self.start].box.element if chunks else None

    @cached_property
    def _around(self) -> Around:
        return Around.of(self.headline_element)

    def time_of(self, at: datetime) -> Dated | None:
        """A day with the time of day that a line adds: one below the text, "Posted by Ann at 12:53", or one near the
        headline without the year, "4 March, 12:53"; None where no line does.
        """
        day = f"{at:%Y-%m-%d}"
        dated_above = False
        for chunk in around(self.segments.chunks, self.headline, self.outside, before=3, after=6):
            line = after_day(chunk.text, at) if chunk.words <= 12 else ""
            if dated_above and _CLOCK_ALONE.fullmatch(chunk.text[:40]):
                line = f" {chunk.text}"
            dated_above = chunk.words <= 8 and self._in_line(chunk.text[:60], chunk) is not None
            if (
                line
                and not UPDATED.search(chunk.text)
                and (said := dated_in(f"{day} {line[:30]}", month_first=self.month_first))
                and said.timed
            ):
                return said
        below = self.segments.chunks[self.start : self.start + _MOST_CHUNKS]
        for chunk in below:
            found = _POSTED_AT.match(chunk.text[:200]) if chunk.words <= 30 else None
            if found and (said := dated_in(f"{day} {chunk.text[found.end() :][:40]}")) and said.timed:
                return said
        return None

    def near(self) -> tuple[list[Dated], list[Dated], list[Dated]]:
        """Dates that readers see near the headline: in short lines of their own, or in ones that say "published"; those
        that are only of an update; and those below pictures.
        """
        seen: list[Dated] = []
        late: list[Dated] = []
        pictured: list[Dated] = []
        for chunk in self._lines():
            if (opening := _OPENING.match(chunk.text)) and (found := self._in_line(opening[1], chunk)):
                seen += [] if self._is_of_another(chunk) else [found]
            if chunk.good > 14 and chunk.text[-1] == ".":
                continue
            text = spaced(chunk)[:300]
            if chunk.words > 30 and (told := _date_is(text)):
                text = text[told.end() :][:40]
            line, changed = _of_publication(text)
            found = _machine_date(chunk.box) or self._in_line(line, chunk) or self._in_line(_around(chunk), chunk)
            if found and not self._is_of_another(chunk):
                (pictured if _is_below_picture(chunk.box) else late if changed else seen).append(found)
        seen += self._from_end()
        return seen or self._labelled(), late, pictured

    def _is_of_another(self, chunk: Chunk) -> bool:
        """Whether a line is of a post that is shown in the article, or announces another article."""
        if _is_quoted(chunk.box) or is_teasers(self.segments.chunks, chunk, self.outside) or self._is_listed(chunk):
            return True
        return chunk.words <= _LINE and is_in_card(chunk.box.element, self._around)

    def _is_listed(self, chunk: Chunk) -> bool:
        """Whether a line is one of several in a list that each give a day and a link: of other articles."""
        beside = self.segments.chunks[max(0, chunk.order - 1) : chunk.order + 2]
        alike = (one for one in beside if one.box.tag == "li" and one.box.parent is chunk.box.parent and one.links)
        return (
            chunk.box.tag == "li"
            and bool(chunk.links)
            and sum(dated_in(one.text[:60]) is not None for one in alike) > 1
        )

    def _lines(self) -> list[Chunk]:
        """The lines that may tell the article's date, surest first."""
        chunks = self.segments.chunks
        near = around(chunks, self.headline, self.outside, before=3, after=12)
        near += [one for one in self._by_signature() if one not in near]
        lines = [
            chunk
            for chunk in near
            if chunk.box.label == "byline"
            or (
                (chunk.words <= 30 or _OPENING.match(chunk.text) or _date_is(chunk.text[:300]))
                and (chunk.box not in self.outside or self._is_beside(chunk))
            )
        ]
        return [*sorted(lines, key=_is_sentence), *(chunk for chunk in near if chunk.words <= 4)]

    def _from_end(self) -> list[Dated]:
        """The dates in lines of the page's end that say "published", or are named for it."""
        dates: list[Dated] = []
        for chunk in self.segments.chunks[-_FROM_END:]:
            if _DIGIT.search(chunk.text[:300]) is None:
                continue
            here = chunk.words < 60 and (chunk.box not in self.outside or _in_footer(chunk.box))
            posted = _POSTED.search(chunk.text[:200]) if here and _MAYBE_POSTED.found(chunk.text[:200]) else None
            if not posted and chunk.words <= 8 and not is_elsewhere(chunk.box):
                posted = _LABELLED.match(chunk.text[:40])
            named = here and chunk.words <= 8 and chunk.box.label == "byline" and not is_elsewhere(chunk.box)
            start = posted.end() if posted else 0
            if (posted or named) and (found := self._in_line(chunk.text[start : start + 80], chunk)):
                dates += [] if is_in_card(chunk.box.element, self._around) else [found]
        return dates

    def _is_beside(self, chunk: Chunk) -> bool:
        """Whether a line stands right below the headline, among the page's tools or in what is set aside with it; or right
        above it, in the same article element, and holds what is named for a date.
        """
        below = chunk.order - self.start
        if below < 0:
            element = chunk.box.element
            near = below >= -_BESIDE and any(one in self._around.depths for one in element.iterancestors("article"))
            return near and any(map(_is_date_by_name, islice(element.iter("div", "li", "span", "p", "time"), 20)))
        return chunk.box.label in ("", "meta", "social") and 0 < below <= _BESIDE

    def _by_signature(self) -> list[Chunk]:
        """The lines around the one whose markup says that it names the author, which may stand far from the headline."""
        chunks = self.segments.chunks
        boxes = [box for _, box in self.segments.signed[:40] if box.label == "byline" and box not in self.outside]
        start = -1 if chunks and chunks[self.start].box in self.outside else self.start
        firsts = [box.first for box in boxes[:2] if start < box.first < len(chunks)]
        return [chunk for first in firsts for chunk in chunks[max(0, first - 1) : first + 3]]

    def _labelled(self) -> list[Dated]:
        """The date in the label of an element that style sheets draw it from: aria-label="Published 4:10 p.m. …"."""
        for element in self.root.xpath("descendant::div[@aria-label and not(node())]")[:20]:
            line, changed = _of_publication(element.get("aria-label")[:200])
            if not changed and SAID.search(line) and (found := dated_in(line, month_first=self.month_first)):
                return [found]
        return []

    def _in_line(self, line: str, chunk: Chunk) -> Dated | None:
        return (
            dated_in(
                line,
                month_first=self.month_first,
                short=chunk.words <= 8 or _is_byline(chunk.box) or _SHORT_TIMED.search(line) is not None,
            )
            if line
            else None
        )

    def updated(self) -> Dated | None:
        """The date that readers see near the headline after a word for "updated"."""
        chunks = self.segments.chunks
        start = next((chunk.order for chunk in chunks if chunk.level == 1), 0)
        for chunk in chunks[max(0, start - 4) : start + 12]:
            if chunk.words > 40 or (chunk.box in self.outside and chunk.box.label not in ("byline", "meta")):
                continue
            line = spaced(chunk)[:300]
            word = UPDATED.search(line) if _DIGIT.search(line) else None
            if word and (found := self._in_line(line[word.end() :][:60], chunk)):
                return found
        return None


def _date_is(text: str) -> re.Match[str] | None:
    """Where a text says "publication date: "; most do not have the word, and need no search."""
    return _DATE_IS.search(text) if "date" in text.lower() else None


def _is_quoted(box: Box) -> bool:
    """Whether a line is of a post that is shown in the article."""
    return any(outer.tag == "blockquote" and outer.words < 120 for outer in (box, *box.ancestors())) or is_posted(
        box.element
    )


def _is_below_picture(box: Box) -> bool:
    """Whether a line tells of a picture: when it was taken, mostly."""
    return any(outer.label == "caption" or outer.tag == "figure" for outer in (box, *islice(box.ancestors(), 3)))


def _is_sentence(chunk: Chunk) -> bool:
    """Whether a line is of the text or below a picture, and tells of another day in passing."""
    if chunk.words <= 8 or chunk.box.label == "byline" or chunk.good <= 0:
        return False
    head = chunk.text[:160]
    return SAID.search(head) is None and UPDATED.search(head) is None


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
    return box.label == "byline" or _is_date_by_name(box.element)


def _is_date_by_name(element: Any) -> bool:
    return "date" in (element.get("class") or "").lower()


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


def _in_footer(box: Box) -> bool:
    """Whether a box stands in a footer, which may be the article's, and not among comments or teasers."""
    return "footer" in {outer.label for outer in (box, *box.ancestors())} and not is_elsewhere(box)
