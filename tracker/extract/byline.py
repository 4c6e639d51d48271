"""Who wrote the article: the byline as readers see it, without its "By" and without what stands around it, and the names."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from tracker.extract.dates import moment_in
from tracker.extract.linked_data import LinkedData
from tracker.extract.naming import label_of
from tracker.extract.segment import Box, Segments, names_creator
from tracker.extract.shown import shown_text

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|ene|abr|ago|dic|fev|set|out|janv|févr|avr|juin|juil|août|déc|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек"
METAS = (
    "author",
    "authors",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
    "og:article:author",
    "article.author",
    "article_author",
    "author_name",
    "author-name",
    "creator",
    "dc:creator",
    "byline",
    "citation_author",
)
_BY = re.compile(
    r"\W*(?:(?:(?:written|reported|story|text|posted|published|words|analysis|review|opinion|report|photos?"
    r"|geschrieben|verfasst|veröffentlicht|erstellt|(?:ein )?(?:gast)?(?:beitrag|artikel|kommentar)|écrit|publié|escrito|publicado|scritto|pubblicato|geschreven|skrevet|skriven)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|od|autor(?:es|in)?|author|redazione|автор|текст)\b|(?:text|texte|testo|texto|tekst|words|story)(?=\s?[:：]))\s?[:：]?\s*",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_a-z][\w'’.-]{0,30}(?: (?:de|da|van|von|bin|al|el|la|le|der|den|di|dos|[^\W\d_a-z][\w'’.-]{0,30})){1,5}"
_SIGNED = re.compile(
    r"(?:^|[\d|·•/,–-] ?|\b(?:[Pp]osted|[Pp]ublished|[Ww]ritten|[Ww]ords|[Tt]ext|[Pp]ublicado|[Ee]scrito|[Pp]ublié|[Éé]crit|[Pp]ubblicato|[Ss]critto|[Vv]eröffentlicht|[Gg]eschrieben) )(?:[Bb][Yy]|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Aa]v|[Aa]f)[:]? "
    rf"({_NAME}(?:(?:, | and | und | et | y | e | & ){_NAME}){{0,5}})"
)
_PREFIXED = re.compile(
    r"^(?:लेखक|लेखिका|रिपोर्ट|بقلم|كتب|كتبت|إعداد|تقرير|نوشته|作者|撰文|记者|記者|文|取材|글|автор|текст|autor(?:es|a|in)?|author|tekst|text|texte?|testo|texto|reporter|written by|scritto da|écrit par|escrito por|yazan|autore)\s?[:：／/＝=]?\s+?(\S.{1,60})$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[•·|–—]|\s-\s|@\w|\(|\d|https?:|\b(?:updated|published|posted|last updated|first published|follow|contact|email|share|tweet|print|comments?|staff writer|is an? |minutes?|min read|for the|für (?:die|den|das)|aktualisiert|veröffentlicht)\b"
    rf"|\b(?:{_MONTHS})[a-zäéû]*\.?\s+\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?-i:\b(?:in|from|aus|for|à) [^\W\d_a-z])).*",
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
_NAMING = re.compile(r"(?:author|byline|writer|reporter)[\w-]*[-_]name\b|\bfn\b", re.IGNORECASE)
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
    r"^post\b|[«»<>{}=\[\]]|https?:|www\.|\b(?:next|previous|posts|home|menu|share|comments?|submitted|posted|published|read|more|click|sign|subscribe|view|all|articles?|by|entry|filed|under|dieser?|eintrag|beitrag|wurde|schlag(?:worte|wörter)|stichworte|gmbh|kg|ltd|llc|inc|verlag)\b|编辑|編輯|編集",
    re.IGNORECASE,
)


def read_byline(
    segments: Segments, metas: dict[str, str], data: LinkedData, outside: set[Box], headline: str
) -> tuple[str, tuple[str, ...]]:
    """The byline as shown (or made of the names, where none is shown), and the names themselves.

    What JSON-LD or the head claim goes first, unless it is a house or an account where the page shows a person.
    """
    shown, people = _shown(segments, outside)
    named = _distinct(person for name in data.authors for person in _persons(name))
    houses = {_folded(name) for name in (*data.houses, metas.get("og:site_name", ""))}
    if not named:
        claims = [metas[name] for name in METAS if _is_name(metas.get(name, ""))]
        named = _distinct(_persons(claims[0] if claims else ""))
    if named and not shown:
        signed = _written(segments, outside, headline)
        if _outdoes(signed_by := _distinct(_persons(signed)), named, houses):
            return signed, signed_by
    elif named and _outdoes(people, named, houses):
        return shown, people
    if not named:
        if not shown:
            shown = _written(segments, outside, headline)
            people = _distinct(_persons(shown))
        named = people
    return shown or ", ".join(named), named


def _outdoes(shown: tuple[str, ...], named: tuple[str, ...], houses: set[str]) -> bool:
    """Whether the names that readers see are rather the authors' than those that are claimed: persons where a house is
    claimed, all where one of them is, or others than the account that put the article in.
    """
    if not shown:
        return False
    claimed = {_folded(name) for name in named}
    seen = {_folded(name) for name in shown}
    if claimed <= houses or all(_OFFICE.search(name) for name in named):
        return seen != claimed and any(" " in name or not name.isascii() for name in shown)
    if claimed < seen:
        return True
    persons = all(" " in name and not _OFFICE.search(name) for name in shown)
    return persons and not _common_words(shown, named)


def _common_words(names: Iterable[str], others: Iterable[str]) -> set[str]:
    first, second = (
        {word for name in group for word in _folded(name).split() if len(word) > 1} for group in (names, others)
    )
    return first & second


def _folded(name: str) -> str:
    """A name without case, accents and points, as two spellings of it are compared."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(char for char in plain if char.isalnum() or char in " -").split())


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple({_folded(name): name for name in reversed(list(names))}.values())[::-1]


