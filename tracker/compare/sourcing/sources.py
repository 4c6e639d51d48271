"""Reads a phrase that names a source: a pronoun, a name, a role, or somebody unnamed, and on whose behalf they speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tracker.compare.facts.tokens import Token
from tracker.compare.sourcing.portions import without_portion
from tracker.compare.sourcing.speech import Callings, callings
from tracker.compare.text.families import parties
from tracker.compare.text.language import Language, language
from tracker.compare.text.spelling import folded, without_end


@cache
def _titles(code: str) -> frozenset[str]:
    """The titles of a language with those without their accents, as phrases are read by both."""
    titles = language(code).titles
    return _in_all_cases(titles, code)


@cache
def _roles(code: str) -> frozenset[str]:
    """The same of its roles."""
    roles = language(code).roles
    return _in_all_cases(roles, code)


def _in_all_cases(nouns: frozenset[str], code: str) -> frozenset[str]:
    """Nouns with those without their accents, and both with their endings of a case: "des Anwalts"."""
    plain = nouns | {folded(word) for word in nouns}
    return plain | {f"{word}{end}" for word in plain for end in callings(code).case_ends}


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
    if of_whom := without_portion(_who_did(_without_time(items, words), words), words):
        return _read(_without_subject(of_whom, callings(words.code)), words)
    return Source(Sort.UNNAMED, (), frozenset(), " ".join(item.text for item in items))


def _read(items: Sequence[Token], words: Language) -> Source:
    known = callings(words.code)
    texts = [item for item in items if item.text[0].isalnum()]
    lower = [_bare(folded(item.lower), known) for item in texts]
    titles, alone = _titles(words.code), _is_calling_alone(texts, words)
    short = words.of("sourcing", "short_titles")
    name = tuple(
        word
        for item, word in zip(texts, lower, strict=True)
        if not alone
        and _capital(item, known)
        and word not in titles
        and word not in words.honorifics
        and (word not in words.common or item.letters)
        and word not in known.small
        and (word not in short or item is texts[-1])
        and word not in known.initials
        and (item is not texts[-1] or word not in words.of("naming", "postnominal"))
        and (item is not texts[0] or not _common(word, words))
    )
    nouns = frozenset(
        word
        for word in lower
        if word not in known.small
        and word not in known.definite
        and word not in known.possessive
        and word not in name
        and word.replace("-", "").isalpha()
    )
    nouns = nouns - known.quantities or nouns
    text = " ".join(item.text for item in texts)
    tail = next((n + 1 for n, word in enumerate(lower) if n and word in known.behalf), len(lower))
    behalf = frozenset(word for word in lower[tail:] if word not in known.small)
    behalf |= _owners(texts, lower, tail, words)
    sort = _sort(texts, lower, name, words)
    if sort is Sort.NAME:
        return Source(sort, name, nouns, text)
    if sort is Sort.PRONOUN:
        return Source(sort, (), frozenset(), text)
    if not name:
        return Source(sort, (), nouns, text, behalf)
    if sort is Sort.ROLE and _is_body(lower, words):
        return Source(sort, (), frozenset(name), text, behalf)
    if _owner(texts, known) < len(texts) - 1:
        return Source(sort, (), nouns, text, behalf | frozenset(name))
    return Source(sort, name, nouns, text, behalf)


def _without_time(items: Sequence[Token], words: Language) -> Sequence[Token]:
    """A source without when it spoke before it: "she" for "weeks later she"."""
    ends = words.of("sourcing", "time_ends")
    for place in range(1, min(len(items) - 1, _LONGEST_TIME)):
        if items[place].lower in ends and items[place - 1].lower in words.units:
            return items[place + 1 :]
    return items


_LONGEST_TIME = 5


def _who_did(items: Sequence[Token], words: Language) -> Sequence[Token]:
    """Who did a thing in the clause that tells which thing it is: "traders" for "a fall traders blamed on the strike"."""
    if len(items) != _THING_AND_WHO or items[0].lower not in words.of("contrasting", "indefinite"):
        return items
    thing, who = items[1].lower, items[2].lower
    several = who.endswith(words.rows_of("values", "plural")) and not who.endswith(words.rows_of("values", "no_plural"))
    counts = thing in callings(words.code).quantities or thing in words.scales or thing in words.numbers
    return items[2:] if several and not counts and who.islower() else items


_THING_AND_WHO = 3


def _without_subject(items: Sequence[Token], known: Callings) -> Sequence[Token]:
    """A writing without those it is about or was made for, where its author is named: "a study" for "a study of 900
    Swedes", "a Halden poll" for "a Halden poll for the Echo".
    """
    for place in range(1, len(items) - 1):
        writing = not known.documents.isdisjoint(item.lower for item in items[max(0, place - _AUTHOR) : place])
        if items[place].lower in known.documents_for and writing and any(item.capital for item in items[1:place]):
            return items[:place]
        if items[place].lower not in known.documents_about or not items[place + 1].text[0].isdigit():
            continue
        if items[place - 1].lower in known.documents:
            return items[:place]
    return items


_AUTHOR = 7


def _sort(texts: Sequence[Token], lower: Sequence[str], name: tuple[str, ...], words: Language) -> Sort:
    known = callings(words.code)
    if lower and (known.nobody.issuperset(lower) or _only_aged(lower, known)):
        return Sort.PRONOUN
    if name:
        leads = lower[0] in known.definite or lower[0] in known.possessive
        called = lower[-1] in _roles(words.code) or lower[-1] in _titles(words.code) or _is_body(lower, words)
        if _is_report(texts, lower, words) or (leads and called):
            return Sort.ROLE
        owner = _owner(texts, known)
        owned = owner < len(texts) - 1 and not any(item.capital for item in texts[owner + 1 :])
        return Sort.ROLE if owned else Sort.NAME
    if lower and ((len(lower) == 1 and lower[0] in words.pronouns) or lower[0] in known.those):
        return Sort.PRONOUN
    if lower and (
        lower[0] in known.definite
        or lower[0] in known.possessive
        or lower[0] != without_end(texts[0].lower, known.owner_ends)
        or _titled(texts, lower, words)
    ):
        return Sort.ROLE
    return Sort.UNNAMED


def _is_report(texts: Sequence[Token], lower: Sequence[str], words: Language) -> bool:
    """As in "o relatório da Ordem", a report, whoever's; a name behind "by" is read as it is."""
    known = callings(words.code)
    return any(
        word in known.documents and (follows in known.documents_of or item.lower.startswith(known.elided))
        for word, follows, item in zip(lower, lower[1:_REPORT_OF], texts[1:], strict=False)
    )


