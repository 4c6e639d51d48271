"""Who wrote the article: the byline as readers see it, without its "By" and without what stands around it, and the names."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from tracker.extract.linked_data import LinkedData
from tracker.extract.segment import Box, Segments, names_creator
from tracker.extract.shown import shown_text

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|ene|abr|ago|dic|fev|set|out|janv|févr|avr|juin|juil|août|déc|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек"
METAS = (
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
    r"\W*(?:(?:(?:written|reported|story|text|posted|published|words|analysis|review|opinion|report|photos?"
    r"|geschrieben|verfasst|veröffentlicht|erstellt|(?:ein )?(?:gast)?(?:beitrag|artikel|kommentar)|écrit|publié|escrito|publicado|scritto|pubblicato|geschreven|skrevet|skriven)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|od|autor(?:es|in)?|author|redazione|автор|текст)\b)\s?[:：]?\s*",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_a-z][\w'’.-]{0,30}(?: (?:de|da|van|von|bin|al|el|la|le|der|den|di|dos|[^\W\d_a-z][\w'’.-]{0,30})){1,5}"
_SIGNED = re.compile(
    r"(?:^|[\d|·•/,] ?|\b[Pp]osted |\b[Ww]ritten |\b[Ww]ords )(?:[Bb][Yy]|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Aa]v|[Aa]f)[:]? "
    rf"({_NAME}(?:(?:, | and | und | et | y | e | & ){_NAME}){{0,5}})"
)
_PREFIXED = re.compile(
    r"^(?:लेखक|लेखिका|रिपोर्ट|بقلم|كتب|كتبت|إعداد|تقرير|نوشته|作者|撰文|记者|記者|文|取材|글|автор|текст|autor(?:es|a|in)?|author|tekst|text|texte?|testo|texto|reporter|written by|scritto da|écrit par|escrito por|yazan|autore)\s?[:：／/＝=]?\s+?(\S.{1,60})$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[•·|–—]|\s-\s|@\w|\(|\d|https?:|\b(?:updated|published|posted|last updated|first published|follow|contact|email|share|tweet|print|comments?|staff writer|is an? |minutes?|min read|aktualisiert|veröffentlicht)\b"
    rf"|\b(?:{_MONTHS})[a-zäéû]*\.?\s+\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b).*",
    re.IGNORECASE | re.DOTALL,
)
_SPLIT = re.compile(
    r"\s*(?:,|;|\||/|\band\b|\bund\b|\bet\b|\by\b|\bund\b|\be\b(?= [A-Z])|\bи\b|&|\bwith\b|\bmit\b)\s*", re.IGNORECASE
)
_PAPER = re.compile(r"(\w[\w.'’-]*[^\W\dA-Z][\w.'’-]* .*[^\W\dA-Z])(?: [A-Z]{2,})+")  # "Ann Example THE PAPER"
_OFFICE = re.compile(
    r"\b(?:press|news|media|staff|writer|reporter|editor|correspondent|columnist|times|daily|post|today|agency|bureau|contributor|associated|reuters|afp|dpa|cnn|bbc|ap|redaktion|redacción|agenc[iy]\w*|online|team)\b",
    re.IGNORECASE,
)
_SECTIONS = frozenset(
    (
        "opinion",
        "comment",
        "analysis",
        "news",
        "politics",
        "sport",
        "sports",
        "kommentar",
        "meinung",
        "politik",
        "wirtschaft",
    )
)
_NOT_A_NAME = re.compile(
    r"[«»<>{}=\[\]]|https?:|www\.|\b(?:next|previous|posts?|home|menu|share|comments?|submitted|posted|published|read|more|click|sign|subscribe|view|all|articles?|by|entry|filed|under|dieser?|eintrag|beitrag|wurde|schlag(?:worte|wörter)|stichworte|gmbh|kg|ltd|llc|inc|verlag)\b|编辑|編輯|編集",
    re.IGNORECASE,
)


def read_byline(
    segments: Segments, metas: dict[str, str], data: LinkedData, outside: set[Box]
) -> tuple[str, tuple[str, ...]]:
    """The byline as shown (or made of the names, where none is shown), and the names themselves."""
    shown = _shown(segments, outside)
    named = tuple(dict.fromkeys(person for name in data.authors for person in _persons(name)))
    if not named:
        claim = next((metas[name] for name in METAS if _is_name(metas.get(name, ""))), "")
        named = tuple(_persons(claim))
    if not named:
        shown = shown or _written(segments, outside)
        named = tuple(_persons(shown))
    return shown or ", ".join(named), named


def is_signature(text: str) -> bool:
    """Whether a text is names, in an element that may name the author."""
    return _is_name(_trimmed(text[:200]))


def is_signed(text: str) -> bool:
    """Whether a line names somebody after a "By", wherever it stands."""
    return any(pattern.search(text[:400]) is not None for pattern in (_SIGNED, _PREFIXED))


def _written(segments: Segments, outside: set[Box]) -> str:
    """The names after a "By" in one of the lines around the headline, where nothing is marked as the author's."""
    start = next((chunk.order for chunk in segments.chunks if chunk.level in (1, 2)), 0)
    for chunk in segments.chunks[max(0, start - 3) : start + 9]:
        if chunk.words > 40 or (chunk.box in outside and chunk.box.label != "meta"):
            continue
        for pattern in (_SIGNED, _PREFIXED):
            if (found := pattern.search(chunk.text[:400])) and _is_name(text := _trimmed(found[1])):
                return text
    return ""


def _shown(segments: Segments, outside: set[Box]) -> str:
    """The first text that looks like names among the elements that may name the author; those that say so go first."""
    signed = [element for element, box in segments.signed if box not in outside or _says_author(element)]
    for element in sorted(signed[:12], key=_vagueness):
        text = _trimmed(shown_text(element, 200, glue=" "))
        if _is_name(text):
            return text
    return ""


def _says_author(element: Any) -> bool:
    return "author" in (element.get("itemprop"), element.get("rel")) or names_creator(element)


def _vagueness(element: Any) -> int:
    names = (element.get("class") or "").lower()
    if "byline" in names:
        return 0
    return 1 if _says_author(element) else 2


def _trimmed(text: str) -> str:
    found = _BY.match(text)
    text = text[found.end() :] if found else text
    return _TAIL.sub("", text, count=1).replace(" ,", ",").strip(" ,;:.|-–—")


def _persons(text: str) -> Iterator[str]:
    """The persons of a byline; an office among them is left out, unless it is all there is."""
    pieces = [_PAPER.sub(r"\1", piece.strip(" .")) for piece in _SPLIT.split(_trimmed(text))]
    pieces = [piece for piece in pieces if _is_name(piece)]
    persons = [piece for piece in pieces if not _OFFICE.search(piece) and not (piece.isupper() and len(piece) <= 4)]
    yield from persons or pieces[:1]


def _is_name(text: str) -> bool:
    if text.casefold() in _SECTIONS:
        return False
    letters = sum(char.isalpha() or char in " .'’-" for char in text)
    letters += sum(unicodedata.category(char)[0] == "M" for char in text if char > "\u02ff")
    lowered = text.isascii() and text.islower() and " " not in text
    fits = not lowered and 2 <= len(text) <= 120 and len(text.split()) <= 14 and letters >= 0.8 * len(text)
    return fits and text[0].isalpha() and _NOT_A_NAME.search(text) is None
