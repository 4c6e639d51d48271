from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.scripted.clock import NOON
from tests.scripted.records import URL, a_capture, a_flag, a_text, an_article
from tracker.compare import compare, fingerprint
from tracker.decide import Decision, Latest, Look, Standing, decide
from tracker.examine import Finding, Reread
from tracker.model import (
    ArticleState,
    Cause,
    Document,
    FailureKind,
    FetchFailure,
    FlagKind,
    Outcome,
    Quality,
    QualityVerdict,
    Severity,
)
from tracker.schedule import Ladder

QUARTER = timedelta(minutes=15)
CONFIRM = timedelta(minutes=5)
LADDER = Ladder(rungs=((timedelta(hours=3), QUARTER), (timedelta(days=365), timedelta(days=1))), jitter=0.1)
KEY = "paper.example/news/harbour"
ELSEWHERE = "https://paper.example/news/harbour-wall"

OLD = a_text("The wall will rise by two metres.", "Work starts in May.", "It costs 4m.")
NEW = a_text("The wall will rise by three metres.", "Work starts in May.", "It costs 4m.")
OTHER = a_text("Rain fell on Tuesday.", "Markets closed early.", "Schools stay open.", headline="In brief")

LATEST = Latest(
    id=7,
    number=2,
    fingerprint=fingerprint(OLD),
    extractor="1",
    document=OLD,
    last_seen_at=NOON - QUARTER,
    snapshot_sha256="a" * 64,
)


def standing(*, latest: Latest | None = LATEST, **fields: Any) -> Standing:
    """An article of two revisions that was fine when it was last seen; `fields` of it or of its article differ."""
    of_article = {name: fields.pop(name) for name in ("state", "failures", "last_changed_at") if name in fields}
    made = Standing(
        article=an_article(added_at=NOON - timedelta(hours=1), revisions=2 if latest else 0, **of_article),
        latest=latest,
        snapshot_sha256="a" * 64 if latest else "",
        held_fingerprint="",
        gone_looks=0,
        keys=frozenset({KEY}),
        earlier={"f1": 1, latest.fingerprint: 2} if latest else {},
    )
    return replace(made, **fields)


def finding(
    document: Document = NEW, verdict: QualityVerdict = QualityVerdict.OK, *, base: Document | None = OLD, **fields: Any
) -> Finding:
    change = compare(base, document) if base is not None and fingerprint(base) != fingerprint(document) else None
    made = Finding(
        document=document, quality=Quality(verdict, "because"), fingerprint=fingerprint(document), change=change
    )
    return replace(made, **fields)


def look(found: Finding | None = None, *, status: int = 200, sha256: str = "b" * 64, **fields: Any) -> Look:
    """A look at the article, with other bytes than before."""
    got = a_capture(status, url=fields.pop("url", URL))
    return replace(Look(got=got, body_sha256=sha256, finding=found, key=KEY), **fields)


def failure(kind: FailureKind, detail: str = "no answer within 30 s") -> Look:
    return Look(got=FetchFailure(requested_url=URL, kind=kind, detail=detail, started_at=NOON, finished_at=NOON))


def decided(at: Standing, seen: Look, *, chance: float = 0.5) -> Decision:
    return decide(at, seen, ladder=LADDER, now=NOON, chance=chance)


def events(decision: Decision) -> list[FlagKind]:
    return [event.kind for event in decision.events]


def is_untouched(decision: Decision) -> bool:
    """Whether nothing of what is known of the article's text would change."""
    return not (decision.seen or decision.believed or decision.revision or decision.reread)


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
    assert decision.next_check_at == NOON + QUARTER


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
    old = replace(old, article=replace(old.article, added_at=NOON - timedelta(days=30)))
    assert decided(old, look(finding(OLD))).next_check_at == NOON + QUARTER


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
    assert decision.next_check_at == NOON + QUARTER


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


@pytest.mark.parametrize("seen", ANY_LOOK)
def test_a_paused_article_that_somebody_checks_stays_paused(seen: Look) -> None:
    decision = decided(standing(state=ArticleState.PAUSED), seen)
    assert decision.state is ArticleState.PAUSED
    assert decision.next_check_at is None


@pytest.mark.parametrize("seen", ANY_LOOK)
@pytest.mark.parametrize("state", [state for state in ArticleState if state is not ArticleState.PAUSED])
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
