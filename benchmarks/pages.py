"""How long each page takes and how large it is, with a store of 10,000 articles and 100,000 revisions.

    python benchmarks/pages.py FOLDER [--articles N] [--revisions N] [--rounds N]

FOLDER keeps the generated store between runs (about 500 MB at full size, some minutes to make). Each page is asked for
through the application itself, without a network; its time is CPU time, the best of --rounds, also as a ratio to an empty
page (`/add`) of the same run. Ends with 1 where a page takes 50 ms or more, or 100,000 bytes or more; a feed may take a
second, and 200,000 bytes.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Connection, delete, insert, select, text, update

from tracker.app import Tracker, open_tracker
from tracker.codec import pack_document, to_json
from tracker.compare import compare, fingerprint, quotes
from tracker.compare.blame import Step
from tracker.config import load
from tracker.model import Cause, Document, Flag, Outcome, Verdict
from tracker.store import articles as following
from tracker.store import revising
from tracker.store.articles import NewArticle
from tracker.store.blames import keep_blame
from tracker.store.schema import articles, checks, flags, metadata, revisions, snapshots, steps
from tracker.store.steps import fill_steps
from tracker.store.utterances import keep_utterances
from tracker.store.words import keep_words
from tracker.web import make_pages
from tracker.web.choices import KINDS, SEVERITIES, TRIAGE, VERDICTS, address

MOST_MS, MOST_BYTES = 50, 100_000
FEED_MS, FEED_BYTES = 1_000, 200_000  # programs read them, and their twenty changes are compared anew
_WORDS = [
    "harbour",
    "wall",
    "council",
    "river",
    "bridge",
    "school",
    "market",
    "doctor",
    "engineer",
    "train",
    "morning",
    "winter",
    "money",
    "vote",
    "plan",
]
_NAMES = [
    f"{first} {last}" for first in ("Orla", "Tam", "Ada", "Piet") for last in ("Penhale", "Rook", "Quill", "Marrow")
]
_START = datetime(2026, 1, 1, tzinfo=UTC)
_MIXTURES = 300
_DISTINCT = 20  # articles that are written and compared; the others are copies of these
PATHS = (
    "/add",
    "/",
    "/?severity=low",
    "/?severity=low&triage=unread",
    "/?triage=confirmed",
    "/?kind=quote&disclosure=silent",
    "/?severity=critical&kind=byline",
    "/articles",
    "/articles/{article}",
    "/articles/{article}/changes/1..2",
    "/articles/{article}/changes/1..2?view=side-by-side",
    "/articles/{article}/changes/1..2?view=flags",
    "/articles/{article}/revisions/2",
    "/articles/{article}/blame",
    "/articles/{article}/blame?gone=yes",
    "/alerts",
    "/users",
    "/account",
    "/articles?state=troubled",
    "/articles?source=paper7.example",
    "/quotes",
    "/quotes?speaker=Orla+Penhale",
    "/quotes?speaker=Nobody",
    "/sources",
    "/search",
    "/search?q=the",
    "/search?q=the&gone=yes",
    "/search?q=marzipan",
    "/search?q=%22harbour+wall%22+NOT+river",
    "/search?q=the&source=Nobody",
    "/search?q=h*&gone=yes&since=2026-02-01",
    "/status",
)
FEEDS = (
    "/feeds/changes.atom?severity=low",
    "/feeds/articles/{article}.atom",
    "/feeds/search.atom?q=the",
    "/feeds/search.atom?q=%22Ada+Quill%22",
    "/feeds/search.atom?q=%22Ada+Quill%22&kind=byline",
    "/feeds/search.atom?q=%22harbour+wall%22+NOT+river&gone=yes",
    "/feeds/search.atom?q=marzipan",
    "/feeds/edits.atom?words=Orla+Penhale",
    "/feeds/edits.atom?words=river&drops=vote",
    "/feeds/edits.atom?drops=marzipan",
)


def main() -> int:
    """Make the store where there is none, and ask for every page."""
    arguments = _arguments()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    config = arguments.folder / "config.toml"
    config.write_text("", encoding="utf-8")
    with open_tracker(load(config)) as tracker:
        _fill(tracker, arguments.articles, arguments.revisions)
        return asyncio.run(_measure(tracker, arguments.rounds, arguments.articles // 2))


async def _measure(tracker: Tracker, rounds: int, article: int) -> int:
    transport = httpx.ASGITransport(app=make_pages(tracker))
    failed = 0
    empty = 0.0
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8380") as client:
        for template in PATHS:
            path = template.format(article=article)
            best, size = await _asked(client, path, rounds)
            empty = empty or best
            failed += _told(best, empty, size, path)
        for template in FEEDS:
            path = template.format(article=article)
            best, size = await _asked(client, path, rounds)
            failed += _told(best, empty, size, path, most=(FEED_MS, FEED_BYTES))
        mixed = [(*await _asked(client, path, 2), path) for path in _mixtures()]
        failed += _told(*_worst(mixed, empty), f"the slowest of {len(mixed)} mixtures of filters: {max(mixed)[2]}")
    return int(failed > 0)


async def _asked(client: httpx.AsyncClient, path: str, rounds: int) -> tuple[float, int]:
    """The CPU time of the quickest of some rounds, in milliseconds, and the size of the answer."""
    best, size = float("inf"), 0
    for _ in range(rounds):
        begun = time.process_time()
        answer = await client.get(path, follow_redirects=True)
        best = min(best, (time.process_time() - begun) * 1000)
        size = len(answer.content)
        answer.raise_for_status()
    return best, size


def _mixtures() -> list[str]:
    """Some of all mixtures that the filters of the Changes page can be set to, the same in every run."""
    days = [{}, {"since": "2026-02-01", "until": "2026-02-03"}]
    every = [
        {"severity": severity, "kind": kind, "disclosure": verdict, "triage": state, "source": source} | span
        for severity in SEVERITIES
        for kind in KINDS
        for verdict in VERDICTS
        for state in TRIAGE
        for source in ("", "paper7.example")
        for span in days
    ]
    return [address("/", filters) for filters in random.Random(1).sample(every, _MIXTURES)]


def _worst(mixed: list[tuple[float, int, str]], empty: float) -> tuple[float, float, int]:
    return max(best for best, _, _ in mixed), empty, max(size for _, size, _ in mixed)


def _told(best: float, empty: float, size: int, what: str, *, most: tuple[int, int] = (MOST_MS, MOST_BYTES)) -> bool:
    """Print a line; gives whether it took too much."""
    bad = best >= most[0] or size >= most[1]
    sys.stdout.write(f"{best:7.1f} ms {best / empty:6.1f}x {size:7,} bytes  {what}{'  TOO MUCH' if bad else ''}\n")
    sys.stdout.flush()
    return bad


def _fill(tracker: Tracker, wanted: int, wanted_revisions: int) -> None:
    each = max(2, wanted_revisions // wanted)
    with tracker.database.read() as connection:
        known = len(connection.scalars(select(articles.c.id)).all())
    if known >= wanted:
        return
    chance = random.Random(6)
    lives = [list(_life(chance, each)) for _ in range(_DISTINCT)]
    for first in range(known, wanted, 500):
        with tracker.database.write() as connection:
            for number in range(first, min(first + 500, wanted)):
                life = lives[number % _DISTINCT]
                _write(connection, number, life) if number < _DISTINCT else _copy(connection, number, life)
        sys.stderr.write(f"\r{first + 500:,} articles")
    with tracker.database.write() as connection:
        connection.execute(delete(steps))
        fill_steps(connection)
        connection.exec_driver_sql("INSERT INTO texts(texts) VALUES('optimize')")
        connection.exec_driver_sql("ANALYZE")
    sys.stderr.write("\n")


def _life(chance: random.Random, length: int) -> Iterator[tuple[Document, tuple[Flag, ...], Verdict]]:
    """The revisions of one article, each a small edit of the one before."""
    sentences = [_sentence(chance) for _ in range(28)]
    before: Document | None = None
    for _ in range(length):
        place = chance.randrange(len(sentences))
        sentences[place] = _sentence(chance)
        headline = " ".join(chance.sample(_WORDS, 5)).capitalize()
        document = Document.from_text("\n\n".join(sentences), headline=before.headline if before else headline)
        change = compare(before, document) if before else None
        yield document, change.flags if change else (), change.disclosure.verdict if change else Verdict.NONE
        before = document


def _sentence(chance: random.Random) -> str:
    words = " ".join(chance.choices(_WORDS, k=14))
    if chance.random() < 0.3:
        return f"“We never saw the {words},” said {chance.choice(_NAMES)}, who lives near the harbour wall."
    return f"The {words} cost {chance.randrange(2, 900)} crowns on Tuesday, the council wrote."


def _write(connection: Connection, number: int, life: list[tuple[Document, tuple[Flag, ...], Verdict]]) -> None:
    source = f"paper{number % 40}.example"
    new = NewArticle(f"https://{source}/{number}", f"{source}/{number}", source, source)
    article, _ = following.add(connection, new, now=_START)
    for step, (document, found, verdict) in enumerate(life, start=1):
        at = _START + timedelta(minutes=number + 500 * step)
        row = {"sha256": f"{number:032x}{step:032x}", "size": 60_000, "stored_size": 900, "stored_at": at}
        snapshot = connection.scalars(insert(snapshots).values(**row).returning(snapshots.c.id)).one()
        looked: dict[str, Any] = {
            "article_id": article.id,
            "started_at": at,
            "finished_at": at,
            "snapshot_id": snapshot,
        }
        check = connection.scalars(
            insert(checks).values(outcome=Outcome.CHANGED, **looked).returning(checks.c.id)
        ).one()
        values = {
            "article_id": article.id,
            "number": step,
            "cause": Cause.FIRST if step == 1 else Cause.EDIT,
            "first_seen_at": at,
            "last_seen_at": at + timedelta(minutes=400),
            "window_after_at": None if step == 1 else at - timedelta(minutes=100),
            "check_id": check,
            "snapshot_id": snapshot,
            "fingerprint": fingerprint(document),
            "text_sha256": "0" * 64,
            "extractor": "1",
            "comparer": "1",
            "document": pack_document(document),
            "headline": document.headline,
            "words": len(document.text.split()),
            "severity": revising.severity_of(None, found),
            "disclosure": verdict,
        }
        revision = connection.scalars(insert(revisions).values(**values).returning(revisions.c.id)).one()
        for flag in found:
            told = {"article_id": article.id, "revision_id": revision, "found_at": at, "kind": flag.kind}
            connection.execute(insert(flags).values(severity=flag.severity, flag=to_json(flag), **told))
        keep_words(connection, article.id, step, document)
        keep_utterances(connection, article.id, step, quotes(document), found)
        keep_blame(connection, article.id, Step(step, document), None)
    last = {"revisions": len(life), "headline": life[-1][0].headline, "last_outcome": Outcome.CHANGED}
    connection.execute(
        update(articles).where(articles.c.id == article.id).values(last_changed_at=at, last_checked_at=at, **last)
    )


def _copy(connection: Connection, number: int, life: list[tuple[Document, tuple[Flag, ...], Verdict]]) -> None:
    """Another article with the life of one that was written, some minutes later."""
    source = f"paper{number % 40}.example"
    new = NewArticle(f"https://{source}/{number}", f"{source}/{number}", source, source)
    article, _ = following.add(connection, new, now=_START)
    original = number % _DISTINCT + 1
    later = timedelta(minutes=number) // timedelta(microseconds=1)
    values = {"new": article.id, "old": original, "later": later}
    seen = {name: f"{name} + :later" for name in ("first_seen_at", "last_seen_at", "window_after_at")}
    _copied(connection, "revisions", values, {"article_id": ":new", **seen})
    number_of = "(SELECT number FROM revisions o WHERE o.id = flags.revision_id)"
    own = f"(SELECT id FROM revisions n WHERE n.article_id = :new AND n.number = {number_of})"  # noqa: S608 - our own names
    _copied(connection, "flags", values, {"article_id": ":new", "revision_id": own, "found_at": "found_at + :later"})
    newest = connection.scalar(text("SELECT max(id) FROM utterances")) or 0
    shift = f"+ {newest} + 1 - (SELECT min(id) FROM utterances WHERE article_id = :old)"  # noqa: S608 - our own names
    _copied(connection, "utterances", values, {"article_id": ":new", "id": f"id {shift}", "life": f"life {shift}"})
    _copied(connection, "blames", values, {"article_id": ":new"})
    for step, (document, _, _) in enumerate(life, start=1):
        keep_words(connection, article.id, step, document)
    connection.execute(
        text(
            "UPDATE articles SET (revisions, headline, last_outcome, last_changed_at, last_checked_at) = (SELECT revisions,"
            " headline, last_outcome, last_changed_at, last_checked_at FROM articles WHERE id = :old) WHERE id = :new"
        ),
        values,
    )


def _copied(connection: Connection, table: str, values: dict[str, int], changed: dict[str, str]) -> None:
    names = [column.name for column in metadata.tables[table].c if column.name != "id" or "id" in changed]
    told = ", ".join(changed.get(name, f'"{name}"') for name in names)
    named = ", ".join(f'"{name}"' for name in names)
    statement = f"INSERT INTO {table} ({named}) SELECT {told} FROM {table} WHERE article_id = :old ORDER BY rowid"  # noqa: S608 - our own names
    connection.execute(text(statement), values)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How long each page takes with a full store.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--revisions", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
