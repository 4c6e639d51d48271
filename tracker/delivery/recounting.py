"""What a promised message tells, read from the store: one change or event, a trouble, or all that a digest holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from tracker.alert.body import MOST_SHOWN
from tracker.alert.notice import BriefNotice, ChangeNotice, EventNotice, Notice, TroubleNotice
from tracker.alert.subject import asked_for, flags_phrase
from tracker.model import Alert, Article, EditWindow, Flag, FlagKind, Revision, Search, Severity, Subscription
from tracker.render.wording import counted
from tracker.store import articles, digests, history, troubles
from tracker.telling import Found, Step, folded, wanted


@dataclass(frozen=True, slots=True)
class Recounted:
    """What a message tells: notices, or one trouble. `broken` are alerts of the digest that cannot be told."""

    notices: tuple[Notice, ...] = ()
    trouble: TroubleNotice | None = None
    broken: tuple[Alert, ...] = ()

    @property
    def severity(self) -> Severity:
        """That of the most severe thing it tells; a trouble is never critical."""
        told = (flag.severity for notice in self.notices for flag in asked_for(notice))
        return max(told, key=lambda severity: severity.rank, default=Severity.MEDIUM)


def recount(connection: Connection, alert: Alert, subscription: Subscription, page_url: str) -> Recounted:
    """What the message of an alert tells; the same each time it is asked. Raises what a damaged record raises, but for
    that of one change among many.
    """
    if alert.trouble_id is not None:
        known = troubles.get(connection, alert.trouble_id)
        ended_at = known.ended_at if alert.recovery else None
        told = TroubleNotice(
            known.name, known.what.value, known.detail, known.sources, known.found_at, ended_at, f"{page_url}/status"
        )
        return Recounted(trouble=told)
    if alert.told_in is None:
        return Recounted(notices=(_notice(connection, alert, subscription, page_url),))
    return _Digest(connection, subscription, page_url).recount(digests.members(connection, alert))


def _notice(connection: Connection, alert: Alert, subscription: Subscription, page_url: str) -> Notice:
    if alert.revision_id is None:
        return _event(connection, alert, page_url)
    new = history.revision_by_id(connection, alert.revision_id)
    return _change(connection, articles.get(connection, new.article_id), new, subscription, page_url)


def _event(connection: Connection, alert: Alert, page_url: str) -> EventNotice:
    event = history.stored_flag(connection, alert.flag_id or 0)
    known = history.revisions_of(connection, event.article.id)
    return EventNotice(
        article=articles.get(connection, event.article.id),
        flag=event.flag,
        window=event.window,
        last_good=known[-1] if known else None,
        page_url=f"{page_url}/articles/{event.article.id}",
    )


def _change(
    connection: Connection, article: Article, new: Revision, subscription: Subscription, page_url: str
) -> ChangeNotice:
    """One change in full. Where today's comparer finds the words that were searched for elsewhere, all that was promised
    is shown.
    """
    old = history.revision(connection, article.id, new.number - 1)
    change = history.change_between(connection, old, new)
    found = Found(new.flags, change=change, disclosure=new.disclosure)
    return ChangeNotice(
        article=article,
        old=old,
        new=new,
        change=change,
        flags=wanted(subscription, found) or _flags(subscription, new),
        window=new.window,
        page_url=f"{page_url}/articles/{article.id}/changes/{old.number}..{new.number}",
    )


def _flags(subscription: Subscription, new: Revision) -> tuple[Flag, ...]:
    """The flags of a revision that are worth telling, whatever words were searched for."""
    return wanted(replace(subscription, search=Search()), Found(new.flags))


class _Digest:
    """Tells of many alerts, of the most severe ones in full, and of what came and went in a line."""

    def __init__(self, connection: Connection, subscription: Subscription, page_url: str) -> None:
        self._connection = connection
        self._subscription = subscription
        self._page_url = page_url
        self._broken: list[Alert] = []
        self._articles: dict[int, Article] = {}

    def recount(self, alerts: list[Alert]) -> Recounted:
        """All that they tell."""
        notices: list[Notice] = []
        changed: dict[int, dict[int, tuple[Alert, Revision]]] = {}
        for alert in alerts:
            try:
                if alert.revision_id is None:
                    notices.append(_event(self._connection, alert, self._page_url))
                else:
                    new = history.revision_by_id(self._connection, alert.revision_id)
                    changed.setdefault(new.article_id, {})[new.number] = (alert, new)
            except Exception:  # noqa: BLE001 - one poisonous change must not silence the others; by itself it says why
                self._broken.append(alert)
        singles: list[tuple[Alert, Revision]] = []
        for steps in changed.values():
            for run in folded([Step(new.number, new.reverts_to) for _, new in steps.values()]):
                revisions = [steps[step.number][1] for step in run]
                if len(run) > 1:
                    notices.append(self._came_and_went(revisions))
                else:
                    singles.append(steps[run[0].number])
        return Recounted(tuple(notices + self._told(singles)), broken=tuple(self._broken))

    def _told(self, changes: list[tuple[Alert, Revision]]) -> list[Notice]:
        """The most severe in full, the others in a line."""
        notices: list[Notice] = []
        for alert, new in sorted(changes, key=lambda one: -self._worst(one[1])):
            article = self._article(new)
            if len(notices) >= MOST_SHOWN:
                notices.append(self._brief(article, new))
                continue
            try:
                notices.append(_change(self._connection, article, new, self._subscription, self._page_url))
            except Exception:  # noqa: BLE001
                self._broken.append(alert)
        return notices

    def _worst(self, new: Revision) -> int:
        return max((flag.severity.rank for flag in _flags(self._subscription, new)), default=0)

    def _brief(self, article: Article, new: Revision) -> BriefNotice:
        url = f"{self._page_url}/articles/{article.id}/changes/{new.number - 1}..{new.number}"
        return BriefNotice(article, _flags(self._subscription, new), new.window, page_url=url)

    def _came_and_went(self, revisions: list[Revision]) -> BriefNotice:
        """A run whose end brings back what stood before it, as one line."""
        first, last = revisions[0], revisions[-1]
        undone = [flag for one in revisions[:-1] for flag in _flags(self._subscription, one)]
        loud = [flag for flag in undone if flag.severity is not Severity.SILENT and flag.kind is not FlagKind.REVERTED]
        back = [flag for flag in last.flags if flag.kind is FlagKind.REVERTED]
        edits = counted(len(revisions) - 1, "edit")
        remark = f"{flags_phrase(loud or undone)} and changed back ({edits} undone: revision {last.number} says what revision {last.reverts_to} said)"
        return BriefNotice(
            article=self._article(first),
            flags=tuple(back) or _flags(self._subscription, last),
            window=EditWindow(first.window.after_at, last.window.until_at),
            remark=remark,
            page_url=f"{self._page_url}/articles/{first.article_id}",
        )

    def _article(self, new: Revision) -> Article:
        if new.article_id not in self._articles:
            self._articles[new.article_id] = articles.get(self._connection, new.article_id)
        return self._articles[new.article_id]
