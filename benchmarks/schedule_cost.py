"""What scheduling costs: claiming what is due and finishing it, in a SQLite store of a million articles, in CPU time.

    python benchmarks/schedule_cost.py                              1,000,000 articles of 1,000 hosts
    python benchmarks/schedule_cost.py --articles 100000 --hosts 50000 --all-due

A round is what the daemon does between two ticks, without the visits themselves: read which hosts come first, claim them
with the article to begin with, reckon when each article is due next, write that with its urgency, and give the hosts back
(in one transaction with the next question and claim). A turn of the daemon at its usual pace has one article, so
this is the whole of what is due to scheduling. The articles' ages follow a paper that has been followed for years: most
are old. `--all-due` is the start after a long break.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import bindparam, update

from tracker.config import ScheduleSettings
from tracker.schedule import Ladder, Life, next_look, pace_of, urgency_at
from tracker.store import queue, schema
from tracker.store.articles import HostTurn
from tracker.store.database import Database
from tracker.store.prepared import Prepared

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LADDER = Ladder(rungs=ScheduleSettings().ladder)
LEASE, PACE = timedelta(minutes=2), timedelta(seconds=5)
_FINISH = Prepared(
    update(schema.articles)
    .where(schema.articles.c.id == bindparam("number"))
    .values({name: bindparam(name) for name in ("next_check_at", "last_checked_at", "urgency")})
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the cost of scheduling.")
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--hosts", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--all-due", action="store_true")
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tracker.db"
        database = Database(f"sqlite:///{path}")
        database.upgrade(now=NOW)
        fill(path, wishes.articles, wishes.hosts, all_due=wishes.all_due, dice=random.Random(7))
        warm(database)
        print(f"{wishes.articles:,} articles of {wishes.hosts:,} hosts, {due(database):,} due\n")
        print("| places | ms of CPU per due article | ms of CPU per claim, median | longest |")
        print("|---|---|---|---|")
        for places in (1, 8, 64):
            best = min((rounds(database, places, wishes.rounds) for _ in range(8)), key=lambda found: found[0])
            print(f"| {places} | {best[0]:.3f} | {best[1]:.2f} | {best[2]:.2f} |")
        print(f"\nstatus (due, lateness, expected delay): {clocked(lambda: due(database)):.0f} ms of CPU")
        print(f"planning alone: {planning():.4f} ms of CPU per article")


def fill(path: Path, count: int, hosts: int, *, all_due: bool, dice: random.Random) -> None:
    """Rows as years of following leave them, written by SQLite's own driver."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.executemany(
            "INSERT INTO hosts (id, name, next_allowed_at, lease_token, urgency, failures) VALUES (?, ?, 1, 0, 0, 0)",
            ((number, f"h{number}.example") for number in range(1, hosts + 1)),
        )
        connection.executemany(
            "INSERT INTO articles (url, host_id, source, headline, state, added_at, next_check_at, last_checked_at,"
            " last_detail, failures, revisions, etag, last_modified, held_fingerprint, gone_looks, section, hint,"
            " idle_hints, urgency) VALUES (?, ?, ?, 'A headline of the usual length for a paper', 'live', ?, ?, ?, '', 0, 1,"
            " '\"5f2a\"', '', '', 0, 'News', '', 0, ?)",
            articles(count, hosts, all_due=all_due, dice=dice),
        )
        connection.commit()
    database = Database(f"sqlite:///{path}")
    with database.write() as connection:
        for start in range(1, hosts + 1, 5000):
            queue.end_turns(
                connection, [HostTurn(one, "", 0, NOW) for one in range(start, min(start + 5000, hosts + 1))]
            )
    database.close()


def articles(count: int, hosts: int, *, all_due: bool, dice: random.Random) -> Iterator[tuple[object, ...]]:
    for number in range(count):
        host = number % hosts + 1
        age = timedelta(days=1500 * dice.random() ** 3)
        life = Life(added_at=NOW - age)
        pause = pace_of(LADDER, life, rate=1, now=NOW).pause
        looked_at = NOW - pause * dice.random() - (timedelta(days=40) if all_due else timedelta(0))
        planned_at = NOW if all_due else looked_at + pause
        urgency = urgency_at(life, rate=1, now=NOW)
        source, url = f"h{host}.example", f"https://h{host}.example/news/2026/article-{number}"
        yield url, host, source, ticks(NOW - age), ticks(planned_at), ticks(looked_at), urgency


def rounds(database: Database, places: int, count: int) -> tuple[float, float, float]:
    """CPU milliseconds per due article of whole rounds, and of their claims alone: the median and the longest."""
    claims, taken, over, now = [], 0, list[HostTurn](), rounds_begin(database)
    started = time.process_time()
    for _ in range(count):
        now += timedelta(seconds=20)
        begun = time.process_time()
        with database.write() as connection:
            ready = queue.ready_hosts(connection, now=now, most=places)
            queue.end_turns(connection, over)
            over = queue.claim_due_turns(connection, ready, now=now, lease=LEASE)
        claims.append(1000 * (time.process_time() - begun))
        with database.write() as connection:
            _FINISH.run_each(connection, [plan(turn, now) for turn in over])
        taken += len(over)
    spent = 1000 * (time.process_time() - started)
    with database.write() as connection:
        queue.end_turns(connection, over)
    return spent / max(1, taken), statistics.median(claims), max(claims)


def rounds_begin(database: Database) -> datetime:
    """A time that is later than that of every round before."""
    with database.read() as connection:
        last = connection.scalar(
            schema.articles.select()
            .with_only_columns(schema.articles.c.last_checked_at)
            .order_by(schema.articles.c.last_checked_at.desc())
            .limit(1)
        )
    return max(NOW, last or NOW)


def plan(turn: HostTurn, now: datetime) -> dict[str, object]:
    """What a look at an article of ten days that found nothing leaves behind."""
    life = Life(added_at=now - timedelta(days=10)).looked_at(now, changed=False, claimed_at=None)
    at, urgency = next_look(LADDER, life, rate=1, now=now, chance=0.5)
    life = life.of_urgency(urgency)
    return {"number": turn.article_id, "next_check_at": at, "last_checked_at": now, "urgency": life.urgency}


def planning() -> float:
    turn = HostTurn(1, "", 1, NOW, 1)
    return min(clocked(lambda: [plan(turn, NOW) for _ in range(2000)]) for _ in range(3)) / 2000


def due(database: Database) -> int:
    with database.read() as connection:
        return queue.lateness(connection, now=NOW).due


def warm(database: Database) -> None:
    database.tidy()
    due(database)


def clocked(do: object) -> float:
    assert callable(do)
    started = time.process_time()
    do()
    return 1000 * (time.process_time() - started)


def ticks(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


if __name__ == "__main__":
    main()
