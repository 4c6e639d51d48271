"""Reads the persons whom the sentences of a text name in full."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

from tracker.compare.naming.names import opening_words
from tracker.compare.naming.samename import is_shortened
from tracker.compare.reading import Reading
from tracker.compare.sourcing.creditings import heads
from tracker.compare.sourcing.speech import callings, saying
from tracker.compare.speaking.antecedents import without_genitive
from tracker.compare.text.families import bearers, parties
from tracker.compare.text.language import Language, language, of_all, surname_joints
from tracker.compare.text.spelling import folded

WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
# Words with capitals that stand together, or with small ones between: there names are looked for.
_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-џ][\w'’-]*"
_RUN = re.compile(rf"\b{_CAPITAL}(?:\.? ?(?:[a-z]{{1,3}} ){{0,2}}{_CAPITAL})+")
_FULL, _LONGEST_NAME = 2, 5
_TITLE_CASE = 0.6  # of the words of a line
LONGEST_LINE = 400


@dataclass(slots=True)
class Person:
    """Somebody named in full: the words of the fullest form, whether it opens its sentence, so that its first word may be
    none of it ("Runner Keane Abara"), where a form of it begins in the body, whether as somebody's relative, and the
    pronoun that cannot stand for them as far as their titles say.
    """

    words: tuple[str, ...]
    opens: bool = False
    places: list[int] = field(default_factory=list)
    related: bool = False
    unlike: str = ""

    @property
    def name(self) -> str:
        """The name as it is written."""
        return " ".join(self.words)

    def can_be(self, other: Person) -> bool:
        """Whether two names of one surname can be one person's, where a first word may be none of it."""
        forms = [(one.words, one.words[1:]) if one.opens else (one.words,) for one in (self, other)]
        return any(same_given(one, two) for one, two in itertools.product(*forms))

    def take_words(self, other: Person) -> None:
        """Take the fuller of two forms of the name."""
        longer, shorter = (self, other) if len(self.words) > len(other.words) else (other, self)
        led = longer.opens and len(longer.words) > len(shorter.words) and same_given(longer.words[1:], shorter.words)
        one = shorter if led else max(self, other, key=_fullness)
        self.words, self.opens = one.words, one.opens

    def moved(self, by: int) -> Person:
        """The same so many characters further on."""
        self.places = [place + by for place in self.places]
        return self


def _fullness(person: Person) -> tuple[int, int]:
    """Of names of one person the fullest has most words that are no initials, then most words."""
    return sum(len(word.strip(".")) > 1 for word in person.words), len(person.words)


