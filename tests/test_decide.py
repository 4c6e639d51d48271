from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.scripted.clock import NOON
from tests.scripted.looks import (
    CONFIRM,
    LATEST,
    NEW,
    OLD,
    OTHER,
    QUARTER,
    decided,
    events,
    failure,
    finding,
    is_untouched,
    look,
    standing,
)
from tests.scripted.records import URL
from tracker.compare import fingerprint
from tracker.decision import Decision, Look
from tracker.examining.examine import Reread
from tracker.model import (
    ArticleState,
    Cause,
    FailureKind,
    FlagKind,
    Outcome,
    Quality,
    QualityVerdict,
    Severity,
)
from tracker.schedule import HostHealth, HostNotice


def is_within(decision: Decision, pause: timedelta) -> bool:
    """Whether the next look comes within a pause, and not at once: what an article and its source do shortens it."""
    assert decision.next_check_at is not None
    return NOON + pause / 3 <= decision.next_check_at <= NOON + pause * 1.2


# What was got


@pytest.mark.parametrize("kind", [kind for kind in FailureKind if kind is not FailureKind.ROBOTS])
def test_a_request_that_gave_nothing_is_a_failure_tried_again_soon(kind: FailureKind) -> None:
    decision = decided(standing(), failure(kind))
    assert decision.outcome is Outcome.FAILED
    assert decision.detail == f"{kind}: no answer within 30 s"
    assert decision.next_check_at == NOON + timedelta(minutes=5)
    assert decision.failures == 1
    assert decision.state is ArticleState.LIVE
    assert is_untouched(decision)


def test_failures_in_a_row_wait_longer_each_time() -> None:
    decision = decided(standing(failures=3), failure(FailureKind.TIMEOUT))
    assert decision.failures == 4
    assert decision.next_check_at == NOON + timedelta(minutes=40)


def test_who_blocks_is_told() -> None:
    by = finding(OLD, quality=Quality(QualityVerdict.BLOCKED, "status 403, '_cf_chl_opt'", "Cloudflare"))
    assert decided(standing(), look(by)).detail == "blocked by Cloudflare: status 403, '_cf_chl_opt'"


def test_what_robots_forbid_is_blocked_and_not_failed() -> None:
    decision = decided(standing(), failure(FailureKind.ROBOTS, "robots.txt disallows /news/"))
    assert decision.outcome is Outcome.BLOCKED
    assert decision.state is ArticleState.BLOCKED
    assert decision.detail == "robots.txt disallows /news/"
    assert is_untouched(decision)


@pytest.mark.parametrize("status", [500, 502, 504, 520, 599])
def test_a_server_error_is_a_failure_and_not_a_text(status: int) -> None:
    decision = decided(standing(), look(finding(), status=status))
    assert decision.outcome is Outcome.FAILED
    assert decision.detail == f"the host answers {status}"
    assert decision.host_until is None
    assert is_untouched(decision)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_left_alone_as_long_as_it_asks(status: int) -> None:
    until = NOON + timedelta(hours=2)
    decision = decided(standing(), look(finding(), status=status, retry_after=until))
    assert decision.outcome is Outcome.FAILED
    assert decision.host_until == until
    assert decision.next_check_at == until
    assert is_untouched(decision)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_that_names_no_time_is_left_alone_until_the_retry(status: int) -> None:
    decision = decided(standing(), look(finding(), status=status))
    assert decision.host_until == decision.next_check_at == NOON + timedelta(minutes=5)


def test_a_retry_after_of_a_moment_does_not_shorten_the_retry() -> None:
    decision = decided(standing(), look(status=500, retry_after=NOON + timedelta(seconds=1)))
    assert decision.next_check_at == NOON + timedelta(minutes=5)


# Gone and back


@pytest.mark.parametrize("status", [404, 410])
def test_a_first_missing_page_is_only_noted(status: int) -> None:
    decision = decided(standing(), look(finding(), status=status))
    assert decision.outcome is Outcome.GONE
    assert decision.detail == f"answered {status}, to be confirmed"
    assert decision.state is ArticleState.LIVE
    assert decision.gone_looks == 1
    assert decision.next_check_at == NOON + CONFIRM
    assert events(decision) == []
    assert is_untouched(decision)


