"""The dates that a page's markup calls dates: microdata, RDFa, microformats, and time elements."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tracker.extract.dates import dated, dated_in
from tracker.extract.naming import is_in_comment, label_of
from tracker.extract.near import ELSEWHERE
from tracker.extract.shown import shown_text

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
_MOST_TIMES = 60


def marked_dates(root: Any, marked: list[Any], prop: str) -> Iterator[tuple[str, str]]:
    """The texts of elements that markup calls dates, surest first, each with the kind of markup."""
    for element in [one for one in marked if one.get("itemprop") == prop][:20]:
        if not is_in_comment(element) and not is_teasers(element):
            yield "microdata", element.get("datetime") or element.get("content") or shown_text(element, 80)
    told = [one for one in marked if one.get("property") is not None and one.get("content") is not None]
    for element in [one for one in told if one.tag != "meta"][:20]:
        if _RDFA[prop] & set(element.get("property").lower().split()):
            yield "rdfa", element.get("content")
    if prop == "datePublished":
        yield from (("microformat", text) for text in formatted_dates(root, "published"))


def formatted_dates(root: Any, kind: str) -> list[str]:
    """The dates of the microformat hAtom: `kind` is "published" or "updated"."""
    found = root.xpath(f"descendant::*[self::abbr or self::span][@title][contains(@class, '{kind}')]")
    return [element.get("title") for element in found[:3]]


def nearest_times(root: Any, headline: Any) -> list[Any]:
    """The time elements that may be the article's: those that stand nearest to the headline first; of these, those that
    say "updated" after the others.
    """
    around = (
        {} if headline is None else {outer: depth for depth, outer in enumerate((headline, *headline.iterancestors()))}
    )
    found: list[tuple[int, int, int, Any]] = []
    times = (one for one in root.iter("time", "abbr") if one.tag == "time" or _MOMENT.match(one.get("title") or ""))
    for place, element in enumerate(times):
        if place >= _MOST_TIMES:
            break
        outers = list(element.iterancestors())
        apart = [outer for outer in outers if outer not in around]  # not what holds the headline, too
        if any(outer.tag == "blockquote" or label_of(outer.tag, outer.attrib) in ELSEWHERE for outer in apart):
            continue
        if any(outer.tag == "li" and _leads_elsewhere(outer) for outer in apart):  # not of the one around the headline
            continue
        distance = next((around[outer] for outer in (element, *outers) if outer in around), len(around))
        found.append((distance, _says_updated(element), place, element))
    return [element for *_, element in sorted(found, key=lambda one: one[:3])][:8]


def said_by(element: Any) -> str:
    """The date of a time element: its attribute, unless readers are told of a publication on another day."""
    shown = shown_text(element, 80)
    said = element.get("datetime") if element.tag == "time" else element.get("title")
    if said and SAID.search(shown) and (seen := dated_in(shown)) and (told := dated(said)):
        return shown if abs(told.at - seen.at) > timedelta(days=2) else said
    return said or shown


def is_teasers(element: Any) -> bool:
    """Whether markup in an item of a list says something of the article to which the item leads."""
    return any(outer.tag == "li" and _leads_elsewhere(outer) for outer in element.iterancestors())


def _leads_elsewhere(item: Any) -> bool:
    """Whether an item of a list sends readers to another article: a link of some words, and no text of its own."""
    links = [shown_text(link, 200) for link in item.iter("a")]
    return any(link.count(" ") >= 2 for link in links) and shown_text(item, 600).count(" ") < 60


def _says_updated(element: Any) -> int:
    outer = element.getparent()
    beside = (outer.text or "") if outer is not None and not len(element.xpath("preceding-sibling::*")) else ""
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    words = f"{beside} {shown_text(element, 60)}"
    if "publi" in names or SAID.search(words):
        return 0
    return int("updated" in names or "modified" in names or UPDATED.search(words) is not None)
