"""Whom "he" or "she" beside a quotation stands for: a person, never a body; the one a sentence right before is about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from itertools import islice
from operator import attrgetter

from tracker.compare.facts.tokens import tokenise
from tracker.compare.naming.names import names
from tracker.compare.reading import Reading
from tracker.compare.sourcing.speech import callings
from tracker.compare.speaking.roster import Roster
from tracker.compare.text.language import Language, language, rows_of_all
from tracker.compare.text.spelling import without_end
from tracker.model import FactSub

_NAMED_WITHIN = 60  # clean characters: a title and a name
_ACRONYM = 2
_ABOUT_WITHIN = 8  # sentences
_REMEMBERED = 50  # speakers, the last first: nobody is "he" over so many others


def spoke_last(known: Iterable[str], pronoun: str, words: Language) -> str:
    """The last of those who spoke that a pronoun can stand for; empty for none."""
    if pronoun.lower() not in words.of("speaking", "one_person"):
        return next(iter(known), "")
    return next((name for name in islice(known, _REMEMBERED) if not _is_body(name, words)), "")


def subject_before(reading: Reading, place: int, *, since: int = 0, paragraphs: int = 0) -> str:
    """The whole name of a person that opens the sentence before a place, at most so many paragraphs before it and behind
    another place: "Judge Ann Stow sentenced him. “It was needless,” she said." Empty where none does.
    """
    number = bisect_right(reading.sentences, place, key=attrgetter("start")) - 1
    if number > 0 and reading.sentences[number - 1].start < since:
        return ""
    if number < 1 or reading.sentences[number].paragraph - reading.sentences[number - 1].paragraph > paragraphs:
        return ""
    before = reading.sentences[number - 1]
    text = reading.body.text[before.start : min(before.end, before.start + _NAMED_WITHIN)]
    opening = next(iter(names(tokenise(text, 0, len(text)), (), reading.language, frozenset())), None)
    if opening is None or opening.sub is not FactSub.PERSON or len(opening.parts) == 1:
        return ""
    words = reading.language
    start = opening.start + _length_of_calling(text[opening.start : opening.end], words)
    lead = text[:start].lower().replace(",", " ").split()
    if not _only_calls(lead, words):
        return ""
    name = text[0 if _called(words.code).issuperset(lead) else start : opening.end]
    return "" if name.endswith(_genitives()) or _is_body(name, reading.language) else name


def _length_of_calling(name: str, words: Language) -> int:
    """How many characters of a name say what its bearer is, where every noun has a capital: "Manager Felix Brandt"."""
    first, _, rest = name.partition(" ")
    ends = callings(words.code).calling_ends
    if not ends or " " not in rest:
        return 0
    called = first.lower() in words.roles or first.lower() in words.titles or first.lower().endswith(ends)
    return len(name) - len(rest) if called else 0


def _only_calls(lead: list[str], words: Language) -> bool:
    """Whether words before a name only say what its bearer is: "Judge", "His coach,", "Der Präsident des Vereins,"."""
    calling = _called(words.code)
    if calling.issuperset(lead):
        return True
    known = callings(words.code)
    opened = lead[0] in known.definite or lead[0] in known.possessive
    called = any(word in calling or word in known.close_to or word in known.nouns for word in lead[1:])
    return opened and called and len(lead) <= _LONGEST_LEAD and not any(word in words.verbs for word in lead)


_LONGEST_LEAD = 6


@cache
def _called(code: str) -> frozenset[str]:
    """What stands before a name and says what its bearer is."""
    words = language(code)
    return words.roles | words.titles | words.honorifics


def spoken_of_since(reading: Reading, known: Roster, since: int, place: int) -> str:
    """The one of those who spoke whose name opens the last sentence between two places that is about one of them, as in
    "Stow was born in Bergen. Asked about it, she laughed: “It rains.”" Empty where none is. What a text is about it puts
    first, and a pronoun looks back to that before anybody else (Grosz, Joshi, Weinstein: Centering, 1995).
    """
    last = bisect_right(reading.sentences, place, key=attrgetter("start")) - 1
    for sentence in reversed(reading.sentences[max(0, last - _ABOUT_WITHIN) : max(0, last)]):
        if sentence.start < since:
            return ""
        name = known.named(_opening_name(reading.body.text[sentence.start : sentence.start + _NAMED_WITHIN], reading))
        if name and not _is_body(name, reading.language):
            return name
    return ""


def _opening_name(text: str, reading: Reading) -> str:
    """The last word of the name that opens a text; empty where none does."""
    name = ""
    for word in text.split():
        bare = word.rstrip(",.")
        if not (bare[:1].isupper() and bare.isalpha()) and bare.lower() not in reading.language.honorifics:
            return name
        name = bare
        if word.endswith(","):
            return name
    return name


def without_genitive(word: str) -> str:
    """A word of a name without the ending that makes something theirs, of whatever language: "Holm's"."""
    return without_end(word, _genitives())


@cache
def _genitives() -> tuple[str, ...]:
    return rows_of_all("speaking", "genitives")


def _is_body(name: str, words: Language) -> bool:
    parts, bodies = name.split(), _bodies(words.code)
    return any(without_genitive(part.lower()) in bodies or (part.isupper() and len(part) >= _ACRONYM) for part in parts)


@cache
def _bodies(code: str) -> frozenset[str]:
    words = language(code)
    return words.organisations | words.agencies | callings(code).bodies
