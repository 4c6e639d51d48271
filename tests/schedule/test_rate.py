from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.schedule import Tally, learnt_rate
from tracker.schedule.rate import LEAST, MOST, own_rate, pace_factor

counts = st.floats(min_value=0, max_value=1e6)
tallies = st.builds(Tally, changes=counts, expected=counts)


def test_nothing_seen_is_the_average() -> None:
    assert learnt_rate(Tally(), Tally()) == 1


@given(source=tallies, section=tallies)
def test_what_is_learnt_is_bounded(source: Tally, section: Tally) -> None:
    assert LEAST <= learnt_rate(source, section) <= MOST
    assert 1 / 3 <= pace_factor(learnt_rate(source, section)) <= 3


@given(rate=st.floats(min_value=LEAST, max_value=MOST), changes=st.integers(0, 1000), expected=counts)
def test_what_an_article_does_itself_is_bounded_too(rate: float, changes: int, expected: float) -> None:
    assert LEAST <= own_rate(rate, changes=changes, expected=expected) <= MOST


def test_one_change_says_little_and_a_hundred_say_much() -> None:
    few, many = Tally(2, 1), Tally(200, 100)
    assert learnt_rate(few, few) == pytest.approx(1.167, abs=0.2)
    assert learnt_rate(many, many) == pytest.approx(2, abs=0.1)


@given(tally=tallies)
def test_what_is_learnt_lies_between_the_average_and_what_was_seen(tally: Tally) -> None:
    seen = tally.changes / tally.expected if tally.expected else 1.0 if not tally.changes else MOST
    low, high = sorted((1.0, seen))
    assert max(min(low, MOST), LEAST) - 1e-9 <= learnt_rate(tally, tally) <= max(min(high, MOST), LEAST) + 1e-9


def test_a_new_section_is_like_its_source() -> None:
    lively = Tally(90, 30)
    assert learnt_rate(lively, Tally()) == pytest.approx(95 / 35)


def test_a_section_is_told_from_its_source_once_enough_was_seen() -> None:
    lively, quiet = Tally(300, 100), Tally(5, 50)
    assert learnt_rate(lively, quiet) < 0.5


def test_an_article_without_a_change_slows_down_and_one_that_changes_speeds_up() -> None:
    quiet, lively = (own_rate(1.0, changes=changes, expected=0.5) for changes in (0, 3))
    assert quiet < 1 < lively
