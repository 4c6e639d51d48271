"""Bytes into a tree: which characters they are, and an element tree of all of them, or a word on why not.

What the tree means is left to the other modules. The tree never nests deeper than `MAX_DEPTH`, so that
those who walk it may recurse.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any

MAX_CHARACTERS = 20_000_000
MAX_DEPTH = 250  # libxml2 gives up at 254 and drops the rest of the page
_MAX_NODES = 400_000
_MAX_DETWINGLE = 1_000_000  # bytes: untangling mixed encodings is slow
_MAX_LEXBOR_DEPTH = 5_000  # lexbor looks up the stack for every tag: 200,000 nested ones take it minutes
_MAX_TAG = 60_000  # characters between < and >; more is cut, because parsers take quadratic time on many attributes
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEADER_CHARSET = re.compile(r"charset\s{0,8}=\s{0,8}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s{0,8}=\s{0,8}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_NEVER = {"utf-7", "utf7", "unicode-1-1-utf-7", "csunicode11utf7"}
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page: `root` is an lxml element or None, `gave_up` says why characters may be missing from it."""

    root: Any
    text: str
    gave_up: str = ""


def parse(html: bytes | str, content_type: str = "") -> Page:
    """The page of these bytes. Never raises; a page that cannot be parsed has no root."""
    text = html if isinstance(html, str) else decode(html, content_type)
    if len(text) > MAX_CHARACTERS:
        return Page(None, text[:2000], f"page of {len(text)} characters")
    text = _bounded_tags(text.replace("\x00", "") if "\x00" in text else text)
    root, complaint = _by_lxml(text)
    if complaint:
        whole = _by_lexbor(text)
        if whole is None:
            return Page(root, text, complaint)
        root = whole
    return Page(root, text)


def decode(body: bytes, content_type: str = "") -> str:
    """The characters of a page. A byte order mark wins, then UTF-8 if it fits (chance makes no other encoding
    look like it), then what header and page declare, then what Beautiful Soup's UnicodeDammit can tell.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, errors="replace")
    declared = _declared(body, content_type)
    if (not declared or not declared[0].startswith(("utf-16", "iso-2022"))) and (text := _strict(body, "utf-8")):
        return text
    for name in declared:
        if name not in ("utf-8", "utf8", "ascii", "us-ascii") and (text := _strict(body, name)) is not None:
            return text
    if any(name in ("utf-8", "utf8") for name in declared):
        lossy = body.decode("utf-8", errors="replace")
        if lossy.count("\ufffd") <= 4 + len(lossy) // 2000:
            return lossy
    return _by_dammit(body, declared)


def _declared(body: bytes, content_type: str) -> list[str]:
    names = [found[1].lower()] if (found := _HEADER_CHARSET.search(content_type[:500])) else []
    if meta := _META_CHARSET.search(body[:4096]):
        names.append(meta[1].decode("ascii", "replace").lower())
    return [name for name in names if name not in _NEVER and _known(name)]


def _known(name: str) -> bool:
    try:
        "".encode(name)  # refuses what is no text encoding, such as "hex"
    except (LookupError, ValueError, UnicodeError):
        return False
    return True


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeError, ValueError):
        return None


def _by_dammit(body: bytes, declared: list[str]) -> str:
    from bs4.dammit import UnicodeDammit

    if any(name in ("utf-8", "utf8") for name in declared) and len(body) < _MAX_DETWINGLE:
        body = UnicodeDammit.detwingle(body)
    guess = UnicodeDammit(body, [*declared, "utf-8", "windows-1252"], is_html=True).unicode_markup
    return guess if guess is not None else body.decode("utf-8", errors="replace")


def _bounded_tags(text: str) -> str:
    """The page with every absurdly long tag cut down to its name."""
    pieces = text.split("<")
    if max(map(len, pieces)) <= _MAX_TAG:
        return text
    for at, piece in enumerate(pieces):
        if at and len(piece) > _MAX_TAG and piece[0].isalpha():
            end = piece.find(">")
            if not 0 <= end <= _MAX_TAG:
                name = re.match(r"[A-Za-z][\w:-]{0,40}", piece)
                pieces[at] = (name[0] if name else "x") + (piece[end:] if end > 0 else ">")
    return "<".join(pieces)


def _by_lxml(text: str) -> tuple[Any, str]:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.LxmlError, ValueError):
        return None, ""
    limit = etree.ErrorTypes.ERR_RESOURCE_LIMIT
    if any(entry.type == limit for entry in parser.error_log):
        return root, "libxml2 reached its limit of depth or length; the rest of the page is missing"
    return root, ""


def _by_lexbor(text: str) -> Any:
    """The same tree as lexbor reads it, copied into lxml elements with deep wrappers left out; None if too large."""
    from lxml import etree
    from selectolax.lexbor import LexborHTMLParser

    if text.count("<") > _MAX_NODES or _depth(text) > _MAX_LEXBOR_DEPTH:
        return None
    source = LexborHTMLParser(text).root
    if source is None:
        return None
    root = etree.Element("html")
    stack: list[tuple[Any, Any, int]] = [(source.child, root, 1)]
    nodes = 0
    while stack:
        node, parent, depth = stack.pop()
        if node is None:
            continue
        nodes += 1
        if nodes > _MAX_NODES:
            return None
        stack.append((node.next, parent, depth))
        if node.tag == "-text":
            _append_text(parent, node.text_content or "")
        elif node.tag and node.tag[0].isalpha():
            target = _append_element(parent, node) if depth < MAX_DEPTH - 50 else parent
            stack.append((node.child, target, depth + 1))
    return root


def _append_element(parent: Any, node: Any) -> Any:
    from lxml import etree

    target = etree.SubElement(parent, node.tag if _XML_NAME.fullmatch(node.tag) else "x")
    for name, value in (node.attributes or {}).items():
        if _XML_NAME.fullmatch(name):
            target.set(name, UNPRINTABLE.sub("", (value or "")[:_MAX_TAG]))
    return target


def _depth(text: str) -> int:
    """An upper bound of how deep tags nest, by counting."""
    depth = deepest = 0
    for piece in text.split("<"):
        depth += -1 if piece.startswith("/") else piece[:1].isalpha()
        deepest = max(deepest, depth)
    return deepest


_XML_NAME = re.compile(r"[A-Za-z_][\w.-]{0,60}", re.ASCII)


def _append_text(parent: Any, text: str) -> None:
    text = UNPRINTABLE.sub("", text)
    if len(parent):
        last = parent[-1]
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
