"""What a page says of itself in JSON-LD (schema.org): one article node, read leniently."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import unescape
from typing import Any

from tracker.extract.parsing.shown import tidy

_MAX_SCRIPT = 1_500_000
_MAX_NODES = 1_000
_COMMA_TOO_MANY = re.compile(r",\s*+([}\]])")
_KIND = re.compile(r'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"(\w{1,40})"')
_PUBLISHED = re.compile(r'"datePublished"')
_FIELD = re.compile(  # a text ends at a quotation mark before the next field
    r'"(headline|datePublished|dateModified|dateCreated|articleSection|inLanguage|isAccessibleForFree)"\s{0,9}:\s{0,9}'
    r'"((?:[^"\\\n]|\\.){0,1000})"(?=\s{0,99}[,}])'
)
_AUTHOR = re.compile(
    r'"author"\s{0,9}:\s{0,9}\[?\s{0,9}\{\s{0,9}(?:"@type"\s{0,9}:\s{0,9}"(\w{1,40})"\s{0,9},\s{0,99})?"name"\s{0,9}:\s{0,9}"((?:[^"\\\n]|\\.){0,200})"'
)
_ARTICLES = ("Article", "BlogPosting", "Posting", "Report", "LiveBlog", "Review")


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The article node's claims, as strings as they stand; empty where it makes none."""

    types: tuple[str, ...] = ()
    headline: str = ""
    description: str = ""
    body: str = ""
    authors: tuple[str, ...] = ()
    houses: tuple[str, ...] = ()  # authors that are said to be organizations, and the publisher
    publishers: tuple[str, ...] = ()
    section: str = ""
    language: str = ""
    published: str = ""
    page_published: str = ""
    created: str = ""
    modified: str = ""
    free: bool | None = None
    extra: dict[str, Any] = field(default_factory=dict)


def read_linked_data(root: Any) -> LinkedData:
    """The best article node of all JSON-LD scripts under `root`; an empty one where there is none."""
    return read_scripts(
        script.text or "" for script in root.iter("script") if "ld+json" in (script.get("type") or "").lower()
    )


def read_scripts(scripts: Iterable[str]) -> LinkedData:
    """The best article node of these JSON-LD scripts, in the order of the page."""
    return _of_scripts(tuple(scripts))


@lru_cache(maxsize=1)  # a page that was read is sketched next
def _of_scripts(scripts: tuple[str, ...]) -> LinkedData:
    best: dict[str, Any] | None = None
    rank = -1
    people: dict[str, str] = {}
    page_published = ""
    for script in scripts:
        for node in _nodes(_loaded(script)):
            types = _types(node)
            if isinstance(node.get("@id"), str) and "name" in node:
                people[node["@id"]] = _text(node.get("name"))
            if types == ("WebPage",):
                page_published = page_published or _when(node.get("datePublished"))
            if any(kind.endswith(_ARTICLES) for kind in types):
                worth = (
                    1
                    + ("headline" in node)
                    + ("datePublished" in node)
                    + ("author" in node)
                    + 2 * ("articleBody" in node)
                )
                if worth > rank:
                    best, rank = node, worth
    read = _read(best, people) if best is not None else LinkedData()
    return replace(read, page_published=page_published) if page_published else read


def _loaded(script: str) -> Any:
    script = (
        script.strip()
        .removeprefix("<!--")
        .removesuffix("-->")
        .strip()
        .removeprefix("//<![CDATA[")
        .removesuffix("//]]>")
    )
    if not script or len(script) > _MAX_SCRIPT:
        return None
    try:
        return json.loads(script.strip().rstrip(";"), strict=False)
    except RecursionError:
        return None
    except ValueError:
        return _salvaged(script)


def _salvaged(script: str) -> Any:
    """What can be told of the one article in a script that is no JSON: for a comma too many, or for quotation marks in a
    text. None where it tells of several things.
    """
    try:
        return json.loads(_COMMA_TOO_MANY.sub(r"\1", script), strict=False)
    except (ValueError, RecursionError):
        pass
    kinds = [kind for kind in _KIND.findall(script) if kind.endswith(_ARTICLES)]
    if len(kinds) != 1 or len(_PUBLISHED.findall(script)) != 1:
        return None
    node: dict[str, Any] = {"@type": kinds[0]}
    for key, value in _FIELD.findall(script):
        node.setdefault(key, _unescaped(value))
    if author := _AUTHOR.search(script):
        node["author"] = {"@type": author[1] or "Person", "name": _unescaped(author[2])}
    return node


