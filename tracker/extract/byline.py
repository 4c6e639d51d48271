"""Who wrote the article: the byline as readers see it, without its "By" and without what stands around it, and the names."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from tracker.extract.dates import moment_in, without_date
from tracker.extract.linked_data import LinkedData
from tracker.extract.naming import is_in_comment, label_of
from tracker.extract.near import around, is_elsewhere, places
from tracker.extract.persons import AGENCY, BY, HOUSE, OFFICE, ROLE_ALONE, distinct, folded, is_name, persons_in, trimmed
from tracker.extract.segment import Box, Chunk, Segments, names_creator
from tracker.extract.shown import shown_text

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
_NAME = r"[^\W\d_a-z][\w'’.-]{0,30}(?: (?:de|da|van|von|bin|al|el|la|le|der|den|di|dos|[^\W\d_a-z][\w'’.-]{0,30})){1,5}"
_SIGNED = re.compile(
    r"(?:^|[\d|·•/,–-] ?|[?!] |\b(?:[Pp]osted|[Pp]ublished|[Ww]ritten|[Ww]ords|[Aa]rticle|[Ss]tory|[Rr]eport|[Rr]eported|[Tt]ext|[Pp]ublicado|[Ee]scrito|[Pp]ublié|[Éé]crit|[Pp]ubblicato|[Ss]critto|[Vv]eröffentlicht|[Gg]eschrieben|[Aa]nalysis|[Oo]pinion|[Rr]eview|[Cc]olumn|[Cc]ommentary|[Kk]ommentar|[Gg]astbeitrag|[Aa]nalyse|[Kk]olumne|[Rr]eportage|[Ee]ssay|[Rr]ezension|[Kk]ritik|[Ii]nterview) )(?:[Bb][Yy]|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]i|[Dd]oor|[Aa]v|[Aa]f)[:]? "
    rf"({_NAME}(?:(?:, | and | und | et | y | e | & ){_NAME}){{0,5}})"
)
_PREFIXED = re.compile(
    r"^(?:लेखक|लेखिका|रिपोर्ट|بقلم|كتب|كتبت|إعداد|تقرير|نوشته|作者|撰文|记者|記者|文|取材|글|автор|текст|autor(?:es|a|in)?|author|(?:tekst|texte?|testo|texto)(?=\s?[:：])|reporter|written by|scritto da|écrit par|escrito por|yazan|autore)(?:\s?[:：／/＝=]\s*|\s+)(\S.{1,60})$",
    re.IGNORECASE,
)
_ROLE = re.compile(rf"(?:Interview|Redaktion|Bericht|Reportage|Protokoll|Reporting|Story|Words): ?({_NAME})$")
_ALL_OF_IT = re.compile(
    rf"(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|DI|Door|Av|Af)[:]? ({_NAME}(?:(?:, | and | und | et | y | e | & ){_NAME}){{0,5}})\W*"
)
_POSTED = re.compile(  # "Posted by Ann at 12:53"
    r"\W*(?:posted|published|written|erstellt|veröffentlicht|geschrieben|verfasst|eingestellt|publicado|escrito|publié|écrit|pubblicato|scritto|geplaatst) "
    r"(?:by|von|por|par|da|door) ([^\W\d_][^\d,|]{0,39}?)(?: (?:at|on|um|am|le|à|el|alle|às|em|op|om|@)|,| [|-])(?= \D{0,12}\d)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"(?:Author|Autor(?:in)?|Auteur|Autore|Auteurs?|Autores|Written by|Автор|Szerző|Autor/in)\s?[:：]?\s+({_NAME})(?!\w)"
)
_WRITTEN_BY = re.compile(rf"(?:Written|Reported|Geschrieben|Verfasst|Escrito|Écrit|Scritto) (?:by|von|por|par|da):? ({_NAME})(?!\w)")
_REPORTED = re.compile(  # "(Reporting by Ann Example in Oslo; Editing by …)"
    rf"\W*Reporting [Bb]y ({_NAME}(?:(?:, | and ){_NAME}){{0,3}})(?: in [^;]{{2,40}})?(?=[;.)])"
)
_ROLED = re.compile(  # "ANN EXAMPLE AP Sports Writer June 7, 2026"
    rf"({_NAME}?)[,|·•–-]? (?:(?:[A-Z][\w.&]*,?) ){{0,4}}(?:Writer|Reporter|Editor|Correspondent|Columnist|Critic|Contributor)\b"
)
_BESIDE_DATE = re.compile(rf"({_NAME}) ?[|·•] ?(?=\d{{1,2}}[./ ])")  # "Ann Example | 4.3.2026"
_NAMES = re.compile(rf"({_NAME}(?:(?:, | and | und | et | y | e | & ){_NAME}){{0,3}})")
_JOINED = re.compile(rf"{_NAME}(?: ?, {_NAME}){{0,3}} (?:and|und|et|y|e|og|och|en|&) {_NAME}")
_FULL_NAME = re.compile(rf"({_NAME})")
_REPORTER = re.compile(r"(?:^|[\s.])([가-힣]{2,4}) ?기자(?: ?[=·]?\s*\S{2,30}@\S{3,30})?$")
_AUTHORS_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|i|e)?|auteurs?|profiles?|people|staff|journalists?|journalistes?|contributors?|reporters?|writers?|columnists?|redaktion|redacteurs?|by)/[^/]",
    re.IGNORECASE,
)
_MAILBOX = re.compile(r"\S{1,80}@\S{1,80} \((.{2,60})\)")  # "ann@paper.example (Ann Example)"
_ADDRESS = re.compile(r"[\w-]{2,40}(?:\.[\w-]{1,40})*\.(?:com|org|net|info|gov|edu|[a-z]{2})", re.IGNORECASE)
_TURNED = re.compile(r"^([^\W\d_a-z][\w'’-]+), ([^\W\d_a-z][\w'’-]+)$")  # "Example, Ann"
_AUTHOR = frozenset(("author", "autor", "autorin", "auteur", "autore"))
_MOST_CHUNKS = 600
_NEAR = 3  # chunks
_HANDLE = re.compile(r"[a-z][a-z\d._-]{2,29}")  # of an account
_LINE = 160  # characters
_NAMING = re.compile(r"(?:author|byline|writer|reporter)[\w-]*[-_]?name\b|\bfn\b", re.IGNORECASE)


def read_byline(
    root: Any, segments: Segments, *, metas: dict[str, str], data: LinkedData, outside: set[Box], headline: str
) -> tuple[str, tuple[str, ...]]:
    """The byline as shown (or made of the names, where none is shown), and the names themselves.

    What JSON-LD or the head claim goes first, unless it is a house or an account where the page shows a person.
    """
    site = metas.get("og:site_name", "")
    shown, people = _shown(segments, outside, site or _last_of_title(root))
    named = distinct(person for name in data.authors for person in persons_in(name))
    houses = {folded(name) for name in (*data.houses, site)}
    if not named:
        named = _claimed(metas) or _told(segments)
    if shown and all(OFFICE.search(name) for name in people):
        signed = _written(segments, outside, headline)
        persons = distinct(persons_in(signed))
        if persons and not any(OFFICE.search(name) for name in persons):
            shown, people = signed, persons  # below the agency's name, the one of its reporter
    if not shown:
        signed = _written(segments, outside, headline) or _below(segments, outside, headline) or _hidden(root)
        people = distinct(persons_in(signed))
        if named and not _outdoes(people, named, houses):
            return ", ".join(named), named
        return signed, people
    if not named or _outdoes(people, named, houses):
        return shown, people
    return shown, named


def _claimed(metas: dict[str, str]) -> tuple[str, ...]:
    """The names that the head claims in the first of its elements that holds some."""
    told = [_MAILBOX.sub(r"\1", metas.get(name, "")) for name in METAS]
    told += [metas.get(f"twitter:data{n}", "") for n in (1, 2) if BY.match(metas.get(f"twitter:label{n}", ""))]
    claims = (name for one in told if is_name(name := trimmed(one)) and not HOUSE.search(one))
    claim = next((name for name in claims if not _ADDRESS.fullmatch(name)), "")
    return distinct(persons_in(_TURNED.sub(r"\2 \1", claim)))


def _told(segments: Segments) -> tuple[str, ...]:
    """The names that microdata give in elements that show none."""
    authors = [element for element, _ in segments.signed if element.get("itemprop") == "author"][:20]
    names = [meta.get("content") or "" for one in authors for meta in one.iterfind(".//meta[@itemprop='name']")]
    return distinct(person for name in names for person in persons_in(name[:200]))


def _outdoes(shown: tuple[str, ...], named: tuple[str, ...], houses: set[str]) -> bool:
    """Whether the names that readers see are rather the authors' than those that are claimed: persons where a house is
    claimed, all where one of them is, or others than the account that put the article in.
    """
    if not shown:
        return False
    claimed = {folded(name) for name in named}
    seen = {folded(name) for name in shown}
    if claimed <= houses or all(OFFICE.search(name) for name in named):
        return seen != claimed and any(" " in name or not name.isascii() for name in shown)
    if claimed < seen:
        return True
    persons = all(" " in name and not OFFICE.search(name) for name in shown)
    return persons and not _common_words(shown, named)


def _common_words(names: Iterable[str], others: Iterable[str]) -> set[str]:
    first, second = (
        {word for name in group for word in folded(name).split() if len(word) > 1} for group in (names, others)
    )
    return first & second


def is_signature(text: str) -> bool:
    """Whether a text is names, in an element that may name the author."""
    return is_name(trimmed(text[:200]))


def is_signed(text: str) -> bool:
    """Whether a line names somebody after a "By", wherever it stands."""
    return any(pattern.search(text[:400]) is not None for pattern in (_SIGNED, _PREFIXED))


def _written(segments: Segments, outside: set[Box], headline: str) -> str:
    """The names after a "By" in one of the lines around the headline, where nothing is marked as the author's."""
    starts = places(segments.chunks, headline)
    for chunk in around(segments.chunks, headline, outside, before=3, after=9):
        near = any(0 < chunk.order - start <= _NEAR for start in starts)
        if near and chunk.words <= 5 and AGENCY.fullmatch(line := trimmed(chunk.text)):
            return line
        below = near and not chunk.box.label  # whatever is around it
        if chunk.words > 40 or (chunk.box in outside and chunk.box.label != "meta" and not below):
            continue
        for pattern in (_SIGNED, _PREFIXED, _ROLE):
            if (found := pattern.search(chunk.text[:400])) and is_name(text := trimmed(_undated(found))):
                return text
        if near and chunk.words <= 12 and (found := _ROLED.match(chunk.text[:100])):
            if moment_in(chunk.text) or found.end() == len(chunk.text):
                return found[1]
        if near and chunk.box.label in ("", "meta") and chunk.words <= 10:
            rest = without_date(chunk.text[:120])
            if _FULL_NAME.fullmatch(rest) and not chunk.links and not OFFICE.search(rest) and is_name(rest):
                return rest
        if (
            chunk.words <= 12
            and BY.match(chunk.text)
            and moment_in(chunk.text)
            and is_name(text := trimmed(chunk.text))
        ):
            return text
        linked = [name for name, href in chunk.links if _AUTHORS_PAGE.search(href[:200])] if chunk.words <= 12 else []
        if named := [name for name in linked if " " in name and is_name(name)]:
            return ", ".join(named)
        if below and not chunk.links and _NAMES.fullmatch(line := chunk.text[:200]) and not OFFICE.search(line):
            following = segments.chunks[chunk.order + 1 : chunk.order + 2]
            if any(one.words <= 8 and moment_in(one.text[:80]) for one in following):
                return line
    return ""


