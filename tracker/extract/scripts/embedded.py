"""The article in a page's embedded state (JSON that scripts would draw), for pages that show nothing without scripts."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from tracker.extract.parsing.shown import tidy, weigh
from tracker.extract.scripts.flight import read_flight
from tracker.extract.scripts.literals import read_literal
from tracker.extract.scripts.payload import filled
from tracker.extract.scripts.told import Told, told_by
from tracker.model import Block, BlockKind

_MAX_SCRIPT = 3_000_000
_MAX_VALUES = 200_000
_MAX_STATES = 4  # in one script
_MAX_BLOCKS = 2_000
_STATE = re.compile(
    r"(?:window\.|self\.|var |let |const |globalThis\.)?[\w.$\[\]\"']{2,60}\s{0,3}=\s{0,3}(?=[{\[\"]|JSON\.parse|[(!]{0,2}function\b|\()"
)
_TEXTS = (
    "text",
    "html",
    "content",
    "value",
    "copy",
    "markup",
    "data",
    "children",
    "body",
    "paragraph",
    "leaves",
    "nodes",
    "items",
)
_KINDS = ("type", "_type", "__typename", "kind", "style", "tag", "tagName", "name", "component")
_ASIDE = re.compile(
    r"image|photo|video|ad$|advert|promo|related|newsletter|embed|caption|link_?list|gallery|teaser|signup",
    re.IGNORECASE,
)
_HEADING = re.compile(r"head|title|^h[2-6]$|subhed", re.IGNORECASE)
_QUOTE = re.compile(r"quote", re.IGNORECASE)
_LIST = re.compile(r"list|^ul$|^ol$|^li$|bullet", re.IGNORECASE)
_BREAKS = re.compile(r"</(?:p|h[1-6]|li|blockquote|div|tr)\s{0,9}>|<br\s{0,9}/?>\s{0,9}<br|\n\s{0,99}\n", re.IGNORECASE)
_ENOUGH = 60.0  # words that a text must have to be an article's


def read_embedded(root: Any) -> tuple[tuple[Block, ...], Told]:
    """The blocks of the longest running text in the page's JSON, and what the object in which it stands tells of it; none
    where there is none of an article's length.
    """
    best: tuple[Block, ...] = ()
    holder: Holder = None
    weight = _ENOUGH
    for state in _states(root):
        for value, owner in _values(state):
            blocks = _blocks(value)
            prose = sum(weigh(block.text) for block in blocks if len(block.text) > 60)
            if prose > weight:
                best, holder, weight = blocks, owner, prose
    return best, told_by(_outwards(holder))


Holder = tuple[dict[str, Any], Any] | None
"""An object and the one that holds it."""


def _outwards(holder: Holder) -> Iterator[dict[str, Any]]:
    while holder is not None:
        yield holder[0]
        holder = holder[1]


def _states(root: Any) -> Iterator[Any]:
    for script in root.iter("script"):
        text = script.text or ""
        kind = (script.get("type") or "").lower()
        if not 200 < len(text) <= _MAX_SCRIPT or "ld+json" in kind:
            continue
        if "json" in kind:
            value = _loaded(text)
            yield filled(value) if isinstance(value, list) else value
            continue
        for found in islice(_STATE.finditer(text[:2_000]), _MAX_STATES):
            yield _loaded(text[found.end() :].removeprefix("JSON.parse("))
    yield from read_flight(root)


def _loaded(text: str) -> Any:
    """The first value of a text, in JSON or as a script has it; a string that holds JSON is opened."""
    try:
        try:
            value = json.JSONDecoder(strict=False).raw_decode(text.strip())[0]
        except ValueError:
            value = read_literal(text)
        if _holds_json(value):
            value = json.loads(value, strict=False)
    except (ValueError, RecursionError):
        return None
    return _referred(value) if isinstance(value, dict) else value


def _holds_json(value: Any) -> bool:
    return isinstance(value, str) and value[:2] in ('{"', "[{", '["', "[[")


def _referred(state: dict[str, Any]) -> dict[str, Any]:
    """A state whose objects stand side by side and name one another (Apollo's), with those that name no others put where
    they are named.
    """
    objects = {key: value for key, value in state.items() if isinstance(value, dict) and "__typename" in value}
    if not objects:
        return state
    leaves = {key for key, value in objects.items() if not any(_named(part) for part in _parts(value))}
    for value in _parts(state):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            if (name := _named(part)) in leaves:
                value[key] = objects[name]
                leaves.discard(name)  # each stands in one place, so that a state does not grow by it
    return state


def _parts(value: Any) -> list[Any]:
    """All dicts and lists of a value, itself among them, at most so many."""
    found = [value]
    for one in found:
        inner = one.values() if isinstance(one, dict) else one
        found.extend(part for part in inner if isinstance(part, dict | list))
        if len(found) > _MAX_VALUES:
            break
    return found


def _named(part: Any) -> str:
    """Which object stands here by its name; empty where none does."""
    if not isinstance(part, dict):
        return ""
    name = part.get("__ref") or (part.get("id") if part.get("type") == "id" else "")
    return name if isinstance(name, str) else ""


def _values(state: Any) -> Iterator[tuple[Any, Holder]]:
    """All lists and long strings in a state, at most so many values of it, each with the object in which it stands. What
    stands in one of several objects of a list has nothing to do with what holds the list: other articles, mostly.
    """
    queue: list[tuple[Any, Holder]] = [(state, None)]
    seen = 0
    while queue and seen < _MAX_VALUES:
        item, holder = queue.pop()
        seen += 1
        if isinstance(item, dict):
            within = (item, holder)
            queue.extend((part, within) for part in item.values())
        elif isinstance(item, list):
            yield item, holder
            several = sum(isinstance(part, dict | list) for part in item[:3]) > 1
            queue.extend((part, None if several else holder) for part in item)
        elif _holds_json(item):
            queue.append((_loaded(item), holder))
        elif isinstance(item, str) and len(item) > 400:
            yield item, holder


def _blocks(value: Any) -> tuple[Block, ...]:
    """The blocks of a list of paragraphs, or of one string of HTML or of plain paragraphs."""
    if isinstance(value, str):
        return tuple(_of_text(value)) if " " in value[:400] else ()
    blocks: list[Block] = []
    for item in value[:_MAX_BLOCKS]:
        blocks.extend(_of_item(item))
    return tuple(blocks)


def _of_item(item: Any) -> Iterator[Block]:
    if isinstance(item, str):
        if len(item) > 60 and " " in item:
            yield from _of_text(item)
        return
    if not isinstance(item, dict):
        return
    said = " ".join(str(item[key])[:60] for key in _KINDS if isinstance(item.get(key), str))
    if _ASIDE.search(said):
        return
    kind = BlockKind.PARAGRAPH
    for sign, meant in ((_HEADING, BlockKind.HEADING), (_QUOTE, BlockKind.QUOTE), (_LIST, BlockKind.LIST_ITEM)):
        if sign.search(said):
            kind = meant
            break
    if kind is BlockKind.LIST_ITEM and isinstance(entries := item.get("items") or item.get("children"), list):
        for entry in entries[:200]:
            yield from _of_text(_text(entry, 0), kind)
        return
    if not any(_is_container(value) for value in item.values()):
        yield from _of_text(_text(item, 0), kind)


def _is_container(value: Any) -> bool:
    """Whether a field holds several paragraphs: then its own list is the text, not the item around it."""
    if not isinstance(value, list):
        return False
    return sum(isinstance(part, dict | list) and len(_text(part, 0)) > 60 for part in value[:20]) > 1


def _text(item: Any, depth: int) -> str:
    """The text of one item: of the first of its fields that has some, inline pieces joined as they follow."""
    if isinstance(item, str):
        return item
    if depth > 8:
        return ""
    if isinstance(item, list):
        return "".join(_text(part, depth + 1) for part in item[:500])
    if isinstance(item, dict):
        return next((text for key in _TEXTS if key in item and (text := _text(item[key], depth + 1))), "")
    return ""


def _of_text(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Iterator[Block]:
    for piece in _BREAKS.split(text[:_MAX_SCRIPT])[:_MAX_BLOCKS]:
        plain = tidy(_without_markup(piece))
        if plain:
            yield Block(_kind_in(piece, kind), plain, path="embedded-state")


def _kind_in(piece: str, kind: BlockKind) -> BlockKind:
    start = piece[:200].lower()
    if kind is not BlockKind.PARAGRAPH:
        return kind
    for sign, meant in (("<h", BlockKind.HEADING), ("<li", BlockKind.LIST_ITEM), ("<blockquote", BlockKind.QUOTE)):
        at = start.find(sign)
        if at >= 0 and (sign != "<h" or start[at + 2 : at + 3].isdigit()):
            return meant
    return kind


def _without_markup(text: str) -> str:
    from html import unescape

    if "<" not in text:
        return unescape(text)
    pieces = text.split("<")
    return unescape(pieces[0] + "".join(_after_tag(piece) for piece in pieces[1:]))


def _after_tag(piece: str) -> str:
    """What follows a tag; a "<" that begins none is text."""
    if piece[:1].isalpha() or piece[:1] in "/!":
        return piece.partition(">")[2]
    return f"<{piece}"
