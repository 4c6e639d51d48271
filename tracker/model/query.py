"""What a person searches for: words, phrases, beginnings of words, joined by AND, OR and NOT. Pure, and total: whatever
is typed is a query, and what cannot be an operator is a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST_TERMS = 24
_LONGEST = 1000
_PIECE = re.compile(r'"([^"]*)"?|(\S+)')
# As SQLite's FTS5 has it (sqlite3Fts5UnicodeIsdiacritic): these accents stand within a word, other marks between two.
_ACCENTS = r"[\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331]"
_WORD = re.compile(rf"[^\W_]+(?:{_ACCENTS}+[^\W_]*)*")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand next to one another, folded (lower case, no accents); of a `prefix` the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """Every wanted term and none of the others; there is at least one wanted."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """Any of the clauses; none where nothing was typed that has a letter or a digit in it."""

    clauses: tuple[Clause, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms that a text is found by."""
        return tuple(dict.fromkeys(term for clause in self.clauses for term in clause.wanted))


def parse_query(text: str) -> Query:
    """The query that was typed; at most MOST_TERMS terms of it.

    `a b` and `a AND b` want both, `a OR b` either, `a NOT b` and `a -b` the one without the other; AND binds closer
    than OR. `"a b"` is a phrase, `a*` every word that begins so. Raises nothing.
    """
    clauses: list[Clause] = []
    wanted: list[Term] = []
    unwanted: list[Term] = []
    negated = False
    for word, term in _pieces(text[:_LONGEST]):
        if word == "OR" and wanted:
            clauses.append(Clause(tuple(wanted), tuple(unwanted)))
            wanted, unwanted = [], []
        elif word == "NOT" and wanted:
            negated = True
            continue
        elif word != "AND" and term.words:
            minus = word.startswith("-") and bool(wanted)
            (unwanted if negated or minus else wanted).append(term)
        negated = False
    if wanted:
        clauses.append(Clause(tuple(wanted), tuple(unwanted)))
    return Query(tuple(clauses))


def folded(word: str) -> str:
    """A word without case and accents: what two words have in common that a search takes for the same."""
    return word.lower() if word.isascii() else "".join(map(_folded, word))


@lru_cache(maxsize=4096)
def _folded(one: str) -> str:
    """A character as SQLite's FTS5 folds it: accents are taken from the letters of ASCII alone, as й is no и."""
    if unicodedata.combining(one):
        return ""
    base = unicodedata.normalize("NFD", one)[0]
    plain = (base if base.isascii() else one).casefold()
    return plain if len(plain) == 1 else one.lower()


def words_of(text: str) -> list[str]:
    """The words of a text in their order, folded: what it can be found by."""
    return [folded(word) for word in _WORD.findall(text)]


def marked(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where the terms stand in a text, as [start, end) in its characters, in order and apart. Linear in the text for
    each term.
    """
    places = [(match.start(), match.end(), folded(match.group())) for match in _WORD.finditer(text)]
    firsts = {term.words[0]: None for term in terms}
    prefixes = tuple(term.words[0] for term in terms if term.prefix and len(term.words) == 1)
    found: list[tuple[int, int]] = []
    for at, (start, end, word) in enumerate(places):
        if word not in firsts and not (prefixes and word.startswith(prefixes)):
            continue
        ends = [
            places[at + len(term.words) - 1][1] for term in terms if _stands(term, places[at : at + len(term.words)])
        ]
        if ends and (not found or start >= found[-1][1]):
            found.append((start, max(end, *ends)))
    return found


def _pieces(text: str) -> Iterable[tuple[str, Term]]:
    """What was typed, piece by piece: the word itself (empty for a phrase), and the term it is."""
    for number, match in enumerate(_PIECE.finditer(text)):
        if number >= 2 * MOST_TERMS:
            return
        phrase, word = match.groups()
        if word is None:
            yield "", Term(_words(phrase), prefix=text[match.end() : match.end() + 1] == "*")
        else:
            yield word, Term(_words(word), prefix=word.endswith("*"))


def _words(text: str) -> tuple[str, ...]:
    return tuple(words_of(text)[:MOST_TERMS])


def _stands(term: Term, places: Sequence[tuple[int, int, str]]) -> bool:
    if len(places) < len(term.words):
        return False
    *before, last = (word for _, _, word in places)
    same = last.startswith(term.words[-1]) if term.prefix else last == term.words[-1]
    return same and tuple(before) == term.words[:-1]