@pytest.mark.parametrize("status", [404, 410])
def test_a_second_missing_page_means_gone_and_is_told(status: int) -> None:
    decision = decided(standing(gone_looks=1), look(finding(), status=status))
    assert decision.state is ArticleState.GONE
    assert events(decision) == [FlagKind.ARTICLE_GONE]
    assert decision.events[0].severity is Severity.HIGH
    assert decision.events[0].before == URL
    assert decision.next_check_at == NOON + timedelta(days=1)
    assert is_untouched(decision)


def test_gone_is_told_once() -> None:
    decision = decided(standing(gone_looks=2, state=ArticleState.GONE), look(status=404))
    assert decision.state is ArticleState.GONE
    assert events(decision) == []


def test_an_article_that_was_never_seen_goes_without_a_word() -> None:
    decision = decided(standing(latest=None, gone_looks=1), look(status=404))
    assert decision.state is ArticleState.GONE
    assert events(decision) == []


@pytest.mark.parametrize(
    "between",
    [failure(FailureKind.TIMEOUT), look(status=503), look(finding(verdict=QualityVerdict.TRUNCATED))],
)
def test_a_failure_between_two_missing_pages_does_not_forget_the_first(between: Look) -> None:
    assert decided(standing(gone_looks=1), between).gone_looks == 1


@pytest.mark.parametrize(
    "between",
    [look(finding(OLD)), look(finding(NEW)), look(status=304), look(finding(verdict=QualityVerdict.BLOCKED))],
)
def test_an_answer_between_two_missing_pages_starts_the_count_again(between: Look) -> None:
    assert decided(standing(gone_looks=1), between).gone_looks == 0


@pytest.mark.parametrize("seen", [look(finding(OLD)), look(status=304), look(sha256="a" * 64)])
def test_an_article_that_was_gone_returns_with_a_word(seen: Look) -> None:
    decision = decided(standing(state=ArticleState.GONE, gone_looks=2), seen)
    assert decision.state is ArticleState.RETURNED
    assert events(decision) == [FlagKind.ARTICLE_RETURNED]
    assert decision.seen


def test_an_article_may_return_changed() -> None:
    decision = decided(standing(state=ArticleState.GONE, gone_looks=2), look(finding(NEW)))
    assert decision.state is ArticleState.RETURNED
    assert events(decision) == [FlagKind.ARTICLE_RETURNED]
    assert decision.revision is not None


def test_after_its_return_an_article_is_live() -> None:
    decision = decided(standing(state=ArticleState.RETURNED), look(finding(OLD)))
    assert decision.state is ArticleState.LIVE
    assert events(decision) == []


def test_a_block_page_does_not_bring_an_article_back() -> None:
    decision = decided(standing(state=ArticleState.GONE), look(finding(verdict=QualityVerdict.BLOCKED)))
    assert decision.state is ArticleState.GONE
    assert events(decision) == []


# Nothing new


def test_not_modified_confirms_the_text_and_believes_no_capture() -> None:
    decision = decided(standing(), look(status=304, sha256=""))
    assert decision.outcome is Outcome.NOT_MODIFIED
    assert decision.seen
    assert not decision.believed
    assert is_within(decision, QUARTER)


def test_not_modified_before_anything_was_seen_is_no_answer() -> None:
    decision = decided(standing(latest=None), look(status=304, sha256=""))
    assert decision.outcome is Outcome.SUSPECT
    assert decision.detail == "answered 304 with nothing to read"
    assert is_untouched(decision)


def test_the_same_bytes_confirm_the_text_unread() -> None:
    decision = decided(standing(), look(sha256="a" * 64))
    assert decision.outcome is Outcome.UNCHANGED
    assert decision.seen
    assert decision.believed
    assert decision.revision is None


def test_another_page_with_the_same_text_confirms_it() -> None:
    decision = decided(standing(), look(finding(OLD)))
    assert decision.outcome is Outcome.UNCHANGED
    assert decision.seen
    assert decision.believed
    assert decision.revision is None


def test_a_good_look_ends_the_failures_before_it() -> None:
    decision = decided(standing(failures=9, state=ArticleState.BLOCKED, held_fingerprint="f"), look(finding(OLD)))
    assert decision.failures == 0
    assert decision.state is ArticleState.LIVE
    assert decision.held_fingerprint == ""


