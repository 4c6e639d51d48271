"""The names that lines of text sign an article with, where no markup says who wrote it: around the headline, below the text."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from itertools import islice
from typing import Any

from tracker.extract.authors.eastern import (
    before_time,
    begins_with_text,
    eastern_names,
    in_brackets,
    in_opening,
    is_eastern_name,
    labelled,
)
from tracker.extract.authors.persons import AGENCY, BY, OFFICE, is_name, persons_in, trimmed
from tracker.extract.dating.dates import after_date, before_date, moment_in
from tracker.extract.parsing.near import ELSEWHERE, around, is_elsewhere, is_posted, places, spaced
from tracker.extract.parsing.segment import Box, Chunk, Segments
from tracker.extract.parsing.shown import shown_text

NAME = r"[^\W\d_a-z][\w'’.-]{0,30}(?: (?:de|da|van|von|bin|al|el|la|le|der|den|di|dos|[^\W\d_a-z][\w'’.-]{0,30})){1,5}"
_SIGNED = re.compile(
    r"(?:^|[\d|·•/,–-]\.? ?|[?!] |\d ?(?:[AaPp]\.?[Mm]\.? ?|Uhr )?(?:[A-Z]{1,4}T |UTC |GMT )?|\b(?:[Pp]osted|[Ss]ubmitted|[Pp]ublished|[Ww]ritten|[Ww]ords|[Aa]rticle|[Ss]tory|[Rr]eport|[Rr]eported|[Tt]ext[eo]?|[Tt]esto|[Tt]ekst|[Pp]ublicado|[Ee]scrito|[Pp]ublié|[Éé]crit|[Pp]ubblicato|[Ss]critto|[Vv]eröffentlicht|[Gg]eschrieben|[Aa]nalysis|[Oo]pinion|[Rr]eview|[Cc]olumn|[Cc]ommentary|[Kk]ommentar|[Gg]astbeitrag|[Aa]nalyse|[Kk]olumne|[Rr]eportage|[Ee]ssay|[Rr]ezension|[Kk]ritik|[Ii]nterview) )(?:[Bb][Yy]|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]i|[Dd]oor|[Aa]v|[Aa]f)[:]? "
    rf"({NAME}(?:(?:, | and | und | et | y | e | & ){NAME}){{0,5}})"
)
_PREFIXED = re.compile(
    r"^(?:خبرنگار|گزارشگر|نویسنده|लेखक|लेखिका|रिपोर्ट|بقلم|كتب|كتبت|إعداد|تقرير|نوشته|作者|撰文|记者|記者|文|取材|글|автор|текст|autor(?:es|a|in)?|author|(?:tekst|texte?|testo|texto)(?=\s?[:：])|reporter|muhabir|haber(?=\s?:)|röportaj(?=\s?:)|penulis|writer(?=\s?:)|written by|scritto da|écrit par|escrito por|yazan|autore)(?:\s?[:：／/＝=]\s*|\s+)(\S.{1,60})$",
    re.IGNORECASE,
)
_ROLE = re.compile(  # "Interview: Ann Example Fotos: …"
    r"(?<!\w)(?:Interview|Redaktion|Bericht|Reportage|Protokoll|Gespräch|Reporting|Story|Words|Texte?|Testo|Texto|Tekst|Entretien|Propos recueillis par|Entrevista|Intervista|Intervju|Wywiad) ?[:：] ?"
    rf"({NAME}?)(?=$|\s?[|·•,;/(–—-]|\.?\s\d|\s\w+(?: \w+)?\s?[:：])"
)
_ALL_OF_IT = re.compile(
    r"\W{0,3}(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|DI|Door|Av|Af|(?:Interview(?:ed)?|Story|Words|Text|Report(?:ed)?|Compiled) (?:by|von|par|por|di))[:]? "
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
_WRITTEN_BY = re.compile(
    rf"(?:Written|Reported|Geschrieben|Verfasst|Escrito|Écrit|Scritto) (?:by|von|por|par|da):? ({NAME})(?!\w)"
)
_REPORTED = re.compile(  # "(Reporting by Ann Example in Oslo; Editing by …)"
    rf"\W*Reporting [Bb]y ({NAME}(?:(?:, | and ){NAME}){{0,3}})(?: in [^;]{{2,40}})?(?=[;.)])"
)
_BY_ONE = re.compile(r"(?:By|BY|Von|Par|Por|Di|Door):? ([^\W\d_a-z][^\W\d_]*(?:/[^\W\d_a-z]+)?)")
_ROLED = re.compile(  # "ANN EXAMPLE AP Sports Writer June 7, 2026"
    rf"({NAME}?) ?[,|·•–-]? (?:(?:[A-Z][\w.&]*,?) ){{0,4}}(?:Writer|Reporter|Editor|Correspondent|Columnist|Critic|Contributor)\b"
)
_SPECIAL = re.compile(rf"({NAME}?)[,|·•–-]? (?:Special (?:to|for)|Exclusive to|For) (?:[Tt]he )?[^\W\d_a-z].{{1,40}}")
_CHINESE = re.compile(r"(?:^|[\s|/])(?:记者|記者|作者|撰文|文)\s?[:：／/]?\s?([\u4e00-\u9fff·]{2,12})(?=[\s|/]|$)")
_TELLING = re.compile(r"(?<![a-z])(?:meta|credit|info)(?![a-z])", re.IGNORECASE)  # of a class name
_MAILED = re.compile(rf"({NAME})\s?[|·•–(-]?\s?[\w.+-]{{1,64}}@[\w.-]{{3,80}}\W*")
_PAPERS = re.compile(r" (?:staff|sports|city|news) (?:writer|reporter|photographer|editor)\b")
_BESIDE_DATE = re.compile(rf"({NAME}) ?[|·•] ?(?=\d{{1,2}}[./ ])")  # "Ann Example | 4.3.2026"
_COLON = re.compile(r"[:：]")
_OF = re.compile(r"(?:Της|Του|Των) ")  # Greek bylines decline the name
_READ_IN = re.compile(  # "3 min read"
    r"[·•|–—-]?\s?\b\d{1,3}[ -]?min(?:s|utes?|uten|uti|utos?|uter|uten)?\.?(?: (?:read|lesezeit|de lecture|de lectura|de leitura|di lettura|leestijd|läsning|lesetid))?(?!\w)\s?[·•|–—-]?",
    re.IGNORECASE,
)
_NAMES = re.compile(rf"({NAME}(?:(?:, | and | und | et | y | e | & ){NAME}){{0,3}})")
_FULL_NAME = re.compile(rf"({NAME})")
_ABOUT = re.compile(  # "Ann Example is a reporter who …"
    rf"((?-i:{NAME})) (?:is|ist|est|es|è|é|er|är|jest) (?:an? |the |our |eine? |une? |una? |um[a]? |en |et |el |la )?(?:[\w’'-]+ ){{0,5}}?"
    r"(?:reporter|writer|journalist|correspondent|editor|columnist|author|critic|redakteur(?:in)?|reporterin|journalistin|autorin|journaliste|periodista|giornalista|jornalista|dziennikar(?:z|ka))(?!\w)",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"(?:words?|text[eo]?|testo|tekst|story|interview|by|von|par|por|di|door|authors?|autor(?:en|es|in)?|auteur(?:e|s)?|autore|autori|автор|written by|reporting)\s?[:：]?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    rf"\(({NAME}(?:(?:, ?| ?/ ?| and | und | et | y | e | & ){NAME}){{0,3}})(?:(?:, ?| ?/ ?)(?:[A-Z]{{2,4}}|dpa|red|apa))*(?:, ?(?P<day>\d{{1,2}}\. ?\d{{1,2}}\. ?\d{{4}}))?\)\W*$"
)
_DOUBLED = re.compile(r"(by|von|par|por|di)[\s:]*\1(?!\w)", re.IGNORECASE)  # of the template, and of the text
_BRACKET = 160  # characters
_POINTS = re.compile(r"(?:see|siehe|voir|ver|vedi|photos?|fotos?|bild(?:er)?|read|source|quelle)\b", re.IGNORECASE)
_REPORTER = re.compile(r"(?:^|[\s.])([가-힣]{2,4}) ?기자(?: ?[=·]?\s*\S{2,30}@\S{3,30})?$")
_AUTHORS_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|i|e)?|auteurs?|profiles?|people|staff|journalists?|journalistes?|contributors?|reporters?|writers?|columnists?|redaktion|redacteurs?|by)/[^/]",
    re.IGNORECASE,
)
_MOST_CHUNKS = 600
_NEAR = 3  # chunks
_WIDE = frozenset(("body", "main", "article"))


def is_signed(text: str) -> bool:
    """Whether a line names somebody after a "By", wherever it stands, or is one that may sign an article."""
    line = text[:400]
    if any(pattern.search(line) is not None for pattern in (_SIGNED, _PREFIXED)):
        return True
    whole = any(pattern.match(line) is not None for pattern in (_WRITTEN_BY, _REPORTED, _ROLED))
    whole = whole or _BRACKETED.search(text[-_BRACKET:]) is not None
    whole = whole or (not text.isascii() and bool(eastern_names(line[:40]) or labelled(line[:60]) or in_brackets(text)))
    return whole or AGENCY.fullmatch(line[:60]) is not None


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
        if is_posted(chunk.box.element):
            continue
        if names := _in_line(chunk, segments, near=near, below=below):
            return names
    return ""


def _in_line(chunk: Chunk, segments: Segments, *, near: bool, below: bool) -> str:
    """The names in a line around the headline; `near` says that it is right below, `below` that nothing names its box too."""
    names = _after_word(chunk) or _linked(chunk) or _in_list(chunk, segments)
    if not names and near:
        names = "" if chunk.text.isascii() else _eastern(chunk, segments)
        names = names or _with_role(chunk) or _after_day(chunk) or _all_of(chunk) or _before_day(chunk)
    if not names and below:
        names = _above_day(chunk, segments)
    return names or (chunk.text if _is_beside_portrait(chunk) else "")


def _after_word(chunk: Chunk) -> str:
    """The names after a "By", wherever it stands in a line; of any form at its start, where a date follows."""
    line = _line(chunk)
    for pattern in (_SIGNED, _PREFIXED, _ROLE, *((_CHINESE,) if chunk.words <= 40 else ())):
        if (found := pattern.search(line)) and is_name(names := trimmed(_undated(found))):
            return names
    if not line.isascii() and chunk.words <= 20 and (names := labelled(shown_text(chunk.box.element, 120, glue=" "))):
        return names
    if chunk.words <= 12 and BY.match(chunk.text) and moment_in(chunk.text):
        return names if is_name(names := trimmed(chunk.text)) else ""
    return ""


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


def _line(chunk: Chunk) -> str:
    """What a chunk says; with a space between its pieces where a mailbox stands right behind a name."""
    if "@" not in chunk.text[:200] and not _DOUBLED.match(chunk.text[:12]):
        return chunk.text[:400]
    return _DOUBLED.sub(r"\1", shown_text(chunk.box.element, 400, glue=" "))


def _linked(chunk: Chunk) -> str:
    """The names in a short line that lead to their owners' pages."""
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
    found = _ROLED.match(chunk.text[:100])
    return found[1] if found and (found.end() == len(chunk.text) or moment_in(chunk.text)) else ""


