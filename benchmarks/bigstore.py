"""How long the questions that people and the daemon ask take on a big store, beside an empty one.

    python benchmarks/bigstore.py [--articles 10000] [--hosts 100] [--revisions 100000] [--checks 1000000]
                                  [--times 15] [--folder FOLDER] [--kept STORE] [--only WORDS] [--plans]

Fills a new SQLite store (in a folder of its own, removed at the end; with --kept it stays, and is asked again as it is), bulk inserts through the schema: real documents,
compared for real, flags of every kind that this gave, some articles gone, one source with a fifth of all articles. Then asks
each question of that store and of one that holds a single article, through the functions, commands and pages themselves.
Milliseconds are CPU time of this process, all its threads: the median and the 95th percentile; `wall` is the median by the
clock, with the disk. The full size of the figures in docs/: --articles 100000 --hosts 1000 --revisions 1000000
--checks 10000000.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import itertools
import json
import logging
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Engine, Table, event, select

from tracker.app import Tracker
from tracker.cli import app as command
from tracker.codec import pack_document, to_json
from tracker.compare import compare, fingerprint
from tracker.config import load
from tracker.decide import decide
from tracker.decision import Look
from tracker.model import ArticleState, Capture, Cause, Document, Flag, FlagKind, Outcome, Severity
from tracker.schedule import MOST_URGENT
from tracker.store import articles as following
from tracker.store import queue, records
from tracker.store import schema as s
from tracker.store.batching import batches
from tracker.store.database import Database
from tracker.store.records import Visit
from tracker.store.revising import Versions
from tracker.store.schema import ticks
from tracker.store.standing import standing_of
from tracker.store.steps import fill_steps
from tracker.web import make_pages

STORIES, EDITIONS = 40, 12
BATCH = 20_000
DAY = timedelta(days=1)
SPAN = 90 * DAY


@dataclass(frozen=True)
class Size:
    """How much to put into a store."""

    articles: int
    hosts: int
    revisions: int
    checks: int


@dataclass(frozen=True)
class Edition:
    """A document of a story, packed, and the flags of the step that led to it."""

    document: Document
    packed: bytes
    fingerprint: str
    flags: tuple[Flag, ...]
    encoded: tuple[str, ...]


def main() -> int:
    options = parsed()
    size = Size(options.articles, options.hosts, options.revisions, options.checks)
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="bigstore-") as folder:
        big = filled(options.kept or Path(folder) / "big", size)
        small = filled(Path(folder) / "small", Size(1, 1, 1, 2))
        slow = SlowStatements() if options.plans else None
        ask_all(big, small, options.times, only=options.only)
        if slow:
            slow.show(big)
        for tracker in (big, small):
            tracker.close()
    return 0


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--hosts", type=int, default=100)
    parser.add_argument("--revisions", type=int, default=100_000)
    parser.add_argument("--checks", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--kept", type=Path, help="where the store is, or is to be made and left")
    parser.add_argument("--only", default="", help="ask only the questions whose names have these words")
    parser.add_argument("--plans", action="store_true", help="print how SQLite answers what takes it long")
    return parser.parse_args()


def filled(folder: Path, size: Size) -> Tracker:
    """A store of this size with settings of its own; the one that is there already, where there is one."""
    file = folder / "config.toml"
    if file.exists():
        print(f"the store in {folder}")
        return Tracker(load(file))
    folder.mkdir()
    file.write_text(
        f'[store]\ndatabase = "sqlite:///{folder}/tracker.db"\nsnapshots = "{folder}/snapshots"\n[web]\nport = 8080\n'
    )
    tracker, began = Tracker(load(file)), time.process_time()
    fill(tracker.database, size)
    with tracker.database.write() as connection:
        fill_steps(connection)
    tracker.database.tidy()
    print(
        f"{size} filled in {time.process_time() - began:,.0f} CPU s, {tracker.database.size / 1e6:,.0f} MB", flush=True
    )
    return tracker


# Filling


def fill(database: Database, size: Size) -> None:
    """Articles, then checks with their revisions and flags, article by article, as a store grows that was watched for
    SPAN.
    """
    chance = random.Random(20260101)
    stories = [tuple(editions(chance)) for _ in range(STORIES)]
    now = datetime.now(UTC)
    writers = Rows(database)
    for host in range(1, size.hosts + 1):
        writers.add(
            s.hosts,
            id=host,
            name=f"paper{host}.example",
            next_allowed_at=now - DAY,
            lease_token=0,
            failures=0,
            ready_at=now - timedelta(seconds=host % 50),
            urgency=host % MOST_URGENT,
            waiting_since_at=now - timedelta(hours=1),
        )
    counts = Numbers(size)
    for article in range(1, size.articles + 1):
        add_article(writers, article, size, counts, stories[article % STORIES], now=now, chance=chance)
        if article % 500 == 0:
            writers.flush()
    writers.flush()


class Numbers:
    """Spreads revisions and checks over articles: most have few, one in ten has many, as in life."""

    def __init__(self, size: Size) -> None:
        self.revisions = size.revisions / size.articles
        self.checks = size.checks / size.articles
        self.next_check = itertools.count(1)
        self.next_revision = itertools.count(1)
        self.next_flag = itertools.count(1)
        self.next_snapshot = itertools.count(1)

    def of(self, article: int) -> tuple[int, int]:
        """How many revisions and checks an article has."""
        weight = 3.7 if article % 10 == 0 else 0.7
        return max(1, round(self.revisions * weight)), max(1, round(self.checks * weight))


def add_article(
    to: Rows,
    article: int,
    size: Size,
    counts: Numbers,
    story: Sequence[Edition],
    *,
    now: datetime,
    chance: random.Random,
) -> None:
    host = (article - 1) % size.hosts + 1
    revisions, checks = counts.of(article)
    checks = max(checks, revisions)
    url = f"https://paper{host}.example/news/{article}/harbour-wall"
    source = "Chain" if article % 5 == 0 else f"Paper {host}"
    added_at = now - SPAN + (SPAN - DAY) * (article / size.articles)
    step = (now - added_at) / (checks + 1)
    bad = article % 97 == 0
    last = story[(revisions - 1) % EDITIONS]
    edits = {round(k * checks / revisions) for k in range(revisions)}
    number, snapshot = 0, None
    for k in range(checks):
        at = added_at + step * k
        check = next(counts.next_check)
        changed = k in edits
        kept = changed or k % 10 == 0
        if kept:
            snapshot = next(counts.next_snapshot)
            to.add(s.snapshots, id=snapshot, sha256=f"{snapshot:064x}", size=120_000, stored_size=900, stored_at=at)
        outcome = Outcome.CHANGED if changed else Outcome.UNCHANGED if kept else Outcome.NOT_MODIFIED
        to.add(
            s.checks,
            id=check,
            article_id=article,
            started_at=at,
            finished_at=at + timedelta(seconds=1),
            outcome=outcome if not (bad and k == checks - 1) else Outcome.BLOCKED,
            status=304 if outcome is Outcome.NOT_MODIFIED else 200,
            detail="",
            snapshot_id=snapshot if kept else None,
            capture=CAPTURE if kept else None,
        )
        if changed:
            number += 1
            edition = story[(number - 1) % EDITIONS]
            add_revision(to, article, number, edition, counts, check=check, snapshot=snapshot, at=at, step=step)
    if article % 200 == 0:
        add_flag(
            to, counts, article, None, flag=GONE, encoded=json.dumps(to_json(GONE)), at=now - DAY, before=now - 2 * DAY
        )
    to.add(
        s.articles,
        id=article,
        url=url,
        host_id=host,
        source=source,
        headline=last.document.headline,
        state=ArticleState.BLOCKED if bad else ArticleState.LIVE,
        added_at=added_at,
        next_check_at=now + timedelta(seconds=chance.randint(-600, 86_400)),
        last_checked_at=now - step,
        last_changed_at=now - step if revisions > 1 else None,
        last_outcome=Outcome.BLOCKED if bad else Outcome.NOT_MODIFIED,
        last_detail="the host answers 403" if bad else "",
        failures=int(bad),
        revisions=number,
        snapshot_id=snapshot,
        etag='"1"',
        last_modified="",
        held_fingerprint="",
        gone_looks=0,
        section="",
        hint="",
        idle_hints=0,
        urgency=article % MOST_URGENT,
    )
    to.add(s.aliases, key=f"https://paper{host}.example/news/{article}/harbour-wall", article_id=article)


def add_revision(
    to: Rows,
    article: int,
    number: int,
    edition: Edition,
    counts: Numbers,
    *,
    check: int,
    snapshot: int | None,
    at: datetime,
    step: timedelta,
) -> None:
    revision = next(counts.next_revision)
    flags = edition.flags if number > 1 else ()
    to.add(
        s.revisions,
        id=revision,
        article_id=article,
        number=number,
        cause=Cause.EDIT if number > 1 else Cause.FIRST,
        first_seen_at=at,
        last_seen_at=at + step,
        window_after_at=at - step if number > 1 else None,
        check_id=check,
        snapshot_id=snapshot,
        fingerprint=edition.fingerprint,
        text_sha256=edition.fingerprint,
        extractor="1",
        comparer="1",
        document=edition.packed,
        headline=edition.document.headline,
        words=60,
        severity=max((flag.severity for flag in flags), key=lambda one: one.rank, default=Severity.SILENT),
        disclosure="none" if number == 1 else "late" if revision % 500 == 0 else "silent",
        note="",
    )
    if number > 1:
        for found, encoded in zip(edition.flags, edition.encoded, strict=True):
            add_flag(to, counts, article, revision, flag=found, encoded=encoded, at=at, before=at - step)


def add_flag(
    to: Rows,
    counts: Numbers,
    article: int,
    revision: int | None,
    *,
    flag: Flag,
    encoded: str,
    at: datetime,
    before: datetime,
) -> None:
    to.add(
        s.flags,
        id=next(counts.next_flag),
        article_id=article,
        revision_id=revision,
        found_at=at,
        window_after_at=before,
        kind=flag.kind,
        severity=flag.severity,
        flag=encoded,
    )


class Rows:
    """Writes rows in batches."""

    PARENTS_FIRST = ("hosts", "snapshots", "articles", "aliases", "checks", "revisions", "flags")

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: dict[str, list[tuple[object, ...]]] = {}
        self._statements: dict[str, str] = {}

    def add(self, table: Table, **row: object) -> None:
        if table.name not in self._statements:
            names = [table.c[name].name for name in row]
            places = ", ".join("?" * len(names))
            self._statements[table.name] = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({places})"  # noqa: S608
            self._waiting[table.name] = []
        self._waiting[table.name].append(tuple(map(plain, row.values())))

    def flush(self) -> None:
        with self._database.write() as connection:
            for name in self.PARENTS_FIRST:
                for some in batches(self._waiting.get(name, ()), BATCH):
                    connection.exec_driver_sql(self._statements[name], some)
        for rows in self._waiting.values():
            rows.clear()


def plain(value: object) -> object:
    return ticks(value) if isinstance(value, datetime) else value


WHO = ("Ada Moss", "Bram Ilves", "Cleo Hart", "Dov Lindqvist", "Edda Rowe")
WHAT = ("harbour wall", "night ferry", "school roof", "tram line", "market hall")


def editions(chance: random.Random) -> Iterator[Edition]:
    """The editions of one story: each edits a number, a quotation, a headline or a paragraph of the one before."""
    who, what, days, cost = chance.choice(WHO), chance.choice(WHAT), chance.randint(20, 80), chance.randint(2, 9)
    closing = "The vote is on Monday."
    before: Document | None = None
    for edition in range(EDITIONS):
        match edition % 4:
            case 1:
                days += 1
            case 2:
                cost += 1
            case 3:
                closing = f"The vote was moved to day {edition}, officials said."
        text = (
            f"Work on the {what} will take longer than planned, the council said on Tuesday.\n\n"
            f"“It will take {days} days,” said {who}, who leads the work.\n\n"
            f"The {what} is now expected to cost {cost}.4 million crowns. {closing}"
        )
        document = Document.from_text(text, headline=f"{what.title()} to open after {days} days")
        found = compare(before, document).flags if before else ()
        encoded = tuple(json.dumps(to_json(flag)) for flag in found)
        yield Edition(document, pack_document(document), fingerprint(document), found, encoded)
        before = document


GONE = Flag(
    kind=FlagKind.ARTICLE_GONE,
    severity=Severity.HIGH,
    before="",
    after="",
    rule="gone",
    explanation="The address answers 404.",
    summary="The article is gone",
)
CAPTURE = json.dumps(
    {
        "url": "https://paper.example/news/1/harbour-wall",
        "headers": [["content-type", "text/html; charset=utf-8"], ["etag", '"1"'], ["server", "nginx"]],
        "hops": [],
        "peer": "192.0.2.7:443",
        "http_version": "HTTP/2",
        "tls_version": "TLSv1.3",
        "certificate_sha256": "0" * 64,
    }
)


# Asking


def ask_all(big: Tracker, small: Tracker, times: int, *, only: str) -> None:
    print(f"\n{'milliseconds':<58}{'median':>8}{'p95':>8}{'wall':>8}{'empty':>8}{'ratio':>7}{'kB':>6}")
    pages = asyncio.Runner()
    for (name, ask), (_, same) in zip(questions(big, pages), questions(small, pages), strict=True):
        if only not in name:
            continue
        found, beside = timed(ask, times), timed(same, times)
        empty = statistics.median(beside.cpu)
        median = statistics.median(found.cpu)
        size = f"{found.size / 1000:6.0f}" if found.size else ""
        print(
            f"{name:<58}{median:8.1f}{p95(found.cpu):8.1f}{statistics.median(found.wall):8.1f}{empty:8.1f}"
            f"{median / max(empty, 0.05):7.1f}{size}",
            flush=True,
        )
    pages.close()
    print(f"\npeak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


@dataclass(frozen=True)
class Timed:
    cpu: list[float]
    wall: list[float]
    size: int


def timed(ask: Callable[[], int], times: int) -> Timed:
    """Asked once to warm up, then so many times; `size` is what the answer weighs in bytes."""
    size, cpu, wall = ask(), [], []
    for _ in range(times):
        began, at = time.process_time(), time.perf_counter()
        ask()
        cpu.append((time.process_time() - began) * 1000)
        wall.append((time.perf_counter() - at) * 1000)
    return Timed(cpu, wall, size)


def p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, round(0.95 * len(values)))]


def questions(tracker: Tracker, runner: asyncio.Runner) -> Iterator[tuple[str, Callable[[], int]]]:
    with tracker.database.read() as connection:
        busiest = connection.scalars(select(s.articles.c.id).order_by(s.articles.c.revisions.desc()).limit(1)).one()
        usual = connection.scalars(select(s.articles.c.id).order_by(s.articles.c.revisions).limit(1)).one()
        last = tracker.article(str(busiest)).revisions
        paper = tracker.article(str(usual)).source
    yield "claim a host that is due, and give it back", lambda: claim(tracker)
    yield "record a check (304)", record_one(tracker, busiest)
    yield "read the flags of a day (200), without printing", lambda: day_of_flags(tracker)
    for words in (
        ["log", str(usual)],
        ["log", str(busiest)],
        ["flags", "--since", "1d"],
        ["flags"],
        ["flags", "--kind", "article_gone"],
        ["flags", "--severity", "critical"],
        ["flags", "--source", paper],
        ["list"],
        ["list", "--source", paper],
        ["status"],
        ["status", "--json"],
        ["show", str(busiest)],
        ["diff", str(busiest)],
        ["quotes", str(usual)],
    ):
        shown = " ".join("PAPER" if word == paper else "N" if word.isdigit() else word for word in words)
        more = " (the busiest)" if str(busiest) in words and busiest != usual else ""
        yield f"tracker {shown}{more}", run(tracker, words)
    for address in (
        "/",
        "/?severity=low",
        "/?severity=critical",
        "/?kind=article",
        "/?kind=reverted",
        "/?disclosure=late",
        "/?source=Chain",
        f"/?source={paper}",
        "/?source=nobody",
        "/?before=1000",
        "/articles",
        "/articles?source=Chain",
        "/articles?state=troubled",
        "/articles?state=gone",
        f"/articles/{usual}",
        f"/articles/{busiest}",
        f"/articles/{busiest}?before={max(last // 2, 1)}",
        f"/articles/{busiest}/revisions/{last}",
        f"/articles/{busiest}/changes/{max(last - 1, 1)}..{last}",
        f"/articles/{busiest}/changes/1..{last}?view=whole",
        "/sources",
        "/status",
        "/health",
    ):
        numbers = {str(busiest): "BUSIEST", str(usual): "N", paper: "PAPER"}
        shown = "/".join(numbers.get(part, part) for part in address.replace(paper, "PAPER").split("/"))
        yield f"GET {shown}", page(tracker, runner, address)


def claim(tracker: Tracker) -> int:
    """What the daemon's tick does: find what is ready, claim it, give it back as it was."""
    now = tracker.now()
    with tracker.database.write() as connection:
        turn = queue.claim_due_turn(connection, now=now, lease=timedelta(minutes=2))
        if turn is not None:
            queue.end_turns(connection, [turn])
    return 0


