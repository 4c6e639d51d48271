"""The persons whom an article names in full, anywhere, and whom of them a surname, a given name or an honorific means."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache, partial

from tracker.compare.reading import Reading
from tracker.compare.sourcing.aliases import Aliases
from tracker.compare.speaking.antecedents import without_genitive
from tracker.compare.speaking.fullnames import (
    LONGEST_LINE,
    WORD,
    Person,
    is_calling,
    key_of_name,
    lines_with,
    same_given,
    small_words,
    unlike,
)
from tracker.compare.text.language import Language
from tracker.compare.text.spelling import folded

_MANY = 20  # persons of one surname


class Persons:
    """Who is named in full in a document, read in one pass over its words. Publishers' own notes name nobody."""

    def __init__(self, reading: Reading) -> None:
        self._language = reading.language
        self._starts = [
            one.start
            for one, before in zip(reading.sentences, (None, *reading.sentences), strict=False)
            if before is None or one.paragraph != before.paragraph
        ]
        self._by_surname: dict[str, list[Person]] = defaultdict(list)
        self._by_given: dict[str, list[Person]] = defaultdict(list)
        self._unread = lines_with(reading)
        self._small = partial(small_words, reading)

    def _bearers(self, word: str) -> list[Person]:
        """The persons of a surname; the sentences that have the word in a name are read now, once."""
        for line in self._unread.pop(key_of_name(word), ()):
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
        not_for = unlike(said[: -len(words)], self._language)
        if not known:  # "Maren", "Sir Tom"
            known = self._by_given.get(words[0], [])
        if not_for and any(one.unlike for one in known):
            known = [one for one in known if one.unlike in ("", not_for)]
        meant = self._meant(known, place) if known else None
        return meant.name if meant else name if known else None

    def in_line(self, line: str) -> str:
        """The fullest name of the one person whom a line, as a headline, names; empty where it names none or several."""
        said = {without_genitive(word) for word in WORD.findall(line[:LONGEST_LINE])}
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

    def _meant(self, known: Sequence[Person], place: int) -> Person | None:
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

    def _take(self, person: Person) -> None:
        alike = self._by_surname[person.words[-1]]
        same = next((one for one in alike if one.can_be(person)), None)
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


def _untitled(said: Sequence[str], words: Language) -> list[str]:
    """The words of a speaker's name behind what its bearer is called; empty where it is no name."""
    first = next(
        (n + 1 for n in range(len(said) - 2, -1, -1) if is_calling(said[n].strip("."), words) and said[n][0].isupper()),
        0,
    )
    found = [without_genitive(word) for word in said[first:]]
    return found if found and found[-1][0].isupper() else []
