"""The persons whom an article names in full, anywhere, and whom of them a surname, a given name or an honorific means."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from operator import attrgetter
from typing import NamedTuple

from tracker.compare.naming.samename import is_shortened
from tracker.compare.reading import Reading
from tracker.compare.sourcing.aliases import Aliases
from tracker.compare.sourcing.creditings import heads
from tracker.compare.sourcing.speech import callings, saying
from tracker.compare.speaking.antecedents import without_genitive
from tracker.compare.text.language import Language, bearers, language, of_all, parties, surname_joints
from tracker.compare.text.spelling import folded

_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
# Words with capitals that stand together, or with small ones between: there names are looked for.
_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-џ][\w'’-]*"
_RUN = re.compile(rf"\b{_CAPITAL}(?:\.? ?(?:[a-z]{{1,3}} ){{0,2}}{_CAPITAL})+")
_FULL, _LONGEST_NAME = 2, 5
_MANY = 20  # persons of one surname
_TITLE_CASE = 0.6  # of the words of a line
_LONGEST_LINE = 400


@dataclass(slots=True)
class _Person:
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
        return " ".join(self.words)

    def take_words(self, other: _Person) -> None:
        """Take the fuller of two forms of the name."""
        longer, shorter = (self, other) if len(self.words) > len(other.words) else (other, self)
        tail = longer.words[len(longer.words) - len(shorter.words) :]
        one = shorter if longer.opens and tail == shorter.words else max(self, other, key=_fullness)
        self.words, self.opens = one.words, one.opens

    def moved(self, by: int) -> _Person:
        """The same so many characters further on."""
        self.places = [place + by for place in self.places]
        return self


class Persons:
    """Who is named in full in a document, read in one pass over its words. Publishers' own notes name nobody."""

    def __init__(self, reading: Reading) -> None:
        self._language = reading.language
        self._starts = [
            one.start
            for one, before in zip(reading.sentences, (None, *reading.sentences), strict=False)
            if before is None or one.paragraph != before.paragraph
        ]
        self._by_surname: dict[str, list[_Person]] = defaultdict(list)
        self._by_given: dict[str, list[_Person]] = defaultdict(list)
        self._unread = _lines_with(reading)
        self._small = partial(_small_words, reading)

    def _bearers(self, word: str) -> list[_Person]:
        """The persons of a surname; the sentences that have the word in a name are read now, once."""
        for line in self._unread.pop(_key(word), ()):
            for person in line.persons(self._language, self._small):
                self._take(person)
        return self._by_surname.get(word, [])

    def called(self, name: str, place: int) -> str | None:
        """The fullest name of whom a name means at a place of the body: the name itself where several are called so and
        nothing says who of them, None where nobody is named in full who can be meant.
        """
        said = name.split()
        words = _untitled(said, self._language)
        if not words:
            return None
        known = self._bearers(words[-1])
        if len(words) > 1:
            return next((one.name for one in known if same_given(one.words, words)), None)
        unlike = _unlike(said[: -len(words)], self._language)
        if not known:  # "Maren", "Sir Tom"
            known = self._by_given.get(words[0], [])
        if unlike and any(one.unlike for one in known):
            known = [one for one in known if one.unlike in ("", unlike)]
        meant = self._meant(known, place) if known else None
        return meant.name if meant else name if known else None

    def in_line(self, line: str) -> str:
        """The fullest name of the one person whom a line, as a headline, names; empty where it names none or several."""
        said = {without_genitive(word) for word in _WORD.findall(line[:_LONGEST_LINE])}
        found = [one for word in sorted(said) for one in self._bearers(word)]
        whole = [one for one in found if one.words[0] in said] or found
        return whole[0].name if len(whole) == 1 else ""

    def described(self, nouns: frozenset[str], aliases: Aliases) -> str:
        """The one person whom the article calls by one of the nouns; empty for none or several."""
        surnames = {word for noun, word in aliases.pairs if noun in nouns}
        for surname in sorted(surnames):
            self._bearers(surname)
        found = [one for surname, known in self._by_surname.items() if folded(surname) in surnames for one in known]
        return found[0].name if len(found) == 1 else ""

    def _meant(self, known: Sequence[_Person], place: int) -> _Person | None:
        """Whom of several it means: the only one who was named so far, or whom its paragraph has named, else the only one who
        is nobody's relative.
        """
        if len(known) == 1:
            return known[0]
        before = [one for one in known if any(at <= place for at in one.places)]
        if len(before) == 1:
            return before[0]
        start = self._starts[max(0, bisect_right(self._starts, place) - 1)] if self._starts else 0
        here = [one for one in known if any(start <= at <= place for at in one.places)]
        chosen = here or [one for one in known if not one.related]
        return chosen[0] if len(chosen) == 1 else None

    def _take(self, person: _Person) -> None:
        alike = self._by_surname[person.words[-1]]
        same = next((one for one in alike if same_given(one.words, person.words)), None)
        if same is None and len(alike) < _MANY:
            alike.append(person)
            self._by_given[person.words[0]].append(person)
        elif same is not None:
            same.places += person.places
            same.related |= person.related
            same.unlike = same.unlike or person.unlike
            same.take_words(person)
            if same not in self._by_given[same.words[0]]:
                self._by_given[same.words[0]].append(same)


