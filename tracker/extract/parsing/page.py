"""Bytes into an element tree of all that is in them, or a word on why not.

What the tree means is left to the other modules. The tree never nests deeper than `MAX_DEPTH`, so that
those who walk it may recurse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from tracker.extract.parsing.charset import decoded
from tracker.extract.parsing.nesting import unformatted, work
from tracker.extract.parsing.otherwise import no_page

MAX_CHARACTERS = 20_000_000
MAX_DEPTH = 250  # libxml2 gives up at 254 and drops the rest of the page
_MAX_NODES = 400_000
_MAX_LEXBOR_DEPTH = 5_000
_FLOOR = 100  # levels of a deep page that are copied as they are
_FOLDED = 60  # levels from which wrappers of one element are left out
_EMPTY = 20  # tags that a page may have for a tree without elements to be believed
_INLINE_DEPTH = 20
_WRAPPERS = frozenset(
    ("div", "span", "font", "section", "center", "b", "i", "big", "small", "main", "table", "tbody", "tr", "td")
)
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "big",
        "br",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "img",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
    )
)
_MAX_TAG = 60_000  # characters between < and >; more is cut, because parsers take quadratic time on many attributes
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page: `root` is an lxml element or None, `gave_up` says why characters may be missing from it, `instead`
    what came in its place.
    """

    root: Any
    text: str
    gave_up: str = ""
    instead: str = ""


def parse(html: bytes | str, content_type: str = "") -> Page:
    """The page of these bytes. Never raises; a page that cannot be parsed has no root."""
    text, body = (html, None) if isinstance(html, str) else decoded(html, content_type)
    if len(text) > MAX_CHARACTERS:
        return Page(None, text[:2000], f"page of {len(text)} characters")
    if instead := no_page(text, content_type):
        return Page(None, text[:2000], instead=instead)  # its letters are no text
    if content_type.lower().startswith("text/plain") and "</" not in text:
        text, body = _paragraphs(text), None
    if isinstance(html, str) or b"\x00" in html:  # which bytes are searched for in no time, wide characters are not
        text, body = text.replace("\x00", ""), None
    if (bounded := _bounded_tags(text)) is not text:
        text, body = bounded, None
    root, complaint = _by_lxml(text.encode("utf-8", errors="replace") if body is None else body)
    if complaint:
        whole = _by_lexbor(text)
        if whole is None:
            return Page(root, text, complaint)
        root = whole
    return Page(root, text)


def _paragraphs(text: str) -> str:
    """A text without tags as a page: what stands between empty lines is a paragraph, as everybody reads it."""
    parts = (part for part in re.split(r"\n[ \t]*+\n", text.replace("\r\n", "\n").replace("\r", "\n")) if part.strip())
    return "<html><body>{}</body></html>".format("\n".join(f"<p>{escape(part)}</p>" for part in parts))


def _bounded_tags(text: str) -> str:
    """The page with every absurdly long tag cut down to its name."""
    parts: list[str] = []
    copied = 0
    for start, end in _long_pieces(text):
        if text[start - 1 : start] == "<" and text[start].isalpha() and text.find(">", start, start + _MAX_TAG + 1) < 0:
            name = re.compile(r"[A-Za-z][\w:-]{0,40}").match(text, start)
            closed = text.find(">", start, end)
            parts += (text[copied:start], name[0] if name else "x", ">" if closed < 0 else "")
            copied = end if closed < 0 else closed
    return "".join((*parts, text[copied:])) if parts else text