def _all_of(chunk: Chunk) -> str:
    """The office or the single name that is all a line says after its "By": "By RFE/RL"."""
    found = _BY_ONE.fullmatch(chunk.text[:60])
    return found[1] if found and is_name(found[1]) and not chunk.level else ""


def _after_day(chunk: Chunk) -> str:
    """The name that ends a line of which the rest is a date: "4 March 2026 Ann Example"."""
    if chunk.box.label not in ("", "meta", "byline") or chunk.words > 10 or chunk.links:
        return ""
    rest = _READ_IN.sub("", after_date(chunk.text[:120])).strip(" ·•|–—-")
    return rest if _FULL_NAME.fullmatch(rest) and not (OFFICE.search(rest) or _OF.match(rest)) and is_name(rest) else ""


def _before_day(chunk: Chunk) -> str:
    """The name before a date, in a line whose element is named for who wrote the article: "Ann Example 4 March 2026"."""
    telling = chunk.box.label in ("byline", "meta", "caption") or _TELLING.search(chunk.box.element.get("class") or "")
    if not telling or chunk.words > 14:
        return ""
    name = before_date(spaced(chunk)[:120])
    return name if _FULL_NAME.fullmatch(name) and not OFFICE.search(name) and is_name(name) else ""


def _above_day(chunk: Chunk, segments: Segments) -> str:
    """The names that are a line, with a date in the one below it."""
    line = trimmed(_line(chunk)[:200])
    if chunk.links or not _NAMES.fullmatch(line) or OFFICE.search(line):
        return ""
    following = segments.chunks[chunk.order + 1 : chunk.order + 2]
    return line if any(one.words <= 8 and moment_in(one.text[:80]) for one in following) else ""


