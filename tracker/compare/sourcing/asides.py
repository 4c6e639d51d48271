"""Reads what stands beside a source between commas: "its sponsor, Senator Ruth Abel", "Petrosol, their employer,"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.compare.facts.tokens import Token
from tracker.compare.sides.units import QUOTE
from tracker.compare.sourcing.aliases import Aliases
from tracker.compare.sourcing.appositions import opens_aside
from tracker.compare.sourcing.capitals import capitals_all, is_name, without_calling
from tracker.compare.sourcing.cuephrases import Cue
from tracker.compare.sourcing.samesource import same_source
from tracker.compare.sourcing.signs import LONGEST_SOURCE, SIGNS, inner
from tracker.compare.sourcing.sources import Sort, Source, source_of
from tracker.compare.sourcing.speech import callings, saying
from tracker.compare.text.language import Language
from tracker.compare.text.spelling import without_end


@dataclass(frozen=True, slots=True)
class Told:
    """A source and its apposition, None for none; `end` is where the source ends, or the name that a role goes on with."""

    source: Source
    beside: Source | None
    end: int


def told(items: Sequence[Token], cue: Cue, words: Language) -> Told:
    """Read the source of a cue among the tokens it was found in."""
    first = next((n for n, item in enumerate(items) if item.start == cue.start), len(items))
    phrase = _aside(items, first, cue, words)
    if written := _author(cue, phrase, words):
        return Told(source_of((*cue.source, *written), words), None, cue.end)
    source, beside = source_of(cue.source, words), source_of(phrase, words) if phrase else None
    if beside is not None and beside.sort is Sort.NAME:
        source = _as_role(source, words)
    goes_on = beside is not None and source.sort in _NAMELESS and beside.sort is Sort.NAME
    return Told(source, beside, phrase[-1].end if goes_on else cue.end)


def _author(cue: Cue, phrase: tuple[Token, ...], words: Language) -> tuple[Token, ...]:
    """Who wrote what says something, where that stands between commas: "The report, by MPs", "The poll, carried out by Halden"."""
    known, said = callings(words.code), saying(words.code)
    by = next((n for n, item in enumerate(phrase[:_TO_AUTHOR]) if item.lower in said.by), -1)
    written = by >= 0 and cue.source[-1].lower in known.documents
    return phrase[by:] if written else ()


_TO_AUTHOR = 3


def _as_role(source: Source, words: Language) -> Source:
    """The source before a name, which has a place and no name: "The mayor of Sant Pol, Mireia Font"."""
    known = callings(words.code)
    opens = source.text.lower().partition(" ")[0] in known.definite | known.possessive
    if source.sort is Sort.NAME and opens and capitals_all(words):
        return replace(source, sort=Sort.ROLE, name=(), nouns=source.nouns.union(source.name))
    titled = source.sort is Sort.NAME and opens and source.nouns & words.titles
    return replace(source, sort=Sort.ROLE) if titled else source


def by_name(items: Sequence[Token], first: int, cue: Cue, words: Language) -> Cue:
    """The cue whose source begins at a place, with the name that its role goes on with as the source: "said the lawyer,
    Ola Brandt".
    """
    if capitals_all(words):
        return _by_capitals(items, first, cue, words)
    phrase = _aside(items, first, cue, words)
    if not phrase or source_of(phrase, words).sort is not Sort.NAME:
        return cue
    return replace(cue, source=phrase) if _as_role(source_of(cue.source, words), words).sort in _NAMELESS else cue


def _by_capitals(items: Sequence[Token], first: int, cue: Cue, words: Language) -> Cue:
    """The same where every noun has a capital, so that what stands beside the source has to be a name through and through."""
    last = _whole_source(items, first, cue)
    closed = last < len(items) and items[last].text == ","
    phrase = tuple(items[last + 1 : _sign(items, last + 1, 1)]) if closed else ()
    if is_name(phrase, words):
        return replace(cue, source=without_calling(phrase, words))
    named = without_calling(cue.source, words)
    return replace(cue, source=named) if named else cue


def _whole_source(items: Sequence[Token], first: int, cue: Cue) -> int:
    """Where a source ends with what goes on with it: "die Leiterin | der Klinik"."""
    last = first + len(cue.source)
    while (
        last < len(items)
        and items[last].text not in SIGNS
        and items[last] is not cue.verb
        and last - first < LONGEST_SOURCE
    ):
        last += 1
    return last


def _aside(items: Sequence[Token], first: int, cue: Cue, words: Language) -> tuple[Token, ...]:
    """The apposition of a source, behind it or before it; empty for none. Where every noun has a capital it has to be a
    name through and through.
    """
    last = first + len(cue.source)
    if last > len(items):
        return ()
    closed = last < len(items) and items[last].text == ","
    if capitals_all(words):
        last = _whole_source(items, first, cue)
        closed = last < len(items) and items[last].text == ","
        found = items[last + 1 : _sign(items, last + 1, 1)] if closed else ()
        return tuple(found) if is_name(tuple(found), words) else ()
    if closed and first and items[first - 1].text == "," and cue.verb in items[last + 1 : last + 1 + _ADVERBS]:
        return _role_before(items, first - 1, words)
    found = items[last + 1 : _sign(items, last + 1, 1)] if closed else ()
    if not found or len(found) >= LONGEST_SOURCE or found[0].lower in words.weekdays or found[0].lower in words.months:
        return ()
    said = saying(words.code)
    clause = found[0].lower in said.participles or opens_aside(items, last + 1, words)
    return () if clause else tuple(found)


_ADVERBS = 3


def _role_before(items: Sequence[Token], comma: int, words: Language) -> tuple[Token, ...]:
    """As in "their employer, Petrosol, announced": what stands before the comma, if a possessive or an article opens it."""
    known = callings(words.code)
    first = _sign(items, comma - 1, -1) + 1
    # As in "while the opposition leader, Sue Parr, called".
    first += int(items[first].lower in saying(words.code).breaks | saying(words.code).openers)
    found = items[first:comma]
    opens = bool(found) and (
        found[0].lower in known.possessive | known.definite or found[0].lower.endswith(known.owner_ends)
    )
    return tuple(found) if opens and len(found) <= _LONGEST_ROLE else ()


_LONGEST_ROLE = 6


def _sign(items: Sequence[Token], place: int, step: int) -> int:
    """The next place on either hand where a phrase ends."""
    while 0 <= place < len(items) and (items[place].text not in ',.;:!?"()' or inner(items, place)):
        if items[place].text == QUOTE:
            break
        place += step
    return place


def same_told(one: Told, two: Told, aliases: Aliases, words: Language) -> bool:
    """Whether two sources with their appositions can be one: as the sources alone, unless an apposition names somebody
    else, or names the same person in spite of them.
    """
    if _called(one, two) or _called(two, one):
        return True
    same = same_source(one.source, two.source, aliases, words) or any(
        _introduced(*pair, callings(words.code).noun_ends) for pair in ((one, two), (two, one))
    )
    named = _named(one), _named(two)
    if named[0] and named[1] and _relatives(one, two, named[0].name, named[1].name, words):
        return False
    if _one_person(one, two, callings(words.code).possessive):
        return True
    if named[0] and named[1] and one.source.sort is not two.source.sort:
        return same_source(named[0], named[1], aliases, words)
    if same and named[0] and named[1] and one.source.sort is Sort.ROLE:
        return same_source(named[0], named[1], aliases, words)
    return same and not (_somebody_elses(one, two, aliases, words) or _somebody_elses(two, one, aliases, words))


def _one_person(one: Told, two: Told, possessive: frozenset[str]) -> bool:
    """Whether both have the same first and last name, whatever they are called beside it: "the owner, Artur Melo", "the
    proprietor, Artur Melo"; who is somebody's is told: "her teacher, Ann Dow", "her doctor, Ann Dow".
    """
    if any(side.source.text.partition(" ")[0].lower() in possessive for side in (one, two)):
        return False
    sides = (one, two)
    names = [side.source if side.source.sort is Sort.NAME else side.beside for side in sides]
    left, right = (named.name if named is not None else () for named in names)
    bare = all(side.beside is None or side.source.sort is Sort.NAME or not side.beside.nouns for side in sides)
    return len(left) > 1 and left == right and bare and any(side.beside is not None for side in sides)


def _relatives(one: Told, two: Told, name: tuple[str, ...], other: tuple[str, ...], words: Language) -> bool:
    """Whether two people of one surname speak, one of whom is called somebody's relative: "Owen Tarr", "his wife, Mair Tarr"."""
    if min(len(name), len(other)) <= 1 or name[-1] != other[-1] or name[0][:1] == other[0][:1]:
        return False
    kin = words.contrasts.get("kin", {}).keys() | words.contrasts.get("relation", {}).keys()
    sides = ((side.source.nouns | (side.beside.nouns if side.beside else frozenset())) & kin for side in (one, two))
    left, right = sides
    return left != right