_REPORT_OF = 3


def _is_body(lower: Sequence[str], words: Language) -> bool:
    """As in "die Fluggesellschaft", where every noun has a capital: an article and what a body is called."""
    return bool(callings(words.code).calling_ends) and len(lower) == _ARTICLE_AND_NOUN and _calls_body(lower[-1], words)


def _calls_body(word: str, words: Language) -> bool:
    known = callings(words.code)
    return word in known.anaphors or word in known.general or word.endswith(tuple(known.anaphors))


_ARTICLE_AND_NOUN = 2


def _only_aged(lower: Sequence[str], known: Callings) -> bool:
    """Whether a phrase says no more than an age, or where somebody is from: "the 52-year-old", "the Slovak"."""
    if lower[0] not in known.definite or lower[1:] == []:
        return False
    return (lower[1].isdigit() and known.aged.issuperset(lower[2:])) or known.natives.issuperset(lower[1:])


def _common(word: str, words: Language) -> bool:
    """Whether a word that opens a phrase may have its capital only because it opens a sentence."""
    known = callings(words.code)
    camps = word not in parties() and any(word in camp for camp in known.camps)
    return camps or word in known.nouns or word in known.documents or word in known.bodies or word in _roles(words.code)


def _titled(texts: Sequence[Token], lower: Sequence[str], words: Language) -> bool:
    """Whether a title with a capital stands for its holder, not only at the head of the text."""
    return texts[0].start != 0 and any(
        item.capital and word in _titles(words.code) for item, word in zip(texts, lower, strict=True)
    )


def _is_calling_alone(texts: Sequence[Token], words: Language) -> bool:
    """As in "die Landrätin", where every noun has a capital: an article and what somebody is by the end of the word."""
    known = callings(words.code)
    leads = len(texts) == _ARTICLE_AND_NOUN and folded(texts[0].lower) in known.definite
    return leads and bool(known.calling_ends) and texts[1].lower.endswith(known.calling_ends)


def _owner(texts: Sequence[Token], known: Callings) -> int:
    """The place of a name that owns what follows: "Corvan's minister"; behind the phrase where there is none."""
    return next(
        (n for n, item in enumerate(texts) if item.capital and item.text.endswith(known.owner_ends)), len(texts)
    )


def _capital(item: Token, known: Callings) -> bool:
    """Whether a word has a capital of its own: in "L'avocate" it is the article's."""
    elided = known.elided and item.lower.startswith(known.elided)
    return item.text.partition("'")[2][:1].isupper() if elided else item.capital


def _bare(word: str, known: Callings) -> str:
    """A word without the ending of possession and without an article that lost its vowel: "l'avocate"."""
    if known.elided and word.startswith(known.elided):
        return word.partition("'")[2]
    return without_end(word, known.owner_ends)


def _owners(texts: Sequence[Token], lower: Sequence[str], tail: int, words: Language) -> frozenset[str]:
    """Whom a role belongs to where the phrase says so without "of": "the union's negotiator", "a police spokesman"."""
    known = callings(words.code)
    head = min(tail - 1, len(lower)) if tail < len(lower) else len(lower)
    # With what stands before the owner: "the prime minister's spokesman".
    last = max((n for n, item in enumerate(texts) if item.lower.endswith(known.owner_ends)), default=-1)
    ends = _before_owners(words.code) if last >= 0 else frozenset[str]()
    first = next((n + 1 for n in range(last - 1, -1, -1) if lower[n] in ends), 0)
    owned = {word for word in lower[first : last + 1] if word != lower[-1]}
    bodies = {word for word in lower[: max(0, head - 1)] if word in words.organisations or word in known.bodies}
    return frozenset(owned | bodies) - known.possessive


@cache
def _before_owners(code: str) -> frozenset[str]:
    """What the phrase for an owner begins behind."""
    known = callings(code)
    return known.small | known.definite | known.possessive | known.behalf
