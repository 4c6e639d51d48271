"""The names in the lines around a headline, where no markup says who wrote the article."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from itertools import islice
from typing import Any

from tracker.extract.authors.eastern import (
    before_time,
    eastern_names,
    is_eastern,
    is_eastern_name,
    labelled,
)
from tracker.extract.authors.persons import AGENCY, BY, OFFICE, OFFICE_BEFORE, is_name, trimmed
from tracker.extract.authors.roles import credited, in_opening, is_credit
from tracker.extract.authors.signatures import (
    FULL_NAME,
    NAME,
    PREFIXED,
    ROLED,
    SIGNED,
    TERM_IN,
    TERMED,
    before_place,
    ends_with_names,
    is_slanted,
    line_of,
)
from tracker.extract.authors.trades import about_author, is_trade, of_trade
from tracker.extract.dating.dates import after_date, before_date, moment_in
from tracker.extract.parsing.near import ELSEWHERE, around, is_posted, is_teasers, places, spaced
from tracker.extract.parsing.segment import Box, Chunk, Segments
from tracker.extract.parsing.shown import shown_text

_ROLE = re.compile(  # "Interview: Ann Example Fotos: …"
    r"(?<!\w)(?:Interview|Redaktion|Bericht|Reportage|Protokoll|Gespräch|Reporting|Story|Words|Texte?|Testo|Texto|Tekst|Entretien|Propos recueillis par|Entrevista|Intervista|Intervju|Wywiad) ?[:：] ?"
    rf"({NAME}?)(?=$|\s?[|·•,;/(–—-]|\.?\s\d|\s\w+(?: \w+)?\s?[:：])"
)
_GENRE = re.compile(  # "Een reportage van Ann Example", "Texto de Ann Example e fotografia de …"
    r"^(?i:(?:an? |the |eine? |une? |una |um |uma |een |en |ett? )?(?:[\w-]+ )?(?:(?:report|story|essay|column|review|reportage|text[eo]?|testo|article|artículo|artigo|articolo|artikel"
    r"|beitrag|kommentar|analys[eis]?s?|análisis|análise|analisi|crónica|crônica|chronique|tribune|récit|enquête|verhaal|bijdrage|krönika|recension|recensie|rezension"
    r"|kolumne|reportagem|reportaje) (?:by|von|de|par|por|di|van|av|af)|rozmawiała?|(?:tekst|text) od)) "
    rf"({NAME}?)(?=$|[.,|·•]| (?:and|und|et|y|e|en|och|og|i) [^\W\d_A-Z])"
)
_WRITES = re.compile(  # a standfirst: "…, writes Ann Example", "Aus Oslo berichtet Ann Example"
    rf"\b(?:writes|reports|schreibt|berichtet|kommentiert|escribe|écrit|scrive|escreve|schrijft|skriver|pisze) ({NAME}?)(?=$|[.,])"
)
_TEXT = re.compile(  # "Tekst Ann Example Beeld …"
    rf"^(?:Tekst|Texte?|Texto|Testo|Words|Story) ({NAME}?) (?:Beeld|Fot[eo]\w*|Photo\w*|Bild\w*|Images?|Imágenes|Pictures|Illustra\w+|Video|Kamera)(?!\w)"
)
_BY_ONE = re.compile(r"(?:By|BY|Von|Par|Por|Di|Door):? ([^\W\d_a-z][^\W\d_]*(?:/[^\W\d_a-z]+)?)")
_SPECIAL = re.compile(rf"({NAME}?)[,|·•–-]? (?:Special (?:to|for)|Exclusive to|For) (?:[Tt]he )?[^\W\d_a-z].{{1,40}}")
_CHINESE = re.compile(r"(?:^|[\s|/])(?:记者|記者|作者|撰文|文)\s?[:：／/]?\s?([\u4e00-\u9fff·]{2,12})(?=[\s|/]|$)")
_BEFORE_PLACE = re.compile(rf"({NAME}) ?/ ?[^\W\d_a-z][\w-]+\W*")
_HANDLED = re.compile(rf"({NAME})\s?[|·•–(-]?\s?@\w{{2,30}}(?!\w)")
_MAILBOX = re.compile(r"\W*[\w.+-]{1,64}@[\w.-]{3,80}\W*|@\w{2,30}")
_PUBLISHED = re.compile(
    r"(?:publi|veröffentlicht|gepubliceerd|pubblicato|opublikowano|posted|updated|aktualisiert|mis à jour)",
    re.IGNORECASE,
)
_MENUS = 80  # chunks
_PLACE_BEHIND = re.compile(r"(?<=\w\w), [^\W\d_a-z][\w-]+$")
_TELLING = re.compile(r"(?<![a-z])(?:meta|credit|info)(?![a-z])", re.IGNORECASE)  # of a class name
_PAPERS = re.compile(r" (?:staff|sports|city|news) (?:writer|reporter|photographer|editor)\b")
_OF = re.compile(r"(?:Της|Του|Των) ")  # Greek bylines decline the name
_READ_IN = re.compile(  # "3 min read"
    r"[·•|–—-]?\s?\b\d{1,3}[ -]?min(?:s|utes?|uten|uti|utos?|uter|uten)?\.?(?: (?:read|lesezeit|de lecture|de lectura|de leitura|di lettura|leestijd|läsning|lesetid))?(?!\w)\s?[·•|–—-]?",
    re.IGNORECASE,
)
_NAMES = re.compile(rf"({NAME}(?:(?:, | and | und | et | y | e | & ){NAME}){{0,3}})")
_TERM = re.compile(
    r"(?:words?|text[eo]?|testo|tekst|story|interview|by|von|par|por|di|door|authors?|autor(?:en|es|in)?|auteur(?:e|s)?|autore|autori|автор|written by|reporting)\s?[:：]?",
    re.IGNORECASE,
)
_AUTHORS_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|i|e)?|auteurs?|profiles?|people|staff|journalists?|journalistes?|contributors?|reporters?|reporter-bios?|author-bios?|writers?|columnists?|redaktion|redacteurs?|by)/[^/]",
    re.IGNORECASE,
)
_OTHERS = ELSEWHERE | {"caption"}
_NEAR = 3  # chunks
_CREDITS = 120  # characters
_WIDE = frozenset(("body", "main", "article"))


def around_headline(segments: Segments, outside: set[Box], headline: str) -> str:
    """The names in one of the lines around the headline, where nothing is marked as the author's."""
    starts = places(segments.chunks, headline)
    for chunk in around(segments.chunks, headline, outside, before=3, after=9):
        near = any(0 < chunk.order - start <= _NEAR for start in starts)
        if near and chunk.words <= 5 and AGENCY.fullmatch(agency := trimmed(chunk.text)):
            return agency
        if chunk.good and not chunk.text.isascii() and (names := in_opening(chunk.text)):
            return names
        below = near and not chunk.box.label  # whatever is around it
        if chunk.words > 40 or (chunk.box in outside and chunk.box.label != "meta" and not below):
            continue
        begun = any(sum(one.good > 0 for one in segments.chunks[start : chunk.order]) > 1 for start in starts)
        if is_posted(chunk.box.element) or (begun and is_teasers(segments.chunks, chunk)):
            continue
        if names := _in_line(chunk, segments, near=near, below=below, text_above=begun):
            return names
    return ""


