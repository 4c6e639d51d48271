"""The watcher is watched: tell once when a host or a source breaks and once when it recovers, and which are silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from tracker.model.trouble import StandingTrouble
from tracker.render.wording import counted
from tracker.store import sources, troubles
from tracker.store.database import Database
from tracker.store.outbox import NameMessage
from tracker.telling.troubles import judged

SILENT_AFTER = timedelta(days=7)
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class WatchReport:
    """The troubles that began and that ended."""

    begun: tuple[StandingTrouble, ...] = ()
    ended: tuple[StandingTrouble, ...] = ()


def watch(database: Database, *, name_message: NameMessage, now: datetime) -> WatchReport:
    """Hold what the last looks say against what stands, and write down what changed, with the alerts that tell it.

    A trouble ends when its signs are gone and something was read since; without alerts where nobody follows what it
    concerned any more. Raises StoreError.
    """
    with database.read() as connection:
        signs = troubles.signs(connection, now=now)
        verdicts = judged(signs, hosts=troubles.followed_hosts(connection), now=now)
        stands = {one.name: one for one in troubles.standing(connection)}
    new = [one for one in verdicts if one.name not in stands]
    bad = {one.name for one in verdicts}
    seen = {one.name: one for one in signs}
    over: list[tuple[StandingTrouble, bool]] = []
    for one in stands.values():
        now_seen = seen.get(one.name)
        read = now_seen is None or (now_seen.read_at is not None and now_seen.read_at > one.found_at)
        if one.name not in bad and (read or not now_seen or not now_seen.asked):
            over.append((one, now_seen is None or now_seen.asked > 0))
    if not new and not over:
        return WatchReport()  # no write, no fsync, when there is nothing to do
    with database.write() as connection:
        begun = [troubles.begin(connection, one, name_message=name_message, now=now) for one in new]
        for one, tell in over:
            troubles.end(connection, one, name_message=name_message, now=now, tell=tell)
    return WatchReport(tuple(begun), tuple(one for one, _ in over))


def silent_lines(connection: Connection, *, source: str, now: datetime) -> Iterator[str]:
    """A line on the sources, or those of one name, that have listed nothing new for long; none where there is none."""
    found = []
    for one, newest_at in sources.newest_articles(connection):
        since = newest_at or one.added_at
        if (not source or one.name == source) and now - since >= SILENT_AFTER:
            found.append(f"{one.name} ({counted((now - since).days, 'day')}; {one.url})")
    if found:
        more = f" and {counted(len(found) - _MOST_NAMED, 'more source')}" if len(found) > _MOST_NAMED else ""
        yield f"Silent sources, nothing new for: {', '.join(found[:_MOST_NAMED])}{more}"
