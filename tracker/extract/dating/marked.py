"""The dates that a page's markup calls dates: microdata, RDFa, microformats, and time elements."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain, islice
from typing import Any

from tracker.extract.dating.dates import dated, dated_in
from tracker.extract.parsing.naming import is_in_comment, label_at
from tracker.extract.parsing.near import ELSEWHERE, is_posted
from tracker.extract.parsing.segment import STAMPS
from tracker.extract.parsing.shown import shown_text, weigh

_RDFA = {
    "datePublished": frozenset(("dc:date", "dc:created", "dcterms:date", "dcterms:created", "dcterms:issued", "schema:datepublished", "datepublished")),
    "dateModified": frozenset(("dc:modified", "dcterms:modified", "schema:datemodified", "datemodified")),
}  # fmt: skip
UPDATED = re.compile(
    r"(?<![^\W\d_])(?:last (?:updated|modified|edited)|updated|modified|aktualisiert|aktualisierung|geändert|mise? à jour|modifié|actualizado|modificado|aggiornato|atualizado|bijgewerkt|uppdaterad|oppdatert|opdateret|zaktualizowano|обновлено|оновлено|diperbarui|güncelleme|päivitetty|frissítve|frissült|aktualizováno)\b|更新|修正|수정",
    re.IGNORECASE,
)
SAID = re.compile(
    r"\b(?:first )?(?:posted|published|created|publish(?:ed)? date|veröffentlicht|erstellt|erschienen|publiée?|posté|publicado|pubblicato|gepubliceerd|geplaatst|publicerad|publisert|opublikowano|опубликовано|опубліковано|yayınlanma|diterbitkan)\b|発表|公開|入力|입력",
    re.IGNORECASE,
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_AUTHORS = re.compile(r"aut(?:h?o|eu)r|profile|people|staff")  # a link's class, rel or address
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_CARDS = frozenset(("article", "div", "li", "section", "td"))
_CARD = 600  # characters
_OTHERS = ELSEWHERE - {"hidden"}
_MOST_TIMES = 60
_MOST_WITHIN = 1_000  # elements and comments of a teaser


def marked_dates(root: Any, marked: list[Any], prop: str, headline: Any) -> Iterator[tuple[str, str]]:
    """The texts of elements that markup calls dates, surest first, each with the kind of markup; `headline` is the
    element of the visible one.
    """
    around = Around.of(headline)
    for element in [one for one in marked if one.get("itemprop") == prop][:20]:
        if not (
            is_in_comment(element)
            or is_posted(element)
            or _is_in_teasers_item(element)
            or is_of_another(element, around)
        ):
            yield "microdata", element.get("datetime") or element.get("content") or shown_text(element, 80)
    told = [one for one in marked if one.get("property") is not None and one.get("content") is not None]
    for element in [one for one in told if one.tag != "meta"][:20]:
        if _RDFA[prop] & set(element.get("property").lower().split()):
            yield "rdfa", element.get("content")
    if prop == "datePublished":
        yield from (("microformat", text) for text in formatted_dates(root, "published"))


def formatted_dates(root: Any, kind: str) -> list[str]:
    """The dates of the microformat hAtom: `kind` is "published" or "updated"."""
    titled = ((element.get("title"), element.get("class")) for element in root.iter("abbr", "span"))
    return [title for title, names in titled if title and names and kind in names][:3]


@dataclass(frozen=True, slots=True)
class Around:
    """The headline's element and those around it, with how far out each is; and which others were found to be cards."""

    depths: dict[Any, int]
    known: dict[Any, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, element: Any) -> Around:
        """What is around an element; nothing for None."""
        outers = () if element is None else (element, *element.iterancestors())
        return cls({outer: depth for depth, outer in enumerate(outers)})


def is_of_another(element: Any, around: Around) -> bool:
    """Whether an element stands in a teaser of another article or in what is named so."""
    passed = []
    found = False
    for outer in element.iterancestors() if around.depths else ():
        if outer in around.depths:
            break
        if (found := around.known.get(outer, False)) or outer in around.known:
            break
        passed.append(outer)
        if label_at(outer) in _OTHERS or _is_card(outer, around.depths):
            found = True
            break
    around.known.update(dict.fromkeys(passed, found))
    return found


def is_in_card(element: Any, around: Around) -> bool:
    """Whether an element is a teaser of another article, or stands in one."""
    if not around.depths or element in around.depths:
        return False
    return is_of_another(element, around) or _is_card(element, around.depths)


def is_apart(element: Any, around: Around) -> bool:
    """Whether an element stands in an article element of its own, which does not hold the headline."""
    return any(outer not in around.depths for outer in element.iterancestors("article"))


