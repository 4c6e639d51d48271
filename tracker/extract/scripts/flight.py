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
    return [_drawn(rows), *(row for row in rows.values() if isinstance(row, dict | list | str))]


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
