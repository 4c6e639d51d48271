"""Tells whether two sources can be one: a pronoun, a surname, a role that the article gives to the name."""

# ruff: noqa: PLR0911 - each return is one rule of who can be whom

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tracker.compare.language import Language, language
from tracker.compare.mentions import Token
from tracker.compare.spelling import folded, same_spelling, slip

_DEFINITE = frozenset(
    [
        "the",
        "this",
        "that",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "le",
        "la",
        "les",
        "el",
        "los",
        "las",
        "il",
        "lo",
        "gli",
        "o",
        "os",
        "as",
    ]
)
_ELIDED = ("l'", "d'", "un'", "dell'", "all'", "dall'", "qu'")
_POSSESSIVE = frozenset(["his", "her", "their", "its", "our", "my"])
_ON_BEHALF = frozenset(("for", "of", "from", "at"))
_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "of",
        "for",
        "in",
        "at",
        "on",
        "his",
        "her",
        "their",
        "its",
        "our",
        "my",
        "one",
        "s",
    ]
)
_COURT = (
    frozenset(["spokesman", "spokeswoman", "spokesperson", "spokespeople"]),
    frozenset(["actor", "actress", "star", "performer"]),
    frozenset(["lawyer", "attorney", "solicitor", "barrister", "counsel"]),
    frozenset(["officer", "officers", "police", "policeman", "detective", "constable"]),
    frozenset(["minister", "secretary"]),
    frozenset(
        [
            "mp",
            "lawmaker",
            "legislator",
            "politician",
            "parliamentarian",
            "senator",
            "congressman",
            "congresswoman",
            "representative",
        ]
    ),
    frozenset(
        ["footballer", "player", "striker", "midfielder", "defender", "goalkeeper", "forward", "winger", "captain"]
    ),
    frozenset(["coach", "manager", "boss"]),
    frozenset(["singer", "star", "musician", "artist", "rapper"]),
    frozenset(["author", "writer", "novelist"]),
    frozenset(["company", "firm", "business", "group"]),
    frozenset(["boss", "chief", "executive", "ceo", "head"]),
    frozenset(["official", "officials"]),
)


class Sort(StrEnum):
    """What kind of phrase names a source."""

    PRONOUN = "pronoun"
    NAME = "name"
    ROLE = "role"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Source:
    """A source as a phrase: its sort, the folded words of its name, and the nouns that describe it; `behalf` are those after "for" or "of"."""

    sort: Sort
    name: tuple[str, ...]
    nouns: frozenset[str]
    text: str
    behalf: frozenset[str] = frozenset()


def source_of(items: Sequence[Token], words: Language) -> Source:
    """Read a phrase as a source."""
    texts = [item for item in items if item.text[0].isalnum()]
    lower = [_bare(folded(item.lower)) for item in texts]
    name = tuple(
        word
        for item, word in zip(texts, lower, strict=True)
        if item.capital
        and word not in words.titles
        and word not in words.honorifics
        and word not in words.common
        and word not in _SMALL
    )
    nouns = frozenset(
        word for word in lower if word not in _NO_NOUNS and word not in name and word.replace("-", "").isalpha()
    )
    text = " ".join(item.text for item in texts)
    tail = next((n + 1 for n, word in enumerate(lower) if word in _ON_BEHALF), len(lower))
    behalf = frozenset(word for word in lower[tail:] if word not in _SMALL) | _owners(texts, lower, tail, words)
    if name and lower[0] in _DEFINITE | _POSSESSIVE and (lower[-1] in words.roles or lower[-1] in words.titles):
        return Source(Sort.ROLE, name, nouns, text, behalf)
    owner = next((n for n, item in enumerate(texts) if item.text.endswith("'s") and item.capital), len(texts))
    if name and owner < len(texts) - 1 and not any(item.capital for item in texts[owner + 1 :]):
        return Source(Sort.ROLE, (), nouns, text, behalf | frozenset(name))
    if name:
        return Source(Sort.NAME, name, nouns, text)
    if lower and ((len(lower) == 1 and lower[0] in words.pronouns) or lower[0] == "those"):
        return Source(Sort.PRONOUN, (), frozenset(), text)
    if lower and (lower[0] in _DEFINITE | _POSSESSIVE or lower[0] != texts[0].lower.removesuffix("'s")):
        return Source(Sort.ROLE, (), nouns, text, behalf)
    if (
        any(item.capital and word in words.titles for item, word in zip(texts, lower, strict=True))
        and texts[0].start != 0
    ):
        return Source(Sort.ROLE, (), nouns, text, behalf)
    return Source(Sort.UNNAMED, (), nouns, text, behalf)


_NO_NOUNS = _SMALL | _DEFINITE