@lru_cache(maxsize=2)
def persons_in(reading: Reading) -> Persons:
    """Whom a document names in full."""
    return Persons(reading)


def _fullness(person: _Person) -> tuple[int, int]:
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
class _Line:
    """A sentence that has names, not read yet; without a place where it does not stand in the body."""

    text: str
    place: int
    is_read: bool = False

    def persons(self, words: Language, small: Callable[[], frozenset[str]]) -> Iterator[_Person]:
        """Everybody named in full, once; `small` gives words that the text also has without a capital."""
        if self.is_read:
            return
        self.is_read = True
        for person in _of_sentence(self.text, max(0, self.place), words, small):
            if self.place < 0:
                person.places.clear()
            yield person


def _lines_with(reading: Reading) -> dict[str, list[_Line]]:
    """By the folded words of names of two words or more the sentences that have them, publishers' notes left out: in the
    body, then in the standfirst, a headline that is no title, and the captions.
    """
    text, document = reading.body.text, reading.document
    found: dict[str, list[_Line]] = defaultdict(list)
    lines: dict[int, _Line] = {}
    for run in _RUN.finditer(text):
        number = bisect_right(reading.sentences, run.start(), key=attrgetter("start")) - 1
        if number in reading.notes or number < 0:
            continue
        if number not in lines:
            sentence = reading.sentences[number]
            lines[number] = _Line(text[sentence.start : sentence.end], sentence.start)
        _file(found, run[0], lines[number])
    for other in (document.standfirst, document.headline, *document.captions.split("\n\n")):
        if other and not _is_title(other):
            _file(found, other[:_LONGEST_LINE], _Line(other[:_LONGEST_LINE], -1))
    return found


def _file(found: dict[str, list[_Line]], words: str, line: _Line) -> None:
    for word in words.replace(".", " ").split():
        if word[0].isupper():
            known = found[_key(word)]
            if not known or known[-1] is not line:
                known.append(line)


def _key(word: str) -> str:
    """What a word of a name is found by, with its genitive or without."""
    return folded(without_genitive(word).rstrip("'") if "'" in word else word)


def title_of(reading: Reading) -> str:
    """What stands over a text: its headline, else a first paragraph without a full stop; empty for none."""
    if reading.document.headline or not reading.sentences:
        return reading.document.headline
    first = reading.sentences[0]
    line = reading.body.text[first.start : first.end]
    return line if len(line) < _LONGEST_LINE and line[-1:].isalnum() else ""


