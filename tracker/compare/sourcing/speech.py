"""How a language names who speaks: the small words around a verb of saying, and what sources are called, read from one
file per language in `languages/` (`en_speech.toml`); adding a language needs no code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

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
    source stands behind "by", `participial` those that need no "was" for it. `nouns` are no verbs behind `before_nouns`, nor before `of_subjects` ("claims rose"). `views` make "in the view of",
    `tags` name a source right behind a quotation („...“, so Kern), `postposed` behind the source ("Kern zufolge"), `puts` make "as she put it" and with `counted`
    "she put the figure at 9", `quoted` "was quoted as saying"; `split` are verbs with the particle that ends their clause ("teilte mit"); `relatives` begin a clause about the word before if one of
    the verbs `finite` follows, `tensed` are those of them that show a clause ("reported the couple had split"). `participles` say what was done with a writing, `sayings` are nouns whose source stands behind one of `agents`,
    `made` may stand between. A phrase behind a verb goes on with "to" behind `close` and with
    `writing` behind a document, with `printed` and a paper behind one of `pieces` ("a report in the Courier"). Verbs of `doing` have a thing behind them where nothing is quoted or told: "confirmed the flight";
    verbs of `counting` say nothing before a figure ("added 187,000 jobs"); `subjects` speak alone behind whatever noun ("the
    neighbours they told"), `addressed` are no source, nor is a phrase without a name that begins with one of `leading`;
    `impersonal` are words before "to" that make what can be said nobody's: "hard to say"; `means` are no source behind
    "by": "announced by post".

    Small words for which a rule asks by themselves are `as_said` ("was quoted as saying"), `by`, `it` ("it was Lowe who",
    "put it"), `joining` two who both speak, `of`, `own` ("in her own words"), `that`, `the`, `to`. `put_as` opens "as she
    put it", `agents_quoted` leads to a source behind a noun of saying where a quotation stands before, `details` begin
    one behind a name as `places` do ("aged 41"), `when` begin what says when or where something was said, `whereabouts` where something is, `adjectival`
    make an adjective of a verb's form, `links` go on with a phrase whose last noun has a capital where every noun has.
    `as_told` open what a verb tells whose source follows ("come ha spiegato la polizia"), with forms of its own of the
    auxiliaries (`auxiliaries_told`, "comme l'a dit"), `told_last` one whose verb ends its clause ("wie die Firma ankündigte").
    `attributing` name a source whatever it looks like ("according to"), `citing` where they open a clause, `crediting`
    where they open one and a phrase that can be a source follows ("per the coroner"), `viewing` lead to one of `views`.
    `past_ends`, `gerund_ends`, `active_ends`, `adverb_ends` and `plural_ends` are endings: of a verb behind a relative,
    of what is being done, of forms that are no passive, of adverbs and of several. `subject_first` says that what opens
    a clause leaves the subject before its verb ("In Lyon they said"), so that one behind it needs a quotation.

    A paragraph is somebody's words behind a line that ends with a
    colon and has a word of `framing`, or one of `framed` with one of `sent`, where it has one of `addressing`.
    """

    breaks: _Words
    after_verb: _Words
    before_verb: _Words
    auxiliaries: _Words
    auxiliaries_told: _Words
    as_told: _Words
    told_last: _Words
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
    of_subjects: _Words
    views: _Words
    tags: _Words
    postposed: _Words
    puts: _Words
    counted: _Words
    quoted: _Words
    split: _Words
    relatives: _Words
    finite: _Words
    tensed: _Words
    participles: _Words
    several: _Words
    sayings: _Words
    agents: _Words
    close: _Words
    writing: _Words
    printed: _Words
    pieces: _Words
    made: _Words
    doing: _Words
    impersonal: _Words
    means: _Words
    framing: _Words
    framed: _Words
    sent: _Words
    addressing: _Words
    as_said: _Words
    by: _Words
    it: _Words
    joining: _Words
    of: _Words
    own: _Words
    that: _Words
    the: _Words
    to: _Words
    put_as: _Words
    agents_quoted: _Words
    details: _Words
    when: _Words
    adjectival: _Words
    whereabouts: _Words
    links: _Words
    attributing: _Words
    citing: _Words
    crediting: _Words
    counting: _Words
    subjects: _Words
    addressed: _Words
    leading: _Words
    viewing: _Words
    past_ends: tuple[str, ...]
    gerund_ends: tuple[str, ...]
    active_ends: tuple[str, ...]
    adverb_ends: tuple[str, ...]
    plural_ends: tuple[str, ...]
    subject_first: bool

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
    `bodies` speak without a name, as do `institutions`, for which none of the pronouns `persons` stands, of which two that are `sexed` are two people; `anyone` can
    be whoever has no name, `aged` says an age behind a figure, `natives` where somebody is from, `general` can stand for an organisation that was named,
    `anaphors` for one that the text names elsewhere; `office` is a body where a holder has one of `seats`. `not_for` has
    the nouns for whom a pronoun does not stand, `owners` are pronouns with what is theirs, `those` are pronouns that go
    on. `owner_ends` are endings of possession, `owners_ends` those of several as well, `genitive_ends` the same without
    a sign; `case_ends` are those of a case, which fall off one behind the other; `noun_ends` are what a noun may have more than another that means the same, as its plural. `documents_about`
    says whom a writing counts ("a study of 900 Swedes"), `documents_of` whose it is, name or not, `documents_for` leads to who only ordered it. `portions` are shares of those who speak ("a third of voters"), `portion_bounds` say how near they are, `portion_joints` stand
    between two figures of one ("one in five"). `kinds` are families of nouns that can be one source: the words that
    stand for all others, and those that stand for these only; `nouns` are all of them. `camps` are families of words
    for whom a source without a name speaks, `called` what a word of a body's name makes it, `initials` the letters of an office with its words.
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
    sexed: _Words
    anyone: _Words
    aged: _Words
    natives: _Words
    general: _Words
    anaphors: _Words
    office: _Words
    not_for: dict[str, _Words]
    those: _Words
    owner_ends: tuple[str, ...]
    owners_ends: tuple[str, ...]
    genitive_ends: tuple[str, ...]
    noun_ends: tuple[str, ...]
    case_ends: tuple[str, ...]
    documents_about: _Words
    documents_of: _Words
    documents_for: _Words
    portions: _Words
    portion_bounds: _Words
    portion_joints: _Words
    owners: frozenset[tuple[str, str]]
    kinds: tuple[tuple[_Words, _Words], ...]
    nouns: _Words
    camps: tuple[_Words, ...]
    called: tuple[tuple[_Words, _Words], ...]
    initials: dict[str, str]