def _bare(word: str) -> str:
    """A word without the ending of possession and without an article that lost its vowel: "l'avocate"."""
    if word.startswith(_ELIDED):
        return word.partition("'")[2]
    return word.removesuffix("'s")


def _owners(texts: Sequence[Token], lower: Sequence[str], tail: int, words: Language) -> frozenset[str]:
    """Whom a role belongs to where the phrase says so without "of": "the union's negotiator", "a police spokesman"."""
    head = min(tail - 1, len(lower)) if tail < len(lower) else len(lower)
    owned = {word for item, word in zip(texts, lower, strict=True) if item.lower.endswith("'s") and word != lower[-1]}
    bodies = {word for word in lower[: max(0, head - 1)] if word in words.organisations or word in _BODIES}
    return frozenset(owned | bodies) - _POSSESSIVE


_BODIES = frozenset(
    [
        "government",
        "company",
        "firm",
        "regulator",
        "campaign",
        "opposition",
        "prosecution",
        "defence",
        "defense",
        "army",
        "navy",
        "military",
        "palace",
        "treasury",
        "airline",
        "airport",
        "railway",
        "rail",
        "fire",
        "prison",
        "parish",
        "county",
        "city",
        "state",
        "charity",
        "embassy",
        "parliament",
        "cabinet",
        "health",
        "family",
        "industry",
        "supermarket",
        "developer",
    ]
)


def same_source(one: Source, two: Source, aliases: Aliases, words: Language) -> bool:
    """Whether two phrases can mean one source; in doubt between a role and a name, the article's own words decide."""
    if Sort.PRONOUN in (one.sort, two.sort) or not one.text or not two.text:
        return True
    if _speaks_for(one, two) or _speaks_for(two, one):
        return True
    if one.sort is Sort.NAME and two.sort is Sort.NAME:
        return _same_name(one.name, two.name, words)
    if Sort.NAME in (one.sort, two.sort):
        named, other = (one, two) if one.sort is Sort.NAME else (two, one)
        if other.sort is Sort.UNNAMED:
            return bool(other.nouns) and other.nouns <= named.nouns
        if other.nouns & named.nouns:
            return True
        return aliases.can_be(_family(other.nouns), named.name)
    return _same_roles(one, two, aliases, words)


def _speaks_for(one: Source, two: Source) -> bool:
    """Whether one is a spokesman for the other: "a spokesman for the hospital", "the hospital"."""
    body = two.nouns | set(two.name)
    return bool(one.nouns & _COURT[0]) and bool(body) and not two.behalf and body <= (one.behalf | set(one.name))


def _other_portfolio(one: Source, two: Source, words: Language) -> bool:
    """Whether two offices differ in what they are for: the defence secretary, the foreign secretary."""
    fields = words.contrasts.get("portfolio", {}).keys()
    left, right = one.nouns & fields, two.nouns & fields
    return bool(left and right) and not left & right


def _same_roles(one: Source, two: Source, aliases: Aliases, words: Language) -> bool:
    """Whether two roles can be one: of the same office, on the same behalf, or a body and what it is called."""
    if one.name and two.name and not set(one.name) & set(two.name) and one.nouns == two.nouns:
        return False
    if one.behalf and two.behalf and not _same_role(one.behalf, two.behalf):
        return False
    if (one.nouns ^ two.nouns) & _OF_OFFICE or _other_portfolio(one, two, words):
        return False
    if one.name and not one.nouns and two.nouns and not two.name:
        return _bears(one, two, aliases)
    if two.name and not two.nouns and one.nouns and not one.name:
        return _bears(two, one, aliases)
    heads = one.nouns - one.behalf, two.nouns - two.behalf
    return _same_role(*heads) if all(heads) else _same_role(one.nouns, two.nouns)


def _family(nouns: frozenset[str]) -> frozenset[str]:
    """Nouns with those that can stand for them: a lawyer is a solicitor."""
    return nouns.union(*(family for family in _COURT if family & nouns))


def _bears(named: Source, role: Source, aliases: Aliases) -> bool:
    """Whether a body named with an article can be what a role says: "the Highways Agency" is an agency, no contractor."""
    return bool(role.nouns & (frozenset(named.name) | _BODIES | _GENERAL)) or aliases.can_be(role.nouns, named.name)


