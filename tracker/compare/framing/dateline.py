"""Finds the dateline a report opens with ("KYIV, Ukraine (AP) - ") and tells whether it became another one;
reads the day that a line at the head of the page names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from tracker.compare.alignment.aligned import Aligned
from tracker.compare.facts.mentions import mentions
from tracker.compare.facts.relative import resolved
from tracker.compare.facts.tokens import tokenise
from tracker.compare.findings import Where, arrow, flag, quoted
from tracker.compare.notes.notes import is_timestamp
from tracker.compare.reading import Reading
from tracker.compare.text.families import bearers
from tracker.compare.text.language import Language, of_all
from tracker.model import Flag, FlagKind

_LONGEST = 80
_SHORTEST_PLACE = 3
_PARAGRAPHS = 4


def dateline(reading: Reading) -> tuple[int, int] | None:
    """Clean characters of the dateline, in one of the first paragraphs, without the dash."""
    start = 0
    for text in reading.body.text.split("\n")[:_PARAGRAPHS]:
        end = _end(text, reading.language)
        if end:
            return start, start + end
        start += len(text) + 1
    return None


def printed_day(reading: Reading) -> date | None:
    """The day that a line at the head gives as that of publication or update, if it names its year."""
    for sentence in reading.sentences[:_PARAGRAPHS]:
        text = reading.body.text[sentence.start : sentence.end]
        if not is_timestamp(text):
            continue
        for found in mentions(tokenise(text, 0, len(text)), reading.language):
            days = resolved(found, None).days
            if len(days) == 1 and days[0][0] == days[0][1]:
                return date.fromordinal(days[0][0])
    return None


def dateline_flags(aligned: Aligned) -> Iterator[Flag]:
    """A dateline with another place or agency, and lines that say when the page was published or updated."""
    one, two = dateline(aligned.old), dateline(aligned.new)
    if one and two and _words(aligned.old, one) != _words(aligned.new, two):
        where = Where(aligned.old, aligned.new, aligned.old.span(*one), aligned.new.span(*two))
        yield flag(
            FlagKind.DATELINE_CHANGED,
            where,
            rule="frame.dateline",
            explanation="The place or agency that the report opens with is another one.",
            summary=f"Dateline: {arrow(aligned.old.verbatim(*one), aligned.new.verbatim(*two))}",
        )
    for group in aligned.groups:
        old, new = aligned.old.range(*group.old), aligned.new.range(*group.new)
        before, after = aligned.old.body.text[slice(*old)], aligned.new.body.text[slice(*new)]
        if before and after and before != after and is_timestamp(before) and is_timestamp(after):
            yield flag(
                FlagKind.DATES_CHANGED,
                Where(aligned.old, aligned.new, aligned.old.span(*old), aligned.new.span(*new)),
                rule="frame.timestamp",
                explanation="The line that says when the page was published or updated is another one.",
                summary=f"Dates: {arrow(before, after)}",
            )


def stamp_flags(aligned: Aligned) -> Iterator[Flag]:
    """A mark that the page was updated ("[Updated 10 p.m.]") that came or went, where the other version says nothing of when
    it was made.
    """
    sides = aligned.old, aligned.new
    stamps = [_stamp(side) for side in sides]
    for place, side, other in zip(stamps, sides, reversed(sides), strict=True):
        if place is None or _stamp(other) or any(is_timestamp(text) for text in _edges(other)):
            continue
        span, added = side.span(*place), side is aligned.new
        yield flag(
            FlagKind.CORRECTION_ADDED if added else FlagKind.CORRECTION_REMOVED,
            Where(aligned.old, aligned.new, None if added else span, span if added else None),
            rule="note.stamp",
            explanation="A mark that says when the page was updated, and not what was, came or went.",
            summary=f"Note {'added' if added else 'removed'}: {quoted(side.verbatim(*place), _LONGEST)}",
        )


def _edges(reading: Reading) -> list[str]:
    paragraphs = reading.body.text.split("\n")
    return [*paragraphs[:_PARAGRAPHS], *paragraphs[-2:]]


def _stamp(reading: Reading) -> tuple[int, int] | None:
    """The clean characters of a mark that the page was updated: a paragraph at its head or end, or in brackets at the head
    or end of one.
    """
    text = reading.body.text
    for paragraph in _edges(reading):
        start = text.index(paragraph)
        if is_timestamp(paragraph, updated=True):
            return start, start + len(paragraph)
        for mark in (_BRACKETED.match(paragraph), _BRACKETED_END.search(paragraph)):
            if mark and is_timestamp(mark.group(), updated=True):
                return start + mark.start(), start + mark.end()
    return None


_BRACKETED, _BRACKETED_END = re.compile(r"[\[(][^\[\]()\n]{4,60}[\])]"), re.compile(r"[\[(][^\[\]()\n]{4,60}[\])]$")


def _end(text: str, words: Language) -> int:
    """Where a dateline at the head of a paragraph ends; 0 where there is none. A place in capitals is enough; one written
    as names are needs a day or an agency in brackets behind: "Saint-Malo, 3 juin. -", "Lyon (AFP) -".
    """
    place = text.find(" - ", 0, _LONGEST)
    if place < 0:
        return 0
    head = text[:place].strip()
    parts = head.replace(",", " ").replace("(", " ").replace(")", " ").replace("/", " ").split()
    if (
        not parts
        or (len(parts[0]) < _SHORTEST_PLACE and parts[0] not in of_all("framing", "opening_places"))
        or parts[0].endswith(":")
        or '"' in head
    ):
        return 0
    lower = [part.lower().rstrip(".") for part in parts]
    calendar = words.months.keys() | words.weekdays.keys()
    if not parts[0].isupper() and (lower[0] in calendar or not _is_dated(head, lower, words)):
        return 0
    inside = of_all("framing", "in_datelines") | words.agencies
    fits = all(
        part[0].isupper() or part[0].isdigit() or part in inside or low in calendar
        for part, low in zip(parts, lower, strict=True)
    )
    return len(text[:place].rstrip()) if fits else 0


def _is_dated(head: str, lower: Sequence[str], words: Language) -> bool:
    """Whether a head ends in a day behind a comma or a bracket, or in an agency in brackets."""
    place, sign, agency = head.rstrip(").").rpartition("(")
    if sign and head.endswith(")") and (agency.isupper() or agency in words.agencies):
        return True
    # As in "Velmar, 6 May (Transpress)": behind a day any name is that of an agency.
    if sign and "," in place and agency[:1].isupper():
        lower = lower[: len(place.replace(",", " ").split())]
    if "," in head and (letters := head.rpartition(",")[2].strip()).isupper() and letters.isalpha():
        return True  # "Madrid, EFE -"
    day = [part[:1].isdigit() for part in lower[-2:]]
    return "," in head and any(day) and any(part in words.months for part in lower[-2:])


def _words(reading: Reading, bounds: tuple[int, int]) -> list[str]:
    """The words of a dateline, months and places by the one name of each: "Sept. 3", "AUSTIN, Tex."."""
    months, places = reading.language.months, bearers()
    text = reading.body.text[slice(*bounds)].lower().replace(",", " ")
    words = (word.rstrip(".") for word in text.replace("(", " ").replace(")", " ").split())
    # In any order: "March 3", "3 March".
    return sorted(
        f"month {months[word]}" if word in months else places.get(word, word.replace(".", "")) for word in words
    )
