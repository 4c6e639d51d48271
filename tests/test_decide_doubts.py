from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.scripted.clock import NOON
from tests.scripted.looks import (
    CONFIRM,
    ELSEWHERE,
    NEW,
    OLD,
    OTHER,
    decided,
    events,
    failure,
    finding,
    is_untouched,
    look,
    standing,
)
from tests.scripted.records import URL, a_flag, a_text
from tracker.compare import compare
from tracker.decision import Look
from tracker.examining.examine import Finding
from tracker.model import (
    ArticleState,
    Document,
    FailureKind,
    FlagKind,
    Outcome,
    Quality,
    QualityVerdict,
)

# What cannot be believed

BLOCKING = [QualityVerdict.BLOCKED, QualityVerdict.CONSENT, QualityVerdict.LOGIN]
CONFIRMABLE = [QualityVerdict.YIELD_COLLAPSED, QualityVerdict.LANGUAGE_SWITCHED, QualityVerdict.PAYWALL]
NEVER = [verdict for verdict in QualityVerdict if verdict not in {*BLOCKING, *CONFIRMABLE, QualityVerdict.OK}]


@pytest.mark.parametrize("verdict", BLOCKING)
def test_a_page_that_stands_before_the_article_blocks_it(verdict: QualityVerdict) -> None:
    decision = decided(standing(), look(finding(verdict=verdict)))
    assert decision.outcome is Outcome.BLOCKED
    assert decision.state is ArticleState.BLOCKED
    assert decision.detail == f"{verdict}: because"
    assert decision.failures == 1
    assert is_untouched(decision)


@pytest.mark.parametrize("verdict", [*BLOCKING, *NEVER])
def test_some_pages_are_never_believed_however_often_they_come(verdict: QualityVerdict) -> None:
    seen = finding(verdict=verdict)
    decision = decided(standing(held_fingerprint=seen.fingerprint, failures=5), look(seen))
    assert decision.outcome in {Outcome.BLOCKED, Outcome.SUSPECT}
    assert is_untouched(decision)


@pytest.mark.parametrize("verdict", CONFIRMABLE)
def test_a_doubtful_text_is_held_and_looked_at_again_soon(verdict: QualityVerdict) -> None:
    seen = finding(verdict=verdict)
    decision = decided(standing(), look(seen))
    assert decision.outcome is Outcome.SUSPECT
    assert decision.held_fingerprint == seen.fingerprint
    assert decision.next_check_at == NOON + CONFIRM
    assert is_untouched(decision)


@pytest.mark.parametrize("verdict", CONFIRMABLE)
def test_a_doubtful_text_that_is_seen_twice_is_believed(verdict: QualityVerdict) -> None:
    seen = finding(verdict=verdict)
    decision = decided(standing(held_fingerprint=seen.fingerprint, failures=1), look(seen))
    assert decision.outcome is Outcome.CHANGED
    assert decision.revision is not None
    assert decision.held_fingerprint == ""
    assert decision.failures == 0


def test_a_text_that_keeps_nothing_of_the_old_one_may_be_an_error_that_lasts() -> None:
    seen = finding(a_text("Wir sind gleich wieder da."), verdict=QualityVerdict.YIELD_COLLAPSED)
    for failures, outcome in ((1, Outcome.SUSPECT), (2, Outcome.SUSPECT), (3, Outcome.CHANGED)):
        decision = decided(standing(held_fingerprint=seen.fingerprint, failures=failures), look(seen))
        assert decision.outcome is outcome
        assert is_untouched(decision) is (outcome is Outcome.SUSPECT)
        assert decision.held_fingerprint == (seen.fingerprint if outcome is Outcome.SUSPECT else "")


def test_text_behind_a_wall_was_not_deleted_however_often_that_is_seen() -> None:
    seen = finding(a_text("The wall will rise by two metres."), verdict=QualityVerdict.PAYWALL)
    for at in (standing(), standing(held_fingerprint=seen.fingerprint, failures=1)):
        decision = decided(at, look(seen))
        assert (decision.outcome, decision.state) == (Outcome.BLOCKED, ArticleState.BLOCKED)
        assert is_untouched(decision)


