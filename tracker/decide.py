"""What a visit means: (where the article stands, what was seen) → what to record and when to look again. Pure.

A capture is judged before it is believed. What could not be believed is kept as a snapshot and never becomes a
revision by itself: a text that merely shrank or changed its language is believed when a second look shows the same;
a block page, a consent wall or a front page never is, nor is the beginning of the text that a paywall leaves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from tracker.decision import Decision, Look, NewRevision, Standing
from tracker.examining.examine import Finding
from tracker.model import (
    REST,
    ArticleState,
    Capture,
    Cause,
    Document,
    EditKind,
    FailureKind,
    FetchFailure,
    Flag,
    FlagKind,
    Outcome,
    QualityVerdict,
    Severity,
)
from tracker.schedule import (
    Ladder,
    Life,
    Tally,
    after_answer,
    after_failure,
    confirm_at,
    expected_edits,
    gone_check_at,
    next_look,
    notice,
    rest_after_waiting,
    retry_at,
)

GONE_LOOKS = 2
"""How many looks in a row must answer 404 or 410 before an article is called gone."""

REPLACED_LOOKS = 4
"""How many looks in a row must show a doubtful text that keeps nothing of the old one before it is believed: some 35 minutes."""

_BLOCKING = {QualityVerdict.BLOCKED, QualityVerdict.CONSENT, QualityVerdict.LOGIN}
_CONFIRMABLE = {QualityVerdict.YIELD_COLLAPSED, QualityVerdict.LANGUAGE_SWITCHED, QualityVerdict.PAYWALL}
_OF_THE_HOST = {FailureKind.DNS, FailureKind.CONNECT, FailureKind.TLS, FailureKind.TIMEOUT, FailureKind.PROTOCOL}
_MOST_COUNTED = 5  # changes of one article that tell of its source: a live blog is not what all its section is like
_SAME_ARTICLE = 0.5  # share of the old passages that must be kept for a redirect's target to be the same article


@dataclass(frozen=True, slots=True)
class _Moment:
    """What time and chance bring to a decision."""

    ladder: Ladder
    now: datetime
    chance: float


def decide(standing: Standing, look: Look, *, ladder: Ladder, now: datetime, chance: float) -> Decision:
    """What a visit means. `chance` in [0, 1) spreads the next check."""
    decision = _host_judged(standing, look, _decide(standing, look, _Moment(ladder, now, chance)), now)
    if look.place:
        decision = replace(decision, detail=f"{look.place}: {decision.detail}")
    if standing.article.state in REST:
        return replace(decision, state=standing.article.state, next_check_at=None)
    return decision


def _decide(standing: Standing, look: Look, moment: _Moment) -> Decision:
    got = look.got
    if isinstance(got, Capture):
        return _refused(standing, look, got.status, moment) or _answered(standing, look, got.status, moment)
    if got.kind is FailureKind.ROBOTS:
        return _blocked(standing, got.detail, moment)
    return _failed(standing, f"{got.kind}: {got.detail}", moment)


def _host_judged(standing: Standing, look: Look, decision: Decision, now: datetime) -> Decision:
    """The decision with what the look says of the host. While the host rests its articles wait for it, and none of them
    pays for its failures with a pause of its own.
    """
    got = look.got
    if isinstance(got, FetchFailure) and got.kind not in _OF_THE_HOST:
        return replace(decision, health=standing.health)
    if isinstance(got, Capture) and got.status < 500 and got.status != 429:  # noqa: PLR2004 - RFC 9110 §15.6, RFC 6585 §4
        health = after_answer()
        return replace(decision, health=health, notice=notice(standing.health, health))
    if isinstance(got, FetchFailure) and got.kind is FailureKind.TIMEOUT:
        rested_at = now + rest_after_waiting(got.finished_at - got.started_at)
        decision = replace(decision, host_until=rested_at)
    health, rest_until = after_failure(standing.health, now=now)
    if rest_until is not None:
        until = max(rest_until, decision.host_until or rest_until)
        decision = replace(decision, host_until=until, next_check_at=min(until, decision.next_check_at or until))
    return replace(decision, health=health, notice=notice(standing.health, health))


def _refused(standing: Standing, look: Look, status: int, moment: _Moment) -> Decision | None:
    """What a status alone decides (RFC 9110 §15); None where the page has to be read."""
    match status:
        case 404 | 410:
            return _gone(standing, status, moment)
        case 429 | 503:
            failed = _failed(standing, f"the host answers {status}", moment, look.retry_after)
            return replace(failed, host_until=look.retry_after or failed.next_check_at)
        case _ if status >= 500:  # noqa: PLR2004 - all server errors
            return _failed(standing, f"the host answers {status}", moment, look.retry_after)
    return None


def _answered(standing: Standing, look: Look, status: int, moment: _Moment) -> Decision:
    if status == 304 and standing.latest and look.finding is None:  # noqa: PLR2004 - not modified
        return _still_there(standing, Outcome.NOT_MODIFIED, moment)
    if standing.latest and look.finding is None and look.body_sha256 == standing.snapshot_sha256:
        return _perhaps_moved(standing, look, _still_there(standing, Outcome.UNCHANGED, moment))
    if look.finding is None:
        return _suspect(standing, f"answered {status} with nothing to read", moment)
    return _judge(standing, look, look.finding, moment)


def _judge(standing: Standing, look: Look, finding: Finding, moment: _Moment) -> Decision:
    """A page was read: may it be believed, and does it say something new?"""
    quality = finding.quality
    held = bool(finding.fingerprint) and finding.fingerprint == standing.held_fingerprint
    if quality.verdict in _BLOCKING or (quality.verdict is QualityVerdict.PAYWALL and _is_cut_off(finding)):
        return _blocked(standing, quality.told, moment)
    if not quality.ok and not (held and quality.verdict in _CONFIRMABLE and _is_confirmed(standing, finding)):
        holding = finding.fingerprint if quality.verdict in _CONFIRMABLE else ""
        return _suspect(standing, quality.told, moment, holding)
    if standing.latest and _leads_elsewhere(standing, look) and not _same_article(finding):
        return _suspect(standing, "the address now leads to another page", moment)
    if finding.doubt and not held:
        return replace(_suspect(standing, finding.doubt, moment, finding.fingerprint), awaited=True)
    latest = finding.reread.fingerprint if finding.reread else standing.latest and standing.latest.fingerprint
    if finding.fingerprint == latest:
        decision = _still_there(standing, Outcome.UNCHANGED, moment, finding.document)
        decision = replace(decision, reread=finding.reread)
    else:
        decision = _changed(standing, finding, moment)
    if quality.evidence:  # a part may be missing: told, and no reason to wait
        decision = replace(decision, detail="; ".join(filter(None, (decision.detail, quality.evidence))))
    if finding.pending:  # the same bytes must not pass for unchanged before it is decided what is held back
        decision = replace(decision, believed=False)
    return _perhaps_moved(standing, look, decision)


def _leads_elsewhere(standing: Standing, look: Look) -> bool:
    return bool(look.key) and look.key not in standing.keys


def _perhaps_moved(standing: Standing, look: Look, decision: Decision) -> Decision:
    """The decision on the same article, with the event of a move where another address gave it.

    An address that means another article already cannot become an alias of this one; its event is made once all the same.
    """
    if standing.latest is None or not _leads_elsewhere(standing, look):
        return decision
    where = look.got.url if isinstance(look.got, Capture) else ""
    moved = _event(FlagKind.ARTICLE_MOVED, standing, "redirect", "Article moved to another address", where)
    events = decision.events if where == standing.moved_to else (*decision.events, moved)
    return replace(decision, state=ArticleState.MOVED, events=events)


def _changed(standing: Standing, finding: Finding, moment: _Moment) -> Decision:
    back_to = standing.earlier.get(finding.fingerprint)
    flags = finding.change.flags if finding.change else ()
    if back_to is not None:
        flags = (_reverted(standing, back_to), *flags)
    revision = NewRevision(
        document=finding.document,
        fingerprint=finding.fingerprint,
        cause=Cause.FIRST if standing.latest is None else Cause.EDIT if back_to is None else Cause.REVERT,
        flags=flags,
        change=finding.change,
        reverts_to=back_to,
        belated=finding.belated,
        quotations=finding.quotations,
        draft=finding.draft,
    )
    return replace(
        _seen(standing, Outcome.CHANGED, moment, finding.document, changed=standing.latest is not None),
        detail="first look" if standing.latest is None else "",
        believed=True,
        revision=revision,
        reread=finding.reread,
    )


def _still_there(standing: Standing, outcome: Outcome, moment: _Moment, document: Document | None = None) -> Decision:
    """The text is what it was; `document` is what the page says now, where it was read."""
    decision = _seen(standing, outcome, moment, document, changed=False)
    return replace(decision, seen=True, believed=outcome is not Outcome.NOT_MODIFIED)


def _seen(
    standing: Standing, outcome: Outcome, moment: _Moment, document: Document | None, *, changed: bool
) -> Decision:
    """What every look that could be believed decides: the state, when to look again, and what the schedule learns."""
    state, events = _back(standing)
    known = document or (standing.latest.document if standing.latest else Document())
    life = standing.life.read(published_at=known.published_at, section=known.section)
    life = life.looked_at(moment.now, changed=changed, claimed_at=known.modified_at)
    at, urgency = next_look(moment.ladder, life, rate=standing.rate, now=moment.now, chance=moment.chance)
    life = life.of_urgency(urgency)
    return Decision(
        outcome=outcome,
        detail="",
        state=state,
        next_check_at=at,
        events=events,
        life=life,
        tally=_tally(standing, life, moment, changed=changed),
    )


def _tally(standing: Standing, life: Life, moment: _Moment, *, changed: bool) -> Tally | None:
    """What the look adds to what is known of the source: a change or none since the text before was seen last."""
    if standing.latest is None:
        return None
    expected = expected_edits(life.age(standing.latest.last_seen_at), life.age(moment.now))
    return Tally(float(changed and standing.article.revisions <= _MOST_COUNTED), expected)


def _failed(standing: Standing, detail: str, moment: _Moment, retry_after: datetime | None = None) -> Decision:
    failures = standing.article.failures + 1
    at = retry_at(moment.ladder, now=moment.now, failures=failures, retry_after=retry_after, chance=moment.chance)
    return replace(_as_it_was(standing, Outcome.FAILED, detail, at), failures=failures)


def _is_confirmed(standing: Standing, finding: Finding) -> bool:
    """Whether a doubtful text was seen often enough: one that has nothing of the old one may be an error that lasts."""
    keeps = finding.change is None or any(
        edit.old and edit.kind is not EditKind.REMOVED for edit in finding.change.passages
    )
    return keeps or standing.article.failures >= REPLACED_LOOKS - 1


def _is_cut_off(finding: Finding) -> bool:
    """Whether all that a page says otherwise than before is that parts are missing: behind a wall they are not deleted."""
    edits = finding.change.edits if finding.change else ()
    return bool(edits) and all(edit.kind in (EditKind.REMOVED, EditKind.KEPT) for edit in edits)


def _blocked(standing: Standing, detail: str, moment: _Moment) -> Decision:
    failures = standing.article.failures + 1
    at = retry_at(moment.ladder, now=moment.now, failures=failures, chance=moment.chance)
    decision = _as_it_was(standing, Outcome.BLOCKED, detail, at)
    gone = standing.article.state is ArticleState.GONE
    return replace(decision, failures=failures, state=decision.state if gone else ArticleState.BLOCKED)


def _suspect(standing: Standing, detail: str, moment: _Moment, holding: str = "") -> Decision:
    failures = standing.article.failures + 1
    first = failures == 1
    at = (
        confirm_at(moment.ladder, now=moment.now, chance=moment.chance)
        if first
        else retry_at(moment.ladder, now=moment.now, failures=failures, chance=moment.chance)
    )
    return replace(_as_it_was(standing, Outcome.SUSPECT, detail, at), failures=failures, held_fingerprint=holding)


def _gone(standing: Standing, status: int, moment: _Moment) -> Decision:
    looks = standing.gone_looks + 1
    confirmed = looks >= GONE_LOOKS
    already = standing.article.state is ArticleState.GONE
    at = (gone_check_at if confirmed else confirm_at)(moment.ladder, now=moment.now, chance=moment.chance)
    decision = _as_it_was(standing, Outcome.GONE, f"answered {status}" + ("" if confirmed else ", to be confirmed"), at)
    if not confirmed:
        return replace(decision, gone_looks=looks)
    rule, words = f"status-{status}", f"Article gone: its address answers {status}"
    events = () if already or standing.latest is None else (_event(FlagKind.ARTICLE_GONE, standing, rule, words),)
    return replace(decision, gone_looks=looks, state=ArticleState.GONE, events=events)


def _as_it_was(standing: Standing, outcome: Outcome, detail: str, at: datetime) -> Decision:
    """A decision that leaves everything that is known of the article as it is."""
    return Decision(
        outcome=outcome,
        detail=detail,
        state=standing.article.state,
        next_check_at=at,
        held_fingerprint=standing.held_fingerprint,
        gone_looks=standing.gone_looks if outcome is not Outcome.BLOCKED else 0,
    )


def _back(standing: Standing) -> tuple[ArticleState, tuple[Flag, ...]]:
    """The state after a look that could be believed, and the event of a return."""
    if standing.article.state is ArticleState.GONE:
        words = "Article returned: its address shows an article again"
        return ArticleState.RETURNED, (_event(FlagKind.ARTICLE_RETURNED, standing, "answers-again", words),)
    if standing.article.state is ArticleState.MOVED:
        return ArticleState.MOVED, ()
    return ArticleState.LIVE, ()


def _same_article(finding: Finding) -> bool:
    """Whether most of the old text is still there."""
    if finding.change is None:
        return True
    old = [edit for edit in finding.change.passages if edit.old]
    kept = sum(edit.kind is not EditKind.REMOVED for edit in old)
    return bool(old) and kept / len(old) >= _SAME_ARTICLE


def _event(kind: FlagKind, standing: Standing, rule: str, words: str, where: str = "") -> Flag:
    return Flag(
        kind=kind,
        severity=Severity.HIGH,
        before=standing.article.url,
        after=where,
        rule=rule,
        explanation=f"{GONE_LOOKS} looks in a row agreed." if kind is FlagKind.ARTICLE_GONE else "One look was enough.",
        summary=words,
    )


def _reverted(standing: Standing, number: int) -> Flag:
    before = f"revision {standing.latest.number}" if standing.latest else ""
    return Flag(
        kind=FlagKind.REVERTED,
        severity=Severity.MEDIUM,
        before=before,
        after=f"revision {number}",
        rule="same-text-as-before",
        explanation="The whole text is the same as that of an earlier revision.",
        summary=f"Reverted to revision {number}",
    )
