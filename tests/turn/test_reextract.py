"""What differs because our reading changed is recorded as such, and told to nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from tests.scripted.archive import rot, rows
from tests.scripted.checking import Desk
from tests.scripted.site import Answer, article
from tracker.errors import DamagedSnapshot
from tracker.extract import EXTRACTOR, Rule, SiteRules
from tracker.model import Article, Cause, Outcome, Revision
from tracker.store import history
from tracker.turn.check import CheckReport
from tracker.turn.reextract import RereadOutcome, RereadReport, reextract, try_rules
from tracker.turn.tools import Tools

_Result = TypeVar("_Result")
_MARKED = article().replace("<p>The council voted", "<p class='vote'>The council voted")
_EDITED = article(43).replace("<p>The council voted", "<p class='vote'>The council voted")


def cutting(desk: Desk, *selectors: str) -> SiteRules:
    """The user's own rules for the desk's host: cut these."""
    return SiteRules((Rule(host=desk.base.removeprefix("http://"), cut=selectors),))


def run(desk: Desk, do: Callable[[Tools], Awaitable[_Result]], rules: SiteRules) -> _Result:
    async def with_tools() -> _Result:
        async with desk.tools(robots=False, rules=rules) as tools:
            return await do(tools)

    return asyncio.run(with_tools())


def look(desk: Desk, followed: Article, html: str, rules: SiteRules) -> CheckReport:
    desk.site.pages["/wall"] = Answer(html)
    return run(desk, lambda tools: desk.look(followed, tools), rules)


def read_again(desk: Desk, followed: Article, rules: SiteRules) -> RereadReport:
    async def within_turn(tools: Tools) -> RereadReport:
        turn = desk.archive.claim(followed)
        try:
            return await reextract(followed.id, turn, tools)
        finally:
            desk.archive.give_back(turn)

    return run(desk, within_turn, rules)


def revisions(desk: Desk, followed: Article) -> list[Revision]:
    with desk.archive.database.read() as connection:
        return history.revisions_of(connection, followed.id)


def test_a_new_rule_is_not_an_edit(desk: Desk) -> None:
    desk.archive.subscribe()
    followed = desk.follow()
    look(desk, followed, _MARKED, SiteRules())
    report = read_again(desk, followed, cutting(desk, "p.vote"))
    first, second = revisions(desk, followed)
    assert (report.outcome, report.revision) == (RereadOutcome.OTHERWISE, 2)
    assert second.cause is Cause.RE_EXTRACTION
    assert second.flags == ()
    assert second.snapshot_sha256 == first.snapshot_sha256
    assert second.window.after_at is None
    assert rows(desk.archive.database)["alerts"] == 0


def test_what_was_read_today_is_passed_over(desk: Desk) -> None:
    followed, rules = desk.follow(), cutting(desk, "p.vote")
    look(desk, followed, _MARKED, SiteRules())
    read_again(desk, followed, rules)
    assert read_again(desk, followed, rules).outcome is RereadOutcome.CURRENT
    assert len(revisions(desk, followed)) == 2


def test_a_rule_that_changes_nothing_makes_no_revision_but_is_remembered(desk: Desk) -> None:
    followed, rules = desk.follow(), cutting(desk, "p.not-there")
    look(desk, followed, _MARKED, SiteRules())
    assert read_again(desk, followed, rules).outcome is RereadOutcome.SAME
    assert read_again(desk, followed, rules).outcome is RereadOutcome.CURRENT
    assert [one.extractor for one in revisions(desk, followed)] == [rules.reader(desk.base)]


def test_an_edit_after_a_new_rule_is_told_without_what_the_rule_changed(desk: Desk) -> None:
    desk.archive.subscribe()
    followed = desk.follow()
    look(desk, followed, _MARKED, SiteRules())
    report = look(desk, followed, _EDITED, cutting(desk, "p.vote"))
    causes = [one.cause for one in revisions(desk, followed)]
    assert report.outcome is Outcome.CHANGED
    assert causes == [Cause.FIRST, Cause.RE_EXTRACTION, Cause.EDIT]
    assert report.revision is not None
    assert not any("council voted" in flag.before for flag in report.revision.flags)
    assert any("42" in flag.before for flag in report.revision.flags)


def test_an_article_that_was_never_read_is_not_called_unreadable(desk: Desk) -> None:
    followed = desk.follow()
    assert read_again(desk, followed, SiteRules()).outcome is RereadOutcome.UNREAD


def test_an_article_of_which_the_capture_is_damaged_stays_as_it_is(desk: Desk) -> None:
    followed = desk.follow()
    look(desk, followed, _MARKED, SiteRules())
    rot(desk.archive.snapshots)
    assert read_again(desk, followed, cutting(desk, "p.vote")).outcome is RereadOutcome.UNREADABLE
    assert len(revisions(desk, followed)) == 1


def test_the_reader_of_a_host_without_rules_is_the_extractor_itself() -> None:
    rules = SiteRules((Rule(host="paper.example", cut=("p",)),))
    assert rules.reader("https://other.example/a") == EXTRACTOR
    assert rules.reader("https://www.paper.example/a").startswith(f"{EXTRACTOR}+")
    assert rules.of("https://other.example/a") is None


def test_a_trial_shows_what_would_read_differently_and_changes_nothing(desk: Desk) -> None:
    followed = desk.follow()
    look(desk, followed, _MARKED, SiteRules())
    look(desk, followed, _EDITED, SiteRules())
    before = revisions(desk, followed)
    database, snapshots = desk.archive.database, desk.archive.snapshots
    trials = try_rules(followed.id, database, snapshots, cutting(desk, "p.vote"))
    assert [(trial.revision, trial.differs, trial.removed) for trial in trials] == [(1, True, 1), (2, True, 1)]
    assert not any(trial.differs for trial in try_rules(followed.id, database, snapshots, SiteRules()))
    assert revisions(desk, followed) == before


def test_a_trial_on_a_damaged_capture_names_it(desk: Desk) -> None:
    followed = desk.follow()
    look(desk, followed, _MARKED, SiteRules())
    sha256 = revisions(desk, followed)[0].snapshot_sha256
    rot(desk.archive.snapshots)
    with pytest.raises(DamagedSnapshot, match=sha256[:12]):
        try_rules(followed.id, desk.archive.database, desk.archive.snapshots, SiteRules())
