"""Edits about words near each other are found afterwards as a subscription would have been told of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.scripted.archive import Archive
from tests.scripted.records import a_text
from tracker.model import Article, FlagKind, Search, Severity
from tracker.store import phrases
from tracker.store.listing import ChangeFilter
from tracker.store.phrases import Edits, Known, edits_about, query_of

TEXTS = (
    "Ida Crane allegedly took nine million crowns, the auditor wrote. The allegedly lost books came back.",
    "Ida Crane took nine million crowns, the auditor wrote. The allegedly lost books came back.",
    "Ida Crane took nine million crowns, the auditor wrote. The lost books came back.",
    "Ida Crane allegedly took ten million crowns, the auditor wrote. The lost books came back.",
)


def look(
    archive: Archive,
    search: Search,
    *,
    known: Known | None = None,
    limit: int = 10,
    before: int | None = None,
    **chosen: Any,
) -> Edits:
    wanted = replace(ChangeFilter(floor=Severity.SILENT), **chosen)
    with archive.database.read() as connection:
        return edits_about(connection, search, wanted, before=before, limit=limit, known={} if known is None else known)


def steps(found: Edits) -> list[int | None]:
    return [change.revision for change in found.found]


@pytest.fixture
def crane(archive: Archive) -> Article:
    """An article that drops "allegedly" beside Crane in revision 2, elsewhere in 3, and adds it beside her in 4."""
    followed = archive.follow("https://paper.example/crane", source="Paper")
    for text in TEXTS:
        archive.clock.forward(timedelta(hours=1))
        archive.see(followed, a_text(text, "It will be paid in June, said the harbour master, Ida Crane."))
    return followed


def test_edits_are_found_by_what_they_drop_and_add_beside_a_name(archive: Archive, crane: Article) -> None:
    for search, numbers in (
        (Search(words="Ida Crane", drops="allegedly"), [2]),
        (Search(drops="allegedly"), [3, 2]),
        (Search(words="crane", adds="allegedly"), [4]),
        (Search(words="Crane", drops="nine", adds="ten"), [4]),
        (Search(words="Ida Crane"), [4, 2]),
        (Search(words="lost BOOKS"), [3]),
        (Search(words="harbour master"), []),  # which nobody edited
        (Search(words="marzipan"), []),
        (Search(words="…"), []),
    ):
        assert steps(look(archive, search)) == numbers, search


def test_the_filters_of_changes_hold(archive: Archive, crane: Article) -> None:
    search = Search(drops="allegedly")
    assert steps(look(archive, search, kind="hedging")) == [3, 2]
    assert steps(look(archive, search, kind="headline")) == []
    assert steps(look(archive, search, source="Nobody")) == []
    assert FlagKind.HEDGING_REMOVED in {flag.kind for flag in look(archive, search).found[0].flags}


def test_parts_go_on_and_no_two_texts_are_compared_again(
    archive: Archive, crane: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    search, known = Search(drops="allegedly"), dict[tuple[int, Search], bool]()
    whole = look(archive, search, known=known)
    assert whole.next_before is None
    first = look(archive, search, limit=1)
    assert steps(first) == [3]
    assert steps(look(archive, search, limit=1, before=first.next_before)) == [2]
    compared: list[int] = []
    monkeypatch.setattr(phrases, "_compared", lambda _, __, number: compared.append(number))
    assert look(archive, search, known=known) == whole
    assert compared == []


def test_what_is_compared_at_once_is_bounded_and_goes_on(
    archive: Archive, crane: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phrases, "MOST_COMPARED", 1)
    found, before = [], None
    for _ in range(4):
        part = look(archive, Search(words="Ida Crane"), before=before)
        found += steps(part)
        before = part.next_before
        if before is None:
            break
    assert (found, before) == ([4, 2], None)
    monkeypatch.setattr(phrases, "MOST_KNOWN", 1)
    known: Known = {}
    look(archive, Search(words="Ida Crane"), known=known)
    assert len(known) == 1


def test_the_index_is_asked_for_what_the_one_side_must_have() -> None:
    assert [term.words for term in query_of(Search(words="Ida Moss", drops="said Ida", adds="claimed")).terms] == [
        ("ida",),
        ("moss",),
        ("said",),
    ]
    assert query_of(Search(words="…")).clauses == ()
