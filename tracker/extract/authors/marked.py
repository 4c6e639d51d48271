"""The byline that markup names for the author, as readers see it, and which of its words are the names."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from tracker.extract.authors.claimed import ADDRESS
from tracker.extract.authors.eastern import labelled
from tracker.extract.authors.openings import leads_to_author
from tracker.extract.authors.persons import (
    OFFICE,
    ROLE_ALONE,
    begins_as_name,
    distinct,
    is_name,
    persons_in,
    trimmed,
)
from tracker.extract.authors.roles import credited
from tracker.extract.authors.signatures import NAME
from tracker.extract.authors.tested import names_in, tested_bylines
from tracker.extract.authors.trades import is_trade
from tracker.extract.dating.marked import Around, is_apart, is_of_another
from tracker.extract.parsing.naming import is_comment, label_at
from tracker.extract.parsing.near import is_elsewhere, is_posted
from tracker.extract.parsing.segment import Box, Segments, names_creator
from tracker.extract.parsing.shown import shown_text

_JOINED = re.compile(rf"{NAME}(?: ?, {NAME}){{0,3}} (?:and|und|et|y|e|og|och|en|&) {NAME}")
_AUTHOR = frozenset(("author", "autor", "autorin", "auteur", "autore"))
_NAMED = _AUTHOR | {"name", "nom", "nombre", "nome", "namn", "navn", "naam"}
_HANDLE = re.compile(r"[a-z][a-z\d._-]{2,29}")  # of an account
_ONWARD = re.compile(r"[\w)](?:, ?| (?:and|und|et|y|e|og|och|en|&) )$")
_LINE = 160  # characters
_PICTURES = re.compile(
    r"\((?:fotos?|fotogra\w+|photos?|photogra\w+|bild\w*|images?|illustra\w+|video|kamera|zdjęcia)\)", re.IGNORECASE
)
_IN_OFFICE = re.compile(  # "Environment editor", "Deputy political editor", beside a name
    r"(?:(?:Senior|Chief|Deputy|Managing|Associate|Special|Executive|Staff|Contributing|Assistant) )*"
    r"(?:[^\W\d_][\w-]{1,30} ){0,1}(?:[a-z]{2,30} )?(?i:editor|correspondent|reporter|columnist|writer|critic|photographer|staff)"
)
_PIECES = ("span", "div", "p", "i", "em", "small")
_HOLDERS = ("span", "p", "div", "label", "time", "strong")
_ASIDE = re.compile(
    r"(?<![a-z])(?:location|place|city|role|job(?:-?title)?|position|occupation|ort|lieu|luogo|lugar)(?![a-z])",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"by-?line|author|autor|auteur|writer|reporter|signature|firma|meta|credit", re.IGNORECASE)
_NAMING = re.compile(r"(?:author|byline|writer|reporter)[\w-]*[-_]?name\b|\bfn\b", re.IGNORECASE)


def shown_byline(segments: Segments, outside: set[Box], site: str, around: Around) -> tuple[str, tuple[str, ...]]:
    """The first text that looks like names among the elements that may name the author, and the names; elements that
    say so go first.
    """
    signed = [
        element
        for element, box in segments.signed
        if box not in outside or _says_author(element) or (is_card(element) and not is_elsewhere(box))
    ]
    known: dict[Any, bool] = {}
    signed = [one for one in signed[:40] if not (is_commenters(one, known) or _is_dateline(one) or is_posted(one))]
    signed = [one for one in signed if not (_is_aside(one) or _is_below_picture(one))]
    parts = (
        sorted(part, key=lambda one: (is_apart(one, around), _vagueness(one), _is_long(one)))
        for part in (signed[:12], signed[12:])
    )
    for element in chain.from_iterable(parts):
        if is_of_another(element, around):
            continue
        text = trimmed(_without_site(said := _said(element), site))
        if not text.isascii():
            text = ", ".join(credited(said)) or labelled(said) or text  # "记者 …"
        if _HANDLE.fullmatch(text) and (is_card(element) or _says_author(element)):
            return text, (text,)
        if _is_long(element) and not (_SIGNED.search(element.get("class") or "") or _says_author(element)):
            continue  # a whole text, whose first words may look like names
        if is_name(text) and not ROLE_ALONE.fullmatch(text) and not ADDRESS.fullmatch(text):
            text = _joined(element, text) or text
            people = _several(element, signed, text) or distinct(persons_in(_before_offices(element, text)))
            return (_together(element, signed) or text), people
    return _named_outside(segments, outside, around)


def _named_outside(segments: Segments, outside: set[Box], around: Around) -> tuple[str, tuple[str, ...]]:
    """The one person whom elements beside the text name by their class, as below it: "author__name"; nothing where they
    name several, as cards of other articles do.
    """
    known: dict[Any, bool] = {}
    named = [
        element
        for element, box in segments.signed[:40]
        if box in outside and not is_elsewhere(box) and _NAMING.search(element.get("class") or "")
    ]
    named = [one for one in named if not (is_commenters(one, known) or _is_aside(one) or is_of_another(one, around))]
    people = distinct(person for one in named for person in _alone_in(one))
    return (people[0], people) if len(people) == 1 else ("", ())


def _alone_in(element: Any) -> list[str]:
    """The person an element names, without the place behind: "Ann EXAMPLE/OSLO"."""
    text = trimmed(_said(element).partition("/")[0])
    return [text] if " " in text and is_name(text) and not OFFICE.search(text) else []


def tested_byline(segments: Segments, around: Around) -> tuple[str, tuple[str, ...]]:
    """The names in the first element that an attribute for tests names for them, and the names."""
    known: dict[Any, bool] = {}
    for element in tested_bylines(segments.tested):
        if is_of_another(element, around) or is_posted(element) or is_commenters(element, known):
            continue
        if people := distinct(names_in(element)):
            return ", ".join(people), people
    return "", ()


def _said(element: Any) -> str:
    """What an element shows of a byline, without what only machines see."""
    if not len(element) or not any(map(_is_unseen, element.iterdescendants(*_HOLDERS))):
        return shown_text(element, 200, glue=" ")
    pieces = [element.text or ""]
    for one in element:
        pieces += ["" if not isinstance(one.tag, str) or _is_unseen(one) else _said(one), one.tail or ""]
    return " ".join(" ".join(pieces).split())[:200]


def _before_offices(element: Any, line: str) -> str:
    """A line of names with a comma for each element of it that is an office alone: "Ann Example, [Environment editor]"."""
    offices = [shown_text(one, 80) for one in islice(element.iterdescendants(*_PIECES), 20) if _is_office(one)]
    parted = line
    for office in offices:
        parted = parted.replace(f" {office}", ", ", 1)
    return parted if offices and trimmed(parted) else line


def _is_unseen(element: Any) -> bool:
    """Whether what an element of a byline holds is no part of the names: unseen, a time, or a place or an office by its name."""
    return _is_aside(element) or label_at(element) == "hidden"


def _is_office(element: Any) -> bool:
    """Whether an element behind another is nothing but an office: "Ann Example", "Environment editor"."""
    said = "" if element.getprevious() is None else shown_text(element, 80)
    return _IN_OFFICE.fullmatch(said) is not None or is_trade(said)


def _is_aside(element: Any) -> bool:
    names = element.get("class")
    return element.tag in ("label", "time") or (names is not None and _names_aside(names))


@lru_cache(maxsize=20_000)
def _names_aside(names: str) -> bool:
    return _ASIDE.search(names[:400]) is not None


def _is_below_picture(element: Any) -> bool:
    return any(outer.tag == "figcaption" for outer in element.iterancestors())


def _without_site(line: str, site: str) -> str:
    """A line without the name of the site that opens it, parted from what follows: "The Paper | Ann Example"."""
    rest = line[len(site) :].lstrip() if site and line.casefold().startswith(site.casefold()) else ""
    return rest[1:].lstrip() if rest[:1] in ("|", "•", "·", "–", "—", "/") and rest[1:].strip() else line


def _several(element: Any, signed: list[Any], line: str) -> tuple[str, ...]:
    """The names that an element, or it and its like beside it, give one by one; `line` is what it shows of them. Empty
    where it gives none so.
    """
    inner = [one for one in element.iter() if isinstance(one.tag, str) and one is not element][:40]
    named = [one for one in inner if _holds_name(one)]
    if len(named) == 1 and not any(next(one.iter("a"), None) is not None for one in named if one.tag != "a"):
        named = [
            one
            for one in inner
            if one in named or (one.tag == "a" and (leads_to_author(one) or _goes_on(line, shown_text(one, 80))))
        ]
    kinds = ([one for one in inner if one.tag in tags] for tags in (("a",), ("b", "strong"), ("li",)))
    marked = next((alike for alike in kinds if len(alike) > 1), [])
    beside = [one for one in signed if _is_beside(one, element)]
    pages = [one for one in inner if one.tag == "a" and leads_to_author(one)]  # "Ann Example | Tor Example"
    groups = [alike for alike in (named, pages, marked, beside) if len(alike) > 1]
    alike, names = next(((alike, names) for alike in (*groups, named) if (names := _names_of(alike))), (named, []))
    if alike is marked:
        said = _said(element)
        names = [name for name in names if name in line or _goes_on(said, name)]
        before = persons_in(line[: line.index(names[0])]) if names else ()  # "By A. Name, [B. Name] and [C. Name]"
        names = [*(name for name in before if " " in name and not OFFICE.search(name)), *names]
    if not named and len(set(names)) < 2 and not (names and any(map(_took_pictures, alike))):
        return ()
    names = [name for name in names if not any(other != name and other in name for other in names)]  # "About A. Name"
    return distinct(person for name in names for person in persons_in(name))


def _goes_on(line: str, name: str) -> bool:
    """Whether a line goes on to this name from another: "Ann Example in Oslo, Tor Example in Rome and …"."""
    return _ONWARD.search(line[: max(0, line.find(name))]) is not None


def _names_of(elements: Iterable[Any]) -> list[str]:
    names = [trimmed(_said(one)[:80]) for one in elements if not _took_pictures(one)]
    names = [name for name in names if begins_as_name(name) and not OFFICE.search(name)]
    return [name for name in names if " " in name and is_name(name)]


def _took_pictures(element: Any) -> bool:
    """Whether the name of an element is a photographer's: "Ann Example (photos)"."""
    return _PICTURES.search(f"{shown_text(element, 100)} {element.tail or ''}"[:120]) is not None


