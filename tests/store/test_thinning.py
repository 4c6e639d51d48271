"""Which captures may go: never those that prove something."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.scripted.clock import NOON
from tracker.model import Outcome
from tracker.store.thinning import Kept, Rung, thinned

DAILY = Rung(age=timedelta(days=30), every=timedelta(days=1))
MONTHLY = Rung(age=timedelta(days=365), every=timedelta(days=30))
HOUR = timedelta(hours=1)


def hourly(*outcomes: Outcome, edits: frozenset[int] = frozenset(), days_ago: int = 100) -> list[Kept]:
    """A capture an hour, the first so many days ago; those at the places in `edits` made a revision."""
    start = NOON - timedelta(days=days_ago)
    return [
        Kept(place + 1, place + 1, start + place * HOUR, outcome, of_revision=place in edits)
        for place, outcome in enumerate(outcomes)
    ]


def staying(captures: list[Kept], *rungs: Rung) -> list[int]:
    going = thinned(captures, rungs, now=NOON)
    return [place for place, capture in enumerate(captures) if capture.snapshot_id not in going]


SAME = [Outcome.UNCHANGED] * 48


def test_without_a_rule_everything_stays() -> None:
    assert staying(hourly(*SAME)) == list(range(48))


def test_what_is_younger_than_the_rule_says_stays() -> None:
    assert staying(hourly(*SAME, days_ago=29), DAILY) == list(range(48))


def test_one_capture_a_day_stays_with_the_first_and_the_last() -> None:
    assert staying(hourly(*SAME), DAILY) == [0, 1, 12, 36, 47]  # NOON, the first after it; then each midnight; the last


def test_the_rung_of_the_greatest_age_holds() -> None:
    assert staying(hourly(*SAME, days_ago=400), DAILY, MONTHLY) in ([0, 1, 47], [0, 1, 12, 47], [0, 1, 36, 47])


def test_an_edit_keeps_its_capture_and_the_one_before() -> None:
    captures = hourly(*SAME, edits=frozenset({20}))
    assert {19, 20} <= set(staying(captures, DAILY))
    assert 21 not in staying(captures, DAILY)


def test_the_last_sight_of_the_old_text_stays_where_a_held_look_came_between() -> None:
    outcomes = [*SAME[:20], Outcome.SUSPECT, Outcome.CHANGED, *SAME[:20]]
    assert {19, 20, 21} <= set(staying(hourly(*outcomes, edits=frozenset({21})), DAILY))


def test_the_first_of_every_stretch_that_went_otherwise_stays() -> None:
    outcomes = [*SAME[:5], *[Outcome.GONE] * 5, *SAME[:5]]
    assert {5, 10} <= set(staying(hourly(*outcomes), DAILY))


def test_bytes_that_any_capture_needs_stay() -> None:
    captures = hourly(*SAME)
    same_bytes = [Kept(one.check_id, 7, one.finished_at, one.outcome, one.of_revision) for one in captures]
    assert thinned(same_bytes, [DAILY], now=NOON) == {}


@given(
    outcomes=st.lists(st.sampled_from(list(Outcome)), min_size=1, max_size=40),
    edits=st.frozensets(st.integers(0, 39)),
    days=st.integers(0, 500),
)
def test_whatever_happened_proofs_stay_and_thinning_twice_takes_no_more(
    outcomes: list[Outcome], edits: frozenset[int], days: int
) -> None:
    captures = hourly(*outcomes, edits=edits, days_ago=days)
    left = staying(captures, DAILY, MONTHLY)
    assert {0, len(captures) - 1} <= set(left)
    for place in edits & set(range(len(captures))):
        assert {place, max(place - 1, 0)} <= set(left)
    again = [captures[place] for place in left]
    assert thinned(again, [DAILY, MONTHLY], now=NOON) == {}
