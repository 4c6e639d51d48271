"""What the API answers with: one frozen value for each larger question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tracker.model import (
    AlertState,
    Article,
    Cause,
    Change,
    Disclosure,
    EditWindow,
    Flag,
    Revision,
    StoredFlag,
    Subscription,
    Verdict,
)
from tracker.model.trouble import StandingTrouble
from tracker.render.marks import Run
from tracker.schedule import Ladder, Life, Pace, Tally
from tracker.store.history import CheckSummary, StoreCounts
from tracker.store.queue import HostStanding

if TYPE_CHECKING:
    from tracker.compare.notes.hindsight import Explanation


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two revisions of an article and the step between them."""

    article: Article
    old: Revision
    new: Revision
    change: Change

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What was recorded (and told) of a step between neighbours; what is found now between others."""
        return self.new.flags if self.new.number == self.old.number + 1 else self.change.flags

    @property
    def is_reread(self) -> bool:
        """Whether the two are one page, read by an older and by a newer Tracker."""
        return self.new.cause is Cause.RE_EXTRACTION and self.old.number == self.new.number - 1

    @property
    def blamed(self) -> Change:
        """The change without a disclosure where nothing was edited: no silence is then the publisher's."""
        return replace(self.change, disclosure=Disclosure(verdict=Verdict.NONE)) if self.is_reread else self.change

    @property
    def window(self) -> EditWindow:
        """When the edits between the two happened."""
        older, newer = sorted((self.old, self.new), key=lambda revision: revision.number)
        neighbours = newer.number == older.number + 1 and newer.window.after_at is not None
        return newer.window if neighbours else EditWindow(after_at=older.last_seen_at, until_at=newer.first_seen_at)


@dataclass(frozen=True, slots=True)
class History:
    """All that is known of an article: its revisions (oldest first), what happened to it, how closely it was watched."""

    article: Article
    revisions: tuple[Revision, ...]
    events: tuple[StoredFlag, ...]
    watched: CheckSummary

    @property
    def explained(self) -> tuple[Explanation, ...]:
        """Which correction notes speak of which edits of earlier revisions."""
        from tracker.compare.notes.hindsight import explanations  # loads all that compares

        return explanations([(revision.number, revision.flags) for revision in self.revisions])


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for, as typed: words, of which source (all where empty), in revisions first seen from `since` to
    before `until`; `gone` where the latest revision must not say it any more.
    """

    words: str
    source: str = ""
    since: datetime | None = None
    until: datetime | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """An article that says, or once said, what was searched for: in which revisions, within which times the first of them
    came and the one without the words after the last (None where the latest has them), and a passage of the last.
    `misread` says that they are gone because a newer Tracker reads the page otherwise.
    """

    article: Article
    revisions: tuple[int, ...]
    came: EditWindow
    gone: EditWindow | None
    misread: bool
    passage: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """What a search found. `next_before` is where to go on, None where all were seen; then `cut` says that it stopped for
    the number of revisions that it looked at.
    """

    found: tuple[Match, ...]
    next_before: int | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """Why an article is looked at next when it is. `life` is what the schedule knows of it, `source` and `section` what was
    seen of all articles of those, `rate` what was learnt from that. `pace` is how the pause since the last look came
    about on the `ladder`; None where something else than the ladder decides (never looked at, paused, gone, failed).
    """

    article: Article
    life: Life
    pace: Pace | None
    source: Tally
    section: Tally
    rate: float
    ladder: Ladder
    host: HostStanding
    host_pace: timedelta


@dataclass(frozen=True, slots=True)
class Status:
    """How Tracker is doing. `late` is how long the most overdue article has waited, `expected_delay` how long an edit
    made now is expected to stand before it is seen (None where nothing was looked at yet). `troubles` are hosts and
    sources that cannot be read, `disabled` subscriptions that nothing is sent to; `goes_on` is whether checks do. `daemon`
    is the number of the process that follows the store, if one does.
    """

    counts: StoreCounts
    late: timedelta
    expected_delay: timedelta | None
    stopped_hosts: tuple[HostStanding, ...]
    distrusted_hosts: tuple[HostStanding, ...]
    troubled: tuple[Article, ...]
    alerts: dict[AlertState, int]
    mail_error: str
    mail_ready: bool
    troubles: tuple[StandingTrouble, ...] = ()
    disabled: tuple[Subscription, ...] = ()
    goes_on: bool = True
    daemon: int | None = None


@dataclass(frozen=True, slots=True)
class Vitals:
    """Whether Tracker is well, in few and cheap questions. `check_age` is how long ago the last check ended, None where
    there was none; `late` is how long the most overdue article has waited.
    """

    articles: int
    due: int
    late: timedelta
    check_age: timedelta | None
    goes_on: bool
    alerts: dict[AlertState, int]
    troubles: tuple[StandingTrouble, ...]
