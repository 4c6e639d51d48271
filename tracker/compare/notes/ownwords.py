"""The words with which publishers speak of their own articles, of all languages together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tracker.compare.text.files import CODES
from tracker.compare.text.language import language


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Words of publishers for their own articles in all languages: what they are, how they change, what was before; a
    sentence without one of `marks` has none of them, and `within` has phrases by the mark in each. `persons` has for each language how publishers speak of
    themselves ("we"), of having written, of errors and of putting right; all of the first are `speaking`. `sorts` has
    for each the words that point ("this"), those for a page, the heads of those for faults, and those for causes; `said`
    are the plain verbs of saying. What opens with one of `versions_open` is a note if it then has one of `read` or a fault. `slugs`
    are the verbs with which a line in brackets tells editors what is new, `slugs_of_parts` those that need one of
    `slug_parts` besides.
    """

    selves: frozenset[str]
    changed: frozenset[str]
    changing: frozenset[str]
    earlier: frozenset[str]
    versions: frozenset[str]
    within: dict[str, tuple[str, ...]]
    marks: frozenset[str]
    speaking: frozenset[str]
    persons: tuple[tuple[frozenset[str], ...], ...]
    faults: tuple[str, ...]
    pages: frozenset[str]
    said: frozenset[str]
    read: frozenset[str]
    versions_open: tuple[str, ...]
    sorts: tuple[tuple[frozenset[str], ...], ...]
    slugs: frozenset[str]
    slugs_of_parts: frozenset[str]
    slug_parts: frozenset[str]


@cache
def own_words() -> OwnWords:
    """The words of all languages, read once."""
    known = [language(code).own for code in CODES]
    phrases = tuple(phrase.strip() for own in known for phrase in own.get("within", "").split("|"))

    marked: dict[str, list[str]] = {}
    for phrase in filter(None, phrases):
        marked.setdefault(max(phrase.split(), key=len), []).append(phrase)

    def listed(name: str) -> frozenset[str]:
        return frozenset(word for own in known for word in own.get(name, "").split())

    persons = tuple(
        tuple(frozenset(own.get(name, "").split()) for name in ("we", "wrote", "wrongly", "righted")) for own in known
    )
    return OwnWords(
        speaking=frozenset().union(*(person[0] for person in persons)),
        persons=persons,
        faults=tuple(listed("faults")),
        pages=listed("pages"),
        read=listed("read"),
        slugs=listed("slugs"),
        slugs_of_parts=listed("slugs_of_parts"),
        slug_parts=listed("slug_parts"),
        versions_open=tuple(
            opening.strip() for own in known if "versions_open" in own for opening in own["versions_open"].split("|")
        ),
        said=frozenset(word for code in CODES for word, sense in language(code).verbs.items() if sense == "say"),
        sorts=tuple(
            tuple(frozenset(own.get(name, "").split()) for name in ("deictic", "pages", "faults", "causes"))
            for own in known
        ),
        selves=listed("selves"),
        changed=listed("changed"),
        changing=listed("changing"),
        earlier=listed("earlier"),
        versions=listed("versions"),
        within={mark: tuple(group) for mark, group in marked.items()},
        marks=frozenset(marked) | listed("selves"),
    )


@cache
def spoken_of(sort: str) -> frozenset[str]:
    """The words of all languages with which notes speak of one sort of edit: "of_quote", "of_headline"."""
    return frozenset(word for code in CODES for word in language(code).own.get(sort, "").split())
