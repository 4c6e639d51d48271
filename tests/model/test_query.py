"""Whatever is typed is a query, and what it finds in a text is where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model.query import MOST_TERMS, Clause, Query, Term, marked, parse_query


def term(words: str, *, prefix: bool = False) -> Term:
    return Term(tuple(words.split()), prefix=prefix)


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        ("harbour wall", [Clause((term("harbour"), term("wall")))]),
        ("harbour AND wall", [Clause((term("harbour"), term("wall")))]),
        ('"Harbour wall" rises', [Clause((term("harbour wall"), term("rises")))]),
        ("harb*", [Clause((term("harb", prefix=True),))]),
        ('"harbour wa"*', [Clause((term("harbour wa", prefix=True),))]),
        ("quay OR wall", [Clause((term("quay"),)), Clause((term("wall"),))]),
        ("wall NOT quay", [Clause((term("wall"),), (term("quay"),))]),
        ("wall -quay", [Clause((term("wall"),), (term("quay"),))]),
        ("a b OR c NOT d", [Clause((term("a"), term("b"))), Clause((term("c"),), (term("d"),))]),
        ("don’t", [Clause((term("don t"),))]),
        ("Élysée", [Clause((term("elysee"),))]),
    ],
)
def test_words_phrases_and_operators_are_told_apart(typed: str, clauses: list[Clause]) -> None:
    assert parse_query(typed) == Query(tuple(clauses))


@pytest.mark.parametrize("typed", ["", " ", "*", '"', '""', "( )", "AND", "OR OR", "-", "^:", "AND AND NOT"])
def test_what_has_no_word_in_it_asks_for_nothing(typed: str) -> None:
    assert [term for term in parse_query(typed).terms if term.words not in {("and",), ("or",), ("not",)}] == []


@pytest.mark.parametrize("typed", ["NOT wall", "OR wall", "-wall"])
def test_an_operator_with_nothing_before_it_leaves_the_word(typed: str) -> None:
    assert term("wall") in parse_query(typed).terms


@given(st.text(max_size=3000))
def test_every_text_is_a_query_of_bounded_size(typed: str) -> None:
    query = parse_query(typed)
    assert sum(len(clause.wanted) + len(clause.unwanted) for clause in query.clauses) <= 2 * MOST_TERMS
    assert all(clause.wanted for clause in query.clauses)
    assert all(term.words for clause in query.clauses for term in (*clause.wanted, *clause.unwanted))


def test_the_places_of_terms_are_those_of_the_text_as_it_is_written() -> None:
    text = "The Élysée said “don’t wait”. The wall, the WALLS."
    query = parse_query('elysee "dont OR don\'t wait" OR don’t wall*')
    assert [text[start:end] for start, end in marked(text, query.terms)] == ["Élysée", "don’t", "wall", "WALLS"]


def test_a_phrase_is_marked_whole_and_only_where_it_stands_whole() -> None:
    text = "Harbour master; harbour wall; the harbour"
    assert [text[start:end] for start, end in marked(text, parse_query('"harbour wall"').terms)] == ["harbour wall"]


@given(st.text(max_size=400), st.text(max_size=60))
def test_marks_are_in_order_and_apart(text: str, typed: str) -> None:
    places = marked(text, parse_query(typed).terms)
    flat = [edge for place in places for edge in place]
    assert flat == sorted(flat)
    assert all(0 <= start < end <= len(text) for start, end in places)