def _is_last(chunk: Chunk, segments: Segments, outside: set[Box]) -> bool:
    """Whether a line set apart in bold or italics is the last one of the text: a signature."""
    inner = [one for one in chunk.box.element if isinstance(one.tag, str)]
    apart = chunk.bold > 0.9 or (len(inner) == 1 and inner[0].tag in ("em", "i") and not (chunk.box.element.text or "").strip())
    above, following = segments.chunks[chunk.order - 1], segments.chunks[chunk.order + 1 : chunk.order + 6]
    apart = apart and above.box.parent is chunk.box.parent
    return apart and not chunk.level and not chunk.links and all(one.good == 0 or one.box in outside for one in following)


def _undated(found: re.Match[str]) -> str:
    """The names that were found, without the month of a date that follows them: "Ann Example June 4"."""
    before, _, last = found[1].rpartition(" ")
    following = found.string[found.end(1) : found.end(1) + 3].lstrip(" .")
    return before if " " in before and following[:1].isdigit() and moment_in(f"{last} 1, 2020") else found[1]


def _below(segments: Segments, outside: set[Box], headline: str) -> str:
    """The name in the first line below the text that says nothing but who signs it."""
    text_above = False
    for chunk in segments.chunks[places(segments.chunks, headline)[0] :][:_MOST_CHUNKS]:
        line = chunk.text[:200]
        found = None
        if chunk.words <= 30 and not is_elsewhere(chunk.box):
            found = _POSTED.match(line) or _WRITTEN_BY.match(line) or _REPORTED.match(line)
            if not found and chunk.words <= 8:
                found = _LABELLED.match(line) or _BESIDE_DATE.match(line)
            if not found and text_above and chunk.words <= 4 and _is_last(chunk, segments, outside):
                found = _FULL_NAME.fullmatch(line)
            if not found and (text_above or chunk.box.tag == "p") and chunk.box not in outside:
                found = _ALL_OF_IT.fullmatch(line)
            if (
                not found
                and chunk.words <= 4
                and chunk.box.parent
                and "bio" in (chunk.box.label, chunk.box.parent.label)
            ):
                found = _FULL_NAME.fullmatch(line)
        found = found or _REPORTER.search(chunk.text[-60:])
        if found and is_name(text := trimmed(found[1])):
            return text
        text_above = chunk.good > 0 and chunk.box.label != "caption"
    return ""