def is_signature(text: str) -> bool:
    """Whether a text is names, in an element that may name the author."""
    return _is_name(_trimmed(text[:200]))


def is_signed(text: str) -> bool:
    """Whether a line names somebody after a "By", wherever it stands."""
    return any(pattern.search(text[:400]) is not None for pattern in (_SIGNED, _PREFIXED))


def _written(segments: Segments, outside: set[Box], headline: str) -> str:
    """The names after a "By" in one of the lines around the headline, where nothing is marked as the author's."""
    start = next((chunk.order for chunk in segments.chunks if chunk.level in (1, 2) or chunk.text == headline), 0)
    for chunk in segments.chunks[max(0, start - 3) : start + 9]:
        if chunk.words > 40 or (chunk.box in outside and chunk.box.label != "meta"):
            continue
        for pattern in (_SIGNED, _PREFIXED):
            if (found := pattern.search(chunk.text[:400])) and _is_name(text := _trimmed(found[1])):
                return text
        if (
            chunk.words <= 12
            and _BY.match(chunk.text)
            and moment_in(chunk.text)
            and _is_name(text := _trimmed(chunk.text))
        ):
            return text
    return ""


def _shown(segments: Segments, outside: set[Box]) -> tuple[str, tuple[str, ...]]:
    """The first text that looks like names among the elements that may name the author, and the names; elements that
    say so go first.
    """
    signed = [element for element, box in segments.signed if box not in outside or _says_author(element)]
    signed = [element for element in signed[:40] if not _is_commenters(element)][:12]
    for element in sorted(signed, key=_vagueness):
        text = _trimmed(shown_text(element, 200, glue=" "))
        if _is_name(text):
            return (_together(element, signed) or text), (_several(element, signed, text) or _distinct(_persons(text)))
    return "", ()


def _several(element: Any, signed: list[Any], line: str) -> tuple[str, ...]:
    """The names that an element, or it and its like beside it, give one by one; `line` is what it shows of them. Empty
    where it gives none so.
    """
    inner = [one for one in element.iter() if isinstance(one.tag, str) and one is not element][:40]
    named = [one for one in inner if _holds_name(one)]
    links = [one for one in inner if one.tag == "a"]
    alike = named or (links if len(links) > 1 else [one for one in signed if _is_beside(one, element)])
    names = [_trimmed(shown_text(one, 80, glue=" ")) for one in alike]
    names = [name for name in names if " " in name and _is_name(name) and not _OFFICE.search(name)]
    names = [name for name in names if alike is not links or name in line]
    if not named and len(set(names)) < 2:
        return ()
    names = [name for name in names if not any(other != name and other in name for other in names)]  # "About A. Name"
    return _distinct(person for name in names for person in _persons(name))


def _holds_name(element: Any) -> bool:
    """Whether an element inside of a byline says that it holds the name alone."""
    return element.get("itemprop") == "name" or _NAMING.search(element.get("class") or "") is not None


def _together(element: Any, signed: list[Any]) -> str:
    """The line that several elements, each with one author's name, make; empty where it is no line of names."""
    beside = [one for one in signed if _is_beside(one, element)]
    outer = element.getparent()
    if len({shown_text(one, 80, glue=" ") for one in beside}) < 2 or outer is None:
        return ""
    text = _trimmed(shown_text(outer, 200, glue=" "))
    return text if _is_name(text) else ""


def _is_beside(one: Any, element: Any) -> bool:
    """Whether an element says as `element` does who wrote the article, right beside it."""
    kinds = ("itemprop", "rel", "class")
    return one.getparent() is element.getparent() and all(one.get(kind) == element.get(kind) for kind in kinds)


def _is_commenters(element: Any) -> bool:
    """Whether an element names who wrote a comment, as microdata or the names around it say."""
    for outer in element.iterancestors():
        if "Comment" in (outer.get("itemtype") or "") or outer.get("itemprop") == "comment":
            return True
        if label_of(outer.tag, outer.attrib) == "comments" and next(outer.iter("h1", "article"), None) is None:
            return True
    return False


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
    return _TAIL.sub("", text, count=1).replace(" ,", ",").strip(" ,;:.|/／-–—")


def _persons(text: str) -> Iterator[str]:
    """The persons of a byline; an office among them is left out, unless it is all there is."""
    pieces = [_PAPER.sub(r"\1", piece.strip(" .")) for piece in _SPLIT.split(_trimmed(text))]
    pieces = [piece for piece in pieces if _is_name(piece)]
    if any(" " in piece for piece in pieces) and text.isascii():
        pieces = [piece for piece in pieces if " " in piece or "," not in text]  # "Ann Example, Berlin"
    persons = [piece for piece in pieces if not _OFFICE.search(piece) and not (piece.isupper() and len(piece) <= 4)]
    if persons and _OFFICE.search(pieces[0]) and not any(" " in person for person in persons) and text.isascii():
        persons = []  # "Reuters, Berlin"
    yield from persons or pieces[:1]


def _is_name(text: str) -> bool:
    if text.casefold() in _SECTIONS:
        return False
    letters = sum(char.isalpha() or char in " .'’-" for char in text)
    letters += sum(unicodedata.category(char)[0] == "M" for char in text if char > "\u02ff")
    lowered = text.isascii() and text.islower() and " " not in text
    fits = not lowered and 2 <= len(text) <= 120 and len(text.split()) <= 14 and letters >= 0.8 * len(text)
    return fits and text[0].isalpha() and _NOT_A_NAME.search(text) is None