def _is_beside_portrait(chunk: Chunk) -> bool:
    """Whether a line is the name of whom a picture in the same box shows, as columns open: the picture's words are it."""
    if (
        chunk.level == 1
        or chunk.words > 4
        or chunk.box.label in (*ELSEWHERE, "caption")
        or not _FULL_NAME.fullmatch(chunk.text)
    ):
        return False
    outer = chunk.box.element.getparent()
    pictures = islice(outer.iter("img"), 3) if outer is not None and outer.tag not in _WIDE else ()
    return is_name(chunk.text) and any(" ".join((one.get("alt") or "").split()) == chunk.text for one in pictures)


def below_text(segments: Segments, outside: set[Box], headline: str) -> str:
    """The name in the first line below the text that says nothing but who signs it."""
    text_above = False
    for chunk in segments.chunks[places(segments.chunks, headline)[0] :][:_MOST_CHUNKS]:
        found = _signature(chunk, text_above=text_above, inside=chunk.box not in outside)
        if not found and text_above and chunk.words <= 4 and _is_last(chunk, segments, outside):
            found = _FULL_NAME.fullmatch(chunk.text[:200])
        found = found or _REPORTER.search(chunk.text[-60:])
        if not found and (names := _in_brackets(chunk, segments, outside) or _credited(chunk)):
            return names
        if found and is_name(names := trimmed(found[1])) and not is_posted(chunk.box.element):
            return names
        if names := _about(chunk, segments, outside):
            return names
        if text_above and (names := _above_place(chunk, segments, outside)):
            return names
        text_above = chunk.good > 0 and chunk.box.label != "caption"
    return ""