def _hidden(root: Any) -> str:
    """The name on a card (the microformats hCard and hAtom) that only machines see."""
    for element in root.xpath("descendant::*[contains(@class, 'vcard')][position() <= 20]"):
        signs = _is_card(element) or next(element.iterfind(".//a[@rel='author']"), None) is not None
        if signs and not _is_commenters(element) and is_name(text := trimmed(shown_text(element, 80, glue=" "))):
            return text
    return ""


def _shown(segments: Segments, outside: set[Box], site: str) -> tuple[str, tuple[str, ...]]:
    """The first text that looks like names among the elements that may name the author, and the names; elements that
    say so go first.
    """
    signed = [
        element
        for element, box in segments.signed
        if box not in outside or _says_author(element) or (_is_card(element) and not is_elsewhere(box))
    ]
    signed = [element for element in signed[:40] if not _is_commenters(element) and not _is_dateline(element)][:12]
    for element in sorted(signed, key=lambda one: (_vagueness(one), _is_long(one))):
        text = trimmed(_without_site(_said(element), site))
        if _HANDLE.fullmatch(text) and (_is_card(element) or _says_author(element)):
            return text, (text,)
        if is_name(text) and not ROLE_ALONE.fullmatch(text):
            text = _joined(element, text) or text
            return (_together(element, signed) or text), (_several(element, signed, text) or distinct(persons_in(text)))
    return "", ()