def test_another_doubtful_text_is_held_in_its_place_and_waits_longer() -> None:
    seen = finding(verdict=QualityVerdict.YIELD_COLLAPSED)
    decision = decided(standing(held_fingerprint="another", failures=1), look(seen))
    assert decision.outcome is Outcome.SUSPECT
    assert decision.held_fingerprint == seen.fingerprint
    assert decision.next_check_at == NOON + timedelta(minutes=10)


def test_a_page_of_which_nothing_was_read_confirms_no_other_such_page() -> None:
    unread = Finding(document=Document(), quality=Quality(QualityVerdict.PAYWALL), fingerprint="")
    decision = decided(standing(held_fingerprint=""), look(unread))
    assert decision.outcome is Outcome.SUSPECT
    assert is_untouched(decision)


def test_an_answer_with_nothing_to_read_is_suspect() -> None:
    decision = decided(standing(), look(None, status=403, sha256=""))
    assert decision.outcome is Outcome.SUSPECT
    assert decision.detail == "answered 403 with nothing to read"
    assert is_untouched(decision)


# Elsewhere


def test_the_same_article_at_another_address_has_moved() -> None:
    decision = decided(standing(), look(finding(OLD), key="paper.example/new", url=ELSEWHERE))
    assert decision.outcome is Outcome.UNCHANGED
    assert decision.state is ArticleState.MOVED
    assert events(decision) == [FlagKind.ARTICLE_MOVED]
    assert (decision.events[0].before, decision.events[0].after) == (URL, ELSEWHERE)


def test_the_same_bytes_at_another_address_have_moved_too() -> None:
    decision = decided(standing(), look(sha256="a" * 64, key="paper.example/new", url=ELSEWHERE))
    assert decision.outcome is Outcome.UNCHANGED
    assert decision.state is ArticleState.MOVED
    assert events(decision) == [FlagKind.ARTICLE_MOVED]


def test_an_article_may_move_and_change_at_once() -> None:
    decision = decided(standing(), look(finding(NEW), key="paper.example/new", url=ELSEWHERE))
    assert decision.outcome is Outcome.CHANGED
    assert decision.revision is not None
    assert events(decision) == [FlagKind.ARTICLE_MOVED]


def test_an_address_that_leads_to_another_page_is_suspect() -> None:
    decision = decided(standing(), look(finding(OTHER), key="paper.example/", url="https://paper.example/"))
    assert decision.outcome is Outcome.SUSPECT
    assert decision.detail == "the address now leads to another page"
    assert events(decision) == []
    assert is_untouched(decision)


def test_a_move_that_was_told_is_not_told_again() -> None:
    at = standing(moved_to=ELSEWHERE, state=ArticleState.MOVED)
    decision = decided(at, look(finding(OLD), key="paper.example/new", url=ELSEWHERE))
    assert decision.state is ArticleState.MOVED
    assert events(decision) == []


def test_a_second_move_is_told() -> None:
    at = standing(moved_to="https://paper.example/first", state=ArticleState.MOVED)
    decision = decided(at, look(finding(OLD), key="paper.example/new", url=ELSEWHERE))
    assert events(decision) == [FlagKind.ARTICLE_MOVED]


def test_an_article_that_moved_stays_so_at_a_known_address() -> None:
    decision = decided(standing(state=ArticleState.MOVED), look(finding(OLD)))
    assert decision.state is ArticleState.MOVED
    assert events(decision) == []


def test_a_gone_article_may_return_elsewhere() -> None:
    at = standing(state=ArticleState.GONE)
    decision = decided(at, look(finding(OLD), key="paper.example/new", url=ELSEWHERE))
    assert events(decision) == [FlagKind.ARTICLE_RETURNED, FlagKind.ARTICLE_MOVED]
    assert decision.state is ArticleState.MOVED