def _long_pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where more than `_MAX_TAG` characters follow one another without a "<": looked for in strides, from the back."""
    at = -1
    while len(text) - at - 1 > _MAX_TAG:
        nearest = text.rfind("<", at + 1, at + _MAX_TAG + 2)
        if nearest < 0:
            following = text.find("<", at + _MAX_TAG + 2)
            nearest = len(text) if following < 0 else following
            yield at + 1, nearest
        at = nearest


def _by_lxml(body: bytes) -> tuple[Any, str]:
    from lxml import etree

    # nobody looks for an id, and a table of them costs a fifteenth
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, collect_ids=False
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError):
        return None, ""
    limit = etree.ErrorTypes.ERR_RESOURCE_LIMIT
    if any(entry.type == limit for entry in parser.error_log):
        return root, "libxml2 reached its limit of depth or length; the rest of the page is missing"
    if root is not None and not len(root) and body.count(b"<") > _EMPTY:
        return root, "libxml2 found nothing in the page's outermost element"  # as in <html/>, which browsers read past
    return root, ""


def _by_lexbor(text: str) -> Any:
    """The same tree as lexbor reads it, copied into lxml elements, its depth bounded; None if too large."""
    from lxml import etree
    from selectolax.lexbor import LexborHTMLParser

    bearable = _bearable(text)
    source = LexborHTMLParser(bearable).root if bearable else None
    if source is None:
        return None
    copy = _Copy(etree.Element("html"))
    stack: list[tuple[Any, Any, int]] = [(source.child, copy.root, 1)]
    while stack:
        node, parent, depth = stack.pop()
        if node is None:
            continue
        copy.nodes += 1
        if copy.nodes > _MAX_NODES:
            return None
        stack.append((node.next, parent, depth))
        if node.tag == "-text":
            copy.text(parent, node.text_content or "", depth)
        elif node.tag and node.tag[0].isalpha():
            if depth > _FOLDED and _is_wrapper(node):
                stack.append((node.child, parent, depth))
            else:
                stack.append((node.child, *copy.element(parent, node, depth)))
    return copy.root


def _bearable(text: str) -> str:
    """The page, without its fonts where they would cost lexbor too much; empty where it costs too much all the same."""
    if text.count("<") > _MAX_NODES:
        return ""
    if work(text, deepest=_MAX_LEXBOR_DEPTH) is not None:
        return text
    plain = unformatted(text)
    return plain if work(plain, deepest=_MAX_LEXBOR_DEPTH) is not None else ""


class _Copy:
    """The lxml tree that is being built. What stands deeper than `_FLOOR` becomes a child of the box at that depth, one
    block after the other, so that blocks stay apart though they are no longer nested.
    """

    def __init__(self, root: Any) -> None:
        self.root = root
        self.nodes = 0
        self.floor: Any = root

    def element(self, parent: Any, node: Any, depth: int) -> tuple[Any, int]:
        """The copy of an element and the depth of what stands in it."""
        if depth == _FLOOR:
            self.floor = self._append(parent, node)
            return self.floor, depth + 1
        if depth > _FLOOR and node.tag not in _INLINE:
            return self._append(self.floor, node), _FLOOR + 1
        if depth > _FLOOR + _INLINE_DEPTH:
            return parent, depth
        return self._append(parent, node), depth + 1

    def text(self, parent: Any, text: str, depth: int) -> None:
        """Append text to an element; to the floor's end, where blocks that stood in the element were moved there."""
        if depth == _FLOOR + 1 and parent is not self.floor and self.floor[-1] is not parent:
            parent = self.floor
        _append_text(parent, text)

    def _append(self, parent: Any, node: Any) -> Any:
        from lxml import etree

        target = etree.SubElement(parent, node.tag if _XML_NAME.fullmatch(node.tag) else "x")
        for name, value in (node.attributes or {}).items():
            if _XML_NAME.fullmatch(name):
                target.set(name, UNPRINTABLE.sub("", (value or "")[:_MAX_TAG]))
        return target


def _is_wrapper(node: Any) -> bool:
    """Whether an element of no meaning has one element in it and nothing else."""
    if node.tag not in _WRAPPERS:
        return False
    elements = 0
    child = node.child
    while child is not None:
        if child.tag != "-text":
            elements += 1
        elif not (child.text_content or "").isspace():
            return False
        if elements > 1:
            return False
        child = child.next
    return elements == 1


_XML_NAME = re.compile(r"[A-Za-z_][\w.-]{0,60}", re.ASCII)


def _append_text(parent: Any, text: str) -> None:
    text = UNPRINTABLE.sub("", text)
    if len(parent):
        last = parent[-1]
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