def _is_card(outer: Any, around: dict[Any, int]) -> bool:
    """Whether an element announces another article: a heading in it is a link of some words, or a long link opens it."""
    if outer.tag not in _CARDS or _is_large(outer) or next(outer.iter("a"), None) is None:
        return False
    headings = [*islice(outer.iter("h2", "h3", "h4", "h5", "h6"), 2)]
    links = [link for heading in headings for link in (*heading.iter("a"), *heading.iterancestors("a"))]
    announced = [said for link in links[:3] if _weight(said := shown_text(link, 200)) > 3]
    opening = [link for link in islice(outer.iter("a"), 3) if not _AUTHORS.search(" ".join(link.values()).lower())]
    first = next((said for link in opening if (said := shown_text(link, 200))), "")
    opened = _weight(first) > 4
    if not (announced or opened) or len(text := shown_text(outer, _CARD)) >= _CARD:
        return False
    if opened and text.startswith(first):
        announced.append(first)
    title = shown_text(next(iter(around)), 400)
    return any(said not in title for said in announced)


def nearest_times(root: Any, stamped: list[Any], headline: Any) -> list[Any]:
    """The time elements that may be the article's: those that stand nearest to the headline first; of these, those that
    say "updated" after the others.
    """
    known = Around.of(headline)
    around = known.depths
    found: list[tuple[int, int, int, Any]] = []
    times = (one for one in root.iter("time", "abbr") if one.tag == "time" or _MOMENT.match(one.get("title") or ""))
    for place, element in enumerate(chain(times, _stamped(stamped))):
        if place >= _MOST_TIMES:
            break
        outers = list(element.iterancestors())
        apart = [outer for outer in outers if outer not in around]  # not what holds the headline, too
        if any(outer.tag == "blockquote" or label_at(outer) in ELSEWHERE for outer in apart):
            continue
        if is_posted(element) or is_of_another(element, known):
            continue
        if any(outer.tag == "li" and _leads_elsewhere(outer) for outer in apart):
            continue
        distance = next((around[outer] for outer in (element, *outers) if outer in around), len(around))
        found.append((distance, _says_updated(element), place, element))
    return [element for *_, element in sorted(found, key=lambda one: one[:3])][:8]


def _stamped(stamped: list[Any]) -> Iterator[Any]:
    """The elements of other kinds that show a date and have its moment in an attribute."""
    for element in stamped[:_MOST_TIMES]:
        told = dated(_stamp(element))
        seen = dated_in(shown_text(element, 80, glue=" ")) if told else None
        if told and seen and abs(told.at - seen.at) <= timedelta(days=2):
            yield element


def _stamp(element: Any) -> str:
    """The moment in one of an element's attributes; empty where none holds one."""
    return next((value for name in STAMPS if _MOMENT.match(value := element.get(name) or "")), "")


def said_by(element: Any) -> str:
    """The date of a time element: its attribute, unless readers are told of a publication on another day."""
    shown = shown_text(element, 80)
    if element.tag not in ("time", "abbr"):
        return _stamp(element)
    said = (element.get("datetime") or element.get("content")) if element.tag == "time" else element.get("title")
    if said and SAID.search(shown) and (seen := dated_in(shown)) and (told := dated(said)):
        return shown if abs(told.at - seen.at) > timedelta(days=2) else said
    return said or shown


def _is_in_teasers_item(element: Any) -> bool:
    """Whether markup in an item of a list says something of the article to which the item leads."""
    return any(outer.tag == "li" and _leads_elsewhere(outer) for outer in element.iterancestors())


def _leads_elsewhere(item: Any) -> bool:
    """Whether an item of a list sends readers to another article: a link of some words, and no text of its own."""
    if _is_large(item) or shown_text(item, 600).count(" ") >= 60:
        return False
    return any(_weight(shown_text(link, 200)) >= 3 for link in item.iter("a"))


def _weight(text: str) -> float:
    """How many words long a link's text is: a short one in Chinese or Japanese is several words, too."""
    return max(weigh(text), len(text) / 2.5) if _UNSPACED.search(text) else text.count(" ") + 1.0


def _is_large(element: Any) -> bool:
    """Whether an element holds more than any teaser does: of a hostile page's, each within the other, none is walked through."""
    return next(islice(element.iter(), _MOST_WITHIN, None), None) is not None


def _says_updated(element: Any) -> int:
    outer = element.getparent()
    beside = (
        (outer.text or "")
        if outer is not None and next(element.itersiblings("*", preceding=True), None) is None
        else ""
    )
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    words = f"{beside} {shown_text(element, 60)}"
    if "publi" in names or SAID.search(words):
        return 0
    return int("updated" in names or "modified" in names or UPDATED.search(words) is not None)