def _holds_name(element: Any) -> bool:
    """Whether an element inside of a byline says that it holds the name alone."""
    if not _NAMED.isdisjoint((element.get("class") or "").lower().split()):
        return True
    return element.get("itemprop") == "name" or _NAMING.search(element.get("class") or "") is not None


def _together(element: Any, signed: list[Any]) -> str:
    """The line that several elements, each with one author's name, make; empty where it is no line of names."""
    beside = [one for one in signed if _is_beside(one, element)]
    outer = element.getparent()
    if len({shown_text(one, 80, glue=" ") for one in beside}) < 2 or outer is None:
        return ""
    text = trimmed(shown_text(outer, 200, glue=" "))
    return text if is_name(text) else ""


def _joined(element: Any, name: str) -> str:
    """The names that an "and" joins to the one of an element, in the line around it: "By [A. Name] and B. Name"."""
    outer = element.getparent()
    if outer is None or element.tag != "a" or outer.tag in ("body", "article"):
        return ""
    line = shown_text(outer, 200, glue=" ")
    found = _JOINED.search(line, max(0, line.find(name))) if len(line) < 200 else None
    return found[0] if found and found[0].startswith(name) and is_name(found[0]) else ""


def _is_beside(one: Any, element: Any) -> bool:
    """Whether an element says as `element` does who wrote the article, right beside it."""
    if (
        one.getparent() is not element.getparent()
        or (one.get("class") or "").split()[:1] != (element.get("class") or "").split()[:1]
    ):
        return False
    return all(one.get(kind) == element.get(kind) for kind in ("itemprop", "rel"))


