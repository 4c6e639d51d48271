from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.telling import Step, folded


def runs(*steps: tuple[int, int | None]) -> list[list[int]]:
    return [[one.number for one in run] for run in folded([Step(*step) for step in steps])]


def test_what_comes_and_goes_is_one_run() -> None:
    assert runs((2, None), (3, 1)) == [[2, 3]]


def test_what_stays_is_told_by_itself() -> None:
    assert runs((2, None), (3, None), (4, 2), (5, None)) == [[2], [3, 4], [5]]


def test_comings_and_goings_nest() -> None:
    assert runs((2, None), (3, None), (4, 2), (5, 1)) == [[2, 3, 4, 5]]


def test_an_undoing_of_what_was_told_before_is_news() -> None:
    assert runs((3, 1)) == [[3]]
    assert runs((3, None), (4, 1)) == [[3], [4]]
    assert runs((2, None), (4, 1)) == [[2], [4]]


def test_flapping_is_one_run() -> None:
    assert runs((2, None), (3, 1), (4, 2), (5, 1)) == [[2, 3, 4, 5]]


@given(st.lists(st.tuples(st.integers(2, 30), st.none() | st.integers(1, 29)), unique_by=lambda step: step[0]))
def test_every_step_stands_in_one_run_in_order(steps: list[tuple[int, int | None]]) -> None:
    told = [number for run in runs(*steps) for number in run]
    assert told == sorted(number for number, _ in steps)
