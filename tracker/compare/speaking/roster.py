"""Who spoke so far in a text, the last one last: who a surname or an office stands for is found without asking all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from tracker.compare.sourcing.aliases import Aliases

# No surname is longer, and each of its endings is kept.
_LONGEST_SURNAME = 60
_FEW = 20


class Roster:
    """Names of speakers; `aliases` gives what the text says of people, and is asked at the first office."""

    def __init__(self, aliases: Callable[[], Aliases]) -> None:
        self._aliases = aliases
        self._names: dict[str, None] = {}
        # By what they end in, and by their length.
        self._ending: dict[str, dict[int, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        self._offices: _Offices | None = None

    def __reversed__(self) -> Iterator[str]:
        return reversed(self._names)

    def add(self, name: str) -> None:
        """Somebody spoke: for the first time or again."""
        for alike in (self._names, *(self._ending[ending][len(name)] for ending in _endings(name))):
            alike.pop(name, None)
            alike[name] = None
        if self._offices is not None:
            self._offices.add(name)

    def fullest(self, name: str) -> str:
        """The longest of the names that end as this one does; the name itself where none is longer, or where it may be that
        of several: "Hale" for "Mr Hale" and "Mrs Hale".
        """
        by_length = self._ending.get(_surname(name), {})
        lengths = sorted((length for length in by_length if length > len(name)), reverse=True)
        alike = islice((one for length in lengths for one in by_length[length]), _FEW)
        longer = [one for one in alike if one.endswith(name)]
        if not longer or not all(_one_name(longer[0], other) for other in longer[1:]):
            return name
        return longer[0]

    def named(self, name: str) -> str:
        """The longest of the names that are this surname or end in it; empty where there is none."""
        by_length = self._ending.get(name, {})
        longest = next(iter(by_length[max(by_length)])) if by_length else ""
        return longest if longest.split()[-1:] == [name] else ""

    def last_of(self, nouns: frozenset[str], *, anybody: bool = True) -> str | None:
        """The last one whom an office can stand for: who has it, or, unless it can only be somebody else's, `anybody` whom the
        text speaks of more than once.
        """
        if self._offices is None:
            self._offices = _Offices(self._aliases(), self._names)
        return self._offices.last_of(nouns, anybody=anybody)


class _Offices:
    """The last speaker of each office, and the last of those whom the text speaks of more than once."""

    def __init__(self, aliases: Aliases, names: Iterable[str]) -> None:
        self._aliases = aliases
        self._nouns: dict[str, list[str]] = defaultdict(list)
        for noun, word in aliases.pairs:
            self._nouns[word].append(noun)
        self._spoken = 0
        self._by_noun: dict[str, tuple[int, str]] = {}
        # The same of those whose given name stands beside the office, too: it is not that of another of the surname.
        self._whole: dict[str, tuple[int, str]] = {}
        self._known: tuple[int, str] | None = None
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        surname = name[name.rfind(" ") + 1 :].lower()
        self._spoken += 1
        given = name.partition(" ")[0].lower()
        for noun in self._nouns.get(surname, ()):
            self._by_noun[noun] = self._spoken, name
            if (noun, given) in self._aliases.pairs:
                self._whole[noun] = self._spoken, name
        if surname in self._aliases.names:
            self._known = self._spoken, name

    def last_of(self, nouns: frozenset[str], *, anybody: bool) -> str | None:
        found = [self._whole.get(noun, self._by_noun[noun]) for noun in nouns if noun in self._by_noun]
        if anybody and self._known is not None and not nouns & self._aliases.taken:
            found.append(self._known)
        return max(found)[1] if found else None


def _one_name(longer: str, other: str) -> bool:
    return longer.endswith(other) or longer.partition(" ")[0] == other.partition(" ")[0]


def _endings(name: str) -> Iterator[str]:
    """The surname of a name, and what it ends in from a capital on: "McDonald", "Donald"."""
    surname = _surname(name)
    return (surname[start:] for start, letter in enumerate(surname) if not (start and letter.islower()))


def _surname(name: str) -> str:
    return name[name.rfind(" ") + 1 :][-_LONGEST_SURNAME:]