def same_given(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether two names of one surname can be one person's by what stands before it: "Rob Cole", "Robert J. Cole"."""
    left, right = ([folded(word.strip(".")) for word in words[:-1]] for words in (one, two))
    if set(left) <= set(right) or set(right) <= set(left):
        return True
    first, other = left[0], right[0]
    return (
        first == other
        or (min(len(first), len(other)) == 1 and first[0] == other[0])
        or is_shortened(first, other)
        or _bent(first, other)
    )


def _bent(one: str, two: str) -> bool:
    """Whether two given names are one in two cases, in languages that bend them: "Марина", "Марины"."""
    ends = "".join(of_all("speaking", "bent"))
    stem = one.rstrip(ends)
    return len(stem) >= _STEM and stem == two.rstrip(ends) and abs(len(one) - len(two)) <= _ENDING


_STEM, _ENDING = 3, 2


class _Word(NamedTuple):
    """A word with its place, and what stands between the word before and it."""

    text: str
    start: int
    gap: str


@dataclass(slots=True, eq=False)
class Line:
    """A sentence that has names, not read yet; without a place where it does not stand in the body."""

    text: str
    place: int
    is_read: bool = False

    def persons(self, words: Language, small: Callable[[], frozenset[str]]) -> Iterator[Person]:
        """Everybody named in full, once; `small` gives words that the text also has without a capital."""
        if self.is_read:
            return
        self.is_read = True
        for person in _of_sentence(self.text, max(0, self.place), words, small):
            if self.place < 0:
                person.places.clear()
            yield person


def lines_with(reading: Reading) -> dict[str, list[Line]]:
    """By the folded words of names of two words or more the sentences that have them, publishers' notes left out: in the
    body, then in the standfirst, a headline that is no title, and the captions.
    """
    text, document = reading.body.text, reading.document
    found: dict[str, list[Line]] = defaultdict(list)
    lines: dict[int, Line] = {}
    for run in _RUN.finditer(text):
        number = bisect_right(reading.sentences, run.start(), key=attrgetter("start")) - 1
        if number in reading.notes or number < 0:
            continue
        if number not in lines:
            sentence = reading.sentences[number]
            lines[number] = Line(text[sentence.start : sentence.end], sentence.start)
        _file(found, run[0], lines[number])
    for other in (document.standfirst, document.headline, *document.captions.split("\n\n")):
        if other and not _is_title(other):
            _file(found, other[:LONGEST_LINE], Line(other[:LONGEST_LINE], -1))
    return found


def _file(found: dict[str, list[Line]], words: str, line: Line) -> None:
    for word in words.replace(".", " ").split():
        if word[0].isupper():
            known = found[key_of_name(word)]
            if not known or known[-1] is not line:
                known.append(line)


def key_of_name(word: str) -> str:
    """What a word of a name is found by, with its genitive or without."""
    return folded(without_genitive(word).rstrip("'") if "'" in word else word)


def title_of(reading: Reading) -> str:
    """What stands over a text: its headline, else a first paragraph without a full stop; empty for none."""
    if reading.document.headline or not reading.sentences:
        return reading.document.headline
    first = reading.sentences[0]
    line = reading.body.text[first.start : first.end]
    return line if len(line) < LONGEST_LINE and line[-1:].isalnum() else ""


def _is_title(line: str) -> bool:
    """Whether nearly all words of a line have a capital, so that none shows a name."""
    words: list[str] = WORD.findall(line[:LONGEST_LINE])
    return len([word for word in words if word[0].isupper()]) >= _TITLE_CASE * len(words)


@lru_cache(maxsize=2)
def small_words(reading: Reading) -> frozenset[str]:
    """The words that a text has without a capital."""
    return frozenset(word.rstrip(".,;:") for word in set(reading.body.text.split()) if word[0].islower())


def _of_sentence(text: str, offset: int, words: Language, small: Callable[[], frozenset[str]]) -> Iterator[Person]:
    """The persons whom a sentence names in full; `small` are words that the text also has without a capital."""
    if len(text) < LONGEST_LINE and text[-1:].isalnum() and _is_title(text):
        return  # a heading
    said = list(_words_of(text))
    place = 0
    while place < len(said):
        last = _run_end(said, place, words)
        if last - place >= _FULL:
            first = _without_lead(said, place, last, words, small)
            name = _as_written(said, first, last)
            if _is_person(name, words):
                yield _person(said, name, first, last, words).moved(offset)
                yield from _sharing(said, place, name, offset, words)
        place = max(last, place + 1)


def _as_written(said: Sequence[_Word], first: int, last: int) -> tuple[str, ...]:
    """The words of a name with the points of its initials, without a genitive."""
    behind = [*(word.gap for word in said[first + 1 : last]), ""]
    return tuple(
        f"{word.text}." if gap[:1] == "." and len(word.text) == 1 else without_genitive(word.text)
        for word, gap in zip(said[first:last], behind, strict=True)
    )


def _words_of(text: str) -> Iterator[_Word]:
    end = 0
    for found in WORD.finditer(text):
        yield _Word(found[0], found.start(), text[end : found.start()])
        end = found.end()


def _run_end(said: Sequence[_Word], place: int, words: Language) -> int:
    """Where the words of a name end that may begin at a place."""
    joints = surname_joints()
    last = number = place
    while number < len(said):
        word = said[number]
        if number > place and not _joined(said[number - 1].text, word.gap, words):
            break
        if word.text[0].isupper():
            last = number + 1
            if "'" in word.text and without_genitive(word.text) != word.text:
                break
        elif last == place or word.text not in joints:
            break
        number += 1
    return last


def _joined(before: str, gap: str, words: Language) -> bool:
    """Whether two words can be of one name by what stands between them: a space, or the point of an initial."""
    if gap == " ":
        return True
    return gap in (". ", ".") and (len(before) == 1 or before.lower() in words.abbreviations)


def _without_lead(
    said: Sequence[_Word], first: int, last: int, words: Language, small: Callable[[], frozenset[str]]
) -> int:
    """Where a name begins behind what only opens its sentence, a party, a country, and what its bearer is."""
    if first == 0 and _only_opens(said[0].text.lower(), last - first, words, small):
        first += 1
    calling = [n for n in range(first, last - 1) if said[n].text[0].isupper() and is_calling(said[n].text, words)]
    first = calling[-1] + 1 if calling else first
    while last - first > _FULL and said[first].text.isupper() and len(said[first].text) > 1:
        first += 1
    return first


def _only_opens(word: str, length: int, words: Language, small: Callable[[], frozenset[str]]) -> bool:
    return word in _openers(words.code) or (length > _FULL and word in words.roles) or word in small()


@cache
def _openers(code: str) -> frozenset[str]:
    """What opens a sentence and is no name."""
    words, phrases = language(code), saying(code)
    small = opening_words(code) | words.stops | words.weekdays.keys() | words.verbs.keys()
    led = phrases.breaks | phrases.openers | phrases.before_verb | phrases.fronting
    return small | words.relative_heads | led | phrases.citing | phrases.crediting | heads(code)


def is_calling(text: str, words: Language) -> bool:
    """Whether a word before a name says what its bearer is: a title, a country, a party."""
    word, ends = text.lower(), callings(words.code).calling_ends
    if word in _callings(words.code) or folded(word) in bearers() or folded(word) in parties():
        return True
    return bool(ends) and word.endswith(ends)


@cache
def _callings(code: str) -> frozenset[str]:
    words = language(code)
    listed = words.titles | words.honorifics | words.roles | words.organisations | words.weekdays.keys()
    return listed | callings(code).nouns


def _is_person(name: Sequence[str], words: Language) -> bool:
    """Whether words can be somebody's given name and surname."""
    whole = [word for word in name if word[0].isupper()]
    lower = [word.lower() for word in name]
    if not _bodies(words.code).isdisjoint(lower) or not words.place_words.isdisjoint(lower[:-1]):
        return False
    return _FULL <= len(whole) <= _LONGEST_NAME and len(whole[-1]) > 1


@cache
def _bodies(code: str) -> frozenset[str]:
    words = language(code)
    return words.organisations | words.honorifics | callings(code).bodies


def _person(said: Sequence[_Word], name: tuple[str, ...], first: int, last: int, words: Language) -> Person:
    kin = callings(words.code).close_to
    behind = said[last : last + _ASIDE] if last < len(said) and said[last].gap.startswith(",") else ()
    aside = itertools.takewhile(lambda word: word is behind[0] or word.gap == " ", behind)
    return Person(
        name,
        opens=first == 0 and len(name) > _FULL and name[1][0].isupper(),
        places=[said[first].start],
        related=_is_theirs(said[:first], kin, words) or any(word.text.lower() in kin for word in aside),
        unlike=unlike([word.text for word in said[:first]][-_TITLES:], words),
    )


_ASIDE, _TITLES = 4, 3


def _is_theirs(before: Sequence[_Word], kin: frozenset[str], words: Language) -> bool:
    """Whether somebody's relative is named behind these words: "his wife", "The president's sister, the senator"."""
    articles = saying(words.code).articles
    for word in reversed(before[-_ASIDE:]):
        if word.text.lower() in kin:
            return True
        if word.text.lower() not in articles and not is_calling(word.text, words):
            return False
    return False


def _sharing(
    said: Sequence[_Word], first: int, name: tuple[str, ...], offset: int, words: Language
) -> Iterator[Person]:
    """Who shares a surname that is said once: "Ann and Rob Hale"."""
    if first < _FULL or said[first - 1].text.lower() not in saying(words.code).joining:
        return
    given = said[first - 2]
    alone = first == _FULL or not said[first - 3].text[0].isupper() or given.gap != " "
    if given.text[0].isupper() and alone and said[first - 1].gap == said[first].gap == " ":
        yield Person((given.text, name[-1]), places=[offset + given.start])


def unlike(before: Sequence[str], words: Language) -> str:
    """The pronoun that cannot stand for who has these words before the name: "he" for "Mrs", "actress"."""
    rows = callings(words.code).not_for.items()
    said = {word.lower().strip(".") for word in before}
    return next((pronoun for pronoun, nouns in rows if not said.isdisjoint(nouns)), "")
