"""Reads a sentence by the classes of its words in one language: who speaks of which page. What the classes hold stands in
the language files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from tracker.compare.text.files import CODES
from tracker.compare.text.language import language, of_all, speech_verbs

# Classes of words in `[own]` of the language files. A word that ends in * stands for all that begin so.
CLASSES = (
    "this",
    "the",
    "pages",
    "sheets",
    "above",
    "earlier",
    "versions",
    "parts",
    "things",
    "fault",
    "mend",
    "change",
    "regret",
    "ought",
    "we",
    "reported",
    "adverbs",
    "was",
    "been",
    "of",
    "by",
    "within_paper",
    "papers",
    "agency",
    "place",
    "purpose",
    "to",
    "comment",
    "causes",
    "contrary",
    "editorial",
    "sorry",
    "removal",
    "lacking",
    "now",
    "present",
    "stamped",
    "nots",
    "notings",
    "made",
    "readers",
    "me",
    "truths",
    "it",
    "tales",
    "but",
    "accordingly",
    "together",
    "programs",
)
READ = 60
_KNOWN_WORDS = 1 << 15
# Classes that take in a list which older rules read, too.
_SHARED = (("pages", "selves"), ("pages", "kinds"), ("this", "deictic"), ("reported", "wrote"), ("reported", "read"))


@dataclass(frozen=True, slots=True)
class Tongue:
    """The classes of one language by word and by what words begin with, its names of days and months, and `phrases` that
    speak of publication.
    """

    words: dict[str, frozenset[str]]
    stems: tuple[tuple[str, str], ...]
    days: frozenset[str]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """The first words of a sentence, without signs before them, and of what classes each is in one language, `names` those
    of any; `bracketed` says that such a sign was a bracket, `behind` has the words of the sentences behind it in its
    paragraph.
    """

    words: Sequence[str]
    kinds: Sequence[frozenset[str]]
    names: frozenset[str]
    tongue: Tongue
    code: str
    bracketed: bool
    behind: Sequence[Sequence[str]]

    @property
    def after(self) -> Iterator[Said]:
        """The sentences behind it: few are asked for, so they are heard then."""
        return (heard(words, self.code) for words in self.behind)

    def has(self, name: str, start: int = 0, end: int = READ) -> bool:
        """Whether a word of a class stands at [start, end)."""
        return name in self.names and any(name in kinds for kinds in self.kinds[max(0, start) : end])

    def at(self, name: str, place: int) -> bool:
        """Whether the word at a place is of a class; no place outside is."""
        return 0 <= place < len(self.kinds) and name in self.kinds[place]

    def places(self, name: str, end: int = READ) -> Iterator[int]:
        """Where words of a class stand, the first first."""
        if name not in self.names:
            return iter(())
        return (place for place, kinds in enumerate(self.kinds[:end]) if name in kinds)


def heard(words: Sequence[str], code: str, *, after: Sequence[Sequence[str]] = (), bracketed: bool = False) -> Said:
    """Words as one language has them, and those of the sentences `after` them in their paragraph."""
    kinds = [classes(word).get(code, frozenset()) for word in words]
    names = frozenset().union(*kinds)
    return Said(words, kinds, names, tongue(code), code, bracketed, after)


def joined(words: Sequence[str]) -> Sequence[str]:
    """The words with those as one that say one thing only together: "put right", "left out"."""
    if seconds().isdisjoint(words):
        return words
    found: list[str] = []
    pairs, ends = _pairs(), seconds()
    for word in words:
        if word in ends and found and (pair := f"{found[-1]}_{word}") in pairs:
            found[-1] = pair
        else:
            found.append(word)
    return found


@cache
def _pairs() -> frozenset[str]:
    return frozenset(word for code in CODES for word in tongue(code).words if "_" in word)


@cache
def seconds() -> frozenset[str]:
    """The words that may be one with the word before."""
    return frozenset(pair.rpartition("_")[2] for pair in _pairs())


def is_anothers(words: Sequence[str]) -> bool:
    """Whether a clause says that somebody else speaks: ", the lawsuit says"."""
    start, says = 0, speech_verbs()
    if says.isdisjoint(words):
        return False
    for place in range(len(words) + 1):
        if place < len(words) and words[place] not in _STOPS:
            continue
        clause = words[start:place]
        if (start or place < len(words)) and 0 < len(clause) <= _CLAUSE and _attributes(clause, says):
            return True
        if place < len(words) and words[place] == ":":
            return False
        start = place + 1
    return False


def _attributes(clause: Sequence[str], says: frozenset[str]) -> bool:
    """As in "said the minister", "she told the court on Tuesday", but not "Ms Berg said 15"."""
    if any(not _OURS.isdisjoint(names) for word in clause for names in classes(word).values()):
        return False
    return any(
        word in says and (not place or len(clause) - place <= _TOLD) and not any(w[0].isdigit() for w in clause[place:])
        for place, word in enumerate(clause)
    )


_TOLD = 5
_STOPS = frozenset([",", ".", ";", ":", '"'])
_OURS = frozenset(
    ["we", "this", "earlier", "pages", "versions", "papers", "fault", "mend", "ought", "above", "adverbs", "was"]
)
_CLAUSE = 8


def is_ongoing(words: Sequence[str]) -> bool:
    """Whether a sentence says what is done again and again, or to all texts: "updated every hour", "edited for length", but
    not "edited and condensed since publication".
    """
    if of_all("notes", "ongoing").isdisjoint(words[:12]):
        return False
    opening = f" {' '.join(words[:16])} "
    return not any(f" {phrase} " in opening for phrase in of_all("notes", "since_publication"))


def is_foreign(said: Said, place: int) -> bool:
    """Whether the page at a place is of something else: "an earlier version of the bill", "the article in the Star"."""
    if said.at("of", place + 1):
        return not any(
            said.words[number][0].isdigit()
            or said.words[number] in said.tongue.days
            or not _SELF.isdisjoint(said.kinds[number])
            for number in range(place + 2, min(place + 5, len(said.words)))
        )
    return False


_SELF = frozenset(["this", "pages", "we", "above", "papers", "place", "parts"])


POINTING = frozenset(["this", "earlier", "above", "place", "papers"])  # without a word of these, none points to a page


def is_own(said: Said, place: int) -> bool:
    """Whether the words at a place point to the page they stand on."""
    if said.at("this", place):
        page = next((number for number in range(place + 1, place + 5) if said.at("pages", number)), None)
        between = range(place + 1, page or place)
        ours = said.at("we", place)
        apart = page is None or any(said.at("was", number) for number in between)
        return page is not None and not apart and (ours or not is_foreign(said, page))
    if said.at("earlier", place):
        version = next((n for n in (place + 1, place + 2, place - 1) if said.at("versions", n)), None)
        return version is not None and not is_foreign(said, max(version, place))
    if said.at("above", place):
        return said.at("pages", place - 1) or said.at("things", place - 1) or said.at("pages", place + 1) or place <= 1
    if said.at("place", place):
        return not is_foreign(said, place)
    return said.at("papers", place) and of_day(said, place)


def of_day(said: Said, place: int) -> bool:
    """As in "Tuesday's paper", "yesterday's newsletter", "in our edition"."""
    before = [said.words[number] for number in (place - 1, place - 2) if number >= 0]
    owned = (word.removesuffix(end) for word in before for end in ("", *of_all("notes", "possession")))
    return any(word in said.tongue.days for word in owned) or said.at("we", place - 1)


@lru_cache(maxsize=_KNOWN_WORDS)
def classes(word: str) -> Mapping[str, frozenset[str]]:
    """The classes of a word, by language."""
    bare = word.rpartition("'")[2] or word
    words, stems = _lexicon()
    begun = [(code, {name}) for stem, code, name in stems.get(bare[:_STEM], ()) if bare.startswith(stem)]
    if word == bare and not begun:
        return words.get(word, _NONE)
    found = dict(words.get(word, _NONE))
    for code, names in (*words.get(bare, _NONE).items(), *begun):
        found[code] = found.get(code, frozenset()) | names
    return found


_NONE: Mapping[str, frozenset[str]] = {}
_STEM = 2


@cache
def _lexicon() -> tuple[dict[str, dict[str, frozenset[str]]], dict[str, list[tuple[str, str, str]]]]:
    """The words of all languages with their classes by language, and what words begin with by its first letters: most
    words of a text are in none, and that is told at once.
    """
    words: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    stems: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for code in CODES:
        known = tongue(code)
        for word, names in known.words.items():
            words[word][code] = names
        for stem, name in known.stems:
            stems[stem[:_STEM]].append((stem, code, name))
    return dict(words), dict(stems)


@cache
def tongue(code: str) -> Tongue:
    """The classes of a language by its code."""
    known = language(code)
    words: dict[str, set[str]] = {}
    stems = []
    for name in CLASSES:
        for word in known.own.get(name, "").split():
            if word.endswith("*"):
                stems.append((word[:-1], name))
            else:
                words.setdefault(word, set()).add(name)
    for name, shared in _SHARED:
        for word in known.own.get(shared, "").split():
            words.setdefault(word, set()).add(name)
    phrases = tuple(phrase.strip() for phrase in known.own.get("printed", "").split("|") if phrase.strip())
    days = frozenset([*known.weekdays, *known.months, *known.own.get("days", "").split()])
    return Tongue({word: frozenset(names) for word, names in words.items()}, tuple(stems), days, phrases)