def _last_of_title(root: Any) -> str:
    """What the page's title says after the headline: the site's name, mostly."""
    _, parted, last = (root.findtext(".//title") or "")[:400].rpartition(" | ")
    return last.strip() if parted else ""


def _said(element: Any) -> str:
    """What an element shows of a byline, without what only machines see."""
    if not any(_is_unseen(one) for one in element.iter("span", "p", "div", "label") if one is not element):
        return shown_text(element, 200, glue=" ")
    pieces = [element.text or ""]
    for one in element:
        pieces += ["" if not isinstance(one.tag, str) or _is_unseen(one) else _said(one), one.tail or ""]
    return " ".join(" ".join(pieces).split())[:200]


def _is_unseen(element: Any) -> bool:
    return element.tag == "label" or label_of(element.tag, element.attrib) == "hidden"


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
    kinds = ([one for one in inner if one.tag in tags] for tags in (("a",), ("b", "strong"), ("li",)))
    marked = next((alike for alike in kinds if len(alike) > 1), [])
    beside = [one for one in signed if _is_beside(one, element)]
    groups = [alike for alike in (named, marked, beside) if len(alike) > 1]
    alike, names = next(((alike, names) for alike in (*groups, named) if (names := _names_of(alike))), (named, []))
    if alike is marked:
        names = [name for name in names if name in line]
        before = persons_in(line[: line.index(names[0])]) if names else ()  # "By A. Name, [B. Name] and [C. Name]"
        names = [*(name for name in before if " " in name and not OFFICE.search(name)), *names]
    if not named and len(set(names)) < 2:
        return ()
    names = [name for name in names if not any(other != name and other in name for other in names)]  # "About A. Name"
    return distinct(person for name in names for person in persons_in(name))


def _names_of(elements: Iterable[Any]) -> list[str]:
    names = [trimmed(shown_text(one, 80, glue=" ")) for one in elements]
    return [name for name in names if " " in name and is_name(name) and not OFFICE.search(name)]


def _holds_name(element: Any) -> bool:
    """Whether an element inside of a byline says that it holds the name alone."""
    if not _AUTHOR.isdisjoint((element.get("class") or "").lower().split()):
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
    if one.getparent() is not element.getparent() or (one.get("class") or "").split()[:1] != (element.get("class") or "").split()[:1]:
        return False
    return all(one.get(kind) == element.get(kind) for kind in ("itemprop", "rel"))


def _is_commenters(element: Any) -> bool:
    """Whether an element names who wrote a comment, as microdata or the names around it say."""
    return is_in_comment(element) or any(
        outer.get("itemprop") == "comment"
        or (label_of(outer.tag, outer.attrib) == "comments" and next(outer.iter("h1", "article"), None) is None)
        for outer in element.iterancestors()
    )


def _is_dateline(element: Any) -> bool:
    """Whether an element is the place that opens a paragraph: "OSLO, Norway - "."""
    outer = element.getparent()
    within = element.tag in ("span", "b", "strong", "em", "i") and outer is not None and outer.tag == "p"
    return within and "dateline" in (element.get("class") or "").lower() and len(shown_text(outer, 400)) > 100


def _says_author(element: Any) -> bool:
    return "author" in (element.get("itemprop"), element.get("rel")) or names_creator(element)


def _is_card(element: Any) -> bool:
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