def _signature(chunk: Chunk, *, text_above: bool, inside: bool) -> re.Match[str] | None:
    """The words of a line that signs an article; `inside` says that it may belong to it, `text_above` what it stands below."""
    line = chunk.text[:200]
    if chunk.words > 30 or is_elsewhere(chunk.box):
        return None
    found = _POSTED.match(line) or _WRITTEN_BY.match(line) or _REPORTED.match(line)
    if not found and chunk.words <= 8:
        found = (
            _LABELLED.match(line)
            or _BESIDE_DATE.match(line)
            or (_PREFIXED.match(line) if _COLON.search(line) else None)
        )
    if not found and "@" in line:
        found = _MAILED.fullmatch(_line(chunk)[:200])
    if not found and inside and (text_above or chunk.box.tag == "p"):
        found = _ALL_OF_IT.fullmatch(line)
    outer = chunk.box.parent
    if not found and chunk.words <= 4 and outer and "bio" in (chunk.box.label, outer.label):
        found = _FULL_NAME.fullmatch(line)
    return found


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
    found = None if names else _BRACKETED.search(line[-_BRACKET:])
    alone = found is not None and line[-_BRACKET:].startswith(found[0])
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
    if chunk.words > 120 or not (found := _ABOUT.match(chunk.text[:160])) or not is_name(found[1]):
        return ""
    inner = next(iter(chunk.box.element), None)
    apart = inner is not None and inner.tag in ("em", "i") and len(shown_text(inner, 400)) > 0.8 * len(chunk.text[:400])
    told = _is_bio(chunk.box) or (apart and _ends_text(chunk, segments, outside))
    return found[1] if told and not is_posted(chunk.box.element) else ""


def _is_bio(box: Box | None) -> bool:
    while box is not None and box.label != "bio":
        box = box.parent
    return box is not None


def _above_place(chunk: Chunk, segments: Segments, outside: set[Box]) -> str:
    """The name that is the first, bold line of a text's last paragraph, above where its owner lives: a letter's."""
    inner = [one for one in islice(chunk.box.element, 3) if isinstance(one.tag, str)]
    if chunk.words > 12 or [one.tag for one in inner[:2]] not in (["strong", "br"], ["b", "br"]):
        return ""
    name = shown_text(inner[0], 80)
    fits = _FULL_NAME.fullmatch(name) is not None and is_name(name) and not is_posted(chunk.box.element)
    return name if fits and _ends_text(chunk, segments, outside) else ""


def _is_last(chunk: Chunk, segments: Segments, outside: set[Box]) -> bool:
    """Whether a line set apart in bold or italics is the last one of the text: a signature."""
    element, above = chunk.box.element, segments.chunks[chunk.order - 1]
    inner = [one.tag for one in element if isinstance(one.tag, str)]
    slanted = inner in (["em"], ["i"]) and not (element.text or "").strip()
    if (
        chunk.level
        or chunk.links
        or not (slanted or chunk.bold > 0.9)
        or chunk.box.parent not in (above.box, above.box.parent)
    ):
        return False
    return _ends_text(chunk, segments, outside)


def _ends_text(chunk: Chunk, segments: Segments, outside: set[Box]) -> bool:
    """Whether none of the next lines is text: what a list at most says, of letters to the paper, is none."""
    following = segments.chunks[chunk.order + 1 : chunk.order + 6]
    return all(one.good == 0 or one.box in outside or one.box.tag == "li" for one in following)


def _undated(found: re.Match[str]) -> str:
    """The names that were found, without the month of a date or the paper that follows them: "Ann Example June 4"."""
    before, _, last = found[1].rpartition(" ")
    if before.count(" ") and _PAPERS.match(found.string, found.end(1)):
        return before  # "Ann Example Herald staff writer"
    following = found.string[found.end(1) : found.end(1) + 3].lstrip(" .")
    return before if " " in before and following[:1].isdigit() and moment_in(f"{last} 1, 2020") else found[1]
