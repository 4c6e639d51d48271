"""Whose turn it is: hosts that are due and may be asked, the most urgent first, and what is due on each.

`hosts` says of every host when it may be visited for its articles (`ready_at`) and how urgent the best of them is.
Both are reckoned anew whenever a turn ends, and `articles.make_ready` brings them forward. `heads` has of each host and
level of urgency the article that is due first, kept by triggers, so that no question here reads more than these, however many
articles are due. `ready_at` may be too early (an article was paused): the turn that then finds nothing corrects it. It is
never too late.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, text

from tracker.schedule import DISTRUST, MOST_URGENT, distrusted_until, weight_of
from tracker.store.articles import HostTurn
from tracker.store.prepared import Prepared, in_each
from tracker.store.schema import articles, hosts, pauses, ticks, time_of

_LEVELS = range(MOST_URGENT + 1)
_WEIGHTS = [weight_of(level) for level in _LEVELS]

# These run for every due article, so they are text and their times are ticks: what SQLAlchemy does before and after it
# asks costs several times the answer.
_FREE = "next_allowed_at <= :now AND (leased_until IS NULL OR leased_until <= :now)"
_OF_LEVEL = (
    "SELECT * FROM (SELECT id, {weight} * (:now - COALESCE(waiting_since_at, :now)) AS unseen FROM hosts"
    " WHERE urgency = {level} AND ready_at <= :now AND {free} ORDER BY ready_at LIMIT :most) AS level{level}"
)
_EACH = " UNION ALL ".join(_OF_LEVEL.format(level=level, weight=_WEIGHTS[level], free=_FREE) for level in _LEVELS)
_READY = Prepared(text(f"SELECT id FROM ({_EACH}) AS heads ORDER BY unseen DESC LIMIT :most"))  # noqa: S608 - numbers and our own words
_WEIGHT = "CAST(1 << 2 * urgency AS DOUBLE PRECISION)"  # in proportion to `weight_of`
_MOST_URGENT = (
    "(SELECT article_id FROM heads WHERE host_id = hosts.id AND next_check_at <= :now"  # noqa: S608 - our own words
    f" ORDER BY {_WEIGHT} * (:now - waiting_since_at) DESC LIMIT 1)"
)
_CLAIM = Prepared(
    in_each(
        "UPDATE hosts SET leased_until = :until, ready_at = :until, lease_token = lease_token + 1"  # noqa: S608 - our own words
        f" WHERE id {{among}} AND {_FREE} RETURNING id, name, lease_token, next_allowed_at, {_MOST_URGENT}"
    )
)
_NEXT_DUE = Prepared(text(f"SELECT {_MOST_URGENT} FROM hosts WHERE id = :id"))  # noqa: S608 - our own words
# A host is ready when its first article is due and it may be asked; what will be most urgent then is its own urgency.
_READY_AT = (
    "(SELECT MIN(CASE WHEN next_check_at > hosts.next_allowed_at THEN next_check_at ELSE hosts.next_allowed_at END)"
    " AS ready_at FROM heads WHERE host_id = hosts.id AND next_check_at > 0)"
)
_GIVE_BACK = Prepared(
    text(
        "UPDATE hosts SET leased_until = NULL, (ready_at, urgency, waiting_since_at) ="  # noqa: S608 - our own words
        " (SELECT soonest.ready_at, COALESCE(heads.urgency, 0), heads.waiting_since_at"
        f" FROM {_READY_AT} AS soonest LEFT JOIN heads ON host_id = hosts.id AND next_check_at > 0"
        f" ORDER BY {_WEIGHT} * (soonest.ready_at - heads.waiting_since_at) DESC LIMIT 1)"
        " WHERE id = :id AND lease_token = :token"
    )
)

# What is due stands on hosts that are ready, or would be if they might be asked, behind heads that are due: each level from its
# own beginning. A CROSS JOIN is read in this order by SQLite, which is told that few heads are due: else it may look through
# all articles beforehand, to have a filter for so many questions.
_DUE_HEAD = {"sqlite": "likelihood(heads.next_check_at <= :now, 0.01)", "postgresql": "heads.next_check_at <= :now"}
_OVERDUE_OF = (
    "SELECT articles.urgency, COUNT(*), MIN(articles.next_check_at),"
    " SUM(CASE WHEN last_checked_at IS NOT NULL THEN :now - articles.next_check_at END)"
    " FROM hosts CROSS JOIN heads CROSS JOIN articles"
    " WHERE (ready_at <= :now OR next_allowed_at > :now OR leased_until > :now)"
    " AND heads.host_id = hosts.id AND {due}"
    " AND articles.host_id = heads.host_id AND articles.urgency = heads.urgency"
    " AND articles.next_check_at > 0 AND articles.next_check_at <= :now GROUP BY articles.urgency"
)
_OVERDUE = Prepared({name: text(_OVERDUE_OF.format(due=due)) for name, due in _DUE_HEAD.items()})


@dataclass(frozen=True, slots=True)
class Lateness:
    """How far behind the checks are. `expected_delay` is how long an edit stands before it is expected to be seen: half
    the pause between two looks, each article weighed by the edits that are expected of it; None where nothing was looked
    at yet. A look that is overdue counts as if it came now.
    """

    due: int
    oldest_due_at: datetime | None
    expected_delay: timedelta | None


@dataclass(frozen=True, slots=True)
class HostStanding:
    """How a host stands: when it may be asked next, whether somebody holds it now, how many failures of its own it had in
    a row, since when it is left alone for them, how many of its articles are due, and until when its 304 is
    not believed, because it was caught denying a change with one.
    """

    name: str
    next_allowed_at: datetime
    is_held: bool
    failures: int
    stopped_at: datetime | None
    due: int
    distrusted_until: datetime | None = None


def ready_hosts(connection: Connection, *, now: datetime, most: int) -> list[int]:
    """The hosts to visit first, at most so many, among those that have something due, may be asked, and are held by
    nobody: by the edits that are expected to stand on their most urgent article, unseen.
    """
    return [row[0] for row in _READY.all(connection, {"now": ticks(now), "most": most})]


def claim_due_turns(
    connection: Connection, host_ids: Sequence[int], *, now: datetime, lease: timedelta
) -> list[HostTurn]:
    """Claim these hosts, in this order, each with the article to begin with; without those that somebody else was
    quicker to claim, or that turn out to have nothing due.
    """
    if not host_ids:
        return []
    claim = {"now": ticks(now), "until": ticks(now + lease), "ids": json.dumps(list(host_ids))}
    rows = _CLAIM.all(connection, claim)
    turns = {
        number: HostTurn(number, name, token, time_of(allowed), article_id)
        for number, name, token, allowed, article_id in rows
    }
    end_turns(connection, [turn for turn in turns.values() if turn.article_id is None])
    return [turn for one in host_ids if (turn := turns.get(one)) and turn.article_id is not None]


def claim_due_turn(connection: Connection, *, now: datetime, lease: timedelta) -> HostTurn | None:
    """Claim the host to visit first, if any is due."""
    claimed = claim_due_turns(connection, ready_hosts(connection, now=now, most=1), now=now, lease=lease)
    return claimed[0] if claimed else None


def next_due(connection: Connection, host_id: int, *, now: datetime) -> int | None:
    """The most urgent article that is due on a host."""
    found: int | None = _NEXT_DUE.scalar(connection, {"id": host_id, "now": ticks(now)})
    return found


def end_turns(connection: Connection, turns: Sequence[HostTurn]) -> None:
    """Give hosts back, and reckon when each is to be visited next and how urgently. A turn that was lost changes nothing."""
    _GIVE_BACK.run_each(connection, [{"id": turn.host_id, "token": turn.token} for turn in turns])


def lateness(connection: Connection, *, now: datetime) -> Lateness:
    """How far behind the checks are, from sums that are kept and what is overdue: no other article is read for it, and of
    the hosts only those that something may be due on.
    """
    kept = {row.urgency: (row.articles, row.length) for row in connection.execute(select(pauses))}
    overdue = _OVERDUE.all(connection, {"now": ticks(now)})
    waits = {level: int(waited or 0) for level, _, _, waited in overdue}
    edits = sum(_WEIGHTS[level] * number for level, (number, _) in kept.items())
    waited = sum(_WEIGHTS[level] * (length + waits.get(level, 0)) for level, (_, length) in kept.items())
    return Lateness(
        due=sum(due for _, due, _, _ in overdue),
        oldest_due_at=min((time_of(first_at) for _, _, first_at, _ in overdue), default=None),
        expected_delay=timedelta(microseconds=waited / edits / 2) if edits else None,
    )


def host_standing(connection: Connection, article_id: int, *, now: datetime) -> HostStanding:
    """How the host of an article stands. Raises LookupError."""
    own = select(articles.c.host_id).where(articles.c.id == article_id).scalar_subquery()
    found = _hosts_standing(connection, hosts.c.id == own, now)
    if not found:
        raise LookupError(article_id)
    return found[0]


def stopped_hosts(connection: Connection, *, now: datetime) -> list[HostStanding]:
    """The hosts that are left alone because they fail, those first that have been for the longest."""
    return _hosts_standing(connection, hosts.c.stopped_at.is_not(None), now)


def distrusted_hosts(connection: Connection, *, now: datetime) -> list[HostStanding]:
    """The hosts whose 304 is not believed now."""
    return _hosts_standing(connection, hosts.c.lied_at > now - DISTRUST, now)


def _hosts_standing(connection: Connection, chosen: Any, now: datetime) -> list[HostStanding]:
    due = select(func.count()).where(articles.c.host_id == hosts.c.id, articles.c.next_check_at <= now)
    rows = connection.execute(
        select(hosts, due.scalar_subquery().label("due")).where(chosen).order_by(hosts.c.stopped_at)
    )
    return [
        HostStanding(
            name=row.name,
            next_allowed_at=row.next_allowed_at,
            is_held=row.leased_until is not None and row.leased_until > now,
            failures=row.failures,
            stopped_at=row.stopped_at,
            due=row.due,
            distrusted_until=distrusted_until(row.lied_at, now=now),
        )
        for row in rows
    ]