@cache
def saying(code: str) -> Saying:
    """The words around verbs of saying in a language that has a file."""
    table = speech_file(code).get("phrases", {})
    plain = [field.name for field in fields(Saying) if field.name not in (*_ENDS_OF_VERBS, "subject_first")]
    words: dict[str, Any] = {name: _words(table.get(name, "")) for name in plain}
    return Saying(**words, **_ends(table, _ENDS_OF_VERBS), subject_first=table.get("subject_first", False))


def _ends(table: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Endings, which are asked for at once, by the name of their list."""
    return {name: tuple(table.get(name, "").split()) for name in names}


_ENDS_OF_VERBS = ("past_ends", "gerund_ends", "active_ends", "adverb_ends", "plural_ends")


@cache
def callings(code: str) -> Callings:
    """The words for sources in a language that has a file."""
    table = speech_file(code).get("sources", {})
    ends = _ends(table, _ENDS_OF_NOUNS)
    kinds = tuple(_kind(row, ends["noun_ends"]) for row in table.get("kinds", ()))
    plain = [field.name for field in fields(Callings) if field.name not in (*_ENDS_OF_NOUNS, *_ROWS, "nouns")]
    called = tuple(_kind(row, ()) for row in table.get("called", ()))
    camps = tuple(_folded(_words(row)) for row in table.get("camps", ()))
    owners = frozenset((pronoun, owned) for pronoun, owned in map(str.split, table.get("owners", ())))
    words: dict[str, Any] = {name: _folded(_words(table.get(name, ""))) for name in plain}
    initials = {letters: office for letters, _, office in (row.partition(" ") for row in table.get("initials", ()))}
    nouns = frozenset[str]().union(*(side for kind in kinds for side in kind))
    not_for = {row.split()[0]: _folded(_words(row.partition("|")[2])) for row in table.get("not_for", ())}
    return Callings(
        owners=owners,
        kinds=kinds,
        nouns=nouns,
        camps=camps,
        called=called,
        initials=initials,
        not_for=not_for,
        **ends,
        **words,
    )


def initials(code: str) -> dict[str, str]:
    """Offices by their letters: "pm" -> "prime minister"."""
    return callings(code).initials


_ENDS_OF_NOUNS = ("elided", "calling_ends", "owner_ends", "owners_ends", "genitive_ends", "noun_ends", "case_ends")
_ROWS = ("kinds", "owners", "camps", "called", "initials", "not_for")


def _kind(row: str, ends: tuple[str, ...]) -> tuple[_Words, _Words]:
    general, _, particular = row.partition("|")
    return _folded(_plural(_words(general), ends)), _folded(_plural(_words(particular), ends))


def _folded(words: _Words) -> _Words:
    """Words with those without their accents, as phrases are read by both."""
    return words | {folded(word) for word in words}


def _plural(words: _Words, ends: tuple[str, ...]) -> _Words:
    return words | {f"{word}{end}" for word in words for end in ends}


def _words(text: str) -> _Words:
    """Words separated by white space; an underscore stands for a space inside a phrase."""
    return frozenset(word.replace("_", " ") for word in text.split())