def test_a_first_look_may_be_redirected_without_having_moved() -> None:
    decision = decided(standing(latest=None), look(finding(OLD, base=None), key="paper.example/new", url=ELSEWHERE))
    assert decision.outcome is Outcome.CHANGED
    assert events(decision) == []
    assert decision.state is ArticleState.LIVE


# Paused

ANY_LOOK = [
    look(finding(NEW)),
    look(finding(OLD)),
    look(status=304),
    look(status=404),
    look(status=503),
    look(finding(verdict=QualityVerdict.BLOCKED)),
    look(finding(verdict=QualityVerdict.TRUNCATED)),
    failure(FailureKind.DNS),
    failure(FailureKind.ROBOTS),
]


CLOSED = (ArticleState.PAUSED, ArticleState.MERGED)


@pytest.mark.parametrize("seen", ANY_LOOK)
@pytest.mark.parametrize("state", CLOSED)
def test_a_paused_or_merged_article_that_somebody_checks_stays_so(seen: Look, state: ArticleState) -> None:
    decision = decided(standing(state=state), seen)
    assert decision.state is state
    assert decision.next_check_at is None


@pytest.mark.parametrize("seen", ANY_LOOK)
@pytest.mark.parametrize("state", [state for state in ArticleState if state not in CLOSED])
@pytest.mark.parametrize("chance", [0.0, 0.999])
def test_whatever_is_seen_there_is_a_next_look_within_its_day(seen: Look, state: ArticleState, chance: float) -> None:
    decision = decided(standing(state=state), seen, chance=chance)
    assert decision.next_check_at is not None
    assert NOON < decision.next_check_at <= NOON + timedelta(days=1.1)


@pytest.mark.parametrize("seen", ANY_LOOK)
def test_the_same_look_means_the_same_twice(seen: Look) -> None:
    assert decided(standing(), seen) == decided(standing(), seen)


def test_flags_reach_the_revision_as_they_were_found() -> None:
    change = compare(OLD, NEW)
    flagged = replace(change, flags=(a_flag(), a_flag(FlagKind.FACT_CHANGED)))
    decision = decided(standing(), look(finding(NEW, change=flagged)))
    assert decision.revision is not None
    assert decision.revision.flags == flagged.flags


# A text whose new or missing paragraphs may be promotional


def test_a_doubtful_paragraph_is_looked_at_again_soon() -> None:
    decision = decided(standing(), look(finding(doubt="a new paragraph may be promotional")))
    assert decision.outcome is Outcome.SUSPECT
    assert decision.detail == "a new paragraph may be promotional"
    assert decision.held_fingerprint == finding().fingerprint
    assert decision.next_check_at == NOON + CONFIRM
    assert is_untouched(decision)


def test_a_doubtful_text_is_held_though_what_is_read_is_the_same() -> None:
    decision = decided(standing(), look(finding(OLD, doubt="a new paragraph may be promotional")))
    assert decision.outcome is Outcome.SUSPECT
    assert not decision.seen


def test_the_same_doubtful_text_at_another_look_is_believed() -> None:
    seen = finding(doubt="a paragraph is gone that may be promotional")
    decision = decided(standing(held_fingerprint=seen.fingerprint, failures=1), look(seen))
    assert decision.outcome is Outcome.CHANGED
    assert decision.revision is not None
    assert decision.held_fingerprint == ""
    assert decision.failures == 0


def test_what_an_earlier_look_had_shown_is_told_as_belated() -> None:
    told = decided(standing(), look(finding(belated=True))).revision
    assert told is not None
    assert told.belated
    at_once = decided(standing(), look(finding())).revision
    assert at_once is not None
    assert not at_once.belated


@pytest.mark.parametrize("document", [OLD, NEW], ids=["unchanged", "changed"])
def test_a_capture_in_which_something_is_held_back_is_read_again_though_its_bytes_are_the_same(
    document: Document,
) -> None:
    assert decided(standing(), look(finding(document))).believed
    assert not decided(standing(), look(finding(document, pending=True))).believed