def _introduced(named: Told, other: Told, ends: tuple[str, ...]) -> bool:
    """Whether somebody without a name got one: "one survivor", "Paolo Neri, one of the survivors"."""
    if named.source.sort is not Sort.NAME or named.beside is None or other.source.sort is not Sort.UNNAMED:
        return False
    heads = {without_end(word, ends) for word in other.source.nouns}
    # One of the survivors is a survivor, the mother of a survivor is none.
    described = named.beside.nouns - named.beside.behalf or named.beside.nouns
    return bool(heads) and heads <= {without_end(word, ends) for word in described}


def _called(named: Told, other: Told) -> bool:
    """Whether somebody has a name beside the very words that stand for them alone on the other side: "Holm's mother, Greta
    Holm", "Holm's mother".
    """
    beside, source = named.beside, other.source
    return beside is not None and other.beside is None and beside.text.lower() == source.text.lower()


def _named(side: Told) -> Source | None:
    """The name of a source, its own or that of the apposition to a role."""
    source, beside = side.source, side.beside
    if source.sort is Sort.NAME:
        return source
    return beside if source.sort in _NAMELESS and beside is not None and beside.sort is Sort.NAME else None


# As in "its chairman, Abel Stott", "a baker, Anna Kolb", "one of them, Anna Kolb".
_NAMELESS = (Sort.ROLE, Sort.UNNAMED)


def _somebody_elses(named: Told, other: Told, aliases: Aliases, words: Language) -> bool:
    """Whether a name is given as somebody's, and the other side's office is not that: "the interior ministry", "their
    employer, Petrosol".
    """
    source, beside = named.source, named.beside
    if source.sort is not Sort.NAME or beside is None or other.source.sort is not Sort.ROLE or other.beside is not None:
        return False
    known = callings(words.code).possessive
    if beside.text.lower().partition(" ")[0] not in known or other.source.text.lower().partition(" ")[0] in known:
        return False
    return not (aliases.says(other.source.nouns, source.name) or same_source(beside, other.source, aliases, words))