# Words that make another office of the same noun: a deputy mayor is not the mayor.
_OF_OFFICE = frozenset(["deputy", "vice", "assistant", "shadow", "co-founder", "under-secretary", "adjoint", "vize"])
# What an organisation that was named can be called for short.
_GENERAL = frozenset(
    [
        "agency",
        "department",
        "ministry",
        "office",
        "organisation",
        "organization",
        "body",
        "watchdog",
        "broadcaster",
        "newspaper",
        "paper",
        "magazine",
        "outlet",
        "channel",
        "network",
        "union",
        "club",
        "bank",
        "retailer",
        "carmaker",
        "manufacturer",
        "maker",
        "chain",
        "giant",
        "authority",
        "council",
        "force",
        "court",
        "party",
        "team",
        "university",
        "college",
        "institute",
        "museum",
        "commission",
        "committee",
        "board",
        "association",
        "federation",
        "league",
        "service",
        "trust",
        "fund",
        "foundation",
        "hospital",
        "operator",
        "group",
        "startup",
        "start-up",
        "corporation",
        "administration",
        "statement",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "officials",
    ]
)


def _same_name(one: tuple[str, ...], two: tuple[str, ...], words: Language) -> bool:
    shorter, longer = sorted((one, two), key=len)
    # Another first name is a correction of the name, told as a fact; a party before the name is no part of it.
    if len(shorter) > 1 and one[-1] == two[-1] and one[-1] not in words.organisations | words.place_words:
        return True
    if all(any(same_spelling(a, b, words) or slip(a, b, words) for b in longer) for a in shorter):
        return True
    initials = "".join(word[0] for word in longer)
    return len(shorter) == 1 and len(longer) > 1 and shorter[0] == initials


def _same_role(one: frozenset[str], two: frozenset[str]) -> bool:
    if not one or not two or one & two or {word.rstrip("s") for word in one} & {word.rstrip("s") for word in two}:
        return True
    if any(left == {"office"} and right & _SEATS for left, right in ((one, two), (two, one))):
        return True
    return any(one & family and two & family for family in _COURT)


# What the office of its holder is called: "the presidency said", "his office said".
_SEATS = frozenset(["presidency", "premiership", "chancellery", "palace", "secretariat", "mayoralty", "ministry"])


@dataclass(frozen=True, slots=True)
class Aliases:
    """Which descriptions an article gives to which names: pairs of a noun and a word of a name seen side by side, the
    names that were introduced at all, and the nouns that were given to one of them.
    """

    pairs: frozenset[tuple[str, str]]
    names: frozenset[str]
    taken: frozenset[str]

    def can_be(self, nouns: frozenset[str], name: tuple[str, ...]) -> bool:
        """Whether a role can stand for a name: the article says so, or says it of nobody and knows the name already."""
        if any((noun, word) in self.pairs for noun in nouns for word in name):
            return True
        return name[-1] in self.names and not nouns & self.taken


_WORDS = re.compile(r"[^\W\d_]+")
_BEFORE, _BEHIND = 3, 5
_APART = frozenset(
    ("for", "about", "in", "on", "at", "to", "when", "that", "and", "but", "with", "by", "was", "were", "had", "over")
)


def aliases_of(text: str, words: Language) -> Aliases:
    """Read an article's descriptions in a clean text: roles and titles within a few words of a name."""
    pairs: set[tuple[str, str]] = set()
    known: set[str] = set()
    described = _descriptions(words.code)
    counts: Counter[str] = Counter()
    items = _WORDS.findall(text)
    lower = [item.lower() for item in items]
    named = {place for place, item in enumerate(items) if item[0].isupper() and lower[place] not in words.common}
    counts.update(folded(lower[place]) for place in named)
    for place in (place for place, word in enumerate(lower) if word in described):
        before = _unspoken(lower[max(0, place - _BEHIND + 1) : place][::-1], words)
        behind = _unspoken(lower[place + 1 : place + _BEFORE + 1], words)
        near = (*range(place - len(before), place), *range(place + 1, place + 1 + len(behind)))
        pairs.update((folded(lower[place]), folded(lower[other])) for other in near if other in named)
    known.update(word for word, count in counts.items() if count > 1)
    return _aliases(pairs, known)


@cache
def _descriptions(code: str) -> frozenset[str]:
    """The nouns that say what a person is."""
    words = language(code)
    return words.roles | words.titles | words.contrasts.get("title", {}).keys()


def both(one: Aliases, two: Aliases) -> Aliases:
    """What two texts say together."""
    return _aliases(one.pairs | two.pairs, one.names | two.names)


def _aliases(pairs: AbstractSet[tuple[str, str]], known: AbstractSet[str]) -> Aliases:
    taken = frozenset(noun for noun, word in pairs if word in known)
    return Aliases(frozenset(pairs), frozenset(known), taken)


def _unspoken(near: Sequence[str], words: Language) -> Sequence[str]:
    """Words up to a verb of saying or a word that begins another phrase: behind it stands someone else."""
    ends = (place for place, word in enumerate(near) if word in words.verbs or word in _APART)
    return near[: next(ends, len(near))]