def _in_line(chunk: Chunk, segments: Segments, *, near: bool, below: bool, text_above: bool) -> str:
    """The names in a line around the headline; `near` says that it is right below, `below` that nothing names its box too,
    `text_above` that the text has begun between them.
    """
    names = (
        _behind_office(chunk)
        or _after_word(chunk)
        or _linked(chunk, segments)
        or _in_list(chunk, segments)
        or before_place(chunk.text)
    )
    if not names and near:
        names = _eastern(chunk, segments) if is_eastern(chunk.text) else ""
        names = names or _with_role(chunk) or _after_day(chunk) or _all_of(chunk) or _before_day(chunk, segments)
        names = names or _above_trade(chunk, segments) or _behind_trade(chunk)
        names = names or (about_author(chunk.text) if is_slanted(chunk) else "")
    if not names and below:
        names = _beside_day(chunk, segments)
    headed = chunk.order > 0 and segments.chunks[chunk.order - 1].level > 1
    return names or _at_portrait(chunk, text_above=text_above, headed=headed)


def _after_word(chunk: Chunk) -> str:
    """The names after a "By", wherever it stands in a line; of any form at its start, where a date follows."""
    line = line_of(chunk)
    for pattern in (SIGNED, PREFIXED, _ROLE, _TEXT, _GENRE, _WRITES, *((_CHINESE,) if chunk.words <= 40 else ())):
        if (found := pattern.search(line)) and is_name(names := trimmed(_undated(found))):
            return names
    if (names := ends_with_names(line)) and is_name(names):
        return names
    if is_eastern(line) and chunk.words <= 20 and (names := labelled(shown_text(chunk.box.element, 120, glue=" "))):
        return names
    if chunk.words <= 12 and BY.match(chunk.text) and moment_in(chunk.text):
        return names if is_name(names := trimmed(chunk.text)) else ""
    return ""


