r"""What a page of Next.js streams to its scripts: rows of React's elements and of data, in pieces of one long text.

    self.__next_f.push([1,"1a:[\"$\",\"p\",null,{\"children\":\"The last ferry …\"}]\n"])

A row is a number, a colon, and JSON; or T, its length in bytes, a comma, and text. "$1a" in a row stands for another row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from html import escape
from typing import Any

_MAX_STREAM = 3_000_000  # characters
_MAX_ROWS = 5_000
_MAX_ELEMENTS = 50_000
_MAX_TEXT = 100_000  # characters of a block
_PUSH = re.compile(r"\s{0,9}(?:\(?(?:self|window)\.__next_f\s{0,3}=[^)]{0,60}\)|(?:self|window)\.__next_f)\.push\(")
_ROW = re.compile(rb"([0-9a-f]{1,8}):(T([0-9a-f]{1,8}),)?")
_REFERENCE = re.compile(r"\$[L@]?([0-9a-f]{1,8})")
_AUTHOR = re.compile(r"(?<![a-z])(?:author|byline)(?![a-z])", re.IGNORECASE)
_BLOCKS = frozenset(("p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote"))
_ASIDE = frozenset(
    (
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "script",
        "style",
        "figure",
        "figcaption",
        "svg",
        "template",
        "noscript",
    )
)


def read_flight(root: Any) -> list[Any]:
    """The rows of a page's stream, behind what its elements show, as HTML. Empty where there is none."""
    rows = _rows(_stream(root))
    if not rows:
        return []
    drawn = _drawn(rows)
    return [_headed(rows, drawn) or drawn, *(row for row in _with_texts(rows) if isinstance(row, dict | list | str))]


def _headed(rows: dict[str, Any], drawn: str) -> dict[str, Any] | None:
    """What the stream's elements draw, with the headline, the author and the day that others of them show."""
    told: dict[str, Any] = {}
    for element in _elements(rows):
        props = element[3] if isinstance(element[3], dict) else {}
        names = f"{props.get('className') or ''} {props.get('rel') or ''} {props.get('itemProp') or ''}"
        if element[1] == "h1" and "headline" not in told:
            told["headline"] = _line_of(element, rows)
        elif element[1] == "time" and "published" not in told:
            told["published"] = props.get("dateTime") or _line_of(element, rows)
        elif "authors" not in told and _AUTHOR.search(names):
            told["authors"] = _line_of(element, rows)
    return {**told, "text": drawn} if told.get("headline") and drawn else None


def _line_of(element: Any, rows: dict[str, Any]) -> str:
    return "".join(_texts(element[3].get("children"), rows))[:400] if isinstance(element[3], dict) else ""


def _elements(rows: dict[str, Any]) -> Iterator[Any]:
    """The elements of all rows in reading order, those inside of others too, at most so many."""
    stack, budget = list(reversed(rows.values())), _MAX_ELEMENTS
    while stack and budget > 0:
        budget -= 1
        item = stack.pop()
        if _is_element(item):
            yield item
            stack.append(item[3].get("children") if isinstance(item[3], dict) else None)
        elif isinstance(item, list):
            stack.extend(reversed(item))


def _with_texts(rows: dict[str, Any]) -> list[Any]:
    """The rows, with each text put into the object that names it first; texts that stand alone come last."""
    texts = {key for key, row in rows.items() if isinstance(row, str)}
    others = [row for row in rows.values() if not isinstance(row, str)]
    stack, budget = list(others), _MAX_ELEMENTS
    while stack and budget > 0 and texts:
        budget -= 1
        item = stack.pop()
        for key, part in item.items() if isinstance(item, dict) else ():
            known = _REFERENCE.fullmatch(part) if isinstance(part, str) else None
            if known and known[1] in texts:
                item[key] = rows[known[1]]
                texts.discard(known[1])  # each stands in one place, so that a stream does not grow by it
        inner = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
        stack.extend(part for part in inner if isinstance(part, dict | list))
    return [*others, *(row for row in rows.values() if isinstance(row, str))]


def _stream(root: Any) -> str:
    pieces: list[str] = []
    room = _MAX_STREAM
    for script in root.iter("script"):
        text = script.text or ""
        found = _PUSH.match(text) if room > 0 else None
        if found is None or len(text) > _MAX_STREAM:
            continue
        try:
            pushed = json.JSONDecoder(strict=False).raw_decode(text[found.end() :])[0]
        except (ValueError, RecursionError):
            continue
        if isinstance(pushed, list) and len(pushed) == len("12") and isinstance(pushed[1], str):
            pieces.append(pushed[1][:room])
            room -= len(pushed[1])
    return "".join(pieces)


def _rows(stream: str) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    raw, at = stream.encode("utf-8", "replace"), 0
    while at < len(raw) and len(rows) < _MAX_ROWS:
        begun = _ROW.match(raw, at)
        if begun is not None and begun[3]:
            end = begun.end() + int(begun[3], 16)
            rows[begun[1].decode()] = raw[begun.end() : end].decode("utf-8", "replace")
            at = end
            continue
        end = raw.find(b"\n", at) % (len(raw) + 1)
        if begun is not None and raw[begun.end() : begun.end() + 1] in (b"[", b"{", b'"'):
            with suppress(ValueError, RecursionError):
                rows[begun[1].decode()] = json.loads(raw[begun.end() : end])
        at = end + 1
    return rows


def _drawn(rows: dict[str, Any]) -> str:
    """The blocks that a stream's elements draw, in reading order."""
    found: list[str] = []
    left = dict(rows)
    budget, room = _MAX_ELEMENTS, _MAX_STREAM
    stack = list(reversed(left.values()))
    while stack and budget > 0 and room > 0:
        budget -= 1
        item = stack.pop()
        if isinstance(item, str):
            known = _REFERENCE.fullmatch(item)
            if known and (row := left.pop(known[1], None)) is not None:
                stack.append(row)  # each row once
        elif _is_element(item):
            tag, inside = item[1], item[3].get("children") if isinstance(item[3], dict) else None
            if tag in _BLOCKS and (text := "".join(_texts(inside, rows))).strip():
                found.append(f"<{tag}>{escape(text, quote=False)}</{tag}>")
                room -= len(text)
            elif tag not in _ASIDE and inside is not None and tag not in _BLOCKS:
                stack.append(inside)
        elif isinstance(item, list):
            stack.extend(reversed(item))
    return "".join(dict.fromkeys(found))


def _is_element(item: Any) -> bool:
    return isinstance(item, list) and len(item) >= len("$tkp") and item[0] == "$" and isinstance(item[1], str)


def _texts(item: Any, rows: dict[str, Any]) -> Iterator[str]:
    """The pieces of text in an element, as they follow."""
    stack, budget, room = [item], 2_000, _MAX_TEXT
    while stack and budget > 0 and room > 0:
        budget -= 1
        part = stack.pop()
        if isinstance(part, str):
            known = _REFERENCE.fullmatch(part)
            text = rows.get(known[1]) if known else part
            if isinstance(text, str) and not text.startswith("$"):
                yield text[:room]  # a row that many elements name must not grow by it
                room -= len(text)
        elif _is_element(part):
            stack.append(part[3].get("children") if isinstance(part[3], dict) else None)
        elif isinstance(part, list):
            stack.extend(reversed(part))