def day_of_flags(tracker: Tracker) -> int:
    tracker.flags(since=tracker.now() - DAY, limit=200)
    return 0


def record_one(tracker: Tracker, article_id: int) -> Callable[[], int]:
    versions = Versions(extractor="1", comparer="1")

    def record() -> int:
        now = tracker.now()
        with tracker.database.write() as connection:
            host = following.host_id_of(connection, article_id)
            turn = following.claim_turn(connection, host, now=now, lease=timedelta(minutes=2))
        assert turn is not None
        with tracker.database.read() as connection:
            standing = standing_of(connection, article_id)
        url = standing.article.url
        got = Capture(url, url, 304, (), b"", started_at=now, finished_at=now)
        decision = decide(standing, Look(got=got, key=url), ladder=tracker.ladder(), now=now, chance=0.5)
        visit = Visit(standing=standing, got=got, snapshot=None, decision=decision)
        with tracker.database.write() as connection:
            records.record(connection, visit, turn=turn, versions=versions, name_message=str)
        with tracker.database.write() as connection:
            queue.end_turns(connection, [turn])
        return 0

    return record


def run(tracker: Tracker, words: Sequence[str]) -> Callable[[], int]:
    """The command in this process, opening the store, its output kept."""

    def call() -> int:
        shown = io.StringIO()
        with redirect_stdout(shown):
            command(["--config", str(tracker.settings.file), *words], prog_name="tracker", standalone_mode=False)
        return len(shown.getvalue().encode())

    return call