def test_a_recent_change_keeps_looks_close() -> None:
    old = standing(last_changed_at=NOON)
    old = replace(old, life=replace(old.life, added_at=NOON - timedelta(days=30)))
    assert is_within(decided(old, look(finding(OLD))), QUARTER)


# Something new


def test_the_first_text_is_the_first_revision_and_no_news() -> None:
    decision = decided(standing(latest=None), look(finding(OLD, base=None)))
    assert decision.outcome is Outcome.CHANGED
    assert decision.detail == "first look"
    assert decision.revision is not None
    assert decision.revision.cause is Cause.FIRST
    assert decision.revision.flags == ()
    assert decision.revision.change is None
    assert decision.believed


def test_what_may_be_missing_is_told_and_holds_nothing_up() -> None:
    doubtful = replace(finding(OLD, base=None), quality=Quality(QualityVerdict.OK, "a part may be missing"))
    decision = decided(standing(latest=None), look(doubtful))
    assert (decision.outcome, decision.detail) == (Outcome.CHANGED, "first look; a part may be missing")
    same = replace(finding(OLD), quality=Quality(QualityVerdict.OK, "a part may be missing"))
    decision = decided(standing(), look(same))
    assert (decision.outcome, decision.detail) == (Outcome.UNCHANGED, "a part may be missing")


def test_another_text_is_a_revision_with_the_flags_of_its_change() -> None:
    decision = decided(standing(), look(finding(NEW)))
    assert decision.outcome is Outcome.CHANGED
    assert decision.revision is not None
    assert decision.revision.cause is Cause.EDIT
    assert decision.revision.change is not None
    assert decision.revision.flags == decision.revision.change.flags
    assert decision.revision.flags
    assert decision.revision.document == NEW
    assert decision.believed
    assert not decision.seen
    assert is_within(decision, QUARTER)


def test_a_text_that_stood_before_is_a_revert_and_says_so_first() -> None:
    decision = decided(standing(earlier={fingerprint(NEW): 1, LATEST.fingerprint: 2}), look(finding(NEW)))
    assert decision.revision is not None
    assert decision.revision.cause is Cause.REVERT
    assert decision.revision.reverts_to == 1
    assert decision.revision.flags[0].kind is FlagKind.REVERTED
    assert (decision.revision.flags[0].before, decision.revision.flags[0].after) == ("revision 2", "revision 1")
    assert len(decision.revision.flags) > 1


def test_what_reads_otherwise_because_we_changed_is_no_edit() -> None:
    reread = Reread(document=NEW, fingerprint=fingerprint(NEW))
    decision = decided(standing(), look(finding(NEW, change=None, reread=reread)))
    assert decision.outcome is Outcome.UNCHANGED
    assert decision.reread == reread
    assert decision.revision is None
    assert decision.seen


def test_an_edit_beside_our_own_change_is_told_against_the_text_as_read_today() -> None:
    reread = Reread(document=OTHER, fingerprint=fingerprint(OTHER))
    decision = decided(standing(), look(finding(NEW, base=OTHER, reread=reread)))
    assert decision.outcome is Outcome.CHANGED
    assert decision.reread == reread
    assert decision.revision is not None
    assert decision.revision.change is not None
    assert decision.revision.change.old == OTHER


# What the schedule learns


def test_a_believed_look_tells_of_its_source_what_came_of_what_was_expected() -> None:
    quiet, changed = decided(standing(), look(finding(OLD))), decided(standing(), look(finding(NEW)))
    assert quiet.tally is not None
    assert changed.tally is not None
    assert (quiet.tally.changes, changed.tally.changes) == (0, 1)
    assert quiet.tally.expected == changed.tally.expected > 0


def test_a_first_look_and_one_that_is_not_believed_tell_nothing() -> None:
    assert decided(standing(latest=None), look(finding(NEW, base=None))).tally is None
    failed = decided(standing(), failure(FailureKind.TIMEOUT))
    assert (failed.tally, failed.life) == (None, None)


def test_a_live_blog_does_not_make_its_whole_section_lively() -> None:
    at = standing()
    decision = decided(replace(at, article=replace(at.article, revisions=40)), look(finding(NEW)))
    assert decision.tally is not None
    assert decision.tally.changes == 0


