"""How long the pages of a change of a live blog take, and how large they are, when first seen and when seen again.

    python benchmarks/live_blog.py [--sentences 370 2000] [--rounds N]

Writes live blogs of so many sentences into a store of its own, each with three revisions: in each step five posts come on
top, ten are edited, and of three a sentence goes, is moved to another, or pinned to the top. Every view is asked for through the application itself, without a
network; its time is CPU time, the best of --rounds, also as a ratio to an empty page (`/add`). *First* is asked of pages
that were just made, which remember nothing. Ends with 1 where a page takes 50 ms or more, or 100,000 bytes or more.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from benchmarks.pages import MOST_BYTES, MOST_MS, _sentence, _write
from tracker.app import Tracker, open_tracker
from tracker.compare import compare
from tracker.config import load
from tracker.model import Document, Flag, Verdict
from tracker.web import make_pages

VIEWS = (
    ("changes/1..2", "in one text"),
    ("changes/1..2?view=side-by-side", "side by side"),
    ("changes/1..2?view=whole", "the whole text"),
    ("changes/1..2?view=whole&page=2", "the whole text, page 2"),
    ("changes/1..2?view=flags&explain=yes", "only the flags, with reasons"),
    ("changes/1..3", "between others than neighbours"),
)


def main() -> int:
    """Make the blogs and ask for every view of them."""
    parser = argparse.ArgumentParser(description="How long the pages of a change of a live blog take.")
    parser.add_argument("--sentences", type=int, nargs="+", default=[370, 2000])
    parser.add_argument("--rounds", type=int, default=5)
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.toml"
        config.write_text(f'[store]\ndatabase = "sqlite:///{folder}/tracker.db"\nsnapshots = "{folder}/snapshots"\n')
        with open_tracker(load(config)) as tracker:
            for number, count in enumerate(wishes.sentences):
                with tracker.database.write() as connection:
                    _write(connection, number, list(life(random.Random(count), count)))
            return asyncio.run(measure(tracker, wishes.sentences, wishes.rounds))


def life(chance: random.Random, count: int) -> Iterator[tuple[Document, tuple[Flag, ...], Verdict]]:
    """Three revisions of a live blog."""
    posts = [[_sentence(chance), _sentence(chance)] for _ in range(count // 2)]
    before: Document | None = None
    for _ in range(3):
        document = Document.from_text("\n\n".join(map(" ".join, posts)), headline="Live: the vote on the harbour wall")
        change = compare(before, document) if before else None
        yield document, change.flags if change else (), change.disclosure.verdict if change else Verdict.NONE
        before = document
        posts = [list(post) for post in posts]
        for place in chance.sample(range(len(posts)), 10):
            posts[place][0] = posts[place][0].replace("the", "a", 1).replace("Tuesday", "Friday")
        _, moved, pinned = (posts[place].pop() for place in chance.sample(range(len(posts)), 3))
        posts[chance.randrange(len(posts))].append(moved)
        posts = [[pinned], *([_sentence(chance)] for _ in range(5)), *(post for post in posts if post)]


async def measure(tracker: Tracker, sentences: list[int], rounds: int) -> int:
    """Ask and tell; gives 1 where any page is too slow or too large."""
    empty, _ = await best(tracker, "/add", rounds, again=True)
    failed = False
    print(f"{'':<44}{'first ms':>9}{'again ms':>9}{'ratio':>7}{'bytes':>9}")
    for number, count in enumerate(sentences, start=1):
        for path, words in VIEWS:
            address = f"/articles/{number}/{path}"
            first, size = await best(tracker, address, rounds, again=False)
            again, _ = await best(tracker, address, rounds, again=True)
            bad = max(first, again) >= MOST_MS or size >= MOST_BYTES
            failed |= bad
            what = f"{count:,} sentences, {words}"
            print(f"{what:<44}{first:9.1f}{again:9.1f}{again / empty:7.1f}{size:9,}{'  TOO MUCH' if bad else ''}")
    return int(failed)


async def best(tracker: Tracker, address: str, rounds: int, *, again: bool) -> tuple[float, int]:
    """The CPU time of the quickest of some rounds, in milliseconds, and the size of the answer."""
    found, size = float("inf"), 0
    client = visitor(tracker)
    await client.get(address if again else "/add")
    for _ in range(rounds):
        begun = time.process_time()
        answer = await client.get(address)
        found = min(found, (time.process_time() - begun) * 1000)
        size = len(answer.raise_for_status().content)
        if not again:
            await client.aclose()
            client = visitor(tracker)
            await client.get("/add")
    await client.aclose()
    return found, size


def visitor(tracker: Tracker) -> httpx.AsyncClient:
    """A visitor of pages that were just made."""
    transport = httpx.ASGITransport(app=make_pages(tracker))
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8380")


if __name__ == "__main__":
    sys.exit(main())