def page(tracker: Tracker, runner: asyncio.Runner, address: str) -> Callable[[], int]:
    """The page as the server makes it, without a network before it."""
    transport = httpx.ASGITransport(app=make_pages(tracker))

    async def get() -> int:
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return len((await client.get(address)).content)

    return lambda: runner.run(get())


class SlowStatements:
    """What the database was asked that took longer than a few milliseconds, to be explained."""

    LONG = 0.004

    def __init__(self) -> None:
        self.seen: dict[str, tuple[float, Any]] = {}
        self._began = 0.0
        event.listen(Engine, "before_cursor_execute", self._begin)
        event.listen(Engine, "after_cursor_execute", self._end)

    def _begin(self, *_: object) -> None:
        self._began = time.perf_counter()

    def _end(self, _: object, __: object, statement: str, parameters: Any, *___: object) -> None:
        took = time.perf_counter() - self._began
        if took > max(self.LONG, self.seen.get(statement, (0, ()))[0]) and statement.lstrip().startswith(
            ("SELECT", "WITH")
        ):
            self.seen[statement] = took, parameters

    def show(self, tracker: Tracker) -> None:
        for statement, (took, parameters) in sorted(self.seen.items(), key=lambda item: -item[1][0]):
            print(f"\n{took * 1000:.0f} ms (its first rows)  {' '.join(statement.split())[:400]}")
            with tracker.database.read() as connection:
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters):
                    print(f"        {row[3]}")


if __name__ == "__main__":
    sys.exit(main())
