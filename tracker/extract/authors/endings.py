"""The names that sign an article below its text, where no markup and no line around the headline says who wrote it."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from itertools import islice

from tracker.extract.authors.eastern import begins_with_text, in_brackets, labelled
from tracker.extract.authors.persons import is_name, persons_in, trimmed
from tracker.extract.authors.signatures import (
    BRACKET,
    BRACKETED,
    FULL_NAME,
    NAME,
    PREFIXED,
    REPORTED,
    WRITTEN_BY,
    before_place,
    is_slanted,
    line_of,
)
from tracker.extract.authors.trades import about_author, is_worker
from tracker.extract.parsing.near import is_elsewhere, is_posted, is_teasers, places
from tracker.extract.parsing.segment import Box, Chunk, Segments
from tracker.extract.parsing.shown import shown_text

_ALL_OF_IT = re.compile(
    r"\W{0,3}(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|DI|Door|Av|Af|(?i:oprac\.|opr\.|opracowała?|zpracovala?|napsala?)|(?:Interview(?:ed)?|Story|Words|Text|Report(?:ed)?|Compiled) (?:by|von|par|por|di))[:]? "
    rf"({NAME}(?:(?:, | and | und | et | y | e | & ){NAME}){{0,5}})\W*"
)
_POSTED = re.compile(  # "Posted by Ann at 12:53"
    r"\W*(?:posted|published|written|erstellt|veröffentlicht|geschrieben|verfasst|eingestellt|publicado|escrito|publié|écrit|pubblicato|scritto|geplaatst) "
    r"(?:by|von|por|par|da|door) ([^\W\d_][^\d,|]{0,39}?)(?: (?:at|on|um|am|le|à|el|alle|às|em|op|om|@)|,| [|-])(?= \D{0,12}\d)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"(?:Author|Autor(?:in)?|Auteur|Autore|Auteurs?|Autores|Written by|Автор|Szerző|Írta|Autor/in|Redactora?|Toimittaja|Kirjoittaja|Författare|Skribent|Forfatter|Schrijver|Penulis|Yazan|Yazar|Συντάκτης|Συντάκτρια|Tác giả)\s?[:：]?\s+({NAME})(?!\w)"
)
_MAILED = re.compile(rf"({NAME})\s?[|·•–(-]?\s?[\w.+-]{{1,64}}@[\w.-]{{3,80}}\W*")
_BESIDE_DATE = re.compile(rf"({NAME}) ?[|·•] ?(?=\d{{1,2}}[./ ])")  # "Ann Example | 4.3.2026"
_COLON = re.compile(r"[:：]")
_POINTS = re.compile(r"(?:see|siehe|voir|ver|vedi|photos?|fotos?|bild(?:er)?|read|source|quelle)\b", re.IGNORECASE)
_REPORTER = re.compile(r"(?:^|[\s.=])([가-힣]{2,4}) ?기자(?: ?[=·]?\s*\S{2,30}@\S{3,30})?$")
_REACHED = re.compile(  # "Ann Example can be reached at …", "Email Ann Example at …"
    rf"(?:(?:Email|E-mail|Reach|Write to|(?:Contact|Follow) (?:the )?(?:[a-z]{{3,12}} ){{0,2}}(?:reporter|writer|editor|columnist|author)) ({NAME}?) (?:at|on)|({NAME}?) (?:can|may) be (?:reached|contacted) (?:at|by|on|via))\b"
)
_JOINED = rf"{NAME}(?:, {NAME}){{0,3}} (?:and|und|et|y|e|i|en|och|og|&) {NAME}"
_DASHED = re.compile(rf"(?:(?:[—–]|-{{1,2}}) ?({NAME})|({_JOINED}))")
_RIGHTS = re.compile(
    r"\W{0,3}(?:©|\(c\) |copyright\b|riproduzione riservata|all rights reserved|alle rechte vorbehalten|tous droits)",
    re.IGNORECASE,
)
_MOST_CHUNKS = 600


def below_text(segments: Segments, outside: set[Box], headline: str) -> str:
    """The name in the first line below the text that says nothing but who signs it."""
    text_above = False
    for chunk in segments.chunks[places(segments.chunks, headline)[0] :][:_MOST_CHUNKS]:
        found = _signature(chunk, segments, text_above=text_above, inside=chunk.box not in outside)
        if not found and text_above and chunk.words <= 4 and _is_last(chunk, segments, outside):
            found = FULL_NAME.fullmatch(chunk.text[:200])
        if not found and text_above and chunk.words <= 9 and _is_line_of_names(chunk, segments, outside):
            found = _DASHED.fullmatch(chunk.text)
        found = found or _reporter(chunk.text[-60:])
        if not found and (names := _in_brackets(chunk, segments, outside) or _credited(chunk)):
            return names
        if found and is_name(names := trimmed(next(filter(None, found.groups())))) and not is_posted(chunk.box.element):
            return names
        if names := before_place(chunk.text) if text_above else "":
            return names
        if names := _about(chunk, segments, outside):
            return names
        if text_above and (names := _above_place(chunk, segments, outside)):
            return names
        text_above = chunk.good > 0 and chunk.box.label != "caption"
    return ""


def _signature(chunk: Chunk, segments: Segments, *, text_above: bool, inside: bool) -> re.Match[str] | None:
    """The words of a line that signs an article; `inside` says that it may belong to it, `text_above` what it stands below."""
    line = chunk.text[:200]
    if chunk.words > 30 or is_elsewhere(chunk.box):
        return None
    found = _POSTED.match(line) or WRITTEN_BY.match(line) or REPORTED.match(line)
    if not found and chunk.words <= 8:
        found = (
            _LABELLED.match(line) or _BESIDE_DATE.match(line) or (PREFIXED.match(line) if _COLON.search(line) else None)
        )
    if not found and "@" in line:
        found = _REACHED.match(line) or _MAILED.fullmatch(line_of(chunk)[:200])
    if not found and inside and (text_above or chunk.box.tag == "p"):
        found = _ALL_OF_IT.fullmatch(line)
    outer = chunk.box.parent
    if not found and chunk.words <= 4 and outer and "bio" in (chunk.box.label, outer.label):
        found = FULL_NAME.fullmatch(line)
    return None if found and is_teasers(segments.chunks, chunk) else found


def _reporter(ending: str) -> re.Match[str] | None:
    """The name before the Korean word for a reporter that ends a line; most do not have the word, and need no search."""
    return _REPORTER.search(ending) if "기자" in ending else None


def _credited(chunk: Chunk) -> str:
    """The names in a Chinese or Japanese line of who did what, which begins with the text: "取材・文／…　写真／…"."""
    line = chunk.text[:80]
    return labelled(line) if not line.isascii() and chunk.words <= 20 and begins_with_text(line) else ""


def _in_brackets(chunk: Chunk, segments: Segments, outside: set[Box]) -> str:
    """The names in brackets that end the text: "… until June. (Ann Example, 4.3.2026)"; or behind a Chinese label."""
    line = chunk.text
    if chunk.level or chunk.box.label == "caption" or (chunk.box in outside and chunk.words > 8):
        return ""
    names = "" if line.isascii() else in_brackets(line) or (labelled(line[:60]) if chunk.words <= 8 else "")
    found = None if names else BRACKETED.search(line[-BRACKET:])
    alone = found is not None and line[-BRACKET:].startswith(found[0])
    if found and (found["day"] or alone) and not _POINTS.match(found[1]):
        names = ", ".join(persons_in(found[1]))
    return (
        names
        if names
        and not any(
            one.good > 0 and one.box not in outside for one in segments.chunks[chunk.order + 1 : chunk.order + 4]
        )
        else ""
    )


def _about(chunk: Chunk, segments: Segments, outside: set[Box]) -> str:
    """The name that opens what a box about the author, or a last line in italics, says of its trade."""
    name = about_author(chunk.text) if chunk.words <= 120 else ""
    if not name or not is_name(name):
        return ""
    told = _is_bio(chunk.box) or (
        _ends_text(chunk, segments, outside)
        and (
            is_slanted(chunk)
            or (chunk.words <= 60 and is_worker(chunk.text) and not _is_mentioned(name, chunk, segments))
        )
    )
    return name if told and not is_posted(chunk.box.element) else ""


def _is_mentioned(name: str, chunk: Chunk, segments: Segments) -> bool:
    """Whether the lines above tell of the owner of a name: somebody whom the article is about."""
    last = name.rsplit(maxsplit=1)[-1]
    return any(last in one.text for one in segments.chunks[: chunk.order] if one.good)


def _is_line_of_names(chunk: Chunk, segments: Segments, outside: set[Box]) -> bool:
    """Whether a last paragraph is one name behind a dash or several ("Ann Example and Bo Example"), of nobody in the text."""
    found = None if chunk.level or chunk.links or chunk.box.tag not in ("p", "div") else _DASHED.fullmatch(chunk.text)
    if found is None or not _ends_text(chunk, segments, outside):
        return False
    above = segments.chunks[chunk.order - 1]
    beside = (
        above.box.tag != "blockquote" and above.box.parent is chunk.box.parent and above.box.label == chunk.box.label
    )
    return beside and not any(_is_mentioned(name, chunk, segments) for name in persons_in(chunk.text.lstrip("—–- ")))


def _is_bio(box: Box) -> bool:
    return any(one.label == "bio" for one in (box, *box.ancestors()))


def _above_place(chunk: Chunk, segments: Segments, outside: set[Box]) -> str:
    """The name that is the first, bold line of a text's last paragraph, above where its owner lives: a letter's."""
    inner = [one for one in islice(chunk.box.element, 3) if isinstance(one.tag, str)]
    if chunk.words > 12 or [one.tag for one in inner[:2]] not in (["strong", "br"], ["b", "br"]):
        return ""
    name = shown_text(inner[0], 80)
    fits = FULL_NAME.fullmatch(name) is not None and is_name(name) and not is_posted(chunk.box.element)
    return name if fits and _ends_text(chunk, segments, outside) else ""


def _is_last(chunk: Chunk, segments: Segments, outside: set[Box]) -> bool:
    """Whether a line set apart in bold or italics is the last one of the text: a signature."""
    element, above = chunk.box.element, segments.chunks[chunk.order - 1]
    inner = [one.tag for one in element if isinstance(one.tag, str)]
    slanted = inner in (["em"], ["i"]) and not (element.text or "").strip()
    following = segments.chunks[chunk.order + 1 : chunk.order + 2]
    above_rights = any(one.words <= 20 and _RIGHTS.match(one.text) for one in following)
    if (
        chunk.level
        or chunk.links
        or not (slanted or chunk.bold > 0.9 or (above_rights and chunk.box.tag == "p"))
        or chunk.box.parent not in (above.box, above.box.parent)
    ):
        return False
    return _ends_text(chunk, segments, outside)


def _ends_text(chunk: Chunk, segments: Segments, outside: set[Box]) -> bool:
    """Whether none of the next lines is text: what a list at most says, of letters to the paper, is none."""
    following = segments.chunks[chunk.order + 1 : chunk.order + 6]
    return all(one.good == 0 or one.box in outside or one.box.tag == "li" for one in following)