def _is_title(line: str) -> bool:
    """Whether nearly all words of a line have a capital, so that none shows a name."""
    words: list[str] = _WORD.findall(line[:_LONGEST_LINE])
    return len([word for word in words if word[0].isupper()]) >= _TITLE_CASE * len(words)


@lru_cache(maxsize=2)
def _small_words(reading: Reading) -> frozenset[str]:
    """The words that a text has without a capital."""
    return frozenset(word.rstrip(".,;:") for word in set(reading.body.text.split()) if word[0].islower())


def _of_sentence(text: str, offset: int, words: Language, small: Callable[[], frozenset[str]]) -> Iterator[_Person]:
    """The persons whom a sentence names in full; `small` are words that the text also has without a capital."""
    if len(text) < _LONGEST_LINE and text[-1:].isalnum() and _is_title(text):
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
    for found in _WORD.finditer(text):
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
    calling = [n for n in range(first, last - 1) if said[n].text[0].isupper() and _is_calling(said[n].text, words)]
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
    small = words.starters | words.common | words.pronouns | words.stops | words.weekdays.keys() | words.verbs.keys()
    led = phrases.breaks | phrases.openers | phrases.before_verb | phrases.fronting
    return small | words.relative_heads | led | phrases.citing | phrases.crediting | heads(code)


def _is_calling(text: str, words: Language) -> bool:
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


def _person(said: Sequence[_Word], name: tuple[str, ...], first: int, last: int, words: Language) -> _Person:
    kin = callings(words.code).close_to
    behind = said[last : last + _ASIDE] if last < len(said) and said[last].gap.startswith(",") else ()
    aside = itertools.takewhile(lambda word: word is behind[0] or word.gap == " ", behind)
    return _Person(
        name,
        opens=first == 0 and len(name) > _FULL,
        places=[said[first].start],
        related=_is_theirs(said[:first], kin, words) or any(word.text.lower() in kin for word in aside),
        unlike=_unlike([word.text for word in said[:first]][-_TITLES:], words),
    )


_ASIDE, _TITLES = 4, 3


def _is_theirs(before: Sequence[_Word], kin: frozenset[str], words: Language) -> bool:
    """Whether somebody's relative is named behind these words: "his wife", "The president's sister, the senator"."""
    articles = saying(words.code).articles
    for word in reversed(before[-_ASIDE:]):
        if word.text.lower() in kin:
            return True
        if word.text.lower() not in articles and not _is_calling(word.text, words):
            return False
    return False


def _sharing(
    said: Sequence[_Word], first: int, name: tuple[str, ...], offset: int, words: Language
) -> Iterator[_Person]:
    """Who shares a surname that is said once: "Ann and Rob Hale"."""
    if first < _FULL or said[first - 1].text.lower() not in saying(words.code).joining:
        return
    given = said[first - 2]
    alone = first == _FULL or not said[first - 3].text[0].isupper() or given.gap != " "
    if given.text[0].isupper() and alone and said[first - 1].gap == said[first].gap == " ":
        yield _Person((given.text, name[-1]), places=[offset + given.start])


def _untitled(said: Sequence[str], words: Language) -> list[str]:
    """The words of a speaker's name behind what its bearer is called; empty where it is no name."""
    first = next(
        (
            n + 1
            for n in range(len(said) - 2, -1, -1)
            if _is_calling(said[n].strip("."), words) and said[n][0].isupper()
        ),
        0,
    )
    found = [without_genitive(word) for word in said[first:]]
    return found if found and found[-1][0].isupper() else []


def _unlike(before: Sequence[str], words: Language) -> str:
    """The pronoun that cannot stand for who has these words before the name: "he" for "Mrs", "actress"."""
    rows = callings(words.code).not_for.items()
    said = {word.lower().strip(".") for word in before}
    return next((pronoun for pronoun, nouns in rows if not said.isdisjoint(nouns)), "")
