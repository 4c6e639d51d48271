"""A checking process is killed at random instants, again and again; what it left must always be whole."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from tests.scripted.archive import Archive, raw
from tracker.demo.newspaper import Newspaper, serve
from tracker.model import Severity
from tracker.store import history

KILLS = 15
SHORTEST, LONGEST = 0.05, 0.9
LAST, ENOUGH = tuple(2 * 1.3**number for number in range(12)), 3  # on a busy machine short lives get little done


@dataclass
class Press:
    """Publishes a story's other edition as soon as the one that stands was recorded; counts what it published."""

    newspaper: Newspaper
    archive: Archive
    numbers: dict[str, int]
    published: dict[str, int] = field(default_factory=dict)
    stopped: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def running(self) -> Iterator[None]:
        self.published = dict.fromkeys(self.numbers, 1)
        thread = threading.Thread(target=self._run)
        thread.start()
        try:
            yield
        finally:
            self.stopped.set()
            thread.join()

    def _run(self) -> None:
        while not self.stopped.wait(0.02):
            for slug in self._recorded():
                self.published[slug] += 1
                self.newspaper.publish(slug, 1 + (self.published[slug] - 1) % 2)

    def _recorded(self) -> list[str]:
        """The stories whose standing edition is the newest revision."""
        with raw(self.archive.database) as connection:
            counts = dict(connection.execute("SELECT article_id, count(*) FROM revisions GROUP BY article_id"))
        return [slug for slug, number in self.numbers.items() if counts.get(number, 0) >= self.published[slug]]


def test_killed_at_any_instant_nothing_is_lost_and_nothing_half_written(archive: Archive) -> None:
    archive.clock.now = datetime.now(UTC)
    archive.subscribe(floor=Severity.LOW)
    chance = random.Random(20260314)
    newspaper = Newspaper(lambda: datetime.now(UTC))
    with serve(newspaper) as base:
        numbers = {story.slug: archive.follow(base + story.path).id for story in newspaper.stories}
        press = Press(newspaper, archive, numbers)
        with lives(archive, list(numbers.values())) as live:
            with press.running():
                for _ in range(KILLS):
                    live(chance.uniform(SHORTEST, LONGEST))
                    verify(archive)
                for seconds in LAST:
                    if min(press.published.values()) > ENOUGH:
                        break
                    live(seconds)
                    verify(archive)
            for seconds in LAST:
                if recorded(archive, press):
                    break
                live(seconds)
        verify(archive)
    assert recorded(archive, press), last_checks(archive)
    editions_that_stood_are_there(archive, press)


@contextmanager
def lives(archive: Archive, numbers: list[int]) -> Iterator[Live]:
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.scripted.lives"),
            *(str(archive.database.path), str(archive.snapshots._root)),
            *map(str, numbers),
        ],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Live(process)
    finally:
        process.communicate()


@dataclass
class Live:
    """Lets one life last for some seconds, until it is killed."""

    process: subprocess.Popen[str]

    def __call__(self, seconds: float) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{seconds}\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "-9\n", "the life ended by itself"


def verify(archive: Archive) -> None:
    """Every row has its bytes, every revision its alerts, every article its count."""
    with raw(archive.database) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for (sha256,) in connection.execute("SELECT sha256 FROM snapshots"):
            assert archive.snapshots.load(sha256)
        told = connection.execute(
            "SELECT r.id, r.number, (SELECT count(*) FROM alerts a WHERE a.revision_id = r.id),"
            " (SELECT count(*) FROM flags f WHERE f.revision_id = r.id AND f.severity != 'silent') FROM revisions r"
        ).fetchall()
        for revision, number, promised, flags in told:
            assert promised == (1 if flags else 0), f"revision {revision}: {flags} flags, {promised} alerts"
            assert bool(flags) == (number > 1), f"revision {revision}"
        for article, revisions, counted, highest, checks in connection.execute(
            "SELECT a.id, a.revisions, count(r.id), coalesce(max(r.number), 0),"
            " (SELECT count(*) FROM checks c WHERE c.article_id = a.id AND c.outcome = 'changed')"
            " FROM articles a LEFT JOIN revisions r ON r.article_id = a.id GROUP BY a.id"
        ):
            assert revisions == counted == highest == checks, f"article {article}"


def recorded(archive: Archive, press: Press) -> bool:
    with raw(archive.database) as connection:
        counts = dict(connection.execute("SELECT article_id, count(*) FROM revisions GROUP BY article_id"))
    return all(counts.get(number, 0) == press.published[slug] for slug, number in press.numbers.items())


def last_checks(archive: Archive) -> list[tuple[object, ...]]:
    with raw(archive.database) as connection:
        return connection.execute(
            "SELECT article_id, outcome, detail, count(*) FROM checks GROUP BY article_id, outcome, detail"
        ).fetchall()


def editions_that_stood_are_there(archive: Archive, press: Press) -> None:
    """The revisions of each story are its two editions in turn, as often as they were published."""
    with archive.database.read() as connection:
        for slug, number in press.numbers.items():
            revisions = history.revisions_of(connection, number)
            assert len(revisions) == press.published[slug]
            assert len(revisions) > ENOUGH, f"{slug} was hardly looked at"
            texts = [msgspec.json.encode(history.document_of(connection, one.id).blocks) for one in revisions]
            assert len(set(texts)) == 2
            assert all(text == texts[place % 2] for place, text in enumerate(texts))
