"""A store full of every mixture of flags, as chance has it, for lists to be compared with reading all of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert

from tests.scripted.clock import NOON
from tests.scripted.records import a_flag
from tracker.codec import to_json
from tracker.model import FlagKind, Severity, Verdict
from tracker.store import articles as following
from tracker.store.articles import NewArticle
from tracker.store.schema import checks, flags, revisions, snapshots
from tracker.store.triage import Target

KINDS = (FlagKind.QUOTE_CHANGED, FlagKind.QUOTE_ADDED, FlagKind.FACT_CHANGED, FlagKind.ARTICLE_GONE)


def recorded(
    connection: Connection,
    chance: random.Random,
    steps: int,
    *,
    at: Callable[[int], datetime] = lambda step: NOON + timedelta(minutes=step),
) -> Iterator[Target]:
    """Record so many steps of four articles of two sources, a fifth of them events and the others with up to three flags;
    `at` tells when each was found. Gives each change and event when it stands in the store.
    """
    numbers = []
    for name in range(4):
        new = NewArticle(f"https://paper.example/{name}", f"{name}", "paper.example", f"Paper {name % 2}")
        numbers.append(following.add(connection, new, now=NOON)[0].id)
    connection.execute(insert(snapshots).values(sha256="1", size=1, stored_size=1, stored_at=NOON))
    connection.execute(insert(checks).values(article_id=1, started_at=NOON, finished_at=NOON, outcome="changed"))
    for step in range(steps):
        found_at, article = at(step), chance.choice(numbers)
        own = _keep_revision(connection, article, step, found_at, chance.choice([Verdict.SILENT, Verdict.LATE]))
        is_event = chance.random() < 0.2
        for _ in range(1 if is_event else chance.randint(1, 3)):
            kind, severity = chance.choice(KINDS), chance.choice(list(Severity))
            found = {"kind": kind, "severity": severity, "flag": to_json(a_flag(kind, severity)), "found_at": found_at}
            made = insert(flags).values(article_id=article, revision_id=None if is_event else own, **found)
            number = connection.scalars(made.returning(flags.c.id)).one()
        yield Target(article, None, number) if is_event else Target(article, own)


def _keep_revision(connection: Connection, article: int, step: int, at: datetime, disclosure: Verdict) -> int:
    row: dict[str, Any] = {"article_id": article, "number": step, "cause": "edit", "first_seen_at": at}
    row |= {"last_seen_at": at, "check_id": 1, "snapshot_id": 1, "fingerprint": "", "text_sha256": ""}
    row |= {"extractor": "", "comparer": "", "document": b"", "headline": "", "words": 1, "severity": "low"}
    made = insert(revisions).values(**row, disclosure=disclosure)
    return int(connection.scalars(made.returning(revisions.c.id)).one())
