"""What an element shows as text, how it is compared, and what part its tag plays in a line of text."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

_SKIPPED = (
    "script style amp-ad amp-embed amp-sidebar amp-consent noscript template svg math iframe object embed canvas audio video map head link meta base option"
    " datalist progress dialog hr"
)
_CONTROLS = "input button select textarea"
_INLINE = (
    "abbr acronym bdi bdo big cite code data del dfn em font i ins kbd label mark meter nobr output rp rt ruby s samp"
    " small span strike sub sup time tt u var wbr g-emoji"
)
ROLES = {
    **dict.fromkeys(_SKIPPED.split(), "skip"),
    **dict.fromkeys(_CONTROLS.split(), "control"),
    **dict.fromkeys(_INLINE.split(), "inline"),
    **dict.fromkeys(("img", "picture", "amp-img"), "image"),
    **dict.fromkeys(("b", "strong"), "bold"),
    "a": "link",
    "q": "quoted",
    "br": "break",
}
_UNSHOWN = frozenset(tag for tag, role in ROLES.items() if role in ("skip", "control"))
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\xad\u200b\u2060\ufeff\ufffe\uffff]+")
_MAX_MENU = 4_000
_MENU_ENTRY = 40  # characters, on average
_NOT_IN_MENUS = ("p", "h1", "article", "blockquote", "br")


def tidy(text: str) -> str:
    """Text as it is compared: one space between words, invisible characters out, composed form (Unicode NFC)."""
    if text.isprintable():  # then no space in it but " ", and nothing invisible
        spaced = " ".join(text.split()) if "  " in text else text.strip(" ")
        plain = spaced.isascii() or unicodedata.is_normalized("NFC", spaced)
        return spaced if plain else unicodedata.normalize("NFC", spaced)
    spaced = " ".join(text.split())
    if text.isascii():
        return spaced if spaced.isprintable() else _INVISIBLE.sub("", spaced)
    text = spaced if spaced.isprintable() else " ".join(_INVISIBLE.sub("", text).split())
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def weigh(text: str) -> float:
    """How many words long a text is; where words are not separated by spaces, three characters count as two words."""
    spaced = text.count(" ") + 1
    if text.isascii() or spaced > len(text) / 9:
        return float(spaced)
    return (
        max(float(spaced), len(text) / 2.5) if len(text.encode("utf-8", "replace")) > 2.2 * len(text) else float(spaced)
    )


def shown_text(element: Any, limit: int, glue: str = "") -> str:
    """The first characters of what an element shows, with `glue` between its pieces."""
    parts: list[str] = []
    _gather(element, parts, limit * 4)
    return tidy(glue.join(parts))[:limit]


def _gather(element: Any, parts: list[str], room: int) -> int:
    """Collect pieces of text until the room is used up; the room that is left."""
    if text := element.text:  # each look at it makes a string
        parts.append(text[:room])
        room -= len(text)
    for child in element:
        if room <= 0:
            break
        if child.tag not in _UNSHOWN:
            room = _gather(child, parts, room)
        if tail := child.tail:
            parts.append(tail[: max(room, 0)])
            room -= len(tail)
    return room


def menu_text(element: Any) -> str:
    """The text of a menu, which is read as one chunk: its entries are many, and none of them is ever the article's.
    Empty for what is only named so: with paragraphs in it, or with much text beside its links.
    """
    if next(element.iter(*_NOT_IN_MENUS), None) is not None:
        return ""
    tags = [inner.tag for inner in element.iter()]
    text = (_plain_text(element) if _UNSHOWN.isdisjoint(tags) else "") or shown_text(element, _MAX_MENU, glue=" ")
    return text if len(text) < _MENU_ENTRY * (tags.count("a") + 2) else ""


def _plain_text(element: Any) -> str:
    """What `shown_text` gives of a menu in which all is shown, unless it is of excessive length."""
    text = " ".join(_all_texts()(element))
    return tidy(text) if len(text) <= _MAX_MENU else ""


@lru_cache(maxsize=1)
def _all_texts() -> Any:
    """What gives all texts in an element, in half the time that `itertext` takes; made once."""
    from lxml import etree

    return etree.XPath("descendant::text()", smart_strings=False)


def is_data_row(row: Any) -> bool:
    """Whether a table row holds data (short cells of plain text), not the layout of a page."""
    cells = [cell for cell in row if isinstance(cell.tag, str)]
    if not 2 <= len(cells) <= 40:
        return False
    for cell in cells:
        length = 0
        for count, inner in enumerate(cell.iter()):
            if (
                inner.tag in ("p", "div", "table", "ul", "h1", "h2", "h3", "form", "article") and inner is not cell
            ) or count > 12:
                return False
            length += len(inner.text or "") + len(inner.tail or "")
        if length > 240:
            return False
    return True