def test_a_lively_source_is_looked_at_more_often_and_more_urgently() -> None:
    old = replace(standing().life, added_at=NOON - timedelta(days=10))
    slow, fast = (decided(replace(standing(), life=old, rate=rate), look(finding(OLD))) for rate in (0.2, 5.0))
    assert slow.next_check_at is not None
    assert fast.next_check_at is not None
    assert fast.next_check_at < slow.next_check_at
    assert slow.life is not None
    assert fast.life is not None
    assert fast.life.urgency > slow.life.urgency


def test_the_first_look_learns_when_the_article_was_born_and_where_it_stands() -> None:
    born_at = NOON - timedelta(days=20)
    page = replace(NEW, published_at=born_at, section="Courts")
    decision = decided(standing(latest=None), look(finding(page, base=None)))
    assert decision.life is not None
    assert (decision.life.born_at, decision.life.section) == (born_at, "Courts")
    assert decision.next_check_at == NOON + timedelta(days=1)


def test_the_same_text_under_a_new_date_is_looked_at_again_soon() -> None:
    claimed = replace(standing().life, added_at=NOON - timedelta(days=9), claimed_at=NOON - timedelta(days=8))
    page = replace(OLD, modified_at=NOON - timedelta(minutes=3))
    decision = decided(replace(standing(), life=claimed), look(finding(page)))
    assert decision.outcome is Outcome.UNCHANGED
    assert decision.next_check_at == NOON + CONFIRM


# The host


def stopped(failures: int = 5) -> HostHealth:
    return HostHealth(failures=failures, stopped_at=NOON - timedelta(hours=1) if failures >= 5 else None)


@pytest.mark.parametrize(
    "seen", [failure(FailureKind.TIMEOUT), failure(FailureKind.DNS), look(status=502), look(status=429)]
)
def test_the_fifth_failure_in_a_row_lets_the_whole_host_rest(seen: Look) -> None:
    decision = decided(standing(health=HostHealth(failures=4)), seen)
    assert decision.health == HostHealth(failures=5, stopped_at=NOON)
    assert decision.notice is HostNotice.STOPPED
    assert decision.host_until == NOON + timedelta(minutes=5)


def test_an_article_does_not_pay_for_the_failures_of_its_host() -> None:
    decision = decided(standing(failures=9, health=stopped()), failure(FailureKind.CONNECT))
    assert decision.next_check_at == decision.host_until == NOON + timedelta(minutes=10)
    assert decision.notice is None


def test_a_host_that_says_when_rests_until_then_though_it_fails() -> None:
    asked_for = NOON + timedelta(hours=3)
    decision = decided(standing(health=stopped()), look(status=503, retry_after=asked_for))
    assert decision.host_until == asked_for


@pytest.mark.parametrize("status", [200, 404, 403, 304])
def test_any_answer_of_its_own_brings_a_host_back(status: int) -> None:
    decision = decided(standing(health=stopped(9)), look(finding(OLD), status=status))
    assert decision.health == HostHealth()
    assert decision.notice is HostNotice.ANSWERS_AGAIN


@pytest.mark.parametrize(
    "kind", [FailureKind.ROBOTS, FailureKind.TOO_LARGE, FailureKind.REDIRECTS, FailureKind.BAD_URL]
)
def test_what_is_the_article_s_fault_is_not_counted_against_its_host(kind: FailureKind) -> None:
    decision = decided(standing(health=stopped(4)), failure(kind))
    assert decision.health == stopped(4)
    assert decision.host_until is None


def test_a_host_that_let_a_request_run_out_of_time_is_not_asked_at_once_for_its_next_article() -> None:
    hung = failure(FailureKind.TIMEOUT)
    got = replace(hung.got, started_at=NOON - timedelta(seconds=20), finished_at=NOON)
    decision = decided(standing(), replace(hung, got=got))
    assert decision.host_until == NOON + timedelta(seconds=80)
    assert decision.next_check_at == NOON + timedelta(minutes=5)
    assert decided(standing(), failure(FailureKind.CONNECT)).host_until is None


def test_a_host_that_hung_for_the_fifth_time_rests_as_long_as_any_that_failed() -> None:
    hung = failure(FailureKind.TIMEOUT)
    got = replace(hung.got, started_at=NOON - timedelta(seconds=20), finished_at=NOON)
    decision = decided(standing(health=HostHealth(failures=4)), replace(hung, got=got))
    assert decision.host_until == NOON + timedelta(minutes=5)
