from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.schedule import MOST_URGENT, urgency_of, weight_of

rates = st.floats(min_value=0, max_value=1e9)


@given(rate=rates)
def test_every_rate_has_a_level_below_that_of_a_first_look(rate: float) -> None:
    assert 0 <= urgency_of(rate) < MOST_URGENT


@given(rate=st.floats(min_value=1e-5, max_value=200))
def test_a_level_stands_for_its_rates_within_a_factor_of_two(rate: float) -> None:
    assert 1 / 2.001 <= weight_of(urgency_of(rate)) / rate <= 2.001


@given(one=rates, other=rates)
def test_levels_grow_with_the_rate(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert urgency_of(low) <= urgency_of(high)
