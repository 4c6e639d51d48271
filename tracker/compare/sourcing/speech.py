"""How a language names who speaks: the small words around a verb of saying, and what sources are called, read from one
file per language in `languages/` (`en_speech.toml`); adding a language needs no code.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from tracker.compare.text.files import speech_file
from tracker.compare.text.spelling import folded

_Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Saying:
    """Lower-case words around a verb of saying.

    `breaks` end the phrase before the verb; `after_verb` and `before_verb` may stand between source and verb,
    `auxiliaries` are its tense, `passive` makes what stands before it no source. `articles` and `determiners` begin a
    phrase, `openers` a clause, `fronting` words one that goes on with a place or a time, `places` a detail behind a name, `subordinate` a clause behind a comma. Without a
    quotation beside them report `alone` of anyone, `of_names` where the clause ends or goes on with "that", `of_several`
    of more than one (`several` are such words without an ending), `of_documents` of writings; `passively` those whose
    source stands behind "by", `participial` those that need no "was" for it. `nouns` are no verbs behind `before_nouns`. `views` make "in the view of",
    `tags` name a source right behind a quotation („...“, so Kern), `postposed` behind the source ("Kern zufolge"), `puts` make "as she put it" and with `counted`
    "she put the figure at 9", `quoted` "was quoted as saying"; `split` are verbs with the particle that ends their clause ("teilte mit"); `relatives` begin a clause about the word before if one of
    the verbs `finite` follows. `participles` say what was done with a writing, `sayings` are nouns whose source stands behind one of `agents`,
    `made` may stand between. A phrase behind a verb goes on with "to" behind `close` and with
    `writing` behind a document. Verbs of `doing` have a thing behind them where nothing is quoted or told: "confirmed the flight";
    `impersonal` are words before "to" that make what can be said nobody's: "hard to say"; `means` are no source behind
    "by": "announced by post". A paragraph is somebody's words behind a line that ends with a
    colon and has a word of `framing`, or one of `framed` with one of `sent`, where it has one of `addressing`.
    """

    breaks: _Words
    after_verb: _Words
    before_verb: _Words
    auxiliaries: _Words
    passive: _Words
    articles: _Words
    determiners: _Words
    openers: _Words
    fronting: _Words
    places: _Words
    subordinate: _Words
    alone: _Words
    of_names: _Words
    of_several: _Words
    of_documents: _Words
    passively: _Words
    participial: _Words
    nouns: _Words
    before_nouns: _Words
    views: _Words
    tags: _Words
    postposed: _Words
    puts: _Words
    counted: _Words
    quoted: _Words
    split: _Words
    relatives: _Words
    finite: _Words
    participles: _Words
    several: _Words
    sayings: _Words
    agents: _Words
    close: _Words
    writing: _Words
    made: _Words
    doing: _Words
    impersonal: _Words
    means: _Words
    framing: _Words
    framed: _Words
    sent: _Words
    addressing: _Words

    @property
    def verbs(self) -> _Words:
        """All forms that report without a quotation, some of which are no verbs of saying otherwise: "figures show"."""
        return self.alone | self.of_names | self.of_several | self.of_documents


@dataclass(frozen=True, slots=True)
class Callings:
    """Lower-case words for what sources are.

    `definite` and `possessive` begin a phrase for somebody known, `close_to` are people who are somebody's and speak for
    themselves, `elided` are articles that lost their vowel,
    `calling_ends` the ends of callings where every noun has a capital, so that a name cannot be told by its own,
    `behalf` leads to whom one speaks for, `small` and `quantities` are no nouns, `nobody` is no source of its own.
    `spokesmen` and `documents` stand for whom they speak, `staff` at a body speak for it, `deputies` make another
    office, `seats` are offices of a holder, `holders` people who speak for themselves as well as by a spokesman,
    `bodies` speak without a name, as do `institutions`, for which none of the pronouns `persons` stands; `anyone` can
    be whoever has no name, `aged` says an age behind a figure, `general` can stand for an organisation that was named,
    `anaphors` for one that the text names elsewhere. `not_he` and `not_she` are nouns for whom those do not stand,
    `owners` are pronouns with what is theirs. `kinds` are families of nouns that can be one source: the words that
    stand for all others, and those that stand for these only; `nouns` are all of them. `camps` are families of words
    for whom a source without a name speaks, `initials` the letters of an office with its words.
    """

    definite: _Words
    possessive: _Words
    close_to: _Words
    elided: tuple[str, ...]
    calling_ends: tuple[str, ...]
    behalf: _Words
    small: _Words
    quantities: _Words
    nobody: _Words
    spokesmen: _Words
    documents: _Words
    staff: _Words
    deputies: _Words
    seats: _Words
    holders: _Words
    bodies: _Words
    institutions: _Words
    persons: _Words
    anyone: _Words
    aged: _Words
    general: _Words
    anaphors: _Words
    not_he: _Words
    not_she: _Words
    owners: frozenset[tuple[str, str]]
    kinds: tuple[tuple[_Words, _Words], ...]
    nouns: _Words
    camps: tuple[_Words, ...]
    initials: dict[str, str]


@cache
def saying(code: str) -> Saying:
    """The words around verbs of saying in a language that has a file."""
    table = speech_file(code).get("phrases", {})
    return Saying(**{field.name: _words(table.get(field.name, "")) for field in fields(Saying)})


@cache
def callings(code: str) -> Callings:
    """The words for sources in a language that has a file."""
    table = speech_file(code).get("sources", {})
    kinds = tuple(_kind(row) for row in table.get("kinds", ()))
    plain = [
        field.name
        for field in fields(Callings)
        if field.name not in ("kinds", "nouns", *_TUPLES, "owners", "camps", "initials")
    ]
    camps = tuple(_folded(_words(row)) for row in table.get("camps", ()))
    owners = frozenset((pronoun, owned) for pronoun, owned in map(str.split, table.get("owners", ())))
    words = {name: _folded(_words(table.get(name, ""))) for name in plain}
    initials = {letters: office for letters, _, office in (row.partition(" ") for row in table.get("initials", ()))}
    nouns = frozenset[str]().union(*(side for kind in kinds for side in kind))
    elided, ends = (tuple(table.get(name, "").split()) for name in _TUPLES)
    return Callings(
        owners=owners,
        kinds=kinds,
        nouns=nouns,
        camps=camps,
        elided=elided,
        calling_ends=ends,
        initials=initials,
        **words,
    )


def initials(code: str) -> dict[str, str]:
    """Offices by their letters: "pm" -> "prime minister"."""
    return callings(code).initials


_TUPLES = ("elided", "calling_ends")


def _kind(row: str) -> tuple[_Words, _Words]:
    general, _, particular = row.partition("|")
    return _folded(_plural(_words(general))), _folded(_plural(_words(particular)))


def _folded(words: _Words) -> _Words:
    """Words with those without their accents, as phrases are read by both."""
    return words | {folded(word) for word in words}


def _plural(words: _Words) -> _Words:
    return words | {f"{word}s" for word in words}


def _words(text: str) -> _Words:
    """Words separated by white space; an underscore stands for a space inside a phrase."""
    return frozenset(word.replace("_", " ") for word in text.split())