def _behind_office(chunk: Chunk) -> str:
    """The names behind a word for the author and a colon, in a short line or in one of its pieces ("3 hours ago", "लेखक: …"),
    or beside the words for those who write of Chinese and Korean papers.
    """
    if chunk.words > 20:
        return ""
    line = chunk.text[:_CREDITS]
    if is_credit(line) and (signed := credited(shown_text(chunk.box.element, _CREDITS, glue=" "))):
        return ", ".join(signed)
    if ":" not in line and "：" not in line:
        return ""
    if not TERM_IN.search(line[:_CREDITS]):
        return ""
    pieces = (shown_text(one, 80) for one in islice(chunk.box.element.iter("span", "p", "div", "li", "a"), 20))
    found = (TERMED.fullmatch(piece) for piece in (line[:_CREDITS], *pieces))
    return next((names for one in found if one and is_name(names := trimmed(one[1])) and " " in names), "")


def _in_list(chunk: Chunk, segments: Segments) -> str:
    """The names that a list of terms gives under a word for the text: "Words", "Ann Example"."""
    if chunk.box.tag != "dd" or chunk.words > 14:
        return ""
    term = segments.chunks[chunk.order - 1]
    names = trimmed(chunk.text)
    return names if term.box.tag == "dt" and _TERM.fullmatch(term.text[:40]) and _NAMES.fullmatch(names) else ""


def _eastern(chunk: Chunk, segments: Segments) -> str:
    """The names without spaces that are a line above or below the one with the date, or stand in it right before the date."""
    if chunk.words <= 20 and (name := before_time(before_date(shown_text(chunk.box.element, 120, glue=" ")))):
        return name
    names = eastern_names(chunk.text[:40])
    beside = segments.chunks[max(0, chunk.order - 1) : chunk.order + 2]
    return names if any(one is not chunk and one.words <= 12 and moment_in(one.text[:80]) for one in beside) else ""


def _linked(chunk: Chunk, segments: Segments) -> str:
    """The names in a short line that lead to their owners' pages; none under a term that does not name authors: "From:"."""
    if chunk.box.tag == "dd" and not _TERM.fullmatch(segments.chunks[chunk.order - 1].text[:40]):
        return ""
    linked = [name for name, href in chunk.links if _AUTHORS_PAGE.search(href[:200])] if chunk.words <= 12 else []
    return ", ".join(name for name in linked if (" " in name or is_eastern_name(name)) and is_name(name))


def leads_to_author(link: Any) -> bool:
    """Whether a link says of itself that it leads to an author's page."""
    return _AUTHORS_PAGE.search((link.get("href") or "")[:200]) is not None or "author" in (link.get("class") or "")


def _with_role(chunk: Chunk) -> str:
    """The name that a role follows, in a line that says nothing else but a date."""
    if chunk.words > 12:
        return ""
    if special := _SPECIAL.fullmatch(chunk.text[:100]):
        return special[1]
    found = ROLED.match(chunk.text[:100])
    if found and (found.end() == len(chunk.text) or moment_in(chunk.text)):
        return found[1]
    found = _HANDLED.match(chunk.text[:120])
    return found[1] if found and is_name(found[1]) else ""


def _above_trade(chunk: Chunk, segments: Segments) -> str:
    """The names that are a line, with one's trade or mailbox in the line below; or that stand before it, in each of several."""
    if chunk.level == 1 or chunk.words > 16 or chunk.box.label in _OTHERS or not FULL_NAME.match(chunk.text):
        return ""
    following = segments.chunks[chunk.order + 1 : chunk.order + 5]
    line = shown_text(chunk.box.element, 160, glue=" ")
    alone = FULL_NAME.fullmatch(line) is not None and is_name(line) and not OFFICE.search(line)
    if alone and any(is_trade(one.text) or _MAILBOX.fullmatch(one.text[:100]) for one in following[:1]):
        return line
    names = [
        of_trade(shown_text(one.box.element, 160, glue=" ")) for one in (chunk, *following) if _is_like(one, chunk)
    ]
    return ", ".join(names) if names[0] and all(names) and all(map(is_name, names)) else ""


def _is_like(one: Chunk, chunk: Chunk) -> bool:
    """Whether a line is `chunk` or another entry of the list in which that stands."""
    return one is chunk or (one.box.tag == chunk.box.tag == "li" and one.box.parent is chunk.box.parent)


def _behind_trade(chunk: Chunk) -> str:
    """The name that a line gives after an office alone: "De notre envoyé spécial à Lyon, Ann Example"."""
    if chunk.words > 14 or chunk.good:
        return ""
    name = trimmed(chunk.text[:160])
    return name if name != chunk.text and OFFICE_BEFORE.match(chunk.text) and FULL_NAME.fullmatch(name) else ""


def _all_of(chunk: Chunk) -> str:
    """The office or the single name that is all a line says after its "By": "By RFE/RL"."""
    found = _BY_ONE.fullmatch(chunk.text[:60])
    return found[1] if found and is_name(found[1]) and not chunk.level else ""