def _unescaped(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All objects that may be the article, nearest to the top first, at most a thousand."""
    queue, seen = [value], 0
    while queue and seen < _MAX_NODES:
        item = queue.pop(0)
        seen += 1
        if isinstance(item, list):
            queue.extend(item[:100])
        elif isinstance(item, dict):
            yield item
            queue.extend(
                item[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate")
                if isinstance(item.get(key), list | dict) and key != "liveBlogUpdate"
            )


def _types(node: dict[str, Any]) -> tuple[str, ...]:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return tuple(kind.rsplit("/", 1)[-1] for kind in kinds if isinstance(kind, str))


def _read(node: dict[str, Any], people: dict[str, str]) -> LinkedData:
    free = node.get("isAccessibleForFree")
    by = node.get("author") or node.get("creator")
    return LinkedData(
        types=_types(node),
        headline=_text(node.get("headline")) or _text(node.get("name")),
        description=_text(node.get("description")),
        body=_body(node.get("articleBody")),
        authors=tuple(dict.fromkeys(name for name in _names(by, people) if name))[:20],
        houses=tuple(name for name in _houses(by, node.get("publisher"), people) if name)[:20],
        publishers=tuple(name for name in _names(node.get("publisher"), people) if name)[:20],
        section=_text(node.get("articleSection")),
        language=_text(node.get("inLanguage")),
        published=_when(node.get("datePublished")),
        created=_when(node.get("dateCreated")),
        modified=_when(node.get("dateModified")),
        free=None
        if free is None
        else str(free).lower() not in ("false", "0", "no", "http://schema.org/false", "https://schema.org/false"),
    )


def _names(value: Any, people: dict[str, str]) -> Iterator[str]:
    for item in value[:30] if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield _name(item)
        elif isinstance(item, dict):
            if "name" in item:
                name = item["name"]
                for one in name if isinstance(name, list) else [name]:
                    yield _name(one)
            elif isinstance(item.get("@id"), str):
                yield people.get(item["@id"], "")
            elif "familyName" in item:
                yield f"{_text(item.get('givenName'))} {_text(item['familyName'])}".strip()


def _name(value: Any) -> str:
    """A name, without the place that a space of no width parts from it: "Ann Example\u200bBarcelona"."""
    if isinstance(value, str) and "\u200b" in value.strip("\u200b"):
        before, _, _ = value.strip("\u200b").partition("\u200b")
        value = before if " " in before.strip() else value
    name = _text(value)
    return unescape(name) if "&" in name and ";" in name else name  # escaped twice


def _houses(authors: Any, publisher: Any, people: dict[str, str]) -> Iterator[str]:
    """The names that are no persons'."""
    for item in authors[:30] if isinstance(authors, list) else [authors]:
        if isinstance(item, dict) and any(kind.endswith("Organization") for kind in _types(item)):
            yield from _names(item, people)
    if not isinstance(publisher, str):
        yield from _names(publisher, people)


def _body(value: Any) -> str:
    """The text with its line breaks; markup in it, which some publishers leave there, is cut out."""
    if not isinstance(value, str):
        return ""
    lines = value.encode("utf-8", "replace").decode("utf-8")
    if "&lt;/p" in lines:
        lines = unescape(lines)
    if "<" in lines and ">" in lines:
        pieces = lines.replace("</p>", "\n").replace("<br", "\n<br").split("<")
        lines = pieces[0] + "".join(piece.partition(">")[2] for piece in pieces[1:])
    return unescape(lines)


def _when(value: Any) -> str:
    """A date, which some publishers write as a number: seconds or milliseconds since 1970."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    if not isinstance(value, str):
        return ""
    if "&" in value:
        value = unescape(value)
    return tidy(value.encode("utf-8", "replace").decode("utf-8"))