def is_commenters(element: Any, known: dict[Any, bool]) -> bool:
    """Whether an element names who wrote a comment, as microdata or the names around it say. What is `known` of elements
    around others is not found again.
    """
    passed = []
    found = False
    for outer in element.iterancestors():
        if outer in known:
            found = known[outer]
            break
        passed.append(outer)
        if found := _holds_comment(outer):
            break
    known.update(dict.fromkeys(passed, found))
    return found


def _holds_comment(outer: Any) -> bool:
    if is_comment(outer) or outer.get("itemprop") == "comment":
        return True
    return label_at(outer) == "comments" and next(outer.iter("h1", "article"), None) is None


def _is_dateline(element: Any) -> bool:
    """Whether an element is the place that opens a paragraph: "OSLO, Norway - "."""
    outer = element.getparent()
    within = element.tag in ("span", "b", "strong", "em", "i") and outer is not None and outer.tag == "p"
    return within and "dateline" in (element.get("class") or "").lower() and len(shown_text(outer, 400)) > 100


def _says_author(element: Any) -> bool:
    return "author" in (element.get("itemprop"), element.get("rel")) or names_creator(element)


def is_card(element: Any) -> bool:
    """Whether an element is the card of an author (hCard)."""
    names = element.get("class") or ""
    return "vcard" in names and "author" in names


def _is_long(element: Any) -> bool:
    """Whether an element holds more than a byline: what the author has done, too."""
    return len(shown_text(element, _LINE + 1, glue=" ")) > _LINE


def _vagueness(element: Any) -> int:
    names = (element.get("class") or "").lower()
    if "byline" in names:
        return 0
    return 1 if _says_author(element) else 2