def _after_day(chunk: Chunk) -> str:
    """The name that ends a line of which the rest is a date: "4 March 2026 Ann Example"."""
    if chunk.box.label not in ("", "meta", "byline") or chunk.words > 10 or chunk.links:
        return ""
    rest = _READ_IN.sub("", after_date(chunk.text[:120])).strip(" ·•|–—-")
    return rest if FULL_NAME.fullmatch(rest) and not (OFFICE.search(rest) or _OF.match(rest)) and is_name(rest) else ""


def _before_day(chunk: Chunk, segments: Segments) -> str:
    """The name before a date, in a line whose element is named for who wrote the article ("Ann Example 4 March 2026"), or
    that has it in an element of its own, or parts a place from it by a stroke.
    """
    telling = chunk.box.label in ("byline", "meta", "caption") or _TELLING.search(chunk.box.element.get("class") or "")
    if chunk.words > 14:
        return ""
    name = before_date(spaced(chunk)[:120])
    if not telling:
        first = next(iter(chunk.box.element), None)
        apart = first is not None and isinstance(first.tag, str) and not (chunk.box.element.text or "").strip()
        placed = _BEFORE_PLACE.fullmatch(name)
        name = placed[1] if placed else shown_text(first, 80) if apart and moment_in(spaced(chunk)[:120]) else ""
        if chunk.links or chunk.good or not chunk.text.startswith(name) or _is_section(name, segments):
            return ""
    return name if FULL_NAME.fullmatch(name) and not OFFICE.search(name) and is_name(name) else ""


def _beside_day(chunk: Chunk, segments: Segments) -> str:
    """The names that are a line, with a date in one of the two below it, or in the one above it where the text follows."""
    if chunk.links or chunk.words > 16:
        return ""
    line = _PLACE_BEHIND.sub("", trimmed(shown_text(chunk.box.element, 200, glue=" ")))
    if not _NAMES.fullmatch(line) or OFFICE.search(line):
        return ""
    below = segments.chunks[chunk.order + 1 : chunk.order + 3]
    above = segments.chunks[chunk.order - 1 : chunk.order] if below and below[0].good else []
    listed = len(below) > 1 and chunk.box.tag == "li" and all(one.box.parent is chunk.box.parent for one in below)
    if any(map(_is_date, below[: 1 + listed])):
        return line
    opening = not chunk.level and FULL_NAME.fullmatch(line) and chunk.words <= 4 and not _is_section(line, segments)
    return line if opening and any(map(_is_date, above)) else ""


def _is_date(chunk: Chunk) -> bool:
    return chunk.words <= (16 if _PUBLISHED.match(chunk.text) else 8) and moment_in(chunk.text[:80]) is not None


def _is_section(name: str, segments: Segments) -> bool:
    """Whether a menu of the page has an entry with this name: "Real Estate"."""
    return any(
        (chunk.box.label == "nav" and name in chunk.text) or any(name == text for text, _ in chunk.links)
        for chunk in segments.chunks[:_MENUS]
    )


def _at_portrait(chunk: Chunk, *, text_above: bool, headed: bool) -> str:
    """The name beside a picture in the same box: as columns open, where the picture's words are it; or with the trade of
    its owner behind it, even amid the text.
    """
    if chunk.level == 1 or chunk.words > 10 or chunk.box.label in _OTHERS or not FULL_NAME.match(chunk.text):
        return ""
    name = of_trade(shown_text(chunk.box.element, 160, glue=" "))
    alone = FULL_NAME.fullmatch(chunk.text) is not None and chunk.words <= 4
    if not (name or alone) or not is_name(name or chunk.text):
        return ""
    outers = [one for one in islice(chunk.box.element.iterancestors(), 2 if name else 1) if one.tag not in _WIDE]
    pictures = [one for outer in outers for one in islice(outer.iter("img"), 3)]
    if name:  # and no "Our columnists" is above it
        return name if pictures and not headed and len(shown_text(outers[-1], 200)) < 120 else ""
    named = any(" ".join((one.get("alt") or "").split()) == chunk.text for one in pictures)
    return chunk.text if named and not text_above else ""


def _undated(found: re.Match[str]) -> str:
    """The names that were found, without the month of a date or the paper that follows them: "Ann Example June 4"."""
    before, _, last = found[1].rpartition(" ")
    if before.count(" ") and _PAPERS.match(found.string, found.end(1)):
        return before  # "Ann Example Herald staff writer"
    following = found.string[found.end(1) : found.end(1) + 3].lstrip(" .")
    return before if " " in before and following[:1].isdigit() and moment_in(f"{last} 1, 2020") else found[1]
