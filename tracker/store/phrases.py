"""The newest edits of passages with certain words near each other: what a subscription to words is told of, for those who
ask afterwards.

The index of words tells which texts have them at all; whether an edit is about them is seen by comparing its two texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import MutableMapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from sqlalchemy import Connection

from tracker.errors import StoreError
from tracker.model import Document, Search
from tracker.model.query import Clause, Query, Term
from tracker.model.query import words_of as indexed_words
from tracker.store import history
from tracker.store.comings import listed_steps, steps_with
from tracker.store.listing import ChangeFilter, ListedChange
from tracker.store.words import searched_text
from tracker.telling.choosing import are_near, matches, words_of

MOST_COMPARED: Final = 200
"""Edits of articles with the words of which one question looks at both texts: about a second where none was asked before."""

MOST_KNOWN: Final = 100_000

Known = MutableMapping[tuple[int, Search], bool]
"""Whether the edit that led to a revision is about a search; it never changes."""


@dataclass(frozen=True, slots=True)
class Edits:
    """Steps, the newest first. `next_before` is where to go on, None where all were seen; `cut` says that the articles that
    were added first were not looked at, as too many have the words.
    """

    found: tuple[ListedChange, ...]
    next_before: int | None = None
    cut: bool = False


def edits_about(
    connection: Connection,
    search: Search,
    chosen: ChangeFilter,
    *,
    before: int | None = None,
    limit: int,
    known: Known,
) -> Edits:
    """The newest steps that a search is about, at most `limit`, from below the number `before` on."""
    old, new = bool(search.drops) or not search.adds, not search.drops
    numbers, cut = steps_with(connection, query_of(search), chosen, old=old, new=new, before=before)
    found: list[int] = []
    last = None
    for at, number in enumerate(islice(numbers, MOST_COMPARED + 1)):
        if at == MOST_COMPARED or len(found) == limit:
            return Edits(tuple(listed_steps(connection, found)), last, cut)
        last = number
        if _is_about(connection, search, number, known):
            found.append(number)
    return Edits(tuple(listed_steps(connection, found)), None, cut)


def query_of(search: Search) -> Query:
    """What the text has to have, on the one side that must have all, for an edit of it to be what is searched for."""
    words = dict.fromkeys(indexed_words(f"{search.words} {search.drops or search.adds}"))
    return Query((Clause(tuple(Term((word,)) for word in words)),) if words else ())


def _is_about(connection: Connection, search: Search, number: int, known: Known) -> bool:
    seen = known.get((number, search))
    if seen is not None:
        return seen
    if len(known) >= MOST_KNOWN:
        known.clear()
    known[number, search] = found = _compared(connection, search, number)
    return found


def _compared(connection: Connection, search: Search, number: int) -> bool:
    new = history.revision_by_id(connection, number)
    old = history.revision(connection, new.article_id, new.number - 1)
    try:
        before, after = (history.document_of(connection, one.id) for one in (old, new))
    except StoreError:
        return False  # what is damaged tells nothing
    return _may_be_about(search, before, after) and bool(matches(search, history.change_between(connection, old, new)))


def _may_be_about(search: Search, before: Document, after: Document) -> bool:
    """Whether the words stand near each other in paragraphs that are not the same in both, which is seen without comparing."""
    own, other = (searched_text(document).split("\n\n") for document in (before, after))
    old, new = words_of(_only_in(own, other)), words_of(_only_in(other, own))
    if search.drops or search.adds:
        return (not search.drops or are_near(words_of(f"{search.words} {search.drops}"), old)) and (
            not search.adds or are_near(words_of(f"{search.words} {search.adds}"), new)
        )
    return are_near(words_of(search.words), old) or are_near(words_of(search.words), new)


def _only_in(own: list[str], other: list[str]) -> str:
    left = Counter(own) - Counter(other)
    return "\n\n".join(paragraph for paragraph in own if paragraph in left)
